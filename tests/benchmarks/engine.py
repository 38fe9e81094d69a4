"""The engine by size, side by side with other solvers, in one run; their answers are compared.

Small: random dockets of 5 to 10 sets, ten questions in a row on each, against linprog on the dense LP over all worlds.
Dense: one structured docket after another against linprog, z3, GLOP by OR-tools and CBC by PuLP over all worlds (see
`peers`).
Growth: structured dockets of more and more sets: the first question with all that it makes, further single counts, what
checking a copy of the answer takes, and a bare solve by HiGHS of one end on the same matrix. Then wider bags, chains of
snapshots of one classification, all minimal conflicts, and the counts of all sets in one call.

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
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import generators
import numpy as np
from letter_against_linprog import anew, dense, timed
from peers import PEERS

import docketstats as ds
from docketstats.inference import highs
from docketstats.inference.bounds import _too_entangled
from docketstats.inference.matrix import Matrix
from docketstats.inference.near import near
from docketstats.inference.search import _of_facts
from docketstats.inference.system import System

SIZES = (100, 300, 1_000)
FULL_SIZES = (*SIZES, 3_000, 5_000)
SAMPLE = 40
DENSE: dict[int, tuple[str, ...]] = {4: ("linprog", "z3"), 8: ("linprog", "z3"), 12: ("linprog",)}
FULL_DENSE: dict[int, tuple[str, ...]] = {
    **dict.fromkeys((4, 6, 8, 10, 12), ("linprog", "z3", "glop", "cbc")),
    14: ("linprog", "glop"),
    16: ("linprog", "z3"),
    18: ("linprog",),
}
"""The peers that are tried by the number of sets: the others take too long."""


def seconds(run: Callable[[], object], runs: int = 1) -> float:
    """The median time of some runs."""
    return statistics.median(timed(run, runs))


def ask_anew(evidence: ds.Evidence, measure: ds.Measure) -> None:
    """A question on evidence in memory, with nothing of the engine's kept."""
    _of_facts.cache_clear()
    near.cache_clear()
    _too_entangled.cache_clear()
    evidence.bound(measure)


def same(figure: ds.DerivedFigure, ends: tuple[float, float]) -> bool:
    """Whether an answer has these ends over divisible units, rounded to whole ones."""
    interval = figure.interval
    lower, upper = math.ceil(ends[0] - 1e-3), ends[1] if math.isinf(ends[1]) else math.floor(ends[1] + 1e-3)
    return (interval.lower, interval.upper) == (max(lower, 0), upper)


# -- small ------------------------------------------------------------------------------------------------------------


def small(dockets: int = 60, questions: int = 10, runs: int = 7) -> dict[str, Any]:
    """Counts in a row on evidence anew, question for question; of each run in turn the least time is taken."""
    ours, theirs, sharp = [], [], 0
    for seed in range(dockets):
        draw = random.Random(seed)
        evidence = generators.structured(draw.randrange(5, 11), treewidth=3, seed=seed)
        measures = []
        for _ in range(questions):
            one, other = draw.sample(generators.names(evidence), 2)
            measures.append(ds.count(draw.choice([one, one & other, one | other, one - other])))
        figures = [evidence.bound(measure) for measure in measures]
        for figure in figures:
            assert figure.check()
            assert same(figure, dense(figure.facts, figure.measure, prune=False)), (seed, figure)
            sharp += figure.sharpness is ds.Sharpness.SHARP
        rows: list[list[float]] = []
        peers: list[list[float]] = []
        for _ in range(runs):
            again = anew(evidence)
            rows.append([seconds(partial(again.bound, measure)) for measure in measures])
            peers.append([seconds(partial(dense, one.facts, one.measure, prune=False)) for one in figures])
        ours.append([min(times) for times in zip(*rows, strict=True)])
        theirs.append([min(times) for times in zip(*peers, strict=True)])

    def told(kept: slice) -> dict[str, Any]:
        own, peer = ([time for row in table for time in row[kept]] for table in (ours, theirs))
        ratios = sorted(other / one for one, other in zip(own, peer, strict=True))
        return {
            "median_ms": 1e3 * statistics.median(own),
            "linprog_median_ms": 1e3 * statistics.median(peer),
            "ratio": {"least": ratios[0], "median": statistics.median(ratios), "greatest": ratios[-1]},
        }

    return {
        "dockets": dockets,
        "questions": questions,
        "sharp": sharp,
        "first": told(slice(1)),
        "in a row": told(slice(None)),
    }


# -- dense ------------------------------------------------------------------------------------------------------------


def large_dense(sets: int, peers: Iterable[str]) -> dict[str, Any]:
    """One count on a structured docket against peers over all worlds; a peer that is not installed is left out."""
    evidence = generators.structured(sets, treewidth=3)
    measure = ds.count(generators.names(evidence)[sets // 2])
    figure = evidence.bound(measure)
    assert figure.check()
    ours = seconds(partial(ask_anew, evidence, measure), 9)
    found = {"sets": sets, "ms": 1e3 * ours, "sharp": figure.sharpness is ds.Sharpness.SHARP}
    for peer in peers:
        with suppress(ImportError):
            ends, taken = PEERS[peer](figure)
            assert same(figure, ends), (peer, figure.interval, ends)
            found[f"{peer}_ratio"] = taken / ours
    return found


# -- growth -----------------------------------------------------------------------------------------------------------


def growth(sets: int, treewidth: int = 4) -> dict[str, Any]:
    evidence = generators.structured(sets, treewidth=treewidth)
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
        "treewidth": treewidth,
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
    solver = highs.Solver(matrix)
    solver._show(costs, ())
    solver._highs.setOptionValue("presolve", presolve)
    return seconds(lambda: solver._run(1))


def compared(evidence: ds.Evidence, names: list[ds.Population]) -> int:
    """How many counts have the ends that HiGHS finds on the whole matrix, which must be all of them."""
    figures = [evidence.bound(ds.count(name)) for name in names]
    terms = [figure.measure.linear.terms[0][0] for figure in figures]
    system = System(figures[0].facts, terms, by_bags=True)
    solver = highs.Solver(Matrix(system.sparse_rows(), system.size, system.blocks()))
    for figure, term in zip(figures, terms, strict=True):
        ends = []
        for sign in (-1, 1):
            costs = np.zeros(system.size)
            costs[list(system.columns([(term, 1)]))] = sign
            status, _ = solver.run(costs, ())
            ends.append(sign * (float(costs @ solver.values()[0]) if status == "optimal" else math.inf))
        assert same(figure, (ends[0], ends[1])), (figure, ends)
    return len(figures)


def singles(sets: int) -> dict[str, Any]:
    """The counts of all sets in one call."""
    evidence = generators.structured(sets)
    asked = [ds.count(name) for name in generators.names(evidence)]
    start = time.perf_counter()
    figures = evidence.bounds(asked)
    taken = time.perf_counter() - start
    assert all(figure.check() for figure in figures[:: max(1, len(figures) // 20)])
    return {
        "sets": sets,
        "answers": len(figures),
        "sharp": sum(figure.sharpness is ds.Sharpness.SHARP for figure in figures),
        "s": taken,
        "ms_each": 1e3 * taken / len(figures),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def chains(snapshots: int) -> dict[str, Any]:
    """Counts of a category half-way through a chain of snapshots."""
    evidence = generators.chain(snapshots)
    (docket,) = evidence.dockets
    day = sorted(evidence.dates, key=lambda date: date.sort_key)[snapshots // 2]
    codes = [item.code for one in docket.classifications for item, _ in one.walk()]
    first = seconds(lambda: anew(evidence).bound(ds.count(docket[codes[0]].at(day))))
    figures = [evidence.bound(ds.count(docket[code].at(day))) for code in codes]
    assert all(figure.check() for figure in figures)
    times = [seconds(partial(evidence.bound, figure.measure)) for figure in figures]
    sharp = sum(figure.sharpness is ds.Sharpness.SHARP for figure in figures)
    return {"snapshots": snapshots, "first_s": first, "further_ms": 1e3 * statistics.median(times), "sharp": sharp}


def contradicted(sets: int) -> dict[str, Any]:
    """All minimal conflicts once a count is told that is out of reach, by the number of sets."""
    evidence = generators.structured(sets)
    name = generators.names(evidence)[sets // 2]
    (snapshot,) = evidence.snapshots
    beyond = evidence.bound(ds.count(name)).interval.upper + 5
    wrong = ds.reported(name, beyond, source=ds.Source("another"))
    told = ds.Evidence(snapshot.docket.snapshot(snapshot.as_of, (*snapshot.figures, wrong)))
    start = time.perf_counter()
    conflicts = told.conflicts()
    taken = time.perf_counter() - start
    assert conflicts.complete
    assert all(one.proof.check() for one in conflicts)
    return {"sets": sets, "s": taken, "conflicts": [len(one.facts) for one in conflicts]}


def slope(rows: list[dict[str, Any]], key: str) -> float:
    """By what power of the number of sets a time grows: the slope of the line through the logarithms."""
    return float(np.polyfit(np.log([row["sets"] for row in rows]), np.log([row[key] for row in rows]), 1)[0])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--full", action="store_true", help="all sizes; takes some minutes")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    options = parser.parse_args()
    full = options.full
    found: dict[str, Any] = {"small": small(runs=7 if full else 3)}
    print(f"small: {found['small']}")
    sizes = FULL_SIZES if full else SIZES
    runs: dict[str, Iterator[dict[str, Any]]] = {
        "growth": (growth(sets) for sets in sizes),
        "wide bags": (growth(sets, treewidth=8) for sets in ((60,) if full else ())),
        "chains": (chains(snapshots) for snapshots in ((10, 30, 100, 300) if full else (10, 100))),
        "conflicts": (contradicted(sets) for sets in (sizes[:-1] if full else (100,))),
        "singles": (singles(sets) for sets in ((300, 3_000) if full else (100,))),
        # Last, as the peers' programs are what takes most memory.
        "dense": (large_dense(sets, peers) for sets, peers in (FULL_DENSE if full else DENSE).items()),
    }
    for name, rows in runs.items():
        found[name] = []
        for row in rows:
            found[name].append(row)
            print(f"{name}: {row}", flush=True)
    found["slope_of_further"] = slope(found["growth"], "further_ms")
    print(f"a further count grows as the number of sets to the power {found['slope_of_further']:.2f}")
    if options.json:
        options.json.write_text(json.dumps(found, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
