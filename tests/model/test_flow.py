"""Flows: what they measure, how they are taken step by step, and how they read."""

from __future__ import annotations

import attrs
import pytest

import docketstats as ds
from docketstats.model.flow import in_order, in_steps
from docketstats.values.period import Period

JAIL = ds.Docket("jail", classifications=(ds.Classification("status", ("held", "bailed")),))
HELD, BAILED = JAIL["held"], JAIL["bailed"]


def test_events_and_units_have_their_own_units() -> None:
    assert ds.entries(HELD, during="2024").unit == ds.exits(HELD, during="2024").unit == "event"
    assert ds.entrants(HELD, during="2024").unit == ds.leavers(HELD, during="2024").unit == "person"
    with pytest.raises(ds.UnitError):
        ds.entries(HELD, during="2024") + ds.count(HELD, at="2024-12-31")


def test_a_period_goes_from_the_last_day_before_it_to_its_own_last_day() -> None:
    during = ds.entries(HELD, during="FY2024")
    assert during == ds.entries(HELD, since="2023-09-30", until="2024-09-30")
    assert ds.exits(HELD, during="2024-02") == ds.exits(HELD, since="2024-01-31", until="2024-02-29")
    assert during.dates == {Period.read("2023-09-30"), Period.read("2024-09-30")}


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"since": "2023-12-31"},
        {"during": "2024", "since": "2023-12-31"},
        {"during": "undated"},
        {"since": "2024-12-31", "until": "2023-12-31"},
        {"since": "2024-12-31", "until": "2024-12-31"},
    ],
)
def test_a_flow_needs_two_dates_in_order(options: dict[str, str]) -> None:
    with pytest.raises(ds.DateError):
        ds.entries(HELD, **options)


def test_a_flow_is_of_undated_populations_of_one_docket() -> None:
    with pytest.raises(ds.DateError, match="has a date already"):
        ds.entries(HELD.at("2024"), during="2024")
    with pytest.raises(ds.ModelError, match="two dockets"):
        ds.moves(HELD, ds.Docket("court").everyone, during="2024")
    with pytest.raises(ds.ModelError, match="nobody"):
        ds.entries(JAIL.nobody, during="2024")
    with pytest.raises(ds.ModelError, match="give it a name"):
        ds.entrants(HELD | BAILED, during="2024")
    with pytest.raises(ds.ModelError, match="takes populations"):
        ds.entries("held", during="2024")  # type: ignore[arg-type]


def test_a_flow_is_taken_step_by_step_between_dates() -> None:
    dates = in_order([Period.read(one) for one in ("2024-06-30", "2024-12-31", "2023-12-31", "2024-06", "undated")])
    assert list(map(str, dates)) == ["2023-12-31", "2024-06-30", "2024-12-31"]
    year = ds.entries(HELD, during="2024")
    halves = ds.entries(HELD, since="2023-12-31", until="2024-06-30") + ds.entries(
        HELD, since="2024-06-30", until="2024-12-31"
    )
    here = {"jail": dates}
    assert in_steps(year, here).linear == halves.linear
    assert in_steps(year, {"jail": dates[:1]}) == year
    assert in_steps(in_steps(year, here), here) == in_steps(year, here)
    assert in_steps(year, {"court": dates}) == year, "the dates of another docket cut no flow"


def test_terms_of_flows_read_as_words() -> None:
    one, other = "2023-12-31", "2024-12-31"
    for measure, words in (
        (ds.entries(HELD, since=one, until=other), "entries into held, 2023-12-31 to 2024-12-31"),
        (ds.exits(HELD, since=one, until=other), "exits from held, 2023-12-31 to 2024-12-31"),
        (ds.moves(HELD, BAILED, since=one, until=other), "moves from held to bailed, 2023-12-31 to 2024-12-31"),
        (ds.entrants(JAIL.everyone, since=one, until=other), 'everyone.entered("2023-12-31", "2024-12-31")'),
    ):
        assert str(measure.terms[0]) == words


def test_a_kind_names_some_of_the_events() -> None:
    source = ds.Source("Register")
    removals = ds.exits(JAIL.everyone, during="2024", kind="removal")
    evidence = ds.Evidence(
        JAIL.snapshot("2023-12-31", figures=[ds.reported(JAIL.everyone, 100, source=source)]),
        figures=[ds.reported(removals, 30, source=source)],
    )
    assert evidence.bound(ds.exits(JAIL.everyone, during="2024")).interval == ds.Interval.at_least(30)
    # Some of the exits say nothing of the stock: there may have been others, and entries.
    assert evidence.bound(ds.count(JAIL.everyone, at="2024-12-31")).interval == ds.Interval.at_least(0)


def test_figures_with_flows_survive_json() -> None:
    from docketstats.adapters.documents import from_json, to_json

    source = ds.Source("Register")
    evidence = ds.Evidence(
        JAIL.snapshot("2023-12-31", figures=[ds.reported(JAIL.everyone, 100, source=source)]),
        figures=[ds.reported(ds.entries(JAIL.everyone, during="2024"), 30, source=source)],
    )
    for measure in (ds.count(JAIL.everyone, at="2024-12-31"), ds.entrants(HELD, during="2024")):
        figure = evidence.bound(measure)
        again = from_json(to_json(figure))
        assert again == figure
        assert again.check()


def test_steps_are_not_dates_that_one_may_ask_for() -> None:
    with pytest.raises(ds.PeriodError):
        Period.read("before 2023-12-31..2024-12-31")
    step = Period.spelled("before 2023-12-31..2024-12-31")
    assert attrs.evolve(step) == step
    assert Period.spelled(str(step)) == step
    with pytest.raises(ds.PeriodError):
        Period.read("2024").parts


def test_no_docket_has_the_name_of_a_register_of_events() -> None:
    with pytest.raises(ds.ModelError, match="kept for the events"):
        ds.Evidence(ds.Docket("moves of jail").snapshot("2024-12-31"))
