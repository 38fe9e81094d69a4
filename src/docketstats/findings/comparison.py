"""Like for like: whether two figures may be set beside each other, and what may be where they may not."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from typing import NoReturn

import attrs

from docketstats.errors import ContradictoryEvidence, NoTruthValue, TooLarge
from docketstats.findings.derived import DerivedFigure
from docketstats.inference.conflicts import at_level
from docketstats.model.change import change, growth
from docketstats.model.facts import Fact
from docketstats.model.figure import ReportedFigure
from docketstats.model.kinds import unit_shown
from docketstats.model.measure import Measure
from docketstats.model.population import Docket, Population
from docketstats.model.term import Term, combine, dated, text, undated
from docketstats.values.formatting import format_interval, format_number, plural
from docketstats.values.interval import Exact, Interval
from docketstats.values.period import Period


def only_date(term: Term) -> Period | None:
    """The one date of a term; None if it has none or several."""
    dates = {leaf.at for leaf in term.leaves}
    return dates.pop() if len(dates) == 1 else None


@attrs.frozen
class Movement:
    """What one population did between two dates.

    Attributes:
        population: The population, in words.
        since: The earlier date.
        until: The later date.
        change: Its change.
        growth: Its growth.

    >>> import docketstats as ds
    >>> court, report = ds.Docket("court", unit="case"), ds.Source("Annual report")
    >>> before, after = (ds.reported(court.everyone, number, source=report) for number in (80, 100))
    >>> evidence = ds.Evidence(court.snapshot("2023", figures=[before]), court.snapshot("2024", figures=[after]))
    >>> movement, = evidence.comparable(before, after).movements
    >>> print(movement)
    everyone from 2023 to 2024: +20 cases, +25 %
    >>> movement.change.interval, movement.growth.interval
    (Interval(20, 20), Interval(Fraction(1, 4), Fraction(1, 4)))
    """

    population: str
    since: Period = attrs.field(kw_only=True)
    until: Period = attrs.field(kw_only=True)
    change: DerivedFigure = attrs.field(kw_only=True)
    growth: DerivedFigure = attrs.field(kw_only=True)

    def __str__(self) -> str:
        moved = [one for one in (self.change, self.growth) if not one.is_undefined]
        said = ", ".join(signed(one.quantity.interval, one.quantity.unit) for one in moved)
        return f"{self.population} from {self.since} to {self.until}: {said}{at_level(self.change.confidence)}"


def signed(interval: Interval, unit: str) -> str:
    """A change or growth in words, with its sign where it is one number.

    >>> signed(Interval(19_645, 19_645), "person")
    '+19,645 persons'
    """
    if not interval.is_point:
        return format_interval(interval, unit)
    assert not isinstance(interval.lower, float)
    sign = "+" if interval.lower > 0 else ""
    return f"{sign}{format_number(interval.lower)} {'%' if unit == 'percent' else plural(unit)}"


def counts(facts: Iterable[Fact]) -> dict[Term, tuple[Interval, ...]]:
    """What facts say of the counts of single populations, as far as they give each a greatest value."""
    found: dict[Term, tuple[Interval, ...]] = {}
    for line in (line for fact in facts for line in fact.lines if len(line.terms) == 1):
        ((term, factor),) = line.terms
        if factor == 1 and line.lower <= line.upper < math.inf:
            found[term] = (*found.get(term, ()), Interval(line.lower, line.upper))
    return found


@attrs.frozen
class Counted:
    """The populations that figures and assumptions count, each at a date, and how they moved.

    Args:
        counts: What they say of each.
        dockets: The dockets.
        bound: What answers a question.
    """

    counts: dict[Term, tuple[Interval, ...]]
    dockets: tuple[Docket, ...]
    bound: Callable[[Measure], DerivedFigure]

    def movement(self, term: Term, since: Period, until: Period) -> Movement | None:
        """What a population without dates did between two dates, if figures count it at both."""
        known = self.counts.keys() >= {dated(term, since), dated(term, until)}
        if not (known and term.leaves and since.precedes(until)):
            return None
        docket = next(one for one in self.dockets if one.name == next(iter(term.leaves)).docket)
        population = Population(docket, term, text(term))
        try:
            moved = [self.bound(make(population, since=since, until=until)) for make in (change, growth)]
        except (ContradictoryEvidence, TooLarge):
            return None
        return Movement(text(term), since=since, until=until, change=moved[0], growth=moved[1])

    def movements(self, terms: Iterable[Term], dates: Iterable[Period]) -> tuple[Movement, ...]:
        """What populations did between two dates, those of them that figures count at both."""
        in_order = sorted(dates, key=lambda date: date.sort_key)
        if len(in_order) != 2:
            return ()
        found = (self.movement(term, *in_order) for term in dict.fromkeys(terms))
        return tuple(one for one in found if one)


@attrs.frozen
class Aspect:
    """One thing in which two figures are the same or differ.

    Attributes:
        name: What it is.
        first: How it is with the first figure.
        second: How it is with the second.
        same: Whether it is the same.
        remark: How they are related, if they differ and are.

    >>> import docketstats as ds
    >>> court, report = ds.Docket("court", unit="case"), ds.Source("Annual report")
    >>> first = ds.reported(court.everyone, 100, source=report)
    >>> second = ds.reported(court.population("old"), 40, source=report)
    >>> comparison = ds.Evidence(court.snapshot("2024", figures=[first, second])).comparable(first, second)
    >>> print(comparison.population)
    population: everyone / old
    >>> comparison.unit.same
    True
    """

    name: str
    first: str
    second: str
    same: bool = attrs.field(kw_only=True)
    remark: str = attrs.field(default="", kw_only=True)

    def __str__(self) -> str:
        if self.same:
            return f"{self.name}: the same, {self.first}"
        return f"{self.name}: {self.first} / {self.second}{self.remark and f' ({self.remark})'}"


@attrs.frozen
class Comparison:
    """Whether two reported figures are like for like, and what would be.

    Attributes:
        figure: The first figure.
        other: The second.
        population: Whom, or what about them, each measures.
        unit: The unit of each.
        date: The date of each.
        definition: The source's own definition of each.
        numbers: The counts that they give, if each gives one number of one population.
        movements: What is like for like: what a population of theirs did between their dates.

    >>> import docketstats as ds
    >>> court, report = ds.Docket("court", unit="case"), ds.Source("Annual report")
    >>> before, after = (ds.reported(court.everyone, number, source=report) for number in (80, 100))
    >>> evidence = ds.Evidence(court.snapshot("2023", figures=[before]), court.snapshot("2024", figures=[after]))
    >>> print(evidence.comparable(before, after).explain())
    Like for like.
      count(everyone) is 80 [Annual report]
      count(everyone) is 100 [Annual report]
      population: the same, everyone
      unit: the same, case
      date: 2023 / 2024
      definition: the same, none given
    Like for like: everyone from 2023 to 2024: +20 cases, +25 %.
    """

    figure: ReportedFigure
    other: ReportedFigure
    population: Aspect = attrs.field(kw_only=True)
    unit: Aspect = attrs.field(kw_only=True)
    date: Aspect = attrs.field(kw_only=True)
    definition: Aspect = attrs.field(kw_only=True)
    numbers: tuple[Exact, Exact] | None = attrs.field(kw_only=True, default=None)
    movements: tuple[Movement, ...] = attrs.field(kw_only=True, default=())

    def __bool__(self) -> NoReturn:
        raise NoTruthValue("a comparison has no truth value", mend="write comparison.like_for_like")

    @property
    def aspects(self) -> tuple[Aspect, ...]:
        """Population, unit, date and definition."""
        return (self.population, self.unit, self.date, self.definition)

    @property
    def like_for_like(self) -> bool:
        """Whether both measure the same, at one date or two.

        A definition that only one of the sources gives does not tell them apart.
        """
        differ = self.figure.definition and self.other.definition and not self.definition.same
        return self.population.same and self.unit.same and not differ

    def explain(self) -> str:
        """What is the same, what differs, and what may be compared instead."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        differ = [one.name for one in (self.population, self.unit, self.definition) if not one.same]
        yield "Like for like." if self.like_for_like else f"Not like for like: they differ in {' and '.join(differ)}."
        for one in (self.figure, self.other):
            yield f"  {one.measure!r} is {one.value} [{one.source}]"
        yield from (f"  {one}" for one in self.aspects)
        if self.numbers and self.unit.same and not self.like_for_like:
            before, after = self.numbers
            beside = signed(Interval.exactly(after - before), self.figure.measure.unit)
            if before:
                beside += f" or {signed(Interval.exactly(after - before) * 100 / before, 'percent')}"
            yield f"Side by side they differ by {beside}, which is neither change nor growth of one population."
        yield from (f"Like for like: {one}." for one in self.movements)

    def __str__(self) -> str:
        return "like for like" if self.like_for_like else "not like for like"


def compare(
    figure: ReportedFigure, other: ReportedFigure, measures: tuple[Measure, Measure], counted: Counted
) -> Comparison:
    """Compare two figures, given what they measure with its dates."""
    one, two = measures
    terms = [term for measure in measures if (term := _counted_in(measure))]
    whom = [undated(term) for term in terms] if len(terms) == 2 else []
    numbers = [said.interval.lower for said in (figure, other) if said.interval.is_point] if whom else []
    if whom and _date(two).precedes(_date(one)):
        numbers.reverse()
    return Comparison(
        figure,
        other,
        population=Aspect("population", *_names(measures), same=_shape(one) == _shape(two), remark=_part(whom)),
        unit=Aspect("unit", *map(_unit, measures), same=(one.unit, one.units) == (two.unit, two.units)),
        date=Aspect("date", *map(_dates, measures), same=one.dates == two.dates),
        definition=Aspect(
            "definition",
            *(said.definition or "none given" for said in (figure, other)),
            same=figure.definition == other.definition,
        ),
        numbers=(numbers[0], numbers[1]) if len(numbers) == 2 else None,  # type: ignore[arg-type]
        movements=counted.movements(whom, one.dates | two.dates),
    )


def _counted_in(measure: Measure) -> Term | None:
    """The population at one date that a measure counts; None if it is anything else."""
    if measure.kind != "count":
        return None
    (term,) = measure.terms
    return term if only_date(term) else None


def _date(measure: Measure) -> Period:
    (date,) = measure.dates
    return date


def _dates(measure: Measure) -> str:
    return " and ".join(str(date) for date in sorted(measure.dates, key=lambda date: date.sort_key)) or "none"


def _unit(measure: Measure) -> str:
    return unit_shown(measure) or "a pure number"


def _shape(measure: Measure) -> Measure:
    """A measure with its dates replaced by their order."""
    dates = sorted(measure.dates, key=lambda date: date.sort_key)
    return measure.redated({date: Period.read(f"undated #{number}") for number, date in enumerate(dates)})


def _names(measures: tuple[Measure, Measure]) -> list[str]:
    """What each measure is about, with the docket if they are about different ones."""
    names = [text(undated(term)) if (term := _counted_in(one)) else one.text for one in measures]
    if measures[0].dockets == measures[1].dockets:
        return names
    dockets = [" and ".join(docket.name for docket in one.dockets) for one in measures]
    return [f"{name} of {docket}" for name, docket in zip(names, dockets, strict=True)]


def _part(whom: list[Term]) -> str:
    """How two populations are related, as far as their definitions show."""
    for first, second, words in zip(whom, whom[::-1], ("the first is part of", "the second is part of"), strict=False):
        if first != second and combine("&", (first, second)) == first:
            return f"{words} the {'second' if first is whom[0] else 'first'}"
    return ""
