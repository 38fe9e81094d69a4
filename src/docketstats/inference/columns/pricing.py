"""Many worlds at once, over more sets than all worlds could be listed for: counted, and improved set by set.

The worlds are numbered, and each set is a bit mask of the worlds in it, as in a `Universe`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from docketstats.inference.matrix import Bools, Floats
from docketstats.model.facts import Line
from docketstats.model.term import Leaf, Term

Bits: TypeAlias = NDArray[np.uint8]
"""Zeros and ones: for worlds, a row for each set and a column for each world."""
Evaluation: TypeAlias = Callable[[Sequence[int], int], tuple[int, ...]]

SWEEPS = 8
"""How often all sets are gone through at most."""
FORBIDDEN = 1e3
"""What a world loses by being where nobody is, in multiples of the largest weight."""
PRESENT = 0.7
"""How likely a world drawn by chance is on its docket at each of several dates."""


class Pricing:
    """What worlds add to the counts of some lines.

    Args:
        lines: The lines.
        empty: The terms that nobody is in.
        leaves: Sets that are in play besides those of the lines and terms.

    Attributes:
        leaves: The sets in play, sorted.
        factors: The coefficients of the lines' terms, a row for each line.
        about: The places of the terms about each set, those that nobody is in coming last.
        within: The place of everyone at the date of a set, if in play.
    """

    def __init__(self, lines: Sequence[Line], empty: Iterable[Term], leaves: Iterable[Leaf] = ()) -> None:
        self._counted = list(dict.fromkeys(term for line in lines for term, _ in line.terms))
        self._terms = [*self._counted, *dict.fromkeys(empty)]
        place = {term: number for number, term in enumerate(self._counted)}
        self.factors: Floats = np.zeros((len(lines), len(place)))
        for row, line in enumerate(lines):
            for term, factor in line.terms:
                self.factors[row, place[term]] += factor
        found = frozenset(leaves).union(*(term.leaves for term in self._terms))
        self.leaves = sorted(found, key=lambda leaf: leaf.key)
        at = {leaf: number for number, leaf in enumerate(self.leaves)}
        self.about: list[list[int]] = [[] for _ in self.leaves]
        for number, term in enumerate(self._terms):
            for leaf in term.leaves:
                self.about[at[leaf]].append(number)
        self._place = at
        self._evaluate = [
            self._compiled([self._terms[number] for number in own], leaf)
            for own, leaf in zip(self.about, self.leaves, strict=True)
        ]
        self._all = self._compiled(self._terms, None)
        self.within = [None if leaf.is_everyone else at.get(leaf.everyone) for leaf in self.leaves]
        self._dockets = sorted({leaf.docket for leaf in self.leaves})
        self._home = np.array([self._dockets.index(leaf.docket) for leaf in self.leaves], np.int64)

    @property
    def steady(self) -> Bools:
        """Which lines are about everyone alone."""
        found = np.ones(len(self.factors), bool)
        for leaf, about in zip(self.leaves, self.about, strict=True):
            if not leaf.is_everyone:
                own = [number for number in about if number < len(self._counted)]
                found &= ~np.any(self.factors[:, own], axis=1)
        return found

    def drawn(self, size: int, draw: np.random.Generator) -> Bits:
        """Worlds by chance, each on one docket."""
        everyone = np.array([leaf.is_everyone for leaf in self.leaves], bool)
        found = draw.random((len(self.leaves), size)) < draw.random(size)
        dates = int(everyone.sum())
        found[everyone] = draw.random((dates, size)) < (PRESENT if dates > len(self._dockets) else 1)
        found &= self._home[:, None] == draw.integers(max(len(self._dockets), 1), size=size)
        for place, over in enumerate(self.within):
            if over is not None:
                found[place] &= found[over]
        return found.astype(np.uint8)

    def _compiled(self, terms: Iterable[Term], own: Leaf | None) -> Evaluation:
        """What evaluates some terms from the masks of all sets, with another for one of them."""

        def written(term: Term) -> str:
            if isinstance(term, Leaf):
                return "own" if term == own else f"masks[{self._place[term]}]"
            parts = [written(part) for part in term.parts]
            if term.op == "-":
                return f"({parts[0]} & ~{parts[1]})"
            return f"({f' {term.op} '.join(parts)})" if parts else "-1" if term.op == "&" else "0"

        # They are evaluated a great many times, at which a compiled expression is ten times as fast as a walk.
        found: Evaluation = eval(f"lambda masks, own: ({''.join(f'{written(term)}, ' for term in terms)})", {})
        return found

    def counts(self, bits: Bits) -> Floats:
        """What one unit in each world adds to each line."""
        inside = unpacked(self._all(_masks(bits), 0)[: len(self._counted)], bits.shape[1])
        return np.asarray(self.factors @ inside, np.float64)

    def allowed(self, bits: Bits) -> Bools:
        """Which worlds are in nothing that nobody is in."""
        wrong = 0
        for mask in self._all(_masks(bits), 0)[len(self._counted) :]:
            wrong |= mask
        return np.asarray(unpacked([wrong], bits.shape[1])[0] == 0, np.bool_)

    def improved(self, bits: Bits, weights: Floats, draw: np.random.Generator) -> Bits:
        """The worlds changed, one set after another, until no one change adds to the sum of their lines' weights."""
        size, full = bits.shape[1], (1 << bits.shape[1]) - 1
        by_term = weights @ self.factors
        barred = np.full(len(self._terms) - len(by_term), -FORBIDDEN * np.abs(by_term).max(initial=1e-9))
        by_term = np.concatenate([by_term, barred])
        masks = _masks(bits)
        here = [0] * len(self._dockets)
        for mask, home in zip(masks, self._home.tolist(), strict=True):
            here[home] |= mask
        sets: dict[int, list[int]] = {}
        for place, over in enumerate(self.within):
            if over is not None:
                sets.setdefault(over, []).append(place)
        for _ in range(SWEEPS):
            changed = False
            for place in draw.permutation(len(self.leaves)).tolist():
                weight = by_term[self.about[place]]
                on, off = (self._evaluate[place](masks, every) for every in (full, 0))
                more = [a & ~b for a, b in zip(on, off, strict=True)]
                less = [b & ~a for a, b in zip(on, off, strict=True)]
                gain = np.concatenate([weight, -weight]) @ unpacked(more + less, size)
                over = self.within[place]
                new = (masks[place] | _packed(gain > 0)) & ~_packed(gain < 0) & here[self._home[place]]
                if over is not None:
                    new &= masks[over]
                for one in sets.get(place, ()):
                    new |= masks[one]
                changed = changed or new != masks[place]
                masks[place] = new
            if not changed:
                break
        return unpacked(masks, size)

    def flips(self, bits: Bits, place: int) -> tuple[NDArray[np.int64], Floats, Bools]:
        """What becomes of worlds if each is moved into a set that it is not in, or out of it if it is.

        Returns:
            The lines whose counts may change, the changes for each world, and which worlds must not be moved.
        """
        size, counted = bits.shape[1], len(self._counted)
        about, masks = self.about[place], _masks(bits)
        inside, outside = (unpacked(self._evaluate[place](masks, every), size) for every in ((1 << size) - 1, 0))
        own = [number for number, term in enumerate(about) if term < counted]
        factors = self.factors[:, [about[number] for number in own]]
        rows = np.flatnonzero(np.any(factors, axis=1))
        change = factors[rows] @ (inside[own].astype(np.float64) - outside[own])
        leaves_it = bits[place] == 1
        after = np.where(leaves_it, outside, inside)[[n for n, term in enumerate(about) if term >= counted]]
        barred = np.any(after, axis=0)
        if (over := self.within[place]) is not None:
            barred |= bits[over] == 0
        barred |= np.any(bits[self._home != self._home[place]], axis=0)
        return rows, np.where(leaves_it, -change, change), barred


def _masks(bits: Bits) -> list[int]:
    """Worlds as a mask for each set."""
    return [_packed(row) for row in bits]


def _packed(row: NDArray[np.generic]) -> int:
    return int.from_bytes(np.packbits(row.astype(bool), bitorder="little").tobytes(), "little")


def unpacked(masks: Sequence[int], size: int) -> Bits:
    """Bit masks as rows of zeros and ones."""
    width = (size + 7) // 8
    full = (1 << size) - 1
    joined = b"".join([(mask & full).to_bytes(width, "little") for mask in masks])
    rows = np.frombuffer(joined, np.uint8).reshape(len(masks), width)
    return np.unpackbits(rows, axis=1, count=size, bitorder="little")
