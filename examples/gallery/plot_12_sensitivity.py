"""
What a verdict hangs on
=======================

Fewer than 3 % of the convicted on the docket were in detention. That follows from the
text of a letter and its table; a workbook of the week before says nearly the same. Does
the verdict survive if one of them is wrong?
"""

import docketstats as ds
from docketstats.adapters import plots

title, told = "Letter to Rep. Gonzales", {"publisher": "ICE", "published": "2024-09-25"}
text = ds.Source(title, **told, locator="text")
table = ds.Source(title, **told, locator="table")
workbook = ds.Source(
    "Detention statistics, FY24_detentionStats07182024.xlsx", publisher="ICE"
)
docket = ds.Docket("ICE national docket", classifications=(ds.CustodyStatus,))
convicted = docket.population("convicted")
detained = docket[ds.CustodyStatus.DETAINED]
week_before, day = "2024-07-14", "2024-07-21"

in_week = ds.change(convicted & detained, since=week_before, until=day)
few_moved = ds.Assumption(
    in_week.between(-500, 500),
    because="both count alike, and a week moves it by no more than 500",
)
in_text = ds.reported(convicted, "435,719", source=text)
in_table = ds.reported(convicted - detained, "425,431", source=table)
in_workbook = ds.reported(convicted & detained, "10,380", source=workbook)
evidence = ds.Evidence(
    docket.snapshot(week_before, figures=[in_workbook]),
    docket.snapshot(day, figures=[in_text, in_table]),
    assumptions=[few_moved],
)
share = ds.share(detained, among=convicted, at=day)
claim = ds.Claim(share < ds.percent(3), text="Fewer than 3 % were in detention.")

# %%
# One change at a time: a source is left out, or the assumption is.

sensitivity = evidence.sensitivity(claim)
plots.plot_sensitivity(sensitivity).figure

# %%
# The same in words, with what makes no difference:

print(sensitivity)

# %%
# **What may be said:** fewer than 3 % of the convicted were in detention, and if the
# assumption holds this does not hang on any one of the three sources; that it would
# hold without the letter may not.
