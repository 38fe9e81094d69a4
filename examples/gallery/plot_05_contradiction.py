"""
A contradiction found in the press
==================================

Three figures of September 2024: 435,719 convicted and 226,847 with charges pending,
from a letter, and 662,556 with either, from a report on it. Nobody is in both classes.
"""

import docketstats as ds
from docketstats.adapters import plots

letter = ds.Source("Letter to Rep. Gonzales", publisher="ICE", published="2024-09-25")
press = ds.Source(
    "Report on the letter", publisher="a news agency", published="2024-09"
)
criminality = ds.Classification("criminality", ("convicted", "pending", "neither"))
docket = ds.Docket("ICE national docket", classifications=(criminality,))
convicted, pending = docket["convicted"], docket["pending"]
figures = [
    ds.reported(convicted, "435,719", source=letter),
    ds.reported(pending, "226,847", source=letter),
    ds.reported(convicted | pending, "662,556", source=press),
]
evidence = ds.Evidence(docket.snapshot("2024-07-21", figures=figures))

# %%
# Evidence may contradict itself. What is asked for then is the smallest set of
# statements that cannot all be true:

evidence.conflicts()

# %%
# Leave out either source, and the other gives an answer. They differ by ten, in one
# digit.

either = convicted | pending
answers = {
    "convicted or pending, by the letter": evidence.without(press).bound(either),
    "convicted or pending, by the report": evidence.only(press).bound(either),
}
plots.plot_intervals(answers).figure

# %%
# How far would a figure have to move, at least, for all to fit? Each of the three would
# do by itself. That is no finding that one of them is wrong.

for one in evidence.reconcile().alone:
    print(one)

# %%
# **What may be said:** one of the three figures, or the rule that nobody is in both
# classes, is wrong; which one may not be said from the figures alone.
