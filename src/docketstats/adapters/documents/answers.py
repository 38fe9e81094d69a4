"""Answers as plain data for programs: what ``--json`` writes, with exact numbers as texts."""

from __future__ import annotations

from typing import Any

from docketstats.findings.derived import DerivedFigure
from docketstats.findings.history import History
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
    points = [{"date": str(date), "figure": figure_data(figure) if figure else None} for date, figure in history]
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
