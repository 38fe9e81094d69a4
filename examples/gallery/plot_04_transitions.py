"""
Who may have gone where
=======================

An agency publishes how many persons it detains, by criminality, at the end of each
year. A table of transitions shows what two such counts allow.
"""

import docketstats as ds
from docketstats.adapters import plots

criminality = ds.Classification("criminality", ("convicted", "pending", "other"))
docket = ds.Docket("ICE detention", classifications=(criminality,))
workbooks = {
    "2023-09-30": ("FY23_detentionStats.xlsx", (8_198, 3_013, 25_634)),
    "2024-10-03": ("FY24_detentionStats.xlsx", (10_119, 4_750, 22_815)),
}


def snapshot(date: str) -> ds.Snapshot:
    """What the workbook of a date says."""
    file, numbers = workbooks[date]
    source = ds.Source(f"Detention statistics, {file}", publisher="ICE")
    pairs = zip(("convicted", "pending", "other"), numbers, strict=True)
    figures = [ds.reported(docket[name], n, source=source) for name, n in pairs]
    return docket.snapshot(date, figures=figures)


then, now = workbooks
evidence = ds.Evidence(snapshot(then), snapshot(now))

# %%
# Each cell is an interval of its own: at most so many went that way, and at least so
# many.

table = evidence.transitions("criminality", since=then, until=now)
plots.plot_transitions(table).figure

# %%
# Every least number is zero: it may be that nobody stayed. Suppose, for argument's
# sake, that at most 500 persons were detained on both dates. The assumption is made up,
# and every answer that rests on it names it.

few_stayed = ds.Assumption(
    ds.count(docket.everyone.stayed(then, now)) <= 500,
    because="made up: stays are short, so few were there twice",
)
supposed = evidence.assuming(few_stayed)
table = supposed.transitions("criminality", since=then, until=now)
plots.plot_transitions(table).figure

# %%
# **What may be said:** there were 1,921 more convicted in detention at the end than at
# the start; that 1,921 of those detained before were convicted in between, or that
# anybody moved from one group to another, may not.
