"""Disclosure audits: what is a suppressed cell, what exposes it, and what is told of it."""

import pickle

import attrs
import pytest

import docketstats as ds

STAGE = ds.Classification("stage", ("open", "heard", "closed"))
COURT = ds.Docket("court", unit="case", classifications=(STAGE,))
OPEN, HEARD, CLOSED = (COURT[code] for code in ("open", "heard", "closed"))
OLD = COURT.population("old")
TABLE, NEWS = ds.Source("Table 1"), ds.Source("News")
DAY = "2024-09-30"


def evidence(*said: tuple[ds.Population | ds.Measure, object], **kwargs: object) -> ds.Evidence:
    figures = [ds.reported(what, value, source=TABLE, **kwargs) for what, value in said]  # type: ignore[arg-type]
    return ds.Evidence(COURT.snapshot(DAY, figures=figures))


def texts(facts: tuple[ds.Fact, ...]) -> list[str]:
    return [fact.text.removeprefix("count(").replace(f', at="{DAY}")', "") for fact in facts]


def test_a_cell_that_the_others_leave_a_single_number_for_is_recovered() -> None:
    (one,) = evidence((COURT.everyone, 100), (OPEN, 60), (HEARD, 33), (CLOSED, "<11")).exposed()
    assert one.is_recovered
    assert not one.is_narrowed
    assert one.interval == ds.Interval(7, 7)
    assert one.said == ds.Interval(0, 10)
    assert texts(one.given_away_by) == ["everyone is 100", "open is 60", "heard is 33"]
    assert one.figure.check()
    assert str(one) == f'count(closed, at="{DAY}"): shown as 0 to 10 cases, recovered: 7 cases'


def test_a_cell_known_by_more_than_its_words_to_be_small_is_narrowed() -> None:
    found = evidence((COURT.everyone, 100), (OPEN, 88), (HEARD, "*"), (CLOSED, "1 to 10")).exposed(11)
    # 12 are heard or closed: with 1 to 10 closed, 2 to 11 are heard, which may be 11 and so is not below it.
    assert not found
    assert [one.interval for one in found.cells] == [ds.Interval(2, 11), ds.Interval(1, 10)]
    (one,) = evidence((COURT.everyone, 100), (OPEN, 89), (HEARD, "*"), (CLOSED, "1 to 10")).exposed(11)
    assert (one.measure, one.interval) == (ds.count(HEARD, at=DAY), ds.Interval(1, 10))
    assert one.is_narrowed
    assert texts(one.given_away_by) == ["everyone is 100", "open is 89", "closed is 1 to 10"]


def test_its_own_words_expose_no_cell() -> None:
    found = evidence((COURT.everyone, 100), (CLOSED, "1 to 10")).exposed()
    assert not found
    assert [one.given_away_by for one in found.cells] == [()]


def test_a_width_forgives_what_is_narrowed_by_little() -> None:
    table = evidence((COURT.everyone, 100), (OPEN, 91), (HEARD, "1 to 10"), (CLOSED, "1 to 10"))
    assert [one.interval for one in table.exposed()] == [ds.Interval(1, 8), ds.Interval(1, 8)]
    assert not table.exposed(width=7)
    assert len(table.exposed(width=8)) == 2


@pytest.mark.parametrize(
    ("words", "options", "is_suppressed"),
    [
        ("*", {}, True),
        ("(S)", {}, True),
        ("<11", {}, True),
        ("1 to 10", {}, True),
        ("10", {"rounded_to": 10}, True),
        ("5", {}, False),
        ("0", {}, False),
        ("more than 500", {}, False),
        ("500", {"rounded_to": 10}, False),
        ("11 to 20", {}, False),
    ],
)
def test_what_is_a_suppressed_cell(words: str, options: dict[str, int], is_suppressed: bool) -> None:
    assert bool(evidence((CLOSED, words), **options).exposed().cells) is is_suppressed


def test_another_source_gives_a_cell_away() -> None:
    figures = [ds.reported(CLOSED, "<11", source=TABLE), ds.reported(CLOSED, 4, source=NEWS)]
    found = ds.Evidence(COURT.snapshot(DAY, figures=figures)).exposed()
    assert [fact.source for one in found for fact in one.given_away_by] == [NEWS]
    assert [fact.source for fact in found.printed] == [NEWS]


def test_shares_and_relations_give_cells_away_too() -> None:
    figures = [ds.reported(OLD, 40, source=TABLE), ds.reported(OLD & OPEN, "*", source=TABLE)]
    figures.append(ds.reported(ds.share(OPEN, among=OLD), "5%", exact=True, source=NEWS))
    (one,) = ds.Evidence(COURT.snapshot(DAY, figures=figures)).exposed()
    assert one.interval == ds.Interval(2, 2)
    assert {fact.source for fact in one.given_away_by} == {TABLE, NEWS}
    within = OLD.within(CLOSED, because="by law")
    (one,) = evidence((CLOSED, 6), (OLD, "*")).__or__(ds.Evidence(relations=[within])).exposed()
    assert [fact.because for fact in one.given_away_by] == ["", "by law"]


def test_small_counts_that_nobody_lists_are_derived() -> None:
    found = evidence((COURT.everyone, 100), (OPEN, 97), (HEARD, 0)).exposed()
    assert not found
    assert {str(one.measure): one.interval for one in found.derived} == {
        f'count(closed.at("{DAY}"))': ds.Interval(3, 3),
        f'count((~open).at("{DAY}"))': ds.Interval(3, 3),
    }
    found = evidence((COURT.everyone, 100), (OLD, 97)).exposed()
    assert [str(one.measure) for one in found.derived] == [f'count((~old).at("{DAY}"))']
    assert texts(found.derived[0].given_away_by) == ["everyone is 100", "old is 97"]
    assert not evidence((COURT.everyone, 100), (OLD, 100)).exposed().derived
    assert not evidence((HEARD, 100), (OLD, 97)).exposed().derived  # neither is known to be in the other


def test_what_lies_within_by_relation_leaves_a_small_rest() -> None:
    new = COURT.population("new")
    relations = [new.within(OLD, because="by definition"), OLD.within(OPEN, because="by practice")]
    table = evidence((OPEN, 50), (new, 45)) | ds.Evidence(relations=relations)
    assert [one.interval for one in table.exposed().derived] == [ds.Interval(5, 5)]


def test_populations_left_out_are_audited_on_request() -> None:
    table = evidence((COURT.everyone, 100), (OPEN, 60), (HEARD, 33))
    (one,) = table.exposed(cells=[CLOSED])
    assert one.fact is None
    assert one.is_recovered
    assert str(one).endswith("not shown, recovered: 7 cases")


def test_dates_are_audited_each_for_itself() -> None:
    def of(day: str, closed: object) -> ds.Snapshot:
        said = ((COURT.everyone, 100), (OPEN, 60), (HEARD, 33), (CLOSED, closed))
        return COURT.snapshot(day, figures=[ds.reported(*one, source=TABLE) for one in said])  # type: ignore[arg-type]

    found = ds.Evidence(of("2023-09-30", 7), of(DAY, "*")).exposed()
    assert [str(one.measure) for one in found] == [f'count(closed, at="{DAY}")']


def test_contradictory_figures_are_told() -> None:
    with pytest.raises(ds.ContradictoryEvidence):
        evidence((COURT.everyone, 100), (OPEN, 101), (CLOSED, "*")).exposed()


@pytest.mark.parametrize("rule", [{"threshold": 1}, {"threshold": 2.5}, {"threshold": True}, {"width": 0}])
def test_a_rule_must_make_sense(rule: dict[str, int]) -> None:
    with pytest.raises(ds.ModelError, match="is a whole number"):
        evidence((CLOSED, "*")).exposed(**rule)


def test_the_findings_in_prose() -> None:
    text = evidence((COURT.everyone, 100), (OPEN, 60), (HEARD, 33), (CLOSED, "<11"), (OLD, 4)).exposed().explain()
    assert text.splitlines()[0] == "Suppressed cells: 1; exposed: 1."
    assert f'given away by count(heard, at="{DAY}") is 33 [Table 1]' in text
    assert f'printed, and below 11: count(old, at="{DAY}") is 4 [Table 1]' in text
    assert evidence((OPEN, 60)).exposed().explain().startswith("No count is suppressed")
    assert "At most 7, because" in evidence((COURT.everyone, 7), (CLOSED, "*")).exposed()[0].explain()


def test_what_the_work_limit_leaves_open_is_told() -> None:
    found = evidence((COURT.everyone, 100), (CLOSED, "1 to 10")).exposed()
    assert found.unsettled == ()
    (one,) = found.cells
    assert one.figure.lower is not None
    loose = attrs.evolve(one, figure=attrs.evolve(one.figure, lower=attrs.evolve(one.figure.lower, sharp=False)))
    again = ds.Exposures([loose], rule=found.rule)
    assert again.unsettled == (loose,)
    assert "whether it is exposed is not settled" in again.explain()


def test_what_a_reader_knows_besides_is_an_assumption() -> None:
    table = evidence((COURT.everyone, 100), (OPEN, 90), (HEARD, "*"), (CLOSED, "*"))
    assert [one.is_narrowed for one in table.exposed().cells] == [True, True]  # each is 0 to 10
    known = table.assuming(ds.Assumption(ds.count(HEARD) >= 8, because="a clerk knows eight of them"))
    (one,) = (one for one in known.exposed() if one.measure == ds.count(CLOSED, at=DAY))
    assert one.interval == ds.Interval(0, 2)
    assert "a clerk knows eight of them" in [fact.because for fact in one.given_away_by]


def test_findings_are_equal_after_pickling() -> None:
    found = evidence((COURT.everyone, 100), (OPEN, 60), (HEARD, 33), (CLOSED, "<11"), (OLD, 4)).exposed()
    again = pickle.loads(pickle.dumps(found))
    assert (again, again.cells, again.derived, again.printed) == (found, found.cells, found.derived, found.printed)
    assert hash(found) == hash(again)


def test_a_cell_that_is_not_exposed_shows_what_is_known_of_it() -> None:
    table = evidence((COURT.everyone, 100), (OPEN, "*"), (HEARD, 33), (CLOSED, "<11"))
    found = table.exposed()
    assert not found
    assert str(found.cells[0]) == f'count(open, at="{DAY}"): not shown, not exposed: 57 to 67 cases'
