"""Junction trees: sets in play gathered into small bags, so that counts need to agree only where bags meet.

Two leaves are neighbours if a term mentions both. Leaves are eliminated one after another, each time one whose
neighbours lack the fewest edges among them (min-fill; Kjaerulff 1990), ties broken by the number of neighbours and by
name; a leaf and its neighbours then make a bag. Tables over bags that agree on what neighbouring bags share come from
one joint table (Vorob'ev 1962), and whole numbers from whole numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from heapq import heapify, heappop, heappush

import attrs

from docketstats.model.term import Leaf


@attrs.frozen
class Bag:
    """Some leaves, and the bag towards the root with which they share some.

    Args:
        leaves: The leaves, sorted.
        parent: The place of that bag, which comes later; None for a root.
        shared: The leaves that both have, sorted.
    """

    leaves: tuple[Leaf, ...]
    parent: int | None = None
    shared: tuple[Leaf, ...] = ()


def junction_tree(groups: Iterable[Iterable[Leaf]]) -> tuple[Bag, ...]:
    """Bags, children first, such that each group lies in one and the bags that hold a leaf hang together.

    Where a group mentions everyone on a docket at a date, every set at that date is tied to everyone, who is then in
    each bag that holds such a set.
    """
    found = [frozenset(group) for group in groups]
    neighbours: dict[Leaf, set[Leaf]] = {}
    for group in found:
        for leaf in group:
            neighbours.setdefault(leaf, set()).update(group)
    for leaf in list(neighbours):
        if leaf.everyone in neighbours:
            neighbours[leaf].add(leaf.everyone)
            neighbours[leaf.everyone].add(leaf)
    for leaf, around in neighbours.items():
        around.discard(leaf)
    bags, parents = _maximal(list(_eliminated(neighbours)))
    hubs = {leaf for bag in bags for leaf in bag if leaf.is_everyone}
    if hubs:
        # A set's own bag holds everyone at its date, so these bags still hang together.
        bags = [bag | hubs.intersection(leaf.everyone for leaf in bag) for bag in bags]
    return tuple(
        Bag(_sorted(bag), parent, () if parent is None else _sorted(bag & bags[parent]))
        for bag, parent in zip(bags, parents, strict=True)
    )


def _sorted(leaves: Iterable[Leaf]) -> tuple[Leaf, ...]:
    return tuple(sorted(leaves, key=lambda leaf: leaf.key))


def _eliminated(neighbours: dict[Leaf, set[Leaf]]) -> Iterator[tuple[Leaf, frozenset[Leaf]]]:
    """The leaves in the order of their elimination, each with those of its neighbours that come later.

    Everyone at a date comes after the sets at that date, of which there may be many: until then nothing is gained.
    """

    def cost(leaf: Leaf) -> tuple[int, int, str]:
        around = neighbours[leaf]
        missing = sum(len(around) - 1 - len(around & neighbours[other]) for other in around) // 2
        return missing, len(around), leaf.key

    sets = Counter(leaf.everyone for leaf in neighbours if not leaf.is_everyone)
    costs = {leaf: cost(leaf) for leaf in neighbours if not (leaf.is_everyone and sets[leaf])}
    named = {leaf.key: leaf for leaf in neighbours}
    queue = list(costs.values())
    heapify(queue)
    while queue:
        one = heappop(queue)
        leaf = named[one[2]]
        if costs.get(leaf) != one:
            continue  # eliminated, or its cost has changed since
        around = neighbours.pop(leaf)
        del costs[leaf]
        yield leaf, frozenset(around)
        sets[leaf.everyone] -= not leaf.is_everyone
        touched = set(around)
        for other in around:
            mine = neighbours[other]
            mine.discard(leaf)
            if one[0]:
                mine |= around
                mine.discard(other)
                touched |= mine
        for other in touched:
            if other.is_everyone and sets[other]:
                continue
            new = cost(other)
            if new != costs.get(other):
                costs[other] = new
                heappush(queue, new)


def _maximal(cliques: list[tuple[Leaf, frozenset[Leaf]]]) -> tuple[list[frozenset[Leaf]], list[int | None]]:
    """The bags of an elimination that lie in no other, and the place of each one's parent; parents come later."""
    step = {leaf: number for number, (leaf, _) in enumerate(cliques)}
    # The neighbour that is eliminated next has all the others in its bag.
    above = [min((step[other] for other in later), default=None) for _, later in cliques]
    home = list(range(len(cliques)))
    last = list(home)
    for number, (_, later) in enumerate(cliques):
        parent = above[number]
        if parent is not None and home[parent] == parent and len(later) == len(cliques[parent][1]) + 1:
            # The parent's bag is what it shares with this one: this one takes its place.
            home[parent] = home[number]
            last[home[number]] = parent
    order = sorted((number for number in range(len(cliques)) if home[number] == number), key=last.__getitem__)
    place = {number: index for index, number in enumerate(order)}
    parents: list[int | None] = []
    for number in order:
        beyond = above[last[number]]
        parents.append(None if beyond is None else place[home[beyond]])
    return [cliques[number][1] | {cliques[number][0]} for number in order], parents
