"""Types of intervals, quantities and periods; checked by ``mypy --strict``, never run."""

from fractions import Fraction
from typing import Never, assert_type

import docketstats as ds

x, y = ds.Interval(0, 5), ds.Interval(0.5, Fraction(7, 2), lower_open=True)
q = ds.Quantity(x, "person")

assert_type(x + y, ds.Interval)
assert_type(2 * x, ds.Interval)
assert_type(x / y, ds.Interval)
assert_type(x**2, ds.Interval)
assert_type(abs(x), ds.Interval)
assert_type(x.hull(y), ds.Interval)
assert_type(x.union(y), tuple[ds.Interval, ...])
assert_type(x.overlap(y), ds.Overlap)
assert_type(x.precedes(y), bool)
assert_type(x.is_point, bool)
assert_type(x.outward(), tuple[float, float])
assert_type(3 in x, bool)
assert_type(ds.Interval.at_least(5), ds.Interval)
assert_type(q.interval, ds.Interval)
assert_type(q + q, ds.Quantity)
assert_type(q.to("person"), ds.Quantity)
assert_type(q.certainly_less(q), bool)
assert_type(ds.Period.read("2024-07-21"), ds.Period)


def ordered() -> Never:
    x.__lt__(y)


ds.Interval("0", 5)  # type: ignore[arg-type]
ds.Interval(0, 5, True)  # type: ignore[call-arg]
x.lower = 5  # type: ignore[misc]
