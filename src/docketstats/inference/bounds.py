"""The one entry to inference: asks for the tightest bounds, proves them and shows populations that attain them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

import attrs

from docketstats.errors import NotLinearFractional
from docketstats.inference.cells import Splits, System
from docketstats.inference.kernel import conclusion as end_line
from docketstats.inference.kernel import never, value_in, with_denominators
from docketstats.inference.proof import Bound, Proof, Ray, Side, Split, Tree, Witness, World
from docketstats.inference.simplex import Optimum, Tableau
from docketstats.model.facts import Fact, Line, Origin, at_least_one, lattice
from docketstats.model.measure import LinearForm, Measure, over_one
from docketstats.model.term import Term
from docketstats.values.interval import Exact, exact

WORK = 400
"""The nodes that one search for a whole-unit optimum may open, and so the size of the largest proof."""
MOST_NUMBERS = 8_000_000
"""The numbers that one such search may write into tableaus: the bound on its work, whatever the machine."""
DEPTH = 60
"""The splits that one leaf of a proof may lie below."""

CONTRADICTION = Line((), -math.inf, -1)


class Contradiction(Exception):
    """The facts of a system cannot all hold; carries the proof. Never leaves this layer."""

    def __init__(self, proof: Proof) -> None:
        super().__init__("contradiction")
        self.proof = proof


@attrs.frozen
class Search:
    """The result of a search for the greatest whole-unit value of a form.

    Attributes:
        upper: A proved upper end of the form; -infinity if nothing fits, infinity if there is no end.
        tree: The proof of it.
        best: The greatest value found; None if no whole point was found.
        point: The point that attains it.
        ray: A direction along which the form grows without end.
    """

    upper: int | float
    tree: Tree | None
    best: int | None
    point: tuple[int, ...] | None
    ray: tuple[int, ...] | None = None

    @property
    def complete(self) -> bool:
        """Whether the upper end is attained, or nothing fits at all."""
        return self.upper == self.best or (self.upper == -math.inf)


class Solver:
    """One system, asked about several forms."""

    def __init__(self, facts: Sequence[Fact], asked: Sequence[Term]) -> None:
        self.system = System(facts, asked)
        self._tableau = self.system.tableau()

    @property
    def infeasible(self) -> bool:
        """Whether not even fractions of units fit."""
        return self._tableau.infeasible is not None

    def relaxed(self, form: Sequence[tuple[Term, int]]) -> Optimum:
        """The greatest value of a form when units may be divided."""
        return self._tableau.maximise(self.system.coefficients(form))

    def search(self, form: tuple[tuple[Term, int], ...], nodes: int | None = None) -> Search:
        """The greatest value of a form over whole units, by branch and bound; its tree is the proof."""
        root = self._tableau
        if root.infeasible:
            return Search(-math.inf, self.system.combination(root.infeasible, Line(form, -math.inf, 0)), None, None)
        optimum = root.maximise(self.system.coefficients(form))
        if optimum.ray is not None:
            found = self.search((), nodes)
            if found.upper == -math.inf:
                return found
            return Search(math.inf, None, None, found.point, optimum.ray)
        return _Branching(self.system, form, WORK if nodes is None else nodes).search(root)

    def plainest(self) -> tuple[World, ...] | None:
        """A whole population whose units are in few sets each, for people to read; None if its units are divided."""
        # Squares, as a sum of memberships is the same however they are stacked.
        point = self._tableau.maximise([-one * one for one in self.system.memberships]).point
        return self.system.worlds(point) if all(one.denominator == 1 for one in point) else None

    def proof(self, search: Search, line: Line) -> Proof:
        """The proof of a line from a search, with the facts that it uses and no others."""
        assert search.tree is not None
        return trimmed(Proof(self.system.facts, line, search.tree))


class _Branching:
    """Branch and bound for one form: splits on counts until the bound is attained by whole units."""

    def __init__(self, system: System, form: tuple[tuple[Term, int], ...], nodes: int) -> None:
        self.system, self.goal, self.nodes, self.left = system, Line(form, -math.inf, 0), nodes, MOST_NUMBERS
        self.best: int | None = None
        self.point: tuple[int, ...] | None = None
        self._rows: dict[Term, int] = {}

    def search(self, root: Tableau) -> Search:
        """The result, from the tableau that is optimal for the form."""
        tree, upper = self._visit(root, (), {})
        return Search(upper if upper == -math.inf else int(upper), tree, self.best, self.point)

    def _visit(self, tableau: Tableau, path: tuple[Line, ...], splits: Splits) -> tuple[Tree, float]:
        self.nodes -= 1
        if tableau.infeasible:
            return self.system.combination(tableau.infeasible, self.goal, splits), -math.inf
        optimum = tableau.optimum()
        assert optimum.certificate is not None
        leaf = self.system.combination(optimum.certificate, self.goal, splits)
        upper = math.floor(optimum.value)
        branch = self._fractional(optimum.point)
        if branch is None and (self.best is None or upper > self.best):
            self.best, self.point = upper, tuple(int(one) for one in optimum.point)
        if branch is None or (self.best is not None and upper <= self.best) or self._spent(path):
            return leaf, upper
        if not path:
            tableau.settle_ties()
        term, count = branch
        at = math.floor(count)
        found: dict[int, tuple[Tree, float]] = {}
        # The nearer side first: that is where whole points are found soonest.
        for sign in (1, -1) if count - at < Fraction(1, 2) else (-1, 1):
            found[sign] = self._side(tableau, path, splits, term, sign, at if sign == 1 else at + 1, (leaf, upper))
            if self.best is not None and upper <= self.best:
                return leaf, upper  # a point at this node's own bound makes its splits superfluous
        return Split(term, at, found[1][0], found[-1][0]), max(found[1][1], found[-1][1])

    def _spent(self, path: tuple[Line, ...]) -> bool:
        return self.nodes <= 0 or self.left <= 0 or len(path) >= DEPTH

    def _side(
        self,
        tableau: Tableau,
        path: tuple[Line, ...],
        splits: Splits,
        term: Term,
        sign: int,
        end: int,
        above: tuple[Tree, float],
    ) -> tuple[Tree, float]:
        row = self._rows.setdefault(term, len(self.system.lines) + len(self._rows))
        form = ((term, 1),)
        line = Line(form, -math.inf, end) if sign == 1 else Line(form, end, math.inf)
        limited = tableau.limited(row, self.system.indicator(term), sign, end, self.left)
        self.left -= (limited.work if limited else tableau.work + self.left) - tableau.work
        if limited is None:
            return above  # what bounds the whole node bounds this side of it
        return self._visit(limited, (*path, line), {**splits, (row, sign): (len(path), line)})

    def _fractional(self, point: Sequence[Fraction | int]) -> tuple[Term, Fraction] | None:
        """Where to split a point that is not whole: a population that somebody counted, else a cell."""
        broken = [cell for cell, count in enumerate(point) if count.denominator != 1]
        if not broken:
            return None
        for term in self.system.terms:
            inside = self.system.indicator(term)
            count = sum((point[cell] for cell in broken if inside[cell]), Fraction(0))
            if count.denominator != 1:
                whole = sum(x for x, one in zip(point, inside, strict=True) if one and x.denominator == 1)
                return term, Fraction(count + whole)
        return self.system.cell_term(broken[0]), Fraction(point[broken[0]])


def trimmed(proof: Proof) -> Proof:
    """The proof with the facts that it uses only, numbered anew."""
    used: set[int] = set()

    def look(tree: Tree) -> None:
        if isinstance(tree, Split):
            look(tree.low)
            look(tree.high)
        else:
            used.update(one.fact for one in tree.multipliers if one.fact >= 0)
            used.update(fact for fact, _ in tree.zeros)

    look(proof.tree)
    order = sorted(used)
    number = {old: new for new, old in enumerate(order)} | {-1: -1}

    def renumber(tree: Tree) -> Tree:
        if isinstance(tree, Split):
            return attrs.evolve(tree, low=renumber(tree.low), high=renumber(tree.high))
        return attrs.evolve(
            tree,
            multipliers=tuple(attrs.evolve(one, fact=number[one.fact]) for one in tree.multipliers),
            zeros=tuple((number[fact], line) for fact, line in tree.zeros),
        )

    return Proof(tuple(proof.facts[index] for index in order), proof.conclusion, renumber(proof.tree))


def shrunk(proof: Proof) -> Proof:
    """The proof from as few of its facts as dropping one after another leaves: people read proofs."""
    form = proof.conclusion.terms
    for fact in proof.facts:
        if fact in proof.facts and len(proof.facts) > 1:
            solver = Solver([one for one in proof.facts if one != fact], [term for term, _ in form])
            search = solver.search(form, WORK // len(proof.facts))
            if search.upper <= proof.conclusion.upper:
                proof = solver.proof(search, proof.conclusion)
    return proof


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


def feasible(facts: Sequence[Fact]) -> tuple[Proof | None, tuple[World, ...] | None]:
    """Whether whole units fit some facts: a proof that none do, or a population that does; neither if unresolved."""
    solver = Solver(facts, ())
    search = solver.search(())
    if search.upper == -math.inf:
        return solver.proof(search, CONTRADICTION), None
    return None, None if search.point is None else solver.system.worlds(search.point)


def ask(facts: tuple[Fact, ...], measure: Measure) -> Answer:
    """The tightest interval for a measure, given the facts tied to it.

    Raises:
        Contradiction: If the facts cannot all hold.
        NotLinearFractional: If denominators differ and are not forced to single numbers.
    """
    if measure.ratios:
        return _ask_ratio(facts, measure)
    form, scale, offset = lattice(measure.linear)
    solver = Solver(facts, [term for term, _ in form])
    ends: dict[Side, Bound] = {}
    for side in (Side.LOWER, Side.UPPER):
        signed = tuple((term, side.sign * factor) for term, factor in form)
        search = solver.search(signed)
        if search.upper == -math.inf:
            raise Contradiction(solver.proof(search, CONTRADICTION))
        if search.point is None and side is Side.LOWER and (proof := feasible(facts)[0]):
            raise Contradiction(proof)
        witness = None
        if search.point is not None:
            value = exact(solver.system.value(measure.linear, search.point))
            witness = Witness(facts, solver.system.worlds(search.point), measure, value)
        if search.upper == math.inf:
            ray = Ray(solver.system.worlds(search.ray)) if search.ray else None
            sharp = bool(witness and ray)
            ends[side] = Bound(side, side.sign * math.inf, is_open=True, witness=witness, ray=ray, sharp=sharp)
            continue
        value = exact(side.sign * search.upper * scale + offset)
        proof = solver.proof(search, Line(signed, -math.inf, int(search.upper)))
        sharp = witness is not None and witness.value == value
        ends[side] = Bound(side, value, proof=proof, witness=witness, sharp=sharp)
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


def _ask_ratio(facts: tuple[Fact, ...], measure: Measure) -> Answer:
    if len({one.denominator for one, _ in measure.ratios}) > 1:
        return _ask_forced(facts, measure)
    defined = _defined(measure, over_one(measure).denominator)
    one = over_one(measure)
    below = one.denominator
    terms = [term for form in (one.numerator, below) for term, _ in form.terms]
    empty = attrs.evolve(defined, lines=never(measure))
    always = feasible((*facts, empty))[0]
    solver = Solver((*facts, defined), terms)
    start = solver.search(())
    if start.upper == -math.inf:
        if always and (proof := feasible(facts)[0]):
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
            if trial == math.inf:
                return self._endless(point, ray)
            form, zero = self._form(trial)
            optimum = self.solver.relaxed(form)
            if optimum.ray is not None:
                ray, trial = optimum.ray, self._slope(optimum.ray)
            elif optimum.value > zero:
                ray, trial = None, self._ratio(optimum.point)
            else:
                break
        search = self.solver.search(form)
        return self._whole(trial, form, zero, search, ray, start)

    def _whole(
        self,
        trial: Exact | float,
        form: tuple[tuple[Term, int], ...],
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
                ray, trial = search.ray, self._slope(search.ray or ())
                best = search.point or best
            elif search.point is not None and search.best == zero:
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

    def _endless(self, point: tuple[int, ...] | None, ray: tuple[int, ...] | None) -> Bound:
        witness = self._witness(point) if point else None
        shown = Ray(self.solver.system.worlds(ray)) if ray else None
        return Bound(
            self.side, self.side.sign * math.inf, is_open=True, witness=witness, ray=shown,
            sharp=bool(witness and shown),
        )  # fmt: skip

    def _witness(self, point: tuple[int, ...]) -> Witness:
        value = exact(self.side.sign * self._ratio(point))
        return Witness(self.facts, self.solver.system.worlds(point), self.measure, value)

    def _form(self, trial: Exact | float) -> tuple[tuple[tuple[Term, int], ...], Exact]:
        """N - trial D in coprime whole numbers, and the value at which it is zero."""
        form, scale, offset = lattice(self.top.plus(self.below, -exact(trial)))
        return form, exact(Fraction(-offset) / scale)

    def _at(self, form: LinearForm, point: Sequence[int | Fraction]) -> Exact:
        return self.solver.system.value(form, point)

    def _ratio(self, point: Sequence[int | Fraction]) -> Exact:
        return exact(Fraction(self._at(self.top, point)) / self._at(self.below, point))

    def _slope(self, ray: Sequence[int]) -> Exact | float:
        top = self._at(self.top, ray) - self.top.constant
        below = self._at(self.below, ray) - self.below.constant
        return exact(Fraction(top) / below) if below else math.inf

    def _relaxed_start(self) -> Exact:
        return self._ratio(self.solver.relaxed(()).point)


def _ask_forced(facts: tuple[Fact, ...], measure: Measure) -> Answer:
    """Several denominators: linear if the facts force each to a single number, with a lemma for each end of each."""
    forced: dict[LinearForm, Exact] = {}
    lemmas: list[Proof] = []
    loose = []
    for below in dict.fromkeys(one.denominator for one, _ in measure.ratios):
        answer = ask(facts, attrs.evolve(measure, linear=below, ratios=(), text="a denominator"))
        lower, upper = answer.lower, answer.upper
        assert lower is not None
        assert upper is not None
        if upper.value <= 0:
            proof, _ = feasible((*facts, _defined(measure, below)))
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
    answer = ask(facts, with_denominators(measure, forced.__getitem__))

    def restated(bound: Bound) -> Bound:
        witness = bound.witness and attrs.evolve(
            bound.witness, measure=measure, value=value_in(bound.witness.worlds, measure)
        )
        return attrs.evolve(bound, witness=witness, lemmas=tuple(lemmas))

    assert answer.lower is not None
    assert answer.upper is not None
    return attrs.evolve(answer, lower=restated(answer.lower), upper=restated(answer.upper))
