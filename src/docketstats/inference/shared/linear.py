"""The ends of a linear form in each group."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from docketstats.inference.shared.numbers import Bools, Places
from docketstats.inference.shared.search import Search
from docketstats.inference.shared.system import Columns, Corner, Multipliers, Shared
from docketstats.inference.simplex import Tableau
from docketstats.inference.system import total


class Linear(Search):
    """The ends of a linear form.

    Attributes:
        known: Whether a whole point is known in each group.
    """

    def __init__(self, shared: Shared, form: Columns, tick: Callable[[int], object] = lambda _: None) -> None:
        super().__init__(shared, tick)
        self._form = form
        self._proved: dict[int, list[int | None]] = {sign: [None] * shared.groups for sign in (1, -1)}
        self._best: dict[int, list[int]] = {sign: [0] * shared.groups for sign in (1, -1)}
        self._grows = {sign: np.zeros(shared.groups, bool) for sign in (1, -1)}
        self._met = {sign: np.zeros(shared.groups, bool) for sign in (1, -1)}
        self.known = np.zeros(shared.groups, bool)

    def settled(self, sign: int) -> Bools:
        """The groups in which an end is attained, or endless."""
        return self._met[sign] | (self._grows[sign] & self.known)

    def end(self, group: int, sign: int) -> int | float:
        """The greatest value of the form times a sign in a group where it is settled."""
        return math.inf if self._grows[sign][group] else self._best[sign][group]

    def learn(self, tableau: Tableau, sign: int) -> None:
        """Solve a group, and try on all the multipliers, the ray and the basis that it needs."""
        form = {column: sign * factor for column, factor in self._form.items()}
        optimum = tableau.maximise(form)
        if optimum.ray is not None:
            self._extend(optimum.ray, sign)
        elif optimum.certificate:
            self._prove(Multipliers.of(optimum.certificate, self.shared.height), form, sign)
        self._visit(Corner(tableau.corner(), self.shared.height), sign)

    def _extend(self, ray: Sequence[int], sign: int) -> None:
        if min(ray) < 0 or sign * total(self._form, ray) <= 0:
            return  # the form does not grow along it
        steps = np.array([total(row, ray) for row in self.shared.rows], object)
        groups = self.open(sign)
        down, up = (np.asarray(one, bool) for one in (steps < 0, steps > 0))
        endless = self.shared.ends.endless
        free = (endless[0][groups] | ~down).all(1) & (endless[1][groups] | ~up).all(1)
        self._grows[sign][groups[free]] = True

    def _prove(self, found: Multipliers, form: Columns, sign: int) -> None:
        sums = self.shared.sums(found.both)
        if found.scale <= 0 or any(one < found.scale * form.get(column, 0) for column, one in enumerate(sums)):
            return  # the rows do not add up to the form
        groups = self.open(sign)
        usable, ends = found.sums(self.shared.ends, groups)
        proved = self._proved[sign]
        for group, end in zip(groups[usable].tolist(), (ends // found.scale)[usable].tolist(), strict=True):
            before = proved[group]
            if before is None or end < before:
                proved[group] = end
        self._meet(groups, sign)

    def _visit(self, corner: Corner, sign: int) -> None:
        points = self.shared.points(corner, self.open(sign))
        points = points.where(points.fits)
        groups = points.groups
        values = points.values(corner, self._form).array.tolist()
        for sign in (1, -1):
            best = self._best[sign]
            for group, value, first in zip(groups.tolist(), values, (~self.known[groups]).tolist(), strict=True):
                if first or sign * value > best[group]:
                    best[group] = sign * value
        self.known[groups] = True
        for sign in (1, -1):
            self._meet(groups, sign)

    def _meet(self, groups: Places, sign: int) -> None:
        proved, best = self._proved[sign], self._best[sign]
        known = self.known[groups].tolist()
        met = [one and proved[group] == best[group] for group, one in zip(groups.tolist(), known, strict=True)]
        self._met[sign][groups] |= np.array(met, bool)
