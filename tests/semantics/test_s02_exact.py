"""S2: exact; floats are refused where a number was printed."""

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

import docketstats as ds

SOURCE = ds.Source("Annual report")
DAY = "2024-07-21"
docket = ds.Docket("docket")
a, b = docket.population("a"), docket.population("b")
half = ds.share(a, among=b)


def test_ends_are_whole_numbers_fractions_or_infinite() -> None:
    evidence = ds.Evidence(
        docket.snapshot(DAY, [ds.reported(b, 7, source=SOURCE), ds.reported(a & b, "2 to 3", source=SOURCE)])
    )
    found = evidence.bound(half)
    assert (found.interval.lower, found.interval.upper) == (Fraction(2, 7), Fraction(3, 7))
    counted = evidence.bound(ds.count(a)).interval
    assert type(counted.lower) is int
    assert counted.upper == math.inf


@pytest.mark.parametrize("value", [0.5, 13_099.0, math.inf, np.float64(0.5), np.float32(3)])
def test_floats_in_figures_raise(value: object) -> None:
    with pytest.raises(ds.InexactNumber):
        ds.reported(a, value, source=SOURCE)


@pytest.mark.parametrize("value", [0.5, np.float64(0.5), np.float32(3)])
def test_floats_in_claims_raise(value: object) -> None:
    for compare in (lambda: ds.count(a) >= value, lambda: ds.count(a).equals(value), lambda: half.between(0, value)):
        with pytest.raises(ds.InexactNumber):
            compare()


@pytest.mark.parametrize("value", [0.5, np.float64(0.5)])
def test_floats_in_coefficients_raise(value: object) -> None:
    for combine in (
        lambda: value * ds.count(a),
        lambda: ds.count(a) * value,
        lambda: ds.count(a) / value,
        lambda: ds.count(a) + value,
        lambda: value - ds.count(a),
    ):
        with pytest.raises(ds.InexactNumber):
            combine()


@pytest.mark.parametrize("option", ["rounded_to", "tolerance", "confidence"])
def test_floats_in_what_is_said_about_a_figure_raise(option: str) -> None:
    with pytest.raises(ds.InexactNumber):
        ds.reported(a, 5, source=SOURCE, **{option: 0.5})


def test_the_message_says_what_to_write_instead() -> None:
    with pytest.raises(ds.InexactNumber, match=r"float.*write '0\.1', a Decimal or a Fraction"):
        ds.reported(a, 0.1, source=SOURCE)


def test_one_tenth_is_not_a_float_in_binary() -> None:
    assert ds.percent(10) == Fraction(1, 10) != Fraction(0.1)
    assert ds.Interval(0.1, 0.1) == ds.Interval.exactly(Fraction(0.1))


def test_only_interval_accepts_floats_and_converts_them_exactly() -> None:
    assert ds.Interval(0.5, 2.0) == ds.Interval(Fraction(1, 2), 2)
    assert ds.reported(a, ds.Interval(0.5, 2.0), source=SOURCE).interval == ds.Interval(Fraction(1, 2), 2)


def test_decimals_are_exact() -> None:
    assert ds.reported(half, Decimal("0.1"), exact=True, source=SOURCE).interval == ds.Interval.exactly(Fraction(1, 10))


def test_large_numbers_stay_exact() -> None:
    large = 10**40 + 1
    evidence = ds.Evidence(docket.snapshot(DAY, [ds.reported(a, large, source=SOURCE)]))
    found = evidence.bound(ds.count(a & b) + Fraction(1, 3))
    assert found.interval == ds.Interval(Fraction(1, 3), large + Fraction(1, 3))
    assert found.check()


def test_numbers_beyond_all_floats_are_bounded_checked_and_explained() -> None:
    docket, source, many = ds.Docket("docket"), ds.Source("Letter"), 10**400 + 7
    a, b = docket.population("a"), docket.population("b")
    known = ds.Evidence(docket.snapshot("2024", [ds.reported(one, many, source=source) for one in (a, b)]))
    answer = known.bound(a & b)
    assert answer.check()
    assert answer.interval == ds.Interval(0, many)
    assert answer.explain()
    for claim, outcome in ((ds.count(a) > many, "refuted"), (ds.share(a, among=b) >= 1, "undetermined")):
        verdict = known.check(claim)
        assert (verdict.outcome.value, verdict.check()) == (outcome, True)
        assert verdict.explain()
