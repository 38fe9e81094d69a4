"""Reading a published table by its layout, with all that is wrong with it told at once."""

from __future__ import annotations

import csv
import datetime
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from operator import add, and_
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from docketstats.adapters.frames import columns_of, is_missing, plain, rows_of
from docketstats.errors import DocketStatsError, DocumentError, UnknownName, WordingError
from docketstats.model.classification import Classification
from docketstats.model.figure import ReportedFigure, Stated, reported
from docketstats.model.population import Population
from docketstats.model.source import Source
from docketstats.values.grammar import plain as one_form
from docketstats.values.interval import Interval
from docketstats.values.period import Period
from docketstats.values.quantity import Quantity
from docketstats.values.wording import read

if TYPE_CHECKING:
    from docketstats.adapters.published.layout import Labels, Layout, Table

_AROUND = "leave out a title above and notes below, as skiprows and skipfooter of pandas.read_csv do"
"""How to go on where a file is not just a table."""
_FOOTNOTE = re.compile(r'mark "([^"]+)": the source adds a footnote')
"""What the note of a figure says of a mark that has no known meaning."""
MOST_PROBLEMS = 50
"""The problems that one error lists."""


def columns_counted(layout: Layout) -> Mapping[str, Population | None]:
    """The columns with counts, each with what it counts of a row's population; None for all of it."""
    return {layout.count: None} if isinstance(layout.count, str) else layout.count


def labels_of(layout: Layout, what: Labels) -> Mapping[str, Population]:
    """What the labels in a column stand for; items go by their codes, and by labels that no other item has."""
    if not isinstance(what, str):
        return what
    items = [item for item, _ in _classification(layout, what).walk()]
    labels = Counter(item.label for item in items)
    found = {}
    for item in items:
        try:
            found[item.code] = layout.docket[item.code]
        except UnknownName:  # another classification has an item of this name
            found[item.code] = layout.docket[f"{what}:{item.code}"]
        if item.label and labels[item.label] == 1:
            found.setdefault(item.label, found[item.code])
    return found


def _classification(layout: Layout, name: str) -> Classification:
    return next(one for one in layout.docket.classifications if one.name == name)


def summed_of(layout: Layout) -> Source:
    """The source, which says that its numbers are sums of what it printed."""
    over = f"summed over {', '.join(layout.summed_over)}"
    return attrs.evolve(layout.source, locator=f"{layout.source.locator}, {over}" if layout.source.locator else over)


def figure_of(layout: Layout, population: Population, value: object) -> ReportedFigure | None:
    """The figure that a cell prints; None for a mark that says that nothing was counted."""
    cell = plain(value)
    printed = "" if cell is None else str(cell)
    said: object = int(printed) if isinstance(cell, str) and _is_digits(printed) else cell
    rounded_to, reading = None, layout.reading
    if printed in layout.suppressed:
        meaning = layout.suppressed[printed]
        if meaning is None:
            return None
        # A table's own rule is no phrase of a writer: "fewer than 11" of a legend is never 11.
        said, reading = meaning, "literal"
    elif not printed:
        raise WordingError(
            "the cell is blank, which is neither zero nor suppressed",
            mend="""say what a blank is: suppressed={"": "0"}, {"": "1 to 10"}, or {"": None} for not counted""",
        )
    elif layout.rounded_to is not None and not isinstance(said, (Interval, Quantity)):
        said, rounded_to = _rounded(layout, said) if isinstance(said, str) else (said, layout.roundings.get(""))
    figure = reported(
        population,
        said,  # type: ignore[arg-type]
        source=layout.source,
        rounded_to=rounded_to,
        reading=reading,
    )
    told = map(one_form, layout.roundings)
    if printed not in layout.suppressed and (new := set(_FOOTNOTE.findall(figure.note)).difference(told)):
        mark = min(new)
        says, silent = ({**layout.roundings, mark: unit} for unit in (100, None))
        mend = f"say whether it is about rounding: rounded_to={says} if it is, such as to 100; {silent} if not"
        raise WordingError(f"{printed!r} has a footnote", mend=mend)
    if counts_of(figure).is_empty:
        mend = "a count is a whole number, at least 0, unless rounded_to says that numbers are rounded"
        raise WordingError(f"{printed!r} is no count", mend=mend)
    return figure


def counts_of(figure: ReportedFigure) -> Interval:
    """The counts that a figure's words allow."""
    return figure.interval.intersection(Interval.at_least(0)).whole()


def _rounded(layout: Layout, printed: str) -> tuple[str, Stated | None]:
    """A printed number, and the unit that its marks or those that it has not say it is rounded to."""
    number, units = one_form(printed), set()
    marks = {one_form(mark): unit for mark, unit in layout.roundings.items() if mark}
    while mark := next((one for one in sorted(marks, key=len, reverse=True) if number.endswith(one)), None):
        rest = number.removesuffix(mark).rstrip()
        if not _is_number(rest):
            break
        number = rest
        units |= {marks[mark]} - {None}
    if len(units) > 1:
        raise WordingError(f"{printed!r} is rounded in several ways by its marks", mend="declare one of them")
    if not _is_number(number):
        return printed, None
    # The words are kept where they are read alike: a mark such as (1) may be taken for something else.
    return printed if _is_number(printed) else number, units.pop() if units else layout.roundings.get("")


def _is_number(text: str) -> bool:
    try:
        return read(text).is_point
    except DocketStatsError:
        return False


def _is_digits(text: str) -> bool:
    return re.fullmatch(r"0|[1-9]\d*", text, re.ASCII) is not None


@attrs.frozen
class Row:
    """A row, and its number: that of its line in a file, counted from 1."""

    number: int
    cells: Mapping[str, object]

    def text(self, column: str) -> str:
        """The label in a column; a whole number is one that pandas may have made a float."""
        value = self.cells.get(column)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return "" if is_missing(value) else str(value).strip()


@attrs.frozen
class _Cell:
    """What a cell says of a population, where it stands, and the labels over which it is added up."""

    population: Population
    figure: ReportedFigure
    where: str
    over: tuple[str, ...]


class Reader:
    """One reading of a table, with the problems found so far."""

    def __init__(self, layout: Layout, date: str | None = None) -> None:
        self._layout, self._date_column = layout, date
        self._meanings = {column: labels_of(layout, what) for column, what in layout.columns.items()}
        self._problems: list[str] = []
        self._unknown: dict[tuple[str, str], list[int]] = {}

    def read(self, table: Table) -> dict[Period | None, list[ReportedFigure]]:
        """The figures by their dates; the date is None where no column has it."""
        name = str(table) if isinstance(table, (str, Path)) else "the table"
        layout = self._layout
        dates = () if self._date_column is None else (self._date_column,)
        needed = (*dates, *layout.columns, *layout.summed_over, *columns_counted(layout))
        found: dict[tuple[Period | None, Population], list[_Cell]] = {}
        for row in _rows(table, needed, self._problems):
            date, parts = self._date(row), self._parts(row)
            if parts is None or (self._date_column and date is None):
                continue
            for column, population in columns_counted(layout).items():
                of = parts if population in (None, layout.docket.everyone) else [*parts, population]
                cell = self._cell(row, column, reduce(and_, of) if of else layout.docket.everyone)
                if cell is not None:
                    found.setdefault((date, cell.population), []).append(cell)
        figures: dict[Period | None, list[ReportedFigure]] = {}
        for (date, _), cells in found.items():
            figures.setdefault(date, []).append(self._one(cells))
        self._stop(name)
        return figures

    def _date(self, row: Row) -> Period | None:
        if self._date_column is None:
            return None
        value = row.cells.get(self._date_column)
        if isinstance(value, datetime.datetime) and value.time() == datetime.time():  # a day, as pandas holds it
            value = value.date()
        try:
            return Period.read(value if isinstance(value, (datetime.date, Period)) else row.text(self._date_column))
        except DocketStatsError as error:
            self._problems.append(f"row {row.number}, column {self._date_column!r}: {error}")
            return None

    def _parts(self, row: Row) -> list[Population] | None:
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

    def _cell(self, row: Row, column: str, population: Population) -> _Cell | None:
        where = f"row {row.number}, column {column!r}"
        try:
            figure = figure_of(self._layout, population, row.cells.get(column))
        except DocketStatsError as error:
            self._problems.append(f"{where}: {error}")
            return None
        over = tuple(map(row.text, self._layout.summed_over))
        return None if figure is None else _Cell(population, figure, where, over)

    def _one(self, cells: Sequence[_Cell]) -> ReportedFigure:
        """The figure of one population: what its one cell says, or the sum of what its cells say."""
        first = cells[0]
        if len(cells) == 1:
            return first.figure
        seen: dict[tuple[str, ...], _Cell] = {}
        for one in cells:
            if (earlier := seen.setdefault(one.over, one)) is not one:
                what = f"{one.population!r} is counted at {earlier.where} already"
                mend = "name the column in which they differ in columns or in summed_over"
                self._problems.append(f"{one.where}: {what} ({mend})")
        total = reduce(add, (counts_of(one.figure) for one in cells))
        said = int(total.lower) if total.is_point else total
        return reported(first.population, said, source=summed_of(self._layout))

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
            of = "not among the labels given, and does not stand for all"
            if isinstance(what, str):
                of = f"no item of classification {what}, and does not stand for all"
                if label and label in [item.label for item, _ in _classification(self._layout, what).walk()]:
                    of = f"the label of several items of classification {what} (use their codes, or give the labels)"
            times = f" and {len(rows) - 1} more" if len(rows) > 1 else ""
            yield f"row {rows[0]}{times}, column {column!r}: {label!r} is {of}"


def _rows(table: Table, needed: Sequence[str], problems: list[str]) -> Iterator[Row]:
    if isinstance(table, (str, Path)):
        yield from _rows_of_file(Path(table), needed, problems)
        return
    columns = columns_of(table)
    if columns is not None:
        if missing := [name for name in needed if name not in columns]:
            has = ", ".join(map(str, columns)) or "none"
            problems.append(f"it has no column {', '.join(map(repr, missing))}; it has {has}")
            return
        table = (dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True))
    for number, row in enumerate(rows_of(table), 1):
        if missing := [column for column in needed if column not in row]:
            problems.append(f"row {number}: it has no column {', '.join(map(repr, missing))}")
        else:
            yield Row(number, row)


def _rows_of_file(path: Path, needed: Sequence[str], problems: list[str]) -> Iterator[Row]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            names = [name.strip() for name in next(reader, [])]
            twice = sorted({name for name in names if names.count(name) > 1 and name in needed})
            if wrong := [name for name in needed if name not in names]:
                has = ", ".join(names)
                problems.append(f"row 1: it has no column {', '.join(map(repr, wrong))}; it has {has} ({_AROUND})")
            problems.extend(f"row 1: two columns are called {name!r}" for name in twice)
            if wrong or twice:
                return
            for cells in reader:
                if not any(map(str.strip, cells)):
                    continue  # an empty line says nothing
                if len(cells) != len(names):
                    is_text = sum(map(bool, map(str.strip, cells))) == 1
                    what = f"it has {len(cells)} cells, and there are {len(names)} columns"
                    problems.append(f"row {reader.line_num}: {what}{f' ({_AROUND})' if is_text else ''}")
                else:
                    yield Row(reader.line_num, dict(zip(names, cells, strict=True)))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DocumentError(f"the file cannot be read: {error}", where=str(path)) from None
