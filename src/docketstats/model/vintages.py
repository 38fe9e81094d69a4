"""Vintages: which figures others revise, what had been published by a date, and what was published too early."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

import attrs

from docketstats.model.figure import ReportedFigure
from docketstats.model.snapshot import Snapshot
from docketstats.values.period import Period


@attrs.frozen
class Vintages:
    """The figures of snapshots, and those that span dates, with what each revises.

    A revision sets a figure aside at its own date, in whichever snapshot of that date the figure is listed.

    Args:
        snapshots: The snapshots.
        instants: The instant of each.
        spanning: The figures that span dates.

    >>> from docketstats.model.population import Docket
    >>> from docketstats.model.figure import reported
    >>> from docketstats.model.source import Source
    >>> court = Docket("court", unit="case")
    >>> old = reported(court.everyone, 100, source=Source("First report", published="2024-02"))
    >>> new = reported(court.everyone, 105, source=Source("Second report", published="2024-08"), revises=old)
    >>> one = court.snapshot("2024-01-01", [old, new])
    >>> vintages = Vintages((one,), (one.as_of,))
    >>> vintages.in_force(old, one.as_of), vintages.in_force(new, one.as_of)
    (False, True)
    >>> (known,), _ = vintages.known_on(Period.read("2024-06-30"))
    >>> known.figures == (old,)
    True
    """

    snapshots: tuple[Snapshot, ...]
    instants: tuple[Period, ...]
    spanning: tuple[ReportedFigure, ...] = ()

    def _listed(self) -> Iterator[tuple[tuple[Period, Period], ReportedFigure]]:
        """The figures of snapshots, each with the names of its date."""
        for one, instant in zip(self.snapshots, self.instants, strict=True):
            yield from (((one.as_of, instant), figure) for figure in one.figures)

    @cached_property
    def _revised(self) -> frozenset[tuple[Period | None, ReportedFigure]]:
        """The figures that others revise, with the date at which they do; with None if they have their own."""
        found: set[tuple[Period | None, ReportedFigure]] = set()
        for figure in self.spanning:
            found.update((None, old) for old in figure.earlier)
        for dates, figure in self._listed():
            found.update((date, old) for old in figure.earlier for date in _keys(old, *dates))
        return frozenset(found)

    def in_force(self, figure: ReportedFigure, *dates: Period) -> bool:
        """Tell whether no other figure revises a figure at its date, which may have several names."""
        return not any((date, figure) in self._revised for date in _keys(figure, *dates))

    def kept(self, keep: Callable[[ReportedFigure], bool]) -> tuple[tuple[Snapshot, ...], tuple[ReportedFigure, ...]]:
        """The snapshots and spanning figures with only the figures to be kept.

        In the place of another figure stands the newest of those that it revises which is to be kept, as if nobody had
        revised it; not where that one is listed itself.
        """
        listed: set[tuple[Period | None, ReportedFigure]] = {(None, figure) for figure in self.spanning}
        listed.update((key, figure) for dates, figure in self._listed() for key in _keys(figure, *dates))

        def newest(figures: Iterable[ReportedFigure], *dates: Period) -> Iterator[ReportedFigure]:
            for figure in figures:
                one = next(filter(keep, (figure, *figure.earlier)), None)
                if one is figure or (one is not None and not any((key, one) in listed for key in _keys(one, *dates))):
                    listed.update((key, one) for key in _keys(one, *dates))
                    yield one

        pairs = zip(self.snapshots, self.instants, strict=True)
        snapshots = tuple(attrs.evolve(one, figures=newest(one.figures, one.as_of, instant)) for one, instant in pairs)
        return snapshots, tuple(newest(self.spanning))

    def known_on(self, date: Period) -> tuple[tuple[Snapshot, ...], tuple[ReportedFigure, ...]]:
        """What is left when only the figures that had certainly been published by the end of ``date`` are kept.

        A snapshot of which nothing had been published is left out, unless it says which instant it is of.
        """
        snapshots, spanning = self.kept(lambda figure: figure.source.is_published_by(date))
        pairs = zip(self.snapshots, snapshots, strict=True)
        shown = (now for one, now in pairs if now.figures or one.same_instant_as or not one.figures)
        return tuple(shown), spanning

    def told_early(self) -> Iterator[str]:
        """The figures, revised ones too, whose source had certainly been published before their date began."""
        for one, instant in zip(self.snapshots, self.instants, strict=True):
            for number, figure in enumerate(one.figures, 1):
                yield from _early(f"snapshot {one.as_of}, figure {number}", figure, one.as_of, instant)
        for number, figure in enumerate(self.spanning, 1):
            dates = figure.measure.dates
            instants = [
                instant
                for one, instant in zip(self.snapshots, self.instants, strict=True)
                if one.as_of in dates and one.docket in figure.measure.dockets
            ]
            yield from _early(f"figure {number}", figure, *dates, *instants)


def _keys(figure: ReportedFigure, *dates: Period) -> tuple[Period | None, ...]:
    """The dates that tell a figure from an equal one in another snapshot; a dated figure needs none."""
    return (None,) if figure.measure.is_dated else dates


def _early(place: str, figure: ReportedFigure, *dates: Period) -> Iterator[str]:
    for one in (figure, *figure.earlier):
        if what := told_early(one, *dates):
            yield f"{place} ({one.measure!r}): {what}"


def told_early(figure: ReportedFigure, *dates: Period) -> str | None:
    """What is wrong if a figure's source had certainly been published before one of its dates began; else None.

    >>> from docketstats.model.population import Docket
    >>> from docketstats.model.figure import reported
    >>> from docketstats.model.source import Source
    >>> figure = reported(Docket("court").everyone, 5, source=Source("Report", published="2024-05"))
    >>> told_early(figure, Period.read("2024-06-01"))
    'its source was published 2024-05, before 2024-06-01: Report, 2024-05'
    """
    published = figure.source.published
    late = [date for date in dates if published is not None and published.precedes(date)]
    if not late:
        return None
    return f"its source was published {published}, before {max(late, key=lambda date: date.sort_key)}: {figure.source}"
