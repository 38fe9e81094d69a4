"""Terms about many sets: sharp ends, proofs with definitions, and what the kernel refuses of these."""

import random
from fractions import Fraction
from functools import reduce
from math import ceil, floor, inf
from operator import and_, or_

import attrs
import generators
import pytest
from letter_against_linprog import dense

import docketstats as ds
from docketstats.adapters.documents import from_json, to_json
from docketstats.inference.definitions import Definitions
from docketstats.inference.proof import Combination, Multiplier, Part, Proof, Split
from docketstats.inference.stand_ins import LONG
from docketstats.model.facts import Fact, Line, Origin
from docketstats.model.term import Leaf, combine

DAY = "2024-07-21"
SOURCE = ds.Source("Annual report")
DOCKET = ds.Docket("docket")


def told(counts: dict[ds.Population, int], *more: ds.ReportedFigure) -> ds.Evidence:
    figures = [ds.reported(one, count, source=SOURCE) for one, count in counts.items()]
    return ds.Evidence(DOCKET.snapshot(DAY, [*figures, *more]))


def drawn(number: int, seed: int = 0) -> dict[ds.Population, int]:
    draw = random.Random(seed)
    return {DOCKET.population(f"s{place}"): draw.randrange(10, 40) for place in range(number)}


@pytest.mark.parametrize("number", [LONG + 1, 13, 20, 40, 120])
def test_unions_and_intersections_of_many_counted_sets(number: int) -> None:
    """With nothing said of overlaps, a union lies between the greatest count and the sum of all."""
    counts = drawn(number, seed=number)
    evidence = told(counts)
    for asked, interval in (
        (reduce(or_, counts), ds.Interval(max(counts.values()), sum(counts.values()))),
        (reduce(and_, counts), ds.Interval(0, min(counts.values()))),
    ):
        found = evidence.bound(ds.count(asked))
        assert found.check()
        assert (found.interval, found.sharpness) == (interval, ds.Sharpness.SHARP)


@pytest.mark.parametrize("everyone", [700, 200, 45])
def test_a_union_is_no_more_than_everyone(everyone: int) -> None:
    counts = drawn(20)
    within = ds.reported(DOCKET.everyone, everyone, source=SOURCE)
    convicted = DOCKET.population("convicted")
    evidence = told(counts, within, ds.reported(convicted, 30, source=SOURCE))
    union = reduce(or_, counts)
    most = min(everyone, sum(counts.values()))
    assert evidence.bound(ds.count(union)).interval == ds.Interval(max(counts.values()), most)
    assert evidence.bound(ds.count(DOCKET.everyone - union)).interval == ds.Interval(
        everyone - most, everyone - max(counts.values())
    )
    found = evidence.bound(ds.count(union & convicted))
    assert found.check()
    least = max(0, max(counts.values()) + 30 - everyone)
    assert (found.interval, found.sharpness) == (ds.Interval(least, 30), ds.Sharpness.SHARP)
    share = evidence.bound(ds.ratio(ds.count(union & convicted), ds.count(convicted)))
    assert share.check()
    assert share.interval == ds.Interval(Fraction(least, 30), 1)


def test_a_count_of_a_union_bounds_its_parts() -> None:
    """Of twenty sets with 29 in each and 30 in any, two have at least 28 in common."""
    sets = list(drawn(20))
    union = ds.reported(reduce(or_, sets), 30, source=SOURCE)
    evidence = told(dict.fromkeys(sets, 29), union)
    found = evidence.bound(ds.count(sets[3] & sets[17]))
    assert found.check()
    assert (found.interval, found.sharpness) == (ds.Interval(28, 29), ds.Sharpness.SHARP)
    beyond = told(dict.fromkeys(sets, 31), union)
    (conflict, *_) = beyond.conflicts()
    assert conflict.proof.check()
    assert len(conflict.facts) == 2


@pytest.mark.parametrize("seed", range(6))
def test_a_union_on_a_docket_with_overlaps_told(seed: int) -> None:
    """Against the linear program over all worlds, where whole units attain its ends."""
    evidence = generators.structured(13, treewidth=3, seed=seed)
    some = random.Random(seed).sample(generators.names(evidence), LONG + 1)
    found = evidence.bound(ds.count(reduce(or_ if seed % 2 else and_, some)))
    assert found.check()
    lower, upper = dense(found.facts, found.measure, prune=False)
    assert found.sharpness is ds.Sharpness.SHARP
    assert found.interval.lower == max(0, ceil(lower - 1e-6))
    assert found.interval.upper == (inf if upper == inf else floor(upper + 1e-6))


def test_nobody_is_in_any_of_many_sets() -> None:
    sets = list(drawn(20))
    evidence = told(
        {}, ds.reported(reduce(or_, sets), 0, source=SOURCE), ds.reported(DOCKET.everyone, 9, source=SOURCE)
    )
    for asked, number in ((sets[7], 0), (reduce(or_, sets[3:]), 0), (DOCKET.everyone - reduce(or_, sets[:15]), 9)):
        found = evidence.bound(ds.count(asked))
        assert found.check()
        assert (found.interval, found.sharpness) == (ds.Interval(number, number), ds.Sharpness.SHARP)


def test_nobody_among_many_sets() -> None:
    """A set without sets lies in no bag."""
    many = reduce(or_, drawn(12))
    found = told({}).bound(ds.count((DOCKET.nobody ^ many) | (DOCKET.everyone - many), at=DAY))
    assert found.check()
    assert found.interval == ds.Interval.at_least(0)


def test_who_was_in_a_set_at_any_of_many_dates() -> None:
    days = [f"2023-{month:02}-28" for month in range(1, 13)]
    held = DOCKET.population("held")
    snapshots = [DOCKET.snapshot(day, [ds.reported(held, 10 + place, source=SOURCE)]) for place, day in enumerate(days)]
    asked = ds.count(reduce(or_, (held.at(day) for day in days)))
    found = ds.Evidence(*snapshots).bound(asked)
    assert found.check()
    assert (found.interval, found.sharpness) == (ds.Interval(21, sum(range(10, 22))), ds.Sharpness.SHARP)


def test_the_arithmetic_is_in_words_without_stand_ins() -> None:
    counts = drawn(12)
    found = told(counts).bound(ds.count(reduce(or_, counts)))
    text = found.explain()
    assert '" 1' not in text
    assert f"{sum(counts.values()):,}" in text


def test_a_claim_about_many_sets_is_explained_with_what_would_settle_it() -> None:
    counts, convicted = drawn(20), DOCKET.population("convicted")
    evidence, many = told(counts, ds.reported(convicted, 400, source=SOURCE)), reduce(or_, counts)
    verdict = evidence.check(ds.count(many & convicted) >= 100)
    assert verdict.outcome is ds.Outcome.UNDETERMINED
    assert verdict.check()
    assert verdict.own_count is not None
    rest = next(one for one in verdict.would_settle if one.term == (convicted - many).at(DAY).term)
    assert (rest.supports, rest.refutes) == ((ds.Interval(0, 300),), (ds.Interval(301, 400),))
    assert "What would help to settle it" in verdict.explain()
    refuted = evidence.check(ds.count(many & convicted) > 400)
    assert refuted.outcome is ds.Outcome.REFUTED
    assert refuted.check()


def test_such_an_answer_can_be_saved() -> None:
    counts = drawn(15)
    found = told(counts).bound(ds.count(reduce(or_, counts)))
    again = from_json(to_json(found))
    assert again == found
    assert again.check()


# -- what the kernel makes of definitions -----------------------------------------------------------------------------

a, b, c = (Leaf("d", name=name, at=ds.Period.read("2024")) for name in "abc")


def fact(term: object, number: int) -> Fact:
    return Fact(str(term), str(term), origin=Origin.FIGURE, lines=(Line(((term, 1),), number, number),))  # type: ignore[arg-type]


def proof(*definitions: object, zeros: tuple[int, ...], parts: tuple[Part, ...] = ()) -> Proof:
    """That a | b | c is at most 6, as a is 1, b is 2 and c is 3."""
    facts = tuple(fact(leaf, number) for number, leaf in enumerate((a, b, c), 1))
    multipliers = tuple(Multiplier(place, 0, 1) for place in range(3))
    tree = Combination(multipliers, tuple((-2, one) for one in zeros), 1, parts)
    return Proof(facts, Line(((combine("|", (a, b, c)), 1),), -inf, 6), tree, tuple(definitions))  # type: ignore[arg-type]


def test_a_proof_by_definitions() -> None:
    both = Definitions().add(combine("|", (a, b)))
    below = Part(((a, 1), (b, 1), (both, -1)), ((-2, 0),))
    good = proof(combine("|", (a, b)), combine("|", (both, c)), zeros=(1,), parts=(below,))
    assert good.check()
    with pytest.raises(ds.ProofRejected, match="dominate"):
        proof(combine("|", (a, b)), combine("|", (both, c)), zeros=(), parts=(below,)).check()
    with pytest.raises(ds.ProofRejected, match="dominate"):
        proof(combine("|", (a, b)), combine("&", (both, c)), zeros=(1,), parts=(below,)).check()


def test_a_definition_that_goes_in_a_circle_is_refused() -> None:
    """Else "those who are not in it" would prove that nobody is on the docket."""
    itself = Leaf("d", name=" 0", at=ds.Period.read("2024"))
    with pytest.raises(ds.ProofRejected, match="before it is defined"):
        Definitions([combine("-", (a, itself))])
    later = Leaf("d", name=" 1", at=ds.Period.read("2024"))
    with pytest.raises(ds.ProofRejected, match="before it is defined"):
        Definitions([combine("|", (a, later)), combine("-", (a.everyone, itself))])


def test_a_definition_of_a_set_that_a_fact_is_about_is_refused() -> None:
    good = proof(combine("|", (a, b)), zeros=())
    about = fact(Leaf("d", name=" 0", at=ds.Period.read("2024")), 5)
    with pytest.raises(ds.ProofRejected, match="that the facts are about"):
        attrs.evolve(good, facts=(*good.facts, about)).check()


def test_a_conclusion_about_a_stand_in_is_refused() -> None:
    stand_in = Leaf("d", name=" 0", at=ds.Period.read("2024"))
    good = proof(combine("|", (a, b, c)), zeros=(0,))
    assert good.check()
    with pytest.raises(ds.ProofRejected, match="that the facts are about"):
        attrs.evolve(good, conclusion=Line(((stand_in, 1),), -inf, 6)).check()


def test_a_split_on_a_stand_in_is_about_what_it_stands_for() -> None:
    """Of five in a or b, at most two cannot be, and of three and more at most five are."""
    either = combine("|", (a, b))
    few = Combination((Multiplier(-1, 0, 1), Multiplier(0, 0, -1)), scale=0)
    many = Combination((Multiplier(0, 0, 1),))
    tree = Split(Leaf("d", name=" 0", at=ds.Period.read("2024")), 2, few, many)
    assert Proof((fact(either, 5),), Line(((either, 1),), -inf, 5), tree, (either,)).check()
    with pytest.raises(ds.ProofRejected):
        Proof((fact(either, 2),), Line(((either, 1),), -inf, 1), tree, (either,)).check()


def test_what_is_about_two_dates_lies_within_neither() -> None:
    later = Leaf("d", name="b", at=ds.Period.read("2025"))
    assert Definitions().add(combine("|", (a, later))).is_everyone
    assert Definitions().add(combine("|", (a, b))).everyone is a.everyone


@pytest.mark.parametrize("term", [combine("|", (a, Leaf("other", name="b"))), combine("|", ())])
def test_a_definition_is_about_one_docket(term: object) -> None:
    with pytest.raises(ds.ProofRejected, match="sets of one docket"):
        Definitions([term])  # type: ignore[list-item]


def test_a_definition_that_holds_of_units_in_no_set_is_refused() -> None:
    """They may be on another docket, where nothing stands in for it."""
    with pytest.raises(ds.ProofRejected, match="in none of its sets"):
        Definitions([combine("|", (a, combine("&", ())))])
    Definitions([combine("-", (a.everyone, a))])
