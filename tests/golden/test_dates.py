"""The non-detained docket over the years: what follows from counts at several dates, and what a flow adds."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

import docketstats as ds
from docketstats.adapters.documents import load

SERIES = load(Path(__file__).parents[2] / "examples" / "non_detained_docket.toml")
EVIDENCE = SERIES.evidence
(DOCKET,) = EVIDENCE.dockets
ND = DOCKET[ds.CustodyStatus.NON_DETAINED]
CONVICTED_ND = DOCKET["convicted"] & ND
BEFORE, JUNE, JULY = "2021-01-19", "2021-06-05", "2024-07-21"
MOST = ds.share(ND.at(BEFORE), among=CONVICTED_ND.at(JULY)) > ds.percent(50)
THERE_BEFORE = ND.at(BEFORE) & CONVICTED_ND.at(JULY)
TWO_STOCKS = ("FY2023 budget justification", "Letter to Rep. Gonzales")
NO_ENTRIES = ds.no_entries(CONVICTED_ND, [BEFORE, JUNE])


def with_made_up_exits(evidence: ds.Evidence, words: str = "at most 150,000") -> ds.Evidence:
    """The evidence with a number of exits that nobody reported."""
    source = ds.Source("MADE UP for this test")
    exits = ds.exits(CONVICTED_ND, since=JUNE, until=JULY)
    return evidence | ds.Evidence(figures=[ds.reported(exits, words, source=source)])


@pytest.mark.parametrize("claim", SERIES.claims, ids=lambda claim: claim.text)
def test_a_claim_comes_out_as_expected(claim: ds.Claim) -> None:
    verdict = EVIDENCE.check(claim)
    assert verdict.outcome.value == claim.expected
    assert verdict.check()


def test_the_figures_can_all_be_true() -> None:
    conflicts = EVIDENCE.conflicts()
    assert conflicts == ()
    assert conflicts.complete


def test_the_years_as_intervals() -> None:
    history = EVIDENCE.history(ds.count(ND), [f"FY{year}" for year in (2018, 2019, 2020, 2021, 2022, 2024)])
    assert [figure.interval for _, figure in history if figure is not None] == [
        ds.Interval(2_500_000, 2_700_000),
        ds.Interval(0, 3_300_000),
        ds.Interval(3_250_000, 3_270_000),
        ds.Interval(3_500_000, 3_700_000),
        ds.Interval(4_700_000, 4_799_999),
        ds.Interval.at_least(7_600_000),
    ]


def test_growth_has_no_upper_end() -> None:
    figure = EVIDENCE.bound(ds.growth(ND, since="FY2018", until="FY2024"))
    assert figure.interval == ds.Interval.at_least(Fraction(76, 27) - 1)
    assert figure.sharpness is ds.Sharpness.SHARP


def test_two_stocks_leave_their_overlap_open() -> None:
    figure = EVIDENCE.bound(ds.count(CONVICTED_ND.stayed(JUNE, JULY)))
    assert figure.interval == ds.Interval(0, 405_786)
    assert figure.sharpness is ds.Sharpness.SHARP


def test_from_stocks_alone_it_is_undetermined_whether_most_were_there_before() -> None:
    verdict = EVIDENCE.check(MOST)
    assert verdict.outcome is ds.Outcome.UNDETERMINED
    assert verdict.true_in
    assert verdict.false_in
    assert verdict.check()
    first = verdict.would_settle[0]
    assert first.term == THERE_BEFORE.term
    assert first.leaves_open == ()
    assert first.supports == (ds.Interval(212_716, 425_431),)
    assert first.refutes == (ds.Interval(0, 212_715),)


@pytest.mark.parametrize(("number", "outcome"), [(212_716, "supported"), (212_715, "refuted")])
def test_the_count_that_would_settle_it_does(number: int, outcome: str) -> None:
    figure = ds.reported(ds.count(THERE_BEFORE), number, source=ds.Source("MADE UP for this test"))
    assert (EVIDENCE | ds.Evidence(figures=[figure])).check(MOST).outcome.value == outcome


def test_few_exits_and_no_entries_before_would_support_it() -> None:
    verdict = with_made_up_exits(EVIDENCE).assuming(*NO_ENTRIES).check(MOST)
    assert verdict.outcome is ds.Outcome.SUPPORTED
    assert verdict.check()
    text = verdict.explain()
    assert "MADE UP for this test" in text
    assert "assumption: no entries, 2021-01-19 to 2021-06-05" in text
    # Of 405,786 at most 150,000 left, so 255,786 of 425,431 or more were there.
    assert verdict.figure.interval == ds.Interval(Fraction(255_786, 425_431), 1)


def test_neither_the_exits_nor_the_assumption_support_it_alone() -> None:
    for evidence in (with_made_up_exits(EVIDENCE), EVIDENCE.assuming(*NO_ENTRIES)):
        assert evidence.check(MOST).outcome is ds.Outcome.UNDETERMINED


@pytest.mark.parametrize(("words", "outcome"), [("at most 193,070", "supported"), ("at most 193,071", "undetermined")])
def test_how_many_exits_it_takes(words: str, outcome: str) -> None:
    # 405,786 - 193,070 is 212,716, just more than half of 425,431.
    stocks = EVIDENCE.only(*(one for one in EVIDENCE.sources if one.title in TWO_STOCKS))
    assert with_made_up_exits(stocks, words).assuming(*NO_ENTRIES).check(MOST).outcome.value == outcome
