"""Made-up records, for tests, benchmarks and examples: nobody's, and the same from every engine.

The values are drawn by whole-number arithmetic from the number of the row and a seed, so that a table of any size is an
expression that the engine works out, and DuckDB and Spark make the same rows. The columns are those that releases of
stays in detention have. About one value in thirty is missing, and some codes cover several items.
"""

from __future__ import annotations

from typing import Any

import ibis

from docketstats.adapters.records.reading import Table
from docketstats.errors import ModelError
from docketstats.model.classification import Classification
from docketstats.model.custody import CustodyStatus
from docketstats.model.population import Docket

STATUSES = ("DET", "BOND", "PAROLE", "OSUP", "ATD", "ND")
CRIMINALITY = ("CONV", "PEND", "NONE", "PEND/NONE")
OFFENCES = ("homicide", "sexual assault", "assault", "robbery", "burglary", "drugs", "traffic", "other offence")

DOCKET = Docket(
    "made-up docket",
    classifications=(
        CustodyStatus,
        Classification("criminality", ("convicted", "pending", "neither")),
        Classification("offence", OFFENCES),
    ),
)
"""A docket that the records are of."""

COLUMNS = {
    "status": {
        "DET": "detained",
        "BOND": "bond",
        "PAROLE": "parole",
        "OSUP": "order_of_supervision",
        "ATD": "alternatives_to_detention",
        "ND": "non_detained",
    },
    "criminality": {"CONV": "convicted", "PEND": "pending", "NONE": "neither", "PEND/NONE": ("pending", "neither")},
    "offence": "offence",
}
"""What the columns mean on that docket."""

_PRIME = 2_147_483_647
_BLOCK = 10_000
_MONTHS = 60
_DAYS = 28  # in every month, so that dates are made without a calendar


def made_up(rows: int, *, seed: int = 0, persons: int | None = None) -> Table:
    """A table of made-up stays.

    Args:
        rows: How many.
        seed: Another seed makes other records.
        persons: How many persons the stays are of at most; four for five stays unless given.

    Returns:
        An Ibis table without a backend, with the columns ``person_id``, ``stay_id``, ``book_in``, ``release`` (null for
        who is still held), ``status``, ``reason``, ``criminality`` and ``offence``.

    Raises:
        ModelError: If a number is not positive.

    >>> made_up(1000).count().to_pyarrow().as_py()
    1000
    """
    if rows < 1 or (persons is not None and persons < 1):
        raise ModelError("made-up records need at least one row and one person")
    blocks = ibis.range(-(-rows // _BLOCK)).unnest().name("block").as_table()
    places = ibis.range(min(rows, _BLOCK)).unnest().name("place").as_table()
    numbers = blocks.cross_join(places)
    numbers = numbers.select(stay_id=numbers.block.cast("int64") * _BLOCK + numbers.place)
    row = numbers.filter(numbers.stay_id < rows)
    number = row.stay_id

    def draw(salt: int, below: int) -> Any:
        """A whole number from 0 to below ``below``."""
        mixed = (number + (salt * 7_919 + seed * 104_729) % _PRIME) % _PRIME
        mixed = (mixed * 48_271 + salt) % _PRIME
        mixed = (mixed * mixed + mixed) % _PRIME
        return (mixed * 69_621 + 11) % _PRIME % below

    def code(salt: int, *codes: tuple[str, int]) -> Any:
        """A code, by parts of 1,000; null for the rest."""
        drawn, below, cases = draw(salt, 1_000), 0, []
        for one, part in codes:
            below += part
            cases.append((drawn < below, one))
        return ibis.cases(*cases, else_=ibis.null("string"))

    row = row.mutate(
        person_id=draw(1, persons or max(1, rows * 4 // 5)),
        start=draw(2, _MONTHS * _DAYS),
        length=draw(3, 60) * (1 + draw(4, 4) * draw(5, 2)),
        status=code(6, ("DET", 350), ("BOND", 150), ("PAROLE", 120), ("OSUP", 150), ("ATD", 80), ("ND", 120)),
        reason=code(7, ("criminal", 300), ("administrative", 600)),
        criminality=code(8, ("CONV", 300), ("PEND", 200), ("NONE", 420), ("PEND/NONE", 50)),
        offence=code(9, *((one, 30 + 25 * place) for place, one in enumerate(OFFENCES))),
        held=draw(10, 20) == 0,
    )
    end = row.start + row.length
    return row.select(
        "person_id",
        "stay_id",
        book_in=_date(row.start),
        release=ibis.ifelse(row.held | (end >= _MONTHS * _DAYS), ibis.null("date"), _date(end)),
        status=row.status,
        reason=row.reason,
        criminality=row.criminality,
        offence=row.offence,
    )


def _date(number: Any) -> Any:
    month = (number // _DAYS).cast("int64")
    return ibis.date(
        (month // 12 + 2020).cast("int32"), (month % 12 + 1).cast("int32"), (number % _DAYS + 1).cast("int32")
    )
