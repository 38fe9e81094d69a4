"""The memory of the driver while Spark asks a panel: what it grows with, and what it does not.

``python tests/benchmarks/spark_driver.py`` asks made-up groups, in long form, on a Spark of two executors, and prints
the peak memory of the driver's Python, each time of a process of its own. A group has two figures that bear on the
question, or a hundred; ``--json FILE`` writes what was measured. It needs Java 17 and the extra ``spark``.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

CASES = ((1_000, 2), (1_000, 100), (10_000, 2), (100_000, 2))
SETTINGS = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "1g",
    "spark.executor.memory": "512m",
    "spark.sql.shuffle.partitions": "4",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


def peak() -> float:
    """The peak memory of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(groups: int, figures: int) -> dict[str, float]:
    """The peak of the driver before a panel is asked, after it, and after one of its groups is asked for its proof."""
    from pyspark.sql import SparkSession

    import docketstats as ds
    from docketstats.adapters.panels import bound_panel

    builder = SparkSession.builder.master("local-cluster[2,1,1024]")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    court = ds.Docket("court", unit="case")
    names = [f"set{number}" for number in range(figures)]
    columns = {name: court.population(name) for name in names}
    question = ds.count(columns["set0"] & columns["set1"])
    listed = ", ".join(map(repr, names))
    table = session.range(groups * figures).selectExpr(
        f"id DIV {figures} AS county",
        f"element_at(array({listed}), cast(id % {figures} + 1 AS int)) AS of",
        "100 + id % 700 AS value",
    )
    bound_panel(table.where("county < 4"), question, "county", measure_column="of", columns=columns)  # all is loaded
    found = {"before": peak()}
    panel = bound_panel(table, question, "county", measure_column="of", columns=columns)
    assert len(panel) == groups
    found["panel"] = peak()
    assert panel.check([groups // 2])
    found["proof"] = peak()
    session.stop()
    return found


def main() -> None:
    """Measure all cases and print them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--case", type=int, nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.case:
        print(json.dumps(measured(*options.case)))
        return
    results = []
    with tempfile.TemporaryDirectory() as folder:
        own = {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_WORKER_DIR": folder}
        for groups, figures in CASES:
            command = [sys.executable, __file__, "--case", str(groups), str(figures)]
            done = subprocess.run(command, env={**os.environ, **own}, cwd=folder, stdout=subprocess.PIPE, check=True)
            found = json.loads(done.stdout.splitlines()[-1])
            results.append({"groups": groups, "rows": groups * figures, **found})
            shown = ", ".join(f"{name} {value:.1f} MB" for name, value in found.items())
            print(f"{groups:>7,} groups, {groups * figures:>7,} rows: {shown}", flush=True)
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
