"""Several answers on one scale."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from matplotlib.axes import Axes

from docketstats.adapters.plots import canvas, rows
from docketstats.errors import ModelError
from docketstats.findings.derived import DerivedFigure


def plot_intervals(answers: Iterable[DerivedFigure] | Mapping[str, DerivedFigure], *, ax: Axes | None = None) -> Axes:
    """Draw several answers as intervals on one scale, in the order given.

    Args:
        answers: The answers, all in one unit; or a mapping from names to answers. Without names they are called by what
            was asked.
        ax: Where to draw; a figure of its own unless given.

    Raises:
        ModelError: If there is no answer, or something that is none.
        UnitError: If they are in several units.
        TooLarge: If there are more than 500.

    >>> import docketstats as ds
    >>> court, report = ds.Docket("court", unit="case"), ds.Source("Annual report")
    >>> evidence = ds.Evidence(court.snapshot("2024", figures=[ds.reported(court.everyone, 70, source=report)]))
    >>> ax = plot_intervals([evidence.bound(court.population("asylum")), evidence.bound(court.everyone)])
    >>> ax.get_xlabel(), [text.get_text() for text in ax.texts]
    ('cases, as of 2024', ['0 to 70 cases', '70 cases'])
    """
    named = answers.items() if isinstance(answers, Mapping) else ((repr(one.measure), one) for one in _checked(answers))
    pairs = [(name, figure) for name, figure in named]
    figures = _checked(figure for _, figure in pairs)
    if not figures:
        raise ModelError("there is nothing to draw", mend="give at least one answer")
    intervals, unit = rows.in_one_unit(figures)
    dates = canvas.distinct(_dates(one) for one in figures)
    common = len(dates) == 1 and dates[0]
    drawn = [
        # A name of one's own need not tell the date.
        rows.Row(name if common or name == repr(one.measure) else f"{name} ({_dates(one)})", one, rows.words(one))
        for name, one in pairs
    ]
    ax = canvas.axes(ax, 7, rows.height(len(drawn)))
    rows.draw(ax, drawn, unit, intervals, f", as of {common}" if common else "")
    return ax


def _checked(answers: Iterable[DerivedFigure]) -> list[DerivedFigure]:
    found = list(answers)
    for one in found:
        if not isinstance(one, DerivedFigure):
            raise ModelError(f"{one!r} is no answer", mend="make one with Evidence.bound")
    return found


def _dates(figure: DerivedFigure) -> str:
    """The dates of an answer; one period for one date."""
    dates = sorted({date for one in figure.measure.dates for date in one.instants}, key=lambda date: date.sort_key)
    return ", ".join(map(str, dates)) if len(dates) < 3 else f"{dates[0]} to {dates[-1]}"
