"""How long `import docketstats` takes beside `import pint`: fresh interpreters in turn, the median of each.

Run with ``python tests/benchmarks/import_time.py [rounds]``. Prints both medians, the spread and the ratio.
"""

import statistics
import subprocess
import sys

PEERS = ("docketstats", "pint")
# Names are loaded when first used; this is what the first use of most of them costs.
USED = "docketstats; docketstats.Evidence"
ROUNDS = 15
CODE = "import time; start = time.perf_counter(); import {}; print(time.perf_counter() - start)"


def once(module: str) -> float:
    """Seconds that one import takes in a fresh interpreter, without the start of the interpreter."""
    done = subprocess.run([sys.executable, "-c", CODE.format(module)], capture_output=True, text=True, check=True)
    return float(done.stdout)


def main(rounds: int) -> None:
    for module in (*PEERS, USED):  # write the bytecode first, and warm the file cache
        once(module)
    times: dict[str, list[float]] = {module: [] for module in PEERS}
    for number in range(rounds):
        for module in PEERS if number % 2 else PEERS[::-1]:
            times[module].append(once(module))
    medians = {module: statistics.median(found) for module, found in times.items()}
    for module, found in times.items():
        low, _, high = statistics.quantiles(found, n=4)
        spread = f"middle half {1000 * low:.1f} to {1000 * high:.1f}"
        print(f"import {module:12} {1000 * medians[module]:7.1f} ms  ({spread})")
    used = statistics.median(once(USED) for _ in range(rounds))
    print(f"import docketstats and use Evidence: {1000 * used:.1f} ms, ratio {medians['pint'] / used:.2f}")
    print(f"ratio {medians['pint'] / medians['docketstats']:.2f}, median of {rounds} rounds")


if __name__ == "__main__":
    main(max(ROUNDS, int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS))
