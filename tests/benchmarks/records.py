"""Records: a tally against the hand-written SQL that counts the same, and stocks at many dates in one pass.

``python tests/benchmarks/records.py`` prints ratios on a million made-up rows; ``--full`` on 1, 10 and 50 million, with
stocks from 10 million. ``--json FILE`` writes them. Every measurement is in a process of its own, so that its peak
memory is its own; those that are compared run in turn, and their counts must be equal.
"""

from __future__ import annotations

import argparse
import datetime
import gc
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

JOINT = ("offence", "status", "criminality")
DATES = [datetime.date(2020 + half // 24, half // 2 % 12 + 1, 1 + 14 * (half % 2)) for half in range(120)]
SQL = f"SELECT {', '.join(JOINT)}, count(*) FROM read_parquet('{{path}}') GROUP BY ALL"
STOCK = """SELECT status, count(*) FROM read_parquet('{path}')
    WHERE book_in <= DATE '{day}' AND (release IS NULL OR release > DATE '{day}') GROUP BY ALL"""


def make(path: str, rows: int) -> None:
    import ibis

    from docketstats.adapters.records.made_up import made_up

    ibis.duckdb.connect().to_parquet(made_up(rows), path)


# -- what is measured: each gives its counts in a form that can be compared -------------------------------------------


def by_hand(path: str) -> Any:
    import duckdb

    return duckdb.connect().execute(SQL.format(path=path)).fetchall()


def by_tally(path: str) -> Any:
    from docketstats.adapters.records import tally
    from docketstats.adapters.records.made_up import COLUMNS, DOCKET

    return tally(path, DOCKET, as_of="2024-12-31", columns={name: COLUMNS[name] for name in JOINT})


def dates_by_hand(path: str) -> Any:
    import duckdb

    connection = duckdb.connect()
    return [connection.execute(STOCK.format(path=path, day=day)).fetchall() for day in DATES]


def dates_in_one_pass(path: str) -> Any:
    from docketstats.adapters.records import tally_over
    from docketstats.adapters.records.made_up import COLUMNS, DOCKET

    columns = {"status": COLUMNS["status"]}
    return tally_over(path, DOCKET, dates=DATES, start="book_in", end="release", columns=columns)


def dates_of_persons(path: str) -> Any:
    from docketstats.adapters.records import tally_over
    from docketstats.adapters.records.made_up import DOCKET

    return tally_over(path, DOCKET, dates=DATES, start="book_in", end="release", unit_id="person_id")


def persons_by_hand(path: str) -> Any:
    import duckdb

    connection = duckdb.connect()
    query = STOCK.replace("status, count(*)", "count(DISTINCT person_id)").replace("GROUP BY ALL", "")
    return [connection.execute(query.format(path=path, day=day)).fetchall() for day in DATES]


def _set(column: str, value: str | None) -> str:
    return f"{column} not recorded" if value is None else f"{column} recorded as {value}"


def counted(name: str, found: Any) -> Any:
    """The counts, alike for both ways of counting."""
    match name:
        case "by_hand":
            return sorted([sorted(map(_set, JOINT, row[:-1])), row[-1]] for row in found)
        case "by_tally":
            joint = [one for one in found.figures if len(one.measure.leaves()) == len(JOINT) and not _is_zero(one)]
            return sorted([sorted(leaf.name for leaf in one.measure.leaves()), one.interval.lower] for one in joint)
        case "dates_by_hand":
            return [sorted([_set("status", value), number] for value, number in rows) for rows in found]
        case "dates_in_one_pass":
            return [_single(snapshot.figures) for snapshot in found.snapshots]
        case "persons_by_hand":
            return [rows[0][0] for rows in found]
    return [snapshot.figures[0].interval.lower for snapshot in found.snapshots]


def _is_zero(figure: Any) -> bool:
    return bool(figure.interval.upper == 0)


def _single(figures: Any) -> Any:
    found = []
    for figure in figures:
        (term, *more) = figure.measure.terms
        if not more and len(term.leaves) == 1 and not _is_zero(figure):
            (leaf,) = term.leaves
            found.append([leaf.name, figure.interval.lower])
    return sorted(pair for pair in found if pair[0])


WAYS: dict[str, Callable[[str], Any]] = {
    one.__name__: one
    for one in (by_hand, by_tally, dates_by_hand, dates_in_one_pass, persons_by_hand, dates_of_persons)
}


def one(name: str, path: str) -> None:
    """Measure one way in this process and print it as JSON."""
    with tempfile.TemporaryDirectory() as folder:  # both ways load what they need before the clock starts
        small = str(Path(folder) / "small.parquet")
        make(small, 100)
        WAYS[name](small)
    gc.collect()  # the collector would come upon all that was loaded in whichever way makes the more objects
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    found = WAYS[name](path)
    took = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"seconds": took, "peak": peak, "loaded": before, "counts": counted(name, found)}))


def compare(path: str, ours: str, theirs: str, runs: int) -> dict[str, float]:
    """The ratios of time and of peak memory of two ways that give the same counts, each run in turn."""
    measured: dict[str, list[dict[str, Any]]] = {ours: [], theirs: []}
    for _ in range(runs):
        for name, rows in measured.items():
            done = subprocess.run(
                [sys.executable, __file__, "--one", name, path], check=True, capture_output=True, text=True
            )
            rows.append(json.loads(done.stdout))
    if any(row["counts"] != measured[theirs][0]["counts"] for rows in measured.values() for row in rows):
        raise SystemExit(f"{ours} and {theirs} count differently")

    def best(name: str, what: str) -> float:
        return float(min(row[what] for row in measured[name]))

    return {
        "time": best(ours, "seconds") / best(theirs, "seconds"),
        "peak memory": statistics.median(row["peak"] for row in measured[ours])
        / statistics.median(row["peak"] for row in measured[theirs]),
        "growth in MB": statistics.median(row["peak"] - row["loaded"] for row in measured[ours]) / 1024,
        "peak in MB": statistics.median(row["peak"] for row in measured[ours]) / 1024,
        "seconds": best(ours, "seconds"),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="1, 10 and 50 million rows")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--one", nargs=2, metavar=("WAY", "PATH"), help=argparse.SUPPRESS)
    parser.add_argument("--keep", type=Path, help="where the made-up tables are kept")
    given = parser.parse_args()
    if given.one:
        one(*given.one)
        return
    sizes = (1_000_000, 10_000_000, 50_000_000) if given.full else (200_000, 1_000_000)
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as made:
        folder = given.keep or Path(made)
        for rows in sizes:
            path = str(folder / f"made_up_{rows}.parquet")
            if not Path(path).exists():
                make(path, rows)
            found[f"tally of {rows:,} rows, times hand-written SQL"] = compare(path, "by_tally", "by_hand", given.runs)
        path = str(folder / f"made_up_{sizes[1]}.parquet")
        pairs = (("stays", "dates_in_one_pass", "dates_by_hand"), ("persons", "dates_of_persons", "persons_by_hand"))
        for what, ours, theirs in pairs:
            ratios = compare(path, ours, theirs, given.runs)
            ratios["times faster"] = 1 / ratios.pop("time")
            found[f"{what} at {len(DATES)} dates of {sizes[1]:,} rows, against as many queries"] = ratios
    for name, ratios in found.items():
        print(name + ": " + ", ".join(f"{what} {ratio:.2f}" for what, ratio in ratios.items()))
    if given.json:
        given.json.write_text(json.dumps(found, indent=1), "utf-8")


if __name__ == "__main__":
    main()
