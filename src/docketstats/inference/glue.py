"""A whole point of a system over bags as tables that agree where bags meet.

The cells of neighbouring bags agree class by class on how many units there are, which leaves open in which worlds they
are. That is settled from the root down: each bag is told how many units the bag above has in each world over the leaves
that both have, and matches its own cells to them, class by class and in any order. There is a world in the cell to go
with each, as worlds of one class lead to the same cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from docketstats.inference.cells import Cells
from docketstats.inference.tree import Bag
from docketstats.inference.worlds import Table, Tables, World
from docketstats.model.term import Leaf


def tables(bags: Sequence[Bag], cells: Sequence[Cells], point: Sequence[int | Fraction]) -> Tables:
    """The population with these counts in the cells of the bags, one bag's cells after another's."""
    starts = [0]
    for one in cells:
        starts.append(starts[-1] + len(one.worlds))
    found: list[Table] = [Table((), ())] * len(bags)
    for place in reversed(range(len(bags))):
        bag = bags[place]
        counts = point[starts[place] : starts[place + 1]]
        above = () if bag.parent is None else found[bag.parent].worlds
        found[place] = Table(bag.leaves, _worlds(cells[place], counts, above), bag.parent)
    return Tables(tuple(found))


def _worlds(cells: Cells, counts: Sequence[int | Fraction], above: Sequence[World]) -> tuple[World, ...]:
    """The units of one bag, given those of the bag above."""
    bits, places = cells.above.bits, cells.above.places
    given: dict[int, int] = {}
    for world in above if bits else ():
        if over := sum([bits.get(leaf, 0) for leaf in world.members]):
            given[over] = given.get(over, 0) + world.count
    waiting: dict[int, list[tuple[int, int]]] = {}
    found: dict[tuple[Leaf, ...], int] = {}

    def add(worlds: int, count: int) -> None:
        members = cells.members(worlds)
        found[members] = found.get(members, 0) + count

    for over, count in given.items():
        if over in places:
            waiting.setdefault(places[over], []).append((over, count))
        else:
            add(cells.nothing & cells.over[over], count)
    for place, number in enumerate(counts):
        if not number:
            continue
        worlds, signature, left = cells.worlds[place], cells.signatures[place], int(number)
        if not signature >> cells.own:
            add(worlds & cells.over[0], left)
            continue
        while left:
            queue = waiting[(signature >> cells.own).bit_length() - 1]
            over, there = queue.pop()
            some = min(left, there)
            if there > some:
                queue.append((over, there - some))
            left -= some
            add(worlds & cells.over[over], some)
    return tuple(World(members, count) for members, count in found.items() if members)
