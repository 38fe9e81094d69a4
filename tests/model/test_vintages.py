"""Vintages: chains of revisions, in one snapshot or several, and figures told before their date."""

import attrs
import pytest

import docketstats as ds
from docketstats.model.vintages import Vintages, told_early

DAY = "2024-01-01"
docket = ds.Docket("docket")
a, b = docket.population("a"), docket.population("b")
FIRST, SECOND, THIRD = (
    ds.Source(name, published=day) for name, day in (("1st", "2024-02-01"), ("2nd", "2024-05-01"), ("3rd", "2024-08"))
)


def said(value: object, source: ds.Source, what: object = a, **how: object) -> ds.ReportedFigure:
    return ds.reported(what, value, source=source, **how)


one = said(100, FIRST)
two = said(105, SECOND, revises=one)
three = said(104, THIRD, revises=two)


def value(evidence: ds.Evidence) -> ds.Interval:
    return evidence.bound(ds.count(a, at=DAY)).interval


def test_a_chain_is_listed_from_the_newest() -> None:
    assert three.earlier == (two, one)
    assert one.earlier == ()


def test_a_chain_cannot_be_closed() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        one.revises = three
    longer = attrs.evolve(one, revises=three)
    assert longer.earlier == (three, two, one)


@pytest.mark.parametrize("listed", [(one, two, three), (three, one, two), (one, three), (three,), (two, three)])
def test_the_newest_of_a_chain_is_in_force(listed: tuple[ds.ReportedFigure, ...]) -> None:
    evidence = ds.Evidence(docket.snapshot(DAY, listed))
    assert evidence.conflicts() == ()
    assert value(evidence) == ds.Interval(104, 104)


def test_a_revision_in_another_snapshot_of_the_day_counts() -> None:
    evidence = ds.Evidence(docket.snapshot(DAY, [one]), docket.snapshot(DAY, [three]))
    assert value(evidence) == ds.Interval(104, 104)


def test_a_revision_in_a_snapshot_of_the_same_instant_counts() -> None:
    month = docket.snapshot("2024-01", [one], same_instant_as=DAY)
    assert value(ds.Evidence(month, docket.snapshot(DAY, [three]))) == ds.Interval(104, 104)
    assert value(ds.Evidence(docket.snapshot(DAY, [one]), attrs.evolve(month, figures=[three]))).lower == 104


def test_a_dated_figure_is_revised_from_anywhere() -> None:
    old = said(100, FIRST, ds.count(a, at=DAY))
    new = said(105, SECOND, ds.count(a, at=DAY), revises=old)
    for evidence in (
        ds.Evidence(docket.snapshot(DAY, [old]), figures=[new]),
        ds.Evidence(docket.snapshot(DAY, [new]), figures=[old]),
        ds.Evidence(figures=[old, new]),
    ):
        assert value(evidence) == ds.Interval(105, 105)
        assert value(evidence.as_known_on("2024-03-01")) == ds.Interval(100, 100)


def test_what_a_figure_revises_is_of_its_date_and_docket() -> None:
    with pytest.raises(ds.DateError, match=r"snapshot 2024-01-01, figure 1 .*it is about 2023"):
        docket.snapshot(DAY, [said(5, SECOND, revises=said(5, FIRST, ds.count(a, at="2023")))])
    with pytest.raises(ds.ModelError, match="docket 'other'"):
        docket.snapshot(DAY, [said(5, SECOND, revises=said(5, FIRST, ds.Docket("other").everyone))])
    with pytest.raises(ds.ModelError, match=r"figure 1 \(count\(a\)\) spans dates"):
        ds.Evidence(figures=[said(5, SECOND, ds.count(a, at=DAY), revises=one)])


def test_a_revised_figure_describes_its_sets_alike() -> None:
    old = said(5, FIRST, docket.population("crime", "convicted"))
    new = said(5, SECOND, docket.population("crime", "charged"), revises=old)
    with pytest.raises(ds.ModelError, match="'crime' is described as"):
        ds.Evidence(docket.snapshot(DAY, [new]))


# -- what was known ---------------------------------------------------------------------------------------------------


def known(snapshots: tuple[ds.Snapshot, ...], day: str) -> tuple[ds.Snapshot, ...]:
    return Vintages(snapshots, tuple(one.as_of for one in snapshots)).known_on(ds.Period.read(day))[0]


@pytest.mark.parametrize("listed", [(one, two, three), (three,), (one, three)])
@pytest.mark.parametrize(
    ("day", "newest"),
    [("2024-02-01", one), ("2024-04-30", one), ("2024-05-01", two), ("2024-08-30", two), ("2024-08-31", three)],
)
def test_the_newest_that_was_published_is_in_force(
    listed: tuple[ds.ReportedFigure, ...], day: str, newest: ds.ReportedFigure
) -> None:
    (found,) = known((docket.snapshot(DAY, listed),), day)
    assert [figure for figure in found.figures if Vintages((found,), (found.as_of,)).in_force(figure, found.as_of)] == [
        newest
    ]


def test_a_snapshot_of_which_nothing_was_published_is_left_out() -> None:
    assert known((docket.snapshot(DAY, [three]),), "2024-01-31") == ()
    stays = (docket.snapshot(DAY), docket.snapshot("2024-01", [], same_instant_as=DAY))
    assert known(stays, "2024-01-31") == stays
    linked = docket.snapshot("2024-01", [three], same_instant_as=DAY)
    assert known((linked,), "2024-01-31") == (attrs.evolve(linked, figures=[]),)


def test_what_is_listed_in_another_snapshot_of_the_date_is_not_restored_twice() -> None:
    snapshots = (docket.snapshot("2024-01", [one]), docket.snapshot("2024-01", [two]))
    assert known(snapshots, "2024-03-01") == snapshots[:1]


def test_two_revisions_of_one_figure_restore_it_once() -> None:
    other = said(107, THIRD, revises=one)
    (found,) = known((docket.snapshot(DAY, [two, other]),), "2024-03-01")
    assert found.figures == (one,)


# -- told before its date ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("published", "date", "early"),
    [
        ("2024-02-29", "2024-03-01", True),
        ("2024-02", "2024-03-01", True),
        ("2024-03-01", "2024-03-01", False),
        ("2024-03", "2024-03-31", False),
        ("FY2024", "2024-10-01", True),
        ("2024", "FY2024", False),
        ("2024-05-01", "2024", False),
        ("2024-05-01", "FY2025", True),
        ("undated", "2024", False),
        (None, "2024", False),
        ("2024", "undated", False),
    ],
)
def test_only_what_was_certainly_told_before_its_date_is_early(published: str | None, date: str, early: bool) -> None:
    figure = said(5, ds.Source("Report", published=published))
    assert (told_early(figure, ds.Period.read(date)) is not None) is early
    if early:
        with pytest.raises(ds.DateError, match="its source was published"):
            ds.Evidence(docket.snapshot(date, [figure]))
    else:
        ds.Evidence(docket.snapshot(date, [figure]))


def test_all_figures_told_early_are_listed_with_snapshot_source_and_dates() -> None:
    grown = said("up 5", SECOND, ds.change(a, since=DAY, until="2024-09-01"))
    with pytest.raises(ds.DateError) as caught:
        ds.Evidence(
            docket.snapshot("2024-03-01", [said(5, THIRD, b), said(5, FIRST)]),
            docket.snapshot("2024-06-01", [said(5, THIRD, revises=said(6, FIRST))]),
            figures=[grown],
        )
    for part in (
        "snapshot 2024-03-01, figure 2 (count(a)): its source was published 2024-02-01, before 2024-03-01: 1st",
        "snapshot 2024-06-01, figure 1 (count(a)): its source was published 2024-02-01, before 2024-06-01: 1st",
        "its source was published 2024-05-01, before 2024-09-01: 2nd",
        "a forecast is an Assumption",
    ):
        assert part in str(caught.value)
    assert str(caught.value).count("its source was") == 3


def test_the_instant_that_a_snapshot_is_said_to_be_of_counts() -> None:
    source = ds.Source("Report", published="2024-03-10")
    ds.Evidence(docket.snapshot("2024-03", [said(5, source)]))
    with pytest.raises(ds.DateError, match="before 2024-03-21"):
        ds.Evidence(docket.snapshot("2024-03", [said(5, source)], same_instant_as="2024-03-21"))
    with pytest.raises(ds.DateError, match="before 2024-03-21"):
        ds.Evidence(
            docket.snapshot("2024-03", same_instant_as="2024-03-21"),
            figures=[said(5, source, ds.change(a, since=DAY, until="2024-03"))],
        )
