"""The values of figures as text, with what each is, so that none is taken for another."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from docketstats.errors import DocumentError
from docketstats.model.figure import Value
from docketstats.notation.intervals import read_interval, read_number, write_interval
from docketstats.values.interval import Interval
from docketstats.values.quantity import Quantity


def write_value(value: Value) -> tuple[str, str]:
    """A value as text, and what it is.

    >>> write_value("about 400"), write_value(Decimal("0.50")), write_value(Quantity(Interval(2, 3), "percent"))
    (('about 400', 'words'), ('0.50', 'decimal'), ('[2, 3]', 'interval percent'))
    """
    match value:
        case str():
            return value, "words"
        case int():
            return str(value), "whole"
        case Decimal():
            return str(value), "decimal"
        case Fraction():
            return str(value), "fraction"
        case Interval():
            return write_interval(value), "interval"
        case Quantity():
            return write_interval(value.interval), f"interval {value.unit}".rstrip()


def read_value(text: str, form: str) -> Value:
    """The value that `write_value` wrote.

    Raises:
        DocumentError: If there is no such value.

    >>> read_value("2/3", "fraction")
    Fraction(2, 3)
    """
    word, _, unit = form.partition(" ")
    match word:
        case "words":
            return text
        case "whole" | "fraction":
            number = read_number(text)
            if isinstance(number, float):
                raise DocumentError(f"{text!r} is not finite")
            return Fraction(number) if word == "fraction" else number
        case "decimal":
            try:
                return Decimal(text)
            except ArithmeticError:
                raise DocumentError(f"{text[:40]!r} is no decimal") from None
        case "interval":
            interval = read_interval(text)
            return Quantity(interval, unit) if unit else interval
    raise DocumentError(f"{form!r} is no form of a value; write words, whole, decimal, fraction or interval")
