"""What a column means: which populations of the docket each recorded code says that a record is in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, TypeAlias

import attrs

from docketstats.errors import DocketStatsError, DocumentError, ModelError
from docketstats.model.classification import Classification, Item
from docketstats.model.population import Docket, Population

Meaning: TypeAlias = str | Item | Population | Iterable["str | Item | Population"] | None
"""An item, by its code or itself; a population; several of these, one of which it is; None if it may be anything."""
Others: TypeAlias = Literal["error", "unknown"]


@attrs.frozen
class Codes:
    """How the values of a column are read.

    Args:
        codes: What each value means: an item of the docket or a population; several of them, for a code that covers
            more than one; or None for a code that says nothing. A classification, or its name, stands for its own
            codes. A population stands for a boolean column: true is in it, false is not.
        others: What to do with other values: an ``"error"`` that lists them with their counts, or take them as
            ``"unknown"``. A null is always unknown.
        column: The column, computed from the Ibis table; the column of the mapping's name unless given.

    >>> Codes({"D": "detained", "N": ("incarcerated", "supervised"), "?": None}, others="unknown").others
    'unknown'
    """

    codes: Mapping[Any, Meaning] | Classification | Population | str
    others: Others = attrs.field(default="error", kw_only=True)
    column: Callable[[Any], Any] | None = attrs.field(default=None, kw_only=True)

    @others.validator
    def _known(self, _attribute: object, value: str) -> None:
        if value not in ("error", "unknown"):
            raise ModelError(f"others cannot be {value!r}", mend="use 'error' or 'unknown'")


Reading: TypeAlias = Codes | Mapping[Any, Meaning] | Classification | Population | str


@attrs.frozen
class Code:
    """A code that is recorded in a column: what is called so, and the populations one of which the unit is in."""

    name: str
    means: tuple[Population, ...] = ()  # none: it may be in any

    @property
    def is_single(self) -> bool:
        """Whether it names one population."""
        return len(self.means) == 1


@attrs.frozen
class Column:
    """A column and the codes that it may hold.

    Attributes:
        name: Its name in the mapping.
        codes: The codes, by the text of each value.
        others: What is done with other values.
        null: The code of a record without a value.
        other: The code of all other values, if they are taken as unknown.
        conflict: The code of a unit with several values that exclude each other, if these are taken as unknown.
        compute: How it is computed, if it is no column of the table.
        is_boolean: Whether it says for one population who is in it and who is not.
    """

    name: str
    codes: Mapping[str, Code]
    others: Others
    compute: Callable[[Any], Any] | None
    is_boolean: bool

    @property
    def null(self) -> Code:
        """The code of a record without a value."""
        return Code(f"{plain(self.name)} not recorded")

    @property
    def other(self) -> Code:
        """The code of all values that the mapping does not have."""
        return Code(f"{plain(self.name)} recorded otherwise")

    @property
    def conflict(self) -> Code:
        """The code of a unit whose records contradict each other."""
        return Code(f"{plain(self.name)} recorded in conflict")

    def code(self, value: Any) -> Code | None:
        """The code that a value of the column is; None if the mapping does not have it."""
        if value is None:
            return self.null
        found = self.codes.get(as_text(value))
        return found or (self.other if self.others == "unknown" else None)


def as_text(value: Any) -> str:
    """A value as a text that is the same for every engine and kind of table: 1 and 1.0 and "1" are one code."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def plain(text: str) -> str:
    """A text as a part of a name of a population."""
    return " ".join(re.sub(r"[:@\"'\s]+", " ", text).split()) or "blank"


def read_columns(columns: Mapping[str, Reading], docket: Docket) -> tuple[Column, ...]:
    """The columns of a mapping, on a docket.

    Raises:
        DocumentError: If the mapping names what the docket does not have; every problem is listed.
    """
    found, problems = [], []
    for name, reading in columns.items():
        try:
            found.append(_column(name, reading if isinstance(reading, Codes) else Codes(reading), docket))
        except DocketStatsError as error:
            problems.append(f"column {name!r}: {error}")
    if problems:
        raise DocumentError("the mapping does not fit the docket", where=docket.name, problems=problems)
    return tuple(found)


def _column(name: str, reading: Codes, docket: Docket) -> Column:
    codes = reading.codes
    if isinstance(codes, Population):
        _check(codes, docket)
        yes, no = Code(f"{plain(name)} recorded as true", (codes,)), Code(f"{plain(name)} recorded as false", (~codes,))
        by_text = {"true": yes, "false": no, "True": yes, "False": no, "1": yes, "0": no}
        return Column(name, by_text, reading.others, reading.column, True)
    if isinstance(codes, str):
        known = {one.name: one for one in docket.classifications}
        if codes not in known:
            raise ModelError(f"the docket has no classification {codes!r}", mend="it has " + ", ".join(known))
        codes = known[codes]
    if isinstance(codes, Classification):
        if codes not in docket.classifications:
            raise ModelError(f"classification {codes.name!r} is none of the docket's")
        codes = {item.code: docket[f"{codes.name}:{item.code}"] for item, _ in codes.walk()}
    names: dict[str, str] = {}
    made: dict[str, Code] = {}
    for value, meaning in codes.items():
        text = as_text(value)
        if text in names:
            raise ModelError(f"the value {text!r} is there twice")
        stem = f"{plain(name)} recorded as {plain(text)}"
        again = sum(one == stem for one in names.values())
        names[text] = stem
        made[text] = Code(f"{stem} ({again + 1})" if again else stem, _means(meaning, docket))
    return Column(name, made, reading.others, reading.column, False)


def _means(meaning: Meaning, docket: Docket) -> tuple[Population, ...]:
    if meaning is None:
        return ()
    if isinstance(meaning, Population):
        _check(meaning, docket)
        return (meaning,)
    if isinstance(meaning, str | Item):
        return (docket[meaning],)
    several = tuple(one for part in meaning for one in _means(part, docket))
    if not several:
        raise ModelError("a code that means no item at all", mend="use None for a code that may mean anything")
    return tuple(dict.fromkeys(several))


def _check(population: Population, docket: Docket) -> None:
    if population.docket != docket:
        raise ModelError(f"{population} is of another docket")
    if population.dates:
        raise ModelError(f"{population} has a date", mend="give it without one")
