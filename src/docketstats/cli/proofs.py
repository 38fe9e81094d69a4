"""The command that re-checks what was proved: verify."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from docketstats.adapters.documents import from_json
from docketstats.adapters.documents.files import read_text
from docketstats.adapters.documents.verifying import Checked, check_again, compare, contradictions
from docketstats.cli.options import Commands, command, document_of, next_steps, part, takes_part
from docketstats.cli.status import NOT_AS_EXPECTED, OK
from docketstats.cli.terminal import failed, show
from docketstats.errors import DocumentError, ProofRejected
from docketstats.findings.derived import DerivedFigure
from docketstats.findings.explanation import explain_fact
from docketstats.findings.verdict import Verdict
from docketstats.inference.bounds import written
from docketstats.model.facts import Fact
from docketstats.model.measure import Measure
from docketstats.notation.intervals import write_number
from docketstats.values.formatting import printable


def add(commands: Commands) -> None:
    """Add the command."""
    verify = command(
        commands,
        "verify",
        _verify,
        "Re-check a saved answer with its proofs and examples, without a solver.",
        'docketstats bound court.toml "old - represented" --at 2024-12-31 -o proof.json',
        "docketstats verify proof.json",
        "docketstats verify proof.json --against court.toml",
        more="Alone it shows that the answer follows from the facts printed; with --against also that a document\n"
        "holds these facts. The exit status is 1 if it does not, or contradicts itself in what bears on the answer.",
    )
    verify.add_argument("proof", type=Path, help="what 'bound -o' or to_json wrote")
    verify.add_argument("--against", type=Path, metavar="DOCUMENT", help="a document that must hold its facts")
    takes_part(verify)


def _verify(options: argparse.Namespace) -> int:
    try:
        finding = from_json(read_text(options.proof))
        checked = check_again(finding)
    except DocumentError as error:
        error.where = str(options.proof)
        raise
    except (ProofRejected, ArithmeticError) as error:
        return failed(f"{options.proof}: it does not hold: {error}", NOT_AS_EXPECTED)
    if options.against is None and part(options):
        raise DocumentError(f"{' and '.join(part(options)[::2])}: for the document that is given by --against")
    figure = finding.figure if isinstance(finding, Verdict) else finding
    if isinstance(figure, DerivedFigure):
        # What was proved, from the numbers: the text in a file is only what somebody called it.
        known = figure.interval
        value = f"exactly {write_number(known.lower)}" if known.is_point else f"in {known}"
        show(f"{printable(_proved(figure.measure))} is {value}")
    show(f"verdict: {finding.outcome.value}" if isinstance(finding, Verdict) else type(finding).__name__)
    print("holds for the facts printed here:")
    _show_saved(checked.facts)
    show(f"verified, without a solver: {checked.what}, given these facts")
    if options.against is None:
        show("not verified: whether the sources say so, and what the file calls things (--against compares the facts)")
        return OK
    return _against(options, checked)


def _against(options: argparse.Namespace, checked: Checked) -> int:
    """Compare what was checked with a document."""
    name = printable(str(options.against))
    document = document_of(options, options.against)
    conflicts, bears = contradictions(checked, document)
    missing, others = compare(checked, document)
    if missing:
        print(f"{name} does not hold:")
        _show_saved(missing)
    else:
        print(f"{name} holds all of these facts")
    if bears and not checked.of_conflict:
        show(f"{name} contradicts itself in what bears on this, so it neither confirms nor refutes it:")
        show(conflicts.told(), "  ")
    elif conflicts:
        show(f"{name} contradicts itself, which is what this is about" if bears else
             f"{name} contradicts itself elsewhere; that does not bear on this")  # fmt: skip
    elif not conflicts.complete:
        show(f"some facts of {name} are too many to be checked together; whether they contradict each other is open")
    for step in next_steps(options, document, conflicts, options.against) if bears else ():
        show(step)
    if missing or (bears and not checked.of_conflict):
        return NOT_AS_EXPECTED
    if others:
        print("It also holds these, which bear on the question and might narrow the answer:")
    for fact in others:
        show(f"- {printable(fact.text)}", "  ")
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
        show(f"- {printable(explain_fact(fact))}{sure}", "  ")
        origin = fact.source or printable(fact.because) or fact.origin.value
        show(f"the file calls it: {printable(fact.text)} [{origin}]", " " * 6)
