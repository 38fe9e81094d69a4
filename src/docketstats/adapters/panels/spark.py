"""Panels on Spark: the groups are shared out, each share is asked on an executor, and the answers come back.

Groups are not sent one by one but as many together as a share has, so that what is alike in them is compiled once a
share. Shares are Arrow tables: pandas would make floats of whole numbers where some are missing. This module does not
import PySpark, which comes with the data frame.
"""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from docketstats.adapters.engines import is_spark_frame, said
from docketstats.adapters.panels.reading import ColumnReading
from docketstats.adapters.panels.tables import BadCells, Cells, Group
from docketstats.errors import DocketStatsError, DocumentError, MissingExtra
from docketstats.findings.panel import PanelRow
from docketstats.model.figure import Value

if TYPE_CHECKING:
    from docketstats.adapters.panels.panel import Panel

Answers: TypeAlias = tuple[tuple[PanelRow, ...], tuple[ColumnReading, ...], int]
"""The rows, how columns were read, and how many groups were solved together."""


def spark_frame(table: Any) -> Any:
    """The Spark data frame that a table is, or that an Ibis table on Spark stands for; None if it is neither."""
    if is_spark_frame(table):
        return table
    backend: Any = table.get_backend() if hasattr(table, "get_backend") else None
    return backend.raw_sql(backend.compile(table)) if getattr(backend, "name", "") == "pyspark" else None


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"


_BLANKS = "".join(one for one in map(chr, range(0x3001)) if one.isspace())
"""What `str.strip` takes for blank."""


def _bare(name: str) -> str:
    """The text in a cell without blanks, in SQL; empty for what is missing, which may be so in several ways."""
    return f"replace(translate(coalesce(cast({_quoted(name)} AS string), ''), '{_BLANKS}', ''), 'NaN', '')"


class Shared:
    """The figures of groups on Spark, shared out by group.

    Args:
        frame: The data frame.
        by: The columns that name a group.
        others: The other columns that are needed.
    """

    def __init__(self, frame: Any, by: tuple[str, ...], others: Iterable[str]) -> None:
        self._frame = frame.select(*map(_quoted, dict.fromkeys((*by, *others))))
        self._by = by

    def told(self, what: str, source: str | None) -> list[tuple[str, str]]:
        """In long form, of what there are figures and who said them."""
        found = self._frame.select(*map(_quoted, filter(None, (what, source)))).distinct()
        pairs = {tuple("" if one is None else str(one) for one in row) for row in self._run(found.collect)}
        return sorted((name, "".join(rest) if "".join(rest).strip() else "") for name, *rest in pairs if name.strip())

    def gathered(self, answered: Callable[[Any], Panel]) -> Answers:
        """The answers in all groups, sorted by group.

        Raises:
            DocumentError: If cells cannot be read, or Spark stops.
        """
        shares = int(self._frame.sparkSession.conf.get("spark.sql.shuffle.partitions"))
        # Cells that are blank, or no number, are missing, and belong together.
        texts = ", ".join(map(_bare, self._by))
        shared = self._frame.selectExpr("*", f"pmod(hash({texts}), {shares}) AS `{_SHARE}`").groupBy(_SHARE)

        def asked(part: Any) -> Any:
            try:
                panel = answered(part.drop_columns([_SHARE]))
                found: Answers | DocketStatsError = (panel.rows, panel.readings, panel.together)
            except DocketStatsError as error:
                found = error
            return type(part).from_pydict({"answers": [pickle.dumps(found)]})

        try:
            made = shared.applyInArrow(asked, "answers binary")
        except ImportError as error:
            raise MissingExtra.named("spark") from error
        return _together([pickle.loads(row[0]) for row in self._run(made.collect)])

    def figures(self, read: Callable[[Any], Cells], group: Group) -> list[Value | None]:
        """The values of the figures of one group.

        Raises:
            DocumentError: If Spark stops.
        """
        rows = self._frame
        for name, value in zip(self._by, group, strict=True):
            rows = rows.where(f"{_bare(name)} = ''" if value is None else rows[_quoted(name)] == value)
        cells = read(self._run(rows.toArrow))
        place = cells.groups.index(group)
        return [column[place] for column in cells.values.values()]

    def _run(self, job: Callable[[], Any]) -> Any:
        try:
            return job()
        except Exception as error:  # its traces go on for pages
            raise DocumentError(
                "Spark could not answer it", where="the table of figures", problems=[said(error)]
            ) from None


_SHARE = "docketstats share"


def _together(shares: list[Answers | DocketStatsError]) -> Answers:
    if bad := [one for one in shares if isinstance(one, BadCells)]:
        raise BadCells.together(bad)
    if wrong := [one for one in shares if isinstance(one, DocketStatsError)]:
        raise wrong[0]
    found = [one for one in shares if not isinstance(one, DocketStatsError)]
    rows = sorted((row for one, _, _ in found for row in one), key=_order)
    readings = tuple(map(_read_alike, zip(*(one for _, one, _ in found), strict=True)))
    return tuple(rows), readings, sum(number for _, _, number in found)


def _order(row: PanelRow) -> list[tuple[bool, Any]]:
    return [(value is None, 0 if value is None else value) for value in row.group]


def _read_alike(shares: tuple[ColumnReading, ...]) -> ColumnReading:
    rules: Counter[str] = Counter()
    for one in shares:
        rules.update(dict(one.rules))
    ordered = sorted(rules.items(), key=lambda pair: (-pair[1], pair[0]))
    return attrs.evolve(shares[0], rules=tuple(ordered))
