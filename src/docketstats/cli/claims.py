"""The commands about the claims of a document: check and explain."""

from __future__ import annotations

import argparse
from typing import Any

from docketstats.adapters.documents.answers import conflict_data, figure_data, verdict_data
from docketstats.cli.decisions import (
    remarks,
    show_decision,
    show_decisions,
    show_explanation,
    show_others,
    show_sum,
    show_way_out,
)
from docketstats.cli.options import Commands, command, document_of, takes_day, takes_document, takes_json
from docketstats.cli.questions import conflicts_data
from docketstats.cli.status import NOT_AS_EXPECTED, OK, attempt
from docketstats.cli.table import draw
from docketstats.cli.terminal import show, show_json
from docketstats.cli.watching import watch
from docketstats.errors import DocumentError
from docketstats.findings.decision import Decision


def add(commands: Commands) -> None:
    """Add the commands."""
    check = takes_document(
        command(
            commands,
            "check",
            _check,
            "Give the verdict on each claim of a document.",
            "docketstats check court.toml",
            "docketstats check court.toml --explain",
            "docketstats check court.toml --watch              # status 130: until Ctrl-C",
            "docketstats check court.toml --known-on 2024-06-30 # status 1: its figures came later",
            more="A terminal shows a table, in colour unless NO_COLOR is set; a pipe or a file gets plain text.\n"
            "The exit status is 1 if a claim did not come out as its 'expected' says.",
        )
    )
    how = check.add_mutually_exclusive_group()
    how.add_argument("--watch", action="store_true", help="check again whenever the file is saved, until Ctrl-C")
    takes_json(how)
    check.add_argument("--explain", action="store_true", help="explain each verdict")
    explain = takes_document(
        command(
            commands,
            "explain",
            _explain,
            "Explain an answer, or the verdict on each claim.",
            "docketstats explain court.toml",
            'docketstats explain court.toml "old - represented" --at 2024-12-31',
        )
    )
    explain.add_argument("expression", nargs="?", help="a measure or a population; each claim unless given")
    explain.add_argument("--at", metavar="DATE", help="the date of the question")
    takes_json(explain)
    for one in (check, explain):
        takes_day(one)


def _check(options: argparse.Namespace) -> int:
    if options.watch:
        return watch(options.document, lambda: attempt(lambda: _check_once(options)))
    return _check_once(options)


def _check_once(options: argparse.Namespace) -> int:
    document = document_of(options)
    decisions = document.decide()
    conflicts = document.evidence.conflicts()
    if options.json:
        claims = list(map(_decision_data, decisions))
        show_json({"title": document.title, "claims": claims, **conflicts_data(conflicts)})
    elif options.explain or not draw(document.title, decisions):
        show_decisions(document.title, decisions, explained=options.explain)
    if not options.json:
        show_others(conflicts, decisions)
        if conflicts:
            show_way_out(options.document)
        show_sum(decisions)
    # Claims tell what is expected; without any, nothing but a contradiction can be wrong.
    good = all(decision.as_expected for decision in decisions) if decisions else not conflicts
    return OK if good else NOT_AS_EXPECTED


def _explain(options: argparse.Namespace) -> int:
    document = document_of(options)
    if options.expression is not None:
        figure = document.evidence.bound(document.measure(options.expression, at=options.at))
        if options.json:
            show_json({**figure_data(figure), "explanation": figure.explain()})
        else:
            show(figure.explain())
        return OK
    if options.at is not None:
        raise DocumentError("--at goes with an expression; claims have their own dates")
    decisions = document.decide()
    if options.json:
        claims = [
            {**_decision_data(one), "explanation": one.verdict.explain() if one.verdict else str(one.contradiction)}
            for one in decisions
        ]
        show_json({"title": document.title, "claims": claims})
        return OK
    for decision, besides in zip(decisions, remarks(decisions), strict=True):
        if decision.contradiction:
            show_decision(decision, besides)
        show_explanation(decision)
    return OK


def _decision_data(decision: Decision) -> dict[str, Any]:
    claim, verdict = decision.claim, decision.verdict
    data: dict[str, Any] = {
        "text": claim.text,
        "by": claim.by,
        "statement": repr(verdict.claim.statement if verdict else claim.statement),
        "outcome": decision.outcome,
        "expected": claim.expected,
        "as_expected": decision.as_expected,
    }
    if verdict:
        data |= verdict_data(verdict)
    if decision.contradiction:
        data["conflicts"] = list(map(conflict_data, decision.contradiction.conflicts))
    return data
