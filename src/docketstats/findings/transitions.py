"""Transition tables: from which set at one date to which set at another, and how many."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

import attrs

from docketstats.errors import DateError, ModelError, UnknownName
from docketstats.findings.derived import DerivedFigure, Sharpness
from docketstats.inference.conflicts import at_level, shared_confidence
from docketstats.inference.many import spans
from docketstats.model.classification import Classification
from docketstats.model.facts import Fact
from docketstats.model.flow import PREFIX
from docketstats.model.measure import Measure, count
from docketstats.model.population import Docket, Population
from docketstats.values.formatting import aligned, format_interval
from docketstats.values.given import each, shown
from docketstats.values.interval import Exact, Interval
from docketstats.values.period import Period

Pair: TypeAlias = tuple[str, str]
"""A row and a column, by name."""

OUTSIDE = "not on the docket"


def sets(of: Classification | str | Iterable[Population], dockets: Iterable[Docket]) -> tuple[Population, ...]:
    """The sets of a table: the top items of a classification, or some populations of one docket.

    Raises:
        ModelError: If populations have dates or are of several dockets.
        UnknownName: If no docket has the classification.
    """
    if not isinstance(of, Classification | str):
        found = each(of, "what the table is of")
        wrong = [one for one in found if not isinstance(one, Population) or one.dates]
        if wrong or len({one.docket for one in found}) != 1:
            raise ModelError(
                "a table is of populations of one docket, without dates"
                + (f", not of {shown(wrong[0])}" if wrong else "")
            )
        return found
    name = of if isinstance(of, str) else of.name
    dockets = tuple(dockets)
    for docket in dockets:
        for one in docket.classifications:
            if one.name == name and not docket.name.startswith(PREFIX):
                others = [other for other in docket.classifications if other != one]
                shared = any(item in other for item in one.items for other in others)
                return tuple(docket[f"{name}:{item.code}" if shared else item.code] for item in one.items)
    known = sorted({one.name for docket in dockets for one in docket.classifications})
    raise UnknownName(
        f"no docket of the evidence has a classification {shown(name)}",
        mend="its classifications are: " + (", ".join(known) or "none"),
    )


def cells(populations: tuple[Population, ...], since: Period, until: Period) -> dict[Pair, Measure]:
    """The counts of a table by row and column; who is on the docket at neither date is in no cell.

    Raises:
        DateError: If the dates are not certainly two, the earlier first.
    """
    if since == until or until.precedes(since):
        raise DateError(f"a table from {since} to {until}", mend="give two dates, the earlier first")
    everyone = populations[0].docket.everyone
    found = {}
    for before in populations:
        for after in populations:
            found[repr(before), repr(after)] = count(before.became(after, since, until))
        found[repr(before), OUTSIDE] = count(before.at(since) - everyone.at(until))
    for after in populations:
        found[OUTSIDE, repr(after)] = count(after.at(until) - everyone.at(since))
    return found


def table(
    measures: dict[Pair, Measure], facts: tuple[Fact, ...], bound: Callable[[Measure], DerivedFigure]
) -> Transitions:
    """The table of some counts, given the facts tied to them and what gives one count with its proofs.

    Raises:
        Contradiction: If the facts cannot all hold.
    """
    if any(fact.is_of_steps for fact in facts):
        # Only an answer by itself is shown to be a history.
        figures = {pair: bound(measure) for pair, measure in measures.items()}
        intervals = {pair: figure.interval for pair, figure in figures.items()}
        sharp = {pair: figure.sharpness is Sharpness.SHARP for pair, figure in figures.items()}
    else:
        found = dict(zip(measures, spans(facts, [measure.terms[0] for measure in measures.values()]), strict=True))
        intervals = {pair: Interval(one.lower, one.upper) for pair, one in found.items()}
        sharp = {pair: one.sharp for pair, one in found.items()}
    return Transitions(
        intervals,
        sharpness={pair: Sharpness.SHARP if one else Sharpness.VALID for pair, one in sharp.items()},
        measures=measures,
        confidence=shared_confidence(facts),
        bound=bound,
    )


@attrs.frozen(eq=False)
class Transitions:
    """How many units went from one set at a date to another at a later date: an interval for each pair.

    Made by `Evidence.transitions`. An entry is an interval; `figure` gives it with its proofs and examples.

    Attributes:
        intervals: The interval of each pair of names, row by row; ``OUTSIDE`` stands for not on the docket.
        sharpness: Whether each is the tightest there is.
        measures: What each is the interval of.
        confidence: The confidence at which all entries hold together: 1 minus the shortfalls of all uncertain figures
            tied to any of them.

    >>> import docketstats as ds
    >>> court = ds.Docket("court", unit="case", classifications=(ds.Classification("stage", ("open", "closed")),))
    >>> def year(date, number):
    ...     said = ((court.everyone, 100), (court["open"], number))
    ...     figures = [ds.reported(what, one, source=ds.Source("Annual report")) for what, one in said]
    ...     return court.snapshot(date, figures=figures)
    >>> table = ds.Evidence(year("2023", 70), year("2024", 40)).transitions("stage", since="2023", until="2024")
    >>> table["open", "open"], table["open", "closed"]
    (Interval(0, 40), Interval(0, 60))
    """

    intervals: dict[Pair, Interval]
    sharpness: dict[Pair, Sharpness] = attrs.field(kw_only=True)
    measures: dict[Pair, Measure] = attrs.field(kw_only=True, repr=False)
    confidence: Exact = attrs.field(kw_only=True, default=1)
    _bound: Callable[[Measure], DerivedFigure] = attrs.field(kw_only=True, repr=False, alias="bound")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the rows, which are those of the columns too."""
        return tuple(dict.fromkeys(before for before, _ in self.intervals))

    def __getitem__(self, pair: tuple[Population | str, Population | str]) -> Interval:
        return self.intervals[self._pair(pair)]

    def figure(self, before: Population | str, after: Population | str) -> DerivedFigure:
        """An entry as a derived figure, with its proofs and examples."""
        return self._bound(self.measures[self._pair((before, after))])

    def _pair(self, pair: tuple[Population | str, Population | str]) -> Pair:
        before, after = (one if isinstance(one, str) else repr(one) for one in pair)
        for name in (before, after):
            if name not in self.names:
                raise UnknownName(f"the table has no {name!r}", mend="it has " + ", ".join(self.names))
        if (before, after) not in self.intervals:
            raise UnknownName("who is on the docket at neither date is in no table")
        return before, after

    def __str__(self) -> str:
        rows = [["from \\ to", *self.names]]
        for before in self.names:
            found = (self.intervals.get((before, after)) for after in self.names)
            rows.append([before, *("" if one is None else format_interval(one) for one in found)])
        level = at_level(self.confidence).strip()
        return "\n".join([*aligned(rows), *([level] if level else [])])
