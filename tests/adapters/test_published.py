"""Published tables as snapshots: what cells, marks, margins and blanks say, and what is told of a bad table."""

from __future__ import annotations

import csv
import datetime
import pickle
from collections.abc import Callable
from fractions import Fraction
from itertools import product
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import docketstats as ds
from docketstats.adapters.published import Layout

STAGES, AGES = ("open", "heard", "closed"), ("new", "old")
COURT = ds.Docket(
    "court",
    unit="case",
    classifications=(
        ds.Classification("stage", (ds.Item("open", "Open cases"), "heard", "closed")),
        ds.Classification("age", AGES),
    ),
)
TABLE = ds.Source("Annual tables", locator="table 3")
DAY = "2024-09-30"
LAYOUT = Layout(
    COURT, TABLE, columns={"Stage": "stage", "Age": "age"}, count="Cases", suppressed={"*": "1 to 10", "-": "0"}
)


def rows(*lines: tuple[object, ...], names: tuple[str, ...] = ("Stage", "Age", "Cases")) -> list[dict[str, object]]:
    return [dict(zip(names, line, strict=True)) for line in lines]


def said(snapshot: ds.Snapshot) -> dict[str, object]:
    return {repr(figure.measure).removeprefix("count(")[:-1]: figure.value for figure in snapshot.figures}


def spans(snapshot: ds.Snapshot) -> list[ds.Interval]:
    return [figure.interval for figure in snapshot.figures]


def test_cells_and_margins_keep_the_printed_words() -> None:
    table = rows(("open", "new", "1,234"), ("heard", "Total", "<11"), ("Total", "old", "12 (r)"), ("Total", "Total", 9))
    snapshot = LAYOUT.snapshot(table, as_of=DAY)
    assert said(snapshot) == {"open & new": "1,234", "heard": "<11", "old": "12 (r)", "everyone": 9}
    assert spans(snapshot)[1:] == [ds.Interval.less_than(11), ds.Interval(12, 12), ds.Interval(9, 9)]
    assert {figure.source for figure in snapshot.figures} == {TABLE}
    assert (snapshot.docket, str(snapshot.as_of)) == (COURT, DAY)


def test_labels_go_by_code_or_by_label_and_blanks_around_do_not_matter() -> None:
    assert said(LAYOUT.snapshot(rows((" Open cases ", "new ", " 5 ")), as_of=DAY)) == {"open & new": 5}


def test_marks_say_what_the_table_declares() -> None:
    snapshot = LAYOUT.snapshot(rows(("open", "new", "*"), ("open", "old", "-"), ("heard", "old", "(D)")), as_of=DAY)
    assert list(said(snapshot).values()) == ["1 to 10", "0", "(D)"]
    assert spans(snapshot) == [ds.Interval(1, 10), ds.Interval(0, 0), ds.Interval.entire()]


@pytest.mark.parametrize(
    ("mark", "meaning", "interval"),
    [
        ("<11", "1 to 10", ds.Interval(1, 10)),
        ("c", "1 to 4", ds.Interval(1, 4)),
        ("", "1 to 10", ds.Interval(1, 10)),
        ("", 0, ds.Interval(0, 0)),
        ("..", ds.Interval(0, 5), ds.Interval(0, 5)),
        ("5", "fewer than 8", ds.Interval.less_than(8)),
    ],
)
def test_what_a_mark_may_mean(mark: str, meaning: object, interval: ds.Interval) -> None:
    layout = Layout(COURT, TABLE, columns={"Stage": "stage"}, count="Cases", suppressed={mark: meaning})  # type: ignore[dict-item]
    table = rows(("open", mark), names=("Stage", "Cases"))
    (figure,) = layout.snapshot(table, as_of=DAY).figures
    assert figure.interval == interval
    assert not figure.note


def test_a_rule_of_the_table_is_read_literally_and_the_words_of_a_cell_are_not() -> None:
    for reading in (None, "press"):
        layout = Layout(
            COURT,
            TABLE,
            columns={"Stage": "stage"},
            count="Cases",
            suppressed={"<11": "fewer than 11", "<5": ds.Interval.at_most(5)},
            reading=reading,  # type: ignore[arg-type]
        )
        table = rows(("open", "<11"), ("heard", "fewer than 11"), ("closed", "<5"), names=("Stage", "Cases"))
        snapshot = layout.snapshot(table, as_of=DAY)
        assert spans(snapshot) == [ds.Interval.less_than(11), ds.Interval.at_most(11), ds.Interval.at_most(5)]


def test_a_legend_in_words_hides_no_exposure() -> None:
    layout = Layout(COURT, TABLE, columns={"Stage": "stage"}, count="Cases", suppressed={"<11": "fewer than 11"})
    table = rows(("open", 60), ("heard", "<11"), ("closed", "<11"), ("Total", 71), names=("Stage", "Cases"))
    # With 11 for both, none can be 0; read as 11 or fewer, nothing would be narrowed.
    found = ds.Evidence(layout.snapshot(table, as_of=DAY)).exposed(threshold=11)
    assert [(one.said, one.interval) for one in found] == [(ds.Interval(0, 10), ds.Interval(1, 10))] * 2


def test_a_mark_that_means_that_nothing_was_counted_is_no_figure() -> None:
    layout = Layout(COURT, TABLE, columns={"Stage": "stage"}, count="Cases", suppressed={"": None})
    table = rows(("open", None), ("heard", ""), ("closed", 0), names=("Stage", "Cases"))
    assert said(layout.snapshot(table, as_of=DAY)) == {"closed": 0}


def test_rounded_cells_are_intervals_and_words_and_marks_are_not_rounded() -> None:
    layout = Layout(COURT, TABLE, columns={"Stage": "stage"}, count="Cases", rounded_to=10, suppressed={"*": "1 to 4"})
    table = rows(("open", "1,230"), ("heard", "*"), ("closed", "<5"), ("Total", 1240), names=("Stage", "Cases"))
    open_, heard, closed, total = spans(layout.snapshot(table, as_of=DAY))
    assert open_ == ds.Interval(1225, 1235, upper_open=True)
    assert (heard, closed) == (ds.Interval(1, 4), ds.Interval.less_than(5))
    assert total == ds.Interval(1235, 1245, upper_open=True)


def test_counts_across_columns_and_named_populations() -> None:
    asylum = COURT.population("asylum")
    layout = Layout(
        COURT,
        TABLE,
        columns={"Kind": {"Asylum": asylum, "Other": ~asylum}},
        count={"New": COURT["new"], "Old": COURT["old"], "All": COURT.everyone},
        totals=("All kinds", "Sum"),
    )
    table = rows(("Asylum", 1, 2, 3), ("Other", 4, 5, 9), ("All kinds", 5, 7, 12), names=("Kind", "New", "Old", "All"))
    snapshot = layout.snapshot(table, as_of=DAY)
    assert said(snapshot) == {
        "asylum & new": 1, "asylum & old": 2, "asylum": 3,
        "~asylum & new": 4, "~asylum & old": 5, "~asylum": 9,
        "new": 5, "old": 7, "everyone": 12,
    }  # fmt: skip
    assert not ds.Evidence(snapshot).conflicts()
    assert ds.Evidence(snapshot).bound(asylum).interval == ds.Interval(3, 3)


def test_rows_are_summed_over_what_is_declared() -> None:
    layout = Layout(COURT, TABLE, columns={"Stage": "stage"}, count="Cases", summed_over=("Site",))
    names = ("Site", "Stage", "Cases")
    table = rows(("A", "open", 5), ("B", "open", "<3"), ("C", "open", "7"), ("A", "heard", 4), names=names)
    snapshot = layout.snapshot(table, as_of=DAY)
    assert said(snapshot) == {"open": ds.Interval(12, 14), "heard": 4}
    assert [figure.source.locator for figure in snapshot.figures] == ["table 3, summed over Site", "table 3"]
    table = rows(("A", "open", 5), ("B", "open", "*"), ("A", "heard", 4), ("B", "heard", 6), names=names)
    assert said(layout.snapshot(table, as_of=DAY)) == {"open": ds.Interval(5, float("inf")), "heard": 10}


def test_a_column_of_dates_makes_a_snapshot_of_each() -> None:
    layout = Layout(COURT, TABLE, columns={"Stage": "stage"}, count="Cases")
    table = rows(("2024-10", "open", 6), (DAY, "open", 5), (DAY, "heard", 4), names=("Month", "Stage", "Cases"))
    first, second = layout.snapshots(table, date="Month")
    assert (str(first.as_of), said(first)) == (DAY, {"open": 5, "heard": 4})
    assert (str(second.as_of), said(second)) == ("2024-10", {"open": 6})


CELL = st.tuples(st.integers(0, 5_000), st.sampled_from(["plain", "grouped", "marked"]))


@given(st.fixed_dictionaries(dict.fromkeys(product(STAGES, AGES), CELL)), st.booleans())
@settings(max_examples=40, deadline=None)
def test_a_table_in_a_file_reads_as_its_counts(
    tmp_path_factory: pytest.TempPathFactory, table: dict[tuple[str, str], tuple[int, str]], bom: bool
) -> None:
    ways = {"plain": "{}", "grouped": "{:,}", "marked": "{:,} (p)"}
    printed = {cell: "*" if 1 <= number <= 10 else ways[how].format(number) for cell, (number, how) in table.items()}
    path = tmp_path_factory.mktemp("tables") / "table.csv"
    with path.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Stage", "Age", "Cases", "Remark"])
        writer.writerows([stage, age, printed[stage, age], "two\nlines"] for stage, age in table)
        writer.writerow(["Total", "Total", sum(number for number, _ in table.values()), ""])
    snapshot = LAYOUT.snapshot(path, as_of=DAY)
    by_hand = {
        COURT[stage] & COURT[age]: ds.Interval(1, 10) if printed[stage, age] == "*" else ds.Interval(number, number)
        for (stage, age), (number, _) in table.items()
    }
    found = dict(zip([figure.measure for figure in snapshot.figures], spans(snapshot), strict=True))
    total = sum(number for number, _ in table.values())
    assert found == {
        **{ds.count(k): v for k, v in by_hand.items()},
        ds.count(COURT.everyone): ds.Interval(total, total),
    }
    for (stage, age), (number, _) in table.items():
        assert number in ds.Evidence(snapshot).bound(COURT[stage] & COURT[age]).interval


@given(st.lists(st.tuples(st.sampled_from(STAGES), st.integers(0, 30)), min_size=1, max_size=12))
@settings(max_examples=40, deadline=None)
def test_sums_hold_the_true_sums(lines: list[tuple[str, int]]) -> None:
    layout = Layout(COURT, TABLE, columns={"Stage": "stage"}, count="Cases", summed_over="Site")
    printed = [(n, stage, "<11" if number < 11 else number) for n, (stage, number) in enumerate(lines)]
    snapshot = layout.snapshot(rows(*printed, names=("Site", "Stage", "Cases")), as_of=DAY)
    for figure in snapshot.figures:
        stage = repr(figure.measure)[len("count(") : -1]
        numbers = [number for name, number in lines if name == stage]
        hidden = [number for number in numbers if number < 11]
        least = sum(numbers) - sum(hidden)
        interval = figure.interval.intersection(ds.Interval.at_least(0)).whole()
        assert interval == ds.Interval(least, least + 10 * len(hidden))


# -- what is wrong ----------------------------------------------------------------------------------------------------


def problems(layout: Layout, table: object, **options: object) -> tuple[str, ...]:
    with pytest.raises(ds.DocumentError) as error:
        layout.snapshots(table, **options) if options else layout.snapshot(table, as_of=DAY)  # type: ignore[arg-type]
    return error.value.problems


def test_every_problem_is_told_with_its_row_and_column() -> None:
    table = rows(
        ("open", "new", ""),
        ("opne", "new", 5),
        ("opne", "old", 5),
        ("heard", "new", "several"),
        ("closed", "new", 5),
        ("closed", "new", 6),
        ("closed", "old", 1.5),
        ("heard", "old", 12),
    )
    found = problems(LAYOUT, [*table, {"Stage": "open", "Cases": 4}])
    assert len(found) == 6
    assert found[0].startswith("row 1, column 'Cases': the cell is blank, which is neither zero nor suppressed")
    assert found[1].startswith("row 4, column 'Cases': count(heard & new)")
    assert "1.5 is a float" in found[2]
    assert found[3] == "row 9: it has no column 'Age'"
    assert found[4].startswith("row 6, column 'Cases': closed & new is counted at row 5, column 'Cases' already")
    assert "'opne' is no item of classification stage, and does not stand for all" in found[5]
    assert found[5].startswith("row 2 and 1 more, column 'Stage'")


def test_a_total_among_rows_that_are_summed_is_refused() -> None:
    layout = Layout(COURT, TABLE, columns={}, count="Cases", summed_over=("Site",))
    (found,) = problems(layout, rows(("A", 5), ("Total", 5), names=("Site", "Cases")))
    assert "row 2, column 'Site': 'Total' stands for all" in found


def test_a_date_that_is_none_is_told() -> None:
    layout = Layout(COURT, TABLE, columns={}, count="Cases")
    (found,) = problems(layout, rows(("soon", 5), names=("Day", "Cases")), date="Day")
    assert found.startswith("row 1, column 'Day'")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Stage,Cases\nopen,5\n", "row 1: it has no column 'Age'; it has Stage, Cases"),
        ("Stage,Age,Cases,Cases\n", "row 1: two columns are called 'Cases'"),
        ("Stage,Age,Cases\nopen,new,1,234\n", "row 2: it has 4 cells, and there are 3 columns"),
        ("Stage,Age,Cases\n\nopen,new\n", "row 3: it has 2 cells, and there are 3 columns"),
        ("", "row 1: it has no column 'Stage', 'Age', 'Cases'"),
    ],
)
def test_a_file_that_is_not_such_a_table_is_told(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    (found,) = problems(LAYOUT, path)
    assert found.startswith(says)


def test_a_title_and_notes_around_a_table_are_told_how_to_leave_out(tmp_path: Path) -> None:
    table = "Stage,Age,Cases\nopen,new,5\n"
    path = tmp_path / "table.csv"
    for text, row in (
        (f"Table 3\n\n{table}", "row 1"),
        (f"{table}\n* 1 to 10.\n", "row 4"),
        (f"{table}Note,,,\n", "row 3"),
    ):
        path.write_text(text, encoding="utf-8")
        (found,) = problems(LAYOUT, path)
        assert found.startswith(row)
        assert "skipfooter" in found


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(ds.DocumentError, match="cannot be read"):
        LAYOUT.snapshot(tmp_path / "none.csv", as_of=DAY)
    path = tmp_path / "latin.csv"
    path.write_bytes("Stage,Age,Cases\nöffentlich,new,5\n".encode("latin-1"))
    with pytest.raises(ds.DocumentError, match="cannot be read"):
        LAYOUT.snapshot(str(path), as_of=DAY)


def test_many_problems_are_cut_short() -> None:
    found = problems(LAYOUT, rows(*[("open", "new", "")] * 80))
    assert len(found) == 51
    assert found[-1] == "and 30 more"


def test_a_classification_that_the_docket_lacks_is_told() -> None:
    with pytest.raises(ds.ModelError, match=r"no classification 'sex', asked for by column 'Sex' .*stage, age"):
        Layout(COURT, TABLE, columns={"Sex": "sex"}, count="Cases")


def test_an_item_of_two_classifications_is_the_one_of_its_column() -> None:
    docket = ds.Docket(
        "d", classifications=(ds.Classification("x", ("no", "yes")), ds.Classification("y", ("no", "maybe")))
    )
    layout = Layout(docket, TABLE, columns={"X": "x", "Y": "y"}, count="N")
    (figure,) = layout.snapshot(rows(("no", "no", 5), names=("X", "Y", "N")), as_of=DAY).figures
    assert figure.measure == ds.count(docket["x:no"] & docket["y:no"])


FOOTNOTED = [
    ("900(a)", {"(a)": 100}, (850, 950)),
    ("1,900 (A)", {"(a)": 100}, (1850, 1950)),
    ("900 ᵃ", {"ᵃ": 100}, (850, 950)),
    ("900ᵃ", {"[a]": 100}, (850, 950)),
    ("900r", {"r": "100"}, (850, 950)),
    ("900(1)", {"(1)": 100}, (850, 950)),
    ("900¹", {"¹": 100}, (850, 950)),
    ("900(a)†", {"(a)": 100, "†": None}, (850, 950)),
    ("900†", {"(a)": 100, "†": None, "": 10}, (895, 905)),
    ("2.5 thousand (a)", {"(a)": 100}, (2450, 2550)),
]


@pytest.mark.parametrize(("printed", "rounding", "ends"), FOOTNOTED)
def test_a_footnote_says_that_its_number_is_rounded(
    printed: str, rounding: dict[str, int | str | None], ends: tuple[int, int]
) -> None:
    layout = Layout(COURT, TABLE, columns={"Stage": "stage"}, count="Cases", rounded_to=rounding)
    table = rows(("open", printed), ("heard", "10 or fewer"), names=("Stage", "Cases"))
    assert spans(layout.snapshot(table, as_of=DAY)) == [ds.Interval(*ends, upper_open=True), ds.Interval.at_most(10)]


def test_only_the_numbers_with_the_mark_are_rounded() -> None:
    layout = Layout(COURT, TABLE, columns={"Stage": "stage"}, count="Cases", rounded_to={"(a)": 100})
    table = rows(("open", "900(a)"), ("heard", "900"), ("closed", 7), ("Total", "1,807 (p)"), names=("Stage", "Cases"))
    snapshot = layout.snapshot(table, as_of=DAY)
    assert list(said(snapshot).values()) == ["900(a)", 900, 7, "1,807 (p)"]
    assert spans(snapshot)[1:] == [ds.Interval(900, 900), ds.Interval(7, 7), ds.Interval(1807, 1807)]


@pytest.mark.parametrize("rounding", [None, 10, {"(b)": 100}])
def test_a_footnote_that_is_not_explained_is_refused(rounding: object) -> None:
    layout = Layout(COURT, TABLE, columns={"Stage": "stage"}, count="Cases", rounded_to=rounding)  # type: ignore[arg-type]
    (found,) = problems(layout, rows(("open", "900(a)"), ("heard", "5 (r)"), names=("Stage", "Cases")))
    assert found.startswith("row 1, column 'Cases': '900(a)' has a footnote (say whether it is about rounding")
    assert "'(a)': 100" in found
    assert "'(a)': None" in found


def test_a_number_that_its_marks_round_in_two_ways_is_refused() -> None:
    layout = Layout(COURT, TABLE, columns={"Stage": "stage"}, count="Cases", rounded_to={"(a)": 100, "(b)": 10})
    (found,) = problems(layout, rows(("open", "900 (a)(b)"), names=("Stage", "Cases")))
    assert "is rounded in several ways by its marks" in found


def test_a_rounding_declared_as_a_suppression_is_told_where_it_goes() -> None:
    with pytest.raises(ds.ModelError, match=r"for numbers with this mark: rounded_to=\{'\(a\)': 100\}"):
        Layout(COURT, TABLE, columns={}, count="Cases", suppressed={"(a)": "rounded to the nearest 100"})


def test_a_layout_is_a_value() -> None:
    again = pickle.loads(pickle.dumps(LAYOUT))
    assert again == LAYOUT
    assert hash(again) == hash(LAYOUT)


def test_what_is_no_count_is_told() -> None:
    strange = [True, [1], b"5", -3, "-3", "5.5", ds.Interval(-5, -1), float("inf")]
    table = rows(*((stage, age, strange[n]) for n, (stage, age) in enumerate([*product(STAGES, AGES)])))
    table += rows(("open", "Total", strange[6]), ("heard", "Total", strange[7]))
    found = problems(LAYOUT, table)
    assert [one.split(",")[0] for one in found] == [f"row {number}" for number in range(1, 9)]
    assert [one for one in found if "'-3' is no count" in one] == [found[3], found[4]]


def test_a_rounded_number_may_be_no_whole_one() -> None:
    layout = Layout(COURT, TABLE, columns={"Stage": "stage"}, count="Cases", rounded_to=1)
    assert spans(layout.snapshot(rows(("open", "5.0"), names=("Stage", "Cases")), as_of=DAY)) == [
        ds.Interval(Fraction(9, 2), Fraction(11, 2), upper_open=True)
    ]


TABLES: list[Callable[[dict[str, list[object]]], object]] = [dict, pd.DataFrame, pl.DataFrame, pa.table]


@pytest.mark.parametrize("make", TABLES, ids=["columns", "pandas", "polars", "arrow"])
def test_tables_of_other_libraries_are_tables(make: Callable[[dict[str, list[object]]], object]) -> None:
    table = make({"Day": [datetime.date(2024, 9, 30)] * 3, "Stage": ["open", "heard", None], "Cases": [5, None, 12]})
    layout = Layout(
        COURT, TABLE, columns={"Stage": "stage"}, count="Cases", suppressed={"": "1 to 10"}, totals=("Total", "")
    )
    (snapshot,) = layout.snapshots(table, date="Day")
    assert said(snapshot) == {"open": 5, "heard": "1 to 10", "everyone": 12}
    assert problems(LAYOUT, table) == ("it has no column 'Age'; it has Day, Stage, Cases",)


def test_days_of_pandas_are_days() -> None:
    layout = Layout(COURT, TABLE, columns={}, count="Cases")
    frame = pd.DataFrame({"Day": pd.to_datetime(["2024-09-30"]), "Cases": [5]})
    assert [str(one.as_of) for one in layout.snapshots(frame, date="Day")] == [DAY]
    (found,) = problems(layout, frame.assign(Day=pd.to_datetime(["2024-09-30 11:00"])), date="Day")
    assert "time of day" in found


@pytest.mark.parametrize("table", [None, 5, b"x", ["open"], [("open", 5)]])
def test_what_is_no_table_is_told(table: object) -> None:
    with pytest.raises(ds.ModelError, match="is no table of figures"):
        LAYOUT.snapshot(table, as_of=DAY)


def test_a_row_that_is_there_twice_is_not_added_up() -> None:
    layout = Layout(COURT, TABLE, columns={}, count="Cases", summed_over=("Site", "Sex"))
    lines = [("A", "f", 5), ("A", "m", 5), ("B", "f", 5), ("A", "m", 5)]
    (found,) = problems(layout, rows(*lines, names=("Site", "Sex", "Cases")))
    assert found.startswith("row 4, column 'Cases': everyone is counted at row 2, column 'Cases' already")


def test_a_label_that_several_items_have_is_refused() -> None:
    other = [ds.Item(code, "Other") for code in ("x", "y")]
    docket = ds.Docket("d", classifications=(ds.Classification("kind", (*other, ds.Item("z", "Zed"))),))
    layout = Layout(docket, TABLE, columns={"Kind": "kind"}, count="N")
    assert said(layout.snapshot(rows(("x", 1), ("Zed", 2), names=("Kind", "N")), as_of=DAY)) == {"x": 1, "z": 2}
    (found,) = problems(layout, rows(("Other", 1), names=("Kind", "N")))
    assert "'Other' is the label of several items of classification kind" in found


def test_a_layout_is_checked_when_it_is_made() -> None:
    elsewhere = ds.Docket("elsewhere").everyone
    with pytest.raises(ds.ModelError) as error:
        Layout(
            COURT,
            TABLE,
            columns={"Sex": "sex", "Kind": {"A": elsewhere}},
            count={"Cases": "all"},  # type: ignore[dict-item]
            suppressed={"*": "some", "c": ds.Interval.empty(), "z": "-3", "-": None},
        )
    told = str(error.value).split("; ")
    assert len(told) == 6
    assert told[1] == "column 'Kind': everyone is of docket 'elsewhere' (the table is of 'court')"
    assert told[2] == "count: 'all' is no population"
    with pytest.raises(ds.ModelError, match="rounded_to is 0"):
        Layout(COURT, TABLE, columns={}, count="Cases", rounded_to=0)
    with pytest.raises(ds.ModelError, match="no reading 'loose'"):
        Layout(COURT, TABLE, columns={}, count="Cases", reading="loose")  # type: ignore[arg-type]


def test_marks_may_have_blanks_around_them() -> None:
    layout = Layout(COURT, TABLE, columns={"Stage": "stage"}, count="Cases", suppressed={" * ": "1 to 10"})
    assert spans(layout.snapshot(rows(("open", "*"), names=("Stage", "Cases")), as_of=DAY)) == [ds.Interval(1, 10)]


@given(st.lists(st.lists(st.integers(0, 60), min_size=3, max_size=3), min_size=2, max_size=2), st.sampled_from([5, 10]))
@settings(max_examples=40, deadline=None)
def test_rounded_cells_that_do_not_add_up_hold_the_truth(table: list[list[int]], unit: int) -> None:
    """Each number is rounded by itself, so that totals need not be sums, and small ones are hidden."""

    def printed(number: int) -> object:
        return "*" if 0 < number < 5 else (number + unit // 2) // unit * unit if unit == 10 else _to_five(number)

    numbers = {(stage, age): table[n][m] for m, stage in enumerate(STAGES) for n, age in enumerate(AGES)}
    for part, names in enumerate((STAGES, AGES)):
        for name in names:
            numbers[(name, "Total") if part == 0 else ("Total", name)] = sum(
                number for cell, number in numbers.items() if cell[part] == name and "Total" not in cell
            )
    numbers["Total", "Total"] = sum(map(sum, table))
    layout = Layout(
        COURT, TABLE, columns={"Stage": "stage", "Age": "age"}, count="Cases", rounded_to=unit,
        suppressed={"*": "1 to 4"},
    )  # fmt: skip
    snapshot = layout.snapshot(rows(*((*cell, printed(number)) for cell, number in numbers.items())), as_of=DAY)
    evidence = ds.Evidence(snapshot)
    for (stage, age), number in numbers.items():
        parts = [COURT[name] for name in (stage, age) if name != "Total"]
        what = parts[0] & parts[1] if len(parts) == 2 else parts[0] if parts else COURT.everyone
        assert number in evidence.bound(what).interval


def _to_five(number: int) -> int:
    return (2 * number + 5) // 10 * 5
