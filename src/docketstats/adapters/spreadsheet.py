"""Verdicts for a spreadsheet: one CSV file with a row for each claim.

The file is CSV (RFC 4180) in UTF-8 with a byte order mark, by which spreadsheets know the encoding. Intervals are there
in words, and as numbers in the unit of the row: 25 for 25 %. Numbers that six decimals do not show are rounded
outward; exact ones are in a Data Package (`docketstats.adapters.datapackage`). A text that a spreadsheet would take for
a formula has an apostrophe in front; numbers have none.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from docketstats.errors import DocumentError
from docketstats.findings.arithmetic import quantity, shown
from docketstats.findings.decision import Decision
from docketstats.findings.explanation import compared, decisive
from docketstats.findings.verdict import Verdict
from docketstats.model.measure import Measure
from docketstats.values.cells import guarded, write_ends
from docketstats.values.formatting import format_confidence, plural, printable
from docketstats.values.interval import Interval

__all__ = ["COLUMNS", "dumps", "save"]

COLUMNS = {
    "number": "Number of the claim",
    "claim": "The words of the claim, or the claim as a statement where it has none",
    "by": "Who made it",
    "statement": "The claim as a statement",
    "date": "The dates that it is about",
    "outcome": "The outcome: supported, refuted, undetermined, undefined, unresolved or contradiction",
    "expected": "The outcome that the document expects, if it says one",
    "unit": "The unit of the numbers in this row; empty for pure numbers",
    "claimed": "What the claim says, in words",
    "claimed_lower": "Its lower end; empty where there is none",
    "claimed_lower_end": "Whether that end itself is in: closed, open, or none where there is no such end",
    "claimed_upper": "Its upper end",
    "claimed_upper_end": "Likewise",
    "allowed": "What the sources allow, in words",
    "allowed_lower": "Its lower end",
    "allowed_lower_end": "Likewise",
    "allowed_upper": "Its upper end",
    "allowed_upper_end": "Likewise",
    "sources": "The sources that the verdict rests on or, in a contradiction, that take part in it",
    "note": "What a reader should know besides",
}
"""The columns, and what each holds.

>>> list(COLUMNS)[:3]
['number', 'claim', 'by']
"""

_NUMBERS = ("number", *(f"{what}_{end}" for what in ("claimed", "allowed") for end in ("lower", "upper")))


def dumps(decisions: Iterable[Decision]) -> str:
    """Decisions as CSV text.

    >>> import csv, io
    >>> import docketstats as ds
    >>> court = ds.Docket("court", unit="case")
    >>> old = court.population("old")
    >>> figure = ds.reported(court.everyone, 100, source=ds.Source("Annual report"))
    >>> evidence = ds.Evidence(court.snapshot("2024", figures=[figure]))
    >>> claim = ds.Claim(ds.share(old, among=court.everyone) >= ds.percent(60), text="=60% or more are old")
    >>> row = next(csv.DictReader(io.StringIO(dumps([evidence.decide(claim)]))))
    >>> row["claim"], row["outcome"], row["claimed_lower"], row["allowed_lower"], row["allowed_upper"], row["unit"]
    ("'=60% or more are old", 'undetermined', '60', '0', '100', '%')
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for number, decision in enumerate(decisions, 1):
        cells = {"number": str(number), **_cells(decision)}
        writer.writerow({name: cell if name in _NUMBERS else _text(cell) for name, cell in cells.items()})
    return out.getvalue()


def save(path: str | Path, decisions: Iterable[Decision]) -> None:
    r"""Write decisions to a CSV file.

    Raises:
        DocumentError: If it cannot be written.

    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save(Path(folder, "verdicts.csv"), [])
    ...     Path(folder, "verdicts.csv").read_bytes()[:12]
    b'\xef\xbb\xbfnumber,cl'
    """
    text = dumps(decisions)
    try:
        Path(path).write_bytes(text.encode("utf-8-sig"))
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or printable(str(error))
        raise DocumentError(f"it cannot be written: {why}", where=str(path)) from None


def _text(text: str) -> str:
    return guarded(printable(" ".join(text.split())))


def _cells(decision: Decision) -> Mapping[str, str]:
    verdict = decision.verdict
    claim = decision.claim if verdict is None else verdict.claim
    measure, said = claim.statement.measure, claim.statement.interval
    dates = sorted(measure.dates, key=lambda date: date.sort_key)
    common = {
        "claim": claim.text or repr(claim.statement),
        "by": claim.by or "",
        "statement": repr(claim.statement),
        "date": "; ".join(map(str, dates)),
        "outcome": decision.outcome,
        "expected": claim.expected or "",
    }
    if verdict is not None:
        return common | _of_verdict(verdict)
    conflicts = decision.contradiction.conflicts if decision.contradiction else ()
    return {
        **common,
        "unit": _unit(shown(measure, said)[1]),
        "claimed": quantity(measure, said),
        **_ends("claimed", measure, said),
        "allowed": "nothing can be said: facts contradict each other",
        "sources": "; ".join(map(str, dict.fromkeys(source for one in conflicts for source in one.sources))),
        "note": "; ".join(map(str, conflicts)),
    }


def _of_verdict(verdict: Verdict) -> dict[str, str]:
    measure, allowed, claimed = verdict.figure.measure, verdict.figure.interval, decisive(verdict).interval
    beside = (allowed, verdict.weakest.interval, verdict.strongest.interval)
    return {
        "unit": _unit(shown(measure, allowed, *beside)[1]),
        "claimed": compared(verdict, claimed),
        **_ends("claimed", measure, claimed, *beside),
        "allowed": compared(verdict, allowed),
        **_ends("allowed", measure, allowed, *beside),
        "sources": "; ".join(map(str, verdict.sources)),
        "note": "; ".join(_notes(verdict)),
    }


def _notes(verdict: Verdict) -> Iterator[str]:
    if verdict.weakest.outcome is not verdict.strongest.outcome:
        for word, reading in (("weakest", verdict.weakest), ("strongest", verdict.strongest)):
            yield f"in its {word} reading, {compared(verdict, reading.interval)}: {reading.outcome.value}"
    yield from (f"{one.text} [{one.because}]" for one in verdict.assumptions)
    if verdict.confidence != 1:
        yield f"at a confidence of at least {format_confidence(verdict.confidence)}"
    yield from verdict.notes


def _unit(unit: str) -> str:
    return "%" if unit == "percent" else f"per {unit[2:]}" if unit.startswith("1/") else plural(unit)


def _ends(name: str, measure: Measure, interval: Interval, *beside: Interval) -> dict[str, str]:
    """The ends of an interval, in the unit of the row."""
    if interval.is_empty:
        return {}
    known, _ = shown(measure, interval, *beside)
    cells = {}
    for side, number, end, is_open in zip(
        ("lower", "upper"),
        write_ends(known),
        (known.lower, known.upper),
        (known.lower_open, known.upper_open),
        strict=True,
    ):
        endless = isinstance(end, float)
        cells[f"{name}_{side}"] = "" if endless else number
        cells[f"{name}_{side}_end"] = "none" if endless else "open" if is_open else "closed"
    return cells
