"""From a document to plain data that read back as an equal document."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs

from docketstats.adapters.documents.reading import SCHEMA
from docketstats.adapters.documents.shapes import (
    AcrossShape,
    AssumptionShape,
    ClaimShape,
    ClassificationShape,
    DocketShape,
    DocumentShape,
    FigureShape,
    ItemShape,
    RelationShape,
    SnapshotShape,
    SourceShape,
    ValueShape,
    document_converter,
)
from docketstats.errors import DocumentError
from docketstats.model.classification import Classification, Item
from docketstats.model.custody import CustodyStatus
from docketstats.model.figure import Assumption, Claim, ReportedFigure, Value
from docketstats.model.measure import Statement
from docketstats.model.population import Docket, Relation
from docketstats.model.source import Source
from docketstats.notation.document import Document
from docketstats.notation.intervals import write_interval
from docketstats.notation.names import Namespace
from docketstats.notation.printing import print_measure, print_said
from docketstats.values.interval import Exact, Interval
from docketstats.values.quantity import Quantity


def plain_document(document: Document) -> dict[str, Any]:
    """The document as plain data: tables, lists, texts, truth values, ints and Decimals.

    Raises:
        DocumentError: If something in it has no name or source in the document, or no expression.
    """
    data: dict[str, Any] = document_converter().unstructure(_Writer(document).shape())
    return data


class _Writer:
    """Writes the parts of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.names = document.names
        self.keys: dict[Source, str] = {}
        for key, source in document.sources:
            self.keys.setdefault(source, key)

    def shape(self) -> DocumentShape:
        document, evidence = self.document, self.document.evidence
        dockets = tuple(map(self.docket, document.dockets))
        return DocumentShape(
            docketstats=SCHEMA,
            title=document.title,
            docket=dockets[0] if len(dockets) == 1 else None,
            dockets=dockets if len(dockets) > 1 else (),
            sources={key: SourceShape(**attrs.asdict(one, recurse=False)) for key, one in document.sources},
            snapshots=tuple(
                SnapshotShape(
                    as_of=one.as_of,
                    docket=self.docket_key(one.docket),
                    same_instant_as=one.same_instant_as,
                    figures=tuple(self.figure(figure, self.names.on(one.docket.name)) for figure in one.figures),
                )
                for one in evidence.snapshots
            ),
            figures=tuple(AcrossShape(**_fields(self.figure(one, self.names))) for one in evidence.figures),
            relations=tuple(map(self.relation, evidence.relations)),
            assumptions=tuple(map(self.assumption, evidence.assumptions)),
            claims=tuple(map(self.claim, document.claims)),
        )

    def docket(self, docket: Docket) -> DocketShape:
        sets = {name: text for owner, name, text in self.document.populations if owner == docket.name}
        return DocketShape(
            name=docket.name,
            unit=docket.unit,
            classifications=tuple(map(_classification, docket.classifications)),
            populations=sets,
        )

    def docket_key(self, docket: Docket) -> str | None:
        if docket not in self.document.dockets:
            raise DocumentError(f"docket {docket.name!r} is not among the document's dockets")
        return None if len(self.document.dockets) == 1 else docket.name

    def source(self, source: Source | None) -> str | None:
        if source is None:
            return None
        if source not in self.keys:
            raise DocumentError(f"{source} is not among the document's sources")
        return self.keys[source]

    def figure(self, figure: ReportedFigure, names: Namespace) -> FigureShape:
        return FigureShape(
            of=print_measure(figure.measure, names),
            is_=_value(figure.value),
            source=self.source(figure.source),
            reading=figure.reading,
            rounded_to=_number(figure.rounded_to),
            tolerance=_number(figure.tolerance),
            exact=figure.exact,
            if_any=figure.if_any,
            confidence=_number(figure.confidence),
            definition=figure.definition,
            revises=self.figure(figure.revises, names) if figure.revises is not None else None,
        )

    def relation(self, relation: Relation) -> RelationShape:
        docket = self.docket_key(relation.parts[0].docket)
        return RelationShape(
            that=print_said(relation, self.names.on(docket)),
            source=self.source(relation.source),
            because=relation.because,
            docket=docket,
        )

    def assumption(self, one: Assumption) -> AssumptionShape:
        if isinstance(one.that, Relation):
            given = self.relation(one.that)
            return AssumptionShape(
                that=given.that, source=given.source, reason=given.because, docket=given.docket, because=one.because
            )
        return AssumptionShape(
            that=print_said(one.that, self.names),
            because=one.because,
            confidence=_number(one.confidence),
            **self.readings(one.that),
        )

    def claim(self, claim: Claim) -> ClaimShape:
        says = print_said(claim.statement, self.names)
        readings = self.readings(claim.statement)
        return ClaimShape(text=claim.text, by=claim.by, says=says, expected=claim.expected, **readings)

    def readings(self, statement: Statement) -> dict[str, Any]:
        """The strongest reading of words and the rule that read them, where they say more than the expression."""
        worded = statement.rule or statement.strongest != statement.interval
        if not worded:
            return {}
        return {
            "strongest": write_interval(statement.strongest),
            "rule": statement.rule,
            "shown": statement.text or None,
        }


def _fields(shape: FigureShape) -> dict[str, Any]:
    return attrs.asdict(shape, recurse=False)


def _classification(one: Classification) -> ClassificationShape | str:
    if one == CustodyStatus:
        return CustodyStatus.name
    return ClassificationShape(
        name=one.name,
        items=tuple(map(_item, one.items)),
        exclusive=one.exclusive,
        exhaustive=one.exhaustive,
        fixed=one.fixed,
    )


def _item(one: Item) -> ItemShape | str:
    if one == Item(one.code):
        return one.code
    given = attrs.asdict(one, recurse=False)
    return ItemShape(**(given | {"items": tuple(map(_item, one.items))}))


def _number(value: Exact | None) -> int | str | None:
    return value if value is None or isinstance(value, int) else str(value)


def _value(value: Value) -> int | Decimal | str | ValueShape:
    if isinstance(value, Fraction):
        return ValueShape(fraction=str(value))
    if isinstance(value, Interval):
        return ValueShape(interval=write_interval(value))
    if isinstance(value, Quantity):
        return ValueShape(interval=write_interval(value.interval), unit=value.unit)
    return value
