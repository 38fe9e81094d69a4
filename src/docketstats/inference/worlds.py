"""Populations as units by the sets that they are in: listed, or in tables; and how they are counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import compress
from typing import TypeAlias, overload

import attrs

from docketstats.errors import ProofRejected
from docketstats.model.term import Leaf, Term, evaluate


@attrs.frozen
class World:
    """Units that are in exactly these sets, and how many there are. Being in a set implies being on the docket.

    >>> from docketstats.model.term import Leaf
    >>> World((Leaf("court", name="asylum"), Leaf("court", name="old")), 30).count
    30
    """

    members: tuple[Leaf, ...]
    count: int


class Recount:
    """Units, ready to be counted: those of some worlds are one whole number, a bit mask.

    Attributes:
        masks: The units in each set that has any.

    Raises:
        ProofRejected: If a count is not a positive whole number.
    """

    def __init__(self, worlds: Iterable[World]) -> None:
        self.masks: dict[Leaf, int] = {}
        self._counts: list[int] = []
        bit = 1
        for world in worlds:
            if type(world.count) is not int or world.count < 1:
                raise ProofRejected(f"a world with the count {world.count}")
            self._counts.append(world.count)
            for leaf in world.members:
                self.masks[leaf] = self.masks.get(leaf, 0) | bit
            bit <<= 1
        self._every = bit - 1
        self._known: dict[Term, int] = {}

    def count(self, term: Term) -> int:
        """The units that are in a term."""
        if term not in self._known:
            inside = evaluate(term, self._mask) & self._every
            self._known[term] = sum(compress(self._counts, map(int, f"{inside:b}"[::-1])))
        return self._known[term]

    def _mask(self, leaf: Leaf) -> int:
        found = self.masks.get(leaf, 0)
        if leaf.is_everyone:  # who is in a set is on the docket
            for one, mask in self.masks.items():
                if one.everyone is leaf:
                    found |= mask
        return found


def margin(worlds: Iterable[World], leaves: Iterable[Leaf]) -> dict[frozenset[Leaf], int]:
    """How many units there are by what they are in of some sets; those in none of them are left out."""
    shared = frozenset(leaves)
    found: dict[frozenset[Leaf], int] = {}
    for world in worlds:
        if inside := shared.intersection(world.members):
            found[inside] = found.get(inside, 0) + world.count
    return found


def within(worlds: Iterable[World], leaves: Iterable[Leaf]) -> tuple[World, ...]:
    """Units by what they are in of some sets, without those in none of them."""
    counts = margin(worlds, leaves)
    return tuple(World(tuple(sorted(inside, key=lambda leaf: leaf.key)), count) for inside, count in counts.items())


@attrs.frozen
class Table:
    """Units by what they are in of some sets.

    Args:
        leaves: The sets.
        worlds: The units; those in none of the sets are left out.
        parent: The place of the table with which it shares sets, which comes later; None for a root.

    >>> from docketstats.model.term import Leaf
    >>> asylum, old = Leaf("court", name="asylum"), Leaf("court", name="old")
    >>> table = Table((asylum, old), (World((asylum, old), 30), World((old,), 10)))
    >>> table.recount.count(old)
    40
    """

    leaves: tuple[Leaf, ...]
    worlds: tuple[World, ...]
    parent: int | None = None

    @cached_property
    def recount(self) -> Recount:
        """Its units, ready to be counted."""
        return Recount(self.worlds)

    def margin(self, leaves: frozenset[Leaf]) -> Mapping[frozenset[Leaf], int]:
        """How many of its units there are by what they are in of some sets; see `margin`."""
        if leaves not in self._margins:
            self._margins[leaves] = margin(self.worlds, leaves)
        return self._margins[leaves]

    @cached_property
    def _margins(self) -> dict[frozenset[Leaf], Mapping[frozenset[Leaf], int]]:
        return {}


@attrs.frozen(eq=False)
class Tables(Sequence[World]):
    """A population as tables over a few sets each that agree where they meet; as a sequence it is its worlds, glued.

    Units in the same sets that two tables share are alike for both, so they are matched in any order.

    Args:
        tables: The tables, children first; those that hold a set hang together.

    >>> from docketstats.model.term import Leaf
    >>> a, b, c = (Leaf("court", name=name) for name in "abc")
    >>> first = Table((a, b), (World((a, b), 2), World((b,), 1)), parent=1)
    >>> second = Table((b, c), (World((b, c), 3),))
    >>> [([leaf.name for leaf in world.members], world.count) for world in Tables((first, second))]
    [(['b', 'c'], 1), (['a', 'b', 'c'], 2)]
    """

    tables: tuple[Table, ...]

    @cached_property
    def worlds(self) -> tuple[World, ...]:
        """The units of all tables together, by all sets that they are in."""
        return tuple(_glued(self.tables))

    def __len__(self) -> int:
        return len(self.worlds)

    @overload
    def __getitem__(self, index: int) -> World: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[World, ...]: ...

    def __getitem__(self, index: int | slice) -> World | tuple[World, ...]:
        return self.worlds[index]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Tables):
            return self.tables == other.tables or self.worlds == other.worlds
        return self.worlds == other if isinstance(other, tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.worlds)


Worlds: TypeAlias = tuple[World, ...] | Tables
Row: TypeAlias = tuple[tuple[Leaf, ...], int, "Kids"]
Kids: TypeAlias = "tuple[Row, Kids] | None"


def _glued(tables: Sequence[Table]) -> Iterator[World]:
    joined: list[list[Row]] = [[(world.members, world.count, None) for world in table.worlds] for table in tables]
    for place, table in enumerate(tables):
        if table.parent is None:
            yield from (World(_members(row), row[1]) for row in joined[place])
            continue
        shared = frozenset(table.leaves).intersection(tables[table.parent].leaves)
        waiting: dict[frozenset[Leaf], list[Row]] = {}
        for row in joined[place]:
            if key := shared.intersection(row[0]):
                waiting.setdefault(key, []).append(row)
            else:
                yield World(_members(row), row[1])
        joined[table.parent] = list(_matched(joined[table.parent], shared, waiting))


def _matched(rows: Iterable[Row], shared: frozenset[Leaf], waiting: dict[frozenset[Leaf], list[Row]]) -> Iterator[Row]:
    for members, count, kids in rows:
        key = shared.intersection(members)
        if not key:
            yield members, count, kids
            continue
        queue = waiting[key]
        while count:
            below, there, under = queue.pop()
            some = min(count, there)
            if there > some:
                queue.append((below, there - some, under))
            count -= some
            yield members, some, ((below, some, under), kids)


def _members(row: Row) -> tuple[Leaf, ...]:
    members: set[Leaf] = set()
    left = [row]
    while left:
        own, _, kids = left.pop()
        members.update(own)
        while kids:
            kid, kids = kids
            left.append(kid)
    return tuple(sorted(members, key=lambda leaf: leaf.key))
