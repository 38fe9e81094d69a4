"""Growth a year: the steady yearly rate that, compounded between two dates, gives a growth."""

from __future__ import annotations

import datetime
from fractions import Fraction

import attrs

from docketstats.errors import DateError, ModelError
from docketstats.findings.derived import DerivedFigure
from docketstats.inference.conflicts import at_level
from docketstats.model.measure import Measure
from docketstats.values.formatting import format_interval, format_number
from docketstats.values.interval import End, Exact, Interval, exact
from docketstats.values.period import Period
from docketstats.values.quantity import Quantity
from docketstats.values.roots import power

YEAR = Fraction(3652425, 10000)
"""The days of a year where a span is not one of whole years: the mean Gregorian year."""
WIDTH = Fraction(1, 10**9)
"""The greatest width by which an irrational rate is rounded outward: a ten-millionth of a percentage point."""


@attrs.frozen
class AnnualGrowth:
    """The steady growth a year that gives a growth between two dates. Made by `DerivedFigure.annualised`.

    Attributes:
        figure: The growth between the two dates.
        interval: The growth a year; 0.05 is 5 %.
        years: The years between the dates; several values where a date is not one known day.
        convention: How the years were counted, in words.
        width: The greatest width by which an end is rounded outward; 0 if the ends are exact.

    >>> import docketstats as ds
    >>> docket, report = ds.Docket("court", unit="case"), ds.Source("Annual report")
    >>> counts = {"2022-09-30": 1_000, "2024-09-30": 1_210}
    >>> evidence = ds.Evidence(
    ...     *(docket.snapshot(day, [ds.reported(docket.everyone, n, source=report)]) for day, n in counts.items()))
    >>> growth = evidence.bound(ds.growth(docket.everyone, since="2022-09-30", until="2024-09-30"))
    >>> print(growth.quantity, "in all,", growth.annualised.quantity, "a year")
    21 % in all, 10 % a year
    """

    figure: DerivedFigure
    interval: Interval = attrs.field(kw_only=True)
    years: Interval = attrs.field(kw_only=True)
    convention: str = attrs.field(kw_only=True)
    width: Exact = attrs.field(kw_only=True)

    @property
    def quantity(self) -> Quantity:
        """The growth a year in percent."""
        return Quantity(self.interval).to("percent")

    def explain(self) -> str:
        """The rate, how the years were counted, and how it was rounded, in prose."""
        rounding = f"Roots are rounded outward by at most {format_number(self.width * 100)} percentage points."
        return "\n".join(
            (
                f"{self.figure.measure!r}, a year: {self.quantity}.",
                f"It is the steady rate that gives {self.figure.quantity} over {self.convention}.",
                rounding if self.width else "The rate is exact.",
                "How the count moved in between is not known.",
            )
        )

    def __str__(self) -> str:
        return f"{self.figure.measure!r}, a year: {self.quantity}{at_level(self.figure.confidence)}"


def annualise(figure: DerivedFigure) -> AnnualGrowth:
    """The growth a year of a growth; see `DerivedFigure.annualised`."""
    if figure.measure.kind != "growth":
        raise ModelError(f"{figure.measure!r} is no growth", mend="ask for ds.growth(population, since=..., until=...)")
    if figure.is_undefined:
        raise ModelError(f"{figure.measure!r} is undefined, and so is its rate a year")
    years, convention = span(*_dates(figure.measure))
    growth = figure.interval.intersection(Interval.at_least(-1))  # nobody leaves who was not there
    least, rounded_down = _rate(growth.lower, years.upper if growth.lower >= 0 else years.lower)
    most, rounded_up = _rate(growth.upper, years.lower if growth.upper >= 0 else years.upper)
    interval = Interval(
        least.lower,
        most.upper,
        lower_open=growth.lower_open and not rounded_down and years.is_point,
        upper_open=growth.upper_open and not rounded_up and years.is_point,
    )
    return AnnualGrowth(
        figure,
        interval=interval,
        years=years,
        convention=convention,
        width=WIDTH if rounded_down or rounded_up else 0,
    )


def _rate(growth: End, years: End) -> tuple[Interval, bool]:
    """The rate a year of a growth over so many years, and whether it is rounded."""
    if isinstance(growth, float) or isinstance(years, float):
        return Interval.entire(), False  # growth without limit
    found = power(1 + growth, 1 / Fraction(years), width=WIDTH) - 1
    return found, not found.is_point


def _dates(measure: Measure) -> tuple[Period, Period]:
    """The dates that a growth is between."""
    ((ratio, _),) = measure.ratios
    before = {leaf.at for leaf in ratio.denominator.leaves() if leaf.at}
    if len(before) != 1 or len(measure.dates) > 2:
        raise DateError(f"{measure!r} is not between two dates", mend="say since and until")
    (since,) = before
    return since, next(iter(measure.dates - before), since)


# -- years between dates --------------------------------------------------------------------------------------------


def span(since: Period, until: Period) -> tuple[Interval, str]:
    """The years from one date to another, and how they were counted.

    From a day to the same day of a later year they are whole; the anniversary of 29 February in a year without one is
    28 February. Any other two days are as many days apart as they are, at 365.2425 days a year, the mean Gregorian
    year. A date that is no day, such as a month or a fiscal year, is any day in it.

    Raises:
        DateError: If a date is undated, or the second may be the first or before it.

    >>> span(Period.read("2015-09-30"), Period.read("2024-09-30"))[1]
    '9 whole years'
    """
    if since.start is None or since.end is None or until.start is None or until.end is None:
        unknown = since if since.start is None else until
        raise DateError(f"when {unknown} was is not known, so a growth a year is not", mend="give its date or period")
    day = datetime.timedelta(days=1)
    least, most = (until.start - since.end + day).days, (until.end - day - since.start).days
    if least <= 0:
        raise DateError(f"{until} may be no later than {since}, so a growth a year is not known", mend="give the days")
    starts = [since.start + n * day for n in range((since.end - since.start).days)]
    calendar = range(until.start.year, until.end.year + 1)
    pairs = ((start, year, _anniversary(start, year)) for start in starts for year in calendar)
    whole = [year - start.year for start, year, day_of_it in pairs if until.start <= day_of_it < until.end]
    if since.is_day and until.is_day:
        if whole:
            return Interval.exactly(whole[0]), f"{whole[0]} whole year{'s' if whole[0] > 1 else ''}"
        years = exact(Fraction(least) / YEAR)
        counted = f"{format_number(least)} day{'s' if least > 1 else ''} at {format_number(YEAR, places=4)} days a year"
        return Interval.exactly(years), f"{counted}, {format_number(years)} years"
    ends = [Fraction(least) / YEAR, Fraction(most) / YEAR, *map(Fraction, whole)]
    interval = Interval(min(ends), max(ends))
    loose = " and ".join(f"{date} is one unknown day in it" for date in (since, until) if not date.is_day)
    return interval, f"{format_interval(interval, 'year')}, as {loose}"


def _anniversary(day: datetime.date, year: int) -> datetime.date:
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February in a year without one
        return day.replace(year=year, day=28)
