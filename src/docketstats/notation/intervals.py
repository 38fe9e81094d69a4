"""Intervals as text, exactly: ``[0, 13099]``, ``(1/3, inf)``, ``empty``."""

from __future__ import annotations

import re
from fractions import Fraction

from docketstats.errors import DocumentError
from docketstats.values.interval import Exact, Interval, exact

_NUMBER = r"-?(?:\d+(?:/\d+)?|inf)"
_INTERVAL = re.compile(rf"([\[(])\s*({_NUMBER})\s*,\s*({_NUMBER})\s*([\])])")
_LONGEST = 4_000


def write_number(value: Exact | float) -> str:
    """A number, exactly.

    >>> write_number(Fraction(1, 3)), write_number(Interval.entire().lower)
    ('1/3', '-inf')
    """
    return str(value)


def read_number(text: str) -> Exact | float:
    """The number that `write_number` wrote.

    Raises:
        DocumentError: If the text is no such number.
    """
    if len(text) > _LONGEST or not re.fullmatch(_NUMBER, text, re.ASCII):
        raise DocumentError(f"{text[:40]!r} is no number: write 5, '1/3' or 'inf'")
    if text.endswith("inf"):
        return float(text)
    try:
        return exact(Fraction(text))
    except ZeroDivisionError:
        raise DocumentError(f"{text!r} divides by zero") from None


def write_interval(interval: Interval) -> str:
    """An interval, exactly. A bracket says that the end is in it, a parenthesis that it is not.

    >>> write_interval(Interval(0, 13_099)), write_interval(Interval.more_than(5))
    ('[0, 13099]', '(5, inf)')
    """
    if interval.is_empty:
        return "empty"
    opening, closing = "(" if interval.lower_open else "[", ")" if interval.upper_open else "]"
    return f"{opening}{write_number(interval.lower)}, {write_number(interval.upper)}{closing}"


def read_interval(text: str) -> Interval:
    """The interval that `write_interval` wrote.

    Raises:
        DocumentError: If the text is no interval.
        IntervalError: If its lower end is above its upper.

    >>> read_interval("(5, inf)")
    Interval(5, inf, lower_open=True)
    """
    if text == "empty":
        return Interval.empty()
    found = _INTERVAL.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if found is None:
        raise DocumentError(f"{text[:40]!r} is no interval: write '[0, 5]', '(1/3, inf)' or 'empty'")
    opening, lower, upper, closing = found.groups()
    return Interval(read_number(lower), read_number(upper), lower_open=opening == "(", upper_open=closing == ")")
