"""Intervals one below the other on one scale: the ground of the pictures of answers and of sensitivity."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from docketstats.adapters.plots import canvas, marks
from docketstats.errors import ModelError, TooLarge, UnitError
from docketstats.findings.arithmetic import shown
from docketstats.findings.derived import DerivedFigure, Sharpness
from docketstats.inference.conflicts import at_level
from docketstats.values.formatting import printable
from docketstats.values.interval import Interval

MOST_ROWS = 500
"""The rows that a picture may have."""
ROOMY = 40
"""The rows up to which each has its answer in words, and a name of several lines."""
_WIDTH = 34


@attrs.frozen
class Row:
    """A row: its name, the answer, and what is written above it."""

    name: str
    figure: DerivedFigure | None
    words: str


def words(figure: DerivedFigure) -> str:
    """An answer in words, with what it holds under."""
    where = " where defined" if figure.may_be_undefined and not figure.is_undefined else ""
    return f"{figure.shown}{where}{at_level(figure.confidence)}"


def in_one_unit(figures: Sequence[DerivedFigure]) -> tuple[list[Interval], str]:
    """The intervals of some answers in the unit in which they are shown together, and that unit.

    Raises:
        UnitError: If they are in several units.
    """
    intervals = [one.interval for one in figures]
    # A ratio is told per 100,000 only if all that stand beside it are.
    found = [shown(one.measure, one.interval, *intervals) for one in figures]
    units = canvas.distinct(unit for _, unit in found)
    if len(units) > 1:
        names = ", ".join(map(canvas.unit_name, units))
        raise UnitError(f"answers in {names} do not fit on one scale", mend="draw those of one unit together")
    return [interval for interval, _ in found], units[0]


def height(number: int) -> float:
    """The height of a figure for so many rows, in inches."""
    return 1.3 + number * (0.56 if number <= ROOMY else 0.2)


def draw(ax: Axes, rows: Sequence[Row], unit: str, intervals: Sequence[Interval], date: str) -> marks.Scale:
    """Draw rows from the top, with the scale below, and give the scale.

    Args:
        ax: The axes.
        rows: The rows.
        unit: The unit of the intervals.
        intervals: The interval of each row; empty where there is none.
        date: What is said of dates behind the unit.

    Raises:
        ModelError: If there is none.
        TooLarge: If there are too many.
    """
    if not rows:
        raise ModelError("there is nothing to draw", mend="give at least one answer")
    if len(rows) > MOST_ROWS:
        raise TooLarge(f"{len(rows):,} rows", mend=f"draw at most {MOST_ROWS} at a time")
    roomy = len(rows) <= ROOMY
    ink = canvas.ink(ax)
    scale = marks.Scale.of(intervals)
    ax.set_xlim(scale.low, scale.high)
    ax.set_ylim(len(rows) - 0.4, -0.75)
    for place, (row, interval) in enumerate(zip(rows, intervals, strict=True)):
        is_drawn = row.figure is not None and not interval.is_empty
        if row.figure is not None:
            sharp = row.figure.sharpness is Sharpness.SHARP
            marks.draw(ax, interval, place, scale, sharp=sharp, name=f"row {place}")
        if roomy or not is_drawn:
            low, high = marks.reach(interval, scale) if is_drawn else (0.5, 0.5)
            middle = (low + high) / 2
            side = "left" if middle < 0.34 else "right" if middle > 0.66 else "center"
            ax.annotate(
                printable(row.words),
                (low if side == "left" else high if side == "right" else middle, place),
                xycoords=("axes fraction", "data"),
                xytext=(0, 8 if is_drawn else 0),
                textcoords="offset points",
                ha=side,
                va="bottom" if is_drawn else "center",
                fontsize=canvas.SMALL if roomy else canvas.TINY - 1,
                style="normal" if is_drawn else "italic",
                color=ink,
                parse_math=False,
                gid=f"row {place} words",
            )
    names = [canvas.wrapped(row.name, _WIDTH if roomy else 46, 4 if roomy else 1) for row in rows]
    size = canvas.SMALL if roomy else canvas.TINY - 1
    ax.set_yticks(range(len(rows)), names, fontsize=size, color=ink, parse_math=False)
    ax.tick_params(axis="y", length=0, pad=9)
    ax.tick_params(axis="x", labelsize=canvas.SMALL)
    if scale.ticks:
        ax.set_xticks(scale.ticks)
    else:
        ends = [end for one in intervals if not one.is_empty for end in (one.lower, one.upper)]
        whole = all(end.denominator == 1 for end in ends if not isinstance(end, float))
        ax.locator_params(axis="x", nbins=5, integer=whole)  # no half persons
    ax.xaxis.set_major_formatter(canvas.NUMBERS)
    cut = "" if scale.begins_at_zero else " (the scale does not begin at 0)"
    ax.set_xlabel(f"{canvas.unit_name(unit)}{date}{cut}", fontsize=canvas.SMALL, parse_math=False)
    ax.grid(visible=True, axis="x", color=ink, alpha=0.15, linewidth=0.6)
    ax.set_axisbelow(True)
    canvas.bare(ax, "bottom")
    drawn = [(one, row.figure) for one, row in zip(intervals, rows, strict=True) if row.figure is not None]
    handles = marks.explained(((one, figure.sharpness is Sharpness.SHARP) for one, figure in drawn), ax)
    canvas.key(ax, list(handles), down=38)
    return scale


def guide(ax: Axes, place: float) -> None:
    """A thin line from top to bottom at a place of the scale."""
    ax.add_line(
        Line2D([place, place], [0, 1], transform=ax.get_xaxis_transform(), color=canvas.ink(ax), alpha=0.5,
               linewidth=0.8, linestyle=":", gid="guide", zorder=1)
    )  # fmt: skip
