"""The one entry to inference: asks for the tightest bounds, by the way that suits the facts."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache

import attrs

from docketstats.errors import NotLinearFractional, TooLarge
from docketstats.inference.history import is_history
from docketstats.inference.near import View, near
from docketstats.inference.optimum import Answer, Contradiction, optimum, written
from docketstats.inference.optimum import feasible as feasible_by_bags
from docketstats.inference.proof import Bound, Proof, Side
from docketstats.inference.route import fits_bags, has_many_sets, is_large
from docketstats.inference.search import Solver
from docketstats.inference.stand_ins import StandIns, any_long
from docketstats.inference.wide import ask_wide, feasible_wide, fits_wide
from docketstats.inference.worlds import Worlds
from docketstats.model.facts import Fact, about_steps
from docketstats.model.measure import Measure
from docketstats.model.term import Term

__all__ = ["Answer", "Contradiction", "ask", "feasible", "fits", "nearby", "written"]

SEARCHED = 20
"""The bags of a view up to which the facts within it are searched for whole-unit ends."""


def feasible(facts: tuple[Fact, ...]) -> tuple[Proof | None, Worlds | None]:
    """Whether whole units fit some facts: a proof that none do, or a population that does; neither if unresolved."""
    try:
        return feasible_by_bags(facts)
    except TooLarge:
        return feasible_wide(facts)


def fits(facts: tuple[Fact, ...], said: Fact) -> tuple[Proof | None, Worlds | None]:
    """The same for facts and a statement, near the statement's sets where there are many; the population is plain."""
    if _entangled(facts):
        return fits_wide(facts, said)
    for view in _views(facts, [term for line in said.lines for term, _ in line.terms]):
        if proof := feasible_by_bags((*view.within, said))[0]:
            return proof, None
        worlds = feasible_by_bags((*view.fixed, said), view.together)[1]
        if worlds is not None:
            return None, view.patched(worlds)
    try:
        if any_long((*facts, said)):
            return feasible_by_bags((*facts, said))
        solver = Solver((*facts, said), ())
    except TooLarge:
        return fits_wide(facts, said)
    found = solver.find(())
    if found.upper == -math.inf:
        return found.proof, None
    return None, None if found.worlds is None else solver.plainest() or found.worlds


def ask(facts: tuple[Fact, ...], measure: Measure) -> Answer:
    """The tightest interval for a measure, given the facts tied to it.

    Raises:
        Contradiction: If the facts cannot all hold.
        NotLinearFractional: If denominators differ and are not forced to single numbers.
        TooLarge: If there are too many facts about sets that are too entangled.
    """
    answer = _ask(facts, measure)
    return _as_histories(answer) if about_steps(facts, measure) else answer


def _ask(facts: tuple[Fact, ...], measure: Measure) -> Answer:
    if _entangled(facts):
        return ask_wide(facts, measure)
    try:
        return _ask_near(facts, measure) or optimum(facts, measure)
    except TooLarge:
        return ask_wide(facts, measure)


def _as_histories(answer: Answer) -> Answer:
    """The answer with only such examples as are shown to be histories, and ends called sharp only with one."""

    def shown(bound: Bound | None) -> Bound | None:
        if bound is None or bound.witness is None or is_history(bound.witness, bound.ray):
            return bound
        return attrs.evolve(bound, sharp=False, witness=None, ray=None)

    return attrs.evolve(answer, lower=shown(answer.lower), upper=shown(answer.upper))


def _entangled(facts: tuple[Fact, ...]) -> bool:
    """Whether there are many sets that are too entangled to be gathered into bags."""
    return has_many_sets(facts) and _too_entangled(facts)


@lru_cache(maxsize=4)
def _too_entangled(facts: tuple[Fact, ...]) -> bool:
    if not is_large(facts):
        return not fits_bags(StandIns(facts).facts)
    try:
        near(facts)
    except TooLarge:
        return True
    return False


def _views(facts: tuple[Fact, ...], terms: Sequence[Term]) -> Iterator[View]:
    if is_large(facts) and (some := near(facts)):
        yield from some.views(terms)


def nearby(facts: tuple[Fact, ...], measure: Measure) -> tuple[Fact, ...]:
    """The facts nearest to a measure's sets where there are many facts, else all of them."""
    if not is_large(facts):
        return facts
    views = iter(()) if _entangled(facts) else _views(facts, measure.terms)
    asked = measure.leaves()
    return next((view.within for view in views), tuple(fact for fact in facts if not asked.isdisjoint(fact.leaves)))


def _ask_near(facts: tuple[Fact, ...], measure: Measure) -> Answer | None:
    """The answer by what is said near the measure's sets, if that suffices."""
    ends: dict[Side, Bound] = {}
    for view in _views(facts, measure.terms):
        # The proof from outside needs no population, so where there is much outside it is not searched for one.
        nodes = None if len(view.together) <= SEARCHED else 1
        try:
            outer = optimum(view.within, measure, nodes=nodes)
        except NotLinearFractional:
            continue  # facts further away may force the denominators
        if outer.lower is None or outer.upper is None:
            return attrs.evolve(outer, facts=facts)
        wanted = {one.side: math.inf if one.side in ends else one.value for one in (outer.lower, outer.upper)}
        inner = optimum(view.fixed, measure, view.together, wanted=wanted)
        for proved, attained in ((outer.lower, inner.lower), (outer.upper, inner.upper)):
            if attained is not None and proved.side not in ends and _meet(proved, attained):
                assert attained.witness is not None
                worlds = view.patched(attained.witness.worlds)
                witness = attrs.evolve(attained.witness, facts=facts, worlds=worlds)
                ends[proved.side] = attrs.evolve(proved, witness=witness, ray=attained.ray, sharp=True)
        # Whether a denominator may be empty is settled by a proof from outside or a population from inside.
        settled = not measure.ratios or outer.always_defined or not inner.always_defined
        if len(ends) == 2 and settled:
            return Answer(facts, ends[Side.LOWER], ends[Side.UPPER], always_defined=outer.always_defined)
    return None


def _meet(proved: Bound, attained: Bound) -> bool:
    return attained.sharp and (proved.value, proved.is_open) == (attained.value, attained.is_open)
