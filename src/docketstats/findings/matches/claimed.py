"""What is looked for and among what: a claim with its numbers, and the figures that sources gave; and what is found."""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterable, Iterator
from fractions import Fraction
from functools import cached_property

import attrs

from docketstats.errors import DocketStatsError
from docketstats.findings.comparison import Counted, only_date
from docketstats.findings.derived import DerivedFigure
from docketstats.findings.matches.slips import numbers_of
from docketstats.model.lowering import Placed
from docketstats.model.measure import Measure, Statement
from docketstats.model.source import Source
from docketstats.model.term import Leaf, Term, combine, conjuncts, text, undated
from docketstats.values.interval import Exact, Interval


class Likeness(enum.Enum):
    """In which way a figure is like what is claimed.

    >>> Likeness.DIGITS.value
    'a slip of digits'
    """

    NUMBER = "the number of something else"
    REVISED = "a number that was revised since"
    DERIVED = "the number that follows for something else"
    MIXTURE = "two figures that are not of one population at the dates claimed"
    DIGITS = "a slip of digits"
    ROUNDING = "rounded the wrong way"
    DENOMINATOR = "over another denominator"
    POINTS = "points taken for percent, or percent for points"
    MULTIPLE = "a multiple taken for a growth"


@attrs.frozen
class Match:
    """A figure that carries a claimed number, or nearly, and is not what the claim says.

    It is a lead for a reader and no proof: how the number came into the claim is not known.

    Attributes:
        likeness: In which way it is like what is claimed.
        claimed: The number claimed, in the unit of the claim's measure.
        text: What the number is, in words.
        measure: What the figure measures, with its dates.
        differs: In what it differs from the claim: "measure", "population", "date", "unit", "number".
        sources: The sources of the figure.

    >>> import docketstats as ds
    >>> court, report = ds.Docket("court", unit="case"), ds.Source("Annual report")
    >>> asylum, old = court.population("asylum"), court.population("old")
    >>> said = ((court.everyone, 100), (asylum, 70), (old, 40))
    >>> figures = [ds.reported(what, number, source=report) for what, number in said]
    >>> evidence = ds.Evidence(court.snapshot("2024-09-30", figures=figures))
    >>> verdict = evidence.check(ds.count(old) >= 70)
    >>> match = verdict.matches[0]
    >>> match.likeness, str(match), match.differs  # doctest: +NORMALIZE_WHITESPACE
    (<Likeness.NUMBER: 'the number of something else'>, '70 is the figure for asylum.at("2024-09-30"),
        not for what the claim is about [Annual report]', ('population',))
    """

    likeness: Likeness
    claimed: Exact
    text: str = attrs.field(kw_only=True)
    measure: Measure = attrs.field(kw_only=True)
    differs: tuple[str, ...] = attrs.field(kw_only=True)
    sources: tuple[Source, ...] = attrs.field(kw_only=True)

    def __str__(self) -> str:
        return f"{self.text} [{'; '.join(map(str, self.sources))}]" if self.sources else self.text


@attrs.frozen
class Count:
    """A reported figure that gives one number for the count of one population."""

    number: Exact
    term: Term
    measure: Measure = attrs.field(kw_only=True)
    source: Source = attrs.field(kw_only=True)


@attrs.frozen
class Claimed:
    """A claim, and the figures that its number is looked for among."""

    statement: Statement
    own: DerivedFigure
    reported: tuple[Placed, ...]
    counted: Counted

    @property
    def measure(self) -> Measure:
        """What the claim is about."""
        return self.statement.measure

    @cached_property
    def numbers(self) -> tuple[Exact, ...]:
        """The numbers that are claimed, in both readings.

        0, all and half tell nothing, nor does the very number that the facts give for what the claim is about.
        """
        said = (self.statement.interval, self.statement.strongest)
        idle = {0, number_of(self.own.interval), *(() if self.measure.unit else (1, Fraction(1, 2)))}
        return tuple(dict.fromkeys(number for one in said for number in numbers_of(one) if number not in idle))

    @cached_property
    def counts(self) -> tuple[Count, ...]:
        """The figures in force that give one number for one population."""
        return tuple(
            Count(number, one.measure.terms[0], measure=one.measure, source=one.figure.source)
            for one in self.reported
            if one.measure.kind == "count" and (number := number_of(one.figure.interval)) is not None
        )

    def count_of(self, term: Term) -> Count | None:
        """The figure for a population, of which everyone on its docket is left unsaid."""
        return self.by_term.get(term) or self.by_term.get(combine("&", conjuncts(term)))

    @cached_property
    def by_term(self) -> dict[Term, Count]:
        """These figures by their populations."""
        return {one.term: one for one in reversed(self.counts)}

    def value(self, measure: Measure) -> Exact | None:
        """The one number that the facts allow for a measure; None if they allow several or none."""
        try:
            at = self.counted.bound(measure).interval
        except DocketStatsError:
            return None
        return number_of(at)

    def match(
        self, likeness: Likeness, number: Exact, words: str, measure: Measure, sources: Iterable[Source]
    ) -> Match:
        """A match of the claim with what a figure measures."""
        slip = likeness in (Likeness.DIGITS, Likeness.ROUNDING, Likeness.REVISED)
        differs = tuple(_differs(self.measure, measure)) or (("measure",) if measure != self.measure else ())
        return Match(
            likeness,
            number,
            text=words,
            measure=measure,
            differs=(*differs, *(["number"] if slip else [])),
            sources=tuple(dict.fromkeys(sources)),
        )

    def named(self, measure: Measure) -> str:
        """What a figure is for, beside the claim: with its docket if that is another, and what it does not ask for."""
        if measure.kind not in ("count", "flow") or len(measure.terms) != 1:
            return measure.text
        (other,) = measure.terms
        name = str(other)
        if measure.dockets != self.measure.dockets:
            return f"{name} of {' and '.join(docket.name for docket in measure.dockets)}"
        for own in self.measure.terms:
            more = [part for part in conjuncts(own) if part not in conjuncts(other)]
            if more and set(conjuncts(own)) > set(conjuncts(other)) and only_date(own) == only_date(other):
                return f"{name} (whether {text(undated(combine('&', more)))} or not)"
        return name


def number_of(interval: Interval) -> Exact | None:
    """The one number of an interval; None if it has several or none."""
    return interval.lower if interval.is_point and not isinstance(interval.lower, float) else None


def share_a_label(term: Term, leaves: Collection[Leaf]) -> bool:
    """Whether two populations share a label, at whatever dates: then the one may be taken for the other."""
    own, others = set(map(undated, term.leaves)), set(map(undated, leaves))
    return any(leaf.is_everyone for leaf in (*term.leaves, *leaves)) or not own.isdisjoint(others)


def _differs(own: Measure, other: Measure) -> Iterator[str]:
    """In what two measures differ."""
    if own.kind != other.kind:
        yield "measure"
    if set(map(undated, own.terms)) != set(map(undated, other.terms)) or own.dockets != other.dockets:
        yield "population"
    if own.dates != other.dates:
        yield "date"
    if (own.unit, own.units) != (other.unit, other.units):
        yield "unit"
