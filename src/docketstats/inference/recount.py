"""Counting the units of a witness, listed or in tables; it trusts nothing that made them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from fractions import Fraction

from docketstats.errors import ProofRejected
from docketstats.inference.scopes import Scopes
from docketstats.inference.worlds import Recount, Table, Tables, World
from docketstats.model.measure import Measure
from docketstats.model.term import Leaf, Term
from docketstats.values.interval import Exact, exact


class RecountTables:
    """The units of tables, ready to be counted, once it is checked that the tables come from one population.

    They do if the tables that hold a set hang together and neighbours agree on the sets that both hold (Vorob'ev 1962).

    Attributes:
        tables: The tables.
        scopes: The sets that the tables hold.
    """

    def __init__(self, tables: Sequence[Table]) -> None:
        self.tables = tuple(tables)
        self.scopes = Scopes(table.leaves for table in tables)
        # Who is in a set is on the docket, also where no table holds everyone on it.
        self._implied = {leaf.everyone for leaf in self.scopes.holding}.difference(self.scopes.holding)
        tops: set[Leaf] = set()
        for place, table in enumerate(tables):
            leaves = frozenset(table.leaves)
            above = frozenset[Leaf]()
            if table.parent is not None:
                if not place < table.parent < len(tables):
                    raise ProofRejected(f"table {place} has no parent that comes later")
                parent = tables[table.parent]
                above = leaves.intersection(parent.leaves)
                if table.margin(above) != parent.margin(above):
                    raise ProofRejected(f"tables {place} and {table.parent} do not agree where they meet")
            if again := (leaves - above) & tops:
                raise ProofRejected(f"the tables with {min(map(str, again))} do not hang together")
            tops |= leaves - above
            masks = table.recount.masks
            if not masks.keys() <= leaves:
                raise ProofRejected(f"table {place} has units in sets that it does not hold")
            for leaf in leaves:
                everyone = leaf.everyone
                if everyone is not leaf and everyone in self.scopes.holding:
                    if everyone not in leaves:
                        raise ProofRejected(f"table {place} leaves out everyone on the docket of {leaf}")
                    if masks.get(leaf, 0) & ~masks.get(everyone, 0):
                        raise ProofRejected(f"table {place} has units in {leaf} who are not on the docket")

    def home(self, term: Term, first: Collection[int] = ()) -> int | None:
        """A table that tells who is in a term, nobody being in a set that no table holds; None if there is none.

        Args:
            term: The term.
            first: Tables to be preferred.
        """
        if not self._implied.isdisjoint(term.leaves):
            return None
        known = [leaf for leaf in term.leaves if leaf in self.scopes.holding]
        found = self.scopes.around(known) if known else [0]
        return next((place for place in found if place in first), found[0] if found else None)

    def count(self, term: Term) -> int:
        """The units that are in a term that has a home."""
        home = self.home(term)
        assert home is not None
        return self.tables[home].recount.count(term)


def counter(worlds: Sequence[World], terms: Iterable[Term]) -> Callable[[Term], int]:
    """What counts the units of ``worlds`` that are in some terms.

    Raises:
        ProofRejected: If a count is not a positive whole number, or tables do not come from one population.
    """
    if isinstance(worlds, Tables):
        tables = RecountTables(worlds.tables)
        homes = {term: tables.home(term) for term in terms}
        recounts = {term: tables.tables[home].recount for term, home in homes.items() if home is not None}
        if len(recounts) == len(homes):
            return lambda term: recounts[term].count(term)
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
