"""Ends where all worlds over the sets in play can be listed, though no bag could be told apart by cells.

The worlds are the columns of a linear program, of which a few are used; which others are wanted is found by pricing all
of them. The multipliers of its rows are made whole and checked against every world, and so make a proof.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from docketstats.errors import ProofRejected
from docketstats.inference.columns.population import Fit, population
from docketstats.inference.columns.pricing import Bits, unpacked
from docketstats.inference.highs import Growing
from docketstats.inference.kernel import add_up
from docketstats.inference.matrix import Floats
from docketstats.inference.proof import Combination, Multiplier, Proof
from docketstats.inference.proposals import DENOMINATORS, EXACT, NEAR
from docketstats.inference.search import Form, trimmed
from docketstats.inference.universe import Universe
from docketstats.model.facts import Fact, Line

MOST_WORLDS = 1 << 17
"""The worlds that are listed at most."""
MOST_SETS = 17
"""The sets up to which that is tried."""
ADDED = 100
"""The worlds that a round adds."""
ROUNDS = 200
"""The rounds."""
FINE = 10**9
"""The common denominator of multipliers that have no small one."""
AT_ONCE = 1 << 13
"""The worlds that are checked at once."""


@lru_cache(maxsize=2)
def listed(facts: tuple[Fact, ...]) -> Listed | None:
    """The worlds over the sets of facts; None if there are too many, or no population is known to fit."""
    if len(frozenset().union(*(fact.leaves for fact in facts))) > MOST_SETS:
        return None
    try:
        universe = Universe([term for fact in facts for line in fact.lines for term, _ in line.terms])
    except ProofRejected:
        return None
    return Listed(facts, universe) if universe.alive.bit_length() <= MOST_WORLDS and population(facts).worlds else None


class Listed:
    """The worlds over the sets of some facts that a population fits.

    Args:
        facts: The facts.
        universe: The worlds over their sets.
    """

    def __init__(self, facts: tuple[Fact, ...], universe: Universe) -> None:
        self._facts, self._universe = facts, universe
        self._lines: list[tuple[int, int, Line]] = []
        self._zeros: list[tuple[int, int]] = []
        alive = universe.alive
        for number, fact in enumerate(facts):
            for place, line in enumerate(fact.lines):
                if line.empties and line.lower <= 0:
                    self._zeros.append((number, place))
                    for term, _ in line.terms:
                        alive &= ~universe.mask(term)
                elif not line.is_vacuous:
                    self._lines.append((number, place, line))
        self._alive, self._size = alive, universe.alive.bit_length()
        self._kept = np.flatnonzero(unpacked([alive], self._size)[0])
        self._rows = np.array([self._values(line.terms) for _, _, line in self._lines], np.float32)
        self._lower = np.array([line.lower for _, _, line in self._lines], np.float64)
        self._upper = np.array([line.upper for _, _, line in self._lines], np.float64)
        self._leaves = population(facts).leaves
        self._sets = frozenset(self._leaves)
        self._bits = unpacked([universe.mask(leaf) for leaf in self._leaves], self._size)[:, self._kept]
        self._first = self._start()

    def _values(self, form: Form) -> Floats:
        """What a unit in each world adds to a form."""
        inside = unpacked([self._universe.mask(term) & self._alive for term, _ in form], self._size)[:, self._kept]
        return np.asarray(np.array([factor for _, factor in form], np.float64) @ inside, np.float64)

    def _start(self) -> NDArray[np.int64]:
        """The worlds to begin with: those of a population that fits, and those of the search for it."""
        fit = population(self._facts)
        place = {name: number for number, name in enumerate(_names(self._bits))}
        found = set(_names(fit.bits))
        for world in fit.worlds or ():
            found.update(_names(np.array([[leaf in world.members] for leaf in self._leaves], np.uint8)))
        return np.array(sorted(place[name] for name in found if name in place), np.int64)

    def greatest(self, form: Form) -> tuple[Proof, Fit] | None:
        """The proof of the least upper end of a form that was found, and divided units that about attain it."""
        if not all(term.leaves <= self._sets for term, _ in form):
            return None
        values = self._values(form)
        program = Growing(self._lower, self._upper)
        new = np.union1d(self._first, np.flatnonzero(values > 0)[:1])
        used = np.zeros(0, np.int64)
        for _ in range(ROUNDS):
            program.add(self._rows[:, new], values[new])
            used = np.concatenate([used, new])
            duals = program.duals()
            if duals is None:
                return None
            over = values - duals.astype(np.float32) @ self._rows
            new = np.argsort(-over, kind="stable")[:ADDED]
            new = new[over[new] > 10 * NEAR]
            if not len(new):
                proof = self._proved(form, values, duals)
                start = Fit(None, None, (), self._leaves, self._bits[:, used], program.values())
                return None if proof is None else (proof, start)
        return None

    def _proved(self, form: Form, values: Floats, duals: Floats) -> Proof | None:
        for below in (*DENOMINATORS, FINE):
            found = np.rint(duals * below)
            if below < FINE and np.abs(found - duals * below).max(initial=0) > NEAR * below:
                continue
            if np.abs(found).sum() * np.abs(self._rows).max(initial=1) + below * np.abs(values).max(initial=1) > EXACT:
                return None
            short = self._short(found, values * below)
            if short > 0 and below < FINE:
                continue
            if short > 0:
                # What rounding left open, everyone's count makes good.
                row = self._everyone()
                if row is None:
                    return None
                found[row] += short
            return self._combined(form, found, below)
        return None

    def _short(self, multipliers: Floats, values: Floats) -> float:
        """By how much the multipliers fall short of the values in the world where they do so most."""
        parts = range(0, len(values), AT_ONCE)
        return max(
            float((values[at : at + AT_ONCE] - multipliers @ self._rows[:, at : at + AT_ONCE].astype(np.float64)).max())
            for at in parts
        )

    def _everyone(self) -> int | None:
        """The row that counts every unit in anything, with an upper end."""
        for row, (_, _, line) in enumerate(self._lines):
            if line.upper < math.inf and np.all((self._rows[row] >= 1) | ~self._rows.any(axis=0)):
                return row
        return None

    def _combined(self, form: Form, multipliers: Floats, scale: int) -> Proof | None:
        used = [(*self._lines[row], int(multipliers[row])) for row in np.flatnonzero(multipliers).tolist()]
        if any(math.isinf(line.upper if factor > 0 else line.lower) for _, _, line, factor in used):
            return None
        _, end = add_up([(line, factor) for _, _, line, factor in used], Line(form, -math.inf, 0), scale)
        multiplied = tuple(Multiplier(fact, place, factor) for fact, place, _, factor in used)
        tree = Combination(multiplied, tuple(self._zeros), scale)
        return trimmed(Proof(self._facts, Line(form, -math.inf, end // scale), tree))


def _names(bits: Bits) -> list[bytes]:
    """Worlds by name: what they are in."""
    return [column.tobytes() for column in np.ascontiguousarray(bits.T)]
