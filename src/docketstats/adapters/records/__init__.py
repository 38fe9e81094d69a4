"""Records to snapshots: the rows of a register, counted by DuckDB or any other engine that Ibis speaks to.

`tally` counts a table as of a date and gives a `Snapshot`; `tally_over` counts stays at many dates and gives `Tallies`:
a snapshot for each, and the flows between them. A mapping says what the values of each column mean. A code that says
nothing, or not all, is not guessed:

* If each code of a column names one population, and these exclude each other, the figures count these.
* Otherwise each code is a named set, such as ``docket.population("status recorded as N")``, or ``"status not
  recorded"`` for a null, with its exact count, and so is each combination of the codes of several columns. That every
  unit of a set is within what its code means is a figure too: the units of the set outside it are zero. So a snapshot
  holds all that the table says, and a question about an item has the tightest interval that it allows.
"""

from docketstats.adapters.records.mapping import Codes
from docketstats.adapters.records.reading import opened as _opened  # noqa: F401 - the error of a missing extra first
from docketstats.adapters.records.tallying import Tallies, tally, tally_over

__all__ = ["Codes", "Tallies", "tally", "tally_over"]
