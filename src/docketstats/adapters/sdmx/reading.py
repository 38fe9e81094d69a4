"""From the files of a publication back to evidence and answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import attrs

from docketstats.adapters.sdmx.publication import FILES
from docketstats.adapters.sdmx.structure import ANSWERS, FIGURES, NOWHERE, Flow, read_csv, read_xml
from docketstats.errors import DocketStatsError, DocumentError
from docketstats.evidence import Evidence
from docketstats.findings.derived import Sharpness
from docketstats.model.source import Source
from docketstats.notation.assembling import SnapshotRow, assembled
from docketstats.notation.definitions import read_docket, read_source
from docketstats.notation.document import Document
from docketstats.notation.intervals import read_number
from docketstats.notation.rows import AnswerRow, FigureRow, read_optional
from docketstats.values.cells import read_cell, read_list
from docketstats.values.formatting import printable
from docketstats.values.interval import Interval

LARGEST = 10_000_000
"""Bytes that a file may have to be read."""

_T = TypeVar("_T")
Cells = Mapping[str, str]


@attrs.frozen
class Reading:
    """What was read from SDMX. `load` makes one.

    Attributes:
        evidence: The snapshots and figures.
        answers: The answers, without their proofs.
        sources: The sources, each with its key.

    >>> import tempfile
    >>> import docketstats as ds
    >>> from docketstats.adapters import sdmx
    >>> court = ds.Docket("court", unit="case")
    >>> snapshot = court.snapshot("2024", figures=[ds.reported(court.everyone, 100, source=ds.Source("Annual report"))])
    >>> evidence = ds.Evidence(snapshot)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     sdmx.save(folder, evidence, answers=[evidence.bound(court.population("old"))])
    ...     reading = sdmx.load(folder)
    >>> [answer.interval for answer in reading.answers], [key for key, _ in reading.sources]
    ([Interval(0, 100)], ['annual_report'])
    """

    evidence: Evidence
    answers: tuple[AnswerRow, ...] = attrs.field(kw_only=True)
    sources: tuple[tuple[str, Source], ...] = attrs.field(kw_only=True)


def load(folder: str | Path) -> Reading:
    """Read what `save` wrote to a folder. Snapshots and figures are equal to what was written.

    Raises:
        DocumentError: If it cannot be read; ``problems`` lists everything that is wrong, each with its place.

    >>> import tempfile
    >>> import docketstats as ds
    >>> from docketstats.adapters import sdmx
    >>> court = ds.Docket("court", unit="case")
    >>> snapshot = court.snapshot("2024", figures=[ds.reported(court.everyone, 100, source=ds.Source("Annual report"))])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     sdmx.save(folder, ds.Evidence(snapshot))
    ...     reading = sdmx.load(folder)
    >>> reading.evidence.snapshots == (snapshot,)
    True
    """
    folder = Path(folder)
    message = _parsed(folder / FILES[0], read_xml)
    figures = _rows(folder / FILES[1], message, FIGURES)
    answers = _rows(folder / FILES[2], message, ANSWERS)
    known, codes = _known(message, str(folder))
    problems: list[str] = []
    rows = _each(figures, "figures.csv", lambda cells: _figure(cells, codes), problems)
    snapshots = {row.snapshot: _snapshot(row, cells) for row, cells in rows if row.snapshot is not None}
    read = _each(answers, "answers.csv", lambda cells: _answer(cells, codes), problems)
    ordered = [snapshots[number] for number in sorted(snapshots)]
    known = assembled(known, [row for row, _ in rows], ordered, problems)
    if problems:
        raise DocumentError("the figures and answers cannot be read", where=str(folder), problems=problems)
    return Reading(known.evidence, answers=tuple(row for row, _ in read), sources=known.sources)


def _parsed(path: Path, parse: Callable[[bytes], _T]) -> _T:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise DocumentError(f"it cannot be read: {error.strerror or error}", where=str(path)) from None
    if len(data) > LARGEST:
        raise DocumentError(f"it has more than {LARGEST:,} bytes", where=str(path))
    try:
        return parse(data)
    except DocumentError as error:
        raise DocumentError(error.what, where=str(path)) from None
    except Exception as error:  # the library's readers raise whatever their parsers raise, and assertions
        why = printable(str(error)[:200] or type(error).__name__)
        raise DocumentError(f"sdmx1 cannot read it: {why}", where=str(path)) from error


def _rows(path: Path, message: Any, flow: Flow) -> list[dict[str, str]]:
    if flow.id not in getattr(message, "dataflow", {}):
        raise DocumentError(f"structure.xml has no dataflow {flow.id}", where=str(path.parent))
    made = message.dataflow[flow.id]
    known = {one.id for one in (*made.structure.dimensions.components, *made.structure.attributes.components)}
    if missing := sorted({*flow.dimensions, *flow.attributes, "TIME_PERIOD"} - known):
        raise DocumentError(f"structure.xml: {flow.id} has no {', '.join(missing)}", where=str(path.parent))
    return _parsed(path, lambda data: read_csv(data, made))


def _known(message: Any, where: str) -> tuple[Document, dict[str, dict[str, str]]]:
    """The dockets and sources of the code lists, and what each code stands for."""
    problems: list[str] = []
    dockets, populations, sources = [], [], {}
    codes: dict[str, dict[str, str]] = {"DOCKET": {NOWHERE: ""}, "MEASURE": {}, "SOURCE": {}}
    for column, name in (("DOCKET", "CL_DOCKET"), ("MEASURE", "CL_DOCKET_MEASURE"), ("SOURCE", "CL_SOURCE")):
        if name not in message.codelist:
            raise DocumentError(f"structure.xml has no code list {name}", where=where)
        for code in message.codelist[name]:
            try:
                given = [str(one.text) for one in code.annotations if one.id == "definition"]
                if column == "DOCKET" and given:
                    docket, sets = read_docket(_json(given[0]))
                    dockets.append(docket)
                    populations += [(docket.name, each, text) for each, text in sets.items()]
                    codes[column][code.id] = docket.name
                elif column == "SOURCE" and given:
                    sources[code.id] = read_source(_json(given[0]))
                    codes[column][code.id] = code.id
                elif column == "MEASURE":
                    codes[column][code.id] = read_cell(str(code.name))
            except DocketStatsError as error:
                problems.append(f"{name}, code {code.id}: {error}")
    if problems:
        raise DocumentError("structure.xml cannot be read", where=where, problems=problems)
    made = Document(Evidence(), dockets=tuple(dockets), populations=tuple(populations), sources=tuple(sources.items()))
    return made, codes


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise DocumentError("its definition is no JSON") from None


def _each(
    rows: list[dict[str, str]], name: str, read: Callable[[Cells], _T], problems: list[str]
) -> list[tuple[_T, Cells]]:
    found: list[tuple[_T, Cells]] = []
    for number, cells in enumerate(rows, 1):
        try:
            found.append((read(cells), cells))
        except (DocketStatsError, ValueError) as error:
            problems.append(f"{name}, row {number}: {error}")
    return found


def _figure(cells: Cells, codes: Mapping[str, Mapping[str, str]]) -> FigureRow:
    return FigureRow(
        number=_whole(cells["NUMBER"]) or 0,
        snapshot=_whole(cells["SNAPSHOT"]),
        docket=_coded(cells, "DOCKET", codes),
        as_of=read_cell(cells["AS_OF"]),
        measure=_coded(cells, "MEASURE", codes),
        kind=cells["KIND"],
        unit="" if cells["UNIT_MEASURE"] == "1" else cells["UNIT_MEASURE"],
        value=read_cell(cells["WORDING"]),
        form=cells["FORM"],
        interval=_interval(cells),
        rule=read_cell(cells["RULE"]),
        source=_coded(cells, "SOURCE", codes),
        reading=cells["READING"],
        rounded_to=read_optional(cells["ROUNDED_TO"]),
        tolerance=read_optional(cells["TOLERANCE"]),
        exact=_truth(cells["EXACT"]),
        if_any=_truth(cells["IF_ANY"]),
        confidence=read_optional(cells["CONFIDENCE"]),
        definition=read_cell(cells["DEFINITION"]),
        revises=_whole(cells["REVISES"]),
        revised=_truth(cells["REVISED"]),
    )


def _snapshot(row: FigureRow, cells: Cells) -> SnapshotRow:
    same = read_cell(cells["SAME_INSTANT_AS"])
    return SnapshotRow(number=row.snapshot or 0, docket=row.docket, as_of=row.as_of, same_instant_as=same)


def _answer(cells: Cells, codes: Mapping[str, Mapping[str, str]]) -> AnswerRow:
    return AnswerRow(
        measure=_coded(cells, "MEASURE", codes),
        dockets=read_list(cells["DOCKETS"]),
        dates=read_list(cells["DATES"]),
        kind=cells["KIND"],
        unit="" if cells["UNIT_MEASURE"] == "1" else cells["UNIT_MEASURE"],
        interval=_interval(cells),
        sharpness=Sharpness(cells["SHARPNESS"]),
        may_be_undefined=_truth(cells["MAY_BE_UNDEFINED"]),
        confidence=read_optional(cells["CONFIDENCE"]) or 1,
        sources=read_list(cells["SOURCES"]),
        assumptions=read_list(cells["ASSUMPTIONS"]),
        notes=read_list(cells["NOTES"]),
    )


def _interval(cells: Cells) -> Interval:
    if not cells["LOWER"] and not cells["UPPER"]:
        return Interval.empty()
    lower, upper = read_number(cells["LOWER"]), read_number(cells["UPPER"])
    return Interval(lower, upper, lower_open=_truth(cells["LOWER_OPEN"]), upper_open=_truth(cells["UPPER_OPEN"]))


def _coded(cells: Cells, column: str, codes: Mapping[str, Mapping[str, str]]) -> str:
    if cells[column] not in codes[column]:
        raise DocumentError(f"{column}: there is no code {cells[column]!r}")
    return codes[column][cells[column]]


def _whole(text: str) -> int | None:
    if text and (len(text) > 9 or not text.isascii() or not text.isdigit()):
        raise DocumentError(f"{text[:40]!r} is no whole number")
    return int(text) if text else None


def _truth(text: str) -> bool:
    if text not in ("true", "false"):
        raise DocumentError(f"{text[:40]!r} is neither true nor false")
    return text == "true"
