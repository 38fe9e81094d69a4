"""S3: whole units."""

from fractions import Fraction

import pytest

import docketstats as ds
from docketstats.inference.proof import Split

SOURCE = ds.Source("Annual report")
DAY = "2024-07-21"
docket = ds.Docket("docket")
a, b, c = (docket.population(name) for name in "abc")


def evidence(*figures: ds.ReportedFigure) -> ds.Evidence:
    return ds.Evidence(docket.snapshot(DAY, figures))


def said(what: ds.Population | ds.Measure, value: object, **how: object) -> ds.ReportedFigure:
    return ds.reported(what, value, source=SOURCE, **how)


def test_more_than_13_000_persons_is_at_least_13_001() -> None:
    found = evidence(said(a, "More than 13,000", reading="literal")).bound(ds.count(a))
    assert found.interval.lower == 13_001
    assert found.check()


def test_fewer_than_is_at_most_one_less() -> None:
    assert evidence(said(a, ds.Interval.less_than(7))).bound(ds.count(a)).interval == ds.Interval(0, 6)


def test_a_strict_fact_is_scaled_to_coprime_whole_coefficients_and_tightened() -> None:
    told = evidence(said(2 * ds.count(a) + 4 * ds.count(b), ds.Interval.less_than(7)))
    found = told.bound(ds.count(a) + 2 * ds.count(b))
    assert found.interval == ds.Interval(0, 3)
    (line,) = found.facts[0].lines
    assert ([factor for _, factor in line.terms], line.upper) == ([1, 2], 3)


def test_fractions_of_coefficients_are_scaled_as_well() -> None:
    told = evidence(said(Fraction(1, 2) * ds.count(a) + Fraction(1, 3) * ds.count(b), ds.Interval.at_most(1)))
    assert told.bound(3 * ds.count(a) + 2 * ds.count(b)).interval == ds.Interval(0, 6)


def test_bounds_are_rounded_to_the_lattice_of_their_coefficients() -> None:
    told = evidence(said(2 * ds.count(a), "3 to 9"))
    assert told.bound(ds.count(a)).interval == ds.Interval(2, 4)
    assert told.bound(3 * ds.count(a) + 1).interval == ds.Interval(7, 13)


def test_strict_facts_on_shares_stay_open() -> None:
    told = evidence(said(ds.share(a, among=b), ds.Interval.less_than(Fraction(1, 2))))
    found = told.bound(ds.share(a, among=b))
    assert found.interval == ds.Interval(0, Fraction(1, 2), upper_open=True)
    assert found.sharpness is ds.Sharpness.SHARP
    assert found.check()


def test_three_sets_that_fit_fractions_and_no_persons_contradict_by_a_tree_with_a_split() -> None:
    # Half a unit in each set alone fits; with persons, the three differences add up to an even number.
    told = evidence(*(said(one, 1) for one in (a ^ b, b ^ c, a ^ c)))
    (conflict,) = told.conflicts()
    assert len(conflict.facts) == 3
    assert isinstance(conflict.proof.tree, Split)
    assert conflict.proof.check()
    with pytest.raises(ds.ContradictoryEvidence):
        told.bound(ds.count(a))


def test_a_bound_of_whole_units_may_be_a_tree_and_the_kernel_checks_it() -> None:
    # Each unit is in two of the three symmetric differences or in none, so 1, 1 and an odd third do not go.
    told = evidence(said(a ^ b, 1), said(b ^ c, 1))
    found = told.bound(ds.count(a ^ c))
    assert found.interval == ds.Interval(0, 2)
    odd = evidence(said(a ^ b, 1), said(b ^ c, 1), said(a ^ c, "1 to 3")).bound(ds.count(a ^ c))
    assert odd.interval == ds.Interval(2, 2)
    assert any(isinstance(proof.tree, Split) for proof in odd.proofs)
    assert odd.check()


def test_a_refutation_may_be_a_tree() -> None:
    told = evidence(said(a ^ b, 1), said(b ^ c, 1))
    verdict = told.check(ds.count(a ^ c).equals(1))
    assert verdict.outcome is ds.Outcome.REFUTED
    assert isinstance(verdict.proofs[0].tree, Split)
    assert verdict.check()


def test_a_figure_that_is_no_whole_number_of_persons_conflicts_by_itself() -> None:
    (conflict,) = evidence(said(a, Fraction(5, 2))).conflicts()
    assert len(conflict.facts) == 1
    assert conflict.proof.check()


def test_a_share_that_makes_no_whole_number_of_persons_conflicts() -> None:
    told = evidence(said(b, 435_719), said(ds.share(a, among=b), Fraction(3, 100)))
    (conflict,) = told.conflicts()
    assert {fact.name for fact in conflict.facts} == {f"figure {number} of {DAY}" for number in (1, 2)}
