"""When records count: stays that are open at dates, and what begins and ends between these.

A stay is open from the day that it starts to the day before the one that it ends, so that a person who leaves one place
and comes to another on the same day is counted once. Dates are ends of days, as those of flows are. For each stay two
places are found among the dates, that of the first date at which it is open and that of the first at which it is not
any more: stocks and flows at any number of dates then come from one pass over the stays.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Any

import attrs
import ibis

from docketstats.adapters.records.reading import Opened, Table

BAD = -1
"""The place of a row whose dates are wrong."""


@attrs.frozen
class Stays:
    """Stays with a start and an end, and the days at which they are counted, in order.

    Attributes:
        start: The column with the day that a stay starts.
        end: The column with the day that it ends; null for one that has not ended.
        days: The days.
    """

    start: str
    end: str
    days: tuple[datetime.date, ...]

    def span(self, table: Table) -> dict[str, Any]:
        """The places among the days from which each stay is open, and from which it is closed."""
        start, end = day(table[self.start]), day(table[self.end])
        wrong = self._wrong(table)
        last = len(self.days)
        opened = ibis.ifelse(wrong, ibis.literal(BAD, "int64"), self._place(start, 0, last))
        closed = ibis.ifelse(end.isnull(), ibis.literal(last, "int64"), self._place(end, 0, last))
        return {"opened": opened, "closed": ibis.ifelse(wrong, ibis.literal(0, "int64"), closed)}

    def _wrong(self, table: Table) -> Any:
        start, end = day(table[self.start]), day(table[self.end])
        unread = table[self.end].notnull() & end.isnull()
        return start.isnull() | unread | (end < start).fill_null(False)

    def _place(self, when: Any, low: int, high: int) -> Any:
        """The place of the first day that is not before ``when``, by halves."""
        if low == high:
            return ibis.literal(low, "int64")
        middle = (low + high) // 2
        earlier = when <= ibis.literal(self.days[middle])
        return ibis.ifelse(earlier, self._place(when, low, middle), self._place(when, middle + 1, high))

    def events(self, rows: Table, keys: Sequence[str]) -> Table:
        """How many stays open and close at each place, by cell."""
        spans = rows.group_by([*keys, "opened", "closed"]).aggregate(n=rows.count())
        opened = spans.group_by([*keys, "opened"]).aggregate(n=spans.n.sum().cast("int64"))
        closed = spans.group_by([*keys, "closed"]).aggregate(n=spans.n.sum().cast("int64"))
        return opened.select(*keys, at=opened.opened, opens=True, n=opened.n).union(
            closed.select(*keys, at=closed.closed, opens=False, n=closed.n)
        )

    def problems(self, opened: Opened) -> Iterator[str]:
        """What is wrong with the rows whose dates are wrong, with some of them."""
        table = opened.table
        kinds = table.select(
            start=table[self.start].cast("string"),
            end=table[self.end].cast("string"),
            wrong=self._wrong(table),
        )
        kinds = kinds.filter(kinds.wrong)
        total = opened.run(kinds.aggregate(n=kinds.count()))[0]["n"]
        some = opened.run(kinds.order_by(["start", "end"]).limit(5))
        shown = "; ".join(f"{one['start'] or 'no start'} to {one['end'] or 'no end'}" for one in some)
        yield f"columns {self.start!r} and {self.end!r}: {total:,} rows are no stay, such as {shown}"


def day(column: Any) -> Any:
    """A column as days: dates as they are, times by their day, texts by reading them."""
    kind = column.type()
    if kind.is_date():
        return column
    if kind.is_timestamp():
        return column.date()
    return column.try_cast("date")
