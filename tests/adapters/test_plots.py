"""Plots: what is drawn is what was derived, pictures stay as they were looked at, and nothing is clipped or global.

Pictures are compared without their text, which other versions of fonts draw otherwise. After a change that is meant,
DOCKETSTATS_PICTURES=write draws them anew, to be looked at.
"""

from __future__ import annotations

import math
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import attrs
import matplotlib
import matplotlib.style
import pytest
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.testing.compare import compare_images
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

import docketstats as ds
from docketstats.adapters import plots

BASELINES = Path(__file__).parent / "pictures"
TOLERANCE = 1.5
"""The root mean square of differences that is let pass; a mark that moves by its width makes more."""

STAGES = ds.Classification("stage", ("open", "closed"))
COURT = ds.Docket("court", unit="case", classifications=(STAGES,))
REPORT = ds.Source("Annual report", publisher="A court", published="2025-02-01")
PRESS = ds.Source("Press release")
ASYLUM, OLD = COURT.population("asylum"), COURT.population("old")
THEN, NOW = "2023-12-31", "2024-12-31"


def said(what: ds.Population | ds.Measure, value: Any, source: ds.Source = REPORT, **how: Any) -> ds.ReportedFigure:
    return ds.reported(what, value, source=source, **how)


def at(date: str, *figures: ds.ReportedFigure) -> ds.Evidence:
    return ds.Evidence(COURT.snapshot(date, figures))


COUNTS = at(NOW, said(COURT.everyone, "more than 100"), said(ASYLUM, 70), said(OLD, "at least 12"))
TWO_DATES = ds.Evidence(
    COURT.snapshot(THEN, [said(COURT["open"], 60), said(COURT["closed"], 40)]),
    COURT.snapshot(NOW, [said(COURT["open"], 30), said(COURT["closed"], 90)]),
)
KEPT = TWO_DATES.assuming(*ds.no_exits(COURT.everyone, [THEN, NOW]))


def open_ended(figure: ds.DerivedFigure) -> ds.DerivedFigure:
    """A figure with open ends at 20 and 70, not known to be sharp: no rule of counts gives one."""
    lower, upper = figure.lower, figure.upper
    assert lower is not None
    assert upper is not None
    lower = attrs.evolve(lower, value=20, is_open=True, sharp=False)
    return attrs.evolve(figure, lower=lower, upper=attrs.evolve(upper, is_open=True, sharp=False))


def answers() -> dict[str, ds.DerivedFigure]:
    return {
        "everyone": COUNTS.bound(COURT.everyone),  # at least 100
        "asylum": COUNTS.bound(ASYLUM),  # 70
        "asylum and old": COUNTS.bound(ASYLUM & OLD),  # 0 to 70
        "open": COUNTS.bound(COURT["open"]),  # 0 or more
        "valid, with open ends": open_ended(COUNTS.bound(ASYLUM & OLD)),
    }


def series() -> ds.Evidence:
    counts = {"2020-12-31": 900, "2021-12-31": "more than 800", "2022-12-31": None, "2023-06": "between 700 and 780"}
    flows = {2021: 310, 2022: "at least 200"}
    return ds.Evidence(
        *(COURT.snapshot(date, [said(COURT.everyone, one)] if one else ()) for date, one in counts.items()),
        figures=[said(ds.entries(COURT.everyone, during=str(year)), number) for year, number in flows.items()],
    )


def history(ax: Axes | None = None) -> Axes:
    evidence = series()
    flows = [[evidence.bound(one(COURT.everyone, during=year)) for year in ("2021", "2022")] for one in (
        ds.entries, ds.exits)]  # fmt: skip
    return plots.plot_history(evidence.history(COURT.everyone), entries=flows[0], exits=flows[1], ax=ax)


def sensitive() -> ds.Evidence:
    figures = [said(ASYLUM, 70), said(COURT.everyone, "nearly 100", PRESS, rounded_to=10), said(OLD, "more than 40")]
    limit = ds.Assumption(ds.count(OLD, at=NOW) <= 60, because="as in the years before")
    return at(NOW, *figures).assuming(limit)


def transitions(ax: Axes | None = None) -> Axes:
    return plots.plot_transitions(KEPT.transitions("stage", since=THEN, until=NOW), ax=ax)


def proof(ax: Axes | None = None) -> Axes:
    return plots.plot_proof(KEPT.bound(ds.count(COURT["open"].became(COURT["closed"], THEN, NOW))), ax=ax)


PICTURES: dict[str, Callable[[], Axes]] = {
    "intervals": lambda ax=None: plots.plot_intervals(answers(), ax=ax),  # type: ignore[misc]
    "history": history,
    "transitions": transitions,
    "examples": lambda ax=None: plots.plot_examples(COUNTS.check(ds.count(ASYLUM & OLD) >= 30), ax=ax),  # type: ignore[misc]
    "proof": proof,
    "sensitivity": lambda ax=None: plots.plot_sensitivity(sensitive().sensitivity(ds.count(ASYLUM & OLD) >= 5), ax=ax),  # type: ignore[misc]
}
LONG = "A report with a title that goes on and on, and names each of the tables that it was taken from"


def with_long_texts() -> ds.Evidence:
    source = ds.Source(LONG, publisher="An agency with a name", locator=LONG)
    names = [COURT.population(f"a set with quite a long name, number {number}") for number in (1, 2)]
    return at(
        NOW, *(said(one, 1_234_567, source) for one in names), said(names[0] | names[1], "nearly 2 million", source)
    )


def long_texts() -> ds.Measure:
    first, second = (COURT.population(f"a set with quite a long name, number {number}") for number in (1, 2))
    return ds.share(first, among=second)


HARD: dict[str, Callable[[], Axes]] = {
    "long intervals": lambda: plots.plot_intervals([with_long_texts().bound(long_texts())]),
    "long proof": lambda: plots.plot_proof(with_long_texts().bound(long_texts())),
    "long examples": lambda: plots.plot_examples(with_long_texts().check(long_texts() >= ds.percent(50))),
    "long sensitivity": lambda: plots.plot_sensitivity(with_long_texts().sensitivity(long_texts())),
    "many rows": lambda: plots.plot_intervals({f"county {number}": COUNTS.bound(ASYLUM) for number in range(60)}),
    "many dates": lambda: plots.plot_history(
        ds.Evidence(*(COURT.snapshot(f"{year}-12-31", [said(ASYLUM, 1)]) for year in range(1990, 2025))).history(ASYLUM)
    ),
    "long transitions": lambda: plots.plot_transitions(
        with_long_texts().transitions([COURT.population(f"a set with quite a long name, number {number}") for number in
                                       range(1, 6)], since=THEN, until=NOW)),
}  # fmt: skip
"""Pictures with much to write."""
each = pytest.mark.parametrize("name", PICTURES)


@pytest.fixture(autouse=True)
def plain() -> Iterator[None]:
    """The settings of matplotlib as it comes."""
    with matplotlib.style.context("default"):
        yield


def named(ax: Axes) -> dict[str, Any]:
    """The artists by the names that the pictures give them."""
    found: dict[str, Any] = {}
    for one in ax.findobj():
        if one.get_gid():
            assert one.get_gid() not in found or one.get_gid() == "guide"
            found[one.get_gid()] = one
    return found


def texts(ax: Axes) -> list[str]:
    return [one.get_text() for one in ax.texts]


def without_text(figure: Figure) -> Figure:
    """The figure without text, and without keys, whose marks stand where their text ends."""
    for kind in (Text, Legend):
        for one in figure.findobj(kind):
            one.set_visible(False)
    return figure


# -- pictures ---------------------------------------------------------------------------------------------------------


@each
def test_pictures_are_as_they_were_looked_at(name: str, tmp_path: Path) -> None:
    figure = without_text(PICTURES[name]().figure)
    baseline, drawn = BASELINES / f"{name}.png", tmp_path / f"{name}.png"
    if os.environ.get("DOCKETSTATS_PICTURES") == "write":
        figure.savefig(baseline, dpi=60)
    figure.savefig(drawn, dpi=60)
    assert compare_images(str(baseline), str(drawn), TOLERANCE) is None


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("intervals", "row 1 upper"),
        ("history", "date 0 lower"),
        ("history", "flow 3 no end"),
        ("transitions", "open to closed lower"),
        ("examples", "true: asylum"),
        ("proof", "link 0 upper"),
        ("sensitivity", "row 4 moved lower"),
    ],
)
def test_a_picture_in_which_a_small_mark_moved_is_another(name: str, mark: str, tmp_path: Path) -> None:
    ax = PICTURES[name]()
    moved = named(ax)[mark]
    moved.set_transform(moved.get_transform() + Affine2D().translate(8, 8))
    without_text(ax.figure).savefig(tmp_path / "moved.png", dpi=60)
    assert compare_images(str(BASELINES / f"{name}.png"), str(tmp_path / "moved.png"), TOLERANCE) is not None


def not_drawn(figure: Figure) -> Iterator[Text]:
    """The numbers of ticks beyond the scale, and of axes without a frame."""
    for axis in figure.findobj(Axis):
        if not axis.axes.axison:
            yield from axis.findobj(Text)
            continue
        low, high = sorted(axis.get_view_interval())
        yield from (tick.label1 for tick in axis.get_major_ticks() if not low <= tick.get_loc() <= high)


@pytest.mark.parametrize("name", [*PICTURES, *HARD])
def test_no_text_is_clipped_or_covers_another(name: str) -> None:
    figure = {**PICTURES, **HARD}[name]().figure
    figure.draw_without_rendering()
    hidden = set(not_drawn(figure))
    every = figure.findobj(Text)
    shown = [one for one in every if one.get_visible() and one.get_text().strip() and one not in hidden]
    boxes = [(one.get_text(), one.get_window_extent()) for one in shown]
    frame = figure.bbox.padded(1)
    for text, box in boxes:
        assert frame.x0 <= box.x0, text
        assert box.x1 <= frame.x1, text
        assert frame.y0 <= box.y0, text
        assert box.y1 <= frame.y1, text
    for (text, box), (other, beside) in combinations(boxes, 2):
        assert not box.overlaps(beside), (text, other)


@each
def test_text_takes_the_colour_of_the_labels(name: str) -> None:
    with matplotlib.style.context("dark_background"):
        ax = PICTURES[name]()
    for one in ax.findobj(Text):
        if one.get_text():
            assert to_rgba(one.get_color()) == to_rgba("white"), one.get_text()


@each
def test_axes_that_are_given_are_used_and_no_setting_is_changed(name: str) -> None:
    before = dict(matplotlib.rcParams)
    ax = Figure(figsize=(8, 6)).add_subplot()
    assert PICTURES[name](ax=ax) is ax  # type: ignore[call-arg]
    assert dict(matplotlib.rcParams) == before


def test_pyplot_is_never_loaded() -> None:
    code = """
import io, sys
import docketstats as ds
from docketstats.adapters.plots import plot_intervals
docket = ds.Docket("docket")
plot_intervals([ds.Evidence().bound(ds.count(docket.everyone, at="2024"))]).figure.savefig(io.BytesIO())
print("matplotlib.pyplot" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("False\n", "")


# -- data: intervals --------------------------------------------------------------------------------------------------


def test_each_end_is_where_it_was_derived() -> None:
    ax = plots.plot_intervals(answers())
    found, edge = named(ax), ax.get_xlim()[1]
    places = [
        (found[f"row {row} lower"].get_xdata()[0], found[f"row {row} upper"].get_xdata()[0])
        for row in range(len(answers()))
    ]
    assert places == [(100, edge), (70, 70), (0, 70), (0, edge), (20, 70)]
    assert edge > 100
    for row, (low, high) in enumerate(places):
        assert "row 1 line" not in found
        if low != high:
            assert found[f"row {row} line"].get_xdata() == [low, high]
        assert set(found[f"row {row} lower"].get_ydata()) == {row}


def test_ends_are_told_apart_by_their_form() -> None:
    found = named(plots.plot_intervals(answers()))
    assert [found[f"row {row} upper"].get_marker() for row in range(5)] == [">", "o", "o", ">", "o"]
    faces = [found[f"row {row} {side}"].get_markerfacecolor() for row in (2, 4) for side in ("lower", "upper")]
    assert faces[:2] == ["#0072B2"] * 2
    assert list(map(to_rgba, faces[2:])) == [to_rgba("white")] * 2


def test_sharp_and_valid_are_told_apart_by_their_line() -> None:
    found = named(plots.plot_intervals(answers()))
    assert found["row 2 line"].get_linestyle() == "-"
    assert found["row 4 line"].get_linestyle() == "--"


def test_answers_are_in_words_with_unit_and_date() -> None:
    ax = plots.plot_intervals(answers())
    assert texts(ax)[:2] == ["at least 100 cases", "70 cases"]
    assert ax.get_xlabel() == "cases, as of 2024-12-31"
    assert [one.get_text() for one in ax.get_yticklabels()][:2] == ["everyone", "asylum"]


def test_the_key_explains_what_is_drawn_and_no_more() -> None:
    def key(*figures: ds.DerivedFigure) -> list[str]:
        return [one.get_text() for one in plots.plot_intervals(figures).get_legend().get_texts()]

    assert key(COUNTS.bound(ASYLUM)) == ["end included"]
    assert key(*answers().values()) == [
        "sharp: no tighter is right",
        "valid: a tighter one may be right",
        "end included",
        "end not included",
        "no end: without limit",
    ]


def test_shares_are_in_percent_and_small_ratios_per_100_000() -> None:
    ax = plots.plot_intervals([COUNTS.bound(ds.share(OLD, among=ASYLUM))])
    assert (ax.get_xlabel(), named(ax)["row 0 upper"].get_xdata()[0]) == ("percent, as of 2024-12-31", 100)
    jail = ds.Docket("jail")
    ratio = ds.ratio(ds.count(jail.population("held")), ds.count(jail.everyone))
    known = ds.Evidence(jail.snapshot("2024", [said(jail.population("held"), 3), said(jail.everyone, 1000)]))
    ax = plots.plot_intervals([known.bound(ratio)])
    assert (ax.get_xlabel(), named(ax)["row 0 upper"].get_xdata()[0]) == ("per 100,000, as of 2024", 300)


def test_a_scale_that_is_cut_says_so() -> None:
    near = at(NOW, said(ASYLUM, "between 900 and 910"))
    assert plots.plot_intervals([near.bound(ASYLUM)]).get_xlabel().endswith("(the scale does not begin at 0)")


def test_labels_stand_at_their_marks_also_near_an_edge() -> None:
    counts = at(NOW, said(COURT.everyone, 100), said(ASYLUM, "11 to 12"), said(OLD, "88 to 90"))
    ax = plots.plot_intervals([counts.bound(one) for one in (ASYLUM, OLD, COURT.everyone)])
    found, (low, high) = named(ax), ax.get_xlim()
    for row, side in enumerate(("lower", "upper", "upper")):
        mark = (found[f"row {row} {side}"].get_xdata()[0] - low) / (high - low)
        assert found[f"row {row} words"].xy[0] == pytest.approx(mark)


@pytest.mark.parametrize("told", ["between 1 and 10", "between 662,556 and 662,566"])
def test_the_ticks_of_whole_counts_are_whole(told: str) -> None:
    ax = plots.plot_intervals([at(NOW, said(ASYLUM, told)).bound(ASYLUM)])
    assert all(tick == int(tick) for tick in ax.get_xticks())


def test_names_and_measures_break_at_spaces_and_before_dates() -> None:
    ax = plots.plot_intervals({"convicted of homicide, non-detained": COUNTS.bound(ASYLUM)})
    assert [one.get_text() for one in ax.get_yticklabels()] == ["convicted of homicide,\nnon-detained"]
    most = ds.share(COURT["open"].at(THEN), among=COURT["closed"].at(NOW)) > ds.percent(10)
    ax = plots.plot_examples(TWO_DATES.check(most))
    assert ax.get_xticklabels()[0].get_text().startswith('if it is true:\nshare(open\n.at("2023-12-31"),\n')


def test_an_undefined_answer_has_no_mark() -> None:
    nobody = at(NOW, said(ASYLUM, 0))
    ax = plots.plot_intervals([nobody.bound(ds.share(OLD, among=ASYLUM))])
    assert texts(ax) == ["undefined"]
    assert not [one for one in named(ax) if one.endswith(("lower", "upper", "line"))]


def test_units_are_not_mixed() -> None:
    with pytest.raises(ds.UnitError, match="cases, percent"):
        plots.plot_intervals([COUNTS.bound(ASYLUM), COUNTS.bound(ds.share(OLD, among=ASYLUM))])


@pytest.mark.parametrize("wrong", [[], [COURT.everyone]])
def test_what_is_no_answer_is_refused(wrong: list[Any]) -> None:
    with pytest.raises(ds.ModelError):
        plots.plot_intervals(wrong)


def test_many_rows_are_drawn_and_too_many_are_refused() -> None:
    figure = COUNTS.bound(ASYLUM)
    ax = plots.plot_intervals({f"row {number}": figure for number in range(120)})
    assert len([one for one in named(ax) if one.endswith("lower")]) == 120
    with pytest.raises(ds.TooLarge, match="501"):
        plots.plot_intervals({f"row {number}": figure for number in range(501)})


def test_names_are_text_and_long_ones_are_wrapped() -> None:
    name = r"$\frac$ " + "a name that goes on and on " * 9 + "\x1b[31m"
    ax = plots.plot_intervals({name: COUNTS.bound(ASYLUM)})
    ax.figure.draw_without_rendering()
    (label,) = (one.get_text() for one in ax.get_yticklabels())
    assert label.startswith(r"$\frac$ a name")
    assert label.endswith(" …")
    assert max(map(len, label.split("\n"))) <= 34
    assert "\x1b" not in label


def test_dates_are_told_where_names_leave_them_out() -> None:
    pair = {one: TWO_DATES.bound(ds.count(COURT["open"], at=one)) for one in (THEN, NOW)}
    ax = plots.plot_intervals({"before": pair[THEN], "after": pair[NOW]})
    assert [one.get_text() for one in ax.get_yticklabels()] == [f"before ({THEN})", f"after ({NOW})"]
    assert ax.get_xlabel() == "cases"


def test_numbers_that_no_float_holds_are_drawn_without_an_end() -> None:
    ax = plots.plot_intervals([at(NOW, said(ASYLUM, 10**400)).bound(OLD & ASYLUM)])
    assert named(ax)["row 0 upper"].get_marker() == ">"


# -- data: histories --------------------------------------------------------------------------------------------------


def test_a_history_has_its_intervals_and_nothing_at_a_gap() -> None:
    ax = history()
    found = named(ax)
    ends = {
        number: [found[f"date {number} {side}"].get_ydata()[0] for side in ("lower", "upper")] for number in (0, 1, 3)
    }
    assert ends == {0: [900, 900], 1: [800, 1210], 3: [700, 780]}
    assert "date 2 lower" not in found
    assert list(found["gap 2"].get_ydata()) == [0, 1]  # from the bottom to the top: no value
    assert "gap" in texts(ax)


def test_nothing_is_drawn_between_dates() -> None:
    lines = [one for gid, one in named(history()).items() if gid.startswith("date") and gid.endswith("line")]
    assert lines
    assert all(len(set(one.get_xdata())) == 1 for one in lines)


def test_dates_are_in_their_place_and_a_month_takes_all_its_days() -> None:
    found = named(history())
    places = [found[f"date {number} lower"].get_xdata()[0] for number in (0, 1, 3)]
    days = [
        (ds.Period.read(one).start - ds.Period.read("1970-01-01").start).days for one in ("2020-12-31", "2021-12-31")
    ]  # type: ignore[operator]
    assert places[:2] == days
    month = found["date 3 may be"]
    assert (month.get_width(), places[2] - month.get_x()) == (29, 14.5)


def test_flows_are_filled_to_the_least_and_hatched_to_the_greatest() -> None:
    ax = history()
    (below,) = ax.child_axes
    found = named(below)
    heights = {gid: one.get_height() for gid, one in found.items() if gid.endswith(("least", "greatest"))}
    top = below.get_ylim()[1]
    assert heights == {
        "flow 0 least": 310,
        "flow 0 greatest": 0,
        "flow 1 least": 200,
        "flow 1 greatest": top - 200,
        "flow 2 least": 0,
        "flow 2 greatest": -410,
        "flow 3 least": 0,
        "flow 3 greatest": -top,
    }
    assert {gid for gid in found if gid.endswith("no end")} == {"flow 1 no end", "flow 3 no end"}
    assert found["flow 1 greatest"].get_hatch() != found["flow 3 greatest"].get_hatch()


def test_undated_figures_stand_at_the_right() -> None:
    evidence = at("2024", said(ASYLUM, 5)) | at("undated", said(ASYLUM, 7))
    ax = plots.plot_history(evidence.history(ASYLUM))
    found = named(ax)
    assert found["date 1 lower"].get_xdata()[0] > found["date 0 lower"].get_xdata()[0]
    assert [one.get_text() for one in ax.get_xticklabels()] == ["2024", "undated"]


def test_events_and_distinct_units_are_not_mixed() -> None:
    evidence = series()
    flows = [evidence.bound(one(COURT.everyone, during="2021")) for one in (ds.entries, ds.entrants)]
    with pytest.raises(ds.UnitError, match="events and cases"):
        plots.plot_history(evidence.history(COURT.everyone), entries=flows)


def test_what_is_no_flow_is_refused() -> None:
    with pytest.raises(ds.ModelError, match="no flow"):
        plots.plot_history(series().history(COURT.everyone), entries=[COUNTS.bound(ASYLUM)])
    with pytest.raises(ds.ModelError, match="no flow"):
        plots.plot_history(series().history(COURT.everyone), exits=[ds.exits(COURT.everyone, during="2021")])  # type: ignore[list-item]
    with pytest.raises(ds.ModelError, match="no dates"):
        plots.plot_history(series().history(COURT.everyone, dates=[]))


# -- data: transitions ------------------------------------------------------------------------------------------------


def test_each_cell_shows_both_ends() -> None:
    ax = transitions()
    # By hand: 60 open and 40 closed become 30 and 90, and nobody leaves.
    rows = [
        ["≤ 30", "≥ 0", "≤ 60", "≥ 30", "0"],
        ["≤ 30", "≥ 0", "≤ 40", "≥ 10", "0"],
        ["≤ 20", "≥ 0", "≤ 20", "≥ 0", "not\ncounted"],
    ]
    assert texts(ax) == [text for row in rows for text in row]


def test_shades_are_in_proportion() -> None:
    found = named(transitions())
    shades = [found[f"open to closed {side}"].get_alpha() for side in ("upper", "lower")]
    assert shades[0] == 2 * shades[1] > 0
    assert found["open to not on the docket only"].get_alpha() == 0


def test_no_limit_is_hatched_and_not_shaded() -> None:
    ax = plots.plot_transitions(at(THEN).transitions([ASYLUM], since=THEN, until=NOW))
    half = named(ax)["asylum to asylum upper"]
    assert (half.get_hatch(), to_rgba(half.get_facecolor())[3]) == ("....", 0)
    assert texts(ax)[:2] == ["no limit", "≥ 0"]


def test_dates_and_unit_are_at_the_grid() -> None:
    ax = transitions()
    assert (ax.get_xlabel(), ax.get_ylabel()) == (f"cases, to {NOW}", f"from {THEN}")


def test_a_grid_of_too_many_sets_is_refused() -> None:
    many = [COURT.population(f"set {number}") for number in range(31)]
    table = attrs.evolve(
        KEPT.transitions("stage", since=THEN, until=NOW),
        intervals={(f"{a}", f"{b}"): ds.Interval(0, 1) for a in many for b in many},
        bound=KEPT.bound,
    )
    with pytest.raises(ds.TooLarge, match="31"):
        plots.plot_transitions(table)


# -- data: examples ---------------------------------------------------------------------------------------------------


def test_examples_are_as_high_as_they_have_units() -> None:
    verdict = COUNTS.check(ds.count(ASYLUM & OLD) >= 30)
    ax = plots.plot_examples(verdict)
    found = named(ax)
    for truth, witness in (("true", verdict.true_in), ("false", verdict.false_in)):
        assert witness is not None
        drawn = {gid: one.get_height() for gid, one in found.items() if gid.startswith(truth)}
        both = drawn.get(f"{truth}: asylum and old", 0)
        assert both == witness.value
        assert both + drawn.get(f"{truth}: asylum", 0) == 70
        assert (both >= 30) is (truth == "true")


def test_what_is_alike_in_both_and_not_counted_is_told_and_not_drawn() -> None:
    evidence = at(NOW, said(ASYLUM, 70), said(OLD - ASYLUM, 5_000))
    ax = plots.plot_examples(evidence.check(ds.count(ASYLUM & OLD) >= 30))
    assert "Alike in both, and not drawn: 5,000 in old" in ax.get_title(loc="left")
    assert not [gid for gid in named(ax) if gid.endswith(": old")]


def test_a_decided_claim_has_no_two_examples() -> None:
    with pytest.raises(ds.ModelError, match="supported"):
        plots.plot_examples(COUNTS.check(ds.count(ASYLUM).equals(70)))


# -- data: proofs -----------------------------------------------------------------------------------------------------


def test_links_go_from_the_facts_of_each_proof_to_its_end() -> None:
    figure = KEPT.bound(ds.count(COURT["open"].became(COURT["closed"], THEN, NOW)))
    ax = plots.plot_proof(figure)
    found = named(ax)
    boxes = texts(ax)[: len([gid for gid in found if gid.startswith("box")])]
    for side in ("lower", "upper"):
        bearing = {
            " ".join(boxes[int(gid.split()[1])].split())
            for gid in found
            if gid.startswith("link") and gid.endswith(side)
        }
        end = getattr(figure, side)
        assert len(bearing) == len(end.proof.facts)
        assert all(any(box.startswith(fact.text[:30]) for box in bearing) for fact in end.proof.facts)
    assert {one.get_text() for gid, one in found.items() if gid.startswith("goal")} == {"At most 60", "At least 30"}


def test_what_is_assumed_and_what_is_a_rule_has_another_frame() -> None:
    ax = proof()
    found = named(ax)
    frames = {
        text.split(":")[0].split()[0]: found[f"box {place}"].get_linestyle() for place, text in enumerate(texts(ax)[:6])
    }
    assert frames["count(open,"] in ("-", "solid")
    assert frames["assumed"] in ("--", "dashed")
    assert frames["classification"] in (":", "dotted")


def test_an_end_that_is_none_has_no_link() -> None:
    ax = plots.plot_proof(COUNTS.bound(COURT.everyone))
    assert [gid for gid in named(ax) if gid.startswith("link")] == ["link 0 lower"]
    assert "No greatest value\nfollows from the facts" in texts(ax)


def test_many_facts_share_a_box() -> None:
    parts = [COURT.population(f"part {number}") for number in range(30)]
    figures = [said(one, number + 1, ds.Source(f"Report {number}")) for number, one in enumerate(parts)]
    everyone = at(NOW, *figures).bound(sum((ds.count(one) for one in parts[1:]), ds.count(parts[0])))
    ax = plots.plot_proof(everyone)
    found = named(ax)
    assert len([gid for gid in found if gid.startswith("box")]) == 14
    assert any(text.startswith("17 further facts") for text in texts(ax))


# -- data: sensitivity ------------------------------------------------------------------------------------------------


def test_a_tornado_has_the_greatest_move_on_top_and_counts_what_moves_nothing() -> None:
    sensitivity = sensitive().sensitivity(ds.count(ASYLUM & OLD) >= 5)
    ax = plots.plot_sensitivity(sensitivity)
    found = named(ax)
    assert sensitivity.figure.interval == ds.Interval(10, 60)
    rows = [label.get_text() for label in ax.get_yticklabels()]
    assert rows[0] == "as it stands"
    moves = []
    for row in range(1, len(rows)):
        ends = [found[f"row {row} {side}"].get_xdata()[0] for side in ("lower", "upper")]
        moves.append(abs(ends[0] - 10) + abs(ends[1] - 60))
        for side, before, after in zip(("lower", "upper"), (10, 60), ends, strict=True):
            box = found.get(f"row {row} moved {side}")
            assert (box is None) is (before == after)
            if box:
                assert sorted((before, after)) == [box.get_x(), box.get_x() + box.get_width()]
    assert moves == sorted(moves, reverse=True)
    assert len(rows) == 1 + len(sensitivity.matter)
    assert texts(ax)[0] == "10 to 60 cases: supported"


def test_a_contradiction_is_a_row_without_a_mark() -> None:
    evidence = at(NOW, said(ASYLUM, 70), said(OLD, "nearly 70", PRESS, rounded_to=10))
    evidence = ds.Evidence(*evidence.snapshots, relations=[ASYLUM.within(OLD, because="by law")])
    sensitivity = evidence.sensitivity(OLD)
    assert any(one.figure is None for one in sensitivity.changes)
    ax = plots.plot_sensitivity(sensitivity)
    assert "contradictory evidence: no answer" in texts(ax)
    place = texts(ax).index("contradictory evidence: no answer")
    assert f"row {place} lower" not in named(ax)


def test_ends_that_are_lost_are_arrows() -> None:
    ax = plots.plot_sensitivity(at(NOW, said(ASYLUM, 70)).sensitivity(ASYLUM))
    found = named(ax)
    assert found["row 1 upper"].get_marker() == ">"
    assert math.isclose(found["row 1 moved upper"].get_x() + found["row 1 moved upper"].get_width(), ax.get_xlim()[1])
