"""Rational powers of rational numbers: exact where they are rational, else enclosed between neighbours on a grid."""

from __future__ import annotations

import math
from fractions import Fraction

from docketstats.errors import IntervalError
from docketstats.values.interval import Exact, Interval, exact

_BITS = 128
"""The bits that powers are first compared with; more are taken where these do not decide."""

_Bounds = tuple[int, int, int]
"""A least and a greatest whole number, and the power of two that both are multiplied by."""


def power(x: Exact, exponent: Exact, *, width: Exact = Fraction(1, 10**9)) -> Interval:
    """The number ``x ** exponent``, or an interval of at most ``width`` around it where it is irrational.

    Floats take no part. A point k/n of the grid is below x^(q/p) if k^p times the denominator of x^q is below n^p times
    its numerator. These powers of whole numbers may have millions of digits, so they are themselves enclosed, with as
    many leading bits as it takes to tell which is greater. They are never equal where the power is irrational.

    Args:
        x: A number, at least 0.
        exponent: A number above 0; ``Fraction(1, 3)`` is the cube root.
        width: The greatest width of the interval, above 0.

    Raises:
        IntervalError: For a negative number, or an exponent or width that is not positive.

    >>> power(Fraction(8, 27), Fraction(1, 3))
    Interval(Fraction(2, 3), Fraction(2, 3))
    >>> power(2, Fraction(1, 2), width=Fraction(1, 1000))
    Interval(Fraction(707, 500), Fraction(283, 200))
    """
    x, exponent, width = Fraction(x), Fraction(exponent), Fraction(width)
    if x < 0 or exponent <= 0 or width <= 0:
        raise IntervalError(f"no power {exponent} of {x} is taken to within {width}", mend="use positive numbers")
    if (found := _exact(x, exponent)) is not None:
        return Interval.exactly(found)
    grid = math.ceil(1 / width)
    low, high = 0, grid
    while _below(high, grid, x, exponent):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _below(middle, grid, x, exponent) else (low, middle)
    return Interval(Fraction(low, grid), Fraction(high, grid))


def _exact(x: Fraction, exponent: Fraction) -> Exact | None:
    """The power where it is rational: where numerator and denominator are perfect powers of the exponent's root."""
    roots = [_whole_root(number, exponent.denominator) for number in (x.numerator, x.denominator)]
    if any(root**exponent.denominator != one for root, one in zip(roots, (x.numerator, x.denominator), strict=True)):
        return None
    return exact(Fraction(*roots) ** exponent.numerator)


def _whole_root(number: int, degree: int) -> int:
    """The greatest whole number whose power is not above ``number``."""
    if degree >= number.bit_length():
        return min(number, 1)
    low, high = 0, 1 << -(-number.bit_length() // degree)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if middle**degree <= number else (low, middle)
    return low


def _below(k: int, grid: int, x: Fraction, exponent: Fraction) -> bool:
    """Whether k / grid is below an irrational power of x."""
    over, under = exponent.numerator, exponent.denominator
    bits = _BITS
    while True:
        ours = _times(_raised(k, under, bits), _raised(x.denominator, over, bits))
        theirs = _times(_raised(x.numerator, over, bits), _raised(grid, under, bits))
        if _surely_below(ours, theirs):
            return True
        if _surely_below(theirs, ours):
            return False
        bits *= 2


def _raised(base: int, exponent: int, bits: int) -> _Bounds:
    """Bounds of a power of a whole number, by squaring, with about so many bits at each step."""
    found = (1, 1, 0)
    for digit in f"{exponent:b}":
        found = _times(found, found)
        if digit == "1":
            found = _times(found, (base, base, 0))
        low, high, shift = found
        if (excess := high.bit_length() - bits) > 0:
            found = (low >> excess, -(-high >> excess), shift + excess)
    return found


def _times(a: _Bounds, b: _Bounds) -> _Bounds:
    return a[0] * b[0], a[1] * b[1], a[2] + b[2]


def _surely_below(a: _Bounds, b: _Bounds) -> bool:
    high, low, shift = a[1], b[0], b[2] - a[2]
    # Where the sizes differ they decide, and no number of millions of bits is made.
    if high.bit_length() != low.bit_length() + shift:
        return high.bit_length() < low.bit_length() + shift
    return high < low << shift if shift >= 0 else high << -shift < low
