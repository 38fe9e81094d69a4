"""Published tables, whose cells are counts already, as snapshots: suppressed and rounded cells become intervals.

A table is a CSV file, a table of another library, or mappings with one key a column. Each cell is a reported figure of
the intersection of what its row and its column stand for, with the words that are printed in it. Absent, zero and
suppressed are three things: a blank is refused unless it is said what it means.
"""

from docketstats.adapters.published.layout import Layout

__all__ = ["Layout"]
