"""Figures at their dates: what each reported figure measures, at the instant of the snapshot that it is in."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from docketstats.model.facts import Line, lines
from docketstats.model.figure import ReportedFigure
from docketstats.model.flow import in_steps
from docketstats.model.lowering import Instants
from docketstats.model.measure import Measure
from docketstats.values.period import Period


@attrs.frozen
class DatedFigure:
    """A reported figure, and what it measures at its date.

    Args:
        figure: The figure.
        measure: What it measures, with its dates.
        revised: Whether a later figure took its place.
    """

    figure: ReportedFigure
    measure: Measure
    revised: bool = attrs.field(default=False, kw_only=True)

    def in_steps(self, order: tuple[Period, ...]) -> DatedFigure:
        """This figure with its flows step by step between dates in order."""
        return attrs.evolve(self, measure=in_steps(self.measure, order))

    @property
    def lines(self) -> tuple[Line, ...]:
        """What it says of counts."""
        return lines(self.measure, self.figure.interval, if_any=self.figure.if_any)


def dated_figures(instants: Instants, spanning: Iterable[ReportedFigure]) -> tuple[DatedFigure, ...]:
    """The figures of some snapshots, and those that span dates; those that were revised come last.

    >>> from docketstats import Docket, Source, reported
    >>> court = Docket("court", unit="case")
    >>> snapshot = court.snapshot("2024-09-30", figures=[reported(court.everyone, 70, source=Source("Annual report"))])
    >>> [one.measure for one in dated_figures(Instants((snapshot,)), ())]
    [count(everyone, at="2024-09-30")]
    """
    homes = [
        (figure, figure.measure.at(snapshot.as_of).redated({snapshot.as_of: instant}))
        for snapshot, instant in zip(instants.snapshots, instants.each, strict=True)
        for figure in snapshot.figures
    ]
    homes += [(figure, instants.dated(figure.measure)) for figure in spanning]
    earlier = {one: measure for figure, measure in homes for one in figure.earlier}
    return (
        *(DatedFigure(figure, measure) for figure, measure in homes if figure not in earlier),
        *(DatedFigure(figure, measure, revised=True) for figure, measure in earlier.items()),
    )
