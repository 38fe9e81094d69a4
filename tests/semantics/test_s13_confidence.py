"""S13: confidence is counted, not hidden."""

from fractions import Fraction

import pytest

import docketstats as ds
from docketstats.adapters.documents import document, dumps, from_json, loads, to_json
from docketstats.findings.explanation import brief

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


def test_a_conflict_counts_the_uncertain_figures_that_it_was_found_among() -> None:
    (conflict,) = evidence(said(a, 5, 1), said(a, 6, 2), said(a, "1 to 9", 3)).conflicts()
    assert len(conflict.facts) == 2
    assert conflict.confidence == Fraction(85, 100)
    assert from_json(to_json(conflict)) == conflict


def test_a_conflict_of_certain_figures_is_certain_whatever_else_there_is() -> None:
    (conflict,) = evidence(said(a, 5, 1, None), said(a, 6, 2, None), said(a, "1 to 9", 3)).conflicts()
    assert conflict.confidence == 1
    assert "confidence" not in str(conflict)


def test_levels_are_shown_rounded_down() -> None:
    found = evidence(said(a, 5, 1, Fraction(99_996, 100_000))).bound(ds.count(a))
    assert str(found) == 'count(a, at="2024-07-21"): 5 persons (at confidence 0.9999)'
    assert "at least 0.9999, counting the one uncertain figure that bears on it" in found.explain()


def test_a_proof_without_uncertain_figures_says_so() -> None:
    told = evidence(said(a, "3 to 9", 1), said(a, 5, 2, None))
    found = told.bound(ds.count(a))
    assert found.confidence == Fraction(95, 100)
    assert "what they show holds even if those are false" in found.explain()
    assert "no uncertain figure" not in evidence(said(a, "3 to 9", 1)).bound(ds.count(a)).explain()


def test_a_history_counts_each_uncertain_figure_once_for_all_its_dates() -> None:
    days = ("2023-01-01", "2024-01-01")
    told = ds.Evidence(*(docket.snapshot(day, [said(a, 5 + n, n)]) for n, day in enumerate(days)))
    history = told.history(a)
    assert history.confidence == Fraction(9, 10)
    assert "sharp (at confidence 0.95)" in str(history)


def test_a_transition_table_has_the_level_of_all_its_entries_together() -> None:
    stages = ds.Docket("court", unit="case", classifications=(ds.Classification("stage", ("open", "closed")),))
    told = ds.Evidence(
        stages.snapshot("2023-12-31", [said(stages["open"], 60, 1), said(stages["closed"], 40, 2, None)]),
        stages.snapshot("2024-12-31", [said(stages["open"], 30, 3), said(stages["closed"], 90, 4)]),
    )
    table = told.transitions("stage", since="2023-12-31", until="2024-12-31")
    assert table.confidence == Fraction(85, 100)
    assert str(table).endswith("(at confidence 0.85)")


def test_a_growth_and_a_movement_show_their_level() -> None:
    days = ("2023-01-01", "2024-01-01")
    told = ds.Evidence(*(docket.snapshot(day, [said(a, 50 + 5 * n, n)]) for n, day in enumerate(days)))
    growth = told.bound(ds.growth(a, since=days[0], until=days[1]))
    assert str(growth.annualised).endswith("(at confidence 0.9)")
    verdict = told.check(ds.change(a, since=days[0], until=days[1]) <= 5)
    assert verdict.confidence == Fraction(9, 10)
    assert next(brief(verdict)).startswith("allowed: 5 persons (at confidence 0.9); claimed")


def test_a_share_that_is_carried_over_keeps_its_level() -> None:
    told = ds.Evidence(
        docket.snapshot("2023-12-31", [said(a, 70, 1), said(docket.everyone, 100, 2)]),
        docket.snapshot("2024-12-31", [said(docket.everyone, 120, 3, None)]),
    )
    rule = told.constant_share(a, among=docket.everyone, since="2023-12-31", until="2024-12-31")
    carried = told.assuming(rule)
    assert carried.bound(ds.count(a, at="2024-12-31")).confidence == Fraction(9, 10)
    assert loads(dumps(document(carried, title="Carried over"))).evidence == carried


def test_only_a_statement_is_assumed_at_a_level() -> None:
    with pytest.raises(ds.ModelError, match="assume a statement instead"):
        ds.Assumption(a.within(b), because="to see", confidence="95%")  # type: ignore[arg-type]


def test_verdicts_follow_the_same_rule() -> None:
    verdict = evidence(said(a, "3 to 9", 1), said(a, "4 to 8", 2)).check(ds.count(a) <= 8)
    assert verdict.outcome is ds.Outcome.SUPPORTED
    assert verdict.confidence == Fraction(9, 10)


@pytest.mark.parametrize("level", [0, 2, "0%", "101%", -1])
def test_a_confidence_is_above_0_and_at_most_1(level: object) -> None:
    with pytest.raises(ds.ModelError, match="confidence"):
        said(a, 5, 1, level)
