"""The ends of a ratio in each group."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

import attrs
import numpy as np

from docketstats.inference.shared.numbers import Bools, Numbers, Whole
from docketstats.inference.shared.search import Search
from docketstats.inference.shared.system import Columns, Corner, Points, Shared
from docketstats.inference.simplex import Tableau
from docketstats.inference.system import total


@attrs.frozen
class Over:
    """A form with whole coefficients over another, each by column and with its constant."""

    top: Columns
    top_constant: int
    below: Columns
    below_constant: int

    def value(self, point: Sequence[int | Fraction]) -> Fraction:
        """The value at a point."""
        top = Fraction(total(self.top, point) + self.top_constant)
        return top / (total(self.below, point) + self.below_constant)

    def slope(self, ray: Sequence[int]) -> Fraction | None:
        """What the value comes near to along a ray; None if it grows without end."""
        below = total(self.below, ray)
        return Fraction(total(self.top, ray)) / below if below else None

    def at_zero(self, trial: Fraction) -> dict[int, int]:
        """The form that is as great as it can be where the ratio is, if that is the trial."""
        found = {column: factor * trial.denominator for column, factor in self.top.items()}
        for column, factor in self.below.items():
            found[column] = found.get(column, 0) - trial.numerator * factor
        return found


class Fractional(Search):
    """The ends of a ratio whose denominator is at least one unit, where whole units attain them.

    A basis serves a group if its point fits, and if its multipliers prove that the form numerator minus r denominator
    is at most zero, where r is the ratio at the point (Dinkelbach 1967). Other ends are left aside.
    """

    def __init__(self, shared: Shared, over: Over, tick: Callable[[int], object] = lambda _: None) -> None:
        super().__init__(shared, tick)
        self._over = {1: over, -1: attrs.evolve(over, top=_negated(over.top), top_constant=-over.top_constant)}
        self._values: dict[int, dict[int, Fraction]] = {1: {}, -1: {}}
        self._settled = {sign: np.zeros(shared.groups, bool) for sign in (1, -1)}

    def settled(self, sign: int) -> Bools:
        """The groups in which an end is attained."""
        return self._settled[sign]

    def end(self, group: int, sign: int) -> Fraction:
        """The greatest value of the ratio times a sign in a group where it is settled."""
        return self._values[sign][group]

    def learn(self, tableau: Tableau, sign: int) -> None:
        """Solve a group, and try its last basis on all."""
        over = self._over[sign]
        point = tableau.maximise({}).point
        trial = None if point is None else over.value(point)
        while trial is not None:  # each trial is a larger one of finitely many ratios
            optimum = tableau.maximise(over.at_zero(trial))
            if optimum.ray is not None:
                trial = over.slope(optimum.ray)
            elif optimum.point is None or (found := over.value(optimum.point)) < trial:
                return
            elif found > trial:
                trial = found
            else:
                self._visit(Corner(tableau.corner(), self.shared.height), sign)
                return

    def _visit(self, corner: Corner, sign: int) -> None:
        over = self._over[sign]
        points = self.shared.points(corner, self.open(sign))
        points = points.where(points.fits & points.exact)
        top = points.values(corner, over.top, over.top_constant)
        below = points.values(corner, over.below, over.below_constant)
        proved = self._proves(corner, over, points, top, below)
        for group, above, under in zip(
            points.groups[proved].tolist(), top.array[proved].tolist(), below.array[proved].tolist(), strict=True
        ):
            self._values[sign][group] = Fraction(above, under)
        self._settled[sign][points.groups[proved]] = True

    def _proves(self, corner: Corner, over: Over, points: Points, top: Numbers, below: Numbers) -> Bools:
        """Whether multipliers times the denominator prove, for each group, that its ratio is the greatest."""
        first, second = corner.multipliers(over.top), corner.multipliers(over.below)
        ends = self.shared.ends
        factors = _combined(first, second, top, below)
        lower = ~ends.endless[0][points.groups] & (ends.ends[0].array[points.groups] == points.ends.array)
        upper = ~ends.endless[1][points.groups] & (ends.ends[1].array[points.groups] == points.ends.array)
        proved = np.asarray(((factors == 0) | ((factors > 0) & upper) | ((factors < 0) & lower)).all(1), bool)
        spare, more = (
            [one - corner.divisor * form.get(column, 0) for column, one in enumerate(self.shared.sums(multipliers))]
            for multipliers, form in ((first, over.top), (second, over.below))
        )
        proved &= np.asarray((_combined(spare, more, top, below) >= 0).all(1), bool)
        return np.asarray(proved & (below.array > 0), bool)


def _combined(first: Sequence[int], second: Sequence[int], top: Numbers, below: Numbers) -> Whole:
    """For each group, the first numbers times its denominator minus the second times its numerator."""
    one, two = (Numbers.of([numbers], len(numbers)) for numbers in (first, [-number for number in second]))
    return (
        Numbers(below.array[:, None], below.most)
        .times(one)
        .plus(Numbers(top.array[:, None], top.most).times(two))
        .array
    )


def _negated(form: Columns) -> dict[int, int]:
    return {column: -factor for column, factor in form.items()}
