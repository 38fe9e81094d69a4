"""Questions about sets too entangled for bags: few facts prove, and a population has to fit all of them.

An end that some facts prove holds whatever the others say. So ends come from the facts around the question's sets, as
many as bags can take. At each a population that fits all facts is sought. Where there seems to be none, the search
names the facts that rule it out, and these prove another end. So nothing rests on the search, which is done in floats:
where it finds nothing, the end is still proved, and is not said to be attained.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import suppress
from fractions import Fraction
from types import ModuleType
from typing import TYPE_CHECKING

import attrs

from docketstats.errors import NotLinearFractional, TooLarge
from docketstats.inference.ends import never
from docketstats.inference.optimum import Answer, Contradiction, feasible, optimum
from docketstats.inference.proof import Bound, Proof, Ray, Side, Witness
from docketstats.inference.recount import value_in
from docketstats.inference.worlds import Worlds
from docketstats.model.facts import Fact, Line, Origin, lattice, lines
from docketstats.model.measure import Measure
from docketstats.model.term import Leaf
from docketstats.values.interval import Interval, exact

if TYPE_CHECKING:
    from docketstats.inference.columns.population import Fit

RINGS = 3
"""How far from the question's sets facts are taken to prove an end."""
SEARCHED = 20
"""The facts up to which whole-unit ends are searched for by splitting."""
TIGHTENINGS = 5
"""How often facts that rule an end out prove another."""
HALVINGS = 4
"""How often what lies between an end and the populations known is halved at most."""


def ask_wide(facts: tuple[Fact, ...], measure: Measure) -> Answer:
    """The tightest interval for a measure that proofs and populations were found for.

    Raises:
        NotLinearFractional: If denominators differ and are not found to be forced to single numbers.
        Contradiction: If the facts are found to rule each other out.
        TooLarge: If there are too many facts, or the measure itself is about too many sets.
    """
    population = _columns().population
    found = _Ends(facts, measure)
    for number, ring in enumerate(_rings(facts, measure.leaves())):
        try:
            found.prove(ring)
        except TooLarge:
            if not number:
                raise
            break
    if found.not_linear is not None:
        raise found.not_linear
    base = population(facts)
    if base.against and (proof := _refuted(facts, base.against)):
        raise Contradiction(proof)
    if found.undefined is not None:
        return attrs.evolve(found.undefined, facts=facts)
    found.prove_by_all_worlds(base.worlds)
    lower, upper = (found.settled(side, base.worlds) for side in (Side.LOWER, Side.UPPER))
    if found.undefined is not None:
        return attrs.evolve(found.undefined, facts=facts)
    always = found.always_defined
    if measure.ratios and always is None and not lower.lemmas:
        empty = Fact("where it is undefined", "a denominator is empty", origin=Origin.QUESTION, lines=never(measure))
        always, _ = fits_wide(facts, empty)
    return Answer(facts, lower, upper, always_defined=always)


def _columns() -> ModuleType:
    """What looks for populations in floats: it loads numpy."""
    try:
        from docketstats.inference.columns import population
    except ModuleNotFoundError as error:  # in a browser
        raise TooLarge(f"so many sets need {error.name}, which is not installed here") from error
    return population


def feasible_wide(facts: tuple[Fact, ...]) -> tuple[Proof | None, Worlds | None]:
    """Whether whole units fit some facts: a proof that none do, or a population that does; neither if unresolved."""
    base = _columns().population(facts)
    return _refuted(facts, base.against), base.worlds


def fits_wide(facts: tuple[Fact, ...], said: Fact) -> tuple[Proof | None, Worlds | None]:
    """The same for facts and a statement."""
    population_with = _columns().population_with
    for ring in _rings(facts, said.leaves):
        try:
            proof = _against((*ring, said))
        except TooLarge:
            break
        if proof is not None:
            return proof, None
    fit = population_with(facts, said)
    return _refuted((*facts, said), fit.against), fit.worlds


def _rings(facts: Sequence[Fact], asked: frozenset[Leaf]) -> Iterator[tuple[Fact, ...]]:
    """The facts about no sets, then ever more of the facts around some; in the end all, if they are few."""
    reached: set[Leaf] = set()
    taken: tuple[Fact, ...] = ()
    for _ in range(RINGS + 1):
        before, taken = (
            taken,
            tuple(
                fact
                for fact in facts
                if all(leaf.is_everyone for leaf in fact.leaves) or not reached.isdisjoint(fact.leaves)
            ),
        )
        if taken == before and reached:
            break
        yield taken
        reached |= {leaf for leaf in asked.union(*(fact.leaves for fact in taken)) if not leaf.is_everyone}
    # Others may be tied to these by everyone on the docket alone.
    if len(taken) < len(facts) <= SEARCHED:
        yield tuple(facts)


def _told(facts: Sequence[Fact], against: Sequence[int]) -> tuple[Fact, ...]:
    """Some of the facts, and those that say which of their sets' combinations are empty."""
    numbers = {number for number in against if number < len(facts)}
    sets = frozenset[Leaf]().union(*(facts[number].leaves for number in numbers))
    return tuple(
        fact
        for number, fact in enumerate(facts)
        if number in numbers or (fact.leaves <= sets and any(line.empties for line in fact.lines))
    )


def _refuted(facts: tuple[Fact, ...], against: Sequence[int]) -> Proof | None:
    if not against:
        return None
    try:
        return _against(_told(facts, against))
    except TooLarge:
        return None


def _against(facts: tuple[Fact, ...]) -> Proof | None:
    """The proof that some facts cannot all hold, if there is one and, where they are many, it takes no splits."""
    return feasible(facts, nodes=_nodes(facts))[0]


def _nodes(facts: tuple[Fact, ...]) -> int | None:
    """A proof needs no population, so where there are many facts none is searched for."""
    return None if len(facts) <= SEARCHED else 1


class _Ends:
    """The ends proved so far of one measure.

    Attributes:
        not_linear: Why the measure has no ends, if the facts so far do not force its denominators.
        undefined: The answer that it is nowhere defined, if that is proved.
        always_defined: The proof that it is defined everywhere, if there is one.
    """

    def __init__(self, facts: tuple[Fact, ...], measure: Measure) -> None:
        self._facts, self._measure = facts, measure
        self.undefined: Answer | None = None
        self.not_linear: NotLinearFractional | None = None
        self.always_defined: Proof | None = None
        self._starts: dict[Side, Fit] = {}
        self._ends = {side: Bound(side, side.sign * math.inf, is_open=True) for side in Side}

    def prove(self, facts: tuple[Fact, ...]) -> None:
        """Prove ends by some facts.

        Raises:
            TooLarge: If bags cannot take them.
        """
        try:
            answer = optimum(facts, self._measure, nodes=_nodes(facts))
        except NotLinearFractional as error:
            self.not_linear = error  # facts further away may force the denominators
            return
        self.not_linear = None
        if answer.lower is None or answer.upper is None:
            self.undefined = answer
            return
        self.always_defined = self.always_defined or answer.always_defined
        self._take(answer.lower)
        self._take(answer.upper)

    def prove_by_all_worlds(self, base: Worlds | None) -> None:
        """Prove the ends of a linear measure that are not attained yet, where all worlds can be listed."""
        from docketstats.inference.columns.listed import listed

        if base is None or self._measure.ratios or (worlds := listed(self._facts)) is None:
            return
        form, scale, offset = lattice(self._measure.linear)
        for side, bound in self._ends.items():
            if bound.value == self._witness(base).value:
                continue
            found = worlds.greatest(tuple((term, side.sign * factor) for term, factor in form))
            if found is not None:
                proof, self._starts[side] = found
                value = exact(side.sign * int(proof.conclusion.upper) * scale + offset)
                self._take(Bound(side, value, proof=proof))

    def _take(self, bound: Bound) -> None:
        known = self._ends[bound.side]
        if (bound.proof and self._tighter(bound, known)) or (bound.lemmas and not known.lemmas):
            self._ends[bound.side] = attrs.evolve(bound, witness=None, ray=None, sharp=False)

    @staticmethod
    def _tighter(one: Bound, other: Bound) -> bool:
        inner, outer = one.side.sign * one.value, one.side.sign * other.value
        return inner < outer or (inner == outer and one.is_open and not other.is_open)

    def settled(self, side: Side, base: Worlds | None) -> Bound:
        """One end, with a population that attains it if one is found, else with one that is near."""
        population_with = _columns().population_with
        near = None
        for _ in range(TIGHTENINGS):
            bound = self._ends[side]
            if bound.is_open or bound.lemmas:
                break
            if base is not None and self._witness(base).value == bound.value:
                return attrs.evolve(bound, witness=self._witness(base), sharp=True)
            fit = population_with(self._facts, self._at(bound.value), self._starts.get(side))
            if fit.worlds is not None:
                return attrs.evolve(bound, witness=self._witness(fit.worlds), sharp=True)
            near = fit.near or near
            with suppress(TooLarge):
                self.prove(_told(self._facts, fit.against))
            if bound is self._ends[side]:
                break
        bound = self._ends[side]
        if base is None or (witness := self._witness(base)).value is None:
            return bound
        if math.isinf(bound.value):
            ray = self._ray(side)
            return attrs.evolve(bound, witness=witness, ray=ray, sharp=ray is not None)
        return attrs.evolve(bound, witness=witness if self._measure.ratios else self._nearest(bound, witness, near))

    def _at(self, value: float | int | Fraction) -> Fact:
        said = lines(self._measure, Interval.exactly(value))
        return Fact("the end", f"{self._measure!r} is {value}", origin=Origin.QUESTION, lines=said)

    def _witness(self, worlds: Worlds) -> Witness:
        return Witness(self._facts, worlds, self._measure, value_in(worlds, self._measure))

    def _nearest(self, bound: Bound, base: Witness, near: Worlds | None) -> Witness:
        """A population nearer to an end than two that are known, by halving what lies between."""
        population_with = _columns().population_with
        sign = bound.side.sign
        _, scale, offset = lattice(self._measure.linear)

        def place(one: Bound | Witness) -> int:
            return sign * round((exact(one.value) - offset) / Fraction(scale))

        best = max(base, base if near is None else self._witness(near), key=place)
        low, high = place(best), place(bound)
        close = -((place(base) - high) >> HALVINGS)
        while high - low > max(close, 1):
            middle = (low + high + 1) // 2
            at = self._at(exact(sign * middle * scale + offset))
            fit = population_with(self._facts, at, self._starts.get(bound.side))
            if fit.worlds is None:
                high = middle
            else:
                low, best = middle, self._witness(fit.worlds)
        return best

    def _ray(self, side: Side) -> Ray | None:
        """Units that may be added over and over and move the measure towards an end."""
        population = _columns().population
        if self._measure.ratios:
            return None
        still = tuple(attrs.evolve(fact, lines=tuple(map(_still, fact.lines))) for fact in self._facts)
        form, _, _ = lattice(self._measure.linear)
        moves = Line(tuple((term, side.sign * factor) for term, factor in form), 1, math.inf)
        found = population((*still, Fact("moves", "it moves", origin=Origin.QUESTION, lines=(moves,)))).worlds
        return None if found is None else Ray(found)


def _still(line: Line) -> Line:
    """The line for what is added: nothing, where the count has an end."""
    lower, upper = (end if math.isinf(end) else 0 for end in (line.lower, line.upper))
    return Line(line.terms, lower, upper)
