"""Strict conversion between plain data and attrs classes, and its errors as paths and sentences.

cattrs coerces and tolerates by default; documents must not be guessed at, so texts, truth values and whole numbers are
taken only as what they are, and unknown keys are errors. This is the only module that knows cattrs.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Collection, Iterator
from typing import Any, Union, get_args, get_origin

import attrs
from cattrs import (
    AttributeValidationNote,
    BaseValidationError,
    ClassValidationError,
    Converter,
    ForbiddenExtraKeysError,
    IterableValidationError,
)
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from docketstats.errors import DocketStatsError, DocumentError
from docketstats.notation.names import suggest

__all__ = ["Converter", "Failed", "Problem", "is_union_of", "problems_of", "strict_converter", "structure", "wrong"]

Problem = tuple[str, str]
"""The path of what is wrong, and what is wrong with it."""

_ERRORS = (BaseValidationError, DocketStatsError, ForbiddenExtraKeysError)
_NAMES = {
    str: "a text",
    bool: "true or false",
    int: "a whole number",
    list: "a list",
    dict: "a table",
    type(None): "null",
}


def wrong(value: object, wanted: str) -> DocumentError:
    """The error that a value is of the wrong kind. It names the kind only: the value may be huge."""
    found = _NAMES.get(type(value), type(value).__name__)
    return DocumentError(f"it must be {wanted}, not {found}")


@attrs.frozen
class Failed:
    """Stands in a list for an element that could not be read, so that the others can be."""

    error: BaseException


def strict_converter(*, lenient: Collection[type] = ()) -> Converter:
    """A converter that takes nothing for what it is not, and writes no defaults.

    Args:
        lenient: The classes of which a list may hold a `Failed` where an element cannot be read.
    """
    converter = Converter(detailed_validation=True, forbid_extra_keys=True, omit_if_default=True)
    for kind in (str, bool, int):
        converter.register_structure_hook(kind, _only(kind))
    converter.register_structure_hook_factory(attrs.has, lambda cls: _table(cls, converter))
    converter.register_unstructure_hook_factory(
        attrs.has,
        lambda cls: make_dict_unstructure_fn(cls, converter, _cattrs_omit_if_default=True, **_renamed(cls)),
    )
    converter.register_structure_hook_factory(
        lambda kind: get_args(kind)[1:] == (...,), lambda kind: _list(kind, converter, lenient)
    )
    converter.register_structure_hook_factory(
        _is_mapping, lambda kind: _only_tables(converter.gen_structure_mapping(kind))
    )
    return converter


def _only(kind: type) -> Callable[[object, object], object]:
    def hook(value: object, _kind: object) -> object:
        if type(value) is not kind:
            raise wrong(value, _NAMES[kind])
        return value

    return hook


def _renamed(cls: type) -> dict[str, Any]:
    """Fields whose names end in ``_`` because Python reserves the word: ``is_`` is written ``is``."""
    names = [field.name for field in attrs.fields(cls) if field.name.endswith("_")]
    return {name: override(rename=name[:-1]) for name in names}


def _table(cls: type, converter: Converter) -> Callable[[object, object], object]:
    return _only_tables(make_dict_structure_fn(cls, converter, _cattrs_forbid_extra_keys=True, **_renamed(cls)))


def _is_mapping(kind: object) -> bool:
    origin: object = get_origin(kind)
    return origin is dict


def _only_tables(build: Callable[[Any, Any], object]) -> Callable[[object, object], object]:
    """A hook that builds from tables and refuses the rest; cattrs would ask whatever it is given for its items."""

    def hook(value: object, kind: object) -> object:
        if not isinstance(value, dict):
            raise wrong(value, "a table")
        return build(value, kind)

    return hook


def _list(kind: Any, converter: Converter, lenient: Collection[type]) -> Callable[[object, object], object]:
    item: Any = get_args(kind)[0]
    items: Any = list[item]

    def one(value: object) -> object:
        try:
            return converter.structure(value, item)
        except _ERRORS as error:
            return Failed(error)

    def hook(value: object, _kind: object) -> object:
        if not isinstance(value, list):
            raise wrong(value, "a list")
        return tuple(map(one, value) if item in lenient else converter.structure(value, items))

    return hook


def is_union_of(kind: object, *members: type) -> bool:
    """Whether a type is a union of some of these, which must include the first."""
    is_union = get_origin(kind) in (Union, types.UnionType)
    return is_union and members[0] in get_args(kind) and set(get_args(kind)) <= {*members, type(None)}


def structure(converter: Converter, data: object, kind: Any, path: str = "") -> tuple[Any, list[Problem]]:
    """The object that data describe, or None, and the problems."""
    try:
        return converter.structure(data, kind), []
    except _ERRORS as error:
        return None, list(problems_of(error, path))


def problems_of(error: BaseException, path: str) -> Iterator[Problem]:
    """The problems in an error of the converter, each with its path."""
    if isinstance(error, ClassValidationError | IterableValidationError):
        noted, bare = error.group_exceptions()
        for inner, note in noted:
            if isinstance(note, AttributeValidationNote):
                step = f".{note.name.removesuffix('_')}"
            else:
                step = f"[{note.index}]" if isinstance(note.index, int) else f".{note.index}"
            yield from problems_of(inner, (path + step).lstrip("."))
        for inner in bare:
            yield from problems_of(inner, path)
    elif isinstance(error, ForbiddenExtraKeysError):
        known = [field.name.removesuffix("_") for field in attrs.fields(error.cl)]
        for key in sorted(error.extra_fields):
            yield f"{path}.{key}".lstrip("."), f"there is no such key ({suggest(key, known, 'keys')})"
    elif isinstance(error, KeyError):
        yield path, "it is missing"
    else:
        yield path, str(error) or type(error).__name__
