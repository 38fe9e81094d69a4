"""The tightest intervals of many counts at once, on one system.

Points found for one count often attain the end of another: its end is then known as soon as a few rows prove it (bound
filtering; Gleixner et al. 2017). What is left is solved, one count after another, from the last basis.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

import attrs

from docketstats.inference.optimum import Contradiction
from docketstats.inference.search import CONTRADICTION, Solver
from docketstats.model.facts import Fact
from docketstats.model.term import Term

Point = tuple[int, ...]


@attrs.frozen
class Span:
    """The interval of a count: its ends, and whether whole units attain each, or come to exceed any number."""

    lower: int
    upper: int | float
    sharp: bool


def spans(facts: Sequence[Fact], terms: Sequence[Term]) -> tuple[Span, ...]:
    """The intervals of the counts of some terms, given the facts tied to them.

    Raises:
        Contradiction: If the facts cannot all hold.
        TooLarge: If they make too many kinds of unit.
    """
    solver = Solver(facts, terms)
    start = solver.search(())
    if start.upper == -math.inf:
        raise Contradiction(solver.proof(start, CONTRADICTION))
    return tuple(_Spans(solver, terms, start.point).all())


class _Spans:
    def __init__(self, solver: Solver, terms: Sequence[Term], start: Point | None) -> None:
        self._solver, self._terms = solver, terms
        self._columns = [tuple(solver.system.columns(((term, 1),))) for term in terms]
        self._least: list[int | float] = [math.inf] * len(terms)
        self._most: list[int | float] = [-math.inf] * len(terms)
        self._floors, self._caps = zip(*self._by_few_rows(), strict=True)
        if start is not None:
            self._seen(start)

    def all(self) -> Iterator[Span]:
        self._filter()
        for place in range(len(self._terms)):
            upper = self._caps[place] if self._most[place] == self._caps[place] else self._end(place, 1)
            lower = self._floors[place] if self._least[place] == self._floors[place] else -self._end(place, -1)
            attained = self._least[place] == lower and (math.isinf(upper) or self._most[place] == upper)
            yield Span(max(int(lower), 0), upper, attained)

    def _filter(self) -> None:
        """Look for points that attain many ends at once, as long as each attains two more."""
        for sign in (1, -1):
            wanted = self._open(sign)
            while len(wanted) > 1:
                optimum = self._solver.relaxed(tuple((self._terms[place], sign) for place in wanted))
                if optimum.value == math.inf or not self._keep(optimum.point):
                    break
                before, wanted = len(wanted), self._open(sign)
                if before - len(wanted) < 2:
                    break

    def _open(self, sign: int) -> list[int]:
        """The counts whose cap, or floor for sign -1, no point attains."""
        if sign < 0:
            return [place for place, least in enumerate(self._least) if least > self._floors[place]]
        return [place for place, most in enumerate(self._most) if most < self._caps[place] < math.inf]

    def _keep(self, point: Sequence[Fraction | int] | None) -> bool:
        """Whether there is a point and it is whole; its counts are then kept."""
        if point is None or any(one.denominator != 1 for one in point):
            return False
        self._seen([int(one) for one in point])
        return True

    def _seen(self, point: Sequence[int]) -> None:
        found = [sum([point[column] for column in columns]) for columns in self._columns]
        self._least = list(map(min, self._least, found))
        self._most = list(map(max, self._most, found))

    def _by_few_rows(self) -> Iterator[tuple[int, int | float]]:
        """For each count, ends that few rows prove: at least what is said to be in it, at most what a whole leaves."""
        system = self._solver.system
        rows = [(system.columns(line.terms), line.lower, line.upper) for _, _, line in system.lines]
        counts = [(frozenset(row), low, high) for row, low, high in rows if all(one == 1 for one in row.values())]
        known = [(inside, int(lower)) for inside, lower, _ in counts if lower > 0]
        wholes = [(whole, int(upper), _apart(whole, known)) for whole, _, upper in counts if upper < math.inf]
        for columns in map(frozenset, self._columns):
            floor = max((lower for inside, lower in known if inside <= columns), default=0)
            caps = (
                upper - sum(lower for inside, lower in parts if inside.isdisjoint(columns))
                for whole, upper, parts in wholes
                if columns <= whole
            )
            yield floor, min(caps, default=math.inf)

    def _end(self, place: int, sign: int) -> int | float:
        """The greatest value of a count times a sign that is proved, with the point that shows it kept."""
        form = ((self._terms[place], sign),)
        optimum = self._solver.relaxed(form)
        if optimum.value < math.inf and self._keep(optimum.point):
            return math.floor(optimum.value)
        search = self._solver.search(form)
        if search.point is not None:
            self._seen(search.point)
        if search.upper == math.inf and search.ray is None:
            self._most[place] = -math.inf  # nothing shows that it exceeds any number
        return search.upper


def _apart(whole: frozenset[int], known: Iterable[tuple[frozenset[int], int]]) -> list[tuple[frozenset[int], int]]:
    """Some of the known parts of a whole that have nothing in common."""
    found: list[tuple[frozenset[int], int]] = []
    for inside, lower in known:
        if inside < whole and all(inside.isdisjoint(other) for other, _ in found):
            found.append((inside, lower))
    return found
