"""S5: dates."""

import math

import pytest

import docketstats as ds

SOURCE = ds.Source("Annual report")
JUNE, JULY = "2024-06-21", "2024-07-21"
origin = ds.Classification("origin", ("north", "south"), fixed=True)
status = ds.Classification("status", ("open", "closed"))
docket = ds.Docket("docket", classifications=(origin, status))
a, b = docket.population("a"), docket.population("b")
REASON = "by definition"


def said(what: ds.Population | ds.Measure, value: object) -> ds.ReportedFigure:
    return ds.reported(what, value, source=SOURCE)


def both_days(**more: object) -> ds.Evidence:
    june, july = (docket.snapshot(day, [said(a, n)]) for day, n in ((JUNE, 3), (JULY, 5)))
    return ds.Evidence(june, july, **more)


# -- instants ---------------------------------------------------------------------------------------------------------


def test_the_same_population_at_two_dates_is_two_sets() -> None:
    assert a.at(JUNE) != a.at(JULY)
    assert both_days().conflicts() == ()


def test_two_dates_are_related_only_by_what_is_stated() -> None:
    overlap = ds.count(a.at(JUNE) & a.at(JULY))
    assert both_days().bound(overlap).interval == ds.Interval(0, 3)
    stays = a.at(JUNE).within(a.at(JULY), because="nobody leaves")
    assert both_days(relations=[stays]).bound(overlap).interval == ds.Interval(3, 3)


@pytest.mark.parametrize("period", ["2024-07", "Q3 2024", "2024", "FY2024", "undated, printed July 2024"])
def test_a_period_is_one_unknown_instant_equal_to_no_day_in_it(period: str) -> None:
    evidence = ds.Evidence(docket.snapshot(JULY, [said(a, 5)]), docket.snapshot(period, [said(a, 9)]))
    assert evidence.conflicts() == ()
    assert evidence.bound(ds.count(a, at=period)).interval == ds.Interval(9, 9)
    assert evidence.bound(ds.count(a, at=JULY)).interval == ds.Interval(5, 5)


def test_two_snapshots_of_one_period_are_two_unknown_instants() -> None:
    evidence = ds.Evidence(docket.snapshot("2024-07", [said(a, 5)]), docket.snapshot("2024-07", [said(a, 9)]))
    assert evidence.conflicts() == ()
    assert len(evidence.dates) == 2


def test_two_snapshots_of_one_day_are_one_instant() -> None:
    evidence = ds.Evidence(docket.snapshot(JULY, [said(a, 5)]), docket.snapshot("21 July 2024", [said(a, 9)]))
    assert len(evidence.dates) == 1
    assert len(evidence.conflicts()) == 1


def test_a_period_that_is_ambiguous_raises_and_lists_its_instants() -> None:
    evidence = ds.Evidence(docket.snapshot("2024-07", [said(a, 5)]), docket.snapshot("2024-07", [said(a, 9)]))
    with pytest.raises(ds.DateError, match="not known to be the same") as caught:
        evidence.bound(ds.count(a, at="2024-07"))
    for date in evidence.dates:
        assert f'"{date}"' in str(caught.value)
    assert [evidence.bound(ds.count(a, at=date)).interval.lower for date in evidence.dates] == [5, 9]


def test_a_tag_tells_two_instants_of_one_period_apart() -> None:
    evidence = ds.Evidence(
        docket.snapshot("2024-07 #agency", [said(a, 5)]), docket.snapshot("2024-07 #court", [said(a, 9)])
    )
    assert evidence.bound(ds.count(a, at="2024-07 #court")).interval == ds.Interval(9, 9)


def test_a_tag_that_is_a_number_is_an_instant_of_its_own() -> None:
    evidence = ds.Evidence(
        docket.snapshot("2024-07 #1", [said(a, 1)]),
        docket.snapshot("2024-07", [said(a, 2)]),
        docket.snapshot("2024-07", [said(a, 3)]),
    )
    assert evidence.conflicts() == ()


def test_same_instant_as_states_that_two_instants_are_the_same() -> None:
    day = docket.snapshot(JULY, [said(a, 5)])
    month = docket.snapshot("2024-07", [said(b, 9)], same_instant_as=JULY)
    evidence = ds.Evidence(day, month)
    assert len(evidence.dates) == 1
    found = evidence.bound(ds.count(a | b, at="2024-07"))
    assert found.interval == evidence.bound(ds.count(a | b, at=JULY)).interval == ds.Interval(9, 14)


def test_same_instant_as_may_be_stated_in_a_chain() -> None:
    august = docket.snapshot("2024-08", [said(a, 5)], same_instant_as="2024-07")
    july = docket.snapshot("2024-07", [said(a, 9)], same_instant_as=JULY)
    assert len(ds.Evidence(august, july).dates) == len(ds.Evidence(july, august).dates) == 1


# -- dates in questions -----------------------------------------------------------------------------------------------


def test_a_question_without_a_date_takes_the_only_date() -> None:
    assert ds.Evidence(docket.snapshot(JULY, [said(a, 5)])).bound(ds.count(a)).interval == ds.Interval(5, 5)


def test_a_question_without_a_date_raises_if_there_are_several_and_lists_them() -> None:
    with pytest.raises(ds.DateError, match=f'"{JUNE}", "{JULY}"'):
        both_days().bound(ds.count(a))
    with pytest.raises(ds.DateError, match=f'"{JUNE}", "{JULY}"'):
        both_days().check(ds.count(a) >= 5)


def test_a_question_at_a_date_of_no_snapshot_is_answered_without_its_figures() -> None:
    assert both_days().bound(ds.count(a, at="2020-01-01")).interval == ds.Interval(0, math.inf)


# -- fixed and persistent ---------------------------------------------------------------------------------------------


def split(classified: ds.Population) -> ds.DerivedFigure:
    """How many of one item in June are not of it in July, though on the docket."""
    june = docket.snapshot(JUNE, [said(classified, 4)])
    moved = (classified.at(JUNE) & docket.everyone.at(JULY)) - classified.at(JULY)
    found = ds.Evidence(june).bound(ds.count(moved))
    assert found.check()
    return found


def test_an_item_of_a_fixed_classification_agrees_at_two_dates() -> None:
    assert split(docket["north"]).interval == ds.Interval(0, 0)


def test_an_item_of_a_classification_that_is_not_fixed_need_not_agree() -> None:
    assert split(docket["open"]).interval == ds.Interval(0, 4)


def test_a_fixed_item_agrees_only_for_units_on_the_docket_at_both_dates() -> None:
    june = docket.snapshot(JUNE, [said(docket["north"], 4)])
    gone = docket["north"].at(JUNE) - docket["north"].at(JULY)
    assert ds.Evidence(june).bound(ds.count(gone)).interval == ds.Interval(0, 4)


def test_once_in_always_in_is_an_assumption() -> None:
    persistent = ds.Assumption(
        (a.at(JUNE) & docket.everyone.at(JULY)).within(a.at(JULY)), because="once convicted, always convicted"
    )
    lost = ds.count((a.at(JUNE) & docket.everyone.at(JULY)) - a.at(JULY))
    assert both_days().bound(lost).interval == ds.Interval(0, 3)
    found = both_days(assumptions=[persistent]).bound(lost)
    assert found.interval == ds.Interval(0, 0)
    assert [fact.because for fact in found.assumptions] == ["once convicted, always convicted"]


# -- complements ------------------------------------------------------------------------------------------------------


def test_not_a_is_the_docket_at_the_date_of_a_minus_a() -> None:
    assert ~a == docket.everyone - a
    assert ~a.at(JUNE) == (~a).at(JUNE) == docket.everyone.at(JUNE) - a.at(JUNE)


def test_not_over_mixed_dates_is_refused_with_the_hint_to_use_minus() -> None:
    with pytest.raises(ds.DateError, match=r"mixes dates.*use `-`"):
        ~(a.at(JUNE) | a.at(JULY))
    with pytest.raises(ds.DateError, match="mixes dates"):
        ~(a | b.at(JULY))


def test_minus_over_mixed_dates_is_allowed() -> None:
    assert both_days().bound(ds.count(a.at(JULY) - a.at(JUNE))).interval == ds.Interval(2, 5)


# -- relations --------------------------------------------------------------------------------------------------------


def test_an_undated_relation_holds_at_all_dates() -> None:
    evidence = both_days(relations=[b.within(a, because=REASON)])
    assert [evidence.bound(ds.count(b, at=day)).interval.upper for day in (JUNE, JULY)] == [3, 5]


def test_an_undated_relation_holds_at_a_date_that_only_the_question_has() -> None:
    evidence = both_days(relations=[b.within(a, because=REASON)])
    assert evidence.bound(ds.count(b - a, at="2020-01-01")).interval == ds.Interval(0, 0)


def test_dated_operands_restrict_a_relation() -> None:
    for relation in (b.at(JUNE).within(a, because=REASON), b.within(a.at(JUNE), because=REASON)):
        evidence = both_days(relations=[relation])
        assert [evidence.bound(ds.count(b, at=day)).interval.upper for day in (JUNE, JULY)] == [3, math.inf]


def test_a_relation_of_several_dates_and_an_undated_part_is_refused() -> None:
    with pytest.raises(ds.DateError, match="date them all"):
        both_days(relations=[(a.at(JUNE) & b).within(a.at(JULY), because=REASON)])


def test_a_relation_without_source_or_reason_must_be_an_assumption() -> None:
    with pytest.raises(ds.ModelError, match=r"neither a source nor a reason.*Assumption"):
        both_days(relations=[b.within(a)])
    assert both_days(assumptions=[ds.Assumption(b.within(a), because="for argument's sake")]).conflicts() == ()


# -- what was published when ------------------------------------------------------------------------------------------


def published(on: str | None) -> ds.Source:
    return ds.Source(f"Report of {on}", published=on)


@pytest.mark.parametrize(("on", "date"), [("2024-02-28", "2024-02-29"), ("2024-02", "2024-03"), ("FY2023", "FY2024")])
def test_a_figure_of_a_date_after_its_source_is_refused(on: str, date: str) -> None:
    with pytest.raises(ds.DateError, match=f"snapshot {date}, figure 1 .* published {on}, before {date}"):
        ds.Evidence(docket.snapshot(date, [ds.reported(a, 5, source=published(on))]))


@pytest.mark.parametrize(
    ("on", "date"),
    [("2024-02-29", "2024-02-29"), ("2024-02", "2024-02-29"), ("2023", "FY2024"), (None, JULY), ("2020", "undated")],
)
def test_a_figure_that_may_be_of_a_date_before_its_source_is_taken(on: str | None, date: str) -> None:
    ds.Evidence(docket.snapshot(date, [ds.reported(a, 5, source=published(on))]))


def test_a_revision_replaces_all_that_was_replaced_before() -> None:
    one = said(a, 3)
    three = ds.reported(a, 5, source=SOURCE, revises=ds.reported(a, 4, source=SOURCE, revises=one))
    evidence = ds.Evidence(docket.snapshot(JUNE, [one]), docket.snapshot(JUNE, [three]))
    assert evidence.bound(ds.count(a)).interval == ds.Interval(5, 5)


@pytest.mark.parametrize(
    ("on", "day", "known"),
    [
        ("2024-07-21", "2024-07-21", True),
        ("2024-02", "2024-02-28", False),
        ("2024-02", "2024-02-29", True),
        ("FY2024", "2024-09-29", False),
        ("FY2024", "2024-09-30", True),
        ("2024", "FY2024", False),
        (None, "2999-01-01", False),
        ("undated", "2999-01-01", False),
    ],
)
def test_a_source_is_known_when_its_period_is_over(on: str | None, day: str, known: bool) -> None:
    evidence = ds.Evidence(docket.snapshot("2023-09-30", [ds.reported(a, 5, source=published(on))]))
    assert evidence.as_known_on(day).sources == (evidence.sources if known else ())


def test_nothing_is_known_between_snapshots() -> None:
    assert [figure is None for _, figure in both_days().history(a, [JUNE, "2024-07-01", JULY])] == [False, True, False]
