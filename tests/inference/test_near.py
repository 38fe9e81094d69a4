"""Answers near a question's sets: those of the whole docket, by little of it."""

import random
from functools import cache

import attrs
import pytest

import docketstats as ds
from docketstats.inference import bounds, near, optimum, recount, route, worlds
from docketstats.inference.worlds import Table, Tables, World
from docketstats.model.term import Leaf, combine

DAY = "2024-07-21"
SOURCE = ds.Source("Annual report")
docket = ds.Docket("docket")
SETS = [docket.population(f"s{number:02}") for number in range(48)]


@cache
def evidence(*, counted: bool) -> ds.Evidence:
    """Sets on a band of width three, with counts read off a drawn population; everyone is counted, or is not."""
    draw = random.Random(5)
    units = [frozenset(number for number in range(48) if draw.random() < 0.3) for _ in range(400)]
    figures = [ds.reported(docket.everyone, 410, source=SOURCE)] if counted else []
    for number in range(48):
        near_by = range(number + 1, min(number + 3, 48))
        for chosen in ([number], *([number, other] for other in near_by)):
            if chosen == [number, number + 1] or draw.random() < 0.6:
                population = SETS[chosen[0]]
                for one in chosen[1:]:
                    population = population & SETS[one]
                count = sum(unit.issuperset(chosen) for unit in units)
                slack = draw.choice([0, 0, 5])
                figures.append(
                    ds.reported(population, ds.Interval(max(0, count - slack), count + slack), source=SOURCE)
                )
    return ds.Evidence(docket.snapshot(DAY, figures))


QUESTIONS = {
    "a set": ds.count(SETS[20]),
    "a pair": ds.count(SETS[30] & SETS[31]),
    "a union": ds.count(SETS[10] | SETS[11]),
    "a difference": ds.count(SETS[5] - SETS[6]),
    "a share": ds.share(SETS[40], among=SETS[41]),
    "a share that may be undefined": ds.share(SETS[40], among=SETS[41] - SETS[40]),
    "two sets far apart": ds.count(SETS[3]) - ds.count(SETS[45]),
}


@pytest.mark.parametrize("counted", [True, False], ids=["everyone counted", "everyone not counted"])
@pytest.mark.parametrize("measure", QUESTIONS.values(), ids=QUESTIONS)
def test_the_answer_is_that_of_the_whole_docket(measure: ds.Measure, counted: bool) -> None:
    told = evidence(counted=counted)
    dated = told._instants.dated(measure)
    facts = told._for(dated).tied_to(dated)
    assert route.is_large(facts)
    some, whole = bounds._ask_near(facts, dated), optimum.optimum(facts, dated)
    assert some is not None
    assert (some.always_defined is None) is (whole.always_defined is None)
    for one, other in ((some.lower, whole.lower), (some.upper, whole.upper)):
        assert (one.value, one.is_open, one.sharp) == (other.value, other.is_open, other.sharp)
        listed = attrs.evolve(one.witness, worlds=tuple(one.witness.worlds))
        assert listed.check()
    assert told.bound(measure).check()


def test_a_proof_uses_facts_near_by_and_a_witness_fits_all() -> None:
    found = evidence(counted=False).bound(ds.count(SETS[20]))
    names = {int(leaf.name[1:]) for fact in found.used for leaf in fact.leaves}
    assert names <= set(range(14, 27))
    assert found.upper.witness.facts == found.facts
    assert len(found.facts) > 80


def test_claims_are_decided_near_by_too() -> None:
    told = evidence(counted=False)
    exact = told.bound(ds.count(SETS[20] & SETS[21])).interval
    for claim, outcome in (
        (ds.count(SETS[20] & SETS[21]) <= exact.upper, ds.Outcome.SUPPORTED),
        (ds.count(SETS[20] & SETS[21]) > exact.upper, ds.Outcome.REFUTED),
        (ds.count(SETS[20] & SETS[23]) >= 1, ds.Outcome.UNDETERMINED),
    ):
        verdict = told.check(claim)
        assert verdict.check()
        assert verdict.outcome is outcome
        assert verdict.explain()


def test_an_explanation_shows_the_sets_that_are_asked_about() -> None:
    told = evidence(counted=False).bound(ds.count(SETS[20] & SETS[21])).explain()
    (example, *_) = (line for line in told.splitlines() if "Example:" in line)
    assert "in s20 and s21" in example
    assert example.endswith("and others, who are in none of these.")
    assert len(told) < 4_000


def test_what_no_bag_holds_is_asked_of_the_whole_docket() -> None:
    told = evidence(counted=False)
    found = told.bound(ds.count(SETS[3] & SETS[45]))
    assert found.check()
    assert found.interval.lower == 0
    dated = found.measure
    assert bounds._ask_near(found.facts, dated) is None


def test_facts_that_contradict_are_found_on_a_large_docket() -> None:
    told = evidence(counted=False)
    wrong = ds.reported(SETS[20] & SETS[21], 399, source=ds.Source("Other report"))
    with pytest.raises(ds.ContradictoryEvidence) as raised:
        (told | ds.Evidence(docket.snapshot(DAY, [wrong]))).bound(ds.count(SETS[20]))
    assert all(conflict.proof.check() for conflict in raised.value.conflicts)
    near.near.cache_clear()


# -- tables -----------------------------------------------------------------------------------------------------------

a, b, c, everyone = (Leaf("d", name=name) for name in ("a", "b", "c", ""))
LEFT = Table((a, b), (World((a,), 2), World((a, b), 3)), 1)
RIGHT = Table((b, c), (World((b, c), 1), World((b,), 2), World((c,), 4)))


def test_tables_that_agree_are_glued_to_one_population() -> None:
    population = Tables((LEFT, RIGHT))
    counts = {frozenset(world.members): world.count for world in population}
    assert sum(counts.values()) == 9
    count = worlds.Recount(population).count
    assert [count(leaf) for leaf in (a, b, c)] == [5, 3, 5]
    assert population == tuple(population)
    assert hash(population) == hash(tuple(population))


def test_who_is_in_a_set_is_on_the_docket_though_no_table_holds_everyone() -> None:
    population = Tables((Table((a,), (World((a,), 2),)), Table((b,), (World((b,), 3),))))
    outside = combine("-", (everyone, b))
    assert recount.counter(population, [everyone, outside])(outside) == 2
    assert recount.RecountTables(population.tables).home(outside) is None


@pytest.mark.parametrize(
    ("tables", "words"),
    [
        ((LEFT, attrs.evolve(RIGHT, worlds=RIGHT.worlds[:1])), "do not agree where they meet"),
        ((attrs.evolve(LEFT, parent=0), RIGHT), "no parent that comes later"),
        ((attrs.evolve(LEFT, parent=None), RIGHT), "do not hang together"),
        ((attrs.evolve(LEFT, worlds=(World((a, c), 2), *LEFT.worlds[1:])), RIGHT), "sets that it does not hold"),
        ((attrs.evolve(LEFT, worlds=(World((a,), 0), *LEFT.worlds[1:])), RIGHT), "a world with the count 0"),
        ((LEFT, attrs.evolve(RIGHT, leaves=(b, c, everyone))), "leaves out everyone"),
        ((Table((a, everyone), (World((a,), 1),)),), "not on the docket"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_tables_that_are_not_one_population_are_refused(tables: tuple[Table, ...], words: str) -> None:
    with pytest.raises(ds.ProofRejected, match=words):
        recount.RecountTables(tables)
