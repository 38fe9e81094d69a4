"""What to say of a wording that no rule reads: the reason where one is known, and the nearest known phrase."""

from __future__ import annotations

import re
from difflib import SequenceMatcher, get_close_matches
from functools import cache

from docketstats.errors import WordingError
from docketstats.values import senses
from docketstats.values.lexicon import COUNTED, PARTS, SCALES, SMALL, TENS, phrases

_MOVED = "up|down|rose|fell|grew|increased|decreased|declined|dropped|climbed|jumped|surged|shrank|slid"

# The reason and the mend, by what stands in the text. The first that fits is said.
_HINTS = {
    r"\b(?:few|many|several|scores|couple|handful|dozens|hundreds|thousands|millions|numerous|lots?|hardly)\b"
    r"|\b(?:vast|large|overwhelming) majority\b|\b(?:nearly|almost|virtually|not) (?:all|every\w*|none)\b"
    r"|^some$": (
        "this is too vague to bound a number",
        "give a number, or state what you take it to mean as an Assumption",
    ),
    r"[$€£¥]|\b(?:dollars?|usd|euros?|eur|cents)\b": (
        "no rule reads an amount of money, which counts nobody",
        'build a Quantity, as in Quantity(5_000_000, "USD")',
    ),
    r"\bround(?:ed|ing)\b": (
        "it says that the number is rounded, and not to what",
        'add rounded_to, or write "N (rounded to the nearest 100)"',
    ),
    r"\ball but\b": (
        "it counts those that are left over, and not how many there are",
        "report the count of the rest",
    ),
    r"\b[0-9][0-9,]*(?:st|nd|rd|th)\b": (
        "no rule reads an ordinal: it names one in a row, and is no count",
        'write "at least N", if the Nth is there',
    ),
    rf"\band (?:(?:an?|{'|'.join(SMALL)})[ -])?(?:{'|'.join(PARTS)})s?\b": (
        'a part behind "and" may belong to the number before it',
        'write "A to B" for a range, and the number in digits, such as "2.5 million"',
    ),
    r"\b(?:average|mean|median)\b": (
        "an average is no count at one date",
        "report it as average(..., over=...), without the word",
    ),
    r"\b[0-9.]+ ?e[0-9+-]|\bnan\b|\binf(?:inity)?\b": ("no rule reads this number", "write its digits in full"),
    r"\b(?:per|a|each) (?:day|week|month|year)\b|\b(?:daily|weekly|monthly|annual\w*|yearly)\b": (
        "a rate over time is no count at one date",
        "report a flow, as in entries(..., during=...)",
    ),
    r"[0-9] [(]?[0-9]": (
        "two numbers stand side by side",
        "group digits with commas or no-break spaces: 435,719",
    ),
    rf"(?!up to)\b(?:{_MOVED}) (?:to|from)\b": (
        "this is a level and not a change",
        "write the level as a count on its date, or the change as 'up N' or 'down N'",
    ),
    r"\b(?:times|fold) (?:more|higher|greater|larger|fewer|less|lower)\b": (
        '"3 times more" is three times as many to one writer and four times to another',
        'write "three times as many" or "up 300%"',
    ),
    r"[0-9] points?\b": (
        "points of what?",
        'write "percentage points" for the change of a share',
    ),
    r"^\([0-9][0-9,.]*\)$": (
        "a number in parentheses is negative to one writer and a footnote to another",
        'write "-N" or "N"',
    ),
    r"[^\x00-\x7f]": (
        "no rule reads this: it holds signs of another script, or a raised one",
        "write the number in the digits 0 to 9",
    ),
    r"\bper (?:capita|head)\b": ("no rule reads a rate per head", 'write "N per 100,000"'),
}  # fmt: skip


_NUMBER = re.compile(rf"(?:(?:[0-9][0-9.,]*|\b(?:{'|'.join((*TENS, *SMALL, *SCALES))})\b)[ -]?)+")
"""A number, in digits or words."""


def refusal(text: str) -> WordingError:
    """The error for a text, in the form of `docketstats.values.grammar.plain`, that the grammar does not read."""
    for pattern, (what, mend) in _HINTS.items():
        if re.search(pattern, text):
            return WordingError(what, mend=mend)
    unknown, nearest = _unknown(text), _nearest(text)
    what = f'no rule reads the word "{unknown}"' if unknown else "no rule reads this wording"
    if nearest:
        return WordingError(what, mend=f'did you mean "{nearest}"?')
    mend = "quote the words for the number only: 'more than N', 'at least N', 'between A and B', 'N %' or 'none'"
    return WordingError(what, mend=mend)


@cache
def _phrases() -> dict[str, frozenset[str]]:
    """Every kind of phrase, with its words."""
    told = (phrase for phrase in phrases() if not re.search(r"\ba [aeiou]|\ban [^aeiou]", phrase))
    return {phrase: frozenset(_words(phrase)) for phrase in told}


_NUMBERS = {*SMALL, *TENS, *SCALES, *PARTS, *(f"{part}s" for part in PARTS)}
_BETWEEN = """a an the of these those them as many much out every each per total altogether in all anywhere somewhere
    from ranging range through but when whole nearest rounded off basis points point percentage percent cent pct
    pp ppt bps mille fold times residents inhabitants population low lower mid middle high higher upper half"""
"""Words of the grammar that are in no list of phrases."""
_LITTLE = frozenset(["a", "an", "the", "of", "off", "to", "and", "or", "than", "by", "in", "at"])
"""Words that may be wrong where none is misspelled."""


@cache
def _vocabulary() -> tuple[str, ...]:
    """Every word of a phrase or a number."""
    spoken = {word for words in _phrases().values() for word in words}
    counted = {form for unit in COUNTED for form in (unit.replace("s?", ""), unit.replace("?", ""))}
    return tuple(sorted({*spoken, *counted, *_NUMBERS, *_BETWEEN.split()}))


def _words(text: str) -> list[str]:
    return re.findall("[a-z]+", text)


def _unknown(text: str) -> str:
    """The first word that is in no phrase, shortened for print."""
    return next((word[:30] for word in _words(text) if word not in _vocabulary()), "")


def _nearest(text: str) -> str:
    """The known phrase that is most like a text, among those that share a word with it, or with what it may mean.

    What is not misspelled is meant: a phrase with other negations or directions than the text is none.
    """
    unknown, known = _unknown(text), frozenset(_vocabulary())
    meant = _meant(unknown) if unknown else {"": 1.0}
    found = []
    for word, likeness in meant.items():
        shape = _NUMBER.sub("N ", text.replace(unknown, word, 1)).strip()[:60]
        words, sense = set(_words(shape)), senses.markers(shape, known)
        shared = {one for one in words if len(one) > 1}
        meant_too = (words - shared if unknown else words) - _LITTLE  # what must be in the phrase, too
        near = [
            phrase
            for phrase, parts in _phrases().items()
            if shared & parts and meant_too <= parts and senses.markers(phrase, known) == sense
        ]
        for phrase in get_close_matches(shape, near, 1, 0.7):
            found.append((SequenceMatcher(None, shape, phrase).ratio() + likeness, phrase))
    return max(found)[1] if found else next((word for word in meant if word in _NUMBERS), "")


def _meant(word: str) -> dict[str, float]:
    """The known words that a misspelled one may be, or the two that it may be as one, and how like they are."""
    vocabulary = _vocabulary()
    swapped = {word[:at] + word[at : at + 2][::-1] + word[at + 2 :] for at in range(len(word) - 1)}
    near = dict.fromkeys([*get_close_matches(word, vocabulary, 3, 0.75), *sorted(swapped.intersection(vocabulary))])
    parted = (f"{word[:at]} {word[at:]}" for at in range(2, len(word) - 1))
    likely = {one: 0.95 for one in parted if set(one.split()) <= set(vocabulary)}
    for one in near:
        if senses.keeps(word, one):
            likely[one] = 0.9 if one in swapped else SequenceMatcher(None, word, one).ratio()
    return likely
