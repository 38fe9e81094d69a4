"""What sources said, gathered: snapshots, relations and assumptions, and what may be left out of them or added."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, Self, TypeAlias

import attrs

from docketstats.errors import DateError, ModelError, WrongType
from docketstats.model.facts import Fact
from docketstats.model.figure import Assumption, ReportedFigure, as_statement
from docketstats.model.flow import PREFIX, in_steps, places
from docketstats.model.lowering import Instants, Placed, lower, placed
from docketstats.model.measure import Measure
from docketstats.model.population import Docket, Relation
from docketstats.model.snapshot import Snapshot
from docketstats.model.source import Source
from docketstats.model.ties import Facts
from docketstats.model.vintages import Vintages
from docketstats.values import markup
from docketstats.values.given import each, shown
from docketstats.values.period import Period

Part: TypeAlias = Source | ReportedFigure | Relation | Assumption | Snapshot


@attrs.frozen(init=False, repr=False)
class Collection:
    """Snapshots, relations and assumptions that fit together; `Evidence` answers questions on them."""

    snapshots: tuple[Snapshot, ...]
    figures: tuple[ReportedFigure, ...]
    relations: tuple[Relation, ...]
    assumptions: tuple[Assumption, ...]
    remarks: tuple[str, ...] = attrs.field(default=(), eq=False)

    def __init__(
        self,
        *snapshots: Snapshot,
        figures: Iterable[ReportedFigure] = (),
        relations: Iterable[Relation] = (),
        assumptions: Iterable[Assumption] = (),
        remarks: Iterable[str] = (),
    ) -> None:
        figures, relations = each(figures, "figures"), each(relations, "relations")
        assumptions, remarks = each(assumptions, "assumptions"), each(remarks, "remarks")
        wrong = [
            *foreign(snapshots, Snapshot, "; pass snapshots one by one, and the rest by keyword"),
            *foreign(figures, ReportedFigure, "; make it with ds.reported"),
            *foreign(relations, Relation),
            *foreign(assumptions, Assumption),
            *foreign(remarks, str),
        ]
        if wrong:
            raise ModelError("; ".join(wrong))
        self.__attrs_init__(
            tuple(dict.fromkeys(snapshots)),
            tuple(dict.fromkeys(figures)),
            tuple(dict.fromkeys(relations)),
            tuple(dict.fromkeys(assumptions)),
            tuple(dict.fromkeys(remarks)),
        )
        if problems := list(self._problems()):
            raise ModelError("; ".join(problems))
        self._facts  # noqa: B018 - what cannot be dated or lowered is told at once
        if early := list(Vintages(self.snapshots, self._instants.each, self.figures).told_early()):
            raise DateError("; ".join(early), mend="mend one of the dates; a forecast is an Assumption")

    def _problems(self) -> Iterator[str]:
        for one in self.snapshots:
            if one.docket.name.startswith(PREFIX):
                yield f"docket {one.docket.name!r} has a name that is kept for the events of a docket: choose another"
        definitions: dict[str, Docket] = {}
        for docket in self.dockets:
            if definitions.setdefault(docket.name, docket) != docket:
                yield f"docket {docket.name!r} has two definitions"
        descriptions: dict[tuple[str, str], str] = {}
        for docket_name, name, description in self.descriptions:
            if descriptions.setdefault((docket_name, name), description) != description:
                yield f"{name!r} is described as {descriptions[docket_name, name]!r} and as {description!r}"
        for number, top in enumerate(self.figures, 1):
            for figure in (top, *top.earlier):
                if not figure.measure.is_dated:
                    what = "spans dates, so every population in it needs .at(date)"
                    yield f"figure {number} ({figure.measure!r}) {what}"
        for relation in self.relations:
            if relation.source is None and not relation.because:
                yield f"relation {relation!r} has neither a source nor a reason: give one, or make it an Assumption"

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {', '.join(self._numbers) or 'nothing is said'}>"

    def _repr_html_(self) -> str:
        dated = (f"{one.docket.name}, {one.as_of} ({len(one.figures):,})" for one in self.snapshots)
        rows = [
            ("snapshots, with their figures", markup.listed(dated)),
            ("figures that span dates", markup.listed(map(repr, self.figures))),
            ("relations", markup.listed(map(repr, self.relations))),
            ("assumptions", markup.listed(f"{one.that!r}, because: {one.because}" for one in self.assumptions)),
            ("sources", markup.listed(self.sources)),
            ("remarks", markup.listed(self.remarks)),
        ]
        return markup.table(f"{type(self).__name__}: {', '.join(self._numbers) or 'nothing is said'}", rows)

    @property
    def _numbers(self) -> list[str]:
        """How many there are of each kind of thing."""
        kinds = (self.snapshots, "snapshot"), (self.all_figures, "figure"), (self.relations, "relation")
        found = [*kinds, (self.assumptions, "assumption"), (self.sources, "source")]
        return [markup.numbered(len(things), name) for things, name in found if things]

    # -- what it holds ----------------------------------------------------------------------------------------------

    @property
    def dockets(self) -> tuple[Docket, ...]:
        """The dockets that it is about."""
        found = [snapshot.docket for snapshot in self.snapshots]
        found += [docket for figure in self._vintages for docket in figure.measure.dockets]
        found += [part.docket for relation in self.relations for part in relation.parts]
        found += [docket for one in self.assumptions for docket in as_statement(one.that).measure.dockets]
        return tuple(dict.fromkeys(found))

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of its figures and relations."""
        found = [figure.source for figure in self.all_figures]
        found += [relation.source for relation in self.relations if relation.source]
        return tuple(dict.fromkeys(found))

    @property
    def descriptions(self) -> tuple[tuple[str, str, str], ...]:
        """What its named sets are described as: docket, name and description of each."""
        measures = [figure.measure for figure in self._vintages]
        said = (*self.relations, *(one.that for one in self.assumptions))
        measures += [as_statement(one).measure for one in said]
        return tuple(dict.fromkeys(one for measure in measures for one in measure.descriptions))

    @property
    def dates(self) -> tuple[Period, ...]:
        """The dates in play, each a day or one unknown instant of a period."""
        return self._facts.dates

    @property
    def all_figures(self) -> tuple[ReportedFigure, ...]:
        """Its figures: those of its snapshots, and those that span dates."""
        return (*(figure for snapshot in self.snapshots for figure in snapshot.figures), *self.figures)

    @property
    def _vintages(self) -> Iterator[ReportedFigure]:
        """All figures and those that they revise."""
        return (one for figure in self.all_figures for one in (figure, *figure.earlier))

    def without(self, *parts: Part) -> Self:
        """This evidence without some sources (and all they said), figures, relations, assumptions or snapshots.

        A figure that was revised by what is left out is in force again.
        """
        _check_parts(parts)
        return self._kept(lambda one: one not in parts and getattr(one, "source", None) not in (parts or (object(),)))

    def only(self, *parts: Part) -> Self:
        """This evidence with only some sources and figures.

        Relations that rest on a reason, and assumptions, are kept: they were chosen on their own merits.
        """
        _check_parts(parts)

        def keep(one: object) -> bool:
            if isinstance(one, Snapshot):
                return True
            chosen = one in parts or getattr(one, "source", None) in parts
            return chosen or isinstance(one, Assumption) or (isinstance(one, Relation) and one.source is None)

        whole = [part for part in parts if isinstance(part, Snapshot)]
        kept = self._kept(keep)
        snapshots = [one for one in self.snapshots if one in whole] + [one for one in kept.snapshots if one.figures]
        return kept._with(snapshots)

    def _kept(self, keep: Callable[[object], bool]) -> Self:
        pairs = [pair for pair in zip(self.snapshots, self._instants.each, strict=True) if keep(pair[0])]
        vintages = Vintages(tuple(one for one, _ in pairs), tuple(instant for _, instant in pairs), self.figures)
        snapshots, figures = vintages.kept(keep)
        # What is left out must not come back by a later replay either.
        return self._with(
            (attrs.evolve(one, figures=[figure.keeping(keep) for figure in one.figures]) for one in snapshots),
            figures=[figure.keeping(keep) for figure in figures],
            relations=filter(keep, self.relations),
            assumptions=filter(keep, self.assumptions),
        )

    def replacing(self, old: ReportedFigure, new: ReportedFigure) -> Self:
        """This evidence with one figure for another; what revised the old one then revises the new one."""

        def swap(figure: ReportedFigure) -> ReportedFigure:
            if figure == old:
                return new
            if figure.revises is not None and old in figure.earlier:
                return attrs.evolve(figure, revises=swap(figure.revises))
            return figure

        return self._with(
            (attrs.evolve(one, figures=map(swap, one.figures)) for one in self.snapshots),
            figures=map(swap, self.figures),
        )

    def restating(self, instead: Mapping[str, ReportedFigure]) -> Self:
        """This evidence with other figures in the place of some, each at its date; what revised the old one is kept.

        Args:
            instead: The figures, by the name that the fact of the one in force has in proofs.

        Raises:
            ModelError: If no figure in force has one of the names.
        """
        chosen = {one.name: one for one in self.placed if one.name in instead}
        if unknown := instead.keys() - chosen.keys():
            raise ModelError(f"no figure of this evidence is {', '.join(sorted(unknown))}")
        new = {one.place: instead[name] for name, one in chosen.items()}

        def restated(figures: Iterable[ReportedFigure], home: int | None) -> list[ReportedFigure]:
            return [new.get((home, number), figure) for number, figure in enumerate(figures)]

        return self._with(
            [attrs.evolve(one, figures=restated(one.figures, home)) for home, one in enumerate(self.snapshots)],
            figures=restated(self.figures, None),
        )

    def _with(self, snapshots: Iterable[Snapshot] | None = None, **parts: Iterable[Any]) -> Self:
        """This evidence with other parts."""
        own = {"figures": self.figures, "relations": self.relations, "assumptions": self.assumptions}
        return type(self)(
            *(self.snapshots if snapshots is None else snapshots), **{**own, "remarks": self.remarks, **parts}
        )

    def assuming(self, *assumptions: Assumption) -> Self:
        """This evidence with more assumptions."""
        return self._with(assumptions=(*self.assumptions, *assumptions))

    def __or__(self, other: Self) -> Self:
        if not isinstance(other, type(self)):
            return NotImplemented
        return self._with(
            self.snapshots + other.snapshots,
            figures=self.figures + other.figures,
            relations=self.relations + other.relations,
            assumptions=self.assumptions + other.assumptions,
            remarks=self.remarks + other.remarks,
        )

    def assuming_instead(self, instead: Mapping[str, Assumption]) -> Self:
        """This evidence with assumptions in the place of figures, and of the earlier figures that those revise.

        Every answer notes the reasons of these assumptions.

        Args:
            instead: The assumptions, by the name that the figure's fact has in proofs.

        Raises:
            ModelError: If no figure in force has one of the names.
        """
        chosen = [one for one in self.placed if one.name in instead]
        if unknown := instead.keys() - {one.name for one in chosen}:
            raise ModelError(f"no figure of this evidence is {', '.join(sorted(unknown))}")
        places = {one.place for one in chosen}
        # A figure must not come back into force because the one that revised it is gone.
        gone = {(self._instant_of(one.place[0]), old) for one in chosen for old in one.figure.earlier}

        def kept(figures: Iterable[ReportedFigure], home: int | None) -> list[ReportedFigure]:
            instant = self._instant_of(home)
            pairs = enumerate(figures)
            return [one for number, one in pairs if (home, number) not in places and (instant, one) not in gone]

        return self._with(
            [attrs.evolve(one, figures=kept(one.figures, home)) for home, one in enumerate(self.snapshots)],
            figures=kept(self.figures, None),
            assumptions=(*self.assumptions, *(instead[one.name] for one in chosen)),
            remarks=(*self.remarks, *(instead[one.name].because for one in chosen)),
        )

    @property
    def undated_sources(self) -> tuple[Source, ...]:
        """The sources without a publication date, which `as_known_on` leaves out whatever the date."""
        return tuple(one for one in self._all_sources if one.published is None or one.published.end is None)

    @property
    def _all_sources(self) -> tuple[Source, ...]:
        """The sources, and those of figures that were revised and are not listed themselves."""
        return tuple(dict.fromkeys((*self.sources, *(figure.source for figure in self._vintages))))

    def as_known_on(self, date: Period | str | datetime.date) -> Self:
        """This evidence with only what had certainly been published by the end of a day.

        A source published in a longer period counts when the period is over. Where a figure had not been published,
        the newest of those that it revises which had been is in force again. Relations that rest on a reason, and
        assumptions, are kept. Sources that may have been published by then, among them the `undated_sources`, are
        left out, and every answer notes it.

        Args:
            date: The day; of a longer period the last one is meant.

        Raises:
            DateError: If the date is undated.

        >>> import docketstats as ds
        >>> docket = ds.Docket("court", unit="case")
        >>> first = ds.reported(docket.everyone, 100, source=ds.Source("Report", published="2024-02-01"))
        >>> second = ds.reported(docket.everyone, 105, source=ds.Source("Later", published="2024-08-01"), revises=first)
        >>> evidence = ds.Evidence(docket.snapshot("2024-01-01", figures=[second]))
        >>> [evidence.as_known_on(day).bound(docket.everyone).interval for day in ("2024-07-31", "2024-08-01")]
        [Interval(100, 100), Interval(105, 105)]
        """
        day = Period.read(date)
        if day.end is None:
            raise DateError(f"{day} is no day to look back from", mend="give a day, such as 2024-07-21")
        snapshots, figures = Vintages(self.snapshots, self._instants.each, self.figures).known_on(day)
        unsure = [
            one
            for one in self._all_sources
            if not one.is_published_by(day) and (one.published is None or one.published.overlaps(day))
        ]
        remark = f"as known on {day}, without what may not have been published by then: {'; '.join(map(str, unsure))}"
        return self._with(
            snapshots,
            figures=figures,
            relations=[one for one in self.relations if one.source is None or one.source.is_published_by(day)],
            remarks=(*self.remarks, remark) if unsure else self.remarks,
        )

    # -- facts ------------------------------------------------------------------------------------------------------

    @cached_property
    def _instants(self) -> Instants:
        return Instants(self.snapshots, frozenset().union(*(figure.measure.dates for figure in self.figures)))

    def _lowered(self, asked: Iterable[Measure] = ()) -> Facts:
        return lower(
            self.dockets,
            self._instants,
            figures=self.figures,
            relations=self.relations,
            assumptions=self.assumptions,
            asked=asked,
        )

    @cached_property
    def _facts(self) -> Facts:
        return self._lowered()

    def _instant_of(self, snapshot: int | None) -> Period | None:
        return None if snapshot is None else self._instants.each[snapshot]

    @property
    def placed(self) -> tuple[Placed, ...]:
        """The figures in force, as the facts have them."""
        return tuple(placed(self._instants, self.figures, self._facts.order))

    def facts(self, *measures: Measure) -> tuple[Fact, ...]:
        """Everything it holds as facts, with the rules and undated relations that some questions need."""
        dated = [self._instants.dated(measure) for measure in measures]
        facts = self._for(*dated)
        return facts.everything([in_steps(measure, facts.order) for measure in dated])

    def figure_of(self, fact: Fact) -> ReportedFigure | None:
        """The reported figure that a fact of this evidence states; None for a fact that comes of anything else.

        >>> import docketstats as ds
        >>> docket = ds.Docket("court", unit="case")
        >>> figure = ds.reported(docket.everyone, "over 100", source=ds.Source("Annual report"))
        >>> evidence = ds.Evidence(docket.snapshot("2024-09-30", figures=[figure]))
        >>> evidence.figure_of(evidence.facts()[0])
        reported(count(everyone), 'over 100', source='Annual report')
        """
        return next((one.figure for one in self.placed if one.name == fact.name), None)

    def tied(self, measure: Measure) -> tuple[Measure, tuple[Fact, ...]]:
        """A question with its dates resolved and its flows step by step, and the facts that bear on it.

        Raises:
            DateError: If a date is missing or ambiguous; the message lists the dates.
        """
        return self._tied(self._instants.dated(measure))

    def _tied(self, measure: Measure) -> tuple[Measure, tuple[Fact, ...]]:
        """A question with its flows step by step, and the facts that bear on it."""
        known = self._for(measure)
        measure = in_steps(measure, known.order)
        return measure, known.tied_to(measure)

    def _for(self, *measures: Measure) -> Facts:
        """The facts, with the dockets that a question brings along."""
        facts = self._facts
        brought = (one for measure in measures for one in measure.dockets if one not in facts.dockets)
        dockets = (*facts.dockets, *dict.fromkeys(brought))
        if len({docket.name for docket in dockets}) < len(dockets):
            names = sorted(name for name, uses in Counter(one.name for one in dockets).items() if uses > 1)
            raise ModelError(f"the question has another definition of docket {', '.join(map(repr, names))}")
        if (facts.has_flows or any(one.is_of_steps for one in measures)) and any(
            place not in facts.places for measure in measures for place in places(measure)
        ):
            facts = self._lowered(measures)  # a date between those of a flow on its docket cuts it in two
        return facts if dockets == facts.dockets else attrs.evolve(facts, dockets=dockets)


def _check_parts(parts: Iterable[object]) -> None:
    for one in parts:
        if not isinstance(one, Part):
            mend = 'name them one by one, as in without(ds.Source("Annual report"))'
            raise WrongType(f"{shown(one)} is no source, figure, relation, assumption or snapshot", mend=mend)


def foreign(found: Iterable[object], kind: type, hint: str = "") -> Iterator[str]:
    """What is wrong with the objects that are not of a kind."""
    return (f"{shown(one)} is no {kind.__name__}{hint}" for one in found if not isinstance(one, kind))
