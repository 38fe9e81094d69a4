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
)
from docketstats.cli.options import (
    Commands,
    answer,
    command,
    document_of,
    next_steps,
    takes_document,
    takes_json,
    takes_part,
)
from docketstats.cli.questions import conflicts_data
from docketstats.cli.status import OK, attempt, status_of
from docketstats.cli.table import draw
from docketstats.cli.terminal import show
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
            "docketstats check court.toml --without report       # status 1: then little is known",
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
            "docketstats explain court.toml --without news",
            more="The exit status is that of 'check'; of one answer it is 1 only if the facts contradict each other.",
        )
    )
    explain.add_argument("expression", nargs="?", help="a measure or a population; each claim unless given")
    explain.add_argument("--at", metavar="DATE", help="the date of the question")
    takes_json(explain)
    for one in (check, explain):
        takes_part(one)


def _check(options: argparse.Namespace) -> int:
    if options.watch:
        return watch(options.document, lambda: attempt(options, _check_once))
    return _check_once(options)


def _check_once(options: argparse.Namespace) -> int:
    document = document_of(options)
    decisions = document.decide()
    conflicts = document.evidence.conflicts()
    if options.json:
        claims = list(map(_decision_data, decisions))
        answer(options, {"title": document.title, "claims": claims, **conflicts_data(conflicts)})
    elif options.explain or not draw(document.title, decisions):
        show_decisions(document.title, decisions, explained=options.explain)
    if not options.json:
        show_others(conflicts, decisions)
        for way in next_steps(options, document, conflicts):
            show(way)
        show_sum(decisions)
    return status_of(decisions, conflicts)


def _explain(options: argparse.Namespace) -> int:
    document = document_of(options)
    if options.expression is not None:
        figure = document.evidence.bound(document.measure(options.expression, at=options.at))
        if options.json:
            answer(options, {**figure_data(figure), "explanation": figure.explain()})
        else:
            show(figure.explain())
        return OK
    if options.at is not None:
        raise DocumentError("--at goes with an expression; claims have their own dates")
    decisions = document.decide()
    conflicts = document.evidence.conflicts()
    if options.json:
        claims = [
            {
                **_decision_data(one),
                "explanation": one.verdict.explain() if one.verdict is not None else str(one.contradiction),
            }
            for one in decisions
        ]
        answer(options, {"title": document.title, "claims": claims, **conflicts_data(conflicts)})
        return status_of(decisions, conflicts)
    for decision, besides in zip(decisions, remarks(decisions), strict=True):
        if decision.contradiction:
            show_decision(decision, besides)
        show_explanation(decision)
    show_others(conflicts, decisions)
    for way in next_steps(options, document, conflicts):
        show(way)
    return status_of(decisions, conflicts)


def _decision_data(decision: Decision) -> dict[str, Any]:
    claim, verdict = decision.claim, decision.verdict
    data: dict[str, Any] = {
        "text": claim.text,
        "by": claim.by,
        "statement": repr(verdict.claim.statement if verdict is not None else claim.statement),
        "outcome": decision.outcome,
        "expected": claim.expected,
        "as_expected": decision.as_expected,
    }
    if verdict is not None:
        data |= verdict_data(verdict)
    if decision.contradiction:
        data["conflicts"] = list(map(conflict_data, decision.contradiction.conflicts))
    return data
