"""What the tables of a Data Package hold: from evidence, answers and verdicts to rows, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs

from docketstats.adapters.datapackage.columns import TABLES, Cells, read_interval, write_interval
from docketstats.errors import DocketStatsError, DocumentError, UnknownName
from docketstats.findings.derived import DerivedFigure, Sharpness
from docketstats.findings.verdict import Outcome, Verdict
from docketstats.model.figure import Assumption
from docketstats.model.population import Relation
from docketstats.model.source import Source
from docketstats.notation.assembling import SnapshotRow, assembled, snapshot_rows
from docketstats.notation.document import Document
from docketstats.notation.expressions import parse_relation, parse_said
from docketstats.notation.printing import print_said
from docketstats.notation.rows import AnswerRow, FigureRow, VerdictRow, answer_row, figure_rows, keys_of, verdict_row

Tables = Mapping[str, Sequence[Cells]]


@attrs.frozen
class Content:
    """What was read."""

    document: Document
    answers: tuple[AnswerRow, ...]
    verdicts: tuple[VerdictRow, ...]


def content(
    known: Document,
    answers: Iterable[DerivedFigure] | Mapping[str, DerivedFigure],
    verdicts: Iterable[Verdict],
    problems: list[str],
) -> Tables:
    """The rows of each table; what cannot be written is added to the problems."""
    called = answers.items() if isinstance(answers, Mapping) else (("", one) for one in answers)
    keys = keys_of(known)
    rows: dict[str, list[Cells]] = {name: [] for name in TABLES}
    rows["sources"] = [
        {"source": key, **attrs.asdict(one, recurse=False), "published": str(one.published or "")}
        for key, one in known.sources
    ]
    rows["snapshots"] = [{**attrs.asdict(one), "snapshot": one.number} for one in snapshot_rows(known.evidence)]
    try:
        rows["figures"] = [_figure_cells(one) for one in figure_rows(known)]
        rows["statements"] = [
            {"statement": number, **cells} for number, cells in enumerate(_statements(known, keys), 1)
        ]
        told = [verdict_row(one, keys) for one in verdicts]
        names: dict[AnswerRow, list[str]] = {}
        for name, figure in called:
            names.setdefault(answer_row(figure, keys), []).append(str(name))
        for verdict in told:
            names.setdefault(verdict.answer, [])
    except DocketStatsError as error:
        problems.append(str(error))
        return rows
    numbers = {one: number for number, one in enumerate(names, 1)}
    for one, number in numbers.items():
        rows["answers"].append(_answer_cells(one, number, "; ".join(filter(None, names[one]))))
        rows["answer_sources"] += [{"answer": number, "source": key} for key in one.sources]
    for number, verdict in enumerate(told, 1):
        rows["verdicts"].append(_verdict_cells(verdict, number, numbers[verdict.answer]))
        rows["verdict_sources"] += [{"verdict": number, "source": key} for key in verdict.sources]
    return rows


def _figure_cells(one: FigureRow) -> Cells:
    cells = attrs.asdict(one, recurse=False) | write_interval(one.interval)
    return {**cells, "figure": one.number, "unit": one.unit or "1"}


def _answer_cells(one: AnswerRow, number: int, name: str) -> Cells:
    cells = attrs.asdict(one, recurse=False) | write_interval(one.interval)
    given = {"answer": number, "name": name, "unit": one.unit or "1", "sharpness": one.sharpness.value}
    return {**cells, **given, "undefined": one.is_undefined}


def _verdict_cells(one: VerdictRow, number: int, answer: int) -> Cells:
    outcomes = {
        "outcome": one.outcome.value,
        "weakest_outcome": one.weakest_outcome.value,
        "strongest_outcome": one.strongest_outcome.value,
    }
    allowed = write_interval(one.answer.interval, "allowed_")
    readings = allowed | write_interval(one.weakest, "weakest_") | write_interval(one.strongest, "strongest_")
    return {**attrs.asdict(one, recurse=False), **outcomes, **readings, "verdict": number, "answer": answer}


def _statements(known: Document, keys: Mapping[Source, str]) -> Iterable[Cells]:
    said = [("relation", one, "") for one in known.evidence.relations]
    assumed = [("assumption", one.that, one.because) for one in known.evidence.assumptions]
    for kind, that, because in (*said, *assumed):
        cells = {"kind": kind, "docket": "", "source": "", "reason": "", "because": because}
        names = known.names
        if isinstance(that, Relation):
            names = names.on(that.parts[0].docket.name)
            cells |= {"docket": that.parts[0].docket.name, "reason": that.because}
            cells |= {"source": keys[that.source] if that.source else ""}
        yield {**cells, "that": print_said(that, names)}


# -- and back ---------------------------------------------------------------------------------------------------------


def read_content(known: Document, tables: Tables, problems: list[str]) -> Content:
    """What the tables hold; what is wrong is added to the problems."""
    sources: dict[str, Source] = {}
    for row in tables["sources"]:
        given = {key: value for key, value in row.items() if key != "source"}
        try:
            sources[row["source"]] = Source(**given | {"published": given["published"] or None})
        except DocketStatsError as error:
            problems.append(f"source {row['source']}: {error}")
    known = attrs.evolve(known, sources=tuple(sources.items()))
    figures = [one for row in tables["figures"] if (one := _figure_row(row, problems))]
    snapshots = [
        SnapshotRow(**{key: value for key, value in row.items() if key != "snapshot"}, number=row["snapshot"])
        for row in tables["snapshots"]
    ]
    said: dict[str, list[Any]] = {"relation": [], "assumption": []}
    for row in tables["statements"]:
        try:
            said[row["kind"]].append(_statement(row, known, sources))
        except DocketStatsError as error:
            problems.append(f"statement {row['statement']}: {error}")
    rest = {"relations": said["relation"], "assumptions": said["assumption"]}
    known = assembled(known, figures, snapshots, problems, **rest)
    answers = _answers(tables, sources, problems)
    verdicts = _verdicts(tables, sources, answers, problems)
    return Content(known, tuple(answers.values()), tuple(verdicts))


def _figure_row(row: Cells, problems: list[str]) -> FigureRow | None:
    try:
        names = [field.name for field in attrs.fields(FigureRow)]
        given = {name: row[name] for name in names if name in row}
        unit = "" if row["unit"] == "1" else row["unit"]
        return FigureRow(**given | {"number": row["figure"], "unit": unit, "interval": read_interval(row)})
    except DocketStatsError as error:
        problems.append(f"figure {row['figure']}: {error}")
        return None


def _statement(row: Cells, known: Document, sources: Mapping[str, Source]) -> Relation | Assumption:
    names = known.names.on(row["docket"] or None)
    that = parse_relation(row["that"], names) if row["kind"] == "relation" else parse_said(row["that"], names)
    if isinstance(that, Relation):
        if row["source"] and row["source"] not in sources:
            raise UnknownName(f"there is no source {row['source']!r}")
        that = attrs.evolve(that, source=sources.get(row["source"]), because=row["reason"])
        if row["kind"] == "relation":
            return that
    return Assumption(that, because=row["because"])


def _answers(tables: Tables, sources: Mapping[str, Source], problems: list[str]) -> dict[int, AnswerRow]:
    cited = _cited(tables["answer_sources"], "answer", sources, problems)
    found = {}
    for row in tables["answers"]:
        try:
            found[row["answer"]] = AnswerRow(
                **{name: row[name] for name in _names(AnswerRow) if name in row}
                | {
                    "unit": "" if row["unit"] == "1" else row["unit"],
                    "interval": read_interval(row),
                    "sharpness": Sharpness(row["sharpness"]),
                    "sources": cited.get(row["answer"], ()),
                }
            )
        except DocketStatsError as error:
            problems.append(f"answer {row['answer']}: {error}")
    return found


def _verdicts(
    tables: Tables, sources: Mapping[str, Source], answers: Mapping[int, AnswerRow], problems: list[str]
) -> Iterable[VerdictRow]:
    cited = _cited(tables["verdict_sources"], "verdict", sources, problems)
    for row in tables["verdicts"]:
        if row["answer"] not in answers:
            problems.append(f"verdict {row['verdict']}: there is no answer {row['answer']}")
            continue
        try:
            known = all(one in row for one in TABLES["verdicts"].later)
            if known and read_interval(row, "allowed_") != answers[row["answer"]].interval:
                raise DocumentError(f"what the facts allow is not what answer {row['answer']} says: mend both")
            yield VerdictRow(
                **{name: row[name] for name in _names(VerdictRow) if name in row}
                | {name: Outcome(row[name]) for name in ("outcome", "weakest_outcome", "strongest_outcome")}
                | {name: read_interval(row, f"{name}_") for name in ("weakest", "strongest")}
                | {"answer": answers[row["answer"]], "sources": cited.get(row["verdict"], ())}
            )
        except DocketStatsError as error:
            problems.append(f"verdict {row['verdict']}: {error}")


def _names(kind: type[attrs.AttrsInstance]) -> list[str]:
    return [field.name for field in attrs.fields(kind)]


def _cited(
    rows: Sequence[Cells], column: str, sources: Mapping[str, Source], problems: list[str]
) -> dict[int, tuple[str, ...]]:
    """The keys of the sources of each number, in their order."""
    found: dict[int, tuple[str, ...]] = {}
    for row in rows:
        if row["source"] not in sources:
            problems.append(f"{column} {row[column]}: there is no source {row['source']!r}")
        found[row[column]] = (*found.get(row[column], ()), row["source"])
    return found
