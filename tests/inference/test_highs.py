"""HiGHS: what it proposes is checked in whole numbers, and what does not pass is not used."""

import random
from fractions import Fraction

import generators
import numpy as np
import pytest

import docketstats as ds
from docketstats.inference import highs, proposals
from docketstats.inference.proposals import Model
from docketstats.inference.simplex import Row, Tableau

INF = float("inf")


def both(rows: list[tuple[dict[int, int], float, float]], size: int) -> tuple[Model, Tableau]:
    dense = [Row(tuple(form.get(column, 0) for column in range(size)), low, high) for form, low, high in rows]
    return Model(rows, size), Tableau(dense, size)


def holds(rows: list[tuple[dict[int, int], float, float]], form: dict[int, int], certificate: object) -> Fraction:
    """The end that a certificate proves, after checking it column by column."""
    total: dict[int, int] = {column: -certificate.scale * one for column, one in form.items()}
    end = 0
    for row, factor in certificate.multipliers:
        coefficients, low, high = rows[row]
        end += factor * (high if factor > 0 else low)
        for column, one in coefficients.items():
            total[column] = total.get(column, 0) + factor * one
    assert all(one >= 0 for one in total.values())
    return Fraction(end, certificate.scale) if certificate.scale else Fraction(end)


def drawn(draw: random.Random) -> tuple[list[tuple[dict[int, int], float, float]], int, dict[int, int]]:
    size = draw.randrange(2, 9)
    rows = []
    while len(rows) < draw.randrange(1, 7):
        form = {column: draw.choice([1, 1, 1, 2, -1, 3]) for column in range(size) if draw.random() < 0.6}
        low = draw.choice([-INF, 0, draw.randrange(20)])
        high = draw.choice([INF, low if low > -INF else 7, draw.randrange(30)])
        if form:
            rows.append((form, low, high))
    return rows, size, {column: draw.choice([1, -1, 2]) for column in range(size) if draw.random() < 0.5}


@pytest.mark.parametrize("anew", [False, True], ids=["made whole", "found anew"])
def test_it_answers_as_the_exact_simplex_does(anew: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """With no denominator to try, all multipliers are found anew by the exact simplex on the rows in use."""
    if anew:
        monkeypatch.setattr(proposals, "DENOMINATORS", ())
    seen = {"optimal": 0, "infeasible": 0, "unbounded": 0}
    for seed in range(400):
        rows, size, form = drawn(random.Random(seed))
        model, tableau = both(rows, size)
        assert (model.infeasible is None) is (tableau.infeasible is None), seed
        if model.infeasible:
            assert holds(rows, {}, model.infeasible) < 0
            seen["infeasible"] += 1
            continue
        optimum, exact = model.maximise(form), tableau.maximise(form)
        assert optimum.value == exact.value, seed
        if optimum.value == INF:
            assert anew or optimum.ray is not None, seed
            assert optimum.ray is None or sum(one * optimum.ray[column] for column, one in form.items()) > 0
            seen["unbounded"] += 1
        else:
            assert holds(rows, form, optimum.certificate) == exact.value
            seen["optimal"] += 1
    assert min(seen.values()) > 30, seen


def test_costs_too_large_for_floats_are_scaled_down() -> None:
    """Relative costs of many figures, made whole, have hundreds of digits."""
    large = 10**400
    optimal = 0
    for seed in range(100):
        rows, size, form = drawn(random.Random(seed))
        costs = {column: factor * large for column, factor in form.items()}
        model, tableau = both(rows, size)
        if model.infeasible or tableau.maximise(costs).value == INF or not costs:
            continue
        optimum = model.maximise(costs)
        assert optimum.value == tableau.maximise(costs).value == large * tableau.maximise(form).value, seed
        assert holds(rows, costs, optimum.certificate) == optimum.value
        optimal += 1
    assert optimal >= 20


def test_multipliers_that_no_small_denominator_makes_whole_are_found_anew() -> None:
    rows = [({0: 97, 1: 1}, -INF, 500), ({0: 1, 1: 89}, -INF, 700)]
    model, tableau = both(rows, 2)
    optimum = model.maximise({0: 1, 1: 1})
    assert optimum.value == tableau.maximise({0: 1, 1: 1}).value
    assert optimum.certificate is not None
    assert optimum.certificate.scale > max(proposals.DENOMINATORS)


def test_where_finding_anew_is_too_much_nothing_is_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proposals, "DENOMINATORS", ())
    monkeypatch.setattr(proposals, "MOST_NUMBERS", 0)
    model, _ = both([({0: 1}, -INF, 5)], 1)
    optimum = model.maximise({0: 1})
    assert (optimum.value, optimum.certificate, optimum.point) == (INF, None, None)


def test_a_wrong_proposal_does_not_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    """Duals and values a little off, as a solver with loose tolerances might give, are refused or mended."""
    rows = [({0: 1, 1: 1}, -INF, 10), ({0: 1}, 3, INF)]
    true = highs.Solver.values

    def off(self: highs.Solver) -> tuple[np.ndarray, np.ndarray]:
        values, duals = true(self)
        return values + 1, duals * 0.5

    model, _ = both(rows, 2)
    monkeypatch.setattr(highs.Solver, "values", off)
    optimum = model.maximise({0: 1, 1: 1})
    assert optimum.value == 10
    assert optimum.point is None
    assert holds(rows, {0: 1, 1: 1}, optimum.certificate) == 10


def test_a_bound_is_added_tightened_and_left_out_again() -> None:
    rows = [({0: 1, 1: 1}, 0, 10)]
    model, _ = both(rows, 2)
    assert model.maximise({0: 2, 1: 1}).value == 20
    some = model.limited(1, {0: 1}, 1, 4, 10**6)
    assert some is not None
    assert (some.optimum().value, some.optimum().point) == (14, (4, 6))
    fewer = some.limited(1, {0: 1}, 1, 2, 10**6)
    assert fewer is not None
    assert (fewer.optimum().value, fewer.optimum().certificate.multipliers) == (12, ((0, 1), (1, 1)))
    none = fewer.limited(2, {0: 1}, -1, 3, 10**6)
    assert none is not None
    assert none.infeasible is not None
    assert {row for row, _ in none.infeasible.multipliers} == {1, 2}
    assert model.maximise({0: 2, 1: 1}).value == 20


def test_a_point_that_is_not_whole_is_made_whole_group_by_group() -> None:
    """Three pairs of sets share one unit each: divided units fit halves, and one unit too many fits none."""
    rows = []
    for first in (0, 4):
        rows += [({first: 1, first + 1: 1, first + 3: 1}, 1, 1), ({first + 1: 1, first + 2: 1, first + 3: 1}, 1, 1)]
        rows += [({first: 1, first + 2: 1, first + 3: 1}, 1, 1)]
    model = Model(rows, 8, [0, 0, 0, 0, 1, 1, 1, 1])
    assert model.maximise({0: 1, 1: 1, 2: 1, 4: 1, 5: 1, 6: 1}).value == 3
    assert model.optimum().point is not None
    assert any(one.denominator == 2 for one in model.optimum().point)
    assert model.whole_point() == (0, 0, 0, 1, 0, 0, 0, 1)
    model = Model([*rows[:3], ({3: 1}, 0, 0)], 4)
    assert model.maximise({}).value == 0
    assert model.whole_point() is None


def test_the_plainest_point_at_an_end_is_whole_where_another_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """Searches for whole points stall in large systems, so none is begun where another vertex of the end will do."""

    def search(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(highs.Solver, "whole", search)
    evidence = generators.structured(60, treewidth=6)
    assert evidence.bound(ds.count(generators.names(evidence)[1])).sharpness is ds.Sharpness.SHARP


@pytest.mark.parametrize(("low", "high"), [(1, 6), (-6, -1), (-INF, -1), (2, INF)])
def test_a_row_without_columns_that_cannot_hold_is_named(low: float, high: float) -> None:
    model, tableau = both([({0: 1}, 0, 5), ({}, low, high)], 1)
    assert model.infeasible is not None
    assert model.infeasible == tableau.infeasible


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    Model([({0: 1}, 0, 5)], 1).maximise({0: 1})
    assert capfd.readouterr() == ("", "")
