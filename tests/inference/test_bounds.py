"""The entry to inference: searches, their limits, and what they hand to the kernel."""

from fractions import Fraction
from itertools import combinations, pairwise

import pytest

import docketstats as ds
from docketstats.inference import route, search, system
from docketstats.inference.bounds import feasible
from docketstats.inference.proof import Combination, Multiplier, Proof, Split
from docketstats.inference.search import Solver, shrunk, trimmed
from docketstats.model.facts import Fact, Line, Origin
from docketstats.model.term import Leaf, combine

INF = float("inf")
DAY = "2024-07-21"
SOURCE = ds.Source("Annual report")
docket = ds.Docket("docket")
x, y, z = (Leaf("d", name=name) for name in "xyz")


def fact(*lines: Line, name: str = "fact") -> Fact:
    return Fact(name, name, origin=Origin.FIGURE, lines=lines)


def exactly(term: object, number: int, name: str = "") -> Fact:
    return fact(Line(((term, 1),), number, number), name=name or str(term))


ODD = tuple(exactly(combine("^", pair), 1) for pair in ((x, y), (y, z), (x, z)))


def test_the_greatest_value_of_a_form_with_its_point() -> None:
    solver = Solver([exactly(x, 5), exactly(y, 3)], [combine("|", (x, y))])
    found = solver.search(((combine("|", (x, y)), 1),))
    assert (found.upper, found.best, found.complete) == (8, 8, True)


def test_no_cells_at_all() -> None:
    assert Solver([], []).search(()).complete
    assert feasible([]) == (None, ())
    assert feasible([fact(Line((), 1, INF))])[0] is not None


def test_an_unbounded_form_has_a_ray() -> None:
    found = Solver([exactly(x, 5)], [x, y]).search(((y, 1),))
    assert found.upper == INF
    assert found.ray is not None
    assert found.point is not None


def test_facts_whose_ends_cross_have_no_population() -> None:
    """No whole number lies between two fifths and four fifths."""
    told = ds.Evidence(
        docket.snapshot(DAY, [ds.reported(docket.population("a"), "between 0.4 and 0.8", source=SOURCE)])
    )
    for asked in (docket.population("a"), docket.everyone):
        with pytest.raises(ds.ContradictoryEvidence):
            told.bound(asked)


def test_an_unbounded_form_over_facts_that_no_units_fit_is_infeasible() -> None:
    found = Solver(ODD, [Leaf("d", name="w")]).search(((Leaf("d", name="w"), 1),))
    assert found.upper == -INF


def test_whole_units_are_found_by_splits() -> None:
    proof, worlds = feasible(ODD)
    assert worlds is None
    assert isinstance(proof.tree, Split)
    assert proof.check()


def test_the_work_limit_leaves_neither_proof_nor_population(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "WORK", 1)
    assert feasible(ODD) == (None, None)


def test_the_work_limit_bounds_the_size_of_the_tree() -> None:
    # 2y = x = 2z + 1 has no whole solution, and no bounded number of splits shows it.
    even, odd = Line(((x, 1), (y, -2)), 0, 0), Line(((x, 1), (z, -2)), 1, 1)
    found = Solver([fact(even), fact(odd)], ()).search((), 30)
    assert not found.complete

    def size(tree: object) -> int:
        return 1 + (size(tree.low) + size(tree.high) if isinstance(tree, Split) else 0)

    assert size(found.tree) <= 2 * 30 + 1


def test_a_proof_is_trimmed_to_the_facts_that_it_uses() -> None:
    facts = (exactly(x, 1), exactly(y, 2), exactly(z, 3))
    tree = Split(
        z, 0, Combination((Multiplier(1, 0, 1), Multiplier(-1, 0, 1))), Combination((Multiplier(1, 0, 1),), ((2, 0),))
    )
    found = trimmed(Proof(facts, Line(((y, 1),), -INF, 2), tree))
    assert found.facts == facts[1:]
    assert found.tree.low.multipliers == (Multiplier(0, 0, 1), Multiplier(-1, 0, 1))
    assert found.tree.high.zeros == ((1, 0),)


def test_a_proof_uses_few_facts() -> None:
    told = [ds.reported(docket.population(name), 5, source=SOURCE) for name in "abcdef"]
    a, b = docket.population("a"), docket.population("b")
    found = ds.Evidence(docket.snapshot(DAY, [*told, ds.reported(docket.everyone, 20, source=SOURCE)])).bound(
        ds.count(a & b)
    )
    assert [len(proof.facts) for proof in found.proofs] == [0, 1]


# -- ratios -----------------------------------------------------------------------------------------------------------


def share(part: object, whole: object) -> ds.DerivedFigure:
    a, b = docket.population("a"), docket.population("b")
    told = [ds.reported(a & b, part, source=SOURCE), ds.reported(b - a, whole, source=SOURCE)]
    found = ds.Evidence(docket.snapshot(DAY, told)).bound(ds.share(a, among=b))
    assert found.check()
    assert found.sharpness is ds.Sharpness.SHARP
    return found


@pytest.mark.parametrize(
    ("part", "rest", "interval"),
    [
        (3, 4, ds.Interval(Fraction(3, 7), Fraction(3, 7))),
        ("1 to 3", "2 to 5", ds.Interval(Fraction(1, 6), Fraction(3, 5))),
        ("1 or more", "2 to 5", ds.Interval(Fraction(1, 6), 1, upper_open=True)),
        ("1 to 3", "2 or more", ds.Interval(0, Fraction(3, 5), lower_open=True)),
        ("1 or more", "2 or more", ds.Interval(0, 1, lower_open=True, upper_open=True)),
        ("1 or more", "*", ds.Interval(0, 1, lower_open=True)),
        ("*", "*", ds.Interval(0, 1)),
        (0, 0, ds.Interval.empty()),
    ],
)
def test_a_share_has_closed_open_and_one_sided_ends(part: object, rest: object, interval: ds.Interval) -> None:
    assert share(part, rest).interval == interval


def test_a_ratio_may_be_without_end() -> None:
    a, b = docket.population("a"), docket.population("b")
    told = ds.Evidence(docket.snapshot(DAY, [ds.reported(b, "2 to 3", source=SOURCE)]))
    found = told.bound(ds.ratio(ds.count(a), ds.count(b)))
    assert found.interval == ds.Interval.at_least(0)
    assert found.sharpness is ds.Sharpness.SHARP
    assert found.check()


def test_growth_may_be_negative() -> None:
    a = docket.population("a")
    told = ds.Evidence(docket.snapshot("2021-06-05", [ds.reported(a, 10, source=SOURCE)]))
    found = told.bound(ds.growth(a, since="2021-06-05", until=DAY))
    assert found.interval == ds.Interval.at_least(-1)
    assert found.check()


def test_a_fact_that_says_nothing_does_not_cost_sharpness() -> None:
    a, b, c = (docket.population(name) for name in "abc")
    told = [
        ds.reported(ds.share(b & c, among=b), ds.Interval(0, Fraction(3, 4)), source=SOURCE),
        ds.reported(ds.share(c, among=a - b), ds.Interval(Fraction(1, 4), Fraction(3, 4)), source=SOURCE),
    ]
    nothing = ds.reported(a | b, ds.Interval.at_least(0), source=SOURCE)
    measure = 2 * ds.count(a - b) + ds.count(a & b)
    first = ds.Evidence(docket.snapshot(DAY, told)).bound(measure)
    second = ds.Evidence(docket.snapshot(DAY, [told[0], nothing, told[1]])).bound(measure)
    assert first.sharpness is second.sharpness is ds.Sharpness.SHARP
    assert first.interval == second.interval == ds.Interval.at_least(4)


# -- size -------------------------------------------------------------------------------------------------------------


def test_one_set_built_from_too_many_is_refused_with_its_size() -> None:
    in_two = docket.nobody
    for one, other in combinations([docket.population(f"s{number}") for number in range(25)], 2):
        in_two |= one & other
    told = ds.Evidence(docket.snapshot(DAY, [ds.reported(in_two, 5, source=SOURCE)]))
    with pytest.raises(ds.TooLarge, match=r"sets in play.*leave out figures with \.only"):
        told.bound(ds.count(in_two))


def test_a_chain_of_many_sets_is_solved_bag_by_bag() -> None:
    sets = [docket.population(f"s{number}") for number in range(40)]
    chain = [ds.reported(one & two, number + 1, source=SOURCE) for number, (one, two) in enumerate(pairwise(sets))]
    told = ds.Evidence(docket.snapshot(DAY, [*chain, ds.reported(sets[-1], 50, source=SOURCE)]))
    found = told.bound(ds.count(sets[38] - sets[39]))
    assert found.check()
    assert (found.interval, found.sharpness) == (ds.Interval.at_least(0), ds.Sharpness.SHARP)
    assert told.bound(ds.count(sets[20] & sets[21])).interval == ds.Interval(21, 21)


def test_a_system_with_too_many_kinds_of_unit_is_refused_with_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(route, "FLAT_SETS", 0)
    monkeypatch.setitem(system.System.__init__.__kwdefaults__, "most", 10)
    told = ds.Evidence(
        docket.snapshot(DAY, [ds.reported(docket.population(name), 1, source=SOURCE) for name in "abcde"])
    )
    everything = docket.nobody
    for name in "abcde":
        everything |= docket.population(name)
    asked = told._instants.dated(ds.count(everything))
    with pytest.raises(ds.TooLarge, match="more than 10 kinds of unit"):
        route.system_for(tuple(told.facts()), asked.terms)


def test_what_is_not_tied_to_a_question_is_not_too_large_for_it() -> None:
    everything = docket.nobody
    for number in range(25):
        everything |= docket.population(f"s{number}")
    a = docket.population("a")
    told = [ds.reported(a, 1, source=SOURCE), ds.reported(everything, 5, source=SOURCE)]
    assert ds.Evidence(docket.snapshot(DAY, told)).bound(ds.count(a)).interval == ds.Interval(1, 1)


def test_a_proof_is_shrunk_to_facts_that_it_needs_each() -> None:
    both = combine("|", (x, y))
    facts = [exactly(x, 5), exactly(y, 3), exactly(both, 8), exactly(combine("&", (x, y)), 1)]
    wrong = Proof(tuple(facts), Line((), -INF, -1), Solver(facts, ()).search(()).tree)
    small = shrunk(trimmed(wrong))
    assert small.check()
    assert len(small.facts) == 4  # any three of them fit
    padded = [exactly(z, 2), *facts, exactly(both, 9, "another")]
    found = shrunk(Solver(padded, ()).proof(Solver(padded, ()).search(()), Line((), -INF, -1)))
    assert found.check()
    assert [one.name for one in found.facts] == [str(both), "another"]


def test_the_plainest_population_does_not_stack_sets() -> None:
    home = combine("&", (x, y))
    worlds = Solver([exactly(x, 9), exactly(home, 2), exactly(combine("&", (x, z)), 3)], ()).plainest()
    assert worlds is not None
    assert max(len(world.members) for world in worlds) == 2
