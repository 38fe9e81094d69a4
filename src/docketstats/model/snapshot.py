"""Snapshots: the reported figures of one docket as of one date or period."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

import attrs

from docketstats.errors import DateError, ModelError
from docketstats.model.figure import ReportedFigure
from docketstats.model.population import Docket
from docketstats.values import markup
from docketstats.values.given import each, of_type, shown
from docketstats.values.period import Period


def _figures(values: Iterable[ReportedFigure]) -> tuple[ReportedFigure, ...]:
    figures = each(values, "figures")
    for one in figures:
        if not isinstance(one, ReportedFigure):
            raise ModelError(f"{shown(one)} is no reported figure", mend="make one with ds.reported")
    return figures


def _period(value: Period | str | datetime.date) -> Period:
    return Period.read(value)


def _period_or_none(value: Period | str | datetime.date | None) -> Period | None:
    return None if value is None else Period.read(value)


@attrs.frozen(repr=False)
class Snapshot:
    """The reported figures of one docket as of one date or period.

    A day is an instant. A month, a year or "undated" is one unknown instant in it: a date of its own, equal to no day
    and to no other such snapshot unless ``same_instant_as`` says so.

    Args:
        docket: The docket.
        as_of: The date or period, as anything that `Period.read` reads.
        figures: The figures; a measure without a date takes the snapshot's.
        same_instant_as: A date of which this snapshot's instant is said to be the same.

    Raises:
        ModelError: For a figure about another docket.
        DateError: For a figure about another date.

    >>> from docketstats.model.figure import reported
    >>> from docketstats.model.source import Source
    >>> d = Docket("court", unit="case")
    >>> d.snapshot("2024-09-30", figures=[reported(d.everyone, 3_700_000, source=Source("Report"))]).as_of
    Period.read('2024-09-30')
    """

    docket: Docket = attrs.field(validator=of_type(Docket))
    as_of: Period = attrs.field(converter=_period)
    figures: tuple[ReportedFigure, ...] = attrs.field(default=(), converter=_figures, kw_only=True)
    same_instant_as: Period | None = attrs.field(default=None, converter=_period_or_none, kw_only=True)

    def __repr__(self) -> str:
        return f"<Snapshot of {self.docket.name!r} as of {self.as_of}: {markup.numbered(len(self.figures), 'figure')}>"

    def _repr_html_(self) -> str:
        rows = [(repr(one.measure), str(one.value), str(one.source)) for one in self.figures]
        title = f"{self.docket.name} as of {self.as_of}: {markup.numbered(len(rows), 'figure')}"
        return markup.table(title, rows, head=("of", "as printed", "source"))

    def __attrs_post_init__(self) -> None:
        # What a figure revises is of this date too: it was in force before the revision was published.
        numbered = [(number, one) for number, top in enumerate(self.figures, 1) for one in (top, *top.earlier)]
        for number, figure in numbered:
            where = f"snapshot {self.as_of}, figure {number} ({figure.measure!r})"
            others = [one.name for one in figure.measure.dockets if one != self.docket]
            if others:
                same = others[0] == self.docket.name
                what = f"it is about {'another definition of ' if same else ''}docket {others[0]!r}"
                raise ModelError(what, where=where, mend=f"this snapshot is of docket {self.docket.name!r}")
            dates = figure.measure.dates - {self.as_of}
            if dates:
                raise DateError(
                    f"it is about {', '.join(sorted(map(str, dates)))}",
                    where=where,
                    mend="put it in a snapshot of that date, or in Evidence(figures=...) if it spans dates",
                )
