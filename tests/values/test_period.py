from __future__ import annotations

import datetime
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docketstats.errors import NoTruthValue, PeriodError
from docketstats.values.period import Period, PeriodKind

DAY, MONTH, QUARTER, YEAR, FISCAL = (
    PeriodKind.DAY,
    PeriodKind.MONTH,
    PeriodKind.QUARTER,
    PeriodKind.YEAR,
    PeriodKind.FISCAL_YEAR,
)


@pytest.mark.parametrize(
    ("text", "canonical", "kind", "start", "end"),
    [
        ("2024-07-21", "2024-07-21", DAY, "2024-07-21", "2024-07-22"),
        ("21 July 2024", "2024-07-21", DAY, "2024-07-21", "2024-07-22"),
        ("July 21, 2024", "2024-07-21", DAY, "2024-07-21", "2024-07-22"),
        ("  As of 21  jul. 2024 ", "2024-07-21", DAY, "2024-07-21", "2024-07-22"),
        ("29 February 2024", "2024-02-29", DAY, "2024-02-29", "2024-03-01"),
        ("2024-09", "2024-09", MONTH, "2024-09-01", "2024-10-01"),
        ("September 2024", "2024-09", MONTH, "2024-09-01", "2024-10-01"),
        ("Sept. 2024", "2024-09", MONTH, "2024-09-01", "2024-10-01"),
        ("Sep 2024", "2024-09", MONTH, "2024-09-01", "2024-10-01"),
        ("as of December 2024", "2024-12", MONTH, "2024-12-01", "2025-01-01"),
        ("2024-Q3", "2024-Q3", QUARTER, "2024-07-01", "2024-10-01"),
        ("Q4 2024", "2024-Q4", QUARTER, "2024-10-01", "2025-01-01"),
        ("2024", "2024", YEAR, "2024-01-01", "2025-01-01"),
        ("FY2023", "FY2023", FISCAL, "2022-10-01", "2023-10-01"),
        ("FY 2023", "FY2023", FISCAL, "2022-10-01", "2023-10-01"),
        ("fiscal year 2023", "FY2023", FISCAL, "2022-10-01", "2023-10-01"),
    ],
)
def test_forms(text: str, canonical: str, kind: PeriodKind, start: str, end: str) -> None:
    period = Period.read(text)
    assert str(period) == canonical
    assert period.kind is kind
    assert (period.start, period.end) == (
        datetime.date.fromisoformat(start),
        datetime.date.fromisoformat(end),
    )
    assert period.is_day == (kind is DAY)
    assert Period.read(canonical) == period


@pytest.mark.parametrize("month", range(1, 13))
def test_month_names(month: int) -> None:
    expected = Period.read(f"2023-{month:02}-05")
    first = datetime.date(2023, month, 5)
    for name in ("%B", "%b", "%b."):
        assert Period.read(first.strftime(f"5 {name} 2023")) == expected


def test_undated_keeps_its_label() -> None:
    period = Period.read("Undated,  printed September 2024")
    assert str(period) == "undated, printed September 2024"
    assert period.kind is PeriodKind.UNDATED
    assert period.start is None
    assert period.end is None
    assert period != Period.read("undated")
    assert Period.read(str(period)) == period


def test_s5_a_tag_tells_two_instants_apart() -> None:
    budget, letter = Period.read("2024-09 #budget"), Period.read("September 2024").tagged("letter")
    assert budget != letter
    assert (budget.start, budget.end) == (letter.start, letter.end)
    assert str(budget) == "2024-09 #budget"
    assert str(Period.read("undated #x")) == "undated #x"
    assert letter.tagged("") == Period.read("2024-09")
    for tag in ("two words", "a#b"):
        with pytest.raises(PeriodError, match="is no tag"):
            budget.tagged(tag)


def test_dates_and_periods_are_read() -> None:
    day = datetime.date(2024, 7, 21)
    assert Period.read(day) == Period.read("2024-07-21")
    assert Period.read(Period.read(day)) == Period.read(day)


def test_a_time_of_day_is_refused() -> None:
    with pytest.raises(PeriodError, match=r"use its \.date\(\)"):
        Period.read(datetime.datetime(2024, 7, 21, 12))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2024-13",
        "2023-02-29",
        "31 June 2024",
        "2024-Q5",
        "FY23",
        "FY0001",
        "9999",
        "0000",
        "7/21/2024",
        "20240721",
        "2024-07-21T00:00",
        "2024 #",
        "#budget",
        "undatedly",
        "Smarch 2024",
        2024,
        None,
    ],
)
def test_bad_texts_name_the_forms(text: Any) -> None:
    with pytest.raises(PeriodError, match="'21 July 2024'"):
        Period.read(text)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ((datetime.date(2024, 7, 2), datetime.date(2024, 8, 1)), {"kind": MONTH}),
        ((datetime.date(2024, 7, 1), datetime.date(2024, 8, 2)), {"kind": MONTH}),
        ((datetime.date(2024, 2, 1), datetime.date(2024, 5, 1)), {"kind": QUARTER}),
        ((datetime.date(2024, 7, 1), None), {"kind": YEAR}),
        ((datetime.datetime(2024, 7, 1), datetime.date(2024, 7, 2)), {"kind": DAY}),
        ((datetime.date(2024, 7, 1), datetime.date(2024, 7, 2)), {"kind": DAY, "label": "1 July"}),
        ((datetime.date(2024, 7, 1), None), {"kind": PeriodKind.UNDATED}),
        ((None, None), {"kind": PeriodKind.UNDATED, "label": "printed 2024"}),
        ((None, None), {"kind": PeriodKind.UNDATED, "label": "undated #a"}),
    ],
)
def test_parts_that_do_not_fit_are_refused(arguments: tuple[Any, Any], named: dict[str, Any]) -> None:
    with pytest.raises(PeriodError):
        Period(*arguments, **named)


def test_the_constructor_writes_the_label() -> None:
    period = Period(datetime.date(2022, 10, 1), datetime.date(2023, 10, 1), kind=FISCAL)
    assert period == Period.read("FY2023")
    assert Period(None, None, kind=PeriodKind.UNDATED) == Period.read("undated")


def test_precedes_means_certainly_before() -> None:
    july, day, undated = Period.read("2024-07"), Period.read("2024-07-31"), Period.read("undated")
    assert july.precedes(Period.read("2024-08-01"))
    assert not july.precedes(day)
    assert not day.precedes(july)
    assert not july.precedes(undated)
    assert not undated.precedes(july)


def test_contains() -> None:
    assert Period.read("2024").contains(Period.read("2024-Q3"))
    assert Period.read("2024-Q3").contains(Period.read("2024-09-30"))
    assert Period.read("2024").contains(Period.read("2024 #x"))
    assert not Period.read("2024").contains(Period.read("FY2024"))
    assert not Period.read("2024").contains(Period.read("undated"))
    assert not Period.read("undated").contains(Period.read("undated"))


def test_sort_key_puts_the_undated_last() -> None:
    ordered = ["2023", "2024-01-01", "2024-01", "2024-01 #b", "2024-Q1", "2024", "undated", "undated, old"]
    assert [str(p) for p in sorted(map(Period.read, reversed(ordered)), key=lambda p: p.sort_key)] == ordered


def test_s14_order_has_no_truth_value() -> None:
    with pytest.raises(NoTruthValue, match="precedes"):
        sorted([Period.read("2023"), Period.read("2024")])  # type: ignore[type-var]


days = st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 30))
tags = st.sampled_from(["", " #budget", " #ü-1"])


@given(day=days, tag=tags)
def test_s15_text_and_pickle_round_trip(day: datetime.date, tag: str) -> None:
    quarter = f"Q{(day.month + 2) // 3} {day.year:04}"
    texts = [day.isoformat(), quarter, f"{day:%B} {day.year:04}", f"{day.year:04}", f"fy{day.year:04}"]
    for text in texts:
        try:
            period = Period.read(text + tag)
        except PeriodError:
            assert day.year in (1, 9999)  # a neighbouring year would be needed
            continue
        assert Period.read(str(period)) == period
        assert pickle.loads(pickle.dumps(period)) == period
        assert hash(Period.read(str(period))) == hash(period)
        if "fy" not in text:
            assert period.contains(Period.read(day))


# -- leap days, month ends, fiscal years, overlap ---------------------------------------------------------------------


def test_a_leap_day_is_a_day_of_its_month_quarter_year_and_fiscal_year() -> None:
    leap = Period.read("2024-02-29")
    for text in ("2024-02", "2024-Q1", "2024", "FY2024"):
        assert Period.read(text).contains(leap)
        assert Period.read(text).overlaps(leap)
    assert Period.read("2024-02").end == Period.read("2024-03-01").start == leap.end
    assert Period.read("2023-02").end == datetime.date(2023, 3, 1)
    for text in ("2023-02-29", "2100-02-29", "29 February 2023"):
        with pytest.raises(PeriodError, match="no day"):
            Period.read(text)
    assert Period.read("2000-02-29").is_day


@pytest.mark.parametrize(("text", "days"), [("FY2024", 366), ("FY2023", 365), ("2024", 366), ("FY2100", 365)])
def test_a_year_with_a_leap_day_is_a_day_longer(text: str, days: int) -> None:
    period = Period.read(text)
    assert (period.end - period.start).days == days


@pytest.mark.parametrize(
    ("text", "last"), [("2024-01", "31"), ("2024-02", "29"), ("2023-02", "28"), ("2024-04", "30"), ("2024-12", "31")]
)
def test_a_month_ends_with_its_last_day(text: str, last: str) -> None:
    month, day = Period.read(text), Period.read(f"{text}-{last}")
    assert month.end == day.end
    assert month.contains(day)
    assert not month.precedes(day)
    assert month.precedes(Period.read(month.end))


def test_a_fiscal_year_begins_in_october_of_the_year_before() -> None:
    fiscal = Period.read("FY2024")
    assert fiscal.contains(Period.read("2023-Q4"))
    assert fiscal.contains(Period.read("2024-09-30"))
    assert Period.read("2023-09-30").precedes(fiscal)
    assert fiscal.precedes(Period.read("2024-10"))
    assert Period.read("FY2023").precedes(fiscal)


@pytest.mark.parametrize(("one", "two"), [("FY2024", "2023"), ("FY2024", "2024"), ("2024-07", "2024-07-31")])
def test_periods_that_overlap_have_no_order(one: str, two: str) -> None:
    first, second = Period.read(one), Period.read(two)
    assert first.overlaps(second)
    assert second.overlaps(first)
    assert not first.precedes(second)
    assert not second.precedes(first)


def test_what_is_undated_may_be_any_day() -> None:
    undated = Period.read("undated, printed September 2024")
    assert undated.overlaps(Period.read("1999"))
    assert Period.read("1999").overlaps(undated)
    assert undated.overlaps(undated)


DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31))
PERIODS = st.builds(
    lambda day, form: Period.read(form(day)),
    DAYS,
    st.sampled_from(
        [str, "{:%Y-%m}".format, "{:%Y}".format, "FY{:%Y}".format, lambda day: f"{day.year}-Q{(day.month + 2) // 3}"]
    ),
)


@given(PERIODS, PERIODS)
def test_two_dated_periods_overlap_or_one_precedes_the_other(one: Period, two: Period) -> None:
    assert [one.precedes(two), two.precedes(one), one.overlaps(two)].count(True) == 1
    assert one.overlaps(two) == two.overlaps(one)
    assert one.overlaps(two) or not one.contains(two)
    shared = max(one.start, two.start) < min(one.end, two.end)
    assert one.overlaps(two) == shared
