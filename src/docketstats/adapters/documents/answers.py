"""Answers as plain data for programs: what ``--json`` writes, with exact numbers as texts."""

from __future__ import annotations

from typing import Any

from docketstats.findings.derived import DerivedFigure
from docketstats.findings.exposure import Exposure, Exposures
from docketstats.findings.history import History
from docketstats.findings.matches import Match
from docketstats.findings.reconciliation import Reconciliation
from docketstats.findings.sensitivity import Sensitivity
from docketstats.findings.settling import Settling
from docketstats.findings.suppression import Suppression
from docketstats.findings.transitions import Transitions
from docketstats.findings.verdict import Verdict
from docketstats.inference.conflicts import Conflict
from docketstats.notation.intervals import write_interval, write_number


def figure_data(figure: DerivedFigure) -> dict[str, Any]:
    """A derived figure, without its proofs; `to_json` writes these too."""
    return {
        "measure": repr(figure.measure),
        "unit": figure.measure.unit,
        "interval": write_interval(figure.interval),
        "sharpness": figure.sharpness.value,
        "undefined": figure.is_undefined,
        "may_be_undefined": figure.may_be_undefined,
        "confidence": write_number(figure.confidence),
        "sources": list(map(str, figure.sources)),
        "assumptions": [{"text": one.text, "because": one.because} for one in figure.assumptions],
        "notes": list(figure.notes),
    }


def history_data(history: History) -> dict[str, Any]:
    """The answers at each date, without their proofs; None for a gap."""
    points = [
        {"date": str(date), "figure": figure_data(figure) if figure is not None else None} for date, figure in history
    ]
    return {
        "measure": repr(history.measure),
        "unit": history.measure.unit,
        "confidence": write_number(history.confidence),
        "points": points,
        "notes": list(history.notes),
    }


def verdict_data(verdict: Verdict) -> dict[str, Any]:
    """What the facts say of each reading of a claim, and the figure that it is about."""
    readings = (("weakest", verdict.weakest), ("strongest", verdict.strongest))
    return {
        **{name: {"interval": write_interval(one.interval), "outcome": one.outcome.value} for name, one in readings},
        "figure": figure_data(verdict.figure),
        "matches": list(map(match_data, verdict.matches)),
        "own_count": None if verdict.own_count is None else settling_data(verdict.own_count),
        "would_settle": list(map(settling_data, verdict.would_settle)),
        "notes": list(verdict.notes),
    }


def transitions_data(table: Transitions) -> dict[str, Any]:
    """A transition table, cell by cell."""
    return {
        "names": list(table.names),
        "confidence": write_number(table.confidence),
        "cells": [
            {
                "from": before,
                "to": after,
                "interval": write_interval(interval),
                "sharpness": table.sharpness[before, after].value,
            }
            for (before, after), interval in table.intervals.items()
        ],
    }


def conflict_data(conflict: Conflict) -> dict[str, Any]:
    """A minimal conflict: its facts, and where each comes from."""
    return {
        "confidence": write_number(conflict.confidence),
        "facts": [
            {"name": one.name, "text": one.text, "origin": one.origin.value, "source": str(one.source or one.because)}
            for one in conflict.facts
        ],
    }


def sensitivity_data(found: Sensitivity) -> dict[str, Any]:
    """An answer, and what becomes of it under one change at a time."""
    return {
        "figure": figure_data(found.figure),
        "outcome": found.verdict.outcome.value if found.verdict is not None else None,
        "changes": [
            {
                "what": one.what,
                "interval": write_interval(one.figure.interval) if one.figure is not None else None,
                "outcome": one.outcome.value if one.outcome is not None else None,
                "contradiction": one.figure is None and not one.unanswered,
                "unanswered": one.unanswered,
            }
            for one in found.changes
        ],
        "margins": [
            {"fact": one.fact.text, "source": str(one.fact.source), "end": one.end, "holds": write_interval(one.holds)}
            for one in found.margins
        ],
        "slack": [one.text for one in found.slack],
    }


def reconciliation_data(found: Reconciliation) -> dict[str, Any]:
    """The least change of figures that lets contradictory ones hold, and the figures of which each explains it."""
    return {
        "by": found.by,
        "total": write_number(found.total),
        "is_least": found.is_least,
        "corrections": [
            {
                "fact": one.fact.text,
                "source": str(one.source),
                "corrected": write_interval(one.corrected),
                "change": write_number(one.change),
                "cost": write_number(one.cost),
            }
            for one in found.corrections
        ],
        "alone": [
            {"fact": one.fact.text, "source": str(one.source), "allowed": write_interval(one.interval)}
            for one in found.alone
        ],
    }


def exposures_data(found: Exposures) -> dict[str, Any]:
    """An audit for disclosure: every suppressed cell, and what gives away those that are exposed."""
    return {
        "threshold": found.rule.threshold,
        "width": found.rule.width,
        "exposed": len(found),
        "cells": list(map(_exposure_data, found.cells)),
        "derived": list(map(_exposure_data, found.derived)),
        "printed": [{"fact": fact.text, "source": str(fact.source)} for fact in found.printed],
        "unsettled": [repr(one.measure) for one in found.unsettled],
    }


def _exposure_data(one: Exposure) -> dict[str, Any]:
    return {
        "measure": repr(one.measure),
        "shown": write_interval(one.said),
        "interval": write_interval(one.interval),
        "sharpness": one.figure.sharpness.value,
        "recovered": one.is_recovered,
        "narrowed": one.is_narrowed,
        "given_away_by": [{"fact": fact.text, "source": str(fact.source or fact.because)} for fact in one.given_away_by]
        if one.is_exposed
        else [],
    }


def suppression_data(found: Suppression) -> dict[str, Any]:
    """A proposal of figures to hide, and the audit of what is then published."""
    return {
        "by": found.by,
        "total": found.total,
        "mark": found.mark,
        "hidden": [{"fact": fact.text, "source": str(fact.source)} for fact in found.hidden],
        "after": exposures_data(found.audit),
    }


def match_data(match: Match) -> dict[str, Any]:
    """A figure that carries a claimed number."""
    return {
        "likeness": match.likeness.value,
        "claimed": write_number(match.claimed),
        "text": match.text,
        "measure": repr(match.measure),
        "differs": list(match.differs),
        "sources": list(map(str, match.sources)),
    }


def settling_data(one: Settling) -> dict[str, Any]:
    """A count that would help to settle a claim, and where the verdict turns."""
    return {
        "count": str(one.term),
        "supports": list(map(write_interval, one.supports)),
        "refutes": list(map(write_interval, one.refutes)),
        "leaves_open": list(map(write_interval, one.leaves_open)),
        "remaining": write_number(one.remaining),
    }
