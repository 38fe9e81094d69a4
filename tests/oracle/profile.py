"""The long profile: ``python tests/oracle/profile.py --examples 2000 --corruptions 10000``.

It prints what was tried and how it ended, and exits 1 if anything failed. ``--first N`` starts at another seed.
"""

from __future__ import annotations

import sys

# This folder goes last on the path: the standard library has a module with this file's name.
sys.path.append(sys.path.pop(0))

import argparse
import time
import traceback


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    import checks
    import corruptions

    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--examples", type=int, default=2_000)
    parser.add_argument("--corruptions", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--each", type=int, default=12, help="the corruptions of one problem")
    given = parser.parse_args()
    started = time.monotonic()
    failures: list[str] = []

    def examined(examine: object, seed: int, what: str) -> None:
        try:
            examine(seed)  # type: ignore[operator]
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            failures.append(f"{what} {seed}: {type(error).__name__} at {last.filename}:{last.lineno}: {error}")

    for seed in range(given.first, given.first + given.examples):
        examined(checks.examine_seed, seed, "small docket, seed")
    larger = given.examples // 10
    for seed in range(given.first, given.first + larger):
        examined(checks.examine_larger, seed, "larger docket, seed")
    say(f"examples {given.examples} small and {larger} larger, {time.monotonic() - started:.0f} s")
    seed = given.first
    while checks.STATS["corruptions"] < given.corruptions:
        failures += map(str, corruptions.corrupt(seed, given.each))
        seed += 1
    say(checks.report())
    say(f"failures {len(failures)}, {time.monotonic() - started:.0f} s in all")
    for failure in failures:
        say(failure)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
