"""How a source's phrase for a number is read: a named rule for each kind of phrase.

"Over 435,719" excludes 435,719 when read literally; in the press it may be 435,719 itself. Rounding is never
guessed: a whole number is exact unless the figure says otherwise, and a share in decimals, percent or
fractions must say so.

The reader adds no bound that the words do not state: "fewer than 11" is everything below 11, since a change
may be negative where a count may not. That a count is at least 0 is for the model to add.
"""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from fractions import Fraction
from typing import Literal, cast, get_args

import attrs

from docketstats.errors import UnitError, WordingError
from docketstats.values.formatting import plural
from docketstats.values.interval import Exact, Interval
from docketstats.values.interval import exact as to_exact
from docketstats.values.phrases import PURE, Phrase, Value, parse, quoting, show

Reading = Literal["literal", "press"]
"""``literal`` takes words as they stand; ``press`` lets "more than N" and "nearly N" be N itself."""
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


def rounded(value: Exact, to: Exact) -> Interval:
    """Give the numbers that round half up to a value, at steps of ``to``.

    The lower end is in and the upper end is out, whatever the sign: -5 rounded to 1 is [-5.5, -4.5).

    Raises:
        InexactNumber: A float.
        WordingError: ``to`` is not above 0.

    >>> rounded(2_000_000, 100_000)
    Interval(1950000, 2050000, upper_open=True)
    """
    value, half = to_exact(value), Fraction(_positive(to, "rounded_to")) / 2
    return Interval(value - half, value + half, upper_open=True)


def _positive(value: int | Fraction | Decimal | str, name: str) -> Exact:
    number = read_number(value) if isinstance(value, str) else to_exact(value, what=name)
    if number <= 0:
        raise WordingError(f"{name} is {show(number)}", mend=f"give {name} a number above 0")
    return number


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


@attrs.frozen
class _Stated:
    """What the figure says about the precision of its number."""

    rounded_to: Exact | None
    tolerance: Exact | None
    exact: bool

    @classmethod
    def of(cls, rounded_to: Precision, tolerance: Precision, exact: bool) -> _Stated:
        if (rounded_to is not None) + (tolerance is not None) + exact > 1:
            raise WordingError("rounded_to, tolerance and exact exclude each other", mend="give one of them")
        return cls(
            None if rounded_to is None else _positive(rounded_to, "rounded_to"),
            None if tolerance is None else _positive(tolerance, "tolerance"),
            exact,
        )

    @property
    def name(self) -> str:
        if self.rounded_to is not None:
            return "rounded_to"
        return "tolerance" if self.tolerance is not None else "exact" if self.exact else ""

    def near(self, number: Fraction) -> Interval | None:
        """The numbers that may be printed as this one, or None where nothing is said."""
        if self.rounded_to is not None:
            return rounded(number, self.rounded_to)
        if self.tolerance is not None:
            return Interval(number - self.tolerance, number + self.tolerance)
        return None

    def rule(self, percent: bool) -> str:
        if self.rounded_to is not None:
            half = show(Fraction(self.rounded_to) / 2, percent)
            return f"rounded to {show(self.rounded_to, percent)}: [N - {half}, N + {half})"
        margin = show(self.tolerance or 0, percent)
        return f"within {margin}: [N - {margin}, N + {margin}]"


# Bounds: whether N bounds from below, and whether N itself is out when read literally.
_BOUNDS = {
    "MORE": (True, True),
    "JUST_OVER": (True, True),
    "AT_LEAST": (True, False),
    "OR_MORE": (True, False),
    "LESS": (False, True),
    "NEARLY": (False, True),
    "AT_MOST": (False, False),
    "OR_LESS": (False, False),
}


def read_wording(
    text: str,
    *,
    reading: Reading = "literal",
    rounded_to: Precision = None,
    tolerance: Precision = None,
    exact: bool = False,
    share: bool = False,
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
        units: What is counted, such as person; words for another unit are refused. None given, any word will do.

    Raises:
        WordingError: No rule reads the phrase, or its rounding must be stated first.
        UnitError: The phrase names a unit that is not among these.
        InexactNumber: A float.

    >>> read_wording("about 3%", rounded_to="1%", share=True).rule
    'rounded to 1 %: [N - 1/2 %, N + 1/2 %)'
    """
    return _read(text, reading, share, rounded_to, tolerance, exact, units)


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
    units: Collection[str] = (),
) -> tuple[Wording, Wording]:
    """Give the weakest and the strongest admissible reading of a claim, with the arguments of `read_wording`.

    The weakest is the press reading; the strongest is the literal one, which also uses a stated rounding.

    >>> [w.interval for w in readings("almost 2 million", rounded_to=100_000)]
    [Interval(-inf, 2000000), Interval(1950000, 2000000, upper_open=True)]
    """
    weakest = _read(text, "press", share, rounded_to, tolerance, exact, units)
    return weakest, _read(text, "literal", share, rounded_to, tolerance, exact, units)


def _read(
    text: str,
    reading: Reading,
    share: bool | None,
    rounded_to: Precision,
    tolerance: Precision,
    exact: bool,
    units: Collection[str] = (),
) -> Wording:
    with quoting(text):
        stated = _Stated.of(rounded_to, tolerance, exact)
        if reading not in get_args(Reading):
            raise WordingError(f"there is no reading {reading!r}", mend='use "literal" or "press"')
        phrase = cast(Phrase, parse(text, "start"))
        _refuse(phrase, stated, share)
        if units and (others := sorted(phrase.counted.difference(units))):
            named, counted = (" and ".join(map(plural, some)) for some in (others, sorted(units)))
            mend = "units do not mix: report what the source counted, or a ratio that links them"
            raise UnitError(f"the words count {named}, and the docket counts {counted}", mend=mend)
        interval, rule, used = _apply(phrase, reading, stated)
    notes = []
    if stated.name and not used:
        notes.append(f'{stated.name} has no effect on "{phrase.words}", read as {reading}')
    if any(value.form == "times" for value in phrase.values):
        notes.append("a multiple is a ratio; the growth is one less")
    return Wording(text, rule=rule, interval=interval, reading=reading, note="; ".join(notes))


def _refuse(phrase: Phrase, stated: _Stated, share: bool | None) -> None:
    """Raise for a phrase that does not fit what is measured, or that needs a stated precision."""
    forms = {value.form for value in phrase.values}
    if not share:
        for value in phrase.values:
            value.check_point()
    if share is False:
        if phrase.kind in ("MOST", "ALL"):
            raise WordingError(f"{phrase.words} of what?", mend="report share(..., among=...)")
        if "times" in forms:
            raise WordingError("a multiple of what?", mend="report ratio(...)")
        if forms & PURE:
            raise WordingError("a percentage or fraction of what?", mend="report share(..., among=...)")
    vague = phrase.kind in ("ABOUT", "OR_SO")
    if vague and stated.exact:
        raise WordingError(f'"{phrase.words}" is not exact', mend="give rounded_to or tolerance instead")
    if phrase.kind == "EXACTLY" and stated.name in ("rounded_to", "tolerance"):
        raise WordingError(f'"{phrase.words}" is not rounded', mend=f"leave out {stated.name}")
    if phrase.kind == "NEARLY" and phrase.values[0].number <= 0:
        # Nearly -5 is -4 to one writer and -6 to another, and nearly 0 is seldom below it.
        mend = 'write "more than N" or "less than N"'
        raise WordingError(f'it is not clear on which side of N "{phrase.words}" lies', mend=mend)
    if vague and not stated.name:
        mend = 'add rounded_to (such as "1%" or 100_000) or tolerance'
        raise WordingError(f'"{phrase.words}" does not say how near', mend=mend)
    if phrase.kind == "BARE" and share is not False and not stated.name and phrase.values[0].is_loose(share):
        mend = 'add rounded_to (such as "1%"), tolerance or exact=True'
        raise WordingError("a share may be rounded, and this one does not say so", mend=mend)


def _apply(phrase: Phrase, reading: Reading, stated: _Stated) -> tuple[Interval, str, bool]:
    """Apply the rule for a kind of phrase; also tells whether the stated precision was used."""
    kind, words = phrase.kind, phrase.words
    if kind == "SUPPRESSED":
        return Interval.entire(), f'"{words}" bounds nothing: unknown is neither zero nor all', False
    if kind == "MOST":
        return Interval.more_than(Fraction(1, 2)), f'"{words}" is more than half', False
    if kind == "ALL":
        return Interval.exactly(1), f'"{words}" is the whole', False

    falls = phrase.moved == "DOWN"
    numbers = [-value.number if falls else value.number for value in phrase.values]
    fall = "; a fall is negative" if falls else ""
    if kind == "SPAN":
        return Interval(min(numbers), max(numbers)), f'"{words}" includes both ends{phrase.note}{fall}', False

    (number,) = numbers
    near = stated.near(number)
    near_rule = "" if near is None else stated.rule(phrase.values[0].form == "percent")
    if kind not in _BOUNDS:
        if near is not None:
            return near, near_rule + fall, True
        if stated.exact:
            return Interval.exactly(number), "stated to be exact" + fall, True
        return Interval.exactly(number), "a number is exact unless said to be rounded" + fall, False

    below, strict = _BOUNDS[kind]
    # A sign such as "<" is mathematics and not a phrase that the press stretches.
    excluded = strict and (reading == "literal" or phrase.words[0] in "<>")
    interval = Interval.more_than(number) if excluded else Interval.at_least(number)
    if below == falls:  # N bounds from above; the mirror of a fall turns a lower bound into an upper one
        interval = Interval.less_than(number) if excluded else Interval.at_most(number)
    if not strict:
        return interval, f'"{words}" includes N{fall}', False
    if excluded and reading == "press":
        return interval, f'"{words}" excludes N{fall}', False
    rule = f'literal: "{words}" excludes N' if excluded else f'press: "{words}" may be N itself'
    if excluded and near is not None and kind in ("NEARLY", "JUST_OVER"):
        return interval.intersection(near), f"{rule}, {near_rule}{fall}", True
    return interval, rule + fall, False
