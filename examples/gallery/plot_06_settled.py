"""
A claim settled by one more figure
==================================

"Most of the 425,431 were on the docket already in June 2021." Two counts leave that
open. Which count, if somebody published it, would decide it?
"""

# sphinx_gallery_thumbnail_number = 2
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
there_already = ds.share(convicted.at(then), among=convicted.at(now))
claim = ds.Claim(
    there_already > ds.percent(50),
    text="Most of the 425,431 were on the docket already in June 2021.",
)

# %%
# Both of these fit the two counts:

verdict = evidence.check(claim)
plots.plot_examples(verdict).figure

# %%
# Counts that nobody published, with the values at which the verdict would turn: who was
# there on both days, who came since, and who left.

for one in verdict.would_settle:
    print(one)

# %%
# Suppose that one of these were known. The two figures below are made up, to show what
# they would do; so is their source.

made_up = ds.Source("MADE UP for this example: nobody reported it")
left = ds.count(convicted.left(then, now))
few_left = ds.reported(left, "at most 150,000", source=made_up)
many_left = ds.reported(left, "at least 250,000", source=made_up)
named = {
    "by the two counts": [],
    "if at most 150,000 left": [few_left],
    "if at least 250,000 left": [many_left],
}
answers = {}
for name, figures in named.items():
    known = evidence | ds.Evidence(figures=figures)
    answers[f"{name}: {known.check(claim).outcome.value}"] = known.bound(there_already)
plots.plot_intervals(answers).figure

# %%
# **What may be said:** one more figure, how many of the 405,786 had left by July 2024,
# would settle the claim; until it is published, neither "most were there already" nor
# "most came since" may be said.
