"""The figures of a tally: all units, those with each code, each combination of codes that occurs, and what is empty."""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterable, Iterator, Mapping, Sequence

from docketstats.adapters.records.counting import Cell
from docketstats.adapters.records.mapping import Column, plain
from docketstats.adapters.records.recorded import Exclusion, Recorded, Rule, Settled, recorded
from docketstats.model.figure import ReportedFigure, reported
from docketstats.model.measure import Measure
from docketstats.model.population import Docket, Population
from docketstats.model.source import Source
from docketstats.values.interval import Interval


class Stated:
    """The measures that the cells of a table state, built once for all dates."""

    def __init__(
        self, docket: Docket, columns: Sequence[Column], found: Iterable[Mapping[Cell, int]], rule: Rule
    ) -> None:
        self.docket = docket
        cells = {cell for one in found for cell in one}
        exclusion = Exclusion(docket)
        self.columns: list[Recorded] = [
            recorded(docket, {cell[number] for cell in cells}, exclusion, rule)
            if cells
            else Recorded((), {}, (), False)
            for number in range(len(columns))
        ]
        self.together = len(columns) > 1 or any(one.overlap for one in self.columns)
        order = sorted(cells, key=lambda cell: [sorted(code.name for code in codes) for codes in cell])
        self.populations = {cell: self._population(cell) for cell in order if cell}

    def _population(self, cell: Cell) -> Population:
        return functools.reduce(
            operator.and_, (one.population(codes) for one, codes in zip(self.columns, cell, strict=True))
        )

    def margins(self, cells: Mapping[Cell, int]) -> Iterator[tuple[Population, int]]:
        """All units, and those with each code of each column."""
        yield self.docket.everyone, sum(cells.values())
        for number, one in enumerate(self.columns):
            totals: dict[Population, int] = dict.fromkeys(one.sets.values(), 0)
            for cell, units in cells.items():
                for population in dict.fromkeys(one.sets[code] for code in cell[number]):
                    totals[population] += units
            yield from totals.items()

    def of(self, found: Settled, said: Source) -> list[ReportedFigure]:
        """The figures of one date."""
        cells = found.cells
        joint = self._joint(cells) if self.together else {}
        stated: list[tuple[Population | Measure, int]] = [
            *self.margins(cells),
            *joint.items(),
            *((zero, 0) for one in self.columns for zero in one.zeros),
        ]
        for name, number in found.differing.items():
            stated.append((self.docket.population(f"{plain(name)} recorded in several ways"), number))
        return [reported(what, number, source=said) for what, number in stated]

    def _joint(self, cells: Mapping[Cell, int]) -> dict[Population, int]:
        """The units in each combination of codes that occurs; several spellings of one code are one."""
        found: dict[Population, int] = {}
        for cell, population in self.populations.items():
            if number := cells.get(cell, 0):
                found[population] = found.get(population, 0) + number
        return found

    def at_most(self, cells: Mapping[Cell, int], said: Source) -> list[ReportedFigure]:
        """The figures if several rows may be of one unit.

        For each unit think of one of its rows, one without gaps if it has one: the units are then told apart as rows
        are, and are no more than rows. Rows without gaps that exclude each other are of different units.
        """
        exact = {
            population for cell, population in self.populations.items() if cells.get(cell) and self._is_exact(cell)
        }
        rows = sum(cells.values())
        stated: dict[Population | Measure, Interval] = {what: Interval(0, most) for what, most in self.margins(cells)}
        stated |= {what: Interval(int(what in exact), most) for what, most in self._joint(cells).items()}
        stated[self.docket.everyone] = Interval(max(len(exact), min(1, rows)), rows)
        stated |= {zero: Interval(0, 0) for one in self.columns for zero in one.zeros}
        return [reported(what, value, source=said) for what, value in stated.items()]

    def _is_exact(self, cell: Cell) -> bool:
        return all(one.tells_apart(codes) for one, codes in zip(self.columns, cell, strict=True))
