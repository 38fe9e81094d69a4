"""Many counts at once: the same intervals as one by one."""

from __future__ import annotations

import random

import pytest

import docketstats as ds

SOURCE = ds.Source("Register")
THEN, NOW = "2023-12-31", "2024-12-31"
DOCKET = ds.Docket("court", unit="case", classifications=(ds.Classification("stage", ("a", "b", "c")),))
ITEMS = [DOCKET[one] for one in "abc"]


def made_up(seed: int) -> ds.Evidence:
    """Some of what may be said of a table: margins, cells, wholes and bounds."""
    draw = random.Random(seed)
    counts = [[draw.choice((0, draw.randrange(9))) for _ in range(4)] for _ in range(4)]
    said = []
    for place, item in enumerate(ITEMS):
        for date, number in ((THEN, sum(counts[place])), (NOW, sum(row[place] for row in counts))):
            if draw.random() < 0.8:
                said.append((ds.count(item, at=date), number))
    for _ in range(draw.randrange(4)):
        i, j = draw.randrange(3), draw.randrange(3)
        said.append((ds.count(ITEMS[i].became(ITEMS[j], THEN, NOW)), counts[i][j]))
    if draw.random() < 0.5:
        said.append((ds.count(DOCKET.everyone, at=THEN), sum(map(sum, counts[:3]))))
    kinds = (ds.Interval.exactly, ds.Interval.at_least, ds.Interval.at_most)
    return ds.Evidence(
        figures=[
            ds.reported(measure, draw.choice((kinds[0], *kinds))(number), source=SOURCE) for measure, number in said
        ]
    )


@pytest.mark.parametrize("seed", range(60))
def test_a_table_is_what_its_cells_are_one_by_one(seed: int) -> None:
    evidence = made_up(seed)
    table = evidence.transitions("stage", since=THEN, until=NOW)
    assert len(table.intervals) == 15
    for pair, interval in table.intervals.items():
        figure = table.figure(*pair)
        assert figure.interval == interval, pair
        assert figure.sharpness is table.sharpness[pair], pair


def test_what_contradicts_is_told() -> None:
    figures = [
        ds.reported(ITEMS[0].became(ITEMS[1], THEN, NOW), 5, source=SOURCE),
        ds.reported(ds.count(ITEMS[0], at=THEN), 4, source=SOURCE),
    ]
    with pytest.raises(ds.ContradictoryEvidence):
        ds.Evidence(figures=figures).transitions("stage", since=THEN, until=NOW)


def test_flows_are_shown_to_be_histories_cell_by_cell() -> None:
    figures = [
        ds.reported(ds.count(ITEMS[0], at=THEN), 10, source=SOURCE),
        ds.reported(ds.exits(ITEMS[0], since=THEN, until=NOW), 3, source=SOURCE),
    ]
    table = ds.Evidence(figures=figures).transitions("stage", since=THEN, until=NOW)
    assert table["a", "a"] == ds.Interval(7, 10)
    assert table["a", "b"] == table["a", "not on the docket"] == ds.Interval(0, 3)
    assert table.sharpness["a", "b"] is ds.Sharpness.SHARP


def test_a_share_of_a_row_is_a_fact_as_any_other() -> None:
    stayed = ds.share(ITEMS[0].at(NOW), among=ITEMS[0].at(THEN))
    figures = [
        ds.reported(ds.count(ITEMS[0], at=THEN), 50, source=SOURCE),
        ds.reported(stayed, "40%", exact=True, source=SOURCE),
    ]
    table = ds.Evidence(figures=figures).transitions("stage", since=THEN, until=NOW)
    assert table["a", "a"] == ds.Interval.exactly(20)
    assert table["a", "b"] == ds.Interval(0, 30)


def test_what_a_table_may_be_of() -> None:
    evidence = made_up(0)
    assert evidence.transitions(ITEMS[:2], since=THEN, until=NOW).names == ("a", "b", "not on the docket")
    with pytest.raises(ds.UnknownName, match="has a classification"):
        ds.Evidence().transitions("stage", since=THEN, until=NOW)
    with pytest.raises(ds.DateError, match="earlier first"):
        evidence.transitions("stage", since=NOW, until=THEN)
    with pytest.raises(ds.ModelError, match="without dates"):
        evidence.transitions([ITEMS[0].at(THEN)], since=THEN, until=NOW)
    table = evidence.transitions("stage", since=THEN, until=NOW)
    with pytest.raises(ds.UnknownName, match="has no 'd'"):
        table["a", "d"]
    with pytest.raises(ds.UnknownName, match="neither date"):
        table["not on the docket", "not on the docket"]
    assert str(table).splitlines()[0].split() == ["from", "\\", "to", "a", "b", "c", "not", "on", "the", "docket"]
