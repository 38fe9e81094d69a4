"""Dates and periods, as the publishers of figures write them."""

from __future__ import annotations

import datetime
import enum
import re
from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import NoReturn

import attrs

from docketstats.errors import NoTruthValue, PeriodError
from docketstats.values import misdated
from docketstats.values.given import checked, of_type, shown

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept|sep(?:tember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_FORMS = (
    "write '2024-07-21', '21 July 2024', 'July 21, 2024', '2024-09', 'September 2024', '2024-Q3', 'Q3 2024', "
    "'2024', 'FY2023' (from October 2022 on), 'undated' or 'undated, printed September 2024', and ' #tag' behind to "
    "tell two apart"
)


class PeriodKind(enum.Enum):
    """How long a period is.

    >>> Period.read("FY2023").kind
    <PeriodKind.FISCAL_YEAR: 'fiscal year'>
    """

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    FISCAL_YEAR = "fiscal year"
    UNDATED = "undated"
    STEP = "step"


SIDES = ("before", "after", "during", "entered", "left")
"""What is looked at in a step: how things are right before each move, or right after; the moves themselves; or who came
in, or went out, at least once."""
_STEP = re.compile(rf"(?P<side>{'|'.join(SIDES)}) (?P<since>.+)\.\.(?P<until>.+)")

_PATTERNS = tuple(
    (kind, re.compile(pattern, re.IGNORECASE | re.ASCII))
    for kind, pattern in (
        (PeriodKind.DAY, r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"),
        (PeriodKind.DAY, rf"(?P<day>\d\d?) {_MONTH} (?P<year>\d{{4}})"),
        (PeriodKind.DAY, rf"{_MONTH} (?P<day>\d\d?),? (?P<year>\d{{4}})"),
        (PeriodKind.MONTH, r"(?P<year>\d{4})-(?P<month>\d\d)"),
        (PeriodKind.MONTH, rf"{_MONTH},? (?P<year>\d{{4}})"),
        (PeriodKind.QUARTER, r"(?P<year>\d{4})[- ]?Q(?P<quarter>[1-4])"),
        (PeriodKind.QUARTER, r"Q(?P<quarter>[1-4]),? (?P<year>\d{4})"),
        (PeriodKind.YEAR, r"(?P<year>\d{4})"),
        (PeriodKind.FISCAL_YEAR, r"(?:FY|fiscal year) ?(?P<year>\d{4})"),
    )
)


_MONTHS_LONG = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.YEAR: 12, PeriodKind.FISCAL_YEAR: 12}


def _first_day(kind: PeriodKind, part: dict[str, str]) -> datetime.date:
    year, month, day = int(part["year"]), int(part.get("month", 1)), int(part.get("day", 1))
    if "name" in part:
        month = _MONTHS.index(part["name"][:3].lower()) + 1
    if kind is PeriodKind.QUARTER:
        month = 3 * int(part["quarter"]) - 2
    if kind is PeriodKind.FISCAL_YEAR:  # of the United States: from October of the year before
        year, month = year - 1, 10
    return datetime.date(year, month, day)


def _day_after(kind: PeriodKind, start: datetime.date) -> datetime.date:
    if kind is PeriodKind.DAY:
        return start + datetime.timedelta(days=1)
    years, month = divmod(start.month - 1 + _MONTHS_LONG[kind], 12)
    return start.replace(year=start.year + years, month=month + 1)


def _canonical(kind: PeriodKind, start: datetime.date) -> str:
    year = f"{start.year:04}"
    match kind:
        case PeriodKind.DAY:
            return start.isoformat()
        case PeriodKind.MONTH:
            return f"{year}-{start.month:02}"
        case PeriodKind.QUARTER:
            return f"{year}-Q{(start.month + 2) // 3}"
        case PeriodKind.FISCAL_YEAR:
            return f"FY{start.year + 1:04}"
        case _:
            return year


@attrs.frozen(repr=False, order=False, cache_hash=True)
class Period:
    """A day, or a longer stretch of time of which one unknown instant is meant.

    Two periods are equal if they are written alike; a month equals no day in it. A tag tells two unknown
    instants of one period apart. `Period.read` is more convenient than the constructor.

    Args:
        start: First day, or None if undated.
        end: The day after the last, or None if undated.
        kind: How long it is. A fiscal year is that of the United States, 1 October to 30 September.
        label: Canonical text. A dated period has it from its start and kind.
        tag: One word without ``#``.

    Raises:
        PeriodError: Parts that do not fit together.

    >>> str(Period.read("as of 21 July 2024")), str(Period.read("Sept. 2024 #budget"))
    ('2024-07-21', '2024-09 #budget')
    """

    start: datetime.date | None
    end: datetime.date | None
    kind: PeriodKind = attrs.field(kw_only=True, validator=of_type(PeriodKind))
    label: str = attrs.field(default="", kw_only=True, validator=of_type(str))
    tag: str = attrs.field(default="", kw_only=True, validator=of_type(str))

    def __attrs_post_init__(self) -> None:
        if self.tag and not re.fullmatch(r'[^\s#"]+', self.tag):
            raise PeriodError(f"{shown(self.tag)} is no tag", mend="use one word without # and quotation marks")
        if self.kind is PeriodKind.STEP:
            self._check_step()
        elif self.kind is PeriodKind.UNDATED:
            label = " ".join(self.label.split()) or "undated"
            if self.start is not None or self.end is not None:
                raise PeriodError("an undated period has neither start nor end", where=label)
            if "#" in label or '"' in label or not re.match(r"undated\b", label, re.IGNORECASE):
                raise PeriodError(f"{shown(label)} is no label of an undated period", mend="begin with 'undated'")
            object.__setattr__(self, "label", "undated" + label[len("undated") :])
        else:
            self._check_dated()

    def _check_step(self) -> None:
        if self.start is not None or self.end is not None or self.tag or not _STEP.fullmatch(self.label):
            raise PeriodError(f"{shown(self.label)} is no step between two dates", mend="use Period.step")
        side, since, until = self.parts
        object.__setattr__(self, "label", f"{side} {since}..{until}")

    def _check_dated(self) -> None:
        kind, start = self.kind, self.start
        if type(start) is not datetime.date or type(self.end) is not datetime.date:
            raise PeriodError(f"a {kind.value} needs a start and an end, both datetime.date", mend="use Period.read")
        label = _canonical(kind, start)
        # Reading the label back shows a start within a month or an end too late.
        if _dates(label) != (kind, start, self.end):
            raise PeriodError(f"{start} to before {self.end} is no {kind.value}", mend="use Period.read")
        if self.label not in ("", label):
            raise PeriodError(f"{shown(self.label)} is written {label!r}", mend="leave the label out")
        object.__setattr__(self, "label", label)

    @classmethod
    def read(cls, x: Period | datetime.date | str) -> Period:
        """Read a date or period, or pass a `Period` on.

        Raises:
            PeriodError: A text of no known form, a day that does not exist, or a time of day.

        >>> Period.read("Q3 2024").start
        datetime.date(2024, 7, 1)
        """
        if isinstance(x, Period):
            return x
        if isinstance(x, datetime.datetime):
            raise PeriodError(f"{x!r} has a time of day; populations are taken at dates", mend="use its .date()")
        if isinstance(x, datetime.date):
            x = x.isoformat()
        if not isinstance(x, str):
            raise PeriodError(f"{shown(x)} is neither a date nor a text", mend=_FORMS)
        text, mark, tag = " ".join(x.split()).partition(" #")
        if mark and not tag:
            raise PeriodError(f"{shown(x)} has an empty tag", mend=_FORMS)
        text = re.sub(r"^as of ", "", text, flags=re.IGNORECASE)
        if re.match(r"undated\b", text, re.IGNORECASE):
            return cls(None, None, kind=PeriodKind.UNDATED, label=text, tag=tag)
        kind, start, end = _dates(text)
        return cls(start, end, kind=kind, tag=tag)

    @classmethod
    def spelled(cls, text: str) -> Period:
        """The period that `str` shows as a text: as `read`, and steps too.

        >>> Period.spelled("left 2023..2024").is_step
        True
        """
        found = _STEP.fullmatch(text) if isinstance(text, str) else None
        return cls.step(found["side"], cls.read(found["since"]), cls.read(found["until"])) if found else cls.read(text)

    @classmethod
    def step(cls, side: str, since: Period, until: Period) -> Period:
        """What happens after one date and up to another, seen from one of ``SIDES``; only the library needs it.

        >>> Period.step("before", Period.read("2023-09-30"), Period.read("2024-09-30")).instants
        (Period.read('2023-09-30'), Period.read('2024-09-30'))
        """
        return _step(side, since, until)

    @cached_property
    def parts(self) -> tuple[str, Period, Period]:
        """The side of a step and the dates that it goes from and to."""
        found = _STEP.fullmatch(self.label)
        if found is None:
            raise PeriodError(f"{self} is no step between two dates")
        return found["side"], Period.read(found["since"]), Period.read(found["until"])

    @property
    def is_step(self) -> bool:
        """Whether it is a step between two dates."""
        return self.kind is PeriodKind.STEP

    @property
    def instants(self) -> tuple[Period, ...]:
        """The dates that it is about: itself, or those that a step goes from and to."""
        return self.parts[1:] if self.is_step else (self,)

    def moved(self, instants: Mapping[Period, Period]) -> Period:
        """The date that it stands for, or the step between those that its dates stand for."""
        if not self.is_step:
            return instants.get(self, self)
        side, since, until = self.parts
        return Period.step(side, instants.get(since, since), instants.get(until, until))

    def __repr__(self) -> str:
        return f"Period.{'spelled' if self.is_step else 'read'}({str(self)!r})"

    def __str__(self) -> str:
        return f"{self.label} #{self.tag}" if self.tag else self.label

    @property
    def is_day(self) -> bool:
        """Whether it is one day, known.

        >>> Period.read("2024-07-21").is_day, Period.read("2024-07").is_day
        (True, False)
        """
        return self.kind is PeriodKind.DAY

    def tagged(self, tag: str) -> Period:
        """Give the same period with a tag, or without one if it is empty.

        >>> str(Period.read("2024-09").tagged("census"))
        '2024-09 #census'
        """
        return attrs.evolve(self, tag=tag)

    def precedes(self, other: Period) -> bool:
        """Tell whether it is certainly over when the other begins. What is undated has no order.

        >>> Period.read("2024-07-21").precedes(Period.read("Q4 2024"))
        True
        """
        other = _period(other)
        return self.end is not None and other.start is not None and self.end <= other.start

    def contains(self, other: Period) -> bool:
        """Tell whether every day of the other is a day of this one. What is undated contains nothing.

        >>> Period.read("FY2023").contains(Period.read("2022-10-01"))
        True
        """
        other = _period(other)
        if self.start is None or self.end is None or other.start is None or other.end is None:
            return False
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Period) -> bool:
        """Tell whether the two may share a day: neither certainly precedes the other. What is undated may be any day.

        >>> Period.read("FY2024").overlaps(Period.read("2023")), Period.read("FY2024").overlaps(Period.read("2025"))
        (True, False)
        """
        return not (self.precedes(other) or other.precedes(self))

    @property
    def sort_key(self) -> tuple[bool, datetime.date, datetime.date, str, str]:
        """A total order for display: by start, then end, the undated last.

        >>> sorted(["undated", "2024", "2023-12-31"], key=lambda text: Period.read(text).sort_key)
        ['2023-12-31', '2024', 'undated']
        """
        return (
            self.start is None,
            self.start or datetime.date.max,
            self.end or datetime.date.max,
            self.label,
            self.tag,
        )

    def _no_order(self, _other: object) -> NoReturn:
        raise NoTruthValue(
            "periods have no single order", mend="precedes (certainly before), overlaps, contains or sort_key"
        )

    __lt__ = __le__ = __gt__ = __ge__ = _no_order


def _period(other: Period) -> Period:
    return checked(other, Period, "the other", mend="write Period.read(...)")


@lru_cache(maxsize=4096)
def _step(side: str, since: Period, until: Period) -> Period:
    return Period(None, None, kind=PeriodKind.STEP, label=f"{side} {since}..{until}")


def _dates(text: str) -> tuple[PeriodKind, datetime.date, datetime.date]:
    """Read an untagged, dated text."""
    for kind, pattern in _PATTERNS:
        if found := pattern.fullmatch(text):
            try:
                start = _first_day(kind, found.groupdict())
                return kind, start, _day_after(kind, start)
            except (ValueError, OverflowError) as error:
                raise PeriodError(f"{shown(text)} is no {kind.value}: {error}", mend=_FORMS) from error
    raise PeriodError(f"{shown(text)} is no date or period", mend=misdated.mend(text) or _FORMS)
