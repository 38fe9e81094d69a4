"""Answers and verdicts about flows, compared with all that units might do between three dates."""

from __future__ import annotations

import math
import os

import lives
import pytest

import docketstats as ds

LONG = os.environ.get("DOCKETSTATS_PROFILE") == "long"
CASES, STEP = (2_000, 20) if LONG else (120, 20)


@pytest.mark.parametrize("first", range(0, CASES, STEP))
def test_what_units_might_do(first: int) -> None:
    for seed in range(first, first + STEP):
        examine(seed)


def examine(seed: int) -> None:
    case = lives.case(seed)
    tried = lives.ends(case, lives.lives())
    try:
        figure = case.evidence.bound(case.question.measure)
    except ds.ContradictoryEvidence:
        assert tried is None, seed
        return
    assert figure.check()
    sharp = figure.sharpness is ds.Sharpness.SHARP
    found = (figure.interval.lower, figure.interval.upper)
    if tried is None:
        # What contradicts may not be tied to the question, or may need more than the library looks at.
        elsewhere = any("contradict each other" in note for note in figure.notes)
        assert not sharp or elsewhere, seed
        return
    assert found[0] <= tried[0], seed
    assert tried[1] <= found[1], seed
    if sharp and tried != found:  # the lives tried may have been too short
        assert lives.ends(case, lives.long_lives()) == found, seed
    _examine_claim(case, tried, seed)


def _examine_claim(case: lives.Case, tried: tuple[float, float], seed: int) -> None:
    """A claim at one end of what units might do: some fit it, so it is never refuted; and so on."""
    end = tried[seed % 2]
    if math.isinf(end):
        return
    measure = case.question.measure
    claims = ((measure >= int(end), seed % 2 == 0), (measure <= int(end), seed % 2 == 1))
    for claim, always in claims:
        verdict = case.evidence.check(claim)
        assert verdict.check()
        assert verdict.outcome is not ds.Outcome.REFUTED, seed
        if tried[0] < tried[1] and not always:
            assert verdict.outcome is not ds.Outcome.SUPPORTED, seed
