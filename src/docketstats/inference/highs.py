"""HiGHS (Huangfu & Hall 2018), in floats: only this module knows highspy. What it finds is checked by those who ask."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import attrs
import highspy
import numpy as np
from numpy.typing import NDArray

from docketstats.inference.matrix import Floats, Form, Matrix, SparseRow

FEW = 1_000
"""The columns up to which presolving does not pay."""
MIP_NODES = 500
"""The nodes that HiGHS may open to find a whole point."""


@attrs.frozen
class Limit:
    """A bound that a split adds: ``form . x <= end``, or ``>= end`` for sign -1; certificates call it ``row``."""

    row: int
    sign: int
    form: Form
    end: int

    @property
    def as_row(self) -> SparseRow:
        """The form and its ends."""
        return (self.form, -math.inf, self.end) if self.sign > 0 else (self.form, self.end, math.inf)


class Growing:
    """A program whose columns come one after another: the greatest value over x >= 0 with rows between their ends.

    Args:
        lower: The lower ends of the rows.
        upper: Their upper ends.
    """

    def __init__(self, lower: Floats, upper: Floats) -> None:
        self._kit, self._highs = _highs()
        self._highs.setOptionValue("simplex_strategy", 4)  # new columns leave the basis feasible
        nothing = np.zeros(len(lower), np.int32), np.zeros(0, np.int32), np.zeros(0)
        self._highs.addRows(len(lower), lower, upper, 0, *nothing)

    def add(self, columns: NDArray[np.floating[Any]], costs: Floats) -> None:
        """Add columns with what they are worth."""
        number = len(costs)
        places, rows = np.nonzero(columns.T)
        starts = np.searchsorted(places, np.arange(number)).astype(np.int32)
        numbers = columns.T[places, rows].astype(np.float64)
        ends = np.zeros(number), np.full(number, math.inf)
        self._highs.addCols(number, -costs, *ends, len(rows), starts, rows.astype(np.int32), numbers)

    def values(self) -> Floats:
        """The values of the columns at the optimum."""
        return np.asarray(np.maximum(np.array(self._highs.getSolution().col_value), 0), np.float64)

    def duals(self) -> Floats | None:
        """Multipliers of the rows that bound the value of each column; None if there is no optimum."""
        self._highs.run()
        if self._highs.getModelStatus() != self._kit.HighsModelStatus.kOptimal:
            return None
        return -np.array(self._highs.getSolution().row_dual)


def least(costs: Sequence[int], rows: Sequence[tuple[Form, int]]) -> tuple[int, ...] | None:
    """A whole point x >= 0 with ``form . x >= end`` in each row and a low cost; None if a short search finds none.

    Args:
        costs: What one of each column costs.
        rows: The forms and their ends.
    """
    matrix = Matrix([(form, end, math.inf) for form, end in rows], len(costs), range(len(costs)))
    found = Solver(matrix).whole(-np.asarray(costs, np.float64))
    return None if found is None else tuple(map(int, found.tolist()))


def _highs() -> tuple[Any, Any]:
    """The module, and a solver that keeps silent."""
    # The class of the extension itself: the one that highspy derives from it prints a banner when it is made.
    solver = highspy.Highs.__bases__[0]()
    for option, value in {"output_flag": False, "presolve": "off", "solver": "simplex", "threads": 1}.items():
        solver.setOptionValue(option, value)
    return highspy, solver


class Solver:
    """HiGHS with its costs, and after its own rows the limits that it has."""

    def __init__(self, matrix: Matrix) -> None:
        self._kit, self._highs = _highs()
        nothing, costs = np.zeros(0, np.int32), np.zeros(matrix.size)
        self._highs.addCols(matrix.size, costs, costs, np.full(matrix.size, math.inf), 0, nothing, nothing, np.zeros(0))
        entries = len(matrix.columns), matrix.starts[:-1], matrix.columns, matrix.numbers
        self._highs.addRows(matrix.height, matrix.lower, matrix.upper, *entries)
        self._highs.changeObjectiveSense(self._kit.ObjSense.kMaximize)
        self._height, self._costs = matrix.height, costs
        self._limits: tuple[Limit, ...] = ()
        self._warm = False

    def run(self, costs: Floats, limits: tuple[Limit, ...]) -> tuple[str, int]:
        """How a solve ended, and its steps."""
        # New costs leave the basis feasible, which suits the primal simplex; new rows leave its duals so.
        strategy = 4 if self._warm and limits == self._limits else 1
        # Presolving pays for many columns, from scratch; but it keeps no rays.
        presolved = len(costs) > FEW and not (self._warm or limits)
        self._show(costs, limits)
        kit = self._kit.HighsModelStatus
        self._highs.setOptionValue("presolve", "on" if presolved else "off")
        status = self._run(strategy)
        if presolved:
            self._highs.setOptionValue("presolve", "off")
            if status != kit.kOptimal:
                status = self._run(strategy)
        if status == kit.kUnboundedOrInfeasible or (status == kit.kUnbounded and not self._highs.getPrimalRay()[1]):
            status = self._run(4)
        elif status == kit.kInfeasible and not self._highs.getDualRay()[1]:
            status = self._run(1)
        self._warm = status == kit.kOptimal
        names = {kit.kOptimal: "optimal", kit.kInfeasible: "infeasible", kit.kUnbounded: "unbounded"}
        return names.get(status, "unknown"), int(self._highs.getInfoValue("simplex_iteration_count")[1])

    def _run(self, strategy: int) -> Any:
        self._highs.setOptionValue("simplex_strategy", strategy)
        self._highs.run()
        return self._highs.getModelStatus()

    def _show(self, costs: Floats, limits: tuple[Limit, ...]) -> None:
        changed = np.flatnonzero(costs != self._costs).astype(np.int32)
        if len(changed):
            self._highs.changeColsCost(len(changed), changed, costs[changed])
            self._costs = costs
        if limits != self._limits:
            old = np.arange(self._height, self._height + len(self._limits), dtype=np.int32)
            self._highs.deleteRows(len(old), old)
            for form, low, high in (limit.as_row for limit in limits):
                columns, numbers = np.array(list(form), np.int32), np.array(list(form.values()), np.float64)
                self._highs.addRow(low, high, len(form), columns, numbers)
            self._limits = limits

    def values(self) -> tuple[Floats, Floats]:
        """The values of the columns and the duals of the rows."""
        found = self._highs.getSolution()
        return np.array(found.col_value), np.array(found.row_dual)

    def dual_ray(self) -> Floats:
        """Multipliers that show that nothing fits."""
        return np.array(self._highs.getDualRay()[2])

    def primal_ray(self) -> Floats:
        """A direction without end."""
        return np.array(self._highs.getPrimalRay()[2])

    def whole(self, costs: Floats) -> Floats | None:
        """A whole point with a great value of the costs that a short search finds, if it finds one."""
        self._show(costs, ())
        columns = np.arange(len(costs), dtype=np.int32)
        kind = np.full(len(columns), int(self._kit.HighsVarType.kInteger), np.uint8)
        self._highs.changeColsIntegrality(len(columns), columns, kind)
        # Values are whole, so a point within less than one of what is possible is the best. The first program of a
        # search with many columns is solved from inside: the simplex method may stall on it.
        solver = "ipm" if len(costs) > FEW else "simplex"
        options = {"mip_max_nodes": MIP_NODES, "mip_rel_gap": 0.0, "mip_abs_gap": 0.999, "mip_lp_solver": solver}
        for option, value in {"presolve": "on", **options}.items():
            self._highs.setOptionValue(option, value)
        self._highs.run()
        # Whatever else HiGHS says of its end, a point that fits is a point that fits.
        found = self._highs.getInfo().primal_solution_status == self._kit.SolutionStatus.kSolutionStatusFeasible
        return np.rint(np.array(self._highs.getSolution().col_value)) if found else None
