"""Tables as CSV text (RFC 4180, in UTF-8 with line feeds), and back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from docketstats.adapters.datapackage.columns import Cells, Table
from docketstats.errors import DocketStatsError


def write_csv(table: Table, rows: Iterable[Cells], name: str, problems: list[str]) -> str:
    """A table as CSV; what no cell can hold is added to the problems."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([one.name for one in table.columns])
    for number, row in enumerate(rows, 1):
        cells = []
        for column in table.columns:
            try:
                cells.append(column.write(row[column.name]))
            except DocketStatsError as error:
                problems.append(f"{name}, row {number}, {column.name}: {error}")
        writer.writerow(cells)
    return out.getvalue()


def read_csv(table: Table, text: str, name: str, problems: list[str]) -> list[dict[str, Any]]:
    """The rows of a table; what is wrong is added to the problems."""
    try:
        lines = list(csv.reader(io.StringIO(text), strict=True))
    except csv.Error as error:
        problems.append(f"{name}.csv: this is no CSV: {error}")
        return []
    wanted = [one.name for one in table.columns]
    if lines:
        wanted = [one for one in wanted if one in lines[0] or one not in table.later]
    if not lines or sorted(lines[0]) != sorted(wanted):
        problems.append(f"{name}.csv: its columns are to be {', '.join(wanted)}")
        return []
    columns = {one.name: one for one in table.columns}
    found = []
    for number, line in enumerate(lines[1:], 1):
        if len(line) != len(wanted):
            problems.append(f"{name}.csv, row {number}: it has {len(line)} cells, and the table {len(wanted)} columns")
            continue
        row = {}
        for key, cell in zip(lines[0], line, strict=True):
            try:
                row[key] = columns[key].read(cell)
            except DocketStatsError as error:
                problems.append(f"{name}.csv, row {number}, {key}: {error}")
        found.append(row)
    return found
