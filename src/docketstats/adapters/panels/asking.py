"""Asking one question of every group of a table."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from typing import Any, TypeAlias

import attrs

from docketstats.adapters.frames import marks_of
from docketstats.adapters.panels.panel import NAMES, Panel
from docketstats.adapters.panels.reading import Reader
from docketstats.adapters.panels.recipe import (
    Asked,
    Builder,
    Column,
    Recipe,
    Template,
    evidence_of,
    names_of,
    read_measure,
)
from docketstats.adapters.panels.spark import Shared, spark_frame
from docketstats.adapters.panels.tables import Cells, long, tell, wide
from docketstats.errors import DocketStatsError, DocumentError, ModelError
from docketstats.findings.panel import PanelRow
from docketstats.inference.conflicts import shared_confidence
from docketstats.inference.panel import Extent, Group, group_of, together
from docketstats.model.facts import End
from docketstats.model.figure import ReportedFigure, Value
from docketstats.model.measure import Measure
from docketstats.model.source import Source
from docketstats.values.period import Period
from docketstats.values.progress import bar

Kind: TypeAlias = tuple[object, ...]
"""What groups have in common whose facts differ in numbers alone."""
PORTION = 50
"""The groups that a process is given at a time."""


def bound_panel(
    table: Any,
    question: Asked,
    by: Sequence[str] | str,
    *,
    template: Template | None = None,
    columns: Mapping[str, Column] | None = None,
    measure_column: str | None = None,
    value_column: str = "value",
    source_column: str | None = None,
    source: Source | None = None,
    as_of: str | datetime.date | Period | None = None,
    marks: Mapping[str, Value] | None = None,
    processes: int = 1,
) -> Panel:
    """The answers to one question in each group of a table of figures.

    A row is a group, and a column a figure; with ``measure_column`` a row is a figure. Where the template has a figure
    of the same measure, a group's value stands in its place, and is read and rounded as that figure is. A missing value
    is a missing figure: nothing is said, which is not zero.

    Args:
        table: A pandas, Polars, Arrow, DuckDB or Ibis table, a Spark data frame, or rows as mappings. What Spark holds
            is asked on its executors, and only the answers come back, sorted by group.
        question: A measure, a population for its count, or an expression.
        by: The columns that name a group.
        template: What holds in all groups: `Evidence`, a `Snapshot` or a document.
        columns: What the figures in each column are of: a population, a measure, an expression, or a figure made with
            `reported`, whose value is replaced. Unless given, all other columns are expressions. In long form it says
            what names in ``measure_column`` mean; names that it lacks are expressions.
        measure_column: In long form, the column that says what each figure is of.
        value_column: In long form, the column with the values.
        source_column: In long form, the column that says who reported each figure.
        source: The source of figures that the template does not have.
        as_of: The date of figures whose measures have none; the template's only one unless given.
        marks: What certain texts in cells stand for, such as ``{"*": Interval(1, 10)}`` for suppressed cells; ``""`` is
            a cell in which nothing stands.
        processes: How many processes ask the groups that are not solved together; 1 is this one. With more, a script
            must keep its own work below ``if __name__ == "__main__"``.

    Raises:
        ModelError: If the table, a column or an expression does not fit; it says which. Of several, `DocumentError`
            lists all.
        DocumentError: If cells cannot be read; it lists the first of them with their groups.
        DateError: If a date is missing or ambiguous.

    >>> import docketstats as ds
    >>> court = ds.Docket("court", unit="case")
    >>> old, asylum = court.population("old"), court.population("asylum")
    >>> rows = [{"county": "A", "all": 100, "old": 40, "asylum": 70}, {"county": "B", "all": 50, "old": "<11"}]
    >>> columns = {"all": court.everyone, "old": old, "asylum": asylum}
    >>> panel = bound_panel(rows, ds.count(old & asylum), by=["county"], columns=columns)
    >>> panel["A"].interval, panel["B"].interval
    (Interval(10, 40), Interval(0, 10))
    >>> panel.figure("A").check()
    True
    """
    asked = PanelQuestion(
        question,
        by,
        template=template,
        columns=columns,
        measure_column=measure_column,
        value_column=value_column,
        source_column=source_column,
        source=source,
        as_of=as_of,
        marks=marks or {},
    )
    return asked.bound(table, processes=processes)


def _names(by: Sequence[str] | str) -> tuple[str, ...]:
    if isinstance(by, Iterable):
        return (by,) if isinstance(by, str) else tuple(by)
    raise ModelError(f"{by!r} names no columns", mend='write by=["county"]')


def _marks(marks: Mapping[str, Value]) -> Mapping[str, Value]:
    if isinstance(marks, Mapping):
        return marks_of(marks)
    raise ModelError(f"{marks!r} says of no text what it means", mend='write marks={"*": Interval(1, 10)}')


@attrs.frozen
class PanelQuestion:
    """A question to be asked of the groups of tables: `bound_panel` without the table.

    It can be pickled, so each part of a large table can be asked wherever it lies. The arguments are those of
    `bound_panel`.

    >>> import docketstats as ds
    >>> court = ds.Docket("court", unit="case")
    >>> question = PanelQuestion(court.population("old"), by=["county"], columns={"old": court.population("old")})
    >>> question.bound([{"county": "A", "old": 40}])["A"].interval
    Interval(40, 40)
    """

    question: Asked
    by: tuple[str, ...] = attrs.field(converter=_names)
    template: Template | None = attrs.field(kw_only=True, default=None)
    columns: Mapping[str, Column] | None = attrs.field(kw_only=True, default=None)
    measure_column: str | None = attrs.field(kw_only=True, default=None)
    value_column: str = attrs.field(kw_only=True, default="value")
    source_column: str | None = attrs.field(kw_only=True, default=None)
    source: Source | None = attrs.field(kw_only=True, default=None)
    as_of: str | datetime.date | Period | None = attrs.field(kw_only=True, default=None)
    marks: Mapping[str, Value] = attrs.field(kw_only=True, factory=dict, converter=_marks)

    def __attrs_post_init__(self) -> None:
        if self.columns is not None and not isinstance(self.columns, Mapping):
            raise ModelError(f"{self.columns!r} says of no column what it is", mend='write columns={"old": old}')
        if self.source_column and not self.measure_column:
            raise ModelError("source_column is for long form", mend="say measure_column too, or source=...")
        if not self.by:
            raise ModelError("no columns name the groups", mend='write by=["county"]')
        if taken := set(self.by).intersection(NAMES):
            raise ModelError(f"{', '.join(sorted(taken))} is a column of the answers", mend="rename it in the table")
        if twice := [name for name, times in Counter(self.by).items() if times > 1]:
            raise ModelError(f"{', '.join(map(repr, twice))} names the groups twice", mend="name each column once")

    def bound(self, table: Any, *, processes: int = 1) -> Panel:
        """The answers in the groups of a table; see `bound_panel`."""
        if not isinstance(processes, int) or isinstance(processes, bool) or processes < 1:
            raise ModelError(f"processes is a whole number, at least 1, not {processes!r}")
        if (frame := spark_frame(table)) is not None:
            return self._bound_on_spark(frame)
        cells = self._cells(table)
        recipe, question = self._recipe(cells.values)
        return _Asking(recipe, question, cells, self.by).panel(processes)

    def _bound_on_spark(self, frame: Any) -> Panel:
        """The answers in the groups of a Spark data frame, each found where its figures are."""
        cells = self._cells({name: [] for name in frame.columns})  # this finds missing columns
        if self.measure_column:
            shared = Shared(frame, self.by, filter(None, (self.measure_column, self.value_column, self.source_column)))
            names = shared.told(self.measure_column, self.source_column)
        else:
            names = [*cells.values]
            shared = Shared(frame, self.by, [name for name, _ in names])
        recipe, question = self._recipe(names)

        def read(part: Any) -> Cells:
            cells = self._cells(part)
            return Cells(cells.groups, {name: cells.values.get(name, [None] * len(cells.groups)) for name in names})

        def answered(part: Any) -> Panel:
            return _Asking(recipe, question, read(part), self.by).panel(1)

        rows, readings, together = shared.gathered(answered)
        empty = _Asking(recipe, question, Cells((), {name: [] for name in names}), self.by).panel(1)
        values = partial(shared.figures, read)
        return attrs.evolve(empty, rows=rows, readings=readings or empty.readings, together=together, values=values)

    def _cells(self, table: Any) -> Cells:
        if self.measure_column:
            return long(table, self.by, (self.measure_column, self.value_column, self.source_column), self.marks)
        return wide(table, self.by, None if self.columns is None else list(self.columns), self.marks)

    def _recipe(self, figures: Iterable[tuple[str, str]]) -> tuple[Recipe, Measure]:
        """What all groups have in common, and the question, from the names of their figures and who said them."""
        columns, problems = self.columns or {}, _Problems()
        names = names_of(self.template, [self.question, *columns.values()])
        question = read_measure(self.question, names)
        builder = Builder(evidence_of(self.template), question, self.as_of, self.source)
        for name, said_by in figures:
            what = columns.get(name, name)
            with problems.of(name):
                builder.add(name, what if isinstance(what, ReportedFigure) else read_measure(what, names), said_by)
        problems.tell()
        return builder.recipe(), question


class _Problems:
    """What is wrong with what columns are said to be of."""

    def __init__(self) -> None:
        self._found: list[DocketStatsError] = []

    @contextmanager
    def of(self, name: object) -> Iterator[None]:
        try:
            yield
        except DocketStatsError as error:
            error.where = f"column {name!r}"
            self._found.append(error)

    def tell(self) -> None:
        """Raise the only problem, or all of them together."""
        if len(self._found) == 1:
            raise self._found[0]
        if self._found:
            raise DocumentError("what the columns are of cannot be taken", problems=list(map(str, self._found)))


class _Asking:
    """One question in the groups of one table."""

    def __init__(self, recipe: Recipe, question: Measure, cells: Cells, by: Sequence[str]) -> None:
        self._recipe, self._question, self._cells, self._by = recipe, question, cells, tuple(by)
        self._values = tuple(tuple(column) for column in cells.values.values())
        readers = [Reader(slot) for slot in recipe.slots]
        problems: list[str] = []
        self._said = [
            [reader.said(value, group, self._by, problems) for value, group in zip(column, cells.groups, strict=True)]
            for reader, column in zip(readers, self._values, strict=True)
        ]
        tell(problems)
        self._readers = readers

    def panel(self, processes: int) -> Panel:
        """The answers in all groups."""
        number = len(self._cells.groups)
        found: list[Extent | None] = [None] * number
        levels: list[Any] = [1] * number
        alone: list[tuple[int, Group]] = []
        with bar(total=number, unit=" groups") as shown:
            for groups in self._alike().values():
                measure, facts, varying = self._compiled(groups)
                level = shared_confidence(facts)
                extents = together(facts, measure, varying, len(groups), shown.update)
                for place, (group, extent) in enumerate(zip(groups, extents, strict=True)):
                    found[group], levels[group] = extent, level
                    if extent is None:
                        alone.append((group, group_of(facts, measure, varying, place)))
            shown.update(number - len(alone) - shown.n)
            asked = _each([one for _, one in alone], processes)
            for (group, _), extent in zip(alone, asked, strict=True):
                found[group] = extent
                shown.update()
        rows = [
            PanelRow.of(group, extent, level)
            for group, extent, level in zip(self._cells.groups, found, levels, strict=True)
            if extent is not None
        ]
        return Panel(
            self._question,
            self._by,
            tuple(rows),
            tuple(reader.reading() for reader in self._readers),
            together=number - len(alone),
            whole=_is_whole(self._question),
            recipe=self._recipe,
            values=self._values,
        )

    def _alike(self) -> dict[Kind, list[int]]:
        """The groups, by what is the same in their facts: which figures there are, and what they multiply counts by."""
        kinds: dict[Kind, list[int]] = {}
        columns = [
            [reader.kind(said) for said in column] for reader, column in zip(self._readers, self._said, strict=True)
        ]
        for group, kind in enumerate(zip(*columns, strict=True) if columns else [()] * len(self._cells.groups)):
            kinds.setdefault(kind, []).append(group)
        return kinds

    def _compiled(
        self, groups: Sequence[int]
    ) -> tuple[Measure, tuple[Any, ...], dict[tuple[int, int], list[tuple[End, End]]]]:
        """The question and the facts of one of some groups, and the ends of their lines in all of them."""
        for first in groups:  # one whose own figures do not happen to equal others
            values = {slot: column[first] for slot, column in enumerate(self._values)}
            present = {slot: value for slot, value in values.items() if value is not None}
            evidence = self._recipe.evidence(present)
            placed = self._recipe.placed(evidence, present)
            if placed is not None:
                break
        else:
            raise ModelError(
                "two parts of the template, or a part and a column, are equal", mend="state each figure once"
            )
        measure, facts = evidence.tied(self._question)
        numbers = {fact.name: number for number, fact in enumerate(facts)}
        varying: dict[tuple[int, int], list[tuple[End, End]]] = {}
        for slot, one in placed.items():
            if (number := numbers.get(one.name)) is None:
                continue  # it does not bear on the question
            ends = self._readers[slot].ends(one.measure, [self._said[slot][group] for group in groups])
            for place, own in enumerate(zip(*ends, strict=True)):
                varying[number, place] = list(own)
        return measure, facts, varying


def _each(groups: Sequence[Group], processes: int) -> Iterator[Extent]:
    """The answers of some groups, each by itself."""
    if processes <= 1 or len(groups) <= PORTION:
        yield from map(Group.extent, groups)
        return
    # Not forked: libraries of tables run threads, which a fork would break.
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        try:
            yield from pool.map(Group.extent, groups, chunksize=PORTION)
        except BrokenProcessPool:
            raise ModelError(
                "a process ended before it had answered, so there are no answers",
                mend='keep a script\'s own work below if __name__ == "__main__":, or use processes=1',
            ) from None


def _is_whole(question: Measure) -> bool:
    """Whether every value of a measure is a whole number."""
    numbers = (*(factor for _, factor in question.linear.terms), question.linear.constant)
    return not question.ratios and question.kind != "average" and all(one.denominator == 1 for one in numbers)
