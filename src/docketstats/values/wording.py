"""How a source's phrase for a number is read: one small grammar, and a named rule for each kind of phrase.

"Over 435,719" excludes 435,719 when read literally; in the press it may be 435,719 itself. Rounding is never
guessed: a whole number is exact unless the figure says otherwise, and a share in decimals, percent or
fractions must say so.

The reader adds no bound that the words do not state: "fewer than 11" is everything below 11, since a change
may be negative where a count may not. That a count is at least 0 is for the model to add.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from fractions import Fraction
from functools import cache
from string import Template
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

import attrs

from docketstats.errors import WordingError
from docketstats.values.interval import Exact, Interval
from docketstats.values.interval import exact as to_exact

if TYPE_CHECKING:
    from lark import Token

Reading = Literal["literal", "press"]
"""``literal`` takes words as they stand; ``press`` lets "more than N" and "nearly N" be N itself."""
Precision = int | Fraction | Decimal | str | None
"""A rounding step or a tolerance: an exact number, text that `read_number` reads, or nothing stated."""

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
    | (SUPPRESSED | MOST _UNIT? | ALL _UNIT?)                               -> wordless
?estimate: value                                                            -> bare
    | (MORE | LESS | AT_LEAST | AT_MOST | NEARLY | JUST_OVER | ABOUT | EXACTLY) value -> led
    | NONE _UNIT?                                                           -> none
    | value (OR_MORE | OR_LESS | OR_SO) _UNIT?                              -> trailed
    | _BETWEEN value _AND value                                             -> span
    | value (_TO | _DASH) value                                             -> span
?value: core _UNIT?
    | SIGN core _UNIT?                                                      -> signed
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
_UNIT.2: /(?:of )?(?:the |these |those )?(?:persons?|people|individuals?|cases?|charges?|stays?|days?)\b/
    | /of (?:them|those)\b/
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

_PURE = {"percent", "rate", "times", "fraction"}


@attrs.frozen
class _Value:
    """A printed number: `mantissa` units, such as 7.5 units of a million, and the words for that unit."""

    mantissa: Fraction
    unit: Fraction = attrs.field(default=Fraction(1))
    unit_words: str = attrs.field(default="", kw_only=True)
    form: str = attrs.field(default="whole", kw_only=True)

    @property
    def number(self) -> Fraction:
        return self.mantissa * self.unit

    def is_loose(self, share: bool | None) -> bool:
        """Whether its form is rounded as a rule; a decimal is so only where a share is measured."""
        if self.form == "decimal":
            return bool(share)
        return self.form in _PURE and not (self.form == "times" and self.number.denominator == 1)

    def __str__(self) -> str:
        return f"{_show(self.mantissa)} {self.unit_words}".strip()


@attrs.frozen
class _Phrase:
    """A kind of phrase, named by the terminal that decides it, its words, and its numbers."""

    kind: str
    words: str
    values: tuple[_Value, ...] = attrs.field(default=(), kw_only=True)
    moved: str = attrs.field(default="", kw_only=True)
    note: str = attrs.field(default="", kw_only=True)


class _Build:
    """Turns rules into values and phrases: the parser calls the method that has the rule's name."""

    def number(self, tokens: Sequence[Token]) -> _Value:
        mantissa, unit, unit_words, decimal = Fraction(1), Fraction(1), [], False
        for token in tokens:
            match token.type:
                case "DIGITS":
                    mantissa, decimal = _digits(token), "." in token
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
        return _Value(mantissa, unit, unit_words=" ".join(unit_words), form=form)

    def percent(self, children: Sequence[_Value]) -> _Value:
        (value,) = children
        words = f"{value.unit_words} %".strip()
        return attrs.evolve(value, unit=value.unit / 100, unit_words=words, form="percent")

    def rate(self, children: Sequence[Any]) -> _Value:
        value, per, base = cast("tuple[_Value, Token, _Value]", tuple(children))
        if base.number == 0:
            raise WordingError("a rate per 0 has no value")
        words = f"{value.unit_words} {per} {base}".strip()
        return attrs.evolve(value, unit=value.unit / base.number, unit_words=words, form="rate")

    def times(self, children: Sequence[_Value]) -> _Value:
        (value,) = children
        return attrs.evolve(value, unit_words=f"{value.unit_words} times".strip(), form="times")

    def multiple(self, tokens: Sequence[Token]) -> _Value:
        word = tokens[0].split(" ")[0]
        times = _MULTIPLES.get(word) or _SMALL[re.sub("-?fold", "", word)]
        return _Value(Fraction(times), unit_words="times", form="times")

    def fraction(self, tokens: Sequence[Token]) -> _Value:
        return _Value(_fraction(tokens[0]), form="fraction")

    def signed(self, children: Sequence[Any]) -> _Value:
        sign, value = children
        mantissa = -value.mantissa if sign in ("-", "minus") else value.mantissa
        return attrs.evolve(cast(_Value, value), mantissa=mantissa)

    def bare(self, children: Sequence[_Value]) -> _Phrase:
        return _Phrase("BARE", "N", values=tuple(children))

    def none(self, tokens: Sequence[Token]) -> _Phrase:
        return _Phrase("BARE", str(tokens[0]), values=(_Value(Fraction(0)),))

    def led(self, children: Sequence[Any]) -> _Phrase:
        token, value = children
        return _Phrase(token.type, f"{token} N", values=(value,))

    def trailed(self, children: Sequence[Any]) -> _Phrase:
        value, token = children
        return _Phrase(token.type, f"N {token}", values=(value,))

    def span(self, children: Sequence[_Value]) -> _Phrase:
        low, high = children
        note = ""
        bare = not low.unit_words and low.form not in _PURE
        if bare and high.unit_words and (high.form in _PURE or low.mantissa < high.mantissa):
            # "5 to 10 million" shares its last word; "500 to 1 million" does not.
            low = attrs.evolve(low, unit=high.unit, unit_words=high.unit_words, form=high.form)
            note = f"; read as {low} to {high}"
        if (low.form in _PURE) != (high.form in _PURE):
            raise WordingError("only one end of the range is a share", mend="write both alike")
        if low.number > high.number:
            raise WordingError(f"the range falls from {low} to {high}", mend="write the smaller number first")
        return _Phrase("SPAN", "A to B", values=(low, high), note=note)

    def moved(self, children: Sequence[Any]) -> _Phrase:
        token, phrase = children
        if any(value.form == "times" for value in phrase.values):
            mend = 'write "threefold" for a ratio, or "up 200%" for a growth'
            raise WordingError("a multiple that rises or falls may be a ratio or a growth", mend=mend)
        if any(value.mantissa < 0 for value in phrase.values):
            raise WordingError("a rise or fall by a negative number", mend='write "up N" or "down N"')
        return attrs.evolve(cast(_Phrase, phrase), moved=token.type)

    def wordless(self, tokens: Sequence[Token]) -> _Phrase:
        return _Phrase(tokens[0].type, str(tokens[0]))


_GROUPED = re.compile(r"(?:[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]{0,2}(?:\xa0[0-9]{3})+)?(?:\.[0-9]+)?")


def _digits(text: str) -> Fraction:
    if not _GROUPED.fullmatch(text):
        mend = "write 435,719 or 435719, and decimals with a point"
        raise WordingError(f"{text!r} is not grouped in threes", mend=mend)
    return Fraction(re.sub("[,\xa0]", "", text))


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

    def parse(text: str, start: str) -> object:
        try:
            return lark.parse(text, start=start)
        except LarkError:
            what, mend = next(hint for pattern, hint in _HINTS.items() if re.search(pattern, text))
            raise WordingError(what, mend=mend) from None

    return parse


@contextmanager
def _quoting(text: str) -> Iterator[None]:
    """Let every refusal say which text it is about."""
    try:
        yield
    except WordingError as error:
        if error.where is None:
            shown = str(text)
            error.where = f'"{shown if len(shown) <= 80 else shown[:77] + "..."}"'
        raise


def _parse(text: str, start: str) -> object:
    if not isinstance(text, str):
        raise WordingError(f"a wording is text, not {type(text).__name__}", mend="write it in quotes")
    if len(text) > LONGEST:
        raise WordingError(f"a wording has at most {LONGEST} characters", mend="quote the phrase only")
    plain = _plain(text)
    if not plain:
        raise WordingError("the wording is empty", mend="write 'suppressed' for a withheld number, 'none' for 0")
    return _parser()(plain, start)


def _show(number: Exact, percent: bool = False) -> str:
    number = Fraction(number) * (100 if percent else 1)
    below = "" if number.denominator == 1 else f"/{number.denominator:,}"
    return f"{number.numerator:,}{below}{' %' if percent else ''}"


# -- numbers -------------------------------------------------------------------------------------------------


def read_number(text: str) -> Exact:
    """Read one bare number: in digits, words, percent, or as a fraction or rate.

    Raises:
        WordingError: It is no such number.

    >>> read_number("2.5 million"), read_number("15%"), read_number("185 per 100,000")
    (2500000, Fraction(3, 20), Fraction(37, 20000))
    """
    return to_exact(_read_value(text).number)


def _read_value(text: str) -> _Value:
    with _quoting(text):
        value = cast(_Value, _parse(text, "value"))
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
    return value.number if value.form in _PURE else value.number / 100


def rounded(value: Exact, to: Exact) -> Interval:
    """Give the numbers that round half up to a value, at steps of `to`.

    The lower end is in and the upper end is out, whatever the sign: -5 rounded to 1 is [-5.5, -4.5).

    Raises:
        InexactNumber: A float.
        WordingError: `to` is not above 0.

    >>> rounded(2_000_000, 100_000)
    Interval(1950000, 2050000, upper_open=True)
    """
    value, half = to_exact(value), Fraction(_positive(to, "rounded_to")) / 2
    return Interval(value - half, value + half, upper_open=True)


def _positive(value: int | Fraction | Decimal | str, name: str) -> Exact:
    number = read_number(value) if isinstance(value, str) else to_exact(value, what=name)
    if number <= 0:
        raise WordingError(f"{name} is {_show(number)}", mend=f"give {name} a number above 0")
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
            half = _show(Fraction(self.rounded_to) / 2, percent)
            return f"rounded to {_show(self.rounded_to, percent)}: [N - {half}, N + {half})"
        margin = _show(self.tolerance or 0, percent)
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
) -> Wording:
    """Read a phrase for a count, or for a pure number, and name the rule that read it.

    Args:
        text: The phrase, such as "more than 7.5 million".
        reading: ``literal`` or ``press``.
        rounded_to: The step that the printed number is rounded to, half up.
        tolerance: The greatest distance of the true number from the printed one.
        exact: Whether a number that looks rounded is exact.
        share: Whether a pure number is measured (a share, growth or ratio), not a count.

    Raises:
        WordingError: No rule reads the phrase, or its rounding must be stated first.
        InexactNumber: A float.

    >>> read_wording("about 3%", rounded_to="1%", share=True).rule
    'rounded to 1 %: [N - 1/2 %, N + 1/2 %)'
    """
    return _read(text, reading, share, rounded_to, tolerance, exact)


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
) -> tuple[Wording, Wording]:
    """Give the weakest and the strongest admissible reading of a claim, with the arguments of `read_wording`.

    The weakest is the press reading; the strongest is the literal one, which also uses a stated rounding.

    >>> [w.interval for w in readings("almost 2 million", rounded_to=100_000)]
    [Interval(-inf, 2000000), Interval(1950000, 2000000, upper_open=True)]
    """
    weakest = _read(text, "press", share, rounded_to, tolerance, exact)
    return weakest, _read(text, "literal", share, rounded_to, tolerance, exact)


def _read(
    text: str, reading: Reading, share: bool | None, rounded_to: Precision, tolerance: Precision, exact: bool
) -> Wording:
    with _quoting(text):
        stated = _Stated.of(rounded_to, tolerance, exact)
        if reading not in get_args(Reading):
            raise WordingError(f"there is no reading {reading!r}", mend='use "literal" or "press"')
        phrase = cast(_Phrase, _parse(text, "start"))
        _refuse(phrase, stated, share)
        interval, rule, used = _apply(phrase, reading, stated)
    notes = []
    if stated.name and not used:
        notes.append(f'{stated.name} has no effect on "{phrase.words}", read as {reading}')
    if any(value.form == "times" for value in phrase.values):
        notes.append("a multiple is a ratio; the growth is one less")
    return Wording(text, rule=rule, interval=interval, reading=reading, note="; ".join(notes))


def _refuse(phrase: _Phrase, stated: _Stated, share: bool | None) -> None:
    """Raise for a phrase that does not fit what is measured, or that needs a stated precision."""
    forms = {value.form for value in phrase.values}
    if share is False:
        if phrase.kind in ("MOST", "ALL"):
            raise WordingError(f"{phrase.words} of what?", mend="report share(..., among=...)")
        if "times" in forms:
            raise WordingError("a multiple of what?", mend="report ratio(...)")
        if forms & _PURE:
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


def _apply(phrase: _Phrase, reading: Reading, stated: _Stated) -> tuple[Interval, str, bool]:
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
    excluded = strict and reading == "literal"
    interval = Interval.more_than(number) if excluded else Interval.at_least(number)
    if below == falls:  # N bounds from above; the mirror of a fall turns a lower bound into an upper one
        interval = Interval.less_than(number) if excluded else Interval.at_most(number)
    if not strict:
        return interval, f'"{words}" includes N{fall}', False
    rule = f'literal: "{words}" excludes N' if excluded else f'press: "{words}" may be N itself'
    if excluded and near is not None and kind in ("NEARLY", "JUST_OVER"):
        return interval.intersection(near), f"{rule}, {near_rule}{fall}", True
    return interval, rule + fall, False
