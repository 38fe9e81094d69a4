"""Disclosure audits against brute force: every table of whole numbers that fits what is published is listed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from hypothesis import assume, given, settings
from hypothesis import strategies as st

import docketstats as ds

THRESHOLD = 4
TABLE = ds.Source("Table 1")
Cell = tuple[str, str]
"""A row and a column; the empty text for all of them."""


class Published:
    """A two-way table as printed: a text for each cell and margin that is shown."""

    def __init__(self, rows: tuple[str, ...], columns: tuple[str, ...], said: dict[Cell, str]) -> None:
        self.rows, self.columns, self.said = rows, columns, said
        self.docket = ds.Docket(
            "table", classifications=(ds.Classification("row", rows), ds.Classification("column", columns))
        )
        figures = [ds.reported(self.population(cell), text, source=TABLE) for cell, text in said.items()]
        self.evidence = ds.Evidence(self.docket.snapshot("2024-09-30", figures=figures))

    def population(self, cell: Cell) -> ds.Population:
        parts = [self.docket[name] for name in cell if name]
        return parts[0] & parts[1] if len(parts) == 2 else parts[0] if parts else self.docket.everyone

    @property
    def cells(self) -> list[Cell]:
        return list(product((*self.rows, ""), (*self.columns, "")))

    def spans(self) -> dict[Cell, tuple[int, int]]:
        """The least and the greatest count of each cell, over all tables that fit."""
        found: dict[Cell, tuple[int, int]] = {}
        for table in self.fitting():
            for cell in self.cells:
                number = summed(table, cell)
                least, most = found.get(cell, (number, number))
                found[cell] = min(least, number), max(most, number)
        return found

    def fitting(self) -> Iterator[dict[Cell, int]]:
        inner = list(product(self.rows, self.columns))
        total = int(self.said["", ""])

        def fill(place: int, left: int, table: dict[Cell, int]) -> Iterator[dict[Cell, int]]:
            if place == len(inner) - 1:
                yield {**table, inner[place]: left}
                return
            for number in range(left + 1):
                if allowed(self.said.get(inner[place]), number):
                    yield from fill(place + 1, left - number, {**table, inner[place]: number})

        for table in fill(0, total, {}):
            if all(allowed(text, summed(table, cell)) for cell, text in self.said.items()):
                yield table


def summed(table: dict[Cell, int], cell: Cell) -> int:
    row, column = cell
    return sum(number for (r, c), number in table.items() if row in ("", r) and column in ("", c))


def allowed(text: str | None, number: int) -> bool:
    if text is None or text == "*":
        return True
    if text == "1 to 3":
        return 1 <= number <= 3
    if text == "<4":
        return number < 4
    return number == int(text)


def said(text: str | None) -> tuple[int, float]:
    return {None: (0, float("inf")), "*": (0, float("inf")), "1 to 3": (1, 3), "<4": (0, 3)}[text]


def exposed(span: tuple[int, int], text: str | None, width: int | None = None) -> bool:
    """The rule of the audit, in its own words: one number, or below the threshold by more than is printed."""
    least, most = span
    narrow = (least, most) != said(text) and most < THRESHOLD and (width is None or most - least < width)
    return least == most or narrow


@st.composite
def published(draw: st.DrawFn) -> Published:
    rows, columns = draw(st.sampled_from([(2, 2), (2, 3), (3, 2), (3, 3)]))
    names = tuple(f"r{n}" for n in range(rows)), tuple(f"c{n}" for n in range(columns))
    most = 7 if rows * columns < 9 else 2
    table = {cell: draw(st.integers(0, most)) for cell in product(*names)}
    assume(sum(table.values()) <= 12)
    texts: dict[Cell, str] = {}
    for cell in product((*names[0], ""), (*names[1], "")):
        number = summed(table, cell)
        small = ["1 to 3", "<4"] if 1 <= number <= 3 else ["<4"] if number == 0 else []
        options = [str(number), *small, "*", None] if cell != ("", "") else [str(number)]
        text = draw(st.sampled_from(options))
        if text is not None:
            texts[cell] = text
    return Published(*names, texts)


@given(published(), st.sampled_from([None, 2]))
@settings(max_examples=60, deadline=None)
def test_the_audit_is_that_of_all_tables_that_fit(table: Published, width: int | None) -> None:
    spans = table.spans()
    found = table.evidence.exposed(THRESHOLD, width=width)
    suppressed = [cell for cell, text in table.said.items() if not text.isdigit()]
    known = {one.fact.text: one for one in found.cells if one.fact}
    assert len(known) == len(found.cells) == len(suppressed)
    for cell in suppressed:
        measure = ds.count(table.population(cell), at="2024-09-30")
        (one,) = (one for one in found.cells if one.measure == measure)
        assert one.interval == ds.Interval(*spans[cell])
        assert one.figure.sharpness is ds.Sharpness.SHARP
        assert one.is_exposed == (one in found) == exposed(spans[cell], table.said[cell], width)
        assert one.figure.check()
        if one.is_exposed:
            assert one.given_away_by
    printed = [cell for cell, text in table.said.items() if text.isdigit() and 1 <= int(text) < THRESHOLD]
    assert len(found.printed) == len(printed)


@given(published())
@settings(max_examples=25, deadline=None)
def test_cells_left_out_that_are_known_to_be_small_are_derived(table: Published) -> None:
    spans = table.spans()
    inner = set(product(table.rows, table.columns))
    assume(inner & table.said.keys())  # so that it can be seen that the table has cells
    small = {cell for cell in inner - table.said.keys() if spans[cell][0] >= 1 and spans[cell][1] < THRESHOLD}
    derived = {one.measure: one for one in table.evidence.exposed(THRESHOLD).derived}
    for cell in inner - table.said.keys():
        one = derived.get(ds.count(table.population(cell), at="2024-09-30"))
        # A population of the same units is named once.
        others = [each for each in derived.values() if each.interval == ds.Interval(*spans[cell])]
        assert (one is None) == (cell not in small) or others
    for one in derived.values():
        assert one.interval.subset(ds.Interval(1, THRESHOLD - 1))
        assert one.figure.check()


@given(published())
@settings(max_examples=20, deadline=None)
def test_what_is_left_out_can_be_audited_too(table: Published) -> None:
    spans = table.spans()
    left = [cell for cell in table.cells if cell not in table.said]
    cells = [table.population(cell) for cell in left]
    found = [one for one in table.evidence.exposed(THRESHOLD, cells=cells).cells if one.fact is None]
    assert [one.interval for one in found] == [ds.Interval(*spans[cell]) for cell in left]
    assert [one.is_exposed for one in found] == [exposed(spans[cell], None) for cell in left]


@given(published(), st.sampled_from(["cells", "counts"]))
@settings(max_examples=25, deadline=None)
def test_nothing_is_exposed_after_a_proposal(table: Published, by: str) -> None:
    total = table.docket.everyone
    try:
        proposal = table.evidence.suppress(THRESHOLD, by=by, keep=[total])
    except ds.ModelError:
        # With all but the total hidden a cell may be exposed still, if and only if the total itself is small.
        assert int(table.said["", ""]) < THRESHOLD
        return
    hidden = {fact.text for fact in proposal.hidden}
    texts = {}
    for cell, text in table.said.items():
        measure = ds.count(table.population(cell), at="2024-09-30")
        texts[cell] = "*" if f"{measure!r} is {text}" in hidden else text
    after = Published(table.rows, table.columns, texts)
    assert proposal.apply(table.evidence) == after.evidence
    assert proposal.check(table.evidence)
    spans = after.spans()
    for cell, text in texts.items():
        if cell != ("", ""):
            assert not (text.isdigit() and 1 <= int(text) < THRESHOLD)
            assert text.isdigit() or not exposed(spans[cell], text)
    assert (not hidden) == (not table.evidence.exposed(THRESHOLD) and _nothing_else(table))


def _nothing_else(table: Published) -> bool:
    found = table.evidence.exposed(THRESHOLD)
    total = f'count(everyone, at="2024-09-30") is {table.said["", ""]}'
    return not found.derived and all(fact.text == total for fact in found.printed)
