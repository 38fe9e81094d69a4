"""When records count: stays that are open at dates, and what begins and ends between these.

A stay is open from the day that it starts to the day before the one that it ends, so that a person who leaves one place
and comes to another on the same day is counted once. Dates are ends of days, as those of flows are. The stock at a date
is what has begun by then less what has ended, so that stocks and flows at any number of dates come from counting once
by the day of the start and once by that of the end. Only the stays of a unit that overlap in time are taken date by
date.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs
import ibis

from docketstats.adapters.records.reading import Opened, Table, bit_or

BEGUN, ENDED, HELD, CAME, WENT = "begun", "ended", "held", "came", "went"
"""What a row of the result counts: stays that begin or end after the date before its own and by its own; units that
are held at its date, of those with stays that overlap; units that come, or go, with none of their stays open."""
WRONG = -1
"""The place of rows whose dates are wrong, or that identify no unit."""
_LATE = datetime.date(9999, 12, 31)
_LENGTH = len("2024-01-05")
_DAY = r"^\s*([0-9]{4}(?:-[0-9]{1,2}-|/[0-9]{1,2}/)[0-9]{1,2})(?:[ T][0-9:.,+Z -]*)?\s*$"


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

    def columns(self, table: Table) -> dict[str, Any]:
        """The days that each row starts and ends; a row of which one cannot be read has no start."""
        start, end = day(table[self.start]), day(table[self.end])
        if table[self.end].type().is_string():
            start = ibis.ifelse(table[self.end].notnull() & end.isnull(), ibis.null("date"), start)
        return {"start": start, "end": end}

    def _wrong(self, table: Table, start: Any, end: Any) -> Any:
        wrong = start.isnull() | (end < start).fill_null(False)
        return wrong | (table[self.end].notnull() & end.isnull()) if table[self.end].type().is_string() else wrong

    def _place(self, when: Any) -> Any:
        """The place of the first of the days that is not before ``when``."""
        return ibis.literal(list(self.days), type="array<date>").filter(lambda one: one < when).length().cast("int64")

    def events(self, rows: Table, keys: Sequence[str]) -> Table:
        """How many stays begin and end by each date, by cell."""
        begun = rows.group_by([*keys, "start"]).aggregate(n=rows.count(), soonest=rows.end.min())
        # Whether a stay ends before it starts is looked at once a day and not once a row.
        begun = begun.mutate(when=ibis.ifelse(begun.soonest < begun.start, ibis.null("date"), begun.start))
        begun = begun.select(*keys, "when", kind=ibis.literal(BEGUN), n=begun.n)
        return self._placed(begun.union(_by_day(rows.filter(rows.end.notnull()), keys, "end", ENDED)), keys)

    def _placed(self, days: Table, keys: Sequence[str]) -> Table:
        """What was counted by the day, by the place of the first date that it counts at."""
        nowhere = ibis.literal(WRONG, "int64")
        days = days.mutate(at=ibis.ifelse(days.when.isnull(), nowhere, self._place(days.when)))
        found = days.group_by([*keys, "at", "kind"]).aggregate(n=days.n.sum().cast("int64"))
        return found.select(*keys, "at", "kind", "n")

    def of_units(self, rows: Table, keys: Sequence[str], latest: bool) -> Table:
        """How many units there are at each date, by cell, if a unit may have several stays.

        ``rows`` has the keys as bits, and the unit. A stay that overlaps with no other of its unit is an event like any
        other; the rest are looked at where they are open.
        """
        wrong = rows["unit"].isnull() | (rows.end < rows.start).fill_null(False)
        start = ibis.ifelse(wrong, ibis.null("date"), rows.start)
        rows = rows.mutate(start=start, until=rows.end.fill_null(_LATE))
        order = {"group_by": "unit", "order_by": ["start", "until"]}
        earlier = rows.until.max().over(ibis.window(rows=(None, -1), **order))
        rows = rows.mutate(earlier=earlier, later=rows.start.lead().over(ibis.window(**order)))
        rows = rows.mutate(
            alone=rows.start.isnull()
            | ((rows.earlier <= rows.start).fill_null(True) & (rows.later >= rows.until).fill_null(True)),
            last=ibis.greatest(rows.until, rows.earlier.fill_null(rows.until)),
        )
        if latest:
            rows = rows.mutate(**{f"{key}_all": rows[key] for key in keys})
            keys = [*keys, *(f"{key}_all" for key in keys)]
        found = self.events(rows.filter(rows.alone), keys)
        return found.union(self._together(rows.filter(~rows.alone), keys, latest)).union(self._spells(rows, keys))

    def _together(self, rows: Table, keys: Sequence[str], latest: bool) -> Table:
        """Units with stays that overlap, at each date."""
        for column, place in (("start", "opened"), ("until", "closed")):
            days = rows.select(when=rows[column]).distinct()
            days = days.mutate(place=self._place(days.when)).rename({place: "place"})
            rows = rows.inner_join(days, rows[column] == days.when).drop("when")
        rows = rows.filter(rows.opened < rows.closed)
        rows = rows.mutate(at=ibis.range(rows.opened, rows.closed).unnest())
        found = by_unit(rows, keys, ["at"], latest)
        return found.select(*keys, "at", kind=ibis.literal(HELD), n=found.n)

    def _spells(self, rows: Table, keys: Sequence[str]) -> Table:
        """How many units come when none of their stays is open, and go when none is left open."""
        came = rows.filter((rows.start > rows.earlier).fill_null(True))
        went = rows.filter((rows.later > rows.last).fill_null(True) & (rows["last"] < ibis.literal(_LATE)))
        nothing = {key: ibis.literal(0, "int64") for key in keys}
        days = _by_day(came.mutate(**nothing), keys, "start", CAME)
        return self._placed(days.union(_by_day(went.mutate(**nothing), keys, "last", WENT)), keys)

    def problems(self, opened: Opened) -> Iterator[str]:
        """What is wrong with the rows whose dates are wrong, with some of them."""
        table = opened.table
        start, end = day(table[self.start]), day(table[self.end])
        rows = table.select(
            start=table[self.start].cast("string"),
            end=table[self.end].cast("string"),
            wrong=self._wrong(table, start, end),
        )
        rows = rows.filter(rows.wrong)
        total = opened.run(rows.aggregate(n=rows.count()))[0]["n"]
        if total:
            some = opened.run(rows.order_by(["start", "end"]).limit(5))
            shown = "; ".join(f"{one['start'] or 'no start'} to {one['end'] or 'no end'}" for one in some)
            yield f"columns {self.start!r} and {self.end!r}: {total:,} rows are no stay, such as {shown}"


def _by_day(rows: Table, keys: Sequence[str], column: str, kind: str) -> Table:
    """How many rows have each day in a column, by cell."""
    found = rows.group_by([*keys, column]).aggregate(n=rows.count())
    return found.select(*keys, when=found[column], kind=ibis.literal(kind), n=found.n)


def by_unit(rows: Table, keys: Sequence[str], at: Sequence[str], latest: bool) -> Table:
    """How many units there are for each combination of the bits that their rows set, and of how many rows.

    If the latest row counts, the keys that do not end in "_all" are of the latest rows only.
    """
    bits = {key: rows[key] for key in keys}
    if latest:
        newest = rows["latest"].max().over(ibis.window(group_by=[*at, "unit"]))
        rows = rows.mutate(is_latest=((rows["latest"] == newest) | newest.isnull()).fill_null(False))
        nothing = ibis.literal(0, "int64")
        bits = {
            key: rows[key] if key.endswith("_all") else ibis.ifelse(rows.is_latest, rows[key], nothing) for key in keys
        }
    units = rows.group_by([*at, "unit"]).aggregate(
        **{key: bit_or(one) for key, one in bits.items()}, n_rows=rows.count()
    )
    names = [*at, *keys]
    return (units.group_by(names) if names else units).aggregate(
        n=units.count(), n_rows=units.n_rows.sum(), nobody=units["unit"].isnull().cast("int64").sum()
    )


def stocks(found: Mapping[str, Mapping[int, Mapping[Any, int]]], dates: int) -> dict[int, dict[Any, int]]:
    """How many there are at each date, by cell, from what has begun and ended by then and what is held then."""
    running: dict[Any, int] = {}
    made = {}
    for place in range(dates):
        for kind, sign in ((BEGUN, 1), (ENDED, -1)):
            for cell, number in found.get(kind, {}).get(place, {}).items():
                running[cell] = running.get(cell, 0) + sign * number
        held = found.get(HELD, {}).get(place, {})
        totals = {cell: running.get(cell, 0) + held.get(cell, 0) for cell in {*running, *held}}
        made[place] = {cell: number for cell, number in totals.items() if number}
    return made


def day(column: Any) -> Any:
    """A column as days: dates as they are, times by their day, texts by reading them.

    Engines read different texts as dates, so what is a day is said here: year, month and day, and maybe a time.
    """
    kind = column.type()
    if kind.is_date():
        return column
    if kind.is_timestamp():
        return column.date()
    text = column.cast("string")
    plain = text.try_cast("date")
    other = text.re_extract(_DAY, 1).replace("/", "-").try_cast("date")
    # A date that is written as every engine writes it is read without looking for a pattern, which takes longer.
    return ibis.ifelse((text.length() == _LENGTH) & (plain.cast("string") == text), plain, other)
