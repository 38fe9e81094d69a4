"""The system that groups share, and what holds in each of them: multipliers of its rows, and corners."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import attrs
import numpy as np

from docketstats.inference.route import system_for
from docketstats.inference.shared.numbers import Bools, Ends, Numbers, Places, Whole
from docketstats.inference.simplex import Certificate, Row, Tableau
from docketstats.model.facts import End, Fact
from docketstats.model.term import Term

Columns: TypeAlias = Mapping[int, int]
Varying: TypeAlias = Mapping[tuple[int, int], Sequence[tuple[End, End]]]
"""For a fact and a line of it, by their numbers, the ends of that line in each group."""

MOST_ENTRIES = 20_000
"""The entries of the largest system that is shared."""


@attrs.frozen(eq=False)
class Multipliers:
    """What rows are multiplied by: their upper ends, and their lower ends; and what the form is multiplied by."""

    lower: tuple[int, ...]
    upper: tuple[int, ...]
    scale: int

    @classmethod
    def of(cls, certificate: Certificate, height: int) -> Multipliers:
        """The multipliers of a certificate."""
        lower, upper = [0] * height, [0] * height
        for row, factor in certificate.multipliers:
            (upper if factor > 0 else lower)[row] += factor
        return cls(tuple(lower), tuple(upper), certificate.scale)

    @property
    def both(self) -> list[int]:
        """The multiplier of each row."""
        return [low + high for low, high in zip(self.lower, self.upper, strict=True)]

    def sums(self, ends: Ends, groups: Places) -> tuple[Bools, Whole]:
        """For each of some groups, whether the ends are there, and the sum of the rows' ends."""
        width = len(self.lower)
        sides = [ends.ends[side][groups].sums(Numbers.of([one], width)) for side, one in enumerate(self._sides)]
        low, high = (np.array(one, bool) for one in self._sides)
        return ends.usable(groups, low, high), sides[0].plus(sides[1]).array[:, 0]

    @property
    def _sides(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        return self.lower, self.upper


class Corner:
    """A basic point as a function of the ends of rows: the counts are ``factors`` times ends over ``divisor``.

    Attributes:
        columns: The columns that are not zero.
        divisor: What the sums are divided by.
        factors: For each of these columns, the factor of each row's end.
        side: For each row the end that counts: 1 the upper, -1 the lower, 0 the upper if there is one, else the lower.
    """

    def __init__(self, basis: Sequence[tuple[int, int, Sequence[tuple[int, int, int]]]], height: int) -> None:
        self.columns = [column for column, _, _ in basis]
        self.divisor = math.lcm(*(below for _, below, _ in basis))
        self.side = [0] * height
        self.factors = [[0] * height for _ in basis]
        for factors, (_, below, parts) in zip(self.factors, basis, strict=True):
            for row, sign, factor in parts:
                factors[row] += factor * (self.divisor // below)
                self.side[row] = sign or self.side[row]

    def multipliers(self, form: Columns) -> list[int]:
        """What a form makes of the ends, before it is divided."""
        chosen = [form.get(column, 0) for column in self.columns]
        return [sum(map(int.__mul__, chosen, row)) for row in zip(*self.factors, strict=True)] or [0] * len(self.side)


@attrs.frozen(eq=False)
class Points:
    """A whole point for each of some groups.

    Attributes:
        groups: The groups.
        fits: Whether it fits the rows.
        exact: Whether it is the corner's; else the corner's is not whole, and this one is it rounded down.
        numbers: Its counts at the corner's columns.
        ends: The end of each row that it was made from.
    """

    groups: Places
    fits: Bools
    exact: Bools
    numbers: Numbers
    ends: Numbers

    def where(self, chosen: Bools) -> Points:
        """Those of some of the groups."""
        fits, exact = self.fits[chosen], self.exact[chosen]
        return Points(self.groups[chosen], fits, exact, self.numbers[chosen], self.ends[chosen])

    def values(self, corner: Corner, form: Columns, constant: int = 0) -> Numbers:
        """The values of a form."""
        factors = Numbers.of([[form.get(column, 0) for column in corner.columns]], len(corner.columns))
        return self.numbers.sums(factors)[:, 0].plus(Numbers.of([[constant]], 1)[0])


class Shared:
    """The system of facts whose lines have other ends in each group.

    Args:
        facts: The facts, as they are in some group.
        asked: The terms that are asked about.
        varying: The ends of the lines that vary.
        groups: The number of groups.

    Raises:
        TooLarge: If the facts make too many kinds of unit, or rows.
    """

    def __init__(self, facts: Sequence[Fact], asked: Sequence[Term], varying: Varying, groups: int) -> None:
        # An upper end of 1 is no end of any group: a line with it is a row, whatever its ends are in each.
        bare = [
            attrs.evolve(
                fact,
                lines=tuple(
                    attrs.evolve(line, lower=0, upper=1) if (number, place) in varying else line
                    for place, line in enumerate(fact.lines)
                ),
            )
            if any(number == one for one, _ in varying)
            else fact
            for number, fact in enumerate(facts)
        ]
        self.system = system_for(bare, asked)
        self.size, self.height, self.groups = self.system.size, self.system.height, groups
        forms = self.system.sparse_rows()
        places = [(number, place) for number, place, _ in self.system.lines]
        places += [(-1, -1)] * (self.height - len(places))
        self.ends = Ends(
            [varying.get(place, (low, high)) for place, (_, low, high) in zip(places, forms, strict=True)], groups
        )
        self.rows = [form for form, _, _ in forms]
        self._dense = [tuple(form.get(column, 0) for column in range(self.size)) for form in self.rows]

    @property
    def fits(self) -> bool:
        """Whether it is small enough for the exact simplex."""
        return self.size * self.height <= MOST_ENTRIES

    def tableau(self, group: int) -> Tableau:
        """The system of one group."""
        pairs = zip(self._dense, self.ends.of(group), strict=True)
        return Tableau([Row(row, low, high) for row, (low, high) in pairs], self.size)

    def sums(self, multipliers: Sequence[int]) -> list[int]:
        """What rows times multipliers add up to in each column."""
        found = [0] * self.size
        for form, factor in zip(self.rows, multipliers, strict=True):
            if factor:
                for column, one in form.items():
                    found[column] += factor * one
        return found

    def points(self, corner: Corner, groups: Places) -> Points:
        """The points that a corner is in some groups."""
        side = np.array(corner.side, int)
        lower, upper = ((self.ends.endless[place][groups], self.ends.ends[place][groups]) for place in (0, 1))
        low = (side < 0) | ((side == 0) & upper[0])
        most = max(lower[1].most, upper[1].most)
        chosen = Numbers(np.where(low, lower[1].array, upper[1].array), most)
        used = np.array([any(column) for column in zip(*corner.factors, strict=True)] or [False] * self.height, bool)
        fits = ~(np.where(low, lower[0], upper[0])[:, used].any(1))
        sums = chosen.sums(Numbers.of(corner.factors, self.height))
        counts = Numbers(sums.array // corner.divisor, sums.most)
        fits &= (counts.array >= 0).all(1)
        columns = [[row.get(column, 0) for column in corner.columns] for row in self.rows]
        values = counts.sums(Numbers.of(columns, len(corner.columns))).array
        fits &= (lower[0] | (values >= lower[1].array)).all(1) & (upper[0] | (values <= upper[1].array)).all(1)
        exact = np.asarray((sums.array % corner.divisor == 0).all(1), bool)
        return Points(groups, fits, exact, counts, chosen)
