"""Hooks for what cattrs has no rule for: exact numbers, sets and the trees of proofs, as short plain data."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, get_args

import attrs

from docketstats.adapters.documents.converter import Converter, is_union_of, wrong
from docketstats.errors import ContradictoryEvidence, DocumentError
from docketstats.findings.exposure import Exposure, Exposures, Rule
from docketstats.inference.conflicts import Conflict, Conflicts
from docketstats.inference.proof import Combination, Split, Tree
from docketstats.inference.worlds import World, Worlds
from docketstats.model.facts import Fact
from docketstats.model.figure import Value
from docketstats.model.term import Compound, Leaf, Term
from docketstats.notation.intervals import read_interval, read_number, write_interval, write_number
from docketstats.notation.values import read_value, write_value
from docketstats.values.interval import Interval
from docketstats.values.period import Period

DEEPEST = 60
"""Splits and operators that may be nested: reading and checking them takes a stack frame or two each."""


def add_hooks(converter: Converter) -> None:
    """Teach a converter numbers, periods, intervals, sets and proof trees."""
    converter.register_unstructure_hook(Fraction, write_number)
    converter.register_unstructure_hook(float, write_number)
    converter.register_structure_hook_func(_is_number, _number)
    converter.register_structure_hook(Fraction, _number)
    for kind, write, read in (
        (Period, str, Period.spelled),
        (Interval, write_interval, read_interval),
        (Leaf, _write_leaf, _read_leaf),
    ):
        converter.register_unstructure_hook(kind, write)
        converter.register_structure_hook(kind, _text_hook(read))

    def term(value: object, _kind: object) -> Term:
        return _read_term(value)

    def write_tree(tree: Tree) -> dict[str, Any]:
        return _write_tree(tree, converter)

    def read_tree(value: object, _kind: object) -> Any:
        return _read_tree(value, converter)

    # A population in tables is written as its worlds, which say the same.
    listed: Any = tuple[World, ...]
    converter.register_structure_hook_func(_is_population, lambda value, _: converter.structure(value, listed))
    converter.register_unstructure_hook_func(_is_population, lambda one: converter.unstructure(tuple(one), listed))
    converter.register_unstructure_hook(Compound, _write_term)
    converter.register_structure_hook(Compound, term)
    converter.register_structure_hook_func(lambda kind: is_union_of(kind, Leaf, Compound), term)
    converter.register_unstructure_hook(Split, write_tree)
    converter.register_structure_hook(Split, read_tree)
    converter.register_unstructure_hook_func(_is_tree, write_tree)
    converter.register_structure_hook_func(_is_tree, read_tree)
    converter.register_unstructure_hook_func(_is_value, lambda one: list(write_value(one)))
    converter.register_structure_hook_func(_is_value, _read_value)
    _add_fields(converter, ContradictoryEvidence, _Contradiction)
    _add_fields(converter, Conflicts, _Conflicts)
    _add_fields(converter, Exposures, _Exposures)


@attrs.frozen
class _Contradiction:
    """What is written of a contradiction: the error itself has no fields that cattrs knows of."""

    what: str
    conflicts: tuple[Conflict, ...]
    complete: bool


@attrs.frozen
class _Conflicts:
    """The same of conflicts."""

    found: tuple[Conflict, ...]
    complete: bool


@attrs.frozen
class _Exposures:
    """The same of an audit."""

    cells: tuple[Exposure, ...]
    derived: tuple[Exposure, ...]
    printed: tuple[Fact, ...]
    rule: Rule


def _add_fields(converter: Converter, kind: type, fields: type[attrs.AttrsInstance]) -> None:
    """Write objects of a kind by the fields that another names, which are also what it is made of."""

    def write(one: Any) -> Any:
        # Of a tuple that also has attributes, what is not one of these is the tuple itself.
        given = {name: getattr(one, name) if hasattr(one, name) else tuple(one) for name in attrs.fields_dict(fields)}
        return converter.unstructure(fields(**given))

    def read(value: object, _kind: object) -> Any:
        return kind(**attrs.asdict(converter.structure(value, fields), recurse=False))

    converter.register_unstructure_hook(kind, write)
    converter.register_structure_hook(kind, read)


def _is_value(kind: object) -> bool:
    return kind == Value


def _read_value(value: object, _kind: object) -> Value:
    match value:
        case [str(text), str(form)]:
            return read_value(text, form)
    raise wrong(value, 'a value and what it is, such as ["about 400", "words"]')


def _is_tree(kind: object) -> bool:
    return is_union_of(kind, Combination, Split)


def _is_population(kind: object) -> bool:
    return kind == Worlds


def _is_number(kind: object) -> bool:
    return is_union_of(kind, Fraction, int, float) or is_union_of(kind, float, int)


def _number(value: object, kind: Any) -> Any:
    """A number of a kind that may be whole, a fraction, infinite or absent, as far as the kind allows."""
    allowed = set(get_args(kind)) or {kind}
    if value is None and type(None) in allowed:
        return None
    number = value if type(value) is int else read_number(value) if isinstance(value, str) else None
    if number is None or (isinstance(number, float) and float not in allowed):
        raise wrong(value, "a whole number, '1/3'" + (" or 'inf'" if float in allowed else ""))
    if isinstance(number, Fraction) and Fraction not in allowed:
        raise wrong(value, "a whole number")
    return Fraction(number) if kind is Fraction else number


def _text_hook(read: Callable[[Any], Any]) -> Callable[[object, object], Any]:
    def hook(value: object, _kind: object) -> Any:
        if not isinstance(value, str):
            raise wrong(value, "a text")
        return read(value)

    return hook


# -- sets and trees ---------------------------------------------------------------------------------------------------


def _write_leaf(leaf: Leaf) -> str:
    # Names hold neither colons nor at signs, so this is unambiguous whatever the date is called.
    return f"{leaf.docket}:{leaf.classification}:{leaf.name}" + (f"@{leaf.at}" if leaf.at else "")


def _read_leaf(text: str) -> Leaf:
    name, mark, date = text.partition("@")
    parts = name.split(":")
    if len(parts) != 3 or not parts[0]:
        raise DocumentError(f"{text[:60]!r} is no set: write docket:classification:name@date")
    docket, classification, name = parts
    return Leaf(docket, classification=classification, name=name, at=Period.spelled(date) if mark else None)


def _write_term(term: Term, depth: int = 0) -> Any:
    if isinstance(term, Leaf):
        return _write_leaf(term)
    _check_depth(depth)
    return {term.op: [_write_term(part, depth + 1) for part in term.parts]}


def _read_term(value: object) -> Term:
    return _read_leaf(value) if isinstance(value, str) else _read_compound(value)


def _read_compound(value: object, _kind: object = None) -> Compound:
    if isinstance(value, dict) and len(value) == 1:
        ((op, parts),) = value.items()
        if op in ("&", "|", "^", "-") and isinstance(parts, list) and (op != "-" or len(parts) == 2):
            return Compound(op, tuple(_read_term(part) for part in parts))
    raise DocumentError('this is no set: write "docket:classification:name@date" or {"&": [...]}')


def _write_tree(tree: Tree, converter: Converter, depth: int = 0) -> dict[str, Any]:
    if isinstance(tree, Combination):
        return {"type": "Combination", **converter.unstructure(tree, Combination)}
    _check_depth(depth)
    low, high = (_write_tree(one, converter, depth + 1) for one in (tree.low, tree.high))
    return {"type": "Split", "term": _write_term(tree.term), "at": tree.at, "low": low, "high": high}


def _read_tree(value: object, converter: Converter) -> Any:
    kind = value.get("type") if isinstance(value, dict) else None
    if not isinstance(value, dict) or kind not in ("Combination", "Split"):
        raise DocumentError('a step of a proof has the type "Combination" or "Split"')
    rest = {key: one for key, one in value.items() if key != "type"}
    if kind == "Combination":
        return converter.structure(rest, Combination)
    if rest.keys() != {"term", "at", "low", "high"} or type(rest["at"]) is not int:
        raise DocumentError("a Split has a term, a whole number at, low and high")
    low, high = (_read_tree(rest[side], converter) for side in ("low", "high"))
    return Split(_read_term(rest["term"]), rest["at"], low, high)


def _check_depth(depth: int) -> None:
    if depth > DEEPEST:
        raise DocumentError(f"it is nested more than {DEEPEST} deep, which could not be read back")
