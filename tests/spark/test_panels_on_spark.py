"""Panels on Spark: the executors answer as this process does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import docketstats as ds
from docketstats.adapters.panels import Panel, PanelOutcome, bound_panel

COURT = ds.Docket("court", unit="case")
ALL = COURT.everyone
A, B, C = (COURT.population(name) for name in "abc")
COLUMNS: dict[str, Any] = {"all": ALL, "a": A, "b": B, "pair": ds.count(A & B) + ds.count(B & C)}
WORDS = [None, "<11", "7", "at least 3", "1 to 4"]
ROWS = [
    {
        "county": f"county {number // 3}",
        "month": None if number % 3 == 2 else number % 3,
        "all": None if number % 4 == 3 else 20 + number % 7,
        "a": number % 9,
        "b": WORDS[number % 5],
        "pair": number % 6 if number % 2 else None,
    }
    for number in range(60)
]
KINDS = pa.schema(
    [("county", pa.string()), ("month", pa.int64())] + [(n, pa.string() if n == "b" else pa.int64()) for n in COLUMNS]
)
QUESTIONS = [ds.count(A & B), ds.share(A, among=ALL), ds.share(A & B, among=A) + ds.share(C, among=ALL)]


def order(panel: Panel) -> list[Any]:
    return sorted(panel.rows, key=lambda row: [(one is None, one or 0) for one in row.group])


@pytest.mark.parametrize("question", QUESTIONS, ids=repr)
def test_spark_gives_the_same_panel(session: Any, connection: Any, question: Any) -> None:
    given: dict[str, Any] = {"by": ["county", "month"], "columns": COLUMNS, "as_of": "2024-09-30"}
    here = bound_panel(ROWS, question, **given)
    frame = session.createDataFrame(pa.Table.from_pylist(ROWS, schema=KINDS))
    frame.createOrReplaceTempView("figures")
    for table in (frame, connection.table("figures")):
        there = bound_panel(table, question, **given)
        assert list(there.rows) == order(here)
        assert there.readings == here.readings
        assert (there.question, there.by, there.whole) == (here.question, here.by, here.whole)
        assert there.to_pandas().equals(
            here.to_pandas().sort_values(["county", "month"], ignore_index=True).astype(there.to_pandas().dtypes)
        )
    assert {PanelOutcome.BOUNDED} <= {row.outcome for row in here}


def test_one_group_is_fetched_for_its_proof(session: Any) -> None:
    frame = session.createDataFrame(pa.Table.from_pylist(ROWS, schema=KINDS))
    panel = bound_panel(frame, ds.count(A & B), by=["county", "month"], columns=COLUMNS)
    groups = [("county 1", 0), ("county 1", None)]
    assert panel.check(groups)
    here = bound_panel(ROWS, ds.count(A & B), by=["county", "month"], columns=COLUMNS)
    for group in groups:
        assert panel.evidence(*group).all_figures == here.evidence(*group).all_figures


def test_long_form_on_spark(session: Any) -> None:
    rows = [
        {"place": number, "of": of, "value": str(number + more), "by": by}
        for number in range(12)
        for of, more, by in (("everyone", 30, "Agency"), ("a", 9, "Agency"), ("a", number % 4 + 8, "Press"))
        if (number + more) % 5
    ]
    given: dict[str, Any] = {
        "by": "place", "measure_column": "of", "source_column": "by", "columns": {"everyone": ALL, "a": A},
    }  # fmt: skip
    here = bound_panel(rows, ds.count(ALL - A), **given)
    there = bound_panel(session.createDataFrame(pa.Table.from_pylist(rows)), ds.count(ALL - A), **given)
    assert there.rows == here.rows
    assert sorted(map(str, there.readings)) == sorted(map(str, here.readings))


def test_groups_without_a_name_are_one_group(session: Any) -> None:
    said = ((None, "a", 3), (" \u00a0", "all", 8), *((f"place {n}", "a", n) for n in range(20)))
    rows = [{"place": place, "of": of, "value": value} for place, of, value in said]
    given: dict[str, Any] = {"by": "place", "measure_column": "of", "columns": {"all": ALL, "a": A}}
    panel = bound_panel(session.createDataFrame(pa.Table.from_pylist(rows)), ds.count(ALL - A), **given)
    assert len(panel) == 21
    assert panel[None].interval == ds.Interval(5, 5)
    assert panel.check([(None,)])
    held: Any = panel._values
    fetched = []

    def read(part: Any) -> Any:
        fetched.append(part.num_rows)
        return held.args[0](part)

    held.func(read, (None,))
    held.func(read, ("place 3",))
    assert fetched == [2, 1]  # and no rows of other groups


def test_no_groups(session: Any) -> None:
    frame = session.createDataFrame(pa.Table.from_pylist([], schema=KINDS))
    panel = bound_panel(frame, ds.count(A), by=["county", "month"], columns=COLUMNS)
    assert (len(panel), panel.readings[0].rules) == (0, ())


def problems(table: Any, question: Any = A, **given: Any) -> str:
    with pytest.raises(ds.DocketStatsError) as caught:
        bound_panel(table, question, **{"by": "g", "columns": {"a": A}, **given})
    assert caught.value.__cause__ is None
    assert "Traceback" not in str(caught.value)
    assert "org.apache" not in str(caught.value)
    return str(caught.value)


def test_what_is_wrong_is_told_as_it_is_here(session: Any) -> None:
    def both(rows: list[dict[str, Any]], **given: Any) -> str:
        frame = session.createDataFrame(pa.Table.from_pylist(rows))
        told = problems(frame, **given)
        assert told == problems(rows, **given)
        return told

    assert "group has 2 rows" in both([{"g": 1, "a": 1}, {"g": 1, "a": 1}])
    assert "no column 'a'" in both([{"g": 1, "b": 1}])
    assert "0.5 is a float" in both([{"g": 1, "a": 0.5}, {"g": 2, "a": 1.0}])
    assert "column 'a'" in both([{"g": 1, "a": "some persons"}])
    assert "a list, which names no group" in both([{"g": [1], "a": 1}])
    assert "column 'x'" in both([{"g": 1, "of": "x", "value": 1}], measure_column="of", columns=None)
    told = problems(session.createDataFrame(pa.table({"g": list(range(30)), "a": [0.5] * 30})))
    assert "30 problems" in told
    assert "and 20 more" in told


def test_a_part_that_cannot_be_read_is_named(session: Any, tmp_path: Path) -> None:
    session.createDataFrame(pa.table({"g": [1], "a": [1]})).write.parquet(str(tmp_path / "parts"))
    frame = session.read.parquet(str(tmp_path / "parts"))
    (part,) = (tmp_path / "parts").glob("*.parquet")
    part.write_bytes(b"PAR1" + b"\xff" * 200)
    (part.parent / f".{part.name}.crc").unlink()
    assert part.name in problems(frame)
