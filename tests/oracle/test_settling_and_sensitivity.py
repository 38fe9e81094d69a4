"""What would settle a claim, and what an answer rests on, against all populations of a small docket."""

from __future__ import annotations

import math
import os
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import product

import pytest

import docketstats as ds
from docketstats.model.term import Leaf, Term

LONG = os.environ.get("DOCKETSTATS_PROFILE") == "long"
EXAMPLES, STEP = (2_000, 100) if LONG else (60, 20)
MOST = 6
"""The units of the docket: each population is a number of units of each of four kinds, none, a, b, and a with b."""
POPULATIONS = [one for one in product(range(MOST + 1), repeat=4) if sum(one) <= MOST]

docket = ds.Docket("docket")
a, b = docket.population("a"), docket.population("b")
SETS: list[tuple[ds.Population, frozenset[int]]] = [
    (a, frozenset({1, 3})),
    (b, frozenset({2, 3})),
    (docket.everyone, frozenset(range(4))),
    (a & b, frozenset({3})),
    (a | b, frozenset({1, 2, 3})),
    (a - b, frozenset({1})),
    (b - a, frozenset({2})),
]


def size(kinds: Iterable[int], units: tuple[int, ...]) -> int:
    return sum(units[kind] for kind in kinds)


@dataclass
class Said:
    """A figure about a set, and its values."""

    population: ds.Population
    kinds: frozenset[int]
    low: int
    high: int | float
    source: ds.Source

    def holds(self, units: tuple[int, ...]) -> bool:
        return self.low <= size(self.kinds, units) <= self.high

    def figure(self) -> ds.ReportedFigure:
        return ds.reported(self.population, ds.Interval(self.low, self.high), source=self.source)


@dataclass
class Asked:
    """A claim: its statement, the sets that it counts, its two ends, and what of it is to be narrowed down."""

    statement: ds.Statement
    own: list[frozenset[int]]
    low: Fraction | None
    high: Fraction | None
    value: Callable[[tuple[int, ...]], Fraction]
    defined: Callable[[tuple[int, ...]], bool]
    forms: list[Callable[[tuple[int, ...]], Fraction]]

    def below(self, units: tuple[int, ...]) -> bool:
        return self.low is not None and self.value(units) < self.low

    def above(self, units: tuple[int, ...]) -> bool:
        return self.high is not None and self.value(units) > self.high

    def true(self, units: tuple[int, ...]) -> bool:
        return not (self.below(units) or self.above(units))


def drawn(seed: int) -> tuple[list[Said], Asked]:
    draw = random.Random(seed)
    units = draw.choice(POPULATIONS)
    said = [Said(docket.everyone, frozenset(range(4)), 0, MOST, ds.Source("cap"))]
    for number, (population, kinds) in enumerate(draw.sample(SETS, draw.randint(1, 3))):
        true = size(kinds, units)
        low = max(0, true - draw.choice((0, 0, 1, 2)))
        high = draw.choice((true, true, true + 1, true + 2, math.inf))
        said.append(Said(population, kinds, low, high, ds.Source(f"source {number}")))
    (one, first), (two, second) = draw.sample(SETS, 2)
    kind = draw.randint(0, 2)
    own = [first & second, second] if kind == 2 else [first, second][: kind + 1]
    match kind:
        case 0:
            measure, value = ds.count(one), lambda u: Fraction(size(first, u))
            end, defined = Fraction(draw.randint(0, MOST)), lambda _: True
        case 1:
            factor = draw.choice((1, 2))
            measure = ds.count(one) - factor * ds.count(two)
            value = lambda u: Fraction(size(first, u) - factor * size(second, u))  # noqa: E731
            end, defined = Fraction(draw.randint(-2, MOST - 2)), lambda _: True
        case _:
            measure = ds.share(one, among=two)
            value = lambda u: Fraction(size(first & second, u), size(second, u))  # noqa: E731
            end, defined = Fraction(draw.randint(1, 5), 6), lambda u: size(second, u) > 0
    match draw.randint(0, 3):
        case 0:
            statement, low, high = measure >= end, end, None
        case 1:
            statement, low, high = measure <= end, None, end
        case 2:
            statement, low, high = measure.equals(end), end, end
        case _:
            high = end + draw.randint(1, 2) * (Fraction(1, 6) if kind == 2 else 1)
            statement, low = measure.between(end, high), end
    ends = [one for one in (low, high) if one is not None]
    forms = [value] if kind < 2 else [partial(short, first & second, second, one) for one in ends]
    return said, Asked(statement, own, low, high, value, defined, forms)


def short(part: frozenset[int], whole: frozenset[int], ratio: Fraction, units: tuple[int, ...]) -> Fraction:
    return size(part, units) - ratio * size(whole, units)


def evidence(said: Iterable[Said]) -> ds.Evidence:
    return ds.Evidence(docket.snapshot("2024-07-21", [one.figure() for one in said]))


def fitting(said: Iterable[Said], asked: Asked) -> list[tuple[int, ...]]:
    told = list(said)
    return [u for u in POPULATIONS if all(one.holds(u) for one in told) and asked.defined(u)]


def outcome(said: Iterable[Said], asked: Asked) -> str:
    truths = {asked.true(units) for units in fitting(said, asked)}
    return {frozenset({True}): "supported", frozenset({False}): "refuted"}.get(frozenset(truths), "undetermined")


def in_term(term: Term, kind: int) -> bool:
    if isinstance(term, Leaf):
        return not term.name or kind in {"a": {1, 3}, "b": {2, 3}}[term.name]
    parts = [in_term(part, kind) for part in term.parts]
    match term.op:
        case "&":
            return all(parts)
        case "|":
            return any(parts)
        case "-":
            return parts[0] and not any(parts[1:])
    return sum(parts) % 2 == 1


def hull(numbers: Iterable[Fraction | int]) -> ds.Interval:
    found = list(numbers)
    return ds.Interval(min(found), max(found)) if found else ds.Interval.empty()


def numbers(parts: Iterable[ds.Interval]) -> set[int]:
    return {value for value in range(MOST + 1) if any(value in part for part in parts)}


def cases(first: int) -> Iterator[tuple[list[Said], Asked, ds.Verdict]]:
    for seed in range(first, first + STEP):
        said, asked = drawn(seed)
        if fitting(said, asked):
            verdict = evidence(said).check(asked.statement)
            assert verdict.outcome.value == outcome(said, asked), f"seed {seed}"
            yield said, asked, verdict


@pytest.mark.parametrize("first", range(0, EXAMPLES, STEP))
def test_would_settle_is_what_all_populations_say(first: int) -> None:
    for said, asked, verdict in cases(first):
        fit = fitting(said, asked)
        for one in (verdict.own_count, *verdict.would_settle):
            if one is None:
                continue
            kinds = [kind for kind in range(4) if in_term(one.term, kind)]
            possible, true, below, above = (
                numbers([hull(size(kinds, u) for u in fit if wanted(u))])
                for wanted in (lambda _: True, asked.true, asked.below, asked.above)
            )
            assert numbers(one.supports) == possible - below - above
            assert numbers(one.refutes) == possible - true
            assert numbers(one.leaves_open) == possible & true & (below | above)
            assert all(sum(value in part for part in one.leaves_open) <= 1 for value in range(MOST + 1))
            by_count: dict[int, list[tuple[int, ...]]] = {}
            for units in fit:
                by_count.setdefault(size(kinds, units), []).append(units)
            spread = [[form(u) for u in alike] for form in asked.forms for alike in by_count.values()]
            assert one.remaining == max(max(values) - min(values) for values in spread)


@pytest.mark.parametrize("first", range(0, EXAMPLES, STEP))
def test_each_set_is_told_once_and_the_claims_own_apart(first: int) -> None:
    for said, asked, verdict in cases(first):
        if verdict.outcome is not ds.Outcome.UNDETERMINED:
            continue
        fit = fitting(said, asked)
        nobody = frozenset().union(*(one.kinds for one in said if one.high == 0))
        shown = [one for one in (verdict.own_count, *verdict.would_settle) if one]
        told = [frozenset(kind for kind in range(4) if in_term(one.term, kind)) for one in shown]
        ranked = [one.remaining for one in verdict.would_settle]
        assert ranked == sorted(ranked)
        assert len({kinds - nobody for kinds in told}) == len(told)
        assert all(len({size(kinds, units) for units in fit}) > 1 for kinds in told)
        assert (verdict.own_count is not None) == (len(asked.own) == 1)
        if verdict.own_count is not None:
            assert told[0] == asked.own[0]
            assert not verdict.own_count.leaves_open
            assert verdict.own_count.remaining == 0


@pytest.mark.parametrize("first", range(EXAMPLES, 2 * EXAMPLES, STEP))
def test_sensitivity_is_what_all_populations_say(first: int) -> None:
    for said, asked, verdict in cases(first):
        found = evidence(said).sensitivity(asked.statement)
        assert found.verdict == verdict
        idle = {fact.source.title for fact in found.slack}
        for one in said[1:]:
            rest = [other for other in said if other is not one]
            without = next(c for c in found.changes if c.what == f"without {one.source}")
            assert without.outcome.value == outcome(rest, asked)
            assert (one.source.title in idle) == (without.figure.interval == verdict.figure.interval)
        for margin in found.margins:
            one = next(each for each in said if each.source == margin.fact.source)
            if one is said[0]:
                continue  # of a larger docket not all populations are listed
            rest = [other for other in said if other is not one]
            moves = {value: moved(one, margin.end, value) for value in range(MOST + 1)}
            then = {
                value: outcome([*rest, other], asked)
                for value, other in moves.items()
                if other.low <= other.high and fitting([*rest, other], asked)
            }
            turning = {value for value, word in then.items() if word != verdict.outcome.value}
            inside = {value for value in turning if value in margin.holds}
            stays = [value for value in then.keys() - turning if value in margin.holds]
            # Whole units may make a single number impossible at a value between others at which it is not.
            assert not inside or (verdict.outcome is ds.Outcome.UNDETERMINED and None not in (asked.low, asked.high))
            assert all(then[value] == "refuted" and min(stays) < value < max(stays) for value in inside)
            if verdict.outcome is ds.Outcome.UNDETERMINED:
                assert all(value in turning or value in margin.holds for value in then)
            else:
                for end, step in ((margin.holds.lower, -1), (margin.holds.upper, 1)):
                    assert math.isinf(end) or end + step in turning


def moved(one: Said, end: str, value: int) -> Said:
    """The figure with another value, or with one of its ends moved."""
    low, high = {"value": (value, value), "lower end": (value, one.high), "upper end": (one.low, value)}[end]
    return Said(one.population, one.kinds, low, high, one.source)
