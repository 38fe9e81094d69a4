"""Figures, answers and verdicts as a Data Package: CSV files with a ``datapackage.json`` that says what they hold.

The descriptor follows Data Package and Table Schema, version 1 (https://specs.frictionlessdata.io), which readers of
version 2 read too. Every column has a type and a description; sources, figures, answers and verdicts refer to each
other by foreign keys.

Ends of intervals are there twice: exactly, as a text such as ``1/3``, and as a decimal rounded outward. Texts are on
one line: line breaks and control characters are escapes with a backslash, which itself is doubled. A text that a
spreadsheet would take for a formula has an apostrophe in front; numbers have none.
"""

from docketstats.adapters.datapackage.package import Package, load, save

__all__ = ["Package", "load", "save"]
