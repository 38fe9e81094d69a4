"""The letter of September 2024: each claim of the acceptance list comes out as listed, from the example documents."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

import docketstats as ds
from docketstats.adapters.documents import dumps, load, loads

EXAMPLES = Path(__file__).parents[2] / "examples"
LETTER = load(EXAMPLES / "ice_letter_2024.toml")
PRESS = load(EXAMPLES / "press_figures_2024.toml")

# The first words of each claim, and its outcome, in the order of the acceptance list.
LISTED = (
    ("13,099 persons convicted of homicide", "undetermined"),
    ("All 13,099 entered", "undetermined"),
    ("435,719 convicted persons", "refuted"),
    ("662,566 persons", "refuted"),
    ("There are 662,556", "refuted"),
    ("Of the 425,431 convicted", "refuted"),
    ("More than 6.2 million", "refuted"),
    ("The convicted on the non-detained docket rose 15 %", "supported"),
    ("The convicted on the non-detained docket grew", "refuted"),
    ("Most of the 425,431", "undetermined"),
    ("13,099 is about 185 per 100,000 of the docket (the docket as NBC", "refuted"),
    ("13,099 is about 185 per 100,000 of the docket (the non-detained", "undetermined"),
    ("Almost 2 million", "undetermined"),
    ("10,288 of the convicted", "supported"),
)
CLAIMS = {claim.text or "": claim for claim in LETTER.claims}


def verdict(start: str) -> ds.Verdict:
    (claim,) = (claim for text, claim in CLAIMS.items() if text.startswith(start))
    return LETTER.evidence.check(claim)


def test_the_list_is_complete() -> None:
    assert len(LETTER.claims) == len(LISTED)


@pytest.mark.parametrize(("start", "outcome"), LISTED)
def test_a_claim_comes_out_as_listed(start: str, outcome: str) -> None:
    found = verdict(start)
    assert found.outcome.value == outcome == found.claim.expected
    assert found.check()
    assert found.explain().strip()
    if outcome == "undetermined":
        assert found.true_in
        assert found.false_in
    else:
        assert found.proofs


def test_press_figures_contradict_each_other_and_the_classification() -> None:
    with pytest.raises(ds.ContradictoryEvidence):
        PRESS.evidence.check(PRESS.claims[0])
    assert PRESS.claims[0].expected == "contradiction"
    (conflict,) = PRESS.evidence.conflicts()
    assert PRESS.evidence.conflicts().complete
    *figures, rule = conflict.facts
    assert [line.upper for fact in figures for line in fact.lines] == [435_719, 226_847, 662_556]
    assert "exclude each other" in rule.text
    assert conflict.proof.check()
    assert not LETTER.evidence.conflicts()


def interval(question: str, at: str | None = None) -> ds.Interval:
    figure = LETTER.evidence.bound(LETTER.measure(question, at=at))
    assert figure.check()
    assert figure.sharpness is ds.Sharpness.SHARP
    return figure.interval


T, JUNE = "2024-07-21", "2021-06-05"


def test_the_reasons_that_the_list_gives() -> None:
    assert interval("homicide & convicted & (non_detained - incarcerated)", T) == ds.Interval(0, 13_099)
    assert interval('share("entered since 2021-01-20", among=homicide & convicted & non_detained)', T) == ds.Interval(
        0, 1
    )
    assert interval("(convicted | pending) & detained", T) == ds.Interval.exactly(14_994)
    assert interval("convicted & detained", T) == ds.Interval.exactly(10_288)
    grown = interval(f"growth(convicted & non_detained, since=FY2015, until={T})")
    assert grown == ds.Interval.exactly(Fraction(425_431 - 368_574, 368_574))
    assert interval(f"change(convicted & non_detained, since={JUNE}, until={T})") == ds.Interval.exactly(19_645)
    both = f"(convicted & non_detained).at({JUNE}) & (convicted & non_detained).at({T})"
    assert interval(both) == ds.Interval(0, 405_786)
    assert interval("removal_order | criminal_record", "2025-07") == ds.Interval(1_500_000, 1_923_000)


def test_the_rate_against_the_docket_as_printed_and_against_that_of_the_letter() -> None:
    printed = '"undated, printed September 2024"'
    rate = f"ratio(count(homicide & convicted & non_detained, at={T}), count(non_detained, at={printed}))"
    figure = LETTER.evidence.bound(LETTER.measure(rate))
    assert figure.interval.upper == Fraction(13_099, 7_500_000)
    assert figure.notes, "two dates, and the answer says so"
    assert verdict("13,099 is about 185 per 100,000 of the docket (the docket as NBC").notes
    own = LETTER.evidence.bound(
        LETTER.measure("ratio(count(homicide & convicted & non_detained), count(non_detained))", at=T)
    )
    assert own.interval.upper == Fraction(13_099, 647_572)


def test_a_claim_in_words_is_judged_in_both_readings() -> None:
    almost = verdict("Almost 2 million")
    assert almost.weakest.outcome is ds.Outcome.SUPPORTED
    assert almost.strongest.outcome is ds.Outcome.REFUTED
    assert almost.strongest.interval == ds.Interval(1_950_000, 2_000_000, upper_open=True)
    assert "weakest" in almost.explain()
    assert "strongest" in almost.explain()
    more = verdict("More than 6.2 million")
    assert (more.weakest.outcome, more.strongest.outcome) == (ds.Outcome.REFUTED, ds.Outcome.REFUTED)
    assert more.weakest.interval == ds.Interval.at_least(6_200_000)
    assert more.strongest.interval == ds.Interval.more_than(6_200_000)


def test_mixing_populations_is_pointed_out() -> None:
    (note,) = verdict("The convicted on the non-detained docket grew").notes
    assert note.startswith("435,719 is the figure for convicted")


@pytest.mark.parametrize("document", [LETTER, PRESS], ids=["letter", "press"])
def test_nothing_is_lost_when_an_example_is_written(document: object) -> None:
    assert loads(dumps(document)) == document  # type: ignore[arg-type]
    assert loads(dumps(document, "json"), "json") == document  # type: ignore[arg-type]


def test_every_figure_has_a_publisher() -> None:
    for document in (LETTER, PRESS):
        assert all(source.publisher for source in document.evidence.sources)
