"""Tallies: the counts of a table of records as a snapshot, or as evidence on many dates."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any

import attrs

from docketstats.adapters.records.counting import Cell, Groups, Query
from docketstats.adapters.records.mapping import Reading, read_columns
from docketstats.adapters.records.reading import Opened, opened
from docketstats.adapters.records.recorded import (
    RULES,
    Rule,
    check_conflicts,
    settled,
)
from docketstats.adapters.records.stating import Stated
from docketstats.adapters.records.times import Stays
from docketstats.errors import DateError, ModelError
from docketstats.evidence import Evidence
from docketstats.model.figure import ReportedFigure, reported
from docketstats.model.flow import entries, exits
from docketstats.model.population import Docket, Population
from docketstats.model.snapshot import Snapshot
from docketstats.model.source import Source
from docketstats.values.period import Period

Day = str | datetime.date | Period


def tally(
    table: Any,
    docket: Docket,
    *,
    as_of: Day,
    columns: Mapping[str, Reading] | None = None,
    unit_id: str | None = None,
    conflicts: Rule = "refuse",
    latest_by: str | None = None,
    duplicates: bool = False,
    weight: str | None = None,
    start: str | None = None,
    end: str | None = None,
    source: Source | str | None = None,
    counted: Day | None = None,
    on: Any = None,
) -> Snapshot:
    """The counts of a table of records, as a snapshot of exact figures.

    One grouped aggregation is run by the engine that holds the table; only the groups come back. The figures are the
    number of all units, of those with each code of each column, and of each combination of codes that occurs. A null,
    and a code that covers several items, is a set of its own with its exact count, from which a unit may be in any
    item that it may belong to; see `docketstats.adapters.records`.

    Args:
        table: An Ibis table, a Spark data frame, a path or glob of Parquet or CSV files, or a pandas, Polars or Arrow
            table.
        docket: The docket.
        as_of: The date of the records; a day if there are columns with start and end.
        columns: What the values of each column mean: a dict from values to items or populations, a classification or
            its name if values are its codes, a population if the column is boolean, or `Codes`.
        unit_id: The column that identifies units, if a unit may have several rows. Each is counted once.
        conflicts: What counts if the rows of a unit have values that exclude each other: ``"refuse"`` these with an
            error; ``"any"``, every value counts, so that the sets overlap; ``"latest"``, the row with the largest
            ``latest_by``; ``"unknown"``, none of them. By the last two the number of these units is a figure, the count
            of a set of its own.
        latest_by: The column that tells which row is the latest.
        duplicates: Whether units may have several rows that nothing identifies. Each count is then an interval: no
            more units than rows, if each row is true of its unit.
        weight: The column with the number of units of each row, if rows are counts already.
        start: The column with the day that a row starts to count; it stops the day before ``end``.
        end: The column with the day that it ends; null if it has not.
        source: The source, or its title; the name of the table unless given. Rows and query are added to its locator.
        counted: The day of counting; today unless given.
        on: The Ibis connection that reads files, such as one to Spark; DuckDB unless given.

    Raises:
        DocumentError: If files, columns or rows cannot be counted as they are; every problem is named. Nothing is
            returned that is half done.
        ModelError: If the arguments do not fit together.

    >>> import docketstats as ds, pandas
    >>> docket = ds.Docket("court", unit="case", classifications=(ds.Classification("stage", ("open", "closed")),))
    >>> cases = pandas.DataFrame({"stage": ["open", "open", "closed", None]})
    >>> snapshot = tally(cases, docket, as_of="2024-09-30", columns={"stage": "stage"}, source="Made-up cases")
    >>> print(ds.Evidence(snapshot).bound(docket["open"]).quantity)
    2 to 3 cases
    """
    if (start is None) != (end is None):
        raise ModelError("stays need a start and an end", mend="give both columns, or neither")
    at = Period.read(as_of)
    stays = None if start is None or end is None else Stays(start, end, _days([at]))
    _check(unit_id, conflicts, latest_by, duplicates, weight, stays)
    query = Query(
        read_columns(columns or {}, docket),
        unit=unit_id,
        latest=latest_by if conflicts == "latest" else None,
        weight=weight,
        stays=stays,
    )
    given = opened(table, on=on)
    groups = query.run(given)
    if conflicts == "refuse":
        check_conflicts(groups.cells.values(), query.columns, given.name)
    found = settled(groups.cells.get(0, {}), query.columns, conflicts)
    stated = Stated(docket, query.columns, [found.cells], conflicts)
    said = _source(source, given, groups, counted)
    return docket.snapshot(at, stated.at_most(found.cells, said) if duplicates else stated.of(found, said))


def tally_over(
    table: Any,
    docket: Docket,
    *,
    dates: Iterable[Day],
    start: str,
    end: str,
    columns: Mapping[str, Reading] | None = None,
    unit_id: str | None = None,
    conflicts: Rule = "refuse",
    latest_by: str | None = None,
    source: Source | str | None = None,
    counted: Day | None = None,
    on: Any = None,
) -> Tallies:
    """The counts of a table of stays at many dates, and what came and went between them, from one pass.

    A stay counts from the day it starts to the day before it ends, or for good if its end is null; a date is the end of
    a day. The snapshots are as `tally` makes them. The flows are entries and exits after each date and up to the next:
    a stay that starts and ends in between is both. They are of all units and of those with each code; with ``unit_id``
    of all units only, which enter when none of their stays is open and leave when none is left open.

    Args:
        table: As for `tally`.
        docket: The docket.
        dates: Days, in any order.
        start: The column with the day that a stay starts.
        end: The column with the day that it ends; null if it has not.
        columns: As for `tally`.
        unit_id: As for `tally`.
        conflicts: As for `tally`, among the stays that count at a date.
        latest_by: As for `tally`.
        source: As for `tally`.
        counted: As for `tally`.
        on: As for `tally`.

    Raises:
        DocumentError: As for `tally`.
        DateError: If a date is no day, or is there twice.

    >>> import docketstats as ds, pandas
    >>> jail = ds.Docket("jail", unit="stay")
    >>> stays = pandas.DataFrame({"in": ["2024-01-05", "2024-01-20"], "out": ["2024-02-03", None]})
    >>> evidence = tally_over(stays, jail, dates=["2024-01-31", "2024-02-29"], start="in", end="out").evidence
    >>> [evidence.bound(ds.count(jail.everyone, at=day)).interval.lower for day in ("2024-01-31", "2024-02-29")]
    [2, 1]
    >>> print(evidence.bound(ds.exits(jail.everyone, since="2024-01-31", until="2024-02-29")).quantity)
    1 event
    """
    stays = Stays(start, end, _days(sorted(map(Period.read, dates), key=lambda date: date.sort_key)))
    _check(unit_id, conflicts, latest_by, False, None, stays)
    latest = latest_by if conflicts == "latest" else None
    query = Query(read_columns(columns or {}, docket), unit=unit_id, latest=latest, stays=stays)
    given = opened(table, on=on)
    groups = query.run(given)
    if conflicts == "refuse":
        check_conflicts(groups.cells.values(), query.columns, given.name)
    stocks = [settled(groups.cells.get(place, {}), query.columns, conflicts) for place in range(len(stays.days))]
    moved = [*groups.came.values(), *groups.went.values()] if unit_id is None else []
    stated = Stated(docket, query.columns, [*(one.cells for one in stocks), *moved], conflicts)
    said = _source(source, given, groups, counted)
    return Tallies(
        tuple(docket.snapshot(day, stated.of(one, said)) for day, one in zip(stays.days, stocks, strict=True)),
        _Moves(stated, groups, said, by_cell=unit_id is None),
    )


@attrs.frozen
class Tallies:
    """The counts of stays at many dates, and what came and went between these.

    Attributes:
        snapshots: A snapshot for each date, in order.

    >>> import pandas
    >>> import docketstats as ds
    >>> from docketstats.adapters.records import tally_over
    >>> stays = pandas.DataFrame({"in": ["2024-01-05", "2024-02-01"], "out": ["2024-02-10", None]})
    >>> jail, dates = ds.Docket("jail", unit="stay"), ["2024-01-31", "2024-02-29"]
    >>> found = tally_over(stays, jail, dates=dates, start="in", end="out", source="Made-up stays")
    >>> [(str(one.as_of), one.figures[0].value) for one in found.snapshots]
    [('2024-01-31', 1), ('2024-02-29', 1)]
    """

    snapshots: tuple[Snapshot, ...]
    _moves: _Moves = attrs.field(repr=False, eq=False)

    @cached_property
    def flows(self) -> tuple[ReportedFigure, ...]:
        """The entries and exits after each date and up to the next."""
        dates = [one.as_of for one in self.snapshots]
        return tuple(
            reported(flow(population, since=since, until=until), number, source=self._moves.said)
            for place, (since, until) in enumerate(pairwise(dates), 1)
            for flow, moved in ((entries, self._moves.groups.came), (exits, self._moves.groups.went))
            for population, number in self._moves.of(moved.get(place, {}))
        )

    @cached_property
    def evidence(self) -> Evidence:
        """All of them as evidence."""
        return Evidence(*self.snapshots, figures=self.flows)


@attrs.frozen
class _Moves:
    """What came and went, not yet as figures."""

    stated: Stated
    groups: Groups
    said: Source
    by_cell: bool

    def of(self, cells: Mapping[Cell, int]) -> Iterator[tuple[Population, int]]:
        if self.by_cell:
            yield from self.stated.margins(cells)
        else:
            yield self.stated.docket.everyone, sum(cells.values())


def _days(periods: Sequence[Period]) -> tuple[datetime.date, ...]:
    wrong = [str(one) for one in periods if not one.is_day]
    days = [one.start for one in periods if one.start is not None]
    twice = sorted({str(one) for one in periods if periods.count(one) > 1})
    if wrong or not periods:
        raise DateError("stays are counted at days" + (f", not at {', '.join(wrong)}" if wrong else ": none is given"))
    if twice:
        raise DateError(f"{', '.join(twice)} is there twice")
    return tuple(days)


def _check(
    unit_id: str | None,
    conflicts: Rule,
    latest_by: str | None,
    duplicates: bool,
    weight: str | None,
    stays: Stays | None,
) -> None:
    if conflicts not in RULES:
        raise ModelError(f"no rule {conflicts!r} for conflicts", mend="use one of " + ", ".join(map(repr, RULES)))
    if conflicts != "refuse" and unit_id is None:
        raise ModelError("conflicts are between the rows of one unit", mend="give unit_id too")
    if (conflicts == "latest") != (latest_by is not None):
        raise ModelError("the rule 'latest' and the column latest_by go together", mend="give both, or neither")
    if weight is not None and (unit_id is not None or duplicates or stays is not None):
        raise ModelError("rows with a weight are counts, of units that are told apart", mend="leave the rest out")
    if duplicates and unit_id is not None:
        raise ModelError("unit_id tells duplicates apart", mend="give one of unit_id and duplicates")


def _source(source: Source | str | None, given: Opened, groups: Groups, counted: Day | None) -> Source:
    when = datetime.datetime.now(datetime.UTC).date() if counted is None else counted
    base = source if isinstance(source, Source) else Source(given.name if source is None else source)
    query = f": {groups.query}" if len(groups.query) <= _SHORT else ""
    told = f"{groups.rows:,} rows, counted on {Period.read(when)} by the query with SHA-256 {groups.hash}{query}"
    locator = f"{base.locator}; {told}" if base.locator else told
    return attrs.evolve(base, locator=locator)


_SHORT = 300
"""The characters of a query up to which a source holds it in full."""
