"""
Stock against flow
==================

On 5 June 2021 there were 405,786 convicted persons on the non-detained docket, on 21
July 2024 there were 425,431: 19,645 more. Does that mean that 19,645 came, and that the
others were there all along?
"""

import docketstats as ds
from docketstats.adapters import plots

letter = ds.Source("Letter to Rep. Gonzales", publisher="ICE", published="2024-09-25")
budget = ds.Source("FY2023 budget justification", publisher="ICE")
docket = ds.Docket("ICE non-detained docket")
convicted = docket.population("convicted")
then, now = "2021-06-05", "2024-07-21"
evidence = ds.Evidence(
    docket.snapshot(then, figures=[ds.reported(convicted, "405,786", source=budget)]),
    docket.snapshot(now, figures=[ds.reported(convicted, "425,431", source=letter)]),
)

# %%
# Two counts are two *stocks*. Who came and who left between them are *flows*, and no
# source here counts them: what came is at least the net change, and has no upper limit.

came = evidence.bound(ds.entries(convicted, since=then, until=now))
left = evidence.bound(ds.exits(convicted, since=then, until=now))
plots.plot_history(evidence.history(convicted), entries=[came], exits=[left]).figure

# %%
# Nor do the stocks say who stayed:

plots.plot_intervals(
    {
        "there on both dates": evidence.bound(ds.count(convicted.stayed(then, now))),
        "there in 2024 and not in 2021": evidence.bound(
            ds.count(convicted.entered(then, now))
        ),
        "there in 2021 and not in 2024": evidence.bound(
            ds.count(convicted.left(then, now))
        ),
    }
).figure

# %%
# **What may be said:** at least 19,645 of those on the docket in 2024 were not on it in
# 2021; that exactly so many came, or that the other 405,786 were there all along, may
# not.
