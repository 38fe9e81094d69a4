"""Printed numbers: in digits, in words and as fractions."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from docketstats.errors import WordingError
from docketstats.values.interval import Exact
from docketstats.values.lexicon import PARTS, SCALES, SMALL, TENS

if TYPE_CHECKING:
    from lark import Token

PURE = {"percent", "points", "rate", "times", "fraction"}
"""Forms of numbers that are no counts."""


@attrs.frozen
class Value:
    """A printed number: `mantissa` units, such as 7.5 units of a million, and the words for that unit.

    ``counted`` is what the words say that is counted, such as person; ``digits`` are the digits as they were printed;
    ``moved`` is where a multiple such as "doubled" goes, UP or DOWN; ``fold`` whether it is written with that word.
    """

    mantissa: Fraction
    unit: Fraction = attrs.field(default=Fraction(1))
    unit_words: str = attrs.field(default="", kw_only=True)
    form: str = attrs.field(default="whole", kw_only=True)
    counted: str = attrs.field(default="", kw_only=True)
    digits: str = attrs.field(default="", kw_only=True)
    moved: str = attrs.field(default="", kw_only=True)
    fold: bool = attrs.field(default=False, kw_only=True)

    @property
    def number(self) -> Fraction:
        """The number that is printed."""
        return self.mantissa * self.unit

    @property
    def falls(self) -> bool:
        """Whether it is a multiple such as "halved", of which more is less."""
        return self.moved == "DOWN"

    def is_loose(self, share: bool | None) -> bool:
        """Whether its form is rounded as a rule; a decimal is so only where a share is measured."""
        if self.form == "decimal":
            return bool(share)
        return self.form in PURE and not (self.form == "times" and self.number.denominator == 1)

    def check_point(self) -> None:
        """Refuse a point that may stand for thousands: 5.000 is 5 to one writer and 5,000 to another."""
        if self.form == "decimal" and self.unit == 1:
            check_point(self.digits)

    def __str__(self) -> str:
        return f"{show(self.mantissa)} {self.unit_words}".strip()


def cardinal(tokens: Sequence[Token]) -> Value:
    """Read a number in words, such as "one hundred five thousand". Scales fall from left to right.

    Raises:
        WordingError: The words make no number.
    """
    wrong = WordingError("no rule reads this row of number words", mend="write the number in digits")
    total, group, below, before = 0, 1, 10**15, ""
    for token in tokens:
        kind = token.type
        if kind == "WORD":
            if before == "WORD" or (before == "HUNDRED" and group % 100):
                raise wrong
            word = sum((SMALL | TENS)[one] for one in re.split("[- ]", token))
            group = group + word if before == "HUNDRED" else word
        elif kind == "HUNDRED":
            if before == "HUNDRED" or group > 99:
                raise wrong
            group *= 100
        else:
            scale = SCALES[token]
            if before == "SCALE" or scale >= below or (scale == 12 and total):
                raise wrong
            total, group, below = total + group * scale, 0, scale
        before = kind
    number = Fraction(total + group)
    # A last word that is shared by "five to ten million" is kept apart.
    single = next((i for i, token in enumerate(tokens) if token.type != "WORD"), len(tokens))
    tail = tokens[single:]
    if len(tokens) - len(tail) <= 1 and all(token.type != "WORD" for token in tail):
        unit = Fraction(1)
        for token in tail:
            unit *= SCALES[token]
        return Value(number / unit, unit, unit_words=" ".join(tail))
    return Value(number)


def scaled(mantissa: Fraction, unit: Fraction, words: Sequence[str], *, decimal: bool, digits: str = "") -> Value:
    """So many of a unit. "7.5 million" is a whole number; "7.0" is a decimal all the same."""
    form = "decimal" if decimal and (unit == 1 or (mantissa * unit).denominator > 1) else "whole"
    return Value(mantissa, unit, unit_words=" ".join(words), form=form, digits=digits)


def with_part(head: Sequence[Token], part: Token, tail: Sequence[Token]) -> Value:
    """Read a number with a part behind it: "two and a half million" and "two million and a half" are both 2.5 million.

    Raises:
        WordingError: The part may be of more than one thing, as in "a hundred and a half", or is not below 1.
    """
    more = read_fraction(part.removeprefix("and "))
    if tail or head[-1].type != "SCALE":
        before, scales = head, tail
    else:
        before, scales = head[:-1], head[-1:]
    unit = Fraction(math.prod(SCALES[scale] for scale in scales))
    kinds = [token.type for token in before]
    hundreds = "HUNDRED" in kinds and (kinds[-1] == "HUNDRED" or (scales and (not tail or unit < 1000)))
    if hundreds or (scales and "SCALE" in kinds):
        what = f'it is not clear what "{part.removeprefix("and ")}" is a part of'
        raise WordingError(what, mend='write the number in digits, such as "2.5 million"')
    digits = str(before[0]) if kinds == ["DIGITS"] else ""
    if more >= 1 or "." in digits:
        raise WordingError("two numbers stand side by side", mend="write one number in digits")
    mantissa = read_digits(digits) if digits else cardinal(before).number if before else Fraction(1)
    return scaled(mantissa + more, unit, scales, decimal=True, digits=digits)


_GROUPED = re.compile(r"(?:[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]{0,2}(?:\xa0[0-9]{3})+)?(?:\.[0-9]+)?")


def read_digits(text: str) -> Fraction:
    """Read digits, grouped in threes or not at all.

    Raises:
        WordingError: For any other grouping.
    """
    if not _GROUPED.fullmatch(text):
        mend = "write 435,719 or 435719, and decimals with a point"
        raise WordingError(f"{text!r} is not grouped in threes", mend=mend)
    return Fraction(re.sub("[,\xa0]", "", text))


def check_point(digits: str) -> None:
    """Refuse digits with a point that may group thousands.

    Raises:
        WordingError: For digits such as 5.000 and 435.719.
    """
    if re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", digits):
        number = Fraction(digits)
        decimal = f'"{number}"' if number.denominator == 1 else f'"{digits}0" for decimals'
        mend = f'write "{digits.replace(".", ",")}" or {decimal}'
        raise WordingError(f"the point in {digits} may group thousands or begin decimals", mend=mend)


def read_fraction(text: str) -> Fraction:
    """Read a fraction such as 1/3, "a third" or "two-thirds".

    Raises:
        WordingError: It is over 0.
    """
    if "/" in text:
        over, under = map(int, text.split("/"))
        if under == 0:
            raise WordingError("a fraction over 0 has no value")
        return Fraction(over, under)
    *count, part = re.split("[- ]", text)
    over = SMALL.get(count[0], 1) if count else 1
    return Fraction(over, PARTS.get(part) or PARTS[part.removesuffix("s")])


def show(number: Exact, percent: bool = False) -> str:
    """A number for readers, as a fraction if need be."""
    number = Fraction(number) * (100 if percent else 1)
    below = "" if number.denominator == 1 else f"/{number.denominator:,}"
    return f"{number.numerator:,}{below}{' %' if percent else ''}"
