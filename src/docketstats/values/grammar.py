"""The grammar of wordings, and the one form to which a text is brought before it is parsed.

The words themselves stand in `docketstats.values.lexicon`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from string import Template

from docketstats.values.lexicon import (
    COUNTED,
    CUTS,
    LEADS,
    MOVES,
    MULTIPLES,
    PARTS,
    PLURALS,
    RANGES,
    SCALES,
    SMALL,
    STATUSES,
    TENS,
    THIRDS,
    TRAILS,
    WHOLES,
)

# A terminal marked ".2" goes first where another would match a shorter piece: "up to" before "up".
_GRAMMAR = Template(r"""
start: _TOTAL? phrase precision? _IN_TOTAL? MARK*
?phrase: estimate
    | LEVEL estimate                                                        -> level
    | (UP | DOWN) estimate                                                  -> moved
    | estimate (RISE | FALL) _unit?                                         -> moved_after
    | _A value (RISE | FALL) _unit?                                         -> moved_after
    | (MOST | MINORITY | ALL) _unit?                                        -> wordless
    | MAGNITUDE _unit?                                                      -> magnitude
    | _FROM value (_TO | DASH) value                                       -> span
?estimate: value                                                            -> bare
    | (MORE | LESS | AT_LEAST | AT_MOST | NEARLY | JUST_OVER | ABOUT | EXACTLY | ONLY | ALL) value -> led
    | (NONE _unit? | NO UNIT)                                               -> none
    | value (OR_MORE | OR_LESS | OR_SO) _unit?                              -> trailed
    | (MORE | AT_LEAST) value (_AND | _BUT) (LESS | AT_MOST) value          -> both
    | (LESS | AT_MOST) value (_AND | _BUT) (MORE | AT_LEAST) value          -> both
    | (_BETWEEN value (_AND | DASH) | _RANGING? value (_TO | DASH)) value -> span
    | value OR value                                                        -> span
precision: (ROUNDED (value | step) | PLUS_MINUS value) _CLOSE?
step: _scale | PERCENT_ALONE
?value: core _unit?
    | SIGN core _unit?                                                      -> signed
_unit: UNIT | _THEM
?core: number
    | number _PERCENT                                                       -> percent
    | (FRACTION | VULGAR) (_OF? _A)? _PERCENT                               -> part_percent
    | number _PERMILLE                                                      -> permille
    | number POINTS                                                         -> points
    | number PER (number | scale) _RESIDENTS?                               -> rate
    | number _TIMES                                                         -> times
    | number _FOLD                                                          -> fold
    | (FRACTION | VULGAR) _AS_MANY                                          -> portion
    | MULTIPLE                                                              -> multiple
    | (FRACTION | VULGAR)                                                   -> fraction
number: DIGITS (AND_PART | VULGAR)? _scale?
    | DIGITS _scale AND_REST
    | _cardinal (AND_PART _scale? | AND_REST)?
    | (FRACTION | VULGAR) _OF? _A _scale
    | (FRACTION | VULGAR) _scale                                            -> part_scale
_cardinal: WORD | _A (SCALE | HUNDRED) | _cardinal (WORD | SCALE | HUNDRED)
scale: _scale
_scale: SCALE | HUNDRED SCALE?

$phrases

MULTIPLE: /(?:$multiples|(?:$small)-?fold)\b(?: as (?:many|much)\b)?|(?:$cuts)\b/
MAGNITUDE.3: /(?:in )?(?:the )?(?:(?:$thirds)[- ])?(?:$magnitudes)\b/
DIGITS: /[0-9](?:[0-9.,_'\xa0]*[0-9])?|\.[0-9]+/
WORD: /(?:(?:$tens)(?:[- ](?:$units))?|$small)\b/
FRACTION.2: /(?:an?|$small)[- ](?:$parts)s?\b|half\b/
VULGAR.2: /[0-9]+\/[0-9]+/
AND_PART.2: /and (?:an?|$small)[- ](?:$parts)s?\b/
AND_REST.3: /and (?:an?|$small)[- ](?:$parts)s?\b(?! (?:of )?(?:an? )?(?:$scales|hundred)\b)/
HUNDRED: /hundred\b/
SCALE: /(?:$scales)\b/
SIGN: /-|\+|(?:minus|plus)\b/
PER: /(?:per|in|out of|of)\b(?: (?:every|each)\b)?/
POINTS.2: /(?:percentage|basis) points?\b|%[- ]points?\b|pp\b|ppts?\b|bps\b/
UNIT.2: /(?:of )?(?:all )?(?:the |these |those )?(?:$counted)\b/
OR: /or\b/
NO: /no\b|not a single\b/
ROUNDED.2: /[,(]? ?(?:(?:when|all) )?(?:rounded (?:off )?)?to (?:the )?nearest\b(?: whole\b)?/
PLUS_MINUS.3: /[,(]? ?(?:±|\+\/-|plus or minus\b|give or take\b)|\(within\b/
PERCENT_ALONE: /%|per ?cent\b|percentage point\b/
MARK: /\*{1,3}|[†‡§¶#]{1,2}|\[[a-z0-9]{1,3}\]|\((?:[a-z0-9]{1,2}|$statuses)\)|[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,2}|[rpe]\b/

_PERCENT.2: /%|per ?cent\b|pct\b/
_PERMILLE: /‰|per mille\b/
_FOLD: /-? ?fold\b/
_TIMES: /times\b(?: (?:as (?:many|much)|the number)\b)?|x\b|×/
_AS_MANY: /as (?:many|much)\b/
_RESIDENTS: /(?:of the |of )?(?:residents|inhabitants|population)\b/
_TOTAL: /(?:(?:a|the) )?total of\b/
_IN_TOTAL.2: /,? ?(?:in total|in all|altogether|total)\b/
_THEM.2: /of (?:them|those)\b/
_BETWEEN: /(?:(?:any|some)where )?between\b/
_FROM: /from\b/
_RANGING: /(?:(?:any|some)where|ranging) from\b|in the range of\b/
_AND: /and\b/
_BUT: /,? ?but\b/
_TO: /to\b|through\b/
DASH: "-"
_OF: /of\b/
_A: /an?\b/
_CLOSE: ")"
%ignore " "
""")

_FIRST = {"AT_LEAST", "AT_MOST", "NEARLY", "JUST_OVER", "LEVEL", "NONE", "OR_MORE", "OR_LESS", "OR_SO"}
"""Lists of phrases that go before those of which they hold a piece: "up to" before "up"."""


def _any(words: Iterable[str]) -> str:
    """A regular expression for any of these, the longest first; a word ends where it ends."""
    ordered = sorted(words, key=len, reverse=True)
    escaped = (re.escape(one).replace("\\ ", " ").replace("/", r"\/") for one in ordered)
    return "|".join(rf"{one}\b" if one[-1].isalnum() else one for one in escaped)


def grammar() -> str:
    """The grammar with its words filled in."""
    tables = {**LEADS, **TRAILS, **MOVES, **WHOLES}
    lists = (f"{kind}{'.2' if kind in _FIRST else ''}: /{_any(words)}/" for kind, words in tables.items())
    return _GRAMMAR.substitute(
        phrases="\n".join(lists),
        small="|".join(SMALL),
        units="|".join(list(SMALL)[1:10]),
        tens="|".join(TENS),
        parts="|".join(PARTS),
        scales="|".join(word for word in SCALES if word != "hundred"),
        multiples="|".join(MULTIPLES),
        cuts="|".join(CUTS),
        thirds="|".join(THIRDS),
        counted="|".join(COUNTED),
        statuses="|".join(STATUSES),
        magnitudes=_any({*PLURALS, *RANGES}).replace(" ", "[- ]"),
    )


@cache
def parser(build: Callable[[], object]) -> Callable[[str, str], object]:
    """A parser for the grammar: it takes a text and a rule, and gives what the methods of ``build()`` make of it.

    It raises a ``SyntaxError`` for a text that the grammar does not read.
    """
    from lark import Lark, LarkError  # here, because most programs that import this library read no wording

    lark = Lark(grammar(), parser="lalr", lexer="contextual", start=["start", "value"], transformer=build())

    def run(text: str, start: str) -> object:
        try:
            return lark.parse(text, start=start)
        except LarkError:
            raise SyntaxError(text) from None

    return run


# -- one form ------------------------------------------------------------------------------------------------

_PLAIN = str.maketrans(
    dict.fromkeys("‐‑‒–—―−﹣－", "-")
    | dict.fromkeys("\u2006\u2007\u2008\u2009\u200a\u202f", "\xa0")
    | dict.fromkeys('"“”„«»\u200b\u2060\ufeff\xad', "")
    | {"’": "'", "‘": "'", "⁄": "/", "½": " 1/2", "⅓": " 1/3", "⅔": " 2/3", "¼": " 1/4", "¾": " 3/4"}
    | {"＜": "<", "＞": ">", "⩽": "≤", "⩾": "≥", "∼": "~", "％": "%", "…": "..."}
    | {"ʳ": " r", "ᵖ": " p", "ᵉ": " e", "ᵃ": " [a]", "ᵇ": " [b]", "ᶜ": " [c]"}
)
_NUMBER_WORD = "|".join([*TENS, *list(SMALL)[1:]])
_PART = "|".join(PARTS)


def plain(text: str) -> str:
    """Bring dashes, quotes, spaces and case to one form; a no-break space stays where it groups digits.

    "One hundred and five" loses its "and", save where "between" needs it; "2-1/2" is no range and loses its dash;
    "within A of B" becomes "B plus or minus A".
    """
    text = text.translate(_PLAIN).lower()
    text = re.sub(r"(?<![0-9])\xa0|\xa0(?![0-9])", " ", text)
    text = re.sub(r"[^\S\xa0]+", " ", text).strip()
    text = text if text.endswith("..") else text.removesuffix(".").rstrip() or text
    text = re.sub(r"(?<=[a-z0-9])-(in|to|and|or)-(?=[a-z0-9])", r" \1 ", text)
    text = re.sub(r"(?<=[a-z])-(?=(?:hundred|thousand|million|billion|dozen)\b)", " ", text)
    text = re.sub(r"(?<![0-9.,/])([1-9][0-9,]*)- ?(?=[0-9]+/[0-9])", r"\1 ", text)
    if "between" not in text:
        number = rf"(?:{_NUMBER_WORD})\b(?![- ](?:{_PART})s?\b)"
        text = re.sub(rf"\b(hundred|thousand|million) and (?={number})", r"\1 ", text)
    return re.sub(r"^within ((?:[^ ]+ ){1,4}?)of (.+)$", r"\2 plus or minus \1", text).rstrip()
