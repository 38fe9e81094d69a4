"""What all pictures share: axes without global state, colours, wrapped text, numbers, and the key below."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb, to_rgba
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter
from matplotlib.transforms import ScaledTranslation
from matplotlib.typing import ColorType

from docketstats.values.formatting import plural, printable

# From the palette of Okabe and Ito: those that are seen on white and on black alike.
BLUE, VERMILLION, GREEN, PURPLE = "#0072B2", "#D55E00", "#009E73", "#CC79A7"
SMALL = 8
"""The size of text in a picture, in points."""
TINY = 7
"""The size of the key, in points."""


def axes(ax: Axes | None, width: float, height: float) -> Axes:
    """The axes that are given, or new ones in a figure of their own, of a size in inches."""
    return ax if ax is not None else Figure(figsize=(width, height), layout="constrained").add_subplot()


def ink(ax: Axes) -> ColorType:
    """The colour in which text reads: that of the labels."""
    return ax.xaxis.label.get_color()


def paper(ax: Axes) -> ColorType:
    """The colour behind the axes; where they are transparent, white behind dark ink and black behind light ink."""
    for patch in (ax.patch, ax.get_figure(root=True).patch):
        colour = to_rgba(patch.get_facecolor())
        if patch.get_visible() and colour[3] == 1:
            return colour
    return "white" if sum(to_rgb(ink(ax))) < 1.5 else "black"


def wrapped(text: str, width: int, lines: int = 4) -> str:
    """A text in lines of at most so many letters, shortened where there are too many."""
    rows = textwrap.wrap(printable(text), width, max_lines=lines, placeholder=" …", break_on_hyphens=False)
    return "\n".join(rows)


def number(value: float) -> str:
    """A number at a tick."""
    return f"{value:,.10g}"


NUMBERS = FuncFormatter(lambda value, _: number(value))


def unit_name(unit: str) -> str:
    """The name of a unit at an axis."""
    return f"per {unit[2:]}" if unit.startswith("1/") else plural(unit) or "ratio"


def headed(ax: Axes, title: str, note: str = "", *, width: int = 72) -> None:
    """Put a title at the left, and a note on a line of its own."""
    text = "\n".join(wrapped(one, width) for one in (title, note) if one)
    ax.set_title(text, loc="left", fontsize=SMALL + 1, color=ink(ax), parse_math=False)


def bare(ax: Axes, *sides: str) -> None:
    """Hide the frame but for some sides."""
    for side, spine in ax.spines.items():
        spine.set_visible(side in sides)


def key(ax: Axes, handles: Sequence[Artist], *, down: float, columns: int = 3) -> None:
    """Put the key below the axes.

    Args:
        ax: The axes.
        handles: What is explained, with labels.
        down: How far below, in points.
        columns: How many entries stand side by side.
    """
    if not handles:
        return
    below = ax.transAxes + ScaledTranslation(0, -down / 72, ax.get_figure(root=True).dpi_scale_trans)
    ax.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=(0, 0),
        bbox_transform=below,
        ncols=min(columns, len(handles)),
        frameon=False,
        fontsize=TINY,
        labelcolor=ink(ax),
        borderpad=0,
        borderaxespad=0,
        handlelength=2.6,
        columnspacing=1.4,
    )


def distinct(values: Iterable[str]) -> list[str]:
    """Some texts, each once."""
    return list(dict.fromkeys(values))
