"""The data structures, dataflows and code lists, and all that is taken from ``sdmx1``."""

from __future__ import annotations

import contextlib
import csv
import datetime
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from docketstats.errors import DocumentError, MissingExtra
from docketstats.model.source import Source
from docketstats.notation.definitions import docket_data, source_data
from docketstats.notation.document import Document
from docketstats.values.cells import identifier, write_cell

try:
    import sdmx
    from pandas import DataFrame
    from sdmx.format.csv import v2
    from sdmx.format.csv.common import Attributes
    from sdmx.message import Header, StructureMessage
    from sdmx.model import common, v21
    from sdmx.reader.csv import Reader
except ImportError as error:
    raise MissingExtra.named("sdmx") from error

VERSION = "1.0"
"""The version of the structures."""

_FINAL: dict[str, Any] = {"version": VERSION, "is_final": True, "is_external_reference": False}
_STATUS = {
    "A": "Normal value",
    "E": "Estimated value",
    "M": "Missing value; data cannot exist",
    "O": "Missing value",
    "Q": "Missing value; suppressed",
}
_ENDS = {
    "OBS_STATUS": "Observation status",
    "UNIT_MEASURE": "Unit of the value and the ends; 1 for pure numbers",
    "KIND": "Kind of measure",
    "LOWER": "Lower end, exactly",
    "UPPER": "Upper end, exactly",
    "LOWER_OPEN": "Whether the lower end itself is excluded",
    "UPPER_OPEN": "Whether the upper end itself is excluded",
    "CONFIDENCE": "Confidence at which it holds; empty for certain",
}


@attrs.frozen
class Flow:
    """A dataflow: its identifier and name, its dimensions and its attributes, each with its meaning."""

    id: str
    name: str
    dimensions: Mapping[str, str]
    attributes: Mapping[str, str]


FIGURES = Flow(
    "DOCKET_FIGURES",
    "Reported figures",
    {"DOCKET": "Docket", "MEASURE": "What was counted", "SOURCE": "Source", "NUMBER": "Number of the figure"},
    _ENDS
    | {
        "WORDING": "The value as the source gave it",
        "FORM": "What the value is",
        "RULE": "How the value was read",
        "READING": "Reading, if one was chosen",
        "ROUNDED_TO": "Unit that the value was rounded to",
        "TOLERANCE": "How far the value may be off",
        "EXACT": "Whether a decimal or percent share is not rounded",
        "IF_ANY": "Whether the denominator may be empty",
        "DEFINITION": "The source's own definition",
        "AS_OF": "Date of the snapshot, as written",
        "SNAPSHOT": "Number of the snapshot; empty for what spans dates",
        "SAME_INSTANT_AS": "Date of the same instant",
        "REVISES": "Number of the figure that it replaces",
        "REVISED": "Whether it is here only because another figure replaces it",
    },
)
ANSWERS = Flow(
    "DOCKET_ANSWERS",
    "Answers",
    {"MEASURE": "What was asked", "NUMBER": "Number of the answer"},
    _ENDS
    | {
        "SHARPNESS": "sharp if no tighter interval is right",
        "MAY_BE_UNDEFINED": "Whether a denominator may be empty",
        "DOCKETS": "Dockets that it is about",
        "DATES": "Dates that it is about, as written",
        "SOURCES": "Keys of the sources that the proofs use",
        "ASSUMPTIONS": "What the proofs assume",
        "NOTES": "What a reader should know besides",
    },
)
NOWHERE = "_Z"
"""The code of no docket: "not applicable", as SDMX writes it."""


def structures(
    known: Document, keys: Mapping[Source, str], measures: Iterable[str], prepared: datetime.datetime
) -> Any:
    """The structure message for some evidence: data structures, dataflows and code lists."""
    agency = common.Agency(id="DOCKETSTATS")
    lists = {
        "DOCKET": _codes("CL_DOCKET", "Dockets", agency),
        "MEASURE": _codes("CL_DOCKET_MEASURE", "Measures", agency),
        "SOURCE": _codes("CL_SOURCE", "Sources", agency),
        "OBS_STATUS": _codes("CL_OBS_STATUS", "Observation status", common.Agency(id="SDMX"), version="2.2"),
    }
    lists["DOCKET"].append(common.Code(id=NOWHERE, name="Not applicable: it spans dates"))
    for docket in known.dockets:
        lists["DOCKET"].append(_code(identifier(docket.name), docket.name, docket_data(docket, known)))
    for text in dict.fromkeys(measures):
        lists["MEASURE"].append(_code(identifier(text), text))
    for source, key in keys.items():
        lists["SOURCE"].append(_code(key, source.title, source_data(source)))
    for code, name in _STATUS.items():
        lists["OBS_STATUS"].append(common.Code(id=code, name=name))
    header = Header(id="DOCKETSTATS", test=False, prepared=prepared, sender=agency)
    message = StructureMessage(header=header)
    concepts = common.ConceptScheme(id="DOCKET_CONCEPTS", name="Concepts", maintainer=agency, **_FINAL)
    for flow in (FIGURES, ANSWERS):
        structure = _structure(flow, concepts, lists, agency)
        made = v21.DataflowDefinition(id=flow.id, name=flow.name, maintainer=agency, structure=structure, **_FINAL)
        message.add(structure)
        message.add(made)
    for one in (*lists.values(), concepts):
        message.add(one)
    return message


def observations(flow: Any, rows: Iterable[tuple[Mapping[str, str], str, Mapping[str, str]]]) -> Any:
    """The data set of a dataflow: for each row the values of its dimensions, its value, and its attributes."""
    made = v21.DataSet(described_by=flow, structured_by=flow.structure)
    known = {one.id: one for one in flow.structure.attributes.components}
    for dimensions, value, attributes in rows:
        said = {id: v21.AttributeValue(value=text, value_for=known[id]) for id, text in attributes.items()}
        key = flow.structure.make_key(v21.Key, dimensions)
        made.add_obs([v21.Observation(dimension=key, value=value, attached_attribute=said)])
    return made


def write_xml(message: Any) -> bytes:
    """A structure message as SDMX-ML 2.1."""
    text: bytes = sdmx.to_xml(message, pretty_print=True)
    return text


def write_csv(data: Any) -> str:
    """A data set as SDMX-CSV 2.0."""
    if not data.obs:
        return ",".join(["STRUCTURE", "STRUCTURE_ID", "ACTION", *_columns(data.described_by)]) + "\n"
    # As a text, to_csv gives a table for people to look at; its frame is what it writes to files.
    frame = sdmx.to_csv(data, rtype=DataFrame, format_options=v2.FormatOptions(), attributes=Attributes.all, dtype=None)
    text: str = frame.to_csv(index=False, lineterminator="\n")
    return text


def read_xml(data: bytes) -> Any:
    """The structure message of some SDMX-ML."""
    with contextlib.redirect_stdout(io.StringIO()):  # the library prints its state where it fails
        return sdmx.read_sdmx(io.BytesIO(data))


def read_csv(data: bytes, flow: Any) -> list[dict[str, str]]:
    """The observations of some SDMX-CSV as texts by the names of their columns.

    Raises:
        DocumentError: If a column is missing.
    """
    header = next(csv.reader(data.decode("utf-8-sig").splitlines()[:1]), [])
    if missing := [name for name in _columns(flow) if name not in header]:
        raise DocumentError(f"it has no column {', '.join(missing)}")
    message = Reader().convert(io.BytesIO(data), structure=flow)
    return [
        {id: str(one.value) for id, one in (*obs.dimension.values.items(), *obs.attached_attribute.items())}
        for part in message.data
        for obs in part.obs
    ]


def _columns(flow: Any) -> list[str]:
    """The columns of a dataflow behind those that every dataflow has."""
    parts = (flow.structure.dimensions, flow.structure.measures, flow.structure.attributes)
    return [one.id for part in parts for one in part.components]


def _codes(id: str, name: str, agency: Any, **more: Any) -> Any:
    return common.Codelist(id=id, name=name, maintainer=agency, **_FINAL | more)


def _code(id: str, name: str, definition: Mapping[str, Any] | None = None) -> Any:
    """A code; what it stands for is kept whole in an annotation, as JSON."""
    code = common.Code(id=id, name=write_cell(name))
    if definition is not None:
        code.annotations.append(v21.Annotation(id="definition", text=json.dumps(definition)))
    return code


def _structure(flow: Flow, concepts: Any, lists: Mapping[str, Any], agency: Any) -> Any:
    made = v21.DataStructureDefinition(id=flow.id, name=flow.name, maintainer=agency, **_FINAL)

    def component(kind: Any, id: str, name: str, **more: Any) -> Any:
        if id not in concepts:
            concepts.append(common.Concept(id=id, name=name))
        coded = {"local_representation": common.Representation(enumerated=lists[id])} if id in lists else {}
        return kind(id=id, concept_identity=concepts[id], **coded, **more)

    for id, name in flow.dimensions.items():
        made.dimensions.append(component(common.Dimension, id, name))
    made.dimensions.append(component(common.TimeDimension, "TIME_PERIOD", "Time period"))
    made.measures.append(component(v21.PrimaryMeasure, "OBS_VALUE", "Observation value"))
    for id, name in flow.attributes.items():
        related = v21.PrimaryMeasureRelationship()
        made.attributes.append(component(common.DataAttribute, id, name, related_to=related))
    return made
