"""A large system's rows as arrays of numbers, and what is done to all of them at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, chain
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Bools: TypeAlias = NDArray[np.bool_]
Form: TypeAlias = Mapping[int, int]
SparseRow: TypeAlias = tuple[Form, float, float]
"""A form and its ends."""


class Matrix:
    """The rows as arrays."""

    def __init__(self, rows: Sequence[SparseRow], size: int, blocks: Sequence[int]) -> None:
        self.size, self.height = size, len(rows)
        self._places = blocks
        lengths = [len(form) for form, _, _ in rows]
        self.starts = np.array([0, *accumulate(lengths)], np.int32)
        self.columns = np.fromiter(chain.from_iterable([form for form, _, _ in rows]), np.int32)
        self.numbers = np.fromiter(chain.from_iterable([form.values() for form, _, _ in rows]), np.float64)
        self.rows = np.repeat(np.arange(self.height), lengths)
        self.lower = np.array([low for _, low, _ in rows], np.float64)
        self.upper = np.array([high for _, _, high in rows], np.float64)
        self.largest = np.abs(self.numbers).max(initial=1)
        self.widest = max(lengths, default=1)

    def times(self, point: Floats) -> Floats:
        """The values of the rows at a point."""
        return np.asarray(np.bincount(self.rows, self.numbers * point[self.columns], self.height), np.float64)

    def around(self, columns: Bools) -> Bools:
        """The columns whose blocks have one of some columns."""
        return np.isin(self._blocks, self._blocks[columns])

    def beside(self, columns: Bools) -> Bools:
        """The columns that share a row with one of some columns."""
        touched = np.bincount(self.rows, columns[self.columns], self.height) > 0
        return np.bincount(self.columns, touched[self.rows], self.size) > 0

    def groups(self, columns: Bools) -> Iterator[NDArray[np.int64]]:
        """Some columns, which are whole blocks, in groups that share no row."""
        inside = columns[self.columns]
        above = np.arange(self._blocks.max(initial=0) + 1).tolist()

        def top(block: int) -> int:
            while above[block] != block:
                above[block] = block = above[above[block]]
            return block

        last = first = -1
        for row, block in zip(self.rows[inside].tolist(), self._blocks[self.columns[inside]].tolist(), strict=True):
            if row != last:
                last, first = row, block
            else:
                above[top(block)] = top(first)
        found: dict[int, list[int]] = {}
        for column in np.flatnonzero(columns).tolist():
            found.setdefault(top(int(self._blocks[column])), []).append(column)
        return (np.array(group) for group in found.values())

    def part(self, columns: NDArray[np.int64], point: Floats) -> Matrix:
        """The rows on some columns, with the others as they are at a whole point."""
        order, starts = self._by_column
        entries = np.sort(np.concatenate([order[starts[one] : starts[one + 1]] for one in columns]))
        place = {column: index for index, column in enumerate(columns.tolist())}
        forms: dict[int, dict[int, int]] = {}
        for entry in entries.tolist():
            forms.setdefault(int(self.rows[entry]), {})[place[int(self.columns[entry])]] = int(self.numbers[entry])
        found = []
        for row, form in forms.items():
            span = slice(self.starts[row], self.starts[row + 1])
            fixed = self.numbers[span] @ point[self.columns[span]]
            fixed -= sum(one * point[columns[column]] for column, one in form.items())
            found.append((form, self.lower[row] - fixed, self.upper[row] - fixed))
        return Matrix(found, len(columns), ())

    @cached_property
    def _blocks(self) -> NDArray[np.int64]:
        return np.asarray(self._places if len(self._places) else range(self.size), np.int64)

    @cached_property
    def _by_column(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The entries column by column, and where each column begins."""
        counts = np.bincount(self.columns, minlength=self.size)
        return np.argsort(self.columns, kind="stable"), np.concatenate(([0], np.cumsum(counts)))
