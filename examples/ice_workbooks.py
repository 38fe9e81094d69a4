"""What ICE's yearly workbooks say of who is detained, and what their tables say only together.

The workbooks are read from ../shared/data/ice-detention-stats, or from the folder that is given. No number is written
here: each figure is a cell, with its file, sheet and cell as its source.
"""

import datetime
import re
import sys
from pathlib import Path

import docketstats as ds

FOLDER = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data/ice-detention-stats")
workbooks = sorted(FOLDER.glob("*.xlsx"))
if not workbooks:
    print(f"No workbooks in {FOLDER}: nothing to show.")
    sys.exit()
try:
    import openpyxl
except ImportError:
    print("The workbooks are read with openpyxl: pip install openpyxl")
    sys.exit()

docket = ds.Docket(
    "ICE detention",
    unit="person",
    classifications=(
        ds.Classification("criminality", ("convicted", "pending", "other violator")),
        ds.Classification("agency", ("ICE", "CBP")),
        ds.Classification("disposition", ("expedited removal", "notice to appear", "reinstatement", "other")),
    ),
)
ROWS = {
    "Total": docket.everyone,
    "Convicted Criminal": docket["convicted"],
    "Pending Criminal Charges": docket["pending"],
    "Other Immigration Violator": docket["other violator"],
    "Expedited Removal (I-860)": docket["expedited removal"],
    "Notice to Appear (I-862)": docket["notice to appear"],
    "Reinstatement of Deport Order (I-871)": docket["reinstatement"],
    "Other": docket["disposition:other"],
}
COLUMNS = {"Total": docket.everyone, "ICE": docket["ICE"], "CBP": docket["CBP"]}
CELLS = {
    (row, column): one if other == docket.everyone else other if one == docket.everyone else one & other
    for row, one in ROWS.items()
    for column, other in COLUMNS.items()
}
TABLES = ("ICE Currently Detained by Processing Disposition", "ICE Currently Detained by Criminality")


def snapshot(path: Path) -> ds.Snapshot:
    """The two tables of those who are detained, as of the date that the footnotes give."""
    book = openpyxl.load_workbook(path, data_only=True)
    notes = [" ".join(str(cell) for cell in row if cell) for row in book["Footnotes"].values]
    note = next(one for one in notes if one.startswith("ICE Currently Detained Population"))
    month, day, year = map(int, re.search(r"snapshot as of\s+(\d+)/(\d+)/(\d+)", note).groups())
    sheet = next(one for one in book if one.title.startswith("Detention"))
    figures = []
    for title in TABLES:
        start = next(cell.row for (cell,) in sheet.iter_rows(max_col=1) if str(cell.value or "").startswith(title))
        columns = [cell for cell in sheet[start + 1][:6] if cell.value in COLUMNS]
        for row in range(start + 2, start + 7):
            if (name := sheet.cell(row, 1).value) not in ROWS:
                break
            for column in columns:
                cell = sheet.cell(row, column.column)
                source = ds.Source(path.name, publisher="ICE", locator=f"{sheet.title}!{cell.coordinate}")
                figures.append(ds.reported(CELLS[name, column.value], cell.value, source=source))
    return docket.snapshot(datetime.date(year, month, day), figures=figures)


evidence = ds.Evidence(*map(snapshot, workbooks))
dates = [one.as_of for one in evidence.snapshots]
both = docket["convicted"] & docket["notice to appear"]
print("Convicted, and convicted with a notice to appear, which no table counts:")
for date in dates:
    print(f"  {evidence.bound(ds.count(docket['convicted'], at=date))}; {evidence.bound(ds.count(both, at=date))}")

conflicts = evidence.conflicts()
print(f"\nContradictions between the tables of {len(workbooks)} workbooks: {len(conflicts)}")
for conflict in conflicts:
    print(conflict)

print("\nOne answer in full, with its sources:")
print(evidence.bound(ds.count(both, at=dates[-1])).explain())
