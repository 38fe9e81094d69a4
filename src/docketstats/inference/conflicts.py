"""Minimal conflicts: the smallest sets of statements that cannot all be true.

Figures, relations and assumptions may be wrong; the rules of classifications are blamed last, so they are kept while
the others are searched, and those a conflict needs are then added to it. All minimal conflicts are found by Reiter's
hitting-set tree (Reiter 1987), each shrunk from the support of an infeasibility proof by a deletion filter
(Chinneck & Dravnieks 1991).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from docketstats.inference.bounds import feasible
from docketstats.inference.proof import Proof
from docketstats.model.facts import Fact, Origin
from docketstats.model.source import Source
from docketstats.values import markup
from docketstats.values.formatting import format_level, printable
from docketstats.values.interval import Exact, exact

MOST_CONFLICTS = 20
"""Minimal conflicts that are listed."""
MOST_TOLD = 3
"""Minimal conflicts that an error tells in full."""
MOST_CHECKS = 600
"""Feasibility checks that a listing may take."""


@attrs.frozen(repr=False)
class Conflict:
    """An irreducible set of facts that cannot all hold, with its proof.

    Attributes:
        facts: The facts; leave out any that is not a rule and the rest is possible.
        proof: That they cannot all hold.
        irreducible: Whether each of them is known to be needed; False where the work limit left that open.
        among: The uncertain facts that it was found among, if any: its level counts them all.

    >>> import docketstats as ds
    >>> court, report = ds.Docket("court", unit="case"), ds.Source("Annual report")
    >>> said = ((court.everyone, 100), (court.population("old"), 120))
    >>> figures = [ds.reported(what, number, source=report) for what, number in said]
    >>> evidence = ds.Evidence(court.snapshot("2024-09-30", figures=figures))
    >>> conflict, = evidence.conflicts()
    >>> print(*(fact.text for fact in conflict.facts), sep="; ")
    count(everyone, at="2024-09-30") is 100; count(old, at="2024-09-30") is 120
    >>> conflict.proof.check(), conflict.irreducible
    (True, True)
    """

    facts: tuple[Fact, ...]
    proof: Proof
    irreducible: bool = True
    among: tuple[Fact, ...] = attrs.field(kw_only=True, default=())

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of its facts."""
        return tuple(dict.fromkeys(fact.source for fact in self.facts if fact.source))

    @property
    def confidence(self) -> Exact:
        """The confidence at which something besides the chance that uncertain figures leave is wrong.

        That at least one of its facts is false is proved. If all that is certain were true, and each uncertain figure
        at its level, figures like these would contradict each other in 1 minus this of all cases at most. As for any
        answer, all uncertain figures that the conflict was found among count. It is 1 if its own facts are certain.
        """
        if all(fact.confidence is None for fact in self.facts):
            return 1
        return shared_confidence((*self.facts, *self.among))

    def __repr__(self) -> str:
        return f"<Conflict of {markup.numbered(len(self.facts), 'fact')}: {markup.listed(map(cited, self.facts))}>"

    def _repr_html_(self) -> str:
        rows = [(one.text, str(one.source or one.because or one.origin.value)) for one in self.facts]
        return markup.table(f"These cannot all be true{at_level(self.confidence)}", rows, head=("fact", "from"))

    def __str__(self) -> str:
        lines = [f"- {cited(fact)}" for fact in self.facts]
        level = at_level(self.confidence)
        return "\n".join([f"These cannot all be true{level}:", *lines])


def cited(fact: Fact) -> str:
    """A fact in words, with its source or reason."""
    return f"{printable(fact.text)} [{fact.source or printable(fact.because or fact.origin.value)}]"


def shared_confidence(facts: Iterable[Fact]) -> Exact:
    """1 minus the shortfalls of the uncertain facts, each counted once, and at least 0."""
    short = sum(1 - fact.confidence for fact in set(facts) if fact.confidence is not None)
    return exact(max(0, 1 - short))


def at_level(confidence: Exact) -> str:
    """What to add to an answer that holds at a confidence only."""
    return "" if confidence == 1 else f" (at confidence {format_level(confidence)})"


class Conflicts(tuple[Conflict, ...]):
    """The minimal conflicts found, the smallest first, as a tuple that also says whether they are all there are.

    Attributes:
        complete: Whether there are no others.

    >>> import docketstats as ds
    >>> court, report = ds.Docket("court", unit="case"), ds.Source("Annual report")
    >>> said = ((court.everyone, 100), (court.population("old"), 120))
    >>> figures = [ds.reported(what, number, source=report) for what, number in said]
    >>> evidence = ds.Evidence(court.snapshot("2024-09-30", figures=figures))
    >>> found = evidence.conflicts()
    >>> len(found), found.complete
    (1, True)
    """

    complete: bool

    def __new__(cls, found: Iterable[Conflict] = (), complete: bool = True) -> Conflicts:
        """Make the tuple."""
        self = super().__new__(cls, found)
        self.complete = complete
        return self

    @property
    def shared(self) -> tuple[Fact, ...]:
        """The facts that each of them uses, without the rules of classifications: where to look first."""
        first, *others = (one.facts for one in self) if self else ((),)
        return tuple(one for one in first if one.origin is not Origin.RULE and all(one in each for each in others))

    def told(self) -> str:
        """The smallest of them in prose, how many more there are, and which facts each of them uses."""
        lines = list(map(str, self[:MOST_TOLD]))
        if (more := len(self) - MOST_TOLD) > 0:
            lines.append(f"and {'' if self.complete else 'at least '}{more} more such sets, in .conflicts")
            if self.shared:
                lines += ["All that were found use:", *(f"- {cited(fact)}" for fact in self.shared)]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        return markup.several("conflict", [one._repr_html_() for one in self], complete=self.complete)

    def __reduce__(self) -> tuple[object, ...]:
        return (Conflicts, (tuple(self), self.complete))


def minimal_conflicts(facts: Sequence[Fact], *, most: int = MOST_CONFLICTS) -> Conflicts:
    """The minimal conflicts among facts, up to a limit on their number and on the checks made."""
    rules = tuple(fact for fact in facts if fact.origin is Origin.RULE)
    blamable = tuple(fact for fact in facts if fact.origin is not Origin.RULE)
    uncertain = tuple(fact for fact in facts if fact.confidence is not None)
    checks = MOST_CHECKS
    resolved = True

    def refute(some: Iterable[Fact]) -> Proof | None:
        nonlocal checks, resolved
        checks -= 1
        chosen = frozenset(some)
        # Keeping the order of the facts keeps answers the same from run to run.
        proof, worlds = feasible(tuple(fact for fact in facts if fact in chosen))
        resolved = resolved and (proof is not None or worlds is not None)
        return proof

    def shrink(proof: Proof, movable: Sequence[Fact], kept: Sequence[Fact]) -> tuple[list[Fact], Proof]:
        """Delete from the proof's own facts, one at a time, those that a refutation does without."""
        needed = [fact for fact in movable if fact in proof.facts]
        for fact in list(needed):
            if fact in needed and (smaller := refute([*kept, *(one for one in needed if one != fact)])):
                proof = smaller
                needed = [one for one in needed if one in smaller.facts]
        return needed, proof

    found: list[Conflict] = []
    sets: list[frozenset[Fact]] = []
    seen: set[frozenset[Fact]] = set()
    frontier: list[frozenset[Fact]] = [frozenset()]
    while frontier and len(found) < most and checks > 0:
        dropped = frontier.pop(0)
        known = next((one for one in sets if not one & dropped), None)
        if known is None:
            proof = refute([*rules, *(fact for fact in blamable if fact not in dropped)])
            if proof is None:
                continue
            earlier, resolved = resolved, True
            core, proof = shrink(proof, blamable, rules)
            needed, proof = shrink(proof, rules, core)
            known = frozenset(core)
            sets.append(known)
            together = tuple(fact for fact in facts if fact in core or fact in needed)
            found.append(Conflict(together, proof, resolved, among=uncertain))
            resolved = resolved and earlier
        for fact in sorted(known, key=lambda one: one.name):
            below = dropped | {fact}
            if below not in seen:
                seen.add(below)
                frontier.append(below)
    return Conflicts(sorted(found, key=lambda one: len(one.facts)), complete=not frontier and resolved)
