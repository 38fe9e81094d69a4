"""Sensitivity: one change at a time."""

import math
from fractions import Fraction

import docketstats as ds

LETTER, OTHER = ds.Source("Letter"), ds.Source("Other")
DAY = "2024-07-21"
docket = ds.Docket("docket")
a, b = docket.population("a"), docket.population("b")


def said(what: ds.Population, value: object, source: ds.Source = LETTER) -> ds.ReportedFigure:
    return ds.reported(what, value, source=source)


told = ds.Evidence(docket.snapshot(DAY, [said(a, "more than 10"), said(a, "up to 20", OTHER), said(b, 3)]))


def test_the_answer_as_it_stands_comes_with_it() -> None:
    assert told.sensitivity(ds.count(a)).figure == told.bound(ds.count(a))


def test_each_tied_source_is_left_out_in_turn() -> None:
    found = {change.what: change.figure.interval for change in told.sensitivity(ds.count(a)).changes}
    assert found["without Letter"] == ds.Interval(0, 20)
    assert found["without Other"] == ds.Interval(10, math.inf)


def test_each_wording_that_has_another_reading_is_read_otherwise() -> None:
    found = {change.what: change.figure.interval for change in told.sensitivity(ds.count(a)).changes}
    assert found['"more than 10" read as literal'] == ds.Interval(11, 20)
    assert not any("up to 20" in what for what in found)


def test_matter_are_the_changes_that_move_the_interval() -> None:
    found = told.sensitivity(ds.count(b))
    assert [change.what for change in found.matter] == ["without Letter"]


def test_a_change_that_makes_a_contradiction_says_so() -> None:
    tight = ds.Evidence(docket.snapshot(DAY, [said(a, "more than 10"), said(a, 10, OTHER)]))
    (change,) = (one for one in tight.sensitivity(ds.count(a)).matter if one.contradiction)
    assert change.what == '"more than 10" read as literal'
    assert change.figure is None
    assert str(change) == '"more than 10" read as literal: contradictory evidence'


def test_it_reads_as_a_list() -> None:
    lines = str(told.sensitivity(ds.count(a))).splitlines()
    assert lines[0] == "as it stands: 10 to 20 persons"
    assert "without Letter: 0 to 20 persons" in lines


def test_a_question_without_a_date_keeps_the_date_when_its_source_is_left_out() -> None:
    alone = ds.Evidence(docket.snapshot(DAY, [said(a, 5)]))
    (change,) = alone.sensitivity(ds.count(a)).changes
    assert change.figure.measure == ds.count(a, at=DAY)


# -- claims and margins -----------------------------------------------------------------------------------------------


def test_an_assumption_is_dropped_in_turn() -> None:
    rule = ds.Assumption(ds.count(a, at=DAY) <= 15, because="argument")
    found = {change.what: change.figure.interval for change in told.assuming(rule).sensitivity(ds.count(a)).changes}
    assert found['without the assumption that count(a, at="2024-07-21") <= 15'] == ds.Interval(10, 20)


def test_a_claim_shows_what_becomes_of_its_verdict() -> None:
    found = told.sensitivity(ds.Claim(ds.count(a) <= 25, text="at most 25"))
    assert found.verdict.outcome is ds.Outcome.SUPPORTED
    outcomes = {change.what: change.outcome for change in found.changes}
    assert outcomes["without Other"] is ds.Outcome.UNDETERMINED
    assert outcomes["without Letter"] is ds.Outcome.SUPPORTED
    assert "without Letter" in [change.what for change in found.matter]  # the interval moves, if not the verdict
    assert '"more than 10" read as literal' in [change.what for change in found.matter]


def test_a_margin_says_by_how_much_a_figure_may_be_wrong() -> None:
    (margin,) = told.sensitivity(ds.count(a) <= 25).margins
    assert (margin.said, margin.end, margin.holds) == (ds.Interval.at_most(20), "upper end", ds.Interval.at_most(25))
    stays = "the verdict stays while its upper end is at most 25 persons"
    assert str(margin) == f'count(a, at="2024-07-21") is up to 20 [Other]: {stays}'


def test_the_margins_of_an_undetermined_claim_are_where_it_stays_open() -> None:
    margins = {margin.fact.source: margin.holds for margin in told.sensitivity(ds.count(a) <= 15).margins}
    assert margins == {LETTER: ds.Interval.at_most(15), OTHER: ds.Interval.at_least(16)}


def test_a_claim_of_a_range_stays_open_on_one_side_of_what_supports_it() -> None:
    known = ds.Evidence(docket.snapshot(DAY, [said(a, "0 to 5"), said(b, 1), said(a & b, 0), said(a | b, "5 to 6")]))
    found = known.sensitivity(ds.count(a).between(2, 4))
    assert found.verdict.outcome is ds.Outcome.UNDETERMINED
    (one,) = (margin for margin in found.margins if str(margin.measure) == str(ds.count(b, at=DAY)))
    assert one.holds == ds.Interval(1, 1)  # 2 or 3 would support it, 0 would refute it, and 4 would leave it open again


def test_a_share_has_margins_in_percent() -> None:
    figure = ds.reported(ds.share(a, among=docket.everyone), "20%", exact=True, source=LETTER)
    known = ds.Evidence(docket.snapshot(DAY, [figure, said(docket.everyone, 50)]))
    share, total = known.sensitivity(ds.count(a) <= 12).margins
    assert share.holds == ds.Interval.less_than(ds.percent(26))  # 13 of 50 would be too many
    assert str(share).endswith("the verdict stays while its value is less than 26 %")
    assert total.holds == ds.Interval.at_most(64)  # 20 % of 61 to 64 is no whole number, and of 65 it is 13


def test_what_makes_no_difference_is_slack() -> None:
    loose = ds.Evidence(docket.snapshot(DAY, [said(a, "up to 20"), said(a, "up to 30", OTHER)]))
    found = loose.sensitivity(ds.count(a))
    assert [fact.source for fact in found.slack] == [OTHER]
    assert str(found).splitlines()[-2:] == [
        "leaving out any one of these makes no difference:",
        f'- count(a, at="{DAY}") is up to 30 [Other]',
    ]
    assert found.margins == ()


def test_two_figures_that_say_the_same_are_each_slack() -> None:
    twice = ds.Evidence(docket.snapshot(DAY, [said(a, 20), said(a, 20, OTHER)]))
    assert len(twice.sensitivity(ds.count(a)).slack) == 2


def test_a_flow_has_a_margin_too() -> None:
    since = "2023-07-21"
    known = ds.Evidence(
        docket.snapshot(since, [said(a, 100)]),
        docket.snapshot(DAY, [said(a, 120)]),
        figures=[ds.reported(ds.entries(a, since=since, until=DAY), 50, source=OTHER)],
    )
    margins = known.sensitivity(ds.exits(a, since=since, until=DAY) >= 20).margins
    assert {margin.measure.kind: margin.holds for margin in margins}["flow"] == ds.Interval(40, math.inf)


def test_a_margin_of_an_end_that_is_out_is_about_that_end() -> None:
    """Where fewer than N is said, N itself is the end: with fewer than 5 nobody could be the fifth."""
    cell = ds.Evidence(docket.snapshot(DAY, [said(a, "<11")]))
    (open_,) = cell.sensitivity(ds.count(a) >= 5).margins
    assert open_.holds == ds.Interval(6, math.inf)
    (decided,) = cell.sensitivity(ds.count(a) >= 20).margins
    assert decided.holds == ds.Interval(-math.inf, 20)
    above = ds.Evidence(docket.snapshot(DAY, [said(a, ">11")]))
    (open_,) = above.sensitivity(ds.count(a) >= 20).margins
    assert open_.holds == ds.Interval(-math.inf, 18)
    (decided,) = above.sensitivity(ds.count(a) >= 5).margins
    assert decided.holds == ds.Interval(4, math.inf)


def test_a_share_that_may_have_no_value_leaves_only_that_room_where_it_is_wrong() -> None:
    """No part of b is outside of it, so at any other share than 0 nobody may be in b - a."""
    none = ds.reported(ds.share(a - b, among=b - a), 0, source=LETTER, if_any=True)
    known = ds.Evidence(docket.snapshot(DAY, [none, said(docket.everyone, 4, OTHER)]))
    claim = ds.count(b - a) < 1
    assert known.check(claim).outcome is ds.Outcome.UNDETERMINED
    (margin,) = (one for one in known.sensitivity(claim).margins if one.measure.kind == "share")
    assert margin.holds == ds.Interval(0, 0)


def test_a_margin_of_one_end_keeps_the_other() -> None:
    """With a quarter at most in a, and somebody in it, there are four: then the claim is false."""
    share = ds.reported(ds.share(a, among=docket.everyone), ds.Interval(0, Fraction(1, 4)), source=LETTER)
    known = ds.Evidence(docket.snapshot(DAY, [share, said(docket.everyone, ds.Interval(0, 4), OTHER)]))
    margins = known.sensitivity(ds.count(docket.everyone) <= 3).margins
    assert [(one.end, one.holds) for one in margins if one.measure.kind == "share"] == [
        ("lower end", ds.Interval(-math.inf, 0)),
        ("upper end", ds.Interval.entire()),
    ]


def test_a_claim_that_no_whole_number_makes_true_has_margins() -> None:
    jail = ds.Docket("jail")
    one, two = (ds.entries(jail.everyone, during=year) for year in ("2023", "2024"))
    daily = ds.average(jail.everyone, during="2023-02")  # it makes a system in which each end is asked for by itself
    told = ((one, 71), (two, 141), (daily, 9))
    flows = ds.Evidence(figures=[ds.reported(what, number, source=LETTER) for what, number in told])
    found = flows.sensitivity(ds.Claim(ds.ratio(two, one).equals(2), text="it doubled"))
    assert found.verdict is not None
    assert found.verdict.outcome is ds.Outcome.REFUTED
    assert [(margin.said, margin.holds) for margin in found.margins] == [
        (ds.Interval.exactly(71), ds.Interval.entire()),  # 141 is no even number
        (ds.Interval.exactly(141), ds.Interval.at_most(141)),
    ]


def test_a_source_that_pins_a_denominator_leaves_no_answer_where_it_is_left_out() -> None:
    court, total, part = ds.Docket("court", unit="case"), ds.Source("Totals"), ds.Source("Parts")
    old, late, asylum = (court.population(name) for name in ("old", "late", "asylum"))
    figures = [ds.reported(old, 100, source=total), ds.reported(late, 50, source=total)]
    figures += [ds.reported(one & asylum, 20, source=part) for one in (old, late)]
    known = ds.Evidence(court.snapshot("2024", figures))
    both = ds.share(asylum, among=old, at="2024") + ds.share(asylum, among=late, at="2024")
    for question in (both, both >= Fraction(1, 2)):
        found = known.sensitivity(question)
        without_totals, without_parts = found.changes
        assert found.figure.interval == ds.Interval.exactly(Fraction(3, 5))
        assert without_totals.figure is None
        assert "several denominators" in without_totals.unanswered
        assert str(without_totals).startswith("without Totals: no answer")
        assert without_parts.figure is not None
        assert without_totals in found.matter
        assert found.check()
