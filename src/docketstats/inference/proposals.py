"""Large systems by HiGHS: floats propose, whole numbers decide.

A `Model` answers as a `Tableau` does. It keeps one HiGHS model, so that a further question changes costs only and goes
on from the last basis. Row duals are made whole over a small common denominator and points are rounded; both are then
checked against the matrix in whole numbers, and what does not pass is not used: multipliers are found anew by the
exact simplex on the rows in use, and where that is too much, nothing is claimed.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from copy import copy
from fractions import Fraction
from functools import cached_property

import attrs
import numpy as np

from docketstats.inference.highs import FEW, Limit, Solver
from docketstats.inference.matrix import Floats, Form, Matrix, SparseRow
from docketstats.inference.simplex import UNKNOWN, Certificate, Optimum, Row, Tableau, whole_multiple

DENOMINATORS = (1, 2, 3, 4, 5, 6, 8, 12, 24, 60)
"""The common denominators that are tried for multipliers."""
LARGEST_COST = 40
"""The bits of a cost beyond which all costs are scaled down."""
NEAR = 1e-6
"""How near to a whole number a float must be to be taken for it, before it is checked."""
EXACT = 1 << 52
"""Sums of whole numbers below this are exact in floats."""
MOST_NUMBERS = 400_000
"""The numbers of a tableau in which multipliers may be found anew."""
STEP = 200
"""The numbers that one step of HiGHS counts for as work."""
ASIDE = 5e-3
"""The greatest cost that leads to another vertex, in which the last form's are whole."""
TRIES = 4
"""How often another vertex is tried."""
WIDENINGS = 3
"""How often the part of a point that may change is widened before the search for a whole one is given up."""


class Model:
    """Rows ``lower <= a . x <= upper`` over x >= 0 in HiGHS.

    Args:
        rows: The rows.
        size: The number of columns.
        blocks: The block of each column; columns of one block are made whole together.
        preferred: What makes one point preferable to another where nothing is asked; a maximum there must be.

    Attributes:
        work: The numbers written so far, about.
    """

    def __init__(
        self, rows: Sequence[SparseRow], size: int, blocks: Sequence[int] = (), preferred: Sequence[int] = ()
    ) -> None:
        self._rows, self._matrix = rows, Matrix(rows, size, blocks)
        self._preferred = np.asarray(preferred if len(preferred) else np.zeros(size), np.float64)
        self._limits: tuple[Limit, ...] = ()
        self.work = 0
        self._infeasible: Certificate | None = None
        self._optimum: Optimum | None = None
        self._form: Form = {}
        self._values: Floats | None = None
        # HiGHS takes no row whose ends cross, and has no ray for one without columns.
        for number, (form, low, high) in enumerate(rows):
            signs = (1, -1) if low > high else () if form else (1,) if high < 0 else (-1,) if low > 0 else ()
            if signs:
                self._infeasible = Certificate(tuple((number, sign) for sign in signs), 0)
                self._optimum = UNKNOWN
                return

    @cached_property
    def _solver(self) -> Solver:
        return Solver(self._matrix)

    def anew(self) -> Model:
        """A copy of a model of which nothing was asked; each makes a solver of its own once something is."""
        return copy(self)

    @property
    def infeasible(self) -> Certificate | None:
        """The multipliers that add up to "0 <= -1" if nothing fits, else None; known from the first form on."""
        self.optimum()
        return self._infeasible

    def maximise(self, form: Form) -> Optimum:
        """The greatest value of ``form`` over the points that fit, if any do."""
        # The costs of one end may stall a first run with many columns; from what fits it is quick.
        if self._optimum is None and self._matrix.size > FEW:
            self._optimum = self._solve({})
        if self._optimum is None or (form != self._form and not self._infeasible):
            self._optimum = self._solve(form)
        return self._optimum

    def optimum(self) -> Optimum:
        """The optimum of the last form maximised."""
        return self.maximise(self._form)

    def settle_ties(self) -> None:
        """Nothing to do here: HiGHS does not stall on ties."""

    def limited(self, row: int, form: Form, sign: int, end: int, most: int) -> Model | None:
        """The model with one more bound, solved for the last form; as `Tableau.limited`."""
        other = copy(self)  # with the same solver
        kept = (one for one in self._limits if (one.row, one.sign) != (row, sign))
        other._limits = (*kept, Limit(row, sign, form, end))
        other._infeasible = None
        other._optimum = other._solve(self._form)
        return other if other.work - self.work <= most else None

    def whole_point(self) -> tuple[int, ...] | None:
        """A point in whole numbers with a great value of the last form, if short searches by HiGHS find one.

        A point is mostly whole already. Only the blocks in which it is not change at first, each group of blocks that
        share rows by itself; groups for which that fails take in those that share rows with them.
        """
        matrix, (costs, _) = self._matrix, self._costs(self._form)
        values = self._values
        if values is None:
            return None
        near = np.rint(values)
        goal = math.floor(float(costs @ values) + NEAR)
        # Another vertex of the same end may be whole, and is cheap to come by.
        for aside in self._asides():
            if self._solver.run(costs + aside, self._limits)[0] == "optimal":
                other = np.rint(self._solver.values()[0])
                if costs @ other >= goal and (whole := self._checked(other)) is not None:
                    return whole
        free = matrix.around(np.abs(near - values) > NEAR)
        best, most = None, -math.inf
        for _ in range(WIDENINGS + 1):
            point, failed = near.copy(), np.zeros(matrix.size, bool)
            for part in matrix.groups(free):
                found = Solver(matrix.part(part, near)).whole(costs[part])
                if found is None:
                    failed[part] = True
                else:
                    point[part] = found
            if not failed.any() and (value := float(costs @ point)) > most and (checked := self._checked(point)):
                best, most = checked, value
            if most >= goal:
                break
            free |= matrix.around(matrix.beside(failed if failed.any() else free))
        return best

    def _asides(self) -> Iterator[Floats]:
        """Small costs that lead to other vertices of an end: those preferred, or random ones where that is cheap."""
        size = self._matrix.size
        if self._preferred.any():
            yield self._preferred / np.abs(self._preferred).max() * ASIDE
        for seed in range(TRIES if size <= FEW else 0):
            yield np.random.default_rng(seed).integers(-50, 50, size) / 50 * ASIDE

    def _solve(self, form: Form) -> Optimum:
        self._form, self._values = form, None
        costs, shift = self._costs(form) if form else (self._preferred, 0)
        status, steps = self._solver.run(costs, self._limits)
        self.work += (steps + 1) * STEP
        if status == "infeasible":
            ray = self._solver.dual_ray()
            self._infeasible = self._named(self._certificate(ray, {}, 0) or self._certificate(-ray, {}, 0))
        if status == "unbounded":
            return attrs.evolve(UNKNOWN, ray=self._ray(self._solver.primal_ray()))
        if status != "optimal":
            return UNKNOWN
        self._values, duals = self._solver.values()
        proved = self._found_anew if shift else self._certificate
        certificate = proved(duals, form, 1) if form else Certificate((), 1)
        if certificate is None:
            return UNKNOWN
        total = sum(factor * int(self._end(row, factor)) for row, factor in certificate.multipliers)
        return Optimum(Fraction(total, certificate.scale), self._point(self._values), self._named(certificate))

    def _costs(self, form: Form) -> tuple[Floats, int]:
        """A form as costs, divided by a power of two where its numbers are too large for floats; and the power."""
        shift = max(max(abs(factor).bit_length() for factor in form.values()) - LARGEST_COST, 0) if form else 0
        costs = np.zeros(self._matrix.size)
        costs[list(form)] = [factor / (1 << shift) for factor in form.values()]
        return costs, shift

    # -- multipliers ------------------------------------------------------------------------------------------------

    def _row(self, row: int) -> SparseRow:
        """A row of the solver; the limits come last."""
        height = self._matrix.height
        return self._rows[row] if row < height else self._limits[row - height].as_row

    def _end(self, row: int, factor: int) -> float:
        """The end of a row that a multiplier uses."""
        _, lower, upper = self._row(row)
        return upper if factor > 0 else lower

    def _named(self, found: Certificate | None) -> Certificate | None:
        """A certificate with the limits called by their own numbers."""
        height, limits = self._matrix.height, self._limits
        if found is None or not limits:
            return found
        rows = ((row if row < height else limits[row - height].row, factor) for row, factor in found.multipliers)
        return Certificate(tuple(rows), found.scale)

    def _certificate(self, duals: Floats, form: Form, scale: int) -> Certificate | None:
        """Multipliers of the solver's rows that prove the bound, or that nothing fits (scale 0), if any are found."""
        size = np.abs(duals)
        if not scale:
            if not size.any():
                return None
            duals = duals / size[size > NEAR * size.max()].min()
        for below, found in _over_common(duals):
            places = np.flatnonzero(found)
            multipliers = tuple(zip(places.tolist(), map(int, found[places].tolist()), strict=True))
            if self._holds(multipliers, form, scale * below):
                return Certificate(multipliers, scale * below)
        return self._found_anew(duals, form, scale)

    def _holds(self, multipliers: Sequence[tuple[int, int]], form: Form, scale: int) -> bool:
        """Whether multipliers use only ends that there are and dominate the form in every column."""
        sums = {column: -scale * factor for column, factor in form.items()}
        total: float = 0
        for row, factor in multipliers:
            total += factor * self._end(row, factor)
            for column, one in self._row(row)[0].items():
                sums[column] = sums.get(column, 0) + factor * one
        return total < (math.inf if scale else 0) and min(sums.values(), default=0) >= 0

    def _found_anew(self, duals: Floats, form: Form, scale: int) -> Certificate | None:
        """Multipliers by the exact simplex on the rows whose duals are not zero, which suffice for the optimum."""
        used = np.flatnonzero(np.abs(duals) > NEAR * NEAR).tolist()
        rows = [self._row(one) for one in used]
        columns = sorted(set(form).union(*(row for row, _, _ in rows)))
        if len(columns) * len(rows) > MOST_NUMBERS:
            return None
        tableau = Tableau([_on(columns, *row) for row in rows], len(columns))
        found = None if scale else tableau.infeasible
        if scale and not tableau.infeasible:
            place = {column: index for index, column in enumerate(columns)}
            found = tableau.maximise({place[one]: factor for one, factor in form.items()}).certificate
        return found and Certificate(tuple((used[row], factor) for row, factor in found.multipliers), found.scale)

    # -- points -----------------------------------------------------------------------------------------------------

    def _point(self, values: Floats) -> tuple[Fraction | int, ...] | None:
        """The point if it is whole and fits; if it is not whole, the fractions that fit, or near ones; else None."""
        near = np.rint(values)
        if np.abs(near - values).max(initial=0) < NEAR:
            return self._checked(near)
        for below, found in _over_common(values):
            if whole := self._checked(found, below):
                return tuple(one // below if one % below == 0 else Fraction(one, below) for one in whole)
        return tuple(
            int(one) if abs(one - exact) < NEAR else Fraction(exact).limit_denominator(1000)
            for one, exact in zip(near.tolist(), values.tolist(), strict=True)
        )

    def _checked(self, point: Floats, below: int = 1) -> tuple[int, ...] | None:
        """The point, in whole numbers, if it fits every row once divided by ``below``."""
        matrix = self._matrix
        if point.min(initial=0) < 0 or point.max(initial=0) * matrix.largest * matrix.widest > EXACT:
            return None
        sums = matrix.times(point)
        if ((sums < matrix.lower * below) | (sums > matrix.upper * below)).any():
            return None
        found = tuple(map(int, point.tolist()))
        for limit in self._limits:
            value = sum(found[column] * one for column, one in limit.form.items())
            if limit.sign * value > limit.sign * limit.end * below:
                return None
        return found

    def _ray(self, ray: Floats) -> tuple[int, ...] | None:
        """A direction in whole numbers that stays feasible and along which the last form grows."""
        if ray.max(initial=0) <= 0:
            return None
        ray = ray / ray[ray > NEAR * ray.max()].min()
        upper, lower = self._matrix.upper, self._matrix.lower
        for below in DENOMINATORS:
            found = np.rint(ray * below)
            sums = self._matrix.times(found)
            leaves = ((sums > 0) & (upper < math.inf)) | ((sums < 0) & (lower > -math.inf))
            grows = sum(one * found[column] for column, one in self._form.items()) > 0
            if grows and not np.any(found < 0) and not np.any(leaves):
                return tuple(map(int, found.tolist()))
        return self._ray_anew(ray)

    def _ray_anew(self, ray: Floats) -> tuple[int, ...] | None:
        """The same by the exact simplex, on the columns that grow along a ray in floats."""
        matrix, used = self._matrix, np.flatnonzero(ray > NEAR * NEAR).tolist()
        if len(used) * matrix.height > MOST_NUMBERS:
            return None
        # What a row has of a direction is zero, or on the side on which it has no end.
        ends = [
            (form, -math.inf if low == -math.inf else 0, math.inf if high == math.inf else 0)
            for form, low, high in self._rows
        ]
        goal = _on(used, self._form, -math.inf, 1)
        tableau = Tableau([*(_on(used, *row) for row in ends), goal], len(used))
        point = tableau.maximise({place: one for place, one in enumerate(goal.coefficients) if one}).point
        if point is None or not any(point):
            return None
        found = [0] * matrix.size
        for column, one in zip(used, whole_multiple(point), strict=True):
            found[column] = one
        return tuple(found)


def _over_common(numbers: Floats) -> Iterator[tuple[int, Floats]]:
    """Common denominators over which numbers are near whole ones, each with these."""
    for below in DENOMINATORS:
        found = np.rint(numbers * below)
        if np.abs(found - numbers * below).max(initial=0) < NEAR * below:
            yield below, found


def _on(columns: Sequence[int], form: Form, lower: float, upper: float) -> Row:
    """A row on some of the columns, in their order."""
    return Row(tuple(form.get(column, 0) for column in columns), lower, upper)
