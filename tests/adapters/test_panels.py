"""Panels: each group's answer is the one that its figures by themselves give."""

from __future__ import annotations

import math
import pickle
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import docketstats as ds
from docketstats.adapters.documents import loads
from docketstats.adapters.panels import Panel, PanelOutcome, PanelQuestion, PanelRow, bound_panel
from docketstats.errors import (
    ContradictoryEvidence,
    DateError,
    DocumentError,
    MissingExtra,
    ModelError,
    ProofRejected,
    UnknownName,
)
from docketstats.inference.shared import numbers

COURT = ds.Docket("court", unit="case", classifications=(ds.Classification("stage", ("open", "closed")),))
ALL, OPEN, CLOSED = COURT.everyone, COURT["open"], COURT["closed"]
A, B, C = (COURT.population(name) for name in "abc")
REPORT = ds.Source("Report")
RELATION = A.within(B, because="by definition")
COLUMNS: dict[str, Any] = {
    "all": ALL,
    "open": OPEN,
    "a": A,
    "b": B,
    "c": C,
    "both": A & B,
    "either": A | C,
    "apart": A ^ B,
    "neither": ALL - (B | C),
    "pair": ds.count(A & B) + ds.count(B & C),
    "share": ds.reported(ds.share(A, among=ALL), 1, source=REPORT),
    "part": ds.reported(ds.share(B & C, among=B), 1, source=REPORT, if_any=True),
}
QUESTIONS: list[ds.Measure] = [
    ds.count(A & B),
    ds.count(A | B),
    ds.count(A & B & C),
    ds.count(B) - 2 * ds.count(A & C) + 3,
    Fraction(1, 2) * ds.count(A) + ds.count(B),
    ds.share(A, among=B),
    ds.share(A & C, among=ALL),
    1 - ds.share(OPEN, among=A | C),
    ds.ratio(ds.count(A), ds.count(C)),
    ds.share(A, among=ALL) - ds.share(C, among=B),
]
words = st.sampled_from(["<3", "at least 2", "1 to 4", "*", "more than 1", "fewer than 6"])
counts = st.one_of(st.integers(0, 8), st.integers(0, 8), words, st.none())
shares = st.one_of(st.sampled_from([Fraction(0), Fraction(1, 2), Fraction(1, 3), 1, "at least 50%"]), st.none())


def row(group: int, columns: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    cells = {name: shares if name in ("share", "part") else counts for name in columns}
    return st.fixed_dictionaries({"group": st.just(group), **cells})


@st.composite
def tables(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Groups of a few kinds: what a column lacks in one group, it mostly lacks in those of its kind."""
    columns = draw(st.lists(st.sampled_from(sorted(COLUMNS)), min_size=1, max_size=5, unique=True))
    return [draw(row(group, columns)) for group in range(draw(st.integers(3, 9)))]


def by_itself(figures: dict[str, Any], question: ds.Measure, relations: tuple[ds.Relation, ...]) -> PanelRow:
    """The row of one group from evidence that is written out here."""
    said = []
    for name, value in figures.items():
        what = COLUMNS[name]
        if value is not None:
            if isinstance(what, ds.ReportedFigure):
                said.append(ds.reported(what.measure, value, source=REPORT, if_any=what.if_any))
            else:
                said.append(ds.reported(what, value, source=REPORT))
    evidence = ds.Evidence(COURT.snapshot("2024-09-30", figures=said), relations=relations)
    try:
        figure = evidence.bound(question)
    except ContradictoryEvidence:
        return PanelRow((), PanelOutcome.CONTRADICTION, ds.Interval.empty(), sharpness=None, may_be_undefined=False)
    except ds.NotLinearFractional as error:
        return PanelRow(
            (), PanelOutcome.UNRESOLVED, ds.Interval.empty(), sharpness=None, may_be_undefined=False, note=str(error)
        )
    assert figure.check()
    return PanelRow.of_figure((), figure)


def asked(table: Any, question: Any, **others: Any) -> Panel:
    return bound_panel(table, question, by=["group"], as_of="2024-09-30", source=REPORT, **others)


@given(tables(), st.sampled_from(QUESTIONS), st.booleans())
def test_each_group_has_the_answer_that_its_own_figures_give(
    table: list[dict[str, Any]], question: ds.Measure, related: bool
) -> None:
    relations = (RELATION,) if related else ()
    columns = {name: COLUMNS[name] for name in table[0] if name != "group"}
    panel = asked(table, question, columns=columns, template=ds.Evidence(relations=relations))
    for one in table:
        figures = {name: value for name, value in one.items() if name != "group"}
        expected = by_itself(figures, question, relations)
        found = panel[one["group"]]
        assert (found.outcome, found.interval, found.sharpness, found.may_be_undefined) == (
            expected.outcome,
            expected.interval,
            expected.sharpness,
            expected.may_be_undefined,
        ), (one, question)
    assert panel.check()


@given(st.data(), st.sampled_from(QUESTIONS[:8]))
def test_most_groups_of_one_kind_are_solved_together(data: st.DataObject, question: ds.Measure) -> None:
    table = []
    for group in range(6):
        inside = [data.draw(st.integers(0, 6)) for _ in range(8)]
        worlds = dict(zip(product((False, True), repeat=3), inside, strict=True))

        def total(sets: str, worlds: dict[tuple[bool, ...], int] = worlds) -> int:
            return sum(n for world, n in worlds.items() if all(world["abc".index(one)] for one in sets))

        table.append({"group": group, "all": total(""), "a": total("a"), "b": total("b"), "c": total("c")})
    panel = asked(table, question, columns={name: COLUMNS[name] for name in ("all", "a", "b", "c")})
    assert panel.together == 6
    assert panel.counts()[PanelOutcome.CONTRADICTION] == 0
    assert panel.check()


# -- against an enumeration of all populations ------------------------------------------------------------------------

WORLDS = [frozenset(name for name, inside in zip("ab", world, strict=True) if inside)
          for world in product((False, True), repeat=2)]  # fmt: skip


def populations(size: int) -> Iterator[dict[frozenset[str], int]]:
    for some in product(range(size + 1), repeat=len(WORLDS) - 1):
        if sum(some) <= size:
            yield dict(zip(WORLDS, (*some, size - sum(some)), strict=True))


def size_of(what: str, population: dict[frozenset[str], int]) -> int:
    tests = {
        "a": lambda world: "a" in world,
        "b": lambda world: "b" in world,
        "both": lambda world: world == {"a", "b"},
        "apart": lambda world: len(world) == 1,
    }
    return sum(number for world, number in population.items() if tests[what](world))


SAYS = {"<3": (0, 2), "at least 2": (2, math.inf), "1 to 4": (1, 4), None: (0, math.inf)}
cells = st.one_of(st.integers(0, 5), st.sampled_from(list(SAYS)))


@given(
    st.lists(
        st.fixed_dictionaries({"all": st.integers(0, 5), "a": cells, "b": cells, "apart": cells}),
        min_size=3,
        max_size=12,
    )
)
def test_an_enumeration_of_all_populations_gives_the_same(table: list[dict[str, Any]]) -> None:
    def fits(population: dict[frozenset[str], int], figures: dict[str, Any]) -> bool:
        ends = {name: SAYS.get(value, (value, value)) for name, value in figures.items() if name != "all"}
        return all(low <= size_of(name, population) <= high for name, (low, high) in ends.items())

    columns = {name: COLUMNS[name] for name in ("all", "a", "b", "apart")}
    numbered = [{"group": number, **figures} for number, figures in enumerate(table)]
    counted = asked(numbered, ds.count(A & B), columns=columns)
    shared = asked(numbered, ds.share(A, among=B), columns=columns)
    for number, figures in enumerate(table):
        left = [one for one in populations(figures["all"]) if fits(one, figures)]
        sizes = [size_of("both", one) for one in left]
        ratios = [Fraction(size_of("both", one), size_of("b", one)) for one in left if size_of("b", one)]
        if not left:
            assert counted[number].outcome is shared[number].outcome is PanelOutcome.CONTRADICTION
            continue
        assert counted[number].interval == ds.Interval(min(sizes), max(sizes))
        if ratios:
            assert shared[number].interval == ds.Interval(min(ratios), max(ratios))
            assert shared[number].may_be_undefined == any(size_of("b", one) == 0 for one in left)
        else:
            assert shared[number].outcome is PanelOutcome.UNDEFINED


def test_whole_units_are_more_than_rounding() -> None:
    """|a^b| = |b^c| = |a^c| = 1 fits halves of units and no units, so the bound of each group is found by a split."""
    columns = {"ab": A ^ B, "bc": B ^ C, "ac": A ^ C, "all": ALL}
    table = [
        {"group": number, "ab": number, "bc": number, "ac": ac, "all": 9}
        for number, ac in enumerate([0, 1, 2, 3, 2, 5, 6, 0])
    ]
    panel = asked(table, ds.count(A & B & C), columns=columns)
    assert [row.outcome.value for row in panel] == [
        "bounded", "contradiction", "bounded", "contradiction", "bounded", "contradiction", "bounded", "bounded",
    ]  # fmt: skip
    assert panel.check()


def test_an_end_without_limit_needs_whole_units_that_fit() -> None:
    columns = {"ab": A ^ B, "bc": B ^ C, "ac": A ^ C}
    table = [{"group": number, "ab": 1, "bc": 1, "ac": 1 + number % 2} for number in range(6)]
    panel = asked(table, ds.count(ALL), columns=columns)
    assert [row.outcome.value for row in panel] == ["contradiction", "bounded"] * 3
    assert panel[1].interval == ds.Interval.at_least(2)
    assert panel.check()


def test_numbers_that_64_bits_do_not_hold() -> None:
    table = [{"group": number, "all": 10**30 + number, "a": 10**30, "b": 10**29 + number} for number in range(5)]
    columns = {name: COLUMNS[name] for name in ("all", "a", "b")}
    panel = asked(table, ds.count(A & B), columns=columns)
    assert panel.together == 5
    assert [row.interval for row in panel] == [ds.Interval(10**29, 10**29 + number) for number in range(5)]
    assert panel.check()
    assert asked(table, ds.share(A, among=B), columns=columns).check()
    assert panel.to_pandas()["lower"].tolist() == [10**29] * 5


def test_products_of_numbers_that_64_bits_hold() -> None:
    near = numbers.FITS // 4
    table = [{"group": number, "all": near + number, "a": near - 7, "b": near - 5 * number} for number in range(5)]
    columns = {name: COLUMNS[name] for name in ("all", "a", "b")}
    for question in (1000 * ds.count(A & B) + ds.count(A), ds.ratio(3 * ds.count(A | B), ds.count(B))):
        panel = asked(table, question, columns=columns)
        assert panel.together == 5
        assert panel.check()


# -- tables -----------------------------------------------------------------------------------------------------------

ROWS = [
    {"group": "x", "all": 100, "a": 40, "b": 70},
    {"group": "y", "all": 50, "a": 10, "b": None},
    {"group": "z", "all": 50, "a": 60, "b": 10},
]
SIMPLE = {name: COLUMNS[name] for name in ("all", "a", "b")}


@pytest.mark.parametrize(
    "table",
    [
        ROWS,
        iter(ROWS),
        {name: [row[name] for row in ROWS] for name in ROWS[0]},
        pd.DataFrame(ROWS),
        pd.DataFrame(ROWS).astype({"b": "Int64"}),
        pl.DataFrame(ROWS),
        pl.DataFrame(ROWS).lazy(),
        pa.Table.from_pylist(ROWS),
    ],
    ids=["rows", "iterator", "columns", "pandas", "pandas-nullable", "polars", "polars-lazy", "arrow"],
)
def test_all_kinds_of_tables_say_the_same(table: Any) -> None:
    panel = asked(table, ds.count(A & B), columns=SIMPLE)
    assert panel["x"].interval == ds.Interval(10, 40)
    assert panel["y"].interval == ds.Interval(0, 10)
    assert panel["z"].outcome is PanelOutcome.CONTRADICTION
    assert repr(panel) == "<Panel: count(a & b) by group, 3 groups>"
    assert panel.check()
    assert (len(panel), panel.sharp) == (3, 2)


def test_a_table_of_duckdb_is_a_table() -> None:
    duckdb = pytest.importorskip("duckdb")
    said = duckdb.sql("select * from (values ('x', 100, 40, 70), ('y', 50, 10, null)) t(\"group\", \"all\", a, b)")
    panel = asked(said, ds.count(A & B), columns=SIMPLE)
    assert [row.interval for row in panel] == [ds.Interval(10, 40), ds.Interval(0, 10)]


def test_long_form_says_the_same_as_wide() -> None:
    said = [{"group": row["group"], "of": name, "n": row[name]} for row in ROWS for name in ("all", "a", "b")]
    wide = asked(ROWS, ds.count(A & B), columns=SIMPLE)
    long = asked(said, ds.count(A & B), columns=SIMPLE, measure_column="of", value_column="n")
    assert long.rows == wide.rows
    template, names = _document(), {"all": "everyone"}
    wide = asked(ROWS, "a & b", template=template, columns={**names, "a": "a", "b": "b"})
    long = asked(said, "a & b", template=template, columns=names, measure_column="of", value_column="n")
    assert long.rows == wide.rows
    assert wide["x"].interval == ds.Interval(35, 44)


def test_long_form_has_figures_of_several_sources() -> None:
    said = [
        {"group": 1, "of": "a", "value": 10, "by": "Agency"},
        {"group": 1, "of": "a", "value": "over 5", "by": "Press"},
        {"group": 2, "of": "a", "value": 10, "by": "Agency"},
        {"group": 2, "of": "a", "value": 11, "by": "Press"},
    ]
    panel = asked(said, ds.count(A), columns={"a": A}, measure_column="of", source_column="by")
    assert panel[1].interval == ds.Interval(10, 10)
    assert {source.title for source in panel.evidence(1).sources} == {"Agency", "Press"}
    with pytest.raises(ContradictoryEvidence, match=r"Agency.*\n.*Press|Press.*\n.*Agency"):
        panel.figure(2)
    with pytest.raises(DocumentError, match="group 1: the figure 'a' is there twice by one source"):
        asked([*said, said[0]], ds.count(A), columns={"a": A}, measure_column="of", source_column="by")


def test_a_missing_figure_is_no_zero() -> None:
    panel = asked(
        [{"group": 1, "all": 9, "a": math.nan}, {"group": 2, "all": 9, "a": " "}], A, columns={"all": ALL, "a": A}
    )
    assert [row.interval for row in panel] == [ds.Interval(0, 9)] * 2


def test_marks_stand_for_what_is_declared() -> None:
    table = [{"group": 1, "a": "*"}, {"group": 2, "a": "(S)"}]
    panel = asked(table, A, columns={"a": A}, marks={"*": ds.Interval(1, 10), "(S)": "suppressed"})
    assert [row.interval for row in panel] == [ds.Interval(1, 10), ds.Interval.at_least(0)]
    assert panel[2].interval.upper == math.inf
    assert panel.to_rows()[1]["upper"] == math.inf
    blank = [{"group": 1, "a": " "}, {"group": 2, "a": None}, {"group": 3, "a": 0}]
    panel = asked(blank, A, columns={"a": A}, marks={" ": ds.Interval(1, 10)})
    assert [row.interval for row in panel] == [ds.Interval(1, 10), ds.Interval(1, 10), ds.Interval(0, 0)]


def test_marks_in_a_column_that_is_rounded_are_not_rounded() -> None:
    rounded = {"a": ds.reported(A, 10, source=REPORT, rounded_to=5)}
    table = [{"group": 1, "a": "*"}, {"group": 2, "a": 10}, {"group": 3, "a": "1 to 3"}]
    panel = asked(table, A, columns=rounded, marks={"*": ds.Interval(1, 4)})
    assert [row.interval for row in panel] == [ds.Interval(1, 4), ds.Interval(8, 12), ds.Interval(1, 3)]
    assert panel.check()


def test_the_reading_of_a_column_is_told_once() -> None:
    table = [{"group": number, "a": value} for number, value in enumerate(["<11", 7, 8, "<11", None])]
    (reading,) = asked(table, A, columns={"a": A}).readings
    assert reading.rules == (('"< N" excludes N', 2), ("exact", 2))
    assert str(reading) == 'a: count(a), Report; words read as press: "< N" excludes N (2); exact (2)'


def test_cells_are_exact() -> None:
    table = [{"group": 1, "share": Decimal("0.5")}, {"group": 2, "share": np.int64(1)}]
    exact = {"share": ds.reported(ds.share(A, among=ALL), 1, source=REPORT, exact=True)}
    panel = asked(table, ds.share(A, among=ALL), columns=exact)
    assert [row.interval.lower for row in panel] == [Fraction(1, 2), 1]
    with pytest.raises(DocumentError) as caught:
        asked(
            [{"group": 1, "a": 0.5}, {"group": 2, "a": True}, {"group": 3, "a": "some"}, {"group": 4, "a": [1]}],
            A,
            columns={"a": A},
        )
    assert len(caught.value.problems) == 3
    assert "group 1, column 'a': 0.5 is a float" in caught.value.problems[0]
    with pytest.raises(DocumentError, match="group 3, column 'a'"):
        asked([{"group": 3, "a": "some persons"}], A, columns={"a": A})


def test_many_problems_are_told_in_part() -> None:
    with pytest.raises(DocumentError) as caught:
        asked([{"group": number, "a": 0.5} for number in range(30)], A, columns={"a": A})
    assert len(caught.value.problems) == 11
    assert caught.value.problems[-1] == "and 20 more"


@pytest.mark.parametrize(
    ("table", "others", "message"),
    [
        ([{"group": 1, "a": 1}, {"group": 1, "a": 1}], {}, "the group has 2 rows"),
        ([{"county": 1, "a": 1}], {}, "no column 'group'"),
        ([{"group": 1}], {}, "no column 'a'"),
        (5, {}, "a int is no table of figures"),
        ({"group": [1], "a": [1, 2]}, {}, "not of one length"),
        ([{"group": 1, "a": 1}], {"source_column": "by"}, "source_column is for long form"),
        ([{"group": 1, "a": 1}], {"template": 5}, "5 is no template"),
        ([{"group": 1, "a": 1}], {"measure_column": "what"}, "no column 'what', 'value'"),
        ([{"group": [1], "a": 1}], {}, r"\[1\] in column 'group' is a list, which names no group"),
        ([{"group": (1, []), "a": 1}], {}, "is a tuple, which names no group"),
        ([{"group": 1, "a": np.array([1, 2])}], {}, "column 'a': a ndarray is no figure"),
        (pa.table([[1], [2], [3]], names=["group", "a", "a"]), {}, "two columns of one name, 'a'"),
        (pd.DataFrame([[1, 2, 3]], columns=["group", "a", "a"]), {}, "two columns of one name, 'a'"),
        ({"group": 1, "a": 1}, {}, "no list of values in column 'group', 'a'"),
        ([{"group": 1, "a": 1}, 5], {}, "row 2 is a int, no mapping"),
        ([{"group": 1, "a": 1}], {"columns": ["a"]}, "says of no column what it is"),
        ([{"group": 1, "a": 1}], {"columns": {"a": 5}}, "column 'a': 5 is neither a population nor a measure"),
        ([{"group": 1, "a": 1}], {"columns": {"a": ds.count(A) > 5}}, "column 'a': .* is neither a population nor"),
        ([{"group": 1, "a": 1}], {"marks": "*"}, "says of no text what it means"),
        ([{"group": 1, "a": 1}], {"processes": 0}, "processes is a whole number, at least 1, not 0"),
    ],
)
def test_what_does_not_fit_is_told(table: Any, others: dict[str, Any], message: str) -> None:
    with pytest.raises((ModelError, DocumentError), match=message):
        asked(table, A, **{"columns": {"a": A}, **others})


@pytest.mark.parametrize(
    ("by", "message"), [(5, "names no columns"), ([], "no columns"), (["g", "g"], "'g' names the")]
)
def test_groups_need_names(by: Any, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        bound_panel([{"g": 1, "a": 1}], A, by, columns={"a": A})


def test_all_columns_that_do_not_fit_are_told() -> None:
    with pytest.raises(DocumentError) as caught:
        asked([{"group": 1, "a": 1, "b": 2, "c": 3}], A, columns={"a": "old", "b": B, "c": ds.Source("Report")})
    assert [one.split(":")[0] for one in caught.value.problems] == ["column 'a'", "column 'c'"]


def test_no_rows_make_an_empty_panel() -> None:
    assert asked([], A, columns={"a": A}).rows == ()
    frame = asked(pd.DataFrame({"group": [], "a": []}), A, columns={"a": A}).to_pandas()
    assert len(frame) == 0
    assert str(frame["lower"].dtype) == "Int64"


# -- templates --------------------------------------------------------------------------------------------------------


def _document() -> Any:
    return loads(
        """
docketstats = 1
[docket]
name = "court"
unit = "case"
populations = { a = "", b = "" }
[sources.report]
title = "Report"
[[snapshots]]
as_of = 2024-09-30
source = "report"
figures = [{ of = "a", is = "about 100", rounded_to = 10 }]
[[relations]]
that = "a within b"
source = "report"
"""
    )


def test_columns_are_expressions_on_a_document_and_keep_how_its_figures_are_read() -> None:
    table = [{"county": 1, "a": "about 40", "b": 60}, {"county": 2, "a": None, "b": 60}]
    panel = bound_panel(table, "share(a, among=b)", "county", template=_document())
    assert panel[1].interval == ds.Interval(Fraction(7, 12), Fraction(11, 15))
    assert panel[2].interval == ds.Interval(0, 1)
    assert len(panel.evidence(2).all_figures) == 1
    assert panel.evidence(1).all_figures[0].rounded_to == 10
    assert panel.readings[0].source.title == "Report"
    assert panel.check()
    with pytest.raises(UnknownName, match="column 'old': there is no population 'old'"):
        bound_panel([{"county": 1, "old": 3}], "a", "county", template=_document())


def test_figures_of_the_template_that_no_column_is_of_hold_in_all_groups() -> None:
    snapshot = COURT.snapshot("2024", figures=[ds.reported(ALL, 50, source=REPORT)])
    panel = bound_panel([{"group": n, "a": 30, "b": 10 * n} for n in range(4)], A & B, "group", template=snapshot,
                        columns={"a": A, "b": B})  # fmt: skip
    assert [row.interval for row in panel] == [
        ds.Interval(max(0, 10 * n - 20), 10 * n) for n in range(4)
    ]  # fmt: skip


def test_figures_at_several_dates() -> None:
    evidence = ds.Evidence(COURT.snapshot("2023"), COURT.snapshot("2024"))
    columns = {
        "then": ds.count(A, at="2023"),
        "now": ds.count(A, at="2024"),
        "change": ds.change(A, since="2023", until="2024"),
    }
    table = [{"group": n, "then": 10 + n, "now": 12, "change": "more than 0"} for n in range(4)]
    growth = bound_panel(table, ds.growth(A, since="2023", until="2024"), "group", template=evidence, columns=columns)
    assert [row.interval.lower for row in list(growth)[:2]] == [Fraction(1, 5), Fraction(1, 11)]
    assert growth[3].outcome is PanelOutcome.CONTRADICTION
    assert growth.check()
    with pytest.raises(DateError, match="has no date, and there are 2"):
        bound_panel(table, A, "group", template=evidence, columns={"then": A})


def test_what_is_not_clear_about_a_template_is_refused() -> None:
    twice = [ds.reported(A, number, source=REPORT) for number in (1, 2)]
    with pytest.raises(ModelError, match="column 'a': the template has 2 such figures"):
        asked([{"group": 1, "a": 1}], A, columns={"a": A}, template=COURT.snapshot("2024-09-30", figures=twice))
    revised = COURT.snapshot("2024-09-30", figures=[twice[0], ds.reported(A, 3, source=REPORT, revises=twice[0])])
    with pytest.raises(ModelError, match="another figure of the template revises"):
        asked([{"group": 1, "a": 1}], A, columns={"a": twice[0]}, template=revised)


def test_a_figure_that_happens_to_equal_one_of_the_template_is_one_of_two() -> None:
    change = ds.change(A, since="2023", until="2024")
    evidence = ds.Evidence(
        COURT.snapshot("2023"), COURT.snapshot("2024"), figures=[ds.reported(change, 7, source=REPORT)]
    )
    columns = {"more": ds.reported(change, 1, source=REPORT)}  # a figure of its own, beside that of the template
    table = [{"group": number, "more": more} for number, more in enumerate([7, 8, "5 to 9", 7])]
    panel = bound_panel(table, change, "group", template=evidence, columns=columns)
    assert [row.outcome.value for row in panel] == ["bounded", "contradiction", "bounded", "bounded"]
    assert panel.check()


def test_two_columns_of_one_figure_are_refused() -> None:
    with pytest.raises(ModelError, match="column 'again': it is of the same figure as column 'a'"):
        asked([{"group": 1, "a": 1, "again": 1}], A, columns={"a": A, "again": A})
    same = ds.reported(A, 3, source=REPORT)  # it has a value, which is replaced
    with pytest.raises(ModelError, match="column 'again': it is of the same figure as column 'a'"):
        asked([{"group": 1, "a": 1, "again": 1}], A, columns={"a": A, "again": same})
    with pytest.raises(ModelError, match="lower is a column of the answers"):
        bound_panel([{"lower": 1, "a": 1}], A, "lower", columns={"a": A})


def test_uncertain_figures_lower_the_confidence_of_the_rows() -> None:
    sure = {"a": A, "b": ds.reported(B, 5, source=REPORT, confidence="95%")}
    panel = asked([{"group": 1, "a": 4, "b": 5}, {"group": 2, "a": 4, "b": None}], A & B, columns=sure)
    assert [row.confidence for row in panel] == [Fraction(19, 20), 1]
    assert panel.check()


# -- results ----------------------------------------------------------------------------------------------------------


def test_a_frame_has_the_same_types_whatever_the_answers_are() -> None:
    frame = asked(ROWS, ds.count(A & B), columns=SIMPLE).to_pandas()
    assert frame["lower"].tolist() == [10, 0, pd.NA]
    assert frame["outcome"].tolist() == ["bounded", "bounded", "contradiction"]
    other = asked(ROWS[2:], ds.count(A & B), columns=SIMPLE).to_pandas()
    assert (frame.dtypes == other.dtypes).all()
    shares = asked(ROWS, ds.share(A, among=B), columns=SIMPLE).to_pandas()
    assert shares["upper"].tolist()[0] == "4/7"
    assert Fraction(shares["upper_float"][0]) > Fraction(4, 7) > Fraction(shares["lower_float"][0])


def test_a_question_can_be_sent_elsewhere() -> None:
    question = PanelQuestion(ds.count(A & B), "group", columns=SIMPLE, as_of="2024-09-30")
    again = pickle.loads(pickle.dumps(question))
    assert again.bound(ROWS).rows == question.bound(ROWS).rows
    panel = question.bound(ROWS)
    assert pickle.loads(pickle.dumps(panel))["x"] == panel["x"]


def test_several_processes_give_the_same() -> None:
    columns = {"ab": A ^ B, "bc": B ^ C, "ac": A ^ C, "all": ALL}
    table = [{"group": n, "ab": n % 3 + 1, "bc": n % 5 + 1, "ac": n % 2 + 1, "all": 9} for n in range(120)]
    alone = asked(table, ds.share(A & B, among=A) + ds.share(C, among=ALL), columns=columns)
    assert alone.together == 0
    assert asked(table, ds.share(A & B, among=A) + ds.share(C, among=ALL), columns=columns, processes=2) == alone


def test_a_process_that_ends_leaves_no_answers(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import docketstats as ds\n"
        "from docketstats.adapters.panels import bound_panel\n"
        "docket = ds.Docket('court')\n"
        "a, b = docket.population('a'), docket.population('b')\n"
        "rows = [{'group': n, 'a': n % 7 + 1, 'b': 9} for n in range(60)]\n"
        "question = ds.share(a & b, among=a) + ds.share(a & b, among=docket.everyone)\n"
        "bound_panel(rows, question, 'group', columns={'a': a, 'b': b}, processes=2)\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60)
    assert done.returncode
    assert "ModelError: a process ended before it had answered" in done.stderr.splitlines()[-1]


def test_a_changed_row_does_not_pass_the_check() -> None:
    import attrs

    panel = asked(ROWS, ds.count(A & B), columns=SIMPLE)
    wrong = attrs.evolve(panel.rows[0], interval=ds.Interval(11, 40))
    with pytest.raises(ProofRejected, match="the panel says"):
        attrs.evolve(panel, rows=(wrong, *panel.rows[1:])).check(["x"])
    with pytest.raises(UnknownName, match="no group 'w'"):
        panel["w"]
    with pytest.raises(UnknownName, match=r"no group \['x'\]"):
        panel[["x"]]


def test_a_missing_pandas_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    panel = asked(ROWS, ds.count(A & B), columns=SIMPLE)
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingExtra, match="panels"):
        panel.to_pandas()
