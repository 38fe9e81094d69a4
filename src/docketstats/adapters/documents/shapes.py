"""The shape of a document: which keys it has, and which kinds of values they take. Meanings come in `reading`."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any, TypeAlias, get_args

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
    """A value that a document cannot say plainly: a fraction, or an interval with or without a unit.

    Attributes:
        fraction: A fraction of two whole numbers.
        interval: An interval; a bracket says that the end is in it, a parenthesis that it is not.
        unit: The unit of the interval's ends.
    """

    fraction: str | None = None
    interval: str | None = None
    unit: str | None = None


Value: TypeAlias = int | Decimal | str | ValueShape


@attrs.frozen(kw_only=True)
class ItemShape:
    """An item of a classification, with the items under it.

    Attributes:
        code: The name that expressions use.
        label: What it means, in words.
        items: The items under it.
        exclusive: Whether the items under it exclude each other.
        exhaustive: Whether everybody in it is in one of the items under it.
    """

    code: str
    label: str = ""
    items: tuple[ItemOrCode, ...] = ()
    exclusive: bool = True
    exhaustive: bool = True


ItemOrCode: TypeAlias = ItemShape | str


@attrs.frozen(kw_only=True)
class ClassificationShape:
    """A classification of the document's own.

    Attributes:
        name: Its name.
        items: Its items, each a name or a table.
        exclusive: Whether its items exclude each other.
        exhaustive: Whether every unit of the docket is in one of them.
        fixed: Whether a unit keeps its item for life, as with a country of birth.
    """

    name: str
    items: tuple[ItemOrCode, ...]
    exclusive: bool = True
    exhaustive: bool = True
    fixed: bool = False


ClassificationOrName: TypeAlias = ClassificationShape | str


@attrs.frozen(kw_only=True)
class DocketShape:
    """A docket, with the named sets that expressions may use.

    Attributes:
        name: Its name.
        unit: What it counts.
        classifications: What sorts its units: "custody", which ships with the library, or tables of your own.
        populations: The named sets that expressions may use, each with what it means.
    """

    name: str
    unit: str = "person"
    classifications: tuple[ClassificationOrName, ...] = ()
    populations: dict[str, str] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class SourceShape:
    """A source; its key in the document is what figures name.

    Attributes:
        title: The title of the publication.
        publisher: Who published it.
        published: When it was published.
        locator: Where in it: a page, a table, a paragraph.
        url: Its address.
    """

    title: str
    publisher: str = ""
    published: Period | None = None
    locator: str = ""
    url: str = ""


@attrs.frozen(kw_only=True)
class FigureShape:
    """A reported figure: of what, and what it is.

    Attributes:
        of: What is counted: a population, whose count is meant, or a measure such as a share.
        is_: What the source says it is: a whole number, or the source's own words.
        source: The key of its source; that of the snapshot unless given.
        reading: How its words are read: as the press uses them, the weaker way, or literally.
        rounded_to: What the number is rounded to; rounding is never guessed.
        tolerance: How far the number may be off.
        exact: Whether a share in decimals or percent is exact.
        if_any: Whether a share's denominator may be empty.
        confidence: The confidence at which it holds; certain unless given.
        definition: The source's own definition of what it counted.
        revises: The figure that this one corrects.
    """

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
    """The figures of one docket as of one date.

    Attributes:
        as_of: The date of the figures, not that of their publication.
        docket: The docket, where the document has several.
        same_instant_as: The day that a vague date is taken to be.
        source: The key of the source of every figure in it that names none.
        figures: The figures.
        csv: A CSV file in the document's folder with more figures; its columns are the keys of a figure.
    """

    as_of: Period
    docket: str | None = None
    same_instant_as: Period | None = None
    source: str | None = None
    figures: tuple[FigureShape, ...] = ()
    csv: str | None = None


@attrs.frozen(kw_only=True)
class AcrossShape(FigureShape):
    """A figure that spans dates.

    Attributes:
        docket: The docket, where the document has several.
    """

    docket: str | None = None


@attrs.frozen(kw_only=True)
class RelationShape:
    """A relation, with its source or reason.

    Attributes:
        that: The relation: a within b, a disjoint from b, a same as b, a empty, or covers(a, b).
        source: The key of its source.
        because: Why it holds, where no source says so.
        docket: The docket, where the document has several.
    """

    that: str
    source: str | None = None
    because: str = ""
    docket: str | None = None


@attrs.frozen(kw_only=True)
class SaidShape:
    """What an assumption or a claim says: an expression, or words for a measure.

    ``strongest``, ``rule`` and ``shown`` keep the readings of words once these have been read.

    Attributes:
        of: A population or a measure; "is" then says in words what it is.
        is_: What "of" is, in somebody's words.
        rounded_to: What a number in the words is rounded to.
        tolerance: How far a number in the words may be off.
        strongest: The strongest reading of the words, once they have been read.
        rule: The rule by which the words have been read.
        shown: The words, once they have been read.
        at: The date that is meant, where the expression has none.
        docket: The docket, where the document has several.
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
    """An assumption: what is assumed, and why. ``source`` and ``reason`` are those of an assumed relation itself.

    Attributes:
        because: Why it is assumed; every answer that rests on it shows this.
        that: What is assumed: a statement or a relation.
        source: The key of the source of an assumed relation.
        reason: Why an assumed relation would hold.
        confidence: The confidence at which it holds, such as that of figures it was made from; certain unless given.
    """

    because: str
    that: str | None = None
    source: str | None = None
    reason: str = ""
    confidence: Number | None = None


@attrs.frozen(kw_only=True)
class ClaimShape(SaidShape):
    """A claim that somebody made.

    Attributes:
        says: What is claimed, as a statement or a relation.
        text: What was said, as it was said.
        by: Who said it, and when.
        expected: The outcome that you expect; check tells where it differs.
    """

    says: str | None = None
    text: str | None = None
    by: str | None = None
    expected: str | None = None


@attrs.frozen(kw_only=True)
class DocumentShape:
    """A whole document.

    Attributes:
        docketstats: The version of the format.
        title: What the document is about.
        docket: The docket that the figures are of.
        dockets: The dockets, where there are several.
        sources: The sources, each under the key by which figures name it.
        snapshots: The figures as of one date, once for each date.
        figures: Figures that span dates, such as a change, a growth or entries in a period.
        relations: What holds between populations, with a source or a reason.
        assumptions: What is assumed for argument's sake.
        claims: The claims to be checked.
    """

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

    def number(value: object, kind: object) -> object:
        if type(value) in (int, Decimal, str) or (value is None and type(None) in get_args(kind)):
            return value
        raise wrong(value, "a number or a text")

    def value_of(value: object, kind: object) -> object:
        if isinstance(value, dict):
            return converter.structure(value, ValueShape)
        return number(value, kind)

    def period(value: object, _kind: object) -> Period:
        if type(value) is datetime.date or isinstance(value, str):
            return Period.read(value)
        if type(value) is int:
            return Period.read(str(value))
        if isinstance(value, datetime.datetime):
            raise DocumentError(f"it must be a date or a text, without a time of day (write {value.date()})")
        if isinstance(value, datetime.time):
            raise DocumentError("it must be a date or a text, not a time of day (write it as 2024-07-21)")
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
