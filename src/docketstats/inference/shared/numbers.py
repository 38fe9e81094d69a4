"""Whole numbers by group, and the ends of rows in each group, as arrays that nothing overflows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any, TypeAlias

import attrs
import numpy as np
from numpy.typing import NDArray

from docketstats.model.facts import End

Whole: TypeAlias = NDArray[Any]
"""Whole numbers: of 64 bits where they are known to fit, else Python's own."""
Bools: TypeAlias = NDArray[np.bool_]
Places: TypeAlias = NDArray[np.intp]

FITS = 1 << 62
"""The size below which numbers are taken to fit into 64 bits, sums included."""


@attrs.frozen(eq=False)
class Numbers:
    """Whole numbers, and a number that none exceeds in size, so that what is made of them is known to fit."""

    array: Whole
    most: int

    @classmethod
    def of(cls, rows: Sequence[Sequence[int]], width: int) -> Numbers:
        """The numbers of some rows of equal width."""
        found = cls(
            np.array([*rows], dtype=object).reshape(len(rows), width),
            max(map(abs, chain.from_iterable(rows)), default=0),
        )
        return cls(found._as(found.most), found.most)

    def _as(self, most: int) -> Whole:
        """The numbers as an array that holds them, and numbers up to ``most`` too."""
        return self.array.astype(np.int64 if max(most, self.most) < FITS else object, copy=False)

    def __getitem__(self, places: Any) -> Numbers:
        return Numbers(self.array[places], self.most)

    def sums(self, rows: Numbers) -> Numbers:
        """For each row here and each of ``rows``, the sum of the products of their numbers."""
        most = self.most * rows.most * max(self.array.shape[-1], 1)
        return Numbers(self._as(max(most, rows.most)) @ rows._as(max(most, self.most)).T, most)

    def plus(self, other: Numbers) -> Numbers:
        """The sums of numbers that are in one place."""
        most = self.most + other.most
        return Numbers(self._as(most) + other._as(most), most)

    def times(self, other: Numbers) -> Numbers:
        """The products of numbers that are in one place."""
        most = self.most * other.most
        return Numbers(self._as(max(most, other.most)) * other._as(max(most, self.most)), most)


class Ends:
    """The ends of the rows in each group."""

    def __init__(self, rows: Sequence[tuple[End, End] | Sequence[tuple[End, End]]], groups: int) -> None:
        self._each = [[one] * groups if isinstance(one, tuple) else one for one in rows]
        self.endless, self.ends = zip(*(self._side(side, groups) for side in (0, 1)), strict=True)

    def _side(self, side: int, groups: int) -> tuple[Bools, Numbers]:
        shape = len(self._each), groups
        ends = [[pair[side] for pair in row] for row in self._each]
        endless = np.array([[isinstance(end, float) for end in row] for row in ends], bool).reshape(shape)
        numbers = [[0 if isinstance(end, float) else end for end in row] for row in ends]
        whole = Numbers.of(numbers, groups)
        return np.ascontiguousarray(endless.T), Numbers(np.ascontiguousarray(whole.array.T), whole.most)

    def of(self, group: int) -> list[tuple[End, End]]:
        """The ends in one group."""
        return [row[group] for row in self._each]

    def usable(self, groups: Places, lower: Bools, upper: Bools) -> Bools:
        """Whether some ends of rows are finite, for each of some groups."""
        missing = self.endless[0][np.ix_(groups, lower)].any(1) | self.endless[1][np.ix_(groups, upper)].any(1)
        return np.asarray(~missing, bool)
