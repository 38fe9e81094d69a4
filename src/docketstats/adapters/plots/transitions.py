"""Who may have gone from where to where: a shaded grid."""

from __future__ import annotations

import math

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Patch, Rectangle

from docketstats.adapters.plots import canvas, marks
from docketstats.errors import TooLarge
from docketstats.findings.derived import Sharpness
from docketstats.findings.transitions import Pair, Transitions
from docketstats.values.formatting import plural, rounded_end
from docketstats.values.interval import Interval

MOST_SETS = 30
"""The rows that a grid may have."""
_DARKEST = 0.6
_NO_LIMIT = "no limit"


def plot_transitions(table: Transitions, *, ax: Axes | None = None) -> Axes:
    """Draw a transition table as a grid with a row for each set at the first date and a column for each at the second.

    The upper half of a cell tells the greatest number and the lower half the least, each shaded by its size; a cell of
    one number is in one piece. A half without limit is hatched. A dashed frame is valid only. Who is on the docket at
    neither date is not counted, and that cell is left open.

    Args:
        table: The table, made by `Evidence.transitions`.
        ax: Where to draw; a figure of its own unless given.

    Raises:
        TooLarge: If it has more than 30 sets.

    >>> import docketstats as ds
    >>> court = ds.Docket("court", unit="case", classifications=(ds.Classification("stage", ("open", "closed")),))
    >>> figures = [ds.reported(court["open"], 60, source=ds.Source("Annual report"))]
    >>> evidence = ds.Evidence(court.snapshot("2023-12-31", figures=figures), court.snapshot("2024-12-31"))
    >>> ax = plot_transitions(evidence.transitions("stage", since="2023-12-31", until="2024-12-31"))
    >>> [text.get_text() for text in ax.texts[:2]]
    ['≤ 60', '≥ 0']
    """
    names = table.names
    if len(names) > MOST_SETS:
        raise TooLarge(f"a grid of {len(names)} sets", mend=f"draw at most {MOST_SETS}; give some populations")
    size = max(len(names) * 0.95, 2.5)
    ax = canvas.axes(ax, size + 2.2, size * 0.75 + 1.4)
    ink = canvas.ink(ax)
    ends = [marks.as_float(end) for one in table.intervals.values() for end in (one.lower, one.upper)]
    most = max((end for end in ends if math.isfinite(end)), default=0.0) or 1.0
    letters = canvas.SMALL if len(names) <= 12 else canvas.TINY - 2
    for y, before in enumerate(names):
        for x, after in enumerate(names):
            pair = before, after
            interval = table.intervals.get(pair)
            if interval is None:
                ax.text(x, y, "not\ncounted", ha="center", va="center", fontsize=letters - 1, style="italic", color=ink)
                continue
            valid = table.sharpness[pair] is not Sharpness.SHARP
            _cell(ax, pair, (x, y), interval, most, valid=valid, letters=letters)
    since, until = _dates(table)
    ax.set_xlim(-0.5, len(names) - 0.5)
    ax.set_ylim(len(names) - 0.5, -0.5)
    across = [canvas.wrapped(name, 13) for name in names]
    ax.set_xticks(range(len(names)), across, fontsize=letters, color=ink, parse_math=False)
    ax.set_yticks(range(len(names)), [canvas.wrapped(name, 20) for name in names], fontsize=letters, color=ink,
                  parse_math=False)  # fmt: skip
    ax.xaxis.tick_top()
    ax.xaxis.set_label_position("top")
    ax.tick_params(length=0)
    if len(names) > 8:
        ax.tick_params(axis="x", rotation=90)
    unit = plural(next(iter(table.measures.values())).unit)
    ax.set_xlabel(f"{unit}, to {until}", fontsize=canvas.SMALL, fontweight="bold", parse_math=False)
    ax.set_ylabel(f"from {since}", fontsize=canvas.SMALL, fontweight="bold", parse_math=False)
    canvas.bare(ax)
    handles: list[Artist] = []
    if any(0 < end < math.inf for end in ends):
        handles.append(Patch(facecolor=canvas.BLUE, alpha=_DARKEST, label=f"{canvas.number(most)} {unit}"))
    if math.inf in ends:
        handles.append(Patch(facecolor="none", edgecolor=canvas.BLUE, hatch="....", label="without limit"))
    if any(one is not Sharpness.SHARP for one in table.sharpness.values()):
        handles.append(Patch(facecolor="none", edgecolor=ink, linestyle="--", label="valid, may not be the tightest"))
    canvas.key(ax, handles, down=10)
    return ax


def _cell(
    ax: Axes, pair: Pair, place: tuple[int, int], interval: Interval, most: float, *, valid: bool, letters: float
) -> None:
    """Draw the two halves of a cell, with their numbers and a frame."""
    x, y = place
    name = f"{pair[0]} to {pair[1]}"
    if interval.is_point:
        _half(ax, (x - 0.46, y - 0.46, 0.92), marks.as_float(interval.lower) / most, f"{name} only")
        texts: list[tuple[float, str]] = [(y, rounded_end(interval.lower, up=False))]
    else:
        upper, lower = marks.as_float(interval.upper), marks.as_float(interval.lower)
        _half(ax, (x - 0.46, y - 0.46, 0.46), upper / most, f"{name} upper")
        _half(ax, (x - 0.46, y, 0.46), lower / most, f"{name} lower")
        high = _NO_LIMIT if math.isinf(upper) else rounded_end(interval.upper, up=True)
        low = rounded_end(interval.lower, up=False)
        most_sign, least_sign = ("<" if interval.upper_open else "≤"), (">" if interval.lower_open else "≥")
        texts = [(y - 0.23, high if math.isinf(upper) else f"{most_sign} {high}"), (y + 0.23, f"{least_sign} {low}")]
    behind = {"boxstyle": "round,pad=0.15", "facecolor": canvas.paper(ax), "edgecolor": "none"}
    for height, text in texts:
        ax.text(
            x,
            height,
            text,
            ha="center",
            va="center",
            fontsize=letters,
            color=canvas.ink(ax),
            parse_math=False,
            bbox=behind if text == _NO_LIMIT else None,
        )
    frame = Rectangle((x - 0.46, y - 0.46), 0.92, 0.92, facecolor="none", edgecolor=canvas.ink(ax), linewidth=0.8,
                      linestyle="--" if valid else "-", gid=f"{name} frame")  # fmt: skip
    ax.add_patch(frame)


def _half(ax: Axes, box: tuple[float, float, float], part: float, gid: str) -> None:
    x, y, height = box
    how = {"alpha": _DARKEST * part, "facecolor": canvas.BLUE, "linewidth": 0.0}
    if math.isinf(part):
        how = {"facecolor": "none", "edgecolor": canvas.BLUE, "hatch": "....", "linewidth": 0.0}
    ax.add_patch(Rectangle((x, y), 0.92, height, gid=gid, **how))


def _dates(table: Transitions) -> tuple[str, str]:
    """The two dates of a table, the earlier first."""
    found = {date for one in table.measures.values() for date in one.dates}
    first, last = sorted(found, key=lambda date: date.sort_key)
    return str(first), str(last)
