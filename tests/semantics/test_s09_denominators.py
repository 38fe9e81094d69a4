"""S9: denominators."""

from fractions import Fraction

import pytest

import docketstats as ds

SOURCE = ds.Source("Annual report")
JUNE, JULY = "2024-06-21", "2024-07-21"
docket = ds.Docket("docket")
a, b, c = (docket.population(name) for name in "abc")


def said(what: ds.Population | ds.Measure, value: object, **how: object) -> ds.ReportedFigure:
    return ds.reported(what, value, source=SOURCE, **how)


def evidence(*figures: ds.ReportedFigure, **more: object) -> ds.Evidence:
    return ds.Evidence(docket.snapshot(JULY, figures), **more)


# -- figures ----------------------------------------------------------------------------------------------------------


def test_reporting_a_share_asserts_that_its_denominator_is_at_least_one_unit() -> None:
    share = said(ds.share(a, among=b), Fraction(1, 2))
    assert evidence(share).bound(ds.count(b)).interval.lower == 2
    (conflict,) = evidence(share, said(b, 0)).conflicts()
    assert len(conflict.facts) == 2


def test_reporting_growth_or_a_ratio_asserts_it_too() -> None:
    grown = ds.Evidence(figures=[said(ds.growth(a, since=JUNE, until=JULY), Fraction(0))])
    assert grown.bound(ds.count(a, at=JUNE)).interval.lower == 1
    tripled = evidence(said(ds.ratio(ds.count(a), ds.count(b)), 3))
    assert tripled.bound(ds.count(a)).interval.lower == 3


def test_if_any_drops_the_assertion() -> None:
    share = said(ds.share(a, among=b), Fraction(1, 2), if_any=True)
    assert evidence(share, said(b, 0)).conflicts() == ()
    assert evidence(share).bound(ds.count(b)).interval.lower == 0
    assert evidence(share, said(b, 8)).bound(ds.count(a & b)).interval == ds.Interval(4, 4)


def test_the_assertion_is_part_of_the_figure_and_appears_in_proofs() -> None:
    share = said(ds.share(a, among=b), ds.Interval(0, 1))
    found = evidence(share).bound(ds.count(b))
    assert found.lower.proof.facts[0].source == SOURCE
    assert found.check()


def test_the_ends_of_an_if_any_share_are_included_and_the_figure_says_so() -> None:
    less_than_half = said(ds.share(a, among=b), ds.Interval.less_than(Fraction(1, 2)), if_any=True)
    assert less_than_half.interval == ds.Interval.at_most(Fraction(1, 2))
    assert "included" in less_than_half.rule
    found = evidence(less_than_half, said(b, 2)).bound(ds.count(a & b))
    assert found.interval == ds.Interval(0, 1)


def test_if_any_is_for_shares() -> None:
    with pytest.raises(ds.ModelError, match="if_any is for shares"):
        said(ds.growth(a, since="2021", until="2024"), 0, if_any=True)


# -- questions --------------------------------------------------------------------------------------------------------


def test_a_share_whose_denominator_may_be_empty_is_flagged_and_bounded_where_defined() -> None:
    found = evidence(said(a, "0 to 3"), said(a & b, "0 to 1")).bound(ds.share(b, among=a))
    assert found.may_be_undefined
    assert not found.is_undefined
    assert found.interval == ds.Interval(0, 1)
    assert "may be empty" in found.explain()


def test_a_share_whose_denominator_is_not_empty_is_not_flagged() -> None:
    assert not evidence(said(a, "1 to 3")).bound(ds.share(b, among=a)).may_be_undefined


def test_a_share_whose_denominator_is_forced_to_be_empty_is_undefined() -> None:
    found = evidence(said(a, 0)).bound(ds.share(b, among=a))
    assert found.is_undefined
    assert found.interval.is_empty
    assert found.undefined.check()
    assert found.check()
    assert "undefined" in str(found)
    assert "undefined" in found.explain()


def test_a_claim_about_an_undefined_share_is_undefined() -> None:
    verdict = evidence(said(a, 0)).check(ds.share(b, among=a) >= Fraction(1, 2))
    assert verdict.outcome is ds.Outcome.UNDEFINED
    assert verdict.check()


def test_a_verdict_holds_where_the_share_is_defined() -> None:
    told = evidence(said(a, "0 to 3"), relations=[a.within(b, because="by definition")])
    assert told.check(ds.share(b, among=a).equals(1)).outcome is ds.Outcome.SUPPORTED
    assert told.check(ds.share(b, among=a) < 1).outcome is ds.Outcome.REFUTED


# -- several denominators ---------------------------------------------------------------------------------------------


def test_ratios_over_one_and_the_same_denominator_are_added() -> None:
    found = evidence(said(c, "1 to 9")).bound(ds.share(a, among=c) + ds.share(b - a, among=c))
    assert found.interval == ds.Interval(0, 1)
    assert found.check()


def test_ratios_over_forced_denominators_are_added_and_the_proof_carries_the_lemmas() -> None:
    told = evidence(said(a, 10), said(b, 20), said(a & c, 5), said(b & c, "4 to 8"))
    found = told.bound(ds.share(c, among=a) - ds.share(c, among=b))
    assert found.interval == ds.Interval(Fraction(1, 10), Fraction(3, 10))
    assert found.sharpness is ds.Sharpness.SHARP
    lemmas = {tuple(factor for _, factor in lemma.conclusion.terms) for lemma in found.upper.lemmas}
    assert lemmas == {(1,), (-1,)}
    assert len(found.upper.lemmas) == 4
    assert found.check()


def test_a_comparison_of_ratios_over_forced_denominators_is_decided() -> None:
    told = evidence(said(a, 10), said(b, 20), said(a & c, 5), said(b & c, "4 to 8"))
    verdict = told.check(ds.share(c, among=a) >= ds.share(c, among=b))
    assert verdict.outcome is ds.Outcome.SUPPORTED
    assert verdict.check()


def test_ratios_over_denominators_that_are_not_forced_are_refused_and_these_are_named() -> None:
    told = evidence(said(a, 10), said(b, "20 to 30"))
    with pytest.raises(ds.NotLinearFractional, match=r"count\(b\.at\(.2024-07-21.\)\)") as caught:
        told.bound(ds.share(c, among=a) - ds.share(c, among=b))
    assert "count(a" not in str(caught.value).partition("single numbers")[2]
    with pytest.raises(ds.NotLinearFractional):
        told.check(ds.share(c, among=a) >= ds.share(c, among=b))


def test_a_figure_over_several_denominators_is_refused() -> None:
    with pytest.raises(ds.NotLinearFractional, match="several denominators"):
        evidence(said(ds.share(c, among=a) - ds.share(c, among=b), ds.Interval(0, 1)))


def test_a_forced_denominator_that_is_empty_makes_the_sum_undefined_and_is_proved_to_be() -> None:
    told = evidence(said(a, 0), said(b, 5))
    found = told.bound(ds.share(c, among=a) - ds.share(c, among=b))
    assert found.is_undefined
    assert [fact.name for fact in found.undefined.facts if fact.source] == [f"figure 1 of {JULY}"]
