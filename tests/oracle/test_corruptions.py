"""What defends an answer, corrupted: it is refused, unless an independent check finds it still true."""

from __future__ import annotations

import os
from fractions import Fraction
from math import inf

import attrs
import checks
import corruptions
import printed
import problems
import pytest
from brute import Unfit

import docketstats as ds
from docketstats.inference import stand_ins
from docketstats.inference.proof import Combination, Multiplier, Proof, Split, Witness
from docketstats.model.facts import Line

LONG = os.environ.get("DOCKETSTATS_PROFILE") == "long"
WANTED = 10_000 if LONG else 400
EACH = 12
"""The corruptions of one problem."""
GROUPS = 8


@pytest.mark.parametrize("group", range(GROUPS))
def test_corruptions_are_refused_or_still_true(group: int) -> None:
    before = checks.STATS["corruptions"]
    seed = 1_000_000 * (group + 1)
    wrong: list[corruptions.Accepted] = []
    while checks.STATS["corruptions"] - before < WANTED // GROUPS:
        wrong += corruptions.corrupt(seed, EACH)
        seed += 1
    assert not wrong, "\n".join(map(str, wrong))


def test_corrupted_definitions_are_refused_or_do_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    """Proofs in which something stands in for every term of more than one set."""
    monkeypatch.setattr(stand_ins, "LONG", 1)
    monkeypatch.setattr(corruptions, "PROOF", (corruptions.Corruptor.definition, corruptions.Corruptor.zero_added))
    before = checks.STATS.copy()
    seed = 50_000_000
    wrong: list[corruptions.Accepted] = []
    while checks.STATS["refused"] - before["refused"] < WANTED // GROUPS:
        wrong += corruptions.corrupt(seed, EACH)
        seed += 1
    assert not wrong, "\n".join(map(str, wrong))


def test_nearly_every_kind_of_change_is_tried_and_refused() -> None:
    refused: set[str] = set()
    for seed in range(60):
        draw = problems.Seeded(seed)
        try:
            things, corruptor = corruptions.defended(problems.Maker(draw).problem(), draw)
        except Unfit:
            continue
        for _ in range(40 if things else 0):
            try:
                change, thing = corruptor.corrupted(draw.pick(things))
            except (corruptions.Inapplicable, ds.DocketStatsError):
                continue
            try:
                thing.check()
            except ds.ProofRejected:
                refused.add(change)
            except Exception:  # the test above tells
                continue
    changes = (*corruptions.PROOF, *corruptions.WITNESS, *corruptions.FIGURE, *corruptions.VERDICT)
    # Lemmas and splits are rare; a split or a multiplier that is said twice may change nothing that matters.
    assert len({change.__name__ for change in changes} - refused) <= 8


DAY = "2024-01-31"
DOCKET = ds.Docket("docket")
A, B, C = (DOCKET.population(name) for name in "abc")
SOURCE = ds.Source("source")


def test_the_independent_checks_know_true_from_false() -> None:
    """The judge is not a rubber stamp: it accepts what is so, and refuses what is not."""
    figure = ds.Evidence(
        DOCKET.snapshot(DAY, figures=[ds.reported(A, 5, source=SOURCE), ds.reported(B, 3, source=SOURCE)])
    ).bound(ds.count(A | B))
    assert figure.interval == ds.Interval(5, 8)
    assert figure.upper is not None
    proof, witness = figure.upper.proof, figure.upper.witness
    assert isinstance(proof, Proof)
    assert isinstance(witness, Witness)
    assert printed.certified(proof)
    assert printed.implied(proof)
    assert printed.recounted(witness)
    assert not printed.true_figure(figure)
    lower = attrs.evolve(proof, conclusion=attrs.evolve(proof.conclusion, upper=7))
    assert not printed.certified(lower)
    assert not printed.implied(lower)
    assert not printed.recounted(attrs.evolve(witness, value=7))
    for value, sharp in ((7, False), (9, True)):
        forged = attrs.evolve(figure, upper=attrs.evolve(figure.upper, value=value, sharp=sharp))
        assert printed.true_figure(forged)
    verdict = ds.Evidence(DOCKET.snapshot(DAY, figures=[ds.reported(A, 5, source=SOURCE)])).check(ds.count(A) >= 5)
    assert not printed.true_verdict(verdict)
    forged_judgement = attrs.evolve(verdict.weakest, outcome=ds.Outcome.REFUTED)
    assert printed.true_verdict(attrs.evolve(verdict, weakest=forged_judgement, strongest=forged_judgement))


def test_a_proof_that_splits() -> None:
    """Three sets with |a^b| = |b^c| = |a^c| = 1 fit fractions of persons and no persons."""
    figures = [ds.reported(one ^ two, 1, source=SOURCE) for one, two in ((A, B), (B, C), (A, C))]
    (conflict,) = ds.Evidence(DOCKET.snapshot(DAY, figures=figures)).conflicts()
    proof = conflict.proof
    assert isinstance(proof.tree, Split)
    assert proof.check()
    assert printed.certified(proof)
    assert printed.implied(proof)
    for by in (1, -1, Fraction(1, 2)):
        with pytest.raises(ds.ProofRejected):
            attrs.evolve(proof, tree=attrs.evolve(proof.tree, at=proof.tree.at + by)).check()
    with pytest.raises(ds.ProofRejected):
        attrs.evolve(proof, tree=attrs.evolve(proof.tree, low=proof.tree.high, high=proof.tree.low)).check()


def test_a_split_at_no_whole_number_is_refused() -> None:
    """Else "count <= 1/2 or count >= 3/2" would prove that one person is a contradiction."""
    (fact,) = ds.Evidence(DOCKET.snapshot(DAY, figures=[ds.reported(A, 1, source=SOURCE)])).facts()
    ((term, _),) = fact.lines[0].terms
    low = Combination((Multiplier(-1, 0, 1), Multiplier(0, 0, -1)), scale=0)
    high = Combination((Multiplier(-1, 0, -1), Multiplier(0, 0, 1)), scale=0)
    forged = Proof((fact,), Line((), -inf, -1), Split(term, Fraction(1, 2), low, high))  # type: ignore[arg-type]
    assert not printed.certified(forged)
    assert not printed.implied(forged)
    with pytest.raises(ds.ProofRejected):
        forged.check()
