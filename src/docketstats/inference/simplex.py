"""An exact simplex for small systems, in pure Python on whole numbers.

Maximise a form over x >= 0 subject to rows lower <= a.x <= upper. Each tableau row is kept as coprime whole numbers,
so nothing is ever rounded and numbers stay short. The entering variable is, of those that improve the form, the one
with the smallest coefficient, of the last few of those the one in the fewest rows: it changes few rows, and rows stay
sparse.
After a run of degenerate steps it is chosen by Bland's rule (Bland 1977), which rules out cycling.

A `Tableau` is built once: `maximise` may be asked again and again, each time from the last basis, and `limited` adds a
bound to an optimal tableau and restores it by the dual simplex. Ties there are broken by a second objective with
generic costs, so that it neither cycles nor stalls where many reduced costs are zero.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from copy import copy
from fractions import Fraction
from operator import add, sub

import attrs

TIES = 4
"""The equally good columns of which the one in the fewest rows is looked for."""
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

    Or, if there is none, a ray: a direction, in whole numbers, that stays feasible and along which the form grows. A
    solver that works in floats may lack any of these, and then claims nothing.
    """

    value: Fraction | float
    point: tuple[Fraction | int, ...] | None
    certificate: Certificate | None
    ray: tuple[int, ...] | None = None


UNKNOWN = Optimum(math.inf, None, None)
"""No claim: where nothing fits, or a solver lacks what would defend one."""


class Tableau:
    """Rows in standard form, with a feasible basis if there is one.

    Attributes:
        infeasible: The multipliers that add up to "0 <= -1" if nothing fits, else None.
        work: The numbers written so far, which is what bounds the work.
    """

    def __init__(self, rows: Sequence[Row], size: int) -> None:
        self._size = size
        # Each constraint: its row, the sign of the row in it (0 for an equality), and the column that shows its dual,
        # times -1 where an equality was turned around.
        self._constraints: list[tuple[int, int, int, int]] = []
        constraints: list[tuple[int, int, Sequence[int], int]] = []
        self.infeasible: Certificate | None = None
        self.work = 0
        self._objective: list[int] = []
        self._second: list[int] = []
        self._ends: dict[tuple[int, int], int] = {}
        self._rows: list[list[int]] = []
        self._basis: list[int] = []
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
        width = size + slacks + sum(1 for _, sign, _, right in constraints if not sign or right < 0)
        # Artificial columns never enter; slacks of bounds that are added later come after them.
        self._artificial = range(size + slacks, width)
        slack, artificial = size, size + slacks
        for index, sign, coefficients, right in constraints:
            flip = -1 if right < 0 else 1
            # The two last columns are the right-hand side and, in an objective row only, the scale.
            line = [*(flip * one for one in coefficients), *([0] * (width - size)), flip * right, 0]
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

    def anew(self) -> Tableau:
        """A copy, of which nothing is asked yet."""
        other = copy(self)
        other.work = 0
        other._rows, other._basis = list(self._rows), list(self._basis)
        return other

    def _find_basis(self) -> None:
        """Phase 1: drive the artificial variables to zero, or show that it cannot be done."""
        if not self._artificial:
            return
        # The sum of the artificial variables, written in the others.
        active = [row for row, basic in zip(self._rows, self._basis, strict=True) if basic in self._artificial]
        objective = [-sum(column) for column in zip(*active, strict=True)]
        for place in self._artificial:
            objective[place] += 1
        objective[-1] = 1
        objective, entering = self._run(objective)
        assert entering is None, "phase 1 is bounded"
        if objective[-2] < 0:
            self.infeasible = Certificate(self._duals(objective, artificial_cost=objective[-1]), 0)
            return
        for index, basic in enumerate(self._basis):
            if basic in self._artificial:
                row = self._rows[index]
                column = next((j for j in range(self._artificial.start) if row[j]), None)
                if column is not None:  # else the row repeats others and stays at zero
                    if row[column] < 0:
                        self._rows[index] = [-one for one in row]
                    self._pivot(index, column)

    def maximise(self, form: Mapping[int, int]) -> Optimum:
        """The greatest value of ``form``, by column, over the points that fit, if any do."""
        if self.infeasible:
            return UNKNOWN
        width = len(self._rows[0]) - 2 if self._rows else self._size
        objective = [*([0] * (width + 1)), 1]
        for column, factor in form.items():
            objective[column] = -factor
        for row, basic in zip(self._rows, self._basis, strict=True):
            if objective[basic]:
                objective = _eliminate(objective, row, basic)
        self._objective, entering = self._run(objective)
        if entering is None:
            return self.optimum()
        ray: list[Fraction | int] = [0] * self._size
        if entering < self._size:
            ray[entering] = 1
        for row, basic in zip(self._rows, self._basis, strict=True):
            if basic < self._size and row[entering]:
                ray[basic] = Fraction(-row[entering], row[basic])
        return Optimum(math.inf, self._point(), None, whole_multiple(ray))

    def limited(self, row: int, form: Mapping[int, int], sign: int, end: int, most: int) -> Tableau | None:
        """A copy of an optimal tableau with the bound ``sign * form . x <= sign * end``, optimal again.

        `settle_ties` must have been called on the tableau that was optimal first.

        Args:
            row: The number by which certificates call the bound; a bound of the same number and sign is tightened.
            form: The form that is bounded, by column.
            sign: 1 for an upper end, -1 for a lower.
            end: The end.
            most: The numbers that may be written; None is returned if they do not suffice.
        """
        copy = object.__new__(Tableau)
        copy._size, copy._artificial, copy.work, copy.infeasible = self._size, self._artificial, self.work, None
        copy._second = self._second
        copy._constraints, copy._basis = list(self._constraints), list(self._basis)
        copy._ends = {**self._ends, (row, sign): end}
        column = next((place for one, old, place, _ in self._constraints if (one, old) == (row, sign)), None)
        if column is not None:
            # The slack's column is what a unit of the right-hand side does to each row.
            step = sign * (end - self._ends[row, sign])
            copy._rows = [_shifted(line, column, step) for line in self._rows]
            copy._objective, copy._second = (_shifted(one, column, step) for one in (self._objective, self._second))
        else:
            column = len(self._rows[0]) - 2 if self._rows else self._size
            copy._rows = [[*line[:-2], 0, *line[-2:]] for line in self._rows]
            copy._objective, copy._second = ([*one[:-2], 0, *one[-2:]] for one in (self._objective, self._second))
            line = [*([0] * column), 1, sign * end, 0]
            for place, factor in form.items():
                line[place] = sign * factor
            for other, basic in zip(copy._rows, copy._basis, strict=True):
                if line[basic]:
                    line = _eliminate(line, other, basic)
            copy._rows.append(line)
            copy._basis.append(column)
            copy._constraints.append((row, sign, column, 1))
        return copy if copy._restore(most) else None

    def whole_point(self) -> None:
        """None: small systems come to whole points by splits alone."""

    def settle_ties(self) -> None:
        """Make an optimal tableau optimal for the second objective too, among the points that attain the first."""
        width = len(self._rows[0]) - 2 if self._rows else self._size
        second = [*(column * 37 % 97 + 1 for column in range(self._size)), *([0] * (width - self._size)), 0, 1]
        for row, basic in zip(self._rows, self._basis, strict=True):
            if second[basic]:
                second = _eliminate(second, row, basic)
        barred = [j for j, one in enumerate(self._objective[:-2]) if one and j not in self._artificial]
        self._second, _ = self._run(second, barred)

    def _restore(self, most: int) -> bool:
        """The dual simplex: from an optimal basis that does not fit to one that does, or the proof that none does.

        Returns whether it came to an end before ``most`` numbers were written.
        """
        limit = self.work + most
        while self.work < limit:
            wrong = [index for index, line in enumerate(self._rows) if line[-2] < 0]
            if not wrong:
                return True
            leaving = min(wrong, key=self._depth)
            line = self._rows[leaving]
            entering = -1
            for column, one in enumerate(line[:-2]):
                if one < 0 and column not in self._artificial and (entering < 0 or self._ahead(line, column, entering)):
                    entering = column
            if entering < 0:
                self.infeasible = Certificate(self._duals(line), 0)
                return True
            self._rows[leaving] = [-one for one in line]
            self._pivot(leaving, entering)
            self._objective = _eliminate(self._objective, self._rows[leaving], entering)
            self._second = _eliminate(self._second, self._rows[leaving], entering)
        return False

    def _ahead(self, line: list[int], column: int, other: int) -> bool:
        """Whether a column's reduced costs per unit of ``line`` are less than another's, the second breaking ties."""
        first = self._objective[other] * line[column] - self._objective[column] * line[other]
        return first < 0 or (first == 0 and self._second[other] * line[column] < self._second[column] * line[other])

    def _depth(self, index: int) -> Fraction:
        line = self._rows[index]
        return Fraction(line[-2], line[self._basis[index]])

    def optimum(self) -> Optimum:
        """The optimum of the last form maximised; the tableau must be feasible."""
        objective = self._objective
        certificate = Certificate(self._duals(objective), objective[-1])
        return Optimum(Fraction(objective[-2], objective[-1]), self._point(), certificate)

    def corner(self) -> list[tuple[int, int, list[tuple[int, int, int]]]]:
        """The basic point as a function of the rows' ends, for other ends than these.

        Each basic column comes with a divisor and triples of a row, a sign and a factor: its count is the sum of factor
        times end over the divisor. The end is the upper one for sign 1, the lower for -1, and either for 0.
        """
        found = []
        for line, basic in zip(self._rows, self._basis, strict=True):
            if basic < self._size:
                parts = [
                    (row, sign, line[column] * (sign or flip))
                    for row, sign, column, flip in self._constraints
                    if line[column]
                ]
                found.append((basic, line[basic], parts))
        return found

    def _point(self) -> tuple[Fraction | int, ...]:
        point: list[Fraction | int] = [0] * self._size
        for row, basic in zip(self._rows, self._basis, strict=True):
            if basic < self._size and row[-2]:
                point[basic] = _quotient(row[-2], row[basic])
        return tuple(point)

    def _run(self, objective: list[int], barred: Collection[int] = ()) -> tuple[list[int], int | None]:
        """Pivot until no column improves; returns the objective row, and the entering column if unbounded."""
        stalled = 0
        first, after = self._artificial.start, self._artificial.stop
        while True:
            usable = objective[:first]
            if after < len(objective) - 2:
                usable += [0] * (after - first) + objective[after:-2]
            for column in barred:
                usable[column] = 0
            better = [column for column, one in enumerate(usable) if one < 0]
            if not better:
                return objective, None
            entering = better[0]
            if stalled < DEGENERATE_STEPS:
                nearest = max([usable[column] for column in better])
                ties = [column for column in better if usable[column] == nearest]
                entering = ties[0] if len(ties) == 1 else min(ties[-TIES:], key=self._filling)
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

    def _filling(self, column: int) -> int:
        return sum([1 for row in self._rows if row[column]])

    def _pivot(self, leaving: int, entering: int) -> None:
        pivot = self._rows[leaving]
        for index, row in enumerate(self._rows):
            if index != leaving and row[entering]:
                self._rows[index] = _eliminate(row, pivot, entering)
                self.work += len(pivot)
        self._basis[leaving] = entering

    def _duals(self, objective: list[int], artificial_cost: int = 0) -> tuple[tuple[int, int], ...]:
        found = []
        for index, sign, column, flip in self._constraints:
            dual = objective[column] * sign if sign else (objective[column] - artificial_cost) * flip
            if dual:
                found.append((index, dual))
        return tuple(found)


def whole_multiple(numbers: Sequence[Fraction | int]) -> tuple[int, ...]:
    """The least multiple of some numbers that is whole."""
    scale = math.lcm(*(one.denominator for one in numbers))
    return tuple(int(one * scale) for one in numbers)


def _shifted(line: list[int], column: int, step: int) -> list[int]:
    return [*line[:-2], line[-2] + step * line[column], line[-1]]


def _eliminate(row: list[int], pivot: list[int], column: int) -> list[int]:
    """The row minus the multiple of the pivot row that clears ``column``, in coprime whole numbers."""
    keep, take = pivot[column], row[column]
    if keep == 1:
        if take in (1, -1):  # nearly always so: memberships are 0 or 1
            return list(map(sub if take == 1 else add, row, pivot))
        return [a - take * b if b else a for a, b in zip(row, pivot, strict=True)]
    common = math.gcd(keep, take)
    keep, take = keep // common, take // common
    result = [keep * a - take * b for a, b in zip(row, pivot, strict=True)]
    common = math.gcd(*result)
    return [one // common for one in result] if common > 1 else result


def _quotient(top: int, below: int) -> Fraction | int:
    return top // below if top % below == 0 else Fraction(top, below)
