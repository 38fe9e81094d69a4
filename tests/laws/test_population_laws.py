"""Laws of population algebra: Python's sets are the oracle for what an expression means."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

import docketstats as ds
from docketstats.model.term import Leaf, evaluate

docket = ds.Docket("docket")
NAMES = {name: docket.population(name) for name in ("a", "b", "c", "d e")}
SIMPLE = {name: one for name, one in NAMES.items() if name.isidentifier()}
SCOPE = {**SIMPLE, "everyone": docket.everyone, "nobody": docket.nobody}
DAYS = ("2021-06-05", "2024-07-21")
UNIVERSE = range(16)
everyone = frozenset(unit for unit in UNIVERSE if unit != 15)


def expressions(leaf: st.SearchStrategy[ds.Population]) -> st.SearchStrategy[ds.Population]:
    """Populations that are built from a few with all operators but `~`, which needs one date."""

    def build(part: st.SearchStrategy[ds.Population]) -> st.SearchStrategy[ds.Population]:
        operators: list[Callable[[ds.Population, ds.Population], ds.Population]] = [
            lambda x, y: x & y,
            lambda x, y: x | y,
            lambda x, y: x - y,
            lambda x, y: x ^ y,
            lambda x, _: ~x,
        ]
        return st.builds(lambda join, x, y: join(x, y), st.sampled_from(operators), part, part)

    return st.recursive(leaf, build, max_leaves=8)


populations = expressions(st.sampled_from(list(SCOPE.values())))
mappings = st.fixed_dictionaries({name: st.frozensets(st.sampled_from(sorted(everyone))) for name in SIMPLE})


def as_mask(units: frozenset[int]) -> int:
    return sum(1 << unit for unit in units)


def meaning(population: ds.Population, sets: dict[str, frozenset[int]]) -> frozenset[int]:
    """The units of a population, by the library."""

    def mask(leaf: Leaf) -> int:
        return as_mask(everyone if leaf.is_everyone else sets[leaf.name])

    found = evaluate(population.term, mask)
    return frozenset(unit for unit in UNIVERSE if found >> unit & 1)


class Plain:
    """A set of units with the operators of a population: frozensets, and `~` within everyone."""

    def __init__(self, units: frozenset[int]) -> None:
        self.units = units

    def __and__(self, other: Plain) -> Plain:
        return Plain(self.units & other.units)

    def __or__(self, other: Plain) -> Plain:
        return Plain(self.units | other.units)

    def __sub__(self, other: Plain) -> Plain:
        return Plain(self.units - other.units)

    def __xor__(self, other: Plain) -> Plain:
        return Plain(self.units ^ other.units)

    def __invert__(self) -> Plain:
        return Plain(everyone - self.units)


@given(populations, mappings)
def test_an_expression_means_what_it_means_for_python_sets(p: ds.Population, sets: dict[str, frozenset[int]]) -> None:
    plain = {name: Plain(units) for name, units in sets.items()}
    scope = {**plain, "everyone": Plain(everyone), "nobody": Plain(frozenset())}
    assert meaning(p, sets) == eval(repr(p), {}, scope).units


@given(populations)
def test_repr_reads_back_as_an_equal_population(p: ds.Population) -> None:
    again = eval(repr(p), {}, SCOPE)
    assert again == p
    assert repr(again) == repr(p)
    assert hash(again) == hash(p)


@given(populations, st.sampled_from(DAYS))
def test_repr_of_a_dated_population_reads_back(p: ds.Population, day: str) -> None:
    assert eval(repr(p.at(day)), {}, SCOPE) == p.at(day)


@given(populations, populations)
def test_and_and_or_are_commutative(p: ds.Population, q: ds.Population) -> None:
    assert p & q == q & p
    assert p | q == q | p
    assert p ^ q == q ^ p
    assert hash(p & q) == hash(q & p)


@given(populations, populations, populations)
def test_and_and_or_are_associative(p: ds.Population, q: ds.Population, r: ds.Population) -> None:
    assert (p & q) & r == p & (q & r)
    assert (p | q) | r == p | (q | r)
    assert (p ^ q) ^ r == p ^ (q ^ r)


@given(populations)
def test_and_and_or_are_idempotent(p: ds.Population) -> None:
    assert p & p == p
    assert p | p == p


@given(populations, populations)
def test_equal_populations_have_equal_hashes_and_meanings(p: ds.Population, q: ds.Population) -> None:
    if p == q:
        assert hash(p) == hash(q)
        assert p.equivalent_to(q)


@given(populations, populations)
def test_de_morgan(p: ds.Population, q: ds.Population) -> None:
    assert (~(p | q)).equivalent_to(~p & ~q)
    assert (~(p & q)).equivalent_to(~p | ~q)


@given(populations, populations, populations)
def test_and_distributes_over_or_in_meaning(p: ds.Population, q: ds.Population, r: ds.Population) -> None:
    assert (p & (q | r)).equivalent_to((p & q) | (p & r))
    assert (p | (q & r)).equivalent_to((p | q) & (p | r))


@given(populations, populations)
def test_minus_and_xor_are_what_they_are_for_sets(p: ds.Population, q: ds.Population) -> None:
    assert (p - q).equivalent_to(p & ~q)
    assert (p ^ q).equivalent_to((p | q) - (p & q))
    assert (~~p).equivalent_to(p)


@given(populations, populations)
def test_equivalent_populations_are_those_that_no_world_tells_apart(p: ds.Population, q: ds.Population) -> None:
    # One unit of each kind tells all populations apart that differ at all; unit 15 is not on the docket.
    sets = {name: frozenset(u for u in range(8) if u >> place & 1) for place, name in enumerate(SIMPLE)}
    assert p.equivalent_to(q) == (meaning(p, sets) == meaning(q, sets))


@given(populations, populations, st.sampled_from(DAYS))
def test_at_distributes(p: ds.Population, q: ds.Population, day: str) -> None:
    assert (p & q).at(day) == p.at(day) & q.at(day)
    assert (p | q).at(day) == p.at(day) | q.at(day)
    assert (p - q).at(day) == p.at(day) - q.at(day)
    assert (p ^ q).at(day) == p.at(day) ^ q.at(day)
    if p.dates or p.term.leaves:
        assert (~p).at(day) == ~p.at(day)


@given(populations, st.sampled_from(DAYS))
def test_at_is_idempotent_and_gives_one_date(p: ds.Population, day: str) -> None:
    dated = p.at(day)
    assert dated.at(day) == dated
    assert dated.dates <= {ds.Period.read(day)}
    assert dated.is_dated


@given(populations, populations)
def test_a_part_is_within_the_whole_in_every_world(p: ds.Population, q: ds.Population) -> None:
    assert ((p & q) - p).equivalent_to(docket.nobody)
    assert (p - (p | q)).equivalent_to(docket.nobody)


def test_a_name_with_a_blank_is_quoted() -> None:
    assert repr(NAMES["a"] & NAMES["d e"]) == 'a & "d e"'
