"""Answers and verdicts about flows, compared with all that units might do between three dates."""

from __future__ import annotations

import math
import os

import attrs
import lives
import pytest

import docketstats as ds

LONG = os.environ.get("DOCKETSTATS_PROFILE") == "long"
CASES, STEP = (2_000, 20) if LONG else (80, 20)
OTHERS = 600 if LONG else 40
STATUSES = lives.statuses()
SETTINGS = {kind: lives.overlapping(kind) for kind in ("free", "within", "apart")}


@pytest.mark.parametrize("first", range(0, CASES, STEP))
def test_what_units_might_do(first: int) -> None:
    for seed in range(first, first + STEP):
        examine(seed, STATUSES)


@pytest.mark.parametrize("kind", SETTINGS)
@pytest.mark.parametrize("first", range(0, OTHERS, STEP))
def test_what_units_might_do_with_sets_that_overlap(first: int, kind: str) -> None:
    for seed in range(first, first + STEP):
        examine(seed, SETTINGS[kind])


def examine(seed: int, setting: lives.Setting) -> None:
    case = lives.case(seed, setting)
    tried = lives.ends(case, setting.lives)
    try:
        figure = case.evidence.bound(case.question.measure)
    except ds.ContradictoryEvidence:
        assert tried is None, seed
        return
    assert figure.check()
    sharp = figure.sharpness is ds.Sharpness.SHARP
    found = (figure.interval.lower, figure.interval.upper)
    if sharp:
        # What is not tied to the question may contradict itself in a way that the library does not see.
        tied = {fact.text for fact in figure.facts}
        facts = [one for one in case.facts if any(text.startswith(repr(one[0].measure)) for text in tied)]
        alone = attrs.evolve(case, facts=tuple(facts))
        if lives.ends(alone, setting.lives) != found:  # the lives tried may have been too short
            assert lives.ends(alone, setting.long_lives) == found, seed
    if tried is not None:
        assert found[0] <= tried[0], seed
        assert tried[1] <= found[1], seed
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
