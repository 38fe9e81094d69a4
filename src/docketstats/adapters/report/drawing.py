"""Intervals drawn on one line: the places of marks and labels, for a picture and for a text.

An end that is in the interval is a filled mark, one that is not is a hollow one, and no end at all is an arrow, so
that nothing hangs on colour.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction

import attrs

from docketstats.values.formatting import format_end, format_interval
from docketstats.values.interval import Interval

WIDTH = 320
_MARGIN = 26
_BEYOND = 60  # the room where some interval has no end
_EDGE = 8  # where an arrow ends
_NARROWEST = 12
_ROW = 50
_LETTER = 6.8  # the width of a digit
_COLUMNS = 40
_LONGEST = 24


@attrs.frozen
class Mark:
    """An end: ``"closed"``, ``"open"`` or ``"arrow"``, and its place."""

    kind: str
    x: float


@attrs.frozen
class Label:
    """The value of an end, and where its middle is."""

    text: str
    x: float


@attrs.frozen
class Row:
    """An interval.

    Attributes:
        name: What it is.
        role: ``"allowed"`` or ``"claimed"``.
        words: Its values.
        y: Where its line is.
        lower: Its lower end.
        upper: Its upper end; None for a single value.
        labels: The values of its ends.
        text: It in letters.
    """

    name: str
    role: str = attrs.field(kw_only=True)
    words: str = attrs.field(kw_only=True)
    y: int = attrs.field(kw_only=True)
    lower: Mark = attrs.field(kw_only=True)
    upper: Mark | None = attrs.field(kw_only=True)
    labels: tuple[Label, ...] = attrs.field(kw_only=True)
    text: str = attrs.field(kw_only=True)


@attrs.frozen
class Drawing:
    """Intervals one under the other on one scale.

    Attributes:
        title: What is drawn.
        rows: The intervals.
        height: The height of the picture.
    """

    title: str
    rows: tuple[Row, ...]

    width: int = attrs.field(default=WIDTH, init=False)

    @property
    def height(self) -> int:
        """The height of the picture."""
        return _ROW * len(self.rows)

    @property
    def guides(self) -> tuple[float, ...]:
        """Where the ends of the first row are."""
        first = self.rows[0]
        return tuple(mark.x for mark in (first.lower, first.upper) if mark and mark.kind != "arrow")

    @property
    def description(self) -> str:
        """It in a few sentences."""
        return " ".join(f"{row.name}: {row.words}; {_ends(row)}." for row in self.rows)


def draw(title: str, intervals: Sequence[tuple[str, str, Interval]], unit: str) -> Drawing | None:
    """Draw intervals on one scale; None if there are none, or one of them is empty.

    Args:
        title: What is drawn.
        intervals: The name, role and values of each.
        unit: The unit in which the values are given.

    >>> drawing = draw("m", [("allowed", "allowed", Interval(0, 5)), ("claimed", "claimed", Interval.more_than(3))], "")
    >>> for row in drawing.rows:
    ...     print(row.name + row.text)
    allowed  ●━━━━━━━━━━━━━━━━━━━━━━━━━━━━━●
    claimed                    ○━━━━━━━━━━━━━━━━━━▶
    """
    if not intervals or any(interval.is_empty for _, _, interval in intervals):
        return None
    place = _Scale.of([interval for _, _, interval in intervals])
    rows = []
    for number, (name, role, interval) in enumerate(intervals):
        lower, upper = place.marks(interval)
        rows.append(
            Row(
                name,
                role=role,
                words=format_interval(interval, unit),
                y=_ROW * number + 26,
                lower=lower,
                upper=upper,
                labels=tuple(_labels(interval, unit, lower, upper)),
                text=_in_letters(lower, upper),
            )
        )
    return Drawing(title, tuple(rows))


@attrs.frozen
class _Scale:
    """Where values are: from the least to the greatest end, with room beyond where an interval has none."""

    least: Fraction
    most: Fraction
    first: int
    last: int

    @classmethod
    def of(cls, intervals: Iterable[Interval]) -> _Scale:
        both = [end for interval in intervals for end in (interval.lower, interval.upper)]
        finite = [Fraction(end) for end in both if not isinstance(end, float)] or [Fraction(0)]
        first = _BEYOND if -math.inf in both else _MARGIN
        last = WIDTH - (_BEYOND if math.inf in both else _MARGIN)
        return cls(min(finite), max(finite), first, last)

    def at(self, value: Fraction) -> float:
        if self.least != self.most:
            return round(
                self.first + float((value - self.least) / (self.most - self.least)) * (self.last - self.first), 1
            )
        if (self.first, self.last) == (_MARGIN, WIDTH - _BEYOND):
            return self.first
        return self.last if (self.first, self.last) == (_BEYOND, WIDTH - _MARGIN) else WIDTH / 2

    def marks(self, interval: Interval) -> tuple[Mark, Mark | None]:
        if interval.is_point:
            return Mark("closed", self.at(Fraction(interval.lower))), None
        found = []
        for end, is_open, edge in (
            (interval.lower, interval.lower_open, _EDGE),
            (interval.upper, interval.upper_open, WIDTH - _EDGE),
        ):
            if isinstance(end, float):
                found.append(Mark("arrow", edge))
            else:
                found.append(Mark("open" if is_open else "closed", self.at(Fraction(end))))
        lower, upper = found
        if upper.x - lower.x < _NARROWEST:  # two ends that are near must be told apart
            middle = min(max((lower.x + upper.x) / 2, _EDGE + _NARROWEST / 2), WIDTH - _EDGE - _NARROWEST / 2)
            lower = attrs.evolve(lower, x=round(middle - _NARROWEST / 2, 1))
            upper = attrs.evolve(upper, x=round(middle + _NARROWEST / 2, 1))
        return lower, upper


def _labels(interval: Interval, unit: str, lower: Mark, upper: Mark | None) -> Iterable[Label]:
    """The values of the ends, one label for both where two would overlap; none where they are too long to be read."""
    sign = unit if unit == "percent" else ""
    texts = [
        (format_end(end, sign, up=up), mark)
        for end, mark, up in ((interval.lower, lower, False), (interval.upper, upper, True))
        if mark is not None and mark.kind != "arrow"
    ]
    if any(len(text) > _LONGEST for text, _ in texts):
        return
    placed = [Label(text, _inside(text, mark.x)) for text, mark in texts]
    if len(placed) == 2:
        first, second = placed
        if second.x - first.x < (len(first.text) + len(second.text) + 3) * _LETTER / 2:
            joined = f"{first.text} to {second.text}"
            placed = [Label(joined, _inside(joined, (first.x + second.x) / 2))]
    yield from placed


def _inside(text: str, x: float) -> float:
    """Where the middle of a text is that is near a place and inside the picture."""
    half = len(text) * _LETTER / 2 + 1
    return round(min(max(x, half), WIDTH - half), 1)


def _ends(row: Row) -> str:
    """Which ends an interval has."""
    if row.upper is None:
        return "a single value"
    said = {"closed": "{} end included", "open": "{} end not included", "arrow": "no {} end"}
    return ", ".join(said[mark.kind].format(side) for mark, side in ((row.lower, "lower"), (row.upper, "upper")))


def _in_letters(lower: Mark, upper: Mark | None) -> str:
    def column(x: float) -> int:
        return round((x - _EDGE) / (WIDTH - 2 * _EDGE) * (_COLUMNS - 1))

    signs = {"closed": "●", "open": "○"}
    cells = [" "] * _COLUMNS
    first = 0 if lower.kind == "arrow" else column(lower.x)
    last = first if upper is None else len(cells) - 1 if upper.kind == "arrow" else column(upper.x)
    cells[first : last + 1] = "━" * (last - first + 1)
    cells[first] = signs.get(lower.kind, "◀")
    if upper is not None:
        cells[last] = signs.get(upper.kind, "▶")
    return "".join(cells).rstrip()
