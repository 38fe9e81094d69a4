"""Disclosure audits of tables with totals within totals, rounded cells and shares, against all tables that fit."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from itertools import product

import attrs
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import docketstats as ds

SOURCE = ds.Source("Table 1")
DAY = "2024-09-30"
DOCKET = ds.Docket(
    "table",
    classifications=(
        ds.Classification("row", (ds.Item("a", items=("a1", "a2")), "b")),
        ds.Classification("column", ("x", "y")),
    ),
)
INNER = list(product(("a1", "a2", "b"), "xy"))
ROWS = {"a1": {"a1"}, "a2": {"a2"}, "a": {"a1", "a2"}, "b": {"b"}, "": {"a1", "a2", "b"}}
COLUMNS = {"x": {"x"}, "y": {"y"}, "": {"x", "y"}}
ALL = ("", "")
Cell = tuple[str, str]
"""A row and a column; the empty text for all of them."""
CELLS: list[Cell] = list(product(ROWS, COLUMNS))
Table = dict[Cell, int]


def population(cell: Cell) -> ds.Population:
    parts = [DOCKET[name] for name in cell if name]
    return parts[0] & parts[1] if len(parts) == 2 else parts[0] if parts else DOCKET.everyone


def measure(cell: Cell) -> ds.Measure:
    return ds.count(population(cell), at=DAY)


def size(table: Table, *cells: Cell) -> int:
    """How many are in all of some cells."""
    return sum(
        number
        for (row, column), number in table.items()
        if all(row in ROWS[one] and column in COLUMNS[other] for one, other in cells)
    )


def numbers(total: int, places: int) -> Iterator[tuple[int, ...]]:
    if places == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in numbers(total - first, places - 1):
            yield first, *rest


@attrs.frozen
class Said:
    """What is printed in a cell: its words, to what it is rounded, and the counts that this allows."""

    text: str
    rounded_to: int | None
    least: int
    most: float

    @classmethod
    def exactly(cls, number: int) -> Said:
        return cls(str(number), None, number, number)

    @classmethod
    def rounded(cls, number: int, unit: int) -> Said:
        near = (2 * number + unit) // (2 * unit) * unit
        least, after = Fraction(2 * near - unit, 2), Fraction(2 * near + unit, 2)
        return cls(str(near), unit, max(0, math.ceil(least)), math.ceil(after) - 1)

    @property
    def is_number(self) -> bool:
        return self.least == self.most


HIDDEN = Said("*", None, 0, math.inf)


@attrs.frozen
class Published:
    """A table as printed, with a share that a report gives of it."""

    threshold: int
    cells: dict[Cell, Said]
    shares: tuple[tuple[Cell, Cell, Fraction], ...]

    def evidence(self) -> ds.Evidence:
        figures = [
            ds.reported(population(cell), one.text, source=SOURCE, rounded_to=one.rounded_to)
            for cell, one in self.cells.items()
        ]
        for part, whole, value in self.shares:
            share = ds.share(population(part), among=population(whole))
            figures.append(ds.reported(share, value, source=SOURCE, exact=True))
        return ds.Evidence(DOCKET.snapshot(DAY, figures=figures))

    def fits(self, table: Table) -> bool:
        counts = all(one.least <= size(table, cell) <= one.most for cell, one in self.cells.items())
        return counts and all(
            size(table, whole) and Fraction(size(table, part, whole), size(table, whole)) == value
            for part, whole, value in self.shares
        )

    def spans(self) -> dict[Cell, tuple[int, int]]:
        """The least and the greatest count of each cell, over all tables that fit."""
        found: dict[Cell, tuple[int, int]] = {}
        for some in numbers(int(self.cells[ALL].least), len(INNER)):
            table = dict(zip(INNER, some, strict=True))
            if self.fits(table):
                for cell in CELLS:
                    number = size(table, cell)
                    least, most = found.get(cell, (number, number))
                    found[cell] = min(least, number), max(most, number)
        return found

    def is_suppressed(self, cell: Cell) -> bool:
        one = self.cells[cell]
        return not one.is_number and one.most >= 1 and one.least < self.threshold

    def is_exposed(self, cell: Cell, span: tuple[int, int]) -> bool:
        narrow = span != (self.cells[cell].least, self.cells[cell].most) and span[1] < self.threshold
        return span[0] == span[1] or narrow

    def printed(self) -> list[Cell]:
        return [cell for cell, one in self.cells.items() if one.is_number and 1 <= one.least < self.threshold]


@st.composite
def published(draw: st.DrawFn) -> Published:
    threshold = draw(st.integers(2, 4))
    table = {cell: draw(st.integers(0, 2)) for cell in INNER}
    assume(1 <= size(table, ALL) <= 6)
    cells = {}
    for cell in CELLS:
        number = size(table, cell)
        ways = [Said.exactly(number), Said.exactly(number), HIDDEN, *(Said.rounded(number, unit) for unit in (2, 3, 5))]
        if number < threshold:
            ways.append(Said(f"<{threshold}", None, 0, threshold - 1))
        said = Said.exactly(number) if cell == ALL else draw(st.sampled_from([None, None, *ways]))
        if said is not None:
            cells[cell] = said
    part, whole = draw(st.sampled_from(CELLS)), draw(st.sampled_from(CELLS))
    shares = []
    if size(table, whole) and draw(st.integers(0, 3)) == 0:
        shares.append((part, whole, Fraction(size(table, part, whole), size(table, whole))))
    return Published(threshold, cells, tuple(shares))


@given(published())
@settings(max_examples=40, deadline=None)
def test_what_is_exposed_is_what_all_tables_that_fit_have_in_common(table: Published) -> None:
    spans, found = table.spans(), table.evidence().exposed(table.threshold)
    known = {one.measure: one for one in found.cells}
    assert set(known) == {measure(cell) for cell in table.cells if table.is_suppressed(cell)}
    for cell in filter(table.is_suppressed, table.cells):
        one = known[measure(cell)]
        assert one.interval == ds.Interval(*spans[cell])
        assert one.is_exposed == table.is_exposed(cell, spans[cell])
        assert one.figure.check()
        assert one.given_away_by or not one.is_exposed
    assert len(found.printed) == len(table.printed())
    for one in found.derived:
        assert one.interval.subset(ds.Interval(1, table.threshold - 1))
        assert one.figure.check()


@given(published(), st.sampled_from(["cells", "counts"]))
@settings(max_examples=25, deadline=None)
def test_what_is_proposed_protects_every_cell_in_all_tables_that_fit(table: Published, by: str) -> None:
    evidence = table.evidence()
    try:
        proposal = evidence.suppress(table.threshold, keep=[DOCKET.everyone], by=by)  # type: ignore[arg-type]
    except ds.ModelError:
        # A cell within a small total cannot be protected, and a share that is hidden says still that its whole is some.
        assert int(table.cells[ALL].least) < table.threshold or table.shares
        return
    assert proposal.check(evidence)
    texts = [fact.text for fact in proposal.hidden]
    gone = {cell for cell in table.cells if any(text.startswith(f"{measure(cell)!r} is ") for text in texts)}
    after = attrs.evolve(
        table,
        cells={cell: HIDDEN if cell in gone else one for cell, one in table.cells.items()},
        shares=() if any(text.startswith("share(") for text in texts) else table.shares,
    )
    spans = after.spans()
    assert set(after.printed()) <= {ALL}
    for cell in filter(after.is_suppressed, after.cells):
        assert not after.is_exposed(cell, spans[cell])
