"""S4: wording has a reading, and facts are not claims."""

import math
from decimal import Decimal
from fractions import Fraction

import pytest

import docketstats as ds

SOURCE = ds.Source("Annual report")
DAY = "2024-07-21"
docket = ds.Docket("docket")
a, b = docket.population("a"), docket.population("b")


def evidence(*figures: ds.ReportedFigure) -> ds.Evidence:
    return ds.Evidence(docket.snapshot(DAY, figures))


def said(what: ds.Population | ds.Measure, value: object, **how: object) -> ds.ReportedFigure:
    return ds.reported(what, value, source=SOURCE, **how)


def worded(words: str, **how: object) -> ds.Claim:
    return ds.Claim(ds.Statement.worded(ds.count(a), words, **how), text=words)


def test_each_phrase_is_read_by_a_named_rule() -> None:
    assert said(a, "over 435,719", reading="literal").rule == 'literal: "over N" excludes N'
    assert said(a, "over 435,719", reading="press").rule == 'press: "over N" may be N itself'


def test_the_rule_is_shown_in_the_verdict() -> None:
    verdict = evidence(said(a, 5)).check(worded("more than 5"))
    assert 'literal: "more than N" excludes N' in verdict.explain()
    assert 'press: "more than N" may be N itself' in verdict.explain()


def test_literal_over_excludes_the_number() -> None:
    assert said(a, "over 435,719", reading="literal").interval == ds.Interval.more_than(435_719)


@pytest.mark.parametrize("words", ["over 7", "more than 7"])
def test_press_over_may_be_the_number_itself(words: str) -> None:
    assert said(a, words, reading="press").interval == ds.Interval.at_least(7)


def test_rounding_is_never_guessed_whole_numbers_are_exact() -> None:
    assert said(a, 2_000_000).interval == said(a, "2 million").interval == ds.Interval.exactly(2_000_000)


def test_a_stated_rounding_is_used() -> None:
    expected = ds.Interval(1_950_000, 2_050_000, upper_open=True)
    assert said(a, 2_000_000, rounded_to=100_000).interval == said(a, "2 million", rounded_to="100,000").interval
    assert said(a, 2_000_000, rounded_to=100_000).interval == expected


@pytest.mark.parametrize("value", ["3%", "3 %", "0.03", "a third", Decimal("0.03")])
def test_a_decimal_or_percent_share_is_refused_without_its_precision(value: object) -> None:
    with pytest.raises(ds.WordingError, match="add rounded_to"):
        said(ds.share(a, among=b), value)


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ({"rounded_to": "1%"}, ds.Interval(Fraction(25, 1000), Fraction(35, 1000), upper_open=True)),
        ({"tolerance": "1%"}, ds.Interval(Fraction(2, 100), Fraction(4, 100))),
        ({"exact": True}, ds.Interval.exactly(Fraction(3, 100))),
    ],
)
def test_a_share_is_read_with_rounded_to_tolerance_or_exact(how: dict[str, object], expected: ds.Interval) -> None:
    assert said(ds.share(a, among=b), "3%", **how).interval == expected
    assert said(ds.share(a, among=b), Decimal("0.03"), **how).interval == expected


def test_about_needs_a_stated_rounding_or_tolerance() -> None:
    with pytest.raises(ds.WordingError, match="add rounded_to"):
        said(a, "about 5,000")
    assert said(a, "about 5,000", tolerance=100).interval == ds.Interval(4_900, 5_100)


def test_a_fact_is_read_at_its_weakest() -> None:
    assert said(a, "more than 13,000").interval == ds.Interval(13_000, math.inf)
    assert evidence(said(a, "more than 13,000")).bound(ds.count(a)).interval.lower == 13_000


def test_a_claim_is_read_at_its_weakest_and_its_strongest() -> None:
    verdict = evidence(said(a, 13_000)).check(worded("more than 13,000"))
    assert verdict.weakest.interval == ds.Interval.at_least(13_000)
    assert verdict.strongest.interval == ds.Interval.more_than(13_000)


def test_supported_only_if_the_strongest_reading_is() -> None:
    assert evidence(said(a, 13_001)).check(worded("more than 13,000")).outcome is ds.Outcome.SUPPORTED
    assert evidence(said(a, 13_000)).check(worded("more than 13,000")).outcome is ds.Outcome.UNDETERMINED


def test_refuted_only_if_the_weakest_reading_is() -> None:
    assert evidence(said(a, 12_999)).check(worded("more than 13,000")).outcome is ds.Outcome.REFUTED
    verdict = evidence(said(a, "12,000 to 13,000")).check(worded("more than 13,000"))
    assert verdict.strongest.outcome is ds.Outcome.REFUTED
    assert verdict.outcome is ds.Outcome.UNDETERMINED


def test_where_the_readings_differ_both_are_shown() -> None:
    verdict = evidence(said(a, 13_000)).check(worded("more than 13,000"))
    assert (verdict.weakest.outcome, verdict.strongest.outcome) == (ds.Outcome.SUPPORTED, ds.Outcome.REFUTED)
    told = verdict.explain()
    assert "In its weakest reading, at least 13,000 persons: supported." in told
    assert "In its strongest reading, more than 13,000 persons: refuted." in told
    assert verdict.check()
