"""The engine by size, side by side with scipy's linprog, z3 and HiGHS called directly, in one run.

Small: random dockets of 5 to 10 sets, a question each, against linprog on the dense LP over all worlds. Dense: a
structured docket of 12 and one of 16 sets, against linprog, and z3 on the smaller (both with --full). Growth:
structured dockets of more and more sets: the first question with all that it makes, further single counts, what
checking a proof and a witness takes, and a bare solve by HiGHS of one end on the same matrix. Answers are compared in
that run.

Times are medians on one machine at one time; only ratios mean anything. Nothing but the ratios is to be quoted.

    python tests/benchmarks/engine.py [--full] [--json FILE]
"""

import argparse
import json
import math
import pickle
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

import generators
import numpy as np
import z3
from letter_against_linprog import anew, dense, timed

import docketstats as ds
from docketstats.inference import highs
from docketstats.inference.bounds import _too_entangled
from docketstats.inference.matrix import Matrix
from docketstats.inference.near import near
from docketstats.inference.simplex import _merged
from docketstats.inference.system import System

SIZES = (100, 300, 1_000)
FULL_SIZES = (*SIZES, 3_000, 5_000)
SAMPLE = 40


def seconds(run: Callable[[], object], runs: int = 1) -> float:
    """The median time of some runs."""
    return statistics.median(timed(run, runs))


def ask_anew(evidence: ds.Evidence, measure: ds.Measure) -> None:
    """A question on evidence in memory, with nothing of the engine's kept."""
    _merged.cache_clear()
    near.cache_clear()
    _too_entangled.cache_clear()
    evidence.bound(measure)


def same(figure: ds.DerivedFigure, ends: tuple[float, float]) -> bool:
    """Whether an answer has these ends over divisible units, rounded to whole ones."""
    interval = figure.interval
    lower, upper = math.ceil(ends[0] - 1e-6), ends[1] if math.isinf(ends[1]) else math.floor(ends[1] + 1e-6)
    return (interval.lower, interval.upper) == (max(lower, 0), upper)


# -- small ------------------------------------------------------------------------------------------------------------


def small(number: int = 60) -> dict[str, Any]:
    ours, theirs, sharp = [], [], 0
    for seed in range(number):
        draw = random.Random(seed)
        evidence = generators.structured(draw.randrange(5, 11), treewidth=3, seed=seed)
        one, other = draw.sample(generators.names(evidence), 2)
        measure = ds.count(draw.choice([one, one & other, one | other, one - other]))
        figure = evidence.bound(measure)
        assert figure.check()
        assert same(figure, dense(figure.facts, figure.measure, prune=False)), (seed, measure)
        sharp += figure.sharpness is ds.Sharpness.SHARP
        ours.append(seconds(partial(ask_anew, evidence, measure), 9))
        theirs.append(seconds(partial(dense, figure.facts, figure.measure, prune=False), 9))
    ratios = sorted(peer / own for own, peer in zip(ours, theirs, strict=True))
    return {
        "dockets": number,
        "sharp": sharp,
        "median_ms": 1e3 * statistics.median(ours),
        "linprog_median_ms": 1e3 * statistics.median(theirs),
        "ratio": {"least": ratios[0], "median": statistics.median(ratios), "greatest": ratios[-1]},
    }


# -- dense ------------------------------------------------------------------------------------------------------------


def z3_ends(figure: ds.DerivedFigure) -> tuple[float, float]:
    """Both ends by z3 in exact arithmetic, over all worlds."""
    leaves = sorted({leaf for fact in figure.facts for leaf in fact.leaves}, key=lambda leaf: leaf.key)
    universe = worlds_of(leaves)
    counts = z3.RealVector("x", 1 << len(leaves))

    def count(terms: Any) -> Any:
        return z3.Sum([factor * counts[world] for term, factor in terms for world in universe(term)])

    ends = []
    for sign in (-1, 1):
        solver = z3.Optimize()
        solver.add(*(one >= 0 for one in counts))
        for line in (line for fact in figure.facts for line in fact.lines):
            if line.lower > -math.inf:
                solver.add(count(line.terms) >= line.lower)
            if line.upper < math.inf:
                solver.add(count(line.terms) <= line.upper)
        goal = solver.maximize(sign * count(figure.measure.linear.terms))
        assert solver.check() == z3.sat
        best = str(solver.upper(goal))
        ends.append(sign * (math.inf if "oo" in best else float(Fraction(best))))
    return ends[0], ends[1]


def worlds_of(leaves: list[Any]) -> Callable[[Any], list[int]]:
    from docketstats.inference.universe import Universe

    universe = Universe(leaves)

    def inside(term: Any) -> list[int]:
        mask = universe.mask(term)
        return [place for place, bit in enumerate(reversed(f"{mask:b}")) if bit == "1"]

    return inside


def large_dense(sets: int, *, with_z3: bool) -> dict[str, Any]:
    evidence = generators.structured(sets, treewidth=3)
    measure = ds.count(generators.names(evidence)[sets // 2])
    figure = evidence.bound(measure)
    assert figure.check()
    ends: list[tuple[float, float]] = []
    ours = seconds(partial(ask_anew, evidence, measure), 9)
    found = {"sets": sets, "ms": 1e3 * ours, "sharp": figure.sharpness is ds.Sharpness.SHARP}
    peer = seconds(lambda: ends.append(dense(figure.facts, figure.measure, prune=False)))
    found["linprog_ratio"] = peer / ours
    if with_z3:
        found["z3_ratio"] = seconds(lambda: ends.append(z3_ends(figure))) / ours
    assert all(same(figure, one) for one in ends), (figure.interval, ends)
    return found


# -- growth -----------------------------------------------------------------------------------------------------------


def growth(sets: int) -> dict[str, Any]:
    evidence = generators.structured(sets)
    names = generators.names(evidence)
    middle = ds.count(names[sets // 2])
    asked = evidence.bound(middle)
    facts, middle_terms = asked.facts, asked.measure.linear.terms
    system = System(facts, [term for term, _ in middle_terms], by_bags=True)
    rows = system.sparse_rows()
    again = anew(evidence)
    first = seconds(lambda: again.bound(middle))
    times, checks, solved = [], [], 0.0
    for name in names[:: max(1, sets // SAMPLE)]:
        start = time.perf_counter()
        figure = again.bound(ds.count(name))
        times.append(time.perf_counter() - start)
        assert figure.sharpness is ds.Sharpness.SHARP, name
        # A copy from a file: nothing that was counted on the way to the answer is known of it.
        checks.append(seconds(pickle.loads(pickle.dumps(figure)).check))
    # One end by HiGHS, from nothing, on the same matrix: as it is, and presolved, whichever is faster.
    matrix = Matrix(rows, system.size, system.blocks())
    costs = np.zeros(system.size)
    costs[list(system.columns(middle_terms))] = 1
    solved = min(bare(matrix, costs, presolve) for presolve in ("off", "on"))
    agree = compared(evidence, names[:: max(1, sets // 5)][:5])
    return {
        "sets": sets,
        "facts": len(facts),
        "cells": system.size,
        "rows": system.height,
        "first_s": first,
        "highs_s": solved,
        "first_over_highs": first / solved,
        "further_ms": 1e3 * statistics.median(times),
        "further_mean_ms": 1e3 * statistics.mean(times),
        "highs_over_further": solved / statistics.median(times),
        "check_over_first": statistics.median(checks) / first,
        "compared_with_highs": agree,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def bare(matrix: Matrix, costs: Any, presolve: str) -> float:
    """What HiGHS alone takes for the greatest value of some costs."""
    solver = highs._Solver(matrix)
    solver._show(costs, ())
    solver._highs.setOptionValue("presolve", presolve)
    return seconds(lambda: solver._run(1))


def compared(evidence: ds.Evidence, names: list[ds.Population]) -> int:
    """How many counts have the ends that HiGHS finds on the whole matrix, which must be all of them."""
    figures = [evidence.bound(ds.count(name)) for name in names]
    terms = [figure.measure.linear.terms[0][0] for figure in figures]
    system = System(figures[0].facts, terms, by_bags=True)
    solver = highs._Solver(Matrix(system.sparse_rows(), system.size, system.blocks()))
    for figure, term in zip(figures, terms, strict=True):
        ends = []
        for sign in (-1, 1):
            costs = np.zeros(system.size)
            costs[list(system.columns([(term, 1)]))] = sign
            status, _ = solver.run(costs, ())
            ends.append(sign * (float(costs @ solver.values()[0]) if status == "optimal" else math.inf))
        assert same(figure, (ends[0], ends[1])), (figure, ends)
    return len(figures)


def slope(rows: list[dict[str, Any]], key: str) -> float:
    """By what power of the number of sets a time grows: the slope of the line through the logarithms."""
    return float(np.polyfit(np.log([row["sets"] for row in rows]), np.log([row[key] for row in rows]), 1)[0])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--full", action="store_true", help="all sizes; takes some minutes")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    options = parser.parse_args()
    found: dict[str, Any] = {"small": small()}
    print(f"small: {found['small']}")
    found["dense"] = [large_dense(12, with_z3=options.full)]
    if options.full:
        found["dense"].append(large_dense(16, with_z3=False))
    for row in found["dense"]:
        print(f"dense: {row}")
    found["growth"] = []
    for sets in FULL_SIZES if options.full else SIZES:
        found["growth"].append(growth(sets))
        print(f"growth: {found['growth'][-1]}")
    found["slope_of_further"] = slope(found["growth"], "further_ms")
    print(f"a further count grows as the number of sets to the power {found['slope_of_further']:.2f}")
    if options.json:
        options.json.write_text(json.dumps(found, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
