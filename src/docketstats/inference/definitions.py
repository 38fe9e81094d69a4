"""Definitions in proofs: sets that stand in for terms about many sets, each told by the definitions before it."""

from __future__ import annotations

from collections.abc import Iterable

from docketstats.errors import ProofRejected
from docketstats.model.facts import Line
from docketstats.model.term import Leaf, Term, combine, evaluate, mapped


class Definitions:
    """Stand-ins: sets that are, by definition, what some terms are.

    Args:
        terms: What the stand-ins are, in terms of sets and of the stand-ins before.

    Attributes:
        terms: The same.
        lines: For each, the line that says so: nobody is in just one of a stand-in and what it is.
        stand_ins: The stand-ins for terms, by the term without stand-ins.

    Raises:
        ProofRejected: If a term is about several dockets, about none, or about a stand-in that comes later, or if it
            holds of units that are in no set.

    >>> from docketstats.inference.definitions import Definitions
    >>> from docketstats.model.term import Leaf, combine
    >>> a, b, c = (Leaf("court", name=name) for name in "abc")
    >>> found = Definitions()
    >>> any_one = found.add(combine("|", (found.add(combine("|", (a, b))), c)))
    >>> str(found.whole(any_one)), any_one == found.short(combine("|", (a, b, c)))
    ('a | b | c', True)
    """

    def __init__(self, terms: Iterable[Term] = ()) -> None:
        self.terms: list[Term] = []
        self.lines: list[Line] = []
        self.stand_ins: dict[Term, Leaf] = {}
        self._wholes: dict[Leaf, Term] = {}
        self._seen: set[Leaf] = set()
        for term in terms:
            self.add(term)

    def __contains__(self, leaf: Leaf) -> bool:
        return leaf in self._wholes

    def add(self, term: Term) -> Leaf:
        """Define one more, which stands for a term."""
        whole, number = self.whole(term), len(self.terms)
        everyone = {leaf.everyone for leaf in whole.leaves}
        if len({leaf.docket for leaf in everyone}) != 1:
            raise ProofRejected("a definition must be about sets of one docket")
        if evaluate(whole, lambda _: 0):
            raise ProofRejected("a definition must not hold of who is in none of its sets")
        first = next(iter(everyone))
        # No set's name begins with a blank. Who is in a term about one date is on the docket then; what is about
        # several dates lies within nothing, as everyone does.
        if len(everyone) == 1:
            leaf = Leaf(first.docket, name=f" {number}", at=first.at)
        else:
            leaf = Leaf(first.docket, classification=f" {number}")
        self._seen |= term.leaves
        if leaf in self._seen:
            raise ProofRejected(f"a definition uses {leaf} before it is defined")
        self.terms.append(term)
        self.lines.append(Line.empty(combine("^", (leaf, term))))
        self.stand_ins[whole] = leaf
        self._wholes[leaf] = whole
        return leaf

    def short(self, term: Term) -> Term:
        """What stands for a term; the term itself if nothing does."""
        return self.stand_ins.get(term, term)

    def whole(self, term: Term) -> Term:
        """A term with its stand-ins written out."""
        return mapped(term, lambda leaf: self._wholes.get(leaf, leaf)) if self._wholes else term
