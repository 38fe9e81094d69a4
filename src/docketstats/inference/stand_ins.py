"""Terms about many sets, such as the union of forty, taken step by step by sets that stand in for parts of them.

A system over bags needs the sets of each term in one bag, and forty sets make a bag of all their combinations. So a
union is told by definitions about few sets each: the first two together, these and the third, and so on (Tseitin 1968),
in an order that keeps together what the facts tie. Definitions say nothing of their own; a proof carries those that it
was found with, and the kernel checks it with them. In populations stand-ins are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import chain

import attrs

from docketstats.inference.definitions import Definitions
from docketstats.inference.proof import Bound, Proof, Ray, Witness, renumbered
from docketstats.inference.scopes import Scopes
from docketstats.inference.tree import Bag, junction_tree
from docketstats.inference.worlds import Worlds, within
from docketstats.model.facts import Fact, Line, Origin
from docketstats.model.measure import Measure
from docketstats.model.term import Leaf, Term, combine

LONG = 10
"""The sets up to which a term is taken as it is."""


def any_long(facts: Iterable[Fact], asked: Iterable[Term] = ()) -> bool:
    """Whether some facts or questions have a term about many sets."""
    told = (term for fact in facts if len(fact.leaves) > LONG for line in fact.lines for term, _ in line.terms)
    return any(len(term.leaves) > LONG for term in chain(asked, told))


class StandIns:
    """Facts with stand-ins for parts of terms about many sets.

    Args:
        facts: The facts.
        asked: Terms that are asked about.

    Attributes:
        facts: The facts about fewer sets at a time, and the definitions.
        sets: The sets that the facts and the terms are about.
    """

    def __init__(self, facts: Sequence[Fact], asked: Iterable[Term] = ()) -> None:
        self._defined = Definitions()
        self._given = tuple(facts)
        told = [term for fact in facts for line in fact.lines for term, _ in line.terms]
        terms = [*asked, *told]
        for term in terms:
            self._define(term)
        own = [self._fact(fact, self.short) for fact in facts]
        self._numbers = {
            Fact(f"definition {number}", "by definition", origin=Origin.RULE, lines=(line,)): number
            for number, line in enumerate(self._defined.lines)
        }
        self.facts = (*own, *self._numbers)
        self._wholes = dict(zip(own, self._given, strict=True))
        self.sets = frozenset[Leaf]().union(*(term.leaves for term in terms))

    @cached_property
    def _bags(self) -> tuple[Bag, ...]:
        """How the facts gather the sets, but for terms about many."""
        told = (term for fact in self._given for line in fact.lines for term, _ in line.terms)
        return junction_tree([term.leaves for term in told if len(term.leaves) <= LONG])

    @cached_property
    def _scopes(self) -> Scopes:
        return Scopes(bag.leaves for bag in self._bags)

    def short(self, term: Term) -> Term:
        """A term, or what stands for it."""
        return self._defined.short(term)

    def whole(self, term: Term) -> Term:
        """A term with its stand-ins written out."""
        return self._defined.whole(term)

    def _define(self, term: Term) -> Term:
        """A term, or what stands for it from now on if it is about many sets of one docket."""
        if isinstance(term, Leaf) or len(term.leaves) <= LONG or len({leaf.docket for leaf in term.leaves}) > 1:
            return term
        parts = [self._define(part) for part in term.parts]
        if term.op == "-":
            return self._named(combine(term.op, map(self._named, parts)))
        # Joined as the facts gather the sets, each bag with those below it, stand-ins do not tie what lies far apart.
        waiting: list[list[Term]] = [[] for _ in self._bags]
        loose: list[Term] = []
        for part in parts:
            homes = self._scopes.around(part.leaves) if part.leaves else []
            (waiting[homes[-1]] if homes else loose).append(part)
        for bag, here in zip(self._bags, waiting, strict=True):
            if here:
                (loose if bag.parent is None else waiting[bag.parent]).append(self._joined(term.op, here))
        return self._joined(term.op, loose)

    def _joined(self, op: str, parts: Sequence[Term]) -> Term:
        short = parts[0]
        for part in parts[1:]:
            short = self._named(combine(op, (short, part)))
        return short

    def _named(self, term: Term) -> Term:
        """What stands for a term."""
        if isinstance(term, Leaf):
            return term
        known = self._defined.short(self._defined.whole(term))
        return known if isinstance(known, Leaf) else self._defined.add(term)

    def _fact(self, fact: Fact, change: Callable[[Term], Term]) -> Fact:
        lines = tuple(self._line(line, change) for line in fact.lines)
        return fact if lines == fact.lines else attrs.evolve(fact, lines=lines)

    def _line(self, line: Line, change: Callable[[Term], Term]) -> Line:
        terms = [(change(term), factor) for term, factor in line.terms]
        return attrs.evolve(line, terms=tuple(sorted(terms, key=lambda pair: pair[0].key)))

    # -- back -------------------------------------------------------------------------------------------------------

    def bound(self, bound: Bound, measure: Measure) -> Bound:
        """An end of a measure without stand-ins."""
        witness = bound.witness
        return attrs.evolve(
            bound,
            proof=bound.proof and self.proof(bound.proof),
            witness=witness and Witness(self._given, self.worlds(witness.worlds), measure, witness.value),
            ray=bound.ray and Ray(self.worlds(bound.ray.worlds)),
            lemmas=tuple(map(self.proof, bound.lemmas)),
        )

    def worlds(self, worlds: Worlds) -> Worlds:
        """Units without the stand-ins that they are in."""
        return within(worlds, self.sets)

    def proof(self, proof: Proof) -> Proof:
        """A proof by the facts as they were given and the definitions."""
        moved = {-1: -1}
        facts: list[Fact] = []
        for number, fact in enumerate(proof.facts):
            if fact in self._numbers:
                moved[number] = -2
            else:
                moved[number] = len(facts)
                facts.append(self._wholes.get(fact) or self._fact(fact, self.whole))

        def zero(fact: int, line: int) -> tuple[int, int]:
            return moved[fact], self._numbers.get(proof.facts[fact], line) if fact >= 0 else line

        tree = renumbered(proof.tree, moved, zero)
        return Proof(tuple(facts), self._line(proof.conclusion, self.whole), tree, tuple(self._defined.terms))
