"""Facts and a question to one linear system over cells: flat, or bag by bag where many sets are in play.

Its rows are the lines of the facts and, for each class that two neighbouring bags share, that they agree on how many
units are in it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import TypeAlias

from docketstats.errors import ProofRejected, TooLarge
from docketstats.inference.cells import MOST_CELLS, Cells, Separator, Zero, difference
from docketstats.inference.glue import tables
from docketstats.inference.kernel import add_up
from docketstats.inference.proof import Combination, Multiplier, Part
from docketstats.inference.scopes import Scopes
from docketstats.inference.simplex import Certificate, Row, Tableau, whole_multiple
from docketstats.inference.tree import Bag, junction_tree
from docketstats.inference.universe import AT_ONCE, Universe
from docketstats.inference.worlds import World, Worlds
from docketstats.model.facts import Fact, Line, lattice
from docketstats.model.linear import LinearForm
from docketstats.model.term import Leaf, Term
from docketstats.values.interval import Exact, exact

Splits: TypeAlias = Mapping[tuple[int, int], tuple[int, Line]]
"""The bounds that splits put on rows: for a row and a sign, the place of the split and its line."""

Weight: TypeAlias = tuple[int, int]
"""Some worlds, as a bit mask, and what each of them adds to a form."""

STACKING = 4
"""The power of the number of sets that a unit is in by which plain populations avoid units in many sets."""


def greatest(worlds: int, weights: Iterable[Weight]) -> tuple[int, int]:
    """The greatest sum of the weights of one of some worlds, and the worlds that have it."""
    found = {0: worlds}
    for inside, weight in weights:
        before, found = found, {}
        for value, some in before.items():
            if both := some & inside:
                found[value + weight] = found.get(value + weight, 0) | both
            if apart := some & ~inside:
                found[value] = found.get(value, 0) | apart
    most = max(found)
    return most, found[most]


def total(columns: Mapping[int, int], point: Sequence[int | Fraction]) -> int | Fraction:
    """The value at a point of a form by column."""
    return sum([factor * point[column] for column, factor in columns.items()])


class System:
    """The linear system of some facts over the cells that they and the asked terms tell apart.

    Args:
        facts: The facts.
        asked: The terms that are asked about.
        by_bags: Whether to go bag by bag.
        most: The cells that a bag may have.
        together: Sets of leaves of which each is to lie in one bag.

    Attributes:
        facts: The facts, in the order in which proofs number them.
        lines: The lines that are rows, each with its fact and place.
        bags: The bags; one holds everything where the system is flat.
        size: The number of cells.
        height: The number of rows.
    """

    def __init__(
        self,
        facts: Sequence[Fact],
        asked: Iterable[Term],
        *,
        by_bags: bool = False,
        most: int = MOST_CELLS,
        together: Iterable[frozenset[Leaf]] = (),
    ) -> None:
        self.facts = tuple(facts)
        self.lines: list[tuple[int, int, Line]] = []
        zeros: list[Zero] = []
        rest: dict[Term, None] = {}
        for number, fact in enumerate(self.facts):
            for place, line in enumerate(fact.lines):
                if line.empties and line.lower <= 0:
                    zeros += [Zero(number, place, term) for term, _ in line.terms]
                elif not line.is_vacuous:
                    self.lines.append((number, place, line))
                    rest.update(dict.fromkeys(term for term, _ in line.terms))
        rest.update(dict.fromkeys(asked))
        self.terms = tuple(rest)
        groups = [*(term.leaves for term in (*rest, *(zero.term for zero in zeros))), *together]
        self.bags: tuple[Bag, ...] = junction_tree(groups) if by_bags else ()
        self.bags = self.bags or (Bag(tuple(frozenset().union(*groups))),)
        try:
            self._make_cells(zeros, most)
        except ProofRejected as error:
            raise TooLarge(error.what, mend=f"{error.mend}; leave out figures with .only(...)") from None

    def _make_cells(self, zeros: Iterable[Zero], most: int) -> None:
        self._scopes = Scopes(bag.leaves for bag in self.bags)
        self._own_terms: list[list[Term]] = [[] for _ in self.bags]
        own_zeros: list[list[Zero]] = [[] for _ in self.bags]
        self._home: dict[Term, tuple[int, int]] = {}
        for term in self.terms:
            home = self._bags_with(term)[0]
            self._home[term] = home, len(self._own_terms[home])
            self._own_terms[home].append(term)
        for zero in zeros:
            for home in self._bags_with(zero.term):
                own_zeros[home].append(zero)
        self._children: list[list[int]] = [[] for _ in self.bags]
        self.cells: list[Cells] = []
        self._first: list[int] = []
        self.size = 0
        # Whether the largest bag's worlds can be listed at all is soon known, and the others take time.
        widest = max(range(len(self.bags)), key=lambda place: len(self.bags[place].leaves))
        if len(self.bags) > 1 and len(self.bags[widest].leaves) > AT_ONCE:
            Universe(self.bags[widest].leaves, [zero.term for zero in own_zeros[widest]])
        # For each bag, the columns that are in each of its features.
        self._columns: list[list[list[int]]] = []
        # Each row on which two bags agree: the bag below, its feature, the bag above, and its feature.
        self.agreements: list[tuple[int, int, int, int]] = []
        for place, bag in enumerate(self.bags):
            if bag.parent is not None:
                self._children[bag.parent].append(place)
            below = [self.cells[child].above for child in self._children[place]]
            cells = Cells(
                bag.leaves, self._own_terms[place], own_zeros[place], below=below, shared=bag.shared, most=most
            )
            numbered = list(enumerate(cells.signatures, self.size))
            columns = [
                [column for column, signature in numbered if signature >> feature & 1]
                for feature in range(cells.own + cells.above.size)
            ]
            self.cells.append(cells)
            self._first.append(self.size)
            self._columns.append(columns)
            self.size += len(cells.signatures)
            feature = len(self._own_terms[place])
            for child in self._children[place]:
                for same in range(self.cells[child].own, len(self._columns[child])):
                    if self._columns[child][same] or columns[feature]:
                        self.agreements.append((child, same, place, feature))
                    feature += 1
        self.height = len(self.lines) + len(self.agreements)

    def covers(self, asked: Iterable[Term]) -> bool:
        """Whether terms can be asked about for which the system was not made.

        All that the system counts of a cell holds of each of its worlds, so if there is one bag, units may be taken for
        those of its worlds in which the form that is asked about is greatest. Where other bags share some of the sets,
        they may not: there a term must have all worlds of a cell or none. Worlds that nothing counts are in no cell.
        """
        for term in asked:
            if term not in self._home:
                if term.leaves and not self._scopes.around(term.leaves):
                    return False
                bag, mask = self._place(term)
                cells = self.cells[bag]
                if mask & cells.nothing or (len(self.bags) > 1 and any(0 != mask & one != one for one in cells.worlds)):
                    return False
        return True

    def _place(self, term: Term) -> tuple[int, int]:
        """A bag that holds the sets of a term, and the worlds there that are in it."""
        bag = self._bags_with(term)[0]
        return bag, self.cells[bag].universe.mask(term)

    def _bags_with(self, term: Term) -> list[int]:
        if len(self.bags) == 1 or not term.leaves:
            return [0]
        return self._scopes.around(term.leaves)

    # -- rows and costs ---------------------------------------------------------------------------------------------

    def columns(self, form: Iterable[tuple[Term, int]]) -> dict[int, int]:
        """The coefficients of a form that are not zero, by column: what it is at most in the worlds of the cell."""
        found: dict[int, int] = {}
        loose: dict[int, list[Weight]] = {}
        for term, factor in form:
            if term not in self._home:
                bag, mask = self._place(term)
                loose.setdefault(bag, []).append((mask, factor))
                continue
            bag, feature = self._home[term]
            columns = self._columns[bag][feature]
            if found:
                found.update((column, found.get(column, 0) + factor) for column in columns)
            else:
                found = dict.fromkeys(columns, factor)
        for bag, weights in loose.items():
            for column, worlds in enumerate(self.cells[bag].worlds, self._first[bag]):
                found[column] = found.get(column, 0) + greatest(worlds, weights)[0]
        return found if all(found.values()) else {column: factor for column, factor in found.items() if factor}

    def coefficients(self, form: Iterable[tuple[Term, int]]) -> list[int]:
        """The coefficients of a form, cell by cell."""
        return self._dense(self.columns(form))

    def _dense(self, columns: Mapping[int, int]) -> list[int]:
        result = [0] * self.size
        for column, factor in columns.items():
            result[column] = factor
        return result

    def agreement(self, number: int) -> dict[int, int]:
        """The coefficients of a row on which two bags agree."""
        below, feature, above, other = self.agreements[number]
        return {
            **dict.fromkeys(self._columns[below][feature], 1),
            **dict.fromkeys(self._columns[above][other], -1),
        }

    def sparse_rows(self) -> list[tuple[dict[int, int], float, float]]:
        """The rows, in the order in which certificates number them: each a form by column, and its ends."""
        return list(self._rows_in_turn())

    def _rows_in_turn(self) -> Iterator[tuple[dict[int, int], float, float]]:
        for _, _, line in self.lines:
            yield self.columns(line.terms), line.lower, line.upper
        for number in range(len(self.agreements)):
            yield self.agreement(number), 0, 0

    def rows(self) -> list[Row]:
        """The same for the exact simplex."""
        return [Row(tuple(self._dense(form)), lower, upper) for form, lower, upper in self.sparse_rows()]

    def blocks(self) -> list[int]:
        """The bag of each column."""
        return [bag for bag, cells in enumerate(self.cells) for _ in cells.worlds]

    def tableau(self) -> Tableau:
        """The system, ready to be asked."""
        return Tableau(self.rows(), self.size)

    def value(self, form: LinearForm, point: Sequence[int | Fraction]) -> Exact:
        """The value of a form at a point."""
        whole, scale, offset = lattice(form)
        return exact(scale * total(self.columns(whole), point) + offset)

    def indicator(self, term: Term) -> dict[int, int]:
        """1 for each column that is in a term, which may be one of the terms or a cell (see `cell_term`)."""
        if term in self._home:
            return self.columns([(term, 1)])
        bag = self._bags_with(term)[0]
        inside = self.cells[bag].universe.mask(term)
        return {self._first[bag] + place: 1 for place, one in enumerate(self.cells[bag].worlds) if one & inside}

    def cell_term(self, column: int) -> Term:
        """The term that a cell is: what it is in, minus what it is not in."""
        bag = self._bag_of(column)
        cells = self.cells[bag]
        features = [
            *self._own_terms[bag],
            *(one.term(number) for one in self._separators(bag) for number in range(one.size)),
        ]
        signature = cells.signatures[column - self._first[bag]]
        return difference(
            [term for place, term in enumerate(features) if signature >> place & 1],
            [term for place, term in enumerate(features) if not signature >> place & 1],
        )

    def _separators(self, bag: int) -> list[Separator]:
        return [*(self.cells[child].above for child in self._children[bag]), self.cells[bag].above]

    def _bag_of(self, column: int) -> int:
        return bisect_right(self._first, column) - 1

    def fractional(self, point: Sequence[Fraction | int]) -> tuple[Term, Fraction] | None:
        """Where to split a point that is not whole: a population that somebody counted, else a cell."""
        broken = [column for column, count in enumerate(point) if count.denominator != 1]
        if not broken:
            return None
        bags = {self._bag_of(column) for column in broken}
        for term in self.terms:
            bag, feature = self._home[term]
            if bag in bags:
                count = Fraction(sum(point[column] for column in self._columns[bag][feature]))
                if count.denominator != 1:
                    return term, count
        return self.cell_term(broken[0]), Fraction(point[broken[0]])

    def multiplied(self, point: Sequence[Fraction | int]) -> tuple[int, ...] | None:
        """The least whole multiple of a point, if it fits: where nothing but shares is known, it does."""
        whole = whole_multiple(point)
        return whole if self.fits(whole) else None

    def fits(self, point: Sequence[Fraction | int]) -> bool:
        """Whether a point fits every row."""
        return all(lower <= total(form, point) <= upper for form, lower, upper in self._rows_in_turn())

    # -- proofs -----------------------------------------------------------------------------------------------------

    def combination(
        self, certificate: Certificate, conclusion: Line, splits: Splits = MappingProxyType({})
    ) -> Combination:
        """The leaf of a proof that a certificate makes."""
        multipliers, used = [], []
        shared: list[dict[Term, int]] = [{} for _ in self.bags]
        for row, factor in certificate.multipliers:
            if len(self.lines) <= row < self.height:
                below, feature, above, _ = self.agreements[row - len(self.lines)]
                term = self.cells[below].above.term(feature - self.cells[below].own)
                shared[below][term] = shared[below].get(term, 0) + factor
                shared[above][term] = shared[above].get(term, 0) - factor
                continue
            if row < len(self.lines):
                fact, place, line = self.lines[row]
            else:
                fact = -1
                place, line = splits[row, 1 if factor > 0 else -1]
            multipliers.append(Multiplier(fact, place, factor))
            used.append((line, factor))
        coefficients, _ = add_up(used, conclusion, certificate.scale)
        for term, factor in coefficients.items():
            bag = self._home[term][0] if term in self._home else self._bags_with(term)[0]
            shared[bag][term] = shared[bag].get(term, 0) + factor
        parts = []
        for bag, terms in enumerate(shared):
            found = tuple((term, factor) for term, factor in terms.items() if factor)
            if found:
                parts.append(Part(found, self.cells[bag].zeros_for(found)))
        # What the other parts leave of the sum is the last one.
        last = parts.pop() if parts else Part(())
        return Combination(tuple(multipliers), last.zeros, certificate.scale, tuple(parts))

    # -- populations ------------------------------------------------------------------------------------------------

    @property
    def plainness(self) -> list[int]:
        """What each unit of each cell is worth in the plainest population: the less, the more sets it is in.

        By powers, as a sum of memberships is the same however they are stacked. Such populations are also nearly whole.
        """
        members = (cells.members(worlds) for cells in self.cells for worlds in cells.worlds)
        return [-(sum(not leaf.is_everyone for leaf in one) ** STACKING) for one in members]

    def worlds(self, point: Sequence[int | Fraction], form: Iterable[tuple[Term, int]] = ()) -> Worlds:
        """The units of a whole point, as worlds: each cell by the first of its worlds where a form is greatest."""
        if len(self.bags) > 1:
            return tables(self.bags, self.cells, point)
        cells = self.cells[0]
        loose = [(self._place(term)[1], factor) for term, factor in form if term not in self._home]
        return tuple(
            World(cells.members(greatest(worlds, loose)[1]), int(count))
            for worlds, count in zip(cells.worlds, point, strict=True)
            if count
        )
