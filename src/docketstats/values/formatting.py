"""Numbers and intervals in words. Pure text: nothing here knows units beyond their plurals."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from fractions import Fraction

from docketstats.values.interval import End, Exact, Interval

_COUNTS = frozenset({"person", "case", "stay", "charge", "event"})
_PLURALS = {name: f"{name.replace('_', ' ')}s" for name in (*_COUNTS, "day", "year", "percentage_point")}


_FEWEST_DIGITS = 3
"""Digits of a number below a tenth that are shown where it must be rounded."""
_MOST_PLACES = 12
"""Decimals that are shown of a number of next to nothing."""


def printable(text: str) -> str:
    r"""A text in which what a terminal would obey or hide is an escape: controls, and marks of direction or no width.

    >>> printable("naïve\n\x1b[31m\u202e")
    'naïve\\n\\x1b[31m\\u202e'
    """
    return "".join(one if _is_shown(one) else one.encode("unicode_escape").decode() for one in text)


def _is_shown(letter: str) -> bool:
    return letter.isprintable() or unicodedata.category(letter) == "Zs"


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows of cells as lines in which each column begins at one place.

    >>> aligned([("a", "b"), ("long", "c")])
    ['a     b', 'long  c']
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return [line.rstrip() for line in lines]


def plural(unit: str) -> str:
    """The word for several of a unit.

    >>> plural("person")
    'persons'
    """
    return _PLURALS.get(unit, unit)


def format_number(x: End, *, places: int = 2) -> str:
    """Write a number with commas between thousands.

    A fraction that ``places`` decimals show exactly is written in full; any other is rounded to the nearest. A number
    below a tenth has as many decimals as its first three digits need.

    >>> format_number(13_099), format_number(Fraction(1, 2)), format_number(Fraction(2, 3))
    ('13,099', '0.5', '0.67')
    """
    if isinstance(x, float):
        return _infinite(x)
    places = _enough(x, places)
    return _decimal(x, places) or _fixed(round(x * 10**places), places)


def format_end(x: End, unit: str = "", *, up: bool, places: int = 2) -> str:
    """Write one end of an interval, rounded up or down where its decimals do not show it exactly.

    >>> format_end(Fraction(100, 3), "percent", up=False), format_end(Fraction(100, 3), "percent", up=True)
    ('33.33 %', '33.34 %')
    """
    return _with_unit(_shown(x, places, up=up)[1], unit)


def rounded_end(x: End, *, up: bool, places: int = 2) -> str:
    """One end of an interval as a number without unit, rounded up or down where its decimals do not show it exactly.

    >>> rounded_end(Fraction(2, 3), up=False), rounded_end(Fraction(2, 3), up=True)
    ('0.66', '0.67')
    """
    return _shown(x, places, up=up)[1]


def format_interval(interval: Interval, unit: str = "", *, places: int = 2) -> str:
    """Write an interval in words, in the unit in which its ends are given (``percent``: 3 is 3 %).

    Ends that ``places`` decimals do not show exactly are rounded outward, and the text then says so. An end below a
    tenth has as many decimals as its first three digits need.

    >>> format_interval(Interval(0, 13_099), "person")
    '0 to 13,099 persons'
    >>> format_interval(Interval.exactly(Fraction(1_964_500, 405_786)), "percent")
    '4.84 % to 4.85 % (rounded outward)'
    """
    if interval.is_empty:
        return "no value at all"
    lower, low = _shown(interval.lower, places, up=False)
    upper, high = _shown(interval.upper, places, up=True)
    text = _phrase(interval, low, high, unit)
    return text if lower and upper else f"{text} (rounded outward)"


def _several(unit: str) -> str:
    return "%" if unit == "percent" else f"per {unit[2:]}" if unit.startswith("1/") else plural(unit)


def _with_unit(number: str, unit: str) -> str:
    one = number == "1" and unit in _PLURALS
    return f"{number} {unit.replace('_', ' ') if one else _several(unit)}".rstrip()


def _phrase(interval: Interval, low: str, high: str, unit: str) -> str:
    many = _several(unit)
    fewer = "fewer than" if unit in _COUNTS else "less than"
    bounded_below = interval.lower != -math.inf
    bounded_above = interval.upper != math.inf
    if not bounded_below and not bounded_above:
        return "any percentage" if unit == "percent" else f"any number of {many}" if unit else "any number"
    if not bounded_above:
        if interval.lower == 0 and not interval.lower_open:
            return f"{'0 % or more' if unit == 'percent' else f'0 or more {many}'.rstrip()}, without limit"
        return f"{'more than' if interval.lower_open else 'at least'} {_with_unit(low, unit)}"
    at_most = f"{fewer} " if interval.upper_open else "at most "
    if not bounded_below:
        return at_most + _with_unit(high, unit)
    if low == high:
        return _with_unit(high, unit)
    # The unit stands once, behind the last number; a percent sign belongs to each.
    first, last = (f"{low} %", f"{high} %") if unit == "percent" else (low, f"{high} {many}".rstrip())
    if not interval.lower_open and not interval.upper_open:
        return f"{first} to {last}"
    return f"{'more than' if interval.lower_open else 'at least'} {first} and {at_most}{last}"


def _shown(x: End, places: int, *, up: bool) -> tuple[bool, str]:
    """Write an end, rounded up or down if need be, after whether it is exact."""
    if isinstance(x, float):
        return True, _infinite(x)
    places = _enough(x, places)
    if text := _decimal(x, places):
        return True, text
    scaled = x * 10**places
    return False, _fixed(math.ceil(scaled) if up else math.floor(scaled), places)


def _enough(x: Exact, places: int) -> int:
    """The decimals to show of a number: more of one that is near 0 than ``places``."""
    first = 1  # the place of its first digit
    while 0 < abs(x) * 10**first < 1 and first < _MOST_PLACES:
        first += 1
    return places if first == 1 else max(places, min(first + _FEWEST_DIGITS - 1, _MOST_PLACES))


def format_level(level: Exact) -> str:
    """Write a confidence level with four decimals, rounded down: it must not look better than it is.

    >>> format_level(Fraction(19, 20)), format_level(Fraction(99_999, 100_000))
    ('0.95', '0.9999')
    """
    return _decimal(Fraction(math.floor(level * 10**4), 10**4), 4)


def format_confidence(level: Exact) -> str:
    """Write a confidence level in percent, rounded down as in `format_level`.

    >>> format_confidence(Fraction(19, 20)), format_confidence(Fraction(999_999, 1_000_000))
    ('95 %', '99.99 %')
    """
    return format_end(level * 100, "percent", up=False)


def _infinite(x: float) -> str:
    return "infinity" if x > 0 else "-infinity"


def _decimal(x: Exact, places: int) -> str:
    """Write a number in full, without needless zeros, or give an empty text if ``places`` are too few."""
    scaled = Fraction(x) * 10**places
    if scaled.denominator != 1:
        return ""
    text = _fixed(scaled.numerator, places)
    return text.rstrip("0").rstrip(".") if places else text


def _fixed(scaled: int, places: int) -> str:
    """Write ``scaled / 10**places`` with that many decimals."""
    whole, rest = divmod(abs(scaled), 10**places)
    sign = "-" if scaled < 0 else ""
    return f"{sign}{whole:,}" + (f".{rest:0{places}}" if places else "")
