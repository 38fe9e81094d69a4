"""The commands that ask a document: bound, history, transitions and conflicts."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from docketstats.adapters.documents import to_json
from docketstats.adapters.documents.answers import conflict_data, figure_data, history_data, transitions_data
from docketstats.adapters.documents.files import write_text
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
from docketstats.cli.status import NOT_AS_EXPECTED, OK
from docketstats.cli.terminal import show
from docketstats.inference.conflicts import Conflicts, cited
from docketstats.notation.intervals import write_interval, write_number
from docketstats.values.formatting import printable


def add(commands: Commands) -> None:
    """Add the commands."""
    bound = takes_document(
        command(
            commands,
            "bound",
            _bound,
            "Give the tightest interval that a document allows for a measure.",
            'docketstats bound court.toml "old - represented" --at 2024-12-31',
            'docketstats bound court.toml "share(represented, among=old)" --at 2024-12-31',
            'docketstats bound court.toml "growth(pending, since=2023-12-31, until=2024-12-31)" --json',
        )
    )
    bound.add_argument("expression", help="a measure such as 'share(a, among=b)', or a population for its count")
    bound.add_argument("-o", "--output", type=Path, metavar="PROOF.json", help="save the answer with its proofs")
    bound.add_argument("--at", metavar="DATE", help="the date of the question")
    history = takes_document(
        command(
            commands,
            "history",
            _history,
            "Show the answers to one question at many dates, and the gaps.",
            "docketstats history court.toml pending",
            'docketstats history court.toml "share(old, among=pending)" --at 2024-12-31',
        )
    )
    history.add_argument("expression", help="a measure without dates, or a population for its count")
    history.add_argument("--at", metavar="DATE", action="append", help="a date, one of several; all unless given")
    transitions = takes_document(
        command(
            commands,
            "transitions",
            _transitions,
            "Tabulate how many units went from each item at one date to each at another.",
            "docketstats transitions court.toml stage --since 2023-12-31 --until 2024-12-31",
        )
    )
    transitions.add_argument("classification", help="a classification; its top items are the rows and the columns")
    transitions.add_argument("--since", metavar="DATE", required=True, help="the date of the rows")
    transitions.add_argument("--until", metavar="DATE", required=True, help="the date of the columns")
    conflicts = takes_document(
        command(
            commands,
            "conflicts",
            _conflicts,
            "List the smallest sets of facts that cannot all be true.",
            "docketstats conflicts court.toml",
            more="The exit status is 1 if there is such a set.",
        )
    )
    for one in (bound, history, transitions, conflicts):
        takes_part(one)
        takes_json(one)


def _bound(options: argparse.Namespace) -> int:
    document = document_of(options)
    figure = document.evidence.bound(document.measure(options.expression, at=options.at))
    if options.output is not None:
        write_text(options.output, to_json(figure))
    if options.json:
        answer(options, figure_data(figure))
        return OK
    show(str(figure))
    if not figure.is_undefined:
        sharp = "no tighter interval is right" if figure.sharpness.value == "sharp" else "a tighter one may be right"
        known = figure.interval
        exactly = write_number(known.lower) if known.is_point else write_interval(known)
        show(f"exactly {exactly}; {figure.sharpness.value}: {sharp}", "  ")
    if figure.may_be_undefined:
        show("the denominator may be empty; this holds where it is not", "  ")
    for source in figure.sources:
        show(f"source: {source}", "  ")
    for one in figure.assumptions:
        show(printable(f"{one.text} [{one.because}]"), "  ")
    for note in figure.notes:
        show(f"note: {note}", "  ")
    return OK


def _history(options: argparse.Namespace) -> int:
    document = document_of(options)
    history = document.evidence.history(document.measure(options.expression), options.at)
    if options.json:
        answer(options, history_data(history))
        return OK
    print("\n".join(map(printable, str(history).split("\n"))))  # aligned lines, not to be wrapped
    for note in dict.fromkeys(
        (*history.notes, *(note for _, figure in history if figure is not None for note in figure.notes))
    ):
        show(f"note: {note}", "  ")
    return OK


def _transitions(options: argparse.Namespace) -> int:
    evidence = document_of(options).evidence
    table = evidence.transitions(options.classification, since=options.since, until=options.until)
    if options.json:
        answer(options, transitions_data(table))
    else:
        print("\n".join(map(printable, str(table).split("\n"))))  # aligned lines, not to be wrapped
    return OK


def _conflicts(options: argparse.Namespace) -> int:
    document = document_of(options)
    evidence = document.evidence
    conflicts, empty = evidence.conflicts(), evidence.forced_empty()
    if options.json:
        answer(options, {**conflicts_data(conflicts), "forced_empty": list(map(figure_data, empty))})
        return OK if conflicts.complete and not conflicts else NOT_AS_EXPECTED
    for figure in empty:
        show(f"{figure}, though nothing says so by itself; it follows from:")
        for fact in figure.used:
            show(f"- {cited(fact)}", "  ")
        print()
    if conflicts:
        for conflict in conflicts:
            show(str(conflict))
            print()
        rest = "" if conflicts.complete else "; there may be others"
        print(f"{len(conflicts)} minimal conflict{'' if len(conflicts) == 1 else 's'}{rest}")
        for way in next_steps(options, document, conflicts):
            show(way)
    else:
        whole = "no conflicts: the facts can all be true"
        part = "no conflict was found, but some facts are too many to be checked together: this says nothing about them"
        print(whole if conflicts.complete else part)
    return OK if conflicts.complete and not conflicts else NOT_AS_EXPECTED


def conflicts_data(conflicts: Conflicts) -> dict[str, Any]:
    """Conflicts for programs, and whether there may be others."""
    return {"complete": conflicts.complete, "conflicts": list(map(conflict_data, conflicts))}
