"""The command line: check, bound, explain, conflicts and verify.

Exit status: 0 when all is as expected, 1 when it is not (an unexpected verdict, a contradiction, a proof that does not
hold), 2 for input that cannot be used. Errors go to standard error, without a traceback.
"""

from __future__ import annotations

import argparse
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
from docketstats.adapters.documents.files import read_text, write_text
from docketstats.adapters.documents.intervals import write_interval, write_number
from docketstats.adapters.documents.plaintext import write_json
from docketstats.errors import ContradictoryEvidence, DocketStatsError, DocumentError, ProofRejected
from docketstats.findings.derived import DerivedFigure
from docketstats.findings.verdict import Outcome, Verdict
from docketstats.inference.bounds import written
from docketstats.inference.conflicts import Conflict
from docketstats.inference.proof import Proof, Witness
from docketstats.model.facts import Fact, Origin, component, pruned
from docketstats.model.figure import Claim
from docketstats.model.measure import Measure

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
    print(f"docketstats: error: {error}", file=sys.stderr)
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
    conflicts = document(command("conflicts", _conflicts, "List the smallest sets of facts that cannot all be true."))
    for one in (check, bound, conflicts):
        one.add_argument("--json", action="store_true", help="write JSON, with exact numbers as texts")
    verify = command("verify", _verify, "Re-check a saved answer with its proofs and examples, without a solver.")
    verify.add_argument("proof", type=Path, help="what 'bound -o' or to_json wrote")
    verify.add_argument("--against", type=Path, metavar="DOCUMENT", help="a document that must hold its facts")
    return parser


def _show(text: str, indent: str = "", hang: int = 4) -> None:
    """Print a text with its long lines wrapped under their own indentation and ``hang`` more blanks."""
    width = max(40, min(100, shutil.get_terminal_size((100, 24)).columns))
    for line in text.splitlines():
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


# -- check and explain ----------------------------------------------------------------------------------------------


@attrs.frozen
class _Decision:
    """The outcome of a claim, with its verdict or with the contradiction that stands in the way of one."""

    claim: Claim
    verdict: Verdict | None
    contradiction: ContradictoryEvidence | None = None

    @property
    def outcome(self) -> str:
        return self.verdict.outcome.value if self.verdict else "contradiction"

    @property
    def as_expected(self) -> bool:
        """Whether the outcome is the expected one or, where none was named, whether there is one at all."""
        if self.claim.expected is not None:
            return self.outcome == self.claim.expected
        return self.verdict is not None and self.verdict.outcome is not Outcome.UNRESOLVED


def _decide(document: Document) -> list[_Decision]:
    decisions = []
    for number, claim in enumerate(document.claims):
        try:
            decisions.append(_Decision(claim, document.evidence.check(claim)))
        except ContradictoryEvidence as error:
            decisions.append(_Decision(claim, None, error))
        except DocketStatsError as error:
            raise DocumentError(str(error), where=f"claims[{number}]") from error
    return decisions


def _check(options: argparse.Namespace) -> int:
    document = load(options.document)
    decisions = _decide(document)
    if options.json:
        print(write_json({"title": document.title, "claims": list(map(_decision_data, decisions))}), end="")
    else:
        if document.title:
            _show(document.title)
            print()
        for decision in decisions:
            _show_decision(decision)
            if options.explain:
                _show_explanation(decision)
        fitting = sum(decision.as_expected for decision in decisions)
        print(f"{fitting} of {len(decisions)} claims came out as expected")
    return OK if all(decision.as_expected for decision in decisions) else NOT_AS_EXPECTED


def _show_decision(decision: _Decision) -> None:
    claim = decision.claim
    text = claim.text or repr(claim.statement)
    by = f" ({claim.by})" if claim.by else ""
    expected = "" if decision.as_expected else f"  [NOT AS EXPECTED: {claim.expected or 'an outcome'}]"
    _show(f"{decision.outcome:<14}{text}{by}{expected}", hang=14)
    if decision.verdict and decision.verdict.weakest.outcome is not decision.verdict.strongest.outcome:
        for word, reading in (("weakest", decision.verdict.weakest), ("strongest", decision.verdict.strongest)):
            _show(f"in its {word} reading: {reading.outcome.value}", " " * 14)
    if decision.contradiction:
        for conflict in decision.contradiction.conflicts:
            _show(str(conflict), " " * 14)


def _show_explanation(decision: _Decision) -> None:
    if decision.verdict:
        _show(decision.verdict.explain(), "  ")
    print()


def _explain(options: argparse.Namespace) -> int:
    document = load(options.document)
    if options.expression is not None:
        _show(document.evidence.bound(document.measure(options.expression, at=options.at)).explain())
        return OK
    if options.at is not None:
        raise DocumentError("--at goes with an expression; claims have their own dates")
    for decision in _decide(document):
        if decision.contradiction:
            _show_decision(decision)
        _show_explanation(decision)
    return OK


# -- bound and conflicts --------------------------------------------------------------------------------------------


def _bound(options: argparse.Namespace) -> int:
    document = load(options.document)
    figure = document.evidence.bound(document.measure(options.expression, at=options.at))
    if options.output is not None:
        write_text(options.output, to_json(figure))
    if options.json:
        print(write_json(_figure_data(figure)), end="")
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
        _show(f"{one.text} [{one.because}]", "  ")
    for note in figure.notes:
        _show(f"note: {note}", "  ")
    return OK


def _conflicts(options: argparse.Namespace) -> int:
    conflicts = load(options.document).evidence.conflicts()
    if options.json:
        data = {"complete": conflicts.complete, "conflicts": list(map(_conflict_data, conflicts))}
        print(write_json(data), end="")
    elif conflicts:
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


def _decision_data(decision: _Decision) -> dict[str, Any]:
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
        for name, reading in (("weakest", verdict.weakest), ("strongest", verdict.strongest)):
            data[name] = {"interval": write_interval(reading.interval), "outcome": reading.outcome.value}
        data["figure"] = _figure_data(verdict.figure)
        data["notes"] = list(verdict.notes)
    if decision.contradiction:
        data["conflicts"] = list(map(_conflict_data, decision.contradiction.conflicts))
    return data


def _figure_data(figure: DerivedFigure) -> dict[str, Any]:
    return {
        "measure": repr(figure.measure),
        "unit": figure.measure.unit,
        "interval": write_interval(figure.interval),
        "sharpness": figure.sharpness.value,
        "undefined": figure.is_undefined,
        "may_be_undefined": figure.may_be_undefined,
        "confidence": write_number(figure.confidence),
        "sources": list(map(str, figure.sources)),
        "assumptions": [{"text": one.text, "because": one.because} for one in figure.assumptions],
        "notes": list(figure.notes),
    }


def _conflict_data(conflict: Conflict) -> dict[str, Any]:
    return {
        "confidence": write_number(conflict.confidence),
        "facts": [
            {"name": one.name, "text": one.text, "origin": one.origin.value, "source": str(one.source or one.because)}
            for one in conflict.facts
        ],
    }


# -- verify ---------------------------------------------------------------------------------------------------------


def _verify(options: argparse.Namespace) -> int:
    try:
        finding = from_json(read_text(options.proof))
    except DocumentError as error:
        error.where = str(options.proof)
        raise
    proofs, witnesses, measures = _parts(finding)
    parts: tuple[Proof | Witness, ...] = (*proofs, *witnesses)
    if not parts:
        raise DocumentError(f"it is a {type(finding).__name__} and has nothing to check", where=str(options.proof))
    try:
        for one in parts:
            one.check()
        if isinstance(finding, DerivedFigure | Verdict):
            finding.check()
    except (ProofRejected, ArithmeticError) as error:
        return _failed(f"{options.proof}: it does not hold: {error}", NOT_AS_EXPECTED)
    facts = tuple(dict.fromkeys(fact for one in parts for fact in one.facts))
    stated = [fact for fact in facts if fact.origin not in (Origin.CLAIM, Origin.QUESTION)]
    figure = finding.figure if isinstance(finding, Verdict) else finding
    if isinstance(figure, DerivedFigure):
        # What was proved, from the numbers: the text in a file is only what somebody called it.
        _show(f"{_proved(figure.measure)} is in {figure.interval}")
    _show(f"verdict: {finding.outcome.value}" if isinstance(finding, Verdict) else type(finding).__name__)
    print("holds for the facts printed here:")
    for fact in stated:
        _show(f"- {fact.text} [{fact.source or fact.because or fact.origin.value}]", "  ")
    if options.against is None:
        return OK
    return _compare(stated, load(options.against), measures, options.against)


def _proved(measure: Measure) -> str:
    """A measure in terms of the counts that its proofs are about."""
    parts = [written(measure.linear)] if measure.linear.terms or measure.linear.constant or not measure.ratios else []
    for one, factor in measure.ratios:
        times = "" if factor == 1 else f"{factor} times "
        parts.append(f"{times}({written(one.numerator)}) / ({written(one.denominator)})")
    return " + ".join(parts)


def _parts(finding: object) -> tuple[tuple[Proof, ...], tuple[Witness, ...], tuple[Measure, ...]]:
    """The proofs and examples of a finding, and what it is about."""
    match finding:
        case Verdict():
            both = (finding.weakest, finding.strongest)
            proofs, witnesses, measures = _parts(finding.figure)
            proofs += tuple(proof for one in both for proof in one.proofs)
            witnesses += tuple(one for each in both for one in (each.true_in, each.false_in) if one)
            return proofs, witnesses, measures
        case DerivedFigure():
            ends = [end for end in (finding.lower, finding.upper) if end is not None]
            return finding.proofs, tuple(end.witness for end in ends if end.witness), (finding.measure,)
        case Conflict():
            return (finding.proof,), (), ()
        case Proof():
            return (finding,), (), ()
        case Witness():
            return (), (finding,), (finding.measure,)
    return (), (), ()


def _compare(facts: Sequence[Fact], document: Document, measures: Sequence[Measure], path: Path) -> int:
    """Whether a document holds the facts of a finding, whatever it calls them."""
    everything = list(document.evidence.facts(*measures))
    held = set(map(_nameless, everything))
    missing = [fact for fact in facts if _nameless(fact) not in held]
    if missing:
        print(f"{path} does not hold:")
        for fact in missing:
            _show(f"- {fact.text} [{fact.source or fact.because or fact.origin.value}]", "  ")
        return NOT_AS_EXPECTED
    print(f"{path} holds all of these facts")
    asked = {leaf for measure in measures for leaf in measure.leaves()}
    used = set(map(_nameless, facts))
    others = [fact for fact in component(pruned(everything, asked), asked) if _nameless(fact) not in used]
    if others and measures:
        print("It also holds these, which bear on the question and might narrow the answer:")
        for fact in others:
            _show(f"- {fact.text}", "  ")
    return OK


def _nameless(fact: Fact) -> Fact:
    # Figures may have been numbered anew since, so that names do not count; everything else does.
    return attrs.evolve(fact, name="")
