"""Rows of panels: the answer to one question for one of many groups, without what defends it."""

from __future__ import annotations

import enum
from typing import Any

import attrs

from docketstats.findings.derived import DerivedFigure, Sharpness
from docketstats.inference.panel import Extent
from docketstats.values.interval import Exact, Interval


class PanelOutcome(enum.Enum):
    """What came of a question in one group.

    >>> import docketstats as ds
    >>> from docketstats.adapters.panels import bound_panel
    >>> court = ds.Docket("court", unit="case")
    >>> old = court.population("old")
    >>> rows = [{"county": "A", "all": 100, "old": 40}, {"county": "B", "all": 10, "old": 40}]
    >>> columns = {"all": court.everyone, "old": old}
    >>> [row.outcome.value for row in bound_panel(rows, old, by=["county"], columns=columns).rows]
    ['bounded', 'contradiction']
    """

    BOUNDED = "bounded"
    UNDEFINED = "undefined"
    CONTRADICTION = "contradiction"
    UNRESOLVED = "unresolved"


@attrs.frozen
class PanelRow:
    """The answer in one group.

    Attributes:
        group: The values of the columns that name the group.
        outcome: BOUNDED if there is an interval, UNDEFINED if the facts force a denominator to be empty, CONTRADICTION
            if they cannot all be true, UNRESOLVED if the question cannot be answered; the note says why.
        interval: The interval; empty where there is none.
        sharpness: Whether it is the tightest there is; None where there is none.
        may_be_undefined: Whether a denominator may be empty; the interval then holds where it is not.
        confidence: The confidence at which it holds.
        note: Why there is no interval, if the question cannot be answered.

    >>> import docketstats as ds
    >>> from docketstats.adapters.panels import bound_panel
    >>> court = ds.Docket("court", unit="case")
    >>> rows = [{"county": "A", "all": 100}]
    >>> row, = bound_panel(rows, court.population("old"), by=["county"], columns={"all": court.everyone}).rows
    >>> row.group, row.outcome, row.interval, row.sharpness
    (('A',), <PanelOutcome.BOUNDED: 'bounded'>, Interval(0, 100), <Sharpness.SHARP: 'sharp'>)
    """

    group: tuple[Any, ...]
    outcome: PanelOutcome
    interval: Interval
    sharpness: Sharpness | None = attrs.field(kw_only=True)
    may_be_undefined: bool = attrs.field(kw_only=True)
    confidence: Exact = attrs.field(kw_only=True, default=1)
    note: str = attrs.field(kw_only=True, default="")

    @classmethod
    def of(cls, group: tuple[Any, ...], extent: Extent, confidence: Exact) -> PanelRow:
        """The row of what inference found."""
        outcome, interval = PanelOutcome.BOUNDED, Interval.empty()
        if extent.contradiction:
            outcome = PanelOutcome.CONTRADICTION
        elif extent.note:
            outcome = PanelOutcome.UNRESOLVED
        elif extent.lower is None or extent.upper is None:
            outcome = PanelOutcome.UNDEFINED
        else:
            interval = Interval(extent.lower, extent.upper, lower_open=extent.lower_open, upper_open=extent.upper_open)
        sharpness = Sharpness.SHARP if extent.sharp else Sharpness.VALID
        return cls(
            group,
            outcome,
            interval,
            sharpness=sharpness if outcome is PanelOutcome.BOUNDED else None,
            may_be_undefined=extent.may_be_undefined,
            confidence=confidence,
            note=extent.note,
        )

    @classmethod
    def of_figure(cls, group: tuple[Any, ...], figure: DerivedFigure) -> PanelRow:
        """The row that an answer by itself makes."""
        return cls(
            group,
            PanelOutcome.UNDEFINED if figure.is_undefined else PanelOutcome.BOUNDED,
            figure.interval,
            sharpness=None if figure.is_undefined else figure.sharpness,
            may_be_undefined=figure.may_be_undefined,
            confidence=figure.confidence,
        )
