"""Records on Spark: the snapshots are those that DuckDB gives. All records here are made up."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import attrs
import ibis
import pyarrow as pa
import pyarrow.compute
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

import docketstats as ds
from docketstats.adapters.records import Codes, Tallies, tally, tally_over
from docketstats.adapters.records.made_up import COLUMNS, DOCKET, made_up

STAGES = ds.Classification("stage", ("open", "closed", "appealed"))
LEVELS = ds.Classification("level", ("low", "high"))
COURT = ds.Docket("court", unit="case", classifications=(STAGES, LEVELS))
STAGE = {"O": "open", "o": "open", "C": "closed", "A": "appealed", "C/A": ("closed", "appealed"), "?": None}
LEVEL = {"1": "low", "2": "high"}
MAPPING: dict[str, Any] = {
    "stage": Codes(STAGE, others="unknown"),
    "level": Codes(LEVEL, others="unknown"),
    "old": COURT.population("old"),
}
DATES = [datetime.date(2024, 1, 10), datetime.date(2024, 1, 31), datetime.date(2024, 2, 1), datetime.date(2024, 2, 29)]
WHEN = {"start": "start", "end": "end"}
KINDS = pa.schema(
    {
        "case": pa.int64(),
        "stage": pa.string(),
        "level": pa.float64(),
        "old": pa.bool_(),
        "id": pa.int64(),
        "start": pa.date32(),
        "end": pa.date32(),
        "n": pa.string(),
    }.items()
)
Count = Callable[[Any], Any]


def said(found: Any) -> list[Any]:
    """What a tally says in full, but for its source, which names the table."""
    snapshots = found.snapshots if isinstance(found, Tallies) else (found,)
    flows = found.flows if isinstance(found, Tallies) else ()
    return [
        *(attrs.evolve(one, figures=unsourced(one.figures)) for one in snapshots),
        *unsourced(flows),
    ]


def unsourced(figures: Iterable[ds.ReportedFigure]) -> list[ds.ReportedFigure]:
    return [attrs.evolve(one, source=ds.Source("A register")) for one in figures]


def same(count: Count, here: Any, there: Any) -> None:
    assert said(count(there)) == said(count(here))


days = st.dates(datetime.date(2024, 1, 1), datetime.date(2024, 3, 1))
rows = st.fixed_dictionaries(
    {
        "stage": st.sampled_from([*STAGE, None, "odd"]),
        "level": st.sampled_from([1.0, 2.0, 1.5, None, float("nan"), 1e300]),
        "old": st.sampled_from([True, False, None]),
        "id": st.integers(0, 4),
        "start": days,
        "long": st.one_of(st.none(), st.integers(0, 40)),
        "n": st.sampled_from(["0", "3", " 4 "]),
    }
)
TABLES = 5
"""The tables that are drawn as one: a job of Spark costs more than many rows."""


def table(some: list[list[dict[str, Any]]]) -> pa.Table:
    made = []
    for number, part in enumerate(some):
        for row in part:
            end = None if row["long"] is None else row["start"] + datetime.timedelta(days=row["long"])
            made.append({**row, "end": end, "case": number, "id": row["id"] + 10 * number})
    return pa.Table.from_pylist(made, schema=KINDS)


def stays(**more: Any) -> Count:
    columns = {"stage": MAPPING["stage"], "level": MAPPING["level"]}
    return lambda one: tally_over(one, COURT, dates=DATES, columns=columns, **WHEN, **more)


def units(**more: Any) -> Count:
    return lambda one: tally(one, COURT, as_of="2024-01-31", columns=MAPPING, unit_id="id", **more)


COUNTS: dict[str, Count] = {
    "rows": lambda one: tally(one, COURT, as_of="2024-09-30", columns=MAPPING),
    "duplicates": lambda one: tally(one, COURT, as_of="2024-09-30", columns=MAPPING, duplicates=True),
    "weights": lambda one: tally(one, COURT, as_of="2024-09-30", columns={"stage": MAPPING["stage"]}, weight="n"),
    "unknown": units(conflicts="unknown"),
    "latest": units(conflicts="latest", latest_by="start"),
    "at one date": units(conflicts="unknown", **WHEN),
    "stays": stays(),
    "persons": stays(unit_id="id", conflicts="unknown"),
    "latest stays": stays(unit_id="id", conflicts="latest", latest_by="start"),
}


@settings(deadline=None, max_examples=3, suppress_health_check=list(HealthCheck))
@drawn(st.lists(st.lists(rows, min_size=1, max_size=8), min_size=TABLES, max_size=TABLES))
def test_spark_counts_as_duckdb_does(on_spark: Count, some: list[list[dict[str, Any]]]) -> None:
    here = table(some)
    there = on_spark(here)
    for number in range(TABLES):
        count = list(COUNTS.values())[(number + len(here)) % len(COUNTS)]
        same(count, here.filter(pa.compute.equal(here["case"], number)), there.filter(there["case"] == number))


@pytest.mark.parametrize("name", COUNTS)
def test_each_way_of_counting(on_spark: Count, name: str) -> None:
    made = made_up(600, seed=7, persons=250).to_pyarrow()
    codes = {None: None, "DET": "O", "BOND": "C", "PAROLE": "A", "OSUP": "C/A", "ATD": "?", "ND": "odd"}
    here = pa.table(
        {
            "stage": [codes[one.as_py()] for one in made["status"]],
            "level": [{None: None, "CONV": 1.0, "PEND": 2.0}.get(one.as_py(), 1.5) for one in made["criminality"]],
            "old": [{None: None, "criminal": True}.get(one.as_py(), False) for one in made["reason"]],
            "id": made["person_id"],
            "start": [one.as_py().replace(year=2024, month=1 + one.as_py().month % 2) for one in made["book_in"]],
            "end": pa.array([None] * 600, pa.date32()),
            "n": ["2"] * 600,
        },
    )
    ends = [
        None if number % 7 == 0 else start.as_py() + datetime.timedelta(days=number % 30)
        for number, start in enumerate(here["start"])
    ]
    here = here.set_column(5, "end", pa.array(ends, pa.date32()))
    same(COUNTS[name], here, on_spark(here))


TEXTS = [
    "2024-01-05", "2024-1-3", " 2024-01-03 ", "\t2024-01-05", "2024-01-05 13:22:00", "2024-01-05T13:22:00Z",
    "2024-01-05 13:22:00+02", "2024/01/05", "2024", "2024-01", "2024-01-05 x", "20240105", "infinity", "epoch",
    "2024-02-30", "12024-01-01", "-2024-01-01", "2024-01-05 (BC)", "1500-02-29", "2024-01-1x", "2024 01 05", "",
]  # fmt: skip
WEIGHTS = ["3", " 5", "3.7", "1e3", "-5", "1_000", "0x10", "5.", "1,000", "", "99999999999999999999", "٣"]


def test_texts_are_days_and_numbers_alike(on_spark: Count) -> None:
    here = pa.table({"start": TEXTS, "end": pa.array([None] * len(TEXTS), pa.string())})
    told = []
    for one in (here, on_spark(here)):
        with pytest.raises(ds.DocumentError) as caught:
            tally_over(one, COURT, dates=DATES, **WHEN)
        told.append(caught.value.problems)
    assert told[0] == told[1]
    assert "14 rows are no stay" in told[0][0]
    good = here.slice(0, 8)
    same(lambda one: tally_over(one, COURT, dates=DATES, **WHEN), good, on_spark(good))
    for weights in (WEIGHTS, [3.0, 2.5, float("nan"), float("inf"), None, 1e300]):
        here = pa.table({"n": weights})
        for one in (here, on_spark(here)):
            wrong = 10 if weights is WEIGHTS else 5
            with pytest.raises(ds.DocumentError, match=f"column 'n': {wrong} rows have no whole number"):
                tally(one, COURT, as_of="2024", weight="n")


def test_times_are_days_alike(on_spark: Count) -> None:
    at = [datetime.datetime(2024, 1, 9, 23, 59, 59), datetime.datetime(2024, 1, 10), datetime.datetime(2024, 1, 31, 4)]
    for kind in (pa.timestamp("us"), pa.timestamp("us", "UTC")):
        here = pa.table({"start": pa.array(at, kind), "end": pa.array([None] * 3, kind)})
        same(lambda one: tally_over(one, COURT, dates=DATES, **WHEN), here, on_spark(here))


def test_files_on_a_connection_and_a_data_frame(session: Any, connection: Any, tmp_path: Path) -> None:
    duckdb = ibis.duckdb.connect()
    for kind in ("parquet", "csv"):
        (tmp_path / kind).mkdir()
        for number in range(2):
            getattr(duckdb, f"to_{kind}")(made_up(300, seed=number), tmp_path / kind / f"part{number}.{kind}")

    def count(one: Any, **more: Any) -> Any:
        given: dict[str, Any] = {"start": "book_in", "end": "release", "columns": COLUMNS}
        return tally(one, DOCKET, as_of="2022-06-30", source="Made up", **given, **more)

    here = count(tmp_path / "parquet")
    for there in ("parquet", "parquet/*.parquet", "csv/*.csv"):
        found = count(tmp_path / there, on=connection)
        assert said(found) == said(here)
        assert "600 rows" in found.figures[0].source.locator
    assert said(count(session.read.parquet(str(tmp_path / "parquet")))) == said(here)


def test_csv_is_read_alike(connection: Any, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text('\ufeffstage,level\n"O\nx",1\n"a ""b"" c",1\na\\,2\n,"x,y"\n"",1\n', "utf-8")
    court = ds.Docket("court")
    stage = {text: court.population(name) for text, name in (("O\nx", "p"), ('a "b" c', "q"), ("a\\", "r"))}
    columns = {"stage": stage, "level": {"1": court.population("s"), "2": None, "x,y": None}}
    here, there = (tally(path, court, as_of="2024", columns=columns, **more) for more in ({}, {"on": connection}))
    assert said(there) == said(here)


# -- what cannot be counted -------------------------------------------------------------------------------------------


def problems(table: Any, **given: Any) -> str:
    with pytest.raises(ds.DocumentError) as caught:
        tally(table, COURT, **{"as_of": "2024", "columns": {"stage": STAGE}, **given})
    assert caught.value.__cause__ is None
    assert not any(trace in str(caught.value) for trace in ("Traceback", "org.apache", "\tat "))
    return str(caught.value)


def test_wrong_rows_and_columns_are_named(on_spark: Count) -> None:
    there = on_spark(pa.table({"stage": ["O", "X", "X", "Y"], "id": [1, 2, 3, None]}))
    assert "no column 'stagee'" in problems(there, columns={"stagee": STAGE})
    assert "no meaning is given to 'X' (2 rows), 'Y' (1 rows)" in problems(there)
    assert "column 'id': 1 rows identify no unit" in problems(there, unit_id="id")


def test_an_unreadable_part_is_named(session: Any, connection: Any, tmp_path: Path) -> None:
    for number in range(3):
        ibis.duckdb.connect().to_parquet(made_up(5_000, seed=number), tmp_path / f"part{number}.parquet")
    bad = tmp_path / "part1.parquet"
    whole = bad.read_bytes()
    bad.write_bytes(whole[: len(whole) // 2])
    given: dict[str, Any] = {"columns": {"status": Codes(STAGE, others="unknown")}}
    assert "part1.parquet: it cannot be read" in problems(tmp_path, on=connection, **given)
    # Here only the values are damaged, which shows when they are read.
    footer = 8 + int.from_bytes(whole[-8:-4], "little")
    bad.write_bytes(whole[:4] + b"\xff" * (len(whole) - 4 - footer) + whole[-footer:])
    assert "part1.parquet" in problems(tmp_path, on=connection, **given)
    assert "part1.parquet" in problems(session.read.parquet(str(tmp_path)), **given)


@pytest.mark.parametrize("line", ["O,1,extra", "O", '"O'])
def test_a_bad_row_is_named(connection: Any, tmp_path: Path, line: str) -> None:
    (tmp_path / "good.csv").write_text("stage,level\n" + "O,1\n" * 50, "utf-8")
    (tmp_path / "wrong.csv").write_text("stage,level\n" + "O,1\n" * 50 + f"{line}\n" + "O,1\n" * 10, "utf-8")
    told = problems(tmp_path / "*.csv", on=connection)
    assert "wrong.csv" in told
    assert line in told
