from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docketstats.values.formatting import format_end, format_interval, format_number, printable
from docketstats.values.interval import End, Interval


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (13_099, "13,099"),
        (-1_234_567, "-1,234,567"),
        (Fraction(1, 2), "0.5"),
        (Fraction(2, 3), "0.67"),
        (Fraction(-2, 3), "-0.67"),
        (Fraction(-1, 1000), "-0.001"),
        (Fraction(1, 3000), "0.000333"),
        (Fraction(1, 16), "0.0625"),
        (Fraction(1, 10**30), "0.000000000000"),
        (Fraction(3_000_001, 2), "1,500,000.5"),
        (math.inf, "infinity"),
        (-math.inf, "-infinity"),
    ],
)
def test_numbers(number: End, text: str) -> None:
    assert format_number(number) == text


def test_places() -> None:
    assert format_number(Fraction(2, 3), places=0) == "1"
    assert format_number(Fraction(2, 3), places=4) == "0.6667"
    assert format_number(100, places=0) == "100"


GROWTH_IN_PERCENT = Interval.exactly(Fraction(100 * 19_645, 405_786))


@pytest.mark.parametrize(
    ("interval", "unit", "text"),
    [
        (Interval(0, 13_099), "person", "0 to 13,099 persons"),
        (Interval.exactly(13_099), "person", "13,099 persons"),
        (Interval.exactly(1), "person", "1 person"),
        (Interval.exactly(0), "case", "0 cases"),
        (Interval(-3, 5), "person", "-3 to 5 persons"),
        (Interval.at_least(5), "stay", "at least 5 stays"),
        (Interval.at_least(1), "stay", "at least 1 stay"),
        (Interval.more_than(6_200_000), "person", "more than 6,200,000 persons"),
        (Interval.more_than(0), "person", "more than 0 persons"),
        (Interval.at_most(5), "charge", "at most 5 charges"),
        (Interval.less_than(5), "charge", "fewer than 5 charges"),
        (Interval.less_than(5), "day", "less than 5 days"),
        (Interval(5, 9, lower_open=True), "person", "more than 5 and at most 9 persons"),
        (Interval(5, 9, upper_open=True), "person", "at least 5 and fewer than 9 persons"),
        (Interval(5, 9, lower_open=True, upper_open=True), "USD", "more than 5 and less than 9 USD"),
        (Interval.at_least(0), "person", "0 or more persons, without limit"),
        (Interval.at_least(0), "", "0 or more, without limit"),
        (Interval.at_least(0), "percent", "0 % or more, without limit"),
        (Interval.entire(), "person", "any number of persons"),
        (Interval.entire(), "percent", "any percentage"),
        (Interval.entire(), "", "any number"),
        (Interval.empty(), "person", "no value at all"),
        (Interval(0, 5), "", "0 to 5"),
        (Interval.exactly(Fraction(1, 4)), "1/day", "0.25 per day"),
        (Interval.exactly(3), "USD/day", "3 USD/day"),
        (Interval.exactly(Fraction(77, 25)), "percent", "3.08 %"),
        (Interval.exactly(1), "percent", "1 %"),
        (Interval(Fraction(307, 100), Fraction(77, 25)), "percent", "3.07 % to 3.08 %"),
        (Interval(3, 4, lower_open=True), "percent", "more than 3 % and at most 4 %"),
        (GROWTH_IN_PERCENT, "percent", "4.84 % to 4.85 % (rounded outward)"),
        (-GROWTH_IN_PERCENT, "percent", "-4.85 % to -4.84 % (rounded outward)"),
        (Interval.at_least(Fraction(1, 3)), "year", "at least 0.33 years (rounded outward)"),
        (Interval.less_than(Fraction(1, 3)), "", "less than 0.34 (rounded outward)"),
    ],
)
def test_intervals(interval: Interval, unit: str, text: str) -> None:
    assert format_interval(interval, unit) == text


def test_places_of_an_interval() -> None:
    assert format_interval(GROWTH_IN_PERCENT, "percent", places=0) == "4 % to 5 % (rounded outward)"


@given(a=st.fractions(), b=st.fractions(), places=st.integers(0, 4))
def test_the_printed_ends_enclose_the_interval(a: Fraction, b: Fraction, places: int) -> None:
    interval = Interval(min(a, b), max(a, b))
    text = format_interval(interval, places=places)
    numbers = [Fraction(part) for part in text.removesuffix(" (rounded outward)").replace(",", "").split(" to ")]
    shown = Interval(numbers[0], numbers[-1])
    assert interval.subset(shown)
    assert (shown == interval) == ("rounded" not in text)
    assert shown.width - interval.width < Fraction(2, 10**places)


def test_an_end_below_a_tenth_shows_its_first_digits_and_is_rounded_outward() -> None:
    assert format_interval(Interval.exactly(Fraction(211, 100_000))) == "0.00211"
    assert format_interval(Interval.exactly(Fraction(1, 3000))) == "0.000333 to 0.000334 (rounded outward)"
    assert format_interval(Interval(Fraction(1, 3000), 1)) == "0.000333 to 1 (rounded outward)"


def test_one_end_is_one_number_rounded_to_its_own_side() -> None:
    third = Fraction(100, 3)
    assert (format_end(third, "percent", up=False), format_end(third, "percent", up=True)) == ("33.33 %", "33.34 %")
    assert (format_end(1, "person", up=True), format_end(13_099, up=False)) == ("1 person", "13,099")


def test_what_a_terminal_obeys_or_hides_is_escaped_and_letters_are_not() -> None:
    assert printable("a\nb\t\x1b[31m\x9b\u202e\u200b\u2028\ud800") == (r"a\nb\t\x1b[31m\x9b\u202e\u200b\u2028\ud800")
    for text in ("é ünï 漢字 \N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}🙂", "Ελλάς, Ру́сский, हिन्दी, עברית"):
        assert printable(text) == text
