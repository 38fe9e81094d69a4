"""The slips that are made most often in a TOML document: what is wrong, and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docketstats.adapters.documents.places import blanked
from docketstats.errors import PeriodError
from docketstats.values.period import Period

LISTS = ("dockets", "snapshots", "figures", "relations", "assumptions", "claims")
"""What there may be several of, each under a header in two brackets."""
_DATE = re.compile(r"\b(?:as_of|at|published|same_instant_as)\s*=\s*([^\s\"'\[{][^\"'}\]#]*)")
"""A date without quotation marks."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TWICE = ("Cannot overwrite", "Duplicate", "Cannot declare", "Cannot mutate", "Cannot redefine")
_STATEMENT = re.compile(
    r"[ \t]*(?:(?P<open>\[\[?)[ \t]*(?P<header>[^\[\]\n]+?)[ \t]*\]|(?P<key>[\w.-]+|[\"'][^\n]*?[\"'])[ \t]*=)"
)


def told(text: str, number: int, what: str) -> str:
    """The place of a slip and how to mend it, by the line at which a reader of TOML stopped and by what it said."""
    if what.startswith(_TWICE):
        return _twice(text, number, what)
    line = text.split("\n")[number - 1]
    if date := next(filter(None, map(_date, _DATE.findall(blanked(line)))), ""):
        return f"line {number}: {date}"
    hint = _hint(line, what)
    return f"line {number}: this is no TOML: {what}{f' ({hint})' if hint else ''}"


# -- twice ------------------------------------------------------------------------------------------------------------


def _statements(text: str) -> Iterator[tuple[int, str, str, str]]:
    """The headers and the keys of a text that begin a line: the line, the header above, its brackets, and the key."""
    depth, header, brackets = 0, "", ""
    for number, (bare, line) in enumerate(zip(blanked(text).split("\n"), text.split("\n"), strict=True), 1):
        if depth == 0 and _STATEMENT.match(bare) and (found := _STATEMENT.match(line)):
            if found["header"]:
                header, brackets = found["header"], found["open"]
                yield number, header, brackets, ""
                continue
            yield number, header, brackets, found["key"].strip("\"'")
        depth = max(0, depth + len(re.findall(r"[\[{]", bare)) - len(re.findall(r"[\]}]", bare)))


def _twice(text: str, number: int, what: str) -> str:
    """What stands twice. A reader stops behind the second of them, which may be some lines below its beginning."""
    known = [one for one in _statements(text) if one[0] <= number]
    line, header, brackets, key = known[-1] if known else (number, "", "", "")
    if inline := re.search(r"inline table key '(.*)'", what):
        return f"line {number}: the key {inline[1]!r} stands twice between one pair of braces (keep one)"
    if not key and header in LISTS:
        first = next(one[0] for one in known if one[1] == header)
        return (
            f"line {line}: [{header}] in single brackets can stand once only, and there is one in line {first} "
            f"(write [[{header}]], in two brackets, above each)"
        )
    owner, _, last = header.rpartition(".")
    for before, *above, other in reversed(known[:-1]):
        if key and (above, other) == ([header, brackets], key):
            more = f"; if it belongs to another one, write [[{header}]] above it" if brackets == "[[" else ""
            return f"line {line}: the key {key!r} stands twice in one table, first in line {before} (keep one{more})"
        if key and not other:
            break  # the table begins here
        if not key and ((above[0] == header and not other) or (above[0] == owner and other == last)):
            return (
                f"line {line}: [{header}] is there already, from line {before} on (keep one header, or change a name)"
            )
    return f"line {line}: {key or header!r} is there already (keep one)"


# -- one line ---------------------------------------------------------------------------------------------------------


def _hint(line: str, what: str) -> str:
    bare = blanked(line)
    if re.search(r"[\u201c-\u201f\u2018-\u201b\u00ab\u00bb]", bare):
        return "use straight quotation marks, \" or ', and not curly ones"
    if re.search(r"""=\s*"[^"]*"[^\s,}\]#][^"]*\"""", line):
        return """a text that holds quotation marks stands in others: of = 'count(a, at="2024")'"""
    if what.startswith("Illegal character '\\n'"):
        return "a text ends on its line, with the quotation mark that it began with; one seems to be missing"
    if what.startswith("Unclosed"):
        return "a comma between two entries, or a closing bracket, seems to be missing here or on the line before"
    if re.search(r"=\s*\d{1,3}(?:,\d{3})+(?!\d)", bare) or what.startswith(("Expected newline", "Invalid value")):
        return 'words, percentages and numbers with commas stand in quotation marks: is = "435,719"'
    if what.startswith("Expected '='"):
        return 'a line of a document is a key, = and a value: title = "Annual report"; a note begins with #'
    return ""


def _date(value: str) -> str:
    """What is wrong with a date that stands without quotation marks, and how to mend it; empty if it can be read."""
    value = value.strip()
    try:
        Period.read(value)
    except PeriodError as error:
        return f"{error.what} (write a day that there is)" if _DAY.fullmatch(value) else str(error)
    if value.isdecimal() or _DAY.fullmatch(value):
        return ""
    return f'{value} stands in quotation marks, as what is no day in digits does (write "{value}")'
