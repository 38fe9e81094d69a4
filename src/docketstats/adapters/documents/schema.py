"""The JSON Schema of documents, by which editors complete and check them as they are typed.

It is derived from the shapes that the reader uses, their docstrings included, so that it cannot say anything else. It
knows shapes only: what it refuses the reader refuses, and the reader also refuses what has a shape and no meaning.

References:
    JSON Schema, draft 2020-12, https://json-schema.org/draft/2020-12
"""

from __future__ import annotations

import inspect
import re
import types
from decimal import Decimal
from typing import Any, Union, get_args, get_origin

import attrs

from docketstats.adapters.documents.reading import SCHEMA
from docketstats.adapters.documents.shapes import (
    AcrossShape,
    AssumptionShape,
    ClaimShape,
    ClassificationOrName,
    ClassificationShape,
    DocketShape,
    DocumentShape,
    FigureShape,
    RelationShape,
    SourceShape,
    ValueShape,
)
from docketstats.model.custody import CustodyStatus
from docketstats.model.figure import OUTCOMES
from docketstats.model.population import UNITS
from docketstats.values.period import Period

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_PLAIN: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    # TOML has dates of its own; to a schema they are texts.
    Period: {"anyOf": [{"type": "string"}, {"type": "integer", "minimum": 1000, "maximum": 9999}]},
    types.NoneType: {"type": "null"},
}
_NARROWER: dict[tuple[type, str], dict[str, Any]] = {
    (DocumentShape, "docketstats"): {"const": SCHEMA},
    (DocketShape, "unit"): {"enum": list(UNITS)},
    (SourceShape, "title"): {"minLength": 1},
    **{(shape, "reading"): {"enum": ["literal", "press", None]} for shape in (FigureShape, AcrossShape)},
    (ClaimShape, "expected"): {"enum": [*OUTCOMES, None]},
    (AssumptionShape, "because"): {"minLength": 1},
}
"""What the reader asks of a value besides its kind."""
_ONE_OF: dict[type, tuple[tuple[str, ...], ...]] = {
    DocumentShape: (("docket",), ("dockets",)),
    ValueShape: (("fraction",), ("interval",)),
    RelationShape: (("source",), ("because",)),
    AssumptionShape: (("that",), ("of", "is")),
    ClaimShape: (("says",), ("of", "is")),
}
"""Keys of which some are needed: the one or the other."""
_EXAMPLES: dict[str, list[Any]] = {
    "of": ["convicted & non_detained", "pending - represented", "share(old, among=pending)"],
    "is": ["425,431", "more than 7.5 million", "26%"],
    "as_of": ["2024-07-21", "2024-09", "FY2023", "undated, printed September 2024"],
    "published": ["2024-09-25", "2024-09"],
    "at": ["2024-07-21"],
    "that": ["homicide within convicted", "adults disjoint from minors"],
    "says": ["count(homicide & incarcerated) >= 6_550", "share(old, among=pending) > 50%"],
    "rounded_to": [1000, "1%"],
    "tolerance": [50, "1%"],
    "confidence": ["95%"],
    "interval": ["[0, 5]", "(5, inf)"],
    "fraction": ["1/3"],
    "csv": ["figures.csv"],
    "populations": [{"homicide": "convicted of homicide"}],
}


def schema() -> dict[str, Any]:
    """The JSON Schema of documents, as plain data.

    >>> schema()["$defs"]["ItemShape"]["required"]
    ['code']
    """
    writer = _Writer({})
    whole = writer.table(DocumentShape)
    # An editor finds the schema of a JSON document by this key; the reader passes over it.
    whole["properties"] = {"$schema": {"description": "Where an editor finds this schema."}} | whole["properties"]
    return {"$schema": DIALECT, "title": "docketstats document", **whole, "$defs": dict(sorted(writer.tables.items()))}


@attrs.frozen
class _Writer:
    """Writes the schemas of types, and keeps those of the tables that they mention."""

    tables: dict[str, dict[str, Any]]

    def of(self, kind: Any) -> dict[str, Any]:
        """The schema of the values of a type."""
        if kind in _PLAIN:
            return dict(_PLAIN[kind])
        if attrs.has(kind):
            return self.reference(kind)
        if kind == ClassificationOrName:
            return {"anyOf": [{"const": CustodyStatus.name}, self.reference(ClassificationShape)]}
        origin, inner = get_origin(kind), get_args(kind)
        if origin is tuple:
            return {"type": "array", "items": self.of(inner[0])}
        if origin is dict:
            return {"type": "object", "additionalProperties": self.of(inner[1])}
        if origin in (Union, types.UnionType):
            return self.either(inner)
        raise TypeError(f"no schema is known for {kind!r}")

    def either(self, kinds: tuple[Any, ...]) -> dict[str, Any]:
        """The schema of a union."""
        if {int, Decimal} <= set(kinds):
            kinds = tuple(one for one in kinds if one is not int)
        each = [{"type": "number"} if one is Decimal else self.of(one) for one in kinds]
        if all(one.keys() == {"type"} for one in each):
            return {"type": [one["type"] for one in each]}
        return {"anyOf": each}

    def reference(self, shape: type) -> dict[str, Any]:
        """A mention of a table."""
        if shape.__name__ not in self.tables:
            self.tables[shape.__name__] = {}  # it may hold tables of its own kind
            self.tables[shape.__name__] = self.table(shape)
        return {"$ref": f"#/$defs/{shape.__name__}"}

    def table(self, shape: Any) -> dict[str, Any]:
        """The schema of a table: its keys, those that it needs, and no others."""
        attrs.resolve_types(shape)
        told = described(shape)
        properties, needed = {}, []
        for field in attrs.fields(shape):
            key = field.name.removesuffix("_")
            narrower = _NARROWER.get((shape, field.name), {})
            one = {"description": told.get(field.name, ""), **self.of(field.type), **narrower}
            if key in _EXAMPLES:
                one["examples"] = _EXAMPLES[key]
            properties[key] = one
            if field.default is attrs.NOTHING:
                needed.append(key)
            elif isinstance(field.default, str | bool) and field.default != "":
                one["default"] = field.default
        found = {
            "description": (inspect.getdoc(shape) or "").partition("\n")[0],
            "type": "object",
            "properties": properties,
            "required": needed,
            "additionalProperties": False,
        }
        if shape in _ONE_OF:
            found["anyOf"] = [{"required": list(keys)} for keys in _ONE_OF[shape]]
        return found


def described(shape: type) -> dict[str, str]:
    """What the docstrings of a shape, and of those that it extends, say of each of its keys.

    >>> described(ValueShape)["unit"]
    "The unit of the interval's ends."
    """
    found: dict[str, str] = {}
    for cls in reversed(shape.__mro__):
        _, _, listed = inspect.cleandoc(cls.__dict__.get("__doc__") or "").partition("Attributes:\n")
        found |= re.findall(r"^ +(\w+): (.+)$", listed, re.MULTILINE)
    return found
