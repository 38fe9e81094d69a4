"""A published table of counts by facility and day, tallied to a national daily series, equals the known one."""

import csv
from pathlib import Path

import ibis
import pytest

import docketstats as ds
from docketstats.adapters.records import tally

DATA = Path(__file__).parents[3] / "shared" / "data"
TABLE = DATA / "ddp" / "facilities-daily-population-latest.parquet"
SERIES = DATA / "derived" / "national_daily_detained.csv"
COLUMNS = ("n_detained", "n_detained_at_midnight", "n_detained_male", "n_detained_female")

pytestmark = pytest.mark.skipif(not (TABLE.exists() and SERIES.exists()), reason="the published table is not here")


@pytest.mark.parametrize("column", [*COLUMNS, "n_detained_convicted_criminal"])
def test_the_national_series_is_the_sum_of_the_facilities(column: str) -> None:
    with SERIES.open(encoding="utf-8") as file:
        series = {row["date"]: int(number) for row in csv.DictReader(file) if (number := row[f"ddp_{column}"])}
    table = ibis.duckdb.connect().read_parquet(TABLE)
    # Each day is an item, so that one tally gives the whole series: a row counts as many persons as it says.
    docket = ds.Docket("detained on a day", unit="event", classifications=(ds.Classification("date", [*series]),))
    snapshot = tally(table, docket, as_of="2026-03-10", columns={"date": "date"}, weight=column, source="Daily counts")
    counted = {
        leaf.name: figure.interval.lower
        for figure in snapshot.figures
        if len(leaves := figure.measure.leaves()) == 1 and (leaf := next(iter(leaves))).name
    }
    assert counted == series
    assert "888,699 rows" in snapshot.figures[0].source.locator


def test_one_day_is_a_snapshot_of_its_own() -> None:
    table = ibis.duckdb.connect().read_parquet(TABLE)
    day = table.filter(table.date == ibis.date("2024-07-21"))
    docket = ds.Docket("in detention")
    snapshot = tally(day, docket, as_of="2024-07-21", weight="n_detained_at_midnight")
    assert ds.Evidence(snapshot).bound(docket.everyone).interval == ds.Interval(36_850, 36_850)
