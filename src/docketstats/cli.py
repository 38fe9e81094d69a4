"""The command line: check, bound, explain, history, transitions, conflicts and verify.

Exit status: 0 when all is as expected, 1 when it is not (an unexpected verdict, a contradiction, a proof that does not
hold), 2 for input that cannot be used. Errors go to standard error, without a traceback.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs

import docketstats
from docketstats.adapters.documents import Document, from_json, load, to_json
from docketstats.adapters.documents.answers import (
    conflict_data,
    figure_data,
    history_data,
    transitions_data,
    verdict_data,
)
from docketstats.adapters.documents.files import read_text, write_text
from docketstats.adapters.documents.intervals import write_interval
from docketstats.adapters.documents.plaintext import write_json
from docketstats.adapters.documents.verifying import check_again, compare
from docketstats.errors import ContradictoryEvidence, DocketStatsError, DocumentError, ProofRejected, TooLarge
from docketstats.findings.decision import Decision
from docketstats.findings.derived import DerivedFigure
from docketstats.findings.explanation import brief, explain_fact
from docketstats.findings.verdict import Verdict
from docketstats.inference.bounds import written
from docketstats.inference.conflicts import Conflicts, cited
from docketstats.model.facts import Fact
from docketstats.model.measure import Measure
from docketstats.values.formatting import printable

OK, NOT_AS_EXPECTED, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        argv: The arguments; those of the process unless given.

    Returns:
        The exit status.

    >>> main(["conflicts", "no such file.toml"])
    2
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A terminal without a letter shows its code instead of ending the answer.
            stream.reconfigure(errors="backslashreplace")
    options = _parser().parse_args(argv)
    try:
        status: int = options.run(options)
        if sys.stdout is not None:
            sys.stdout.flush()
        return status
    except ContradictoryEvidence as error:
        return _failed(error, NOT_AS_EXPECTED)
    except TooLarge as error:
        if error.mend:
            error.mend = error.mend.replace("leave out figures with .only(...)", "leave figures out of the document")
        return _failed(error, BAD_INPUT)
    except DocketStatsError as error:
        return _failed(error, BAD_INPUT)
    except OSError as error:
        # What is left in the buffer has nowhere to go; the interpreter must not complain when it flushes that.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return (
            OK if isinstance(error, BrokenPipeError) else _failed(f"the answer cannot be written: {error}", BAD_INPUT)
        )
    except KeyboardInterrupt:
        return INTERRUPTED
    except RecursionError:
        return _failed("the input is nested too deeply", BAD_INPUT)


def _failed(error: object, status: int) -> int:
    print("\n".join(map(printable, f"docketstats: error: {error}".split("\n"))), file=sys.stderr)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="docketstats",
        description="Defensible figures from the few counts that agencies publish about a docket.",
        epilog="Exit status: 0 as expected, 1 not as expected or contradictory, 2 bad input.",
    )
    parser.add_argument("--version", action="version", version=f"docketstats {docketstats.__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Any, text: str) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=text, description=text)
        one.set_defaults(run=run)
        return one

    def document(one: argparse.ArgumentParser) -> argparse.ArgumentParser:
        one.add_argument("document", type=Path, help="a document in TOML, or in JSON if its name ends in .json")
        return one

    check = document(command("check", _check, "Give the verdict on each claim of a document."))
    check.add_argument("--explain", action="store_true", help="explain each verdict")
    bound = document(command("bound", _bound, "Give the tightest interval that a document allows for a measure."))
    bound.add_argument("expression", help="a measure such as 'share(a, among=b)', or a population for its count")
    bound.add_argument("-o", "--output", type=Path, metavar="PROOF.json", help="save the answer with its proofs")
    explain = document(command("explain", _explain, "Explain an answer, or the verdict on each claim."))
    explain.add_argument("expression", nargs="?", help="a measure or a population; each claim unless given")
    for one in (bound, explain):
        one.add_argument("--at", metavar="DATE", help="the date of the question")
    history = document(command("history", _history, "Show the answers to one question at many dates, and the gaps."))
    history.add_argument("expression", help="a measure without dates, or a population for its count")
    history.add_argument("--at", metavar="DATE", action="append", help="a date, one of several; all unless given")
    text = "Tabulate how many units went from each item at one date to each at another."
    transitions = document(command("transitions", _transitions, text))
    transitions.add_argument("classification", help="a classification; its top items are the rows and the columns")
    transitions.add_argument("--since", metavar="DATE", required=True, help="the date of the rows")
    transitions.add_argument("--until", metavar="DATE", required=True, help="the date of the columns")
    for one in (check, bound, explain, history, transitions):
        one.add_argument("--known-on", metavar="DATE", help="use only what had certainly been published by that day")
    conflicts = document(command("conflicts", _conflicts, "List the smallest sets of facts that cannot all be true."))
    for one in (check, bound, explain, history, transitions, conflicts):
        one.add_argument("--json", action="store_true", help="write JSON, with exact numbers as texts")
    verify = command("verify", _verify, "Re-check a saved answer with its proofs and examples, without a solver.")
    verify.add_argument("proof", type=Path, help="what 'bound -o' or to_json wrote")
    verify.add_argument("--against", type=Path, metavar="DOCUMENT", help="a document that must hold its facts")
    return parser


def _document(options: argparse.Namespace) -> Document:
    """The document, as known on the day that was asked for."""
    document = load(options.document)
    if options.known_on is None:
        return document
    return attrs.evolve(document, evidence=document.evidence.as_known_on(options.known_on))


def _show(text: str, indent: str = "", hang: int = 4) -> None:
    """Print a text with its long lines wrapped under their own indentation and ``hang`` more blanks."""
    width = max(40, min(100, shutil.get_terminal_size((100, 24)).columns))
    for line in map(printable, text.split("\n")):
        own = indent + line[: len(line) - len(line.lstrip())]
        print(
            textwrap.fill(
                line.strip(),
                width,
                initial_indent=own,
                subsequent_indent=own + " " * hang,
                break_long_words=False,
                break_on_hyphens=False,
            )
        )


def _print_json(data: dict[str, Any]) -> None:
    """Print JSON, with what a terminal would obey or hide escaped as JSON does it."""
    letters = (one if one == "\n" or printable(one) == one else json.dumps(one)[1:-1] for one in write_json(data))
    print("".join(letters), end="")


# -- check and explain ----------------------------------------------------------------------------------------------


def _check(options: argparse.Namespace) -> int:
    document = _document(options)
    decisions = document.decide()
    conflicts = document.evidence.conflicts()
    if options.json:
        claims = list(map(_decision_data, decisions))
        _print_json({"title": document.title, "claims": claims, **_conflicts_data(conflicts)})
    else:
        if document.title:
            _show(printable(document.title))
            print()
        told: set[str] = set()
        for decision in decisions:
            _show_decision(decision)
            if options.explain:
                _show_explanation(decision)
            elif decision.verdict:
                _show_notes(decision.verdict, told)
        _show_others(conflicts, decisions)
        fitting = sum(decision.as_expected for decision in decisions)
        print(f"{fitting} of {len(decisions)} claims came out as expected")
    # Claims tell what is expected; without any, nothing but a contradiction can be wrong.
    good = all(decision.as_expected for decision in decisions) if decisions else not conflicts
    return OK if good else NOT_AS_EXPECTED


def _show_decision(decision: Decision) -> None:
    claim = decision.claim
    text = printable(claim.text or repr(claim.statement))
    by = f" ({printable(claim.by)})" if claim.by else ""
    wanted = claim.expected or "supported, refuted, undetermined or undefined"
    expected = "" if decision.as_expected else f"  [NOT AS EXPECTED: {wanted} was expected]"
    _show(f"{decision.outcome:<14}{text}{by}{expected}", hang=14)
    for line in brief(decision.verdict) if decision.verdict else ():
        _show(line, " " * 14)
    if decision.contradiction:
        for conflict in decision.contradiction.conflicts:
            _show(str(conflict), " " * 14)


def _show_notes(verdict: Verdict, told: set[str]) -> None:
    """Show the notes of a verdict; those that are not about its claim alone, once."""
    for note in verdict.notes:
        if note not in told:
            _show(f"note: {note}", " " * 14)
        if note in verdict.figure.notes:
            told.add(note)


def _show_others(conflicts: Conflicts, decisions: Sequence[Decision]) -> None:
    """Show the conflicts of a document that stand in the way of none of its claims."""
    found = [decision.contradiction.conflicts for decision in decisions if decision.contradiction]
    told = {frozenset(one.facts) for each in found for one in each}
    others = [one for one in conflicts if frozenset(one.facts) not in told]
    if others:
        print("Facts of this document contradict each other:")
    for one in others:
        _show(str(one), "  ")
    if not conflicts.complete:
        _show("Some facts are too many to be checked together; there may be other contradictions.")


def _show_explanation(decision: Decision) -> None:
    if decision.verdict:
        _show(decision.verdict.explain(), "  ")
    print()


def _explain(options: argparse.Namespace) -> int:
    document = _document(options)
    if options.expression is not None:
        figure = document.evidence.bound(document.measure(options.expression, at=options.at))
        if options.json:
            _print_json({**figure_data(figure), "explanation": figure.explain()})
        else:
            _show(figure.explain())
        return OK
    if options.at is not None:
        raise DocumentError("--at goes with an expression; claims have their own dates")
    decisions = document.decide()
    if options.json:
        claims = [
            {**_decision_data(one), "explanation": one.verdict.explain() if one.verdict else str(one.contradiction)}
            for one in decisions
        ]
        _print_json({"title": document.title, "claims": claims})
        return OK
    for decision in decisions:
        if decision.contradiction:
            _show_decision(decision)
        _show_explanation(decision)
    return OK


# -- bound, history, transitions and conflicts ----------------------------------------------------------------------


def _bound(options: argparse.Namespace) -> int:
    document = _document(options)
    figure = document.evidence.bound(document.measure(options.expression, at=options.at))
    if options.output is not None:
        write_text(options.output, to_json(figure))
    if options.json:
        _print_json(figure_data(figure))
        return OK
    _show(str(figure))
    if not figure.is_undefined:
        sharp = "no tighter interval is right" if figure.sharpness.value == "sharp" else "a tighter one may be right"
        _show(f"exactly {write_interval(figure.interval)}; {figure.sharpness.value}: {sharp}", "  ")
    if figure.may_be_undefined:
        _show("the denominator may be empty; this holds where it is not", "  ")
    for source in figure.sources:
        _show(f"source: {source}", "  ")
    for one in figure.assumptions:
        _show(printable(f"{one.text} [{one.because}]"), "  ")
    for note in figure.notes:
        _show(f"note: {note}", "  ")
    return OK


def _history(options: argparse.Namespace) -> int:
    document = _document(options)
    history = document.evidence.history(document.measure(options.expression), options.at)
    if options.json:
        _print_json(history_data(history))
        return OK
    print(history)  # its lines are aligned, so they are not wrapped
    for note in dict.fromkeys((*history.notes, *(note for _, figure in history if figure for note in figure.notes))):
        _show(f"note: {note}", "  ")
    return OK


def _transitions(options: argparse.Namespace) -> int:
    evidence = _document(options).evidence
    table = evidence.transitions(options.classification, since=options.since, until=options.until)
    if options.json:
        _print_json(transitions_data(table))
    else:
        print("\n".join(map(printable, str(table).split("\n"))))  # its lines are aligned, so they are not wrapped
    return OK


def _conflicts(options: argparse.Namespace) -> int:
    evidence = load(options.document).evidence
    conflicts, empty = evidence.conflicts(), evidence.forced_empty()
    if options.json:
        _print_json({**_conflicts_data(conflicts), "forced_empty": list(map(figure_data, empty))})
        return OK if conflicts.complete and not conflicts else NOT_AS_EXPECTED
    for figure in empty:
        _show(f"{figure}, though nothing says so by itself; it follows from:")
        for fact in figure.used:
            _show(f"- {cited(fact)}", "  ")
        print()
    if conflicts:
        for conflict in conflicts:
            _show(str(conflict))
            print()
        rest = "" if conflicts.complete else "; there may be others"
        print(f"{len(conflicts)} minimal conflict{'' if len(conflicts) == 1 else 's'}{rest}")
    else:
        whole = "no conflicts: the facts can all be true"
        part = "no conflict was found, but some facts are too many to be checked together: this says nothing about them"
        print(whole if conflicts.complete else part)
    return OK if conflicts.complete and not conflicts else NOT_AS_EXPECTED


def _conflicts_data(conflicts: Conflicts) -> dict[str, Any]:
    return {"complete": conflicts.complete, "conflicts": list(map(conflict_data, conflicts))}


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


# -- verify ---------------------------------------------------------------------------------------------------------


def _verify(options: argparse.Namespace) -> int:
    try:
        finding = from_json(read_text(options.proof))
        checked = check_again(finding)
    except DocumentError as error:
        error.where = str(options.proof)
        raise
    except (ProofRejected, ArithmeticError) as error:
        return _failed(f"{options.proof}: it does not hold: {error}", NOT_AS_EXPECTED)
    figure = finding.figure if isinstance(finding, Verdict) else finding
    if isinstance(figure, DerivedFigure):
        # What was proved, from the numbers: the text in a file is only what somebody called it.
        _show(f"{printable(_proved(figure.measure))} is in {figure.interval}")
    _show(f"verdict: {finding.outcome.value}" if isinstance(finding, Verdict) else type(finding).__name__)
    print("holds for the facts printed here:")
    _show_saved(checked.facts)
    if options.against is None:
        return OK
    missing, others = compare(checked, load(options.against))
    if missing:
        print(f"{options.against} does not hold:")
        _show_saved(missing)
        return NOT_AS_EXPECTED
    print(f"{options.against} holds all of these facts")
    if others:
        print("It also holds these, which bear on the question and might narrow the answer:")
    for fact in others:
        _show(f"- {printable(fact.text)}", "  ")
    return OK


def _proved(measure: Measure) -> str:
    """A measure in terms of the counts that its proofs are about."""
    parts = [written(measure.linear)] if measure.linear.terms or measure.linear.constant or not measure.ratios else []
    for one, factor in measure.ratios:
        times = "" if factor == 1 else f"{factor} times "
        parts.append(f"{times}({written(one.numerator)}) / ({written(one.denominator)})")
    return " + ".join(parts)


def _show_saved(facts: Sequence[Fact]) -> None:
    """Show facts of a file by what the kernel checked of them, and apart from that what the file calls them."""
    for fact in facts:
        sure = "" if fact.confidence is None else f" (at confidence {float(fact.confidence):.3g})"
        _show(f"- {printable(explain_fact(fact))}{sure}", "  ")
        origin = fact.source or printable(fact.because) or fact.origin.value
        _show(f"the file calls it: {printable(fact.text)} [{origin}]", " " * 6)
