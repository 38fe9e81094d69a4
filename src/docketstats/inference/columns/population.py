"""Whether a population fits facts on sets too entangled for bags: one that does, or the facts that rule it out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import attrs
import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from docketstats.errors import TooLarge
from docketstats.inference.columns.least_squares import LeastSquares
from docketstats.inference.columns.pricing import Bits, Pricing
from docketstats.inference.columns.rounding import Rounding
from docketstats.inference.matrix import Floats
from docketstats.inference.worlds import World
from docketstats.model.facts import Fact, Line
from docketstats.model.term import Leaf

ROUNDS = 120
"""The rounds of pricing."""
DRAWN = 512
"""The worlds that a round tries to improve."""
ADDED = 150
"""The worlds that a round adds."""
CLOSE = (0.5, 0.02)
"""How far from the ends of a line counts may be when a search for whole units begins."""
SETTLED = 0.05
"""What may be left to gain, in multiples of the distance, when it counts as least."""
AGAINST = 1e-3
"""The multiplier of a line, in multiples of the largest, from which on it stands against a population."""
MOST_LINES = 2_500
"""The lines of all facts together at most: a round costs about as much as the cube of them."""


@attrs.frozen
class Fit:
    """What a search for a population found.

    Attributes:
        worlds: A population of whole units that fits, if one was found.
        near: Else one that fits all facts but the last, if that is all that was found.
        against: The places of facts that seem to rule out any, if it came to that, the likeliest first.
        leaves: The sets that the search had in play.
        bits: The worlds that it used.
        values: The units in them.
    """

    worlds: tuple[World, ...] | None
    near: tuple[World, ...] | None = attrs.field(repr=False)
    against: tuple[int, ...]
    leaves: tuple[Leaf, ...] = attrs.field(repr=False)
    bits: Bits = attrs.field(repr=False, eq=False)
    values: Floats = attrs.field(repr=False, eq=False)


@lru_cache(maxsize=4)
def population(facts: tuple[Fact, ...]) -> Fit:
    """A population that fits facts.

    Raises:
        TooLarge: If there are too many lines.
    """
    return _Search(facts, None).fit()


def population_with(facts: tuple[Fact, ...], more: Fact, start: Fit | None = None) -> Fit:
    """A population that fits facts and one more, whose place comes last.

    Args:
        facts: The facts.
        more: The other fact.
        start: Worlds to begin with, and units in them; those of a population that fits the facts if left out.

    Raises:
        TooLarge: If there are too many lines.
    """
    return _Search((*facts, more), start or population(facts)).fit()


class _Search:
    """Column generation for the counts that are nearest to what the facts say."""

    def __init__(self, facts: Sequence[Fact], before: Fit | None) -> None:
        self._lines: list[tuple[int, Line]] = []
        empty = []
        for number, fact in enumerate(facts):
            for line in fact.lines:
                if line.empties and line.lower <= 0:
                    empty += [term for term, _ in line.terms]
                elif not line.is_vacuous:
                    self._lines.append((number, line))
        # What is to be added to facts that a population is known to fit.
        self._last = None if before is None else len(facts) - 1
        lines = [line for _, line in self._lines]
        if len(lines) > MOST_LINES:
            raise TooLarge(
                f"{len(lines):,} counts about sets that are too entangled to be taken apart, more than {MOST_LINES:,}",
                mend="leave out figures with .only(...)",
            )
        self._draw = np.random.default_rng(0)
        self._pricing = Pricing(lines, empty, () if before is None else before.leaves)
        self._lower = np.array([line.lower for line in lines], np.float64)
        self._upper = np.array([line.upper for line in lines], np.float64)
        self._scale = np.abs(self._pricing.factors).max(axis=1, initial=1)
        ends = np.concatenate([self._lower, self._upper])
        self._unit = max(float(np.abs(ends[np.isfinite(ends)]).max(initial=1)), 1.0)
        self._bits, values = self._first(before)
        target, slacks = self._slacks()
        self._slack = slacks.shape[1]
        columns = np.concatenate([slacks, self._columns(self._bits, len(target))], axis=1)
        self._least = LeastSquares(target, columns, np.concatenate([np.zeros(self._slack), values / self._unit]))

    def _first(self, before: Fit | None) -> tuple[Bits, Floats]:
        bits = self._pricing.drawn(DRAWN, self._draw)
        bits = bits[:, self._pricing.allowed(bits)]
        values = np.zeros(bits.shape[1])
        if before is not None:
            place = {leaf: number for number, leaf in enumerate(self._pricing.leaves)}
            found = np.zeros((len(place), before.bits.shape[1]), np.uint8)
            found[[place[leaf] for leaf in before.leaves]] = before.bits
            for row, over in enumerate(self._pricing.within):
                if over is not None:
                    found[over] |= found[row]
            kept = self._pricing.allowed(found)
            bits = np.concatenate([found[:, kept], bits], axis=1)
            values = np.concatenate([before.values[kept], values])
        return bits, values

    def _slacks(self) -> tuple[Floats, Floats]:
        """The target of each row, and the columns of what counts may be off it; a range takes a second row for that."""
        height = len(self._lines)
        low, high = self._lower / self._scale / self._unit, self._upper / self._scale / self._unit
        ranges = [row for row in range(height) if -math.inf < low[row] != high[row] < math.inf]
        target = np.concatenate([np.where(np.isfinite(low), low, high), high[ranges] - low[ranges]])
        above = {row: extra for extra, row in enumerate(ranges, height)}
        found: list[dict[int, float]] = []
        for row in range(height):
            if math.isinf(low[row]):
                found.append({row: 1})
            elif row in above:
                found += [{row: -1, above[row]: 1}, {above[row]: 1}]
            elif low[row] != high[row]:
                found.append({row: -1})
        columns = np.zeros((len(target), len(found)))
        for place, column in enumerate(found):
            columns[list(column), place] = list(column.values())
        return target, columns

    def _columns(self, bits: Bits, height: int) -> Floats:
        found = np.zeros((height, bits.shape[1]))
        found[: len(self._lines)] = self._pricing.counts(bits) / self._scale[:, None]
        return found

    def fit(self) -> Fit:
        """The result."""
        with threadpool_limits(1, user_api="blas"):  # so that sums do not depend on how many threads there are
            return self._fit()

    def _fit(self) -> Fit:
        close = list(CLOSE)
        for _ in range(ROUNDS):
            self._least.step()
            off = float(np.abs(self._least.residual).max(initial=0)) * self._unit
            if off < close[0]:
                rounding = Rounding(self._pricing, self._lower, self._upper, self._draw)
                found = rounding.search(self._bits, self._values * self._unit)
                wrong = self._wrong(*found)
                close.pop(0)
                if not wrong:
                    return self._found(self._listed(*found))
                # Where only what was added last is missed, other divided units lead no nearer.
                near = self._listed(*found) if wrong == {self._last} else None
                if near or not close:
                    return self._found(near=near)
            mass = max(float(self._values.sum()), 1e-9)
            least = SETTLED * float(np.square(self._least.residual).sum()) / mass
            if not self._priced(least) and (self._least.columns.T @ self._least.residual).max(initial=0) <= least:
                return self._found(against=self._against())
        return self._found()

    @property
    def _values(self) -> Floats:
        return self._least.values[self._slack :]

    def _priced(self, least: float) -> bool:
        """Add worlds that bring the counts nearer; whether there are any."""
        used = np.argsort(-self._values, kind="stable")[: DRAWN // 2]
        used = used[self._values[used] > 0]
        drawn = self._pricing.drawn(DRAWN - len(used), self._draw)
        weights = self._least.residual[: len(self._lines)] / self._scale
        bits = self._pricing.improved(np.concatenate([self._bits[:, used], drawn], axis=1), weights, self._draw)
        bits = np.unique(bits[:, self._pricing.allowed(bits)], axis=1)
        columns = self._columns(bits, len(self._least.target))
        gain = self._least.residual @ columns
        best = np.argsort(-gain, kind="stable")[:ADDED]
        best = best[gain[best] > least]
        self._bits = np.concatenate([self._bits, bits[:, best]], axis=1)
        self._least.add(columns[:, best])
        return bool(len(best))

    def _against(self) -> tuple[int, ...]:
        """The facts whose lines have multipliers, by the largest."""
        multipliers = np.abs(self._least.residual[: len(self._lines)])
        order = np.argsort(-multipliers, kind="stable")
        order = order[multipliers[order] > AGAINST * multipliers.max(initial=0)]
        return tuple(dict.fromkeys(self._lines[row][0] for row in order.tolist()))

    def _listed(self, bits: Bits, numbers: NDArray[np.int64]) -> tuple[World, ...]:
        leaves = self._pricing.leaves
        found = []
        for column, number in zip(bits.T.tolist(), numbers.tolist(), strict=True):
            if members := tuple(leaf for leaf, inside in zip(leaves, column, strict=True) if inside):
                found.append(World(members, number))
        return tuple(found)

    def _wrong(self, bits: Bits, numbers: NDArray[np.int64]) -> set[int]:
        """The facts that whole units do not fit."""
        counts = self._pricing.counts(bits) @ numbers
        return {self._lines[row][0] for row in np.flatnonzero((counts < self._lower) | (counts > self._upper)).tolist()}

    def _found(
        self,
        worlds: tuple[World, ...] | None = None,
        near: tuple[World, ...] | None = None,
        against: tuple[int, ...] = (),
    ) -> Fit:
        used = self._values > 0
        values = self._values[used] * self._unit
        return Fit(worlds, near, against, tuple(self._pricing.leaves), self._bits[:, used], values)
