"""Evidence as known on a day: what had been published, revisions taken back, and what is left out."""

import datetime
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

import docketstats as ds

DAY = "2024-01-01"
docket = ds.Docket("docket")
a, b = docket.population("a"), docket.population("b")
FIRST = ds.Source("First", published="2024-02-01")
SECOND = ds.Source("Second", published="2024-05")
PAPER = ds.Source("Paper")
OLD = ds.Source("Old", published="undated, printed 2024")


def said(what: ds.Population | ds.Measure, value: object, source: ds.Source, **how: object) -> ds.ReportedFigure:
    return ds.reported(what, value, source=source, **how)


first = said(a, 100, FIRST)
second = said(a, 105, SECOND, revises=first)
evidence = ds.Evidence(docket.snapshot(DAY, [second, said(b, 7, SECOND)]))


def value(known: ds.Evidence, what: ds.Population = a) -> ds.Interval:
    return known.bound(ds.count(what, at=DAY)).interval


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2024-01-31", ds.Interval.at_least(0)),
        ("2024-02-01", ds.Interval(100, 100)),
        ("2024-05-30", ds.Interval(100, 100)),
        ("2024-05-31", ds.Interval(105, 105)),
        ("2024-05", ds.Interval(105, 105)),
        (datetime.date(2024, 6, 1), ds.Interval(105, 105)),
    ],
)
def test_only_what_was_published_by_the_end_of_the_day_is_known(day: object, expected: ds.Interval) -> None:
    assert value(evidence.as_known_on(day)) == expected


def test_it_is_evidence_like_that_of_what_was_published() -> None:
    assert evidence.as_known_on("2024-03-01") == ds.Evidence(docket.snapshot(DAY, [first]))
    assert evidence.as_known_on("2024-01-31") == ds.Evidence()
    assert evidence.as_known_on("2024-12-31") == evidence


def test_an_undated_day_is_refused() -> None:
    with pytest.raises(ds.DateError, match="no day to look back from"):
        evidence.as_known_on("undated")


def test_relations_with_a_source_are_known_when_it_is_published() -> None:
    sourced, reasoned = b.within(a, source=SECOND), (a & b).within(a, because="logic")
    assumed = ds.Assumption(ds.count(b, at=DAY) >= 1, because="argument")
    more = evidence | ds.Evidence(relations=[sourced, reasoned], assumptions=[assumed])
    assert more.as_known_on("2024-03-01").relations == (reasoned,)
    assert more.as_known_on("2024-03-01").assumptions == (assumed,)
    assert more.as_known_on("2024-06-01").relations == (sourced, reasoned)


# -- sources of which it is not known when they were published --------------------------------------------------------

unsure = evidence | ds.Evidence(docket.snapshot(DAY, [said(b, 8, PAPER)]), relations=[b.within(a, source=OLD)])


def test_undated_sources_are_listed_and_left_out() -> None:
    assert unsure.undated_sources == (PAPER, OLD)
    assert evidence.undated_sources == ()
    known = unsure.as_known_on("2100-01-01")
    assert known == evidence
    assert known.sources == (SECOND,)


def test_undated_sources_of_revised_figures_are_listed() -> None:
    told = ds.Evidence(docket.snapshot(DAY, [said(a, 5, FIRST, revises=said(a, 6, PAPER))]))
    assert told.undated_sources == (PAPER,)


def test_every_answer_notes_what_may_have_been_published() -> None:
    known = unsure.as_known_on("2024-05-15")
    (note,) = known.bound(ds.count(a, at=DAY)).notes
    assert note == (
        "as known on 2024-05-15, without what may not have been published by then: "
        "Second, 2024-05; Paper; Old, undated, printed 2024"
    )
    assert note in known.check(ds.count(a, at=DAY) >= 5).notes
    assert f"Note: {note}." in known.bound(ds.count(a, at=DAY)).explain()
    assert unsure.bound(ds.count(docket.population("c"), at=DAY)).notes == (
        "other facts of this evidence contradict each other; they are not tied to this question",
    )
    assert evidence.as_known_on("2024-03-01").bound(ds.count(a, at=DAY)).notes == ()


def test_the_note_stays_with_what_is_made_of_it() -> None:
    known = unsure.as_known_on("2024-03-01")
    assumed = ds.Assumption(ds.count(b, at=DAY) >= 1, because="argument")
    made = (
        known.without(assumed),
        known.only(FIRST),
        known.assuming(assumed),
        known | ds.Evidence(),
        ds.Evidence() | known,
        known.as_known_on("2024-02-15"),
        pickle.loads(pickle.dumps(known)),
    )
    for one in made:
        assert known.remarks[0] in one.bound(ds.count(a, at=DAY)).notes
    for change in known.sensitivity(ds.count(a, at=DAY)).changes:
        assert change.figure is not None
        assert known.remarks[0] in change.figure.notes


# -- smaller evidence -------------------------------------------------------------------------------------------------


def test_without_the_revision_the_old_figure_is_in_force_and_without_the_old_one_it_does_not_come_back() -> None:
    both = ds.Evidence(docket.snapshot(DAY, [first, second]))
    assert value(both.without(second)) == value(both.without(SECOND)) == ds.Interval(100, 100)
    assert value(both.only(FIRST)) == ds.Interval(100, 100)
    for one in (both.without(first), both.without(FIRST), both.only(SECOND)):
        assert value(one) == ds.Interval(105, 105)
        assert value(one.as_known_on("2024-03-01")) == ds.Interval.at_least(0)
    assert value(evidence.without(SECOND)) == value(evidence.only(FIRST)) == ds.Interval(100, 100)


def test_leaving_out_the_middle_of_a_chain_keeps_its_ends() -> None:
    third = said(a, 104, ds.Source("Third", published="2024-09-01"), revises=second)
    told = ds.Evidence(docket.snapshot(DAY, [third])).without(SECOND)
    assert [value(told.as_known_on(day)).lower for day in ("2024-06-01", "2024-09-01")] == [100, 104]


def test_replay_and_leaving_out_may_be_done_in_any_order() -> None:
    for day in ("2024-01-31", "2024-03-01", "2024-06-01"):
        for part in (FIRST, SECOND, second):
            early, late = evidence.without(part).as_known_on(day), evidence.as_known_on(day).without(part)
            assert value(early) == value(late)


def test_a_reread_figure_that_was_revised_stays_set_aside() -> None:
    worded = said(a, "more than 10", FIRST)
    told = ds.Evidence(docket.snapshot(DAY, [worded, said(a, 9, SECOND, revises=worded)]))
    assert {change.what: str(change) for change in told.sensitivity(ds.count(a, at=DAY)).changes}[
        '"more than 10" read as literal'
    ].endswith(": 9 persons")


# -- laws -------------------------------------------------------------------------------------------------------------

PUBLISHED = st.sampled_from(["2024-02-29", "2024-03", "FY2024", "2024-12-31", "2025", "2025-Q1"])
SAID = st.tuples(st.sampled_from([a, b, a & b, a | b]), st.integers(0, 9), PUBLISHED, st.booleans())


@st.composite
def dated_evidence(draw: st.DrawFn, *, revising: bool) -> ds.Evidence:
    snapshots: list[ds.Snapshot] = []
    for date in draw(st.lists(st.sampled_from(["2023-12-31", "2024-01-01", "2024"]), unique=True)):
        figures: list[ds.ReportedFigure] = []
        for what, number, published, revises in draw(st.lists(SAID, max_size=4)):
            source = ds.Source(f"Report of {published}", published=published)
            old = figures[-1] if figures and revising and revises else None
            figures.append(said(what, ds.Interval.at_least(number), source, revises=old))
        snapshots.append(docket.snapshot(date, figures))
    return ds.Evidence(*snapshots)


DAYS = st.dates(datetime.date(2024, 1, 1), datetime.date(2026, 12, 31))


@given(dated_evidence(revising=False), DAYS, DAYS)
def test_the_later_the_more_is_known(told: ds.Evidence, one: datetime.date, two: datetime.date) -> None:
    early, late = (told.as_known_on(day) for day in sorted([one, two]))
    assert set(early.sources) <= set(late.sources)
    for date in told.dates:
        before, after = (known.bound(ds.count(a, at=date)).interval for known in (early, late))
        assert after.subset(before)


@given(dated_evidence(revising=True))
def test_in_the_far_future_all_is_known(told: ds.Evidence) -> None:
    known = told.as_known_on("2999-12-31")
    assert known == told
    for date in told.dates:
        assert known.bound(ds.count(a, at=date)) == told.bound(ds.count(a, at=date))


@given(dated_evidence(revising=True), DAYS, DAYS)
def test_looking_back_twice_is_looking_back_to_the_earlier_day(
    told: ds.Evidence, one: datetime.date, two: datetime.date
) -> None:
    early, late = sorted([one, two])
    assert told.as_known_on(late).as_known_on(early) == told.as_known_on(early)


@given(dated_evidence(revising=True), DAYS)
def test_all_that_is_known_was_published(told: ds.Evidence, day: datetime.date) -> None:
    date = ds.Period.read(day)
    assert all(source.is_published_by(date) for source in told.as_known_on(day).sources)
