"""Answers, verdicts, reported figures and transitions as tables for print and for pages, through great-tables.

Each function gives a ``great_tables.GT``, which can be styled further; ``as_raw_html()`` is self-contained. Intervals
are in words, so that what is unknown is never a blank or a zero: "0 or more persons, without limit". Sources are
footnotes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from docketstats.errors import MissingExtra, ModelError
from docketstats.evidence import Evidence
from docketstats.findings.arithmetic import NOT_SETTLED, assumed, quantity
from docketstats.findings.derived import DerivedFigure, Sharpness
from docketstats.findings.transitions import Transitions
from docketstats.findings.verdict import Verdict
from docketstats.model.figure import ReportedFigure
from docketstats.model.snapshot import Snapshot
from docketstats.values.cells import identifier
from docketstats.values.formatting import format_confidence, printable
from docketstats.values.interval import Exact, Interval

try:
    from great_tables import GT, loc
    from pandas import DataFrame
except ImportError as error:
    raise MissingExtra.named("tables") from error

__all__ = ["answers", "figures", "transitions", "verdicts"]

_MAY_BE_UNDEFINED = "Where the denominator is not empty."


@attrs.frozen
class _Row:
    """The cells of a row, and the footnotes of its cells: pairs of a column and a text."""

    cells: Sequence[str]
    notes: Sequence[tuple[str, str]] = ()


def answers(
    figures: Iterable[DerivedFigure] | Mapping[str, DerivedFigure],
    *,
    title: str = "Answers",
    subtitle: str | None = None,
) -> GT:
    """A table of answers: what was asked, and the interval with its unit.

    Args:
        figures: The answers; or answers by the names that are shown in the place of what was asked.
        title: The title.
        subtitle: The line below it.

    >>> import docketstats as ds
    >>> court, report = ds.Docket("court", unit="case"), ds.Source("Annual report")
    >>> evidence = ds.Evidence(court.snapshot("2024", figures=[ds.reported(court.everyone, 70, source=report)]))
    >>> html = answers([evidence.bound(court.population("asylum"))]).as_raw_html()
    >>> "0 to 70 cases" in html, "Annual report" in html
    (True, True)
    """
    rows = []
    pairs = figures.items() if isinstance(figures, Mapping) else ((repr(one.measure), one) for one in figures)
    for name, figure in pairs:
        notes = [("Question", f"As a measure: {figure.measure!r}")] if isinstance(figures, Mapping) else []
        notes += [("Answer", note) for note in _of_figure(figure)]
        notes += [("Question", note) for note in figure.notes]
        rows.append(_Row([name, figure.shown, _level(figure.confidence)], notes))
    return _table(("Question", "Answer", "Confidence"), rows, title, subtitle)


def verdicts(verdicts: Iterable[Verdict], *, title: str = "Verdicts", subtitle: str | None = None) -> GT:
    """A table of verdicts: the claim, who made it, what the sources allow, and the verdict.

    >>> import docketstats as ds
    >>> court, report = ds.Docket("court", unit="case"), ds.Source("Annual report")
    >>> evidence = ds.Evidence(court.snapshot("2024", figures=[ds.reported(court.everyone, 70, source=report)]))
    >>> claim = ds.Claim(ds.count(court.everyone) > 100, text="Over 100 cases", by="A newspaper")
    >>> html = verdicts([evidence.check(claim)]).as_raw_html()
    >>> "Over 100 cases" in html, "refuted" in html
    (True, True)
    """
    rows = []
    for verdict in verdicts:
        claim = verdict.claim
        notes = [("Verdict", note) for note in _basis(verdict)]
        notes += [("The sources allow", note) for note in _of_figure(verdict.figure)]
        notes += [("Claim", f"As a statement: {claim.statement!r}")] if claim.text else []
        notes += [("Claim", note) for note in verdict.notes]
        cells = [claim.text or repr(claim.statement), claim.by or "", verdict.figure.shown, verdict.outcome.value]
        rows.append(_Row([*cells, _level(verdict.confidence)], notes))
    return _table(("Claim", "Made by", "The sources allow", "Verdict", "Confidence"), rows, title, subtitle)


def figures(
    what: Evidence | Snapshot | Iterable[Snapshot], *, title: str = "Reported figures", subtitle: str | None = None
) -> GT:
    """A table of reported figures: as of when, of what, the value as printed, and what it says.

    Raises:
        ModelError: If it is given something else than evidence or snapshots.

    >>> import docketstats as ds
    >>> court, report = ds.Docket("court", unit="case"), ds.Source("Annual report")
    >>> snapshot = court.snapshot("2024", figures=[ds.reported(court.everyone, "more than 70", source=report)])
    >>> "more than 70" in figures(snapshot).as_raw_html()
    True
    """
    rows = []
    for date, figure in _reported(what):
        says = quantity(figure.measure, figure.interval)
        notes = [("As printed", str(figure.source)), ("Says", f"Read as: {figure.rule}")]
        notes += [("Of", f"The source's definition: {figure.definition}")] if figure.definition else []
        notes += [("As printed", f"Replaces {one.value}, of {one.source}") for one in figure.earlier]
        level = 1 if figure.confidence is None else figure.confidence
        printed = says if isinstance(figure.value, Interval) else str(figure.value)
        rows.append(_Row([date, repr(figure.measure), printed, says, _level(level)], notes))
    return _table(("As of", "Of", "As printed", "Says", "Confidence"), rows, title, subtitle)


def transitions(table: Transitions, *, title: str = "From where to where", subtitle: str | None = None) -> GT:
    """A transition table: a row for each set at the first date, a column for each at the second.

    >>> import docketstats as ds
    >>> court = ds.Docket("court", unit="case", classifications=(ds.Classification("stage", ("open", "closed")),))
    >>> def year(date, number):
    ...     said = ((court.everyone, 100), (court["open"], number))
    ...     figures = [ds.reported(what, one, source=ds.Source("Annual report")) for what, one in said]
    ...     return court.snapshot(date, figures=figures)
    >>> table = ds.Evidence(year("2023", 70), year("2024", 40)).transitions("stage", since="2023", until="2024")
    >>> "0 to 40" in transitions(table).as_raw_html()
    True
    """
    names = table.names
    rows = []
    for before in names:
        cells = [before]
        notes = []
        for after in names:
            pair = before, after
            if pair not in table.intervals:
                cells.append("not counted")
                continue
            cells.append(quantity(table.measures[pair], table.intervals[pair]))
            if table.sharpness[pair] is not Sharpness.SHARP:
                notes.append((after, NOT_SETTLED))
        rows.append(_Row(cells, notes))
    return _table(("from \\ to", *names), rows, title, subtitle)


def _reported(what: Evidence | Snapshot | Iterable[Snapshot]) -> Iterator[tuple[str, ReportedFigure]]:
    snapshots = what.snapshots if isinstance(what, Evidence) else (what,) if isinstance(what, Snapshot) else tuple(what)
    for one in snapshots:
        if not isinstance(one, Snapshot):
            raise ModelError(f"{one!r} is no snapshot", mend="give evidence, a snapshot or several")
        yield from ((str(one.as_of), figure) for figure in one.figures)
    if isinstance(what, Evidence):
        yield from (("several dates", figure) for figure in what.figures)


def _level(confidence: Exact) -> str:
    return "" if confidence == 1 else f"at least {format_confidence(confidence)}"


def _of_figure(figure: DerivedFigure) -> Iterator[str]:
    if figure.sharpness is not Sharpness.SHARP:
        yield NOT_SETTLED
    if figure.may_be_undefined:
        yield _MAY_BE_UNDEFINED
    yield from _basis(figure)


def _basis(finding: DerivedFigure | Verdict) -> Iterator[str]:
    yield from (f"Source: {source}" for source in finding.sources)
    yield from (f"{said[:1].upper()}{said[1:]}" for said in map(assumed, finding.assumptions))


def _table(columns: Sequence[str], rows: Sequence[_Row], title: str, subtitle: str | None) -> GT:
    """The table, without a column in which nothing stands."""
    wanted = [
        place for place, name in enumerate(columns) if name != "Confidence" or any(one.cells[place] for one in rows)
    ]
    # Names of columns may repeat or be odd, so they are labels of plain keys.
    keys = {name: f"column{place}" for place, name in enumerate(columns)}
    data = {f"column{place}": [printable(one.cells[place]) for one in rows] for place in wanted}
    # The name is made from what stands in the table, so that the same table is the same text in every run.
    name = identifier(repr((title, subtitle, columns, rows)), longest=0)
    made: Any = GT(DataFrame(data, dtype=object), id=name)
    made = made.opt_css(f"#{name} :is(td, th) {{ overflow-wrap: anywhere; min-width: 6.5em; }}")
    made = made.tab_header(title=printable(title), subtitle=subtitle and printable(subtitle))
    made = made.cols_label({f"column{place}": printable(columns[place]) for place in wanted})
    made = made.cols_align("left")
    for place, row in enumerate(rows):
        for column, note in dict.fromkeys(row.notes):
            made = made.tab_footnote(printable(note), loc.body(columns=keys[column], rows=[place]), placement="right")
    return made
