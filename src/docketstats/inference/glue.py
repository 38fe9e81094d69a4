"""Tables of whole units over bags, glued to one population.

Where two bags agree on how many units are in each class that they share, their units are matched class by class, in
any order. That is done from the leaves of the tree up; then, from the root down, each unit is given a world in its cell
of each bag. There is one that goes with the world chosen above, as worlds of one class lead to the same cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TypeAlias

import attrs

from docketstats.inference.cells import Cells
from docketstats.inference.proof import World
from docketstats.inference.tree import Bag
from docketstats.model.term import Leaf

Kids: TypeAlias = "tuple[Units | None, Kids] | None"
"""The units that go with some, one for each bag below, the last bag first."""


@attrs.define
class Units:
    """Units of one kind over a bag and those below it."""

    cell: int
    count: int
    kids: Kids = None


@attrs.frozen
class Gluing:
    """What gluing needs to know of a system.

    Args:
        bags: The bags, children first.
        cells: The cells of each.
        children: The places of the bags below each.
        own: The number of terms that are features of each bag; the classes that it shares with bags below come next.
    """

    bags: Sequence[Bag]
    cells: Sequence[Cells]
    children: Sequence[Sequence[int]]
    own: Sequence[int]

    def population(self, point: Sequence[int | Fraction]) -> Iterator[World]:
        """The worlds of a population with these counts in the cells of the bags, one bag's after another's."""
        tables: list[list[Units]] = []
        start = 0
        for place, cells in enumerate(self.cells):
            table = [
                Units(cell, int(count)) for cell, count in enumerate(point[start : start + len(cells.worlds)]) if count
            ]
            start += len(cells.worlds)
            feature = self.own[place]
            for child in self.children[place]:
                table = self._matched(table, place, feature, tables[child], child)
                feature += self.cells[child].above.size
            tables.append(table)
        for place, table in enumerate(tables):
            for units in table:
                if self.bags[place].parent is None or self._class_above(place, units.cell) < 0:
                    yield World(self._members(place, units), units.count)

    def _class_above(self, bag: int, cell: int) -> int:
        """The class that a cell shares with the bag above; -1 if none."""
        cells = self.cells[bag]
        found = cells.signatures[cell] >> cells.own
        return found.bit_length() - 1

    def _matched(self, table: list[Units], bag: int, feature: int, below: list[Units], child: int) -> list[Units]:
        """A bag's units, each with units of a bag below that are in the same class, or with none."""
        classes = self.cells[child].above.size
        waiting: list[list[Units]] = [[] for _ in range(classes)]
        for units in below:
            if (one := self._class_above(child, units.cell)) >= 0:
                waiting[one].append(attrs.evolve(units))
        found = []
        ones = (1 << classes) - 1
        for units in table:
            inside = self.cells[bag].signatures[units.cell] >> feature & ones
            if not inside:
                found.append(Units(units.cell, units.count, (None, units.kids)))
                continue
            queue = waiting[inside.bit_length() - 1]
            left = units.count
            while left:
                other = queue[-1]
                some = min(left, other.count)
                found.append(Units(units.cell, some, (Units(other.cell, some, other.kids), units.kids)))
                left -= some
                other.count -= some
                if not other.count:
                    queue.pop()
        return found

    def _members(self, bag: int, units: Units) -> tuple[Leaf, ...]:
        """What units of a bag's are in, there and in the bags below; nothing is shared with a bag above."""
        members: dict[Leaf, None] = {}
        visits: list[tuple[int, Units | None]] = [(bag, units)]
        while visits:
            place, one = visits.pop()
            cells = self.cells[place]
            worlds = cells.nothing if one is None else cells.worlds[one.cell]
            shared = self.bags[place].shared
            for leaf in shared:
                worlds &= cells.universe.mask(leaf) if leaf in members else ~cells.universe.mask(leaf)
            here = cells.members(worlds)
            members.update(dict.fromkeys(here))
            kids = one.kids if one else None
            for child in reversed(self.children[place]):
                kid: Units | None = None
                if kids is not None:
                    kid, kids = kids
                if kid or any(leaf in here for leaf in self.bags[child].shared):
                    visits.append((child, kid))
        return tuple(sorted(members, key=lambda leaf: leaf.key))
