"""Sensitivity: how an answer moves when one thing changes, a source left out or a wording read otherwise."""

from __future__ import annotations

import attrs

from docketstats.errors import ContradictoryEvidence
from docketstats.findings.derived import DerivedFigure


@attrs.frozen
class Change:
    """One change and the answer after it.

    Attributes:
        what: The change, in words.
        figure: The answer after it; None if the facts then contradict each other.
        contradiction: The contradiction, if there is one.
    """

    what: str
    figure: DerivedFigure | None = None
    contradiction: ContradictoryEvidence | None = attrs.field(default=None, eq=False)

    def __str__(self) -> str:
        return f"{self.what}: {self.figure.quantity if self.figure else 'contradictory evidence'}"


@attrs.frozen
class Sensitivity:
    """An answer, and what becomes of it under one change at a time.

    Attributes:
        figure: The answer as it stands.
        changes: The answers after each change.
    """

    figure: DerivedFigure
    changes: tuple[Change, ...]

    @property
    def matter(self) -> tuple[Change, ...]:
        """The changes that move the interval."""
        return tuple(one for one in self.changes if one.figure is None or one.figure.interval != self.figure.interval)

    def __str__(self) -> str:
        return "\n".join([f"as it stands: {self.figure.quantity}", *map(str, self.changes)])
