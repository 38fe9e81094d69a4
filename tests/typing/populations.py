"""Types of dockets, items and populations; checked by ``mypy --strict``, never run."""

import datetime
from typing import assert_type

import docketstats as ds
from docketstats import CustodyStatus

docket = ds.Docket("docket", unit="person", classifications=(ds.CustodyStatus, ds.Classification("kind", ("x", "y"))))
a = docket.population("a", "described")
b = docket["x"]

assert_type(CustodyStatus.NON_DETAINED, ds.Item)
assert_type(CustodyStatus.INCARCERATED_FEDERAL, ds.Item)
assert_type(CustodyStatus["bond"], ds.Item)
assert_type(docket[CustodyStatus.NON_DETAINED], ds.Population)
assert_type(b, ds.Population)
assert_type(docket.everyone, ds.Population)
assert_type(docket.nobody, ds.Population)

assert_type(a & b, ds.Population)
assert_type(a | b, ds.Population)
assert_type(a - b, ds.Population)
assert_type(a ^ b, ds.Population)
assert_type(~a, ds.Population)
assert_type(a.at("2024-07-21"), ds.Population)
assert_type(a.at(datetime.date(2024, 7, 21)), ds.Population)
assert_type(a == b, bool)
assert_type(a.equivalent_to(b), bool)

assert_type(a.within(b), ds.Relation)
assert_type(a.disjoint_from(b, because="definition"), ds.Relation)
assert_type(a.same_as(b), ds.Relation)
assert_type(a.empty(), ds.Relation)
assert_type(docket.covers(a, b, source=ds.Source("Report")), ds.Relation)

CustodyStatus.FREE  # type: ignore[attr-defined]
a & 5  # type: ignore[operator]
a | ds.count(b)  # type: ignore[operator]
a.within("b")  # type: ignore[arg-type]
a.at(2024)  # type: ignore[arg-type]
docket[5]  # type: ignore[index]
docket.name = "another"  # type: ignore[misc]
ds.Docket("docket", "person")  # type: ignore[call-arg]
