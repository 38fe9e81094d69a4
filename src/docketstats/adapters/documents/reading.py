"""From the shape of a document to its meaning. Every problem is collected; the document is refused with all of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

import attrs

from docketstats.adapters.documents.converter import Failed, Problem, problems_of, structure
from docketstats.adapters.documents.outline import outline
from docketstats.adapters.documents.shapes import (
    AssumptionShape,
    ClaimShape,
    DocketShape,
    DocumentShape,
    FigureShape,
    RelationShape,
    SaidShape,
    SnapshotShape,
    ValueShape,
    classification,
    document_converter,
)
from docketstats.errors import DocketStatsError, DocumentError, UnitError, WordingError
from docketstats.evidence import Evidence
from docketstats.model.figure import Assumption, Claim, ReportedFigure, Value, as_measure, as_statement, reported
from docketstats.model.measure import Statement
from docketstats.model.population import Docket, Relation
from docketstats.model.snapshot import Snapshot
from docketstats.model.source import Source
from docketstats.model.vintages import told_early
from docketstats.notation.document import Document
from docketstats.notation.expressions import parse_said, parse_what
from docketstats.notation.intervals import read_interval
from docketstats.notation.names import Namespace, suggest
from docketstats.values.interval import Interval
from docketstats.values.period import Period
from docketstats.values.quantity import Quantity

SCHEMA = 1
"""The version of the document format that this library reads and writes."""

_T = TypeVar("_T")
_Error = TypeVar("_Error", bound=DocketStatsError)
_TRUTHS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def read_document(data: dict[str, Any], folder: Path | None) -> tuple[Document | None, list[Problem]]:
    """The document that plain data describe, or None, and the problems found.

    Args:
        data: The data, as a TOML or JSON reader gives them, with exact numbers.
        folder: The folder that CSV files are in.
    """
    version = data.get("docketstats")
    if type(version) is not int or version != SCHEMA:
        found = f"says docketstats = {version!r}" if isinstance(version, int | str) else "does not say its version"
        return None, [("docketstats", f"this document {found}; this library reads docketstats = {SCHEMA}")]
    shape, problems = outline(data)
    reader = _Reader(folder, problems)
    if any(path.partition(".")[0].partition("[")[0] in ("docket", "dockets", "sources") for path, _ in problems):
        # Names would be missing everywhere; what has a wrong shape can still be told.
        reader.shapes_only(shape)
        return None, reader.problems
    document = reader.document(shape)
    return (None, reader.problems) if reader.problems else (document, [])


class _Reader:
    """Reads the parts of one document and collects what is wrong with them."""

    def __init__(self, folder: Path | None, problems: list[Problem]) -> None:
        self.folder = folder
        self.problems = problems
        self.sources: dict[str, Source] = {}
        self.names = Namespace(())

    def attempt(self, path: str, make: Callable[[], _T]) -> _T | None:
        """What ``make`` gives, or None after noting its error."""
        try:
            return make()
        except (DocketStatsError, TypeError) as error:
            self.problems.append((path, str(error)))
            return None

    def readable(self, shapes: tuple[_T, ...], path: str) -> list[tuple[_T, str]]:
        """The elements of a list that could be read, each with its path; the others' problems are noted."""
        found = []
        for number, one in enumerate(shapes):
            where = f"{path}[{number}]"
            if isinstance(one, Failed):
                self.problems += problems_of(one.error, where)
            else:
                found.append((one, where))
        return found

    def shapes_only(self, shape: DocumentShape) -> None:
        """Note the problems in the shapes of all lists."""
        for one, path in self.readable(shape.snapshots, "snapshots"):
            self.readable(one.figures, f"{path}.figures")
        for name in ("figures", "relations", "assumptions", "claims"):
            self.readable(getattr(shape, name), name)

    def document(self, shape: DocumentShape) -> Document | None:
        self._dockets(shape)
        if len(self.names.dockets) < max(1, len(shape.dockets) + (shape.docket is not None)):
            # Whatever names the docket would be told to be wrong as well.
            self.shapes_only(shape)
            return None
        for key, source in shape.sources.items():
            if source.title:
                self.sources[key] = Source(**attrs.asdict(source, recurse=False))
            else:
                self.problems.append((f"sources.{key}.title", "a source needs a title"))
        snapshots = [self.snapshot(one, path) for one, path in self.readable(shape.snapshots, "snapshots")]
        figures = [self.figure(one, path, one.docket) for one, path in self.readable(shape.figures, "figures")]
        relations = [self.relation(one, path) for one, path in self.readable(shape.relations, "relations")]
        assumptions = [self.assumption(one, path) for one, path in self.readable(shape.assumptions, "assumptions")]
        claims = [self.claim(one, path) for one, path in self.readable(shape.claims, "claims")]
        if self.problems:
            return None
        evidence = self.attempt(
            "",
            lambda: Evidence(
                *(one for one in snapshots if one is not None),
                figures=[one for one in figures if one is not None],
                relations=[one for one in relations if one is not None],
                assumptions=[one for one in assumptions if one is not None],
            ),
        )
        if evidence is None:
            return None
        return Document(
            evidence,
            tuple(claim for claim in claims if claim is not None),
            title=shape.title,
            dockets=self.names.dockets,
            populations=self.names.populations,
            sources=tuple(self.sources.items()),
        )

    # -- dockets ----------------------------------------------------------------------------------------------------

    def _dockets(self, shape: DocumentShape) -> None:
        shapes = [(shape.docket, "docket")] if shape.docket else []
        shapes += [(one, f"dockets[{i}]") for i, one in enumerate(shape.dockets)]
        if not shapes:
            self.problems.append(("docket", "it is missing: say which docket the figures are of"))
        dockets: list[Docket] = []
        populations: list[tuple[str, str, str]] = []
        for one, path in shapes:
            docket = self.attempt(path, lambda one=one: self._docket(one))  # type: ignore[misc]
            if docket is None:
                continue
            if docket.name in [other.name for other in dockets]:
                self.problems.append((f"{path}.name", f"two dockets are named {docket.name!r}"))
                continue
            dockets.append(docket)
            for name, description in one.populations.items():
                made = self.attempt(
                    f"{path}.populations.{name}",
                    lambda docket=docket, name=name, text=description: docket.population(name, text).docket,  # type: ignore[misc]
                )
                if made:
                    populations.append((docket.name, name, description))
        self.names = Namespace(tuple(dockets), tuple(populations))

    def _docket(self, shape: DocketShape) -> Docket:
        return Docket(shape.name, unit=shape.unit, classifications=tuple(map(classification, shape.classifications)))

    def _on(self, docket: str | None, path: str) -> Namespace | None:
        return self.attempt(f"{path}.docket", lambda: self.names.on(docket))

    def source(self, key: str | None, path: str) -> Source | None:
        """The source that a key names; None if there is no key, or after noting that nothing has it."""
        if key is not None and key not in self.sources:
            self.problems.append((path, f"there is no source {key!r} ({suggest(key, self.sources, 'sources')})"))
            return None
        return None if key is None else self.sources[key]

    # -- figures ----------------------------------------------------------------------------------------------------

    def snapshot(self, shape: SnapshotShape, path: str) -> Snapshot | None:
        names = self._on(shape.docket, path)
        if names is None:
            return None
        if names.default is None:
            self.problems.append((f"{path}.docket", "it is missing: the document has several dockets"))
            return None
        (docket,) = (one for one in names.dockets if one.name == names.default)
        figures = [
            self.figure(one, where, docket.name, shape.source, shape.as_of)
            for one, where in self.readable(shape.figures, f"{path}.figures")
        ]
        if shape.csv is not None:
            figures += self._csv(shape, docket, f"{path}.csv")
        kept = [one for one in figures if one is not None]
        return self.attempt(path, lambda: docket.snapshot(shape.as_of, kept, same_instant_as=shape.same_instant_as))

    def figure(
        self,
        shape: FigureShape,
        path: str,
        docket: str | None,
        default_source: str | None = None,
        as_of: Period | None = None,
    ) -> ReportedFigure | None:
        names = self._on(docket, path)
        key = shape.source if shape.source is not None else default_source
        source = self.source(key, f"{path}.source")
        if key is None:
            self.problems.append((f"{path}.source", f"it is missing ({suggest('', self.sources, 'sources')})"))
        what = None if names is None else self.attempt(f"{path}.of", lambda: as_measure(parse_what(shape.of, names)))
        value = self.attempt(f"{path}.is", lambda: _value(shape.is_))
        revises = self.figure(shape.revises, f"{path}.revises", docket, key, as_of) if shape.revises else None
        if what is None or source is None or value is None or (shape.revises and revises is None):
            return None
        given = attrs.asdict(shape, recurse=False, filter=attrs.filters.exclude("docket"))
        for one in ("of", "is_", "source", "revises"):
            del given[one]
        try:
            figure = reported(what, value, source=source, revises=revises, **given)
            if not isinstance(shape.is_, ValueShape):
                _check_count(figure)
            if early := told_early(figure, *([as_of] if as_of else figure.measure.dates)):
                problem = f"{figure.measure!r}: {early} (mend one of the dates; a forecast is an assumption)"
                self.problems.append((f"{path}.source", problem))
            return figure
        except (UnitError, WordingError) as error:
            self.problems.append((f"{path}.is", str(_mended(error, "exact = true"))))
        except DocketStatsError as error:
            self.problems.append((path, str(error)))
        return None

    def _csv(self, shape: SnapshotShape, docket: Docket, path: str) -> list[ReportedFigure | None]:
        """The figures of a CSV file beside the document; its columns are the keys of a figure."""
        assert shape.csv is not None
        if self.folder is None or Path(shape.csv).name != shape.csv:
            why = (
                "names a file in the document's own folder, without a path"
                if self.folder
                else "needs a document in a file"
            )
            self.problems.append((path, f"it {why}"))
            return []
        try:
            text = (self.folder / shape.csv).read_text(encoding="utf-8-sig")
        except (OSError, ValueError) as error:
            self.problems.append((path, f"{shape.csv} cannot be read: {_why(error)}"))
            return []
        figures: list[ReportedFigure | None] = []
        rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        try:
            for row in rows:
                where = f"{path}[line {rows.line_num}]"
                if None in row:
                    self.problems.append((where, "the row has more cells than the header"))
                    continue
                cells: dict[str, Any] = {key: cell.strip() for key, cell in row.items() if cell and cell.strip()}
                if cells:
                    for key in cells.keys() & {"exact", "if_any"}:
                        cells[key] = _TRUTHS.get(cells[key].lower(), cells[key])
                    one, problems = structure(document_converter(), cells, FigureShape, where)
                    self.problems += problems
                    figures.append(one and self.figure(one, where, docket.name, shape.source, shape.as_of))
        except csv.Error as error:
            self.problems.append((f"{path}[line {rows.line_num}]", f"this is no CSV: {error}"))
        else:
            if not figures:
                what = f"{shape.csv} has no figures: its first line names the columns, such as of and is"
                self.problems.append((path, what))
        return figures

    # -- relations, assumptions and claims --------------------------------------------------------------------------

    def relation(self, shape: RelationShape, path: str) -> Relation | None:
        names = self._on(shape.docket, path)
        source = self.source(shape.source, f"{path}.source")
        said = None if names is None else self.attempt(f"{path}.that", lambda: parse_said(shape.that, names))
        if shape.source is None and not shape.because:
            self.problems.append((path, "a relation needs a source or because; without either it is an assumption"))
        if isinstance(said, Statement):
            self.problems.append((f"{path}.that", "this is a statement; write it as a figure or an assumption"))
            return None
        return None if said is None else attrs.evolve(said, source=source, because=shape.because)

    def assumption(self, shape: AssumptionShape, path: str) -> Assumption | None:
        source = self.source(shape.source, f"{path}.source")
        said = self.said(shape, shape.that, path, "that")
        if isinstance(said, Relation):
            said = attrs.evolve(said, source=source, because=shape.reason)
        elif shape.source is not None or shape.reason:
            self.problems.append((path, "only a relation has a source or a reason of its own"))
        if said is None:
            return None
        return self.attempt(path, lambda: Assumption(said, because=shape.because, confidence=shape.confidence))

    def claim(self, shape: ClaimShape, path: str) -> Claim | None:
        said = self.said(shape, shape.says, path, "says")
        if said is None:
            return None
        return self.attempt(path, lambda: Claim(said, text=shape.text, by=shape.by, expected=shape.expected))

    def said(self, shape: SaidShape, text: str | None, path: str, key: str) -> Statement | Relation | None:
        """What a claim or an assumption says, in an expression or in words for a measure."""
        names = self._on(shape.docket, path)
        if text is not None and (shape.of is not None or shape.is_ is not None):
            both = f"it has {key!r} and {'of' if shape.of is not None else 'is'!r}"
            self.problems.append(
                (path, f"{both}: keep {key!r} for a statement such as count(a) >= 5, or 'of' and 'is' for words")
            )
            return None
        if (text is None) == (shape.of is None) or (shape.of is None) != (shape.is_ is None):
            words = f"it needs {key!r} with a statement, or 'of' and 'is' with a measure and words"
            self.problems.append((path, f"""{words}: of = "share(a, among=b)" and is = "most", say"""))
            return None
        if names is None:
            return None
        if text is not None:
            said: Statement | Relation | None = self.attempt(f"{path}.{key}", lambda: parse_said(text, names))
        else:
            said = self._worded(shape, names, path)
        if said is None or (shape.at is None and shape.strongest is None and not shape.rule and shape.shown is None):
            return said
        return self.attempt(path, lambda: _completed(as_statement(said), shape))

    def _worded(self, shape: SaidShape, names: Namespace, path: str) -> Statement | None:
        """A measure in somebody's words, with the weakest and the strongest reading of these."""
        what = self.attempt(f"{path}.of", lambda: as_measure(parse_what(str(shape.of), names)))
        if what is None:
            return None
        given = {"rounded_to": shape.rounded_to, "tolerance": shape.tolerance}

        def worded() -> Statement:
            try:
                return Statement.worded(what, str(shape.is_), **given)
            except WordingError as error:
                if error.mend == "report share(..., among=...)":
                    whole = shape.of if what.kind == "count" and "(" not in str(shape.of) else "b"
                    error.mend = f"""write of = "share(a, among={whole})": the part a of all in {whole}"""
                raise _mended(error, f"an exact number in an expression, such as {what.text} = 2/3") from None

        return self.attempt(f"{path}.is", worded)


def _completed(said: Statement, shape: SaidShape) -> Statement:
    """A statement at the date, and with the readings, that its document gives."""
    if shape.at is not None:
        said = said.at(shape.at)
    changes: dict[str, Any] = {"rule": shape.rule} if shape.rule else {}
    if shape.strongest is not None:
        changes["strongest"] = read_interval(shape.strongest)
    if shape.shown is not None:
        changes["text"] = shape.shown
    return attrs.evolve(said, **changes)


def _mended(error: _Error, exact: str) -> _Error:
    """The error with a mend as a document writes it, where a program would write ``exact=True``."""
    if error.mend:
        error.mend = error.mend.replace("exact=True", exact)
    return error


def _check_count(figure: ReportedFigure) -> None:
    """Refuse a number that no count can be: typed in a document, it is a slip rather than a conflict of sources."""
    possible = figure.interval.intersection(Interval.at_least(0))
    if figure.measure.kind != "count" or not possible.whole().is_empty:
        return
    where = f"{figure.measure!r}, {figure.value}"
    if possible.is_empty:
        raise WordingError("a count is never negative", where=where, mend="a fall is a change(...)")
    mend = "add rounded_to or tolerance if it is rounded; an average over time is no count"
    raise WordingError("a count is whole", where=where, mend=mend)


def _value(value: Any) -> Value:
    if not isinstance(value, ValueShape):
        return value  # type: ignore[no-any-return]
    if (value.fraction is None) == (value.interval is None) or (value.unit is not None and value.interval is None):
        raise DocumentError('such a value is { fraction = "1/3" } or { interval = "[0, 5]", unit = "percent" }')
    if value.fraction is not None:
        try:
            return Fraction(value.fraction)
        except (ValueError, ZeroDivisionError):
            raise DocumentError(f"{value.fraction[:40]!r} is no fraction") from None
    interval = read_interval(str(value.interval))
    return interval if value.unit is None else Quantity(interval, value.unit)


def _why(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8"
    return getattr(error, "strerror", None) or str(error)
