"""The arithmetic of proofs line by line, the ends of intervals, and example populations, in words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Self

import attrs

from docketstats.inference.definitions import Definitions
from docketstats.inference.history import histories
from docketstats.inference.proof import Bound, Combination, Proof, Side, Split, Tree, Witness
from docketstats.inference.worlds import Tables, World, within
from docketstats.model.facts import Fact, Line, Origin
from docketstats.model.flow import is_of_events
from docketstats.model.kinds import unit_shown
from docketstats.model.measure import Measure
from docketstats.model.term import Term, text
from docketstats.values.formatting import format_end, format_interval, format_number, printable
from docketstats.values.interval import Exact, Interval
from docketstats.values.period import Period

MOST_SHOWN = 25
"""The kinds of unit up to which an example is shown in full."""


MOST_PLACES = 6
"""The decimals that are shown to tell two numbers apart."""


@attrs.frozen
class Step:
    """A line of the arithmetic of a proof.

    Attributes:
        text: What it says of counts.
        times: How often it is counted in the sum.
        fact: The fact that it is taken from; None for a conclusion.
        cite: Where it is taken from, in words; empty for a conclusion.
        depth: How far it is indented: by one for each case that it is in.
    """

    text: str
    times: int = attrs.field(default=1, kw_only=True)
    fact: Fact | None = attrs.field(default=None, kw_only=True)
    cite: str = attrs.field(default="", kw_only=True)
    depth: int = attrs.field(default=0, kw_only=True)

    def __str__(self) -> str:
        times = "" if self.times == 1 else f"   ({self.times:,} times)"
        cite = f"   [{self.cite}]" if self.cite else ""
        return f"{'  ' * self.depth}{self.text}{times}{cite}"


@attrs.frozen
class Example:
    """An example population in words.

    Attributes:
        groups: The names of the sets that units are in, and how many such units there are.
        rest: What is left out, if anything is.
        moves: What happened between dates.
    """

    groups: tuple[tuple[tuple[str, ...], int], ...]
    rest: str = attrs.field(kw_only=True, default="")
    moves: tuple[str, ...] = attrs.field(kw_only=True, default=())

    def __str__(self) -> str:
        found = [f"{number:,} in {' and '.join(names) or NO_SET}" for names, number in self.groups]
        return "; ".join([*found, *([self.rest] if self.rest else []), *self.moves]) or "nobody at all"


NOT_SETTLED = "The truth lies inside if the facts are true; whether a tighter interval is right is not settled."
"""What a reader should know of an interval that is not shown to be the tightest."""
NO_SET = "none of the sets named"
"""What units are in that are in none of the sets in play."""


@attrs.frozen
class Words:
    """Words for counts: of one date without repeating it, or of several dates with each.

    Args:
        only_date: The date, if there is only one.
    """

    only_date: Period | None

    @classmethod
    def about(cls, measure: Measure, facts: Iterable[Fact]) -> Self:
        """Words for a measure and the facts tied to it."""
        dates = {leaf.at for fact in facts for leaf in fact.leaves} | set(measure.dates)
        return cls(next(iter(dates)) if len(dates) == 1 else None)

    def limit(self, measure: Measure, end: Bound) -> str:
        """An end of an interval in words."""
        upper = end.side is Side.UPPER
        if isinstance(end.value, float):
            return f"No {'greatest' if upper else 'least'} value follows from the facts"
        value, unit = shown(measure, Interval.exactly(end.value))
        words = ("Less than" if upper else "More than") if end.is_open else ("At most" if upper else "At least")
        return f"{words} {format_end(value.upper, unit if measure.ratios else '', up=upper)}"

    def lemma(self, lemma: Proof) -> str:
        """What a proof that a denominator is a single number shows."""
        return f"a denominator is a single number, as {self._at_most(lemma.conclusion)}"

    # -- proofs -----------------------------------------------------------------------------------------------------

    def steps(self, proof: Proof) -> Iterator[Step]:
        """The arithmetic of a proof."""
        return self._tree(proof, proof.tree, ())

    def _tree(self, proof: Proof, tree: Tree, path: tuple[Line, ...]) -> Iterator[Step]:
        if isinstance(tree, Combination):
            yield from self._combination(proof, tree, path)
        else:
            yield from self._split(proof, tree, path)

    def _split(self, proof: Proof, tree: Split, path: tuple[Line, ...]) -> Iterator[Step]:
        term = Definitions(proof.definitions).whole(tree.term)
        form, depth = ((term, 1),), len(path)
        yield Step(f"either {self._count(term)} <= {tree.at:,}; then", depth=depth)
        yield from self._tree(proof, tree.low, (*path, Line(form, -math.inf, tree.at)))
        yield Step(f"or {self._count(term)} >= {tree.at + 1:,}; then", depth=depth)
        yield from self._tree(proof, tree.high, (*path, Line(form, tree.at + 1, math.inf)))

    def _combination(self, proof: Proof, tree: Combination, path: tuple[Line, ...]) -> Iterator[Step]:
        total, depth = 0, len(path)
        for one in tree.multipliers:
            line = path[one.line] if one.fact == -1 else proof.facts[one.fact].lines[one.line]
            end = int(line.upper if one.factor > 0 else line.lower)
            total += one.factor * end
            sign = "=" if line.lower == line.upper else "<=" if one.factor > 0 else ">="
            text = f"{self._form(line)} {sign} {end:,}"
            fact = None if one.fact == -1 else proof.facts[one.fact]
            yield Step(text, times=abs(one.factor) // self._unit_of(tree), fact=fact, cite=cite(fact), depth=depth)
        for index, place in dict.fromkeys((*tree.zeros, *(zero for part in tree.parts for zero in part.zeros))):
            if index == -2:
                continue  # what stands in for a term is what it is by definition
            fact = proof.facts[index]
            for term, _ in fact.lines[place].terms:
                yield Step(f"nobody is in {self.say(term)}", fact=fact, cite=cite(fact), depth=depth)
        yield Step(self._concluded(proof.conclusion, tree, total), depth=depth)

    def _unit_of(self, tree: Combination) -> int:  # noqa: ARG002 - it is overridden
        """What the factors are written as multiples of."""
        return 1

    def _concluded(self, conclusion: Line, tree: Combination, total: int) -> str:
        if tree.scale == 0:
            return f"added up, with counts never negative, these give 0 <= {total:,}: impossible"
        if not tree.multipliers and not tree.zeros:
            return f"{self._at_most(conclusion)}: counts are never negative"
        if total == conclusion.upper * tree.scale:
            return f"so {self._at_most(conclusion)}"
        rest = f"counts are whole, and {total:,} / {tree.scale:,} is less than one more"
        return f"so {self._at_most(conclusion)}: {rest}"

    # -- forms ------------------------------------------------------------------------------------------------------

    def _at_most(self, line: Line) -> str:
        """A conclusion, turned around where that spares the reader minus signs."""
        if line.terms and all(factor < 0 for _, factor in line.terms):
            turned = attrs.evolve(line, terms=tuple((term, -factor) for term, factor in line.terms))
            return f"{self._form(turned)} >= {-line.upper:,}"
        return f"{self._form(line)} <= {line.upper:,}"

    def line(self, line: Line) -> str:
        """What a line of a fact says."""
        form, lower, upper = self._form(line), format_number(line.lower), format_number(line.upper)
        if line.lower == line.upper:
            return f"{form} = {upper}"
        below = f"{lower} <= " if line.lower > -math.inf else ""
        if line.upper == math.inf:
            return f"{form} >= {lower}" if below else f"{form} is any number"
        return f"{below}{form} <= {upper}"

    def _form(self, line: Line) -> str:
        parts: list[str] = []
        for term, factor in line.terms:
            size = "" if abs(factor) == 1 else f"{abs(factor):,} "
            sign = "- " if factor < 0 else "+ " if parts else ""
            parts.append(f"{sign}{size}{self._count(term)}")
        return " ".join(parts) or "0"

    def _count(self, term: Term) -> str:
        return f"count({self.say(term)})"

    def say(self, term: Term) -> str:
        """A population by its name."""
        return text(term, dates=self.only_date is None)

    def example(self, witness: Witness) -> Example:
        """A population: its units by the sets that they are in, and what happened between dates."""
        worlds, rest = _to_show(witness)
        found = []
        for world in worlds:
            if any(map(is_of_events, world.members)):
                continue
            members = [leaf for leaf in world.members if not leaf.is_everyone]
            if self.only_date is None:  # at some dates all that is known may be that they are on the docket
                told = {leaf.at for leaf in members}
                members += [leaf for leaf in world.members if leaf.is_everyone and leaf.at not in told]
            found.append((tuple(map(self.say, members)), world.count))
        ways = histories(witness) or ()
        moves = tuple(f"{way}, {way.step.since} to {way.step.until}" for way in ways)
        return Example(tuple(found), rest=rest, moves=moves)


def cite(fact: Fact | None) -> str:
    """Where a line of a proof is taken from; without a fact, the case that it is in."""
    if fact is None:
        return "in this case"
    if fact.source:
        return str(fact.source)
    if fact.origin in (Origin.CLAIM, Origin.QUESTION):
        return printable(fact.name)
    if fact.origin is Origin.RULE:
        return printable(fact.text)
    return printable(f"{fact.origin.value}: {fact.because or fact.text}")


def assumed(fact: Fact) -> str:
    """An assumption with its reason."""
    return f"{fact.text}, because: {fact.because}"


def _to_show(witness: Witness) -> tuple[Iterable[World], str]:
    """The worlds of an example; where they are many, by the sets that are asked about alone, and what is left out."""
    worlds, asked = witness.worlds, witness.measure.leaves()
    if isinstance(worlds, Tables) and len(worlds.tables) > MOST_SHOWN:
        worlds = next((table.worlds for table in worlds.tables if asked.issubset(table.leaves)), worlds.worlds)
    elif len(worlds) <= MOST_SHOWN:
        return worlds, ""
    return within(worlds, asked), "and others, who are in none of these"


RATE = 100_000
"""The number to which a small ratio is told, as of persons in jail to residents."""
SMALL = Fraction(1, 10)
"""The ratio from which on it is told as it is."""


def shown(measure: Measure, interval: Interval, *beside: Interval) -> tuple[Interval, str]:
    """An interval in the unit in which a measure is shown, and that unit.

    A ratio that is small, as are those that are shown ``beside`` it, is told as so many per 100,000.
    """
    unit = unit_shown(measure)
    if unit != measure.unit:
        return interval * 100, unit
    if measure.kind == "ratio" and not unit:
        ends = [end for one in (interval, *beside) for end in (one.lower, one.upper)]
        finite = [Fraction(end) for end in ends if not math.isinf(end)]
        if any(finite) and all(abs(end) < SMALL for end in finite):
            return interval * RATE, f"1/{RATE:,}"
    return interval, unit


def quantity(measure: Measure, interval: Interval, beside: Iterable[Interval] = ()) -> str:
    """An interval of values of a measure in words, in the unit in which it is shown.

    Args:
        measure: The measure.
        interval: The interval.
        beside: What it is compared with: all are then shown in one unit, and ends that differ with as many decimals
            as tell them apart.
    """
    others = tuple(beside)
    at, unit = shown(measure, interval, *others)
    ends = [end for one in others for end in _ends(shown(measure, one, interval, *others)[0])]
    return format_interval(at, unit, places=_telling([*_ends(at), *ends]))


def _ends(interval: Interval) -> list[tuple[Exact, bool]]:
    """The finite ends of an interval, and whether each is an upper one."""
    ends = ((interval.lower, False), (interval.upper, True))
    return [] if interval.is_empty else [(end, up) for end, up in ends if not isinstance(end, float)]


def _telling(ends: Iterable[tuple[Exact, bool]]) -> int:
    """The decimals with which ends that differ are not shown alike."""
    several = dict.fromkeys(ends)
    for places in range(2, MOST_PLACES):
        shown: dict[str, Exact] = {}
        if all(shown.setdefault(format_end(end, up=up, places=places), end) == end for end, up in several):
            return places
    return MOST_PLACES
