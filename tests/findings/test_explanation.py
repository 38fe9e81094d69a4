"""Explanations: what a reader is told, and that the arithmetic shown adds up."""

import re
from fractions import Fraction

import attrs
import pytest

import docketstats as ds
from docketstats.findings.explanation import brief, explain_fact

LETTER = ds.Source("Letter", publisher="Agency", locator="p. 2")
DAY, THEN = "2024-07-21", "2021-06-05"
docket = ds.Docket("docket", classifications=(ds.CustodyStatus,))
a, b, c = (docket.population(name) for name in "abc")


def said(what: ds.Population | ds.Measure, value: object, **how: object) -> ds.ReportedFigure:
    return ds.reported(what, value, source=LETTER, **how)


def evidence(*figures: ds.ReportedFigure, **more: object) -> ds.Evidence:
    return ds.Evidence(docket.snapshot(DAY, figures), **more)


def test_the_answer_comes_first_then_each_end_with_its_reason_example_and_source() -> None:
    told = evidence(said(a & docket["non_detained"], 13_099)).bound(ds.count(a & docket["bond"])).explain()
    lines = told.splitlines()
    assert lines[0] == f'count(a & bond, at="{DAY}"): 0 to 13,099 persons.'
    assert "At least 0, because:" in lines
    assert "At most 13,099, because:" in lines
    assert any(line.endswith("[Agency, Letter, p. 2]") and "count(a & non_detained) = 13,099" in line for line in lines)
    assert sum(line.strip().startswith("Example:") for line in lines) == 2


def test_rules_that_a_proof_uses_are_cited() -> None:
    told = evidence(said(a & docket["non_detained"], 13_099)).bound(ds.count(a & docket["bond"])).explain()
    assert "[classification custody: bond within supervised" in told


def test_one_date_is_said_once_and_several_at_each_count() -> None:
    one = evidence(said(a, 5)).bound(ds.count(a & b)).explain()
    assert f"All counts are as of {DAY}." in one
    assert "count(a & b) <= 5" in one
    two = evidence(said(a, 5)).bound(ds.count(a.at(DAY) & b.at(THEN))).explain()
    assert "All counts" not in two
    assert f'count(a.at("{DAY}")) = 5' in two


def test_an_end_that_does_not_exist_is_said_not_to_follow() -> None:
    told = evidence(said(a, 5)).bound(ds.count(b, at=DAY)).explain()
    assert "No greatest value follows from the facts." in told
    assert "With ever more units in b, the example still fits the facts." in told
    assert "The proofs rest on no figure" in told


def test_an_open_end_is_said_to_be_exclusive() -> None:
    told = evidence(said(b - a, "1 or more")).bound(ds.share(a, among=b)).explain()
    assert "Less than 100 %, because:" in told


def test_a_split_is_told_as_either_or() -> None:
    (conflict,) = evidence(*(said(one, 1) for one in (a ^ b, b ^ c, a ^ c))).conflicts()
    told = evidence(said(a ^ b, 1), said(b ^ c, 1), said(a ^ c, "1 to 3")).bound(ds.count(a ^ c)).explain()
    assert re.search(r"either count\(.*\) <= \d+; then", told)
    assert re.search(r"or count\(.*\) >= \d+; then", told)
    assert "impossible" in told
    assert conflict.proof.check()


def test_a_bound_that_is_rounded_says_why() -> None:
    told = evidence(said(2 * ds.count(a) + 3 * ds.count(b), 10)).bound(ds.count(b)).explain()
    assert "counts are whole" in told


def test_assumptions_are_named_with_their_reason() -> None:
    assumed = ds.Assumption(ds.count(a, at=DAY) <= 12, because="for argument's sake")
    told = evidence(said(a, "10 or more"), assumptions=[assumed]).bound(ds.count(a)).explain()
    assert f'assumed: count(a, at="{DAY}") <= 12 [assumption: for argument\'s sake]' in told


def test_the_reason_of_a_relation_is_named() -> None:
    told = evidence(said(a, 5), relations=[b.within(a, because="by definition")]).bound(ds.count(b)).explain()
    assert "[relation: by definition]" in told


def test_lemmas_are_shown_where_denominators_are_forced() -> None:
    told = evidence(said(a, 10), said(b, 20)).bound(ds.share(c, among=a) - ds.share(c, among=b)).explain()
    assert "a denominator is a single number, as count(a) <= 10" in told


def test_confidence_is_told_if_it_is_not_certain() -> None:
    told = evidence(said(a, 10, confidence="95%"))
    assert "Confidence: at least 0.95" in told.bound(ds.count(a)).explain()
    assert "Confidence" not in evidence(said(a, 10)).bound(ds.count(a)).explain()


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (ds.count(a) >= 5, "supported: it holds in every population that fits the facts"),
        (ds.count(a) > 5, "refuted: it holds in no population that fits the facts"),
        (ds.count(a & b) > 2, "undetermined: the facts allow populations in which it holds"),
        (ds.share(a, among=c) > 2, "undefined: its denominator must be empty"),
    ],
    ids=str,
)
def test_a_verdict_is_told_in_a_sentence(statement: ds.Statement, words: str) -> None:
    assert f"Verdict: {words}" in evidence(said(a, 5), said(c, 0)).check(statement).explain()


def test_a_refutation_is_told_as_a_supposition() -> None:
    told = evidence(said(a, 5)).check(ds.count(a & b) > 5).explain()
    assert "Suppose that it held. Then:" in told
    assert "count(a & b) >= 6   [the claim]" in told
    assert "impossible" in told


def test_support_is_told_as_a_supposition_of_the_contrary() -> None:
    told = evidence(said(a, 5)).check(ds.count(a & b) <= 5).explain()
    assert "Suppose that it failed. Then:" in told


def test_no_line_ends_in_a_blank_and_none_is_python() -> None:
    for told in (
        evidence(said(a, 5), said(b, 7)).bound(ds.share(a, among=b)).explain(),
        evidence(said(a, 5), said(b, 7)).check(ds.share(a, among=b) > ds.percent(50)).explain(),
    ):
        assert not re.search(r"[ \t]$", told, re.MULTILINE)
        assert not re.search(r"Fraction\(|Period\.|Leaf\(|Interval\(|<\w+\.\w+: ", told)


def test_one_end_is_one_number_rounded_to_its_own_side() -> None:
    told = evidence(said(a, 1), said(b, 3), relations=[a.within(b, because="by definition")])
    shown = told.bound(ds.share(a, among=b)).explain()
    assert "33.33 % to 33.34 % (rounded outward)." in shown
    assert "At least 33.33 %, because:" in shown
    assert "At most 33.34 %, because:" in shown


@pytest.mark.parametrize(
    ("claim", "lines"),
    [
        (
            ds.count(a & b) >= 2,
            "allowed: 0 to 5 persons; claimed: at least 2 persons, true in some populations that fit",
        ),
        (ds.count(a) >= 2, "allowed: 5 persons; claimed: at least 2 persons, true in every population that fits"),
        (ds.count(a) > 5, "allowed: 5 persons; claimed: more than 5 persons, true in no population that fits"),
        (ds.share(a, among=c) > 2, "its denominator must be empty"),
        (
            ds.Statement.worded(ds.count(a), "more than 5"),
            "allowed: 5 persons\nin its weakest reading, at least 5 persons: supported\n"
            "in its strongest reading, more than 5 persons: refuted",
        ),
    ],
    ids=str,
)
def test_a_verdict_in_brief(claim: ds.Statement, lines: str) -> None:
    assert lines in "\n".join(brief(evidence(said(a, 5), said(c, 0)).check(claim)))


def test_a_fact_is_told_from_its_lines_and_not_from_its_text() -> None:
    facts = evidence(said(a, 5), said(b, "6 to 7"), said(c, "at least 8"), relations=[a.within(b, because="x")]).facts()
    assert [explain_fact(attrs.evolve(fact, text="forged")) for fact in facts] == [
        f'count(a.at("{DAY}")) = 5',
        f'6 <= count(b.at("{DAY}")) <= 7',
        f'count(c.at("{DAY}")) >= 8',
        f'count((a - b).at("{DAY}")) <= 0',
    ]


def test_what_a_terminal_would_obey_is_escaped() -> None:
    claim = ds.Claim(ds.count(a) >= 5, text="one\ntwo\x1b[2J", by="some\u202ebody")
    source = ds.Source("A\nB")
    told = ds.Evidence(docket.snapshot(DAY, [ds.reported(a, 5, source=source)])).check(claim).explain()
    assert r'Claim: "one\ntwo\x1b[2J" (some\u202ebody)' in told
    assert r"[A\nB]" in told


def test_what_is_compared_is_shown_with_the_decimals_that_tell_it_apart() -> None:
    court = ds.Docket("court", unit="case")
    old, source = court.population("old"), ds.Source("Annual report")
    figures = [ds.reported(old, 19_085, source=source), ds.reported(court.everyone, 1_000_000, source=source)]
    known = ds.Evidence(court.snapshot("2024-12-31", figures))
    verdict = known.check(ds.share(old, among=court.everyone) < ds.percent("1.91"))
    (line,) = brief(verdict)
    assert line.startswith("allowed: 1.908 % to 1.909 % (rounded outward); claimed: less than 1.91 %, ")
    assert "1.908 % to 1.909 %" in verdict.explain()
    (line,) = brief(known.check(ds.share(old, among=court.everyone) < ds.percent("2")))
    assert line.startswith("allowed: 1.90 % to 1.91 % (rounded outward); claimed: less than 2 %, ")


def test_what_is_compared_is_shown_in_one_unit() -> None:
    court = ds.Docket("court", unit="case")
    old, source = court.population("old"), ds.Source("Annual report")
    known = ds.Evidence(court.snapshot("2024-12-31", [ds.reported(old, 3, source=source)]))
    verdict = known.check(ds.ratio(ds.count(old), ds.count(court.everyone)) >= Fraction(1, 1000))
    allowed, claimed = next(brief(verdict)).split("; claimed")
    assert ("per 100,000" in allowed) == ("per 100,000" in claimed)
