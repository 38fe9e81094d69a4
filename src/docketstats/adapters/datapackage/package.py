"""Data Packages as files: written to a folder or a zip file, and read back."""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import attrs

from docketstats.adapters.datapackage.columns import TABLES
from docketstats.adapters.datapackage.content import Content, content, read_content
from docketstats.adapters.datapackage.csvfiles import read_csv, write_csv
from docketstats.errors import DocketStatsError, DocumentError
from docketstats.evidence import Evidence
from docketstats.findings.derived import DerivedFigure
from docketstats.findings.verdict import Verdict
from docketstats.model.population import Docket
from docketstats.model.source import Source
from docketstats.notation.definitions import docket_data, read_docket
from docketstats.notation.document import Document, document
from docketstats.notation.rows import AnswerRow, VerdictRow
from docketstats.values.cells import identifier
from docketstats.values.formatting import printable

SCHEMA = 1
"""The version of the tables."""
LARGEST = 10_000_000
"""Bytes that a file of a package may have to be read."""
_ONE_TIME = (1980, 1, 1, 0, 0, 0)


@attrs.frozen
class Package:
    """What a Data Package holds. `load` reads one.

    Attributes:
        evidence: The reported figures, relations and assumptions.
        answers: The answers, without their proofs.
        verdicts: The verdicts, without their proofs.
        title: The title.
        sources: The sources, each with its key.

    >>> import tempfile
    >>> import docketstats as ds
    >>> court = ds.Docket("court", unit="case")
    >>> snapshot = court.snapshot("2024", figures=[ds.reported(court.everyone, 100, source=ds.Source("Annual report"))])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save(folder, ds.Evidence(snapshot), title="A court", answers=[ds.Evidence(snapshot).bound(court.everyone)])
    ...     package = load(folder)
    >>> [answer.interval for answer in package.answers], [key for key, _ in package.sources]
    ([Interval(100, 100)], ['annual_report'])
    """

    evidence: Evidence
    answers: tuple[AnswerRow, ...] = attrs.field(kw_only=True)
    verdicts: tuple[VerdictRow, ...] = attrs.field(kw_only=True)
    title: str = attrs.field(kw_only=True)
    sources: tuple[tuple[str, Source], ...] = attrs.field(kw_only=True)


def save(
    path: str | Path,
    evidence: Evidence,
    *,
    title: str,
    answers: Iterable[DerivedFigure] | Mapping[str, DerivedFigure] = (),
    verdicts: Iterable[Verdict] = (),
    description: str = "",
    licence: str | None = None,
) -> None:
    """Write evidence, and answers and verdicts on it, as a Data Package.

    Files of an earlier package in the folder are replaced. The same package is the same bytes in every run.

    Args:
        path: A folder, or a file whose name ends in ``.zip``.
        evidence: The evidence.
        title: The title of the package.
        answers: Answers on the evidence; or by names, which stand in a column of their own and are not read back.
        verdicts: Verdicts on the evidence.
        description: What the package is about.
        licence: The licence of the package: its name at opendefinition.org, such as ``"CC-BY-4.0"``, or an address.

    Raises:
        DocumentError: If something cannot be written; ``problems`` lists everything that no table can hold.

    >>> import os
    >>> import tempfile
    >>> import docketstats as ds
    >>> court = ds.Docket("court", unit="case")
    >>> snapshot = court.snapshot("2024", figures=[ds.reported(court.everyone, 100, source=ds.Source("Annual report"))])
    >>> with tempfile.TemporaryDirectory() as folder:  # doctest: +NORMALIZE_WHITESPACE
    ...     save(folder, ds.Evidence(snapshot), title="A court", licence="CC-BY-4.0")
    ...     print(*sorted(os.listdir(folder)))
    answer_sources.csv answers.csv datapackage.json figures.csv snapshots.csv sources.csv statements.csv
        verdict_sources.csv verdicts.csv
    """
    known = document(evidence, title=title)
    files = {"datapackage.json": _descriptor(known, description, licence)}
    problems: list[str] = []
    for name, rows in content(known, answers, verdicts, problems).items():
        files[f"{name}.csv"] = write_csv(TABLES[name], rows, name, problems)
    if problems:
        raise DocumentError("no Data Package can be made", where=str(path), problems=problems)
    _write(Path(path), files)


def load(path: str | Path) -> Package:
    """Read a Data Package that `save` wrote. Its evidence is equal to what was written.

    An empty definition of a figure reads back as none, and an assumption in words as its weakest reading.

    Raises:
        DocumentError: If it cannot be read; ``problems`` lists everything that is wrong, each with its place.

    >>> import tempfile
    >>> import docketstats as ds
    >>> court = ds.Docket("court", unit="case")
    >>> snapshot = court.snapshot("2024", figures=[ds.reported(court.everyone, 100, source=ds.Source("Annual report"))])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save(folder, ds.Evidence(snapshot), title="A court")
    ...     package = load(folder)
    >>> package.evidence == ds.Evidence(snapshot), package.title
    (True, 'A court')
    """
    path = Path(path)
    get = _reader(path)
    title, dockets, populations = _described(get("datapackage.json"), str(path))
    problems: list[str] = []
    tables = {name: read_csv(table, get(f"{name}.csv"), name, problems) for name, table in TABLES.items()}
    known = Document(Evidence(), title=title, dockets=dockets, populations=populations)
    found = read_content(known, tables, problems) if not problems else None
    if found is None or problems:
        raise DocumentError("the Data Package cannot be read", where=str(path), problems=problems)
    return _package(found)


def _package(found: Content) -> Package:
    known = found.document
    return Package(
        known.evidence, answers=found.answers, verdicts=found.verdicts, title=known.title, sources=known.sources
    )


def _descriptor(known: Document, description: str, licence: str | None) -> str:
    name = identifier(known.title).lower().replace("_", "-")
    shown = [{"title": one.title, **({"path": one.url} if _is_address(one.url) else {})} for _, one in known.sources]
    data = {
        "profile": "data-package",
        "name": name,
        "title": known.title,
        "description": description or "Reported figures, and answers and verdicts on them.",
        "licenses": [{"path": licence} if _is_address(licence) else {"name": licence}] if licence else None,
        "sources": shown,
        "docketstats": {"schema": SCHEMA, "dockets": [docket_data(one, known) for one in known.dockets]},
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": name,
                "path": f"{name}.csv",
                "title": table.title,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": table.schema(),
            }
            for name, table in TABLES.items()
        ],
    }
    return json.dumps({key: value for key, value in data.items() if value}, indent=2) + "\n"


def _is_address(text: str | None) -> bool:
    return bool(text and re.fullmatch(r"https?://[^\s<>\"]+", text))


def _described(text: str, where: str) -> tuple[str, tuple[Docket, ...], tuple[tuple[str, str, str], ...]]:
    """The title, dockets and named sets of a descriptor."""
    try:
        data = json.loads(text)
        own = data["docketstats"]
        if own["schema"] != SCHEMA:
            raise DocumentError(
                f"its tables are of version {own['schema']!r}; this library reads {SCHEMA}", where=where
            )
        pairs = [read_docket(one) for one in own["dockets"]]
        title = str(data.get("title", ""))
    except DocumentError:
        raise
    except DocketStatsError as error:
        raise DocumentError(f"datapackage.json: {error}", where=where) from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise DocumentError("datapackage.json is no descriptor of a package of this library", where=where) from None
    populations = tuple((one.name, name, said) for one, sets in pairs for name, said in sets.items())
    return title, tuple(one for one, _ in pairs), populations


def _write(path: Path, files: Mapping[str, str]) -> None:
    try:
        if path.suffix.lower() == ".zip":
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
                for name, text in files.items():
                    entry = zipfile.ZipInfo(name, date_time=_ONE_TIME)
                    entry.compress_type = zipfile.ZIP_DEFLATED
                    archive.writestr(entry, text.encode())
        else:
            path.mkdir(parents=True, exist_ok=True)
            for name, text in files.items():
                (path / name).write_bytes(text.encode())
    except OSError as error:
        raise DocumentError(f"it cannot be written: {error.strerror or error}", where=str(path)) from None


def _reader(path: Path) -> Callable[[str], str]:
    """What reads the text of a file of the package."""

    def read(name: str) -> str:
        where = f"{path}, {name}"
        try:
            if path.is_dir():
                with (path / name).open("rb") as file:
                    data = file.read(LARGEST + 1)
            else:
                with zipfile.ZipFile(path) as archive, archive.open(name) as entry:
                    data = entry.read(LARGEST + 1)
            if len(data) > LARGEST:
                raise DocumentError(f"it has more than {LARGEST:,} bytes", where=where)
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise DocumentError("it is not UTF-8 text", where=where) from None
        except KeyError:
            raise DocumentError("it cannot be read: it is not in the archive", where=where) from None
        except (OSError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
            why = getattr(error, "strerror", None) or printable(str(error))
            raise DocumentError(f"it cannot be read: {why}", where=where) from None

    return read
