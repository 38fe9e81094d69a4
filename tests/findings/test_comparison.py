"""Comparisons of two reported figures."""

from __future__ import annotations

import pickle

import attrs
import pytest

import docketstats as ds

LETTER, BUDGET = ds.Source("Letter"), ds.Source("Budget")
JUNE, JULY = "2021-06-05", "2024-07-21"
docket = ds.Docket("docket", classifications=(ds.CustodyStatus,))
court = ds.Docket("court", unit="case")
convicted, non_detained = docket.population("convicted"), docket[ds.CustodyStatus.NON_DETAINED]
ND = convicted & non_detained


def said(
    what: ds.Population | ds.Measure, value: object, source: ds.Source = LETTER, **how: object
) -> ds.ReportedFigure:
    return ds.reported(what, value, source=source, **how)


ALL, NOW, THEN = said(convicted, 435_719), said(ND, 425_431), said(ND, 405_786, BUDGET)
july, june = docket.snapshot(JULY, [ALL, NOW]), docket.snapshot(JUNE, [THEN])
evidence = ds.Evidence(july, june)


def test_two_populations_are_not_like_for_like() -> None:
    found = evidence.comparable(THEN, ALL)
    assert not found.like_for_like
    assert [one.name for one in found.aspects if not one.same] == ["population", "date"]
    assert found.numbers == (405_786, 435_719)
    (movement,) = found.movements
    assert movement.change.interval == ds.Interval(19_645, 19_645)
    assert movement.growth.check()
    assert (
        found.explain()
        == """Not like for like: they differ in population.
  count(convicted & non_detained) is 405786 [Budget]
  count(convicted) is 435719 [Letter]
  population: convicted & non_detained / convicted (the first is part of the second)
  unit: the same, person
  date: 2021-06-05 / 2024-07-21
  definition: the same, none given
Side by side they differ by +29,933 persons or +7.38 %, which is neither change nor growth of one population.
Like for like: convicted & non_detained from 2021-06-05 to 2024-07-21: +19,645 persons, +4.84 %."""
    )
    assert str(found) == "not like for like"


def test_the_order_of_the_figures_does_not_matter() -> None:
    one, two = evidence.comparable(THEN, ALL), evidence.comparable(ALL, THEN)
    assert one.movements == two.movements
    assert one.numbers == two.numbers
    assert two.population.remark == "the second is part of the first"


def test_one_population_at_two_dates_is_like_for_like() -> None:
    found = evidence.comparable(THEN, NOW)
    assert found.like_for_like
    assert found.population.same
    assert not found.date.same
    assert "Side by side" not in found.explain()
    assert found.explain().endswith("+19,645 persons, +4.84 %.")


def test_two_populations_at_one_date_offer_nothing_else() -> None:
    found = evidence.comparable(ALL, NOW)
    assert not found.like_for_like
    assert found.date.same
    assert found.movements == ()


def test_a_figure_is_like_for_like_with_itself() -> None:
    assert evidence.comparable(ALL, ALL).like_for_like
    assert all(one.same for one in evidence.comparable(ALL, ALL).aspects)


@pytest.mark.parametrize(
    ("first", "second", "like"),
    [(None, None, True), ("by law", None, True), ("by law", "by law", True), ("by law", "by practice", False)],
)
def test_definitions_tell_apart_where_both_are_given(first: str | None, second: str | None, like: bool) -> None:
    one, two = said(ND, 5, definition=first), said(ND, 6, BUDGET, definition=second)
    found = ds.Evidence(docket.snapshot(JUNE, [one]), docket.snapshot(JULY, [two])).comparable(one, two)
    assert found.like_for_like is like
    assert found.definition.same is (first == second)


def test_units_tell_apart() -> None:
    one, two = said(docket.everyone, 5), said(court.everyone, 5)
    found = ds.Evidence(docket.snapshot(JULY, [one]), court.snapshot(JULY, [two])).comparable(one, two)
    assert not found.unit.same
    assert str(found.population) == "population: everyone of docket / everyone of court"
    assert "Side by side" not in found.explain()


def test_a_share_is_not_a_count() -> None:
    share = said(ds.share(non_detained, among=convicted), "97%", rounded_to="1%")
    found = ds.Evidence(docket.snapshot(JULY, [ALL, share])).comparable(ALL, share)
    assert not found.like_for_like
    assert (found.unit.first, found.unit.second) == ("person", "percent")
    assert (found.numbers, found.movements) == (None, ())


def test_shares_at_two_dates_are_like_for_like() -> None:
    share = ds.share(non_detained, among=convicted)
    one, two = said(share, "97%", rounded_to="1%"), said(share, "90%", rounded_to="1%")
    found = ds.Evidence(docket.snapshot(JUNE, [one]), docket.snapshot(JULY, [two])).comparable(one, two)
    assert found.like_for_like


def test_a_figure_with_its_date_needs_no_snapshot() -> None:
    elsewhere = said(ds.count(convicted, at=JUNE), 400_000, BUDGET)
    assert evidence.comparable(elsewhere, ALL).like_for_like


def test_a_figure_without_a_date_needs_one_snapshot() -> None:
    with pytest.raises(ds.DateError, match="is in no snapshot"):
        evidence.comparable(said(convicted, 1), ALL)
    twice = ds.Evidence(july, attrs.evolve(june, figures=[ALL]))
    with pytest.raises(ds.DateError, match="is in several snapshots"):
        twice.comparable(ALL, NOW)
    with pytest.raises(ds.ModelError, match="is no ReportedFigure"):
        evidence.comparable(ALL, ds.count(convicted))


def test_unknown_instants_have_dates_of_their_own() -> None:
    one, two = said(ND, 5), said(ND, 6)
    both = ds.Evidence(docket.snapshot("2024-09", [one]), docket.snapshot("2024-09", [two]))
    found = both.comparable(one, two)
    assert not found.date.same
    assert found.movements == ()


def test_a_population_that_nobody_was_in_has_a_change_and_no_growth() -> None:
    one, two = said(ND, 0), said(convicted, 9)
    (found,) = (
        ds.Evidence(docket.snapshot(JUNE, [one]), docket.snapshot(JULY, [two, said(ND, 7)]))
        .comparable(one, two)
        .movements
    )
    assert str(found) == "convicted & non_detained from 2021-06-05 to 2024-07-21: +7 persons"


def test_a_comparison_is_frozen_hashable_and_picklable() -> None:
    found = evidence.comparable(THEN, ALL)
    assert pickle.loads(pickle.dumps(found)) == found
    assert hash(found) == hash(evidence.comparable(THEN, ALL))
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        found.numbers = None
