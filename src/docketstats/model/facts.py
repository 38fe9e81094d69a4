"""Facts: dated, named, linear statements on counts. They are all that inference sees.

Counts are whole, so a line is scaled to coprime whole coefficients and its ends are tightened to whole numbers:
2a + 4b < 7 is a + 2b <= 3. A relation says that a term is empty: count(A - B) <= 0.
"""

from __future__ import annotations

import enum
import math
from collections.abc import Iterable
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias

import attrs

from docketstats.model.linear import LinearForm
from docketstats.model.measure import Measure, over_one
from docketstats.model.source import Source
from docketstats.model.term import Leaf, Term
from docketstats.values.interval import Exact, Interval

End: TypeAlias = int | float


class Origin(enum.Enum):
    """Where a fact comes from.

    >>> Origin("rule")
    <Origin.RULE: 'rule'>
    """

    FIGURE = "figure"
    RELATION = "relation"
    ASSUMPTION = "assumption"
    RULE = "rule"
    CLAIM = "claim"
    QUESTION = "question"


@attrs.frozen
class Line:
    """A linear form in counts with whole coefficients, and the whole ends it lies between.

    Args:
        terms: Pairs of a term and its whole, non-zero coefficient; the coefficients are coprime.
        lower: A whole number or -infinity.
        upper: A whole number or infinity; below ``lower`` when nothing fits.

    >>> from docketstats.model.term import Leaf
    >>> line = Line.of(LinearForm.of([(Leaf("court", name="old"), 1)]), Interval.more_than(40))
    >>> line.lower, line.upper, line.is_vacuous
    (41, inf, False)
    """

    terms: tuple[tuple[Term, int], ...]
    lower: End
    upper: End

    @classmethod
    def of(cls, form: LinearForm, interval: Interval) -> Line:
        """The line that says that ``form`` lies in ``interval``, tightened to whole ends.

        >>> from docketstats.model.term import Leaf
        >>> a, b = Leaf("d", name="a"), Leaf("d", name="b")
        >>> Line.of(LinearForm.of([(a, 2), (b, 4)]), Interval.less_than(7)).upper
        3
        """
        whole, scale, offset = lattice(form)
        if interval.is_empty:
            return cls(whole, 1, 0)
        lower: End = -math.inf
        upper: End = math.inf
        if not isinstance(interval.lower, float):
            least = _divided(interval.lower - offset, scale)
            lower = math.floor(least) + 1 if interval.lower_open else math.ceil(least)
        if not isinstance(interval.upper, float):
            most = _divided(interval.upper - offset, scale)
            upper = math.ceil(most) - 1 if interval.upper_open else math.floor(most)
        return cls(whole, lower, upper)

    @classmethod
    def empty(cls, term: Term) -> Line:
        """The line that says that nobody is in ``term``."""
        return cls(((term, 1),), -math.inf, 0)

    @cached_property
    def leaves(self) -> frozenset[Leaf]:
        """The leaves of its terms."""
        return frozenset().union(*(term.leaves for term, _ in self.terms))

    @property
    def is_vacuous(self) -> bool:
        """Whether it holds of any counts, as they are never negative."""
        return self.upper == math.inf and self.lower <= 0 and all(factor > 0 for _, factor in self.terms)

    @property
    def empties(self) -> bool:
        """Whether it forces each of its terms to be empty."""
        return self.upper == 0 and all(factor > 0 for _, factor in self.terms)


def _divided(value: Exact, scale: Exact) -> Exact:
    return value if scale == 1 else Fraction(value) / scale


def lattice(form: LinearForm) -> tuple[tuple[tuple[Term, int], ...], Exact, Exact]:
    """Coprime whole coefficients, with the scale and offset such that form = scale * whole + offset."""
    if not form.terms:
        return (), 1, form.constant
    below = math.lcm(*(factor.denominator for _, factor in form.terms))
    whole = [factor.numerator * (below // factor.denominator) for _, factor in form.terms]
    common = math.gcd(*whole)
    if below == common == 1:
        return tuple((term, factor) for (term, _), factor in zip(form.terms, whole, strict=True)), 1, form.constant
    terms = tuple((term, factor // common) for (term, _), factor in zip(form.terms, whole, strict=True))
    return terms, Fraction(common, below), form.constant


@attrs.frozen(cache_hash=True)
class Fact:
    """A named group of lines that stand or fall together: one figure, relation, assumption or rule.

    Args:
        name: What it is called in proofs, unique within its evidence.
        text: What it says.
        origin: What it comes from.
        lines: What it says about counts.
        source: Who said it, if a source did.
        because: Its reason, if it is an assumption or a relation with a reason.
        confidence: The confidence at which it holds; None for certain.

    >>> import docketstats as ds
    >>> court, report = ds.Docket("court", unit="case"), ds.Source("Annual report")
    >>> old = court.population("old")
    >>> evidence = ds.Evidence(court.snapshot("2024-09-30", figures=[ds.reported(court.everyone, 100, source=report)]))
    >>> fact = evidence.bound(old).facts[0]
    >>> fact.name, fact.text, fact.origin, str(fact.source)  # doctest: +NORMALIZE_WHITESPACE
    ('figure 1 of 2024-09-30', 'count(everyone, at="2024-09-30") is 100', <Origin.FIGURE: 'figure'>,
        'Annual report')
    """

    name: str
    text: str
    origin: Origin = attrs.field(kw_only=True)
    lines: tuple[Line, ...] = attrs.field(kw_only=True)
    source: Source | None = attrs.field(kw_only=True, default=None)
    because: str = attrs.field(kw_only=True, default="")
    confidence: Exact | None = attrs.field(kw_only=True, default=None)

    @cached_property
    def reach(self) -> frozenset[Leaf]:
        """Its leaves, and everyone on their dockets at their dates."""
        return self.leaves | {leaf.everyone for leaf in self.leaves}

    @cached_property
    def is_of_steps(self) -> bool:
        """Whether it is about what happens between two dates."""
        return any(term.is_of_step for line in self.lines for term, _ in line.terms)

    @cached_property
    def leaves(self) -> frozenset[Leaf]:
        """The leaves that its lines mention."""
        return frozenset().union(*(line.leaves for line in self.lines))


def about_steps(facts: Iterable[Fact], measure: Measure) -> bool:
    """Whether some facts, or a measure, are about what happens between two dates."""
    return measure.is_of_steps or any(fact.is_of_steps for fact in facts)


def lines(measure: Measure, interval: Interval, *, if_any: bool = False) -> tuple[Line, ...]:
    """The lines that say that ``measure`` lies in ``interval``.

    Args:
        measure: A linear measure, or ratios with one denominator.
        interval: Where it lies.
        if_any: That the denominator of a share may be empty.

    Raises:
        NotLinearFractional: If the measure has ratios with different denominators.
    """
    if not measure.ratios:
        return (Line.of(measure.linear, interval),)
    one = over_one(measure)
    top, below = one.numerator, one.denominator
    found = [] if if_any else [at_least_one(below)]
    if interval.is_empty:
        return (Line((), 1, 0), *found)
    if interval.is_point:
        return (Line.of(top.plus(below, -interval.lower), Interval(0, 0)), *found)  # type: ignore[arg-type]
    for end, is_open, side in (
        (interval.lower, interval.lower_open, Interval.at_least),
        (interval.upper, interval.upper_open, Interval.at_most),
    ):
        if not isinstance(end, float):
            edge = side(0)
            if is_open:
                edge = Interval.more_than(0) if side == Interval.at_least else Interval.less_than(0)
            found.append(Line.of(top.plus(below, -end), edge))
    return tuple(found)


def at_least_one(denominator: LinearForm) -> Line:
    """The line that says that a denominator is at least one unit."""
    return Line.of(denominator, Interval.more_than(0))
