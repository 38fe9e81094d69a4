"""Divided units made whole: rounded, and then moved one membership of one unit at a time until the counts are right.

Moves of single units come first. Where none brings the counts nearer, two units are moved at once, one into a set and
the other out of it: most counts then stay as they are, so that single counts can be put right.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from docketstats.inference.columns.pricing import Bits, Pricing
from docketstats.inference.matrix import Floats

KINDS = 1_500
"""The worlds that units are rounded in at most."""
STARTS = 1
"""How often rounding starts anew."""
TURNS = 10
"""How often the worlds are gathered anew, so that units that were moved can be moved on."""
LEVEL = 60
"""The moves in a turn that need not help."""
PAIRED = (150, 2_000)
"""The worlds that are looked at for moves of two: in each set at least, and in all of them."""
CHOICES = 4
"""The moves of two that each set proposes."""
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

    def search(self, bits: Bits, values: Floats) -> tuple[Bits, NDArray[np.int64]] | None:
        """Worlds and whole numbers of units in them that fit, near worlds and divided units that about fit; or None."""
        kept = np.argsort(-values, kind="stable")[:KINDS]
        bits, values = bits[:, kept], values[kept]
        weights = np.where(self._pricing.steady, STEADY, 1) * self._scale
        columns = self._pricing.counts(bits) * weights[:, None]
        at = self._pricing.counts(bits) @ values
        off = (at - np.clip(at, self._lower / self._scale, self._upper / self._scale)) * weights
        for start in range(STARTS):
            order = self._draw.permutation(len(values)) if start else np.argsort(np.floor(values) - values)
            found = self._start(bits, _balanced(values, columns, off, order))
            if found is not None:
                return found
        return None

    def _start(self, bits: Bits, numbers: NDArray[np.int64]) -> tuple[Bits, NDArray[np.int64]] | None:
        bits = np.concatenate([bits, np.zeros((len(bits), 1), np.uint8)], axis=1)
        numbers = np.append(numbers, SPARE)
        for _ in range(TURNS):
            bits, numbers = _gathered(bits, numbers)
            moves = _Moves(self._pricing, bits, numbers, self._scale, self._lower, self._upper, self._draw)
            done = moves.make()
            new = bits[:, [world for _, world in moves.moved]]
            for column, (place, _) in enumerate(moves.moved):
                new[place, column] ^= 1
            bits = np.concatenate([bits, new], axis=1)
            numbers = np.concatenate([moves.numbers, np.fromiter(moves.moved.values(), np.int64)])
            if done:
                return _gathered(bits, numbers)
        return None


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
    ) -> None:
        self.moved: dict[tuple[int, int], int] = {}
        self.numbers, self._lower, self._upper, self._draw = numbers.copy(), lower, upper, draw
        self._counts = pricing.counts(bits) @ numbers * scale
        rows, changes, self._starts = [], [], [0]
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
        most = LEVEL
        while most:
            wrong = np.flatnonzero(_distance(self._counts, self._lower, self._upper))
            if not len(wrong):
                return True
            price = np.where((self.numbers > 0) & ~self._barred, self._sums + self._noise, np.inf)
            place, world = divmod(int(np.argmin(price)), price.shape[1])
            if price[place, world] < -HALF:
                self._move(place, world)
                continue
            sets = np.unique(self._set_of[np.concatenate([self._of_row[row] for row in wrong])])
            most_worlds = max(PAIRED[0], PAIRED[1] // len(sets))
            pairs = sorted(pair for place in sets.tolist() for pair in self._pairs(place, price[place], most_worlds))
            if not pairs:
                return False
            # One of those that are about as good as the best.
            level = [pair for pair in pairs if pair[0] < pairs[0][0] + HALF]
            if pairs[0][0] >= -HALF:
                most -= 1
            _, place, one, other = level[int(self._draw.integers(len(level)))]
            self._move(place, one)
            self._move(place, other)
        return not np.any(_distance(self._counts, self._lower, self._upper))

    def _pairs(self, place: int, price: Floats, most: int) -> list[tuple[float, int, int, int]]:
        """The best moves of two units of one set, with what they add; more than that where counts need not be exact."""
        own = np.argsort(price)[:most]
        own = own[np.isfinite(price[own])]
        if len(own) < 2:
            return []
        changes = self._changes[self._starts[place] : self._starts[place + 1], own].astype(np.float32)
        across = 2 * changes.T @ changes
        length = np.diagonal(across) / 2
        both = across + price[own][:, None] + price[own]
        # Moves that undo each other put nothing right.
        both[across + length[:, None] + length < HALF] = np.inf
        np.fill_diagonal(both, np.inf)
        best = np.argmin(both, axis=1)
        found = np.argsort(both[np.arange(len(own)), best])[:CHOICES]
        pairs = ((float(both[a, best[a]]), int(a), int(best[a])) for a in found)
        return [(added, place, int(own[a]), int(own[b])) for added, a, b in pairs if added < np.inf]

    def _move(self, place: int, world: int) -> None:
        span = slice(self._starts[place], self._starts[place + 1])
        changes = self._changes[span, world]
        rows = self._rows[span][changes != 0]
        self._counts[rows] += changes[changes != 0]
        self.numbers[world] -= 1
        self.moved[place, world] = self.moved.get((place, world), 0) + 1
        entries = np.concatenate([self._of_row[row] for row in rows])
        added = self._price(entries)
        np.add.at(self._sums, self._set_of[entries], added - self._added[entries])
        self._added[entries] = added

    def _price(self, entries: NDArray[np.int64]) -> Floats:
        rows = self._rows[entries]
        counts, lower, upper = self._counts[rows], self._lower[rows], self._upper[rows]
        after = _distance(counts[:, None] + self._changes[entries], lower[:, None], upper[:, None])
        return np.asarray(after - _distance(counts, lower, upper)[:, None], np.float64)


def _distance(counts: Floats, lower: Floats, upper: Floats) -> Floats:
    found = np.maximum(counts - upper, 0) + np.maximum(lower - counts, 0)
    found[found < 1e-9] = 0
    return np.asarray(np.square(found), np.float64)
