"""Measures over time: how one population or share moves between two dates, and its average over a period."""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import TypeAlias

import attrs

from docketstats.errors import DateError, ModelError
from docketstats.model.linear import LinearForm
from docketstats.model.measure import Measure, count, ratio
from docketstats.model.population import Population
from docketstats.values.given import shown
from docketstats.values.period import Period

Date: TypeAlias = str | datetime.date | Period


def change(what: Population | Measure, *, since: Date, until: Date) -> Measure:
    """The count of a population at ``until`` minus its count at ``since``, in the docket's unit; or that of a share.

    The change of a share is in percentage points: from 40 % to 45 % it is 5 points, 0.05. It can be bounded only where
    the facts force both wholes to single numbers.

    Args:
        what: A population, or the count or share of one, without a date.
        since: The earlier date.
        until: The later date.

    Raises:
        DateError: If ``what`` has a date, or the dates run backwards.
        ModelError: If ``what`` is neither a population nor a count nor a share.

    >>> from docketstats import Docket, share
    >>> d = Docket("court")
    >>> change(d.population("appeals"), since="2023", until="2024")
    change(appeals, since="2023", until="2024")
    >>> change(share(d.population("appeals"), among=d.everyone), since="2023", until="2024")
    change(share(appeals, among=everyone), since="2023", until="2024")
    """
    before, after, text = _moved(what, "change", since, until)
    return attrs.evolve(after - before, text=text, kind="change")


def growth(what: Population | Measure, *, since: Date, until: Date) -> Measure:
    """The change of a population's count divided by its count at ``since``; 0.15 is 15 %.

    Args:
        what: A population, or its count, without a date.
        since: The earlier date.
        until: The later date.

    Raises:
        DateError: If ``what`` has a date, or the dates run backwards.
        ModelError: If ``what`` is neither a population nor a count. A share has a `change`, in percentage points.

    >>> from docketstats import Docket
    >>> growth(Docket("court").everyone, since="2023", until="2024")
    growth(everyone, since="2023", until="2024")
    """
    if isinstance(what, Measure) and what.kind == "share":
        raise ModelError(
            f"growth of {what!r} would be a ratio of ratios",
            mend="ask for the change of the share, in percentage points, or the growth of the part",
        )
    before, after, text = _moved(what, "growth", since, until)
    return attrs.evolve(ratio(after - before, before), text=text, kind="growth")


def _moved(what: Population | Measure, word: str, since: Date, until: Date) -> tuple[Measure, Measure, str]:
    """The measure at both dates, and the text of what becomes of it."""
    measure = count(what) if isinstance(what, Population) else what
    if not isinstance(measure, Measure) or measure.kind not in ("count", "share"):
        wanted = "a population, its count or its share" if word == "change" else "a population or its count"
        raise ModelError(f"{word} takes {wanted}, not {shown(what)}")
    if measure.dates:
        raise DateError(f"{what} has a date already", mend=f"{word} takes one population at two dates")
    first, last = Period.read(since), Period.read(until)
    if last.precedes(first):
        raise DateError(f"{word} from {first} to {last} runs backwards", mend="swap since and until")
    return measure.at(first), measure.at(last), f'{word}({what}, since="{first}", until="{last}")'


def average(population: Population, *, during: Date) -> Measure:
    """The mean of a population's counts on the days of a period, in the docket's unit. It need not be whole.

    Args:
        population: A population without a date.
        during: The period: a month, quarter, year or fiscal year.

    Raises:
        DateError: If the population has a date, or the period is a day or undated.

    >>> from docketstats import Docket
    >>> average(Docket("jail").everyone, during="FY2024")
    average(everyone, during="FY2024")
    """
    if not isinstance(population, Population):
        raise ModelError(f"average takes a population, not {shown(population)}")
    if population.dates:
        raise DateError(f"{population} has a date already", mend="average takes its counts on the days of a period")
    period = Period.read(during)
    if period.start is None or period.end is None or period.is_day:
        raise DateError(f"{period} is no period of days to average over", mend="name a month, quarter or year")
    days = [period.start + datetime.timedelta(days=n) for n in range((period.end - period.start).days)]
    terms = (population.at(day).term for day in days)
    return attrs.evolve(
        count(population),
        linear=LinearForm.of((term, Fraction(1, len(days))) for term in terms),
        text=f'average({population}, during="{period}")',
        kind="average",
    )
