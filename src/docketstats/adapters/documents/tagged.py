"""Findings and model objects as JSON that reads back as equal objects, so that proofs can be saved and mailed.

The text holds one object under ``value`` and beside it, once each, the facts, sources and dockets that it mentions by
name. Fractions are texts ("1/3"), infinite ends are "inf"; a set at a date is "docket:classification:name@date".
"""

from __future__ import annotations

import types
from collections.abc import Callable
from contextvars import ContextVar
from fractions import Fraction
from functools import cache
from typing import Any

import attrs

from docketstats.adapters.documents.converter import Converter, strict_converter, structure
from docketstats.adapters.documents.nested import add_hooks
from docketstats.adapters.documents.parsing import parse_json
from docketstats.adapters.documents.plaintext import write_json
from docketstats.errors import DocumentError
from docketstats.findings.comparison import Aspect, Comparison, Movement
from docketstats.findings.decision import Decision
from docketstats.findings.derived import DerivedFigure
from docketstats.findings.exposure import Exposure, Exposures, Rule
from docketstats.findings.history import History
from docketstats.findings.matches import Match
from docketstats.findings.reconciliation import Alone, Reconciliation
from docketstats.findings.sensitivity import Change, Margin, Sensitivity
from docketstats.findings.settling import Settling
from docketstats.findings.suppression import Suppression
from docketstats.findings.verdict import Judgement, Verdict
from docketstats.inference.conflicts import Conflict, Conflicts
from docketstats.inference.proof import Bound, Combination, Multiplier, Part, Proof, Ray, Split, Witness
from docketstats.inference.worlds import World
from docketstats.model.adjustable import Adjustable
from docketstats.model.classification import Classification, Item
from docketstats.model.custody import CustodyStatus
from docketstats.model.facts import Fact, Line
from docketstats.model.figure import Claim
from docketstats.model.linear import LinearForm, Ratio
from docketstats.model.measure import Measure, Statement
from docketstats.model.population import Docket
from docketstats.model.source import Source
from docketstats.model.term import Compound, Leaf
from docketstats.values.interval import Interval
from docketstats.values.period import Period

SCHEMA = 1
KINDS: dict[str, Any] = {
    kind.__name__: kind
    for kind in (
        *(
            DerivedFigure,
            History,
            Reconciliation,
            Alone,
            Adjustable,
            Verdict,
            Judgement,
            Match,
            Sensitivity,
            Change,
            Margin,
            Settling,
            Decision,
            Comparison,
            Aspect,
            Movement,
            Exposures,
            Exposure,
            Suppression,
            Rule,
            Bound,
            Proof,
            Witness,
            World,
            Ray,
            Conflict,
            Conflicts,
            Combination,
            Split,
            Multiplier,
            Part,
        ),
        *(Fact, Line, Measure, LinearForm, Ratio, Statement, Claim, Interval, Fraction, Period, Source, Leaf, Compound),
        *(Docket, Classification, Item),
    )
}
_SHARED: dict[type, tuple[str, Callable[[Any], str]]] = {
    Docket: ("dockets", lambda one: one.name),
    Source: ("sources", lambda one: one.title),
    Fact: ("facts", lambda one: one.name),
}


@attrs.define
class _Tables:
    """The objects that a text mentions by name."""

    named: dict[type, dict[str, Any]] = attrs.field(factory=lambda: {kind: {} for kind in _SHARED})
    names: dict[Any, str] = attrs.field(factory=dict)

    def name(self, one: Any) -> str:
        """The name of an object in its table; it is entered if it is new."""
        if one not in self.names:
            table = self.named[type(one)]
            stem = name = _SHARED[type(one)][1](one)
            number = 1
            while name in table:
                number += 1
                name = f"{stem} ({number})"
            table[name] = one
            self.names[one] = name
        return self.names[one]


_tables: ContextVar[_Tables] = ContextVar("tables")


def to_json(one: object) -> str:
    r"""A finding or model object as JSON text; `from_json` gives an equal object back.

    Raises:
        DocumentError: For an object of another kind, or one that is nested too deeply.

    >>> to_json(Fraction(1, 3))
    '{"docketstats": 1, "type": "Fraction", "value": "1/3"}\n'
    """
    name = "Classification" if isinstance(one, Classification) else type(one).__name__
    if not isinstance(one, KINDS.get(name, ())):
        raise DocumentError(f"{name} is no kind of finding; known: {', '.join(KINDS)}")
    tables = _Tables()
    token = _tables.set(tables)
    try:
        data = {"docketstats": SCHEMA, "type": name, "value": _whole(one)}
        # Facts cite sources, so they come first: what they cite is then entered in time.
        for kind in (Fact, Source, Docket):
            if table := {key: _whole(each) for key, each in tables.named[kind].items()}:
                data[_SHARED[kind][0]] = table
    finally:
        _tables.reset(token)
    return write_json(data)


def from_json(text: str) -> Any:
    """The object that `to_json` wrote.

    Raises:
        DocumentError: If the text is none of ours; its ``problems`` say what is wrong, each with its path.

    >>> from_json('{"docketstats": 1, "type": "Interval", "value": "[0, 13099]"}')
    Interval(0, 13099)
    """
    data = parse_json(text, "the JSON text")
    if not isinstance(data, dict) or data.get("docketstats") != SCHEMA or "value" not in data:
        raise DocumentError(f"this is no saved finding: it needs docketstats = {SCHEMA}, a type and a value")
    kind = data.get("type")
    if not isinstance(kind, str) or kind not in KINDS:
        raise DocumentError(f"no saved finding has the type {str(kind)[:40]!r}; known: {', '.join(KINDS)}")
    if unknown := sorted(data.keys() - {"docketstats", "type", "value", "facts", "sources", "dockets"}):
        raise DocumentError(f"this is no saved finding: it has the key {unknown[0][:40]!r}")
    tables = _Tables()
    token = _tables.set(tables)
    try:
        for shared in (Docket, Source, Fact):
            for key, value in _table(data, _SHARED[shared][0]).items():
                tables.named[shared][key] = _read(value, shared, f"{_SHARED[shared][0]}.{key}")
        return _read(data["value"], KINDS[kind], "value")
    except RecursionError:
        raise DocumentError("it is nested too deeply") from None
    finally:
        _tables.reset(token)


def _table(data: dict[str, Any], name: str) -> dict[str, Any]:
    table = data.get(name, {})
    if not isinstance(table, dict):
        raise DocumentError(f"{name} must be a table")
    return table


def _whole(one: Any) -> Any:
    """Plain data of an object itself, even of a kind that is mentioned by name elsewhere."""
    return _own().unstructure(one) if type(one) in _SHARED else _converter().unstructure(one)


def _read(value: object, kind: Any, path: str) -> Any:
    try:
        found, problems = structure(_own() if kind in _SHARED else _converter(), value, kind, path)
    except (ValueError, TypeError) as error:
        raise DocumentError(f"this is no {kind.__name__}: {error}") from None
    if problems:
        shown = [f"{place}: {what}" for place, what in dict.fromkeys(problems)]
        raise DocumentError("this is no saved finding that can be read", problems=shown)
    return found


@cache
def _converter() -> Converter:
    """The converter that mentions facts, sources and dockets by name."""
    return _hooked(tuple(_SHARED))


@cache
def _own() -> Converter:
    """The converter for the tables themselves, in which only what they cite is mentioned by name."""
    converter = _hooked(())
    # A fact cites its source by name; the fields of a source and a docket are written out.
    _by_name(converter, Source | None, Source)
    return converter


def _hooked(shared: tuple[type, ...]) -> Converter:
    converter = strict_converter()
    add_hooks(converter)
    write_classification = converter.get_unstructure_hook(Classification)
    read_classification = converter.get_structure_hook(Classification)
    converter.register_unstructure_hook(
        Classification, lambda one: CustodyStatus.name if one == CustodyStatus else write_classification(one)
    )
    converter.register_unstructure_hook(type(CustodyStatus), lambda _: CustodyStatus.name)
    converter.register_structure_hook(
        Classification,
        lambda value, kind: CustodyStatus if value == CustodyStatus.name else read_classification(value, kind),
    )
    for one in shared:
        _by_name(converter, one, one)
    return converter


def _by_name(converter: Converter, kind: Any, shared: type) -> None:
    optional = isinstance(kind, types.UnionType)

    def write(one: Any) -> str | None:
        return None if one is None else _tables.get().name(one)

    def read(value: object, _kind: object) -> Any:
        if value is None and optional:
            return None
        table = _tables.get().named[shared]
        if not isinstance(value, str) or value not in table:
            raise DocumentError(f"the text has none of that name among its {_SHARED[shared][0]}")
        return table[value]

    if optional:
        converter.register_unstructure_hook_func(lambda one: one == kind, write)
        converter.register_structure_hook_func(lambda one: one == kind, read)
    else:
        converter.register_unstructure_hook(kind, write)
        converter.register_structure_hook(kind, read)
