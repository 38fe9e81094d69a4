"""What the counts of the non-detained docket from FY2018 to FY2024 do and do not show, in Python.

The figures, their sources and the claims are those of non_detained_docket.toml beside this file. Here: the series, how
far some answers rest on a reading or on an assumption, and a figure made up to show what would decide a claim.
"""

from pathlib import Path

import docketstats as ds
from docketstats.adapters.documents import load

evidence = load(Path(__file__).with_suffix(".toml")).evidence
(docket,) = evidence.dockets
non_detained = docket[ds.CustodyStatus.NON_DETAINED]
convicted_nd = docket["convicted"] & non_detained
sources = {source.title: source for source in evidence.sources}
series = sources["Yearly counts of the non-detained docket, as reported"]
budget, letter = sources["FY2023 budget justification"], sources["Letter to Rep. Gonzales"]


def heading(text: str) -> None:
    """Print a heading."""
    print(f"\n== {text}\n")


def outcome(known: ds.Evidence, claim: ds.Statement) -> str:
    """The verdict on a claim, as a word."""
    return known.check(claim).outcome.value


heading("The series")
# A year is one unknown instant in it; FY2023 alone has a day.
years = ["FY2018", "FY2019", "FY2020", "FY2021", "FY2022", "2023-09-30", "FY2024"]
print(evidence.history(ds.count(non_detained), years))

heading('"Tripled from FY2018 to FY2024", by how the two figures are read')
times = ds.ratio(ds.count(non_detained, at="FY2024"), ds.count(non_detained, at="FY2018"))
nearest = ds.reported(non_detained, "2.6 million", rounded_to=100_000, source=series)
cut_off = ds.reported(non_detained, ds.Interval(7_600_000, 7_700_000, upper_open=True), source=series)
readings = {
    "as given: within 100,000 of 2.6 million; more than 7.6 million": evidence,
    "2.6 million to the nearest 100,000; more than 7.6 million": ds.Evidence(
        docket.snapshot("FY2018", figures=[nearest]),
        docket.snapshot("FY2024", figures=[ds.reported(non_detained, "more than 7.6 million", source=series)]),
    ),
    "2.6 million to the nearest 100,000; 7.6 to below 7.7 million": ds.Evidence(
        docket.snapshot("FY2018", figures=[nearest]), docket.snapshot("FY2024", figures=[cut_off])
    ),
}
to_the_whole = ds.Statement.worded(times, "tripled", rounded_to=1)
for words, known in readings.items():
    print(f"{words}\n  {known.bound(times).quantity} times; exactly 3: {outcome(known, times.equals(3))};", end=" ")
    print(f"3 or more: {outcome(known, times >= 3)}; 3 to the nearest whole: {outcome(known, to_the_whole)}")

heading('"3.7 million when the former president left office", by what is assumed')
left_office = "2021-01-20"
claim = ds.Statement.worded(ds.count(non_detained, at=left_office), "3.7 million", rounded_to=100_000)
last_days = {"2020-09-30": ("3.26 million", 10_000), "2021-09-30": ("3.6 million", 100_000)}
for words, precision in (("rounded or cut off", "tolerance"), ("rounded to the nearest", "rounded_to")):
    # Two assumptions: the figures of FY2020 and FY2021 are of the last days of these years; the docket never shrank.
    known = ds.Evidence(
        *(
            docket.snapshot(day, figures=[ds.reported(non_detained, value, source=series, **{precision: step})])
            for day, (value, step) in last_days.items()
        )
    ).assuming(*ds.monotone(non_detained, ["2020-09-30", left_office, "2021-09-30"]))
    print(f"last days, never shrinking, {words}:")
    print(f"  {known.bound(ds.count(non_detained, at=left_office)).quantity}; 3.7 million: {outcome(known, claim)}")
print(f"nothing assumed:\n  {evidence.bound(ds.count(non_detained, at=left_office)).quantity}", end="; ")
print(f"3.7 million: {outcome(evidence, claim)}")

heading('"Most of the 425,431 were on the docket before January 2021" (on the 19th)')
before, june, july = "2021-01-19", "2021-06-05", "2024-07-21"
most = ds.share(non_detained.at(before), among=convicted_nd.at(july)) > ds.percent(50)
stocks = evidence.only(budget, letter)
verdict = stocks.check(ds.Claim(most, text="Most of the 425,431 were on the docket before January 2021."))
print(verdict.explain())

heading("The same with a figure that nobody reported, to show what would decide it")
made_up = ds.Source("MADE UP for this example: nobody reported it")
few_left = ds.reported(ds.exits(convicted_nd, since=june, until=july), "at most 150,000", source=made_up)
supposed = (stocks | ds.Evidence(figures=[few_left])).assuming(*ds.no_entries(convicted_nd, [before, june]))
print(supposed.check(verdict.claim).explain())
