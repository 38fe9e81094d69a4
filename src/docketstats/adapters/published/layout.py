"""What the columns, labels and marks of a published table stand for."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, TypeAlias

import attrs

from docketstats.adapters.frames import marks_of
from docketstats.adapters.published.reading import Reader, figure_of
from docketstats.errors import DocketStatsError, ModelError
from docketstats.model.figure import Stated, reported
from docketstats.model.population import Docket, Population
from docketstats.model.snapshot import Snapshot
from docketstats.model.source import Source
from docketstats.values.interval import Interval
from docketstats.values.period import Period
from docketstats.values.wording import Reading

Table: TypeAlias = Any
"""The path of a CSV file with a row of headings, a pandas, Polars, Arrow, DuckDB or Ibis table, or rows as mappings."""

Labels: TypeAlias = str | Mapping[str, Population]
"""What the labels in a column stand for: the items of the classification of this name, or populations."""

Meaning: TypeAlias = str | int | Interval | None
"""What a mark in a cell says, in words or as an interval; None for nothing, as if the cell were not there."""


Rounding: TypeAlias = Stated | Mapping[str, Stated | None] | None
"""The unit to which numbers are rounded; or that of numbers with a mark, None for a mark that is not about it."""


def _texts(values: str | Iterable[str]) -> tuple[str, ...]:
    return (values,) if isinstance(values, str) else tuple(values)


def _marks(marks: Mapping[str, Meaning]) -> Mapping[str, Meaning]:
    return marks_of(marks)  # not itself the converter: its type variable would stand in the signature of `Layout`


@attrs.frozen
class Layout:
    """What the columns, labels and marks of a published table stand for; one reads any release of the table.

    Args:
        docket: What the table is about; its unit is that of the counts.
        source: Who published it.
        columns: What the labels in each column stand for.
        count: The column with the counts; or several, each with the population that it counts of each row.
        suppressed: What marks in the cells say by the table's own rule, such as ``{"*": "1 to 10"}``, in words that are
            taken literally: "fewer than 11" is at most 10. A mark without a rule says nothing of the count. ``""`` is
            a blank cell.
        totals: The labels that stand for all of a column's.
        rounded_to: The unit to which the table's numbers are rounded, if they are. Or what each footnote mark says of
            the number before it, such as ``{"(a)": 100}``; None if it is not about rounding. ``""`` is for numbers
            without such a mark.
        summed_over: Columns over whose labels rows are added up; no unit may be in two of these.
        reading: How the words in cells are read; the weakest reading unless given.

    Raises:
        ModelError: If the docket has no classification of a name, a population is of another docket, or a mark or the
            rounding cannot be read; it lists every problem.

    >>> from docketstats import Classification, Docket, Evidence, Source
    >>> court = Docket("court", unit="case", classifications=(Classification("stage", ("open", "closed")),))
    >>> layout = Layout(court, Source("Table 2"), columns={"Stage": "stage"}, count="Cases",
    ...                 suppressed={"*": "1 to 10"})
    >>> rows = [{"Stage": "open", "Cases": "66"}, {"Stage": "closed", "Cases": "*"}, {"Stage": "Total", "Cases": "70"}]
    >>> table = layout.snapshot(rows, as_of="2024-09-30")
    >>> table.figures[1], Evidence(table).bound(court["closed"]).interval
    (reported(count(closed), '1 to 10', source='Table 2'), Interval(4, 4))
    """

    docket: Docket
    source: Source
    columns: Mapping[str, Labels] = attrs.field(kw_only=True, converter=dict, hash=False)
    count: str | Mapping[str, Population] = attrs.field(kw_only=True, hash=False)
    suppressed: Mapping[str, Meaning] = attrs.field(kw_only=True, factory=dict, converter=_marks, hash=False)
    totals: tuple[str, ...] = attrs.field(kw_only=True, default=("Total",), converter=_texts)
    rounded_to: Rounding = attrs.field(kw_only=True, default=None, hash=False)
    summed_over: tuple[str, ...] = attrs.field(kw_only=True, default=(), converter=_texts)
    reading: Reading | None = attrs.field(kw_only=True, default=None)

    def __attrs_post_init__(self) -> None:
        if problems := [*self._of_labels(), *self._of_numbers()]:
            raise ModelError("; ".join(problems), where="layout")

    def _of_labels(self) -> Iterator[str]:
        known = [one.name for one in self.docket.classifications]
        for column, what in self.columns.items():
            if isinstance(what, Mapping):
                yield from self._of_populations(f"column {column!r}", what.values())
            elif what not in known:
                mend = f"docket {self.docket.name!r} has {', '.join(known) or 'none'}"
                yield f"no classification {what!r}, asked for by column {column!r} ({mend})"
        if not isinstance(self.count, str):
            yield from self._of_populations("count", self.count.values())

    def _of_populations(self, where: str, found: Iterable[object]) -> Iterator[str]:
        for one in found:
            if not isinstance(one, Population):
                yield f"{where}: {one!r} is no population"
            elif one.docket != self.docket:
                yield f"{where}: {one!r} is of docket {one.docket.name!r} (the table is of {self.docket.name!r})"

    def _of_numbers(self) -> Iterator[str]:
        everyone = self.docket.everyone
        try:
            for unit in self.roundings.values() or (None,):
                reported(everyone, 0, source=self.source, rounded_to=unit, reading=self.reading)
        except DocketStatsError as error:
            yield str(error)
            return
        for mark, meaning in self.suppressed.items():
            try:
                figure_of(self, everyone, mark)
            except DocketStatsError as error:
                rounds = isinstance(meaning, str) and "round" in meaning.lower()
                mend = f"; for numbers with this mark: rounded_to={{{mark!r}: 100}}" if rounds else ""
                yield f"what {mark!r} means: {error}{mend}"

    @cached_property
    def roundings(self) -> Mapping[str, Stated | None]:
        """The unit to which the numbers with each mark are rounded; ``""`` is for those without."""
        if isinstance(self.rounded_to, Mapping):
            return marks_of(self.rounded_to)
        return {} if self.rounded_to is None else {"": self.rounded_to}

    def snapshot(self, table: Table, *, as_of: str | datetime.date | Period) -> Snapshot:
        """The snapshot of a table.

        Args:
            table: The path of a CSV file in UTF-8, or rows.
            as_of: The date of the counts.

        Raises:
            DocumentError: If the file cannot be read or a cell not be understood; it lists the problems, each with its
                row and column.
        """
        found = Reader(self).read(table)
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
        found = Reader(self, date).read(table)
        dates = sorted((one for one in found if one is not None), key=lambda one: one.sort_key)
        return tuple(self.docket.snapshot(one, figures=found[one]) for one in dates)
