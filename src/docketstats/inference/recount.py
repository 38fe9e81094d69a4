"""Counting the units of a witness, listed or in tables; it trusts nothing that made them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from fractions import Fraction

from docketstats.errors import ProofRejected
from docketstats.inference.proof import Table, Tables, World
from docketstats.inference.scopes import Scopes
from docketstats.model.measure import Measure
from docketstats.model.term import Leaf, Term, evaluate
from docketstats.values.interval import Exact, exact


class Recount:
    """The units of a list of worlds, ready to be counted: a set of them is one whole number, a bit mask."""

    def __init__(self, worlds: Iterable[World]) -> None:
        self._masks: dict[Leaf, int] = {}
        self._digits: list[int] = []
        for place, world in enumerate(worlds):
            if type(world.count) is not int or world.count < 1:
                raise ProofRejected(f"a world with the count {world.count}")
            bit = 1 << place
            for leaf in world.members:
                self._masks[leaf] = self._masks.get(leaf, 0) | bit
            for digit in range(world.count.bit_length()):
                if digit == len(self._digits):
                    self._digits.append(0)
                self._digits[digit] |= (world.count >> digit & 1) << place

    def count(self, term: Term) -> int:
        """The units that are in a term."""
        inside = evaluate(term, self._mask)
        return sum((inside & mask).bit_count() << digit for digit, mask in enumerate(self._digits))

    def _mask(self, leaf: Leaf) -> int:
        found = self._masks.get(leaf, 0)
        if leaf.is_everyone:  # who is in a set is on the docket
            for one, mask in self._masks.items():
                if one.everyone == leaf:
                    found |= mask
        return found


class RecountTables:
    """The units of tables, ready to be counted, once it is checked that the tables come from one population.

    They do if the tables that hold a set hang together and neighbours agree on the sets that both hold (Vorob'ev 1962).

    Attributes:
        tables: The tables.
        scopes: The sets that the tables hold.
    """

    def __init__(self, tables: Sequence[Table]) -> None:
        self.tables = tuple(tables)
        self._tables: list[Recount] = []
        self.scopes = Scopes(table.leaves for table in tables)
        tops: set[Leaf] = set()
        for place, table in enumerate(tables):
            leaves = frozenset(table.leaves)
            above = frozenset[Leaf]()
            if table.parent is not None:
                if not place < table.parent < len(tables):
                    raise ProofRejected(f"table {place} has no parent that comes later")
                above = leaves.intersection(tables[table.parent].leaves)
                if margin(table.worlds, above) != margin(tables[table.parent].worlds, above):
                    raise ProofRejected(f"tables {place} and {table.parent} do not agree where they meet")
            if again := (leaves - above) & tops:
                raise ProofRejected(f"the tables with {min(map(str, again))} do not hang together")
            tops |= leaves - above
            for world in table.worlds:
                if not leaves.issuperset(world.members):
                    raise ProofRejected(f"table {place} has units in sets that it does not hold")
            self._tables.append(Recount(table.worlds))
        for place, table in enumerate(tables):
            for leaf in table.leaves:
                if leaf.everyone in self.scopes.holding:
                    if leaf.everyone not in table.leaves:
                        raise ProofRejected(f"table {place} leaves out everyone on the docket of {leaf}")
                    if any(leaf in world.members and leaf.everyone not in world.members for world in table.worlds):
                        raise ProofRejected(f"table {place} has units in {leaf} who are not on the docket")

    def home(self, term: Term, first: Collection[int] = ()) -> int | None:
        """A table that holds all sets of a term, nobody being in a set that none holds; None if there is none.

        Args:
            term: The term.
            first: Tables to be preferred.
        """
        known = [leaf for leaf in term.leaves if leaf in self.scopes.holding]
        found = self.scopes.around(known) if known else [0]
        return next((place for place in found if place in first), found[0] if found else None)

    def count(self, term: Term) -> int:
        """The units that are in a term that has a home."""
        home = self.home(term)
        assert home is not None
        return self._tables[home].count(term)


def margin(worlds: Iterable[World], leaves: Iterable[Leaf]) -> dict[tuple[Leaf, ...], int]:
    """How many units there are by what they are in of some sets, sorted; those in none of them are left out."""
    shared = frozenset(leaves)
    found: dict[frozenset[Leaf], int] = {}
    for world in worlds:
        if inside := shared.intersection(world.members):
            found[inside] = found.get(inside, 0) + world.count
    return {tuple(sorted(inside, key=lambda leaf: leaf.key)): count for inside, count in found.items()}


def counter(worlds: Sequence[World], terms: Iterable[Term]) -> Callable[[Term], int]:
    """What counts the units of ``worlds`` that are in some terms.

    Raises:
        ProofRejected: If a count is not a positive whole number, or tables do not come from one population.
    """
    if isinstance(worlds, Tables):
        tables = RecountTables(worlds.tables)
        if all(tables.home(term) is not None for term in terms):
            return tables.count
    return Recount(worlds).count


def value_in(worlds: Sequence[World], measure: Measure, count: Callable[[Term], int] | None = None) -> Exact | None:
    """A measure's value in a population; None where a denominator is not positive."""
    count = count or counter(worlds, measure.terms)
    total: Exact = measure.linear.value(count)
    for one, factor in measure.ratios:
        below = one.denominator.value(count)
        if below <= 0:
            return None
        total += factor * Fraction(one.numerator.value(count)) / below
    return exact(total)
