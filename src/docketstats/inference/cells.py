"""Cells: the worlds over the sets of one bag that nothing tells apart, be it a line, a question or another bag."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import attrs

from docketstats.errors import ProofRejected, TooLarge
from docketstats.inference.universe import AT_ONCE, Universe
from docketstats.model.term import Leaf, Term, combine

MOST_CELLS = 3_000
"""The cells that one bag may have."""
MOST_PAIRS = 1_000_000
"""The pairs of a cell and a world over the sets shared with the bag above that are looked at."""


@attrs.frozen
class Zero:
    """A line that says that nobody is in a term: the number of its fact, its place there, and the term."""

    fact: int
    line: int
    term: Term


@attrs.frozen
class Separator:
    """What a bag and the bag above it agree on: how many units there are in each class of worlds over shared leaves.

    Worlds that the bag and those below it do not tell apart are in one class. Worlds that they do not tell apart from
    no membership at all are free, as the bags need not agree on how many units are in nothing. A last class holds the
    worlds that are impossible here, which may not look so from above.

    Args:
        leaves: The shared leaves.
        classes: The worlds in each class but the last, with one bit for each leaf.
        free: The free worlds.
    """

    leaves: tuple[Leaf, ...] = ()
    classes: tuple[tuple[int, ...], ...] = ()
    free: tuple[int, ...] = ()

    @property
    def size(self) -> int:
        """The number of classes."""
        return len(self.classes) + 1 if self.leaves else 0

    @cached_property
    def bits(self) -> dict[Leaf, int]:
        """The bit of each shared leaf."""
        return {leaf: 1 << place for place, leaf in enumerate(self.leaves)}

    @cached_property
    def places(self) -> dict[int, int]:
        """The class of each world that is in one but the last."""
        return {world: place for place, worlds in enumerate(self.classes) for world in worlds}

    def masks(self, over: Mapping[int, int]) -> list[int]:
        """The worlds in each class, from those for each world over the shared leaves."""
        if not self.leaves:
            return []
        found = [_union([over.get(world, 0) for world in one]) for one in self.classes]
        possible = _union(found) | _union([over.get(world, 0) for world in self.free])
        return [*found, _union(over.values()) & ~possible]

    def term(self, number: int) -> Term:
        """The population that a class is."""
        if number < len(self.classes):
            return combine("|", map(self._world, self.classes[number]))
        possible = [world for one in (*self.classes, self.free) for world in one if world]
        return difference([combine("|", self.leaves)], [self._world(world) for world in possible])

    def _world(self, world: int) -> Term:
        inside = [leaf for place, leaf in enumerate(self.leaves) if world >> place & 1]
        return difference(inside, [leaf for leaf in self.leaves if leaf not in inside])


class Cells:
    """The cells of one bag.

    Attributes:
        universe: The worlds over its leaves.
        above: What it agrees on with the bag above.
        own: The number of features before those classes.
        worlds: The mask of the worlds in each cell.
        signatures: The features, as bits, that each cell is in: the bag's own terms, the classes that it shares with
            the bags below, and those that it shares with the bag above.
        over: The mask of the possible worlds for each world over the leaves shared with the bag above.
        nothing: The mask of the worlds that are in no feature.
    """

    def __init__(
        self,
        leaves: Iterable[Leaf],
        terms: Sequence[Term],
        zeros: Sequence[Zero],
        *,
        below: Iterable[Separator] = (),
        shared: tuple[Leaf, ...] = (),
        most: int = MOST_CELLS,
    ) -> None:
        leaves = tuple(leaves)
        # Where there are many sets, zero-facts thin their worlds out from the start.
        self._thinned = tuple(dict.fromkeys((zero.fact, zero.line) for zero in zeros)) if len(leaves) > AT_ONCE else ()
        self.universe = Universe(leaves, [zero.term for zero in zeros] if self._thinned else ())
        alive = self.universe.alive
        self._zeros: dict[tuple[int, int], int] = {}
        for zero in zeros:
            mask = self.universe.mask(zero.term)
            self._zeros[zero.fact, zero.line] = self._zeros.get((zero.fact, zero.line), 0) | mask
            alive &= ~mask
        masks = [self.universe.mask(term) for term in terms]
        for separator in below:
            masks += separator.masks(split_by(self.universe, separator.leaves, self.universe.alive))
        self.own = len(masks)
        classes = [(alive, 0)]
        for feature, mask in enumerate(masks):
            classes = _told_apart(classes, mask, feature, most)
        self.above, self.over = Separator(), {0: alive}
        if shared:
            self.over = split_by(self.universe, shared, alive)
            self.above = self._separator(classes, shared)
            for feature, mask in enumerate(self.above.masks(self.over), len(masks)):
                classes = _told_apart(classes, mask, feature, most)
        self.nothing = _union(mask for mask, signature in classes if not signature)
        self.worlds = [mask for mask, signature in classes if signature]
        self.signatures = [signature for _, signature in classes if signature]
        self._members: dict[int, tuple[Leaf, ...]] = {}

    def _separator(self, classes: Sequence[tuple[int, int]], shared: tuple[Leaf, ...]) -> Separator:
        """Worlds over the shared leaves by what may become of them here: alike if the same signatures may."""
        groups: dict[tuple[int, ...], list[int]] = {}
        if len(self.over) * len(classes) > MOST_PAIRS:
            raise _too_large(MOST_CELLS)
        for world, mask in self.over.items():
            key = tuple([place for place, (worlds, _) in enumerate(classes) if worlds & mask])
            groups.setdefault(key, []).append(world)
        found = sorted(tuple(sorted(group)) for group in groups.values())
        return Separator(shared, tuple(found[1:]), found[0])  # no membership at all comes first

    def members(self, worlds: int) -> tuple[Leaf, ...]:
        """What the first of some worlds is in."""
        if (found := self._members.get(worlds)) is None:
            found = self._members[worlds] = self.universe.members((worlds & -worlds).bit_length() - 1)
        return found

    def zeros_for(self, coefficients: Iterable[tuple[Term, int]]) -> tuple[tuple[int, int], ...]:
        """The zero-facts without which some worlds have less than zero, as few as a greedy choice finds."""
        wrong = self.universe.below_zero(coefficients, self.universe.alive)
        if self._thinned and not wrong:
            return self._thinned
        chosen = []
        while wrong:
            place, mask = max(self._zeros.items(), key=lambda zero: (wrong & zero[1]).bit_count(), default=((0, 0), 0))
            if not wrong & mask:
                raise ProofRejected("the certificate does not cover its worlds")
            wrong &= ~mask
            chosen.append(place)
        return tuple(sorted(chosen))


def _told_apart(classes: Iterable[tuple[int, int]], mask: int, feature: int, most: int) -> list[tuple[int, int]]:
    found, bit = [], 1 << feature
    for worlds, signature in classes:
        both = worlds & mask
        if both:
            found.append((both, signature | bit))
        if both != worlds:
            found.append((worlds ^ both, signature))
    if len(found) > most:
        raise _too_large(most)
    return found


def _too_large(most: int) -> TooLarge:
    return TooLarge(
        f"the populations that one question ties together make more than {most:,} kinds of unit",
        mend="ask about fewer populations at once, or leave out figures with .only(...)",
    )


def split_by(universe: Universe, leaves: Sequence[Leaf], alive: int) -> dict[int, int]:
    """Some worlds of a universe by what they are in of some leaves."""
    found = {0: alive}
    for place, leaf in enumerate(leaves):
        inside = universe.mask(leaf)
        split = {}
        for world, mask in found.items():
            if both := mask & inside:
                split[world | 1 << place] = both
            if apart := mask & ~inside:
                split[world] = apart
        found = split
    return found


def _union(masks: Iterable[int]) -> int:
    result = 0
    for mask in masks:
        result |= mask
    return result


def difference(inside: Sequence[Term], outside: Sequence[Term]) -> Term:
    """What is in all of some terms and in none of others."""
    both = combine("&", inside)
    return combine("-", (both, combine("|", outside))) if outside else both
