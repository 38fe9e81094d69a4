"""Other solvers on the linear program over all worlds: both ends of a figure, and the time that solving alone takes.

What they take to be told of the program is not counted. OR-tools and PuLP are in the extra "bench".
"""

import math
import time
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from letter_against_linprog import dense

import docketstats as ds
from docketstats.inference.universe import Universe

Ends = tuple[float, float]


class Program:
    """The program of a figure over all worlds.

    Attributes:
        size: The number of worlds.
        rows: The worlds of each line, with their coefficients, and its ends.
        costs: The same of the measure.
    """

    def __init__(self, figure: ds.DerivedFigure) -> None:
        leaves = sorted({leaf for fact in figure.facts for leaf in fact.leaves}, key=lambda leaf: leaf.key)
        self._universe = Universe(leaves)
        self.size = 1 << len(leaves)
        lines = [line for fact in figure.facts for line in fact.lines]
        self.rows = [(self._form(line.terms), line.lower, line.upper) for line in lines]
        self.costs = self._form(figure.measure.linear.terms)

    def _form(self, terms: Any) -> dict[int, int]:
        found: dict[int, int] = {}
        for term, factor in terms:
            for place, bit in enumerate(reversed(f"{self._universe.mask(term):b}")):
                if bit == "1":
                    found[place] = found.get(place, 0) + factor
        return found


def linprog(figure: ds.DerivedFigure) -> tuple[Ends, float]:
    start = time.perf_counter()
    ends = dense(figure.facts, figure.measure, prune=False)
    return ends, time.perf_counter() - start


def z3(figure: ds.DerivedFigure) -> tuple[Ends, float]:
    """In exact arithmetic."""
    import z3

    program, ends, taken = Program(figure), [], 0.0
    counts = z3.RealVector("x", program.size)

    def total(form: dict[int, int]) -> Any:
        return z3.Sum([factor * counts[place] for place, factor in form.items()])

    for sign in (-1, 1):
        solver = z3.Optimize()
        solver.add(*(one >= 0 for one in counts))
        for form, lower, upper in program.rows:
            if lower > -math.inf:
                solver.add(total(form) >= lower)
            if upper < math.inf:
                solver.add(total(form) <= upper)
        goal = solver.maximize(sign * total(program.costs))
        start = time.perf_counter()
        assert solver.check() == z3.sat
        taken += time.perf_counter() - start
        best = str(solver.upper(goal))
        ends.append(sign * (math.inf if "oo" in best else float(Fraction(best))))
    return (ends[0], ends[1]), taken


def glop(figure: ds.DerivedFigure) -> tuple[Ends, float]:
    from ortools.linear_solver import pywraplp

    program, ends, taken = Program(figure), [], 0.0
    solver = pywraplp.Solver.CreateSolver("GLOP")
    counts = [solver.NumVar(0, solver.infinity(), "") for _ in range(program.size)]
    for form, lower, upper in program.rows:
        row = solver.Constraint(lower, upper)
        for place, factor in form.items():
            row.SetCoefficient(counts[place], factor)
    goal = solver.Objective()
    for place, factor in program.costs.items():
        goal.SetCoefficient(counts[place], factor)
    for sign in (-1, 1):
        goal.SetOptimizationDirection(sign > 0)
        start = time.perf_counter()
        status = solver.Solve()
        taken += time.perf_counter() - start
        ends.append(goal.Value() if status == solver.OPTIMAL else sign * math.inf)
    return (ends[0], ends[1]), taken


def cbc(figure: ds.DerivedFigure) -> tuple[Ends, float]:
    """By PuLP, which hands CBC a file."""
    import pulp

    program, ends, taken = Program(figure), [], 0.0
    for sense in (pulp.LpMinimize, pulp.LpMaximize):
        problem = pulp.LpProblem("figure", sense)
        counts = [pulp.LpVariable(f"x{place}", 0) for place in range(program.size)]
        problem += pulp.LpAffineExpression([(counts[place], factor) for place, factor in program.costs.items()])
        for form, lower, upper in program.rows:
            total = pulp.LpAffineExpression([(counts[place], factor) for place, factor in form.items()])
            if lower == upper:
                problem += total == lower
                continue
            if lower > -math.inf:
                problem += total >= lower
            if upper < math.inf:
                problem += total <= upper
        start = time.perf_counter()
        status = problem.solve(pulp.PULP_CBC_CMD(msg=False))
        taken += time.perf_counter() - start
        ends.append(pulp.value(problem.objective) if status == 1 else sense * -math.inf)
    return (ends[0], ends[1]), taken


PEERS: dict[str, Callable[[ds.DerivedFigure], tuple[Ends, float]]] = {
    "linprog": linprog,
    "z3": z3,
    "glop": glop,
    "cbc": cbc,
}
