"""Intervals as marks: filled, hollow or an arrow at each end, and a line that is solid or dashed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

import attrs
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from docketstats.adapters.plots import canvas
from docketstats.values.interval import End, Interval

SHARP: dict[str, object] = {"linestyle": "-", "linewidth": 3.0}
VALID: dict[str, object] = {"linestyle": (0, (2, 1.2)), "linewidth": 3.0}
ROOM = 0.14
"""The part of a scale that is kept free beyond the greatest end where some interval has none."""


def as_float(end: End) -> float:
    """An end as a place on a scale; one that no float holds is as good as infinite."""
    try:
        return float(end)
    except OverflowError:
        return math.inf if end > 0 else -math.inf


@attrs.frozen
class Scale:
    """The range of a scale; an end that is infinite is at its edge.

    Attributes:
        low: Where it begins.
        high: Where it ends.
        ticks: The only places that have a meaning, if they are few.
    """

    low: float
    high: float
    ticks: tuple[float, ...] = ()

    @classmethod
    def of(cls, intervals: Iterable[Interval]) -> Scale:
        """The scale on which some intervals are seen; it begins at zero where that costs little room."""
        ends = [as_float(end) for one in intervals if not one.is_empty for end in (one.lower, one.upper)]
        finite = sorted({end for end in ends if math.isfinite(end)})
        if not finite:
            return cls(-1, 1)
        least, most = finite[0], finite[-1]
        if 0 < least <= (most - least) or (least > 0 and least == most):
            least = 0.0
        elif most < 0 and -most <= (most - least):
            most = 0.0
        span = (most - least) or abs(most) or 1.0
        below = ROOM if -math.inf in ends else 0.0 if least == 0 else 0.04
        above = ROOM if math.inf in ends else 0.04
        only = tuple(finite) if len(finite) == 1 else ()
        return cls(least - below * span, most + above * span, only)

    @property
    def begins_at_zero(self) -> bool:
        """Whether zero is on the scale."""
        return self.low <= 0 <= self.high

    def place(self, end: End, *, up: bool) -> float:
        """Where an end is drawn: an infinite one at the edge."""
        value = as_float(end)
        return value if math.isfinite(value) else self.high if up else self.low


def draw(
    ax: Axes,
    interval: Interval,
    at: float,
    scale: Scale,
    *,
    sharp: bool,
    name: str,
    upright: bool = False,
    small: bool = False,
) -> None:
    """Draw an interval at a place of the other axis: a line, and a mark at each end.

    The artists are named: ``name line``, ``name lower`` and ``name upper``.
    """
    if interval.is_empty:
        return
    places = [scale.place(end, up=up) for end, up in ((interval.lower, False), (interval.upper, True))]
    style = {**(SHARP if sharp else VALID), **({"linewidth": 1.8} if small else {})}
    colour, size = canvas.BLUE, 4.5 if small else 7.0

    def put(values: list[float], gid: str, **how: object) -> None:
        others = [at] * len(values)
        x, y = (others, values) if upright else (values, others)
        line = Line2D(x, y, color=colour, gid=gid, solid_capstyle="butt", **how)
        line.set_clip_on(False)
        ax.add_line(line)

    if places[0] != places[1]:
        put(places, f"{name} line", zorder=2, **style)
    for place, up in zip(places, (False, True), strict=True):
        end, is_open = (interval.upper, interval.upper_open) if up else (interval.lower, interval.lower_open)
        marker = "o"
        if not math.isfinite(as_float(end)):
            marker = ("^" if up else "v") if upright else (">" if up else "<")
        face = canvas.paper(ax) if marker == "o" and is_open else colour
        side = "upper" if up else "lower"
        put(
            [place],
            f"{name} {side}",
            marker=marker,
            markersize=size,
            markerfacecolor=face,
            markeredgewidth=size / 4.5,
            zorder=3,
        )


def explained(intervals: Iterable[tuple[Interval, bool]], ax: Axes, *, upright: bool = False) -> Iterator[Artist]:
    """Entries of a key for the kinds of marks that some intervals have; each is given with whether it is sharp."""
    drawn = [(one, sharp) for one, sharp in intervals if not one.is_empty]
    lines = [sharp for one, sharp in drawn if not one.is_point]
    ends = [
        (math.isfinite(as_float(end)), is_open)
        for one, _ in drawn
        for end, is_open in ((one.lower, one.lower_open), (one.upper, one.upper_open))
    ]
    blue = canvas.BLUE

    def entry(label: str, **how: object) -> Artist:
        return Line2D([], [], color=blue, label=label, **how)

    if True in lines:
        yield entry("sharp: no tighter is right", **SHARP)
    if False in lines:
        yield entry("valid: a tighter one may be right", **VALID)
    for wanted, label, marker, face in (
        ((True, False), "end included", "o", blue),
        ((True, True), "end not included", "o", canvas.paper(ax)),
        ((False, True), "no end: without limit", "^" if upright else ">", blue),
    ):
        if wanted in ends:
            yield entry(label, linestyle="", marker=marker, markersize=6, markerfacecolor=face, markeredgewidth=1.4)


def reach(interval: Interval, scale: Scale) -> tuple[float, float]:
    """From where to where an interval is drawn, as parts of the scale."""
    places = [scale.place(end, up=up) for end, up in ((interval.lower, False), (interval.upper, True))]
    low, high = ((place - scale.low) / (scale.high - scale.low) for place in places)
    return low, high
