"""
Bounds of a share
=================

How many of those whom one agency arrested had been convicted? If only totals are
printed, the *method of bounds* says what they allow (Duncan and Davis, 1953). Here the
full table was printed too, so the bounds can be held against it.
"""

import docketstats as ds
from docketstats.adapters import plots

workbook = ds.Source("Detention statistics, FY23_detentionStats.xlsx", publisher="ICE")
criminality = ds.Classification("criminality", ("convicted", "pending", "other"))
agency = ds.Classification("agency", ("ICE", "CBP"))
docket = ds.Docket("ICE detention", classifications=(criminality, agency))
by_criminality = {"convicted": 8_198, "pending": 3_013, "other": 25_634}
by_agency = {"ICE": 9_967, "CBP": 26_878}
arrested_by_ice = {"convicted": 6_668, "pending": 2_306, "other": 993}


def known(counts: dict[ds.Population, int]) -> ds.Evidence:
    """What the workbook says of some groups."""
    figures = [
        ds.reported(who, number, source=workbook) for who, number in counts.items()
    ]
    return ds.Evidence(docket.snapshot("2023-09-30", figures=figures))


totals = known(
    {docket[name]: number for name, number in (by_criminality | by_agency).items()}
)
inside = {docket[name] & docket["ICE"]: n for name, n in arrested_by_ice.items()}
full = totals | known(inside)

# %%
# From the totals, and then from the whole table:

answers = {}
for who in ("ICE", "CBP"):
    for kind in ("convicted", "other"):
        share = ds.share(docket[kind], among=docket[who])
        answers[f"{kind}, of those arrested by {who}: from the totals"] = totals.bound(
            share
        )
        answers[f"{kind}, of those arrested by {who}: as printed"] = full.bound(share)
plots.plot_intervals(answers).figure

# %%
# A bound is not a guess: it has a proof, and a population that attains it.

print(totals.bound(ds.share(docket["other"], among=docket["CBP"])).explain())

# %%
# **What may be said:** from the totals alone, at least 58 % of those whom CBP arrested
# had neither a conviction nor a charge; that the share in one group is that of the
# whole, or the middle of its bounds, may not.
