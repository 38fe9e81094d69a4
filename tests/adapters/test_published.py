"""Published tables as snapshots: what cells, marks, margins and blanks say, and what is told of a bad table."""

from __future__ import annotations

import csv
import pickle
from itertools import product
from pathlib import Path

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
    assert list(said(snapshot).values()) == ["1 to 10 *", "0", "(D)"]
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
    assert figure.interval in (interval, ds.Interval(interval.lower, interval.upper))


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


def test_a_layout_is_a_value() -> None:
    again = pickle.loads(pickle.dumps(LAYOUT))
    assert again == LAYOUT
    assert hash(again) == hash(LAYOUT)
