"""Plain data as JSON or TOML text: exact decimals, and short tables on one line, so that people can read it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

_WIDTH = 110


def write_json(value: object) -> str:
    r"""JSON text in which what fits on a line stands on one.

    >>> write_json({"is": Decimal("0.10"), "of": "a & b"})
    '{"is": 0.10, "of": "a & b"}\n'
    """
    return _json(value, 0) + "\n"


def _json(value: object, indent: int) -> str:
    flat = _flat(value, _WIDTH - indent)
    if flat is not None:
        return flat
    pad = " " * (indent + 2)
    if isinstance(value, Mapping):
        rows = [f"{pad}{_text(key)}: {_json(one, indent + 2)}" for key, one in value.items()]
        return "{\n" + ",\n".join(rows) + "\n" + " " * indent + "}"
    if isinstance(value, list | tuple):
        rows = [pad + _json(one, indent + 2) for one in value]
        return "[\n" + ",\n".join(rows) + "\n" + " " * indent + "]"
    return _scalar(value)


def _flat(value: object, room: int) -> str | None:
    """The value on one line, or None if it needs more room. It stops as soon as the room is used up."""
    if isinstance(value, Mapping):
        parts, signs = [], "{}"
        for key, one in value.items():
            name = _text(key) + ": "
            part = _flat(one, room - len(name))
            if part is None:
                return None
            parts.append(name + part)
            room -= len(parts[-1]) + 2
    elif isinstance(value, list | tuple):
        parts, signs = [], "[]"
        for one in value:
            part = _flat(one, room)
            if part is None:
                return None
            parts.append(part)
            room -= len(part) + 2
    else:
        text = _scalar(value)
        return text if len(text) <= room else None
    return signs[0] + ", ".join(parts) + signs[1] if room >= 0 else None


def _scalar(value: object) -> str:
    return str(value) if isinstance(value, Decimal) else _text(value)


def _text(value: object) -> str:
    # DEL is the one control character that JSON leaves alone and TOML forbids.
    return json.dumps(value, ensure_ascii=False, allow_nan=False).replace("\x7f", "\\u007f")


def write_toml(data: Mapping[str, Any]) -> str:
    """TOML text of a document: plain keys first, then tables, then arrays of tables."""
    return "\n".join(_toml(data)) + "\n"


def _toml(data: Mapping[str, Any]) -> Iterator[str]:
    for key, value in data.items():
        if not isinstance(value, Mapping) and not _is_tables(value):
            yield f"{_bare(key)} = {_inline(value)}"
    for key, value in data.items():
        if isinstance(value, Mapping):
            nested = all(isinstance(one, Mapping) for one in value.values())
            for name, one in (
                [(f"{key}.{_bare(inner)}", one) for inner, one in value.items()] if nested else [(key, value)]
            ):
                yield f"\n[{name}]"
                yield from (f"{_bare(inner)} = {_inline(each)}" for inner, each in one.items())
        elif _is_tables(value):
            for one in value:
                yield f"\n[[{key}]]"
                yield from (f"{_bare(inner)} = {_inline(each)}" for inner, each in one.items())


def _is_tables(value: object) -> bool:
    return isinstance(value, list | tuple) and bool(value) and all(isinstance(one, Mapping) for one in value)


def _inline(value: object) -> str:
    if isinstance(value, Mapping):
        return (
            "{ " + ", ".join(f"{_bare(key)} = {_inline(one)}" for key, one in value.items()) + " }" if value else "{}"
        )
    if isinstance(value, list | tuple):
        if any(isinstance(one, Mapping) for one in value):
            return "[\n" + "".join(f"  {_inline(one)},\n" for one in value) + "]"
        return "[" + ", ".join(map(_inline, value)) + "]"
    if isinstance(value, Decimal):
        sign, digits, exponent = value.as_tuple()
        # TOML wants digits on both sides of a point; an exponent after a whole number is fine.
        return f"{'-' if sign else ''}{''.join(map(str, digits))}e{exponent}"
    return _scalar(value)


def _bare(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else _text(key)
