"""
From records to a snapshot
==========================

Whoever holds a register has rows, not counts. Some rows say nothing, and some codes
stand for several things. These 20,000 stays are made up, and nobody's.
"""

import docketstats as ds
from docketstats.adapters import plots
from docketstats.adapters.records import tally
from docketstats.adapters.records.made_up import COLUMNS, DOCKET, made_up

stays = made_up(20_000, seed=1)

# %%
# A code means an item, or several of which it is one. "PEND/NONE" is one of two; a
# missing value says nothing.

columns = {name: COLUMNS[name] for name in ("status", "criminality")}
print(columns["criminality"])

# %%
# Persons are counted, not rows: whoever has two open stays that contradict each other
# is taken as unknown. Only counts come back, for each combination of codes one figure,
# with the hash of its query.

snapshot = tally(
    stays,
    DOCKET,
    as_of="2023-06-30",
    columns=columns,
    start="book_in",
    end="release",
    unit_id="person_id",
    conflicts="unknown",
    source="Made-up stays",
)
evidence = ds.Evidence(snapshot)
snapshot

# %%
# What is missing may be anything, so an answer is an interval. It is not as wide as all
# that is missing: whoever is recorded as not convicted is not convicted, whatever the
# status.

detained, convicted = DOCKET["detained"], DOCKET["convicted"]
plots.plot_intervals(
    {
        "all with an open stay": evidence.bound(DOCKET.everyone),
        "convicted": evidence.bound(convicted),
        "detained": evidence.bound(detained),
        "detained and convicted": evidence.bound(detained & convicted),
        "pending": evidence.bound(DOCKET["pending"]),
    }
).figure

# %%
# **What may be said:** of the 1,277 made-up persons with an open stay on 30 June 2023,
# 434 to 498 were detained; that a missing status means "not detained" may not.
