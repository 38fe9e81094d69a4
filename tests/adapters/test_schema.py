"""The JSON Schema of documents: what is a document validates, and what it refuses the reader refuses too."""

from __future__ import annotations

import copy
import json
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import model_strategies as ms
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import docketstats as ds
from docketstats.adapters.documents import Document, dumps, loads, shapes
from docketstats.adapters.documents.parsing import parse_json
from docketstats.adapters.documents.plaintext import write_json
from docketstats.adapters.documents.schema import described, schema
from docketstats.adapters.documents.starting import STARTERS, starter

ROOT = Path(__file__).parents[2]
SHAPES = [one for name, one in vars(shapes).items() if name.endswith("Shape")]
VALIDATOR = Draft202012Validator(schema())


def plain(value: object) -> Any:
    """Data of a TOML reader as an editor hands them to a schema: dates are texts."""
    return json.loads(json.dumps(value, default=str))


def refused(data: object) -> bool:
    """Whether the reader refuses a document in JSON."""
    try:
        loads(write_json(data), "json")
    except ds.DocumentError:
        return True
    return False


def problems(data: object) -> list[str]:
    return [f"{one.json_path}: {one.message}" for one in VALIDATOR.iter_errors(data)]


# -- what is a document validates ---------------------------------------------------------------------------------


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema())
    assert json.loads(write_json(schema())) == schema()


@pytest.mark.parametrize("path", sorted([*ROOT.glob("examples/*.toml"), *ROOT.glob("docs/how-to/*.toml")]), ids=str)
def test_every_example_validates(path: Path) -> None:
    assert problems(plain(tomllib.loads(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize("name", STARTERS)
def test_every_starter_validates(name: str) -> None:
    assert problems(plain(tomllib.loads(starter(name)))) == []


@given(ms.documents())
def test_every_document_validates(one: Document) -> None:
    assert problems(parse_json(dumps(one, "json"), "")) == []
    assert problems(plain(tomllib.loads(dumps(one)))) == []


# -- what the schema refuses the reader refuses -------------------------------------------------------------------

WHOLE: dict[str, Any] = {
    "docketstats": 1,
    "$schema": "./docketstats.schema.json",
    "title": "A court",
    "docket": {
        "name": "court",
        "unit": "case",
        "classifications": [
            "custody",
            {"name": "stage", "items": ["filed", {"code": "heard", "label": "heard", "items": ["won", "lost"]}]},
        ],
        "populations": {"asylum": "asylum cases", "old": "old cases"},
    },
    "sources": {"report": {"title": "Report", "published": "2025", "url": "https://example.org"}},
    "snapshots": [
        {
            "as_of": "2024-06-30",
            "source": "report",
            "figures": [
                {"of": "asylum", "is": 5, "reading": "press", "revises": {"of": "asylum", "is": 6}},
                {"of": "share(old, among=asylum)", "is": "26%", "rounded_to": "1%", "if_any": True},
                {"of": "old", "is": {"interval": "[0, 5]", "unit": "case"}, "confidence": "95%"},
            ],
        }
    ],
    "figures": [{"of": "change(old, since=2023, until=2024)", "is": 5, "source": "report", "docket": "court"}],
    "relations": [{"that": "old within asylum", "because": "by law"}],
    "assumptions": [{"that": "count(old, at=2024) <= 5", "because": "for argument's sake"}],
    "claims": [
        {"says": "count(old) <= 5", "at": "2024-06-30", "expected": "supported", "text": "x", "by": "y"},
        {"of": "old", "is": "at most 5", "at": "2024-06-30", "tolerance": 1},
    ],
}


def places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The paths of all values in a document."""
    if isinstance(value, dict | list):
        for key, one in value.items() if isinstance(value, dict) else enumerate(value):
            yield (*path, key)
            yield from places(one, (*path, key))


PLACES = list(places(WHOLE))


def at(value: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


def test_the_whole_document_is_one() -> None:
    assert problems(WHOLE) == []
    assert not refused(WHOLE)


@pytest.mark.parametrize("path", [path for path in [(), *PLACES] if isinstance(at(WHOLE, path), dict)], ids=str)
def test_an_unknown_key_is_refused_by_both(path: tuple[str | int, ...]) -> None:
    data = copy.deepcopy(WHOLE)
    at(data, path)["surprise"] = 1
    assert problems(data)
    assert refused(data)


@pytest.mark.parametrize("path", [path for path in PLACES if isinstance(path[-1], str)], ids=str)
def test_a_missing_key_is_refused_by_the_reader_if_by_the_schema(path: tuple[str | int, ...]) -> None:
    data = copy.deepcopy(WHOLE)
    del at(data, path[:-1])[path[-1]]
    needed = {"docketstats", "docket", "name", "code", "as_of", "of", "is", "that", "because", "says", "interval"}
    if path[-1] in needed and path != ("figures", 0, "docket"):
        assert problems(data)
    if problems(data):
        assert refused(data)


WRONG = [None, True, 5, Decimal("1.5"), "", "x", [], [1], ["x"], {}, {"x": 1}]


@pytest.mark.parametrize("path", PLACES, ids=str)
def test_a_value_that_the_schema_refuses_the_reader_refuses(path: tuple[str | int, ...]) -> None:
    hit = 0
    for value in WRONG:
        data = copy.deepcopy(WHOLE)
        at(data, path[:-1])[path[-1]] = value
        if found := problems(data):
            hit += 1
            assert refused(data), found
    # Every place is told from at least one kind of value, but for the key that the reader passes over.
    assert hit or path == ("$schema",)


@given(ms.documents(), st.data())
def test_a_random_change_that_the_schema_refuses_the_reader_refuses(one: Document, data: st.DataObject) -> None:
    changed = parse_json(dumps(one, "json"), "")
    path = data.draw(st.sampled_from(list(places(changed))))
    table = at(changed, path[:-1])
    match data.draw(st.sampled_from(["value", "missing", "unknown"])):
        case "value":
            table[path[-1]] = data.draw(st.sampled_from(WRONG))
        case "missing":
            del table[path[-1]]
        case "unknown" if isinstance(table, dict):
            table[data.draw(st.text(max_size=5))] = 1
    if problems(changed):
        assert refused(changed)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("docketstats",), 2),
        (("docket", "unit"), "cat"),
        (("docket", "classifications", 0), "custdy"),
        (("claims", 0, "expected"), "maybe"),
        (("snapshots", 0, "figures", 0, "reading"), "loud"),
        (("snapshots", 0, "as_of"), 999),
        (("sources", "report", "title"), ""),
        (("relations", 0), {"that": "old within asylum"}),
        (("claims", 0), {"of": "old"}),
        (("assumptions", 0), {"because": "x"}),
        (("snapshots", 0, "figures", 0, "is"), {"unit": "case"}),
    ],
)
def test_values_of_the_right_kind_that_mean_nothing_are_refused_by_both(
    path: tuple[str | int, ...], value: object
) -> None:
    data = copy.deepcopy(WHOLE)
    at(data, path[:-1])[path[-1]] = value
    assert problems(data)
    assert refused(data)


# -- what it teaches ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", SHAPES)
def test_every_key_is_described(shape: type) -> None:
    names = [field.name for field in attrs.fields(shape)]
    assert set(described(shape)) == set(names)
    assert all(text.endswith(".") for text in described(shape).values())


def test_every_example_in_it_validates() -> None:
    whole = schema()
    tables = [whole, *whole["$defs"].values()]
    shown = [one for table in tables for one in table["properties"].values() if "examples" in one]
    assert len(shown) > 15
    for one in shown:
        validator = Draft202012Validator({"$defs": whole["$defs"], **one})
        assert all(validator.is_valid(example) for example in one["examples"])
