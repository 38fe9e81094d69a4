"""The commands that hand verdicts to others: report for readers, export for machines."""

from __future__ import annotations

import argparse
import datetime
import hashlib
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

from docketstats.adapters.documents import Document
from docketstats.adapters.documents.files import write_text
from docketstats.cli.options import Commands, command, document_of, next_steps, part, takes_document, takes_part
from docketstats.cli.status import OK, status_of
from docketstats.cli.terminal import show
from docketstats.errors import DocumentError
from docketstats.findings.decision import Decision
from docketstats.findings.verdict import Verdict
from docketstats.values.formatting import printable


def add(commands: Commands) -> None:
    """Add the commands."""
    report = takes_document(
        command(
            commands,
            "report",
            _report,
            "Write a page for readers: each claim, its verdict, and all that stands behind it.",
            "docketstats report court.toml",
            'docketstats report court.toml -o court.md --by "The desk" --dated 2025-04-01',
            more="The page is one HTML file that needs no network and no script, or the same as Markdown.\n"
            "The document must be beside it for others to check it.\n"
            "If figures contradict each other, it is written too, and the exit status is that of 'check'.",
        )
    )
    text = "the page: its name ends in .html or .md (default: the document's name, in .html)"
    report.add_argument("-o", "--output", type=Path, metavar="FILE", help=text)
    text = "the date that the page bears (default: today; '' for none)"
    report.add_argument("--dated", metavar="DATE", help=text)
    report.add_argument("--by", metavar="NAME", default="", help="who made the page, such as the name of a desk")
    export = takes_document(
        command(
            commands,
            "export",
            _export,
            "Write figures and verdicts in a standard format, for other programs.",
            "docketstats export court.toml csv -o verdicts.csv",
            "docketstats export court.toml datapackage -o court-data",
            "docketstats export court.toml prov -o provenance.json",
            "docketstats export court.toml claimreview -o review.json --url https://example.org/a --author Desk",
            more="If figures contradict each other, the file is written too, and the exit status is that of 'check'.",
        )
    )
    text = f"the format: {'; '.join(f'{name}, {text}' for name, (_, text) in FORMATS.items())}"
    export.add_argument("format", choices=list(FORMATS), help=text)
    export.add_argument("-o", "--output", type=Path, metavar="PATH", required=True, help="the file or folder")
    export.add_argument("--undated", metavar="PERIOD", help="for sdmx: the period under which to file what is undated")
    review = export.add_argument_group("for claimreview")
    review.add_argument("--url", help="the address of the page on which the claims are reviewed")
    review.add_argument("--author", help="who reviews them")
    review.add_argument("--published", metavar="DATE", help="when the page was published (default: today)")
    for one in (report, export):
        takes_part(one)


def _report(options: argparse.Namespace) -> int:
    from docketstats.adapters import report  # it needs an extra

    path: Path = options.output or options.document.with_suffix(".html")
    writers = {".html": report.html, ".htm": report.html, ".md": report.markdown, ".markdown": report.markdown}
    write = writers.get(path.suffix.lower())
    if write is None:
        raise DocumentError("a report is a page whose name ends in .html or .md", where=str(path))
    if path.resolve() == options.document.resolve():
        raise DocumentError("this is the document itself; give the page another name", where=str(path))
    document = document_of(options)
    decisions = document.decide()
    text = write(
        document.evidence,
        decisions,
        title=document.title or options.document.stem,
        document=options.document.name,
        digest=hashlib.sha256(options.document.read_bytes()).hexdigest(),
        dated=str(datetime.date.today()) if options.dated is None else options.dated,
        by=options.by,
        keys=dict(document.sources),
        part=part(options),
    )
    write_text(path, text)
    show(f"wrote {path}: {_several(len(document.claims), 'claim')}, and what stands behind each")
    return _status(options, document, decisions)


def _export(options: argparse.Namespace) -> int:
    own = {"claimreview": ("url", "author", "published"), "sdmx": ("undated",)}
    for name, arguments in own.items():
        if name != options.format and (given := [f"--{one}" for one in arguments if getattr(options, one)]):
            raise DocumentError(f"{' and '.join(given)}: for {name} only")
    document = document_of(options)
    decisions = document.decide()
    if options.output.resolve() == options.document.resolve():
        raise DocumentError("this is the document itself; give another name", where=str(options.output))
    FORMATS[options.format][0](options, document, decisions)
    show(f"wrote {options.output}")
    left = len(decisions) - len(_verdicts(decisions))
    if left and options.format != "csv":
        show(f"left out: {_several(left, 'claim')} tied to facts that contradict each other, so without a verdict")
    return _status(options, document, decisions)


def _status(options: argparse.Namespace, document: Document, decisions: Sequence[Decision]) -> int:
    """The exit status of a file that was written: that of `check` if facts contradict each other, which it tells."""
    conflicts = document.evidence.conflicts()
    if not conflicts:
        return OK
    print(f"docketstats: facts of {printable(str(options.document))} contradict each other", file=sys.stderr)
    for step in next_steps(options, document, conflicts):
        print(step, file=sys.stderr)
    return status_of(decisions, conflicts)


def _several(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _verdicts(decisions: Sequence[Decision]) -> list[Verdict]:
    return [one.verdict for one in decisions if one.verdict is not None]


def _csv(options: argparse.Namespace, _document: Document, decisions: Sequence[Decision]) -> None:
    from docketstats.adapters import spreadsheet

    spreadsheet.save(options.output, decisions)


def _datapackage(options: argparse.Namespace, document: Document, decisions: Sequence[Decision]) -> None:
    from docketstats.adapters import datapackage

    verdicts = _verdicts(decisions)
    title = document.title or options.document.stem
    datapackage.save(
        options.output, document.evidence, title=title, answers=[one.figure for one in verdicts], verdicts=verdicts
    )


def _sdmx(options: argparse.Namespace, document: Document, decisions: Sequence[Decision]) -> None:
    from docketstats.adapters import sdmx  # it needs an extra

    answers = [one.figure for one in _verdicts(decisions)]
    try:
        sdmx.save(options.output, document.evidence, answers=answers, undated=options.undated)
    except DocumentError as error:
        error.problems = tuple(one.replace("undated= under", "--undated under") for one in error.problems)
        raise


def _prov(options: argparse.Namespace, _document: Document, decisions: Sequence[Decision]) -> None:
    from docketstats.adapters import prov  # it needs an extra

    kinds: dict[str, Literal["json", "provn", "xml"]] = {".json": "json", ".provn": "provn", ".xml": "xml"}
    kind = kinds.get(options.output.suffix.lower())
    if kind is None:
        raise DocumentError("PROV is written to a file that ends in .json, .provn or .xml", where=str(options.output))
    verdicts = _verdicts(decisions)
    if not verdicts:
        raise DocumentError("the document has no claim with a verdict", where=str(options.document))
    whole, *rest = (prov.provenance(one) for one in verdicts)
    for one in rest:
        whole.update(one)
    write_text(options.output, prov.dumps(whole.unified(), kind))


def _claimreview(options: argparse.Namespace, _document: Document, decisions: Sequence[Decision]) -> None:
    from docketstats.adapters import claimreview

    if missing := [f"--{name}" for name in ("url", "author") if not getattr(options, name)]:
        raise DocumentError(f"claimreview needs {' and '.join(missing)}")
    date = options.published or datetime.date.today()
    reviews = [
        claimreview.claim_review(one, url=options.url, author=options.author, date_published=date)
        for one in _verdicts(decisions)
    ]
    write_text(options.output, claimreview.dumps(reviews))


FORMATS: dict[str, tuple[Callable[[argparse.Namespace, Document, Sequence[Decision]], None], str]] = {
    "csv": (_csv, "one file for a spreadsheet, with a row for each claim"),
    "datapackage": (_datapackage, "a folder or .zip of CSV files with a descriptor"),
    "sdmx": (_sdmx, "a folder of SDMX-CSV files with their structure"),
    "prov": (_prov, "W3C PROV of the verdicts, .json, .provn or .xml"),
    "claimreview": (_claimreview, "schema.org ClaimReview, .json"),
}
"""What writes each format, and what it is."""
