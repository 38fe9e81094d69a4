"""Intervals as text, as documents write them; they are at home in `docketstats.notation.intervals`."""

from docketstats.notation.intervals import read_interval, read_number, write_interval, write_number

__all__ = ["read_interval", "read_number", "write_interval", "write_number"]
