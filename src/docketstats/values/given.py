"""What a caller gave: checked for its type where it comes in, and shown in errors however long or odd it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import attrs

from docketstats.errors import WrongType

T = TypeVar("T")

_LONGEST = 120
_NAMES: dict[type, str] = {str: "a text", bool: "True or False", type(None): "None"}


def shown(value: object) -> str:
    """A value as errors show it: its ``repr``, cut where it is long.

    >>> shown("five"), len(shown("9" * 100_000)), shown(10**5_000)
    ("'five'", 120, '<int>')
    """
    try:
        text = repr(value)
    except Exception:  # a number too long to print, a list too deep, or whatever a foreign class raises
        return f"<{type(value).__name__}>"
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def checked(value: object, kind: type[T], name: str, *, where: str | None = None, mend: str | None = None) -> T:
    """A value, if it is of a type.

    Raises:
        WrongType: It is not.

    >>> checked(5, int, "the number")
    5
    """
    if isinstance(value, kind):
        return value
    wanted = _NAMES.get(kind, f"of type {kind.__name__}")
    raise WrongType(f"{name} is to be {wanted}, not {shown(value)}", where=where, mend=mend)


def of_type(*kinds: type, mend: str | None = None) -> Callable[[Any, attrs.Attribute[Any], Any], None]:
    """A validator for a field of some types.

    >>> Point = attrs.make_class("Point", {"label": attrs.field(validator=of_type(str))})
    >>> Point(5)
    Traceback (most recent call last):
        ...
    docketstats.errors.WrongType: Point: label is to be a text, not 5
    """

    def check(instance: Any, attribute: attrs.Attribute[Any], value: Any) -> None:
        if not isinstance(value, kinds):
            wanted = " or ".join(_NAMES.get(kind, f"of type {kind.__name__}") for kind in kinds)
            what = f"{attribute.name} is to be {wanted}, not {shown(value)}"
            raise WrongType(what, where=type(instance).__name__, mend=mend)

    return check


def each(values: Iterable[T], name: str) -> tuple[T, ...]:
    """The members of a list, a set or any other iterable but a text.

    Raises:
        WrongType: It is none.

    >>> each([1, 2], "numbers")
    (1, 2)
    """
    if isinstance(values, str | bytes) or not isinstance(values, Iterable):
        raise WrongType(f"{name} is to be a list, not {shown(values)}", mend="write [one, another]")
    return tuple(values)
