"""Junction trees: sets in play gathered into small bags, so that counts need to agree only where bags meet.

Two leaves are neighbours if a term mentions both. Leaves are eliminated one after another, each time one whose
neighbours lack the fewest edges among them (min-fill; Kjaerulff 1990), ties broken by the number of neighbours and by
name; a leaf and its neighbours then make a bag. Tables over bags that agree on what neighbouring bags share come from
one joint table (Vorob'ev 1962), and whole numbers from whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import heapify, heappop, heappush

import attrs

from docketstats.inference.scopes import Scopes
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

    Where a group mentions everyone on a docket at a date, every set at that date is tied to everyone. Everyone is then
    left out of the elimination and added to the bags that hold such sets, and to those between them.
    """
    found = [frozenset(group) for group in groups]
    hubs = sorted({leaf for group in found for leaf in group if leaf.is_everyone}, key=lambda leaf: leaf.key)
    neighbours: dict[Leaf, set[Leaf]] = {}
    for group in found:
        for leaf in group:
            if not leaf.is_everyone:
                neighbours.setdefault(leaf, set()).update(group)
    for leaf, around in neighbours.items():
        around.discard(leaf)
        around.difference_update(hubs)
    bags, parents = _maximal(list(_eliminated(neighbours)))
    if hubs:
        bags, parents = _with_hubs(bags, parents, hubs, found)
    return tuple(
        Bag(_sorted(bag), parent, () if parent is None else _sorted(bag & bags[parent]))
        for bag, parent in zip(bags, parents, strict=True)
    )


def _sorted(leaves: Iterable[Leaf]) -> tuple[Leaf, ...]:
    return tuple(sorted(leaves, key=lambda leaf: leaf.key))


def _eliminated(neighbours: dict[Leaf, set[Leaf]]) -> Iterator[tuple[Leaf, frozenset[Leaf]]]:
    """The leaves in the order of their elimination, each with those of its neighbours that come later."""

    def cost(leaf: Leaf) -> tuple[int, int, str]:
        around = neighbours[leaf]
        missing = sum(len(around) - 1 - len(around & neighbours[other]) for other in around) // 2
        return missing, len(around), leaf.key

    costs = {leaf: cost(leaf) for leaf in neighbours}
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
        touched = set(around)
        for other in around:
            mine = neighbours[other]
            mine.discard(leaf)
            if one[0]:
                mine |= around
                mine.discard(other)
                touched |= mine
        for other in touched:
            new = cost(other)
            if new != costs[other]:
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


def _with_hubs(
    bags: list[frozenset[Leaf]], parents: list[int | None], hubs: list[Leaf], groups: Iterable[frozenset[Leaf]]
) -> tuple[list[frozenset[Leaf]], list[int | None]]:
    """One tree, with each hub in the bags that need it and in those between them."""
    if not bags:
        bags, parents = [frozenset()], [None]
    root = len(bags) - 1
    parents = [root if parent is None and bag != root else parent for bag, parent in enumerate(parents)]
    scopes = Scopes(bags)
    needing: dict[Leaf, set[int]] = {hub: set() for hub in hubs}
    for leaf, places in scopes.holding.items():
        if leaf.everyone in needing:
            needing[leaf.everyone].update(places)
    # Groups of hubs alone come last, as they go to where their hubs are needed anyway.
    for group in sorted(groups, key=lambda group: group <= needing.keys()):
        if around := group & needing.keys():
            sets = group - around
            home = scopes.around(sets)[0] if sets else _common([needing[hub] for hub in around], root)
            for hub in around:
                needing[hub].add(home)
    found = list(bags)
    for hub in hubs:
        below, branches = [int(place in needing[hub]) for place in range(len(bags))], [0] * len(bags)
        for place, parent in enumerate(parents):
            if parent is not None:
                below[parent] += below[place]
                branches[parent] += below[place] > 0
        for place in range(len(bags)):
            if place in needing[hub] or branches[place] > 1 or 0 < below[place] < below[root]:
                found[place] |= {hub}
    return found, parents


def _common(places: list[set[int]], otherwise: int) -> int:
    """A bag among those that need all of some hubs, else one that needs some of them."""
    shared, some = set.intersection(*places), set.union(*places)
    return min(shared or some, default=otherwise)
