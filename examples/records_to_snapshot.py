"""From made-up records to what may be said about them, and what may not. No record here is of a real person."""

import docketstats as ds
from docketstats.adapters.records import tally, tally_over
from docketstats.adapters.records.made_up import COLUMNS, DOCKET, made_up

stays = made_up(20_000, seed=1)
columns = {"status": COLUMNS["status"], "criminality": COLUMNS["criminality"]}
when = {"start": "book_in", "end": "release"}
snapshot = tally(stays, DOCKET, as_of="2023-06-30", columns=columns, source="Made-up stays", **when)
evidence = ds.Evidence(snapshot)

print("What may be said of the stays that are open on 30 June 2023:")
for population in (DOCKET.everyone, DOCKET["convicted"], DOCKET["detained"], DOCKET["detained"] & DOCKET["convicted"]):
    print(f"  {evidence.bound(population)}")

print("\nWhat may not: that a status which is not recorded is none.")
recorded = DOCKET.population("status recorded as DET")
for claim in (ds.count(DOCKET["detained"]) >= ds.count(recorded), ds.count(DOCKET["detained"]) <= ds.count(recorded)):
    print(f"  {claim}: {evidence.check(claim).outcome.value}")

print("\nThree month-ends from one pass, and what came and went between them:")
dates = ["2023-04-30", "2023-05-31", "2023-06-30"]
series = tally_over(stays, DOCKET, dates=dates, source="Made-up stays", **when)
for figure in [*(one.figures[0] for one in series.snapshots), *series.flows]:
    print(f"  {figure.measure}: {figure.value}")
