"""Systems bag by bag: the same answers as over all worlds, with proofs part by part and populations glued."""

from itertools import pairwise

import pytest

import docketstats as ds
from docketstats.inference import route
from docketstats.inference.proof import Combination, Part
from docketstats.inference.system import System

DAY = "2024-07-21"
SOURCE = ds.Source("Annual report")
docket = ds.Docket("docket")
ladder = [docket.population(f"s{number:02}") for number in range(14)]


def told(*figures: tuple[ds.Population, object]) -> ds.Evidence:
    return ds.Evidence(docket.snapshot(DAY, [ds.reported(what, value, source=SOURCE) for what, value in figures]))


@pytest.fixture
def rungs() -> ds.Evidence:
    """Each set holds all but a few of the one before."""
    lost = [(one - two, number) for number, (one, two) in enumerate(pairwise(ladder))]
    return told((ladder[0], 1000), *lost, *((two - one, 1) for one, two in pairwise(ladder)))


@pytest.mark.parametrize("small", [1 << 60, 0], ids=["exact simplex", "HiGHS"])
def test_a_proof_over_many_sets_goes_part_by_part(
    rungs: ds.Evidence, small: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(route, "SMALL", small)
    found = rungs.bound(ds.count(ladder[-1]))
    assert found.check()
    assert found.interval == ds.Interval(1000 - sum(range(13)) + 13, 1000 - sum(range(13)) + 13)
    assert found.sharpness is ds.Sharpness.SHARP
    assert found.upper.proof is not None
    assert isinstance(found.upper.proof.tree, Combination)
    assert len(found.upper.proof.tree.parts) > 5


def test_a_part_that_is_less_than_zero_somewhere_is_refused(rungs: ds.Evidence) -> None:
    proof = rungs.bound(ds.count(ladder[-1])).upper.proof
    parts = proof.tree.parts
    for number, part in enumerate(parts):
        worse = Part(tuple((term, factor - 1) for term, factor in part.terms), part.zeros)
        tree = Combination(proof.tree.multipliers, proof.tree.zeros, 1, (*parts[:number], worse, *parts[number + 1 :]))
        with pytest.raises(ds.ProofRejected, match="dominate"):
            type(proof)(proof.facts, proof.conclusion, tree).check()


def test_what_is_possible_in_one_bag_alone_is_not_possible() -> None:
    """Who is in a and b is in c, and nobody in c is in d or out of it: seen from above, a and b looks possible."""
    a, b, c, d = (docket.population(name) for name in "abcd")
    rules = [(a & b).within(c, because="given"), c.disjoint_from(d, because="given"), c.within(d, because="given")]
    evidence = ds.Evidence(
        docket.snapshot(DAY, [ds.reported(a, 5, source=SOURCE), ds.reported(b, 7, source=SOURCE)]), relations=rules
    )
    for flat in (10, 0):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(route, "FLAT_SETS", flat)
            found = evidence.bound(ds.count(a & b))
            assert found.check()
            assert found.interval == ds.Interval(0, 0)
            assert evidence.bound(ds.count(a | b)).interval == ds.Interval(12, 12)


def test_worlds_that_nothing_below_tells_apart_are_merged_on_the_way_up() -> None:
    """Twelve states at three dates, of which somebody counts moves between a few: far fewer than 144 kinds a step."""
    states = ds.Classification("state", tuple(f"state{number:02}" for number in range(12)))
    court = ds.Docket("court", classifications=(states,))
    dates = ["2024-01-01", "2024-02-01", "2024-03-01"]
    moves = [
        ds.reported(court["state00"].at(one) & court["state01"].at(two), 3, source=SOURCE)
        for one, two in pairwise(dates)
    ]
    counted = ds.Evidence(
        *(court.snapshot(date, [ds.reported(court["state01"], 10, source=SOURCE)]) for date in dates), figures=moves
    )
    measure = ds.count(court["state01"].at(dates[2]))
    facts = counted.facts(measure)
    asked = [term for term, _ in measure.linear.terms]
    assert System(facts, asked, by_bags=True).size < 40
    found = counted.bound(measure)
    assert found.check()
    assert found.interval == ds.Interval(10, 10)


def test_an_answer_in_parts_reads_back_from_json(rungs: ds.Evidence) -> None:
    from docketstats.adapters.documents import from_json, to_json

    found = rungs.bound(ds.count(ladder[-1]))
    assert from_json(to_json(found)) == found
    assert from_json(to_json(found)).check()
