"""One question for many groups whose facts differ in nothing but their numbers: what each group's interval is.

Groups that share a system are solved together (see `shared`); what that leaves open is asked group by group, as any
other question is. The answers are those of `bounds.ask`, without proofs and populations.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import attrs

from docketstats.errors import NotLinearFractional, TooLarge
from docketstats.inference.apart import ask_apart
from docketstats.inference.bounds import Answer, Contradiction, ask
from docketstats.inference.route import is_large
from docketstats.model.facts import End, Fact, Origin, about_steps, at_least_one, lattice
from docketstats.model.linear import LinearForm
from docketstats.model.measure import Measure, over_one
from docketstats.model.term import Term
from docketstats.values.interval import Exact, exact

if TYPE_CHECKING:
    from docketstats.inference.shared.system import Shared, Varying

Tick = Callable[[int], object]
"""What is told how many more groups are settled."""
FEW = 3
"""The groups below which no system is shared."""


@attrs.frozen
class Extent:
    """The interval of one group, without what defends it.

    Attributes:
        lower: The lower end; None where there is none, as facts contradict each other or the measure is undefined.
        upper: The upper end; None likewise.
        lower_open: Whether the lower end is excluded.
        upper_open: Whether the upper end is excluded.
        sharp: Whether the interval is shown to be the tightest.
        contradiction: Whether the facts contradict each other.
        may_be_undefined: Whether a denominator may be empty.
        note: Why there is no interval, if the question cannot be answered.
    """

    lower: Exact | float | None = None
    upper: Exact | float | None = None
    lower_open: bool = attrs.field(default=False, kw_only=True)
    upper_open: bool = attrs.field(default=False, kw_only=True)
    sharp: bool = attrs.field(default=True, kw_only=True)
    contradiction: bool = attrs.field(default=False, kw_only=True)
    may_be_undefined: bool = attrs.field(default=False, kw_only=True)
    note: str = attrs.field(default="", kw_only=True)


CONTRADICTION = Extent(contradiction=True)


@attrs.frozen
class Group:
    """The facts of one group: those of another one, with other ends of some lines."""

    facts: tuple[Fact, ...]
    measure: Measure
    ends: tuple[tuple[tuple[int, int], tuple[End, End]], ...]

    def extent(self) -> Extent:
        """The answer by this group alone."""
        ends = dict(self.ends)
        facts = list(self.facts)
        for number in {number for number, _ in ends}:
            lines = [
                attrs.evolve(line, lower=ends[number, place][0], upper=ends[number, place][1])
                if (number, place) in ends
                else line
                for place, line in enumerate(facts[number].lines)
            ]
            facts[number] = attrs.evolve(facts[number], lines=tuple(lines))
        try:
            way = ask_apart if self.measure.kind == "average" else ask
            return _extent(way(tuple(facts), self.measure), self.measure)
        except Contradiction:
            return CONTRADICTION
        except (NotLinearFractional, TooLarge) as error:
            return Extent(sharp=False, note=str(error))


def _extent(answer: Answer, measure: Measure) -> Extent:
    lower, upper = answer.lower, answer.upper
    loose = bool(measure.ratios) and answer.always_defined is None
    if lower is None or upper is None:
        return Extent(may_be_undefined=loose)
    return Extent(
        lower.value,
        upper.value,
        lower_open=lower.is_open,
        upper_open=upper.is_open,
        sharp=lower.sharp and upper.sharp,
        may_be_undefined=loose and not lower.lemmas,
    )


def group_of(facts: tuple[Fact, ...], measure: Measure, varying: Varying, number: int) -> Group:
    """The facts of one of many groups."""
    return Group(facts, measure, tuple((place, ends[number]) for place, ends in varying.items()))


def together(
    facts: tuple[Fact, ...], measure: Measure, varying: Varying, groups: int, tick: Tick = lambda _: None
) -> list[Extent | None]:
    """The answers for many groups, solved together; None for those that are to be asked by themselves.

    Args:
        facts: The facts tied to the question, as they are in some group.
        measure: The question.
        varying: For a fact and a line of it, by their numbers, the ends of that line in each group.
        groups: The number of groups.
        tick: What is told how many more groups are settled.
    """
    none: list[Extent | None] = [None] * groups
    several = len({one.denominator for one, _ in measure.ratios}) > 1 or bool(measure.ratios and measure.linear.terms)
    if groups < FEW or several or measure.kind == "average" or is_large(facts) or about_steps(facts, measure):
        return none
    try:
        import docketstats.inference.shared  # noqa: F401 - it loads numpy
    except ModuleNotFoundError:  # in a browser
        return none
    try:
        return list((_ratios if measure.ratios else _counts)(facts, measure, varying, groups, tick))
    except TooLarge:
        return none


def _shared(facts: Sequence[Fact], asked: Sequence[Term], varying: Varying, groups: int) -> Shared:
    from docketstats.inference.shared import Shared  # it loads numpy

    shared = Shared(facts, asked, varying, groups)
    if not shared.fits:
        raise TooLarge(f"{shared.size:,} kinds of unit and {shared.height:,} rows are not solved together")
    return shared


def _counts(
    facts: tuple[Fact, ...], measure: Measure, varying: Varying, groups: int, tick: Tick
) -> Iterator[Extent | None]:
    from docketstats.inference.shared import Linear

    form, scale, offset = lattice(measure.linear)
    shared = _shared(facts, [term for term, _ in form], varying, groups)
    search = Linear(shared, shared.system.columns(form), tick)
    search.run()
    settled = search.settled(1) & search.settled(-1)
    for group in range(groups):
        if search.void[group]:
            yield CONTRADICTION
        elif settled[group]:
            ends = {
                sign: sign * math.inf if math.isinf(end) else exact(sign * end * scale + offset)
                for sign in (1, -1)
                for end in (search.end(group, sign),)
            }
            yield Extent(ends[-1], ends[1], lower_open=math.isinf(ends[-1]), upper_open=math.isinf(ends[1]))
        else:
            yield None


def _ratios(
    facts: tuple[Fact, ...], measure: Measure, varying: Varying, groups: int, tick: Tick
) -> Iterator[Extent | None]:
    from docketstats.inference.shared import Fractional, Linear, Over

    one = over_one(measure)
    terms = [term for form in (one.numerator, one.denominator) for term, _ in form.terms]
    shared = _shared(facts, terms, varying, groups)
    # Where the denominator is least is where it may be empty.
    form, scale, offset = lattice(one.denominator)
    least = Linear(shared, shared.system.columns(form))
    least.run([-1])
    defined = Fact("where it is defined", "", origin=Origin.QUESTION, lines=(at_least_one(one.denominator),))
    shared = _shared((*facts, defined), terms, varying, groups)
    numbers = [number for form in (one.numerator, one.denominator) for _, number in form.terms]
    whole = math.lcm(*(number.denominator for number in (*numbers, one.numerator.constant, one.denominator.constant)))

    def scaled(form: LinearForm) -> tuple[dict[int, int], int]:
        found = shared.system.columns([(term, int(factor * whole)) for term, factor in form.terms])
        return found, int(form.constant * whole)

    search = Fractional(shared, Over(*scaled(one.numerator), *scaled(one.denominator)), tick)
    search.void |= least.void
    search.run()
    settled = search.settled(1) & search.settled(-1)
    known, met = least.known, least.settled(-1)
    for group in range(groups):
        if least.void[group]:
            yield CONTRADICTION
        elif search.void[group] and known[group]:
            yield Extent(may_be_undefined=True)
        elif settled[group] and met[group]:
            empty = -least.end(group, -1) * scale + offset <= 0
            upper, lower = search.end(group, 1), -search.end(group, -1)
            yield Extent(exact(lower), exact(upper), may_be_undefined=bool(empty))
        else:
            yield None
