"""Lowering: from what sources said, with its dates resolved to instants, to facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import attrs

from docketstats.errors import DateError
from docketstats.model.facts import Fact, Origin, lines
from docketstats.model.figure import Assumption, ReportedFigure, as_statement
from docketstats.model.flow import by_docket, in_steps, places
from docketstats.model.measure import Measure
from docketstats.model.population import Docket, Relation
from docketstats.model.snapshot import Snapshot
from docketstats.model.ties import Facts, Undated, relation_fact
from docketstats.model.vintages import Vintages
from docketstats.values.formatting import format_interval
from docketstats.values.period import Period


@attrs.frozen
class Instants:
    """The instants of snapshots: its day, or one unknown instant in its period that is each snapshot's own.

    Args:
        snapshots: The snapshots.
        others: Dates in play besides, those of figures that span dates.
    """

    snapshots: tuple[Snapshot, ...]
    others: frozenset[Period] = frozenset()

    @cached_property
    def each(self) -> tuple[Period, ...]:
        """The instant of each snapshot, in their order."""
        uses = Counter((one.docket.name, one.as_of) for one in self.snapshots)
        taken = {one.as_of for one in self.snapshots}
        found: list[Period] = []
        for one in self.snapshots:
            instant, number = one.as_of, 0
            if not one.as_of.is_day and uses[one.docket.name, one.as_of] > 1:
                while instant in taken:
                    number += 1
                    instant = one.as_of.tagged(f"{one.as_of.tag}.{number}" if one.as_of.tag else str(number))
                taken.add(instant)
            found.append(instant)
        return self._joined(found)

    def _joined(self, instants: list[Period]) -> tuple[Period, ...]:
        """The instants after all that is said by same_instant_as, which may go from snapshot to snapshot."""
        own = list(instants)
        for index, one in enumerate(self.snapshots):
            if one.same_instant_as is not None:
                named = {
                    own[other]
                    for other, two in enumerate(self.snapshots)
                    if other != index and one.same_instant_as in (two.as_of, own[other])
                }
                before, after = instants[index], self._single(one.same_instant_as, named)
                after = next((new for old, new in zip(own, instants, strict=True) if old == after), after)
                if before.is_day and after.is_day and before != after:
                    raise DateError(f"{before} and {after} are two days, not the same instant")
                # A day says more than an unknown instant does, so it stays.
                kept = sorted((before, after), key=lambda date: (not date.is_day, date == before))[0]
                instants = [kept if date in (before, after) else date for date in instants]
        return tuple(instants)

    def _single(self, date: Period, instants: set[Period]) -> Period:
        if len(instants) > 1:
            names = ", ".join(f'"{one}"' for one in sorted(instants, key=str))
            raise DateError(
                f"{date} is the period of several snapshots, whose instants are not known to be the same: {names}",
                mend='ask for one of these, give each snapshot a tag ("2024-09 #agency"), or state same_instant_as',
            )
        return next(iter(instants), date)

    def dated(self, measure: Measure) -> Measure:
        """A measure of a question, with its dates resolved to instants.

        Raises:
            DateError: If a date is missing and there is not just one in play, or if a date is ambiguous.
        """
        names = {docket.name for docket in measure.dockets}
        own = [
            (one, instant) for one, instant in zip(self.snapshots, self.each, strict=True) if one.docket.name in names
        ]
        if not measure.is_dated:
            dates = {instant for _, instant in own} | self.others
            if len(dates) != 1:
                known = ", ".join(f'"{date}"' for date in sorted(dates, key=lambda date: date.sort_key)) or "none"
                what = f"{measure!r} has no date, and the evidence has {len(dates)}: {known}"
                raise DateError(what, mend='say at="..."')
            measure = measure.at(next(iter(dates)))
        moves = {
            date: self._single(date, {instant for one, instant in own if one.as_of == date}) for date in measure.dates
        }
        return measure.redated({date: instant for date, instant in moves.items() if date != instant})


@attrs.frozen
class Placed:
    """A figure that is in force, where it stands in what was said.

    Args:
        figure: The figure.
        name: What its fact is called.
        measure: Its measure, at its instants.
        place: The number of its snapshot, or None for the figures that span dates; and its own number there.

    >>> import docketstats as ds
    >>> court, report = ds.Docket("court", unit="case"), ds.Source("Annual report")
    >>> old = court.population("old")
    >>> evidence = ds.Evidence(court.snapshot("2024-09-30", figures=[ds.reported(court.everyone, 100, source=report)]))
    >>> one, = evidence.placed
    >>> one.name, repr(one.measure), one.place
    ('figure 1 of 2024-09-30', 'count(everyone, at="2024-09-30")', (0, 0))
    """

    figure: ReportedFigure
    name: str = attrs.field(kw_only=True)
    measure: Measure = attrs.field(kw_only=True)
    place: tuple[int | None, int] = attrs.field(kw_only=True)


def placed(
    instants: Instants, spanning: tuple[ReportedFigure, ...], order: Mapping[str, Sequence[Period]]
) -> Iterator[Placed]:
    """The figures that no other revises, those of snapshots and then those that span dates."""
    vintages = Vintages(instants.snapshots, instants.each, spanning)
    several = len({one.docket for one in instants.snapshots}) > 1
    before: Counter[str] = Counter()
    for home, (snapshot, instant) in enumerate(zip(instants.snapshots, instants.each, strict=True)):
        when = f"{instant} ({snapshot.docket.name})" if several else str(instant)
        for number, figure in enumerate(snapshot.figures):
            before[when] += 1
            measure = figure.measure.at(snapshot.as_of)
            if instant != snapshot.as_of:
                measure = measure.redated({snapshot.as_of: instant})
            if vintages.in_force(figure, snapshot.as_of, instant):
                name = f"figure {before[when]} of {when}"
                yield Placed(figure, name=name, measure=measure, place=(home, number))
    for number, figure in enumerate(spanning):
        if vintages.in_force(figure):
            measure = in_steps(instants.dated(figure.measure), order)
            yield Placed(figure, name=f"figure {number + 1} across dates", measure=measure, place=(None, number))


def lower(
    dockets: tuple[Docket, ...],
    instants: Instants,
    *,
    figures: Iterable[ReportedFigure] = (),
    relations: Iterable[Relation] = (),
    assumptions: Iterable[Assumption] = (),
    asked: Iterable[Measure] = (),
) -> Facts:
    """All that is taken as known, as facts; a figure that another one revises is set aside.

    Args:
        dockets: The dockets.
        instants: The instants of the snapshots.
        figures: The figures that span dates.
        relations: The relations.
        assumptions: The assumptions.
        asked: A question, whose dates add to these; a flow is taken step by step between all dates of its docket.
    """
    spanning, relations, assumptions, asked = tuple(figures), tuple(relations), tuple(assumptions), tuple(asked)
    said_of = [one.measure for one in spanning]
    said_of += [as_statement(one).measure for one in (*relations, *(one.that for one in assumptions))]
    said_of = [instants.dated(measure) for measure in said_of if measure.is_dated]
    known = {(one.docket.name, instant) for one, instant in zip(instants.snapshots, instants.each, strict=True)}
    known.update(place for measure in (*said_of, *asked) for place in places(measure))
    order = by_docket(known)
    stated = [_figure(one.figure, one.measure, one.name) for one in placed(instants, spanning, order)]
    undated: list[Undated] = []
    said = [(one, "", f"relation {number}", Origin.RELATION) for number, one in enumerate(relations, 1)]
    for number, assumption in enumerate(assumptions, 1):
        name = f"assumption {number}"
        if isinstance(assumption.that, Relation):
            said.append((assumption.that, assumption.because, name, Origin.ASSUMPTION))
        else:
            stated.append(_assumption(assumption, in_steps(instants.dated(assumption.that.measure), order), name))
    for relation, because, name, origin in said:
        if any(leaf.at for leaf in as_statement(relation).measure.leaves()):
            stated.append(_dated_relation(relation, because, name, origin, instants))
        else:
            undated.append(Undated(relation, name, origin, because))
    dates = {*instants.each, *(date for measure in asked for date in measure.dates)}
    dates.update(date for fact in stated for leaf in fact.leaves if leaf.at for date in leaf.at.instants)
    shown = tuple(sorted(dates, key=lambda date: date.sort_key))
    return Facts(dockets, stated=tuple(stated), undated=tuple(undated), dates=shown, places=frozenset(known))


def _figure(figure: ReportedFigure, measure: Measure, name: str) -> Fact:
    said = figure.value if isinstance(figure.value, str) else format_interval(figure.interval)
    if figure.rule.startswith("press"):  # else one would wonder how more than N comes to be N
        said += f" ({figure.rule})"
    return Fact(
        name,
        f"{measure!r} is {said}",
        origin=Origin.FIGURE,
        lines=lines(measure, figure.interval, if_any=figure.if_any),
        source=figure.source,
        confidence=figure.confidence,
    )


def _assumption(assumption: Assumption, measure: Measure, name: str) -> Fact:
    statement = as_statement(assumption.that)
    return Fact(
        name,
        f"assumed: {statement!r}",
        origin=Origin.ASSUMPTION,
        lines=lines(measure, statement.interval),
        because=assumption.because,
        confidence=assumption.confidence,
    )


def _dated_relation(relation: Relation, because: str, name: str, origin: Origin, instants: Instants) -> Fact:
    """A relation restricted to the date of its operands; those without one are taken at that date."""
    found = {leaf.at for part in relation.parts for leaf in part.term.leaves}
    dates = sorted((date for date in found if date), key=lambda date: date.sort_key)
    if None in found and len(dates) > 1:
        raise DateError(f"{relation!r} mixes dates with undated populations", where=name, mend="date them all")
    measure = instants.dated(as_statement(relation).measure.at(dates[0]))
    return relation_fact(relation, measure.linear.terms[0][0], name, origin, because=because)
