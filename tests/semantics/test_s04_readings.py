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


CHANGE, GROWTH = ds.change(a, since="2021", until=DAY), ds.growth(a, since="2021", until=DAY)
POINTS = ds.change(ds.share(a, among=b), since="2021", until=DAY)


@pytest.mark.parametrize(
    ("what", "words", "refused"),
    [
        (a, "up 5", "a change and not a level"),
        (a, "5 fewer", "a change and not a level"),
        (ds.share(a, among=b), "up 15 %", "a change and not a level"),
        (CHANGE, "rose to 5", "a level and not a change"),
        (CHANGE, "fell below 500", "a level and not a change"),
        (GROWTH, "rose over 15 %", "a change or a level"),
        (ds.share(a, among=b), "doubled", "a multiple compares two shares"),
        (POINTS, "halved", "a multiple compares two shares"),
        (ds.ratio(ds.count(a), ds.count(b)), "doubled", "two counts at one date"),
        (GROWTH, "fell to 15 %", "a level and not a change"),
        (GROWTH, "tripled", "the growth is one less"),
        (GROWTH, "up 3 percentage points", "difference of two shares"),
        (POINTS, "up 3 %", "percentage points"),
    ],
)
def test_levels_and_changes_percent_and_points_are_kept_apart(what: ds.Measure, words: str, refused: str) -> None:
    with pytest.raises(ds.WordingError, match=refused):
        said(what, words, exact=True)
    with pytest.raises(ds.WordingError, match=refused):
        ds.Statement.worded(what if isinstance(what, ds.Measure) else ds.count(what), words, rounded_to=1)


def test_words_for_a_direction_bound_the_change_at_0() -> None:
    for words in ("fell by nearly 10", "nearly 10 fewer", "fell by 10, give or take 20"):
        assert ds.Evidence(figures=[said(CHANGE, words)]).check(CHANGE < 0).outcome is ds.Outcome.SUPPORTED
    assert said(CHANGE, "rose by 10", tolerance=20).interval == ds.Interval(0, 30, lower_open=True)
    assert said(a, "fell below 500").interval == ds.Interval.at_most(500)


def test_levels_and_changes_are_read_where_they_are_measured() -> None:
    assert said(a, "rose to 5").interval == said(CHANGE, "rose by 5").interval == ds.Interval.exactly(5)
    assert said(POINTS, "up 3 percentage points", exact=True).interval == ds.Interval.exactly(Fraction(3, 100))
    assert '"rose to N" is the level N' in said(a, "rose to 5").rule


def test_a_footnote_mark_is_noted_and_changes_no_number() -> None:
    assert said(a, "13,099 (r)").interval == ds.Interval.exactly(13_099)
    assert said(a, "13,099 (r)").note == 'mark "(r)": the source calls it revised'
    assert said(a, 13_099).note == ""


def test_an_unknown_word_is_refused_never_dropped() -> None:
    for words in ("more than 5 detained", "5 adults", "nearly five bananas"):
        with pytest.raises(ds.WordingError, match="no rule reads the word"):
            said(a, words)


def test_where_the_readings_differ_both_are_shown() -> None:
    verdict = evidence(said(a, 13_000)).check(worded("more than 13,000"))
    assert (verdict.weakest.outcome, verdict.strongest.outcome) == (ds.Outcome.SUPPORTED, ds.Outcome.REFUTED)
    told = verdict.explain()
    assert "In its weakest reading, at least 13,000 persons: supported." in told
    assert "In its strongest reading, more than 13,000 persons: refuted." in told
    assert verdict.check()
