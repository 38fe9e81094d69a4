"""Searches for the greatest whole-unit value of a form, by branch and bound; the tree of a search is its proof."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from copy import copy
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

import attrs

from docketstats.errors import TooLarge
from docketstats.inference.proof import Proof, Split, Tree, renumbered
from docketstats.inference.route import may_be_kept, solver_for, system_for, whole_point
from docketstats.inference.simplex import Optimum, Tableau
from docketstats.inference.system import Splits, System, total
from docketstats.inference.worlds import Worlds
from docketstats.model.facts import Fact, Line, Origin
from docketstats.model.term import Leaf, Term
from docketstats.values.interval import Exact

if TYPE_CHECKING:
    from docketstats.inference.proposals import Model

Form: TypeAlias = tuple[tuple[Term, int], ...]

WORK = 400
"""The nodes that one search for a whole-unit optimum may open, and so the size of the largest proof."""
MOST_NUMBERS = 8_000_000
"""The numbers that one such search may write into tableaus: the bound on its work, whatever the machine."""
KEPT = 32
"""The groups of facts whose systems are kept for further questions."""
DEPTH = 60
"""The splits that one leaf of a proof may lie below."""


CONTRADICTION = Line((), -math.inf, -1)


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


@attrs.frozen
class Found:
    """The greatest whole-unit value of a form, with what defends it.

    Attributes:
        upper: A proved upper end; -infinity if nothing fits, infinity if none is known.
        best: The greatest value found.
        proof: The proof of the upper end, or that nothing fits.
        worlds: A population that attains the greatest value found.
        ray: What may be added to it, over and over, to make the form as great as one likes.
    """

    upper: int | float
    best: int | None
    proof: Proof | None
    worlds: Worlds | None
    ray: Worlds | None = None


class Solver:
    """One system, asked about several forms.

    Args:
        facts: The facts.
        asked: The terms of the forms.
        together: Sets of leaves of which each is to lie in one bag, where there are bags.
    """

    def __init__(self, facts: Sequence[Fact], asked: Sequence[Term], together: Sequence[frozenset[Leaf]] = ()) -> None:
        self.system = system_for(facts, asked, together)
        self._tableau = solver_for(self.system)

    @classmethod
    def kept(cls, facts: tuple[Fact, ...], asked: Sequence[Term]) -> Solver:
        """A solver for forms on the terms asked, by the system that is kept of the facts alone if that will do.

        It begins where that system began, so that an answer does not depend on what was asked before.
        """
        if may_be_kept(facts, asked) and (known := _of_facts(facts)) and known.system.covers(asked):
            anew = copy(known)
            anew._tableau = known._tableau.anew()
            return anew
        return cls(facts, asked)

    @property
    def infeasible(self) -> bool:
        """Whether not even fractions of units fit."""
        return self._tableau.infeasible is not None

    def relaxed(self, form: Form) -> Optimum:
        """The greatest value of a form when units may be divided."""
        return self._tableau.maximise(self.system.columns(form))

    def search(self, form: Form, nodes: int | None = None, sought: Exact | float = -math.inf) -> Search:
        """The greatest value of a form over whole units, by branch and bound; its tree is the proof.

        Args:
            form: The form.
            nodes: The nodes that may be opened.
            sought: The value below which no whole point is worth a search.
        """
        root, columns = self._tableau, self.system.columns(form)
        # A first form shows whether anything fits, too: so it is not asked twice.
        optimum = root.maximise(columns)
        if root.infeasible:
            return Search(-math.inf, self.system.combination(root.infeasible, Line(form, -math.inf, 0)), None, None)
        if optimum.value == math.inf:
            found = self.search((), nodes) if form else Search(math.inf, None, None, None)
            if found.upper == -math.inf:
                return found
            best = None if found.point is None else int(total(columns, found.point))
            return Search(math.inf, None, best, found.point, optimum.ray)
        if optimum.value < sought:
            nodes = 1
        result = _Branching(self.system, form, columns, WORK if nodes is None else nodes).search(root)
        if nodes is None and not result.complete and (point := whole_point(self.system, form)) is not None:
            best = int(total(columns, point))
            if result.best is None or best > result.best:
                return attrs.evolve(result, best=best, point=point)
        return result

    def find(self, form: Form, nodes: int | None = None, sought: Exact | float = -math.inf) -> Found:
        """The greatest value of a form over whole units, with its proof and a population; see `search`."""
        search = self.search(form, nodes, sought)
        proof = None
        if search.upper < math.inf:
            end = CONTRADICTION if search.upper == -math.inf else Line(form, -math.inf, int(search.upper))
            proof = self.proof(search, end)
        worlds = None if search.point is None else self.system.worlds(search.point, form)
        ray = None if search.ray is None else self.system.worlds(search.ray, form)
        return Found(search.upper, search.best, proof, worlds, ray)

    def plainest(self) -> Worlds | None:
        """A whole population whose units are in few sets each, for people to read; None if its units are divided."""
        point = self._tableau.maximise(dict(enumerate(self.system.plainness))).point
        return self.system.worlds(point) if point and all(one.denominator == 1 for one in point) else None

    def proof(self, search: Search, line: Line) -> Proof:
        """The proof of a line from a search, with the facts that it uses and no others."""
        assert search.tree is not None
        return trimmed(Proof(self.system.facts, line, search.tree))


class _Branching:
    """Branch and bound for one form: splits on counts until the bound is attained by whole units."""

    def __init__(self, system: System, form: Form, columns: Mapping[int, int], nodes: int) -> None:
        self.system, self.goal, self.nodes, self.left = system, Line(form, -math.inf, 0), nodes, MOST_NUMBERS
        self.best: int | None = None
        self.point: tuple[int, ...] | None = None
        self._columns = columns
        self._rows: dict[Term, int] = {}

    def search(self, root: Tableau | Model) -> Search:
        """The result, from the tableau that is optimal for the form."""
        tree, upper = self._visit(root, (), {})
        return Search(upper if upper == -math.inf else int(upper), tree, self.best, self.point)

    def _visit(self, tableau: Tableau | Model, path: tuple[Line, ...], splits: Splits) -> tuple[Tree, float]:
        self.nodes -= 1
        if tableau.infeasible:
            return self.system.combination(tableau.infeasible, self.goal, splits), -math.inf
        optimum = tableau.optimum()
        assert optimum.certificate is not None
        leaf = self.system.combination(optimum.certificate, self.goal, splits)
        upper = math.floor(optimum.value)
        branch = self.system.fractional(optimum.point) if optimum.point else None
        if branch is None:
            self._try(optimum.point)
        elif not path and self.nodes > 0:
            assert optimum.point is not None
            self._try(self.system.multiplied(optimum.point))
            if self.best is None or self.best < upper:
                tableau.settle_ties()
                self._try(tableau.whole_point())
        if branch is None or (self.best is not None and upper <= self.best) or self._spent(path):
            return leaf, upper
        term, count = branch
        at = math.floor(count)
        found: dict[int, tuple[Tree, float]] = {}
        # The nearer side first: that is where whole points are found soonest.
        for sign in (1, -1) if count - at < Fraction(1, 2) else (-1, 1):
            found[sign] = self._side(tableau, path, splits, term, sign, at if sign == 1 else at + 1, (leaf, upper))
            if self.best is not None and upper <= self.best:
                return leaf, upper  # a point at this node's own bound makes its splits superfluous
        return Split(term, at, found[1][0], found[-1][0]), max(found[1][1], found[-1][1])

    def _try(self, point: Sequence[Fraction | int] | None) -> None:
        """Keep a whole point if it is the best so far."""
        if point is not None:
            whole = tuple(int(one) for one in point)
            value = int(total(self._columns, whole))
            if self.best is None or value > self.best:
                self.best, self.point = value, whole

    def _spent(self, path: tuple[Line, ...]) -> bool:
        return self.nodes <= 0 or self.left <= 0 or len(path) >= DEPTH

    def _side(
        self,
        tableau: Tableau | Model,
        path: tuple[Line, ...],
        splits: Splits,
        term: Term,
        sign: int,
        end: int,
        above: tuple[Tree, float],
    ) -> tuple[Tree, float]:
        row = self._rows.setdefault(term, self.system.height + len(self._rows))
        form = ((term, 1),)
        line = Line(form, -math.inf, end) if sign == 1 else Line(form, end, math.inf)
        limited = tableau.limited(row, self.system.indicator(term), sign, end, self.left)
        self.left -= (limited.work if limited else tableau.work + self.left) - tableau.work
        if limited is None or not (limited.infeasible or limited.optimum().certificate):
            return above  # what bounds the whole node bounds this side of it
        return self._visit(limited, (*path, line), {**splits, (row, sign): (len(path), line)})


@lru_cache(maxsize=KEPT)
def _of_facts(facts: tuple[Fact, ...]) -> Solver | None:
    """The solver of some facts alone; None if they make too many kinds of unit."""
    try:
        return Solver(facts, ())
    except TooLarge:
        return None


def trimmed(proof: Proof) -> Proof:
    """The proof with the facts that it uses only, numbered anew."""
    used: set[int] = set()

    def look(tree: Tree) -> None:
        if isinstance(tree, Split):
            look(tree.low)
            look(tree.high)
        else:
            used.update(one.fact for one in tree.multipliers if one.fact >= 0)
            for zeros in (tree.zeros, *(part.zeros for part in tree.parts)):
                used.update(fact for fact, _ in zeros if fact >= 0)

    look(proof.tree)
    order = sorted(used)
    number = {old: new for new, old in enumerate(order)} | {-1: -1, -2: -2}

    tree = renumbered(proof.tree, number, lambda fact, line: (number[fact], line))
    return attrs.evolve(proof, facts=tuple(proof.facts[index] for index in order), tree=tree)


def shrunk(proof: Proof, *, rules: bool = True) -> Proof:
    """The proof from as few of its facts as dropping one after another leaves: people read proofs.

    Args:
        proof: The proof.
        rules: Whether to try to drop rules of classifications too, which takes longer.
    """
    form = proof.conclusion.terms
    for fact in proof.facts:
        if fact in proof.facts and len(proof.facts) > 1 and (rules or fact.origin is not Origin.RULE):
            try:
                solver = Solver([one for one in proof.facts if one != fact], [term for term, _ in form])
            except TooLarge:
                continue  # without this fact too many kinds of unit are told apart
            search = solver.search(form, WORK // len(proof.facts))
            if search.upper <= proof.conclusion.upper:
                proof = solver.proof(search, proof.conclusion)
    return proof
