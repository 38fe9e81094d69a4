"""Published tables, whose cells are counts already, as snapshots: suppressed and rounded cells become intervals.

A table is a CSV file, or any mappings with one key a column. Each cell is a reported figure of the intersection of what
its row and its column stand for, with the words that are printed in it. Absent, zero and suppressed are three things: a
blank is refused unless it is said what it means.
"""

from __future__ import annotations

import csv
import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import add, and_
from pathlib import Path
from typing import TypeAlias

import attrs

from docketstats.errors import DocketStatsError, DocumentError, ModelError, UnknownName, WordingError
from docketstats.model.figure import ReportedFigure, Stated, reported
from docketstats.model.population import Docket, Population
from docketstats.model.snapshot import Snapshot
from docketstats.model.source import Source
from docketstats.values.interval import Interval
from docketstats.values.period import Period
from docketstats.values.wording import Reading, read

__all__ = ["Layout"]

Table: TypeAlias = str | Path | Iterable[Mapping[str, object]]
"""The path of a CSV file with a row of headings, or rows as mappings."""

Labels: TypeAlias = str | Mapping[str, Population]
"""What the labels in a column stand for: the items of the classification of this name, or populations."""

Meaning: TypeAlias = str | int | Interval | None
"""What a mark in a cell says, in words or as an interval; None for nothing, as if the cell were not there."""

MOST_PROBLEMS = 50
"""The problems that one error lists."""


def _texts(values: str | Iterable[str]) -> tuple[str, ...]:
    return (values,) if isinstance(values, str) else tuple(values)


@attrs.frozen
class Layout:
    """What the columns, labels and marks of a published table stand for; one reads any release of the table.

    Args:
        docket: What the table is about; its unit is that of the counts.
        source: Who published it.
        columns: What the labels in each column stand for.
        count: The column with the counts; or several, each with the population that it counts of each row.
        suppressed: What marks in the cells say by the table's own rule, such as ``{"*": "1 to 10"}``. A mark without a
            rule says nothing of the count. ``""`` is a blank cell.
        totals: The labels that stand for all of a column's.
        rounded_to: The unit to which the table's numbers are rounded, if they are.
        summed_over: Columns over whose labels rows are added up; no unit may be in two of these.
        reading: How words are read; the weakest reading unless given.

    Raises:
        ModelError: If the docket has no classification of a name.

    >>> from docketstats import Classification, Docket, Evidence, Source
    >>> court = Docket("court", unit="case", classifications=(Classification("stage", ("open", "closed")),))
    >>> layout = Layout(court, Source("Table 2"), columns={"Stage": "stage"}, count="Cases",
    ...                 suppressed={"*": "1 to 10"})
    >>> rows = [{"Stage": "open", "Cases": "66"}, {"Stage": "closed", "Cases": "*"}, {"Stage": "Total", "Cases": "70"}]
    >>> table = layout.snapshot(rows, as_of="2024-09-30")
    >>> table.figures[1], Evidence(table).bound(court["closed"]).interval
    (reported(count(closed), '1 to 10 *', source='Table 2'), Interval(4, 4))
    """

    docket: Docket
    source: Source
    columns: Mapping[str, Labels] = attrs.field(kw_only=True, converter=dict, hash=False)
    count: str | Mapping[str, Population] = attrs.field(kw_only=True, hash=False)
    suppressed: Mapping[str, Meaning] = attrs.field(kw_only=True, factory=dict, converter=dict, hash=False)
    totals: tuple[str, ...] = attrs.field(kw_only=True, default=("Total",), converter=_texts)
    rounded_to: Stated | None = attrs.field(kw_only=True, default=None)
    summed_over: tuple[str, ...] = attrs.field(kw_only=True, default=(), converter=_texts)
    reading: Reading | None = attrs.field(kw_only=True, default=None)

    def __attrs_post_init__(self) -> None:
        known = [one.name for one in self.docket.classifications]
        wrong = [
            f"no classification {what!r}, asked for by column {column!r}"
            for column, what in self.columns.items()
            if isinstance(what, str) and what not in known
        ]
        if wrong:
            raise ModelError("; ".join(wrong), mend=f"docket {self.docket.name!r} has {', '.join(known) or 'none'}")

    def snapshot(self, table: Table, *, as_of: str | datetime.date | Period) -> Snapshot:
        """The snapshot of a table.

        Args:
            table: The path of a CSV file in UTF-8, or rows.
            as_of: The date of the counts.

        Raises:
            DocumentError: If the file cannot be read or a cell not be understood; it lists the problems, each with its
                row and column.
        """
        found = _Reader(self).read(table)
        return self.docket.snapshot(as_of, figures=found.get(None, ()))

    def snapshots(self, table: Table, *, date: str) -> tuple[Snapshot, ...]:
        """The snapshots of a table with a column of dates, in the order of the dates.

        Args:
            table: As in `snapshot`.
            date: The column with the dates, as anything that `Period.read` reads.

        Raises:
            DocumentError: As in `snapshot`.

        >>> from docketstats import Docket, Source
        >>> layout = Layout(Docket("jails"), Source("Table 1"), columns={}, count="Held", summed_over="Jail")
        >>> said = [("2024-09-29", "A", 5), ("2024-09-29", "B", "<3"), ("2024-09-30", "A", 4)]
        >>> for one in layout.snapshots([dict(zip(("Day", "Jail", "Held"), row)) for row in said], date="Day"):
        ...     print(one.as_of, *one.figures)
        2024-09-29 reported(count(everyone), Interval(5, 7), source='Table 1')
        2024-09-30 reported(count(everyone), 4, source='Table 1')
        """
        found = _Reader(self, date).read(table)
        dates = sorted((one for one in found if one is not None), key=lambda one: one.sort_key)
        return tuple(self.docket.snapshot(one, figures=found[one]) for one in dates)

    @property
    def _counts(self) -> Mapping[str, Population | None]:
        return {self.count: None} if isinstance(self.count, str) else self.count

    def _labels(self, what: Labels) -> Mapping[str, Population]:
        """What the labels in a column stand for; items go by their codes and their labels."""
        if not isinstance(what, str):
            return what
        (classification,) = (one for one in self.docket.classifications if one.name == what)
        found = {}
        for item, _ in classification.walk():
            try:
                found[item.code] = self.docket[item.code]
            except UnknownName:  # another classification has an item of this name
                found[item.code] = self.docket[f"{what}:{item.code}"]
            if item.label:
                found.setdefault(item.label, found[item.code])
        return found

    @property
    def _summed(self) -> Source:
        """The source, which says that its numbers are sums of what it printed."""
        over = f"summed over {', '.join(self.summed_over)}"
        return attrs.evolve(self.source, locator=f"{self.source.locator}, {over}" if self.source.locator else over)

    def _figure(self, population: Population, value: object) -> ReportedFigure | None:
        """The figure that a cell prints; None for a mark that says that nothing was counted."""
        printed = "" if value is None else str(value).strip()
        said: object = value if not isinstance(value, str) else int(printed) if _is_digits(printed) else printed
        rounded_to = None
        if printed in self.suppressed:
            meaning = self.suppressed[printed]
            if meaning is None:
                return None
            said = _with_mark(meaning, printed) if isinstance(meaning, str) else meaning
        elif not printed:
            raise WordingError(
                "the cell is blank, which is neither zero nor suppressed",
                mend="""say what a blank is: suppressed={"": "0"}, {"": "1 to 10"}, or {"": None} for not counted""",
            )
        elif self.rounded_to is not None and (isinstance(said, int) or read(printed).is_point):
            rounded_to = self.rounded_to
        return reported(
            population,
            said,  # type: ignore[arg-type]
            source=self.source,
            rounded_to=rounded_to,
            reading=self.reading,
        )


@attrs.frozen
class _Row:
    """A row, and its number: that of its line in a file, counted from 1."""

    number: int
    cells: Mapping[str, object]

    def text(self, column: str) -> str:
        value = self.cells.get(column)
        return "" if value is None else str(value).strip()


@attrs.frozen
class _Cell:
    """What a cell says of a population, and where it stands."""

    population: Population
    figure: ReportedFigure
    where: str


class _Reader:
    """One reading of a table, with the problems found so far."""

    def __init__(self, layout: Layout, date: str | None = None) -> None:
        self._layout, self._date_column = layout, date
        self._meanings = {column: layout._labels(what) for column, what in layout.columns.items()}
        self._problems: list[str] = []
        self._unknown: dict[tuple[str, str], list[int]] = {}

    def read(self, table: Table) -> dict[Period | None, list[ReportedFigure]]:
        """The figures by their dates; the date is None where no column has it."""
        name = str(table) if isinstance(table, (str, Path)) else "the table"
        layout = self._layout
        dates = () if self._date_column is None else (self._date_column,)
        needed = (*dates, *layout.columns, *layout.summed_over, *layout._counts)
        found: dict[tuple[Period | None, Population], list[_Cell]] = {}
        for row in _rows(table, needed, self._problems):
            date, parts = self._date(row), self._parts(row)
            if parts is None or (self._date_column and date is None):
                continue
            for column, population in layout._counts.items():
                of = parts if population in (None, layout.docket.everyone) else [*parts, population]
                cell = self._cell(row, column, reduce(and_, of) if of else layout.docket.everyone)
                if cell is not None:
                    found.setdefault((date, cell.population), []).append(cell)
        figures: dict[Period | None, list[ReportedFigure]] = {}
        for (date, _), cells in found.items():
            figures.setdefault(date, []).append(self._one(cells))
        self._stop(name)
        return figures

    def _date(self, row: _Row) -> Period | None:
        if self._date_column is None:
            return None
        try:
            return Period.read(row.text(self._date_column))
        except DocketStatsError as error:
            self._problems.append(f"row {row.number}, column {self._date_column!r}: {error}")
            return None

    def _parts(self, row: _Row) -> list[Population] | None:
        """What a row is about, to be intersected; None if a label is not known."""
        parts, known = [], True
        for column, meanings in self._meanings.items():
            label = row.text(column)
            if label in meanings:
                parts.append(meanings[label])
            elif label not in self._layout.totals:
                self._unknown.setdefault((column, label), []).append(row.number)
                known = False
        for column in self._layout.summed_over:
            if (label := row.text(column)) in self._layout.totals:
                what = f"{label!r} stands for all, and its rows are added up: leave out one or the other"
                self._problems.append(f"row {row.number}, column {column!r}: {what}")
                known = False
        return parts if known else None

    def _cell(self, row: _Row, column: str, population: Population) -> _Cell | None:
        where = f"row {row.number}, column {column!r}"
        try:
            figure = self._layout._figure(population, row.cells.get(column))
        except DocketStatsError as error:
            self._problems.append(f"{where}: {error}")
            return None
        return None if figure is None else _Cell(population, figure, where)

    def _one(self, cells: Sequence[_Cell]) -> ReportedFigure:
        """The figure of one population: what its one cell says, or the sum of what its cells say."""
        first = cells[0]
        if len(cells) == 1:
            return first.figure
        if not self._layout.summed_over:
            what = f"{first.population!r} is counted at {first.where} already"
            mend = "name the column in which they differ in columns or in summed_over"
            self._problems += [f"{other.where}: {what} ({mend})" for other in cells[1:]]
            return first.figure
        whole = (one.figure.interval.intersection(Interval.at_least(0)).whole() for one in cells)
        total = reduce(add, whole)
        said = int(total.lower) if total.is_point else total
        return reported(first.population, said, source=self._layout._summed)

    def _stop(self, name: str) -> None:
        problems = [*self._problems, *self._unknown_labels()]
        if problems:
            shown = problems[:MOST_PROBLEMS]
            if len(problems) > MOST_PROBLEMS:
                shown.append(f"and {len(problems) - MOST_PROBLEMS} more")
            raise DocumentError("the table cannot be taken as it stands", where=name, problems=shown)

    def _unknown_labels(self) -> Iterator[str]:
        for (column, label), rows in self._unknown.items():
            what = self._layout.columns[column]
            of = f"no item of classification {what}" if isinstance(what, str) else "not among the labels given"
            times = f" and {len(rows) - 1} more" if len(rows) > 1 else ""
            yield f"row {rows[0]}{times}, column {column!r}: {label!r} is {of}, and does not stand for all"


def _rows(table: Table, needed: Sequence[str], problems: list[str]) -> Iterator[_Row]:
    if isinstance(table, (str, Path)):
        yield from _rows_of_file(Path(table), needed, problems)
        return
    for number, row in enumerate(table, 1):
        if missing := [column for column in needed if column not in row]:
            problems.append(f"row {number}: it has no column {', '.join(map(repr, missing))}")
        else:
            yield _Row(number, row)


def _rows_of_file(path: Path, needed: Sequence[str], problems: list[str]) -> Iterator[_Row]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            names = [name.strip() for name in next(reader, [])]
            twice = sorted({name for name in names if names.count(name) > 1 and name in needed})
            if wrong := [name for name in needed if name not in names]:
                problems.append(f"row 1: it has no column {', '.join(map(repr, wrong))}; it has {', '.join(names)}")
            problems.extend(f"row 1: two columns are called {name!r}" for name in twice)
            if wrong or twice:
                return
            for cells in reader:
                if not any(map(str.strip, cells)):
                    continue  # an empty line says nothing
                if len(cells) != len(names):
                    problems.append(
                        f"row {reader.line_num}: it has {len(cells)} cells, and there are {len(names)} columns"
                    )
                else:
                    yield _Row(reader.line_num, dict(zip(names, cells, strict=True)))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DocumentError(f"the file cannot be read: {error}", where=str(path)) from None


def _is_digits(text: str) -> bool:
    return re.fullmatch(r"0|[1-9]\d*", text, re.ASCII) is not None


def _with_mark(meaning: str, printed: str) -> str:
    """What a mark says with the mark after it, where that is read alike: "1 to 10 *"."""
    text = f"{meaning} {printed}".strip()
    try:
        return text if read(text) == read(meaning) else meaning
    except DocketStatsError:
        return meaning
