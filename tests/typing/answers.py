"""Types of evidence and of what it answers; checked by ``mypy --strict``, never run."""

from fractions import Fraction
from typing import assert_type

import docketstats as ds
from docketstats.inference.conflicts import Conflicts

docket = ds.Docket("docket")
a, b = docket.population("a"), docket.population("b")
source = ds.Source("Report")
figure = ds.reported(a, 5, source=source)
snapshot = docket.snapshot("2024-07-21", figures=[figure])
evidence = ds.Evidence(snapshot, figures=(), relations=[a.within(b, source=source)])

assert_type(snapshot, ds.Snapshot)
assert_type(evidence | evidence, ds.Evidence)
assert_type(evidence.without(source), ds.Evidence)
assert_type(evidence.without(figure), ds.Evidence)
assert_type(evidence.only(source, figure), ds.Evidence)
assert_type(evidence.assuming(ds.Assumption(a.within(b), because="argument")), ds.Evidence)

assert_type(evidence.as_known_on("2024-09-25"), ds.Evidence)
assert_type(evidence.undated_sources, tuple[ds.Source, ...])

history = evidence.history(a, ["2024-07-21"])
assert_type(history, ds.History)
for date, point in history:
    assert_type(date, ds.Period)
    assert_type(point, ds.DerivedFigure | None)
evidence.history("count(a)")  # type: ignore[arg-type]

d = evidence.bound(ds.count(a))
assert_type(d, ds.DerivedFigure)
assert_type(d.interval, ds.Interval)
assert_type(d.quantity, ds.Quantity)
assert_type(d.sharpness, ds.Sharpness)
assert_type(d.upper, ds.Bound | None)
assert_type(d.sources, tuple[ds.Source, ...])
assert_type(d.confidence, int | Fraction)
assert_type(d.explain(), str)
assert_type(d.check(), bool)
assert_type(d.annualised, ds.AnnualGrowth)
assert_type(d.annualised.quantity, ds.Quantity)
assert_type(evidence.comparable(figure, figure), ds.Comparison)
assert_type(evidence.comparable(figure, figure).movements, tuple[ds.Movement, ...])
if d.upper:
    assert_type(d.upper.proof, ds.Proof | None)
    assert_type(d.upper.witness, ds.Witness | None)
    assert_type(d.upper.ray, ds.Ray | None)
assert_type(evidence.bounds([ds.count(a), ds.count(b)]), tuple[ds.DerivedFigure, ...])

v = evidence.check(ds.count(a) >= 5)
assert_type(v, ds.Verdict)
assert_type(evidence.check(a.within(b)), ds.Verdict)
assert_type(evidence.check(ds.Claim(ds.count(a) >= 5)), ds.Verdict)
assert_type(v.outcome, ds.Outcome)
assert_type(v.true_in, ds.Witness | None)
assert_type(v.explain(), str)

assert_type(evidence.conflicts(), Conflicts)
for conflict in evidence.conflicts():
    assert_type(conflict, ds.Conflict)
    assert_type(conflict.facts, tuple[ds.Fact, ...])
    assert_type(conflict.proof, ds.Proof)
assert_type(evidence.sensitivity(ds.count(a)), ds.Sensitivity)

evidence.bound("count(a)")  # type: ignore[arg-type]
evidence.check(ds.count(a))  # type: ignore[arg-type]
ds.Evidence(figure)  # type: ignore[arg-type]
ds.Evidence([snapshot])  # type: ignore[arg-type]
evidence.snapshots = ()  # type: ignore[misc]
