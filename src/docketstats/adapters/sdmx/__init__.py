"""Figures and answers as SDMX-CSV 2.0 with their structure in SDMX-ML 2.1, through the library ``sdmx1``.

`save` writes three files: ``structure.xml``, which holds the data structures, the dataflows and the code lists with the
dockets, measures and sources; ``figures.csv``, one observation for each reported figure; ``answers.csv``, one for each
answer. `load` reads them back.

``OBS_VALUE`` is filled where a single number was printed or follows; ``LOWER`` and ``UPPER`` hold the ends exactly, as
in ``1/3`` or ``inf``. ``OBS_STATUS`` is of CL_OBS_STATUS 2.2 of the SDMX cross-domain code lists:

==== ============================== ==============================================================================
Code Name there                     Used for
==== ============================== ==============================================================================
A    Normal value                   a number that a source printed; zero is such a number
E    Estimated value                a number that follows from the facts: an answer with a single value
O    Missing value                  no single number: an interval, whose ends are given
Q    Missing value; suppressed      a number that the source withheld; its ends say what the source lets one know
M    Missing value; data cannot     an undefined answer: the facts force its denominator to be empty
     exist
==== ============================== ==============================================================================

What no source counts has no observation at all. ``TIME_PERIOD`` is a day, month, quarter or year, a fiscal year as
``2022-10-01/P1Y``, and for what spans dates the range from the first to the last. SDMX has no time for what is undated:
give `save` the period to file it under; ``AS_OF`` keeps what the source says.

Relations, assumptions, snapshots without figures and empty definitions have no place in the format and are left out.
Texts are on one line, as in :doc:`datapackage`.
"""

from docketstats.adapters.sdmx.publication import Publication, publication, save
from docketstats.adapters.sdmx.reading import Reading, load

__all__ = ["Publication", "Reading", "load", "publication", "save"]
