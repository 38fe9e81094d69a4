"""What searches for ends have in common: groups are solved one after another, each from what the others left."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from docketstats.inference.shared.numbers import Bools, Places
from docketstats.inference.shared.system import Multipliers, Shared
from docketstats.inference.simplex import Tableau


class Search:
    """What the groups have in common when a form is sought the ends of; a group is void if nothing fits it.

    Attributes:
        void: The groups whose facts contradict each other.
        aside: The groups that are not settled here.
    """

    def __init__(self, shared: Shared, tick: Callable[[int], object] = lambda _: None) -> None:
        self.shared = shared
        self.void = np.zeros(shared.groups, bool)
        self.aside = np.zeros(shared.groups, bool)
        self._tick = tick
        self._told = 0

    def settled(self, sign: int) -> Bools:
        """The groups in which one end is known."""
        raise NotImplementedError

    def learn(self, tableau: Tableau, sign: int) -> None:
        """Solve a group, and try on all what it needs."""
        raise NotImplementedError

    def run(self, signs: Sequence[int] = (1, -1)) -> None:
        """Settle all groups that can be."""
        while len(left := np.flatnonzero(~(self._known(signs) | self.aside))):
            group = int(left[0])
            tableau = self.shared.tableau(group)
            if tableau.infeasible:
                self._refute(Multipliers.of(tableau.infeasible, self.shared.height))
                self.aside[group] = not self.void[group]
            for sign in signs:
                if not (self.aside[group] or self.void[group] or self.settled(sign)[group]):
                    self.learn(tableau, sign)
                    self.aside[group] = not self.settled(sign)[group]
            self._report(signs)

    def _known(self, signs: Sequence[int]) -> Bools:
        return np.asarray(np.logical_and.reduce([self.settled(sign) for sign in signs]) | self.void, bool)

    def _report(self, signs: Sequence[int]) -> None:
        known = int(self._known(signs).sum())
        self._tick(known - self._told)
        self._told = known

    def open(self, sign: int) -> Places:
        """The groups in which an end is not known."""
        return np.flatnonzero(~(self.settled(sign) | self.void))

    def _refute(self, found: Multipliers) -> None:
        if min(self.shared.sums(found.both), default=0) < 0:
            return  # it proves nothing
        groups = np.flatnonzero(~self.void)
        usable, sums = found.sums(self.shared.ends, groups)
        self.void[groups[usable & (sums < 0)]] = True
