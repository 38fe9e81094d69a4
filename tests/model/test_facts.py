"""Facts: lines and their tightening."""

import math
from fractions import Fraction

import pytest

import docketstats as ds
from docketstats.model.facts import Line, lattice, lines
from docketstats.model.linear import LinearForm
from docketstats.model.term import Leaf

SOURCE = ds.Source("Annual report")
DAY = "2024-07-21"
x, y = Leaf("d", name="x"), Leaf("d", name="y")
docket = ds.Docket("docket")
a, b, c, d = (docket.population(name) for name in "abcd")


def form(*factors: int | Fraction, constant: int | Fraction = 0) -> LinearForm:
    return LinearForm.of(zip((x, y), factors, strict=False), constant)


@pytest.mark.parametrize(
    ("linear", "interval", "lower", "upper"),
    [
        (form(2, 4), ds.Interval.less_than(7), -math.inf, 3),
        (form(2, 4), ds.Interval(1, 8), 1, 4),
        (form(1), ds.Interval.more_than(13_000), 13_001, math.inf),
        (form(1), ds.Interval(Fraction(1, 2), Fraction(5, 2)), 1, 2),
        (form(Fraction(1, 2)), ds.Interval(1, 2), 2, 4),
        (form(1, constant=10), ds.Interval(12, 20), 2, 10),
        (form(-3), ds.Interval(-7, 0), -2, 0),
        (form(1), ds.Interval.empty(), 1, 0),
        (form(1), ds.Interval.entire(), -math.inf, math.inf),
    ],
)
def test_a_line_is_scaled_and_tightened(linear: LinearForm, interval: ds.Interval, lower: float, upper: float) -> None:
    line = Line.of(linear, interval)
    assert math.gcd(*(factor for _, factor in line.terms)) == 1
    assert (line.lower, line.upper) == (lower, upper)


def test_a_lattice_gives_scale_and_offset() -> None:
    terms, scale, offset = lattice(form(Fraction(2, 3), 4, constant=Fraction(1, 2)))
    assert (terms, scale, offset) == (((x, 1), (y, 6)), Fraction(2, 3), Fraction(1, 2))


def test_equal_terms_are_added_up_and_zeros_dropped() -> None:
    assert LinearForm.of([(x, 1), (y, 2), (x, -1)]).terms == ((y, 2),)


def test_a_line_that_empties_its_terms_says_so() -> None:
    assert Line(((x, 1),), -math.inf, 0).empties
    assert not Line(((x, 1), (y, -1)), -math.inf, 0).empties
    assert not Line(((x, 1),), -math.inf, 1).empties


def test_a_share_is_two_lines_and_its_denominator_a_third() -> None:
    share = ds.share(a, among=b, at=DAY)
    assert len(lines(share, ds.Interval(Fraction(1, 3), Fraction(1, 2)))) == 3
    assert len(lines(share, ds.Interval(Fraction(1, 3), Fraction(1, 2)), if_any=True)) == 2
    assert len(lines(share, ds.Interval.exactly(Fraction(1, 2)))) == 2
