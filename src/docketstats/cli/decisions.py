"""Decisions on claims as plain text: the outcome, the claim, the reason in brief, and what to know besides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from docketstats.cli.terminal import show
from docketstats.findings.decision import CONTRADICTION, Decision
from docketstats.findings.explanation import brief
from docketstats.findings.verdict import Outcome
from docketstats.inference.conflicts import Conflicts
from docketstats.values.formatting import printable

_NO_VERDICT = {
    CONTRADICTION: "NO VERDICT: figures that bear on it contradict each other",
    Outcome.UNRESOLVED.value: "NO VERDICT: the limit of work was reached",
}
_COLUMN = 14


def show_decisions(title: str, decisions: Sequence[Decision], *, explained: bool) -> None:
    """Show each decision, with its explanation or with its notes."""
    if title:
        show(printable(title))
        print()
    for decision, besides in zip(decisions, remarks(decisions), strict=True):
        if explained and decision.verdict is not None:
            show_decision(decision)
            show_explanation(decision)
        else:
            show_decision(decision, besides)
            print(end="\n" if explained else "")


def show_decision(decision: Decision, besides: Sequence[str] = ()) -> None:
    """Show a decision, its reason in brief, and what to know besides."""
    unexpected = mismatch(decision)
    told = f"  [{unexpected}]" if unexpected else ""
    show(f"{decision.outcome:<{_COLUMN}}{claim_text(decision)}{claimant(decision, '({})')}{told}", hang=_COLUMN)
    for line in (*(brief(decision.verdict) if decision.verdict is not None else ()), *besides):
        show(line, " " * _COLUMN)


def show_explanation(decision: Decision) -> None:
    """Show the explanation of a verdict, if there is one."""
    if decision.verdict is not None:
        show(decision.verdict.explain(), "  ")
    print()


def show_others(conflicts: Conflicts, decisions: Sequence[Decision]) -> None:
    """Show the conflicts of a document that stand in the way of none of its claims."""
    found = [decision.contradiction.conflicts for decision in decisions if decision.contradiction]
    told = {frozenset(one.facts) for each in found for one in each}
    others = [one for one in conflicts if frozenset(one.facts) not in told]
    if others:
        print("Facts of this document contradict each other:")
    for one in others:
        show(str(one), "  ")
    if not conflicts.complete:
        show("Some facts are too many to be checked together; there may be other contradictions.")


def show_sum(decisions: Sequence[Decision]) -> None:
    """Show how many claims came out as expected or, where no claim says what is, how many came out how."""
    if decisions and all(decision.claim.expected is None for decision in decisions):
        counts = Counter(decision.outcome for decision in decisions)
        tally = ", ".join(f"{outcome} {number}" for outcome, number in counts.most_common())
        print(f"{len(decisions)} claim{'' if len(decisions) == 1 else 's'}: {tally}")
    elif decisions:
        fitting = sum(decision.as_expected for decision in decisions)
        print(f"{fitting} of {len(decisions)} claims came out as expected")
    else:
        print("the document has no claims to check")


def claim_text(decision: Decision) -> str:
    """What is claimed, in its own words if it has any."""
    return printable(decision.claim.text or repr(decision.claim.statement))


def claimant(decision: Decision, form: str) -> str:
    """Who claimed it, in some form such as ``({})``, or nothing."""
    by = decision.claim.by
    return f" {form.format(printable(by))}" if by else ""


def mismatch(decision: Decision) -> str:
    """That there is no verdict, or not the one that was expected; or nothing."""
    if decision.as_expected:
        return ""
    if decision.claim.expected is None:
        return _NO_VERDICT[decision.outcome]
    return f"NOT AS EXPECTED: {decision.claim.expected} was expected"


def remarks(decisions: Sequence[Decision]) -> Iterator[list[str]]:
    """What to know besides of each decision: its contradictions, the assumptions that it rests on, and its notes.

    Notes that are not about one claim alone are told once, and a contradiction is told with the first claim that it is
    in the way of.
    """
    told: set[str] = set()
    first: dict[str, int] = {}
    for number, decision in enumerate(decisions, 1):
        lines: list[str] = []
        for conflict in decision.contradiction.conflicts if decision.contradiction else ():
            text = str(conflict)
            seen = first.setdefault(text, number)
            lines.append(text if seen == number else f"the same contradiction as in claim {seen}")
        if (verdict := decision.verdict) is not None:
            assumed = dict.fromkeys((*verdict.figure.assumptions, *verdict.assumptions))
            lines += [printable(f"{one.text} [{one.because}]") for one in assumed]
            lines += [f"note: {note}" for note in verdict.notes if note not in told]
            told.update(note for note in verdict.notes if note in verdict.figure.notes)
        yield lines
