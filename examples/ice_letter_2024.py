"""What ICE's letter of 25 September 2024 does and does not show, in Python.

The figures and their sources are those of ice_letter_2024.toml beside this file, in part.
"""

import docketstats as ds
from docketstats import CustodyStatus

# Who said it.
letter = ds.Source("Letter to Rep. Gonzales", publisher="ICE", published="2024-09-25", locator="table")
budget = ds.Source("FY2023 budget justification", publisher="ICE")
news = ds.Source("Report on the letter", publisher="NBC News", published="2024-09")

# Whom it is about. "Non-detained" means not in ICE detention; prisoners of other agencies are included.
docket = ds.Docket(
    "ICE national docket",
    unit="person",
    classifications=(CustodyStatus, ds.Classification("criminality", ("convicted", "pending", "neither"))),
)
non_detained = docket[CustodyStatus.NON_DETAINED]
incarcerated = docket[CustodyStatus.INCARCERATED]
convicted, pending = docket["convicted"], docket["pending"]
homicide = docket.population("homicide", "convicted of, or charged with, homicide")

# What was said.
july = docket.snapshot(
    "2024-07-21",
    figures=[
        ds.reported(convicted, 435_719, source=letter),
        ds.reported(pending, 226_847, source=letter),
        ds.reported(convicted & non_detained, 425_431, source=letter),
        ds.reported(pending & non_detained, 222_141, source=letter),
        ds.reported(homicide & convicted & non_detained, 13_099, source=letter),
    ],
)
june21 = docket.snapshot("2021-06-05", figures=[ds.reported(convicted & non_detained, 405_786, source=budget)])
autumn = docket.snapshot("2024-09", figures=[ds.reported(non_detained, "more than 7.5 million", source=news)])
evidence = ds.Evidence(july, june21, autumn)

# What follows.
t = "2024-07-21"
at_large = homicide & convicted & (non_detained - incarcerated)
print(evidence.bound(ds.count(at_large, at=t)).explain())
print()
for measure in (
    ds.share(homicide, among=convicted & non_detained, at=t),
    ds.growth(convicted & non_detained, since="2021-06-05", until=t),
    ds.count((convicted & non_detained).at("2021-06-05") & (convicted & non_detained).at(t)),
    ds.count(convicted & docket[CustodyStatus.DETAINED], at=t),
):
    print(evidence.bound(measure))
print()

# What was claimed.
for claim in (
    ds.Claim(ds.count(at_large, at=t) >= 13_099, text="13,099 convicted of homicide are at large"),
    ds.Claim(ds.count(convicted & non_detained, at=t).equals(435_719), text="435,719 convicted are non-detained"),
    ds.Claim(ds.count(convicted & pending & non_detained, at=t).equals(222_141), text="222,141 are charged too"),
):
    print(evidence.check(claim).explain())
    print()
