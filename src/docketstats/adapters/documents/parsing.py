"""Plain data from JSON or TOML text, with exact decimals."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NoReturn

from docketstats.adapters.documents import slips
from docketstats.adapters.documents.places import too_deep
from docketstats.errors import DocumentError

LARGEST = 10_000_000
"""Characters that a document may have."""
FURTHEST = 300
"""Decimal places, on either side of the point, to which the exponent of a number may go."""


def parse_json(text: str, where: str) -> Any:
    """Plain data from JSON text, with exact decimals.

    Raises:
        DocumentError: If it is no JSON, or is too large or nested too deeply.
    """
    _check_size(text, where)

    def refuse(name: str) -> NoReturn:
        raise ValueError(f"{name} is no number of JSON")

    try:
        data = json.loads(text, parse_float=_decimal, parse_constant=refuse, object_pairs_hook=_Table)
    except json.JSONDecodeError as error:
        raise DocumentError(f"line {error.lineno}: this is no JSON: {error.msg}", where=where) from None
    except (ValueError, RecursionError) as error:
        raise DocumentError(f"this is no JSON that can be read: {error}", where=where) from None
    if repeated := list(_repeated(data, "")):
        raise DocumentError("a key stands twice in one table", where=where, problems=repeated)
    return data


def parse_toml(text: str, where: str) -> dict[str, Any]:
    """Plain data from TOML text, with exact decimals.

    Raises:
        DocumentError: If it is no TOML, or is too large or nested too deeply.
    """
    _check_size(text, where)
    try:
        return tomllib.loads(text, parse_float=_decimal)
    except (ValueError, ArithmeticError, RecursionError) as error:
        found = re.search(r"\(at line (\d+), column \d+\)", str(error))
        # What is missing at the very end is told with the number of the last line.
        number = int(found.group(1)) if found else text.count("\n") + 1
        what = re.sub(r"\s*\(at .*\)$", "", str(error))
        raise DocumentError(slips.told(text, number, what), where=where) from None


def _decimal(text: str) -> Decimal:
    number = Decimal(text)
    if number.is_finite() and abs(int(number.as_tuple().exponent)) > FURTHEST:
        raise ValueError(f"a number has at most {FURTHEST} decimal places, or as many zeros at its end")
    return number


class _Table(dict[str, Any]):
    """A table of JSON that remembers which of its keys stand twice; a reader would keep the last without a word."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.repeated = [key for key, uses in Counter(key for key, _ in pairs).items() if uses > 1]


def _repeated(value: object, path: str) -> Iterator[str]:
    """The paths of the keys that stand twice."""
    if isinstance(value, _Table):
        yield from (f"{path}.{key}".lstrip(".") + ": it is there twice; keep one" for key in value.repeated)
        for key, one in value.items():
            yield from _repeated(one, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _repeated(one, f"{path}[{number}]")


def _check_size(text: str, where: str) -> None:
    if len(text) > LARGEST:
        raise DocumentError(f"it has {len(text):,} characters; at most {LARGEST:,} are read", where=where)
    if too_deep(text):
        raise DocumentError("its lists and tables are nested too deeply", where=where)
