"""
Growth, like for like
=====================

Press reports of 2024 set 435,719 convicted persons beside the 405,786 of June 2021. The
first counts everybody convicted on the docket, the second only those not detained. How
much did it grow?
"""

import docketstats as ds
from docketstats.adapters import plots

letter = ds.Source("Letter to Rep. Gonzales", publisher="ICE", published="2024-09-25")
budget = ds.Source("FY2023 budget justification", publisher="ICE")
docket = ds.Docket("ICE national docket", classifications=(ds.CustodyStatus,))
convicted = docket.population("convicted")
convicted_nd = convicted & docket[ds.CustodyStatus.NON_DETAINED]
then, now = "2021-06-05", "2024-07-21"

before = ds.reported(convicted_nd, "405,786", source=budget)
after = ds.reported(convicted, "435,719", source=letter)
like = ds.reported(convicted_nd, "425,431", source=letter)
evidence = ds.Evidence(
    docket.snapshot(then, [before]), docket.snapshot(now, [after, like])
)

# %%
# First ask whether the two figures may be compared at all:

print(evidence.comparable(before, after).explain())

# %%
# The difference side by side falls into two parts. Only one of them is growth; the
# other is of those in detention, whom the first figure does not count.

questions = {
    "the whole in 2024 less the part in 2021": ds.count(convicted, at=now)
    - ds.count(convicted_nd, at=then),
    "growth of the part, 2021 to 2024": ds.change(convicted_nd, since=then, until=now),
    "the detained in 2024": ds.count(convicted - convicted_nd, at=now),
}
answers = {name: evidence.bound(asked) for name, asked in questions.items()}
plots.plot_intervals(answers).figure

# %%
# A claim that mixes the two is refuted, and the verdict says where its number comes
# from:

grown = ds.growth(convicted_nd, since=then, until=now)
said = ds.Statement.worded(grown, "7.4%", rounded_to="0.1%")
evidence.check(ds.Claim(said, text="They grew by 7.4 %."))

# %%
# **What may be said:** the convicted on the non-detained docket grew by 4.84 %, from
# 405,786 to 425,431; that they grew by 7.4 % may not, since that number sets a whole
# beside a part.
