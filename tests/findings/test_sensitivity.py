"""Sensitivity: one change at a time."""

import math

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
