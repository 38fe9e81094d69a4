"""Reading the values of a column, as figures are read, with the rules told once for the column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

import attrs

from docketstats.adapters.panels.recipe import Slot
from docketstats.errors import DocketStatsError
from docketstats.model.facts import End, Line, lattice, lines
from docketstats.model.figure import Value
from docketstats.model.measure import Measure
from docketstats.model.source import Source
from docketstats.values.interval import Interval

Said: TypeAlias = int | Interval
"""What a value says; a whole number is the interval that is that number."""


@attrs.frozen
class ColumnReading:
    """How the values of one column were read.

    Attributes:
        column: The column, or in long form the measure.
        measure: What its figures are of.
        source: Who said it.
        reading: How words were read: ``"literal"`` or ``"press"``.
        rules: The rules that read its values, each with the number of values; missing values are not counted.

    >>> import docketstats as ds
    >>> from docketstats.adapters.panels import bound_panel
    >>> court = ds.Docket("court", unit="case")
    >>> rows = [{"county": "A", "old": "40"}, {"county": "B", "old": "<11"}]
    >>> panel = bound_panel(rows, court.population("old"), by=["county"], columns={"old": court.population("old")})
    >>> for reading in panel.readings:
    ...     print(reading.column, reading.measure, dict(reading.rules))
    old count(old) {'"< N" excludes N': 1, 'a number is exact unless said to be rounded': 1}
    """

    column: str
    measure: Measure
    source: Source
    reading: str
    rules: tuple[tuple[str, int], ...]

    def __str__(self) -> str:
        rules = "; ".join(f"{rule} ({times:,})" for rule, times in self.rules) or "no values"
        return f"{self.column}: {self.measure!r}, {self.source}; words read as {self.reading}: {rules}"


class Reader:
    """Reads the values of one column."""

    def __init__(self, slot: Slot) -> None:
        self._slot = slot
        figure = slot.figure
        self._plain = figure.rounded_to is None and figure.tolerance is None
        self._linear = not figure.measure.ratios
        self._read: dict[tuple[type, object], tuple[Interval, str] | str] = {}
        self._kinds: dict[Interval, object] = {}
        self._rules: Counter[str] = Counter()

    def said(self, value: Value | None, group: tuple[Any, ...], by: Iterable[str], problems: list[str]) -> Said | None:
        """What a value says; a problem is added if it cannot be read."""
        if value is None:
            return None
        if type(value) is int and self._plain:
            self._rules["exact"] += 1
            return value
        key = type(value), value
        if key not in self._read:
            try:
                figure = self._slot.filled(value)
                self._read[key] = figure.interval, figure.rule
            except DocketStatsError as error:
                self._read[key] = str(error)
        found = self._read[key]
        if isinstance(found, str):
            named = ", ".join(f"{name} {one!r}" for name, one in zip(by, group, strict=True))
            problems.append(f"{named}, column {self._slot.name!r}: {found}")
            return None
        self._rules[found[1]] += 1
        return found[0]

    def kind(self, said: Said | None) -> object:
        """What the facts of a group have in common with others, from what a value says."""
        if said is None or self._linear:
            return said is not None
        interval = Interval.exactly(said) if isinstance(said, int) else said
        if interval not in self._kinds:
            found = self._lines(self._slot.figure.measure, interval)
            self._kinds[interval] = tuple(line.terms for line in found)
        return self._kinds[interval]

    def ends(self, measure: Measure, said: Sequence[Said | None]) -> list[tuple[tuple[End, End], ...]]:
        """The ends of the lines of the figure, as it is placed, in some groups."""
        scale = offset = None
        if self._linear:
            _, scale, offset = lattice(measure.linear)
        known: dict[Said, tuple[tuple[End, End], ...]] = {}
        found: list[tuple[tuple[End, End], ...]] = []
        for one in said:
            assert one is not None
            if isinstance(one, int) and scale == 1 and isinstance(offset, int):
                found.append(((one - offset, one - offset),))
                continue
            if one not in known:
                interval = Interval.exactly(one) if isinstance(one, int) else one
                known[one] = tuple((line.lower, line.upper) for line in self._lines(measure, interval))
            found.append(known[one])
        return found

    def _lines(self, measure: Measure, interval: Interval) -> tuple[Line, ...]:
        return lines(measure, interval, if_any=self._slot.figure.if_any)

    def reading(self) -> ColumnReading:
        """How the column was read."""
        figure = self._slot.figure
        rules = tuple(sorted(self._rules.items(), key=lambda pair: (-pair[1], pair[0])))
        return ColumnReading(self._slot.name, figure.measure, figure.source, figure.reading or "press", rules)
