"""Panels: the answers to one question in many groups, as rows, as a table, and each on demand with its proof."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

import attrs

from docketstats.adapters.panels.reading import ColumnReading
from docketstats.adapters.panels.recipe import Recipe
from docketstats.adapters.panels.tables import Group
from docketstats.errors import ContradictoryEvidence, MissingExtra, ProofRejected, UnknownName
from docketstats.evidence import Evidence
from docketstats.findings.derived import DerivedFigure, Sharpness
from docketstats.findings.panel import PanelOutcome, PanelRow
from docketstats.inference.panel import CONTRADICTION
from docketstats.model.figure import Value
from docketstats.model.measure import Measure
from docketstats.notation.intervals import write_number
from docketstats.values.interval import End

Figures: TypeAlias = tuple[tuple[Value | None, ...], ...] | Callable[[Group], Iterable[Value | None]]
"""The values of the groups' figures: a column for each figure, or from where the table is, those of one group."""


@attrs.frozen(repr=False)
class Panel:
    """The answers to one question in many groups, made by `bound_panel`.

    Attributes:
        question: What was asked.
        by: The columns that name a group.
        rows: The answers, in the order of the groups in the table.
        readings: How each column was read.
        together: How many groups were solved together; the others were asked one by one.
        whole: Whether every end is a whole number, or there is none.

    >>> import docketstats as ds
    >>> from docketstats.adapters.panels import bound_panel
    >>> court = ds.Docket("court", unit="case")
    >>> rows = [{"county": "A", "old": 40}, {"county": "B", "old": "<11"}]
    >>> panel = bound_panel(rows, court.population("old"), by=["county"], columns={"old": court.population("old")})
    >>> panel
    <Panel: count(old) by county, 2 groups>
    >>> len(panel), panel["B"].interval, panel.figure("B").check()
    (2, Interval(0, 10), True)
    """

    question: Measure
    by: tuple[str, ...]
    rows: tuple[PanelRow, ...]
    readings: tuple[ColumnReading, ...]
    together: int = attrs.field(kw_only=True)
    whole: bool = attrs.field(kw_only=True)
    _recipe: Recipe = attrs.field(kw_only=True, eq=False)
    _values: Figures = attrs.field(kw_only=True, eq=False)
    _places: dict[Group, int] = attrs.field(init=False, eq=False)

    @_places.default
    def _numbered(self) -> dict[Group, int]:
        return {row.group: number for number, row in enumerate(self.rows)}

    def __repr__(self) -> str:
        return f"<Panel: {self.question!r} by {', '.join(self.by)}, {len(self.rows):,} groups>"

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[PanelRow]:
        return iter(self.rows)

    def __getitem__(self, group: Any) -> PanelRow:
        return self.rows[self._place(group)]

    def _place(self, group: Any) -> int:
        key = group if isinstance(group, tuple) else (group,)
        try:
            return self._places[key]
        except (KeyError, TypeError):  # a list, for one, is no key
            mend = f"a group is named by {', '.join(map(str, self.by))}"
            raise UnknownName(f"the table has no group {group!r}", mend=mend) from None

    def evidence(self, *group: Any) -> Evidence:
        """The evidence of one group: the template with the group's figures.

        Args:
            group: The values of the columns that name it.

        Raises:
            UnknownName: If the table has no such group.
            DocumentError: If the table is on Spark, which stops.
        """
        place = self._place(group)
        held = self._values
        values = held(self.rows[place].group) if callable(held) else (column[place] for column in held)
        return self._recipe.evidence({slot: value for slot, value in enumerate(values) if value is not None})

    def figure(self, *group: Any) -> DerivedFigure:
        """The answer in one group with its proofs and populations, asked anew.

        Args:
            group: The values of the columns that name it.

        Raises:
            UnknownName: If the table has no such group.
            ContradictoryEvidence: If the facts of the group cannot all be true; it names the minimal conflicts.
            NotLinearFractional: For ratios with different denominators that the facts do not force.
            TooLarge: If the question ties too many populations.
        """
        return self.evidence(*group).bound(self.question)

    def check(self, groups: Iterable[Any] | None = None) -> bool:
        """Ask some groups anew, check the proofs and examples, and compare with the rows.

        Args:
            groups: The groups; all unless given. Rows that are UNRESOLVED are passed over.

        Raises:
            ProofRejected: If a proof does not hold, or a row says something else.
        """
        for row in self.rows if groups is None else map(self.__getitem__, groups):
            if row.outcome is PanelOutcome.UNRESOLVED:
                continue
            try:
                figure = self.figure(*row.group)
            except ContradictoryEvidence:
                found = PanelRow.of(row.group, CONTRADICTION, row.confidence)
            else:
                figure.check()
                found = PanelRow.of_figure(row.group, figure)
            if found != row:
                raise ProofRejected(f"the panel says {row}, and the group by itself {found}", where=str(row.group))
        return True

    def to_rows(self) -> list[dict[str, Any]]:
        """The answers as mappings, with exact ends: whole numbers, fractions or infinite, None where there is none."""
        return [
            {
                **dict(zip(self.by, row.group, strict=True)),
                "outcome": row.outcome.value,
                "lower": None if row.interval.is_empty else row.interval.lower,
                "upper": None if row.interval.is_empty else row.interval.upper,
                "lower_open": row.interval.lower_open,
                "upper_open": row.interval.upper_open,
                "sharpness": row.sharpness.value if row.sharpness is not None else None,
                "may_be_undefined": row.may_be_undefined,
                "confidence": row.confidence,
                "note": row.note,
            }
            for row in self.rows
        ]

    def to_pandas(self) -> Any:
        """The answers as a pandas data frame, whose columns have the same types whatever the answers are.

        Ends of counts, and of other measures that are whole, are whole numbers (``Int64``, objects where 64 bits do not
        hold them), missing where the interval has no end, and where there is no interval: ``outcome`` tells which.
        Other ends are texts such as ``1/3`` or ``inf``, with ``lower_float`` and ``upper_float`` rounded outward.

        Raises:
            MissingExtra: If pandas is not installed.
        """
        try:
            import pandas  # only who asks for it needs it
        except ImportError as error:
            raise MissingExtra.named("panels") from error
        rows = self.to_rows()
        columns: dict[str, Any] = {name: [row[name] for row in rows] for name in (*self.by, *NAMES)}
        for side in ("lower", "upper"):
            if self.whole:
                finite = [_finite(one) for one in columns[side]]
                fits = all(one is None or abs(one) < 1 << 63 for one in finite)
                columns[side] = pandas.array(finite, dtype="Int64" if fits else object)
            else:
                columns[side] = [None if one is None else write_number(one) for one in columns[side]]
        if not self.whole:
            outward = [None if row.interval.is_empty else row.interval.outward() for row in self.rows]
            for number, side in enumerate(("lower_float", "upper_float")):
                columns[side] = [math.nan if one is None else one[number] for one in outward]
        columns["confidence"] = [write_number(one) for one in columns["confidence"]]
        for name, kind in TYPES.items():
            columns[name] = pandas.array(columns[name], dtype=kind)
        return pandas.DataFrame(columns)

    def counts(self) -> Mapping[PanelOutcome, int]:
        """How many groups there are of each outcome."""
        found = dict.fromkeys(PanelOutcome, 0)
        for row in self.rows:
            found[row.outcome] += 1
        return found

    @property
    def sharp(self) -> int:
        """How many groups have an interval that is shown to be the tightest."""
        return sum(row.sharpness is Sharpness.SHARP for row in self.rows)


TYPES = {
    "outcome": "string",
    "lower_open": "bool",
    "upper_open": "bool",
    "sharpness": "string",
    "may_be_undefined": "bool",
    "confidence": "string",
    "note": "string",
}
NAMES = ("outcome", "lower", "upper", "lower_open", "upper_open", "sharpness", "may_be_undefined", "confidence", "note")


def _finite(value: End | None) -> int | None:
    return None if value is None or isinstance(value, float) else int(value)
