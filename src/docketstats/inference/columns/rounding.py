"""Divided units made whole: rounded, and then moved one membership of one unit at a time until the counts are right.

Moves of single units come first. Where none brings the counts nearer, two units are moved at once, one into a set and
the other out of it: most counts then stay as they are, so that single counts can be put right. Where that does not help
either, the counts that are wrong are given more weight (Morris 1993).
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from docketstats.inference.columns.pricing import Bits, Pricing
from docketstats.inference.matrix import Floats

KINDS = 1_500
"""The worlds that units are rounded in at most."""
TURNS = 10
"""How often the worlds are gathered anew, so that units that were moved can be moved on."""
LEVEL = 30
"""The moves in a turn that need not help."""
PAIRED = (150, 2_000)
"""The worlds that are looked at for moves of two: in each set at least, and in all of them."""
STEADY = 100.0
"""The weight in rounding of counts that no move changes."""
SPARE = 1_000
"""The units in nothing that may be moved into sets."""
HALF = 0.5
"""What counts as better or worse; noise below it settles ties."""


class Rounding:
    """Search for whole units whose counts lie between some ends.

    Args:
        pricing: What worlds add to the counts.
        lower: The lower ends of the counts.
        upper: The upper ends.
        draw: What settles ties.
    """

    def __init__(self, pricing: Pricing, lower: Floats, upper: Floats, draw: np.random.Generator) -> None:
        self._pricing, self._draw = pricing, draw
        self._scale = 1 / np.abs(pricing.factors).max(axis=1, initial=1)
        self._lower, self._upper = lower * self._scale, upper * self._scale

    def search(self, bits: Bits, values: Floats) -> tuple[Bits, NDArray[np.int64]]:
        """Worlds and whole numbers of units in them, as good as is found, from divided units that about fit."""
        kept = np.argsort(-values, kind="stable")[:KINDS]
        bits, values = bits[:, kept], values[kept]
        weights = np.where(self._pricing.steady, STEADY, 1) * self._scale
        columns = self._pricing.counts(bits) * weights[:, None]
        at = self._pricing.counts(bits) @ values
        off = (at - np.clip(at, self._lower / self._scale, self._upper / self._scale)) * weights
        order = np.argsort(np.floor(values) - values)
        return self._moved(bits, _balanced(values, columns, off, order))

    def _moved(self, bits: Bits, numbers: NDArray[np.int64]) -> tuple[Bits, NDArray[np.int64]]:
        bits = np.concatenate([bits, np.zeros((len(bits), 1), np.uint8)], axis=1)
        numbers = np.append(numbers, SPARE)
        weights = np.ones(len(self._lower))
        for _ in range(TURNS):
            bits, numbers = _gathered(bits, numbers)
            moves = _Moves(self._pricing, bits, numbers, self._scale, self._lower, self._upper, self._draw, weights)
            done = moves.make()
            new = bits[:, [world for _, world in moves.moved]]
            for column, (place, _) in enumerate(moves.moved):
                new[place, column] ^= 1
            bits = np.concatenate([bits, new], axis=1)
            numbers = np.concatenate([moves.numbers, np.fromiter(moves.moved.values(), np.int64)])
            if done or not moves.moved:
                break
        return _gathered(bits, numbers)


def _balanced(values: Floats, columns: Floats, off: Floats, order: NDArray[np.int64]) -> NDArray[np.int64]:
    """Whole numbers, each next to its value, chosen one after another so that the counts come near, from ``off``."""
    found = np.floor(values).astype(np.int64)
    for place in order.tolist():
        above = values[place] - found[place]
        if above > 0:
            down = off - above * columns[:, place]
            up = down + columns[:, place]
            better = up @ up < down @ down
            found[place] += better
            off = up if better else down
    return found


def _gathered(bits: Bits, numbers: NDArray[np.int64]) -> tuple[Bits, NDArray[np.int64]]:
    """The worlds that have units, each once."""
    worlds, place = np.unique(bits, axis=1, return_inverse=True)
    found = np.zeros(worlds.shape[1], np.int64)
    np.add.at(found, place.ravel(), numbers)
    return worlds[:, found > 0], found[found > 0]


class _Moves:
    """Moves of single units into sets or out of them, with what each adds to the distance of the counts.

    Attributes:
        numbers: How many units are left in each world.
        moved: How many units of a world were moved into or out of a set, for pairs of a set and a world.
    """

    def __init__(
        self,
        pricing: Pricing,
        bits: Bits,
        numbers: NDArray[np.int64],
        scale: Floats,
        lower: Floats,
        upper: Floats,
        draw: np.random.Generator,
        weights: Floats,
    ) -> None:
        self._weights = weights
        self.moved: dict[tuple[int, int], int] = {}
        self.numbers, self._lower, self._upper = numbers.copy(), lower, upper
        self._counts = pricing.counts(bits) @ numbers * scale
        rows, changes = [np.zeros(0, np.int64)], [np.zeros((0, len(numbers)))]
        self._starts = [0]
        self._barred = np.ones(bits.shape, bool)
        for place, leaf in enumerate(pricing.leaves):
            if not leaf.is_everyone:
                own, change, barred = pricing.flips(bits, place)
                rows.append(own)
                changes.append(change * scale[own][:, None])
                self._barred[place] = barred | ~np.any(change, axis=0)
            self._starts.append(self._starts[-1] + (0 if leaf.is_everyone else len(own)))
        self._rows = np.concatenate(rows)
        self._changes = np.concatenate(changes)
        self._set_of = np.repeat(np.arange(len(bits)), np.diff(self._starts))
        self._of_row = [np.flatnonzero(self._rows == row) for row in range(len(lower))]
        self._added = self._price(np.arange(len(self._rows)))
        self._sums = np.zeros(bits.shape)
        np.add.at(self._sums, self._set_of, self._added)
        self._noise = draw.random(bits.shape) * 1e-3

    def make(self) -> bool:
        """Make moves; whether the counts are right in the end."""
        most, tries = LEVEL, 0
        while most:
            wrong = np.flatnonzero(_distance(self._counts, self._lower, self._upper))
            if not len(wrong):
                return True
            price = np.where((self.numbers > 0) & ~self._barred, self._sums + self._noise, np.inf)
            place, world = divmod(int(np.argmin(price)), price.shape[1])
            if price[place, world] < -HALF:
                self._move(place, world)
                continue
            entries = np.concatenate([self._of_row[row] for row in wrong])
            if not len(entries):
                return False
            sets = np.unique(self._set_of[entries])
            most_worlds = max(PAIRED[0], PAIRED[1] // len(sets))
            # The best of all sets would take most of the time; each comes first in turn.
            tries += 1
            for place in np.roll(sets, -tries).tolist():
                added, one, other = self._pair(place, price[place], most_worlds)
                if added < -HALF:
                    self._move(place, one)
                    self._move(place, other)
                    break
            else:
                most -= 1
                self._weights[wrong] += 1
                self._reprice(entries)
        return not np.any(_distance(self._counts, self._lower, self._upper))

    def _pair(self, place: int, price: Floats, most: int) -> tuple[float, int, int]:
        """What the best move of two units into or out of one set adds, at most, and their worlds."""
        own = np.argsort(price)[:most]
        own = own[np.isfinite(price[own])]
        if len(own) < 2:
            return math.inf, 0, 0
        span = slice(self._starts[place], self._starts[place + 1])
        changes = self._changes[span, own] * np.sqrt(self._weights[self._rows[span]])[:, None]
        # For counts that are to be exact: (a + b)^2 = a^2 + b^2 + 2 a b.
        both = 2 * changes.T @ changes + price[own][:, None] + price[own]
        np.fill_diagonal(both, np.inf)
        one, other = divmod(int(np.argmin(both)), len(own))
        return float(both[one, other]), int(own[one]), int(own[other])

    def _move(self, place: int, world: int) -> None:
        span = slice(self._starts[place], self._starts[place + 1])
        changes = self._changes[span, world]
        rows = self._rows[span][changes != 0]
        self._counts[rows] += changes[changes != 0]
        self.numbers[world] -= 1
        self.moved[place, world] = self.moved.get((place, world), 0) + 1
        self._reprice(np.concatenate([self._of_row[row] for row in rows]))

    def _reprice(self, entries: NDArray[np.int64]) -> None:
        added = self._price(entries)
        np.add.at(self._sums, self._set_of[entries], added - self._added[entries])
        self._added[entries] = added

    def _price(self, entries: NDArray[np.int64]) -> Floats:
        rows = self._rows[entries]
        counts, lower, upper = self._counts[rows], self._lower[rows], self._upper[rows]
        after = _distance(counts[:, None] + self._changes[entries], lower[:, None], upper[:, None])
        return np.asarray((after - _distance(counts, lower, upper)[:, None]) * self._weights[rows][:, None], np.float64)


def _distance(counts: Floats, lower: Floats, upper: Floats) -> Floats:
    found = np.maximum(counts - upper, 0) + np.maximum(lower - counts, 0)
    found[found < 1e-9] = 0
    return np.asarray(np.square(found), np.float64)
