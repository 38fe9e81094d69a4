"""Dates that are written in a way that is not read, and how to write them: day and month are never guessed at."""

from __future__ import annotations

import datetime
import re

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_YEAR = r"((?:1[89]|2[01])\d\d)"
_ISO = re.compile(
    _YEAR + r"[-/. ](\d{1,2})[-/. ](\d{1,2})(?:[T ](?:\d\d?:[\d:.,]*(?: ?[-+][\d:]+|Z)?)?)?", re.IGNORECASE
)
_PACKED = re.compile(_YEAR + r"(\d\d)(\d\d)")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ]" + _YEAR)
_SHORT_YEAR = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d\d")
_MONTH = re.compile(_YEAR + r"[-/.](\d{1,2})")
_MONTH_FIRST = re.compile(r"(\d{1,2})[-/.]" + _YEAR)


def mend(text: str) -> str:
    """What to write instead of a text that is meant as a date; empty if that cannot be told.

    >>> mend("2024-7-1"), mend("21/07/2024")
    ("write '2024-07-01' or '1 July 2024'", "write '2024-07-21' or '21 July 2024'")
    >>> mend("5/4/2024")
    "write '2024-04-05' or '2024-05-04', whichever is meant"
    """
    if _SHORT_YEAR.fullmatch(text.strip()):
        return "write the year with four digits and first, as in '2024-07-21'"
    match meant(text):
        case []:
            return ""
        case [one] if len(one) == len("2024-07-21"):
            year, month, day = map(int, one.split("-"))
            timed = ", without a time of day" if ":" in text or "T" in text else ""
            return f"write '{one}' or '{day} {_MONTHS[month - 1]} {year}'{timed}"
        case [one]:
            return f"write '{one}'"
        case several:
            return f"write {' or '.join(map(repr, several))}, whichever is meant"


def meant(text: str) -> list[str]:
    """The days or the month that a text may mean, as they are written.

    >>> meant("5/4/2024"), meant("7/2024"), meant("soon")
    (['2024-04-05', '2024-05-04'], ['2024-07'], [])
    """
    text = text.strip()
    if found := _ISO.fullmatch(text) or _PACKED.fullmatch(text):
        return _days(*found.groups())
    if found := _YEAR_LAST.fullmatch(text):
        one, other, year = found.groups()
        return list(dict.fromkeys((*_days(year, other, one), *_days(year, one, other))))
    if found := _MONTH.fullmatch(text) or _MONTH_FIRST.fullmatch(text):
        month, year = sorted(found.groups(), key=len)
        return [f"{year}-{int(month):02}"] if 1 <= int(month) <= 12 else []
    return []


def _days(year: str, month: str, day: str) -> list[str]:
    """The day in the form that is read, if there is such a day."""
    try:
        return [datetime.date(int(year), int(month), int(day)).isoformat()]
    except ValueError:
        return []
