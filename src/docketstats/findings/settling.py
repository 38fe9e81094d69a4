"""What would settle a claim: the counts that nobody published and that could decide it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from fractions import Fraction

import attrs

from docketstats.errors import TooLarge
from docketstats.findings.candidates import candidates, same_set
from docketstats.inference.optimum import greatest
from docketstats.model.facts import Fact, Line, Origin, at_least_one, lattice, lines
from docketstats.model.linear import LinearForm
from docketstats.model.measure import Measure, over_one
from docketstats.model.term import Term, mapped
from docketstats.values.formatting import format_interval
from docketstats.values.interval import Exact, Interval, exact

MOST_SETTLING = 5
"""The candidates that are shown."""


@attrs.frozen
class Settling:
    """A count that nobody published and that could decide a claim.

    Attributes:
        term: The population to count.
        supports: The values that would support the claim.
        refutes: The values that would refute it.
        leaves_open: The values that would leave it open.
        remaining: The greatest width that the claim's measure could still have; of a ratio, that of its numerator less
            the claimed ratio times its denominator.

    >>> import docketstats as ds
    >>> court, report = ds.Docket("court", unit="case"), ds.Source("Annual report")
    >>> old = court.population("old")
    >>> evidence = ds.Evidence(court.snapshot("2024-09-30", figures=[ds.reported(court.everyone, 100, source=report)]))
    >>> asylum = court.population("asylum")
    >>> verdict = evidence.check(ds.count(old & asylum) >= 60)
    >>> print(verdict.own_count)
    count((asylum & old).at("2024-09-30")): supported if at least 60, refuted if at most 59
    >>> print(verdict.would_settle[0])
    count(asylum.at("2024-09-30")): refuted if at most 59, else open
    """

    term: Term
    supports: tuple[Interval, ...]
    refutes: tuple[Interval, ...]
    leaves_open: tuple[Interval, ...]
    remaining: Exact | float

    def turns_as(self, other: Settling) -> bool:
        """Whether the verdict turns at the same values as by another count."""
        return attrs.evolve(self, term=other.term) == other

    def __str__(self) -> str:
        return self.said(str(self.term))

    def said(self, population: str) -> str:
        """The same in words, with the population called by the name given: where the verdict turns."""
        every = Interval.empty().hull(*self.supports, *self.refutes, *self.leaves_open)
        turns = [
            f"{word} if {' or '.join(_within(part, every) for part in parts)}"
            for word, parts in (("supported", self.supports), ("refuted", self.refutes))
            if parts
        ]
        if self.leaves_open:
            turns.append("else open")
        return f"count({population}): {', '.join(turns)}"


def _within(part: Interval, every: Interval) -> str:
    """Which of all possible values some are: those from one of their ends on are named by the other end alone."""
    if not part.is_point and part.lower == every.lower:
        return format_interval(Interval.at_most(part.upper))
    if not part.is_point and part.upper == every.upper:
        return format_interval(Interval.at_least(part.lower))
    return format_interval(part)


def settling(facts: tuple[Fact, ...], measure: Measure, weakest: Interval, strongest: Interval) -> Iterator[Settling]:
    """The counts that would decide a claim, the claim's own among them, by the width that they leave in the worst case.

    Those that leave the same are in the order of the candidates. Of two that count one set the first is told. What is
    too much to be looked at is left out.
    """
    if len({one.denominator for one, _ in measure.ratios}) > 1:
        return
    if measure.ratios:  # a claim about a ratio says that it has a value
        below = tuple(at_least_one(one.denominator) for one, _ in measure.ratios)
        facts = (*facts, Fact("defined", "the ratio has a value", origin=Origin.QUESTION, lines=below))
    found: list[Settling] = []
    for term in candidates(facts, measure):
        try:
            one = _settles(facts, measure, weakest, strongest, term)
        except TooLarge:
            continue  # with this count too many kinds of unit are told apart
        if one and not any(one.turns_as(other) and same_set(facts, term, other.term) for other in found):
            found.append(one)
    yield from sorted(found, key=lambda one: one.remaining)


def _settles(
    facts: tuple[Fact, ...], measure: Measure, weakest: Interval, strongest: Interval, term: Term
) -> Settling | None:
    """Where the verdict turns by the count of a term; None if at no value, as where the facts pin it."""

    def span(part: Interval | None) -> Interval:
        said = () if part is None else (Fact("said", "said", origin=Origin.CLAIM, lines=lines(measure, part)),)
        return _span((*facts, *said), term, measure.terms)

    # A claim of a range fails below it and above it: a value between those that either way allows supports it.
    possible, true, false = span(None), span(weakest), [span(part) for part in strongest.complement()]
    supports, refutes = _whole(possible.difference(*false)), _whole(possible.difference(true))
    if true.is_empty or all(part.is_empty for part in false) or not (supports or refutes):
        return None
    return Settling(
        term,
        supports=supports,
        refutes=refutes,
        leaves_open=_whole(possible.difference(*supports, *refutes)),
        remaining=max(_remaining(facts, form, term) for form in _decisive(measure, weakest)),
    )


def _span(facts: tuple[Fact, ...], term: Term, asked: Iterable[Term]) -> Interval:
    """The counts of a population that some facts allow, from the least to the greatest."""
    upper = greatest(facts, [term, *asked])
    least, most = upper(((term, -1),)), upper(((term, 1),))
    if -math.inf in (least, most):
        return Interval.empty()
    return Interval(max(0, -least), most)


def _whole(parts: Iterable[Interval]) -> tuple[Interval, ...]:
    """The whole numbers in some intervals."""
    return tuple(whole for part in parts if not (whole := part.whole()).is_empty)


def _remaining(facts: tuple[Fact, ...], form: LinearForm, term: Term) -> Exact | float:
    """The greatest difference of a form between two fitting populations with the same count of ``term``.

    Both populations go into one system, the second with names of its own, and a fact that ties the two counts.
    """
    whole, scale, _ = lattice(form)
    second = [attrs.evolve(one, name=f"{one.name} again", lines=tuple(map(_again_line, one.lines))) for one in facts]
    tie = Line(((term, 1), (_again(term), -1)), 0, 0)
    apart = (*whole, *((_again(one), -factor) for one, factor in whole))
    tied = (*facts, *second, Fact("tie", "the same count", origin=Origin.QUESTION, lines=(tie,)))
    best = greatest(tied, [one for one, _ in apart])(apart)
    return best if isinstance(best, float) else exact(Fraction(best) * scale)


def _decisive(measure: Measure, claimed: Interval) -> tuple[LinearForm, ...]:
    """The forms of which a claim says where they lie: of a ratio, its numerator less so many times its denominator."""
    if not measure.ratios:
        return (measure.linear,)
    one = over_one(measure)
    ends = [end for end in (claimed.lower, claimed.upper) if not isinstance(end, float)]
    return tuple(one.numerator.plus(one.denominator, -end) for end in ends)


def _again(term: Term) -> Term:
    """A term on a docket of its own, of the same sets."""
    return mapped(term, lambda leaf: attrs.evolve(leaf, docket=f"{leaf.docket} again"))


def _again_line(line: Line) -> Line:
    return attrs.evolve(line, terms=tuple((_again(term), factor) for term, factor in line.terms))
