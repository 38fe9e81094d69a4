"""Least squares over numbers that are not negative, for far more columns than rows.

By the proximal point method. Each step is solved through its dual, which is smooth and has as many unknowns as there
are rows, by a semismooth Newton method with a line search (Li, Sun & Toh 2018). Unlike the vertices of a linear program
its residuals are unique and change little as columns are added, so few rounds of pricing are needed.
"""

from __future__ import annotations

import numpy as np

from docketstats.inference.matrix import Floats

WEIGHT = 5e-4
"""The weight of the distance from the last point in a step, in multiples of the mean square length of a column."""
NEWTON = 60
"""The Newton steps in one step at most."""
FLAT = 1e-10
"""The slope at which a step counts as solved."""
SHORTEST = 1e-8
"""The shortest part of a Newton step that is tried."""


class LeastSquares:
    """min |A x - b| over x >= 0.

    Args:
        target: b.
        columns: The first columns of A.
        values: What they are to be at first.

    Attributes:
        columns: A.
        values: x.
        residual: b - A x.
    """

    def __init__(self, target: Floats, columns: Floats, values: Floats) -> None:
        self.target, self.columns, self.values = target, columns, values
        self.residual: Floats = target - columns @ values
        self._weight = WEIGHT * max(float(np.square(columns).sum()) / max(columns.shape[1], 1), 1.0)

    def add(self, columns: Floats) -> None:
        """Add columns."""
        self.columns = np.concatenate([self.columns, columns], axis=1)
        self.values = np.concatenate([self.values, np.zeros(columns.shape[1])])

    def step(self) -> None:
        """Go from x to where |A z - b|^2 + weight |z - x|^2 is least."""
        weight, columns = self._weight, self.columns
        dual = self.residual
        shifted = self.values + columns.T @ dual / weight
        for _ in range(NEWTON):
            point = np.maximum(shifted, 0)
            slope = dual - self.target + columns @ point
            if np.abs(slope).max(initial=0) < FLAT:
                break
            move = self._newton(columns[:, shifted > 0], slope)
            along = columns.T @ move / weight
            most = self._value(dual, point)
            size, gain = 1.0, float(slope @ move)
            while size > SHORTEST and self._value(dual + size * move, np.maximum(shifted + size * along, 0)) > (
                most + 1e-4 * size * gain
            ):
                size /= 2
            dual, shifted = dual + size * move, shifted + size * along
        self.values = np.maximum(shifted, 0)
        self.residual = self.target - columns @ self.values

    def _newton(self, used: Floats, slope: Floats) -> Floats:
        """-(I + U U' / weight)^-1 slope, by whichever of U U' and U' U is smaller."""
        height, width = used.shape
        if width < height:
            inner = np.linalg.solve(used.T @ used + self._weight * np.eye(width), used.T @ slope)
            return np.asarray(used @ inner - slope, np.float64)
        outer = np.linalg.solve(used @ used.T + self._weight * np.eye(height), slope)
        return np.asarray(-self._weight * outer, np.float64)

    def _value(self, dual: Floats, point: Floats) -> float:
        return float(dual @ dual / 2 - self.target @ dual + self._weight * (point @ point) / 2)
