"""Phrases for numbers: one small grammar, and the values and phrases that it gives.

`docketstats.values.wording` says what a phrase means; this module says which phrases there are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from functools import cache
from string import Template
from typing import TYPE_CHECKING, Any, cast

import attrs

from docketstats.errors import UnitError, WordingError
from docketstats.values.interval import Exact

if TYPE_CHECKING:
    from lark import Token

LONGEST = 200
"""Characters a wording may have: a phrase for one number is shorter, and parse time stays bounded."""

# -- the grammar ---------------------------------------------------------------------------------------------

_SMALL = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
_SCALES = {
    "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "k": 10**3, "m": 10**6, "bn": 10**9, "b": 10**9, "dozen": 12,
}  # fmt: skip
_PARTS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip
_MULTIPLES = {"doubled": 2, "twice": 2, "tripled": 3, "trebled": 3, "thrice": 3, "quadrupled": 4}

# A terminal marked ".2" goes first where another would match a shorter piece: "up to" before "up".
_GRAMMAR = Template(r"""
?start: _TOTAL? phrase
?phrase: estimate
    | UP estimate                                                           -> moved
    | DOWN estimate                                                         -> moved
    | _FROM value _TO value                                                 -> span
    | (SUPPRESSED | MOST _unit? | ALL _unit?)                               -> wordless
?estimate: value                                                            -> bare
    | (MORE | LESS | AT_LEAST | AT_MOST | NEARLY | JUST_OVER | ABOUT | EXACTLY) value -> led
    | NONE _unit?                                                           -> none
    | value (OR_MORE | OR_LESS | OR_SO) _unit?                              -> trailed
    | _BETWEEN value _AND value                                             -> span
    | value (_TO | _DASH) value                                             -> span
?value: core _unit?
    | SIGN core _unit?                                                      -> signed
_unit: UNIT | _THEM
?core: number
    | number _PERCENT                                                       -> percent
    | number PER number                                                     -> rate
    | number _TIMES                                                         -> times
    | MULTIPLE                                                              -> multiple
    | FRACTION                                                              -> fraction
number: (DIGITS | WORD) AND_PART? _scale?
    | _A _scale
    | FRACTION (_OF? _A)? _scale
_scale: SCALE | HUNDRED SCALE?

MORE: /(?:(?:well|far) )?(?:more than|over|above|upwards? of|greater than|in excess of|exceeding)\b|>/
LESS: /(?:(?:well|far) )?(?:fewer than|less than|under|below)\b|</
AT_LEAST.2: /(?:at least|(?:no|not) (?:fewer|less) than|(?:a )?minimum of|greater than or equal to)\b|>=|≥/
AT_MOST.2: /(?:at most|up to|(?:no|not) more than|(?:a )?maximum of|less than or equal to)\b|<=|≤/
NEARLY: /(?:nearly|almost|close to|(?:just|slightly) (?:under|below|less than|fewer than)|just short of)\b/
JUST_OVER: /(?:just|slightly) (?:over|above|more than)\b/
ABOUT: /(?:about|around|roughly|some|approximately|approx|circa|ca|c|(?:an )?estimated)\b\.?|~|≈/
EXACTLY: /(?:exactly|precisely)\b/
OR_MORE: /(?:or (?:more|over|above|greater|higher)|and (?:over|above|up)|plus)\b|\+/
OR_LESS: /or (?:fewer|less|under|below|lower)\b/
OR_SO: /or so\b/
UP: /(?:up|rose|rising|increased|grew|an? (?:rise|increase|gain) of)\b(?: by\b)?/
DOWN: /(?:down|fell|dropped|decreased|declined|an? (?:fall|drop|decrease|decline) of)\b(?: by\b)?/
SUPPRESSED: /\*+|(?:suppressed|withheld|redacted|unknown|not (?:available|known|reported)|n\/a)\b/
MOST: /most\b|(?:an? |the )?majority\b/
ALL: /(?:all|every(?:one|body)?)\b/
NONE: /(?:none|no one|nobody)\b/
MULTIPLE: /(?:$multiples|(?:$small)-?fold)\b(?: as (?:many|much)\b)?/

DIGITS: /[0-9](?:[0-9.,_'\xa0]*[0-9])?|\.[0-9]+/
WORD: /(?:(?:$tens)(?:[- ](?:$units))?|$small)\b/
FRACTION.2: /(?:an?|$small)[- ](?:$parts)s?\b|half\b|[0-9]+\/[0-9]+/
AND_PART.2: /and (?:an?|$small) (?:$parts)s?\b/
HUNDRED: /hundred\b/
SCALE: /(?:$scales)\b/
SIGN: /-|\+|(?:minus|plus)\b/
PER: /(?:per|in|out of|of)\b(?: every\b)?/

_PERCENT.2: /%|per ?cent\b|pct\b/
_TIMES: /-? ?fold\b|times\b(?: as (?:many|much)\b)?/
_TOTAL: /(?:a|the) total of\b/
UNIT.2: /(?:of )?(?:the |these |those )?(?:persons?|people|individuals?|cases?|charges?|stays?|events?|days?)\b/
_THEM.2: /of (?:them|those)\b/
_BETWEEN: /between\b/
_FROM: /from\b/
_AND: /and\b/
_TO: /to\b/
_DASH: "-"
_OF: /of\b/
_A: /an?\b/
%ignore " "
""").substitute(
    small="|".join(_SMALL),
    units="|".join(list(_SMALL)[1:10]),
    tens="|".join(_TENS),
    parts="|".join(_PARTS),
    scales="|".join(word for word in _SCALES if word != "hundred"),
    multiples="|".join(_MULTIPLES),
)  # fmt: skip

# -- what the grammar gives ----------------------------------------------------------------------------------

PURE = {"percent", "rate", "times", "fraction"}


@attrs.frozen
class Value:
    """A printed number: `mantissa` units, such as 7.5 units of a million, and the words for that unit.

    ``counted`` is what the words say that is counted, such as person; ``digits`` are the digits as they were printed.
    """

    mantissa: Fraction
    unit: Fraction = attrs.field(default=Fraction(1))
    unit_words: str = attrs.field(default="", kw_only=True)
    form: str = attrs.field(default="whole", kw_only=True)
    counted: str = attrs.field(default="", kw_only=True)
    digits: str = attrs.field(default="", kw_only=True)

    @property
    def number(self) -> Fraction:
        """The number that is printed."""
        return self.mantissa * self.unit

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


@attrs.frozen
class Phrase:
    """A kind of phrase, named by the terminal that decides it, its words, and its numbers."""

    kind: str
    words: str
    values: tuple[Value, ...] = attrs.field(default=(), kw_only=True)
    moved: str = attrs.field(default="", kw_only=True)
    note: str = attrs.field(default="", kw_only=True)
    of: str = attrs.field(default="", kw_only=True)

    @property
    def counted(self) -> frozenset[str]:
        """What its words say that is counted."""
        return frozenset({self.of, *(value.counted for value in self.values)} - {""})


class _Build:
    """Turns rules into values and phrases: the parser calls the method that has the rule's name."""

    def number(self, tokens: Sequence[Token]) -> Value:
        mantissa, unit, unit_words, decimal, digits = Fraction(1), Fraction(1), [], False, ""
        for token in tokens:
            match token.type:
                case "DIGITS":
                    mantissa, decimal, digits = _digits(str(token)), "." in token, str(token)
                case "WORD":
                    mantissa = Fraction(sum((_SMALL | _TENS)[word] for word in re.split("[- ]", token)))
                case "FRACTION":
                    mantissa = _fraction(token)
                case "AND_PART":
                    mantissa, decimal = mantissa + _fraction(token.removeprefix("and ")), True
                case _:
                    unit *= _SCALES[token]
                    unit_words.append(str(token))
        # "7.5 million" is a whole number; "7.0" is a decimal all the same.
        form = "decimal" if decimal and (unit == 1 or (mantissa * unit).denominator > 1) else "whole"
        return Value(mantissa, unit, unit_words=" ".join(unit_words), form=form, digits=digits)

    def value(self, children: Sequence[Any]) -> Value:
        value, unit = children
        return attrs.evolve(cast(Value, value), counted=_counted(unit))

    def percent(self, children: Sequence[Value]) -> Value:
        (value,) = children
        words = f"{value.unit_words} %".strip()
        return attrs.evolve(value, unit=value.unit / 100, unit_words=words, form="percent")

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

    def multiple(self, tokens: Sequence[Token]) -> Value:
        word = tokens[0].split(" ")[0]
        times = _MULTIPLES.get(word) or _SMALL[re.sub("-?fold", "", word)]
        return Value(Fraction(times), unit_words="times", form="times")

    def fraction(self, tokens: Sequence[Token]) -> Value:
        return Value(_fraction(tokens[0]), form="fraction")

    def signed(self, children: Sequence[Any]) -> Value:
        sign, value, *unit = children
        mantissa = -value.mantissa if sign in ("-", "minus") else value.mantissa
        return attrs.evolve(cast(Value, value), mantissa=mantissa, counted=_counted(*unit))

    def bare(self, children: Sequence[Value]) -> Phrase:
        return Phrase("BARE", "N", values=tuple(children))

    def none(self, tokens: Sequence[Token]) -> Phrase:
        word, *unit = tokens
        return Phrase("BARE", str(word), values=(Value(Fraction(0)),), of=_counted(*unit))

    def led(self, children: Sequence[Any]) -> Phrase:
        token, value = children
        return Phrase(token.type, f"{token} N", values=(value,))

    def trailed(self, children: Sequence[Any]) -> Phrase:
        value, token, *unit = children
        return Phrase(token.type, f"N {token}", values=(value,), of=_counted(*unit))

    def span(self, children: Sequence[Value]) -> Phrase:
        low, high = children
        note = ""
        bare = not low.unit_words and low.form not in PURE
        if bare and high.unit_words and (high.form in PURE or low.mantissa < high.mantissa):
            # "5 to 10 million" shares its last word; "500 to 1 million" does not.
            low = attrs.evolve(low, unit=high.unit, unit_words=high.unit_words, form=high.form)
            note = f"; read as {low} to {high}"
        if (low.form in PURE) != (high.form in PURE):
            raise WordingError("only one end of the range is a share", mend="write both alike")
        if low.number > high.number:
            raise WordingError(f"the range falls from {low} to {high}", mend="write the smaller number first")
        return Phrase("SPAN", "A to B", values=(low, high), note=note)

    def moved(self, children: Sequence[Any]) -> Phrase:
        token, phrase = children
        if any(value.form == "times" for value in phrase.values):
            mend = 'write "threefold" for a ratio, or "up 200%" for a growth'
            raise WordingError("a multiple that rises or falls may be a ratio or a growth", mend=mend)
        if any(value.mantissa < 0 for value in phrase.values):
            raise WordingError("a rise or fall by a negative number", mend='write "up N" or "down N"')
        return attrs.evolve(cast(Phrase, phrase), moved=token.type)

    def wordless(self, tokens: Sequence[Token]) -> Phrase:
        word, *unit = tokens
        return Phrase(word.type, str(word), of=_counted(*unit))


def _counted(words: str = "") -> str:
    """The unit that words such as "of the people" name."""
    word = words.rpartition(" ")[2]
    return "person" if word in ("people", "individual", "individuals") else word.removesuffix("s")


_GROUPED = re.compile(r"(?:[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]{0,2}(?:\xa0[0-9]{3})+)?(?:\.[0-9]+)?")


def _digits(text: str) -> Fraction:
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


def _fraction(text: str) -> Fraction:
    if "/" in text:
        over, under = map(int, text.split("/"))
        if under == 0:
            raise WordingError("a fraction over 0 has no value")
        return Fraction(over, under)
    *count, part = re.split("[- ]", text)
    over = _SMALL.get(count[0], 1) if count else 1
    return Fraction(over, _PARTS.get(part) or _PARTS[part.removesuffix("s")])


# -- from text to phrase -------------------------------------------------------------------------------------

_PLAIN = str.maketrans(
    dict.fromkeys("‐‑‒–—―−﹣－", "-")
    | dict.fromkeys("\u2006\u2007\u2008\u2009\u200a\u202f", "\xa0")
    | dict.fromkeys('"“”„«»\u200b\u2060\ufeff\xad', "")
    | {"’": "'", "‘": "'", "⁄": "/", "½": " 1/2", "⅓": " 1/3", "⅔": " 2/3", "¼": " 1/4", "¾": " 3/4"}
)

# What to say of a text that the grammar does not read, by what stands in it.
_HINTS = {
    r"\b(?:few|many|several|scores|dozens|hundreds|thousands|millions|numerous|handful|lots?|some|hardly)\b"
    r"|\b(?:vast|large|overwhelming) majority\b|\b(?:nearly|almost|virtually|not) (?:all|every\w*|none)\b": (
        "this is too vague to bound a number",
        "give a number, or state what you take it to mean as an Assumption",
    ),
    "[0-9] [0-9]": (
        "two numbers stand side by side",
        "group digits with commas or no-break spaces: 435,719",
    ),
    r"\b(?:up|down|rose|fell|grew|increased|decreased|declined|dropped) (?:to|from)\b": (
        "this is a level and not a change",
        "write the level as a count on its date, or the change as 'up N' or 'down N'",
    ),
    "": (
        "no rule reads this wording",
        "write a number, 'more than N', 'at least N', 'about N', 'between A and B', 'N %' or 'none'",
    ),
}


def _plain(text: str) -> str:
    """Bring dashes, quotes, spaces and case to one form; a no-break space stays where it groups digits."""
    text = text.translate(_PLAIN).lower()
    text = re.sub(r"(?<![0-9])\xa0|\xa0(?![0-9])", " ", text)
    return re.sub(r"[^\S\xa0]+", " ", text).strip().rstrip(" .")


@cache
def _parser() -> Callable[[str, str], object]:
    from lark import Lark, LarkError  # here, because most programs that import this library read no wording

    lark = Lark(_GRAMMAR, parser="lalr", lexer="contextual", start=["start", "value"], transformer=_Build())

    def run(text: str, start: str) -> object:
        try:
            return lark.parse(text, start=start)
        except LarkError:
            what, mend = next(hint for pattern, hint in _HINTS.items() if re.search(pattern, text))
            raise WordingError(what, mend=mend) from None

    return run


@contextmanager
def quoting(text: str) -> Iterator[None]:
    """Let every refusal say which text it is about."""
    try:
        yield
    except (UnitError, WordingError) as error:
        if error.where is None:
            shown = str(text)
            error.where = f'"{shown if len(shown) <= 80 else shown[:77] + "..."}"'
        raise


def parse(text: str, start: str) -> object:
    """Read a text as a ``start`` phrase or a ``value``.

    Raises:
        WordingError: If the grammar does not read it; it says why, where a reason is known.
    """
    if not isinstance(text, str):
        raise WordingError(f"a wording is text, not {type(text).__name__}", mend="write it in quotes")
    if len(text) > LONGEST:
        raise WordingError(f"a wording has at most {LONGEST} characters", mend="quote the phrase only")
    plain = _plain(text)
    if not plain:
        raise WordingError("the wording is empty", mend="write 'suppressed' for a withheld number, 'none' for 0")
    return _parser()(plain, start)


def show(number: Exact, percent: bool = False) -> str:
    """A number for readers, as a fraction if need be."""
    number = Fraction(number) * (100 if percent else 1)
    below = "" if number.denominator == 1 else f"/{number.denominator:,}"
    return f"{number.numerator:,}{below}{' %' if percent else ''}"
