"""From rows back to evidence: figures, snapshots and what else they are put together with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from docketstats.errors import DocketStatsError, UnknownName
from docketstats.evidence import Evidence
from docketstats.model.figure import ReportedFigure, as_measure
from docketstats.model.measure import Measure
from docketstats.model.snapshot import Snapshot
from docketstats.model.source import Source
from docketstats.notation.document import Document
from docketstats.notation.expressions import parse_what
from docketstats.notation.intervals import write_interval
from docketstats.notation.names import Namespace
from docketstats.notation.rows import FigureRow
from docketstats.notation.values import read_value


@attrs.frozen(kw_only=True)
class SnapshotRow:
    """A snapshot without its figures: its number, the name of its docket, and its dates as texts."""

    number: int
    docket: str
    as_of: str
    same_instant_as: str = ""


def snapshot_rows(evidence: Evidence) -> list[SnapshotRow]:
    """The rows of the snapshots of some evidence."""
    return [
        SnapshotRow(
            number=number,
            docket=one.docket.name,
            as_of=str(one.as_of),
            same_instant_as=str(one.same_instant_as or ""),
        )
        for number, one in enumerate(evidence.snapshots, 1)
    ]


def assembled(
    document: Document,
    rows: Sequence[FigureRow],
    snapshots: Iterable[SnapshotRow],
    problems: list[str],
    **rest: Any,
) -> Document:
    """A document with the evidence that rows and the rest make; what is wrong is added to the problems."""
    sources, dockets = dict(document.sources), {one.name: one for one in document.dockets}
    figures: dict[int | None, list[ReportedFigure]] = {None: []}
    for row, figure in read_figures(rows, document.names, sources, problems):
        figures.setdefault(row.snapshot, []).append(figure)
    across, made = figures.pop(None), []
    for one in snapshots:
        try:
            if one.docket not in dockets:
                raise UnknownName(f"there is no docket {one.docket!r}")
            found, same = figures.pop(one.number, []), one.same_instant_as or None
            made.append(Snapshot(dockets[one.docket], one.as_of, figures=found, same_instant_as=same))
        except DocketStatsError as error:
            problems.append(f"snapshot {one.number}: {error}")
    problems += [f"there is no snapshot {number}, to which a figure belongs" for number in figures]
    if not problems:
        try:
            return attrs.evolve(document, evidence=Evidence(*made, figures=across, **rest))
        except DocketStatsError as error:
            problems.append(str(error))
    return document


def read_figures(
    rows: Sequence[FigureRow], names: Namespace, sources: Mapping[str, Source], problems: list[str]
) -> Iterator[tuple[FigureRow, ReportedFigure]]:
    """The figures of rows, without those that are only revised; what is wrong is added to the problems."""
    made: dict[int, ReportedFigure] = {}
    for row in sorted(rows, key=lambda row: row.number):
        try:
            made[row.number] = figure = _figure(row, names, sources, made)
        except DocketStatsError as error:
            problems.append(f"figure {row.number}: {error}")
            continue
        if figure.interval != row.interval:
            said, given = write_interval(figure.interval), write_interval(row.interval)
            problems.append(
                f"figure {row.number}: {row.value!r} says {said}, and its ends say {given}: mend one of them"
            )
        elif not row.revised:
            yield row, figure


def _figure(
    row: FigureRow, names: Namespace, sources: Mapping[str, Source], made: Mapping[int, ReportedFigure]
) -> ReportedFigure:
    if row.source not in sources:
        raise UnknownName(f"there is no source {row.source!r}", mend="add it to the sources")
    if row.revises is not None and row.revises not in made:
        raise UnknownName(f"it revises figure {row.revises}, which is not there before it")
    return ReportedFigure(
        measure_of(row.measure, names.on(row.docket or None)),
        read_value(row.value, row.form),
        source=sources[row.source],
        reading=row.reading or None,  # type: ignore[arg-type]  # the class refuses any other text
        rounded_to=row.rounded_to,
        tolerance=row.tolerance,
        exact=row.exact,
        if_any=row.if_any,
        confidence=row.confidence,
        definition=row.definition or None,
        revises=None if row.revises is None else made[row.revises],
    )


def measure_of(text: str, names: Namespace) -> Measure:
    """The measure of an expression; a population stands for its count.

    Raises:
        DocketStatsError: If it cannot be read.
    """
    return as_measure(parse_what(text, names))
