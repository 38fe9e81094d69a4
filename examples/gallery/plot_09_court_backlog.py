"""
A court backlog
===============

Cases before the immigration courts, as a research centre counts them from the courts'
records: 1.9 million at the end of fiscal year 2022, 3,716,106 at the end of 2024, and
1,798,964 new ones in that last year.
"""

from functools import partial

import docketstats as ds
from docketstats.adapters import plots

report = ds.Source(
    "Immigration Court Quick Facts, fiscal year 2024",
    publisher="TRAC",
    published="2024-10",
    locator="as quoted by The Center Square",
)
told = partial(ds.reported, source=report)
courts = ds.Docket("Immigration court cases", unit="case")
pending = courts.everyone
new_cases = ds.entries(pending, during="FY2024", kind="new case")
evidence = ds.Evidence(
    courts.snapshot("2022-09-30", [told(pending, "1.9 million", rounded_to=100_000)]),
    courts.snapshot("2023-09-30"),
    courts.snapshot("2024-09-30", [told(pending, "3,716,106")]),
    figures=[told(new_cases, "1,798,964")],
)

# %%
# The count between the two is not at hand, and is left as a gap. Other cases than new
# ones may have come too, so the number of new cases is the least that came.

came = [evidence.bound(ds.entries(pending, during="FY2024"))]
plots.plot_history(evidence.history(pending), entries=came).figure

# %%
# "Nearly double" hangs on what 1.9 million was before it was rounded:

times = ds.ratio(ds.count(pending, at="2024-09-30"), ds.count(pending, at="2022-09-30"))
evidence.check(
    ds.Claim(times < 2, text="The backlog is less than twice that of two years before.")
)

# %%
# And 1.8 million is not how many were before the judges. It is a flow taken for a
# stock:

said = ds.Statement.worded(
    ds.count(pending, at="2024-09-30"), "nearly 1.8 million", rounded_to=100_000
)
evidence.check(ds.Claim(said, text="Nearly 1.8 million cases were before the judges."))

# %%
# **What may be said:** 3,716,106 cases were pending on 30 September 2024, 1.9 to 2.01
# times as many as two years before; that it was less than double, or that 1.8 million
# were pending, may not.
