"""Whole units where divided ones would do better: never a false SHARP, and the true whole-unit end is found."""

import math
import random
from itertools import combinations, product

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

import docketstats as ds
from docketstats.inference import route

DAY = "2024-07-21"
SOURCE = ds.Source("Table")
docket = ds.Docket("table")


def cell(sets: list[ds.Population], signs: tuple[int, ...], places: tuple[int, ...]) -> ds.Population:
    found = docket.everyone
    for place, sign in zip(places, signs, strict=True):
        found = found & sets[place] if sign else found - sets[place]
    return found


def table(ways: int, margins: int, seed: int) -> tuple[ds.Evidence, ds.Measure, np.ndarray, np.ndarray, np.ndarray]:
    """A table of so many sets with all its margins of fewer, its cell asked about, and the same as a matrix."""
    draw = random.Random(seed)
    sets = [docket.population(f"s{place}") for place in range(ways)]
    counts = {signs: draw.choice([0, 0, 1, 1, 2]) for signs in product((0, 1), repeat=ways)}
    figures, rows, ends = [], [], []
    for places in combinations(range(ways), margins):
        for signs in product((0, 1), repeat=margins):
            inside = [all(one[place] == sign for place, sign in zip(places, signs, strict=True)) for one in counts]
            count = sum(number for number, here in zip(counts.values(), inside, strict=True) if here)
            figures.append(ds.reported(cell(sets, signs, places), count, source=SOURCE))
            rows.append(inside)
            ends.append(count)
    asked = draw.choice(list(counts))
    costs = np.array([float(one == asked) for one in counts])
    measure = ds.count(cell(sets, asked, tuple(range(ways))))
    return ds.Evidence(docket.snapshot(DAY, figures)), measure, np.array(rows, float), np.array(ends, float), costs


def ends_of(rows: np.ndarray, ends: np.ndarray, costs: np.ndarray, sign: int) -> tuple[int, int]:
    """The end over whole units, and the one over divided units rounded to whole ones, both as least values."""
    size = len(costs)
    whole = milp(
        sign * costs, constraints=LinearConstraint(rows, ends, ends), integrality=np.ones(size), bounds=Bounds(0)
    )
    divided = linprog(sign * costs, A_eq=rows, b_eq=ends)
    return round(whole.fun), math.ceil(divided.fun - 1e-6)


# In the tables of the second kind, an end over divided units, rounded, is not the one over whole units.
ORDINARY = [(5, 3, seed) for seed in range(12)] + [(4, 2, seed) for seed in range(12)]
APART = [(5, 3, 43), (5, 3, 101), (5, 3, 134), (6, 3, 7), (6, 3, 9), (6, 3, 42), (6, 3, 74), (6, 3, 114)]


@pytest.mark.parametrize("small", [1 << 60, 0], ids=["exact simplex", "HiGHS"])
@pytest.mark.parametrize("kind", [*ORDINARY, *APART], ids=str)
def test_a_table_with_all_its_margins(kind: tuple[int, int, int], small: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(route, "SMALL", small)
    evidence, measure, rows, ends, costs = table(*kind)
    found = evidence.bound(measure)
    assert found.check()
    apart = False
    for end, sign in ((found.lower, 1), (found.upper, -1)):
        whole, rounded = ends_of(rows, ends, costs, sign)
        apart = apart or whole != rounded
        assert end.sharp
        assert sign * end.value == whole
    assert apart is (kind in APART)


def test_parity_like_facts() -> None:
    """Of three sets each two differ in just one unit: divided units fit, whole ones do not; with more units they do."""
    a, b, c = (docket.population(name) for name in "abc")
    for apart in range(1, 8):
        evidence = ds.Evidence(
            docket.snapshot(
                DAY, [ds.reported(one ^ other, apart, source=SOURCE) for one, other in ((a, b), (b, c), (a, c))]
            )
        )
        if apart % 2:
            with pytest.raises(ds.ContradictoryEvidence) as raised:
                evidence.bound(ds.count(a))
            assert all(conflict.proof.check() for conflict in raised.value.conflicts)
        else:
            found = evidence.bound(ds.count((a & b) - c))
            assert found.check()
            assert found.sharpness is ds.Sharpness.SHARP
            assert found.interval == ds.Interval(0, apart // 2)
