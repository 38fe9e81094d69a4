"""An exact simplex for small systems, in pure Python on whole numbers.

Maximise a form over x >= 0 subject to rows lower <= a.x <= upper. Each tableau row is kept as coprime whole numbers,
so nothing is ever rounded and numbers stay short. Entering variables are chosen by largest coefficient, and by Bland's
rule (Bland 1977) after a run of degenerate steps, which rules out cycling.

A `Tableau` is built once: `maximise` may be asked again and again, each time from the last basis.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

import attrs

DEGENERATE_STEPS = 12
"""Degenerate steps in a row before Bland's rule takes over."""


@attrs.frozen
class Row:
    """``lower <= coefficients . x <= upper``; an end may be infinite."""

    coefficients: tuple[int, ...]
    lower: float
    upper: float


@attrs.frozen
class Certificate:
    """Multipliers of rows: positive for the upper end, negative for the lower; ``scale`` as in a proof."""

    multipliers: tuple[tuple[int, int], ...]
    scale: int


@attrs.frozen
class Optimum:
    """A greatest value with the point that attains it and the multipliers that prove it.

    Or, if there is none, a ray: a direction, in whole numbers, that stays feasible and along which the form grows.
    """

    value: Fraction | float
    point: tuple[Fraction | int, ...]
    certificate: Certificate | None
    ray: tuple[int, ...] | None = None


class Tableau:
    """Rows in standard form, with a feasible basis if there is one.

    Attributes:
        infeasible: The multipliers that add up to "0 <= -1" if nothing fits, else None.
    """

    def __init__(self, rows: Sequence[Row], size: int) -> None:
        self._size = size
        # Each constraint: its row, the sign of the row in it (0 for an equality), and the column that shows its dual.
        self._constraints: list[tuple[int, int, int, int]] = []
        constraints: list[tuple[int, int, Sequence[int], int]] = []
        self.infeasible: Certificate | None = None
        for index, row in enumerate(rows):
            if row.lower > row.upper:
                self.infeasible = Certificate(((index, 1), (index, -1)), 0)
                return
            if row.lower == row.upper:
                constraints.append((index, 0, row.coefficients, int(row.upper)))
                continue
            if row.upper < math.inf:
                constraints.append((index, 1, row.coefficients, int(row.upper)))
            if row.lower > -math.inf:
                constraints.append((index, -1, [-one for one in row.coefficients], -int(row.lower)))
        slacks = sum(1 for _, sign, _, _ in constraints if sign)
        artificials = sum(1 for _, sign, _, right in constraints if not sign or right < 0)
        self._first_artificial = size + slacks
        self._width = size + slacks + artificials
        self._rows: list[list[int]] = []
        self._basis: list[int] = []
        slack, artificial = size, self._first_artificial
        for index, sign, coefficients, right in constraints:
            flip = -1 if right < 0 else 1
            # The two last columns are the right-hand side and, in an objective row only, the scale.
            line = [*(flip * one for one in coefficients), *([0] * (self._width - size)), flip * right, 0]
            if sign:
                line[slack] = flip
                self._constraints.append((index, sign, slack, 1))
                slack += 1
            if sign and flip == 1:
                self._basis.append(slack - 1)
            else:
                line[artificial] = 1
                self._basis.append(artificial)
                if not sign:
                    self._constraints.append((index, 0, artificial, flip))
                artificial += 1
            self._rows.append(line)
        self._find_basis()

    def _find_basis(self) -> None:
        """Phase 1: drive the artificial variables to zero, or show that it cannot be done."""
        if self._width == self._first_artificial:
            return
        objective = [0] * self._first_artificial + [1] * (self._width - self._first_artificial) + [0, 1]
        for row, basic in zip(self._rows, self._basis, strict=True):
            if basic >= self._first_artificial:
                objective = [a - b for a, b in zip(objective, row, strict=True)]
        objective, entering = self._run(objective)
        assert entering is None, "phase 1 is bounded"
        if objective[-2] < 0:
            self.infeasible = Certificate(self._duals(objective, artificial_cost=objective[-1]), 0)
            return
        for index, basic in enumerate(self._basis):
            if basic >= self._first_artificial:
                row = self._rows[index]
                column = next((j for j in range(self._first_artificial) if row[j]), None)
                if column is not None:  # else the row repeats others and stays at zero
                    if row[column] < 0:
                        self._rows[index] = [-one for one in row]
                    self._pivot(index, column)

    def maximise(self, form: Sequence[int]) -> Optimum:
        """The greatest value of ``form`` over the points that fit; the tableau must be feasible."""
        objective = [*(-one for one in form), *([0] * (self._width - self._size)), 0, 1]
        for row, basic in zip(self._rows, self._basis, strict=True):
            if objective[basic]:
                objective = _eliminate(objective, row, basic)
        objective, entering = self._run(objective)
        point: list[Fraction | int] = [0] * self._size
        for row, basic in zip(self._rows, self._basis, strict=True):
            if basic < self._size and row[-2]:
                point[basic] = _quotient(row[-2], row[basic])
        if entering is None:
            certificate = Certificate(self._duals(objective), objective[-1])
            return Optimum(Fraction(objective[-2], objective[-1]), tuple(point), certificate)
        ray: list[Fraction | int] = [0] * self._size
        if entering < self._size:
            ray[entering] = 1
        for row, basic in zip(self._rows, self._basis, strict=True):
            if basic < self._size and row[entering]:
                ray[basic] = Fraction(-row[entering], row[basic])
        scale = math.lcm(*(one.denominator for one in ray))
        return Optimum(math.inf, tuple(point), None, tuple(int(one * scale) for one in ray))

    def _run(self, objective: list[int]) -> tuple[list[int], int | None]:
        """Pivot until no column improves; returns the objective row, and the entering column if unbounded."""
        stalled = 0
        usable = self._first_artificial
        while True:
            if stalled < DEGENERATE_STEPS:
                least = min(objective[:usable], default=0)
                entering = objective.index(least) if least < 0 else None
            else:
                entering = next((j for j in range(usable) if objective[j] < 0), None)
            if entering is None:
                return objective, None
            leaving, top, below = -1, 0, 1
            for index, row in enumerate(self._rows):
                step = row[entering]
                if step <= 0:
                    continue
                ahead = row[-2] * below - top * step
                if leaving < 0 or ahead < 0 or (ahead == 0 and self._basis[index] < self._basis[leaving]):
                    leaving, top, below = index, row[-2], step
            if leaving < 0:
                return objective, entering
            stalled = stalled + 1 if top == 0 else 0
            self._pivot(leaving, entering)
            objective = _eliminate(objective, self._rows[leaving], entering)

    def _pivot(self, leaving: int, entering: int) -> None:
        pivot = self._rows[leaving]
        for index, row in enumerate(self._rows):
            if index != leaving and row[entering]:
                self._rows[index] = _eliminate(row, pivot, entering)
        self._basis[leaving] = entering

    def _duals(self, objective: list[int], artificial_cost: int = 0) -> tuple[tuple[int, int], ...]:
        found = []
        for index, sign, column, flip in self._constraints:
            dual = objective[column] * sign if sign else (objective[column] - artificial_cost) * flip
            if dual:
                found.append((index, dual))
        return tuple(found)


def _eliminate(row: list[int], pivot: list[int], column: int) -> list[int]:
    """The row minus the multiple of the pivot row that clears ``column``, in coprime whole numbers."""
    keep, take = pivot[column], row[column]
    if keep == 1:
        result = [a - take * b if b else a for a, b in zip(row, pivot, strict=True)]
    else:
        common = math.gcd(keep, take)
        keep, take = keep // common, take // common
        result = [keep * a - take * b for a, b in zip(row, pivot, strict=True)]
    common = math.gcd(*result)
    return [one // common for one in result] if common > 1 else result


def _quotient(top: int, below: int) -> Fraction | int:
    return top // below if top % below == 0 else Fraction(top, below)
