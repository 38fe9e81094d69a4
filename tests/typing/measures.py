"""Types of measures, statements and figures; checked by ``mypy --strict``, never run."""

from decimal import Decimal
from fractions import Fraction
from typing import assert_type

import docketstats as ds

docket = ds.Docket("docket")
a, b = docket.population("a"), docket.population("b")
source = ds.Source("Report", publisher="Office", published="2024-09-25")
m = ds.count(a, at="2024-07-21")
s = ds.share(a, among=b)

assert_type(m, ds.Measure)
assert_type(s, ds.Measure)
assert_type(ds.change(a, since="2021", until="2024"), ds.Measure)
assert_type(ds.growth(a, since="2021", until="2024"), ds.Measure)
assert_type(ds.ratio(m, m), ds.Measure)
assert_type(m + m, ds.Measure)
assert_type(m - 5, ds.Measure)
assert_type(5 - m, ds.Measure)
assert_type(2 * m, ds.Measure)
assert_type(m * Fraction(1, 2), ds.Measure)
assert_type(m / 2, ds.Measure)
assert_type(m / m, ds.Measure)
assert_type(-m, ds.Measure)

assert_type(m >= 5, ds.Statement)
assert_type(m < Fraction(1, 2), ds.Statement)
assert_type(m >= 5, ds.Statement)
assert_type(m > m, ds.Statement)
assert_type(m.equals(5), ds.Statement)
assert_type(m.between(0, 5), ds.Statement)
assert_type(m == m, bool)
assert_type(ds.Statement.worded(m, "nearly 5"), ds.Statement)

assert_type(ds.reported(a, 5, source=source), ds.ReportedFigure)
assert_type(ds.reported(s, "3%", source=source, rounded_to="1%"), ds.ReportedFigure)
assert_type(ds.reported(s, Decimal("0.03"), source=source, exact=True), ds.ReportedFigure)
assert_type(ds.reported(m, ds.Quantity(5, "person"), source=source, reading="press"), ds.ReportedFigure)
assert_type(ds.read("over 5", reading="literal"), ds.Interval)
assert_type(ds.percent(15), Fraction)
assert_type(ds.Claim(m >= 5, text="many", by="somebody", expected="refuted"), ds.Claim)
assert_type(ds.Assumption(a.within(b), because="argument"), ds.Assumption)

assert_type(ds.change(ds.share(a, among=b), since="2021", until="2024"), ds.Measure)
assert_type(ds.average(a, during="FY2024"), ds.Measure)

ds.count("a")  # type: ignore[arg-type]
ds.share(a, b)  # type: ignore[call-arg]
ds.reported(a, 5)  # type: ignore[call-arg]
ds.reported(a, 5.0, source=source)  # type: ignore[arg-type]
ds.reported(a, "over 5", source=source, reading="loose")  # type: ignore[arg-type]
ds.Assumption(a.within(b))  # type: ignore[call-arg]
ds.growth(a, "2021", "2024")  # type: ignore[call-arg]
ds.average(m, during="FY2024")  # type: ignore[arg-type]
