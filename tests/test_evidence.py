"""Evidence: what it takes, what it refuses, and how it is made smaller, larger and joined."""

import io
import sys

import pytest

import docketstats as ds

LETTER, OTHER = ds.Source("Letter"), ds.Source("Other")
JUNE, JULY = "2024-06-21", "2024-07-21"
docket, court = ds.Docket("docket"), ds.Docket("court", unit="case")
a, b = docket.population("a"), docket.population("b")


def said(what: ds.Population | ds.Measure, value: object = 5, source: ds.Source = LETTER) -> ds.ReportedFigure:
    return ds.reported(what, value, source=source)


first, second = said(a, 10), said(b, 4, OTHER)
relation = b.within(a, source=OTHER)
reasoned = (a & b).within(a, because="logic")
assumption = ds.Assumption(ds.count(b, at=JULY) >= 1, because="argument")
july = docket.snapshot(JULY, [first, second])
full = ds.Evidence(july, relations=[relation, reasoned], assumptions=[assumption])


# -- building ---------------------------------------------------------------------------------------------------------


def test_empty_evidence_answers_with_what_counting_alone_says() -> None:
    assert ds.Evidence().bound(ds.count(a, at=JULY)).interval == ds.Interval.at_least(0)
    assert ds.Evidence().conflicts() == ()
    with pytest.raises(ds.DateError, match="the evidence has 0: none"):
        ds.Evidence().bound(ds.count(a))


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: ds.Evidence(relation), "is no Snapshot.*the rest by keyword"),
        (lambda: ds.Evidence([july]), "is no Snapshot; pass snapshots one by one"),
        (lambda: ds.Evidence(figures=[relation]), "is no ReportedFigure"),
        (lambda: ds.Evidence(relations=[assumption]), "is no Relation"),
        (lambda: ds.Evidence(assumptions=[relation]), "is no Assumption"),
    ],
)
def test_what_does_not_belong_is_refused(build: object, message: str) -> None:
    with pytest.raises(ds.ModelError, match=message):
        build()


def test_two_definitions_of_a_docket_are_refused() -> None:
    other = ds.Docket("docket", unit="case")
    with pytest.raises(ds.ModelError, match="docket 'docket' has two definitions"):
        ds.Evidence(july, other.snapshot(JULY))
    with pytest.raises(ds.ModelError, match="another definition of docket 'docket'"):
        full.bound(ds.count(other.everyone, at=JULY))


def test_two_descriptions_of_one_name_are_refused() -> None:
    one, two = docket.population("crime", "convicted"), docket.population("crime", "charged")
    with pytest.raises(ds.ModelError, match="'crime' is described as 'convicted' and as 'charged'"):
        ds.Evidence(docket.snapshot(JULY, [said(one)]), relations=[two.within(a, source=LETTER)])
    ds.Evidence(docket.snapshot(JULY, [said(one)]), docket.snapshot(JUNE, [said(docket.population("crime"))]))


def test_several_problems_are_reported_together() -> None:
    one, two = docket.population("crime", "convicted"), docket.population("crime", "charged")
    with pytest.raises(ds.ModelError) as caught:
        ds.Evidence(docket.snapshot(JULY, [said(one), said(two)]), figures=[first], relations=[a.within(b)])
    for part in ("described as", "spans dates", "neither a source nor a reason"):
        assert part in str(caught.value)


def test_a_figure_that_spans_dates_needs_all_its_dates() -> None:
    with pytest.raises(ds.ModelError, match=r"figure 1 \(count\(a\)\) spans dates.*\.at\(date\)"):
        ds.Evidence(july, figures=[first])
    grown = said(ds.change(a, since=JUNE, until=JULY), "up 3")
    assert ds.Evidence(july, figures=[grown]).bound(ds.count(a, at=JUNE)).interval == ds.Interval(7, 7)


def test_what_is_given_twice_counts_once() -> None:
    assert ds.Evidence(july, july, relations=[relation, relation]) == ds.Evidence(july, relations=[relation])


def test_dockets_sources_and_dates() -> None:
    assert full.dockets == (docket,)
    assert full.sources == (LETTER, OTHER)
    assert [str(date) for date in full.dates] == [JULY]


def test_two_dockets_live_side_by_side() -> None:
    told = full | ds.Evidence(court.snapshot(JULY, [said(court.everyone, 9)]))
    assert told.bound(ds.count(court.everyone)).interval == ds.Interval(9, 9)
    assert told.bound(ds.count(a)).interval == ds.Interval(10, 10)


# -- smaller, larger, joined ------------------------------------------------------------------------------------------


def test_without_a_source_leaves_out_all_it_said() -> None:
    left = full.without(OTHER)
    assert left.sources == (LETTER,)
    assert left.relations == (reasoned,)
    assert left.assumptions == (assumption,)


@pytest.mark.parametrize("part", [first, relation, reasoned, assumption, july], ids=["f", "r", "reason", "a", "s"])
def test_without_leaves_out_one_part(part: object) -> None:
    left = full.without(part)
    everything = (*left.snapshots, *(f for s in left.snapshots for f in s.figures), *left.relations, *left.assumptions)
    assert part not in everything
    assert full.without() == full


def test_only_keeps_what_was_chosen_and_what_rests_on_reasons() -> None:
    left = full.only(LETTER)
    assert left.snapshots == (docket.snapshot(JULY, [first]),)
    assert left.relations == (reasoned,)
    assert left.assumptions == (assumption,)
    assert full.only(second).snapshots == (docket.snapshot(JULY, [second]),)
    assert full.only(LETTER, OTHER) == full


def test_only_a_snapshot_keeps_all_of_it() -> None:
    told = full | ds.Evidence(docket.snapshot(JUNE, [said(a, 3)]))
    assert told.only(july).snapshots == (july,)


def test_assuming_adds_and_changes_nothing_else() -> None:
    more = ds.Assumption(a.same_as(b), because="another argument")
    assert full.assuming(more).assumptions == (assumption, more)
    assert full.assuming(more).without(more) == full
    assert full.assuming() == full


def test_evidence_is_joined_by_or() -> None:
    other = ds.Evidence(docket.snapshot(JUNE, [said(a, 3)]))
    assert (full | other).snapshots == (july, *other.snapshots)
    assert full | full == full
    assert full | ds.Evidence() == full
    with pytest.raises(TypeError):
        full | july


# -- questions --------------------------------------------------------------------------------------------------------


def test_a_population_asks_for_its_count() -> None:
    assert full.bound(a) == full.bound(ds.count(a))


def test_many_questions_are_answered_as_one_by_one() -> None:
    measures = [ds.count(a), ds.count(a & b), ds.share(b, among=a)]
    assert list(full.bounds(measures)) == [full.bound(measure) for measure in measures]
    assert list(full.bounds([])) == []


def test_a_question_about_a_set_that_nobody_mentions_is_answered() -> None:
    assert not full.bound(ds.count(docket.population("new"))).interval.is_bounded


def test_nobody_and_everyone() -> None:
    assert full.bound(ds.count(docket.nobody)).interval == ds.Interval(0, 0)
    assert full.bound(ds.count(docket.everyone)).interval == ds.Interval.at_least(10)
    assert full.bound(ds.share(a, among=docket.nobody, at=JULY)).is_undefined


def test_a_date_that_no_figure_has_is_noted() -> None:
    assert any(
        "no figure of this evidence is as of 1999-01-01" in note
        for note in full.bound(ds.count(a, at="1999-01-01")).notes
    )


# -- many questions, and how each is answered --------------------------------------------------------------------------


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("stream", "shown"), [(Terminal(), True), (io.StringIO(), False)], ids=["terminal", "file"])
def test_many_questions_show_a_bar_on_a_terminal_alone(
    stream: io.StringIO, shown: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    docket = ds.Docket("court", unit="case")
    old, new = docket.population("old"), docket.population("new")
    figures = [ds.reported(one, 40, source=ds.Source("Report")) for one in (old, new)]
    evidence = ds.Evidence(docket.snapshot("2024-09-30", figures=figures))
    found = evidence.bounds(ds.count(one) for one in (old, new, old & new))
    assert [one.interval.upper for one in found] == [40, 40, 40]
    assert ("0/3" in stream.getvalue()) is shown


def test_a_plan_names_the_way_and_prints_the_system() -> None:
    docket = ds.Docket("court", unit="case")
    old, new = docket.population("old"), docket.population("new")
    figures = [ds.reported(old, 40, source=ds.Source("Report")), ds.reported(new, "5 to 9", source=ds.Source("Report"))]
    plan = ds.Evidence(docket.snapshot("2024-09-30", figures=figures)).plan(ds.count(old & new))
    assert (plan.facts, plan.sets, plan.cells, plan.rows, plan.treewidth) == (2, 2, 3, 2, 1)
    lines = plan.system().splitlines()
    assert lines[0] == 'x1 = count((new & old).at("2024-09-30"))'
    assert sorted(lines[3:5]) == ["5 <= x1 + x3 <= 9", "x1 + x2 = 40"]
