"""The words that a report uses, each with its meaning: the outcomes, and those of the rest that stand on the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docketstats.adapters.report.claims import OUTCOMES
from docketstats.adapters.report.view import ClaimView
from docketstats.findings.decision import CONTRADICTION
from docketstats.findings.verdict import Outcome

_SELDOM = (Outcome.UNDEFINED.value, Outcome.UNRESOLVED.value)


def outcomes(claims: Sequence[ClaimView]) -> Iterator[tuple[str, str]]:
    """The outcomes: those that every reader should know of, and the others where they occur."""
    for word, (_, meaning) in OUTCOMES.items():
        if word not in _SELDOM or any(one.outcome == word for one in claims):
            yield word, meaning


def others(claims: Sequence[ClaimView], *, contradictory: bool, named: bool) -> Iterator[tuple[str, str]]:
    """The words of the trade besides, where they occur.

    Args:
        claims: The claims.
        contradictory: Whether the page tells of contradictions.
        named: Whether it lists sets.
    """
    if claims or contradictory:
        yield "fact", "What a source said, read at its weakest, or a stated relation or assumption."
    if any(one.outcome != CONTRADICTION for one in claims):
        yield "population that fits", "Any list of units in which every such fact is true."
    if any(one.allowed for one in claims):
        yield "what the sources allow", "The values that a number has in one population that fits or another."
    if any(one.readings for one in claims):
        yield (
            "weakest and strongest reading",
            'The least and the most that words such as "over" or "about" may say. A claim is supported only if it holds'
            " in its strongest reading, and refuted only if it does not in its weakest.",
        )
    if any(one.assumptions for one in claims):
        yield "assumption", "What no source says and somebody takes to be true, with a reason."
    if any(one.confidence for one in claims):
        yield "confidence", "How sure an answer is at least, where figures that bear on it are uncertain."
    if named:
        yield "docket", "A register of persons, cases or other units, of which figures count some."
