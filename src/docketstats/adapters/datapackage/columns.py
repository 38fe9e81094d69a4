"""The tables of a Data Package: which columns they have, and how their cells are written and read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import attrs

from docketstats.errors import DocumentError
from docketstats.findings.derived import Sharpness
from docketstats.findings.verdict import Outcome
from docketstats.notation.intervals import read_number, write_number
from docketstats.notation.rows import optional_number, read_optional
from docketstats.values.cells import read_cell, read_list, write_cell, write_ends, write_list
from docketstats.values.interval import Interval

Cells = Mapping[str, Any]
"""The values of a row by the names of their columns."""

_EXACT = r"-?(\d+(/\d+)?|inf)"


@attrs.frozen
class _Kind:
    """A kind of cell: its type in the schema, and how it is written and read."""

    schema: Mapping[str, Any]
    write: Callable[[Any], str]
    read: Callable[[str], Any]


def _read_whole(text: str) -> int | None:
    if not text:
        return None
    if len(text) > 9 or not text.isascii() or not text.isdigit():
        raise DocumentError(f"{text[:40]!r} is no whole number")
    return int(text)


def _read_truth(text: str) -> bool:
    if text not in ("true", "false"):
        raise DocumentError(f"{text[:40]!r} is neither true nor false")
    return text == "true"


_KINDS = {
    "text": _Kind({"type": "string"}, write_cell, read_cell),
    "whole": _Kind({"type": "integer"}, lambda value: "" if value is None else str(value), _read_whole),
    "truth": _Kind({"type": "boolean"}, lambda value: "true" if value else "false", _read_truth),
    "texts": _Kind({"type": "array"}, write_list, read_list),
    "exact": _Kind({"type": "string", "constraints": {"pattern": _EXACT}}, optional_number, read_optional),
    "end": _Kind({"type": "string", "constraints": {"pattern": _EXACT}}, str, str),
    "decimal": _Kind({"type": "number"}, str, str),
    "flag": _Kind({"type": "boolean"}, str, str),
}


@attrs.frozen
class Column:
    """A column: its name, the kind of its cells and what it holds; `keys` says what its values must be."""

    name: str
    kind: str
    holds: str
    required: bool = attrs.field(default=False, kw_only=True)
    among: tuple[str, ...] = attrs.field(default=(), kw_only=True)

    @property
    def field(self) -> dict[str, Any]:
        """The column as a field of Table Schema."""
        schema = dict(_KINDS[self.kind].schema)
        constraints = dict(schema.pop("constraints", {}))
        constraints |= {"required": True} if self.required else {}
        constraints |= {"enum": list(self.among)} if self.among else {}
        rest = {"constraints": constraints} if constraints else {}
        return {"name": self.name, **schema, "description": self.holds, **rest}

    def write(self, value: Any) -> str:
        """A cell."""
        return _KINDS[self.kind].write(value)

    def read(self, text: str) -> Any:
        """The value of a cell.

        Raises:
            DocumentError: If it is none of this column.
        """
        if self.required and not text:
            raise DocumentError("this must be given")
        if self.among and text not in self.among:
            raise DocumentError(f"{text[:40]!r} is none of {', '.join(self.among)}")
        return _KINDS[self.kind].read(text)


@attrs.frozen
class Table:
    """A table of the package: its columns, its key, and the tables and columns that some of its columns refer to."""

    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    refers: Mapping[str, tuple[str, str]] = attrs.field(factory=dict)
    later: tuple[str, ...] = ()
    """Columns that a package of an earlier release lacks."""

    def schema(self) -> dict[str, Any]:
        """The schema of the table, in the terms of Table Schema."""
        foreign = [
            {"fields": [column], "reference": {"resource": table, "fields": [other]}}
            for column, (table, other) in self.refers.items()
        ]
        return {
            "fields": [one.field for one in self.columns],
            "missingValues": [""],
            **({"primaryKey": list(self.key)} if self.key else {}),
            **({"foreignKeys": foreign} if foreign else {}),
        }


def ends(what: str, prefix: str = "") -> tuple[Column, ...]:
    """The columns of an interval."""
    return (
        Column(f"{prefix}lower", "decimal", f"Lower end of {what}, rounded down where it needs rounding"),
        Column(f"{prefix}upper", "decimal", f"Upper end of {what}, rounded up where it needs rounding"),
        Column(f"{prefix}lower_exact", "end", "The lower end exactly; empty where there is no value at all"),
        Column(f"{prefix}upper_exact", "end", "The upper end exactly; empty where there is no value at all"),
        Column(f"{prefix}lower_open", "flag", "Whether the lower end itself is excluded"),
        Column(f"{prefix}upper_open", "flag", "Whether the upper end itself is excluded"),
    )


def write_interval(interval: Interval, prefix: str = "") -> dict[str, str]:
    """The cells of an interval."""
    if interval.is_empty:
        return {column.name: "" for column in ends("", prefix)}
    lower, upper = write_ends(interval)
    return {
        f"{prefix}lower": lower,
        f"{prefix}upper": upper,
        f"{prefix}lower_exact": write_number(interval.lower),
        f"{prefix}upper_exact": write_number(interval.upper),
        f"{prefix}lower_open": str(interval.lower_open).lower(),
        f"{prefix}upper_open": str(interval.upper_open).lower(),
    }


def read_interval(cells: Cells, prefix: str = "") -> Interval:
    """The interval of some cells; the exact ends count.

    Raises:
        DocketStatsError: If they make none.
    """
    exact = [cells[f"{prefix}{end}_exact"] for end in ("lower", "upper")]
    if exact == ["", ""]:
        return Interval.empty()
    lower, upper = map(read_number, exact)
    opens = [_read_truth(cells[f"{prefix}{end}_open"]) for end in ("lower", "upper")]
    interval = Interval(lower, upper, lower_open=opens[0], upper_open=opens[1])
    decimals = cells[f"{prefix}lower"], cells[f"{prefix}upper"]
    if interval.is_empty or write_ends(interval) != decimals:
        raise DocumentError(f"the decimals {' and '.join(decimals)} are not the ends {' and '.join(exact)}: mend both")
    return interval


def _of(values: Iterable[str]) -> dict[str, Any]:
    return {"among": tuple(values), "required": True}


_OUTCOMES = [one.value for one in Outcome]
_BASIS = (
    Column("assumptions", "texts", "What the proofs assume, with the reasons"),
    Column("notes", "texts", "What a reader should know besides"),
)

TABLES = {
    "sources": Table(
        "Sources",
        (
            Column("source", "text", "Key of the source", required=True),
            Column("title", "text", "Title of the publication", required=True),
            Column("publisher", "text", "Who published it"),
            Column("published", "text", "When: a day, month, quarter, year or fiscal year (from October)"),
            Column("locator", "text", "Where in it: a page, a table"),
            Column("url", "text", "Its address"),
        ),
        ("source",),
    ),
    "snapshots": Table(
        "Snapshots: the dates at which a docket was counted",
        (
            Column("snapshot", "whole", "Number of the snapshot", required=True),
            Column("docket", "text", "The docket", required=True),
            Column("as_of", "text", "The date or period, of which one unknown instant is meant", required=True),
            Column("same_instant_as", "text", "The date of which that instant is said to be the same"),
        ),
        ("snapshot",),
    ),
    "figures": Table(
        "Reported figures: what each source said",
        (
            Column("figure", "whole", "Number of the figure", required=True),
            Column("snapshot", "whole", "The snapshot it belongs to; empty if it spans dates"),
            Column("docket", "text", "The docket of the snapshot"),
            Column("as_of", "text", "The date of the snapshot"),
            Column("measure", "text", "What was counted, as an expression", required=True),
            Column("kind", "text", "What kind of measure it is"),
            Column("unit", "text", "Unit of the ends; 1 for pure numbers such as shares"),
            Column("value", "text", "The value as the source gave it", required=True),
            Column("form", "text", "What the value is: words, whole, decimal, fraction, interval", required=True),
            *ends("what the value says"),
            Column("rule", "text", "The rule by which the value was read"),
            Column("source", "text", "Key of the source", required=True),
            Column("reading", "text", "The reading, if one was chosen: literal or press"),
            Column("rounded_to", "exact", "The unit that the value was rounded to, exactly"),
            Column("tolerance", "exact", "How far the value may be off, exactly"),
            Column("exact", "truth", "Whether a decimal or percent share is not rounded", required=True),
            Column("if_any", "truth", "Whether the denominator may be empty", required=True),
            Column("confidence", "exact", "The confidence at which it holds; empty for certain"),
            Column("definition", "text", "The source's own definition"),
            Column("revises", "whole", "Number of the figure that it replaces"),
            Column("revised", "truth", "Whether it is here only because another figure replaces it", required=True),
        ),
        ("figure",),
        {"source": ("sources", "source"), "snapshot": ("snapshots", "snapshot"), "revises": ("figures", "figure")},
    ),
    "statements": Table(
        "Relations and assumptions",
        (
            Column("statement", "whole", "Number of the statement", required=True),
            Column("kind", "text", "Whether it is a relation or an assumption", **_of(("relation", "assumption"))),
            Column("docket", "text", "The docket of a relation"),
            Column("that", "text", "What it says, as an expression", required=True),
            Column("source", "text", "Key of the source of a relation"),
            Column("reason", "text", "Why the relation holds"),
            Column("because", "text", "Why it is assumed"),
        ),
        ("statement",),
        {"source": ("sources", "source")},
    ),
    "answers": Table(
        "Answers: the tightest interval that the facts allow, or one that holds the truth",
        (
            Column("answer", "whole", "Number of the answer", required=True),
            Column("name", "text", "What it was called by who asked; several names are separated by semicolons"),
            Column("measure", "text", "What was asked, as an expression", required=True),
            Column("dockets", "texts", "The dockets that it is about"),
            Column("dates", "texts", "The dates that it is about"),
            Column("kind", "text", "What kind of measure it is"),
            Column("unit", "text", "Unit of the ends; 1 for pure numbers such as shares", required=True),
            *ends("the answer"),
            Column("sharpness", "text", "sharp: no tighter interval is right", **_of(one.value for one in Sharpness)),
            Column(
                "undefined", "truth", "Whether a denominator must be empty, so that there is no value", required=True
            ),
            Column("may_be_undefined", "truth", "Whether a denominator may be empty", required=True),
            Column("confidence", "exact", "The confidence at which it holds, exactly", required=True),
            *_BASIS,
        ),
        ("answer",),
        later=("name",),
    ),
    "answer_sources": Table(
        "The sources that the proofs of each answer use",
        (
            Column("answer", "whole", "Number of the answer", required=True),
            Column("source", "text", "Key of the source", required=True),
        ),
        ("answer", "source"),
        {"answer": ("answers", "answer"), "source": ("sources", "source")},
    ),
    "verdicts": Table(
        "Verdicts: whether the facts support or refute a claim, or leave it undetermined",
        (
            Column("verdict", "whole", "Number of the verdict", required=True),
            Column("claim", "text", "The words of the claim"),
            Column("by", "text", "Who made it"),
            Column("statement", "text", "What it says, formally", required=True),
            Column("outcome", "text", "The verdict", **_of(_OUTCOMES)),
            Column("answer", "whole", "Number of the answer for what it is about", required=True),
            *ends("that answer: what the facts allow", "allowed_"),
            *ends("its weakest reading", "weakest_"),
            Column("weakest_outcome", "text", "What the facts say of it", **_of(_OUTCOMES)),
            *ends("its strongest reading", "strongest_"),
            Column("strongest_outcome", "text", "What the facts say of it", **_of(_OUTCOMES)),
            *_BASIS,
        ),
        ("verdict",),
        {"answer": ("answers", "answer")},
        later=tuple(one.name for one in ends("", "allowed_")),
    ),
    "verdict_sources": Table(
        "The sources that the proofs of each verdict use",
        (
            Column("verdict", "whole", "Number of the verdict", required=True),
            Column("source", "text", "Key of the source", required=True),
        ),
        ("verdict", "source"),
        {"verdict": ("verdicts", "verdict"), "source": ("sources", "source")},
    ),
}
"""The tables by their names; each file is its name and ``.csv``."""
