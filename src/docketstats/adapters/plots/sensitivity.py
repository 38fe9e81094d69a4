"""What becomes of an answer under one change at a time: a tornado."""

from __future__ import annotations

import math

from matplotlib.axes import Axes
from matplotlib.patches import Patch, Rectangle

from docketstats.adapters.plots import canvas, marks, rows
from docketstats.findings.arithmetic import shown
from docketstats.findings.sensitivity import Change, Sensitivity
from docketstats.values.interval import Interval

MOST_CHANGES = 30
"""The changes that are drawn, those that move the answer most."""


def plot_sensitivity(sensitivity: Sensitivity, *, ax: Axes | None = None) -> Axes:
    """Draw an answer and what each change makes of it, the greatest move on top: a tornado.

    Hatched is what an end moves by: beyond the answer as it stands where the interval grows, inside where it shrinks.
    Changes that move nothing are counted below, not drawn.

    Args:
        sensitivity: The answer and the changes, made by `Evidence.sensitivity`.
        ax: Where to draw; a figure of its own unless given.

    >>> import docketstats as ds
    >>> court, report = ds.Docket("court", unit="case"), ds.Source("Annual report")
    >>> figures = [ds.reported(court.everyone, "more than 70", source=report)]
    >>> evidence = ds.Evidence(court.snapshot("2024", figures=figures))
    >>> ax = plot_sensitivity(evidence.sensitivity(court.everyone))
    >>> ax.get_yticklabels()[0].get_text(), ax.texts[0].get_text()
    ('as it stands', 'at least 70 cases')
    """
    figure = sensitivity.figure
    moved = sorted(sensitivity.matter, key=lambda one: _size(one, figure.interval), reverse=True)
    left = len(sensitivity.changes) - len(moved)
    drawn, dropped = moved[:MOST_CHANGES], moved[MOST_CHANGES:]
    outcome = None if sensitivity.verdict is None else sensitivity.verdict.outcome
    base = rows.Row("as it stands", figure, rows.words(figure) + (f": {outcome.value}" if outcome is not None else ""))
    found = [base, *(rows.Row(one.what, one.figure, _words(one)) for one in drawn)]
    every = [one.figure.interval for one in found if one.figure is not None]
    intervals = [
        shown(figure.measure, one.figure.interval, *every)[0] if one.figure is not None else Interval.empty()
        for one in found
    ]
    unit = shown(figure.measure, figure.interval, *every)[1]
    ax = canvas.axes(ax, 7, rows.height(len(found)) + 0.5)
    scale = rows.draw(ax, found, unit, intervals, "")
    ax.get_yticklabels()[0].set_fontweight("bold")
    standing = intervals[0]
    handles = list(ax.get_legend().legend_handles) if ax.get_legend() else []
    if not standing.is_empty:
        for end in {standing.lower, standing.upper}:
            if math.isfinite(marks.as_float(end)):
                rows.guide(ax, marks.as_float(end))
        if sum(_moves(ax, place, standing, one, scale) for place, one in enumerate(intervals) if place):
            handles.append(Patch(label="what an end moves by", **_HATCHED))
    notes = []
    if dropped:
        notes.append(f"{len(dropped):,} more changes move it less")
    if left:
        notes.append(f"{left:,} other {'change makes' if left == 1 else 'changes make'} no difference")
    canvas.headed(ax, repr(figure.measure), "; ".join(notes), width=54)
    canvas.key(ax, [one for one in handles if one is not None], down=38)
    return ax


_HATCHED = {"facecolor": "none", "edgecolor": canvas.VERMILLION, "hatch": "////", "linewidth": 0.8}


def _moves(ax: Axes, place: int, base: Interval, now: Interval, scale: marks.Scale) -> int:
    """Draw by how much each end moved, as a hatched box from where it was to where it is, and say how many did."""
    moved = 0
    if now.is_empty:
        return moved
    for before, after, up in ((base.lower, now.lower, False), (base.upper, now.upper, True)):
        if before != after:
            first, last = sorted((scale.place(before, up=up), scale.place(after, up=up)))
            side = "upper" if up else "lower"
            box = Rectangle((first, place - 0.15), last - first, 0.3, gid=f"row {place} moved {side}", **_HATCHED)
            ax.add_patch(box)
            moved += 1
    return moved


def _words(change: Change) -> str:
    if change.figure is None:
        return "no answer" if change.unanswered else "contradictory evidence: no answer"
    return rows.words(change.figure) + (f": {change.outcome.value}" if change.outcome is not None else "")


def _size(change: Change, base: Interval) -> tuple[float, float]:
    """How much a change moves: contradictions first, then ends that are lost, then by how far ends move."""
    if change.figure is None:
        return math.inf, 0
    now = change.figure.interval
    if now.is_empty or base.is_empty:
        return (0, 0) if now == base else (math.inf, 0)
    pairs = [(a, b) for a, b in ((base.lower, now.lower), (base.upper, now.upper)) if a != b]
    steps = [abs(marks.as_float(a) - marks.as_float(b)) for a, b in pairs]
    return float(sum(map(math.isinf, steps))), sum(one for one in steps if math.isfinite(one))
