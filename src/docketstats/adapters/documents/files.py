"""Documents as text and as files."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, NoReturn

from docketstats.adapters.documents.places import blanked, line_of, too_deep
from docketstats.adapters.documents.plaintext import write_json, write_toml
from docketstats.adapters.documents.reading import read_document
from docketstats.adapters.documents.writing import plain_document
from docketstats.errors import DocumentError
from docketstats.notation.document import Document

Format = Literal["toml", "json"]

LARGEST = 10_000_000
"""Characters that a document may have."""
FURTHEST = 300
"""Decimal places, on either side of the point, to which the exponent of a number may go."""


def loads(text: str, format: Format = "toml", folder: str | Path | None = None) -> Document:
    """Read a document from its text.

    Args:
        text: The text.
        format: ``"toml"`` or ``"json"``.
        folder: The folder that CSV files named in it are in.

    Raises:
        DocumentError: If it cannot be read; its ``problems`` are all that is wrong, each with its path.

    >>> loads('''
    ... docketstats = 1
    ... [docket]
    ... name = "court"
    ... unit = "case"
    ... populations = { asylum = "asylum cases" }
    ... [sources.report]
    ... title = "Annual report"
    ... [[snapshots]]
    ... as_of = 2024-09-30
    ... figures = [{ of = "asylum", is = "1,500", source = "report" }]
    ... ''').evidence.snapshots[0].figures
    (reported(count(asylum), '1,500', source='Annual report'),)
    """
    return _loads(text, format, None if folder is None else Path(folder), "the document")


def load(path: str | Path) -> Document:
    """Read a document from a file: JSON if its name ends in ``.json``, TOML otherwise.

    Raises:
        DocumentError: If the file or the document cannot be read.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from docketstats.adapters.documents.starting import starter
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "court.toml")
    ...     _ = path.write_text(starter("court"))
    ...     found = load(path)
    >>> len(found.evidence.snapshots), len(found.claims)
    (2, 3)
    """
    path = Path(path)
    return _loads(read_text(path), "json" if path.suffix.lower() == ".json" else "toml", path.parent, str(path))


def dumps(document: Document, format: Format = "toml") -> str:
    """The text of a document. Reading it gives an equal document.

    Raises:
        DocumentError: If something in the document has no name, source or expression in it.

    >>> from docketstats import Docket, Evidence
    >>> from docketstats.adapters.documents import document
    >>> print(dumps(document(Evidence(Docket("court").snapshot("2024"))), "json"), end="")
    {"docketstats": 1, "docket": {"name": "court"}, "snapshots": [{"as_of": "2024"}]}
    """
    data = plain_document(document)
    return write_json(data) if _known(format) == "json" else write_toml(data)


def save(document: Document, path: str | Path) -> None:
    """Write a document to a file: JSON if its name ends in ``.json``, TOML otherwise.

    Raises:
        DocumentError: If the document cannot be written as text, or the file cannot be written.

    >>> import tempfile
    >>> from pathlib import Path
    >>> import docketstats as ds
    >>> from docketstats.adapters.documents import document
    >>> court = ds.Docket("court", unit="case")
    >>> snapshot = court.snapshot("2024", figures=[ds.reported(court.everyone, 100, source=ds.Source("Annual report"))])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "court.toml")
    ...     save(document(ds.Evidence(snapshot)), path)
    ...     print(path.read_text(), end="")
    docketstats = 1
    <BLANKLINE>
    [docket]
    name = "court"
    unit = "case"
    <BLANKLINE>
    [sources.annual_report]
    title = "Annual report"
    <BLANKLINE>
    [[snapshots]]
    as_of = "2024"
    figures = [
      { of = "count(everyone)", is = 100, source = "annual_report" },
    ]
    """
    path = Path(path)
    write_text(path, dumps(document, "json" if path.suffix.lower() == ".json" else "toml"))


def read_text(path: Path) -> str:
    """The text of a file.

    Raises:
        DocumentError: If it cannot be read, or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise DocumentError("it is not UTF-8 text", where=str(path)) from None
    except (OSError, ValueError) as error:
        raise DocumentError(f"it cannot be read: {_why(error)}", where=str(path)) from None


def write_text(path: Path, text: str) -> None:
    """Write a text to a file.

    Raises:
        DocumentError: If it cannot be written.
    """
    try:
        path.write_text(text, encoding="utf-8")
    except (OSError, ValueError) as error:
        raise DocumentError(f"it cannot be written: {_why(error)}", where=str(path)) from None


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


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def _known(format: str) -> str:
    if format not in ("toml", "json"):
        raise DocumentError(f"there is no format {format!r}; use 'toml' or 'json'")
    return format


def _check_size(text: str, where: str) -> None:
    if len(text) > LARGEST:
        raise DocumentError(f"it has {len(text):,} characters; at most {LARGEST:,} are read", where=where)
    if too_deep(text):
        raise DocumentError("its lists and tables are nested too deeply", where=where)


def _loads(text: str, format: str, folder: Path | None, where: str) -> Document:
    data = parse_json(text, where) if _known(format) == "json" else _parse_toml(text, where)
    if not isinstance(data, dict):
        raise DocumentError("a document is a table at its top", where=where)
    try:
        document, problems = read_document(data, folder)
    except RecursionError:
        raise DocumentError("its lists and tables are nested too deeply", where=where) from None
    if document is None:
        shown = [_shown(path, what, text if format == "toml" else "") for path, what in dict.fromkeys(problems)]
        count = "a problem" if len(shown) == 1 else f"{len(shown)} problems"
        raise DocumentError(f"the document has {count}", where=where, problems=shown)
    return document


def _shown(path: str, what: str, text: str) -> str:
    line = line_of(text, path) if text and path else None
    place = f"{path} (line {line})" if line else path
    return f"{place}: {what}" if place else what


def _parse_toml(text: str, where: str) -> Any:
    _check_size(text, where)
    try:
        return tomllib.loads(text, parse_float=_decimal)
    except (ValueError, ArithmeticError, RecursionError) as error:
        found = re.search(r"\(at line (\d+), column \d+\)", str(error))
        # What is missing at the very end is told with the number of the last line.
        number = int(found.group(1)) if found else text.count("\n") + 1
        what = re.sub(r"\s*\(at .*\)$", "", str(error))
        if hint := _toml_hint(text.split("\n")[number - 1], what):
            what += f" ({hint})"
        raise DocumentError(f"line {number}: this is no TOML: {what}", where=where) from None


def _toml_hint(line: str, what: str) -> str:
    """How to mend the slips that are made most often, by the line at which reading stopped."""
    bare = blanked(line)
    if re.search(r"[\u201c-\u201f\u2018-\u201b\u00ab\u00bb]", bare):
        return "use straight quotation marks, \" or ', and not curly ones"
    if re.search(r"""=\s*"[^"]*"[^\s,}\]#][^"]*\"""", line):
        return """a text that holds quotation marks stands in others: of = 'count(a, at="2024")'"""
    if what.startswith("Illegal character '\\n'"):
        return "a text ends on its line, with the quotation mark that it began with; one seems to be missing"
    if what.startswith("Unclosed"):
        return "a comma between two entries, or a closing bracket, seems to be missing here or on the line before"
    if re.search(r"=\s*\d{1,3}(?:,\d{3})+(?!\d)", bare) or what.startswith(("Expected newline", "Invalid value")):
        return 'words, percentages and numbers with commas stand in quotation marks: is = "435,719"'
    if what.startswith("Expected '='"):
        return 'a line of a document is a key, = and a value: title = "Annual report"; a note begins with #'
    return ""
