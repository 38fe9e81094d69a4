"""One question at many dates, with what came and went beneath."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import attrs
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.transforms import ScaledTranslation, blended_transform_factory

from docketstats.adapters.plots import canvas, marks
from docketstats.errors import ModelError, UnitError
from docketstats.findings.arithmetic import shown
from docketstats.findings.derived import DerivedFigure, Sharpness
from docketstats.findings.history import History
from docketstats.values.interval import Interval
from docketstats.values.period import Period

_ROOMY = 15
_CERTAIN = {"came": (canvas.GREEN, "////"), "went": (canvas.VERMILLION, "\\\\\\\\")}


def plot_history(
    history: History,
    *,
    entries: Iterable[DerivedFigure] = (),
    exits: Iterable[DerivedFigure] = (),
    ax: Axes | None = None,
) -> Axes:
    """Draw a history: an interval at each date, nothing between dates, and a dotted line where there is a gap.

    A date that is no day is drawn in the middle of its period, and shaded over all days that it may be. Undated
    ones stand at the right. Flows are drawn in axes of their own beneath (``ax.child_axes[0]``): what came above the
    line and what went below it, from the first day to the last, filled up to the least number and hatched up to the
    greatest.

    Args:
        history: The history, made by `Evidence.history`.
        entries: Answers to `entries` or `entrants`.
        exits: Answers to `exits` or `leavers`.
        ax: Where to draw; a figure of its own unless given.

    Raises:
        ModelError: If the history has no dates, or a flow is none.
        UnitError: If some flows count events and others distinct units.

    >>> import docketstats as ds
    >>> court, report = ds.Docket("court", unit="case"), ds.Source("Annual report")
    >>> evidence = ds.Evidence(*(court.snapshot(date, figures=[ds.reported(court.everyone, said, source=report)])
    ...                          for date, said in {"2022-12-31": 30, "2023-12-31": "more than 70"}.items()))
    >>> ax = plot_history(evidence.history(court.everyone),
    ...                   entries=[evidence.bound(ds.entries(court.everyone, during="2023"))])
    >>> ax.get_ylabel(), ax.child_axes[0].get_ylabel()
    ('cases', 'events')
    """
    if not history.points:
        raise ModelError("the history has no dates", mend="give dates, or evidence with snapshots")
    flows = [*(("came", one) for one in entries), *(("went", one) for one in exits)]
    between = [date for _, one in flows for date in _ends(one)]
    units = canvas.distinct(canvas.unit_name(one.measure.unit) for _, one in flows)
    if len(units) > 1:
        raise UnitError(f"flows in {' and '.join(units)} do not fit on one scale", mend="draw those of one unit")
    ax = canvas.axes(ax, 7, 5.2 if flows else 3.4)
    line = _Dates.of(history.dates, between)
    every = [figure.interval for _, figure in history.points if figure is not None]
    scale = _stocks(ax, history, line, every)
    handles = list(marks.explained(((one, sharp) for one, sharp in _drawn(history)), ax, upright=True))
    if any(figure is None or figure.is_undefined for _, figure in history.points):
        handles.append(Line2D([], [], color=canvas.ink(ax), linestyle=":", label="gap: nothing is said"))
    ax.set_xlim(line.low, line.high)
    bottom = ax
    if flows:
        bottom = _beneath(ax)
        ax.tick_params(axis="x", labelbottom=False)
        handles += _flows(bottom, flows, line)
    line.label(bottom)
    cut = "" if scale.begins_at_zero else "\n(the scale does not begin at 0)"
    unit = shown(history.measure, every[0], *every)[1] if every else history.measure.unit
    ax.set_ylabel(f"{canvas.unit_name(unit)}{cut}", fontsize=canvas.SMALL)
    canvas.headed(ax, repr(history.measure))
    canvas.key(bottom, handles, down=28)
    return ax


def _beneath(ax: Axes) -> Axes:
    """Axes beneath others, as wide as these and of a height in inches, so that a layout finds room at once."""
    figure = ax.get_figure(root=True)
    down = figure.dpi_scale_trans + ScaledTranslation(0, 0, ax.transAxes)
    across = blended_transform_factory(ax.transAxes, down)
    return ax.inset_axes((0, -1.55, 1, 1.35), transform=across, sharex=ax)


def _drawn(history: History) -> list[tuple[Interval, bool]]:
    return [(one.interval, one.sharpness is Sharpness.SHARP) for _, one in history.points if one is not None]


@attrs.frozen
class _Dates:
    """Where dates are on the axis.

    Attributes:
        places: The place of each date, and the first and last day that it may be.
        low: Where the axis begins.
        high: Where it ends.
    """

    places: dict[Period, tuple[float, float, float]]
    low: float
    high: float

    @classmethod
    def of(cls, dates: Sequence[Period], others: Sequence[Period]) -> _Dates:
        """The places of the dates of a history, and room for others."""
        places = {date: span for date in (*dates, *others) if (span := _days(date)) is not None}
        first = min((span[1] for span in places.values()), default=0.0)
        last = max((span[2] for span in places.values()), default=0.0)
        step = max((last - first) / max(len(places), 4), 1.0)
        for date in dates:
            if date not in places:  # undated: at the right, in the order given
                last += step
                places[date] = (last, last, last)
        room = 0.05 * (last - first) or 1.0
        return cls({date: places[date] for date in dates}, first - room, last + room)

    def label(self, ax: Axes) -> None:
        """Put dates at the axis, as many as fit beside each other."""
        chosen: list[tuple[float, str]] = []
        taken = -math.inf
        for date, (place, _, _) in sorted(self.places.items(), key=lambda pair: pair[1][0]):
            text = canvas.wrapped(str(date), 14, 3)
            half = 0.009 * (max(map(len, text.split("\n"))) + 1)
            at = (place - self.low) / (self.high - self.low)
            if at - half >= taken:
                chosen.append((place, text))
                taken = at + half
        ax.set_xticks([place for place, _, _ in self.places.values()], minor=True)
        texts = [text for _, text in chosen]
        ax.set_xticks([place for place, _ in chosen], texts, fontsize=canvas.SMALL, parse_math=False)


def _days(date: Period) -> tuple[float, float, float] | None:
    """The place of a date, and the first and the last day that it may be; None if it is not known when it is."""
    if date.start is None or date.end is None:
        return None
    first, last = float(date2num(date.start)), float(date2num(date.end)) - 1
    return (first + last) / 2, first, last


def _stocks(ax: Axes, history: History, line: _Dates, every: Sequence[Interval]) -> marks.Scale:
    intervals = [
        shown(history.measure, figure.interval, *every)[0] if figure is not None else Interval.empty()
        for _, figure in history.points
    ]
    scale = marks.Scale.of(intervals)
    ax.set_ylim(scale.low, scale.high)
    ink = canvas.ink(ax)
    small, told = len(intervals) > _ROOMY, -math.inf
    for place, ((date, figure), interval) in enumerate(zip(history.points, intervals, strict=True)):
        at, first, last = line.places[date]
        if figure is None or interval.is_empty:
            gap = Line2D([at, at], [0, 1], transform=ax.get_xaxis_transform(), color=ink, linestyle=":", linewidth=1,
                         gid=f"gap {place}")  # fmt: skip
            ax.add_line(gap)
            if at - told < 0.03 * (line.high - line.low):
                continue
            told, word = at, "gap" if figure is None else "undefined"
            ax.annotate(word, (at, 1), xycoords=ax.get_xaxis_transform(), xytext=(2, -2), textcoords="offset points",
                        va="top", rotation=90, fontsize=canvas.TINY, color=ink, gid=f"gap {place} word")  # fmt: skip
            continue
        sharp = figure.sharpness is Sharpness.SHARP
        marks.draw(ax, interval, at, scale, sharp=sharp, name=f"date {place}", upright=True, small=small)
        if first < last:
            low, high = (scale.place(end, up=up) for end, up in ((interval.lower, False), (interval.upper, True)))
            room = 0.006 * (scale.high - scale.low)  # a single value is seen too
            box = Rectangle((first, low - room), last - first, high - low + 2 * room, facecolor=(canvas.BLUE, 0.3),
                            edgecolor="none", gid=f"date {place} may be", zorder=1)  # fmt: skip
            ax.add_patch(box)
    if scale.ticks:
        ax.set_yticks(scale.ticks)
    ax.yaxis.set_major_formatter(canvas.NUMBERS)
    ax.tick_params(labelsize=canvas.SMALL)
    ax.grid(visible=True, axis="y", color=ink, alpha=0.15, linewidth=0.6)
    ax.set_axisbelow(True)
    canvas.bare(ax, "bottom", "left")
    return scale


def _ends(figure: DerivedFigure) -> tuple[Period, Period]:
    """The dates between which a flow goes.

    Raises:
        ModelError: If it is no answer about a flow, or its dates are not known.
    """
    if not isinstance(figure, DerivedFigure) or figure.measure.kind != "flow":
        what = figure.measure if isinstance(figure, DerivedFigure) else figure
        raise ModelError(f"{what!r} is no flow", mend="give answers to ds.entries or ds.exits")
    dates = {date for one in figure.measure.dates for date in one.instants}
    found = sorted(dates, key=lambda date: date.sort_key)
    if not found or any(date.start is None for date in found):
        raise ModelError(f"{figure.measure!r}: it is not known when that is", mend="draw flows between known dates")
    return found[0], found[-1]


def _flows(ax: Axes, flows: Sequence[tuple[str, DerivedFigure]], line: _Dates) -> list[Artist]:
    """Draw flows up and down from a line, and give what explains them."""
    ink = canvas.ink(ax)
    finite = [marks.as_float(end) for _, one in flows for end in (one.interval.lower, one.interval.upper)]
    most = max((end for end in finite if math.isfinite(end)), default=0.0) or 1.0
    unlimited = {way for way, one in flows if math.isinf(marks.as_float(one.interval.upper))}
    ways = {way for way, _ in flows}
    top = most * (1 + marks.ROOM if unlimited else 1.06)
    used = []
    for place, (way, figure) in enumerate(flows):
        if figure.interval.is_empty:
            continue
        since, until = (_days(date) for date in _ends(figure))
        assert since is not None
        assert until is not None
        colour, hatch = _CERTAIN[way]
        sign = 1 if way == "came" else -1
        least, greatest = (marks.as_float(end) for end in (figure.interval.lower, figure.interval.upper))
        reach = greatest if math.isfinite(greatest) else top
        width = until[0] - since[0]
        inset = 0.02 * (line.high - line.low) if width > 0.06 * (line.high - line.low) else 0.0
        left, width = since[0] + inset / 2, width - inset
        ax.add_patch(Rectangle((left, 0), width, sign * least, facecolor=colour, edgecolor=colour,
                               gid=f"flow {place} least"))  # fmt: skip
        ax.add_patch(Rectangle((left, sign * least), width, sign * (reach - least), facecolor="none", edgecolor=colour,
                               hatch=hatch, linewidth=1, gid=f"flow {place} greatest"))  # fmt: skip
        if math.isinf(greatest):
            ax.add_line(Line2D([left + width / 2], [sign * reach], marker="^" if sign > 0 else "v", color=colour,
                               markersize=7, clip_on=False, gid=f"flow {place} no end", zorder=3))  # fmt: skip
        used.append(way)
    ax.axhline(0, color=ink, linewidth=0.8)
    ax.set_ylim(-top if "went" in ways else 0, top if "came" in ways else 0)
    ax.locator_params(axis="y", nbins=5)
    ax.yaxis.set_major_formatter(lambda value, _: canvas.number(abs(value)))
    ax.set_ylabel(canvas.unit_name(flows[0][1].measure.unit), fontsize=canvas.SMALL)
    ax.tick_params(labelsize=canvas.SMALL)
    ax.patch.set_visible(False)
    ax.grid(visible=True, axis="y", color=ink, alpha=0.15, linewidth=0.6)
    ax.set_axisbelow(True)
    canvas.bare(ax, "bottom", "left")
    handles: list[Artist] = []
    for way in canvas.distinct(used):
        colour, hatch = _CERTAIN[way]
        handles.append(Patch(facecolor=colour, edgecolor=colour, label=f"{way}, at least"))
        end = f"; {'▲' if way == 'came' else '▼'} without limit" if way in unlimited else ""
        handles.append(Patch(facecolor="none", edgecolor=colour, hatch=hatch, label=f"{way}, at most{end}"))
    return handles
