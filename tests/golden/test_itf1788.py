"""Published cases of ITF1788, the interval test framework (M. Nehmeier, O. Heimlich): ``libieeep1788_*.itl``.

Results are rounded outward to binary64 before they are compared, as that suite expects.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from docketstats.values.interval import Interval

SAMPLE = Path(__file__).parents[3] / "shared" / "acceptance" / "itf1788_intervals.json"

INF = math.inf
EMPTY = Interval.empty()
ENTIRE = Interval.entire()


def rounded_up(x: Any) -> float:
    return x if isinstance(x, float) else Interval.exactly(x).outward()[1]


def middle(x: Interval) -> float:
    return float(x.midpoint)


def radius(x: Interval) -> float:
    if x.width == INF:
        return INF
    # The suite means the radius around the midpoint as rounded to a float.
    return rounded_up((x - Fraction(middle(x))).magnitude)


OPERATIONS: dict[str, Callable[..., Any]] = {
    "isMember": lambda number, x: number in x,
    "neg": lambda x: -x,
    "pos": lambda x: +x,
    "abs": abs,
    "add": lambda x, y: x + y,
    "sub": lambda x, y: x - y,
    "mul": lambda x, y: x * y,
    "div": lambda x, y: x / y,
    "recip": lambda x: 1 / x,
    "sqr": lambda x: x**2,
    "pown": lambda x, n: x ** int(n),
    "intersection": Interval.intersection,
    "convexHull": Interval.hull,
    "subset": Interval.subset,
    "interior": Interval.interior,
    "less": Interval.less,
    "precedes": Interval.precedes,
    "strictLess": Interval.strictly_less,
    "strictPrecedes": Interval.strictly_precedes,
    "disjoint": Interval.disjoint,
    "equal": Interval.equal,
    "isEmpty": lambda x: x.is_empty,
    "isEntire": lambda x: x.is_entire,
    "isSingleton": lambda x: x.is_point,
    "inf": lambda x: x.lower,
    "sup": lambda x: x.upper,
    "mid": middle,
    "wid": lambda x: rounded_up(x.width),
    "rad": radius,
    "mag": lambda x: x.magnitude,
    "mig": lambda x: x.mignitude,
    "overlap": lambda x, y: x.overlap(y).value,
}


def run(operation: str, *arguments: Any) -> Any:
    result = OPERATIONS[operation](*arguments)
    return result.outward() if isinstance(result, Interval) else result


PUBLISHED = [
    ("neg", (Interval(1, 2),), (-2, -1)),
    ("add", (Interval(-INF, 2), Interval(3, INF)), (-INF, INF)),
    ("sub", (ENTIRE, Interval(-1, 1)), (-INF, INF)),
    ("mul", (Interval(0, 0), ENTIRE), (0, 0)),
    ("mul", (EMPTY, ENTIRE), (INF, -INF)),
    ("mul", (Interval(-1, 5), Interval(-1, 10)), (-10, 50)),
    ("mul", (Interval(-INF, 3), Interval(0, 0)), (0, 0)),
    ("div", (Interval(-30, -15), Interval(-5, -3)), (3, 10)),
    ("div", (Interval(-30, 15), Interval(0, 0)), (INF, -INF)),
    ("div", (Interval(0, 0), Interval(-3, 3)), (0, 0)),
    ("div", (Interval(-30, -15), Interval(0, 3)), (-INF, -5)),
    ("div", (Interval(-30, -15), Interval(-3, 3)), (-INF, INF)),
    ("div", (Interval(15, 30), Interval(3, INF)), (0, 10)),
    ("recip", (Interval(0, 10),), (0.09999999999999999, INF)),
    ("recip", (Interval(-10, 10),), (-INF, INF)),
    ("sqr", (Interval(-5, 3),), (0, 25)),
    ("pown", (Interval(-INF, -0.0), 8), (0, INF)),
    ("pown", (ENTIRE, 0), (1, 1)),
    ("pown", (EMPTY, 0), (INF, -INF)),
    ("pown", (Interval(0, 0), -1), (INF, -INF)),
    ("pown", (ENTIRE, -2), (0, INF)),
    ("pown", (Interval(0, INF), -1), (0, INF)),
    ("intersection", (Interval(1, 3), Interval(2.1, 4)), (2.1, 3)),
    ("convexHull", (Interval(1, 1), Interval(2.1, 4)), (1, 4)),
    ("subset", (EMPTY, EMPTY), True),
    ("interior", (ENTIRE, ENTIRE), True),
    ("interior", (Interval(0, 4), Interval(0, 4)), False),
    ("less", (EMPTY, EMPTY), True),
    ("less", (EMPTY, Interval(1, 2)), False),
    ("strictLess", (ENTIRE, ENTIRE), True),
    ("precedes", (Interval(3, 4), EMPTY), True),
    ("strictPrecedes", (Interval(-3, -1), Interval(-1, 0)), False),
    ("disjoint", (Interval(0, 0), Interval(-0.0, -0.0)), False),
    ("mid", (ENTIRE,), 0),
    ("mag", (Interval(-4, 2),), 4),
    ("mig", (Interval(-4, 2),), 0),
    ("overlap", (EMPTY, EMPTY), "bothEmpty"),
    ("overlap", (EMPTY, Interval(1, 2)), "firstEmpty"),
    ("overlap", (Interval(1, 2), EMPTY), "secondEmpty"),
    ("overlap", (Interval(-INF, 2), Interval(3, INF)), "before"),
    ("overlap", (Interval(1, 2), Interval(2, INF)), "meets"),
    ("overlap", (Interval(1, 2), Interval(1.5, 2.5)), "overlaps"),
    ("overlap", (Interval(1, 2), Interval(1, INF)), "starts"),
    ("overlap", (Interval(1, 2), ENTIRE), "containedBy"),
    ("overlap", (Interval(1, 2), Interval(-INF, 2)), "finishes"),
    ("overlap", (ENTIRE, ENTIRE), "equals"),
    ("overlap", (Interval(-INF, 2), Interval(1, 2)), "finishedBy"),
    ("overlap", (Interval(-INF, 3), Interval(1, 2)), "contains"),
    ("overlap", (Interval(1, INF), Interval(1, 2)), "startedBy"),
    ("overlap", (Interval(1.5, 2.5), Interval(1, 2)), "overlappedBy"),
    ("overlap", (Interval(2, 3), Interval(1, 2)), "metBy"),
    ("overlap", (Interval(3, 4), Interval(2, 2)), "after"),
]


@pytest.mark.parametrize(("operation", "arguments", "expected"), PUBLISHED)
def test_published_case(operation: str, arguments: tuple[Any, ...], expected: Any) -> None:
    assert run(operation, *arguments) == expected


def _read(form: Any) -> Any:
    if not isinstance(form, dict):
        return form
    if form.get("empty"):
        return EMPTY
    if "num" in form:
        return float(form["num"])
    if "word" in form:
        return form["word"]
    return Interval(float(form["lo"]), float(form["hi"]))


def test_sample_of_the_suite() -> None:
    if not SAMPLE.exists():
        pytest.skip("the sample of the suite is not beside the project")
    cases = [case for case in json.loads(SAMPLE.read_text())["cases"] if "inexact_literal" not in json.dumps(case)]
    assert cases
    for case in cases:
        expected = _read(case["expect"])
        if isinstance(expected, Interval):
            expected = expected.outward()
        assert run(case["op"], *map(_read, case["args"])) == expected, case["id"]
