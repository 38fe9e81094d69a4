"""S5, flows: a flow is tied to stocks by the border that it crosses, and by nothing else."""

from __future__ import annotations

import pytest

import docketstats as ds

SOURCE = ds.Source("Register")
JAIL = ds.Docket("jail", classifications=(ds.Classification("status", ("held", "bailed")),))
HELD, BAILED, ALL = JAIL["held"], JAIL["bailed"], JAIL.everyone
THEN, NOW = "2023-12-31", "2024-12-31"


def known(*across: tuple[ds.Measure, int], then: int | None = None, now: int | None = None, what=ALL) -> ds.Evidence:  # type: ignore[no-untyped-def]
    stocks = [(THEN, then), (NOW, now)]
    return ds.Evidence(
        *(
            JAIL.snapshot(day, [ds.reported(what, number, source=SOURCE)])
            for day, number in stocks
            if number is not None
        ),
        figures=[ds.reported(measure, number, source=SOURCE) for measure, number in across],
    )


def test_events_balance_exactly() -> None:
    evidence = known((ds.entries(ALL, during="2024"), 30), (ds.exits(ALL, during="2024"), 20), then=100)
    figure = evidence.bound(ds.count(ALL, at=NOW))
    assert figure.interval == ds.Interval.exactly(110)
    assert figure.sharpness is ds.Sharpness.SHARP
    assert known(
        (ds.entries(ALL, during="2024"), 30), (ds.exits(ALL, during="2024"), 20), then=100, now=111
    ).conflicts()


def test_distinct_units_give_inequalities_only() -> None:
    came, went = (ds.entrants(ALL, during="2024"), 30), (ds.leavers(ALL, during="2024"), 20)
    for across, interval in (
        ((came,), ds.Interval(0, 130)),
        ((went,), ds.Interval.at_least(80)),
        # Ten who came did not leave, so they are there; twenty may have left, come back and left again.
        ((came, went), ds.Interval(90, 130)),
    ):
        figure = known(*across, then=100).bound(ds.count(ALL, at=NOW))
        assert figure.interval == interval
        assert figure.sharpness is ds.Sharpness.SHARP


def test_the_same_unit_may_come_twice() -> None:
    evidence = known((ds.entries(ALL, during="2024"), 30), then=0, now=0)
    assert evidence.bound(ds.entrants(ALL, during="2024")).interval == ds.Interval(0, 30)
    both = known((ds.entries(ALL, during="2024"), 30), (ds.entrants(ALL, during="2024"), 25), then=0, now=0)
    assert not both.conflicts()
    assert known((ds.entries(ALL, during="2024"), 30), (ds.entrants(ALL, during="2024"), 31)).conflicts()


def test_a_part_gains_by_changes_of_status_too() -> None:
    onto = known((ds.entries(ALL, during="2024"), 0), then=10, now=50, what=HELD)
    assert onto.bound(ds.moves(BAILED, HELD, during="2024")).interval == ds.Interval.at_least(40)
    assert onto.bound(ds.entries(HELD, during="2024")).interval == ds.Interval.at_least(40)


def test_a_net_change_is_no_number_of_arrivals() -> None:
    evidence = known(then=100, now=110)
    assert evidence.bound(ds.change(ALL, since=THEN, until=NOW)).interval == ds.Interval.exactly(10)
    assert evidence.bound(ds.entries(ALL, during="2024")).interval == ds.Interval.at_least(10)
    assert evidence.check(ds.entries(ALL, during="2024").equals(10)).outcome is ds.Outcome.UNDETERMINED


def test_a_flow_over_another_border_says_nothing_of_a_stock() -> None:
    evidence = known((ds.entries(HELD, during="2024"), 500), then=100)
    assert evidence.bound(ds.count(ALL, at=NOW)).interval == ds.Interval.at_least(0)
    assert evidence.bound(ds.count(BAILED, at=NOW)).interval == ds.Interval.at_least(0)


def test_a_stock_between_the_dates_of_a_flow_cuts_it_in_two() -> None:
    assert not known(then=100, now=100).bound(ds.entries(ALL, during="2024")).notes  # its dates are its own
    peak = ds.Evidence(
        *(JAIL.snapshot(day, [ds.reported(ALL, number, source=SOURCE)])
          for day, number in ((THEN, 100), ("2024-06-30", 500), (NOW, 100)))
    )  # fmt: skip
    assert peak.bound(ds.entries(ALL, during="2024")).interval == ds.Interval.at_least(400)
    flows = known((ds.entries(ALL, during="2024"), 30), (ds.exits(ALL, during="2024"), 20), then=100)
    assert flows.bound(ds.count(ALL, at="2024-06-30")).interval == ds.Interval(80, 130)


def test_what_is_nobodys_history_is_not_called_sharp() -> None:
    # Nobody was ever on the docket, so nobody can have been held; sums alone do not show it.
    evidence = known((ds.entries(ALL, during="2024"), 0), (ds.exits(ALL, during="2024"), 0), then=0, now=0)
    figure = evidence.bound(ds.entries(HELD, during="2024"))
    assert 0 in figure.interval
    assert figure.sharpness is ds.Sharpness.VALID
    assert figure.check()
    verdict = evidence.check(ds.entries(HELD, during="2024") >= 1)
    assert verdict.outcome in (ds.Outcome.REFUTED, ds.Outcome.UNRESOLVED)


def test_definitional_relations_hold_while_units_move() -> None:
    source = ds.Source("Law")
    juveniles = JAIL.population("juveniles")
    rule = juveniles.disjoint_from(HELD, source=source)
    flow = ds.reported(ds.moves(juveniles, HELD, during="2024"), "at least 1", source=SOURCE)
    never = ds.reported(ds.entries(juveniles & HELD, during="2024"), "at least 1", source=SOURCE)
    assert not ds.Evidence(figures=[flow], relations=[rule]).conflicts()
    assert ds.Evidence(figures=[never], relations=[rule]).conflicts()


def test_fixed_items_do_not_change() -> None:
    docket = ds.Docket("docket", classifications=(ds.Classification("birth", ("here", "abroad"), fixed=True),))
    turned = ds.reported(ds.moves(docket["here"], docket["abroad"], during="2024"), "at least 1", source=SOURCE)
    assert ds.Evidence(figures=[turned]).conflicts()


@pytest.mark.parametrize("day", ["2024-06-30", "2024-02-29"])
def test_the_order_of_figures_makes_no_difference(day: str) -> None:
    figures = [
        ds.reported(ds.entries(ALL, during="2024"), 30, source=SOURCE),
        ds.reported(ds.exits(ALL, during="2024"), "at most 20", source=SOURCE),
        ds.reported(ds.count(ALL, at=THEN), 100, source=SOURCE),
        ds.reported(ds.count(HELD, at=day), 60, source=SOURCE),
    ]
    one, other = ds.Evidence(figures=figures), ds.Evidence(figures=figures[::-1])
    for measure in (ds.count(ALL, at=NOW), ds.count(BAILED, at=day), ds.entries(HELD, during="2024")):
        assert one.bound(measure).interval == other.bound(measure).interval


def test_distinct_units_keep_fixed_items_whatever_is_asked() -> None:
    """Who was born here cannot enter as somebody born abroad, also where the question is about events."""
    docket = ds.Docket("docket", classifications=(ds.Classification("birth", ("here", "abroad"), fixed=True),))
    here, abroad = docket["here"], docket["abroad"]
    figures = [
        *(ds.reported(ds.count(here, at=day), 1, source=SOURCE) for day in (THEN, NOW)),
        *(ds.reported(ds.count(docket.everyone, at=day), 1, source=SOURCE) for day in (THEN, NOW)),
        ds.reported(ds.entrants(abroad, during="2024"), 1, source=SOURCE),
        ds.reported(ds.entrants(docket.everyone, during="2024"), 1, source=SOURCE),
        ds.reported(ds.count(here.stayed(THEN, NOW)), 1, source=SOURCE),
    ]
    evidence = ds.Evidence(figures=figures)
    for measure in (ds.leavers(here, during="2024"), ds.entries(docket.everyone, during="2025")):
        figure = evidence.bound(measure)
        assert figure.check()
        assert 1 in figure.interval


def test_dates_of_another_docket_cut_no_flow() -> None:
    court = ds.Docket("court", unit="case")
    came = ds.Evidence(figures=[ds.reported(ds.entries(ALL, during="2024"), 30, source=SOURCE)])
    months = [court.snapshot(f"2024-{month:02}-15", [ds.reported(court.everyone, month, source=SOURCE)])
              for month in range(1, 13)]  # fmt: skip
    entrants = ds.entrants(ALL, during="2024")
    alone, beside = came.check(entrants >= 30), (came | ds.Evidence(*months)).check(entrants >= 30)
    assert alone.outcome is beside.outcome is ds.Outcome.UNDETERMINED
    assert alone.figure.interval == beside.figure.interval
    # A question brings its own dates, also where another docket has them already.
    stocks = came | ds.Evidence(*months, JAIL.snapshot(THEN, [ds.reported(ALL, 100, source=SOURCE)]))
    assert stocks.bound(ds.count(ALL, at="2024-06-15")).interval == ds.Interval(0, 130)


@pytest.mark.parametrize("what", [ALL, HELD, JAIL.population("ill")], ids=str)
def test_events_do_not_say_how_many_units_they_are_of(what: ds.Population) -> None:
    evidence = ds.Evidence(figures=[ds.reported(ds.entries(what, during="2024"), 3_201_144, source=SOURCE)])
    for said in (
        ds.entrants(what, during="2024").equals(3_201_144),
        ds.entrants(what, during="2024") <= 1_600_000,
    ):
        verdict = evidence.check(said)
        assert verdict.outcome is ds.Outcome.UNDETERMINED
        assert verdict.check()
    assert evidence.check(ds.entrants(what, during="2024") > 3_201_144).outcome is ds.Outcome.REFUTED
    assert ds.Evidence().check(ds.entrants(what, during="2024") >= 5).outcome is ds.Outcome.UNDETERMINED
    assert ds.Evidence().check(ds.leavers(what, during="2024") >= 5).outcome is ds.Outcome.UNDETERMINED


def test_nobody_comes_into_a_set_that_is_always_empty() -> None:
    ill = JAIL.population("ill")
    evidence = ds.Evidence(relations=[ill.empty(because="a rule of the jail")])
    assert evidence.check(ds.entrants(ill, during="2024") >= 1).outcome is not ds.Outcome.UNDETERMINED
