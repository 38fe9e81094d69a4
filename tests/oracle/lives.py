"""Small histories tried out in full: what units may do between three dates, move by move.

Any number of units may have any life of up to so many moves between two dates, or of many moves in a circle. Nothing
here knows how the library models flows.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, permutations

import attrs
import numpy as np
from scipy.optimize import LinearConstraint, milp

import docketstats as ds

DAYS = ("2021-12-31", "2022-12-31", "2023-12-31")
OUTSIDE = 0
MANY = 40
"""The moves of a life that goes round and round: what it makes possible looks endless to those who count it."""


@dataclass(frozen=True)
class Lives:
    """All lives at once: the state at each date, and how often each move occurs between two dates."""

    states: tuple[np.ndarray, ...]
    moves: tuple[np.ndarray, ...]
    pairs: tuple[tuple[int, int], ...]

    def inside(self, date: int, some: frozenset[int]) -> np.ndarray:
        return np.isin(self.states[date], sorted(some))

    def number(self, since: int, until: int, chosen: Callable[[int, int], bool]) -> np.ndarray:
        """How many moves there are of those that are chosen."""
        wanted = np.array([chosen(x, y) for x, y in self.pairs])
        return sum(moves @ wanted for moves in self.moves[since:until])


@dataclass(frozen=True)
class Setting:
    """A docket, and the states that its units may be in: 0 is outside, the others are combinations of sets.

    Attributes:
        docket: The docket.
        sets: Its sets, each with the states in which units are in it; the first is everyone.
        most: The moves of a life between two dates.
        relations: What is said of the sets at all dates.
    """

    docket: ds.Docket
    sets: tuple[tuple[ds.Population, frozenset[int]], ...]
    most: int
    relations: tuple[ds.Relation, ...] = ()

    @property
    def states(self) -> tuple[int, ...]:
        return (OUTSIDE, *sorted(self.sets[0][1]))

    @property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        return tuple(permutations(self.states, 2))

    def stretches(self, most: int, around: int) -> list[tuple[int, ...]]:
        """States one after another in up to so many moves, or in circles with some around; of equal ones, one.

        Those are equal that have the same ends and the same moves in any order.
        """
        walks = [[(state,) for state in self.states]]
        for _ in range(most):
            walks.append([(*one, state) for one in walks[-1] for state in self.states if state != one[-1]])
        found = [one for some in walks for one in some]
        short = [(), *(one for some in walks[:around] for one in some)]
        for size in (2, 3):
            for circle in permutations(self.states, size):
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

    @cached_property
    def lives(self) -> Lives:
        """Lives of a few moves between two dates."""
        few = self.stretches(self.most, 1)
        return self._of(few, few)

    @cached_property
    def long_lives(self) -> Lives:
        """Lives of more moves between the first two dates, or the last two."""
        few, more = self.stretches(self.most - 1, 1), self.stretches(self.most + 2, self.most - 1)
        parts = [self._of(few, more), self._of(more, few)]
        states, moves = (
            tuple(map(np.concatenate, zip(*both, strict=True)))
            for both in ([part.states for part in parts], [part.moves for part in parts])
        )
        return Lives(states, moves, self.pairs)

    def _of(self, first: list[tuple[int, ...]], second: list[tuple[int, ...]]) -> Lives:
        starts, ends = ([np.array([one[end] for one in some]) for some in (first, second)] for end in (0, -1))
        moves = [
            np.array([[list(pairwise(one)).count(pair) for pair in self.pairs] for one in some], np.int16)
            for some in (first, second)
        ]
        one, two = np.nonzero(ends[0][:, None] == starts[1][None, :])
        return Lives((starts[0][one], ends[0][one], ends[1][two]), (moves[0][one], moves[1][two]), self.pairs)


def statuses() -> Setting:
    """Three statuses of which a unit on the docket has one."""
    docket = ds.Docket("register", classifications=(ds.Classification("status", ("a", "b", "c")),))
    a, b, c = docket["a"], docket["b"], docket["c"]
    unions = ((a, {1}), (b, {2}), (c, {3}), (a | b, {1, 2}), (b | c, {2, 3}))
    sets = ((docket.everyone, frozenset({1, 2, 3})), *((what, frozenset(some)) for what, some in unions))
    return Setting(docket, sets, 4)


def overlapping(kind: str) -> Setting:
    """Two sets, which may overlap, or of which one is within the other or apart from it at all times."""
    docket = ds.Docket("register")
    p, q = docket.population("p"), docket.population("q")
    states = {1: {"p"}, 2: {"q"}, 3: {"p", "q"}, 4: set()}
    relations: tuple[ds.Relation, ...] = ()
    if kind == "within":
        states, relations = {2: {"q"}, 3: {"p", "q"}, 4: set()}, (p.within(q, because="by law"),)
    if kind == "apart":
        states, relations = {1: {"p"}, 2: {"q"}, 4: set()}, (p.disjoint_from(q, because="by law"),)

    def of(chosen: Callable[[set[str]], bool]) -> frozenset[int]:
        return frozenset(state for state, inside in states.items() if chosen(inside))

    sets = (
        (docket.everyone, frozenset(states)),
        (p, of(lambda one: "p" in one)),
        (q, of(lambda one: "q" in one)),
        (p & q, of(lambda one: {"p", "q"} <= one)),
        (q - p, of(lambda one: "q" in one and "p" not in one)),
    )
    return Setting(docket, sets, 3 if kind == "free" else 4, relations)


@dataclass(frozen=True)
class Asked:
    """Something that is counted: in the library's words, and for each life."""

    measure: ds.Measure
    of: Callable[[Lives], np.ndarray]


def drawn(draw: random.Random, setting: Setting) -> Asked:
    """A stock, a flow, distinct units, or who is in sets at two dates."""
    what, some = draw.choice((*setting.sets, setting.sets[0]))
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
        (one, before), (other, after) = draw.sample(setting.sets[1:], 2)
        if not before & after:
            measure = ds.moves(one, other, **when)
            return Asked(measure, lambda all: all.number(since, until, lambda x, y: x in before and y in after))
    if kind == "stayed":
        measure = ds.count(what.stayed(DAYS[since], DAYS[until]))
        return Asked(measure, lambda all: all.inside(since, some) & all.inside(until, some))
    if kind == "change":
        measure = ds.change(what, **when)
        return Asked(measure, lambda all: all.inside(until, some).astype(int) - all.inside(since, some))
    what, some = draw.choice(setting.sets[:3])
    if kind == "entrants":
        return Asked(ds.entrants(what, **when), lambda all: all.number(since, until, into) > 0)
    return Asked(ds.leavers(what, **when), lambda all: all.number(since, until, out) > 0)


@attrs.frozen
class Case:
    """Facts, mostly true of some lives, and a question."""

    setting: Setting
    facts: tuple[tuple[Asked, ds.Interval], ...]
    question: Asked
    evidence: ds.Evidence


def case(seed: int, setting: Setting) -> Case:
    draw = random.Random(seed)
    known = setting.lives
    short = np.flatnonzero(sum(moves.sum(axis=1) for moves in known.moves) <= 4)
    truth = [draw.choice(short) for _ in range(draw.randrange(1, 4))]

    def value(asked: Asked) -> int:
        return int(asked.of(known)[truth].sum())

    source = ds.Source("Register")
    facts = []
    for _ in range(draw.randrange(2, 8)):
        asked = drawn(draw, setting)
        number = value(asked) + (draw.random() < 0.06)
        interval = draw.choice(
            [ds.Interval.exactly(number)] * 3 + [ds.Interval.at_most(number), ds.Interval.at_least(number)]
        )
        facts.append((asked, interval))
    # Stocks of everyone are said often, so that something follows.
    everyone, some = setting.sets[0]
    for date in range(3):
        if draw.random() < 0.6:
            inside = Asked(ds.count(everyone, at=DAYS[date]), lambda all, date=date: all.inside(date, some))
            facts.append((inside, ds.Interval.exactly(value(inside))))
    figures = [ds.reported(asked.measure, interval, source=source) for asked, interval in facts]
    draw.shuffle(figures)
    evidence = ds.Evidence(figures=figures, relations=setting.relations)
    return Case(setting, tuple(facts), drawn(draw, setting), evidence)


def ends(case: Case, among: Lives) -> tuple[float, float] | None:
    """The least and the greatest value over any number of units with some lives; None if nothing fits."""
    rows = [one.of(among).astype(np.int64) for one in (case.question, *(one for one, _ in case.facts))]
    keys = sum((row - row.min()) * 200**place for place, row in enumerate(rows[:8]))
    keys = keys * 7919 + sum((row - row.min()) * 211**place for place, row in enumerate(rows[8:]))
    _, chosen = np.unique(keys, return_index=True)
    costs = rows[0][chosen].astype(float)
    facts = [
        LinearConstraint(row[chosen], float(interval.lower), float(interval.upper))
        for row, (_, interval) in zip(rows[1:], case.facts, strict=True)
    ]
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
