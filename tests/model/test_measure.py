"""Measures and statements: units, texts, errors and numbers of other libraries."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

import docketstats as ds

docket, cases = ds.Docket("docket"), ds.Docket("court", unit="case")
a, b = docket.population("a"), docket.population("b")
DAY = "2024-07-21"


@pytest.mark.parametrize(
    ("measure", "text"),
    [
        (ds.count(a & b), "count(a & b)"),
        (ds.count(a, at=datetime.date(2024, 7, 21)), 'count(a, at="2024-07-21")'),
        (ds.count(a.at(DAY)), 'count(a.at("2024-07-21"))'),
        (ds.share(a, among=b), "share(a, among=b)"),
        (ds.share(a, among=b, at=DAY), 'share(a, among=b, at="2024-07-21")'),
        (ds.share(a, among=b).at(DAY), 'share(a, among=b, at="2024-07-21")'),
        (ds.count(a).at(DAY), 'count(a, at="2024-07-21")'),
        (ds.growth(a, since="2021", until="2024"), 'growth(a, since="2021", until="2024")'),
        (ds.change(a, since="2021", until="2024"), 'change(a, since="2021", until="2024")'),
        (ds.ratio(ds.count(a), ds.count(b)), "ratio(count(a), count(b))"),
        (ds.count(a) / ds.count(b), "ratio(count(a), count(b))"),
        (ds.count(a) - 2 * ds.count(b), "count(a) - 2 * count(b)"),
        (2 * (ds.count(a) + ds.count(b)), "2 * (count(a) + count(b))"),
        (ds.count(a) / 3, "(1/3) * count(a)"),
        (5 - ds.count(a), "5 - count(a)"),
        (-ds.count(a), "-1 * count(a)"),
    ],
    ids=str,
)
def test_repr_reads_like_what_was_typed(measure: ds.Measure, text: str) -> None:
    assert repr(measure) == text


@pytest.mark.parametrize(
    ("statement", "text", "interval"),
    [
        (ds.count(a) >= 5, "count(a) >= 5", ds.Interval.at_least(5)),
        (ds.count(a) < 5, "count(a) < 5", ds.Interval.less_than(5)),
        (ds.count(a) > 5, "count(a) > 5", ds.Interval.more_than(5)),
        (ds.count(a).equals(5), "count(a) = 5", ds.Interval.exactly(5)),
        (ds.count(a).between(0, 5), "0 <= count(a) <= 5", ds.Interval(0, 5)),
        (ds.count(a) <= ds.count(b), "count(a) <= count(b)", ds.Interval.at_most(0)),
        (ds.count(a).between(5, 5), "count(a) = 5", ds.Interval.exactly(5)),
        (ds.count(a).lies_in(ds.Interval(5, 5)), "count(a) = 5", ds.Interval.exactly(5)),
        (ds.count(a).lies_in(ds.Interval(1, 2)), "count(a) in Interval(1, 2)", ds.Interval(1, 2)),
        (ds.share(a, among=b) >= ds.percent(15), "share(a, among=b) >= 3/20", ds.Interval.at_least(Fraction(3, 20))),
    ],
    ids=str,
)
def test_comparisons_build_statements(statement: ds.Statement, text: str, interval: ds.Interval) -> None:
    assert repr(statement) == text
    assert statement.interval == statement.strongest == interval


def test_a_statement_takes_its_date_like_a_measure() -> None:
    assert (ds.count(a) >= 5).at(DAY) == (ds.count(a, at=DAY) >= 5)
    assert repr((ds.count(a) >= 5).at(DAY)) == 'count(a, at="2024-07-21") >= 5'


def test_between_wants_two_numbers_in_order() -> None:
    with pytest.raises(ds.IntervalError, match="above"):
        ds.count(a).between(5, 0)
    with pytest.raises(ds.ModelError, match="no two numbers"):
        ds.count(a).between(0, ds.count(b))
    with pytest.raises(ds.ModelError, match="neither a number nor a measure"):
        ds.count(a).equals("five")


def test_the_strongest_reading_is_inside_the_weakest() -> None:
    with pytest.raises(ds.ModelError, match="not inside the weakest"):
        ds.Statement(ds.count(a), ds.Interval(0, 5), strongest=ds.Interval(0, 6))


def test_numbers_are_ints_fractions_and_decimals() -> None:
    assert (ds.count(a) >= Decimal("2.5")) == (ds.count(a) >= Fraction(5, 2))
    assert Decimal("0.5") * ds.count(a) == ds.count(a) / 2


@pytest.mark.parametrize("number", [np.int64(5), np.int32(5), np.uint8(5)])
def test_numpy_integers_are_numbers_on_either_side(number: object) -> None:
    assert (number <= ds.count(a)) == (ds.count(a) >= 5)
    assert (number > ds.count(a)) == (ds.count(a) < 5)
    assert number * ds.count(a) == ds.count(a) * number == 5 * ds.count(a)
    assert number - ds.count(a) == 5 - ds.count(a)


@pytest.mark.parametrize("number", [np.float64(5), np.float32(5)])
def test_numpy_floats_are_floats_on_either_side(number: object) -> None:
    for compare in (lambda: number <= ds.count(a), lambda: ds.count(a) >= number, lambda: number * ds.count(a)):
        with pytest.raises(ds.InexactNumber):
            compare()


def test_numpy_arrays_do_not_broadcast() -> None:
    numbers = np.array([1, 2])
    for combine in (lambda: numbers <= ds.count(a), lambda: numbers * ds.count(a), lambda: numbers & a):
        with pytest.raises(TypeError):
            combine()


@pytest.mark.parametrize("foreign", ["5", None, [5], True])
def test_operators_return_not_implemented_for_foreign_types(foreign: object) -> None:
    assert ds.count(a).__add__(foreign) is NotImplemented
    assert ds.count(a).__le__(foreign) is NotImplemented
    with pytest.raises(TypeError):
        ds.count(a) >= foreign  # noqa: B015


def test_products_of_measures_are_refused() -> None:
    with pytest.raises(ds.NotLinearFractional, match="not linear in counts"):
        ds.count(a) * ds.count(b)


def test_division_by_nothing_is_refused() -> None:
    with pytest.raises(ds.ModelError, match="divided by zero"):
        ds.count(a) / 0
    with pytest.raises(ds.ModelError, match="counts nothing"):
        ds.ratio(ds.count(a), ds.count(b) - ds.count(b))


def test_a_ratio_of_ratios_needs_one_denominator() -> None:
    share = ds.share(a, among=b)
    assert ds.ratio(ds.share(a & docket.population("c"), among=b), share).ratios
    with pytest.raises(ds.NotLinearFractional):
        ds.ratio(share, ds.share(b, among=a))


@pytest.mark.parametrize(
    "make",
    [
        lambda: ds.count(ds.count(a)),
        lambda: ds.share(a, among=5),
        lambda: ds.ratio(ds.count(a), 5),
        lambda: ds.growth("a", since="2021", until="2024"),
    ],
)
def test_what_is_no_population_or_measure_is_refused(make: object) -> None:
    with pytest.raises(ds.ModelError):
        make()


def test_units_and_kinds() -> None:
    assert ds.count(cases.everyone).unit == "case"
    assert ds.change(cases.everyone, since="2021", until="2024").unit == "case"
    assert ds.share(a, among=b).unit == ds.growth(a, since="2021", until="2024").unit == ""
    assert ds.ratio(ds.count(cases.everyone), ds.count(a)).dockets == (cases, docket)


def test_dates_of_a_measure() -> None:
    assert not ds.count(a).is_dated
    assert {str(date) for date in ds.growth(a, since="2021", until="2024").dates} == {"2021", "2024"}
    mixed = ds.count(a, at="2021") + ds.count(b)
    assert {str(date) for date in mixed.at("2024").dates} == {"2021", "2024"}


@pytest.mark.parametrize(
    ("measure", "text"),
    [
        (2 * (ds.count(a) - ds.count(b)), "2 * (count(a) - count(b))"),
        (ds.count(a) - (ds.count(b) - 1), "count(a) - (count(b) - 1)"),
        (-(ds.count(a) - ds.count(b)), "-1 * (count(a) - count(b))"),
    ],
)
def test_repr_keeps_the_brackets_of_a_difference(measure: ds.Measure, text: str) -> None:
    assert repr(measure) == text


def test_sums_of_shares_are_commutative() -> None:
    one, two = ds.share(a, among=docket.everyone), ds.share(b, among=a)
    assert one + two == two + one


@pytest.mark.parametrize("make", [ds.change, ds.growth])
def test_a_change_that_runs_backwards_is_refused(make: Callable[..., ds.Measure]) -> None:
    with pytest.raises(ds.DateError, match="from 2024 to 2021 runs backwards"):
        make(a, since="2024", until="2021")
    assert make(a, since="2024-09", until="2024").dates
    assert make(a, since="undated", until="2021").dates


def test_the_unit_of_a_ratio_of_ratios_is_that_of_what_is_counted() -> None:
    whole = cases.everyone
    among = ds.ratio(ds.count(a), ds.count(whole))
    assert ds.ratio(ds.share(cases.population("c"), among=whole), among).unit == "case/person"


def test_words_keep_their_rule_once_and_their_notes() -> None:
    measure = ds.count(ds.Docket("court").everyone, at="2024")
    said = ds.Statement.worded(measure, "13,099 (p)")
    assert said.rule.startswith("a number is exact unless said to be rounded (")
    assert "provisional" in said.rule
    assert ds.Statement.worded(measure, "over 5").rule.startswith("weakest: press: ")


def test_a_rule_that_reads_both_ways_the_same_is_told_once() -> None:
    docket = ds.Docket("court")
    said = ds.Statement.worded(ds.count(docket.everyone), "about 500", rounded_to=100)
    assert said.rule == "rounded to 100: [N - 50, N + 50)"
    assert ds.Statement.worded(ds.count(docket.everyone), "more than 500").rule.startswith("weakest: press: ")
