"""Intervals with units. The only home of pint, which is loaded when a unit is first converted or combined."""

from __future__ import annotations

import functools
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

import attrs

from docketstats.errors import InexactNumber, NoTruthValue, UnitError
from docketstats.values.formatting import format_interval
from docketstats.values.given import shown
from docketstats.values.interval import Exact, Interval, exact

if TYPE_CHECKING:
    from pint import UnitRegistry

_DEFINITIONS = {
    "person": "[person]",
    "case": "[case]",
    "stay": "[stay]",
    "charge": "[charge]",
    "event": "[event]",
    "USD": "[currency]",
    "percent": "0.01",
    "percentage_point": "0.01",  # of the difference of two percentages
    "day": "[time]",
    "year": "365.2425 * day",  # the mean Gregorian year, exactly
}
_NAMES = tuple(_DEFINITIONS)
_PLAIN = frozenset(_NAMES) | {""}
_UNIT = re.compile(r"(?:[A-Za-z_]+(?![A-Za-z_])|[0-9]{1,2}(?![0-9A-Za-z_.])|[-*/^() .·%×]|0?\.5){1,60}")
_LONGEST = 200
_LOCK = threading.RLock()


@functools.cache
def _build() -> UnitRegistry[Any]:
    import pint

    # An empty registry of our own: no prefixes, no other units, no offsets, and no float anywhere.
    registry: UnitRegistry[Any] = pint.UnitRegistry(None, non_int_type=Fraction)
    for name, meaning in _DEFINITIONS.items():
        registry.define(f"{name} = {meaning}")
    return registry


@contextmanager
def _registry() -> Iterator[UnitRegistry[Any]]:
    # Pint fills caches as it converts, so one thread at a time.
    with _LOCK:
        yield _build()


def _parse(unit: str) -> dict[str, int]:
    """Give the exponent of each unit in a text."""
    if unit in _PLAIN:
        return {unit: 1} if unit else {}
    if len(unit) > _LONGEST or not _UNIT.fullmatch(unit):  # pint would work out any power, however long that takes
        raise UnitError(f"{shown(unit)} is no unit", mend=f"use {', '.join(_NAMES)} and their products")
    from pint.util import to_units_container

    with _registry() as registry:
        try:
            parts = {name: exact(power) for name, power in to_units_container(registry.parse_units(unit)).items()}
        except Exception as error:  # from pint's tokenizer nearly anything may come
            raise UnitError(f"{shown(unit)} is no unit", mend=f"use {', '.join(_NAMES)} and their products") from error
    whole = {name: power for name, power in parts.items() if isinstance(power, int)}
    if whole != parts:
        raise UnitError(f"{shown(unit)} has a fractional power")
    return whole


def _write(parts: Mapping[str, int]) -> str:
    """Write units the way `_parse` reads them, always in the same order."""

    def factors(sign: int) -> list[str]:
        powers = [(name, sign * parts.get(name, 0)) for name in _NAMES]
        return [name if power == 1 else f"{name}**{power}" for name, power in powers if power > 0]

    return "/".join(["*".join(factors(1)) or "1", *factors(-1)]) if parts else ""


def _normal(unit: str) -> str:
    if not isinstance(unit, str):
        raise UnitError(f"a unit is a text, not {shown(unit)}", mend="write it in quotes")
    return unit if unit in _PLAIN else _write(_parse(unit))


def _factor(given: str, wanted: str) -> Exact:
    """Give how many of the wanted unit one of the given unit is."""
    if given == wanted:
        return 1
    import pint

    with _registry() as registry:
        try:
            return exact(registry.Quantity(Fraction(1), given).to(wanted).magnitude)
        except pint.DimensionalityError:
            pass
    raise UnitError(
        f"{_spoken(given)} and {_spoken(wanted)} do not mix",
        mend="state a link between them, such as a ratio with a source, and multiply by it",
    )


def _spoken(unit: str) -> str:
    return f"the unit {unit}" if unit else "a bare number"


def _combined(a: str, b: str, *, sign: int) -> tuple[Exact, str]:
    """Give the unit of a product (sign 1) or quotient (-1), and the factor that goes with it."""
    parts = _parse(a)
    for name, exponent in _parse(b).items():
        parts[name] = parts.get(name, 0) + sign * exponent
    parts = {name: exponent for name, exponent in parts.items() if exponent}
    target = dict(parts)
    for pure in ("percent", "percentage_point"):
        if parts != {pure: 1}:  # 3 % of 200 persons are persons
            target.pop(pure, None)
    if "day" in target and "year" in target:
        target["day"] += target.pop("year")
    unit = _write({name: exponent for name, exponent in target.items() if exponent})
    return _factor(_write(parts), unit), unit


def same_dimension(unit_a: str, unit_b: str) -> bool:
    """Tell whether quantities of two units can be added and compared.

    Raises:
        UnitError: A text that is no unit.

    >>> same_dimension("day", "year"), same_dimension("person", "case")
    (True, False)
    """
    a, b = _normal(unit_a), _normal(unit_b)
    try:
        _factor(a, b)
    except UnitError:
        return False
    return True


def _as_interval(value: Interval | Exact | Decimal) -> Interval:
    return value if isinstance(value, Interval) else Interval.exactly(exact(value))


@attrs.frozen(repr=False, order=False)
class Quantity:
    """An interval, or one exact number, with a unit.

    Units are person, case, stay, charge, USD, percent and percentage_point (1/100 each), day, year (365.2425 days) and
    their products, such as ``person*day`` and ``USD/day``; no unit is a bare number. Arithmetic takes the operands for
    independent of each other: a difference of two figures on one docket is a question for `Evidence`, whose
    answer is tighter.

    Raises:
        UnitError: A text that is no unit, or units that do not mix, such as persons and cases.
        InexactNumber: A float.

    >>> str(Quantity(Interval(0, 13_099), "person"))
    '0 to 13,099 persons'
    >>> str(Quantity(3, "percent") * Quantity(200, "person"))
    '6 persons'
    """

    interval: Interval = attrs.field(converter=_as_interval)
    unit: str = attrs.field(default="", converter=_normal)

    __array_ufunc__: ClassVar[None] = None

    def to(self, unit: str) -> Quantity:
        """Convert exactly.

        Raises:
            UnitError: A unit of another dimension.

        >>> Quantity(3, "percent").to("")
        Quantity(Interval(Fraction(3, 100), Fraction(3, 100)), '')
        """
        unit = _normal(unit)
        return Quantity(self.interval.scale(_factor(self.unit, unit)), unit)

    # -- arithmetic ------------------------------------------------------------------------------------

    def __neg__(self) -> Quantity:
        return Quantity(-self.interval, self.unit)

    def __pos__(self) -> Quantity:
        return self

    def __abs__(self) -> Quantity:
        return Quantity(abs(self.interval), self.unit)

    def __add__(self, other: Quantity | Interval | Exact | Decimal) -> Quantity:
        term = _operand(other)
        if term is None:
            return NotImplemented
        return Quantity(self.interval + term.to(self.unit).interval, self.unit)

    __radd__ = __add__

    def __sub__(self, other: Quantity | Interval | Exact | Decimal) -> Quantity:
        term = _operand(other)
        return NotImplemented if term is None else self + -term

    def __rsub__(self, other: Interval | Exact | Decimal) -> Quantity:
        term = _operand(other)
        return NotImplemented if term is None else -self + term

    def __mul__(self, other: Quantity | Interval | Exact | Decimal) -> Quantity:
        factor = _operand(other)
        if factor is None:
            return NotImplemented
        scale, unit = _combined(self.unit, factor.unit, sign=1)
        return Quantity((self.interval * factor.interval).scale(scale), unit)

    __rmul__ = __mul__

    def __truediv__(self, other: Quantity | Interval | Exact | Decimal) -> Quantity:
        divisor = _operand(other)
        if divisor is None:
            return NotImplemented
        scale, unit = _combined(self.unit, divisor.unit, sign=-1)
        return Quantity((self.interval / divisor.interval).scale(scale), unit)

    def __rtruediv__(self, other: Interval | Exact | Decimal) -> Quantity:
        numerator = _operand(other)
        return NotImplemented if numerator is None else numerator / self

    # -- comparisons -----------------------------------------------------------------------------------

    def certainly_less(self, other: Quantity | Interval | Exact | Decimal) -> bool:
        """Tell whether every value here is below every value there.

        >>> Quantity(Interval(0, 5), "person").certainly_less(Quantity(6, "person"))
        True
        """
        return self.interval.strictly_precedes(self._likened(other))

    def possibly_less(self, other: Quantity | Interval | Exact | Decimal) -> bool:
        """Tell whether some value here is below some value there.

        >>> Quantity(Interval(0, 5), "person").possibly_less(Quantity(0, "person"))
        False
        """
        return not self._likened(other).precedes(self.interval)

    def certainly_equal(self, other: Quantity | Interval | Exact | Decimal) -> bool:
        """Tell whether both hold one and the same value and no other.

        >>> Quantity(1, "").certainly_equal(Quantity(100, "percent"))
        True
        """
        likened = self._likened(other)
        return self.interval.precedes(likened) and likened.precedes(self.interval)

    def possibly_equal(self, other: Quantity | Interval | Exact | Decimal) -> bool:
        """Tell whether they have a value in common.

        >>> Quantity(Interval(0, 5), "person").possibly_equal(Quantity(Interval(5, 9), "person"))
        True
        """
        return not self.interval.disjoint(self._likened(other))

    def _likened(self, other: Quantity | Interval | Exact | Decimal) -> Interval:
        quantity = _operand(other)
        if quantity is None:
            raise TypeError(f"cannot compare a Quantity with {type(other).__name__}")
        return quantity.to(self.unit).interval

    def _no_order(self, _other: object) -> NoReturn:
        raise NoTruthValue(
            "quantities are known within bounds and have no single order",
            mend="certainly_less, possibly_less, certainly_equal or possibly_equal",
        )

    __lt__ = __le__ = __gt__ = __ge__ = _no_order

    def __bool__(self) -> NoReturn:
        raise NoTruthValue("a quantity is neither true nor false", mend="certainly_equal, possibly_less, ...")

    def __str__(self) -> str:
        return format_interval(self.interval, self.unit)

    def __repr__(self) -> str:
        return f"Quantity({self.interval!r}, {self.unit!r})"


def _operand(value: object) -> Quantity | None:
    """Give a Quantity for a Quantity, Interval or exact number, and nothing for what is foreign."""
    if isinstance(value, Quantity):
        return value
    if isinstance(value, Interval):
        return Quantity(value)
    try:
        return Quantity(exact(value, what="operand"))
    except InexactNumber:
        raise
    except TypeError:  # neither a number nor ours
        return None
