"""From a template and the figures of a group to the evidence of that group."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

import attrs

from docketstats.errors import DateError, ModelError
from docketstats.evidence import Evidence
from docketstats.model.figure import ReportedFigure, Value, as_measure
from docketstats.model.lowering import Placed
from docketstats.model.measure import Measure
from docketstats.model.population import Population
from docketstats.model.snapshot import Snapshot
from docketstats.model.source import Source
from docketstats.notation.document import Document
from docketstats.notation.expressions import parse_what
from docketstats.notation.names import Namespace
from docketstats.values.interval import Interval
from docketstats.values.period import Period

Template: TypeAlias = Evidence | Snapshot | Document
Asked: TypeAlias = Measure | Population | str
Column: TypeAlias = Measure | Population | ReportedFigure | str

SOURCE = Source("the table of figures")


@attrs.frozen
class Slot:
    """A figure that each group has a value of its own for.

    Attributes:
        name: The column, or the measure in long form, that gives the value.
        figure: The figure, but for its value.
    """

    name: str
    figure: ReportedFigure

    @property
    def unsaid(self) -> ReportedFigure:
        """The figure without anything that a group says."""
        return self.filled(Interval.entire())

    def filled(self, value: Value) -> ReportedFigure:
        """The figure with a group's value; an interval is the one that is meant, and is not rounded."""
        if isinstance(value, Interval):
            return attrs.evolve(self.figure, value=value, rounded_to=None, tolerance=None)
        return attrs.evolve(self.figure, value=value)


Part: TypeAlias = ReportedFigure | int
"""A figure of all groups, or the number of a slot."""


@attrs.frozen
class Recipe:
    """How the evidence of a group is made.

    Attributes:
        template: What all groups have in common.
        slots: The figures that each group has its own values for.
        snapshots: The snapshots, with what is in them.
        spanning: The figures that span dates.
    """

    template: Evidence
    slots: tuple[Slot, ...]
    snapshots: tuple[tuple[Snapshot, tuple[Part, ...]], ...]
    spanning: tuple[Part, ...]

    def evidence(self, values: Mapping[int, Value]) -> Evidence:
        """The evidence of the group that has these values, by the numbers of slots."""
        figures = {slot: self.slots[slot].filled(value) for slot, value in values.items()}

        def filled(parts: Iterable[Part]) -> list[ReportedFigure]:
            found = (figures.get(part) if isinstance(part, int) else part for part in parts)
            return [one for one in found if one is not None]

        return Evidence(
            *(attrs.evolve(one, figures=filled(parts)) for one, parts in self.snapshots),
            figures=filled(self.spanning),
            relations=self.template.relations,
            assumptions=self.template.assumptions,
            remarks=self.template.remarks,
        )

    def placed(self, evidence: Evidence, values: Mapping[int, Value]) -> dict[int, Placed] | None:
        """Where the slots' figures are in evidence that was made with some values; None if that is not clear."""

        def kept(parts: Iterable[Part]) -> list[int | None]:
            present = (part for part in parts if not isinstance(part, int) or part in values)
            return [part if isinstance(part, int) else None for part in present]

        homes: dict[int | None, list[int | None]] = {
            number: kept(parts) for number, (_, parts) in enumerate(self.snapshots)
        }
        homes[None] = kept(self.spanning)
        if len(evidence.snapshots) < len(self.snapshots) or len(evidence.figures) < len(homes[None]):
            return None  # equal ones have become one
        found = {}
        for one in evidence.placed:
            home, number = one.place
            slot = homes[home][number]
            if slot is not None:
                found[slot] = one
        return found


def evidence_of(template: Template | None) -> Evidence:
    """The evidence that a template is.

    Raises:
        ModelError: If it is something else.
    """
    if template is None:
        return Evidence()
    if isinstance(template, Document):
        return template.evidence
    if isinstance(template, Snapshot):
        return Evidence(template)
    if isinstance(template, Evidence):
        return template
    raise ModelError(f"{template!r} is no template", mend="give Evidence, a Snapshot or a document")


def names_of(template: Template | None, others: Iterable[Column]) -> Namespace:
    """The names that expressions may use: those of the template, and of the measures that others are."""
    if isinstance(template, Document):
        return template.names
    evidence = evidence_of(template)
    measures = [
        one.measure if isinstance(one, ReportedFigure) else as_measure(one)
        for one in others
        if isinstance(one, (ReportedFigure, Measure, Population))
    ]
    dockets = (*evidence.dockets, *(docket for measure in measures for docket in measure.dockets))
    described = (*evidence.descriptions, *(one for measure in measures for one in measure.descriptions))
    return Namespace(tuple(dict.fromkeys(dockets)), tuple(dict.fromkeys(described)))


def read_measure(what: Asked, names: Namespace) -> Measure:
    """The measure that an expression, or an object, is."""
    return as_measure(parse_what(what, names) if isinstance(what, str) else what)


class Builder:
    """Makes a recipe, slot by slot.

    Args:
        template: What all groups have in common.
        question: What is asked.
        as_of: The date of figures whose measures have none.
        source: The source of figures that the template does not have.
    """

    def __init__(
        self, template: Evidence, question: Measure, as_of: str | datetime.date | Period | None, source: Source | None
    ) -> None:
        self._template, self._question, self._source = template, question, source or SOURCE
        self._as_of = None if as_of is None else Period.read(as_of)
        self._slots: list[Slot] = []
        self._snapshots: list[tuple[Snapshot, list[Part]]] = [
            (attrs.evolve(one, figures=()), list(one.figures)) for one in template.snapshots
        ]
        self._spanning: list[Part] = list(template.figures)

    def add(self, name: str, what: Measure | ReportedFigure, said_by: str = "") -> None:
        """Add a slot for a column, in the place of the template's figure of the same measure if it has one.

        Raises:
            ModelError: If the template has several figures of that measure, or one that another revises.
        """
        where = f"column {name!r}"
        parts, found = self._place(what, where) if not said_by else (self._parts(what)[1], [])
        if len(found) > 1:
            several = f"the template has {len(found)} such figures, {found[0]!r} and others"
            raise ModelError(several, where=where, mend="give the figure that is meant, made with ds.reported")
        if isinstance(what, ReportedFigure):
            figure = what
        elif found:
            figure = found[0]
        else:
            source = Source(said_by) if said_by else self._source
            figure = ReportedFigure(what, Interval.entire(), source=source)
        own = (one for parts in self._all for one in parts if isinstance(one, ReportedFigure))
        if any(figure in one.earlier for one in own):
            raise ModelError(f"another figure of the template revises {figure!r}", where=where)
        new = Slot(name, figure)
        if same := [one.name for one in self._slots if one.unsaid == new.unsaid]:
            raise ModelError(f"it is of the same figure as column {same[0]!r}", where=where, mend="leave one out")
        slot = len(self._slots)
        self._slots.append(new)
        if found:
            parts[parts.index(found[0])] = slot
        else:
            parts.append(slot)

    @property
    def _all(self) -> list[list[Part]]:
        return [*(parts for _, parts in self._snapshots), self._spanning]

    def _place(self, what: Measure | ReportedFigure, where: str) -> tuple[list[Part], list[ReportedFigure]]:
        """Where a figure goes, and the template's figures that it may take the place of."""
        if isinstance(what, ReportedFigure):
            homes = [parts for parts in self._all if what in parts]
            if len(homes) > 1:
                raise ModelError("the template has this figure at several dates", where=where, mend="date its measure")
            if homes:
                return homes[0], [what]
            return self._parts(what.measure)[1], []
        date, parts = self._parts(what)
        measure = what if date is None else what.at(date)
        figures = [one for one in parts if isinstance(one, ReportedFigure)]
        return parts, [one for one in figures if (one.measure if date is None else one.measure.at(date)) == measure]

    def _parts(self, what: Measure | ReportedFigure) -> tuple[Period | None, list[Part]]:
        """The snapshot that a figure goes into, with its date; or what spans dates or dockets."""
        measure = what.measure if isinstance(what, ReportedFigure) else what
        dates = measure.dates if measure.is_dated else {self._date(measure)}
        if len(dates) != 1 or len(measure.dockets) != 1:
            return None, self._spanning
        (docket,), (date,) = measure.dockets, dates
        for one, parts in self._snapshots:
            if one.docket == docket and one.as_of == date:
                return date, parts
        self._snapshots.append((Snapshot(docket, date), []))
        return date, self._snapshots[-1][1]

    def _date(self, measure: Measure) -> Period:
        if self._as_of:
            return self._as_of
        dates = {one.as_of for one, _ in self._snapshots if one.docket in measure.dockets}
        dates = dates or set(self._question.dates) or {Period.read("undated")}
        if len(dates) > 1:
            known = ", ".join(f'"{date}"' for date in sorted(dates, key=lambda date: date.sort_key))
            raise DateError(
                f"{measure!r} has no date, and there are {len(dates)}: {known}", mend='say as_of="...", or date it'
            )
        return next(iter(dates))

    def recipe(self) -> Recipe:
        """The recipe."""
        snapshots: Sequence[tuple[Snapshot, tuple[Part, ...]]] = [(one, tuple(own)) for one, own in self._snapshots]
        return Recipe(self._template, tuple(self._slots), tuple(snapshots), tuple(self._spanning))
