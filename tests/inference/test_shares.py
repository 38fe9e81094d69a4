"""Shares where nothing else is known, so that populations of any size fit: no end is lost, whole units attain it."""

from fractions import Fraction
from functools import reduce
from itertools import combinations
from operator import add, or_

import pytest

import docketstats as ds
from docketstats.inference import optimum, proposals, route, search

DAY = "2024-07-21"
docket = ds.Docket("docket")
events = [docket.population(f"event {number}") for number in range(8)]
either = reduce(or_, events)


def share(population: ds.Population) -> ds.Measure:
    return ds.share(population, among=docket.everyone, at=DAY)


def told(*figures: tuple[ds.Measure, Fraction]) -> ds.Evidence:
    source = ds.Source("Annual report")
    return ds.Evidence(
        docket.snapshot(DAY, [ds.reported(what, value, source=source, exact=True) for what, value in figures])
    )


# S1 = 4 and S2 = 28/3 of eight events. Dawson & Sankoff (1967): with k = 1 + floor(2 S2 / S1) = 5 the union has at
# least 2 S1 / (k + 1) - 2 S2 / (k (k + 1)) = 4/3 - 28/45 = 32/45, and at most
# S1 - 2 S2 / 8 = 5/3, which is more than all.
SUMS = told(
    (reduce(add, map(share, events)), Fraction(4)),
    (reduce(add, [share(one & other) for one, other in combinations(events, 2)]), Fraction(28, 3)),
)


def test_an_end_of_a_union_of_events_of_which_two_sums_are_known() -> None:
    found = SUMS.bound(share(either))
    assert (found.interval, found.sharpness) == (ds.Interval(Fraction(32, 45), 1), ds.Sharpness.SHARP)
    assert found.check()


def test_nothing_but_0_and_1_bounds_one_of_them() -> None:
    found = SUMS.bound(share(events[0]))
    assert (found.interval, found.sharpness) == (ds.Interval(0, 1), ds.Sharpness.SHARP)


def test_whole_units_attain_the_ends_of_a_union_without_a_search(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proposals.Model, "whole_point", lambda _: pytest.fail("a search for ever larger numbers"))
    evidence = told(*((share(one), Fraction(1, 16)) for one in events))
    found = evidence.bound(share(either))
    assert (found.interval, found.sharpness) == (ds.Interval(Fraction(1, 16), Fraction(1, 2)), ds.Sharpness.SHARP)


def test_a_part_is_at_most_all_where_the_solver_claims_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proposals.Model, "_solve", lambda *_: search.Optimum(float("inf"), None, None))
    found = SUMS.bound(share(either))
    assert (found.interval, found.sharpness) == (ds.Interval(0, 1), ds.Sharpness.VALID)
    assert found.check()


@pytest.mark.parametrize("plausible", [1, 3, 40])
def test_a_ratio_of_near_fractions_leads_to_an_end_that_holds(plausible: int, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, third = events[:3]
    evidence = told(
        (share(first), Fraction(5, 11)), (share(second), Fraction(7, 13)), (share(first & third), Fraction(2, 7))
    )
    asked = [share((first & second) | third), ds.share(first & second, among=second | third, at=DAY)]
    exact = [evidence.bound(one) for one in asked]
    assert all(one.sharpness is ds.Sharpness.SHARP for one in exact)
    monkeypatch.setattr(optimum, "PLAUSIBLE", plausible)
    monkeypatch.setattr("docketstats.inference.system.System.fits", lambda *_: False)
    for measure, right in zip(asked, exact, strict=True):
        found = evidence.bound(measure)
        assert found.check()
        assert found.interval.hull(right.interval) == found.interval
        assert found.interval.width <= right.interval.width + Fraction(1, plausible)


@pytest.mark.parametrize("exact", [True, False])
def test_an_answer_does_not_depend_on_what_was_asked_before(exact: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(route, "SMALL", 10**9 if exact else 0)
    a, b, c = events[:3]
    figures = [
        ds.reported(what, number, source=ds.Source("Annual report"))
        for what, number in ((docket.everyone, 100), (a, 70), (b, ds.Interval(30, 40)), (a & c, 20))
    ]
    evidence = ds.Evidence(docket.snapshot(DAY, figures))
    asked = [ds.count(one) for one in (a & b, a | b, b - a, c, (a & b) | c, a - b - c, docket.everyone - a, a ^ b)]
    search._of_facts.cache_clear()
    alone = []
    for measure in asked:
        alone.append(evidence.bound(measure))
        search._of_facts.cache_clear()
    assert [evidence.bound(measure) for measure in reversed(asked)] == alone[::-1]
    assert [evidence.bound(measure) for measure in asked] == alone
    assert all(one.check() and one.sharpness is ds.Sharpness.SHARP for one in alone)
