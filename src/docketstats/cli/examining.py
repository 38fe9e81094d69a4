"""The commands that examine what answers rest on: sensitivity, and reconcile for figures that contradict each other."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from contextlib import nullcontext

from docketstats.adapters.documents import Document
from docketstats.adapters.documents.answers import reconciliation_data, sensitivity_data
from docketstats.cli.options import (
    Commands,
    answer,
    command,
    document_of,
    sources_of,
    takes_document,
    takes_json,
    takes_part,
)
from docketstats.cli.status import OK
from docketstats.cli.terminal import show
from docketstats.errors import DocumentError
from docketstats.findings.sensitivity import Sensitivity
from docketstats.model.figure import Claim, ReportedFigure
from docketstats.model.measure import Measure
from docketstats.model.source import Source
from docketstats.notation.intervals import read_number
from docketstats.values.formatting import printable
from docketstats.values.interval import Exact


def add(commands: Commands) -> None:
    """Add the commands."""
    sensitivity = takes_document(
        command(
            commands,
            "sensitivity",
            _sensitivity,
            "Show how an answer moves when one thing changes, and by how much each figure may be wrong.",
            'docketstats sensitivity court.toml "old - represented" --at 2024-12-31',
            "docketstats sensitivity court.toml",
            more="A source is left out, a wording read otherwise, an assumption dropped. Of a claim it also says\n"
            "where each figure may be with the same verdict.",
        )
    )
    sensitivity.add_argument("expression", nargs="?", help="a measure or a population; each claim unless given")
    sensitivity.add_argument("--at", metavar="DATE", help="the date of the question")
    reconcile = takes_document(
        command(
            commands,
            "reconcile",
            _reconcile,
            "Propose the least change of figures that lets contradictory ones hold together.",
            "docketstats reconcile court.toml",
            "docketstats reconcile court.toml --by relative --trust report=10",
            more="It is a proposal: it does not say which figure is wrong, and changes nothing.",
        )
    )
    ways = ("absolute", "relative")
    reconcile.add_argument("--by", choices=ways, default="absolute", help="count units, or parts of the number changed")
    text = "make a change of this source's figures cost so many times as much; for one source, or several"
    reconcile.add_argument("--trust", metavar="SOURCE=NUMBER", action="append", default=[], help=text)
    text = "change only figures of this source, one of several; all unless given"
    reconcile.add_argument("--adjust", metavar="SOURCE", action="append", help=text)
    for one in (sensitivity, reconcile):
        takes_part(one)
        takes_json(one)


def _sensitivity(options: argparse.Namespace) -> int:
    document = document_of(options)
    asked: list[Measure | Claim] = list(document.claims)
    if options.expression is not None:
        asked = [document.measure(options.expression, at=options.at)]
    elif options.at is not None:
        raise DocumentError("--at goes with an expression; claims have their own dates")
    found = []
    for one in asked:
        with document.telling(one) if isinstance(one, Claim) else nullcontext():
            found.append((one, document.evidence.sensitivity(one)))
    if options.json:
        answer(options, {"answers": [{"question": _named(one), **sensitivity_data(each)} for one, each in found]})
        return OK
    for number, (one, each) in enumerate(found):
        if number:
            print()
        show(printable(_named(one)))
        _show(each)
    return OK


def _named(one: Measure | Claim) -> str:
    return one.text or repr(one.statement) if isinstance(one, Claim) else repr(one)


def _show(found: Sensitivity) -> None:
    for line in str(found).split("\n"):
        show(line, "  ")


def _reconcile(options: argparse.Namespace) -> int:
    document = document_of(options)
    adjust = None if options.adjust is None else sources_of(document, options.adjust, "--adjust")
    found = document.evidence.reconcile(by=options.by, trust=_trust(document, options.trust), adjust=adjust)
    if options.json:
        answer(options, {**reconciliation_data(found), "explanation": found.explain()})
    else:
        show(found.explain())
    return OK


def _trust(document: Document, said: Iterable[str]) -> dict[Source | ReportedFigure, Exact]:
    """The trust in sources, from texts such as ``report=10``."""
    found: dict[Source | ReportedFigure, Exact] = {}
    for one in said:
        key, _, number = one.rpartition("=")
        try:
            weight = read_number(number)
        except ValueError:
            weight = 0.0
        if not key or isinstance(weight, float) or weight <= 0:
            raise DocumentError(f"--trust {one}: write the key of a source and a number, such as report=10")
        found.update(dict.fromkeys(sources_of(document, [key], "--trust"), weight))
    return found
