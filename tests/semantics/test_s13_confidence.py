"""S13: confidence is counted, not hidden."""

from fractions import Fraction

import pytest

import docketstats as ds

DAY = "2024-07-21"
docket = ds.Docket("survey")
a, b, c = (docket.population(name) for name in "abc")


def said(what: ds.Population, value: object, number: int, confidence: object = "95%") -> ds.ReportedFigure:
    return ds.reported(what, value, source=ds.Source(f"Survey {number}"), confidence=confidence)


def evidence(*figures: ds.ReportedFigure) -> ds.Evidence:
    return ds.Evidence(docket.snapshot(DAY, figures))


def test_a_certain_answer_has_confidence_one() -> None:
    assert evidence(said(a, 5, 1, None)).bound(ds.count(a)).confidence == 1
    assert said(a, 5, 1, 1) == said(a, 5, 1, None)


def test_the_shortfalls_of_all_tied_uncertain_figures_are_taken_off_each_once() -> None:
    told = evidence(said(a, "3 to 9", 1), said(a, "4 to 8", 2), said(b, 7, 3, "90%"), said(c, 1, 4, None))
    found = told.bound(ds.count(a & b))
    assert found.confidence == 1 - 2 * Fraction(5, 100) - Fraction(10, 100)
    assert "0.8" in found.explain()


def test_not_only_those_that_the_proof_uses() -> None:
    found = evidence(said(a, "3 to 9", 1), said(a, "4 to 8", 2)).bound(ds.count(a))
    assert len(found.sources) == 1
    assert found.confidence == Fraction(9, 10)


def test_figures_that_are_not_tied_do_not_count() -> None:
    assert evidence(said(a, 5, 1), said(b, 7, 2)).bound(ds.count(a)).confidence == Fraction(95, 100)


def test_twenty_bounds_at_95_percent_leave_nothing() -> None:
    found = evidence(*(said(a, f"{10 - n % 3} to 20", n) for n in range(20))).bound(ds.count(a))
    assert found.confidence == 0


def test_confidence_is_floored_at_zero() -> None:
    assert evidence(*(said(a, "1 to 9", n, "10%") for n in range(5))).bound(ds.count(a)).confidence == 0


def test_to_rest_on_fewer_choose_them_beforehand() -> None:
    told = evidence(said(a, "3 to 9", 1), said(a, "4 to 8", 2))
    chosen = told.only(ds.Source("Survey 1"))
    assert chosen.bound(ds.count(a)).confidence == Fraction(95, 100)
    assert chosen.bound(ds.count(a)).interval == ds.Interval(3, 9)


def test_a_conflict_of_uncertain_figures_says_at_which_level_one_is_false() -> None:
    (conflict,) = evidence(said(a, 5, 1), said(a, 6, 2), said(b, 1, 3)).conflicts()
    assert conflict.confidence == Fraction(9, 10)
    assert "at confidence 0.9" in str(conflict)


def test_verdicts_follow_the_same_rule() -> None:
    verdict = evidence(said(a, "3 to 9", 1), said(a, "4 to 8", 2)).check(ds.count(a) <= 8)
    assert verdict.outcome is ds.Outcome.SUPPORTED
    assert verdict.confidence == Fraction(9, 10)


@pytest.mark.parametrize("level", [0, 2, "0%", "101%", -1])
def test_a_confidence_is_above_0_and_at_most_1(level: object) -> None:
    with pytest.raises(ds.ModelError, match="confidence"):
        said(a, 5, 1, level)
