"""Tables to count: anything table-like as one Ibis table, and the results of queries on it.

Files are read by DuckDB unless another Ibis connection is given. Every file is looked at before anything is counted, so
that a missing column, a part that cannot be read or a schema that changes from file to file stops with its name.
CSV is read as text: what a code or a date means is said by the mapping, and is not guessed from the first rows.
"""

from __future__ import annotations

import csv
import glob
import gzip
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import attrs

from docketstats.adapters.engines import is_spark_frame, said
from docketstats.errors import DocumentError, MissingExtra, ModelError

try:
    import ibis
    import pyarrow
except ImportError as error:
    raise MissingExtra.named("records") from error

Table: TypeAlias = Any
"""An Ibis table."""


@ibis.udf.agg.builtin  # type: ignore[untyped-decorator]
def bit_or(bits: int) -> int:  # type: ignore[empty-body]
    """The bits that any row sets. DuckDB and Spark have it by this name; Ibis 12 does not compile its own for Spark."""


_PARQUET = (".parquet", ".pq")
_CSV = (".csv", ".csv.gz", ".tsv", ".tsv.gz")
MOST_GROUPS = 100_000
"""The groups that a query may bring back: what is held here does not grow with the rows of the table."""


@attrs.frozen
class Opened:
    """A table that can be counted.

    Attributes:
        table: The Ibis table.
        name: What it is called in sources and errors.
        parts: The Ibis table of each file, by its path, if it was read from files.
    """

    table: Table
    name: str
    parts: Mapping[str, Table] = attrs.field(factory=dict, kw_only=True)

    def need(self, columns: Iterable[str]) -> None:
        """Check that the table has these columns.

        Raises:
            DocumentError: If it has not; every missing column is named.
        """
        missing = [name for name in dict.fromkeys(columns) if name not in self.table.columns]
        if missing:
            known = ", ".join(map(repr, self.table.columns))
            raise DocumentError(
                "columns are missing",
                where=self.name,
                problems=[f"no column {one!r}; it has {known}" for one in missing],
            )

    def run(self, query: Table, *, most: int = MOST_GROUPS) -> list[dict[str, Any]]:
        """The rows of a query's result, all of them or none.

        Raises:
            DocumentError: If the engine stops, naming the file if one of several is the cause.
            ModelError: If there are more than ``most`` rows.
        """
        try:
            found: list[dict[str, Any]] = query.limit(most + 1).to_pyarrow().to_pylist()
        except Exception as error:  # each engine has errors of its own, and the traces of some go on for pages
            raise self._stopped(error) from None
        if len(found) > most:
            raise ModelError(
                f"the columns have more than {most:,} combinations of values",
                where=self.name,
                mend="give columns that hold codes, or count fewer of them together",
            )
        return found

    def _stopped(self, error: Exception) -> DocumentError:
        bad = {name: told for name, part in self.parts.items() if (told := _unreadable(part))}
        if not bad:
            return DocumentError("the engine could not count it", where=self.name, problems=[said(error)])
        return DocumentError(
            "a part cannot be read", where=self.name, problems=[f"{name}: {told}" for name, told in bad.items()]
        )


def opened(table: Any, *, on: Any = None) -> Opened:
    """Anything table-like as an Ibis table.

    Args:
        table: An Ibis table, a Spark data frame, a path or glob of Parquet or CSV files, or a pandas, Polars or Arrow
            table.
        on: The Ibis connection that reads files; DuckDB unless given.

    Raises:
        DocumentError: If there is no such file, a file cannot be read, or the files do not have one schema.
        MissingExtra: If what a Spark data frame needs is not installed.
        ModelError: If it is no table.
    """
    if is_spark_frame(table):
        return Opened(_spark_table(table), "a Spark data frame")
    if isinstance(table, ibis.Table):
        return Opened(table, table.get_name() if hasattr(table.op(), "name") else "a table")
    if isinstance(table, str | os.PathLike):
        return _files(os.fspath(table), ibis.duckdb.connect() if on is None else on)
    try:
        made = ibis.memtable(pyarrow.table(table))  # pandas and Polars tables are Arrow streams too
    except Exception as error:
        raise ModelError(
            f"a {type(table).__name__} is no table",
            mend="give an Ibis table, a Spark data frame, a path of Parquet or CSV files, or a pandas, Polars or Arrow "
            "table",
        ) from error
    return Opened(made, "a table in memory")


def _spark_table(frame: Any) -> Table:
    """A Spark data frame as a table that Spark counts; its rows stay where they are."""
    try:
        connection = ibis.pyspark.connect(frame.sparkSession)
    except ImportError as error:
        raise MissingExtra.named("spark") from error
    name = ibis.util.gen_name("docketstats")
    frame.createOrReplaceTempView(name)
    return connection.table(name)


def _files(path: str, connection: Any) -> Opened:
    inside = os.path.join(path, "**", "*") if os.path.isdir(path) else path
    names = sorted(name for name in glob.glob(inside, recursive=True) if os.path.isfile(name))
    if os.path.isfile(path):  # even if its name looks like a pattern
        names = [path]
    if os.path.isdir(path):
        names = [name for name in names if name.lower().endswith((*_PARQUET, *_CSV))]
    title = Path(path).name
    if not names:
        raise DocumentError("there is no such file", where=path)
    strange = [name for name in names if not name.lower().endswith((*_PARQUET, *_CSV))]
    kinds = {name.lower().endswith(_CSV) for name in names}
    if strange or len(kinds) > 1:
        raise DocumentError(
            "files must be all Parquet or all CSV", where=path, problems=[f"{name}" for name in strange or names]
        )
    parts: dict[str, Table] = {}
    problems = []
    for name in names:
        try:
            parts[name] = _read([name], connection)
        except Exception as error:
            problems.append(f"{name}: it cannot be read: {said(error)}")
    first = next(iter(parts), None)
    for name, part in parts.items():
        problems += [f"{name}: {what}" for what in _changes(parts[first].schema(), part.schema())] if first else []
    if problems:
        raise DocumentError("the files cannot be counted together", where=path, problems=problems)
    whole = parts[names[0]] if len(names) == 1 else _read(names, connection)
    return Opened(whole, title, parts=parts)


def _read(names: list[str], connection: Any) -> Table:
    if not names[0].lower().endswith(_CSV):
        if connection.name == "pyspark":  # for which Ibis 12 reads one path
            return _spark_table(connection.raw_sql("SELECT 1").sparkSession.read.parquet(*names))
        return connection.read_parquet(names if len(names) > 1 else names[0])
    separator = "\t" if ".tsv" in names[0].lower() else ","
    options: dict[str, Any] = {"sep": separator, "header": True}
    if connection.name == "duckdb":  # nothing is left to be guessed, so that a bad row is told by its line
        kinds = dict.fromkeys(_header(names[0], separator), "VARCHAR")
        options |= {"columns": kinds, "auto_detect": False, "quote": '"', "escape": '"'}
    if connection.name == "pyspark":
        options |= {"inferSchema": False, "mode": "FAILFAST", "escape": '"', "multiLine": True}
    return connection.read_csv(names if len(names) > 1 else names[0], **options)


def _header(name: str, separator: str) -> list[str]:
    with (gzip.open if name.lower().endswith(".gz") else open)(name, "rt", encoding="utf-8-sig", newline="") as file:
        names = next(csv.reader(file, delimiter=separator), [])
    if not names or len(set(names)) < len(names):
        raise ModelError("its first line does not name the columns, each once")
    return names


def _changes(first: Any, other: Any) -> list[str]:
    """How a schema differs from that of the first file."""
    here, there = dict(first.items()), dict(other.items())
    found = [f"column {name!r} of the first file is missing" for name in here if name not in there]
    found += [f"column {name!r} is not in the first file" for name in there if name not in here]
    found += [
        f"column {name!r} is {there[name]}, in the first file {kind}"
        for name, kind in here.items()
        if name in there and there[name].copy(nullable=True) != kind.copy(nullable=True)
    ]
    return found or ([] if [*here] == [*there] else ["its columns are in another order than in the first file"])


def _unreadable(part: Table) -> str:
    try:
        part.aggregate([part[name].count().name(f"c{number}") for number, name in enumerate(part.columns)]).to_pyarrow()
        part.aggregate(
            [part[name].cast("string").max().name(f"c{n}") for n, name in enumerate(part.columns)]
        ).to_pyarrow()
    except Exception as error:
        return said(error)
    return ""
