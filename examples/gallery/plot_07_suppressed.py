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
rows = {"open": (40, 25, 65), "heard": (31, "1 to 10", 35), "closed": (18, 22, 40)}
new, old, everyone = court["new"], court["old"], court.everyone
inside, totals = {}, {new: 89, old: 51}
for stage, (young, aged, both) in rows.items():
    inside |= {court[stage] & new: young, court[stage] & old: aged}
    totals[court[stage]] = both
figures = [
    ds.reported(what, number, source=table)
    for what, number in (inside | totals | {everyone: 140}).items()
]
evidence = ds.Evidence(court.snapshot("2024-09-30", figures=figures))

# %%
# Is a hidden count exposed, and by what?

for one in evidence.exposed(threshold=11):
    print(one, *(fact.text for fact in one.given_away_by), sep="\n  given by ")

# %%
# What else would have to be hidden, if the totals are to stay?

proposal = evidence.suppress(threshold=11, keep=[everyone, *totals], by="counts")
print(proposal)

# %%
# The hidden cell, as the table means it to be read, as it is, and after that proposal:

hidden = court["heard"] & old
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
