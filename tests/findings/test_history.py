"""Histories: one question at many dates, with gaps where nothing is said."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

import docketstats as ds

REPORT = ds.Source("Report")
docket, court = ds.Docket("docket"), ds.Docket("court", unit="case")
a, b, c = (docket.population(name) for name in "abc")
MARCH, JUNE, SEPTEMBER = "2024-03-31", "2024-06-30", "2024-09-30"


def said(what: ds.Population | ds.Measure, value: object = 5, source: ds.Source = REPORT) -> ds.ReportedFigure:
    return ds.reported(what, value, source=source)


told = ds.Evidence(
    docket.snapshot(SEPTEMBER, [said(a, 20), said(b, 9)]),
    docket.snapshot(MARCH, [said(a, "more than 10")]),
    docket.snapshot(JUNE, [said(b, 7)]),
    court.snapshot("2024-01-01", [said(court.everyone, 1)]),
)


def shown(history: ds.History) -> list[tuple[str, str]]:
    return [(str(date), str(figure.quantity) if figure is not None else "gap") for date, figure in history]


def test_a_history_has_the_dates_of_the_measures_docket_in_order() -> None:
    history = told.history(ds.count(a))
    assert shown(history) == [(MARCH, "at least 10 persons"), (JUNE, "gap"), (SEPTEMBER, "20 persons")]
    assert len(history) == 3
    assert history.gaps == (ds.Period.read(JUNE),)
    assert history.dates == tuple(map(ds.Period.read, (MARCH, JUNE, SEPTEMBER)))
    assert history.measure == ds.count(a)
    assert history.check()


def test_a_population_stands_for_its_count() -> None:
    assert told.history(a) == told.history(ds.count(a))


def test_a_table_is_plain_text() -> None:
    assert str(told.history(a)).splitlines() == [
        "count(a)",
        "2024-03-31  at least 10 persons  sharp",
        "2024-06-30  gap",
        "2024-09-30  20 persons           sharp",
    ]
    assert str(ds.Evidence().history(a)) == "count(a)"


def test_nothing_is_known_between_snapshots() -> None:
    history = told.history(a, [MARCH, "2024-05-31", "2024-03"])
    assert shown(history) == [(MARCH, "at least 10 persons"), ("2024-05-31", "gap"), ("2024-03", "gap")]


def test_given_dates_keep_their_order_and_count_once() -> None:
    assert [str(date) for date in told.history(a, [JUNE, MARCH, JUNE]).dates] == [JUNE, MARCH]
    assert len(told.history(a, [])) == 0


def test_an_assumption_fills_a_gap_and_is_named() -> None:
    between = ds.Assumption(ds.count(a, at="2024-05-31").between(10, 20), because="a steady course")
    history = told.assuming(between).history(a, [MARCH, "2024-05-31"])
    assert shown(history)[1] == ("2024-05-31", "10 to 20 persons")
    assert [fact.because for fact in history.points[1][1].assumptions] == ["a steady course"]
    assert str(history).splitlines()[2] == "2024-05-31  10 to 20 persons     sharp  assuming: a steady course"
    assert told.assuming(between).history(a).dates[1] == ds.Period.read("2024-05-31")


def test_an_assumption_from_date_to_date_carries_what_is_known() -> None:
    stays = ds.Assumption(a.at(MARCH).within(a.at("2024-05-31")), because="nobody leaves")
    assert shown(told.assuming(stays).history(a, ["2024-05-31"])) == [("2024-05-31", "at least 10 persons")]


def test_an_assumed_relation_at_all_dates_counts_as_said() -> None:
    nobody = ds.Assumption(a.disjoint_from(b), because="for argument's sake")
    assert shown(told.assuming(nobody).history(a & b, ["1999"])) == [("1999", "0 persons")]


def test_what_holds_at_all_dates_fills_no_gap() -> None:
    evidence = told | ds.Evidence(relations=[a.within(c, because="by definition")])
    assert shown(evidence.history(a - c, [MARCH, "1999"])) == [(MARCH, "gap"), ("1999", "gap")]
    dated = ds.Evidence(relations=[a.at("1999").disjoint_from(b.at("1999"), source=REPORT)])
    assert shown(dated.history(a & b)) == [("1999", "0 persons")]


def test_figures_that_do_not_bound_the_measure_leave_a_gap() -> None:
    assert shown(told.history(ds.share(a, among=c))) == [(MARCH, "gap"), (JUNE, "gap"), (SEPTEMBER, "gap")]
    at_least = ds.Evidence(docket.snapshot(MARCH, [said(a, ds.Interval.at_least(0)), said(b, 5)]))
    assert told.history(a, [JUNE]).gaps
    assert at_least.history(a).gaps == (ds.Period.read(MARCH),)
    few = ds.Evidence(docket.snapshot(MARCH, [said(b, 1)]))
    assert few.history(ds.share(b, among=~a)).gaps == (ds.Period.read(MARCH),)


def test_a_share_is_shown_in_percent_and_undefined_as_such() -> None:
    told = ds.Evidence(docket.snapshot(MARCH, [said(a & b, 1), said(b, 4)]), docket.snapshot(JUNE, [said(b, 0)]))
    history = told.history(ds.share(a, among=b))
    assert [line.split("  ")[1] for line in str(history).splitlines()[1:]] == ["25 %", "undefined"]


def test_a_measure_with_dates_is_refused() -> None:
    for measure in (ds.count(a, at=MARCH), ds.change(a, since=MARCH, until=JUNE), ds.count(a) - ds.count(b, at=JUNE)):
        with pytest.raises(ds.DateError, match="has dates already: 2024"):
            told.history(measure)


def test_a_contradiction_at_one_date_is_raised() -> None:
    with pytest.raises(ds.ContradictoryEvidence):
        (told | ds.Evidence(docket.snapshot(JUNE, [said(b, 8)]))).history(b)


def test_two_snapshots_of_one_period_are_two_points() -> None:
    evidence = ds.Evidence(docket.snapshot("2024-07", [said(a, 5)]), docket.snapshot("2024-07", [said(a, 9)]))
    assert sorted(text for _, text in shown(evidence.history(a))) == ["5 persons", "9 persons"]
    with pytest.raises(ds.DateError, match="not known to be the same"):
        evidence.history(a, ["2024-07"])


def test_an_undated_snapshot_comes_last() -> None:
    evidence = told | ds.Evidence(docket.snapshot("undated, printed 2023", [said(a, 3)]))
    assert shown(evidence.history(a))[-1] == ("undated, printed 2023", "3 persons")


def test_dates_of_spanning_figures_are_points() -> None:
    evidence = told | ds.Evidence(figures=[said(ds.change(a, since="2024-01-01", until=SEPTEMBER), 5)])
    assert shown(evidence.history(a))[0] == ("2024-01-01", "15 persons")


def test_a_history_is_equal_after_pickling_and_hashable() -> None:
    history = told.history(a)
    assert pickle.loads(pickle.dumps(history)) == history
    assert len({history, told.history(a)}) == 1


DATES = ("2023-12-31", "2024-02-29", "2024-03", "FY2024", "2024", "undated")
FIGURES = st.lists(st.tuples(st.sampled_from([a, b, a & b, a | b]), st.integers(0, 9)), max_size=3)


@given(st.dictionaries(st.sampled_from(DATES), FIGURES), st.randoms(use_true_random=False))
def test_the_order_of_snapshots_changes_nothing(content: dict[str, list[object]], random: object) -> None:
    snapshots = [
        docket.snapshot(date, [said(what, ds.Interval.at_least(number)) for what, number in figures])
        for date, figures in content.items()
    ]
    history = ds.Evidence(*snapshots).history(a)
    random.shuffle(snapshots)
    assert ds.Evidence(*snapshots).history(a) == history
    assert set(history.dates) == {ds.Period.read(date) for date in content}
