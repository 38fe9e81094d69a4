"""Phrases for numbers: what the grammar makes of a text.

`docketstats.values.readings` says what a phrase means; this module says which parts it has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from typing import TYPE_CHECKING, Any, cast

import attrs

from docketstats.errors import UnitError, WordingError
from docketstats.values.given import shown
from docketstats.values.grammar import parser, plain
from docketstats.values.hints import refusal
from docketstats.values.lexicon import (
    CELLS,
    CUTS,
    LEADS,
    LEVELS,
    MULTIPLES,
    PLURALS,
    RANGES,
    SCALES,
    SMALL,
    STATUSES,
    THIRDS,
    UNCLEAR,
)
from docketstats.values.numerals import PURE, Value, cardinal, read_digits, read_fraction, scaled, show, with_part

if TYPE_CHECKING:
    from lark import Token

LONGEST = 200
"""Characters a wording may have: a phrase for one number is shorter, and parse time stays bounded."""


@attrs.frozen
class Phrase:
    """A kind of phrase, named by the terminal that decides it, its words, and its numbers.

    ``halves`` are the kinds and words of both halves of "at least A and less than B"; ``step`` and ``margin`` are
    what the words say about rounding and error; ``third`` tells which third of a range "low" or "high" names.
    """

    kind: str
    words: str
    values: tuple[Value, ...] = attrs.field(default=(), kw_only=True)
    halves: tuple[tuple[str, str], ...] = attrs.field(default=(), kw_only=True)
    moved: str = attrs.field(default="", kw_only=True)
    level: str = attrs.field(default="", kw_only=True)
    note: str = attrs.field(default="", kw_only=True)
    remarks: tuple[str, ...] = attrs.field(default=(), kw_only=True)
    of: str = attrs.field(default="", kw_only=True)
    step: Fraction | None = attrs.field(default=None, kw_only=True)
    margin: Fraction | None = attrs.field(default=None, kw_only=True)
    third: int | None = attrs.field(default=None, kw_only=True)

    @property
    def counted(self) -> frozenset[str]:
        """What its words say that is counted."""
        return frozenset({self.of, *(value.counted for value in self.values)} - {""})


class _Build:
    """Turns rules into values and phrases: the parser calls the method that has the rule's name."""

    # -- numbers ---------------------------------------------------------------------------------------------

    def number(self, tokens: Sequence[Token]) -> Value:
        words = [token for token in tokens if token.type in ("WORD", "SCALE", "HUNDRED")]
        if words and len(words) == len(tokens):
            return cardinal(words)
        part = next((i for i, token in enumerate(tokens) if token.type in ("AND_PART", "AND_REST")), None)
        if part is not None:
            return with_part(tokens[:part], tokens[part], tokens[part + 1 :])
        mantissa, unit, unit_words, decimal, digits = Fraction(1), Fraction(1), [], False, ""
        for token in tokens:
            match token.type:
                case "DIGITS":
                    mantissa, decimal, digits = read_digits(str(token)), "." in token, str(token)
                case "FRACTION":
                    mantissa = read_fraction(token)
                case "VULGAR":
                    rest = read_fraction(token)
                    if digits and (decimal or rest >= 1):
                        raise WordingError("two numbers stand side by side", mend="write one number in digits")
                    mantissa, decimal = mantissa + rest if digits else rest, bool(digits)
                case _:
                    unit *= SCALES[token]
                    unit_words.append(str(token))
        return scaled(mantissa, unit, unit_words, decimal=decimal, digits=digits)

    def part_scale(self, tokens: Sequence[Token]) -> Value:
        _check_proper(tokens[0])
        if re.match("an? (?!half|quarter)", tokens[0]):
            mend = f'write "{tokens[0]} of a {tokens[1]}" for the part of one'
            raise WordingError(f'"{tokens[0]} {tokens[1]}" may be a part of one or one more', mend=mend)
        return self.number(tokens)

    def scale(self, tokens: Sequence[Token]) -> Value:
        unit = Fraction(1)
        for token in tokens:
            unit *= SCALES[token]
        return Value(Fraction(1), unit, unit_words=" ".join(tokens))

    def value(self, children: Sequence[Any]) -> Value:
        value, unit = children
        return attrs.evolve(cast(Value, value), counted=_counted(unit))

    def percent(self, children: Sequence[Value]) -> Value:
        (value,) = children
        words = f"{value.unit_words} %".strip()
        return attrs.evolve(value, unit=value.unit / 100, unit_words=words, form="percent")

    def part_percent(self, tokens: Sequence[Token]) -> Value:
        _check_proper(tokens[0])
        return self.percent([Value(read_fraction(tokens[0]))])

    def permille(self, children: Sequence[Value]) -> Value:
        (value,) = children
        words = f"{value.unit_words} ‰".strip()
        return attrs.evolve(value, unit=value.unit / 1000, unit_words=words, form="rate")

    def points(self, children: Sequence[Any]) -> Value:
        value, word = children
        unit = Fraction(1, 10_000) if word[0] == "b" else Fraction(1, 100)
        return attrs.evolve(cast(Value, value), unit=value.unit * unit, unit_words=str(word), form="points")

    def rate(self, children: Sequence[Any]) -> Value:
        value, per, base = cast("tuple[Value, Token, Value]", tuple(children))
        value.check_point()
        base.check_point()
        if base.number == 0:
            raise WordingError("a rate per 0 has no value")
        words = f"{value.unit_words} {per} {base}".strip()
        return attrs.evolve(value, unit=value.unit / base.number, unit_words=words, form="rate")

    def times(self, children: Sequence[Value]) -> Value:
        (value,) = children
        return attrs.evolve(value, unit_words=f"{value.unit_words} times".strip(), form="times")

    def fold(self, children: Sequence[Value]) -> Value:
        return attrs.evolve(self.times(children), fold=True)

    def portion(self, tokens: Sequence[Token]) -> Value:
        return Value(read_fraction(tokens[0]), unit_words="times", form="times")

    def multiple(self, tokens: Sequence[Token]) -> Value:
        if tokens[0] in CUTS:
            return Value(CUTS[tokens[0]], unit_words="times", form="times", moved="DOWN")
        word = tokens[0].split(" ")[0]
        times = MULTIPLES.get(word) or SMALL[re.sub("-?fold", "", word)]
        moved = "UP" if word.endswith("ed") else ""
        return Value(Fraction(times), unit_words="times", form="times", moved=moved, fold=word.endswith("fold"))

    def fraction(self, tokens: Sequence[Token]) -> Value:
        return Value(read_fraction(tokens[0]), form="fraction")

    def signed(self, children: Sequence[Any]) -> Value:
        sign, value, *unit = children
        mantissa = -value.mantissa if sign in ("-", "minus") else value.mantissa
        return attrs.evolve(cast(Value, value), mantissa=mantissa, counted=_counted(*unit))

    # -- phrases ---------------------------------------------------------------------------------------------

    def start(self, children: Sequence[Any]) -> Phrase:
        phrase, *rest = children
        for child in rest:
            if isinstance(child, tuple):
                phrase = _precise(phrase, *child)
            else:
                phrase = attrs.evolve(phrase, remarks=(*phrase.remarks, _remark(child, phrase)))
        return cast(Phrase, phrase)

    def bare(self, children: Sequence[Value]) -> Phrase:
        return Phrase("BARE", "N", values=tuple(children))

    def none(self, tokens: Sequence[Token]) -> Phrase:
        word, *unit = tokens
        return Phrase("BARE", str(word), values=(Value(Fraction(0)),), of=_counted(*unit))

    def led(self, children: Sequence[Any]) -> Phrase:
        token, value = children
        if token.type == "ALL" and token != "all":
            raise WordingError("no rule reads this wording", mend='write "N" or "all"')
        return Phrase("BARE" if token.type in ("ONLY", "ALL") else token.type, f"{token} N", values=(value,))

    def trailed(self, children: Sequence[Any]) -> Phrase:
        value, token, *unit = children
        words = f"N{token}" if token[0] in "-+" else f"N {token}"
        return Phrase(token.type, words, values=(value,), of=_counted(*unit))

    def span(self, children: Sequence[Any]) -> Phrase:
        low, high = (child for child in children if isinstance(child, Value))
        joints = {child.type for child in children if not isinstance(child, Value)}
        if "DASH" in joints and high.mantissa < 1 <= low.mantissa:  # 2 - 1/2 million
            raise WordingError("a dash before a part may join it to the number", mend='write "2 1/2" or "2 to 1/2"')
        low, high, note = _paired(low, high)
        _rising(low, high)
        return Phrase("SPAN", "A or B" if "OR" in joints else "A to B", values=(low, high), note=note)

    def both(self, children: Sequence[Any]) -> Phrase:
        one, a, other, b = children
        a, b, note = _paired(a, b)
        words = f"{one} A and {other} B"
        (one, low), (other, high) = sorted([(one, a), (other, b)], key=lambda half: half[0].type in ("LESS", "AT_MOST"))
        _rising(low, high)
        if low.number == high.number and (one.type, other.type) != ("AT_LEAST", "AT_MOST"):
            raise WordingError("no number is left between the ends", mend="write the smaller number first")
        return Phrase(
            "BOTH", words, values=(low, high), halves=((one.type, str(one)), (other.type, str(other))), note=note
        )

    def level(self, children: Sequence[Any]) -> Phrase:
        token, phrase = children
        return attrs.evolve(cast(Phrase, phrase), level=str(token))

    def moved(self, children: Sequence[Any]) -> Phrase:
        token, phrase = children
        if " " in token or phrase.kind not in (*LEADS, "BOTH"):  # rose by, a rise of
            return _moved(phrase, token.type)
        if level := re.search(f"\\b({'|'.join(LEVELS)})\\b", phrase.words):
            return cast(Phrase, attrs.evolve(phrase, level=f"{token} {level[0]}"))
        if token != "up" and re.search(f"\\b({'|'.join(UNCLEAR[token.type])})\\b", phrase.words):
            mend = f'write "{token} by" for a change, or "{token} to" for a level'
            raise WordingError(f'"{token} {phrase.words}" may be a change or a level', mend=mend)
        return _moved(phrase, token.type)

    def moved_after(self, children: Sequence[Any]) -> Phrase:
        first, token, *unit = children
        phrase = Phrase("BARE", "N", values=(first,)) if isinstance(first, Value) else first
        return attrs.evolve(_moved(phrase, "DOWN" if token.type == "FALL" else "UP"), of=_counted(*unit))

    def wordless(self, tokens: Sequence[Token]) -> Phrase:
        word, *unit = tokens
        return Phrase(word.type, str(word), of=_counted(*unit))

    def magnitude(self, tokens: Sequence[Token]) -> Phrase:
        text, *unit = tokens
        words = re.sub("^(?:in )?(?:the )?", "", text).replace("-", " ")
        part, _, rest = words.partition(" ")
        third = THIRDS.get(part) if rest in RANGES else None
        of = _counted(*unit)
        if third is None and words in PLURALS:
            return Phrase("PLURAL", words, values=(Value(Fraction(PLURALS[words])),), of=of)
        if part in THIRDS and third is None:
            raise WordingError(f"it is not clear where {rest} end", mend="give a number")
        low, high = RANGES[words if third is None else rest]
        values = (Value(Fraction(low)), Value(Fraction(high)))
        return Phrase("RANGE", words, values=values, third=third, of=of)

    # -- precision -------------------------------------------------------------------------------------------

    def step(self, tokens: Sequence[Token]) -> Value:
        return self.scale(tokens) if tokens[0] in SCALES else Value(Fraction(1), Fraction(1, 100), form="percent")

    def precision(self, children: Sequence[Any]) -> tuple[str, Value]:
        token, value = children
        return token.type, value


def _check_proper(token: Token) -> None:
    """Refuse "21/2 million": a fraction behind a whole number, printed without a space, is more often meant."""
    if token.type == "VULGAR" and read_fraction(token) >= 1:
        raise WordingError(f"{token} may be a mixed number", mend='write "2 1/2" or "2.5"')


def _paired(low: Value, high: Value) -> tuple[Value, Value, str]:
    """Both ends, where "5 to 10 million" shares its last word; "500 to 1 million" does not."""
    if low.falls or high.falls:
        raise WordingError("a multiple that falls is no end of a range", mend="write it as a fraction")
    note = ""
    bare = not low.unit_words and low.form not in PURE
    if bare and high.unit_words and (high.form in PURE or low.mantissa < high.mantissa):
        low = attrs.evolve(low, unit=high.unit, unit_words=high.unit_words, form=high.form)
        note = f"; read as {low} to {high}"
    # "0 to 1/3" needs no word; "5 to 10 %" the other way round would.
    pure = {one.form in PURE for one in (low, high) if one.form != "fraction" or one.unit_words}
    if len(pure) > 1 or (low.form == "points") != (high.form == "points"):
        raise WordingError("only one end of the range is a share", mend="write both alike")
    return low, high, note


def _rising(low: Value, high: Value) -> None:
    if low.number > high.number:
        raise WordingError(f"the range falls from {low} to {high}", mend="write the smaller number first")


def _moved(phrase: Phrase, kind: str) -> Phrase:
    times = [value for value in phrase.values if value.form == "times"]
    if times and (kind == "DOWN" or not all(value.fold for value in times)):
        number = times[0].number
        mend = f'write "{show(number)} times as many" for a ratio, or "up {show(number, percent=True)}" for a growth'
        if kind == "DOWN" and number > 1:
            mend = f'write "{show(1 / number)} as many" for a ratio, or "down {show(1 - 1 / number)}" for a growth'
        raise WordingError("a multiple that rises or falls may be a ratio or a growth", mend=mend)
    if any(value.mantissa < 0 for value in phrase.values):
        raise WordingError("a rise or fall by a negative number", mend='write "up N" or "down N"')
    if phrase.kind == "LESS" and not phrase.values[0].mantissa:
        raise WordingError("no rise or fall is less than 0", mend='write "up N" or "down N", with N above 0')
    return attrs.evolve(phrase, moved=kind)


def _precise(phrase: Phrase, kind: str, size: Value) -> Phrase:
    """A phrase with the rounding or the margin that its words state."""
    if len(phrase.values) != 1:
        raise WordingError("it is not clear which number is rounded", mend="write each number by itself")
    (value,) = phrase.values
    size.check_point()
    scaled, bare = value.unit_words and value.form not in PURE, not size.unit_words and size.form not in PURE
    if value.form == "percent" and (bare or size.form == "points"):  # 48 % plus or minus 3 points
        size = attrs.evolve(size, unit=size.unit / 100 if bare else size.unit, form="percent")
    elif scaled and bare and size.mantissa < value.mantissa:
        mend = f'write "{size} {value.unit_words}", or all digits'
        raise WordingError(f"{size} may be {value.unit_words} or not", mend=mend)
    if (value.form in PURE) != (size.form in PURE):
        mend = "write how much it is, in the unit of the number"
        raise WordingError("the number and its precision are not in one unit", mend=mend)
    if size.number <= 0:
        raise WordingError(f"a precision of {size}", mend="a step or a margin is above 0")
    if kind == "ROUNDED":
        return attrs.evolve(phrase, step=size.number)
    remark = "a margin of error holds at a confidence: state it, if the source does"
    return attrs.evolve(phrase, margin=size.number, remarks=(*phrase.remarks, remark))


def _remark(mark: Token, phrase: Phrase) -> str:
    """What a mark behind a figure says. A number for a mark is one only behind digits in groups."""
    raised, enclosed = mark[0] in "¹²³⁴⁵⁶⁷⁸⁹⁰", mark[0] == "(" and mark[1].isdigit()
    if (raised or enclosed) and not any("," in value.digits for value in phrase.values):
        other = "a raised digit here: a power" if raised else "parentheses here: a margin of error"
        raise WordingError(f"no rule reads {other}, or the mark of a footnote", mend="leave the mark out")
    status = STATUSES.get(mark.strip("()[]"))
    meaning = f"the source calls it {status}" if status else "the source adds a footnote"
    return f'mark "{mark}": {meaning}'


def _counted(words: str = "") -> str:
    """The unit that words such as "of the people" name."""
    word = words.rpartition(" ")[2]
    return "person" if word in ("people", "individual", "individuals") else word.removesuffix("s")


# -- from text to phrase -------------------------------------------------------------------------------------


@contextmanager
def quoting(text: str) -> Iterator[None]:
    """Let every refusal say which text it is about."""
    try:
        yield
    except (UnitError, WordingError) as error:
        if error.where is None:
            where = str(text) if isinstance(text, str) else shown(text)
            error.where = f'"{where if len(where) <= 80 else where[:77] + "..."}"'
        raise


def _cell(text: str) -> Phrase | None:
    """A cell that holds no number. Words stand in brackets in some tables."""
    for one in (text, text.strip("()[]")):
        if one in CELLS and (one == text or len(one) > 2):
            meaning = CELLS[one]
            return Phrase("SUPPRESSED", one, remarks=(f'"{one}" is {meaning}',) if meaning else ())
    return None


def parse(text: str, start: str) -> object:
    """Read a text as a ``start`` phrase or a ``value``.

    Raises:
        WordingError: If the grammar does not read it; it says why, where a reason is known.
    """
    if not isinstance(text, str):
        raise WordingError(f"a wording is text, not {type(text).__name__}", mend="write it in quotes")
    if len(text) > LONGEST:  # before anything looks at its characters
        raise WordingError(f"a wording has at most {LONGEST} characters", mend="quote the phrase only")
    one_form = plain(text)
    if not one_form:
        raise WordingError("the wording is empty", mend="write 'suppressed' for a withheld number, 'none' for 0")
    if start == "start" and (cell := _cell(one_form)) is not None:
        return cell
    try:
        return parser(_Build)(one_form, start)
    except SyntaxError:
        raise refusal(one_form) from None
