"""Figures that may be corrected: their lines with room for a correction, and what the correction costs.

A figure that says ``lower <= form <= upper`` is written ``lower <= form + lowered - raised <= upper``, where the two
are the counts of registers that nobody else uses: how far the figure is lowered or raised. So the least total
correction that lets facts hold together is the lower end of a linear measure, like any other.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction
from functools import cached_property

import attrs

from docketstats.model.facts import Fact, Line, lines
from docketstats.model.linear import LinearForm, Ratio
from docketstats.model.measure import Measure, over_one
from docketstats.model.term import Leaf
from docketstats.values.interval import Exact, Interval, exact

REGISTER = "correction of "
"""What the register of a figure's corrections is called, before the name of the figure's fact."""


@attrs.frozen
class Adjustable:
    """A figure that may be corrected.

    A ratio is corrected in its numerator, as only that is linear: how many units more or fewer it would have to be of.

    Args:
        fact: The figure as a fact.
        measure: What it counts, with its dates.
        interval: What it says.
        if_any: Whether the denominator of its share may be empty.
        trust: What its corrections cost more, or less, than the same of other figures.
        lowering: What each unit by which it is lowered costs, before that.
        raising: What each unit by which it is raised costs, before that.

    >>> import docketstats as ds
    >>> court, report = ds.Docket("court", unit="case"), ds.Source("Annual report")
    >>> said = ((court.everyone, 100), (court.population("old"), 120))
    >>> figures = [ds.reported(what, number, source=report) for what, number in said]
    >>> evidence = ds.Evidence(court.snapshot("2024-09-30", figures=figures))
    >>> first, *_ = evidence.reconcile().adjustable
    >>> first.fact.text, first.step, first.lowering, first.raising
    ('count(everyone, at="2024-09-30") is 100', 1, 1, 1)
    """

    fact: Fact
    measure: Measure = attrs.field(kw_only=True)
    interval: Interval = attrs.field(kw_only=True)
    if_any: bool = attrs.field(kw_only=True, default=False)
    trust: Exact = attrs.field(kw_only=True, default=1)
    lowering: Exact = attrs.field(kw_only=True, default=1)
    raising: Exact = attrs.field(kw_only=True, default=1)

    @cached_property
    def lowered(self) -> Leaf:
        """The set whose count is how far the figure is lowered, in steps."""
        return Leaf(REGISTER + self.fact.name, name="lowered")

    @cached_property
    def raised(self) -> Leaf:
        """The set whose count is how far the figure is raised, in steps."""
        return Leaf(REGISTER + self.fact.name, name="raised")

    @property
    def lines(self) -> tuple[Line, ...]:
        """What the figure says of counts as it stands."""
        return lines(self.measure, self.interval, if_any=self.if_any)

    @cached_property
    def step(self) -> Exact:
        """The least correction: 1 for a count, less where the figure, or what it counts, has no whole values."""
        top = over_one(self.measure).numerator
        below = math.lcm(*(Fraction(factor).denominator for _, factor in top.terms))
        if not self.measure.ratios:
            numbers = [one for one in (self.interval.lower, self.interval.upper) if not isinstance(one, float)]
            finer = math.lcm(below, *(Fraction(one).denominator for one in (*numbers, top.constant)))
            # No correction by whole steps reaches a figure between two of them.
            below = next(one for one in (below, finer, 2 * finer) if self._reached(Fraction(1, one), top.constant))
        return exact(Fraction(1, below))

    def _reached(self, step: Fraction, constant: Exact) -> bool:
        line = Line.of(LinearForm(((self.lowered, exact(step)),), constant), self.interval)
        return line.lower <= line.upper

    @property
    def is_adjustable(self) -> bool:
        """Whether a correction could ever matter: the figure bounds something."""
        return not (isinstance(self.interval.lower, float) and isinstance(self.interval.upper, float))

    @cached_property
    def relaxed(self) -> Fact:
        """The fact with room for a correction."""
        pairs: list[tuple[Leaf, Exact]] = []
        if not isinstance(self.interval.lower, float):
            pairs.append((self.lowered, self.step))
        if not isinstance(self.interval.upper, float):
            pairs.append((self.raised, -self.step))
        shift = LinearForm.of(pairs)
        if self.measure.ratios:
            one = over_one(self.measure)
            ratio = Ratio(one.numerator.plus(shift), one.denominator)
            moved = attrs.evolve(self.measure, linear=LinearForm(), ratios=((ratio, 1),))
        else:
            moved = attrs.evolve(self.measure, linear=self.measure.linear.plus(shift))
        found = lines(moved, self.interval, if_any=self.if_any)
        return attrs.evolve(self.fact, text=f"{self.fact.text}, give or take a correction", lines=found)

    @property
    def cost(self) -> LinearForm:
        """What its correction costs."""
        each = self.step * self.trust
        return LinearForm.of(((self.lowered, each * self.lowering), (self.raised, each * self.raising)))


def total_change(some: Iterable[Adjustable]) -> Measure:
    """What the corrections of some figures cost together."""
    pairs = [pair for one in some for pair in one.cost.terms]
    return Measure(LinearForm.of(pairs), text="the total change")
