"""Tables of figures: from what other libraries call a table to groups, each with the values of its figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import attrs

from docketstats.adapters.frames import columns_of, is_missing, plain, rows_of
from docketstats.errors import DocumentError, InexactNumber, ModelError
from docketstats.model.figure import Value

Group: TypeAlias = tuple[Any, ...]
SHOWN = 10
"""The problems of one table that are told one by one."""


@attrs.frozen
class Cells:
    """The figures of many groups.

    Attributes:
        groups: The groups, each by the values of the columns that name it.
        values: For each figure, by its name and its source if that is told, its value in each group; None if missing.
    """

    groups: tuple[Group, ...]
    values: dict[tuple[str, str], list[Value | None]]


def _chosen(table: Any, wanted: Sequence[str]) -> dict[str, list[Any]]:
    columns = columns_of(table)
    if columns is None:
        rows = list(rows_of(table))
        names = dict.fromkeys(name for row in rows for name in row) if rows else wanted
        columns = {name: [row.get(name) for row in rows] for name in names}
    if missing := [name for name in wanted if name not in columns]:
        known = ", ".join(map(str, columns)) or "none"
        raise ModelError(f"the table has no column {', '.join(map(repr, missing))}", mend=f"its columns: {known}")
    return columns


def wide(table: Any, by: Sequence[str], names: Sequence[str] | None, marks: Mapping[str, Value]) -> Cells:
    """One row a group, one column a figure.

    Args:
        table: The table.
        by: The columns that name the group.
        names: The columns that are figures; all others unless given.
        marks: What certain texts in cells stand for.

    Raises:
        ModelError: If a column is missing.
        DocumentError: If a cell holds no value, or a group has several rows; it lists the first of each.
    """
    columns = _chosen(table, [*by, *(names or ())])
    names = [name for name in columns if name not in by] if names is None else names
    groups = _groups(columns, by)
    problems = _Problems()
    for group, times in Counter(groups).items():
        if times > 1:
            problems.add(_named(by, group), f"the group has {times} rows, and a table in wide form one row a group")
    values = {}
    for name in names:
        values[name, ""] = [
            problems.value(cell, marks, name, by, group) for cell, group in zip(columns[name], groups, strict=True)
        ]
    problems.tell()
    return Cells(groups, values)


def long(table: Any, by: Sequence[str], names: tuple[str, str, str | None], marks: Mapping[str, Value]) -> Cells:
    """One row a figure: a column says of what it is, one its value, and one, if any, who said it.

    Raises:
        ModelError: If a column is missing.
        DocumentError: If a cell holds no value, or a group has a figure twice; it lists the first of each.
    """
    what, value, source = names
    columns = _chosen(table, [*by, what, value, *([source] if source else [])])
    groups = _groups(columns, by)
    place = {group: number for number, group in enumerate(dict.fromkeys(groups))}
    values: dict[tuple[str, str], list[Value | None]] = {}
    seen: set[tuple[str, str, Group]] = set()
    problems = _Problems()
    sources = columns[source] if source else [""] * len(groups)
    for group, name, cell, said_by in zip(groups, columns[what], columns[value], sources, strict=True):
        if is_missing(name):
            problems.add(_named(by, group), f"a row without {what!r}")
            continue
        figure = str(name), "" if is_missing(said_by) else str(said_by)
        if (*figure, group) in seen:
            problems.add(_named(by, group), f"the figure {name!r} is there twice{' by one source' if source else ''}")
        seen.add((*figure, group))
        found = values.setdefault(figure, [None] * len(place))
        found[place[group]] = problems.value(cell, marks, str(name), by, group)
    problems.tell()
    return Cells(tuple(place), values)


def _groups(columns: Mapping[str, list[Any]], by: Sequence[str]) -> tuple[Group, ...]:
    groups = tuple(zip(*([None if is_missing(one) else one for one in columns[name]] for name in by), strict=True))
    for name, column in zip(by, zip(*groups, strict=True), strict=False):  # no rows have no columns
        for one in column:
            try:
                hash(one)
            except TypeError:
                what = f"{one!r} in column {name!r} is a {type(one).__name__}, which names no group"
                raise ModelError(what, mend="make it a text or a number") from None
    return groups


def _named(by: Sequence[str], group: Group) -> str:
    return ", ".join(f"{name} {value!r}" for name, value in zip(by, group, strict=True))


class _Problems:
    """What is wrong with a table."""

    def __init__(self) -> None:
        self._found: list[str] = []

    def add(self, where: str, what: object) -> None:
        self._found.append(f"{where}: {what}")

    def value(self, cell: object, marks: Mapping[str, Value], name: str, by: Sequence[str], group: Group) -> Any:
        """The value in a cell, or None after a problem has been added."""
        if type(cell) is int:
            return cell
        try:
            value = plain(cell)
            return marks.get(value or "", value) if value is None or isinstance(value, str) else value
        except (ModelError, InexactNumber) as error:
            self.add(f"{_named(by, group)}, column {name!r}", error)
            return None

    def tell(self) -> None:
        """Raise what was found, if anything."""
        tell(self._found)


class BadCells(DocumentError):
    """The problems of a table, the first of them one by one.

    Attributes:
        number: How many there are.
        first: The first of them.
    """

    def __init__(self, number: int, first: Sequence[str]) -> None:
        more = number - len(first)
        problems = [*first, *([f"and {more:,} more"] if more > 0 else [])]
        told = "1 problem" if number == 1 else f"{number:,} problems"
        super().__init__(f"{told} in the table of figures", problems=problems)
        self.number, self.first = number, tuple(first)

    @classmethod
    def together(cls, parts: Iterable[BadCells]) -> BadCells:
        """The problems of a table from those of its parts."""
        found = list(parts)
        return cls(sum(one.number for one in found), sorted(each for one in found for each in one.first)[:SHOWN])


def tell(problems: Sequence[str]) -> None:
    """Raise the problems of a table, if there are any.

    Raises:
        DocumentError: If there are any.
    """
    if problems:
        raise BadCells(len(problems), problems[:SHOWN])
