"""Bad input: whatever is passed where, a public function takes it or refuses it by an error of the library."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

import docketstats as ds


class Foreign:
    """An object that the library knows nothing of, and that cannot even be printed."""

    def __repr__(self) -> str:
        raise RuntimeError


def nested(depth: int) -> list[object]:
    found: list[object] = []
    for _ in range(depth):
        found = [found]
    return found


BAD: tuple[object, ...] = (
    *(None, True, b"bytes", Foreign(), int, 1j, range(3)),
    *(math.nan, math.inf, -math.inf, 0.1, -1, 0, 10**5_000),
    *map(Decimal, ("1e999999", "1e99999999", "1e-999999", "NaN", "sNaN", "Infinity")),
    *("", "  ", "\x00", "1e999999999", "9" * 100_000, "(" * 100_000),
    *("9999-12-31", "9999", "0000-01-01", "0001-01-01", "FY0001", "2024-13-45"),
    *(datetime.datetime(2024, 1, 1), datetime.date.max),
    *([], {}, (), [1], {1}, nested(100_000)),
)

DAY = "2024-07-21"
SOURCE = ds.Source("Annual report")
STAGE = ds.Classification("stage", ("open", "closed"))
COURT = ds.Docket("court", classifications=(STAGE,))
A, B = COURT.population("a"), COURT.population("b")
COUNT = ds.count(A, at=DAY)
FIGURE = ds.reported(A, 5, source=SOURCE)
SNAPSHOT = COURT.snapshot(DAY, figures=[FIGURE])
EVIDENCE = ds.Evidence(SNAPSHOT)
CLAIM = ds.Claim(COUNT >= 3)
SMALL = ds.Interval(0, 5)
PERIOD = ds.Period.read(DAY)
RELATED: dict[str, Any] = {"source": SOURCE, "because": "by law"}

CALLS: tuple[tuple[Callable[..., object], tuple[object, ...], dict[str, Any]], ...] = (
    (ds.Source, ("Report",), {"publisher": "ICE", "published": "2024", "locator": "p. 2", "url": "x"}),
    (ds.Classification, ("stage", ("open",)), {"exclusive": True, "exhaustive": True, "fixed": False}),
    (ds.Item, ("open",), {"label": "Open", "items": ("new",), "exclusive": True, "exhaustive": True}),
    (ds.Docket, ("court",), {"unit": "case", "classifications": (STAGE,)}),
    (COURT.__getitem__, ("open",), {}),
    (COURT.population, ("old",), {"description": "older than a year"}),
    (COURT.covers, (A, B), RELATED),
    (COURT.snapshot, (DAY,), {"figures": [FIGURE], "same_instant_as": "2024-07"}),
    (ds.Snapshot, (COURT, DAY), {"figures": [FIGURE], "same_instant_as": "2024-07"}),
    *((call, ("2023", "2024"), {}) for call in (COURT.stayed, COURT.left, A.entered)),
    (A.at, (DAY,), {}),
    (A.became, (B, "2023", "2024"), {}),
    *((call, (B,), RELATED) for call in (A.within, A.disjoint_from, A.same_as)),
    (A.empty, (), RELATED),
    (A.equivalent_to, (B,), {}),
    (ds.count, (A,), {"at": DAY}),
    (ds.share, (A,), {"among": B, "at": DAY}),
    (ds.ratio, (ds.count(A), ds.count(B)), {}),
    *((call, (A,), {"since": "2023", "until": "2024"}) for call in (ds.change, ds.growth)),
    *((call, (A,), {"during": "2024-05"}) for call in (ds.average, ds.entries, ds.exits, ds.entrants, ds.leavers)),
    (ds.moves, (A, B), {"since": "2023", "until": "2024"}),
    *((call, (A, ["2023", "2024"]), {}) for call in (ds.constant_count, ds.monotone, ds.no_entries, ds.no_exits)),
    (ds.no_reentry, (A, ["2022", "2023", "2024"]), {}),
    (ds.at_most_a_day, (A, 5, ["2024-05-01", "2024-05-09"]), {}),
    (COUNT.equals, (5,), {}),
    (COUNT.between, (1, 5), {}),
    (COUNT.lies_in, (SMALL,), {}),
    (ds.count(A).at, (DAY,), {}),
    (ds.Statement, (COUNT, SMALL), {"strongest": SMALL, "rule": "", "text": ""}),
    (ds.Statement.worded, (COUNT, "about 5"), {"rounded_to": 1}),
    (ds.Statement.worded, (COUNT, "about 5"), {"tolerance": 1}),
    (ds.reported, (A, 5), {"source": SOURCE, "reading": "press", "confidence": "95%", "definition": "all"}),
    (ds.reported, (A, "5"), {"source": SOURCE, "rounded_to": 10}),
    (ds.reported, (A, 5), {"source": SOURCE, "tolerance": 10}),
    (ds.reported, (A, 5), {"source": SOURCE, "exact": True, "revises": FIGURE}),
    (ds.reported, (ds.share(A, among=B), "5 %"), {"source": SOURCE, "rounded_to": "1%", "if_any": True}),
    (ds.Assumption, (COUNT >= 3,), {"because": "for argument", "confidence": "95%"}),
    (ds.Claim, (COUNT >= 3,), {"text": "At least 3", "by": "a newspaper", "expected": "supported"}),
    (ds.Evidence, (SNAPSHOT,), {"figures": (), "relations": (), "assumptions": (), "remarks": ()}),
    *((call, (COUNT,), {}) for call in (EVIDENCE.bound, EVIDENCE.sensitivity)),
    *((call, (CLAIM,), {}) for call in (EVIDENCE.check, EVIDENCE.decide)),
    (EVIDENCE.bounds, ([COUNT],), {}),
    (EVIDENCE.history, (ds.count(A),), {"dates": [DAY]}),
    (EVIDENCE.transitions, ("stage",), {"since": "2023", "until": DAY, "docket": COURT}),
    (EVIDENCE.comparable, (FIGURE, FIGURE), {}),
    (EVIDENCE.reconcile, (), {"by": "absolute", "trust": {SOURCE: 2}, "adjust": [SOURCE]}),
    (EVIDENCE.exposed, (11,), {"width": 3, "cells": B}),
    (EVIDENCE.suppress, (11,), {"width": 3, "cells": B, "keep": (), "by": "cells", "mark": "*"}),
    (EVIDENCE.constant_share, (A,), {"among": B, "since": DAY, "until": DAY}),
    *((call, (SOURCE,), {}) for call in (EVIDENCE.without, EVIDENCE.only)),
    (EVIDENCE.as_known_on, (DAY,), {}),
    (ds.read, ("5",), {"reading": "press", "rounded_to": 1}),
    (ds.read, ("5",), {"tolerance": 1}),
    (ds.read, ("5",), {"exact": True}),
    (ds.percent, ("5%",), {}),
    (ds.phrase, (SMALL,), {}),
    (ds.Interval, (1, 2), {"lower_open": False, "upper_open": False}),
    *((call, (1,), {}) for call in (ds.Interval.exactly, ds.Interval.at_least, ds.Interval.less_than)),
    *((call, (SMALL,), {}) for call in (SMALL.hull, SMALL.intersection, SMALL.union, SMALL.subset, SMALL.overlap)),
    *((call, (SMALL,), {}) for call in (SMALL.precedes, SMALL.strictly_precedes, SMALL.less, SMALL.strictly_less)),
    *((call, (SMALL,), {}) for call in (SMALL.interior, SMALL.disjoint)),
    (SMALL.__contains__, (5,), {}),
    (ds.Quantity, (5, "person"), {}),
    (ds.Quantity(5, "day").to, ("year",), {}),
    *((call, (DAY,), {}) for call in (ds.Period.read, ds.Period.spelled)),
    (ds.Period, (PERIOD.start, PERIOD.end), {"kind": PERIOD.kind, "label": "", "tag": ""}),
    (PERIOD.tagged, ("census",), {}),
    *((call, (PERIOD,), {}) for call in (PERIOD.precedes, PERIOD.contains, PERIOD.overlaps)),
)
PLACES = [
    pytest.param(call, place, id=f"{getattr(call[0], '__qualname__', call[0])}-{place}")
    for call in CALLS
    for place in (*range(len(call[1])), *call[2])
]


@pytest.mark.parametrize(("call", "place"), PLACES)
def test_a_value_is_taken_or_refused_by_the_library(call: tuple[Any, ...], place: int | str) -> None:
    function, args, named = call
    function(*args, **named)
    for bad in BAD:
        given = [*args], {**named}
        given[isinstance(place, str)][place] = bad  # type: ignore[index]
        try:
            found = function(*given[0], **given[1])
        except ds.DocketStatsError as refused:
            found = refused
        assert repr(found)  # what is taken can be shown
        assert str(found)
        assert not isinstance(found, ds.DocketStatsError) or len(str(found)) < 1_000


OPERATIONS: tuple[Callable[[Any], object], ...] = (
    *(lambda x: COUNT + x, lambda x: x - COUNT, lambda x: COUNT * x, lambda x: COUNT / x, lambda x: x < COUNT),
    *(lambda x: SMALL + x, lambda x: SMALL * x, lambda x: x / SMALL, lambda x: SMALL**x),
    *(lambda x: ds.Quantity(5, "person") * x, lambda x: ds.Quantity(5, "person") + x, lambda x: A & x, lambda x: x | A),
)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_operator_gives_an_error_of_the_library_or_the_type_error_of_python(operation: Any) -> None:
    for bad in BAD:
        try:
            taken = operation(bad)
        except (ds.DocketStatsError, TypeError):
            continue
        assert repr(taken)


@pytest.mark.parametrize(
    ("call", "kind", "message"),
    [
        (lambda: ds.reported(A, 5, source="Report"), ds.WrongType, "source is to be of type Source.*write ds.Source"),
        (lambda: A.within(B, source="Report"), ds.WrongType, "Relation: source is to be of type Source or None"),
        (
            lambda: ds.Evidence(figures="5"),
            ds.WrongType,
            r"a list, not '5' \(write \[one, another\]\)",
        ),
        (lambda: EVIDENCE.without("Annual report"), ds.WrongType, "'Annual report' is no source, figure, relation"),
        (lambda: COURT[5], ds.WrongType, "docket court: an item is to be a text, not 5"),
        (lambda: SMALL.subset(5), ds.WrongType, r"not 5 \(write Interval.exactly\(x\) for a number\)"),
        (lambda: ds.entries(A, during="0001-01-01"), ds.DateError, "there is no day before it"),
        (lambda: ds.Period.read("9999-12-31"), ds.PeriodError, "is no day"),
        (lambda: ds.Interval(0, Decimal("1e999999")), ds.TooLarge, "more than 4,000 digits"),
        (
            lambda: ds.reported(A, 10**5_000, source=SOURCE),
            ds.TooLarge,
            r"^count\(a\): value has more",
        ),
        (lambda: ds.Interval(2, 3) ** 10**9, ds.TooLarge, "the power has more than 4,000 digits"),
        (lambda: ds.Interval(0, 1) ** 10**9, None, ""),
    ],
)
def test_an_error_says_what_where_and_how_to_mend_it(call: Any, kind: type[Exception] | None, message: str) -> None:
    if kind is None:
        assert call() == ds.Interval(0, 1)
        return
    with pytest.raises(kind, match=message):
        call()


def test_a_wrong_type_is_a_type_error_and_an_error_of_the_model() -> None:
    assert issubclass(ds.WrongType, TypeError)
    assert issubclass(ds.WrongType, ds.ModelError)
