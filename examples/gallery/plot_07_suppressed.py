"""
A hidden cell that can be found out
===================================

A court hides counts of 1 to 10. But rows and columns add up, and what is printed may
give a hidden count away. The table is made up.

=======  ===  ===  =====
Stage    New  Old  Total
=======  ===  ===  =====
open      40   25     65
heard     31   \\*     35
closed    18   22     40
Total     89   51    140
=======  ===  ===  =====
"""

import docketstats as ds
from docketstats.adapters import plots

stages = ds.Classification("stage", ("open", "heard", "closed"))
ages = ds.Classification("age", ("new", "old"))
court = ds.Docket("court", unit="case", classifications=(stages, ages))
table = ds.Source("Made-up annual report, table 2")
cells = {
    ("open", "new"): 40, ("open", "old"): 25,
    ("heard", "new"): 31, ("heard", "old"): "1 to 10",
    ("closed", "new"): 18, ("closed", "old"): 22,
}  # fmt: skip
sums = {"open": 65, "heard": 35, "closed": 40, "new": 89, "old": 51}
totals = {court.everyone: 140, **{court[name]: number for name, number in sums.items()}}
inside = {court[stage] & court[age]: number for (stage, age), number in cells.items()}
figures = [
    ds.reported(what, number, source=table)
    for what, number in (inside | totals).items()
]
evidence = ds.Evidence(court.snapshot("2024-09-30", figures=figures))

# %%
# Is a hidden count exposed, and by what?

for one in evidence.exposed(threshold=11):
    print(one, "by", *(fact.text for fact in one.given_away_by), sep="\n  ")

# %%
# What else would have to be hidden, if the totals are to stay?

proposal = evidence.suppress(threshold=11, keep=list(totals), by="counts")
print(proposal)

# %%
# The hidden cell, as the table means it to be read, as it is, and after that proposal:

hidden = court["heard"] & court["old"]
alone = ds.Evidence(court.snapshot("2024-09-30", figures=[figures[3]]))
answers = {
    "as its mark says": alone.bound(hidden),
    "with the rest of the table": evidence.bound(hidden),
    "with three more cells hidden": proposal.apply(evidence).bound(hidden),
}
plots.plot_intervals(answers).figure

# %%
# **What may be said:** the table as printed tells every reader that four old cases were
# heard; that hiding a cell has hidden its number may not be said before all cells and
# totals have been read together.
