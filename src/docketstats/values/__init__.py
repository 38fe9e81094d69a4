"""Exact values: intervals, quantities with units, periods, and how they are written."""
