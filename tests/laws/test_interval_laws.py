"""Laws of interval arithmetic, set operations and order relations, each named after the law it states."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import product
from typing import Any

import portion
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from docketstats.values.interval import Exact, Interval, Overlap

INF = math.inf
NEAR = Fraction(1, 10**6)
FAR = 10**6

ends = st.one_of(
    st.integers(-4, 4),
    st.builds(Fraction, st.integers(-9, 9), st.integers(1, 4)),
    st.sampled_from([-INF, INF]),
)


@st.composite
def intervals(draw: st.DrawFn, *, closed: bool = False) -> Interval:
    lower, upper = sorted((draw(ends), draw(ends)))
    if lower == upper and isinstance(lower, float):
        return Interval.empty()
    low, high = (False, False) if closed else (draw(st.booleans()), draw(st.booleans()))
    return Interval(lower, upper, lower_open=low, upper_open=high)


def samples(x: Interval, near: Fraction = NEAR) -> list[Exact]:
    """Members of an interval: its ends and 0 if they belong to it, and some close to them or far out."""
    marks: set[Exact] = {0, -FAR, FAR}
    for end in (x.lower, x.upper):
        if not isinstance(end, float):
            marks.add(end)
    if x.is_bounded and not x.is_empty:
        marks.add(x.midpoint)
    candidates = {mark + step for mark in marks for step in (-near, 0, near)}
    return sorted(value for value in candidates if value in x)


def apply(op: Callable[[Any, Any], Any], x: Exact, y: Exact) -> Exact | None:
    if op is operator.truediv:
        return None if y == 0 else Fraction(x) / y
    return op(x, y)  # type: ignore[no-any-return]


BINARY = [operator.add, operator.sub, operator.mul, operator.truediv]


@pytest.mark.parametrize("op", BINARY)
@given(a=intervals(), b=intervals())
def test_arithmetic_encloses_every_pair(op: Callable[[Any, Any], Any], a: Interval, b: Interval) -> None:
    result = op(a, b)
    for x, y in product(samples(a), samples(b)):
        value = apply(op, x, y)
        assert value is None or value in result


def assert_tight(result: Interval, image: list[Exact]) -> None:
    """Closed ends are attained; open and infinite ends are approached."""
    assert result.is_empty == (not image)
    if result.is_empty:
        return
    for end, is_open, extreme in (
        (result.lower, result.lower_open, min(image)),
        (result.upper, result.upper_open, max(image)),
    ):
        if isinstance(end, float):
            assert abs(extreme) > 1000
            assert (extreme > 0) == (end > 0)
        elif is_open:
            assert 0 < abs(extreme - end) < Fraction(1, 1000)
        else:
            assert extreme == end


@pytest.mark.parametrize("op", BINARY)
@given(a=intervals(), b=intervals())
def test_arithmetic_is_tight_in_ends_and_flags(op: Callable[[Any, Any], Any], a: Interval, b: Interval) -> None:
    values = (apply(op, x, y) for x, y in product(samples(a), samples(b)))
    assert_tight(op(a, b), [value for value in values if value is not None])


@given(a=intervals(), n=st.integers(-4, 4))
def test_powers_enclose_and_are_tight(a: Interval, n: int) -> None:
    image = [Fraction(x) ** n for x in samples(a, Fraction(1, 10**8)) if x != 0 or n >= 0]
    assert all(value in a**n for value in image)
    assert_tight(a**n, image)


@given(a=intervals())
def test_absolute_value_encloses_and_is_tight(a: Interval) -> None:
    assert_tight(abs(a), [abs(x) for x in samples(a)])


@given(a=intervals(), b=intervals())
def test_addition_and_multiplication_commute(a: Interval, b: Interval) -> None:
    assert a + b == b + a
    assert a * b == b * a


@given(a=intervals(), b=intervals(), c=intervals())
def test_addition_and_multiplication_associate(a: Interval, b: Interval, c: Interval) -> None:
    assert (a + b) + c == a + (b + c)
    assert (a * b) * c == a * (b * c)


@given(a=intervals(), b=intervals(), c=intervals())
def test_multiplication_subdistributes(a: Interval, b: Interval, c: Interval) -> None:
    assert (a * (b + c)).subset(a * b + a * c)


@given(a=intervals(), b=intervals(), n=st.integers(-3, 3))
def test_operations_are_isotonic_for_inclusion(a: Interval, b: Interval, n: int) -> None:
    wider_a, wider_b = a.hull(Interval(0, 1)), b.hull(Interval(-1, 0, lower_open=True))
    for op in BINARY:
        assert op(a, b).subset(op(wider_a, wider_b))
    assert (a**n).subset(wider_a**n)
    assert abs(a).subset(abs(wider_a))


@given(a=intervals(), b=intervals())
def test_subtraction_adds_the_negative_and_division_multiplies_by_the_reciprocal(a: Interval, b: Interval) -> None:
    assert a - b == a + -b == -(b - a)
    assume(0 not in b)
    assert a / b == a * (1 / b)


@given(a=intervals())
def test_neutral_and_absorbing_elements(a: Interval) -> None:
    assert a + 0 == a * 1 == a / 1 == a**1 == +a == a
    negative = -a
    assert -negative == a
    assert a * 0 == (a if a.is_empty else Interval(0, 0))
    assert (a / 0).is_empty
    assert (a + Interval.empty()).is_empty


# -- sets: the library portion as oracle ---------------------------------------------------------------


def to_portion(x: Interval) -> portion.Interval:
    if x.is_empty:
        return portion.empty()
    return portion.Interval.from_atomic(
        portion.OPEN if x.lower_open else portion.CLOSED,
        -portion.inf if x.lower == -INF else x.lower,
        portion.inf if x.upper == INF else x.upper,
        portion.OPEN if x.upper_open else portion.CLOSED,
    )


@given(a=intervals(), b=intervals(), c=intervals())
def test_set_operations_agree_with_portion(a: Interval, b: Interval, c: Interval) -> None:
    p, q, r = to_portion(a), to_portion(b), to_portion(c)
    assert to_portion(a.hull(b, c)) == (p | q | r).enclosure
    assert to_portion(a.intersection(b, c)) == p & q & r
    assert [to_portion(x) for x in a.union(b, c)] == ([] if (p | q | r).empty else list(p | q | r))
    assert a.subset(b) == (p in q)
    assert a.disjoint(b) == (p & q).empty


@given(a=intervals(), x=st.one_of(ends, st.floats(allow_nan=False)))
def test_membership_agrees_with_portion(a: Interval, x: Any) -> None:
    assert (x in a) == (not math.isinf(x) and x in to_portion(a))


@given(a=intervals())
def test_whole_holds_the_same_integers_and_has_integer_ends(a: Interval) -> None:
    whole = a.whole()
    assert whole.subset(a)
    assert all((n in a) == (n in whole) for n in range(-12, 13))
    assert whole.is_empty or all(isinstance(end, int) or math.isinf(end) for end in (whole.lower, whole.upper))


@given(a=intervals(), scale=st.sampled_from([1, Fraction(1, 3), 10**400, Fraction(1, 3 * 10**400)]))
def test_outward_encloses_and_no_float_is_closer(a: Interval, scale: Exact) -> None:
    a = a.scale(scale)
    low, high = a.outward()
    if a.is_empty:
        assert (low, high) == (INF, -INF)
        return
    assert low <= a.lower
    assert a.upper <= high
    assert low == a.lower or math.nextafter(low, INF) > a.lower
    assert high == a.upper or math.nextafter(high, -INF) < a.upper


# -- order: brute force over every pair of small intervals ---------------------------------------------


def _small() -> list[Interval]:
    found = {Interval.empty()}
    for lower, upper in product([-INF, 0, 1, 2], [0, 1, 2, INF]):
        if lower <= upper:
            for low, high in product([False, True], repeat=2):
                found.add(Interval(lower, upper, lower_open=low, upper_open=high))
    return sorted(found, key=repr)


SMALL = _small()
# Outer quantifiers run over the coarse points, inner ones over the fine, which come closer to every end.
MARKS = (-10, 0, 1, 2, 10)
COARSE_POINTS = {mark + step for mark in MARKS for step in (-Fraction(1, 4), 0, Fraction(1, 4))}
FINE_POINTS = COARSE_POINTS | {mark + step for mark in (-20, *MARKS, 20) for step in (-Fraction(1, 8), Fraction(1, 8))}
COARSE = {x: [point for point in COARSE_POINTS if point in x] for x in SMALL}
FINE = {x: [point for point in FINE_POINTS if point in x] for x in SMALL}

Test = Callable[[Exact, Exact], bool]


def each(a: Interval, b: Interval, test: Test) -> bool:
    return all(test(x, y) for x, y in product(COARSE[a], COARSE[b]))


def each_some(a: Interval, b: Interval, test: Test) -> bool:
    """Whether for each x in a there is some y in b with test(x, y)."""
    return all(any(test(x, y) for y in FINE[b]) for x in COARSE[a])


def some_each(a: Interval, b: Interval, test: Test) -> bool:
    """Whether there is some x in a such that test(x, y) for each y in b."""
    return not each_some(a, b, lambda x, y: not test(x, y))


def below_and_above(a: Interval, b: Interval) -> bool:
    return each_some(a, b, operator.lt) and each_some(a, b, operator.gt)


RELATIONS: dict[str, Callable[[Interval, Interval], bool]] = {
    "equal": lambda a, b: each_some(a, b, operator.eq) and each_some(b, a, operator.eq),
    "subset": lambda a, b: each_some(a, b, operator.eq),
    "interior": below_and_above,
    "less": lambda a, b: each_some(a, b, operator.le) and each_some(b, a, operator.ge),
    "strictly_less": lambda a, b: each_some(a, b, operator.lt) and each_some(b, a, operator.gt),
    "precedes": lambda a, b: each(a, b, operator.le),
    "strictly_precedes": lambda a, b: each(a, b, operator.lt),
    "disjoint": lambda a, b: each(a, b, operator.ne),
}


@pytest.mark.parametrize("name", RELATIONS)
def test_order_relations_agree_with_their_quantifiers(name: str) -> None:
    for a, b in product(SMALL, repeat=2):
        assert getattr(a, name)(b) == RELATIONS[name](a, b), (name, a, b)


def overlap_states(a: Interval, b: Interval) -> Iterable[Overlap]:
    """Every state whose definition by quantifiers holds."""
    if not COARSE[a] or not COARSE[b]:
        if not COARSE[a] and not COARSE[b]:
            yield Overlap.BOTH_EMPTY
        elif not COARSE[a]:
            yield Overlap.FIRST_EMPTY
        else:
            yield Overlap.SECOND_EMPTY
        return
    a_first = some_each(a, b, operator.lt)  # some x in a is below all of b
    b_first = some_each(b, a, operator.lt)
    a_last = some_each(a, b, operator.gt)
    b_last = some_each(b, a, operator.gt)
    same_start, same_finish = not a_first and not b_first, not a_last and not b_last
    touch = not each(a, b, operator.ne)
    conditions = {
        Overlap.BEFORE: each(a, b, operator.lt),
        Overlap.MEETS: each(a, b, operator.le) and touch and a_first and b_last,
        Overlap.OVERLAPS: a_first and b_last and not each(a, b, operator.le),
        Overlap.STARTS: same_start and b_last,
        Overlap.CONTAINED_BY: b_first and b_last,
        Overlap.FINISHES: b_first and same_finish,
        Overlap.EQUALS: same_start and same_finish,
        Overlap.FINISHED_BY: a_first and same_finish,
        Overlap.CONTAINS: a_first and a_last,
        Overlap.STARTED_BY: same_start and a_last,
        Overlap.OVERLAPPED_BY: b_first and a_last and not each(b, a, operator.le),
        Overlap.MET_BY: each(b, a, operator.le) and touch and b_first and a_last,
        Overlap.AFTER: each(b, a, operator.lt),
    }
    yield from (state for state, holds in conditions.items() if holds)


def test_overlap_states_are_exhaustive_exclusive_and_agree_with_their_quantifiers() -> None:
    seen = set()
    for a, b in product(SMALL, repeat=2):
        state = a.overlap(b)
        assert list(overlap_states(a, b)) == [state], (a, b)
        seen.add(state)
    assert len(Overlap) == 16
    assert seen == set(Overlap)


def test_before_with_an_end_missing_between_leaves_a_gap_of_no_width() -> None:
    a, b = Interval(1, 2, upper_open=True), Interval(2, 3)
    assert a.overlap(b) is Overlap.BEFORE
    assert a.precedes(b)
    assert a.strictly_precedes(b)
    assert a.union(b) == (Interval(1, 3),)
