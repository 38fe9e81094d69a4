"""Laws of flows and stocks, on made-up histories of a register."""

from __future__ import annotations

import random
from collections import Counter
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

import docketstats as ds
from docketstats.inference.history import histories
from docketstats.inference.proof import Witness
from docketstats.inference.recount import counter

SOURCE = ds.Source("Register")
DAYS = ("2021-12-31", "2022-12-31", "2023-12-31")
REGISTER = ds.Docket("register", classifications=(ds.Classification("status", ("a", "b")),))
ALL, A, B = REGISTER.everyone, REGISTER["a"], REGISTER["b"]
STATES = (None, "a", "b")
LIVES = st.lists(st.tuples(*(st.lists(st.sampled_from(STATES), min_size=1, max_size=3) for _ in range(3))), max_size=6)

Life = tuple[list[str | None], list[str | None], list[str | None]]


def stock(lives: list[Life], date: int, status: str | None = None) -> int:
    """Lives are lists of states: of a stretch the last one is that at the date."""
    states = [life[date][-1] for life in lives]
    return sum(one is not None and status in (None, one) for one in states)


def moves(lives: list[Life], step: int) -> Counter[tuple[str | None, str | None]]:
    found: Counter[tuple[str | None, str | None]] = Counter()
    for life in lives:
        states = [life[step][-1], *life[step + 1]]
        found.update((x, y) for x, y in pairwise(states) if x != y)
    return found


def flows(lives: list[Life], step: int) -> list[ds.ReportedFigure]:
    when = {"since": DAYS[step], "until": DAYS[step + 1]}
    made = moves(lives, step)
    return [
        ds.reported(ds.entries(ALL, **when), sum(n for (x, _), n in made.items() if x is None), source=SOURCE),
        ds.reported(ds.exits(ALL, **when), sum(n for (_, y), n in made.items() if y is None), source=SOURCE),
        ds.reported(ds.entries(A, **when), sum(n for (_, y), n in made.items() if y == "a"), source=SOURCE),
    ]


def snapshot(lives: list[Life], date: int) -> ds.Snapshot:
    figures = [
        ds.reported(ALL, stock(lives, date), source=SOURCE),
        ds.reported(A, stock(lives, date, "a"), source=SOURCE),
    ]
    return REGISTER.snapshot(DAYS[date], figures)


@given(LIVES)
def test_what_happened_is_allowed_and_balances_in_every_witness(lives: list[Life]) -> None:
    evidence = ds.Evidence(snapshot(lives, 0), figures=[*flows(lives, 0), *flows(lives, 1)])
    went = sum(number for step in (0, 1) for (x, _), number in moves(lives, step).items() if x == "a")
    for measure, value in (
        (ds.count(ALL, at=DAYS[2]), stock(lives, 2)),
        (ds.count(A, at=DAYS[1]), stock(lives, 1, "a")),
        (ds.exits(A, since=DAYS[0], until=DAYS[2]), went),
    ):
        figure = evidence.bound(measure)
        assert value in figure.interval
        assert figure.check()
        for end in (figure.lower, figure.upper):
            if end is not None and end.witness is not None:
                assert_balanced(end.witness)


def assert_balanced(witness: Witness) -> None:
    assert histories(witness) is not None
    asked = [
        (ds.count(ALL, at=DAYS[step + 1]), ds.count(ALL, at=DAYS[step]), ds.entries(ALL, **when), ds.exits(ALL, **when))
        for step in (0, 1)
        for when in [{"since": DAYS[step], "until": DAYS[step + 1]}]
    ]
    count = counter(witness.worlds, [one.terms[0] for some in asked for one in some])
    for some in asked:
        closing, opening, came, went = (count(one.terms[0]) for one in some)
        assert closing == opening + came - went


@given(LIVES, st.randoms())
@settings(max_examples=30)
def test_the_order_in_which_things_are_said_makes_no_difference(lives: list[Life], draw: random.Random) -> None:
    snapshots = [snapshot(lives, date) for date in (0, 2)]
    figures = [*flows(lives, 0), *flows(lives, 1)]
    one = ds.Evidence(*snapshots, figures=figures)
    draw.shuffle(snapshots)
    draw.shuffle(figures)
    other = ds.Evidence(*snapshots, figures=figures)
    for measure in (ds.count(B, at=DAYS[1]), ds.count(REGISTER.stayed(DAYS[0], DAYS[2])), ds.leavers(A, during="2022")):
        assert one.bound(measure).interval == other.bound(measure).interval


@given(LIVES)
@settings(max_examples=30)
def test_a_chain_gives_the_same_answer_whole_and_by_pieces(lives: list[Life]) -> None:
    """Where the stock between is known, what came before it adds nothing about what came after, and the reverse."""
    whole = ds.Evidence(*(snapshot(lives, date) for date in (0, 1)), figures=[*flows(lives, 0), *flows(lives, 1)])
    later = ds.Evidence(snapshot(lives, 1), figures=flows(lives, 1))
    for measure in (ds.count(ALL, at=DAYS[2]), ds.count(A, at=DAYS[2]), ds.exits(A, during="2023")):
        assert whole.bound(measure).interval == later.bound(measure).interval


@given(LIVES)
@settings(max_examples=30)
def test_a_flow_adds_up_over_the_parts_of_its_time(lives: list[Life]) -> None:
    evidence = ds.Evidence(*(snapshot(lives, date) for date in range(3)), figures=[*flows(lives, 0), *flows(lives, 1)])
    for measure in (ds.entries, ds.exits):
        year, next_year, both = (
            evidence.bound(measure(ALL, since=DAYS[a], until=DAYS[b])).interval for a, b in ((0, 1), (1, 2), (0, 2))
        )
        assert year + next_year == both
        assert evidence.bound(measure(A, since=DAYS[0], until=DAYS[2])).interval.subset(
            evidence.bound(measure(A, during="2022")).interval + evidence.bound(measure(A, during="2023")).interval
        )
