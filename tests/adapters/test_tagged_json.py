"""Findings and model objects in JSON: equal after a round trip, checked again, and refused when malformed."""

from __future__ import annotations

import contextlib
import json
import math
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import model_strategies as ms
import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

import docketstats as ds
from docketstats.adapters.documents import from_json, load, to_json
from docketstats.adapters.documents.verifying import check_again
from docketstats.findings.sensitivity import Sensitivity
from docketstats.inference.proof import Combination, Multiplier, Proof, Split
from docketstats.model.facts import Fact, Line, Origin
from docketstats.model.term import Leaf

LETTER = load(Path(__file__).parents[2] / "examples" / "ice_letter_2024.toml")
QUESTIONS = (
    "count(homicide & convicted & incarcerated, at=2024-07-21)",
    "share(homicide & convicted, among=convicted & non_detained, at=2024-07-21)",
    "growth(convicted & non_detained, since=2021-06-05, until=2024-07-21)",
    "count(everyone, at=2024-07-21)",
    "share(incarcerated, among=everyone, at=2025-07)",
    "share(incarcerated, among=nobody, at=2025-07)",
    "count(convicted, at=2024-07-21) - 1/2 * count(homicide, at=2024-07-21)",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_is_equal_after_a_round_trip_and_can_be_checked(question: str) -> None:
    figure = LETTER.evidence.bound(LETTER.measure(question))
    back = from_json(to_json(figure))
    assert back == figure
    assert back.measure.text == figure.measure.text
    assert back.explain() == figure.explain()
    assert back.check()
    for end in (figure.lower, figure.upper):
        for part in (end, end and end.proof, end and end.witness, end and end.ray):
            if part is not None:
                assert from_json(to_json(part)) == part


@pytest.mark.parametrize("claim", LETTER.claims, ids=lambda claim: claim.text)
def test_a_verdict_is_equal_after_a_round_trip_and_can_be_checked(claim: ds.Claim) -> None:
    verdict = LETTER.evidence.check(claim)
    back = from_json(to_json(verdict))
    assert back == verdict
    assert back.check()
    assert back.explain() == verdict.explain()


def test_a_history_is_equal_after_a_round_trip_and_can_be_checked() -> None:
    history = LETTER.evidence.history(LETTER.measure("convicted & non_detained"), ["2024-07-21", "1999", "2021-06-05"])
    assert [figure is None for _, figure in history] == [False, True, False]
    back = from_json(to_json(history))
    assert back == history
    assert str(back) == str(history)
    assert check_again(back).measures == tuple(figure.measure for _, figure in history if figure is not None)


def test_a_conflict_is_equal_after_a_round_trip() -> None:
    docket = ds.Docket("d")
    a, b = docket.population("a"), docket.population("b")
    said = [ds.reported(a, 7, source=ms.SOURCES[0], confidence="95%"), ds.reported(b, "<= 5", source=ms.SOURCES[1])]
    (conflict,) = ds.Evidence(
        docket.snapshot("2024", said), assumptions=[ds.Assumption(a.within(b), because="x")]
    ).conflicts()
    back = from_json(to_json(conflict))
    assert back == conflict
    assert back.proof.check()


COURT = ds.Docket("court", unit="case")
A, B = COURT.population("a"), COURT.population("b")
SETS = [COURT.everyone, A, B, A & B, A - B]


@st.composite
def sensitivities(draw: st.DrawFn) -> Sensitivity:
    """How the answers of little evidence move, consistent or not after a change."""
    values = st.sampled_from([5, "more than 3", "4 to 9", "nearly 12"])
    figures = [
        ds.reported(draw(st.sampled_from(SETS)), draw(values), source=draw(st.sampled_from(ms.SOURCES)))
        for _ in range(draw(st.integers(1, 4)))
    ]
    assumed = [ds.Assumption(A.within(B), because="to see")] * draw(st.integers(0, 1))
    evidence = ds.Evidence(COURT.snapshot("2024", figures), assumptions=assumed)
    asked = ds.count(draw(st.sampled_from(SETS)), at="2024")
    try:
        return evidence.sensitivity(asked >= draw(st.integers(1, 9)) if draw(st.booleans()) else asked)
    except ds.ContradictoryEvidence:
        return reject()


@given(sensitivities())
@settings(max_examples=40, deadline=None)
def test_a_sensitivity_is_equal_after_a_round_trip_and_can_be_checked(found: Sensitivity) -> None:
    back = from_json(to_json(found))
    assert back == found
    assert hash(back) == hash(found)
    assert str(back) == str(found)
    assert back.check()
    assert set(check_again(back).facts) == set(check_again(found).facts)
    for change, other in zip(found.changes, back.changes, strict=True):
        assert str(other.contradiction) == str(change.contradiction)
        assert from_json(to_json(change)) == change
    assert [from_json(to_json(margin)) for margin in found.margins] == list(found.margins)


def test_a_contradiction_after_a_change_is_written_with_its_conflicts() -> None:
    figures = [
        ds.reported(A, words, source=ms.SOURCES[0], reading=reading)
        for words, reading in ((5, None), ("more than 5", "press"))
    ]
    found = ds.Evidence(COURT.snapshot("2024", figures)).sensitivity(ds.count(A, at="2024"))
    (change,) = (one for one in found.changes if one.contradiction is not None)
    back = from_json(to_json(change)).contradiction
    assert back.conflicts == change.contradiction.conflicts
    assert back.complete == change.contradiction.complete
    assert back.conflicts[0].proof.check()


leaves = st.builds(
    Leaf, st.just("d"), name=st.sampled_from(["", "a", "b c"]), at=st.none() | st.just(ds.Period.read("FY2015"))
)
lines = st.builds(
    Line, st.lists(st.tuples(leaves, st.integers())).map(tuple), st.integers() | st.just(-math.inf), st.integers()
)
facts = st.builds(
    Fact,
    st.sampled_from(["one", "two"]),
    ms.texts,
    origin=st.sampled_from(Origin),
    lines=st.lists(lines, max_size=2).map(tuple),
    source=st.sampled_from([None, *ms.SOURCES]),
    because=ms.texts,
    confidence=st.sampled_from([None, Fraction(19, 20)]),
)
trees = st.recursive(
    st.builds(
        Combination,
        st.lists(st.builds(Multiplier, st.integers(), st.integers(), st.integers())).map(tuple),
        zeros=st.lists(st.tuples(st.integers(), st.integers())).map(tuple),
        scale=st.integers(),
    ),
    lambda inner: st.builds(Split, leaves, st.integers(), inner, inner),
    max_leaves=6,
)
proofs = st.builds(Proof, st.lists(facts, max_size=4).map(tuple), lines, trees)


@given(
    st.one_of(
        *(ms.intervals(), ms.fractions, st.sampled_from(ms.SOURCES), st.sampled_from(ms.DATES).map(ds.Period.read)),
        *(
            ms.measures(),
            ms.measures(ms.PAROLE, at="FY2015"),
            ms.statements(),
            ms.worded(),
            leaves,
            lines,
            facts,
            proofs,
        ),
        *(
            ms.populations().map(lambda one: ds.count(one)),
            st.sampled_from([ms.COURT, ms.CRIMINALITY, ds.CustodyStatus]),
        ),
        st.sampled_from([ds.Interval.empty(), ds.Interval.entire()]),
    )
)
def test_anything_is_equal_after_a_round_trip(one: object) -> None:
    assert from_json(to_json(one)) == one


def test_what_is_of_another_kind_is_not_written() -> None:
    for one in (object(), 5, "text", ms.COURT.everyone):
        with pytest.raises(ds.DocumentError, match="no kind of finding"):
            to_json(one)


def test_a_tree_too_deep_to_be_read_back_is_not_written() -> None:
    tree: Any = Combination(())
    for _ in range(100):
        tree = Split(Leaf("d", name="a"), 5, tree, Combination(()))
    with pytest.raises(ds.DocumentError, match="nested"):
        to_json(Proof((), Line((), -math.inf, -1), tree))


def test_a_forged_answer_is_read_and_then_refused_by_the_check() -> None:
    figure = LETTER.evidence.bound(LETTER.measure(QUESTIONS[0]))
    assert figure.upper is not None
    forged = from_json(to_json(attrs.evolve(figure, upper=attrs.evolve(figure.upper, value=13_098))))
    with pytest.raises(ds.ProofRejected):
        forged.check()


TEXT = to_json(LETTER.evidence.bound(LETTER.measure(QUESTIONS[1])))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5",
        "{}",
        '{"docketstats": 1, "type": "Interval"}',
        '{"docketstats": 2, "type": "Interval", "value": "[0, 1]"}',
        '{"docketstats": 1, "type": "Evil", "value": "[0, 1]"}',
        '{"docketstats": 1, "type": "Interval", "value": "[1, 0]"}',
        '{"docketstats": 1, "type": "Interval", "value": "[0, 1]", "more": 1}',
        '{"docketstats": 1, "type": "Interval", "value": [0, 1]}',
        '{"docketstats": 1, "type": "Fraction", "value": "1/0"}',
        '{"docketstats": 1, "type": "Fraction", "value": 0.5}',
        '{"docketstats": 1, "type": "Period", "value": "someday"}',
        '{"docketstats": 1, "type": "Line", "value": {"terms": [["d::a", 1.5]], "lower": 0, "upper": 1}}',
        '{"docketstats": 1, "type": "Line", "value": {"terms": [["d::a", 1, 1]], "lower": 0, "upper": 1}}',
        '{"docketstats": 1, "type": "Line", "value": {"terms": [["d:a", 1]], "lower": 0, "upper": 1}}',
        '{"docketstats": 1, "type": "Line", "value": {"terms": [], "lower": true, "upper": 1}}',
        '{"docketstats": 1, "type": "Line", "value": {"terms": [], "lower": "1/2", "upper": 1}}',
        '{"docketstats": 1, "type": "Source", "value": {"title": ""}}',
        '{"docketstats": 1, "type": "Proof", "value": {"facts": ["none"], "conclusion": {}, "tree": {}}}',
        '{"docketstats": 1, "facts": [], "type": "Interval", "value": "[0, 1]"}',
        "[" * 100_000,
        '{"docketstats": 1, "type": "Compound", "value": ' + '{"&": [' * 5_000 + "]}" * 5_000 + "}",
        '{"docketstats": 1, "type": "Compound", "value": {"-": ["d::a"]}}',
        '{"docketstats": 1, "type": "Interval", "value": "[0, ' + "9" * 10_000 + ']"}',
        TEXT.replace('"side": "lower"', '"side": "middle"'),
        TEXT.replace('"count": ', '"number": '),
        TEXT[: len(TEXT) // 2],
    ],
)
def test_malformed_json_is_a_document_error(text: str) -> None:
    with pytest.raises(ds.DocumentError):
        from_json(text)


@given(st.data())
def test_a_changed_text_is_read_or_refused(data: st.DataObject) -> None:
    parts = [json.loads(TEXT)]
    path: list[Any] = []
    while isinstance(parts[-1], dict | list) and parts[-1] and (len(parts) < 3 or data.draw(st.integers(0, 4))):
        keys = list(parts[-1]) if isinstance(parts[-1], dict) else range(len(parts[-1]))
        path.append(data.draw(st.sampled_from(keys)))
        parts.append(parts[-1][path[-1]])
    junk = st.sampled_from([None, True, 5, -1, "x", "inf", "1/3", [], {}, [[]], {"type": "Split"}, "d::a"])
    parts[-2][path[-1]] = data.draw(junk)
    with contextlib.suppress(ds.DocumentError):
        from_json(json.dumps(parts[0]))


STAGED = ds.Docket("court", unit="case", classifications=(ds.Classification("stage", ("open", "closed")),))


def of_stages(*said: tuple[ds.Population, object]) -> ds.Evidence:
    figures = [ds.reported(what, value, source=ds.Source(f"Table {n}")) for n, (what, value) in enumerate(said)]
    return ds.Evidence(STAGED.snapshot("2024-09-30", figures))


SUPPRESSED = of_stages((STAGED.everyone, 70), (STAGED["open"], 66), (STAGED["closed"], "1 to 10"))
CROSSED = of_stages((STAGED.everyone, 5), (STAGED["open"], 6))
BARE = of_stages((STAGED.everyone, 70), (STAGED["open"], 66), (STAGED["closed"], 4))
VALUES = (
    40,
    Fraction(81, 2),
    Decimal("40.50"),
    "more than 40",
    ds.Interval(3, 4),
    ds.Quantity(ds.Interval(1, 2), "case"),
)


@pytest.mark.parametrize(
    "finding",
    [
        SUPPRESSED.exposed(threshold=11),
        SUPPRESSED.exposed(threshold=11)[0],
        SUPPRESSED.exposed(threshold=11).rule,
        BARE.suppress(threshold=11),
        SUPPRESSED.conflicts(),
        CROSSED.conflicts(),
        BARE.check(ds.count(STAGED["open"] & STAGED.population("old")) >= 5).own_count,
        BARE.decide(ds.Claim(ds.count(STAGED["open"]) >= 60, text="At least 60 are open.")),
        CROSSED.decide(ds.Claim(ds.count(STAGED["open"]) >= 60, text="At least 60 are open.")),
        *(
            known.comparable(*(one.figure for one in known.placed[:2]))
            for known in (of_stages((STAGED.everyone, 70), (STAGED["open"], value)) for value in VALUES)
        ),
    ],
    ids=lambda one: type(one).__name__,
)
def test_other_findings_are_equal_after_a_round_trip(finding: object) -> None:
    again = from_json(to_json(finding))
    assert again == finding
    assert type(again) is type(finding)
    for name in ("complete", "cells", "derived", "printed", "rule", "audit"):
        assert getattr(again, name, None) == getattr(finding, name, None)


def test_an_audit_and_all_conflicts_can_be_checked_again() -> None:
    found = SUPPRESSED.exposed(threshold=11)
    checked = check_again(from_json(to_json(found)))
    assert {fact for fact in checked.facts if fact.source} == {fact for fact in SUPPRESSED.facts() if fact.source}
    (cell,) = found.cells
    wrong = attrs.evolve(cell.figure.upper, value=5)
    forged = type(found)([attrs.evolve(cell, figure=attrs.evolve(cell.figure, upper=wrong))], rule=found.rule)
    with pytest.raises(ds.ProofRejected):
        check_again(forged)
    assert check_again(from_json(to_json(CROSSED.conflicts()))).of_conflict
    with pytest.raises(ds.DocumentError, match="nothing to check"):
        check_again(SUPPRESSED.conflicts())


def test_a_value_of_no_known_form_is_refused() -> None:
    text = to_json(
        of_stages((STAGED.everyone, 70), (STAGED["open"], "more than 40")).comparable(*ends_of("more than 40"))
    )
    for wrong in ('["more than 40", "guess"]', '"more than 40"', "[40]"):
        with pytest.raises(ds.DocumentError):
            from_json(text.replace('["more than 40", "words"]', wrong))


def ends_of(value: object) -> tuple[ds.ReportedFigure, ...]:
    return tuple(one.figure for one in of_stages((STAGED.everyone, 70), (STAGED["open"], value)).placed)
