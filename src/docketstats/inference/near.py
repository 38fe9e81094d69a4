"""Questions about few sets of a large docket, answered near these sets.

Most of what a large docket's facts say has no bearing on one question. So one whole population that fits all facts is
found once, as tables over bags. For a question, the bags near its sets are taken, ever more of them: a `View`. The
facts within them alone prove ends, which hold as the facts do; and with everything outside left as it is in that
population, whatever fits inside fits all facts. Where the two meet, the end is sharp, by a small proof and a witness
that differs from that population in these bags only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import attrs

from docketstats.inference.cells import difference
from docketstats.inference.recount import RecountTables
from docketstats.inference.search import Solver
from docketstats.inference.stand_ins import any_long
from docketstats.inference.worlds import Table, Tables, Worlds, within
from docketstats.model.facts import Fact, Line, Origin
from docketstats.model.term import Leaf, Term, combine

FIRST = 1
"""How far from the question's bags the first try goes."""
MOST_BAGS = 2_000
"""The bags that are taken at most: with more, the whole docket is asked at once."""


@lru_cache(maxsize=4)
def near(facts: tuple[Fact, ...]) -> Near | None:
    """What gives views of these facts near some sets; None if no whole population that fits them is known."""
    if any_long(facts):
        return None  # where sets stand in for others, all is asked at once
    found = Solver(facts, ()).find(())
    return Near(facts, found.worlds) if isinstance(found.worlds, Tables) else None


@attrs.frozen
class View:
    """What there is to say about some bags.

    Attributes:
        within: The facts within them.
        fixed: The facts that touch them, with everything outside as it is in one population.
        together: The sets of each bag.
    """

    within: tuple[Fact, ...]
    fixed: tuple[Fact, ...]
    together: tuple[frozenset[Leaf], ...]
    _bags: tuple[int, ...]
    _tables: tuple[Table, ...]

    def patched(self, worlds: Worlds) -> Tables:
        """The one population with other units in these bags."""
        tables = list(self._tables)
        local = RecountTables(worlds.tables) if isinstance(worlds, Tables) else None
        for bag in self._bags:
            leaves = tables[bag].leaves
            home = local.home(combine("|", leaves)) if local else None
            units = worlds if local is None or home is None else local.tables[home].worlds
            tables[bag] = Table(leaves, within(units, leaves), tables[bag].parent)
        return Tables(tuple(tables))


class Near:
    """Facts and one population that fits them.

    Args:
        facts: The facts.
        population: The population, as tables.
    """

    def __init__(self, facts: Sequence[Fact], population: Tables) -> None:
        self._facts, self._tables = tuple(facts), population.tables
        self._recount = RecountTables(self._tables)
        self._leaves = [frozenset(table.leaves) for table in self._tables]
        self._beside: list[list[int]] = [[] for _ in self._tables]
        for place, table in enumerate(self._tables):
            if table.parent is not None and self._leaves[place] & self._leaves[table.parent]:
                self._beside[place].append(table.parent)
                self._beside[table.parent].append(place)
        self._about: dict[Leaf, list[int]] = {}
        for number, fact in enumerate(self._facts):
            for leaf in fact.leaves:
                self._about.setdefault(leaf, []).append(number)
        # Facts without sets hold or not, near or far.
        self._bare = [number for number, fact in enumerate(self._facts) if not fact.leaves]

    def views(self, terms: Iterable[Term]) -> Iterator[View]:
        """Views of ever more bags around those of some terms; none if a term spans bags or is not in play."""
        terms = tuple(terms)
        homes = {self._recount.home(term) for term in terms}
        if not all(leaf in self._recount.scopes.holding for term in terms for leaf in term.leaves):
            return
        reach, before = FIRST, 0
        while None not in homes:
            bags = self._around({home for home in homes if home is not None}, reach)
            if not before < len(bags) <= MOST_BAGS:
                return
            numbers = self._touching(bags)
            inside = frozenset().union(*(self._leaves[bag] for bag in bags))
            within = tuple(self._facts[number] for number in numbers if self._facts[number].leaves <= inside)
            fixed = (*self._inside(bags, numbers), *self._edge(bags))
            yield View(within, fixed, tuple(self._leaves[bag] for bag in bags), tuple(bags), self._tables)
            reach, before = 2 * reach, len(bags)

    def _around(self, homes: set[int], reach: int) -> list[int]:
        found, edge = set(homes), set(homes)
        for _ in range(reach):
            edge = {other for bag in edge for other in self._beside[bag]} - found
            found |= edge
        return sorted(found)

    def _touching(self, bags: Iterable[int]) -> list[int]:
        """The facts about a set in some bags; everyone is in all bags, and touches what is about everyone alone."""
        inside = frozenset().union(*(self._leaves[bag] for bag in bags))
        found = set(self._bare)
        for leaf in inside:
            about = self._about.get(leaf, ())
            found.update(
                number
                for number in about
                if not leaf.is_everyone or all(one.is_everyone for one in self._facts[number].leaves)
            )
        return sorted(found)

    def _inside(self, bags: Sequence[int], numbers: Iterable[int]) -> Iterator[Fact]:
        """The facts with what lies outside the bags counted as it is in the population."""
        own = set(bags)
        for fact in (self._facts[number] for number in numbers):
            lines = []
            for line in (line for line in fact.lines if not line.is_vacuous):
                kept = tuple((term, factor) for term, factor in line.terms if self._recount.home(term, own) in own)
                left = set(line.terms) - set(kept)
                fixed = sum(factor * self._recount.count(term) for term, factor in left)
                if kept:
                    lines.append(Line(kept, line.lower - fixed, line.upper - fixed))
            if lines:
                yield attrs.evolve(fact, lines=tuple(lines))

    def _edge(self, bags: Sequence[int]) -> Iterator[Fact]:
        """That what the bags share with those outside stays as it is."""
        own = set(bags)
        for bag in bags:
            for other in self._beside[bag]:
                if other not in own:
                    yield _edge_of(self._tables[bag], self._leaves[bag] & self._leaves[other])


def _edge_of(table: Table, shared: frozenset[Leaf]) -> Fact:
    """That the units of a table are as they are by what they are in of some shared sets."""
    counts = table.margin(shared)
    lines = [
        _exactly(difference(tuple(inside), [leaf for leaf in shared if leaf not in inside]), count)
        for inside, count in counts.items()
    ]
    lines.append(_exactly(combine("|", shared), sum(counts.values())))
    return Fact("edge", "what lies outside stays as it is", origin=Origin.QUESTION, lines=tuple(lines))


def _exactly(term: Term, count: int) -> Line:
    return Line(((term, 1),), count, count)
