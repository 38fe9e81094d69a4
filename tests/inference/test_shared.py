"""What groups share: corners as functions of the rows' ends, multipliers that hold in every group, numbers that fit."""

from __future__ import annotations

import math
import random
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docketstats.inference.panel import Extent, Group, group_of, together
from docketstats.inference.shared import Linear, Shared
from docketstats.inference.shared.numbers import FITS, Numbers
from docketstats.inference.shared.system import Corner, Multipliers
from docketstats.inference.simplex import Certificate, Row, Tableau
from docketstats.model.facts import Fact, Line, Origin
from docketstats.model.measure import Measure, count, ratio, share
from docketstats.model.population import Docket
from docketstats.values.interval import Interval

WIDTH = 4
forms = st.lists(st.integers(-2, 3), min_size=WIDTH, max_size=WIDTH).map(tuple)


points = st.lists(st.integers(0, 5), min_size=WIDTH, max_size=WIDTH)
KINDS = ("exact", "both", "upper", "lower")


@st.composite
def systems(draw: st.DrawFn, groups: int) -> list[list[Row]]:
    """Rows of some groups, which differ in their ends; in each group a point fits, and counts have an upper end."""
    chosen = draw(st.lists(st.tuples(forms, st.sampled_from(KINDS)), min_size=1, max_size=4))
    found = []
    for _ in range(groups):
        point = draw(points)
        own = [Row((1,) * WIDTH, -math.inf, sum(point) + draw(st.integers(0, 4)))]
        for form, kind in chosen:
            value = sum(map(int.__mul__, form, point))
            low, high = value - draw(st.integers(0, 3)), value + draw(st.integers(0, 3))
            ends = {"exact": (value, value), "both": (low, high), "upper": (-math.inf, high), "lower": (low, math.inf)}
            own.append(Row(form, *ends[kind]))
        found.append(own)
    return found


def placed(corner: Corner, ends: list[tuple[float, float]]) -> list[Fraction]:
    """The point that a corner makes of some ends, by fractions."""
    chosen = [high if side > 0 or (side == 0 and high < math.inf) else low for side, (low, high) in
              zip(corner.side, ends, strict=True)]  # fmt: skip
    point = [Fraction(0)] * WIDTH
    for column, factors in zip(corner.columns, corner.factors, strict=True):
        sums = sum(factor * Fraction(end) for factor, end in zip(factors, chosen, strict=True) if factor)
        point[column] = Fraction(sums) / corner.divisor
    return point


@given(systems(1), forms)
def test_a_corner_makes_the_point_of_the_ends(groups: list[list[Row]], form: tuple[int, ...]) -> None:
    (system,) = groups
    tableau = Tableau(system, WIDTH)
    optimum = tableau.maximise(dict(enumerate(form)))
    corner = Corner(tableau.corner(), len(system))
    assert placed(corner, [(row.lower, row.upper) for row in system]) == [*(optimum.point or ())]


@given(systems(2), forms)
def test_multipliers_of_one_group_bound_another(groups: list[list[Row]], form: tuple[int, ...]) -> None:
    system, other = groups
    certificate = Tableau(system, WIDTH).maximise(dict(enumerate(form))).certificate
    assert certificate
    found = Multipliers.of(certificate, len(system))
    ends = sum(
        factor * Fraction(end)
        for row, low, high in zip(other, found.lower, found.upper, strict=True)
        for factor, end in ((low, row.lower), (high, row.upper))
        if factor
    )
    assert Tableau(other, WIDTH).maximise(dict(enumerate(form))).value <= ends / found.scale


@given(
    st.lists(st.lists(st.integers(-(2**80), 2**80), min_size=2, max_size=2), min_size=1, max_size=3),
    st.lists(st.integers(-(2**70), 2**70), min_size=2, max_size=2),
)
def test_numbers_never_overflow(table: list[list[int]], factors: list[int]) -> None:
    numbers, other = Numbers.of(table, 2), Numbers.of([factors], 2)
    assert numbers.sums(other).array.tolist() == [[sum(map(int.__mul__, row, factors))] for row in table]
    assert numbers.plus(other).array.tolist() == [[a + b for a, b in zip(row, factors, strict=True)] for row in table]
    assert numbers.times(other).array.tolist() == [[a * b for a, b in zip(row, factors, strict=True)] for row in table]


def test_small_numbers_take_64_bits_and_others_as_many_as_they_need() -> None:
    assert Numbers.of([[FITS - 1]], 1).array.dtype == np.int64
    assert Numbers.of([[FITS]], 1).array.dtype == object
    assert Numbers.of([[FITS - 1]], 1).plus(Numbers.of([[FITS - 1]], 1)).array.tolist() == [[2 * FITS - 2]]


# -- groups -----------------------------------------------------------------------------------------------------------

COURT = Docket("court", unit="case")
A, B, C = (COURT.population(name).at("2024") for name in "abc")


def fact(name: str, measure: Measure) -> Fact:
    return Fact(name, name, origin=Origin.FIGURE, lines=(Line.of(measure.linear, Interval(0, 1)),))


FACTS = (fact("everyone", count(COURT.everyone.at("2024"))), fact("a", count(A)), fact("b", count(B)))
VARYING = {
    (0, 0): [(10, 10), (20, 20), (5, 5), (3, 3), (-math.inf, math.inf)],
    (1, 0): [(4, 4), (15, 16), (0, math.inf), (5, 5), (2, math.inf)],
    (2, 0): [(8, 8), (9, 9), (2, 2), (1, 1), (7, math.inf)],
}


def test_groups_together_are_what_each_is_alone() -> None:
    for measure in (count(A & B), count(A | B) - 3 * count(B), count(COURT.everyone.at("2024"))):
        found = together(FACTS, measure, VARYING, 5)
        assert found == [group_of(FACTS, measure, VARYING, number).extent() for number in range(5)]
        assert found[3] == Extent(contradiction=True)
    assert together(FACTS, count(A & B), VARYING, 5)[:3] == [Extent(2, 4), Extent(4, 9), Extent(0, 2)]


MEASURES = {
    "everyone": count(COURT.everyone.at("2024")),
    "a": count(A),
    "b": count(B),
    "c": count(C),
    "apart": count(A ^ B),
    "difference": count(A) - count(B),
    "weighed": 2 * count(A & C) + count(B) - 3 * count(C),
}
ASKED = (
    count(A & B),
    count(A | C) - 2 * count(B & C),
    count(COURT.everyone.at("2024")) - count(A),
    share(A, among=B),
    share(A & C, among=A | B),
    ratio(count(A) + 2 * count(B), count(C)),
)
one_end = st.one_of(
    st.integers(-2, 6).map(lambda end: (end, end)),
    st.tuples(st.integers(-2, 3), st.integers(0, 4)).map(lambda pair: (pair[0], sum(pair))),
    st.integers(-1, 3).map(lambda end: (end, math.inf)),
    st.integers(0, 5).map(lambda end: (-math.inf, end)),
)


@given(st.data(), st.sampled_from(ASKED))
def test_groups_with_ends_of_all_kinds_are_what_each_is_alone(data: st.DataObject, measure: Measure) -> None:
    names = data.draw(st.lists(st.sampled_from(sorted(MEASURES)), min_size=1, max_size=4, unique=True))
    facts = tuple(
        Fact(name, name, origin=Origin.FIGURE, lines=(Line.of(MEASURES[name].linear, Interval(0, 1)),))
        for name in names
    )
    groups = 8
    columns = st.lists(one_end, min_size=groups, max_size=groups)
    varying = {(number, 0): data.draw(columns) for number in range(len(names))}
    for number, found in enumerate(together(facts, measure, varying, groups)):
        assert found in (None, group_of(facts, measure, varying, number).extent())


@pytest.mark.parametrize("seed", range(30))
def test_many_groups_with_small_ends_are_what_each_is_alone(seed: int) -> None:
    """Many groups share what few need, so that what is wrong in one of them is likely to show."""
    draw = random.Random(seed)
    measure = ASKED[seed % len(ASKED)]
    facts = tuple(fact(name, MEASURES[name]) for name in draw.sample(sorted(MEASURES), 4))
    groups = 30

    def ends() -> tuple[float, float]:
        low = draw.randrange(-1, 5)
        return draw.choice([(low, low), (low, low + draw.randrange(4)), (low, math.inf), (-math.inf, low)])

    varying = {(number, 0): [ends() for _ in range(groups)] for number in range(len(facts))}
    found = together(facts, measure, varying, groups)
    for number, extent in enumerate(found):
        assert extent in (None, group_of(facts, measure, varying, number).extent())
    assert any(found)


def test_few_groups_share_nothing() -> None:
    ends = {place: own[:2] for place, own in VARYING.items()}
    assert together(FACTS, count(A & B), ends, 2) == [None, None]
    assert isinstance(group_of(FACTS, count(A), ends, 0), Group)


def test_what_proves_nothing_is_not_believed() -> None:
    """A wrong certificate or ray leaves all as it is."""
    term = (A & B).term
    shared = Shared(FACTS, [term], VARYING, 5)
    search = Linear(shared, shared.system.columns([(term, 1)]))
    wrong = Multipliers.of(Certificate(((0, -1),), 0), shared.height)
    search._refute(wrong)
    assert not search.void.any()
    search._prove(Multipliers.of(Certificate((), 1), shared.height), search._form, 1)
    search._extend([0] * shared.size, 1)
    search._extend([-1] * shared.size, -1)
    assert not search.settled(1).any()
    search.known[:] = True
    assert not (search.settled(1) | search.settled(-1)).any()


def test_progress_counts_each_group_once() -> None:
    told: list[int] = []
    together(FACTS, count(A & B), VARYING, 5, told.append)
    assert sum(told) == 5
    assert min(told) >= 0
