"""Terms: the normal form of populations, as plain data, and their evaluation over bit masks.

Dates are pushed down to the leaves; ``&``, ``|`` and ``^`` are flattened and sorted, the first two also deduplicated;
``~A`` is everyone at A's date minus A. There is no distribution: `Population.equivalent_to` compares meanings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from threading import Lock
from typing import Any, TypeAlias, TypeVar
from weakref import WeakValueDictionary

import attrs

from docketstats.values.period import Period

# Equal terms are one object: they are looked up all the time, and objects are hashed and compared for nothing.
_MADE: WeakValueDictionary[tuple[object, ...], Any] = WeakValueDictionary()
_MAKING = Lock()
_One = TypeVar("_One")


@attrs.frozen(eq=False)
class Leaf:
    """A set that is not built from others: an item, a named set, or everyone on the docket, at a date.

    Args:
        docket: The name of its docket.
        classification: The classification of an item; empty for a named set and for everyone.
        name: The item's code or the set's name; empty for everyone.
        at: Its date; None when it is still undated.

    >>> leaf = Leaf("court", name="old")
    >>> str(leaf), leaf is Leaf("court", name="old")
    ('old', True)
    """

    docket: str = attrs.field()
    classification: str = attrs.field(default="", kw_only=True)
    name: str = attrs.field(default="", kw_only=True)
    at: Period | None = attrs.field(default=None, kw_only=True)
    # The key says all of the above (names hold no quotation marks), and puts leaves in order.
    key: str = attrs.field(init=False, repr=False)

    @key.default
    def _key(self) -> str:
        return f'"{self.docket}":"{self.classification}":"{self.name}"@"{"" if self.at is None else self.at}"'

    def __new__(cls, docket: str, *, classification: str = "", name: str = "", at: Period | None = None) -> Leaf:
        """The one leaf with these attributes."""
        return _unique(cls, docket, classification, name, at)

    def __getnewargs_ex__(self) -> tuple[tuple[object, ...], dict[str, object]]:
        return (self.docket,), {"classification": self.classification, "name": self.name, "at": self.at}

    @property
    def is_everyone(self) -> bool:
        """Whether this is the whole docket at its date."""
        return not self.name

    @cached_property
    def is_of_step(self) -> bool:
        """Whether it is about what happens between two dates."""
        return self.at is not None and self.at.is_step

    @cached_property
    def everyone(self) -> Leaf:
        """The whole docket at this leaf's date."""
        return _everyone(self.docket, self.at) if self.name else self

    @cached_property
    def leaves(self) -> frozenset[Leaf]:
        """Itself alone, as for a compound its leaves."""
        return frozenset((self,))

    def __str__(self) -> str:
        return text(self)


@attrs.frozen(eq=False)
class Compound:
    """Terms combined by one operator: ``&``, ``|``, ``^`` or ``-`` (the first part minus the second).

    >>> old, asylum = Leaf("court", name="old"), Leaf("court", name="asylum")
    >>> str(combine("&", [old, asylum])), combine("&", [old, asylum]) is combine("&", [asylum, old])
    ('asylum & old', True)
    """

    op: str = attrs.field()
    parts: tuple[Leaf | Compound, ...] = attrs.field()
    key: str = attrs.field(init=False, repr=False)

    @key.default
    def _key(self) -> str:
        return f"({self.op} {' '.join(part.key for part in self.parts)})"

    def __new__(cls, op: str, parts: tuple[Leaf | Compound, ...]) -> Compound:
        """The one compound with these attributes."""
        return _unique(cls, op, parts)

    def __getnewargs__(self) -> tuple[str, tuple[Leaf | Compound, ...]]:
        return self.op, self.parts

    @cached_property
    def is_of_step(self) -> bool:
        """Whether any part of it is about what happens between two dates."""
        return any(part.is_of_step for part in self.parts)

    @cached_property
    def leaves(self) -> frozenset[Leaf]:
        """The leaves of its parts."""
        return frozenset().union(*(part.leaves for part in self.parts))

    def __str__(self) -> str:
        return text(self)


def _unique(cls: type[_One], *values: object) -> _One:
    key = (cls, *values)
    with _MAKING:
        found: _One | None = _MADE.get(key)
        if found is None:
            found = _MADE[key] = object.__new__(cls)
    return found


Term: TypeAlias = Leaf | Compound

NOBODY = Compound("|", ())


def combine(op: str, parts: Iterable[Term]) -> Term:
    """The normal form of ``parts`` combined by ``op``."""
    parts = tuple(parts)
    if op != "-":
        flat: list[Term] = []
        for part in parts:
            nested = isinstance(part, Compound) and part.op == op
            flat.extend(part.parts if nested and isinstance(part, Compound) else (part,))
        if op != "^":
            flat = list({part.key: part for part in flat}.values())
        parts = tuple(sorted(flat, key=lambda part: part.key))
        if len(parts) == 1:
            return parts[0]
    return Compound(op, parts)


@lru_cache(maxsize=4096)
def _everyone(docket: str, at: Period | None) -> Leaf:
    return Leaf(docket, at=at)


@lru_cache(maxsize=4096)
def _dated(leaf: Leaf, at: Period) -> Leaf:
    return Leaf(leaf.docket, classification=leaf.classification, name=leaf.name, at=at)


def dated(term: Term, at: Period) -> Term:
    """The term with its undated leaves taken at ``at``."""
    return mapped(term, lambda leaf: leaf if leaf.at else _dated(leaf, at))


def undated(term: Term) -> Term:
    """The term without its dates: whom it is about."""
    return mapped(term, lambda leaf: attrs.evolve(leaf, at=None))


def redated(term: Term, instants: dict[Period, Period]) -> Term:
    """The term with its dates replaced by those that ``instants`` names."""
    return mapped(term, lambda leaf: attrs.evolve(leaf, at=leaf.at.moved(instants)) if leaf.at else leaf)


def mapped(term: Term, change: Callable[[Leaf], Term]) -> Term:
    """The term with its leaves replaced."""
    if isinstance(term, Leaf):
        return change(term)
    return combine(term.op, (mapped(part, change) for part in term.parts))


def conjuncts(term: Term) -> tuple[Term, ...]:
    """The terms that a term intersects; everyone is left out beside others of the same docket and date.

    >>> a, b = Leaf("d", name="a"), Leaf("d", name="b")
    >>> [str(one) for one in conjuncts(combine("&", (a, b, Leaf("d"))))]
    ['a', 'b']
    """
    if not (isinstance(term, Compound) and term.op == "&"):
        return (term,)
    implied = {leaf.everyone for part in term.parts if isinstance(part, Leaf) and part.name for leaf in part.leaves}
    return tuple(part for part in term.parts if part not in implied)


def evaluate(term: Term, mask: Callable[[Leaf], int]) -> int:
    """The set that a term denotes, as a bit mask, from the masks of its leaves."""
    if isinstance(term, Leaf):
        return mask(term)
    masks = [evaluate(part, mask) for part in term.parts]
    if term.op == "-":
        whole, part = masks
        return whole & ~part
    result = -1 if term.op == "&" else 0
    for one in masks:
        result = result & one if term.op == "&" else result | one if term.op == "|" else result ^ one
    return result


def _all_at(term: Term, at: Period | None) -> bool:
    return all(leaf.at == at for leaf in term.leaves)


def text_of_flow(term: Term) -> str:
    """A term of events in words; empty for any other term."""
    if not isinstance(term, Compound) or len(term.parts) < 2:
        return ""
    if len({leaf.at and leaf.at.instants for leaf in term.leaves}) != 1:
        return ""
    sides = [{leaf.at.parts[0] for leaf in part.leaves if leaf.at and leaf.is_of_step} for part in term.parts]
    if any(len(one) != 1 for one in sides):
        return ""
    when = ", {} to {}".format(*next(leaf.at.instants for leaf in term.leaves if leaf.at))
    names = [text(undated(part)) for part in term.parts]
    match term.op, *(next(iter(one)) for one in sides):
        case "-", "after", "before" if names[0] == names[1]:
            return f"entries into {names[0]}{when}"
        case "-", "before", "after" if names[0] == names[1]:
            return f"exits from {names[0]}{when}"
        case "&", "after", "before":
            return f"moves from {names[1]} to {names[0]}{when}"
        case "&", "before", "after":
            return f"moves from {names[0]} to {names[1]}{when}"
    return ""


def text(term: Term, *, dates: bool = True) -> str:
    """A term as a reader would type it, with its date once if it has only one.

    >>> text(combine("&", (Leaf("d", name="b"), Leaf("d", name="a"))))
    'a & b'
    """
    found = term.leaves
    instants = {leaf.at for leaf in found}
    ambiguous = len({leaf.name for leaf in found}) < len({(leaf.classification, leaf.name) for leaf in found})

    if flow := text_of_flow(term):
        return flow

    def one(leaf: Leaf, own_date: bool) -> str:
        name = leaf.name or "everyone"
        name = f"{leaf.classification}:{name}" if ambiguous and leaf.classification else name
        name = name if name.replace("_", "a").replace(":", "a").isalnum() else f'"{name}"'
        if leaf.at and leaf.is_of_step:
            side, since, until = leaf.at.parts
            return f'{name}.{side}("{since}", "{until}")'
        return f'{name}.at("{leaf.at}")' if own_date and leaf.at else name

    def write(term: Term, inner: bool, own_date: bool) -> str:
        if isinstance(term, Leaf):
            return one(term, own_date)
        if not term.parts:
            return "nobody"
        first = term.parts[0]
        if isinstance(first, Leaf) and first.is_everyone and term.op == "-" and _all_at(term.parts[1], first.at):
            return "~" + write(term.parts[1], True, own_date)
        joined = f" {term.op} ".join(write(part, True, own_date) for part in term.parts)
        return f"({joined})" if inner else joined

    if len(instants) == 1 and dates and (at := next(iter(instants))) and not at.is_step:
        body = write(term, False, False)
        simple = isinstance(term, Leaf) or body == "nobody"
        return f'{body if simple else f"({body})"}.at("{at}")'
    return write(term, False, dates)
