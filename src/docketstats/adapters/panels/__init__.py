"""The same question for each of many groups, such as counties, offices or months, from a table of their figures.

What is common to all groups is a template: evidence with its relations, rules and figures. A row of the table, or
several in long form, gives the figures of one group. Groups that have figures of the same measures make one linear
system, which is solved for all of them together: counts and other linear measures, and ratios with one denominator
whose ends are attained. All others are asked one by one, in several processes if that is wanted. Either way the answer
of a group is the one that `Evidence.bound` gives for its figures, and `Panel.figure` gives it with proof and example.
"""

from docketstats.adapters.panels.asking import PanelQuestion, bound_panel
from docketstats.adapters.panels.panel import Panel
from docketstats.adapters.panels.reading import ColumnReading
from docketstats.findings.panel import PanelOutcome, PanelRow

__all__ = ["ColumnReading", "Panel", "PanelOutcome", "PanelQuestion", "PanelRow", "bound_panel"]
