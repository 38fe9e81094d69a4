"""Questions on the letter's document, against scipy's linprog on the dense LP over all worlds of the tied populations.

Both start from the same evidence in memory and build their own model; ours also proves both ends and finds a
population of whole units for each. Answers must be equal. Times are medians of alternating runs on one machine; only
their ratio means anything.

    python tests/benchmarks/letter_against_linprog.py
"""

import statistics
import sys
import time
from pathlib import Path

import numpy as np
from scipy.optimize import linprog

import docketstats as ds
from docketstats.adapters.documents import load
from docketstats.model.term import Leaf, Term

DOCUMENT = Path(__file__).parents[2] / "examples" / "ice_letter_2024.toml"
RUNS = 15


def dense(facts: tuple[ds.Fact, ...], measure: ds.Measure, *, prune: bool) -> tuple[float, float]:
    """Both ends by linprog. Relations and rules are rows, or with ``prune`` they take away worlds instead."""
    leaves = sorted({leaf for fact in facts for leaf in fact.leaves} | measure.leaves(), key=lambda leaf: leaf.key)
    worlds = np.arange(1 << len(leaves))
    members = {leaf: (worlds >> place & 1).astype(bool) for place, leaf in enumerate(leaves)}
    kept = np.ones(len(worlds), bool)
    for leaf in leaves:
        if leaf.everyone in members:
            kept &= ~members[leaf] | members[leaf.everyone]

    def inside(term: Term) -> np.ndarray:
        if isinstance(term, Leaf):
            return members[term]
        parts = [inside(part) for part in term.parts]
        if term.op == "-":
            return parts[0] & ~parts[1]
        combine = {"&": np.logical_and, "|": np.logical_or, "^": np.logical_xor}[term.op]
        return combine.reduce(parts)

    def row(terms: tuple[tuple[Term, int], ...]) -> np.ndarray:
        return sum((factor * inside(term).astype(float) for term, factor in terms), np.zeros(len(worlds)))

    equal, limits, below, uppers = [], [], [], []
    for line in (line for fact in facts for line in fact.lines):
        if prune and line.empties:
            for term, _ in line.terms:
                kept &= ~inside(term)
        elif line.lower == line.upper:
            equal.append(row(line.terms))
            limits.append(line.upper)
        else:
            for sign, end in ((1, line.upper), (-1, -line.lower)):
                if end < float("inf"):
                    below.append(sign * row(line.terms))
                    uppers.append(end)
    costs = row(measure.linear.terms)[kept]
    ends = []
    for sign in (1, -1):
        found = linprog(
            sign * costs,
            A_ub=np.array(below)[:, kept] if below else None,
            b_ub=uppers or None,
            A_eq=np.array(equal)[:, kept] if equal else None,
            b_eq=limits or None,
            method="highs",
        )
        assert found.status in (0, 3), found.message
        ends.append(sign * (found.fun if found.status == 0 else -np.inf) + measure.linear.constant)
    return ends[0], ends[1]


def questions(document: object) -> list[ds.Measure]:
    """The linear measures that the document's claims are about, and the examples of the tutorial."""
    evidence: ds.Evidence = document.evidence  # type: ignore[attr-defined]
    found = {}
    for claim in document.claims:  # type: ignore[attr-defined]
        measure = evidence.check(claim).figure.measure
        if not measure.ratios:
            found[repr(measure)] = measure
    return list(found.values())


def main() -> int:
    document = load(DOCUMENT)
    ratios, pruned = [], []
    for measure in questions(document):
        evidence = document.evidence
        figure = evidence.bound(measure)
        assert figure.check()
        times: dict[str, list[float]] = {"ours": [], "dense": [], "pruned": []}
        for _ in range(RUNS):
            start = time.perf_counter()
            figure = evidence.bound(measure)
            times["ours"].append(time.perf_counter() - start)
            for name in ("dense", "pruned"):
                start = time.perf_counter()
                lower, upper = dense(figure.facts, measure, prune=name == "pruned")
                times[name].append(time.perf_counter() - start)
                assert np.isclose(lower, float(figure.interval.lower)), (measure, lower, figure.interval)
                assert np.isclose(upper, float(figure.interval.upper)), (measure, upper, figure.interval)
        ours, full, less = (statistics.median(times[name]) for name in ("ours", "dense", "pruned"))
        sets = len({leaf for fact in figure.facts for leaf in fact.leaves} | measure.leaves())
        ratios.append(full / ours)
        pruned.append(less / ours)
        print(
            f"{measure!r}: {figure.interval.lower:,} to {figure.interval.upper:,}, {sets} sets: "
            f"{ours * 1e3:.2f} ms, linprog {full * 1e3:.1f} ms ({full / ours:.1f} times), "
            f"without impossible worlds {less * 1e3:.1f} ms ({less / ours:.1f} times)"
        )
    print(f"all worlds: {min(ratios):.1f} to {max(ratios):.1f} times, median {statistics.median(ratios):.1f}")
    print(f"without impossible worlds: {min(pruned):.1f} to {max(pruned):.1f}, median {statistics.median(pruned):.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
