"""Rules by which people carry a figure from one date to another, as assumptions with names.

None of them is taken for granted anywhere: they are for ``evidence.assuming(*...)``, and every answer whose proof uses
one shows it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TypeAlias

from docketstats.errors import DateError, ModelError
from docketstats.model.figure import Assumption
from docketstats.model.flow import entries, exits
from docketstats.model.measure import count
from docketstats.model.population import Docket, Population
from docketstats.values.given import checked, each
from docketstats.values.interval import Exact, exact
from docketstats.values.period import Period

Dates: TypeAlias = Iterable[str | datetime.date | Period]


def closed_docket(docket: Docket, dates: Dates) -> tuple[Assumption, ...]:
    """That nobody comes onto a docket or leaves it between some dates.

    >>> from docketstats.model.population import Docket
    >>> closed_docket(Docket("court"), ["2023-12-31", "2024-12-31"])[0].because
    'closed docket, 2023-12-31 to 2024-12-31'
    """
    found = []
    for since, until in _steps(dates, 2):
        why = f"closed docket, {since} to {until}"
        both = (docket.everyone.at(since).same_as(docket.everyone.at(until)),
                entries(docket.everyone, since=since, until=until).equals(0))  # fmt: skip
        found += [Assumption(one, because=why) for one in both]
    return tuple(found)


def no_entries(population: Population, dates: Dates) -> tuple[Assumption, ...]:
    """That no unit comes into a population between some dates; units may leave it.

    >>> no_entries(Docket("court").everyone, ["2023-12-31", "2024-12-31"])[0].that
    entries(everyone, since="2023-12-31", until="2024-12-31") = 0
    """
    return tuple(
        Assumption(entries(population, since=since, until=until).equals(0), because=f"no entries, {since} to {until}")
        for since, until in _steps(dates, 2)
    )


def no_exits(population: Population, dates: Dates) -> tuple[Assumption, ...]:
    """That no unit leaves a population between some dates; units may come into it.

    >>> no_exits(Docket("court").everyone, ["2023-12-31", "2024-12-31"])[0].that
    exits(everyone, since="2023-12-31", until="2024-12-31") = 0
    """
    return tuple(
        Assumption(exits(population, since=since, until=until).equals(0), because=f"no exits, {since} to {until}")
        for since, until in _steps(dates, 2)
    )


def no_reentry(population: Population, dates: Dates) -> tuple[Assumption, ...]:
    """That a unit which is in a population at one date and at a later one is in it at the dates between.

    >>> court = Docket("court")
    >>> no_reentry(court.everyone, ["2022", "2023", "2024"])[0].that
    everyone.at("2022") & everyone.at("2024") within everyone.at("2023")
    """
    read = _in_order(dates, 3)
    found = []
    for place, date in enumerate(read[1:-1], 1):
        before, after = (_any(population, some) for some in (read[:place], read[place + 1 :]))
        relation = (before & after).within(population.at(date))
        found.append(Assumption(relation, because=f"no re-entry, {read[0]} to {read[-1]}"))
    return tuple(found)


def constant_count(population: Population, dates: Dates) -> tuple[Assumption, ...]:
    """That as many units are in a population at each of some dates, be they the same units or not.

    >>> constant_count(Docket("court").everyone, ["2023-12-31", "2024-12-31"])[0].that
    count(everyone, at="2024-12-31") - count(everyone, at="2023-12-31") = 0
    """
    return tuple(
        Assumption(
            (count(population, at=until) - count(population, at=since)).equals(0),
            because=f"constant count, {since} to {until}",
        )
        for since, until in _steps(dates, 2)
    )


def monotone(population: Population, dates: Dates, *, falling: bool = False) -> tuple[Assumption, ...]:
    """That a count never falls from one of some dates to the next, or never rises.

    >>> monotone(Docket("court").everyone, ["2023", "2024"])[0].that
    count(everyone, at="2024") - count(everyone, at="2023") >= 0
    """
    found = []
    for since, until in _steps(dates, 2):
        change = count(population, at=until) - count(population, at=since)
        why = f"monotone, {'falling' if falling else 'rising'}, {since} to {until}"
        found.append(Assumption(change <= 0 if falling else change >= 0, because=why))
    return tuple(found)


def at_most_a_day(population: Population, number: Exact, dates: Dates) -> tuple[Assumption, ...]:
    """That a count changes by at most so many units a day between some dates.

    Between dates that are not single days it changes by at most what the longest time between them allows.

    Raises:
        DateError: If a date is undated.

    >>> at_most_a_day(Docket("court").everyone, 5, ["2024-01-01", "2024-01-11"])[0].that
    -50 <= count(everyone, at="2024-01-11") - count(everyone, at="2024-01-01") <= 50
    """
    if (number := exact(number, what="the number a day")) < 0:
        raise ModelError(f"a count cannot change by at most {number} a day", mend="give a number from 0")
    found = []
    for since, until in _steps(dates, 2):
        if since.start is None or until.end is None:
            raise DateError(f"how long it is from {since} to {until} is not known", mend="give dates")
        most = number * ((until.end - since.start).days - 1)
        change = count(population, at=until) - count(population, at=since)
        found.append(Assumption(change.between(-most, most), because=f"at most {number:,} a day, {since} to {until}"))
    return tuple(found)


def _any(population: Population, dates: Iterable[Period]) -> Population:
    checked(population, Population, "the population")
    first, *others = (population.at(date) for date in dates)
    for one in others:
        first = first | one
    return first


def _steps(dates: Dates, least: int) -> Iterator[tuple[Period, Period]]:
    return pairwise(_in_order(dates, least))


def _in_order(dates: Dates, least: int) -> list[Period]:
    read = [Period.read(date) for date in each(dates, "dates")]
    if len(read) < least:
        raise DateError(f"the rule is about {least} dates or more, not {len(read)}")
    for since, until in pairwise(read):
        if not since.precedes(until):
            raise DateError(f"{since} is not certainly before {until}", mend="give the dates in order")
    return read
