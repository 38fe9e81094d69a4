"""The tightest bounds by one linear system, with their proofs and populations that attain them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from fractions import Fraction
from types import MappingProxyType
from typing import TypeAlias

import attrs

from docketstats.errors import NotLinearFractional, ProofRejected
from docketstats.inference.ends import conclusion as end_line
from docketstats.inference.ends import never, with_denominators
from docketstats.inference.proof import Bound, Proof, Ray, Side, Witness
from docketstats.inference.recount import value_in
from docketstats.inference.search import CONTRADICTION, WORK, Form, Search, Solver, trimmed
from docketstats.inference.simplex import Certificate
from docketstats.inference.stand_ins import StandIns, any_long
from docketstats.inference.worlds import Worlds
from docketstats.model.facts import Fact, Origin, at_least_one, lattice
from docketstats.model.linear import LinearForm
from docketstats.model.measure import Measure, over_one
from docketstats.model.term import Leaf, Term
from docketstats.values.interval import Exact, exact

PLAUSIBLE = 10**5
"""The denominators among which the ratio is looked for that a point in near fractions stands for."""

Together: TypeAlias = Sequence[frozenset[Leaf]]
"""Sets of leaves of which each is to lie in one bag."""


class Contradiction(Exception):
    """The facts of a system cannot all hold; carries the proof. Never leaves this layer."""

    def __init__(self, proof: Proof) -> None:
        super().__init__("contradiction")
        self.proof = proof


@attrs.frozen
class Answer:
    """What inference finds for a measure.

    Attributes:
        facts: The facts tied to the question.
        lower: The lower end; None if the measure is undefined in every population that fits.
        upper: The upper end; None likewise.
        always_defined: The proof that the denominator of a ratio is never empty, if it is so.
        undefined: The proof that it must be; None otherwise.
    """

    facts: tuple[Fact, ...]
    lower: Bound | None
    upper: Bound | None
    always_defined: Proof | None = None
    undefined: Proof | None = None

    @property
    def crossed(self) -> tuple[Exact | float, Exact | float] | None:
        """What it is proved to be at least and at most, if the first is more: then no whole units fit.

        Each end is proved by itself. Where a sum of many counts is pinned between two whole numbers, one count after
        another can be split without coming to the end, so that there is no single proof of the contradiction.
        """
        if self.lower is None or self.upper is None or self.lower.value <= self.upper.value:
            return None
        return self.lower.value, self.upper.value


def feasible(
    facts: Sequence[Fact], together: Together = (), *, nodes: int | None = None
) -> tuple[Proof | None, Worlds | None]:
    """Whether whole units fit some facts: a proof that none do, or a population that does; neither if unresolved."""
    if any_long(facts):
        short = StandIns(facts)
        proof, worlds = _feasible(short.facts, together, nodes)
        return proof and short.proof(proof), None if worlds is None else short.worlds(worlds)
    return _feasible(facts, together, nodes)


def _feasible(
    facts: Sequence[Fact], together: Together = (), nodes: int | None = None
) -> tuple[Proof | None, Worlds | None]:
    found = Solver(facts, (), together).find((), nodes)
    return (found.proof, None) if found.upper == -math.inf else (None, found.worlds)


def greatest(facts: Sequence[Fact], asked: Iterable[Term]) -> Callable[[Form], int | float]:
    """What gives a proved upper end of forms on some terms; -infinity if nothing fits, infinity if none is known.

    Raises:
        TooLarge: If bags cannot take the facts.
    """
    asked = tuple(asked)
    if not any_long(facts, asked):
        solver = Solver(facts, asked)
        return lambda form: solver.search(form).upper
    short = StandIns(facts, asked)
    solver = Solver(short.facts, tuple(map(short.short, asked)))
    return lambda form: solver.search(tuple((short.short(term), factor) for term, factor in form)).upper


def optimum(
    facts: tuple[Fact, ...],
    measure: Measure,
    together: Together = (),
    *,
    nodes: int | None = None,
    wanted: Mapping[Side, Exact | float] = MappingProxyType({}),
) -> Answer:
    """The answer by all the facts; a linear measure's ends short of those that are wanted are not searched for."""
    if not any_long(facts, measure.terms):
        return _optimum(facts, measure, together, nodes, wanted)
    short = StandIns(facts, measure.terms)
    try:
        found = _optimum(short.facts, measure.map(short.short), together, nodes, wanted)
    except Contradiction as error:
        raise Contradiction(short.proof(error.proof)) from None
    return Answer(
        facts,
        found.lower and short.bound(found.lower, measure),
        found.upper and short.bound(found.upper, measure),
        always_defined=found.always_defined and short.proof(found.always_defined),
        undefined=found.undefined and short.proof(found.undefined),
    )


def _optimum(
    facts: tuple[Fact, ...],
    measure: Measure,
    together: Together = (),
    nodes: int | None = None,
    wanted: Mapping[Side, Exact | float] = MappingProxyType({}),
) -> Answer:
    if measure.ratios:
        return _ask_ratio(facts, measure, together)
    form, scale, offset = lattice(measure.linear)
    terms = [term for term, _ in form]
    solver = Solver(facts, terms, together) if together else Solver.kept(facts, terms)
    ends: dict[Side, Bound] = {}
    for side in (Side.LOWER, Side.UPPER):
        sought: Exact | float = -math.inf
        if side in wanted:
            end = wanted[side]
            sought = math.inf if math.isinf(end) else side.sign * Fraction(end - offset) / scale
        found = solver.find(tuple((term, side.sign * factor) for term, factor in form), nodes, sought)
        if found.upper == -math.inf and found.proof:
            raise Contradiction(found.proof)
        doubtful = found.worlds is None and nodes is None and not wanted
        if doubtful and side is Side.LOWER and (proof := _feasible(facts)[0]):
            raise Contradiction(proof)
        witness = None
        if found.worlds is not None and found.best is not None:
            witness = Witness(facts, found.worlds, measure, exact(side.sign * found.best * scale + offset))
        if found.upper == math.inf:
            ray = Ray(found.ray) if found.ray else None
            value: Exact | float = side.sign * math.inf
            ends[side] = Bound(side, value, is_open=True, witness=witness, ray=ray, sharp=bool(witness and ray))
            continue
        value = exact(side.sign * found.upper * scale + offset)
        sharp = witness is not None and witness.value == value
        ends[side] = Bound(side, value, proof=found.proof, witness=witness, sharp=sharp)
    return Answer(facts, ends[Side.LOWER], ends[Side.UPPER])


# -- ratios -----------------------------------------------------------------------------------------------------------


def _defined(measure: Measure, below: LinearForm) -> Fact:
    """What a question takes for granted: that a denominator is at least one unit."""
    text = f"the denominator of {measure!r} is at least one unit"
    return Fact("where it is defined", text, origin=Origin.QUESTION, lines=(at_least_one(below),))


def written(form: LinearForm) -> str:
    """A form for readers."""
    parts = [f"count({term})" if factor == 1 else f"{factor} count({term})" for term, factor in form.terms]
    return " + ".join([*parts, *([str(form.constant)] if form.constant or not parts else [])])


def _ask_ratio(facts: tuple[Fact, ...], measure: Measure, together: Together) -> Answer:
    if len({one.denominator for one, _ in measure.ratios}) > 1:
        return _ask_forced(facts, measure, together)
    defined = _defined(measure, over_one(measure).denominator)
    one = over_one(measure)
    below = one.denominator
    terms = [term for form in (one.numerator, below) for term, _ in form.terms]
    empty = attrs.evolve(defined, lines=never(measure))
    always = _feasible((*facts, empty))[0]
    solver = Solver((*facts, defined), terms, together)
    start = solver.search(())
    if start.upper == -math.inf:
        if always and (proof := _feasible(facts)[0]):
            raise Contradiction(proof)
        return Answer(facts, None, None, undefined=solver.proof(start, CONTRADICTION))
    ends = [_Fractional(solver, facts, measure, side).bound(start) for side in (Side.LOWER, Side.UPPER)]
    return Answer(facts, ends[0], ends[1], always_defined=always)


class _Fractional:
    """Dinkelbach's method (1967) for one end of a ratio N / D with D >= 1.

    At a trial value r it maximises N - r D. A positive maximum gives a better ratio; zero proves that r is the end, and
    is attained. Along a ray the ratio tends to the ray's own, which is the next trial; a negative maximum there shows
    that the end is approached and not reached. The loop runs once over divisible units, then over whole ones.
    """

    def __init__(self, solver: Solver, facts: tuple[Fact, ...], measure: Measure, side: Side) -> None:
        self.solver, self.facts, self.measure, self.side = solver, facts, measure, side
        one = over_one(measure)
        self.top, self.below = one.numerator.times(side.sign), one.denominator

    def bound(self, start: Search) -> Bound:
        point = start.point
        trial: Exact | float = self._ratio(start.point) if start.point else self._relaxed_start()
        ray: tuple[int, ...] | None = None
        while True:  # over divisible units; each trial is a larger one of finitely many ratios
            if math.isinf(trial):
                return self._endless(point, ray)
            form, zero = self._form(trial)
            optimum = self.solver.relaxed(form)
            if optimum.ray is not None:
                ray, trial = optimum.ray, self._slope(optimum.ray)
            elif optimum.point and optimum.value > zero and (better := self._ratio(optimum.point)) > trial:
                ray, trial = None, better
            else:
                break
        search = self.solver.search(form)
        return self._whole(trial, form, zero, search, ray, start)

    def _whole(
        self,
        trial: Exact | float,
        form: Form,
        zero: Exact,
        search: Search,
        ray: tuple[int, ...] | None,
        start: Search,
    ) -> Bound:
        """From the end over divisible units to the one over whole units."""
        relaxed = trial, form, zero, search
        best = search.point or start.point
        for _ in range(WORK):
            if search.upper == math.inf:
                if search.ray is None:
                    break  # nothing is claimed
                ray, trial = search.ray, self._slope(search.ray)
                best = search.point or best
            elif search.point is not None and search.best == search.upper == zero:
                return self._closed(trial, search, best := search.point)
            elif search.upper < zero and ray is not None and best is not None and self._slope(ray) == trial:
                return self._open(trial, search, best, ray)
            elif search.point is None or not search.complete:
                break
            else:
                ray, best = None, search.point
                trial = max(self._ratio(found) for found in (best, start.point) if found)
            form, zero = self._form(trial)
            search = self.solver.search(form)
        trial, form, zero, search = relaxed
        if zero < search.upper < math.inf:
            # A trial that a near ratio led to is short of the end by what is left at most, as D >= 1.
            trial = exact(trial + lattice(self._less(trial))[1] * (search.upper - zero))
            form, zero = self._form(trial)
            search = self.solver.search(form, 1)
        if search.upper > zero:
            return self._endless(best, None)
        witness = self._witness(best) if best else None
        value = self.side.sign * trial
        is_open = search.upper < zero
        proof = self.solver.proof(search, end_line(self.measure, self.side, value, is_open))
        return Bound(self.side, value, is_open=is_open, proof=proof, witness=witness)

    def _closed(self, trial: Exact | float, search: Search, point: tuple[int, ...]) -> Bound:
        value = exact(self.side.sign * trial)
        proof = self.solver.proof(search, end_line(self.measure, self.side, value, False))
        return Bound(self.side, value, proof=proof, witness=self._witness(point), sharp=True)

    def _open(self, trial: Exact | float, search: Search, point: tuple[int, ...], ray: tuple[int, ...]) -> Bound:
        value = exact(self.side.sign * trial)
        proof = self.solver.proof(search, end_line(self.measure, self.side, value, True))
        shown = Ray(self.solver.system.worlds(ray))
        return Bound(self.side, value, is_open=True, proof=proof, witness=self._witness(point), ray=shown, sharp=True)

    def _by_itself(self, point: tuple[int, ...] | None) -> Bound | None:
        """The end that a ratio has whatever the facts say: a part's share is neither below 0 nor above 1."""
        for trial in (0, 1):
            line = end_line(self.measure, self.side, self.side.sign * trial, False)
            with suppress(ProofRejected):
                tree = self.solver.system.combination(Certificate((), 1), line)
                proof = trimmed(Proof(self.solver.system.facts, line, tree))
                witness = self._witness(point) if point else None
                return Bound(self.side, exact(self.side.sign * trial), proof=proof, witness=witness)
        return None

    def _endless(self, point: tuple[int, ...] | None, ray: tuple[int, ...] | None) -> Bound:
        """No end, as a ray shows; without one, whatever end needs no facts."""
        if ray is None and (end := self._by_itself(point)):
            return end
        witness = self._witness(point) if point else None
        shown = Ray(self.solver.system.worlds(ray)) if ray else None
        return Bound(
            self.side, self.side.sign * math.inf, is_open=True, witness=witness, ray=shown,
            sharp=bool(witness and shown),
        )  # fmt: skip

    def _witness(self, point: tuple[int, ...]) -> Witness:
        value = exact(self.side.sign * self._ratio(point))
        return Witness(self.facts, self.solver.system.worlds(point), self.measure, value)

    def _form(self, trial: Exact | float) -> tuple[Form, Exact]:
        """N - trial D in coprime whole numbers, and the value at which it is zero."""
        form, scale, offset = lattice(self._less(trial))
        return form, exact(Fraction(-offset) / scale)

    def _less(self, trial: Exact | float) -> LinearForm:
        return self.top.plus(self.below, -exact(trial))

    def _at(self, form: LinearForm, point: Sequence[int | Fraction]) -> Exact:
        return self.solver.system.value(form, point)

    def _ratio(self, point: Sequence[int | Fraction]) -> Exact:
        found = Fraction(self._at(self.top, point)) / self._at(self.below, point)
        divided = any(one.denominator > 1 for one in point)
        if divided and found.denominator > PLAUSIBLE and not self.solver.system.fits(point):
            found = found.limit_denominator(PLAUSIBLE)  # made of near fractions, it means nothing to its last digit
        return exact(found)

    def _slope(self, ray: Sequence[int]) -> Exact | float:
        top = self._at(self.top, ray) - self.top.constant
        below = self._at(self.below, ray) - self.below.constant
        return exact(Fraction(top) / below) if below else math.inf

    def _relaxed_start(self) -> Exact | float:
        point = self.solver.relaxed(()).point
        return self._ratio(point) if point else -math.inf


def _ask_forced(facts: tuple[Fact, ...], measure: Measure, together: Together) -> Answer:
    """Several denominators: linear if the facts force each to a single number, with a lemma for each end of each."""
    forced: dict[LinearForm, Exact] = {}
    lemmas: list[Proof] = []
    loose = []
    for below in dict.fromkeys(one.denominator for one, _ in measure.ratios):
        answer = _optimum(facts, attrs.evolve(measure, linear=below, ratios=(), text="a denominator"))
        lower, upper = answer.lower, answer.upper
        assert lower is not None
        assert upper is not None
        if upper.value <= 0:
            proof, _ = _feasible((*facts, _defined(measure, below)))
            if proof is not None:
                return Answer(facts, None, None, undefined=proof)
        if lower.value != upper.value or lower.proof is None or upper.proof is None:
            loose.append(below)
            continue
        forced[below] = exact(lower.value)
        lemmas += [lower.proof, upper.proof]
    if loose:
        names = "; ".join(written(form) for form in loose)
        raise NotLinearFractional(
            f"{measure!r} has several denominators, and the facts do not force these to single numbers: {names}",
            mend="ask about each ratio by itself, or add figures for the denominators",
        )
    answer = _optimum(facts, with_denominators(measure, forced.__getitem__), together)

    def restated(bound: Bound) -> Bound:
        witness = bound.witness and attrs.evolve(
            bound.witness, measure=measure, value=value_in(bound.witness.worlds, measure)
        )
        return attrs.evolve(bound, witness=witness, lemmas=tuple(lemmas))

    assert answer.lower is not None
    assert answer.upper is not None
    return attrs.evolve(answer, lower=restated(answer.lower), upper=restated(answer.upper))
