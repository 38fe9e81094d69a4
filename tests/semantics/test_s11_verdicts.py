"""S11: verdicts."""

from fractions import Fraction

import pytest

import docketstats as ds
from docketstats.inference import search

SOURCE = ds.Source("Annual report")
DAY = "2024-07-21"
docket = ds.Docket("docket")
a, b, c = (docket.population(name) for name in "abc")


def said(what: ds.Population | ds.Measure, value: object) -> ds.ReportedFigure:
    return ds.reported(what, value, source=SOURCE)


def evidence(*figures: ds.ReportedFigure) -> ds.Evidence:
    return ds.Evidence(docket.snapshot(DAY, figures))


ten = evidence(said(a, 10), said(b, "3 to 5"))


def judged(statement: ds.Statement | ds.Relation, told: ds.Evidence = ten) -> ds.Verdict:
    verdict = told.check(statement)
    assert verdict.check()
    return verdict


def test_supported_is_true_in_every_population_that_fits() -> None:
    verdict = judged(ds.count(a & b) <= 5)
    assert verdict.outcome is ds.Outcome.SUPPORTED
    assert verdict.true_in is not None
    assert verdict.false_in is None
    assert verdict.proofs
    assert all(proof.check() for proof in verdict.proofs)


def test_refuted_is_true_in_none() -> None:
    verdict = judged(ds.count(a & b) > 5)
    assert verdict.outcome is ds.Outcome.REFUTED
    assert verdict.true_in is None
    assert verdict.false_in is not None
    assert verdict.sources == (SOURCE,)


def test_refutation_is_feasibility_of_evidence_and_claim_together_not_a_comparison_of_intervals() -> None:
    # |a ^ c| lies in 0 to 2 and 1 is inside, but no population attains it.
    told = evidence(said(a ^ b, 1), said(b ^ c, 1))
    assert told.bound(ds.count(a ^ c)).interval == ds.Interval(0, 2)
    assert judged(ds.count(a ^ c).equals(1), told).outcome is ds.Outcome.REFUTED


def test_undetermined_shows_one_fitting_population_of_each_kind() -> None:
    verdict = judged(ds.count(a & b) >= 4)
    assert verdict.outcome is ds.Outcome.UNDETERMINED
    assert verdict.true_in.value >= 4 > verdict.false_in.value
    assert "It would be true if there were" in verdict.explain()
    assert "It would be false if there were" in verdict.explain()


def test_an_equality_fails_on_either_side() -> None:
    assert judged(ds.count(a).equals(10)).outcome is ds.Outcome.SUPPORTED
    assert len(judged(ds.count(a).equals(10)).proofs) == 2
    assert judged(ds.count(b).equals(4)).outcome is ds.Outcome.UNDETERMINED


def test_undefined_is_an_outcome_of_its_own() -> None:
    told = evidence(said(a, 0))
    assert judged(ds.share(b, among=a) <= 1, told).outcome is ds.Outcome.UNDEFINED


def test_a_relation_is_a_claim_too() -> None:
    assert judged(b.within(a)).outcome is ds.Outcome.UNDETERMINED
    assert judged(a.within(b)).outcome is ds.Outcome.REFUTED
    assert judged((a & b).within(b)).outcome is ds.Outcome.SUPPORTED


@pytest.fixture
def little_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """A limit on work that no split fits into."""
    monkeypatch.setattr(search, "WORK", 1)


@pytest.mark.usefixtures("little_work")
def test_unresolved_is_what_the_work_limit_leaves_and_is_never_passed_off_as_undetermined() -> None:
    verdict = evidence(said(a ^ b, 1), said(b ^ c, 1)).check(ds.count(a ^ c).equals(1))
    assert verdict.outcome is ds.Outcome.UNRESOLVED
    assert "this says nothing about the docket" in verdict.explain()
    assert verdict.check()


@pytest.mark.usefixtures("little_work")
def test_where_the_work_limit_is_reached_a_bound_stays_valid() -> None:
    told = evidence(said(a ^ b, 1), said(b ^ c, 1), said(a ^ c, "1 to 3"))
    found = told.bound(ds.count(a ^ c))
    assert 2 in found.interval
    assert found.sharpness is ds.Sharpness.VALID
    assert found.check()


@pytest.mark.usefixtures("little_work")
def test_where_the_work_limit_is_reached_conflicts_do_not_say_that_they_are_all() -> None:
    found = evidence(*(said(one, 1) for one in (a ^ b, b ^ c, a ^ c))).conflicts()
    assert found == ()
    assert not found.complete


def test_a_claim_of_a_share_is_decided_in_exact_arithmetic() -> None:
    told = evidence(said(a, 3), said(a & b, 1))
    assert judged(ds.share(b, among=a).equals(Fraction(1, 3)), told).outcome is ds.Outcome.SUPPORTED
    assert judged(ds.share(b, among=a) > Fraction(1, 3), told).outcome is ds.Outcome.REFUTED
