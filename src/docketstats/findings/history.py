"""Histories: the answers to one question at many dates, as a table with gaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

import attrs

from docketstats.findings.derived import DerivedFigure
from docketstats.inference.conflicts import at_level, shared_confidence
from docketstats.model.measure import Measure
from docketstats.values.formatting import aligned, printable
from docketstats.values.interval import Exact
from docketstats.values.period import Period

Point: TypeAlias = tuple[Period, DerivedFigure | None]


def _points(points: Iterable[Point]) -> tuple[Point, ...]:
    return tuple(points)


@attrs.frozen
class History:
    """The answers to one question at many dates. Made by `Evidence.history`.

    Between its dates nothing is known, and nothing is filled in. Iterating gives the points, pairs of a date and the
    answer there, which is None in a gap: nothing was said that bounds the measure at that date.

    Attributes:
        measure: What was asked, without a date.
        points: The dates, each with its answer, or None for a gap.
        notes: What a reader should know besides, such as what a replay left out.

    >>> import docketstats as ds
    >>> docket = ds.Docket("court", unit="case")
    >>> asylum, report = docket.population("asylum"), ds.Source("Annual report")
    >>> counts = {"2022-09-30": 700, "2023-09-30": "more than 800", "2024-09-30": None}
    >>> evidence = ds.Evidence(*(
    ...     docket.snapshot(date, figures=[ds.reported(asylum, value, source=report)] if value else ())
    ...     for date, value in counts.items()))
    >>> history = evidence.history(asylum)
    >>> print(history)
    count(asylum)
    2022-09-30  700 cases           sharp
    2023-09-30  at least 800 cases  sharp
    2024-09-30  gap
    >>> [str(date) for date in history.gaps]
    ['2024-09-30']
    """

    measure: Measure
    points: tuple[Point, ...] = attrs.field(converter=_points, kw_only=True)
    notes: tuple[str, ...] = attrs.field(kw_only=True, default=())

    @property
    def dates(self) -> tuple[Period, ...]:
        """Its dates."""
        return tuple(date for date, _ in self.points)

    @property
    def gaps(self) -> tuple[Period, ...]:
        """The dates at which nothing is said that bounds the measure."""
        return tuple(date for date, figure in self.points if figure is None)

    @property
    def confidence(self) -> Exact:
        """The confidence at which all its answers hold together: each uncertain figure tied to any counts once."""
        return shared_confidence(fact for _, figure in self.points if figure is not None for fact in figure.facts)

    def check(self) -> bool:
        """Re-check every answer, without a solver.

        Raises:
            ProofRejected: If anything does not hold.
        """
        return all(figure.check() for _, figure in self.points if figure is not None)

    def __iter__(self) -> Iterator[Point]:
        return iter(self.points)

    def __len__(self) -> int:
        return len(self.points)

    def __str__(self) -> str:
        rows = [(printable(str(date)), *_cells(figure)) for date, figure in self.points]
        return "\n".join([printable(repr(self.measure)), *aligned(rows)])


def _cells(figure: DerivedFigure | None) -> tuple[str, str, str]:
    """An answer as cells of the table: the interval with its unit, the sharpness, and what was assumed."""
    if figure is None:
        return "gap", "", ""
    reasons = dict.fromkeys(fact.because for fact in figure.assumptions)
    assumed = f"assuming: {printable('; '.join(reasons))}" if reasons else ""
    return figure.shown, f"{figure.sharpness.value}{at_level(figure.confidence)}", assumed
