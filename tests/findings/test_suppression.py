"""Proposals of figures to hide."""

import pytest

import docketstats as ds
import docketstats.findings.suppression as suppression

STAGE = ds.Classification("stage", ("open", "heard", "closed"))
COURT = ds.Docket("court", unit="case", classifications=(STAGE,))
OPEN, HEARD, CLOSED = (COURT[code] for code in ("open", "heard", "closed"))
TABLE = ds.Source("Table 1")
DAY = "2024-09-30"


def evidence(*said: tuple[ds.Population, object], day: str = DAY) -> ds.Evidence:
    figures = [ds.reported(what, value, source=TABLE) for what, value in said]  # type: ignore[arg-type]
    return ds.Evidence(COURT.snapshot(day, figures=figures))


FULL = evidence((COURT.everyone, 100), (OPEN, 60), (HEARD, 33), (CLOSED, 7))


def hidden(proposal: ds.Suppression) -> list[str]:
    return [fact.text.removeprefix("count(").replace(f', at="{DAY}")', "") for fact in proposal.hidden]


def test_small_counts_are_hidden_and_then_what_gives_them_away() -> None:
    proposal = FULL.suppress(11, keep=[COURT.everyone], by="counts")
    assert hidden(proposal) == ["heard is 33", "closed is 7"]
    assert proposal.total == 40
    after = proposal.apply(FULL)
    found = after.exposed(11)
    assert (len(found), found.derived, found.printed) == (0, (), ())
    assert after.bound(CLOSED).interval == ds.Interval(0, 40)
    assert proposal.check(FULL)


def test_the_fewest_cells_are_hidden_unless_counts_matter() -> None:
    assert FULL.suppress(11).total == 2
    assert len(FULL.suppress(11).hidden) == 2


def test_nothing_is_hidden_where_nothing_is_exposed() -> None:
    table = evidence((COURT.everyone, 100), (OPEN, 60), (HEARD, "*"), (CLOSED, "1 to 10"))
    proposal = table.suppress(11)
    assert proposal.hidden == ()
    assert proposal.apply(table) == table
    assert proposal.explain() == "Nothing has to be hidden: no suppressed cell is exposed, and none printed is small."


def test_a_range_that_gives_another_cell_away_is_hidden_too() -> None:
    table = evidence((COURT.everyone, 100), (OPEN, 89), (HEARD, "*"), (CLOSED, "1 to 10"))
    assert hidden(table.suppress(11, keep=[COURT.everyone, OPEN])) == ["closed is 1 to 10"]


def test_what_is_to_be_kept_is_kept_or_the_reason_is_told() -> None:
    table = evidence((COURT.everyone, 100), (OPEN, 60), (HEARD, 33), (CLOSED, "<11"))
    assert hidden(table.suppress(11, keep=[COURT.everyone, table.snapshots[0].figures[1]])) == ["heard is 33"]
    with pytest.raises(ds.ModelError, match=r"nothing that may be hidden .* recovered: 7 cases") as error:
        table.suppress(11, keep=[TABLE])
    assert "everyone" in str(error.value)
    with pytest.raises(ds.ModelError, match="no figure is of old"):
        table.suppress(11, keep=[COURT.population("old")])
    with pytest.raises(ds.ModelError, match="'everyone' is no source, figure or population"):
        table.suppress(11, keep=["everyone"])  # type: ignore[list-item]


def test_a_small_count_that_is_to_be_kept_is_told_of() -> None:
    proposal = FULL.suppress(11, keep=[CLOSED])
    assert proposal.hidden == ()
    assert "Printed still" in proposal.explain()
    assert "count(closed" in proposal.explain()


def test_a_figure_is_hidden_at_its_own_date_only() -> None:
    figures = [ds.reported(what, value, source=TABLE) for what, value in ((OPEN, 60), (COURT.everyone, 100))]
    before = COURT.snapshot("2023-09-30", figures=figures)
    more = [*figures, ds.reported(HEARD, 33, source=TABLE), ds.reported(CLOSED, "<11", source=TABLE)]
    table = ds.Evidence(before, COURT.snapshot(DAY, figures=more))
    after = table.suppress(11, keep=[COURT.everyone.at(DAY), HEARD]).apply(table)
    assert after.snapshots[0] == before
    assert [figure.value for figure in after.snapshots[1].figures] == ["*", 100, 33, "<11"]


def test_a_mark_must_say_nothing_and_a_cost_be_known() -> None:
    with pytest.raises(ds.ModelError, match="use one that says nothing"):
        FULL.suppress(11, mark="1 to 10")
    with pytest.raises(ds.ModelError, match="no cost 'size'"):
        FULL.suppress(11, by="size")  # type: ignore[arg-type]
    after = FULL.suppress(11, mark="(S)").apply(FULL)
    assert "(S)" in [figure.value for figure in after.snapshots[0].figures]


def test_a_proposal_is_for_the_evidence_that_it_was_made_from() -> None:
    with pytest.raises(ds.ModelError, match="has not the figures"):
        FULL.suppress(11).apply(evidence((COURT.everyone, 90)))


def test_a_proposal_that_hides_too_little_is_refused() -> None:
    import attrs

    proposal = FULL.suppress(11)
    with pytest.raises(ds.ProofRejected, match="exposed still"):
        attrs.evolve(proposal, hidden=proposal.hidden[-1:]).check(FULL)


def test_a_share_that_is_hidden_says_still_that_its_whole_is_some() -> None:
    """Hidden or not, a share has a whole that is not empty, so that a cell of 0 to 10 is one of 1 to 10."""
    figures = [ds.reported(CLOSED, "<11", source=TABLE)]
    figures.append(ds.reported(ds.share(OPEN | CLOSED, among=CLOSED), 1, source=TABLE, exact=True))
    table = ds.Evidence(COURT.snapshot(DAY, figures=figures))
    assert table.exposed()[0].interval == ds.Interval(1, 10)
    assert hidden(table.suppress()) == ["closed is <11"]
    with pytest.raises(ds.ModelError, match="nothing that may be hidden protects"):
        table.suppress(keep=[CLOSED])


def test_a_contradiction_is_told_and_not_hidden() -> None:
    with pytest.raises(ds.ContradictoryEvidence):
        evidence((COURT.everyone, 10), (OPEN, 60), (CLOSED, "<11")).suppress()


def test_one_thing_may_be_given_by_itself() -> None:
    table = evidence((COURT.everyone, 100), (OPEN, 60), (HEARD, 33), (CLOSED, "<11"))
    assert table.suppress(keep=COURT.everyone) == table.suppress(keep=[COURT.everyone])
    assert table.exposed(cells=OPEN - HEARD).cells == table.exposed(cells=[OPEN - HEARD]).cells
    with pytest.raises(ds.ModelError, match="'open' is no source, figure or population"):
        table.suppress(keep="open")  # type: ignore[arg-type]


def test_the_proposal_in_prose() -> None:
    text = str(FULL.suppress(11, keep=[COURT.everyone], by="counts"))
    assert f'  count(heard, at="{DAY}") is 33 [Table 1]' in text
    assert "Each is to be printed as *, without a rule." in text


def test_the_width_holds_after_it_too() -> None:
    table = evidence((COURT.everyone, 100), (OPEN, 85), (HEARD, "1 to 10"), (CLOSED, "1 to 10"))
    assert table.suppress(11, width=5).hidden == ()  # each is 5 to 10
    proposal = table.suppress(11, width=6)
    assert proposal.hidden
    assert not proposal.apply(table).exposed(11, width=6)


def test_two_hidden_cells_whose_sum_is_small_need_more() -> None:
    table = evidence((COURT.everyone, 100), (OPEN, 91), (HEARD, "1 to 10"), (CLOSED, "1 to 10"))
    assert len(table.suppress(11, width=7).hidden) == 1  # else it can be seen that 9 are not open


@pytest.mark.parametrize("patience", [0, 1000])
def test_a_search_without_patience_comes_to_an_end_too(patience: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suppression, "PATIENCE", patience)
    ages = ds.Classification("age", tuple("abcd"))
    docket = ds.Docket("table", classifications=(STAGE, ages))
    numbers = {"open": (14, 30, 25, 3), "heard": (18, 5, 40, 22), "closed": (33, 21, 17, 60)}
    said = {docket[s] & docket[a]: n for s, line in numbers.items() for a, n in zip("abcd", line, strict=True)}
    totals = {docket[s]: sum(line) for s, line in numbers.items()}
    totals |= {docket[a]: sum(column) for a, column in zip("abcd", zip(*numbers.values(), strict=True), strict=True)}
    figures = [ds.reported(what, number, source=TABLE) for what, number in (said | totals).items()]
    table = ds.Evidence(docket.snapshot(DAY, figures=figures))
    proposal = table.suppress(11, keep=totals)
    assert len(proposal.hidden) >= 4  # two small ones, and one more in the row and the column of each
    assert proposal.check(table)
    assert proposal.apply(table).conflicts() == ()


def test_a_search_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suppression, "MOST_ROUNDS", 1)
    with pytest.raises(ds.TooLarge, match="no proposal within 1 audits"):
        FULL.suppress(11, keep=[COURT.everyone])


def test_a_proposal_tells_what_is_known_after_it() -> None:
    table = evidence((COURT.everyone, 100), (OPEN, 60), (HEARD, 33), (CLOSED, "<11"))
    text = table.suppress(11, keep=[COURT.everyone, OPEN]).explain()
    assert hidden(table.suppress(11, keep=[COURT.everyone, OPEN])) == ["heard is 33"]
    assert f'count(heard, at="{DAY}"): 30 to 40 cases' in text
    assert f'count(closed, at="{DAY}"): 0 to 10 cases' in text
    assert "A cell that may be 11 counts as not exposed" in text
