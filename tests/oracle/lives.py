"""Small histories tried out in full: what units may do between three dates, move by move.

A unit is outside (0) or in one of three statuses (1 to 3). Any number of units may have any life of up to so many moves
between two dates, or of many moves back and forth. Nothing here knows how the library models flows.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, permutations

import numpy as np
from scipy.optimize import LinearConstraint, milp

import docketstats as ds

DAYS = ("2021-12-31", "2022-12-31", "2023-12-31")
STATES = range(4)
MOST_MOVES = 4
MANY = 40
"""The moves of a life that goes back and forth: what it makes possible looks endless to those who count it."""
DOCKET = ds.Docket("register", classifications=(ds.Classification("status", ("a", "b", "c")),))
ITEMS = {1: DOCKET["a"], 2: DOCKET["b"], 3: DOCKET["c"]}
PAIRS = [(x, y) for x in STATES for y in STATES if x != y]


def _stretches(most: int, around: int) -> list[tuple[int, ...]]:
    """States one after another in up to so many moves, or in circles with some around; of equal ones, one.

    Those are equal that have the same ends and the same moves in any order.
    """
    walks = [[(state,) for state in STATES]]
    for _ in range(most):
        walks.append([(*one, state) for one in walks[-1] for state in STATES if state != one[-1]])
    found = [one for some in walks for one in some]
    short = [(), *(one for some in walks[:around] for one in some)]
    for size in (2, 3):
        for circle in permutations(STATES, size):
            around_it = circle * (MANY // size)
            found += [
                (*first, *around_it, *end)
                for first in short
                for end in short
                if len(first) + len(end) <= 2 * around // (size - 1)
                and first[-1:] != circle[:1]
                and end[:1] != circle[-1:]
            ]
    kept = {(one[0], one[-1], tuple(sorted(pairwise(one)))): one for one in found}
    return list(kept.values())


@dataclass(frozen=True)
class Lives:
    """All lives at once: the state at each date, and how often each move occurs between two dates."""

    states: tuple[np.ndarray, ...]
    moves: tuple[np.ndarray, ...]

    def inside(self, date: int, some: frozenset[int]) -> np.ndarray:
        return np.isin(self.states[date], sorted(some))

    def number(self, since: int, until: int, chosen: Callable[[int, int], bool]) -> np.ndarray:
        """How many moves there are of those that are chosen."""
        wanted = np.array([chosen(x, y) for x, y in PAIRS])
        return sum(moves @ wanted for moves in self.moves[since:until])


@cache
def lives() -> Lives:
    """Lives of a few moves between two dates."""
    few = _stretches(MOST_MOVES, 1)
    return _lives(few, few)


@cache
def long_lives() -> Lives:
    """Lives of more moves between the first two dates, or the last two."""
    few, more = _stretches(MOST_MOVES - 1, 1), _stretches(MOST_MOVES + 2, 3)
    parts = [_lives(few, more), _lives(more, few)]
    states, moves = (
        tuple(map(np.concatenate, zip(*both, strict=True)))
        for both in ([part.states for part in parts], [part.moves for part in parts])
    )
    return Lives(states, moves)


def _lives(first: list[tuple[int, ...]], second: list[tuple[int, ...]]) -> Lives:
    starts, ends = ([np.array([one[end] for one in some]) for some in (first, second)] for end in (0, -1))
    moves = [np.array([[list(pairwise(one)).count(pair) for pair in PAIRS] for one in some], np.int16)
             for some in (first, second)]  # fmt: skip
    one, two = np.nonzero(ends[0][:, None] == starts[1][None, :])
    return Lives((starts[0][one], ends[0][one], ends[1][two]), (moves[0][one], moves[1][two]))


@dataclass(frozen=True)
class Asked:
    """Something that is counted: in the library's words, and for each life."""

    measure: ds.Measure
    of: Callable[[Lives], np.ndarray]


def drawn(draw: random.Random) -> Asked:
    """A stock, a flow, distinct units, or who is in sets at two dates."""
    some = frozenset(draw.choice([(1,), (2,), (3,), (1, 2), (2, 3), (1, 2, 3), (1, 2, 3)]))
    what = DOCKET.everyone if len(some) == 3 else ITEMS[min(some)]
    if len(some) == 2:
        what = ITEMS[min(some)] | ITEMS[max(some)]
    since, until = draw.choice([(0, 1), (1, 2), (0, 2), (0, 1), (1, 2)])
    when = {"since": DAYS[since], "until": DAYS[until]}
    kind = draw.choice(["stock"] * 4 + ["entries", "exits"] * 2 + ["moves", "entrants", "leavers", "stayed", "change"])

    def into(x: int, y: int) -> bool:
        return x not in some and y in some

    def out(x: int, y: int) -> bool:
        return x in some and y not in some

    if kind == "stock":
        date = draw.randrange(3)
        return Asked(ds.count(what, at=DAYS[date]), lambda all: all.inside(date, some))
    if kind == "entries":
        return Asked(ds.entries(what, **when), lambda all: all.number(since, until, into))
    if kind == "exits":
        return Asked(ds.exits(what, **when), lambda all: all.number(since, until, out))
    if kind == "moves":
        pair = tuple(draw.sample([1, 2, 3], 2))
        measure = ds.moves(ITEMS[pair[0]], ITEMS[pair[1]], **when)
        return Asked(measure, lambda all: all.number(since, until, lambda x, y: (x, y) == pair))
    if kind == "stayed":
        measure = ds.count(what.stayed(DAYS[since], DAYS[until]))
        return Asked(measure, lambda all: all.inside(since, some) & all.inside(until, some))
    if kind == "change":
        measure = ds.change(what, **when)
        return Asked(measure, lambda all: all.inside(until, some).astype(int) - all.inside(since, some))
    if len(some) == 2:
        some, what = frozenset({1}), ITEMS[1]
    if kind == "entrants":
        return Asked(ds.entrants(what, **when), lambda all: all.number(since, until, into) > 0)
    return Asked(ds.leavers(what, **when), lambda all: all.number(since, until, out) > 0)


@dataclass(frozen=True)
class Case:
    """Facts, mostly true of some lives, and a question."""

    facts: tuple[tuple[Asked, ds.Interval], ...]
    question: Asked
    evidence: ds.Evidence


def case(seed: int) -> Case:
    draw = random.Random(seed)
    known = lives()
    short = np.flatnonzero(sum(moves.sum(axis=1) for moves in known.moves) <= 4)
    truth = [draw.choice(short) for _ in range(draw.randrange(1, 4))]

    def value(asked: Asked) -> int:
        return int(asked.of(known)[truth].sum())

    source = ds.Source("Register")
    facts = []
    for _ in range(draw.randrange(2, 8)):
        asked = drawn(draw)
        number = value(asked) + (draw.random() < 0.06)
        interval = draw.choice(
            [ds.Interval.exactly(number)] * 3 + [ds.Interval.at_most(number), ds.Interval.at_least(number)]
        )
        facts.append((asked, interval))
    # Stocks of everyone are said often, so that something follows.
    for date in range(3):
        if draw.random() < 0.6:
            inside = Asked(
                ds.count(DOCKET.everyone, at=DAYS[date]), lambda all, date=date: all.inside(date, frozenset({1, 2, 3}))
            )
            facts.append((inside, ds.Interval.exactly(value(inside))))
    figures = [ds.reported(asked.measure, interval, source=source) for asked, interval in facts]
    draw.shuffle(figures)
    return Case(tuple(facts), drawn(draw), ds.Evidence(figures=figures))


def ends(case: Case, among: Lives) -> tuple[float, float] | None:
    """The least and the greatest value over any number of units with some lives; None if nothing fits."""
    rows = [one.of(among).astype(np.int64) for one in (case.question, *(one for one, _ in case.facts))]
    keys = sum((row - row.min()) * 200**place for place, row in enumerate(rows[:8]))
    keys = keys * 7919 + sum((row - row.min()) * 211**place for place, row in enumerate(rows[8:]))
    _, chosen = np.unique(keys, return_index=True)
    costs, table = rows[0][chosen].astype(float), np.array(rows[1:])[:, chosen]
    facts = LinearConstraint(
        table, [float(one.lower) for _, one in case.facts], [float(one.upper) for _, one in case.facts]
    )
    whole = np.ones(len(costs))
    found = []
    for sign in (1, -1):
        result = milp(sign * costs, constraints=facts, integrality=whole)
        if result.x is None:
            if milp(0 * costs, constraints=facts, integrality=whole).x is None:
                return None
            found.append(-sign * math.inf)
        else:
            found.append(round(float(costs @ np.round(result.x))))
    least, greatest = (number if abs(number) < MANY // 2 else math.copysign(math.inf, number) for number in found)
    return least, greatest
