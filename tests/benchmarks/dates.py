"""Many dates: a transition table against as many programs, and chains of snapshots with flows.

``python tests/benchmarks/dates.py`` prints ratios; ``--json FILE`` writes them. A table of 12 sets at two dates, its
margins and six of its 144 cells known, is compared with a call of scipy's linprog for each end of each cell over the
same unknowns, with equal answers. A chain is of monthly snapshots of five statuses with entries and exits each month;
the question spans the first and the last. The exponent is the slope of the logarithms of time and of snapshots.
"""

from __future__ import annotations

import argparse
import datetime
import gc
import json
import math
import random
import statistics
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import linprog

import docketstats as ds

SOURCE = ds.Source("Register")
THEN, NOW = "2023-12-31", "2024-12-31"
SETS, KNOWN = 12, 6


class Table:
    """A made-up table of moves between sets, outside last, and what is published of it."""

    def __init__(self, seed: int) -> None:
        draw = random.Random(seed)
        size = range(SETS + 1)
        self.counts = np.array(
            [[draw.choice((0, 0, draw.randrange(50), draw.randrange(500))) for _ in size] for _ in size]
        )
        self.counts[SETS, SETS] = 0
        self.known = [(draw.randrange(SETS), draw.randrange(SETS)) for _ in range(KNOWN)]
        self.items = [f"s{number}" for number in range(SETS)]
        self.docket = ds.Docket("court", unit="case", classifications=(ds.Classification("stage", self.items),))

    def evidence(self) -> ds.Evidence:
        docket, items = self.docket, self.items
        return ds.Evidence(
            docket.snapshot(
                THEN,
                [ds.reported(docket[one], int(self.counts[n].sum()), source=SOURCE) for n, one in enumerate(items)],
            ),
            docket.snapshot(
                NOW,
                [ds.reported(docket[one], int(self.counts[:, n].sum()), source=SOURCE) for n, one in enumerate(items)],
            ),
            figures=[
                ds.reported(
                    ds.count(docket[items[i]].became(docket[items[j]], THEN, NOW)),
                    int(self.counts[i, j]),
                    source=SOURCE,
                )
                for i, j in dict.fromkeys(self.known)
            ],
        )

    def by_linprog(self) -> dict[tuple[int, int], tuple[int, int]]:
        size = SETS + 1
        rows, ends = [], []

        def row(chosen: np.ndarray, end: int) -> None:
            rows.append(chosen.astype(float).ravel()[:-1])
            ends.append(end)

        place = np.indices((size, size))
        for number in range(SETS):
            row(place[0] == number, self.counts[number].sum())
            row(place[1] == number, self.counts[:, number].sum())
        for i, j in self.known:
            row((place[0] == i) & (place[1] == j), self.counts[i, j])
        found = {}
        for i in range(SETS):
            for j in range(SETS):
                costs = np.zeros(size * size - 1)
                costs[i * size + j] = 1
                least, most = (sign * linprog(sign * costs, A_eq=np.array(rows), b_eq=ends).fun for sign in (1, -1))
                found[i, j] = round(least), round(most)
        return found


def transitions(tables: int = 5) -> dict[str, Any]:
    ratios, ours = [], []
    for seed in range(tables):
        table = Table(seed)
        runs = []
        for _ in range(3):
            evidence = table.evidence()
            start = time.perf_counter()
            found = evidence.transitions("stage", since=THEN, until=NOW)
            runs.append(time.perf_counter() - start)
        start = time.perf_counter()
        peer = table.by_linprog()
        theirs = time.perf_counter() - start
        for (i, j), ends in peer.items():
            pair = (table.items[i], table.items[j])
            assert (found[pair].lower, found[pair].upper) == ends, (seed, pair)
            assert found.sharpness[pair] is ds.Sharpness.SHARP
        assert found.figure(*pair).check()
        ours.append(statistics.median(runs))
        ratios.append(theirs / ours[-1])
    return {
        "tables": tables,
        "median_ms": 1e3 * statistics.median(ours),
        "ratio": statistics.median(ratios),
        "least": min(ratios),
    }


def month_ends(number: int) -> list[str]:
    found = []
    for month in range(1, number + 1):
        years, rest = divmod(month, 12)
        found.append(str(datetime.date(2010 + years, rest + 1, 1) - datetime.timedelta(days=1)))
    return found


def chain(snapshots: int) -> dict[str, Any]:
    draw = random.Random(snapshots)
    statuses = [f"s{number}" for number in range(5)]
    docket = ds.Docket("register", classifications=(ds.Classification("status", statuses),))
    stock = [draw.randrange(5_000, 9_000) for _ in statuses]
    shots, flows, days = [], [], month_ends(snapshots)
    for day, later in zip(days, [*days[1:], None], strict=True):
        shots.append(
            docket.snapshot(
                day, [ds.reported(docket[one], n, source=SOURCE) for one, n in zip(statuses, stock, strict=True)]
            )
        )
        new = [max(0, number + draw.randrange(-40, 41)) for number in stock]
        if later:
            net = sum(new) - sum(stock)
            came = max(net, 0) + draw.randrange(50)
            flows += [
                ds.reported(ds.entries(docket.everyone, since=day, until=later), came, source=SOURCE),
                ds.reported(ds.exits(docket.everyone, since=day, until=later), came - net, source=SOURCE),
            ]
        stock = new
    gone = sum(int(one.interval.lower) for one in flows[1::2])
    runs = []
    for _ in range(5):
        evidence = ds.Evidence(*shots, figures=flows)
        gc.collect()  # so that what earlier runs left is not cleared away at this one's cost
        start = time.perf_counter()
        figure = evidence.bound(ds.count(docket.stayed(days[0], days[-1])))
        runs.append(time.perf_counter() - start)
    first = sum(int(one.interval.lower) for one in shots[0].figures)
    assert figure.check()
    assert figure.interval.lower == max(0, first - gone)
    assert figure.sharpness is ds.Sharpness.SHARP
    return {"snapshots": snapshots, "ms": 1e3 * statistics.median(runs)}


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--json", type=Path, help="where to write the results")
    given = parser.parse_args()
    table = transitions()
    print(
        f"transition table: {table['median_ms']:.0f} ms, {table['ratio']:.1f} times faster than linprog, "
        f"at least {table['least']:.1f} times"
    )
    chain(12)
    chains = [chain(number) for number in (12, 24, 60, 120)]
    logs = [(math.log(one["snapshots"]), math.log(one["ms"])) for one in chains]
    slope = float(np.polyfit(*zip(*logs, strict=True), 1)[0])
    for one in chains:
        print(f"{one['snapshots']:4} monthly snapshots: {one['ms']:.0f} ms, {one['ms'] / one['snapshots']:.2f} ms each")
    print(f"growth with the number of snapshots: exponent {slope:.2f}")
    if given.json:
        given.json.write_text(json.dumps({"transitions": table, "chains": chains, "exponent": slope}, indent=1) + "\n")
    return 0 if table["ratio"] >= 1 else 1


if __name__ == "__main__":
    sys.exit(main())
