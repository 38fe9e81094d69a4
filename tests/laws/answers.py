"""Answers that laws are stated of."""

from __future__ import annotations

from hypothesis import assume

import docketstats as ds


def bound(evidence: ds.Evidence, measure: ds.Measure) -> ds.DerivedFigure:
    """The answer, if there is one."""
    try:
        found = evidence.bound(measure)
    except ds.ContradictoryEvidence:
        assume(False)
    assert found.check()
    return found


def tight(evidence: ds.Evidence, measure: ds.Measure) -> ds.Interval:
    """The interval where it is proved to be the tightest; where the work limit cut the proof short, no law holds."""
    found = bound(evidence, measure)
    assume(found.sharpness is ds.Sharpness.SHARP)
    return found.interval
