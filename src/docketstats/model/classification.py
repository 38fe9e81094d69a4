"""Classifications: hierarchical code lists, in GSIM's sense, with what is known of how their items relate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import attrs

from docketstats.errors import ModelError, UnknownName
from docketstats.values.given import each, of_type, shown

RESERVED = ("everyone", "nobody")
_CODE = re.compile(r"[^\s:@\"'](?:[^:@\"'\n]*[^\s:@\"'])?")


def check_name(kind: str, name: object) -> str:
    """Return ``name`` if it can be written in an expression, bare or in quotes.

    Raises:
        ModelError: If it is empty, has several lines, or holds a colon, an at sign or a quotation mark.
    """
    if isinstance(name, str) and name in RESERVED:
        raise ModelError(f"{name!r} already has a meaning", mend="use another name, or docket.everyone, docket.nobody")
    if not isinstance(name, str) or not _CODE.fullmatch(name) or len(name.splitlines()) > 1:
        raise ModelError(
            f"{shown(name)} cannot name a {kind}",
            mend="use a non-empty text on one line without ':', '@', quotation marks and blanks at its ends",
        )
    return name


def _item(value: Item | str | Mapping[str, object]) -> Item:
    if isinstance(value, Item):
        return value
    if isinstance(value, str):
        return Item(value)
    if isinstance(value, Mapping):
        return Item(**value)  # type: ignore[arg-type]
    raise ModelError(f"{shown(value)} is no item", mend="use a code, an Item or a mapping with a code")


def _items(values: Iterable[Item | str | Mapping[str, object]]) -> tuple[Item, ...]:
    if isinstance(values, str):
        raise ModelError(f"items must be a sequence, not the text {shown(values)}", mend=f"use ({shown(values)},)")
    return tuple(_item(value) for value in each(values, "items"))


@attrs.frozen
class Item:
    """One item of a classification, with the items under it.

    Args:
        code: Its name in expressions, unique within the classification.
        label: Its name for readers; the code unless given.
        items: The items under it: codes, `Item` objects or mappings.
        exclusive: Whether no unit is in two of the items under it.
        exhaustive: Whether every unit of this item is in one of the items under it.

    >>> Item("incarcerated", items=("federal", "state"), exclusive=False, exhaustive=False).items[0].code
    'federal'
    """

    code: str = attrs.field(validator=lambda _i, _a, value: check_name("item", value))
    label: str = attrs.field(default="", validator=of_type(str))
    items: tuple[Item, ...] = attrs.field(default=(), converter=_items, kw_only=True)
    exclusive: bool = attrs.field(default=True, kw_only=True, validator=of_type(bool))
    exhaustive: bool = attrs.field(default=True, kw_only=True, validator=of_type(bool))

    def __str__(self) -> str:
        return self.label or self.code


@attrs.frozen
class Classification:
    """A hierarchical code list.

    Args:
        name: Its name, used to qualify an item: ``"criminality:neither"``.
        items: Its top items: codes, `Item` objects or mappings.
        exclusive: Whether no unit is in two of its top items.
        exhaustive: Whether every unit of the docket is in one of them.
        fixed: Whether a unit's item stays the same for its life, as a birth country does.

    Raises:
        ModelError: If a code occurs twice.

    >>> criminality = Classification("criminality", ("convicted", "pending", "neither"))
    >>> criminality["pending"]
    Item(code='pending', label='', items=(), exclusive=True, exhaustive=True)
    """

    name: str = attrs.field(validator=lambda _i, _a, value: check_name("classification", value))
    items: tuple[Item, ...] = attrs.field(converter=_items)
    exclusive: bool = attrs.field(default=True, kw_only=True, validator=of_type(bool))
    exhaustive: bool = attrs.field(default=True, kw_only=True, validator=of_type(bool))
    fixed: bool = attrs.field(default=False, kw_only=True, validator=of_type(bool))

    def __attrs_post_init__(self) -> None:
        if not self.items:
            raise ModelError("a classification needs at least one item", where=self.name)
        codes = [item.code for item, _ in self.walk()]
        twice = sorted({code for code in codes if codes.count(code) > 1})
        if twice:
            raise ModelError(f"these codes occur twice: {', '.join(twice)}", where=f"classification {self.name}")

    def walk(self) -> Iterator[tuple[Item, Item | None]]:
        """Every item with the item it is under (None for the top items), parents first."""
        stack: list[tuple[Item, Item | None]] = [(item, None) for item in reversed(self.items)]
        while stack:
            item, parent = stack.pop()
            yield item, parent
            stack.extend((child, item) for child in reversed(item.items))

    def __getitem__(self, code: str) -> Item:
        for item, _ in self.walk():
            if item.code == code:
                return item
        raise UnknownName(
            f"classification {self.name} has no item {shown(code)}",
            mend="its items are " + ", ".join(item.code for item, _ in self.walk()),
        )

    def __contains__(self, item: object) -> bool:
        return any(item in (found, found.code) for found, _ in self.walk())
