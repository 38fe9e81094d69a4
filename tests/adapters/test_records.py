"""Records to snapshots: counts equal those by hand in pandas, whatever is missing, coarse, repeated or crossing dates.

All records here are made up.
"""

import datetime
import itertools
from collections import Counter
from pathlib import Path
from typing import Any

import ibis
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import docketstats as ds
from docketstats.adapters.records import Codes, tally, tally_over
from docketstats.adapters.records.made_up import COLUMNS, DOCKET, made_up

STAGES = ds.Classification("stage", ("open", "closed", "appealed"))
LEVELS = ds.Classification("level", ("low", "high"))
COURT = ds.Docket("court", unit="case", classifications=(STAGES, LEVELS))
STAGE = {"O": "open", "o": "open", "C": "closed", "A": "appealed", "C/A": ("closed", "appealed"), "?": None}
LEVEL = {"L": "low", "H": "high"}
MAPPING: dict[str, Any] = {"stage": STAGE, "level": LEVEL, "old": COURT.population("old")}
DAY = "2024-09-30"
ITEMS = {"stage": [i.code for i in STAGES.items], "level": ["low", "high"], "old": ["old", "not old"]}

rows = st.fixed_dictionaries(
    {
        "stage": st.sampled_from([*STAGE, None]),
        "level": st.sampled_from([*LEVEL, None]),
        "old": st.sampled_from([True, False, None]),
        "id": st.integers(0, 4),
        "when": st.integers(0, 2),
    }
)
tables = st.lists(rows, min_size=1, max_size=12)


def frame(some: list[dict[str, Any]]) -> pd.DataFrame:
    table = pd.DataFrame(some).astype(dict.fromkeys(("stage", "level", "old"), object))
    return table.where(table.notna(), None)


def items(column: str, value: Any) -> set[str]:
    """The items that a value may be, by hand."""
    if value is None or value == "?":
        return set(ITEMS[column])
    if column == "old":
        return {"old"} if value else {"not old"}
    found = (STAGE if column == "stage" else LEVEL)[value]
    return {found} if isinstance(found, str) else set(found)


def population(column: str, item: str) -> ds.Population:
    old = COURT.population("old")
    return {"old": old, "not old": ~old}[item] if column == "old" else COURT[item]


def bounds(units: list[dict[str, set[str]]], wanted: dict[str, str]) -> tuple[int, int]:
    """How many units are certainly, and how many possibly, in an item of each column, by hand."""
    sure = sum(all(unit[column] == {item} for column, item in wanted.items()) for unit in units)
    possible = sum(all(item in unit[column] for column, item in wanted.items()) for unit in units)
    return sure, possible


def ends(evidence: ds.Evidence, wanted: dict[str, str], *, sharp: bool = True) -> tuple[Any, Any]:
    asked = [population(column, item) for column, item in wanted.items()]
    whole = asked[0]
    for one in asked[1:]:
        whole &= one
    found = evidence.bound(whole)
    assert not sharp or found.sharpness is ds.Sharpness.SHARP
    return found.interval.lower, found.interval.upper


def questions() -> list[dict[str, str]]:
    single = [{column: item} for column in ITEMS for item in ITEMS[column]]
    pairs = [{"stage": "open", "level": "high"}, {"stage": "closed", "old": "old"}]
    return [*single, *pairs, {"stage": "appealed", "level": "low", "old": "not old"}]


@settings(deadline=None, max_examples=15)
@given(tables)
def test_bounds_are_those_of_the_records_by_hand(some: list[dict[str, Any]]) -> None:
    evidence = ds.Evidence(tally(frame(some), COURT, as_of=DAY, columns=MAPPING))
    assert not evidence.conflicts()
    units = [{column: items(column, row[column]) for column in ITEMS} for row in some]
    assert ends(evidence, {"stage": "open"})[0] <= evidence.bound(COURT.everyone).interval.upper == len(some)
    for wanted in questions():
        assert ends(evidence, wanted) == bounds(units, wanted)


def recorded_name(column: str, value: Any) -> str:
    shown = str(value).lower() if isinstance(value, bool) else value
    return f"{column} not recorded" if value is None else f"{column} recorded as {shown}"


@settings(deadline=None, max_examples=15)
@given(tables)
def test_each_code_and_each_combination_has_its_exact_count(some: list[dict[str, Any]]) -> None:
    some = [*some, {"stage": None, "level": None, "old": None, "id": 9, "when": 0}]  # no column is complete
    snapshot = tally(frame(some), COURT, as_of=DAY, columns=MAPPING)
    told = {figure.measure: figure.interval for figure in snapshot.figures}
    names = [[recorded_name(column, row[column]) for column in ITEMS] for row in some]
    for name, number in Counter(itertools.chain(*names)).items():
        assert told[ds.count(COURT.population(name))] == ds.Interval(number, number)
    for cell, number in Counter(map(tuple, names)).items():
        a, b, c = map(COURT.population, cell)
        assert told[ds.count(a & b & c)] == ds.Interval(number, number)


def settled(group: pd.DataFrame, column: str, rule: str) -> set[str]:
    """What a unit may be by the values of its rows, by hand."""
    if rule == "latest":
        group = group[group["when"] == group["when"].max()]
    values = [value for value in group[column] if value is not None]
    meanings = {frozenset(items(column, value)) if value != "?" else value for value in values}
    if rule == "any":
        if column == "old":
            return {"old"} if True in values else items(column, None) if None in [*group[column]] else {"not old"}
        told = [items(column, value) for value in values if value != "?"]
        if not told:
            return items(column, None)
        if all(one & other for one, other in itertools.combinations(told, 2)):
            return set.intersection(*told)  # they do not exclude each other, so all hold
        return set.union(*told)
    return items(column, values[0]) if len(meanings) == 1 else items(column, None)


@settings(deadline=None, max_examples=15)
@given(tables, st.sampled_from(["any", "latest", "unknown"]))
def test_units_with_several_rows_are_counted_once(some: list[dict[str, Any]], rule: Any) -> None:
    table = frame(some)
    latest = "when" if rule == "latest" else None
    snapshot = tally(table, COURT, as_of=DAY, columns=MAPPING, unit_id="id", conflicts=rule, latest_by=latest)
    evidence = ds.Evidence(snapshot)
    assert not evidence.conflicts()
    groups = [group for _, group in table.groupby("id")]
    assert evidence.bound(COURT.everyone).interval == ds.Interval(len(groups), len(groups))
    units = [{column: settled(group, column, rule) for column in ITEMS} for group in groups]
    for wanted in questions():
        if rule != "any" or len(wanted) == 1:  # sets that overlap in three columns are much work
            assert ends(evidence, wanted, sharp=rule != "any") == bounds(units, wanted)
    if rule == "any":  # each set holds the units of which some row says so
        for value in set(table["level"].dropna()):
            name = COURT.population(f"level recorded as {value}")
            number = table[table["level"] == value]["id"].nunique()
            if any(name.term.leaves <= one.measure.leaves() for one in snapshot.figures):
                assert evidence.bound(name).interval == ds.Interval(number, number)


def in_conflict(table: pd.DataFrame, column: str) -> int:
    found = 0
    for _, group in table.groupby("id"):
        values = {value for value in group[column] if value is not None}
        found += len({frozenset(items(column, value)) if value != "?" else value for value in values}) > 1
    return found


@settings(deadline=None, max_examples=15)
@given(tables)
def test_units_in_conflict_are_refused_or_reported(some: list[dict[str, Any]]) -> None:
    table = frame(some)
    number = in_conflict(table, "level")
    given: dict[str, Any] = {"as_of": DAY, "columns": {"level": LEVEL}, "unit_id": "id"}
    if number:
        with pytest.raises(ds.DocumentError, match=f"level recorded as H and level recorded as L .units: {number}"):
            tally(table, COURT, **given)
    else:
        assert tally(table, COURT, **given).figures
    for rule, name in (("unknown", "level recorded in conflict"), ("latest", "level recorded in several ways")):
        latest = "when" if rule == "latest" else None
        snapshot = tally(table, COURT, **given, conflicts=rule, latest_by=latest)
        reported = [one for one in snapshot.figures if one.measure == ds.count(COURT.population(name))]
        assert sum(one.interval.lower for one in reported) == number


def test_by_any_rule_two_spellings_of_a_code_are_one_set() -> None:
    rows = pd.DataFrame({"case": [1, 1, 2, 3], "stage": ["O", "o", "O", "?"]})
    mapping = {"stage": {"O": "open", "o": "open"}}
    snapshot = tally(rows[:3], COURT, as_of=DAY, columns=mapping, unit_id="case", conflicts="any")
    assert ends(ds.Evidence(snapshot), {"stage": "open"}) == (2, 2)
    told = tally(rows, COURT, as_of=DAY, columns={"stage": STAGE}, unit_id="case", conflicts="any")
    assert ends(ds.Evidence(told), {"stage": "open"}) == (2, 3)


@pytest.mark.parametrize(
    ("said", "sure"), [(("O", "?"), "open"), (("C/A", "A", "?"), "appealed"), (("O", None), "open")]
)
@pytest.mark.parametrize("more", [(), ("O", "C")])  # rows of another case that exclude each other
def test_by_any_rule_a_code_that_says_nothing_takes_nothing_away(said: Any, sure: str, more: Any) -> None:
    rows = pd.DataFrame({"case": [1] * len(said) + [2] * len(more), "stage": [*said, *more]})
    snapshot = tally(rows, COURT, as_of=DAY, columns={"stage": STAGE}, unit_id="case", conflicts="any")
    least, most = ends(ds.Evidence(snapshot), {"stage": sure})
    assert least == 1
    assert most == 1 + (sure in ("open", "closed") and bool(more))


def test_by_any_rule_named_sets_are_who_has_a_row_that_says_so() -> None:
    court = ds.Docket("court")
    a, b = court.population("fraud"), court.population("theft")
    rows = pd.DataFrame({"person": [1, 1, 2, 3], "charge": ["f", "t", "t", "f"]})
    snapshot = tally(rows, court, as_of=DAY, columns={"charge": {"f": a, "t": b}}, unit_id="person", conflicts="any")
    evidence = ds.Evidence(snapshot)
    assert [evidence.bound(one).interval.lower for one in (a, b, a & b, a - b, a | b)] == [2, 2, 1, 1, 3]
    assert all(evidence.bound(one).interval.is_point for one in (a, b, a & b, a - b, a | b))


@settings(deadline=None, max_examples=15)
@given(st.lists(st.tuples(rows, st.integers(1, 3)), min_size=1, max_size=6))
def test_duplicates_that_nothing_identifies_give_an_interval(some: list[tuple[dict[str, Any], int]]) -> None:
    """Units are written down once or more often, each row true of its unit but with gaps of its own."""
    truths = [{column: min(items(column, row[column])) for column in ITEMS} for row, _ in some]
    records = []
    for (row, times), _ in zip(some, truths, strict=True):
        records += [row | ({"level": None} if again % 2 else {}) for again in range(times)]
    evidence = ds.Evidence(tally(frame(records), COURT, as_of=DAY, columns=MAPPING, duplicates=True))
    whole = evidence.bound(COURT.everyone).interval
    assert 1 <= whole.lower <= len(some) <= whole.upper == len(records)
    for wanted in questions():
        true = sum(all(truth[column] == item for column, item in wanted.items()) for truth in truths)
        least, most = ends(evidence, wanted, sharp=False)
        assert least <= true <= most


days = st.dates(datetime.date(2024, 1, 1), datetime.date(2024, 3, 1))
stays = st.lists(
    st.tuples(days, st.one_of(st.none(), st.integers(0, 40)), st.sampled_from([*LEVEL, None]), st.integers(0, 3)),
    min_size=1,
    max_size=10,
)
DATES = [datetime.date(2024, 1, 10), datetime.date(2024, 1, 31), datetime.date(2024, 2, 1), datetime.date(2024, 2, 29)]


def stays_frame(some: list[Any]) -> pd.DataFrame:
    ends = [None if long is None else day + datetime.timedelta(days=long) for day, long, _, _ in some]
    made = {"start": [one[0] for one in some], "end": ends, "level": [one[2] for one in some]}
    table = pd.DataFrame(made | {"id": [one[3] for one in some]}, dtype=object)
    return table.where(table.notna(), None)


def held(table: pd.DataFrame, day: datetime.date) -> pd.DataFrame:
    return table[[s <= day and (e is None or e > day) for s, e in zip(table["start"], table["end"], strict=True)]]


@settings(deadline=None, max_examples=15)
@given(stays)
def test_stocks_and_flows_at_many_dates_are_those_of_each_alone(some: list[Any]) -> None:
    table = stays_frame(some)
    counts = {"start": "start", "end": "end", "columns": {"level": LEVEL}}
    found = tally_over(arrow(table), COURT, dates=reversed(DATES), **counts)
    assert [one.as_of.start for one in found.snapshots] == DATES
    assert not found.evidence.conflicts()
    for day in DATES:
        stock = held(table, day)
        assert found.evidence.bound(ds.count(COURT.everyone, at=day)).interval.lower == len(stock)
        alone = ds.Evidence(tally(arrow(table), COURT, as_of=day, **counts))
        for item, code in (("low", "L"), ("high", "H")):
            interval = found.evidence.bound(ds.count(COURT[item], at=day)).interval
            certain, missing = int((stock["level"] == code).sum()), int(stock["level"].isna().sum())
            assert interval == ds.Interval(certain, certain + missing)
            assert alone.bound(ds.count(COURT[item], at=day)).interval == interval
    for since, until in itertools.pairwise(DATES):
        came = sum(since < day <= until for day in table["start"])
        went = sum(day is not None and since < day <= until for day in table["end"])
        for flow, number in ((ds.entries, came), (ds.exits, went)):
            asked = flow(COURT.everyone, since=since, until=until)
            assert found.evidence.bound(asked).interval == ds.Interval(number, number)


def arrow(table: pd.DataFrame) -> Any:
    kinds = [("start", pa.date32()), ("end", pa.date32()), ("level", pa.string()), ("id", pa.int64())]
    return pa.Table.from_pandas(table, schema=pa.schema(kinds), preserve_index=False)


def present(group: pd.DataFrame, day: datetime.date) -> bool:
    return len(held(group, day)) > 0


@settings(deadline=None, max_examples=20)
@given(stays, st.sampled_from(["any", "latest", "unknown"]))
def test_persons_with_several_stays_are_counted_once_at_each_date(some: list[Any], rule: Any) -> None:
    table = stays_frame(some)
    latest = "start" if rule == "latest" else None
    found = tally_over(
        arrow(table),
        COURT,
        dates=DATES,
        start="start",
        end="end",
        columns={"level": LEVEL},
        unit_id="id",
        conflicts=rule,
        latest_by=latest,
    )
    for day in DATES:
        groups = [group.assign(when=group["start"]) for _, group in held(table, day).groupby("id")]
        evidence = ds.Evidence(*[one for one in found.snapshots if one.as_of.start == day])
        assert evidence.bound(COURT.everyone).interval == ds.Interval(len(groups), len(groups))
        units = [{"level": settled(group, "level", rule)} for group in groups]
        for item in ("low", "high"):
            interval = evidence.bound(COURT[item]).interval
            assert (interval.lower, interval.upper) == bounds(units, {"level": item})
    one_day = datetime.timedelta(days=1)
    flows = {one.measure: one.interval.lower for one in found.flows}
    for since, until in itertools.pairwise(DATES):
        came = went = 0
        for _, group in table.groupby("id"):
            group = group[[e is None or e > s for s, e in zip(group["start"], group["end"], strict=True)]]
            day = since
            while day < until:
                came += present(group, day + one_day) and not present(group, day)
                went += present(group, day) and not present(group, day + one_day)
                day += one_day
        if all(e is None or e > s for s, e in zip(table["start"], table["end"], strict=True)):
            assert flows[ds.entries(COURT.everyone, since=since, until=until)] == came
            assert flows[ds.exits(COURT.everyone, since=since, until=until)] == went
    assert not found.evidence.conflicts()


def test_all_kinds_of_tables_and_files_give_one_snapshot(tmp_path: Path) -> None:
    made = made_up(500, seed=3).to_pyarrow()
    half = made.num_rows // 2
    for kind in ("parquet", "csv"):
        (tmp_path / kind).mkdir()
        for number, part in enumerate((made.slice(0, half), made.slice(half))):
            connection = ibis.duckdb.connect()
            getattr(connection, f"to_{kind}")(ibis.memtable(part), tmp_path / kind / f"part{number}.{kind}")
    tables = [
        made,
        made.to_pandas(),
        pl.from_arrow(made),
        ibis.memtable(made),
        str(tmp_path / "parquet" / "*.parquet"),
        tmp_path / "parquet",
        tmp_path / "csv" / "part*.csv",
    ]
    for more in ({}, {"start": "book_in", "end": "release"}):
        one, *others = (
            tally(table, DOCKET, as_of="2022-06-30", columns=COLUMNS, source="Made up", **more) for table in tables
        )
        for other in others:
            assert [(f.measure, f.interval) for f in other.figures] == [(f.measure, f.interval) for f in one.figures]
        assert one.figures[0].interval.lower > 0


def test_the_source_says_what_was_counted(tmp_path: Path) -> None:
    path = tmp_path / "cases.csv"
    path.write_text("stage\nopen\nclosed\n", "utf-8")
    told = [tally(path, COURT, as_of=DAY, columns={"stage": "stage"}, counted="2024-10-01") for _ in range(2)]
    assert told[0] == told[1]
    source = told[0].figures[0].source
    assert source.title == "cases.csv"
    assert "2 rows, counted on 2024-10-01" in source.locator
    assert "SHA-256" in source.locator
    assert 'FROM "cases.csv"' in source.locator
    mine = ds.Source("Register", publisher="A court", locator="table of cases")
    source = tally(path, COURT, as_of=DAY, columns={"stage": "stage"}, source=mine).figures[0].source
    assert str(source).startswith("A court, Register, table of cases; 2 rows")


def test_complete_columns_are_counted_as_the_items_themselves() -> None:
    table = pa.table({"stage": ["O", "o", "C"], "level": ["L", "L", "H"]})
    snapshot = tally(table, COURT, as_of=DAY, columns={"stage": STAGE, "level": LEVEL})
    told = {one.measure: one.interval.lower for one in snapshot.figures}
    assert told[ds.count(COURT["open"])] == 2
    assert told[ds.count(COURT["open"] & COURT["low"])] == 2
    assert told[ds.count(COURT["closed"] & COURT["high"])] == 1
    assert ds.Evidence(snapshot).bound(COURT["appealed"]).interval == ds.Interval(0, 0)


def test_columns_can_be_computed_and_others_taken_as_unknown() -> None:
    table = pa.table({"days": [3, 400, None], "stage": ["O", "strange", "C"]})
    old = COURT.population("old")
    columns = {"age": Codes(old, column=lambda t: t.days > 365), "stage": Codes(STAGE, others="unknown")}
    evidence = ds.Evidence(tally(table, COURT, as_of=DAY, columns=columns))
    assert evidence.bound(old).interval == ds.Interval(1, 2)
    assert evidence.bound(COURT["open"]).interval == ds.Interval(1, 2)
    assert evidence.bound(COURT.population("stage recorded otherwise")).interval == ds.Interval(1, 1)


def test_weights_are_summed() -> None:
    table = pa.table({"place": ["a", "a", "b"], "n": [3, 4, 5]})
    docket = ds.Docket("beds", classifications=(ds.Classification("place", ("a", "b")),))
    evidence = ds.Evidence(tally(table, docket, as_of=DAY, columns={"place": "place"}, weight="n"))
    assert [evidence.bound(docket[one]).interval.lower for one in "ab"] == [7, 5]
    assert evidence.bound(docket.everyone).interval == ds.Interval(12, 12)
    with pytest.raises(ds.DocumentError, match="column 'n': 2 rows have no whole number of units"):
        tally(pa.table({"n": [3, None, -5]}), docket, as_of=DAY, weight="n")
    with pytest.raises(ds.DocumentError, match="1 rows have no whole number"):
        tally(pa.table({"n": [3, 2.5]}), docket, as_of=DAY, weight="n")
    with pytest.raises(ds.DocumentError, match="2 rows have no whole number"):
        tally(pa.table({"n": ["3", "2.5", "x"]}), docket, as_of=DAY, weight="n")
    with pytest.raises(ds.DocumentError, match="2 rows have no whole number"):
        tally(pa.table({"n": [3, float("nan"), float("inf")]}), docket, as_of=DAY, weight="n")


def test_an_empty_table_counts_nobody() -> None:
    table = pa.table({"stage": pa.array([], pa.string())})
    evidence = ds.Evidence(tally(table, COURT, as_of=DAY, columns={"stage": "stage"}))
    assert evidence.bound(COURT["open"]).interval == ds.Interval(0, 0)


def test_more_codes_than_bits_of_a_number_are_told_apart() -> None:
    many = ds.Docket("many", classifications=(ds.Classification("kind", [f"k{n}" for n in range(150)]),))
    table = pa.table({"id": [*range(150), 3], "kind": [f"k{n}" for n in range(150)] + [None]})
    snapshot = tally(table, many, as_of=DAY, columns={"kind": "kind"}, unit_id="id")
    told = {one.measure: one.interval.lower for one in snapshot.figures}
    assert told[ds.count(many.everyone)] == 150
    assert all(told[ds.count(many[f"k{n}"])] == 1 for n in range(150))


# -- what cannot be counted -------------------------------------------------------------------------------------------


def test_unknown_codes_are_listed_with_their_counts() -> None:
    table = pa.table({"stage": ["O", "X", "X", "Y"], "level": ["L", "L", "M", None], "id": [1, 2, 3, 4]})
    for more in ({}, {"unit_id": "id"}):
        with pytest.raises(ds.DocumentError) as caught:
            tally(table, COURT, as_of=DAY, columns={"stage": STAGE, "level": LEVEL}, **more)
        assert "column 'stage': no meaning is given to 'X' (2 rows), 'Y' (1 rows)" in str(caught.value)
        assert "column 'level': no meaning is given to 'M' (1 rows)" in str(caught.value)


def test_a_float_that_is_no_number_is_a_value_that_is_missing() -> None:
    table = pa.table({"level": [1.0, 2.0, float("nan")]})
    snapshot = tally(table, COURT, as_of=DAY, columns={"level": {"1": "low", "2": "high"}})
    assert ds.Evidence(snapshot).bound(COURT["low"]).interval == ds.Interval(1, 2)


@pytest.mark.parametrize("strange", [float("inf"), 1e300])
@pytest.mark.parametrize("more", [{}, {"unit_id": "id"}])
def test_numbers_that_are_no_whole_number_are_values_without_a_meaning(strange: float, more: dict[str, Any]) -> None:
    table = pa.table({"level": [1.0, 2.0, strange], "id": [1, 2, 3]})
    with pytest.raises(ds.DocumentError, match=r"column 'level': no meaning is given to .* \(1 rows\)"):
        tally(table, COURT, as_of=DAY, columns={"level": {1: "low", 2: "high"}}, **more)


def test_missing_columns_are_all_named() -> None:
    with pytest.raises(ds.DocumentError) as caught:
        tally(pa.table({"a": [1]}), COURT, as_of=DAY, columns={"stage": STAGE, "level": LEVEL}, unit_id="id")
    assert len(caught.value.problems) == 3
    assert all(name in str(caught.value) for name in ("'stage'", "'level'", "'id'", "it has 'a'"))


def test_a_mapping_that_does_not_fit_is_told_at_once() -> None:
    other = ds.Docket("other").population("x")
    columns: dict[str, Any] = {"stage": {"O": "opne"}, "level": "levle", "old": other, "b": {1: "open", "1": "closed"}}
    with pytest.raises(ds.DocumentError) as caught:
        tally(pa.table({"a": [1]}), COURT, as_of=DAY, columns=columns)
    assert len(caught.value.problems) == 4


def test_an_unreadable_part_is_named(tmp_path: Path) -> None:
    connection = ibis.duckdb.connect()
    for number in range(3):
        connection.to_parquet(made_up(50_000, seed=number), tmp_path / f"part{number}.parquet")
    bad = tmp_path / "part1.parquet"
    whole = bad.read_bytes()
    bad.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ds.DocumentError, match=r"part1\.parquet: it cannot be read"):
        tally(tmp_path / "*.parquet", DOCKET, as_of=DAY, columns=COLUMNS)
    # Here only the values are damaged, which shows when they are read.
    footer = 8 + int.from_bytes(whole[-8:-4], "little")
    bad.write_bytes(whole[:4] + b"\xff" * (len(whole) - 4 - footer) + whole[-footer:])
    with pytest.raises(ds.DocumentError, match=r"part1\.parquet"):
        tally(tmp_path / "*.parquet", DOCKET, as_of=DAY, columns=COLUMNS)


def test_a_changed_schema_is_named(tmp_path: Path) -> None:
    connection = ibis.duckdb.connect()
    connection.to_parquet(ibis.memtable(pa.table({"stage": ["O"], "n": [1]})), tmp_path / "a.parquet")
    connection.to_parquet(ibis.memtable(pa.table({"stage": ["O"], "n": ["1"]})), tmp_path / "b.parquet")
    connection.to_parquet(ibis.memtable(pa.table({"stagee": ["O"], "n": [1]})), tmp_path / "c.parquet")
    with pytest.raises(ds.DocumentError) as caught:
        tally(tmp_path, COURT, as_of=DAY, columns={"stage": STAGE})
    assert "b.parquet: column 'n' is string, in the first file int64" in str(caught.value)
    assert "c.parquet: column 'stage' of the first file is missing" in str(caught.value)


@pytest.mark.parametrize("line", ["O,L,extra", "O"])
def test_a_bad_row_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "good.csv").write_text("stage,level\n" + "O,L\n" * 5_000, "utf-8")
    (tmp_path / "wrong.csv").write_text("stage,level\n" + "O,L\n" * 5_000 + f"{line}\n" + "O,L\n" * 10, "utf-8")
    with pytest.raises(ds.DocumentError) as caught:
        tally(tmp_path / "*.csv", COURT, as_of=DAY, columns={"stage": STAGE, "level": LEVEL})
    assert "wrong.csv" in str(caught.value)
    assert "5002" in str(caught.value)


def test_rows_that_are_no_stay_or_nobodys_are_told_together() -> None:
    table = pa.table(
        {
            "in": ["2024-01-05", "2024-01-05", None, "5 Jan", "2024-01-01"],
            "out": ["2024-01-04", "soon", None, None, "2024-02-01"],
            "id": [1, 2, 3, 4, None],
        }
    )
    for more, told in (({}, []), ({"unit_id": "id"}, ["column 'id': 1 rows identify no unit"])):
        with pytest.raises(ds.DocumentError) as caught:
            tally_over(table, COURT, dates=DATES, start="in", end="out", **more)
        assert caught.value.problems[-1].startswith("columns 'in' and 'out': 4 rows are no stay, such as ")
        assert [*caught.value.problems[:-1]] == told


def test_columns_with_too_many_values_are_refused() -> None:
    table = pa.table({"id": list(range(100_100))})
    with pytest.raises(ds.ModelError, match="more than 100,000 combinations"):
        tally(table, COURT, as_of=DAY, columns={"id": Codes({}, others="unknown")})


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"conflicts": "first"}, "no rule 'first'"),
        ({"conflicts": "any"}, "give unit_id too"),
        ({"conflicts": "latest", "unit_id": "id"}, "latest_by"),
        ({"unit_id": "id", "duplicates": True}, "tells duplicates apart"),
        ({"unit_id": "id", "weight": "id"}, "are counts"),
        ({"start": "id"}, "a start and an end"),
    ],
)
def test_arguments_that_do_not_fit_together(given: dict[str, Any], says: str) -> None:
    with pytest.raises(ds.ModelError, match=says):
        tally(pa.table({"id": [1]}), COURT, as_of=DAY, **given)


def test_no_such_file_and_no_table(tmp_path: Path) -> None:
    with pytest.raises(ds.DocumentError, match="no such file"):
        tally(tmp_path / "none.parquet", COURT, as_of=DAY)
    (tmp_path / "notes.txt").write_text("x", "utf-8")
    with pytest.raises(ds.DocumentError, match="all Parquet or all CSV"):
        tally(tmp_path / "notes.txt", COURT, as_of=DAY)
    with pytest.raises(ds.ModelError, match="int is no table"):
        tally(3, COURT, as_of=DAY)
    with pytest.raises(ds.DateError, match="2024-09"):
        tally_over(pa.table({"a": ["2024-01-01"]}), COURT, dates=["2024-09"], start="a", end="a")
