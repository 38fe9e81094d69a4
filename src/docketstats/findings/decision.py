"""Decisions: what came of checking a claim, a verdict or a contradiction in its way."""

from __future__ import annotations

from typing import NoReturn

import attrs

from docketstats.errors import ContradictoryEvidence, NoTruthValue
from docketstats.findings.verdict import Outcome, Verdict
from docketstats.model.figure import Claim

CONTRADICTION = "contradiction"
"""The outcome where the facts tied to a claim cannot all be true, as `Claim.expected` names it."""


@attrs.frozen
class Decision:
    """A claim and its verdict, or the contradiction that stands in the way of one.

    Attributes:
        claim: The claim.
        verdict: The verdict; None where the facts tied to the claim contradict each other.
        contradiction: That contradiction, if there is one.

    >>> import docketstats as ds
    >>> court, report = ds.Docket("court", unit="case"), ds.Source("Annual report")
    >>> old = court.population("old")
    >>> evidence = ds.Evidence(court.snapshot("2024-09-30", figures=[ds.reported(court.everyone, 100, source=report)]))
    >>> claim = ds.Claim(ds.count(old) > 100, text="Over 100 are old", expected="refuted")
    >>> decision = evidence.decide(claim)
    >>> decision.outcome, decision.as_expected
    ('refuted', True)
    """

    claim: Claim
    verdict: Verdict | None
    contradiction: ContradictoryEvidence | None = attrs.field(default=None, kw_only=True, eq=False)

    def __bool__(self) -> NoReturn:
        raise NoTruthValue(
            f"a decision has no truth value; this one is {self.outcome}", mend='write decision.outcome == "supported"'
        )

    @property
    def outcome(self) -> str:
        """The outcome in a word: that of the verdict, or "contradiction"."""
        return self.verdict.outcome.value if self.verdict is not None else CONTRADICTION

    @property
    def as_expected(self) -> bool:
        """Whether the outcome is the expected one or, where none was named, whether there is one at all."""
        if self.claim.expected is not None:
            return self.outcome == self.claim.expected
        return self.verdict is not None and self.verdict.outcome is not Outcome.UNRESOLVED
