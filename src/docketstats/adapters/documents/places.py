"""Where in the text of a TOML document a path leads: the number of a line, if it can be told."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SKIPPED = re.compile(
    r"\"\"\"[\s\S]*?\"\"\"|'''[\s\S]*?'''|\"(?:\\.|[^\"\\\n])*\"|'[^'\n]*'|#[^\n]*",
)
_HEADER = re.compile(r"^[ \t]*\[+([^\[\]\n]*)\]+", re.MULTILINE)
MOST_OPEN = 100
"""Brackets that may be open at one place of a document."""


def blanked(text: str) -> str:
    """The text with the insides of strings and comments replaced by dots, so that only its structure is left."""
    return _SKIPPED.sub(lambda found: re.sub(r"[^\n]", ".", found.group()), text)


def too_deep(text: str) -> bool:
    """Whether more brackets are open at one place than a document has use for.

    >>> too_deep("[" * 101)
    True
    """
    depth = 0
    for found in re.finditer(r"[\[\]{}]", blanked(text)):
        depth = max(0, depth + (1 if found.group() in "[{" else -1))
        if depth > MOST_OPEN:
            return True
    return False


def line_of(text: str, path: str) -> int | None:
    r"""The line of a path such as ``snapshots[0].figures[1].is`` in a TOML text; None if it cannot be told.

    >>> line_of('title = "x"\n[[claims]]\ntext = "y"\n[[claims]]\nby = "z"', "claims[1].by")
    5
    """
    steps = re.findall(r"[^.\[\]]+|\[\d+\]", path)
    bare = blanked(text)
    place, end = 0, len(bare)
    found_any = False
    while steps:
        step = steps.pop(0)
        index = int(steps.pop(0)[1:-1]) if steps and steps[0].startswith("[") else None
        found = _table(bare, step, index, steps) if not found_any else None
        if found is None:
            found = _key(bare, step, index, place, end)
        if found is None:
            break
        place, end, found_any = *found, True
    return bare.count("\n", 0, place) + 1 if found_any else None


def lines_of_each(text: str, name: str, keys: Iterable[str]) -> list[int]:
    r"""The lines of all tables under one header, each that of the first of some keys in it, else of its header.

    >>> lines_of_each('[[claims]]\ntext = "x"\nat = 2024\n[[claims]]\ntext = "y"', "claims", ["at"])
    [3, 4]
    """
    bare = blanked(text)
    headers = list(_HEADER.finditer(bare))
    ends = [*(one.start() for one in headers[1:]), len(bare)]
    found: list[int] = []
    line, place = 1, 0
    for one, end in zip(headers, ends, strict=False):
        if one.group(1).strip() == name:
            patterns = (re.compile(rf"^[ \t]*{re.escape(key)}[ \t]*=", re.MULTILINE) for key in keys)
            starts = (hit.start() for pattern in patterns if (hit := pattern.search(bare, one.end(), end)))
            start = next(starts, one.start())
            line, place = line + bare.count("\n", place, start), start
            found.append(line)
    return found


def _table(bare: str, step: str, index: int | None, steps: list[str]) -> tuple[int, int] | None:
    """The region of a table with a header; takes the step of ``[step.name]`` with it."""
    headers = list(_HEADER.finditer(bare))
    wanted = [step]
    if index is None and steps and any(one.group(1).strip() == f"{step}.{steps[0]}" for one in headers):
        wanted = [f"{step}.{steps.pop(0)}"]
    hits = [number for number, one in enumerate(headers) if one.group(1).strip() in wanted]
    number = index or 0
    if number >= len(hits):
        return None
    following = headers[hits[number] + 1 :]
    return headers[hits[number]].start(), following[0].start() if following else len(bare)


def _key(bare: str, step: str, index: int | None, place: int, end: int) -> tuple[int, int] | None:
    """The region of the value of a key, or of one element of it, between two places."""
    found = re.compile(rf"(?:^|[\n{{,])[ \t]*({re.escape(step)})[ \t]*=").search(bare, place, end)
    if found is None:
        return None
    if index is None:
        return found.start(1), end
    depth, number, start = 0, 0, None
    for sign in re.compile(r"[\[\]{},]").finditer(bare, found.end(), end):
        if sign.group() == "," and depth == 1:
            number += 1
        if sign.group() in "[{":
            depth += 1
            if depth == 2 and number == index and start is None:
                start = sign.start()
        if sign.group() in "]}":
            depth -= 1
            if start is not None and depth == 1:
                return start, sign.end()
            if depth == 0:
                break
    return found.start(1), end
