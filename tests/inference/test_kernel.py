"""The kernel: what it accepts, and what it refuses, step by step."""

from __future__ import annotations

import ast
import inspect
import math
import re
from collections.abc import Callable, Sequence
from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import docketstats as ds
from docketstats.inference import ends, kernel
from docketstats.inference.proof import (
    Bound,
    Combination,
    Multiplier,
    Part,
    Proof,
    Ray,
    Side,
    Split,
    Tree,
    Witness,
)
from docketstats.inference.universe import Universe
from docketstats.inference.worlds import Table, Tables, World
from docketstats.model.facts import Fact, Line, Origin
from docketstats.model.term import Leaf, combine

INF = math.inf
DAY = "2024-07-21"
docket = ds.Docket("d")
x, y, z = (docket.population(name).at(DAY).term for name in "xyz")
everyone = docket.everyone.at(DAY).term
count_x = ds.count(docket.population("x"), at=DAY)


def fact(*lines: Line, origin: Origin = Origin.FIGURE) -> Fact:
    return Fact("fact", "what it says", origin=origin, lines=lines)


def at_most(term: object, end: int) -> Line:
    return Line(((term, 1),), -INF, end)


def proof(facts: Sequence[Fact], conclusion: Line, multipliers: Sequence[tuple[int, int, int]], **how: object) -> Proof:
    return Proof(tuple(facts), conclusion, Combination(tuple(Multiplier(*one) for one in multipliers), **how))


x_is_5 = fact(Line(((x, 1),), 5, 5))
nobody_in_y = fact(at_most(y, 0))
nobody_in_z = attrs.evolve(fact(at_most(z, 0)), name="nobody in z")
both = combine("&", (x, y))


def test_a_larger_set_bounds_a_smaller_one() -> None:
    assert proof([x_is_5], at_most(both, 5), [(0, 0, 1)]).check()


def test_a_zero_fact_rules_worlds_out() -> None:
    union = combine("|", (x, y))
    assert proof([x_is_5, nobody_in_y], at_most(union, 5), [(0, 0, 1)], zeros=((1, 0),)).check()
    with pytest.raises(ds.ProofRejected, match="do not dominate the conclusion in every world"):
        proof([x_is_5], at_most(union, 5), [(0, 0, 1)]).check()


def test_who_is_in_a_set_is_on_the_docket() -> None:
    assert proof([fact(at_most(everyone, 5))], at_most(x, 5), [(0, 0, 1)]).check()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (proof([x_is_5], at_most(both, 4), [(0, 0, 1)]), "the lines give 5/1, not 4"),
        (proof([x_is_5], at_most(both, 5), [(1, 0, 1)]), "no line 0 of fact 1"),
        (proof([x_is_5], at_most(both, 5), [(0, 1, 1)]), "no line 1 of fact 0"),
        (proof([x_is_5], at_most(both, 5), [(2, 0, 1)]), "no line 0 of fact 2"),
        (proof([x_is_5], at_most(both, 5), [(0, -1, 1)]), "no line -1 of fact 0"),
        (proof([x_is_5], at_most(both, 5), [(-1, 0, 1)]), "no line 0 of fact -1"),
        (proof([x_is_5], at_most(both, 5), [(-2, 0, 1)]), "no line 0 of fact -2"),
        (proof([x_is_5], at_most(both, 5), [(0, 0, -1)]), "do not dominate"),
        (proof([fact(at_most(x, 5))], at_most(both, 5), [(0, 0, -1)]), "an end that it does not have"),
        (proof([x_is_5], Line(((both, 1),), -INF, INF), [(0, 0, 1)]), "no upper end"),
        (proof([x_is_5], at_most(both, 5), [(0, 0, 1)], scale=-1), "scale"),
        (proof([x_is_5], Line((), -INF, -1), [(0, 0, 1)], scale=0), "no contradiction"),
        (proof([x_is_5], at_most(x, 5), [(0, 0, 1)], zeros=((0, 0),)), "empties nothing"),
        (proof([x_is_5], at_most(x, 5), [(0, 0, 1)], zeros=((0, 3),)), "no line 3"),
    ],
)
def test_a_step_that_does_not_hold_is_named(wrong: Proof, message: str) -> None:
    with pytest.raises(ds.ProofRejected, match=message):
        wrong.check()


def test_less_may_be_concluded_than_the_lines_give() -> None:
    assert proof([x_is_5], at_most(both, 9), [(0, 0, 1)]).check()


def test_a_whole_conclusion_may_be_below_the_sum_by_a_fraction() -> None:
    three = Line(((x, 1), (y, 1)), -INF, 3)
    twice = proof([fact(three)], at_most(both, 1), [(0, 0, 1)], scale=2)
    assert twice.check()


def test_a_contradiction_proves_anything_and_a_sum_that_is_not_negative_does_not() -> None:
    six = fact(Line(((x, 1),), 6, 6))
    assert proof([x_is_5, six], at_most(both, 0), [(0, 0, 1), (1, 0, -1)], scale=0).check()
    with pytest.raises(ds.ProofRejected, match="no contradiction"):
        proof([x_is_5, six], at_most(both, 0), [(0, 0, 1), (0, 0, -1)], scale=0).check()


def test_a_split_uses_its_own_halves_and_no_other() -> None:
    low = Combination((Multiplier(-1, 0, 1),))
    high = Combination((Multiplier(0, 0, 1), Multiplier(-1, 0, -1)), (), 0)
    split = Proof((fact(at_most(x, 3)),), at_most(x, 3), Split(x, 3, low, high))
    assert split.check()
    swapped = attrs.evolve(split, tree=attrs.evolve(split.tree, low=high, high=low))
    with pytest.raises(ds.ProofRejected, match="an end that it does not have"):
        swapped.check()
    moved = attrs.evolve(split, tree=attrs.evolve(split.tree, at=4))
    with pytest.raises(ds.ProofRejected, match="leaf below 1 splits"):
        moved.check()
    above = attrs.evolve(split, tree=attrs.evolve(split.tree, high=low))
    with pytest.raises(ds.ProofRejected, match="an end that it does not have"):
        above.check()
    elsewhere = attrs.evolve(split, tree=attrs.evolve(split.tree, low=Combination((Multiplier(-2, 0, 1),))))
    with pytest.raises(ds.ProofRejected, match="no line 0 of fact -2"):
        elsewhere.check()


def test_a_half_says_that_a_set_is_empty_and_the_other_half_does_not() -> None:
    union = combine("|", (x, y))
    low = Combination((Multiplier(0, 0, 1),), zeros=((-1, 0),))
    high = Combination((Multiplier(1, 0, 1), Multiplier(-1, 0, -1)), scale=0)
    split = Proof((x_is_5, nobody_in_y), at_most(union, 5), Split(y, 0, low, high))
    assert split.check()
    with pytest.raises(ds.ProofRejected, match="empties nothing"):
        attrs.evolve(split, tree=attrs.evolve(split.tree, high=low)).check()


@pytest.mark.parametrize("number", [1.0, Fraction(1), True])
@pytest.mark.parametrize(
    "forged",
    [
        lambda one: proof([x_is_5], at_most(x, 5), [(0, 0, one)]),
        lambda one: proof([x_is_5], at_most(x, 5), [(0, 0, 1)], scale=one),
        lambda one: proof([x_is_5, x_is_5], at_most(x, 5), [(one, 0, 1)]),
        lambda one: proof([fact(at_most(y, 0), at_most(x, 5))], at_most(x, 5), [(0, one, 1)]),
        lambda one: proof([x_is_5], at_most(both, 5), [(0, 0, 1)], parts=(Part(((x, one), (both, -1))),)),
        lambda one: proof([fact(Line(((x, one),), 5, 5))], at_most(x, 5), [(0, 0, 1)]),
        lambda one: proof([fact(at_most(x, one))], at_most(x, 1), [(0, 0, 1)]),
        lambda one: proof([fact(Line(((x, 1),), one, INF))], Line(((x, -1),), -INF, -1), [(0, 0, -1)]),
    ],
)
def test_only_whole_numbers_prove(forged: Callable[[object], Proof], number: object) -> None:
    assert forged(1).check()
    with pytest.raises(ds.ProofRejected, match=f"{re.escape(repr(number))} is no whole number"):
        forged(number).check()


# -- parts ------------------------------------------------------------------------------------------------------------

both_and_z = combine("&", (x, z))
x_twice_bounds_both = proof([x_is_5], Line(((both, 1), (both_and_z, 1)), -INF, 10), [(0, 0, 2)])


def in_parts(*parts: Part) -> Proof:
    return attrs.evolve(x_twice_bounds_both, tree=attrs.evolve(x_twice_bounds_both.tree, parts=parts))


def test_a_sum_is_checked_part_by_part() -> None:
    assert x_twice_bounds_both.check()
    assert in_parts(Part(((x, 1), (both, -1)))).check()
    assert in_parts(Part(((x, 1), (both, -1))), Part(((x, 1), (both_and_z, -1)))).check()
    # What a part can spare helps the rest.
    assert in_parts(Part(((x, 1), (combine("&", (x, y, z)), -1)))).check()


@pytest.mark.parametrize(
    "part",
    [
        Part(((x, 2), (both, -1))),  # x is needed for what is left, too
        Part(((y, 1),)),  # the sum has no y to give away
        Part(((both, -2),)),
    ],
)
def test_what_is_given_to_a_part_is_taken_from_the_rest(part: Part) -> None:
    with pytest.raises(ds.ProofRejected, match="do not dominate"):
        in_parts(part).check()


def test_zero_facts_rule_worlds_out_of_the_part_that_names_them_alone() -> None:
    union = combine("|", (x, y))
    whole = proof([x_is_5, nobody_in_y], Line(((union, 1), (both, 1)), -INF, 10), [(0, 0, 2)])
    share = ((x, 1), (union, -1))

    def shared(part: Part) -> Proof:
        return attrs.evolve(whole, tree=attrs.evolve(whole.tree, parts=(part,)))

    assert shared(Part(share, zeros=((1, 0),))).check()
    with pytest.raises(ds.ProofRejected, match="do not dominate"):
        shared(Part(share)).check()
    rest = Part(((x, 1), (both, -1)), zeros=((1, 0),))
    with pytest.raises(ds.ProofRejected, match="do not dominate"):
        shared(rest).check()


@given(st.lists(st.integers(-(10**9), 10**9), min_size=8, max_size=8), st.integers(0, 255))
def test_the_worlds_below_zero_are_those_whose_sum_is(factors: list[int], alive: int) -> None:
    """By adding up world by world: x, y, z and their intersections, each with its factor."""
    sets = (x, y, z)
    terms = [combine("&", [sets[bit] for bit in range(3) if chosen >> bit & 1]) for chosen in range(1, 8)]
    universe = Universe(sets)
    coefficients = list(zip(terms, factors, strict=False))
    below = universe.below_zero(coefficients, alive)
    for place in range(8):
        inside = [term for term in terms if universe.mask(term) >> place & 1]
        total = sum(factor for term, factor in coefficients if term in inside)
        assert bool(below >> place & 1) is (total < 0 and bool(alive >> place & 1))


# -- where the fault is -----------------------------------------------------------------------------------------------


def fault(wrong: Proof) -> str | None:
    with pytest.raises(ds.ProofRejected) as caught:
        wrong.check()
    return caught.value.where


@pytest.mark.parametrize(
    "wrong",
    [
        Combination((Multiplier(0, 0, 1),), zeros=((0, 0),)),
        Combination((Multiplier(0, 0, -1),)),
        Combination((), scale=-1),
        Combination((), scale=0),
        Combination((Multiplier(0, 0, 2),)),
    ],
)
def test_a_wrong_leaf_is_said_to_be_below_its_splits(wrong: Tree) -> None:
    right = Combination((Multiplier(0, 0, 1),))
    assert fault(Proof((x_is_5,), at_most(x, 5), wrong)) == "leaf below 0 splits"
    twice = Split(y, 1, right, Split(z, 1, right, wrong))
    assert fault(Proof((x_is_5,), at_most(x, 5), twice)) == "leaf below 2 splits"


def test_a_line_is_shown_in_full() -> None:
    at_least = Line(((x, 2), (y, -3)), 4, INF)
    wrong = proof([fact(at_least)], at_most(x, 5), [(0, 0, 1)])
    assert fault(wrong) == f"4 <= 2 count({x}) + -3 count({y}) <= inf"
    low = Combination((Multiplier(-1, 0, -1),))
    assert fault(Proof((), at_most(x, 5), Split(x, 5, low, low))) == f"-inf <= 1 count({x}) <= 5"
    impossible = Witness((fact(Line((), 1, 0)),), (), count_x, 0)
    with pytest.raises(ds.ProofRejected, match="has 0 where 1 <= 0 <= 0") as caught:
        impossible.check()
    assert caught.value.where == "fact"


# -- witnesses --------------------------------------------------------------------------------------------------------


def world(count: object, *members: Leaf) -> World:
    return World(members, count)


def witness(*worlds: World, value: object = 5) -> Witness:
    return Witness((x_is_5,), worlds, count_x, value)


def test_a_witness_is_recounted() -> None:
    assert witness(world(3, x), world(2, x, y)).check()


@pytest.mark.parametrize("between", [(3, 5), (-INF, 5), (3, INF), (4, 4)])
@pytest.mark.parametrize("xs", range(1, 8))
def test_a_witness_fits_if_its_counts_lie_between_the_ends(between: tuple[float, float], xs: int) -> None:
    lower, upper = between
    some = Witness((fact(Line(((x, 1),), lower, upper)),), (world(xs, x),), count_x, xs)
    if lower <= xs <= upper:
        assert some.check()
    else:
        with pytest.raises(ds.ProofRejected, match=f"the witness has {xs}"):
            some.check()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (witness(world(4, x)), "the witness has 4"),
        (witness(world(5, x), value=4), "is 5 in the witness, not 4"),
        (witness(world(5, y)), "the witness has 0"),
        (witness(world(-1, x), world(6, x)), "a world with the count -1"),
        (witness(world(0, y), world(5, x)), "a world with the count 0"),
        (witness(world(Fraction(5, 2), x), world(Fraction(5, 2), x)), "a world with the count 5/2"),
        (witness(world(5.0, x)), "a world with the count 5.0"),
        (witness(value=None), "the witness has 0"),
    ],
)
def test_a_witness_that_does_not_fit_is_refused(wrong: Witness, message: str) -> None:
    with pytest.raises(ds.ProofRejected, match=message):
        wrong.check()


def test_a_truth_value_is_no_count() -> None:
    with pytest.raises(ds.ProofRejected):
        witness(world(True, x), world(4, x)).check()


def test_being_in_a_set_is_being_on_the_docket() -> None:
    counted = Witness((fact(Line(((everyone, 1),), 5, 5)),), (world(5, x),), count_x, 5)
    assert counted.check()


# -- rays -------------------------------------------------------------------------------------------------------------


def listed(leaf: Leaf, count: int) -> tuple[World, ...]:
    return (world(count, leaf),) if count else ()


@pytest.mark.parametrize("between", [(5, INF), (-INF, 5), (5, 5), (-INF, INF)])
@pytest.mark.parametrize("xs", [0, 1, 2])
@pytest.mark.parametrize("ys", [0, 1, 2])
@pytest.mark.parametrize("tables", [False, True])
def test_a_ray_is_accepted_if_a_fact_holds_however_often_it_is_added(
    between: tuple[float, float], xs: int, ys: int, tables: bool
) -> None:
    lower, upper = between
    more = fact(Line(((x, 1), (y, -1)), lower, upper))
    apart = (Table((x,), listed(x, xs)), Table((y,), listed(y, ys)))
    ray = Ray(Tables(apart) if tables else listed(x, xs) + listed(y, ys))
    if lower <= 5 + 1000 * (xs - ys) <= upper:
        kernel.check_ray(ray, [more])
    else:
        with pytest.raises(ds.ProofRejected, match="the ray leaves what the fact allows") as caught:
            kernel.check_ray(ray, [nobody_in_z, more])
        assert caught.value.where == "fact"


# -- ends -------------------------------------------------------------------------------------------------------------


def end(**how: object) -> Bound:
    given = {
        "proof": proof([x_is_5], at_most(x, 5), [(0, 0, 1)]),
        "witness": witness(world(5, x)),
        "sharp": True,
    }
    return Bound(Side.UPPER, how.pop("value", 5), **{**given, **how})


def test_an_end_with_proof_and_witness_is_accepted() -> None:
    ends.check_bound(end(), count_x, end().witness.facts)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (end(value=6), "about something else"),
        (end(is_open=True), "about something else"),
        (end(proof=None), "has no proof"),
        (end(witness=None), "nothing shows that it is"),
        (end(proof=proof([x_is_5], at_most(both, 5), [(0, 0, 1)])), "about something else"),
        (end(proof=proof([attrs.evolve(x_is_5, origin=Origin.CLAIM)], at_most(x, 5), [(0, 0, 1)])), "for granted"),
        (end(witness=Witness((), (world(5, x),), ds.count(docket.everyone, at=DAY), 5)), "another measure"),
        (end(ray=Ray((world(1, x),))), "the ray leaves what the fact allows"),
    ],
)
def test_an_end_that_is_not_defended_is_refused(wrong: Bound, message: str) -> None:
    with pytest.raises(ds.ProofRejected, match=message):
        ends.check_bound(wrong, count_x, end().witness.facts)


def test_an_infinite_end_needs_no_proof_and_to_be_sharp_a_ray_that_grows() -> None:
    free = Witness((), (world(5, x),), count_x, 5)
    endless = Bound(Side.UPPER, INF, is_open=True, witness=free, ray=Ray((world(1, x),)), sharp=True)
    ends.check_bound(endless, count_x, ())
    ends.check_bound(attrs.evolve(endless, ray=None, witness=None, sharp=False), count_x, ())
    with pytest.raises(ds.ProofRejected, match="nothing shows"):
        ends.check_bound(attrs.evolve(endless, ray=Ray((world(1, y),))), count_x, ())


def test_too_many_sets_are_refused_with_their_number() -> None:
    many = [Leaf("d", name=f"s{number}") for number in range(21)]
    with pytest.raises(ds.ProofRejected, match="21 sets in play"):
        proof([], at_most(combine("&", many), 0), []).check()


def test_the_kernel_imports_no_solver() -> None:
    imported = {
        node.module.rpartition(".")[2]
        for node in ast.walk(ast.parse(inspect.getsource(kernel)))
        if isinstance(node, ast.ImportFrom) and node.module
    }
    assert not imported & {
        "cells",
        "simplex",
        "bounds",
        "conflicts",
        "tree",
        "highs",
        "proposals",
        "stand_ins",
        "columns",
    }
