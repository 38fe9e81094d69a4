"""Tables that other libraries hold, as columns or as rows, and what stands in their cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias, TypeVar

from docketstats.errors import InexactNumber, ModelError
from docketstats.values.interval import Interval
from docketstats.values.quantity import Quantity

T = TypeVar("T")
Plain: TypeAlias = int | Fraction | Decimal | str | Interval | Quantity
"""What a cell may hold."""


def columns_of(table: Any) -> dict[str, list[Any]] | None:
    """The columns of a pandas, Polars, Arrow, DuckDB or Ibis table, or of a mapping of columns; None of anything else.

    Raises:
        ModelError: If two columns have one name, or columns are not of one length.
    """
    for method in ("to_pyarrow", "to_arrow_table"):  # of Ibis, and of DuckDB
        if hasattr(table, method):
            table = getattr(table, method)()
    if hasattr(table, "to_pydict") and hasattr(table, "column_names"):
        _named_once(table.column_names)
        return dict(table.to_pydict())
    if hasattr(table, "collect_schema") and hasattr(table, "collect"):  # a lazy frame of Polars
        table = table.collect()
    if hasattr(table, "to_dicts") and hasattr(table, "to_dict"):
        return dict(table.to_dict(as_series=False))
    if hasattr(table, "columns") and hasattr(table, "iloc"):
        _named_once(table.columns)
        return {name: table[name].tolist() for name in table.columns}
    if isinstance(table, Mapping):
        if wrong := [name for name, column in table.items() if not _is_column(column)]:
            raise ModelError(f"the table has no list of values in column {', '.join(map(repr, wrong))}")
        found = {name: list(column) for name, column in table.items()}
        if len({len(column) for column in found.values()}) > 1:
            raise ModelError("the columns of the table are not of one length")
        return found
    return None


def _is_column(column: Any) -> bool:
    return isinstance(column, Iterable) and not isinstance(column, (str, bytes))


def _named_once(names: Iterable[Any]) -> None:
    names = list(names)
    if twice := [name for name in dict.fromkeys(names) if names.count(name) > 1]:
        shown = ", ".join(map(repr, twice))
        raise ModelError(f"the table has two columns of one name, {shown}", mend="name its columns differently")


def rows_of(table: Any) -> Iterator[Mapping[str, Any]]:
    """The rows of a table that is an iterable of mappings.

    Raises:
        ModelError: If it is none.
    """
    if not _is_column(table):
        raise _no_table(table)
    for number, row in enumerate(table, 1):
        if not isinstance(row, Mapping):
            raise _no_table(table) if number == 1 else ModelError(f"row {number} is a {type(row).__name__}, no mapping")
        yield row


def _no_table(table: object) -> ModelError:
    return ModelError(
        f"a {type(table).__name__} is no table of figures",
        mend="give a pandas, Polars, Arrow, DuckDB or Ibis table, or rows as mappings",
    )


def is_missing(cell: object) -> bool:
    """Whether nothing stands in a cell: None, a float or decimal that is no number, or a blank text."""
    return (
        cell is None
        or (isinstance(cell, (float, Decimal)) and cell != cell)
        or type(cell).__name__ in ("NAType", "NaTType")
        or (isinstance(cell, str) and not cell.strip())
    )


def marks_of(given: Mapping[str, T]) -> dict[str, T]:
    """What marks stand for, by the marks as `plain` gives them: without the blanks around them."""
    return {str(mark).strip(): meaning for mark, meaning in given.items()}


def plain(cell: Any) -> Plain | None:
    """What stands in a cell, texts without the blanks around them; None if nothing does.

    Raises:
        ModelError: If it is nothing that a figure can be.
        InexactNumber: For a float that is no whole number.
    """
    if hasattr(cell, "dtype") and hasattr(cell, "item") and not getattr(cell, "ndim", 0):
        cell = cell.item()
    if is_missing(cell):
        return None
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        raise ModelError(f"{cell!r} is no figure", mend="give a number or the words of the source")
    if isinstance(cell, float):
        # pandas makes floats of whole numbers where some are missing.
        if cell.is_integer() and abs(cell) < 1 << 53:
            return int(cell)
        mend = f"write {str(cell)!r}, a Decimal or a Fraction"
        raise InexactNumber(f"{cell!r} is a float, which is not the number that was printed", mend=mend)
    if isinstance(cell, (int, Fraction, Decimal, Interval, Quantity)):
        return cell
    raise ModelError(f"a {type(cell).__name__} is no figure", mend="give a number or the words of the source")
