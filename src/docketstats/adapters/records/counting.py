"""Counting on an engine: one grouped aggregation, of which only the groups come back.

Rows that count one unit each are grouped by the values of the columns as they are. Where a unit may have several rows,
each row is given a bit for each code, and a unit has the bits of all its rows: which codes contradict each other is
then a matter of a few groups and not of the rows. Everything is an Ibis expression, so that any engine runs it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import attrs
import ibis

from docketstats.adapters.records.mapping import Code, Column
from docketstats.adapters.records.reading import Opened, Table
from docketstats.adapters.records.times import BEGUN, CAME, ENDED, HELD, WENT, WRONG, Stays, by_unit, stocks
from docketstats.errors import DocumentError, ModelError

BITS = 62
"""The codes that one whole number of 64 bits holds."""
SHOWN = 20
"""The values that an error lists."""
NULL, OTHER, FIRST = 0, 1, 2
_NUMBER = r"^\s*([0-9]+)\s*$"

Cell = tuple[frozenset[Code], ...]
"""The codes of one group in each column: one, or several if a unit has several. If the latest row counts, the codes of
all rows follow."""


@attrs.frozen
class Query:
    """What is counted of a table.

    Attributes:
        columns: The columns whose codes are told apart.
        unit: The column that identifies units, if they may have several rows.
        latest: The column by which the latest row of a unit is the one that counts.
        weight: The column with the number of units of each row, if rows are counts.
        stays: When each row counts, if rows are stays.
    """

    columns: tuple[Column, ...]
    unit: str | None = attrs.field(default=None, kw_only=True)
    latest: str | None = attrs.field(default=None, kw_only=True)
    weight: str | None = attrs.field(default=None, kw_only=True)
    stays: Stays | None = attrs.field(default=None, kw_only=True)

    @property
    def needed(self) -> Iterator[str]:
        """The columns of the table that it reads."""
        yield from (one.name for one in self.columns if one.compute is None)
        yield from filter(None, (self.unit, self.latest, self.weight))
        if self.stays:
            yield from (self.stays.start, self.stays.end)

    @cached_property
    def keys(self) -> list[str]:
        """The names of the columns of the result that tell the groups apart."""
        if self.unit is None:
            return [f"c{number}" for number in range(len(self.columns))]
        return [f"c{n}_{m}" for n, one in enumerate(self.columns) for m in range(_masks(one))]

    def of(self, table: Table) -> Table:
        """The query, as an expression on a table."""
        wanted: dict[str, Any] = {}
        for number, column in enumerate(self.columns):
            value = _value(table, column)
            if self.unit is None:
                wanted[f"c{number}"] = value
            else:
                wanted |= {f"c{number}_{m}": mask for m, mask in enumerate(_bits(value, column))}
        wanted |= {name: table[given] for name, given in self._given if given is not None}
        if self.stays is not None:
            wanted |= self.stays.columns(table)
        rows = table.select(**(wanted or {"one": ibis.literal(1)}))
        if self.unit is None:
            return self._by_rows(rows)
        if self.stays is not None:
            return self.stays.of_units(rows, self.keys, self.latest is not None)
        if self.latest is None:
            return by_unit(rows, self.keys, (), False)
        rows = rows.mutate(**{f"{key}_all": rows[key] for key in self.keys})
        return by_unit(rows, [*self.keys, *(f"{key}_all" for key in self.keys)], (), True)

    @property
    def _given(self) -> tuple[tuple[str, str | None], ...]:
        return (("unit", self.unit), ("latest", self.latest), ("weight", self.weight))

    def _by_rows(self, rows: Table) -> Table:
        if self.stays is not None:
            return self.stays.events(rows, self.keys)
        counted: dict[str, Any] = {"n": rows.count()}
        if self.weight is not None:
            weight = rows["weight"]
            if weight.type().is_string():  # engines read different texts as whole numbers
                weight = weight.re_extract(_NUMBER, 1).nullif("")
            whole = weight.try_cast("int64")  # which rounds 2.5
            wrong = whole.isnull() | (whole < 0)
            if not weight.type().is_string():
                wrong |= weight != whole
            counted = {"n": whole.sum().cast("int64"), "wrong": wrong.cast("int64").sum(), "n_rows": rows.count()}
        return rows.group_by(self.keys).aggregate(**counted) if self.keys else rows.aggregate(**counted)

    def text(self, table: Opened) -> str:
        """The query as SQL on one line, the same for every engine and wherever the table is kept."""
        named = ibis.table(table.table.schema(), name=table.name)
        return " ".join(str(ibis.to_sql(self.of(named), dialect="duckdb")).split())

    def run(self, opened: Opened) -> Groups:
        """Count.

        Raises:
            DocumentError: If a column is missing, a row is wrong or a value has no meaning.
        """
        opened.need(self.needed)
        found = opened.run(self.of(opened.table))
        self._check(opened, found)
        groups: dict[str, dict[int, Counter[Cell]]] = {}
        for row in found:
            cell = tuple(self._codes(number, row) for number in range(len(self.columns)))
            if self.latest is not None:  # all that a unit's rows say goes with what the latest says
                cell += tuple(self._codes(number, row, "_all") for number in range(len(self.columns)))
            places = groups.setdefault(row.get("kind", HELD), {})
            places.setdefault(row.get("at", 0), Counter())[cell] += row["n"] or 0
        if self.stays is None or self.unit is None:
            rows = sum(row.get("n_rows", row["n"]) or 0 for row in found if row.get("kind") != ENDED)
        else:  # some rows count at several dates, and some at none
            rows = opened.run(opened.table.aggregate(n=opened.table.count()))[0]["n"]
        counts = groups.get(HELD, {}) if self.stays is None else stocks(groups, len(self.stays.days))
        come, go = (BEGUN, ENDED) if self.unit is None else (CAME, WENT)
        return Groups(counts, groups.get(come, {}), groups.get(go, {}), rows=rows, query=self.text(opened))

    def _codes(self, number: int, row: Mapping[str, Any], which: str = "") -> frozenset[Code]:
        column = self.columns[number]
        if self.unit is None:
            code = column.code(row[f"c{number}"])
            assert code is not None  # looked at before
            return frozenset({code})
        codes = [column.null, column.other, *dict.fromkeys(column.codes.values())]
        masks = sum(row[f"c{number}_{m}{which}"] << (BITS * m) for m in range(_masks(column)))
        return frozenset(code for place, code in enumerate(codes) if masks >> place & 1)

    def _check(self, opened: Opened, found: Sequence[Mapping[str, Any]]) -> None:
        problems = []
        wrong = sum((row.get("wrong") or 0) + (row.get("at") == WRONG) for row in found)
        if self.unit is not None and (wrong or any(row.get("nobody") for row in found)):
            nobody = opened.table.filter(opened.table[self.unit].isnull())
            if count := opened.run(nobody.aggregate(n=nobody.count()))[0]["n"]:
                problems.append(f"column {self.unit!r}: {count:,} rows identify no unit")
        if self.stays is not None and wrong:
            problems += self.stays.problems(opened)
        elif wrong:
            problems.append(f"column {self.weight!r}: {wrong:,} rows have no whole number of units")
        for number, column in enumerate(self.columns):
            problems += self._unknown(opened, number, column, found)
        if problems:
            raise DocumentError("the records cannot be counted", where=opened.name, problems=problems)

    def _unknown(
        self, opened: Opened, number: int, column: Column, found: Sequence[Mapping[str, Any]]
    ) -> Iterator[str]:
        if column.others == "unknown":
            return
        values: Counter[Any] = Counter()
        if self.unit is None and self.stays is None:
            for row in found:
                if column.code(value := row[f"c{number}"]) is None:
                    values[value] += row.get("n_rows", row["n"])
        elif self._has_unknown(number, column, found):
            rows = opened.table.select(value=_value(opened.table, column))
            for row in opened.run(rows.group_by("value").aggregate(n=rows.count())):
                if column.code(row["value"]) is None:
                    values[row["value"]] += row["n"]
        if values:
            listed = ", ".join(f"{value!r} ({count:,} rows)" for value, count in values.most_common(SHOWN))
            more = f", and {len(values) - SHOWN:,} more" if len(values) > SHOWN else ""
            yield f"column {column.name!r}: no meaning is given to {listed}{more}"

    def _has_unknown(self, number: int, column: Column, found: Sequence[Mapping[str, Any]]) -> bool:
        if self.unit is None:
            return any(column.code(row[f"c{number}"]) is None for row in found)
        key = f"c{number}_0" if self.latest is None else f"c{number}_0_all"
        return any(row[key] >> OTHER & 1 for row in found)


@attrs.frozen
class Groups:
    """What came back: how many units there are in each cell at each date, by the date's place.

    Attributes:
        cells: The counts.
        rows: The rows that were counted.
        query: The query, as SQL.
        came: For stays, how many came after the date before each date and up to it, by cell; not by cell for units
            that may have several stays.
        went: The same for those that went.
    """

    cells: Mapping[int, Mapping[Cell, int]]
    came: Mapping[int, Mapping[Cell, int]]
    went: Mapping[int, Mapping[Cell, int]]
    rows: int = attrs.field(kw_only=True)
    query: str = attrs.field(kw_only=True)

    @property
    def hash(self) -> str:
        """The SHA-256 of the query."""
        return hashlib.sha256(self.query.encode()).hexdigest()


def _value(table: Table, column: Column) -> Any:
    try:
        value = table[column.name] if column.compute is None else column.compute(table)
    except Exception as error:  # the engine's, or that of who wrote it
        raise ModelError(f"it cannot be computed: {error}", where=f"column {column.name!r}") from error
    # To some engines a float that is no number is a null, and to some a value.
    return value.nullif(float("nan")) if value.type().is_floating() else value


def _masks(column: Column) -> int:
    return (FIRST + len(set(column.codes.values())) - 1) // BITS + 1


def _bits(value: Any, column: Column) -> Iterator[Any]:
    """For each whole number of a unit's bits, the bit that a row sets in it."""
    kind = value.type()
    text = value.cast("string")
    if kind.is_floating():
        whole = value.try_cast("int64")  # null if it is not finite
        text = ibis.ifelse(value == whole, whole.cast("string"), text)
    if kind.is_boolean():
        text = ibis.ifelse(value, "true", "false")
    places = {code: place for place, code in enumerate(dict.fromkeys(column.codes.values()), FIRST)}
    for mask in range(_masks(column)):
        bits = [
            (known, ibis.literal(1 << (place - BITS * mask), "int64"))
            for known, code in column.codes.items()
            if BITS * mask <= (place := places[code]) < BITS * (mask + 1)
        ]
        nothing = ibis.literal(0, "int64")
        null, other = (
            (ibis.literal(1 << place, "int64") for place in (NULL, OTHER)) if mask == 0 else (nothing, nothing)
        )
        if mask == 0:  # the codes of the other masks are known too
            bits += [(known, nothing) for known, code in column.codes.items() if places[code] >= BITS]
        named = text.cases(*bits, else_=other) if bits else other
        yield ibis.ifelse(value.isnull(), null, named)
