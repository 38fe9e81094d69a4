"""Rational powers of rational numbers, against exact powers and against decimals of many digits."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docketstats import Interval, IntervalError
from docketstats.values.roots import power

positive = st.builds(Fraction, st.integers(1, 10**6), st.integers(1, 10**6))
exponents = st.builds(Fraction, st.integers(1, 12), st.integers(1, 12))
widths = st.sampled_from([Fraction(1, 10), Fraction(1, 10**9), Fraction(1, 10**15), Fraction(3, 10)])


@given(positive, exponents, widths)
def test_a_power_is_enclosed_within_the_width(x: Fraction, exponent: Fraction, width: Fraction) -> None:
    found = power(x, exponent, width=width)
    target = x**exponent.numerator
    assert found.lower**exponent.denominator <= target <= found.upper**exponent.denominator
    assert found.width <= width
    assert found.is_point == (found.lower**exponent.denominator == target)


@given(positive, st.integers(1, 6), st.integers(1, 30))
def test_a_perfect_power_has_its_exact_root(x: Fraction, over: int, under: int) -> None:
    assert power(x**under, Fraction(over, under)) == Interval.exactly(x**over)


@given(st.integers(2, 10**9), st.integers(2, 40))
def test_next_to_a_perfect_power_no_root_is_exact(n: int, degree: int) -> None:
    for x in (n**degree - 1, n**degree + 1):
        found = power(x, Fraction(1, degree))
        assert not found.is_point
        assert found.lower**degree < x < found.upper**degree


@given(positive, st.integers(1, 50_000))
def test_powers_of_day_spans_agree_with_decimals(x: Fraction, days: int) -> None:
    exponent = Fraction(146_097, 400 * days)
    if days < 30:  # else the power has hundreds of digits before the point
        x = 1 + x / 10**6
    with localcontext(prec=400):
        value = (Decimal(x.numerator) / x.denominator) ** (Decimal(exponent.numerator) / exponent.denominator)
        found = power(x, exponent)
        slack = Decimal(10) ** -300
        assert Decimal(found.lower.numerator) / found.lower.denominator <= value * (1 + slack)
        assert value * (1 - slack) <= Decimal(found.upper.numerator) / found.upper.denominator


def test_zero_and_one_are_their_own_powers() -> None:
    for x in (0, 1):
        assert power(x, Fraction(146_097, 456_800)) == Interval.exactly(x)


def test_a_rate_next_to_a_point_of_the_grid_is_told_apart() -> None:
    """Numbers whose root lies within 10**-60 of a point of the grid: more bits are taken until they differ."""
    near = (1 + Fraction(1, 10**9)) ** 400
    for x in (near + Fraction(1, 10**60), near - Fraction(1, 10**60)):
        found = power(x, Fraction(1, 400))
        assert found.lower**400 <= x <= found.upper**400
        assert found.width == Fraction(1, 10**9)


@pytest.mark.parametrize(("x", "exponent", "width"), [(-1, 1, 1), (1, 0, 1), (1, -1, 1), (1, 1, 0)])
def test_what_is_not_positive_is_refused(x: int, exponent: int, width: int) -> None:
    with pytest.raises(IntervalError, match="no power"):
        power(x, exponent, width=width)
