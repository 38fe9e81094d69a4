"""The exact simplex against scipy, and its certificates and rays against the definition."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from docketstats.inference.simplex import Certificate, Row, Tableau

INF = math.inf


@st.composite
def systems(draw: st.DrawFn) -> tuple[list[Row], list[int]]:
    size = draw(st.integers(1, 5))
    small = st.integers(-3, 3)
    rows = []
    for _ in range(draw(st.integers(0, 6))):
        lower, upper = sorted((draw(st.integers(-6, 6)), draw(st.integers(-6, 6))))
        kind = draw(st.sampled_from(["=", "<=", ">=", "between", "free"]))
        ends = {"=": (upper, upper), "<=": (-INF, upper), ">=": (lower, INF), "between": (lower, upper)}
        rows.append(Row(tuple(draw(st.lists(small, min_size=size, max_size=size))), *ends.get(kind, (-INF, INF))))
    return rows, draw(st.lists(small, min_size=size, max_size=size))


def dot(row: Sequence[int], point: Sequence[Fraction | int]) -> Fraction | int:
    return sum(a * x for a, x in zip(row, point, strict=True))


def fits(rows: Sequence[Row], point: Sequence[Fraction | int]) -> bool:
    return min(point, default=0) >= 0 and all(row.lower <= dot(row.coefficients, point) <= row.upper for row in rows)


def proved(rows: Sequence[Row], form: Sequence[int], certificate: Certificate) -> Fraction | int:
    """The end that a certificate proves for its scale times the form: the lines dominate it, cell by cell."""
    total: Fraction | int = 0
    sums = [-certificate.scale * one for one in form]
    for index, factor in certificate.multipliers:
        end = rows[index].upper if factor > 0 else rows[index].lower
        assert math.isfinite(end)
        total += factor * int(end)
        sums = [a + factor * b for a, b in zip(sums, rows[index].coefficients, strict=True)]
    assert certificate.scale >= 0
    assert min(sums, default=0) >= 0
    return total


def by_scipy(rows: Sequence[Row], form: Sequence[int]) -> tuple[int, float]:
    upper = [(row.coefficients, row.upper) for row in rows if row.upper < INF]
    upper += [([-one for one in row.coefficients], -row.lower) for row in rows if row.lower > -INF]
    left, right = [one for one, _ in upper] or None, [end for _, end in upper] or None

    def solve(costs: Sequence[int]) -> tuple[int, float]:
        # With presolve, HiGHS calls some unbounded systems infeasible.
        found = linprog(costs, A_ub=left, b_ub=right, method="highs-ds", options={"presolve": False})
        return found.status, math.nan if found.fun is None else -found.fun

    status, value = solve([-one for one in form])
    if status in (0, 3):
        return status, value
    return (2 if solve([0] * len(form))[0] == 2 else 3), math.nan


@given(systems())
def test_optimum_infeasibility_and_unboundedness_agree_with_scipy(system: tuple[list[Row], list[int]]) -> None:
    rows, form = system
    status, value = by_scipy(rows, form)
    tableau = Tableau(rows, len(form))
    if tableau.infeasible:
        assert status == 2
        return
    optimum = tableau.maximise(dict(enumerate(form)))
    if optimum.ray:
        assert status == 3
    else:
        assert status == 0
        assert float(optimum.value) == pytest.approx(value, abs=1e-6)


@given(systems())
def test_points_certificates_and_rays_hold_exactly(system: tuple[list[Row], list[int]]) -> None:
    rows, form = system
    tableau = Tableau(rows, len(form))
    if tableau.infeasible:
        assert tableau.infeasible.scale == 0
        assert proved(rows, form, tableau.infeasible) < 0
        return
    optimum = tableau.maximise(dict(enumerate(form)))
    assert fits(rows, optimum.point)
    if optimum.ray:
        assert optimum.value == INF
        assert dot(form, optimum.ray) > 0
        stepped = [x + 7 * step for x, step in zip(optimum.point, optimum.ray, strict=True)]
        assert fits(rows, stepped)
        assert all(isinstance(step, int) for step in optimum.ray)
    else:
        assert dot(form, optimum.point) == optimum.value
        assert optimum.certificate.scale > 0
        assert Fraction(proved(rows, form, optimum.certificate), optimum.certificate.scale) == optimum.value


@given(systems(), st.data())
def test_a_tableau_answers_again_and_again(system: tuple[list[Row], list[int]], data: st.DataObject) -> None:
    rows, form = system
    shared = Tableau(rows, len(form))
    if shared.infeasible:
        return
    for _ in range(3):
        other = data.draw(st.permutations(form))
        costs = dict(enumerate(other))
        assert shared.maximise(costs).value == Tableau(rows, len(form)).maximise(costs).value


def test_a_system_without_rows_or_cells() -> None:
    assert Tableau([], 0).maximise({}).value == 0
    assert Tableau([], 2).maximise({0: -1}).value == 0
    assert Tableau([], 2).maximise({1: 1}).ray == (0, 1)
    assert Tableau([Row((), 1, INF)], 0).infeasible


def test_a_row_whose_ends_are_crossed_is_infeasible() -> None:
    rows = [Row((1,), 3, 2)]
    assert proved(rows, [0], Tableau(rows, 1).infeasible) == -1


def test_a_classic_example_of_cycling_ends() -> None:
    # Beale (1955), scaled to whole numbers; the largest-coefficient rule alone cycles on it.
    rows = [Row((1, -240, -4, 36), -INF, 0), Row((1, -180, -1, 6), -INF, 0), Row((0, 0, 1, 0), -INF, 1)]
    form = [75, -15_000, 2, -600]
    optimum = Tableau(rows, 4).maximise(dict(enumerate(form)))
    assert optimum.ray is None
    assert float(optimum.value) == pytest.approx(by_scipy(rows, form)[1])


def test_repeated_equalities_do_no_harm() -> None:
    rows = [Row((1, 1), 5, 5), Row((2, 2), 10, 10), Row((1, 0), 2, 2)]
    assert Tableau(rows, 2).maximise({1: 1}).value == 3
