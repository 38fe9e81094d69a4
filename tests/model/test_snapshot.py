"""Snapshots: dates of their figures, and figures that do not belong."""

import datetime

import pytest

import docketstats as ds

SOURCE = ds.Source("Annual report")
DAY = "2024-07-21"
docket = ds.Docket("docket")
a = docket.population("a")


def said(what: ds.Population | ds.Measure, value: object = 5) -> ds.ReportedFigure:
    return ds.reported(what, value, source=SOURCE)


def test_a_figure_without_a_date_takes_the_date_of_its_snapshot() -> None:
    for figure in (said(a), said(ds.count(a)), said(a.at(DAY)), said(ds.count(a, at=DAY))):
        told = ds.Evidence(docket.snapshot(DAY, [figure]))
        assert told.bound(ds.count(a, at=DAY)).interval == ds.Interval(5, 5)


@pytest.mark.parametrize("date", [DAY, "21 July 2024", datetime.date(2024, 7, 21), ds.Period.read(DAY)], ids=str)
def test_as_of_is_anything_that_period_reads(date: object) -> None:
    assert docket.snapshot(date) == ds.Snapshot(docket, DAY)


def test_what_is_no_date_is_refused() -> None:
    with pytest.raises(ds.PeriodError):
        docket.snapshot("soon")
    with pytest.raises(ds.PeriodError, match="time of day"):
        docket.snapshot(datetime.datetime(2024, 7, 21, 12))


@pytest.mark.parametrize(
    "measure",
    [ds.count(a, at="2021"), ds.growth(a, since="2021", until=DAY), ds.count(a) - ds.count(a, at="2021")],
    ids=str,
)
def test_a_figure_of_another_date_is_refused_with_the_hint_where_to_put_it(measure: ds.Measure) -> None:
    with pytest.raises(ds.DateError, match=r"snapshot 2024-07-21, figure 2 .*it is about 2021.*Evidence\(figures="):
        docket.snapshot(DAY, [said(a), said(measure, ds.Interval(0, 5))])


def test_a_figure_of_another_docket_is_refused() -> None:
    other = ds.Docket("other")
    with pytest.raises(ds.ModelError, match=r"figure 1 \(count\(everyone\)\): it is about docket 'other'.*'docket'"):
        docket.snapshot(DAY, [said(other.everyone)])


def test_a_figure_of_another_definition_of_the_docket_is_refused() -> None:
    other = ds.Docket("docket", unit="case")
    with pytest.raises(ds.ModelError, match="another definition of docket 'docket'"):
        docket.snapshot(DAY, [said(other.everyone)])


def test_what_is_no_figure_is_refused() -> None:
    with pytest.raises(ds.ModelError, match=r"make one with ds\.reported"):
        docket.snapshot(DAY, [5])


def test_an_empty_snapshot_puts_its_date_in_play() -> None:
    told = ds.Evidence(docket.snapshot(DAY))
    assert told.dates == (ds.Period.read(DAY),)
    assert str(told.bound(ds.count(a)).measure) == 'count(a, at="2024-07-21")'
