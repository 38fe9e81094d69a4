"""Groups of sets, and which of them hold some sets together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from docketstats.model.term import Leaf


class Scopes:
    """Groups of leaves, such as bags or tables, that are asked which of them hold others.

    Attributes:
        holding: The places of the groups that hold each leaf.
    """

    def __init__(self, groups: Iterable[Iterable[Leaf]]) -> None:
        self._groups: Sequence[frozenset[Leaf]] = [frozenset(group) for group in groups]
        self.holding: dict[Leaf, list[int]] = {}
        for place, group in enumerate(self._groups):
            for leaf in group:
                self.holding.setdefault(leaf, []).append(place)

    def around(self, leaves: Collection[Leaf]) -> list[int]:
        """The places of the groups that hold all of some leaves, of which there is at least one."""
        rarest = min([self.holding.get(leaf, []) for leaf in leaves], key=len)
        return rarest if len(leaves) == 1 else [place for place in rarest if self._groups[place].issuperset(leaves)]
