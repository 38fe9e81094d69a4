"""
A jail population
=================

On 30 June 2023 local jails held 664,200 persons, 467,600 of them not convicted; in the
twelve months before there were 7.6 million admissions. Is that 7.6 million persons?
"""

from functools import partial

import docketstats as ds
from docketstats.adapters import plots

report = ds.Source(
    "Preliminary Data Release - Jails (2023), NCJ 309039",
    publisher="Bureau of Justice Statistics",
    published="2024-06",
)
told = partial(ds.reported, source=report)
conviction = ds.Classification(
    "conviction", ("convicted", "unconvicted"), exhaustive=False
)
jails = ds.Docket("Local jails", classifications=(conviction,))
held, unconvicted = jails.everyone, jails["unconvicted"]
year = {"since": "2022-06-30", "until": "2023-06-30"}

# The Bureau rounds counts to the nearest 100, and admissions to the nearest 100,000.
stock = jails.snapshot(
    "2023-06-30",
    figures=[
        told(held, "664,200", rounded_to=100),
        told(unconvicted, "467,600", rounded_to=100),
    ],
)
flow = told(ds.entries(held, **year), "7.6 million", rounded_to=100_000)
evidence = ds.Evidence(stock, figures=[flow])

# %%
# The share of a stock is known well:

evidence.bound(ds.share(unconvicted, among=held, at="2023-06-30"))

# %%
# Admissions are *events*. One person may come many times, so of persons they give only
# the most that it can be:

persons = ds.entrants(held, **year)
answers = {
    "held": evidence.bound(ds.count(held, at="2023-06-30")),
    "came in": evidence.bound(persons),
}
plots.plot_intervals(answers).figure

# %%
# So this claim, which rests on a survey that is not in the evidence, is left open:

said = ds.Statement.worded(persons, "5.6 million", rounded_to=100_000)
evidence.check(ds.Claim(said, text="5.6 million people go to jail in a year."))

# %%
# **What may be said:** 70.4 % of those held were not convicted, and jails took somebody
# in about 7.6 million times; how many persons that were may not be said from these
# figures.
