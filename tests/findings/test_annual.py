"""Growth a year."""

from __future__ import annotations

import datetime
import math
import pickle
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import docketstats as ds
from docketstats.findings.annual import WIDTH, YEAR, span

SOURCE = ds.Source("Annual report")
docket = ds.Docket("court", unit="case")
everyone = docket.everyone


def grown(before: object, after: object, since: str = "2015-09-30", until: str = "2024-09-30") -> ds.DerivedFigure:
    told = [
        docket.snapshot(day, [ds.reported(everyone, n, source=SOURCE)]) for day, n in ((since, before), (until, after))
    ]
    return ds.Evidence(*told).bound(ds.growth(everyone, since=since, until=until))


def years(since: str, until: str) -> ds.Interval:
    return span(ds.Period.read(since), ds.Period.read(until))[0]


# -- rates ------------------------------------------------------------------------------------------------------------


@given(st.integers(1, 10**7), st.integers(0, 10**7), st.integers(1, 60))
def test_the_rate_compounded_over_whole_years_is_the_growth(before: int, after: int, n: int) -> None:
    found = grown(before, after, "2030-09-30", f"{2030 + n}-09-30")
    rate, growth = found.annualised, found.interval
    assert rate.years == ds.Interval.exactly(n)
    assert (1 + rate.interval.lower) ** n <= 1 + growth.lower <= (1 + rate.interval.upper) ** n
    assert rate.interval.width <= WIDTH
    assert rate.width == (0 if rate.interval.is_point else WIDTH)


@given(st.integers(1, 12), st.integers(1, 12), st.integers(1, 8))
def test_the_rate_is_exact_where_the_growth_is_a_perfect_power(over: int, under: int, n: int) -> None:
    found = grown(under**n, over**n, "2015-09-30", f"{2015 + n}-09-30").annualised
    assert found.interval == ds.Interval.exactly(Fraction(over, under) - 1)
    assert "The rate is exact." in found.explain()


@given(st.integers(1, 1000), st.integers(0, 1000), st.integers(0, 1000))
def test_the_rate_of_an_interval_is_that_of_its_ends(before: int, one: int, two: int) -> None:
    least, most = sorted((one, two))
    found = grown(before, ds.Interval(least, most)).annualised.interval
    assert found.lower == grown(before, least).annualised.interval.lower
    assert found.upper == grown(before, most).annualised.interval.upper


def test_growth_without_limit_is_without_limit_a_year() -> None:
    assert grown(5, ds.Interval.at_least(5)).annualised.interval == ds.Interval.at_least(0)


def test_an_open_end_stays_open_where_the_rate_is_exact() -> None:
    found = grown(ds.Interval.at_least(10), 10)
    assert found.interval == ds.Interval(-1, 0, lower_open=True)
    assert found.annualised.interval == ds.Interval(-1, 0, lower_open=True)


def test_nothing_falls_by_more_than_all() -> None:
    assert grown(10, 0).annualised.interval == ds.Interval.exactly(-1)
    assert grown(10, 0).annualised.width == 0


# -- years ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "until", "number"),
    [
        ("2015-09-30", "2024-09-30", 9),
        ("2020-02-29", "2021-02-28", 1),
        ("2020-02-29", "2024-02-29", 4),
        ("2020-02-29", "2024-02-28", 1460 / YEAR),
        ("2019-02-28", "2020-02-29", 366 / YEAR),
        ("2020-02-29", "2021-03-01", 366 / YEAR),
        ("2021-06-05", "2024-07-21", 1142 / YEAR),
        ("2024-07-21", "2024-07-22", 1 / YEAR),
    ],
)
def test_years_are_whole_or_days_of_the_mean_year(since: str, until: str, number: Fraction) -> None:
    assert years(since, until) == ds.Interval.exactly(number)


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1)), st.integers(1, 100))
def test_a_day_later_is_longer_and_a_day_earlier_shorter(day: datetime.date, n: int) -> None:
    later = day + datetime.timedelta(days=365 * n)
    spans = [years(day.isoformat(), (later + datetime.timedelta(days=k)).isoformat()).lower for k in (-30, 0, 30)]
    assert spans == sorted(spans)


@given(
    st.sampled_from(["2015", "FY2015", "2015-06", "Q1 2015", "2015-02-28"]),
    st.sampled_from(["2024-02", "FY2024", "2023-10-01"]),
    st.integers(0, 365),
    st.integers(0, 365),
)
def test_a_date_that_is_no_day_is_any_day_in_it(since: str, until: str, one: int, two: int) -> None:
    days = []
    for period, n in ((ds.Period.read(since), one), (ds.Period.read(until), two)):
        days.append(period.start + datetime.timedelta(days=n % (period.end - period.start).days))
    assert years(*map(str, days)).subset(years(since, until))


def test_the_rate_covers_every_day_that_a_date_may_be() -> None:
    up, down = grown(100, 150, "FY2015", "2024-07-21").annualised, grown(150, 100, "FY2015", "2024-07-21").annualised
    for day in ("2014-10-01", "2015-03-31", "2015-07-21", "2015-09-30"):
        assert grown(100, 150, day, "2024-07-21").annualised.interval.subset(up.interval)
        assert grown(150, 100, day, "2024-07-21").annualised.interval.subset(down.interval)
    assert "FY2015 is one unknown day in it" in up.convention
    assert up.interval.width > WIDTH


@pytest.mark.parametrize(
    ("since", "until", "message"),
    [
        ("undated", "2024-07-21", "when undated was is not known"),
        ("2024-07-21", "undated, printed 2024", "when undated, printed 2024 was is not known"),
        ("2024-07-21", "2024-07", "may be no later"),
        ("2024", "2024 #other", "may be no later"),
        ("2024-07-21", "2024-07-21", "may be no later"),
    ],
)
def test_dates_that_may_be_in_any_order_have_no_rate(since: str, until: str, message: str) -> None:
    evidence = ds.Evidence(
        *(docket.snapshot(day, [ds.reported(everyone, 5, source=SOURCE)]) for day in dict.fromkeys((since, until)))
    )
    with pytest.raises(ds.DateError, match=message):
        evidence.bound(ds.growth(everyone, since=since, until=until)).annualised


def test_only_growth_that_is_defined_has_a_rate() -> None:
    with pytest.raises(ds.ModelError, match="is no growth"):
        ds.Evidence(docket.snapshot("2024", [])).bound(ds.count(everyone)).annualised
    with pytest.raises(ds.ModelError, match="is undefined"):
        grown(0, 5).annualised


def test_an_annual_growth_is_hashable_picklable_and_explained() -> None:
    found = grown(368_574, 425_431).annualised
    assert pickle.loads(pickle.dumps(found)) == found
    assert hash(found) == hash(grown(368_574, 425_431).annualised)
    assert found.explain().splitlines()[1:3] == [
        "It is the steady rate that gives 15.42 % to 15.43 % (rounded outward) over 9 whole years.",
        "Roots are rounded outward by at most 0.0000001 percentage points.",
    ]
    assert str(found).endswith("a year: 1.60 % to 1.61 % (rounded outward)")
    assert math.isclose(found.interval.lower, (425_431 / 368_574) ** (1 / 9) - 1, abs_tol=1e-8)
