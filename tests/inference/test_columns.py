"""Column generation: its parts, and the answers that it leads to."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import attrs
import generators
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import docketstats as ds
from docketstats.inference import bounds, wide
from docketstats.inference.columns import rounding
from docketstats.inference.columns.least_squares import LeastSquares
from docketstats.inference.columns.listed import listed
from docketstats.inference.columns.population import Fit, population, population_with
from docketstats.inference.columns.pricing import Pricing
from docketstats.inference.recount import counter
from docketstats.model.facts import Fact, Line, Origin
from docketstats.model.term import Leaf, combine, evaluate

DAY = "2024-01-01"
docket = ds.Docket("d")
a, b, c = (docket.population(name).at(DAY).term for name in "abc")
everyone = docket.everyone.at(DAY).term
outside = combine("-", (everyone, combine("|", (a, b))))


def fact(*lines: Line) -> Fact:
    return Fact("fact", "fact", origin=Origin.FIGURE, lines=lines)


def exactly(term: object, count: int) -> Line:
    return Line(((term, 1),), count, count)  # type: ignore[arg-type]


# -- least squares ----------------------------------------------------------------------------------------------------


@settings(max_examples=30)
@given(st.integers(0, 10**6), st.integers(1, 8), st.integers(1, 20))
def test_nothing_is_nearer_than_the_least_squares(seed: int, height: int, width: int) -> None:
    """At the least distance, no column points towards the target, and those in use are at right angles to it."""
    draw = np.random.default_rng(seed)
    columns = (draw.random((height, width)) < 0.5).astype(float)
    least = LeastSquares(draw.random(height), columns[:, :1], np.zeros(1))
    least.add(columns[:, 1:])
    for _ in range(1_000):
        least.step()
    slopes = columns.T @ least.residual
    assert np.all(least.values >= 0)
    assert slopes.max() < 1e-3
    assert np.abs(slopes[least.values > 1e-4]).max(initial=0) < 1e-3


# -- pricing ----------------------------------------------------------------------------------------------------------

lines = (exactly(a, 1), exactly(combine("&", (a, c)), 1), Line(((outside, 2), (b, -1)), 0, 5))
pricing = Pricing(lines, [combine("&", (b, c))])


def by_hand(world: dict[Leaf, int]) -> list[int]:
    return [sum(factor * (evaluate(term, world.__getitem__) & 1) for term, factor in line.terms) for line in lines]


def worlds(seed: int, size: int = 40) -> np.ndarray:
    return pricing.drawn(size, np.random.default_rng(seed))


@given(st.integers(0, 10**6))
def test_counts_are_those_of_each_world_by_itself(seed: int) -> None:
    bits = worlds(seed)
    counts = pricing.counts(bits)
    for number, column in enumerate(bits.T.tolist()):
        assert counts[:, number].tolist() == by_hand(dict(zip(pricing.leaves, column, strict=True)))


@given(st.integers(0, 10**6))
def test_who_is_drawn_into_a_set_is_on_the_docket(seed: int) -> None:
    bits = worlds(seed)
    over = bits[pricing.leaves.index(everyone)]
    assert all(np.all(row <= over) for row in bits)


@given(st.integers(0, 10**6))
def test_no_single_change_improves_an_improved_world(seed: int) -> None:
    draw = np.random.default_rng(seed)
    weights = draw.normal(size=len(lines))
    bits = pricing.improved(worlds(seed), weights, draw)
    allowed = pricing.allowed(bits)
    for place in range(len(pricing.leaves)):
        rows, change, barred = pricing.flips(bits, place)
        better = weights[rows] @ change > 1e-9
        if not pricing.leaves[place].is_everyone:
            assert not np.any(better & ~barred & allowed)


@given(st.integers(0, 10**6), st.integers(0, len(pricing.leaves) - 1))
def test_flips_are_what_counting_again_gives(seed: int, place: int) -> None:
    bits = worlds(seed)
    bits = bits[:, pricing.allowed(bits)]
    flipped = bits.copy()
    flipped[place] ^= 1
    rows, change, barred = pricing.flips(bits, place)
    again = pricing.counts(flipped) - pricing.counts(bits)
    assert np.array_equal(again[rows], change)
    assert not np.delete(again, rows, axis=0).any()
    if not pricing.leaves[place].is_everyone:
        off = bits[pricing.leaves.index(everyone)] == 0
        assert np.array_equal(barred, ~pricing.allowed(flipped) | off)


# -- populations ------------------------------------------------------------------------------------------------------


def test_a_population_fits_or_facts_rule_it_out() -> None:
    told = (fact(exactly(everyone, 10)), fact(exactly(a, 7)), fact(exactly(b, 6)))
    fit = population(told)
    assert fit.worlds is not None
    count = counter(fit.worlds, [])
    assert [count(everyone), count(a), count(b)] == [10, 7, 6]
    both = combine("&", (a, b))
    assert population_with(told, fact(exactly(both, 3))).worlds is not None
    ruled_out = population_with(told, fact(exactly(both, 2)))
    assert ruled_out.worlds is None
    assert set(ruled_out.against) == {0, 1, 2, 3}


def test_ranges_and_empty_sets_hold_in_a_population() -> None:
    told = (
        fact(Line(((a, 1),), 3, 5)),
        fact(Line(((b, 1),), 2, math.inf)),
        fact(Line(((c, 1),), -math.inf, 4)),
        fact(Line.empty(combine("-", (a, b)))),
        fact(exactly(combine("|", (a, c)), 6)),
    )
    fit = population(told)
    assert fit.worlds is not None
    count = counter(fit.worlds, [])
    for line in (line for one in told for line in one.lines):
        assert line.lower <= sum(factor * count(term) for term, factor in line.terms) <= line.upper


def test_a_population_is_the_same_whatever_was_asked_before() -> None:
    told = tuple(generators.sentences(30, 80).facts())
    first = population(told)
    more = fact(exactly(next(iter(told[3].leaves - {everyone})), 9_000))
    before = population_with(told, more)
    population.cache_clear()
    assert population(told) == first
    population_with(told, fact(exactly(next(iter(told[5].leaves - {everyone})), 8_000)))
    assert population_with(told, more) == before


# -- answers ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def forced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "_entangled", lambda _: True)


def test_entangled_sets_have_sharp_ends_with_small_proofs() -> None:
    evidence = generators.sentences(60, 200)
    names = generators.names(evidence)
    answer = evidence.bound(ds.count(names[1]))
    assert answer.check()
    assert answer.sharpness is ds.Sharpness.SHARP
    assert len(answer.used) < 40 < len(answer.facts)


def test_a_statement_on_entangled_sets_is_judged() -> None:
    evidence = generators.sentences(24, 60)
    name = generators.names(evidence)[1]
    interval = evidence.bound(ds.count(name)).interval
    inside = evidence.check(ds.Claim(ds.count(name) >= interval.midpoint // 1, text="about the middle"))
    assert inside.outcome is ds.Outcome.UNDETERMINED
    outside = evidence.check(ds.Claim(ds.count(name) >= interval.upper + 1, text="beyond the end"))
    assert outside.outcome is ds.Outcome.REFUTED


def test_contradictory_facts_on_entangled_sets_are_named() -> None:
    evidence = generators.sentences(24, 60)
    (snapshot,) = evidence.snapshots
    one, new = generators.names(evidence)[0], snapshot.docket.population("new")
    source = ds.Source("another")
    more = [ds.reported(new, 900, source=source), ds.reported(one & new, 901, source=source)]
    told = ds.Evidence(attrs.evolve(snapshot, figures=(*snapshot.figures, *more)))
    with pytest.raises(ds.ContradictoryEvidence) as caught:
        told.bound(ds.count(one))
    (conflict,) = caught.value.conflicts
    assert [fact.source for fact in conflict.facts] == [source, source]
    assert told.conflicts().complete


@pytest.mark.usefixtures("forced")
def test_an_end_without_limit_is_shown_by_units_to_add() -> None:
    x, y = docket.population("x"), docket.population("y")
    told = ds.Evidence(docket.snapshot(DAY, [ds.reported(x, 5, source=ds.Source("s"))]))
    answer = told.bound(ds.count(y))
    assert answer.check()
    assert (answer.interval, answer.sharpness) == (ds.Interval.at_least(0), ds.Sharpness.SHARP)


@pytest.mark.usefixtures("forced")
def test_a_share_by_columns() -> None:
    x, y = docket.population("x"), docket.population("y")
    figures = [ds.reported(x, 10, source=ds.Source("s")), ds.reported(x & y, ds.Interval(2, 4), source=ds.Source("s"))]
    answer = ds.Evidence(docket.snapshot(DAY, figures)).bound(ds.share(y, among=x))
    assert answer.check()
    assert answer.interval == ds.Interval(Fraction(1, 5), Fraction(2, 5))
    assert answer.sharpness is ds.Sharpness.SHARP
    assert not answer.may_be_undefined


def test_all_worlds_prove_what_the_cells_of_bags_prove() -> None:
    """The ends of cells of a complete table with all margins of two: by listed worlds, and by one dense system."""
    evidence = generators.margins(5)
    names = generators.names(evidence)
    facts = tuple(evidence.facts())
    every = listed(facts)
    assert every is not None
    for inside in (0b00000, 0b10110, 0b01001, 0b11111):
        cell = generators.cell(names, inside)
        answer = evidence.bound(ds.count(cell))
        (leaf_term,) = evidence._instants.dated(ds.count(cell)).terms
        found = every.greatest(((leaf_term, 1),))
        assert found is not None
        assert found[0].check()
        assert found[0].conclusion.upper >= answer.interval.upper
        assert found[0].conclusion.upper <= answer.interval.upper + 2


def test_a_cell_of_a_large_table_has_proved_ends() -> None:
    evidence = generators.margins(13)
    answer = evidence.bound(ds.count(generators.cell(generators.names(evidence), 0b1011001110001)))
    assert answer.check()
    assert answer.interval.lower == 0
    assert answer.upper is not None
    assert answer.upper.witness is not None
    assert 0 < answer.upper.witness.value <= answer.interval.upper < 20_000  # type: ignore[operator]


def test_a_population_that_misses_an_end_by_little_is_its_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    """The search at the end has found it already: none half-way is sought, and the facts hold in it."""
    evidence = generators.margins(12)
    asked = ds.count(generators.cell(generators.names(evidence), 77))
    fits = []

    def searched(*arguments: Any) -> Fit:
        fits.append(population_with(*arguments))
        return fits[-1]

    monkeypatch.setattr("docketstats.inference.columns.population.population_with", searched)
    answer = evidence.bound(asked)
    assert answer.check()
    assert answer.upper is not None
    assert answer.upper.witness is not None
    (fit,) = fits
    assert fit.worlds is None
    assert fit.near == answer.upper.witness.worlds
    assert 0 < answer.interval.upper - answer.upper.witness.value < 5  # type: ignore[operator]


def test_where_facts_themselves_are_missed_no_population_is_near() -> None:
    told = (fact(exactly(everyone, 10)), fact(exactly(a, 7)), fact(exactly(b, 6)))
    ruled_out = population_with(told, fact(exactly(combine("&", (a, b)), 2)))
    assert ruled_out.worlds is ruled_out.near is None


def test_a_turn_without_a_move_is_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    """No units there are to move: the second turn would be as the first."""
    turns = []
    make = rounding._Moves.make

    def counted(self: rounding._Moves) -> bool:
        turns.append(self)
        return make(self)

    monkeypatch.setattr(rounding._Moves, "make", counted)
    own = Pricing([exactly(a, 1), exactly(combine("-", (a, a)), 1)], [])
    ends = np.array([1.0, 1.0])
    found = rounding.Rounding(own, ends, ends, np.random.default_rng(0)).search(np.ones((1, 1), np.uint8), np.ones(1))
    assert len(turns) == 1
    assert (own.counts(found[0]) @ found[1]).tolist() == [1, 0]


def test_facts_are_taken_ring_by_ring() -> None:
    told = [fact(exactly(everyone, 9)), fact(exactly(combine("&", (a, b)), 1)), fact(exactly(combine("&", (b, c)), 1))]
    rings = list(wide._rings(told, frozenset((a,))))
    assert rings == [tuple(told[:1]), tuple(told[:2]), tuple(told)]


def test_the_plan_tells_of_column_generation() -> None:
    evidence = generators.sentences(60, 200)
    plan = evidence.plan(ds.count(generators.names(evidence)[0]))
    assert (plan.cells, plan.rows) == (None, 201)
    assert "column generation" in str(plan)
    with pytest.raises(ds.TooLarge, match="61 sets make too many kinds of unit"):
        plan.system()
