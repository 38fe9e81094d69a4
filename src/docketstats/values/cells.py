"""Texts and numbers in the cells of tables that other programs open, and identifiers made from any text."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable

from docketstats.errors import DocumentError
from docketstats.values.formatting import rounded_end
from docketstats.values.interval import End, Interval

_NOT_TEXT = re.compile("[\0\ud800-\udfff]")
_NAMES = {"\0": "a NUL"}
_HIDDEN = re.compile("[\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_ESCAPE = re.compile(r"\\(?:u([0-9a-f]{4})|(.))")
_SHORT = {"\\": "\\", "\n": "n", "\r": "r", "\t": "t"}
_LONG = {short: letter for letter, short in _SHORT.items()}
_FORMULA = re.compile(r"[=@'\uff0b\uff0d\uff1d\uff20]|[+-](?![\d.,]+ ?%?\Z)", re.ASCII)
"""How a text begins that a spreadsheet may take for a formula, in letters of full width too; a number is none."""


def write_cell(text: str) -> str:
    r"""A text on one line that no spreadsheet takes for a formula; `read_cell` gives it back.

    Control characters and separators of lines are escapes with a backslash, which itself is doubled. A text that begins
    with ``=``, ``+``, ``-``, ``@`` or an apostrophe, and is no number, gets an apostrophe in front, as OWASP advises
    against CSV injection.

    Raises:
        DocumentError: For a NUL, which many programs take for the end of the text, and for half a surrogate pair.

    >>> write_cell("=1+1"), write_cell("two\nlines"), write_cell("plain")
    ("'=1+1", 'two\\nlines', 'plain')
    """
    if found := _NOT_TEXT.search(text):
        raise DocumentError(f"{text[:40]!r} holds {_NAMES.get(found.group(), 'half a character')}, which is no text")
    return guarded(_HIDDEN.sub(lambda found: _escape(found.group()), text))


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula: with an apostrophe in front where it may; numbers stay numbers.

    >>> guarded("@SUM(A1)"), guarded("-5"), guarded("plain")
    ("'@SUM(A1)", '-5', 'plain')
    """
    return f"'{text}" if _FORMULA.match(text) else text


def read_cell(text: str) -> str:
    r"""The text that `write_cell` wrote; of any other, the text without escapes.

    >>> read_cell("'=1+1"), read_cell("two\\nlines")
    ('=1+1', 'two\nlines')
    """
    bare = text[1:] if text[:1] == "'" and _FORMULA.match(text, 1) else text
    return _ESCAPE.sub(_unescaped, bare)


def _escape(letter: str) -> str:
    return f"\\{_SHORT[letter]}" if letter in _SHORT else f"\\u{ord(letter):04x}"


def _unescaped(found: re.Match[str]) -> str:
    code, letter = found.groups()
    return chr(int(code, 16)) if code else _LONG.get(letter, found.group())


def write_list(texts: Iterable[str]) -> str:
    r"""Texts as an array of JSON on one line; `read_list` gives them back.

    Raises:
        DocumentError: As `write_cell`.

    >>> write_list(["a", "=b"])
    '["a", "=b"]'
    """
    texts = list(texts)
    for one in texts:
        write_cell(one)
    shown = json.dumps(texts, ensure_ascii=False)
    return re.sub("[\x7f-\x9f\u2028\u2029\ufffe\uffff]", lambda found: _escape(found.group()), shown)


def read_list(text: str) -> tuple[str, ...]:
    """The texts that `write_list` wrote.

    Raises:
        DocumentError: If it is no array of texts.
    """
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise DocumentError(f'{text[:40]!r} is no list of texts: write ["one", "another"]')
    return tuple(found)


def write_ends(interval: Interval) -> tuple[str, str]:
    """The ends of an interval as decimals, rounded outward where they need rounding; ``-INF`` and ``INF`` as in XML.

    >>> from fractions import Fraction
    >>> write_ends(Interval(Fraction(1, 3), Fraction(1, 2)))
    ('0.333333', '0.5')
    """
    return _decimal(interval.lower, up=False), _decimal(interval.upper, up=True)


def _decimal(value: End, *, up: bool) -> str:
    if isinstance(value, float):
        return "INF" if value > 0 else "-INF"
    return rounded_end(value, up=up, places=6).replace(",", "")


def identifier(text: str, longest: int = 32) -> str:
    """An identifier of ASCII letters, digits and ``_`` that begins with a letter and is as stable as the text.

    It shows how the text begins, and ends with a digest of it, so that two texts have two identifiers.

    >>> identifier("homicide & non_detained")
    'homicide_non_detained_9f00ae264f0d'
    """
    words = re.findall("[A-Za-z0-9]+", text)
    stem = "_".join(words)[:longest].rstrip("_")
    stem = stem if stem[:1].isalpha() else f"x{stem}"
    return f"{stem}_{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"
