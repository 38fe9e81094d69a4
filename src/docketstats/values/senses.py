"""Whether a suggestion keeps the sense of what was written: a negation or a direction is never turned round."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container
from difflib import SequenceMatcher, get_close_matches
from functools import cache

_NEGATIONS = ("not", "non", "no", "never", "without", "neither", "nor", "none", "except", "former", "ex")
_PREFIXES = ("not", "non", "no", "un", "in", "im", "il", "ir", "dis", "ex", "de")
"""What a word for the opposite begins with, as in undecided and irregular."""
_OPPOSITES = (
    ("least", "most"),
    ("minimum min", "maximum max"),
    ("more", "less fewer"),
    ("many much", "few little"),
    ("over", "under"),
    ("above", "below"),
    ("upper higher greater high", "lower smaller low"),
    ("up rise rising rose increase increased grew growth climbed", "down fall falling fell decrease decreased shrank"),
    ("gain gained jump jumped surged", "decline declined drop dropped reduction reduced cut slid"),
    ("before earlier prior", "after later"),
    ("since", "until"),
    ("first", "last"),
    ("start begin opening", "end closing"),
    ("entry entries entered entrants arrivals", "exit exits left leavers departures"),
    ("in inside included inclusive", "out outside excluded exclusive"),
    ("with", "without"),
    ("open", "closed"),
    ("older old elder", "younger young newer new"),
    ("male males men man", "female females women woman"),
    ("granted approved admitted accepted", "denied refused rejected"),
    ("immigrants immigrant", "emigrants emigrant"),
    ("north", "south"),
)
_POLES = {word: (axis, pole) for axis, pair in enumerate(_OPPOSITES) for pole in (0, 1) for word in pair[pole].split()}


def keeps(written: str, meant: str) -> bool:
    """Whether a name may be suggested for another one: neither has a negation or a direction that the other turns.

    >>> keeps("conviktd", "convicted"), keeps("not_convicted", "convicted"), keeps("over_50", "under_50")
    (True, False, False)
    """
    ours, theirs = _words(written), _words(meant)
    if sum(map(_negates, ours)) != sum(map(_negates, theirs)):
        return False
    poles = {axis: pole for axis, pole in map(_pole, theirs) if axis is not None}
    if any(axis in poles and poles[axis] != pole for axis, pole in map(_pole, ours)):
        return False
    return not any(_turned(one, other) for one in ours for other in theirs)


def markers(phrase: str, known: Container[str]) -> Counter[object]:
    """The negations and directions of a phrase, of which some words are known and the others may be misspelled.

    >>> told = ("not", "more", "than")
    >>> markers("not more N", told) == markers("more N", told), markers("moree", told) == markers("more", told)
    (False, True)
    """
    found: list[object] = []
    for word in _words(phrase):
        pole = _POLES.get(word, (None, 0)) if word in known else _pole(word)
        if word in _NEGATIONS or (word not in known and _negates(word)):
            found.append("not")
        elif word == "to":
            found.append(word)
        elif pole[0] is not None and word != "in":
            found.append(pole)
    return Counter(found)


def _words(text: str) -> list[str]:
    """The words of a text; a negation that is written as one with its word stands by itself."""
    return re.findall(r"non(?=[a-z]{4})|not(?=[a-z]{6})|[a-z]+", text.lower())


@cache
def _negates(word: str) -> bool:
    """Whether a word is a negation, or is like one."""
    if word in _NEGATIONS:
        return True
    mixed = any(sorted(word) == sorted(one) or _like(word, one) >= 0.8 for one in ("no", "not", "non"))
    return mixed and len(word) > 1 and word != "on"


@cache
def _pole(word: str) -> tuple[int | None, int]:
    """The direction that a word names, or is like a word for."""
    if word in _POLES:
        return _POLES[word]
    near = get_close_matches(word, [one for one in _POLES if len(one) > 3], 1, 0.8)
    return _POLES[near[0]] if near else (None, 0)


def _turned(one: str, other: str) -> bool:
    """Whether one of two words is the other with a prefix that turns it round."""
    short, long = sorted((one, other), key=len)
    return any(
        long.startswith(prefix)
        and len(long) > len(prefix) + 2
        and _like(long[len(prefix) :], short) > max(0.8, _like(long, short))
        for prefix in _PREFIXES
    )


def _like(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()
