"""Universes: all worlds over some sets. A set of worlds is one whole number, a bit mask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import compress, zip_longest

from docketstats.errors import ProofRejected
from docketstats.model.term import Leaf, Term, evaluate

LARGEST = 1 << 20
"""The worlds that a universe may hold at any step of its making."""
AT_ONCE = 12
"""The leaves whose worlds are all made before those that make no sense are thrown out."""


class Universe:
    """All worlds over the leaves of some terms, docket by docket.

    Attributes:
        alive: The mask of the worlds that make sense: who is in a set at a date is on the docket then, and nobody is in
            a term that is named as empty.
    """

    def __init__(self, terms: Iterable[Term], empty: Iterable[Term] = ()) -> None:
        empty = tuple(empty)
        self._masks: dict[Term, int] = {}
        self._leaves: list[tuple[Leaf, int]] = []
        self.alive = 0
        found = sorted({leaf for term in (*terms, *empty) for leaf in term.leaves}, key=lambda leaf: leaf.key)
        offset = 0
        for docket in sorted({leaf.docket for leaf in found}):
            own = [leaf for leaf in found if leaf.docket == docket]
            here = [term for term in empty if any(leaf.docket == docket for leaf in term.leaves)]
            masks, alive, size = _block(own, here)
            self._leaves += [(leaf, mask << offset) for leaf, mask in masks.items()]
            self.alive |= alive << offset
            offset += size
        self._masks.update(self._leaves)

    def mask(self, term: Term) -> int:
        """The worlds in a term."""
        known = self._masks.get(term)
        if known is None:
            known = self._masks[term] = evaluate(term, self._masks.__getitem__)
        return known

    def members(self, world: int) -> tuple[Leaf, ...]:
        """The leaves that a world is in."""
        place, bit = divmod(world, 8)
        return tuple([leaf for leaf, mask in self._bytes if mask[place] >> bit & 1])

    @cached_property
    def _bytes(self) -> list[tuple[Leaf, bytes]]:
        """The masks of the leaves, of which one bit is found without a look at the others."""
        length = max([mask.bit_length() for _, mask in self._leaves], default=0) // 8 + 1
        return [(leaf, mask.to_bytes(length, "little")) for leaf, mask in self._leaves]

    def below_zero(self, coefficients: Iterable[tuple[Term, int]], alive: int) -> int:
        """The worlds in ``alive`` where the coefficients of the terms they are in add up to less than zero."""
        # The sums of all worlds at once, bit by bit: those of the factors above zero, and of those below.
        above: list[int] = []
        below: list[int] = []
        for term, factor in coefficients:
            _add(above if factor > 0 else below, self.mask(term) & alive, abs(factor))
        result = 0
        for more, less in zip_longest(above, below, fillvalue=0):
            differ = more ^ less
            result = result & ~differ | less & differ
        return result


def _add(digits: list[int], worlds: int, factor: int) -> None:
    """Add a number to the sums of some worlds, given as their binary digits: of each digit, the worlds that have it."""
    for place in range(factor.bit_length()):
        carry = worlds if factor >> place & 1 else 0
        at = place
        while carry:
            digits.extend([0] * (at + 1 - len(digits)))
            digits[at], carry = digits[at] ^ carry, digits[at] & carry
            at += 1


def _block(own: Sequence[Leaf], empty: Iterable[Term]) -> tuple[dict[Leaf, int], int, int]:
    """The worlds over some leaves, made leaf by leaf: the mask of each leaf, of those that make sense, and how many.

    An empty term is used as soon as all its leaves are there, so that worlds are thrown out before they multiply.
    """
    place = {leaf: number for number, leaf in enumerate(own)}
    due: dict[int, list[Term]] = {}
    for term in empty:
        due.setdefault(max((AT_ONCE - 1, *(place[leaf] for leaf in term.leaves))), []).append(term)
    # Who is in a set is on the docket: sets whose docket is not counted need no looking at.
    within = [(leaf, leaf.everyone) for leaf in own if not leaf.is_everyone and leaf.everyone in place]
    size = 1 << min(AT_ONCE, len(own))
    alive = (1 << size) - 1
    # Worlds whose bit is set: runs of as many ones after as many zeros.
    masks = {leaf: alive // ((1 << (1 << at)) + 1) << (1 << at) for at, leaf in enumerate(own[:AT_ONCE])}
    for number in range(AT_ONCE - 1, max(AT_ONCE, len(own))):
        if number >= AT_ONCE:
            masks = {one: mask | mask << size for one, mask in masks.items()}
            masks[own[number]] = (1 << size) - 1 << size
            alive |= alive << size
            size *= 2
        for leaf, everyone in within:
            if max(AT_ONCE - 1, place[leaf], place[everyone]) == number:
                alive &= ~masks[leaf] | masks[everyone]
        for term in due.get(number, ()):
            alive &= ~evaluate(term, masks.__getitem__)
        if len(own) > AT_ONCE and 2 * alive.bit_count() <= size:
            masks = {one: _packed(mask, alive, size) for one, mask in masks.items()}
            size = alive.bit_count()
            alive = (1 << size) - 1
        if size > LARGEST:
            raise ProofRejected(
                f"{len(own)} sets in play on docket {own[0].docket!r} make more than {LARGEST:,} worlds",
                mend="ask about fewer sets at once",
            )
    return masks, alive, size


def _packed(mask: int, kept: int, size: int) -> int:
    """The bits of a mask at the places that are kept, close together."""
    places = [bit == "1" for bit in f"{kept:0{size}b}"]
    return int("".join(compress(f"{mask:0{size}b}", places)), 2)
