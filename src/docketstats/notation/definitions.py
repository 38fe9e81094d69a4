"""Dockets, named sets and sources as plain data, for formats that carry them beside their figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from docketstats.errors import DocketStatsError, DocumentError
from docketstats.model.classification import Classification
from docketstats.model.custody import CustodyStatus
from docketstats.model.population import Docket
from docketstats.model.source import Source
from docketstats.notation.document import Document


def docket_data(docket: Docket, document: Document) -> dict[str, Any]:
    """A docket with its classifications and the named sets that a document has of it.

    >>> from docketstats.evidence import Evidence
    >>> from docketstats.notation.document import document
    >>> court = Docket("court", unit="case")
    >>> docket_data(court, document(Evidence(court.snapshot("2024"))))
    {'name': 'court', 'unit': 'case', 'classifications': [], 'populations': {}}
    """
    return {
        "name": docket.name,
        "unit": docket.unit,
        "classifications": [one.name if one == CustodyStatus else attrs.asdict(one) for one in docket.classifications],
        "populations": {name: text for owner, name, text in document.populations if owner == docket.name},
    }


def read_docket(data: object) -> tuple[Docket, dict[str, str]]:
    """The docket that `docket_data` wrote, and its named sets with their descriptions.

    Raises:
        DocketStatsError: If it is none.
    """
    if not isinstance(data, Mapping) or set(data) != {"name", "unit", "classifications", "populations"}:
        raise DocumentError("a docket is a table of its name, unit, classifications and populations")
    populations, given = data["populations"], data["classifications"]
    if not isinstance(given, list) or not isinstance(populations, Mapping):
        raise DocumentError("the classifications of a docket are a list, and its populations a table")
    docket = Docket(data["name"], unit=data["unit"], classifications=tuple(map(_classification, given)))
    for name, text in populations.items():
        if not isinstance(text, str):
            raise DocumentError(f"the description of {name!r} is no text")
        docket.population(name, text)
    return docket, dict(populations)


def _classification(data: object) -> Classification:
    if data == CustodyStatus.name:
        return CustodyStatus
    if not isinstance(data, Mapping):
        raise DocumentError(f"{str(data)[:40]!r} is no classification")
    try:
        return Classification(**data)
    except DocketStatsError:
        raise
    except (TypeError, ValueError, RecursionError):
        raise DocumentError("a classification is a table of its name, items and flags") from None


def source_data(source: Source) -> dict[str, str]:
    """A source as texts; what is not known is left out."""
    fields = {name: str(value or "") for name, value in attrs.asdict(source, recurse=False).items()}
    return {name: value for name, value in fields.items() if value}


def read_source(data: object) -> Source:
    """The source that `source_data` wrote.

    Raises:
        DocketStatsError: If it is none.
    """
    fields = {field.name for field in attrs.fields(Source)}
    if not isinstance(data, Mapping) or not set(data) <= fields or "title" not in data:
        raise DocumentError(
            "a source is a table of its title and what else is known of it: " + ", ".join(sorted(fields))
        )
    if not all(isinstance(value, str) for value in data.values()):
        raise DocumentError("what is known of a source is given as texts")
    return Source(**data)
