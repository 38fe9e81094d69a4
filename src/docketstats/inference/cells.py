"""Facts and a question to a small linear system: worlds that no line and no form tells apart are one cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import TypeAlias

from docketstats.errors import ProofRejected, TooLarge
from docketstats.inference.kernel import Universe, add_up
from docketstats.inference.proof import Combination, Multiplier, World
from docketstats.inference.simplex import Certificate, Row, Tableau
from docketstats.model.facts import Fact, Line, lattice
from docketstats.model.measure import LinearForm
from docketstats.model.term import Leaf, Term, combine
from docketstats.values.interval import Exact, exact

Splits: TypeAlias = Mapping[tuple[int, int], tuple[int, Line]]
"""The bounds that splits put on rows: for a row and a sign, the place of the split and its line."""

MOST_CELLS = 3_000
"""The cells that this engine takes on."""


class System:
    """The linear system of some facts over the cells that they and the asked terms tell apart.

    Attributes:
        facts: The facts, in the order in which proofs number them.
        lines: The lines that are rows, each with its fact and place.
        size: The number of cells.
    """

    def __init__(self, facts: Sequence[Fact], asked: Iterable[Term]) -> None:
        self.facts = tuple(facts)
        self.lines: list[tuple[int, int, Line]] = []
        self._zeros: list[tuple[int, int, Line, int]] = []
        rest: dict[Term, None] = {}
        zeros: list[tuple[int, int, Line]] = []
        for number, fact in enumerate(self.facts):
            for place, line in enumerate(fact.lines):
                if line.empties and line.lower <= 0:
                    zeros.append((number, place, line))
                elif not line.is_vacuous:
                    self.lines.append((number, place, line))
                    rest.update(dict.fromkeys(term for term, _ in line.terms))
        rest.update(dict.fromkeys(asked))
        self.terms = tuple(rest)
        try:
            self.universe = Universe([*rest, *(term for _, _, line in zeros for term, _ in line.terms)])
        except ProofRejected as error:
            raise TooLarge(error.what, mend=f"{error.mend}; leave out figures with .only(...)") from None
        alive = self.universe.alive
        for number, place, line in zeros:
            mask = 0
            for term, _ in line.terms:
                mask |= self.universe.mask(term)
            self._zeros.append((number, place, line, mask))
            alive &= ~mask
        self._find_cells(alive)
        self.rows = [Row(tuple(self.coefficients(line.terms)), line.lower, line.upper) for _, _, line in self.lines]

    def _find_cells(self, alive: int) -> None:
        # Each class of worlds carries its signature: the indices, as bits, of the terms that it is in.
        classes = [(alive, 0)] if alive else []
        for index, term in enumerate(self.terms):
            inside, split = self.universe.mask(term), []
            for worlds, signature in classes:
                if both := worlds & inside:
                    split.append((both, signature | 1 << index))
                if apart := worlds & ~inside:
                    split.append((apart, signature))
            classes = split
            if len(classes) > MOST_CELLS:
                raise TooLarge(
                    f"the question ties {len(self.terms)} populations that make more than {MOST_CELLS} kinds of unit",
                    mend="ask about fewer populations at once, or leave out figures with .only(...)",
                )
        # A class in no term changes nothing that anybody counts.
        self._classes = [(worlds, signature) for worlds, signature in classes if signature]
        self.size = len(self._classes)
        self._members: dict[int, tuple[Leaf, ...]] = {}
        self._place = {term: index for index, term in enumerate(self.terms)}

    def coefficients(self, form: Iterable[tuple[Term, int]]) -> list[int]:
        """The coefficients of a form, cell by cell."""
        result = [0] * self.size
        for term, factor in form:
            index = self._place[term]
            result = [
                one + factor if signature >> index & 1 else one
                for one, (_, signature) in zip(result, self._classes, strict=True)
            ]
        return result

    def value(self, form: LinearForm, point: Sequence[int | Fraction]) -> Exact:
        """The value of a form at a point."""
        whole, scale, offset = lattice(form)
        costs = self.coefficients(whole)
        return exact(scale * sum(a * x for a, x in zip(costs, point, strict=True) if a) + offset)

    def tableau(self) -> Tableau:
        """The system, ready to be asked."""
        return Tableau.of(self.rows, self.size)

    def indicator(self, term: Term) -> list[int]:
        """1 for each cell that is in a term, which may be one of the terms or a cell (see `cell_term`)."""
        if term in self._place:
            return self.coefficients([(term, 1)])
        inside = self.universe.mask(term)
        return [int(bool(worlds & inside)) for worlds, _ in self._classes]

    def cell_term(self, cell: int) -> Term:
        """The term that a cell is: what it is in, minus what it is not in."""
        signature = self._classes[cell][1]
        inside = [term for index, term in enumerate(self.terms) if signature >> index & 1]
        outside = [term for index, term in enumerate(self.terms) if not signature >> index & 1]
        both = combine("&", inside)
        return combine("-", (both, combine("|", outside))) if outside else both

    def worlds(self, point: Sequence[int | Fraction]) -> tuple[World, ...]:
        """The units of a whole point, as worlds: each cell by the first world in it."""
        return tuple(
            World(self._member_of(worlds), int(count))
            for (worlds, _), count in zip(self._classes, point, strict=True)
            if count
        )

    @property
    def memberships(self) -> list[int]:
        """In how many sets the units of each cell are, as `worlds` shows them."""
        return [sum(not leaf.is_everyone for leaf in self._member_of(worlds)) for worlds, _ in self._classes]

    def _member_of(self, worlds: int) -> tuple[Leaf, ...]:
        if (members := self._members.get(worlds)) is None:
            members = self._members[worlds] = self.universe.members((worlds & -worlds).bit_length() - 1)
        return members

    def combination(
        self, certificate: Certificate, conclusion: Line, splits: Splits = MappingProxyType({})
    ) -> Combination:
        """The leaf of a proof that a certificate makes, with the fewest zero-facts that a greedy choice finds."""
        multipliers, used = [], []
        for row, factor in certificate.multipliers:
            if row < len(self.lines):
                fact, place, line = self.lines[row]
            else:
                fact = -1
                place, line = splits[row, 1 if factor > 0 else -1]
            multipliers.append(Multiplier(fact, place, factor))
            used.append((line, factor))
        coefficients, _ = add_up(used, conclusion, certificate.scale)
        return Combination(tuple(multipliers), self._needed(coefficients), certificate.scale)

    def _needed(self, coefficients: dict[Term, int]) -> tuple[tuple[int, int], ...]:
        wrong = self.universe.below_zero(coefficients.items(), self.universe.alive)
        chosen = []
        while wrong:
            number, place, _, mask = max(self._zeros, key=lambda zero: (wrong & zero[3]).bit_count())
            if not wrong & mask:
                raise ProofRejected("the certificate does not cover its worlds")
            wrong &= ~mask
            chosen.append((number, place))
        return tuple(sorted(chosen))
