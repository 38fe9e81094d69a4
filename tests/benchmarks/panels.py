"""A panel of groups of the size of the ICE letter against as many separate builds of evidence, with equal answers.

``python tests/benchmarks/panels.py`` asks 5,000 groups together, and a sample of them separately; ``--full`` asks all
separately. It prints ratios of times a group, and fails below 20; ``--json FILE`` writes them. The groups are made up:
each is a population by custody, criminality and offence, of which the figures of the letter's table are counted. Some
cells are in words, some groups lack figures, and in one group of a hundred a figure contradicts the others.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import statistics
import sys
import time
from pathlib import Path
from typing import Any

import attrs

import docketstats as ds
from docketstats.adapters.documents import Document, load
from docketstats.adapters.panels import bound_panel

LETTER = Path(__file__).parents[2] / "examples" / "ice_letter_2024.toml"
AT = "2024-07-21"
QUESTIONS = {
    "a count": "count(homicide & convicted & (non_detained - incarcerated))",
    "a share of a known number": "share(homicide, among=convicted & non_detained)",
    "a share of an unknown number": "share(incarcerated, among=homicide & non_detained)",
}
LEAST = 20


def group(draw: random.Random, number: int) -> list[Any]:
    """The figures of the letter's table for one group, in their order."""
    convicted, pending = draw.randrange(30, 3_000), draw.randrange(30, 2_000)
    out = draw.randint(convicted // 2, convicted), draw.randint(pending // 2, pending)
    homicide = draw.randint(0, out[0] // 20), draw.randint(0, out[1] // 40), draw.randint(0, (convicted - out[0]) // 20)
    assaults = [draw.randint(0, count // 10) for count in (*out, *out)]
    found: list[Any] = [convicted, pending, convicted + pending, *out, sum(out), *homicide, *assaults]
    if number % 100 == 7:
        found[5] += 1
    if number % 5 == 2:  # small numbers are withheld, and a large one is told in round words
        found[6:] = ["<11" if count < 11 else count for count in found[6:]]
        found[0] = f"more than {convicted // 10 * 10 - 10}"
    if number % 5 == 4:  # an office that does not count these offences
        found[9:] = [None] * 4
    return found


def separate(template: Document, figures: list[Any]) -> ds.Evidence:
    """The evidence of one group, built as a program without panels does."""
    letter, *others = template.evidence.snapshots
    said = [
        attrs.evolve(figure, value=value)
        for figure, value in zip(letter.figures, figures, strict=True)
        if value is not None
    ]
    return ds.Evidence(attrs.evolve(letter, figures=said), *others, relations=template.evidence.relations)


def compared(question: str, groups: int, sample: int) -> dict[str, Any]:
    template = load(LETTER)
    measure = template.measure(question, at=AT)
    draw = random.Random(groups)
    rows = [group(draw, number) for number in range(groups)]
    columns = {f"figure {number}": one for number, one in enumerate(template.evidence.snapshots[0].figures, 1)}
    table = [{"county": number, **dict(zip(columns, row, strict=True))} for number, row in enumerate(rows)]
    runs = []
    for _ in range(3):
        gc.collect()
        start = time.perf_counter()
        panel = bound_panel(table, measure, by=["county"], template=template, columns=columns)
        runs.append((time.perf_counter() - start) / groups)
    chosen = range(groups) if sample >= groups else sorted(draw.sample(range(groups), sample))
    theirs = 0.0
    for number in chosen:
        row = panel[number]
        start = time.perf_counter()
        try:
            figure = separate(template, rows[number]).bound(measure)
        except ds.ContradictoryEvidence:
            assert row.outcome.value == "contradiction", number
            continue
        finally:
            theirs += time.perf_counter() - start
        assert (row.interval, row.sharpness) == (figure.interval, figure.sharpness), number
        assert row.may_be_undefined == figure.may_be_undefined, number
    panel.check(chosen[:: max(1, len(chosen) // 50)])
    return {
        "question": question,
        "groups": groups,
        "compared": len(chosen),
        "solved_together": panel.together,
        "outcomes": {outcome.value: number for outcome, number in panel.counts().items() if number},
        "ratio": theirs / len(chosen) / statistics.median(runs),
        "least": theirs / len(chosen) / max(runs),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--full", action="store_true", help="ask all groups separately, not only a sample")
    parser.add_argument("--json", type=Path, help="where to write the results")
    given = parser.parse_args()
    found = []
    for name, question in QUESTIONS.items():
        one = compared(question, 5_000, 5_000 if given.full else 250)
        found.append(one)
        print(
            f"{name}: {one['ratio']:.0f} times faster a group than separate evidence, at least {one['least']:.0f}; "
            f"{one['compared']:,} of {one['groups']:,} groups compared, with equal answers"
        )
    if given.json:
        given.json.write_text(json.dumps(found, indent=1) + "\n")
    return 0 if min(one["ratio"] for one in found) >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
