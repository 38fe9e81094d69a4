"""The shape of a document: which keys it has, and which kinds of values they take. Meanings come in `reading`."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any, TypeAlias

import attrs

from docketstats.adapters.documents.converter import Converter, is_union_of, strict_converter, wrong
from docketstats.errors import DocumentError
from docketstats.model.classification import Classification
from docketstats.model.custody import CustodyStatus
from docketstats.values.period import Period

Number: TypeAlias = int | Decimal | str
"""A number: whole, with a point, or in words such as ``1%``."""


@attrs.frozen(kw_only=True)
class ValueShape:
    """A value that a document cannot say plainly: a fraction, or an interval with or without a unit."""

    fraction: str | None = None
    interval: str | None = None
    unit: str | None = None


Value: TypeAlias = int | Decimal | str | ValueShape


@attrs.frozen(kw_only=True)
class ItemShape:
    """An item of a classification, with the items under it."""

    code: str
    label: str = ""
    items: tuple[ItemOrCode, ...] = ()
    exclusive: bool = True
    exhaustive: bool = True


ItemOrCode: TypeAlias = ItemShape | str


@attrs.frozen(kw_only=True)
class ClassificationShape:
    """A classification of the document's own."""

    name: str
    items: tuple[ItemOrCode, ...]
    exclusive: bool = True
    exhaustive: bool = True
    fixed: bool = False


ClassificationOrName: TypeAlias = ClassificationShape | str


@attrs.frozen(kw_only=True)
class DocketShape:
    """A docket, with the named sets that expressions may use."""

    name: str
    unit: str = "person"
    classifications: tuple[ClassificationOrName, ...] = ()
    populations: dict[str, str] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class SourceShape:
    """A source; its key in the document is what figures name."""

    title: str
    publisher: str = ""
    published: Period | None = None
    locator: str = ""
    url: str = ""


@attrs.frozen(kw_only=True)
class FigureShape:
    """A reported figure: of what, and what it is."""

    of: str
    is_: Value
    source: str | None = None
    reading: str | None = None
    rounded_to: Number | None = None
    tolerance: Number | None = None
    exact: bool = False
    if_any: bool = False
    confidence: Number | None = None
    definition: str | None = None
    revises: FigureShape | None = None


@attrs.frozen(kw_only=True)
class SnapshotShape:
    """The figures of one docket as of one date."""

    as_of: Period
    docket: str | None = None
    same_instant_as: Period | None = None
    source: str | None = None
    figures: tuple[FigureShape, ...] = ()
    csv: str | None = None


@attrs.frozen(kw_only=True)
class AcrossShape(FigureShape):
    """A figure that spans dates."""

    docket: str | None = None


@attrs.frozen(kw_only=True)
class RelationShape:
    """A relation, with its source or reason."""

    that: str
    source: str | None = None
    because: str = ""
    docket: str | None = None


@attrs.frozen(kw_only=True)
class SaidShape:
    """What an assumption or a claim says: an expression, or words for a measure.

    ``strongest``, ``rule`` and ``shown`` keep the readings of words once these have been read.
    """

    of: str | None = None
    is_: str | None = None
    rounded_to: Number | None = None
    tolerance: Number | None = None
    strongest: str | None = None
    rule: str = ""
    shown: str | None = None
    at: Period | None = None
    docket: str | None = None


@attrs.frozen(kw_only=True)
class AssumptionShape(SaidShape):
    """An assumption: what is assumed, and why. ``source`` and ``reason`` are those of an assumed relation itself."""

    because: str
    that: str | None = None
    source: str | None = None
    reason: str = ""
    confidence: Number | None = None


@attrs.frozen(kw_only=True)
class ClaimShape(SaidShape):
    """A claim that somebody made."""

    says: str | None = None
    text: str | None = None
    by: str | None = None
    expected: str | None = None


@attrs.frozen(kw_only=True)
class DocumentShape:
    """A whole document."""

    docketstats: int
    title: str = ""
    docket: DocketShape | None = None
    dockets: tuple[DocketShape, ...] = ()
    sources: dict[str, SourceShape] = attrs.field(factory=dict)
    snapshots: tuple[SnapshotShape, ...] = ()
    figures: tuple[AcrossShape, ...] = ()
    relations: tuple[RelationShape, ...] = ()
    assumptions: tuple[AssumptionShape, ...] = ()
    claims: tuple[ClaimShape, ...] = ()


def document_converter() -> Converter:
    """The converter for documents."""
    converter = strict_converter(
        lenient=(FigureShape, SnapshotShape, AcrossShape, RelationShape, AssumptionShape, ClaimShape)
    )

    def number(value: object, _kind: object) -> object:
        if value is None or type(value) in (int, Decimal, str):
            return value
        raise wrong(value, "a number or a text")

    def value_of(value: object, _kind: object) -> object:
        if isinstance(value, dict):
            return converter.structure(value, ValueShape)
        return number(value, _kind)

    def period(value: object, _kind: object) -> Period:
        if type(value) is datetime.date or isinstance(value, str):
            return Period.read(value)
        if type(value) is int and 1000 <= value <= 9999:
            return Period.read(str(value))
        raise wrong(value, "a date or a text")

    def one_or_text(shape: type, read_text: Any) -> Any:
        def hook(value: object, _kind: object) -> object:
            return read_text(value) if isinstance(value, str) else converter.structure(value, shape)

        return hook

    def is_number(kind: object) -> bool:
        return is_union_of(kind, Decimal, int, str)

    def is_value(kind: object) -> bool:
        return is_union_of(kind, ValueShape, Decimal, int, str)

    converter.register_structure_hook_func(is_number, number)
    converter.register_structure_hook_func(is_value, value_of)
    converter.register_structure_hook(Period, period)
    converter.register_unstructure_hook(Period, str)
    converter.register_structure_hook_func(lambda kind: kind == ItemOrCode, one_or_text(ItemShape, str))
    converter.register_structure_hook_func(
        lambda kind: kind == ClassificationOrName, one_or_text(ClassificationShape, _shipped)
    )
    return converter


def _shipped(name: str) -> str:
    if name != CustodyStatus.name:
        raise DocumentError(f"no classification {name!r} ships with the library; write 'custody' or a table of its own")
    return name


def classification(shape: ClassificationShape | str) -> Classification:
    """The classification that a shape describes."""
    if isinstance(shape, str):
        return CustodyStatus
    given = attrs.asdict(shape)
    return Classification(given.pop("name"), given.pop("items"), **given)
