"""From evidence and answers to SDMX messages and files."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from decimal import Context, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs

from docketstats.adapters.sdmx.structure import (
    ANSWERS,
    FIGURES,
    NOWHERE,
    observations,
    structures,
    write_csv,
    write_xml,
)
from docketstats.errors import DocketStatsError, DocumentError
from docketstats.evidence import Evidence
from docketstats.findings.derived import DerivedFigure
from docketstats.notation.assembling import measure_of, snapshot_rows
from docketstats.notation.document import document
from docketstats.notation.intervals import write_number
from docketstats.notation.rows import AnswerRow, FigureRow, answer_row, figure_rows, keys_of, optional_number
from docketstats.values.cells import identifier, write_cell, write_list
from docketstats.values.interval import Exact, Interval
from docketstats.values.period import Period, PeriodKind

FILES = ("structure.xml", "figures.csv", "answers.csv")
_WITHHELD = re.compile(
    r"\*+|\(?[DSX]\)?|< ?\d[\d,]*|.*\b(?:suppressed|withheld|redacted)\b.*", re.IGNORECASE | re.DOTALL
)
_DIGITS = Context(prec=15)

Observation = tuple[dict[str, str], str, dict[str, str]]


@attrs.frozen(eq=False)
class Publication:
    """Evidence and answers as objects of ``sdmx1``. Made by `publication`.

    Attributes:
        structure: The ``StructureMessage``.
        figures: The ``DataSet`` of the reported figures.
        answers: The ``DataSet`` of the answers.

    >>> import docketstats as ds
    >>> from docketstats.adapters.sdmx import publication
    >>> court = ds.Docket("court", unit="case")
    >>> snapshot = court.snapshot("2024", figures=[ds.reported(court.everyone, 100, source=ds.Source("Annual report"))])
    >>> evidence = ds.Evidence(snapshot)
    >>> found = publication(evidence, answers=[evidence.bound(court.population("old"))])
    >>> len(found.figures.obs), len(found.answers.obs)
    (1, 1)
    """

    structure: Any
    figures: Any = attrs.field(kw_only=True)
    answers: Any = attrs.field(kw_only=True)


def publication(
    evidence: Evidence,
    *,
    answers: Iterable[DerivedFigure] = (),
    undated: str | datetime.date | Period | None = None,
    prepared: datetime.datetime | None = None,
) -> Publication:
    """Evidence, and answers on it, as objects of ``sdmx1``.

    Args:
        evidence: The evidence.
        answers: Answers on the evidence.
        undated: The period under which what is undated is filed.
        prepared: The time that the message says it was prepared at; now unless given.

    Raises:
        DocumentError: If something has no place in SDMX; ``problems`` lists everything.

    >>> import docketstats as ds
    >>> court = ds.Docket("court", unit="case")
    >>> snapshot = court.snapshot("2024", figures=[ds.reported(court.everyone, 100, source=ds.Source("Annual report"))])
    >>> found = publication(ds.Evidence(snapshot))
    >>> [one.value for one in found.figures.obs]
    ['100']
    """
    filed = None if undated is None else Period.read(undated)
    if filed and filed.kind is PeriodKind.UNDATED:
        raise DocumentError("what is undated is filed under a period, not under another undated one")
    known = document(evidence)
    keys = keys_of(known)
    rows = figure_rows(known)
    asked = [answer_row(one, keys) for one in answers]
    problems: list[str] = []
    same = {one.number: one.same_instant_as for one in snapshot_rows(evidence)}
    said, told = [], []
    for row in rows:
        dates = [Period.read(row.as_of)] if row.as_of else measure_of(row.measure, known.names).dates
        try:
            said.append(_figure(row, _time(dates, filed), same.get(row.snapshot or 0, "")))
        except DocketStatsError as error:
            problems.append(f"figure {row.number} ({row.measure}): {error}")
    for number, one in enumerate(asked, 1):
        try:
            told.append(_answer(one, number, _time(map(Period.spelled, one.dates), filed)))
        except DocketStatsError as error:
            problems.append(f"answer {number} ({one.measure}): {error}")
    if problems:
        raise DocumentError("not all of this has a place in SDMX", problems=problems)
    measures = [*(row.measure for row in rows), *(one.measure for one in asked)]
    message = structures(known, keys, measures, prepared or datetime.datetime.now(datetime.UTC))
    flows = message.dataflow
    return Publication(
        message, figures=observations(flows[FIGURES.id], said), answers=observations(flows[ANSWERS.id], told)
    )


def save(
    folder: str | Path,
    evidence: Evidence,
    *,
    answers: Iterable[DerivedFigure] = (),
    undated: str | datetime.date | Period | None = None,
    prepared: datetime.datetime | None = None,
) -> None:
    """Write evidence, and answers on it, as ``structure.xml``, ``figures.csv`` and ``answers.csv`` in a folder.

    Args:
        folder: The folder; it is made if need be.
        evidence: The evidence.
        answers: Answers on the evidence.
        undated: The period under which what is undated is filed.
        prepared: The time that the message says it was prepared at; now unless given.

    Raises:
        DocumentError: If something has no place in SDMX, with all ``problems``; or if a file cannot be written.

    >>> import os
    >>> import tempfile
    >>> import docketstats as ds
    >>> court = ds.Docket("court", unit="case")
    >>> snapshot = court.snapshot("2024", figures=[ds.reported(court.everyone, 100, source=ds.Source("Annual report"))])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save(folder, ds.Evidence(snapshot))
    ...     print(*sorted(os.listdir(folder)))
    answers.csv figures.csv structure.xml
    """
    made = publication(evidence, answers=answers, undated=undated, prepared=prepared)
    texts = (write_xml(made.structure), write_csv(made.figures).encode(), write_csv(made.answers).encode())
    folder = Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in zip(FILES, texts, strict=True):
            (folder / name).write_bytes(data)
    except OSError as error:
        raise DocumentError(f"it cannot be written: {error.strerror or error}", where=str(folder)) from None


def _figure(row: FigureRow, time: str, same: str) -> Observation:
    number = _printed(row)
    value = "" if number is None else _decimal(number)
    withheld = row.form == "words" and _WITHHELD.fullmatch(row.value.strip())
    dimensions = {
        "DOCKET": identifier(row.docket) if row.docket else NOWHERE,
        "MEASURE": identifier(row.measure),
        "SOURCE": row.source,
        "NUMBER": str(row.number),
        "TIME_PERIOD": time,
    }
    attributes = {
        "OBS_STATUS": "A" if value else "Q" if withheld else "O",
        **_about(row.unit, row.kind, row.interval),
        "CONFIDENCE": optional_number(row.confidence),
        "WORDING": write_cell(row.value),
        "FORM": row.form,
        "RULE": write_cell(row.rule),
        "READING": row.reading,
        "ROUNDED_TO": optional_number(row.rounded_to),
        "TOLERANCE": optional_number(row.tolerance),
        "EXACT": _truth(row.exact),
        "IF_ANY": _truth(row.if_any),
        "DEFINITION": write_cell(row.definition),
        "AS_OF": write_cell(row.as_of),
        "SNAPSHOT": "" if row.snapshot is None else str(row.snapshot),
        "SAME_INSTANT_AS": write_cell(same),
        "REVISES": "" if row.revises is None else str(row.revises),
        "REVISED": _truth(row.revised),
    }
    return dimensions, value, attributes


def _answer(row: AnswerRow, number: int, time: str) -> Observation:
    point = row.interval.lower if row.interval.is_point else None
    value = _decimal(point) if point is not None and not isinstance(point, float) else ""
    dimensions = {"MEASURE": identifier(row.measure), "NUMBER": str(number), "TIME_PERIOD": time}
    attributes = {
        "OBS_STATUS": "M" if row.is_undefined else "E" if value else "O",
        **_about(row.unit, row.kind, row.interval),
        "CONFIDENCE": "" if row.confidence == 1 else write_number(row.confidence),
        "SHARPNESS": row.sharpness.value,
        "MAY_BE_UNDEFINED": _truth(row.may_be_undefined),
        "DOCKETS": write_list(row.dockets),
        "DATES": write_list(row.dates),
        "SOURCES": write_list(row.sources),
        "ASSUMPTIONS": write_list(row.assumptions),
        "NOTES": write_list(row.notes),
    }
    return dimensions, value, attributes


def _about(unit: str, kind: str, interval: Interval) -> dict[str, str]:
    empty = interval.is_empty
    return {
        "UNIT_MEASURE": unit or "1",
        "KIND": kind,
        "LOWER": "" if empty else write_number(interval.lower),
        "UPPER": "" if empty else write_number(interval.upper),
        "LOWER_OPEN": "" if empty else _truth(interval.lower_open),
        "UPPER_OPEN": "" if empty else _truth(interval.upper_open),
    }


def _printed(row: FigureRow) -> Exact | None:
    """The single number that a source printed, even if it is a rounded one."""
    if row.form in ("whole", "decimal", "fraction"):
        return Fraction(row.value)
    end = row.interval.lower
    return None if not row.interval.is_point or isinstance(end, float) else end


def _decimal(number: Exact) -> str:
    """A number as a decimal of at most 15 digits; a whole number in full."""
    exact = Fraction(number)
    if exact.denominator == 1:
        return str(exact.numerator)
    return f"{_DIGITS.divide(Decimal(exact.numerator), Decimal(exact.denominator)):f}"


def _truth(value: bool) -> str:
    return "true" if value else "false"


def _time(dates: Iterable[Period], filed: Period | None) -> str:
    """A time of SDMX: that of one date, or the range from the first of several to the last.

    Raises:
        DocumentError: If there is no date, or one that is undated and is not filed under a period.
    """
    instants = {one for date in dates for one in date.instants} or {Period.read("undated")}
    undated = sorted(str(one) for one in instants if one.start is None)
    if undated and filed is None:
        raise DocumentError(f"{undated[0]!r} is no time of SDMX; say with undated= under which period to file it")
    periods = [filed if one.start is None else one for one in instants]
    starts = [one.start for one in periods if one and one.start]
    ends = [one.end for one in periods if one and one.end]
    if len(set(periods)) > 1:
        return f"{min(starts)}/P{(max(ends) - min(starts)).days}D"
    (only,) = set(periods)
    if only is not None and only.kind is PeriodKind.FISCAL_YEAR:
        return f"{only.start}/P1Y"
    return only.label if only else ""
