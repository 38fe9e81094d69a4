"""The rules that read a phrase: which interval each kind of phrase is, literally and in the press, and what is refused.

Every rule has a name that readers see. Literal takes words as they stand. The press reading is the weakest that the
same words admit: "more than N" may be N itself, "thousands" one thousand and more, "the low thousands" any thousands.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Literal

import attrs

from docketstats.errors import WordingError
from docketstats.values.given import checked
from docketstats.values.interval import End, Exact, Interval
from docketstats.values.interval import exact as to_exact
from docketstats.values.numerals import PURE, show
from docketstats.values.phrases import Phrase

Reading = Literal["literal", "press"]
"""``literal`` takes words as they stand; ``press`` lets "more than N" and "nearly N" be N itself."""

MOST_DIGITS = 80
"""Digits that an end of a reading may have, over and under its fraction line: so it can be printed and read again."""


def rounded(value: Exact, to: Exact) -> Interval:
    """Give the numbers that round half up to a value, at steps of ``to``.

    The lower end is in and the upper end is out, whatever the sign: -5 rounded to 1 is [-5.5, -4.5).

    Raises:
        InexactNumber: A float.
        WordingError: ``to`` is not above 0.

    >>> rounded(2_000_000, 100_000)
    Interval(1950000, 2050000, upper_open=True)
    """
    value, half = to_exact(value), Fraction(positive(to_exact(to, what="rounded_to"), "rounded_to")) / 2
    return Interval(value - half, value + half, upper_open=True)


def positive(number: Exact, name: str) -> Exact:
    """A number above 0.

    Raises:
        WordingError: It is not.
    """
    if number <= 0:
        raise WordingError(f"{name} is {show(number)}", mend=f"give {name} a number above 0")
    return number


@attrs.frozen
class Stated:
    """What is said about the precision of a number, by the figure or by the words themselves."""

    rounded_to: Exact | None
    tolerance: Exact | None
    exact: bool

    def __attrs_post_init__(self) -> None:
        checked(self.exact, bool, "exact")
        if (self.rounded_to is not None) + (self.tolerance is not None) + self.exact > 1:
            raise WordingError("rounded_to, tolerance and exact exclude each other", mend="give one of them")

    @property
    def name(self) -> str:
        """Which of the three is said, if any is."""
        if self.rounded_to is not None:
            return "rounded_to"
        return "tolerance" if self.tolerance is not None else "exact" if self.exact else ""

    def with_words(self, phrase: Phrase) -> Stated:
        """This, or what the words say about precision. Where both speak they must agree."""
        if phrase.step is None and phrase.margin is None:
            return self
        said = Stated(phrase.step, phrase.margin, False)
        if self.name and (self.rounded_to, self.tolerance) != (said.rounded_to, said.tolerance):
            what = f"the words state their precision, and {self.name} another"
            raise WordingError(what, mend=f"leave out {self.name}")
        return said

    def near(self, number: Fraction) -> Interval | None:
        """The numbers that may be printed as this one, or None where nothing is said."""
        if self.rounded_to is not None:
            return rounded(number, self.rounded_to)
        if self.tolerance is not None:
            return Interval(number - self.tolerance, number + self.tolerance)
        return None

    def rule(self, percent: bool) -> str:
        """The rule that `near` applies."""
        if self.rounded_to is not None:
            half = show(Fraction(self.rounded_to) / 2, percent)
            return f"rounded to {show(self.rounded_to, percent)}: [N - {half}, N + {half})"
        margin = show(self.tolerance or 0, percent)
        return f"within {margin}: [N - {margin}, N + {margin}]"


def digits(end: End) -> int:
    """How many digits an end has, over and under its fraction line."""
    return 0 if isinstance(end, float) else len(f"{abs(end.numerator)}{end.denominator}")


# -- what is refused -----------------------------------------------------------------------------------------


def check(phrase: Phrase, stated: Stated, share: bool | None, kind: str) -> None:
    """Refuse a phrase that does not fit what is measured, or that needs a stated precision.

    Raises:
        WordingError: It says what to write instead.
    """
    forms = {value.form for value in phrase.values}
    if not share:
        for value in phrase.values:
            value.check_point()
    if share is False:
        _check_count(phrase, forms, kind)
    elif share and phrase.kind in ("PLURAL", "RANGE"):
        raise WordingError(f'"{phrase.words}" counts, and a share is measured', mend='write "N %" or "A to B %"')
    _check_kind(phrase, forms, bool(share), kind)
    _check_precision(phrase, stated, share)


def _check_count(phrase: Phrase, forms: set[str], kind: str) -> None:
    if phrase.kind in ("MOST", "MINORITY", "ALL"):
        raise WordingError(f"{phrase.words} of what?", mend="report share(..., among=...)")
    if "times" in forms:
        raise WordingError("a multiple of what?", mend="report ratio(...)")
    if forms & PURE and kind == "change":
        raise WordingError("a change of a count by a part of it is its growth", mend="report growth(...)")
    if forms & PURE:
        raise WordingError("a percentage or fraction of what?", mend="report share(..., among=...)")


def _check_kind(phrase: Phrase, forms: set[str], share: bool, kind: str) -> None:
    """Keep levels and changes apart, and percent and percentage points."""
    if phrase.level and kind in ("change", "growth"):
        mend = "write the level as a count on its date, or the change as 'up N' or 'down N'"
        raise WordingError("this is a level and not a change", mend=mend)
    if phrase.moved and "times" in forms:
        if kind not in ("ratio", "growth"):
            mend = f'report ratio(...) or growth(...), or write "{_as_growth(phrase)}" for a growth'
            raise WordingError("a multiple that rises may be a ratio or a growth", mend=mend)
        return
    if phrase.moved and kind in ("count", "share", "ratio", "ratio at one date", "average", "flow"):
        raise WordingError("this is a change and not a level", mend="report change(...) or growth(...)")
    if "points" in forms and kind in ("share", "growth", "ratio", "ratio at one date"):
        raise WordingError("percentage points are the difference of two shares", mend="report change(share(...), ...)")
    if kind == "change" and share and forms & {"percent", "rate", "fraction"}:
        mend = 'write "percentage points", or report growth(...)'
        raise WordingError("a share may change by percent or by percentage points", mend=mend)
    if "times" in forms and (kind == "share" or (kind == "change" and share)):
        mend = 'state the share at each date, as "N %"'
        raise WordingError("a multiple compares two shares, and is neither a share nor its change", mend=mend)
    if kind == "ratio at one date" and any(value.moved for value in phrase.values):
        mend = 'write "N times as many", or report ratio(...) of one count at two dates'
        raise WordingError("this says how a count moved, and the ratio is of two counts at one date", mend=mend)
    if kind == "growth" and "times" in forms:
        mend = f'report ratio(...), or write "{_as_growth(phrase)}"'
        raise WordingError("a multiple is a ratio; the growth is one less", mend=mend)


def _as_growth(phrase: Phrase) -> str:
    """The growth that a multiple is, in words."""
    grown = [value.number - 1 for value in phrase.values]
    return f"{'down' if grown[0] < 0 else 'up'} {' to '.join(show(abs(one), percent=True) for one in grown)}"


def _check_precision(phrase: Phrase, stated: Stated, share: bool | None) -> None:
    vague = phrase.kind in ("ABOUT", "OR_SO")
    if vague and stated.exact:
        raise WordingError(f'"{phrase.words}" is not exact', mend="give rounded_to or tolerance instead")
    if phrase.kind == "EXACTLY" and stated.name in ("rounded_to", "tolerance"):
        raise WordingError(f'"{phrase.words}" is not rounded', mend=f"leave out {stated.name}")
    if phrase.kind == "NEARLY" and phrase.values[0].number <= 0:
        # Nearly -5 is -4 to one writer and -6 to another, and nearly 0 is seldom below it.
        mend = 'write "more than N" or "less than N"'
        raise WordingError(f'it is not clear on which side of N "{phrase.words}" lies', mend=mend)
    per = next((one.unit_words for one in phrase.values if one.unit_words.startswith("per ")), "")
    step = f'"1 {per}"' if per else '"1%"'
    if vague and not stated.name:
        mend = f"add rounded_to (such as {step}{'' if per else ' or 100_000'}) or tolerance"
        raise WordingError(f'"{phrase.words}" does not say how near', mend=mend)
    if phrase.kind == "BARE" and share is not False and not stated.name and phrase.values[0].is_loose(share):
        what = f"a {'rate' if per else 'share'} may be rounded, and this one does not say so"
        raise WordingError(what, mend=f"add rounded_to (such as {step}), tolerance or exact=True")
    coarse = share and stated.rounded_to
    if coarse and any(0 < 2 * abs(one.number) < coarse for one in phrase.values):
        # Such a step, as of 1 % for a rate per 100,000, would let the words say next to nothing.
        what = f"what is rounded to {show(coarse)} and this small is printed as 0"
        raise WordingError(what, mend=f"give rounded_to a smaller step{f', such as {step}' if per else ''}")


# -- what is read --------------------------------------------------------------------------------------------

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
_HALF = Fraction(1, 2)
_WHOLES = {
    "SUPPRESSED": (Interval.entire(), "bounds nothing: unknown is neither zero nor all"),
    "MOST": (Interval.more_than(_HALF), "is more than half"),
    "MINORITY": (Interval.less_than(_HALF), "is less than half"),
    "ALL": (Interval.exactly(1), "is the whole"),
}


def apply(phrase: Phrase, reading: Reading, stated: Stated, kind: str = "") -> tuple[Interval, str, bool]:
    """The interval of a phrase, the rule that gives it, and whether the stated precision was used.

    Raises:
        WordingError: Its numbers have too many digits.
    """
    interval, rule, used = _interval(phrase, reading, stated)
    interval, bound = _directed(phrase, interval)
    if phrase.moved and any(value.form == "times" for value in phrase.values):
        interval, rule = _multiplied(interval, rule, reading, kind)
    for end in (interval.lower, interval.upper):
        if digits(end) > MOST_DIGITS:
            raise WordingError(f"a number has at most {MOST_DIGITS} digits", mend="quote the phrase only")
    if phrase.moved == "DOWN":
        bound = "; a fall is negative"
    rule += bound
    if phrase.level:
        rule += f'; "{phrase.level} N" is the level N, and no change'
    return interval, rule, used


def _directed(phrase: Phrase, interval: Interval) -> tuple[Interval, str]:
    """The part of an interval on the side that a word of direction names, and the rule if that says more.

    A rise is above 0 and a fall below it, save where the words name 0 themselves; "doubled" is above 1, "halved" below.
    """
    times = any(value.form == "times" for value in phrase.values)
    direction = phrase.moved or next((value.moved for value in phrase.values if value.moved), "")
    if not direction:
        return interval, ""
    up, least = direction == "UP", 1 if times else 0
    closed = not times and any(value.number == 0 for value in phrase.values)
    rule = "; a rise is positive"
    if times:
        rule = f"; what {'grew' if up else 'fell'} is {'above' if up else 'below'} 1 times"
    left = Interval.at_least(least) if up else Interval.at_most(least)
    if not closed:
        left = Interval.more_than(least) if up else Interval.less_than(least)
    left = left.intersection(interval)
    if left.is_empty:  # grew onefold
        raise WordingError("no rise or fall is left", mend='write "up N" or "down N", with N above 0')
    return left, rule if left != interval else ""


def _interval(phrase: Phrase, reading: Reading, stated: Stated) -> tuple[Interval, str, bool]:
    kind, words, falls = phrase.kind, phrase.words, phrase.moved == "DOWN"
    if kind in _WHOLES:
        interval, meaning = _WHOLES[kind]
        return interval, f'"{words}" {meaning}', False
    numbers = [-value.number if falls else value.number for value in phrase.values]
    if kind == "SPAN":
        return Interval(min(numbers), max(numbers)), f'"{words}" includes both ends{phrase.note}', False
    if kind in ("PLURAL", "RANGE"):
        return *_magnitude(phrase, numbers, reading), False
    if kind == "BOTH":
        low, high = (
            _bound(half, number, falls, reading, lead)
            for (half, lead), number in zip(phrase.halves, numbers, strict=True)
        )
        ends = ("excludes" if excluded else "may be" if strict else "includes" for _, excluded, strict in (low, high))
        rule = ", ".join(f'"{lead} N" {end} N' for (_, lead), end in zip(phrase.halves, ends, strict=True))
        return low[0].intersection(high[0]), f"{reading}: {rule}{phrase.note}", False
    (number,) = numbers
    near = stated.near(number)
    near_rule = "" if near is None else stated.rule(phrase.values[0].form in ("percent", "points"))
    if kind not in _BOUNDS:
        if near is not None:
            return near, near_rule, True
        if stated.exact:
            return Interval.exactly(number), "stated to be exact", True
        rule = "a number is exact unless said to be rounded"
        if words != "N":
            rule = f'"{words}" is {"N" if "N" in words else show(number)}'
        return Interval.exactly(number), rule, False
    mirrored = falls or phrase.values[0].falls
    interval, excluded, strict = _bound(kind, number, mirrored, reading, words)
    cut = "; more than halved is less than half" if phrase.values[0].falls else ""
    if not strict:
        return interval, f'"{words}" includes N{cut}', False
    if excluded and reading == "press":
        return interval, f'"{words}" excludes N{cut}', False
    rule = (f'literal: "{words}" excludes N' if excluded else f'press: "{words}" may be N itself') + cut
    if excluded and near is not None and kind in ("NEARLY", "JUST_OVER"):
        return interval.intersection(near), f"{rule}, {near_rule}", True
    return interval, rule, False


def _bound(kind: str, number: Fraction, mirrored: bool, reading: Reading, words: str) -> tuple[Interval, bool, bool]:
    """The numbers on one side of N, whether N is excluded, and whether it is when read literally.

    A sign such as "<" is mathematics and not a phrase that the press stretches. The mirror of a fall turns a lower
    bound into an upper one.
    """
    below, strict = _BOUNDS[kind]
    excluded = strict and (reading == "literal" or words[0] in "<>")
    if below != mirrored:
        return (Interval.more_than if excluded else Interval.at_least)(number), excluded, strict
    return (Interval.less_than if excluded else Interval.at_most)(number), excluded, strict


def _multiplied(interval: Interval, rule: str, reading: Reading, kind: str) -> tuple[Interval, str]:
    """The reading of "grew fourfold": four times as many, and to the press perhaps four times more."""
    if reading == "press":
        interval = interval.hull(interval + 1)
        rule += "; press: a rise N-fold may be to N + 1 times as many"
    else:
        rule += "; literal: a rise N-fold is to N times as many"
    return interval - 1 if kind == "growth" else interval, rule


def _magnitude(phrase: Phrase, numbers: list[Fraction], reading: Reading) -> tuple[Interval, str]:
    """The reading of "thousands", of "double digits", or of a third of such a range."""
    words = phrase.words
    if phrase.kind == "PLURAL":
        (one,) = numbers
        least = 2 * one if reading == "literal" else one
        meaning = "are two or more" if reading == "literal" else "may be one and more"
        return Interval(least, math.inf), f'{reading}: "{words}" {meaning}: at least {show(least)}'
    low, high = numbers
    rule = f'"{words}" are from {show(low)} to below {show(high)}'
    if phrase.third is None:
        return Interval(low, high, upper_open=True), rule
    step = (high - low) / 3
    if reading == "press":
        return Interval(low, high, upper_open=True), f'press: "{words}" may be any of the range'
    first = low + phrase.third * step
    part = ("first", "second", "last")[phrase.third]
    return Interval(first, first + step, upper_open=True), f'literal: "{words}" are the {part} third of the range'
