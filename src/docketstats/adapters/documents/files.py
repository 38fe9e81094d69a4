"""Documents as text and as files."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import attrs

from docketstats.adapters.documents.parsing import parse_json, parse_toml
from docketstats.adapters.documents.places import line_of, lines_of_each
from docketstats.adapters.documents.plaintext import write_json, write_toml
from docketstats.adapters.documents.reading import read_document
from docketstats.adapters.documents.writing import plain_document
from docketstats.errors import DocumentError
from docketstats.notation.document import Document

Format = Literal["toml", "json"]


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


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def _known(format: str) -> str:
    if format not in ("toml", "json"):
        raise DocumentError(f"there is no format {format!r}; use 'toml' or 'json'")
    return format


def _loads(text: str, format: str, folder: Path | None, where: str) -> Document:
    data = parse_json(text, where) if _known(format) == "json" else parse_toml(text, where)
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
    lines = lines_of_each(text, "claims", ("at", "says", "of")) if format == "toml" else []
    told = [f" (line {line})" for line in lines] if len(lines) == len(document.claims) else [""] * len(document.claims)
    places = [(one, f"{where}: claims[{n}]{told[n]}") for n, one in enumerate(document.claims)]
    return attrs.evolve(document, places=tuple(places))


def _shown(path: str, what: str, text: str) -> str:
    line = line_of(text, path) if text and path else None
    place = f"{path} (line {line})" if line else path
    return f"{place}: {what}" if place else what
