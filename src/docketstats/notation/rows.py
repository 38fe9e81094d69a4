"""Reported figures, answers and verdicts as flat rows, for adapters that write tables and read them back."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from docketstats.errors import DocumentError
from docketstats.findings.arithmetic import assumed
from docketstats.findings.derived import DerivedFigure, Sharpness
from docketstats.findings.verdict import Outcome, Verdict
from docketstats.model.figure import ReportedFigure
from docketstats.model.snapshot import Snapshot
from docketstats.model.source import Source
from docketstats.notation.document import Document
from docketstats.notation.intervals import read_number, write_number
from docketstats.notation.printing import print_measure
from docketstats.notation.values import write_value
from docketstats.values.interval import Exact, Interval


@attrs.frozen(kw_only=True)
class FigureRow:
    """A reported figure. Texts are empty, and numbers None, where nothing is said.

    Attributes:
        number: Its number, from 1.
        snapshot: The number of its snapshot; None for a figure that spans dates.
        docket: The docket of its snapshot; empty for a figure that spans dates.
        as_of: The date of its snapshot; empty for a figure that spans dates.
        measure: The expression of what was counted.
        kind: What kind of measure it is.
        unit: Its unit; empty for pure numbers.
        value: The value as the source gave it.
        form: What the value is: words, whole, decimal, fraction, interval, or interval and its unit.
        interval: What the value says.
        rule: The rule that read it.
        source: The key of its source.
        revises: The number of the figure that it replaces.
        revised: Whether it is kept only because another figure revises it.
    """

    number: int
    snapshot: int | None
    docket: str
    as_of: str
    measure: str
    kind: str
    unit: str
    value: str
    form: str
    interval: Interval
    rule: str
    source: str
    reading: str
    rounded_to: Exact | None
    tolerance: Exact | None
    exact: bool
    if_any: bool
    confidence: Exact | None
    definition: str
    revises: int | None
    revised: bool


@attrs.frozen(kw_only=True)
class AnswerRow:
    """An answer without its proof, as an adapter reads it back.

    Attributes:
        measure: What was asked, with its dates.
        dockets: The dockets that it is about.
        dates: Its dates.
        kind: What kind of measure it is.
        unit: Its unit; empty for pure numbers such as shares.
        interval: The interval; empty where the measure is undefined.
        sharpness: Whether it is the tightest there is.
        may_be_undefined: Whether a denominator may be empty.
        confidence: The confidence at which it holds.
        sources: The keys of the sources that its proofs use.
        assumptions: What its proofs assume.
        notes: What a reader should know besides.

    >>> import tempfile
    >>> import docketstats as ds
    >>> from docketstats.adapters import datapackage
    >>> court = ds.Docket("court", unit="case")
    >>> snapshot = court.snapshot("2024", figures=[ds.reported(court.everyone, 100, source=ds.Source("Annual report"))])
    >>> evidence = ds.Evidence(snapshot)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     datapackage.save(folder, evidence, title="A court", answers=[evidence.bound(court.population("old"))])
    ...     row, = datapackage.load(folder).answers
    >>> row.measure, row.interval, row.sharpness, row.sources
    ('count(old, at="2024")', Interval(0, 100), <Sharpness.SHARP: 'sharp'>, ('annual_report',))
    """

    measure: str
    dockets: tuple[str, ...]
    dates: tuple[str, ...]
    kind: str
    unit: str
    interval: Interval
    sharpness: Sharpness
    may_be_undefined: bool
    confidence: Exact
    sources: tuple[str, ...]
    assumptions: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def is_undefined(self) -> bool:
        """Whether the facts force a denominator to be empty."""
        return self.interval.is_empty


@attrs.frozen(kw_only=True)
class VerdictRow:
    """A verdict without its proof, as an adapter reads it back.

    Attributes:
        claim: The words of the claim; empty if there are none.
        by: Who said them.
        statement: What the claim says, formally.
        outcome: The outcome for the claim as worded.
        weakest: Its weakest reading.
        weakest_outcome: What the facts say of it.
        strongest: Its strongest reading.
        strongest_outcome: What the facts say of it.
        answer: The answer for the measure that it is about.
        sources: The keys of the sources that its proofs use.
        assumptions: What its proofs assume.
        notes: What a reader should know besides.

    >>> import tempfile
    >>> import docketstats as ds
    >>> from docketstats.adapters import datapackage
    >>> court = ds.Docket("court", unit="case")
    >>> snapshot = court.snapshot("2024", figures=[ds.reported(court.everyone, 100, source=ds.Source("Annual report"))])
    >>> evidence = ds.Evidence(snapshot)
    >>> verdict = evidence.check(ds.count(court.everyone) > 100)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     datapackage.save(folder, evidence, title="A court", verdicts=[verdict])
    ...     row, = datapackage.load(folder).verdicts
    >>> row.statement, row.outcome, row.answer.interval
    ('count(everyone, at="2024") > 100', <Outcome.REFUTED: 'refuted'>, Interval(100, 100))
    """

    claim: str
    by: str
    statement: str
    outcome: Outcome
    weakest: Interval
    weakest_outcome: Outcome
    strongest: Interval
    strongest_outcome: Outcome
    answer: AnswerRow
    sources: tuple[str, ...]
    assumptions: tuple[str, ...]
    notes: tuple[str, ...]


Keys = Mapping[Source, str]
"""The key that each source is named by."""


def keys_of(document: Document) -> dict[Source, str]:
    """The key that each source of a document is named by."""
    keys: dict[Source, str] = {}
    for key, source in document.sources:
        keys.setdefault(source, key)
    return keys


def answer_row(figure: DerivedFigure, keys: Keys) -> AnswerRow:
    """The row of an answer.

    Raises:
        DocumentError: If it rests on a source that has no key.
    """
    measure = figure.measure
    dates = sorted(measure.dates, key=lambda date: date.sort_key)
    return AnswerRow(
        measure=repr(measure),
        dockets=tuple(one.name for one in measure.dockets),
        dates=tuple(map(str, dates)),
        kind=measure.kind,
        unit=measure.unit,
        interval=figure.interval,
        sharpness=figure.sharpness,
        may_be_undefined=figure.may_be_undefined,
        confidence=figure.confidence,
        sources=tuple(_key(one, keys) for one in figure.sources),
        assumptions=tuple(map(assumed, figure.assumptions)),
        notes=figure.notes,
    )


def verdict_row(verdict: Verdict, keys: Keys) -> VerdictRow:
    """The row of a verdict.

    Raises:
        DocumentError: If it rests on a source that has no key.
    """
    return VerdictRow(
        claim=verdict.claim.text or "",
        by=verdict.claim.by or "",
        statement=repr(verdict.claim.statement),
        outcome=verdict.outcome,
        weakest=verdict.weakest.interval,
        weakest_outcome=verdict.weakest.outcome,
        strongest=verdict.strongest.interval,
        strongest_outcome=verdict.strongest.outcome,
        answer=answer_row(verdict.figure, keys),
        sources=tuple(_key(one, keys) for one in verdict.sources),
        assumptions=tuple(map(assumed, verdict.assumptions)),
        notes=verdict.notes,
    )


def _key(source: Source, keys: Keys) -> str:
    if source not in keys:
        raise DocumentError(f"{source} is not among the sources of the evidence")
    return keys[source]


def figure_rows(document: Document) -> list[FigureRow]:
    """The rows of all reported figures of a document's evidence, each after the one that it revises."""
    evidence, rows = document.evidence, _Numbered(document)
    for number, snapshot in enumerate(evidence.snapshots, 1):
        for figure in snapshot.figures:
            rows.add(figure, number, snapshot)
    for figure in evidence.figures:
        rows.add(figure, None, None)
    return rows.found


class _Numbered:
    """Rows numbered as they are added."""

    def __init__(self, document: Document) -> None:
        self.names = document.names
        self.keys = keys_of(document)
        self.found: list[FigureRow] = []

    def add(
        self, figure: ReportedFigure, place: int | None, snapshot: Snapshot | None, *, revised: bool = False
    ) -> int:
        earlier = self.add(figure.revises, place, snapshot, revised=True) if figure.revises is not None else None
        value, form = write_value(figure.value)
        docket = snapshot.docket.name if snapshot else ""
        self.found.append(
            FigureRow(
                number=len(self.found) + 1,
                snapshot=place,
                docket=docket,
                as_of=str(snapshot.as_of) if snapshot else "",
                measure=print_measure(figure.measure, self.names.on(docket) if docket else self.names),
                kind=figure.measure.kind,
                unit=figure.measure.unit,
                value=value,
                form=form,
                interval=figure.interval,
                rule=figure.rule,
                source=_key(figure.source, self.keys),
                reading=figure.reading or "",
                rounded_to=figure.rounded_to,
                tolerance=figure.tolerance,
                exact=figure.exact,
                if_any=figure.if_any,
                confidence=figure.confidence,
                definition=figure.definition or "",
                revises=earlier,
                revised=revised,
            )
        )
        return len(self.found)


def optional_number(value: Exact | None) -> str:
    """A number exactly, or an empty text for None."""
    return "" if value is None else write_number(value)


def read_optional(text: str) -> Exact | None:
    """The number that `optional_number` wrote.

    Raises:
        DocumentError: If it is no finite number.
    """
    if not text:
        return None
    number = read_number(text)
    if isinstance(number, float):
        raise DocumentError(f"{text!r} is not finite")
    return number
