"""Saved findings, checked again: by themselves, and against the facts of a document."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from docketstats.errors import DocumentError
from docketstats.findings.derived import DerivedFigure
from docketstats.findings.exposure import Exposures
from docketstats.findings.history import History
from docketstats.findings.reconciliation import Reconciliation
from docketstats.findings.sensitivity import Sensitivity
from docketstats.findings.verdict import Verdict
from docketstats.inference.conflicts import Conflict, Conflicts
from docketstats.inference.proof import Proof, Witness
from docketstats.model.facts import Fact, Origin
from docketstats.model.measure import Measure
from docketstats.model.ties import component, pruned
from docketstats.notation.document import Document
from docketstats.values.markup import numbered


@attrs.frozen
class Checked:
    """What a finding rests on, once it has been checked.

    Attributes:
        facts: The facts that its proofs and examples use.
        measures: What it is about.
        what: What was checked, such as "2 proofs and 2 examples".
        of_conflict: Whether it is about facts that contradict each other.
    """

    facts: tuple[Fact, ...]
    measures: tuple[Measure, ...] = ()
    what: str = attrs.field(default="", kw_only=True)
    of_conflict: bool = attrs.field(default=False, kw_only=True)


def check_again(finding: object) -> Checked:
    """Check the proofs and examples of a finding, without a solver.

    Raises:
        ProofRejected: If anything does not hold.
        DocumentError: If it has nothing to check.
    """
    if isinstance(finding, Reconciliation):
        finding.check()
        return Checked(finding.used, what="that no smaller total change is possible", of_conflict=True)
    proofs, witnesses, measures = _parts(finding)
    parts: tuple[Proof | Witness, ...] = (*proofs, *witnesses)
    if not parts:
        raise DocumentError(f"it is a {type(finding).__name__} and has nothing to check")
    for one in parts:
        one.check()
    for answer in _audited(finding) if isinstance(finding, Exposures) else [finding]:
        if isinstance(answer, DerivedFigure | History | Sensitivity | Verdict):
            answer.check()
    facts = dict.fromkeys(fact for one in parts for fact in one.facts)
    counted = [numbered(len(some), word) for some, word in ((proofs, "proof"), (witnesses, "example")) if some]
    return Checked(
        tuple(one for one in facts if one.origin not in (Origin.CLAIM, Origin.QUESTION)),
        measures,
        what=" and ".join(counted),
        of_conflict=isinstance(finding, Conflict | Conflicts),
    )


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
        case History():
            return _together(figure for _, figure in finding if figure is not None)
        case Sensitivity():
            return _together(finding.answers)
        case Exposures():
            return _together(_audited(finding))
        case Conflicts():
            return _together(finding)
        case Conflict():
            return (finding.proof,), (), ()
        case Proof():
            return (finding,), (), ()
        case Witness():
            return (), (finding,), (finding.measure,)
    return (), (), ()


def _audited(found: Exposures) -> tuple[DerivedFigure, ...]:
    """What an audit knows of each cell."""
    return tuple(one.figure for one in (*found.cells, *found.derived))


def _together(findings: Iterable[object]) -> tuple[tuple[Proof, ...], tuple[Witness, ...], tuple[Measure, ...]]:
    each = [_parts(one) for one in findings]
    return (
        tuple(proof for proofs, _, _ in each for proof in proofs),
        tuple(one for _, witnesses, _ in each for one in witnesses),
        tuple(measure for _, _, measures in each for measure in measures),
    )


def compare(checked: Checked, document: Document) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """The facts that a document does not hold, and those it also holds that bear on the question.

    Names do not count, as figures may have been numbered anew since; everything else does.
    """
    held = set(map(_nameless, document.evidence.facts(*checked.measures)))
    used = set(map(_nameless, checked.facts))
    missing = tuple(fact for fact in checked.facts if _nameless(fact) not in held)
    tied = _tied(checked, document) if checked.measures else ()
    return missing, tuple(fact for fact in tied if _nameless(fact) not in used)


def contradictions(checked: Checked, document: Document) -> tuple[Conflicts, bool]:
    """What contradicts itself in a document, and whether some of that bears on what was checked."""
    conflicts = document.evidence.conflicts()
    tied = set(_tied(checked, document)) if conflicts else set()
    return conflicts, any(fact in tied for one in conflicts for fact in one.facts)


def _tied(checked: Checked, document: Document) -> tuple[Fact, ...]:
    """The facts of a document that bear on what was checked or, where that asks nothing, on its facts."""
    everything = list(document.evidence.facts(*checked.measures))
    asked = {leaf for measure in checked.measures for leaf in measure.leaves()}
    asked = asked or {leaf for fact in checked.facts for leaf in fact.leaves}
    return tuple(component(pruned(everything, asked), asked)) if asked else ()


def _nameless(fact: Fact) -> Fact:
    return attrs.evolve(fact, name="")
