"""Questions on the letter's document, against scipy's linprog on the dense LP over all worlds of the tied populations.

Both start from the same evidence in memory. linprog's time includes the matrix of all worlds of the sets that the
question is tied to, and both ends; a second variant leaves out the worlds that relations and rules make impossible.
Ours includes finding the tied facts, the cells, both ends with proofs, and populations of whole units. Evidence keeps
the first basis of a group of facts for the next question ("model kept"), so the time without that ("model anew") and
the time from scratch, lowering and consistency of the whole document included ("evidence anew"), are given too.
Answers must be equal. Times are medians of runs in turn on one machine; only their ratios mean anything.

    python tests/benchmarks/letter_against_linprog.py
"""

import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import numpy as np
from scipy.optimize import linprog

import docketstats as ds
from docketstats.adapters.documents import load
from docketstats.inference.bounds import _too_entangled
from docketstats.inference.near import near
from docketstats.inference.search import _of_facts
from docketstats.model.term import Leaf, Term
from docketstats.model.ties import _rule_facts
from docketstats.notation.expressions import parse_measure
from docketstats.notation.names import Namespace

DOCUMENT = Path(__file__).parents[2] / "examples" / "ice_letter_2024.toml"
RUNS = 15
ROUNDS = 3
BOTH_DATES = 'count((convicted & non_detained).at("2021-06-05") & (convicted & non_detained).at("2024-07-21"))'


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
    """The linear measures that the document's claims are about, and the overlap of two dates."""
    evidence: ds.Evidence = document.evidence  # type: ignore[attr-defined]
    found = {}
    for claim in document.claims:  # type: ignore[attr-defined]
        measure = evidence.check(claim).figure.measure
        if not measure.ratios:
            found[repr(measure)] = measure
    both = parse_measure(BOTH_DATES, Namespace(evidence.dockets))
    found[repr(both)] = both
    return list(found.values())


def timed(run: Callable[[], object], runs: int) -> list[float]:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return times


def anew(evidence: ds.Evidence) -> ds.Evidence:
    """The same evidence with nothing kept from earlier questions."""
    _of_facts.cache_clear()
    near.cache_clear()
    _too_entangled.cache_clear()
    _rule_facts.cache_clear()
    return ds.Evidence(
        *evidence.snapshots,
        figures=evidence.figures,
        relations=evidence.relations,
        assumptions=evidence.assumptions,
    )


def measured(evidence: ds.Evidence, measure: ds.Measure, facts: tuple[ds.Fact, ...]) -> dict[str, float]:
    """The median time of each contender, in turn."""
    contenders: dict[str, Callable[[], object]] = {
        "ours": lambda: evidence.bound(measure),
        "all worlds": lambda: dense(facts, measure, prune=False),
        "possible worlds": lambda: dense(facts, measure, prune=True),
        "model anew": lambda: (_of_facts.cache_clear(), evidence.bound(measure)),
        "evidence anew": lambda: anew(evidence).bound(measure),
    }
    times: dict[str, list[float]] = defaultdict(list)
    for _ in range(ROUNDS):
        for name, run in contenders.items():
            times[name] += timed(run, RUNS)
    return {name: statistics.median(found) for name, found in times.items()}


def main() -> int:
    document = load(DOCUMENT)
    evidence = document.evidence
    ratios: dict[str, list[float]] = defaultdict(list)
    for measure in questions(document):
        figure = evidence.bound(measure)
        assert figure.check()
        for prune in (False, True):
            lower, upper = dense(figure.facts, measure, prune=prune)
            assert np.isclose(lower, float(figure.interval.lower)), (measure, lower, figure.interval)
            assert np.isclose(upper, float(figure.interval.upper)), (measure, upper, figure.interval)
        median = measured(evidence, measure, figure.facts)
        sets = len({leaf for fact in figure.facts for leaf in fact.leaves} | measure.leaves())
        print(f"{measure!r}, {sets} sets: {figure.interval.lower:,} to {figure.interval.upper:,}")
        for name, words in (("ours", "model kept"), ("model anew", "model anew"), ("evidence anew", "evidence anew")):
            found = [median[peer] / median[name] for peer in ("all worlds", "possible worlds")]
            print(f"    {words}: {median[name] * 1e3:.2f} ms, {found[0]:.1f} and {found[1]:.1f} times as fast")
            ratios[f"{words}, against all worlds"].append(found[0])
            ratios[f"{words}, against possible worlds"].append(found[1])
        print(f"    linprog: {median['all worlds'] * 1e3:.2f} and {median['possible worlds'] * 1e3:.2f} ms")
    for name, found_ratios in ratios.items():
        low, middle, high = min(found_ratios), statistics.median(found_ratios), max(found_ratios)
        print(f"{name}: {low:.1f} to {high:.1f} times as fast, median {middle:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
