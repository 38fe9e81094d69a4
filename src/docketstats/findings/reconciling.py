"""Searches for the least corrections of contradictory figures: a least total with its proof, and each figure alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Literal, TypeAlias, get_args

import attrs

from docketstats.errors import ContradictoryEvidence, ModelError, NotLinearFractional, TooLarge
from docketstats.findings.derived import DerivedFigure
from docketstats.findings.reconciliation import Alone, Reconciliation, relaxed
from docketstats.inference import ends
from docketstats.inference.apart import ask_apart
from docketstats.inference.bounds import Contradiction, ask, feasible
from docketstats.inference.conflicts import minimal_conflicts
from docketstats.inference.proof import Bound, Combination, Proof, Side, Witness
from docketstats.inference.recount import value_in
from docketstats.model.adjustable import Adjustable, total_change
from docketstats.model.facts import Fact, Origin
from docketstats.model.figure import ReportedFigure
from docketstats.model.lowering import Placed
from docketstats.model.measure import over_one
from docketstats.model.source import Source
from docketstats.values.given import shown
from docketstats.values.interval import Exact, exact

By: TypeAlias = Literal["absolute", "relative"]
"""What a correction costs: its units, or its part of the number that is corrected."""
Trusted: TypeAlias = Source | ReportedFigure


@attrs.frozen
class Costs:
    """Which figures may be corrected, and what that costs.

    Args:
        by: How corrections are measured.
        trust: What a correction costs more, or less, than the same of another figure: a figure's own trust, else its
            source's, else 1.
        adjust: The sources and figures of which figures may be corrected; all if None.
    """

    by: By = "absolute"
    trust: Mapping[Trusted, Exact] = attrs.field(factory=dict)
    adjust: tuple[Trusted, ...] | None = None

    def problems(self, placed: Sequence[Placed]) -> Iterator[str]:
        """What is wrong with them, for some figures."""
        if self.by not in get_args(By):
            yield f"changes are by 'absolute' or 'relative', not {shown(self.by)}"
        known = {one.figure for one in placed} | {one.figure.source for one in placed}
        for what, named in (("trust", tuple(self.trust)), ("adjust", self.adjust or ())):
            for one in named:
                if not isinstance(one, Source | ReportedFigure) or one not in known:
                    yield f"{what} names {shown(one)}, which is no source or figure in force of this evidence"
        for one, weight in self.trust.items():
            if exact(weight) <= 0:
                yield f"the trust in {one!r} must be above 0, not {weight}"

    def adjustable(self, placed: Sequence[Placed], facts: Iterable[Fact]) -> Iterator[Adjustable]:
        """The figures among some facts that may be corrected."""
        known = {fact.name: fact for fact in facts if fact.origin is Origin.FIGURE}
        for one in placed:
            figure = one.figure
            chosen = self.adjust is None or figure in self.adjust or figure.source in self.adjust
            if chosen and (fact := known.get(one.name)):
                lowering, raising = self._each(one, placed)
                found = Adjustable(
                    fact,
                    measure=one.measure,
                    interval=figure.interval,
                    if_any=figure.if_any,
                    trust=exact(self.trust.get(figure, self.trust.get(figure.source, 1))),
                    lowering=lowering,
                    raising=raising,
                )
                if found.is_adjustable:
                    yield found

    def _each(self, one: Placed, placed: Sequence[Placed]) -> tuple[Exact, Exact]:
        """What a unit costs by which a figure is lowered, and one by which it is raised."""
        if self.by == "absolute":
            return 1, 1
        whole = _stated_whole(one, placed) if one.measure.ratios else 1

        def relative(end: Exact | float) -> Exact:
            return 1 if isinstance(end, float) else exact(1 / max(Fraction(1), abs(Fraction(end) * whole)))

        # A form that is too small is met by lowering the figure's lower end; one that is too great, by its upper end.
        return relative(one.figure.interval.lower), relative(one.figure.interval.upper)


def _stated_whole(one: Placed, placed: Sequence[Placed]) -> Exact:
    """The least number that a figure states for the denominator of a ratio; 0 if none does."""
    below = over_one(one.measure).denominator
    ends = [
        end
        for other in placed
        if not other.measure.ratios and other.measure.linear == below
        for end in (other.figure.interval.lower, other.figure.interval.upper)
        if not isinstance(end, float) and end > 0
    ]
    return min(ends, default=0)


def reconcile(groups: Sequence[tuple[Fact, ...]], proofs: Sequence[Proof], placed: Sequence[Placed],
              costs: Costs) -> Reconciliation:  # fmt: skip
    """The least corrections of figures that let some groups of facts hold.

    Args:
        groups: Groups of facts that share no set, of which none is known to hold.
        proofs: The proofs that groups of them cannot hold.
        placed: The figures in force.
        costs: Which may be corrected, and what that costs.

    Raises:
        ModelError: If the costs do not fit the figures.
        ContradictoryEvidence: If no correction of these figures lets the facts hold.
        TooLarge: If no corrections were found within the work limit.
    """
    if problems := list(costs.problems(placed)):
        raise ModelError("; ".join(problems))
    facts = tuple(dict.fromkeys(fact for group in groups for fact in group))
    if not facts:
        return Reconciliation(by=costs.by)
    adjustable = tuple(costs.adjustable(placed, facts))
    try:
        least = _least(facts, adjustable)
    except Contradiction:
        conflicts = minimal_conflicts(relaxed(facts, adjustable))
        shown = "\n".join(map(str, conflicts))
        raise ContradictoryEvidence(
            f"no correction of {len(adjustable):,} figures lets all the facts hold\n{shown}",
            conflicts=conflicts,
            complete=conflicts.complete,
        ) from None
    if least is None:
        raise TooLarge(
            f"no corrections of {len(adjustable):,} figures were found within the work limit",
            mend="leave out figures with .only(...), or correct fewer of them with adjust=...",
        )
    # A figure can only explain it alone if nothing else contradicts, and if the proof of that needs it.
    blamed = proofs[0].facts if len(groups) == len(proofs) == 1 else ()
    alone = tuple(_alone(facts, [one for one in adjustable if one.fact in blamed]))
    found = Reconciliation(facts, adjustable=adjustable, least=least, by=costs.by, alone=alone)
    return attrs.evolve(found, least=_by_one_figure(found) or least)


def _least(facts: tuple[Fact, ...], adjustable: tuple[Adjustable, ...]) -> Bound | None:
    """The lower end of the total change, if a population was found."""
    total = total_change(adjustable)
    least = ask(relaxed(facts, adjustable), total).lower
    if least is None or least.witness is None:
        return None
    if least.proof is None:  # nothing was proved within the work limit, but counts are never negative
        line = ends.conclusion(total, Side.LOWER, 0, False)
        return Bound(Side.LOWER, 0, proof=Proof((), line, Combination(())), witness=least.witness)
    return least


def _alone(facts: tuple[Fact, ...], candidates: Iterable[Adjustable]) -> Iterator[Alone]:
    for one in candidates:
        others = tuple(fact for fact in facts if fact != one.fact)
        worlds = feasible(others)[1]
        if worlds is None:
            continue
        example = Witness(others, worlds, one.measure, value_in(worlds, one.measure))
        try:
            answer = (ask_apart if one.measure.kind == "average" else ask)(others, one.measure)
        except (Contradiction, NotLinearFractional, TooLarge):
            continue  # what the others allow is not known
        allowed = DerivedFigure(
            one.measure,
            lower=answer.lower,
            upper=answer.upper,
            facts=others,
            always_defined=answer.always_defined,
            undefined=answer.undefined,
        )
        try:
            least = _least(facts, (one,))
        except Contradiction:
            least = None
        yield Alone(one, allowed=allowed, example=example, least=least)


def _by_one_figure(found: Reconciliation) -> Bound | None:
    """The least total with the correction of one figure alone for its example, if one comes to that."""
    least = found.least
    for one in found.alone:
        witness = one.least and one.least.witness
        if least and witness and witness.value == least.value:
            measure = total_change(found.adjustable)
            return attrs.evolve(least, witness=attrs.evolve(witness, facts=found.relaxed, measure=measure), sharp=True)
    return None
