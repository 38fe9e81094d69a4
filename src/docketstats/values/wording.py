"""How a source's phrase for a number is read: a named rule for each kind of phrase.

"Over 435,719" excludes 435,719 when read literally; in the press it may be 435,719 itself. Rounding is never
guessed: a whole number is exact unless the figure says otherwise, and a share in decimals, percent or
fractions must say so.

The reader adds no bound that the words do not state: "fewer than 11" is everything below 11, since a change
may be negative where a count may not. That a count is at least 0 is for the model to add.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from decimal import Decimal
from fractions import Fraction
from typing import cast, get_args

import attrs

from docketstats.errors import IntervalError, UnitError, WordingError
from docketstats.values.formatting import plural
from docketstats.values.given import checked, shown
from docketstats.values.interval import End, Exact, Interval
from docketstats.values.interval import exact as to_exact
from docketstats.values.numerals import PURE, Value
from docketstats.values.phrases import LONGEST, Phrase, parse, quoting
from docketstats.values.readings import MOST_DIGITS, Reading, Stated, apply, check, digits, positive, rounded

__all__ = [
    "Precision",
    "Reading",
    "Wording",
    "percent",
    "phrase",
    "read",
    "read_number",
    "read_wording",
    "readings",
    "rounded",
]

Precision = int | Fraction | Decimal | str | None
"""A rounding step or a tolerance: an exact number, text that `read_number` reads, or nothing stated."""

# -- numbers -------------------------------------------------------------------------------------------------


def read_number(text: str) -> Exact:
    """Read one bare number: in digits, words, percent, or as a fraction or rate.

    Raises:
        WordingError: It is no such number.

    >>> read_number("2.5 million"), read_number("15%"), read_number("185 per 100,000")
    (2500000, Fraction(3, 20), Fraction(37, 20000))
    """
    value = _read_value(text)
    with quoting(text):
        value.check_point()
    return to_exact(value.number)


def _read_value(text: str) -> Value:
    with quoting(text):
        value = cast(Value, parse(text, "value"))
        if value.form == "times":
            raise WordingError("a multiple is not a bare number", mend="write the number alone")
        return value


def percent(x: int | Fraction | Decimal | str) -> Fraction:
    """Give a percentage as the pure number it is. Text may carry its "%" or not.

    Raises:
        InexactNumber: A float.
        WordingError: Text that is no percentage.

    >>> percent(15), percent("4.84 %")
    (Fraction(3, 20), Fraction(121, 2500))
    """
    if not isinstance(x, str):
        return Fraction(to_exact(x, what="percentage")) / 100
    value = _read_value(x)
    return value.number if value.form in PURE else value.number / 100


def _size(value: int | Fraction | Decimal | str, name: str) -> Exact:
    return positive(read_number(value) if isinstance(value, str) else to_exact(value, what=name), name)


# -- readings ------------------------------------------------------------------------------------------------


@attrs.frozen
class Wording:
    """A phrase, the interval it was read as, and the rule that read it.

    Attributes:
        text: The phrase as the source wrote it.
        rule: The rule, for readers.
        interval: The numbers that the phrase allows.
        reading: ``literal`` or ``press``.
        note: What else readers should know, such as a rounding that has no effect.

    >>> read_wording("Over 435,719").rule
    'literal: "over N" excludes N'
    """

    text: str
    rule: str = attrs.field(kw_only=True)
    interval: Interval = attrs.field(kw_only=True)
    reading: Reading = attrs.field(kw_only=True)
    note: str = attrs.field(default="", kw_only=True)


def read_wording(
    text: str,
    *,
    reading: Reading = "literal",
    rounded_to: Precision = None,
    tolerance: Precision = None,
    exact: bool = False,
    share: bool = False,
    kind: str = "",
    units: Collection[str] = (),
) -> Wording:
    """Read a phrase for a count, or for a pure number, and name the rule that read it.

    Args:
        text: The phrase, such as "more than 7.5 million".
        reading: ``literal`` or ``press``.
        rounded_to: The step that the printed number is rounded to, half up.
        tolerance: The greatest distance of the true number from the printed one.
        exact: Whether a number that looks rounded is exact.
        share: Whether a pure number is measured (a share, growth or ratio), not a count.
        kind: What is measured: ``count``, ``share``, ``ratio``, ``ratio at one date``, ``change``, ``growth``,
            ``average`` or ``flow``. Words for a level are then refused where a change is measured, and the other way
            round. None given, both are read.
        units: What is counted, such as person; words for another unit are refused. None given, any word will do.

    Raises:
        WordingError: No rule reads the phrase, or its rounding must be stated first.
        UnitError: The phrase names a unit that is not among these.
        InexactNumber: A float.

    >>> read_wording("about 3%", rounded_to="1%", share=True).rule
    'rounded to 1 %: [N - 1/2 %, N + 1/2 %)'
    """
    return _read(text, reading, share, rounded_to, tolerance, exact, kind, units)


def read(
    text: str,
    reading: Reading = "literal",
    *,
    rounded_to: Precision = None,
    tolerance: Precision = None,
    exact: bool = False,
) -> Interval:
    """Read a phrase as an interval; whether it is about a count or a share is for its words to say.

    Args:
        text: The phrase, such as "more than 7.5 million".
        reading: ``literal`` or ``press``.
        rounded_to: The step that the printed number is rounded to, half up.
        tolerance: The greatest distance of the true number from the printed one.
        exact: Whether a number that looks rounded is exact.

    Raises:
        WordingError: No rule reads the phrase, or its rounding must be stated first.
        InexactNumber: A float.

    >>> read("more than 7.5 million"), read("more than 7.5 million", "press")
    (Interval(7500000, inf, lower_open=True), Interval(7500000, inf))
    """
    return _read(text, reading, None, rounded_to, tolerance, exact).interval


def readings(
    text: str,
    *,
    rounded_to: Precision = None,
    tolerance: Precision = None,
    exact: bool = False,
    share: bool = False,
    kind: str = "",
    units: Collection[str] = (),
) -> tuple[Wording, Wording]:
    """Give the weakest and the strongest admissible reading of a claim, with the arguments of `read_wording`.

    The weakest is the press reading; the strongest is the literal one, which also uses a stated rounding.

    >>> [w.interval for w in readings("almost 2 million", rounded_to=100_000)]
    [Interval(-inf, 2000000), Interval(1950000, 2000000, upper_open=True)]
    """
    weakest = _read(text, "press", share, rounded_to, tolerance, exact, kind, units)
    return weakest, _read(text, "literal", share, rounded_to, tolerance, exact, kind, units)


def _read(
    text: str,
    reading: Reading,
    share: bool | None,
    rounded_to: Precision,
    tolerance: Precision,
    exact: bool,
    kind: str = "",
    units: Collection[str] = (),
) -> Wording:
    with quoting(text):
        stated = Stated(
            None if rounded_to is None else _size(rounded_to, "rounded_to"),
            None if tolerance is None else _size(tolerance, "tolerance"),
            exact,
        )
        if reading not in get_args(Reading):
            raise WordingError(f"there is no reading {shown(reading)}", mend='use "literal" or "press"')
        said = cast(Phrase, parse(text, "start"))
        stated = stated.with_words(said)
        check(said, stated, share, kind)
        if units and (others := sorted(said.counted.difference(units))):
            named, counted = (" and ".join(map(plural, some)) for some in (others, sorted(units)))
            mend = "units do not mix: report what the source counted, or a ratio that links them"
            raise UnitError(f"the words count {named}, and the docket counts {counted}", mend=mend)
        interval, rule, used = apply(said, reading, stated, kind)
    notes = list(said.remarks)
    if stated.name and not used:
        notes.insert(0, f'{stated.name} has no effect on "{said.words}", read as {reading}')
    if any(value.form == "times" for value in said.values):
        notes.append("a multiple is a ratio; the growth is one less")
    return Wording(text, rule=rule, interval=interval, reading=reading, note="; ".join(notes))


# -- printing ------------------------------------------------------------------------------------------------


def phrase(interval: Interval) -> str:
    """Write an interval as a wording: read literally, the wording is that interval again.

    Raises:
        IntervalError: The empty interval, which no wording says.
        WordingError: Its numbers have too many digits for a wording.

    >>> phrase(Interval.more_than(7_500_000)), phrase(Interval(5, 10, upper_open=True))
    ('more than 7,500,000', 'at least 5 and less than 10')
    >>> phrase(Interval.exactly(Fraction(1, 3))), phrase(Interval(20, 30)), phrase(Interval.entire())
    ('exactly 1/3', '20 to 30', 'unknown')
    """
    if checked(interval, Interval, "what is worded").is_empty:
        raise IntervalError("the empty interval has no wording", mend="ask is_empty first")
    text = _worded(interval, ",")
    if len(text) > LONGEST:
        text = _worded(interval, "")
    if any(digits(end) > MOST_DIGITS for end in (interval.lower, interval.upper)):
        raise WordingError(f"a number of a wording has at most {MOST_DIGITS} digits", mend="keep the interval")
    return text


def _worded(interval: Interval, comma: str) -> str:
    if interval.is_entire:
        return "unknown"
    if interval.is_point:
        return f"exactly {_number(interval.lower, comma)}"
    low = f"{'more than' if interval.lower_open else 'at least'} {_number(interval.lower, comma)}"
    high = f"{'less than' if interval.upper_open else 'at most'} {_number(interval.upper, comma)}"
    if interval.upper == math.inf:
        return low
    if interval.lower == -math.inf:
        return high
    if interval.lower_open or interval.upper_open:
        return f"{low} and {high}"
    return f"{_number(interval.lower, comma)} to {_number(interval.upper, comma)}"


def _number(end: End, comma: str) -> str:
    """Write a number in digits, with decimals where six show it exactly and none may be taken for thousands."""
    if isinstance(end, float):
        return ""
    over, under = end.numerator, end.denominator
    if under == 1:
        return f"{over:{comma}}"
    if 10**6 % under or abs(over) > 10**20:  # a Decimal divides exactly up to 28 digits
        return f"{over}/{under}"
    text = f"{Decimal(over) / Decimal(under):{comma}f}"
    thousands = len(text.partition(".")[2]) == 3 and 1 <= abs(Fraction(over, under)) < 1000
    return f"{text}0" if thousands else text
