"""Sets too entangled for bags: the engine, plain column generation, and the explicit linear program, in one run.

Sentences: counts of sets that figures tie together at random (see `generators.sentences`), both ends from nothing,
against plain column generation: a simplex master by HiGHS that goes on from its last basis, and the same pricing. The
peer's ends are over divisible units and without proof; the engine's are whole, with proofs and populations. Where the
peer takes longer than it is given, its ratio is a lower limit, and only the direction of its last value is checked.
Margins: cells of a complete table of which all pairs of sets are counted, against scipy's linprog over all worlds.
Proofs only is what the ends and their proofs take, without the search for whole populations.

Only ratios mean anything. Answers are compared in the run.

    python tests/benchmarks/columns.py [--full] [--json FILE]
"""

import argparse
import json
import math
import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # both contenders on one thread

import random
import statistics
import sys
import time
from pathlib import Path
from typing import Any

import generators
import numpy as np
from letter_against_linprog import dense

import docketstats as ds
from docketstats.inference import bounds
from docketstats.inference.columns import listed, population
from docketstats.inference.columns.pricing import Pricing
from docketstats.inference.highs import Growing
from docketstats.model.facts import Line, lattice

PATIENCE = 3
"""The rounds of pricing without a better world after which the peer is done: its pricing is no proof."""


def forget() -> None:
    population.population.cache_clear()
    listed.listed.cache_clear()
    bounds._too_entangled.cache_clear()


def plain_end(figure: ds.DerivedFigure, sign: int, limit: float) -> tuple[float, float, bool]:
    """One end by plain column generation: the value, the time, and whether it came to its end."""
    start = time.perf_counter()
    lines = [line for fact in figure.facts for line in fact.lines if not line.is_vacuous]
    form, scale, offset = lattice(figure.measure.linear)
    assert (scale, offset) == (1, 0)
    pricing = Pricing([*lines, Line(form, -math.inf, math.inf)], [])
    lower, upper = (np.array([getattr(line, end) for line in lines], float) for end in ("lower", "upper"))
    program, draw = Growing(lower, upper), np.random.default_rng(0)
    height, worst = len(lines), -1e3
    # What is missing or too much at first, at a high price.
    program.add(np.concatenate([np.eye(height), -np.eye(height)], axis=1), np.full(2 * height, worst))
    bits = pricing.drawn(population.DRAWN, draw)
    counts = pricing.counts(bits)
    program.add(counts[:height], sign * counts[height])
    idle = 0
    while idle < PATIENCE and time.perf_counter() - start < limit:
        duals = program.duals()
        assert duals is not None
        values = program.values()[2 * height :]
        used = np.argsort(-values, kind="stable")[: population.DRAWN // 2]
        used = used[values[used] > 0]
        drawn = pricing.drawn(population.DRAWN - len(used), draw)
        found = pricing.improved(np.concatenate([bits[:, used], drawn], axis=1), np.append(-duals, sign), draw)
        found = np.unique(found, axis=1)
        counts = pricing.counts(found)
        over = sign * counts[height] - duals @ counts[:height]
        best = np.argsort(-over, kind="stable")[: population.ADDED]
        best = best[over[best] > 1e-6]
        idle = 0 if len(best) else idle + 1
        program.add(counts[:height, best], sign * counts[height, best])
        bits = np.concatenate([bits, found[:, best]], axis=1)
    end = time.perf_counter() - start
    artificial = program.values()[: 2 * height].sum()
    value = float(pricing.counts(bits)[height] @ program.values()[2 * height :])
    return value, end, idle == PATIENCE and artificial < 1e-6


def sentences(sets: int, figures: int, limit: float, questions: int = 3, **family: Any) -> dict[str, Any]:
    evidence = generators.sentences(sets, figures, **family)
    ours, theirs, sharp, done = [], [], 0, 0
    for name in generators.names(evidence)[:questions]:
        forget()
        start = time.perf_counter()
        figure = evidence.bound(ds.count(name))
        ours.append(time.perf_counter() - start)
        assert figure.check()
        sharp += figure.sharpness is ds.Sharpness.SHARP
        if limit:
            lower, first, one = plain_end(figure, -1, limit)
            upper, second, two = plain_end(figure, 1, limit)
            theirs.append(first + second)
            done += one and two
            if one and two and figure.sharpness is ds.Sharpness.SHARP:
                ends = math.ceil(lower - 1e-4), math.floor(upper + 1e-4)
                # Whole units may have tighter ends than divisible ones.
                assert ends[0] <= figure.interval.lower <= ends[0] + 1, (figure.interval, ends)
                assert ends[1] - 1 <= figure.interval.upper <= ends[1], (figure.interval, ends)
    found = {"sets": sets, "figures": figures, **family, "questions": len(ours), "sharp": sharp}
    found["seconds"] = [round(one, 2) for one in ours]
    if theirs:
        found |= {"plain_seconds": [round(one, 2) for one in theirs], "plain_finished": int(done)}
        found["plain_over_ours"] = round(statistics.median(b / a for a, b in zip(ours, theirs, strict=True)), 1)
    return found


def margins(sets: int, cells: int, compared: int) -> dict[str, Any]:
    evidence = generators.margins(sets)
    names, draw = generators.names(evidence), random.Random("cells")
    chosen = [ds.count(generators.cell(names, draw.getrandbits(sets))) for _ in range(cells)]
    forget()
    start = time.perf_counter()
    figures = [evidence.bound(one) for one in chosen]
    ours = (time.perf_counter() - start) / cells
    assert all(figure.check() for figure in figures)
    every = listed.listed(figures[0].facts)
    assert every is not None
    start = time.perf_counter()
    proofs = [every.greatest(lattice(figure.measure.linear)[0]) for figure in figures]
    proved = (time.perf_counter() - start) / cells
    assert all(proof is not None for proof in proofs)
    theirs = []
    for figure in figures[:compared]:
        start = time.perf_counter()
        lower, upper = dense(figure.facts, figure.measure, prune=False)
        theirs.append(time.perf_counter() - start)
        ends = max(0, math.ceil(lower - 1e-4)), math.floor(upper + 1e-4)
        assert ends == (figure.interval.lower, figure.interval.upper), (figure.interval, ends)
    return {
        "sets": sets,
        "cells": cells,
        "sharp": sum(figure.sharpness is ds.Sharpness.SHARP for figure in figures),
        "seconds_a_cell": round(ours, 3),
        "proofs_only_seconds": round(proved, 3),
        "linprog_seconds": round(statistics.median(theirs), 2),
        "linprog_over_proofs_only": round(statistics.median(theirs) / proved, 1),
        "linprog_over_ours": round(statistics.median(theirs) / ours, 1),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--full", action="store_true", help="all sizes; takes half an hour")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    options = parser.parse_args()
    found: dict[str, list[dict[str, Any]]] = {"sentences": [], "margins": []}

    def note(kind: str, row: dict[str, Any]) -> None:
        found[kind].append(row)
        print(f"{kind}: {row}", flush=True)

    note("sentences", sentences(40, 120, 60, 2))
    note("margins", margins(12, 10, 2))
    if options.full:
        note("sentences", sentences(100, 200, 300))
        note("sentences", sentences(100, 400, 300))
        note("sentences", sentences(100, 400, 300, worlds=30))
        note("sentences", sentences(100, 400, 300, singles=True))
        note("sentences", sentences(200, 800, 0))
        note("margins", margins(16, 50, 3))
    if options.json:
        options.json.write_text(json.dumps(found, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
