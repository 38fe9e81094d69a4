"""The outline of a document: its keys, each with a value of the right shape."""

from __future__ import annotations

from typing import Any

import attrs

from docketstats.adapters.documents.converter import Problem, structure
from docketstats.adapters.documents.shapes import DocumentShape, document_converter
from docketstats.adapters.documents.slips import LISTS
from docketstats.notation.names import suggest


def outline(data: dict[str, Any]) -> tuple[DocumentShape, list[Problem]]:
    """The shape of a document, key by key, without the keys that have problems."""
    attrs.resolve_types(DocumentShape)
    fields = attrs.fields_dict(DocumentShape)
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, value in data.items():
        if key == "$schema":  # for editors: where they find the schema of a JSON document
            continue
        if key not in fields:
            problems.append((key, f"there is no such key ({suggest(key, fields, 'keys')})"))
            continue
        if hint := _brackets(key, value):
            problems.append((key, hint))
            continue
        found, wrong = structure(document_converter(), value, fields[key].type, key)
        problems += wrong
        if not wrong:
            values[key] = found
    return DocumentShape(**values), problems


def _brackets(key: str, value: object) -> str:
    """What is wrong with a header in one bracket for two, or the other way round; empty if nothing is."""
    if key in LISTS and isinstance(value, dict):
        return f"it must be a list, not a table (in TOML, write [[{key}]], in two brackets, above each)"
    if key in ("docket", "sources") and isinstance(value, list):
        header = "[docket]" if key == "docket" else "[sources.report], with a key for each,"
        return f"it must be a table, not a list (in TOML, write {header} in single brackets)"
    return ""
