"""Exact intervals of rational numbers.

Closed intervals follow IEEE 1788-2015 (set-based flavour): infinite ends are never members, the empty set
propagates, ``0 * entire`` is 0 and division by the point 0 is empty. Open ends are an extension of ours:
every operation gives the tightest interval around the exact image, and its flags say which ends are attained.

Most of the module rests on one idea. An end is a *cut* of the number line, just before or after a number,
written ``(number, after)``. An interval is what lies between two cuts, and cuts compare as tuples do.
"""

from __future__ import annotations

import enum
import math
import numbers
import operator
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, NoReturn

import attrs

from docketstats.errors import InexactNumber, IntervalError, NoTruthValue, TooLarge, WrongType
from docketstats.values.given import checked, of_type, shown

Exact = int | Fraction
End = int | Fraction | float
"""An end of an interval. The only floats are ``math.inf`` and ``-math.inf``."""
Number = int | Fraction | Decimal | float
"""What the constructors of `Interval` accept."""

_Bound = tuple[End, bool]

MOST_DIGITS = 4_000
"""Digits that a number may have, over and under its fraction line: Python prints no more of them."""
_MOST_BITS = (10**MOST_DIGITS).bit_length()


def _check_size(value: Exact, what: str) -> Exact:
    if value.numerator.bit_length() > _MOST_BITS or value.denominator.bit_length() > _MOST_BITS:
        raise TooLarge(f"{what} has more than {MOST_DIGITS:,} digits", mend="give a number that can be printed")
    return value


def _simplest(value: Fraction) -> Exact:
    return value.numerator if value.denominator == 1 else value


def exact(value: object, *, what: str = "value") -> Exact:
    """Give an int, Fraction or finite Decimal as an int or Fraction, and refuse everything else.

    Raises:
        InexactNumber: A float of any width: it is not the decimal that was typed.
        WrongType: Not a number, or a bool.
        IntervalError: An infinite Decimal, or one that is no number.
        TooLarge: A number of more than 4,000 digits.

    >>> exact(Fraction(6, 2)), exact(Decimal("0.1"))
    (3, Fraction(1, 10))
    """
    if type(value) is int and value.bit_length() <= _MOST_BITS:
        return value
    if isinstance(value, bool):
        raise WrongType(f"{what} must be a number, not the truth value {value}")
    if isinstance(value, Fraction):
        return _check_size(_simplest(value), what)
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise IntervalError(f"{what} is {value}, which is not a finite number")
        if abs(value.adjusted()) > MOST_DIGITS:  # before it is made an integer
            raise TooLarge(f"{what} has more than {MOST_DIGITS:,} digits", mend="give a number that can be printed")
        return _check_size(_simplest(Fraction(value)), what)
    if isinstance(value, numbers.Integral):  # numpy integers among them
        return _check_size(operator.index(value), what)
    if isinstance(value, numbers.Rational):
        return _check_size(_simplest(Fraction(int(value.numerator), int(value.denominator))), what)
    if isinstance(value, numbers.Real):
        printed = repr(float(value))
        mend = f"write Fraction('{printed}'), Decimal('{printed}') or a string"
        if not math.isfinite(value):
            mend = "an Interval may have infinite ends, a number may not be infinite"
        raise InexactNumber(f"{what} is the float {printed}, which is not exact", mend=mend)
    raise WrongType(f"{what} must be an int, Fraction or Decimal, not {type(value).__name__}")


def _end(value: Number) -> End:
    """Read an end: like `exact`, but a float is the binary fraction it is, and infinity is allowed."""
    if type(value) is int and value.bit_length() <= _MOST_BITS:
        return value
    if isinstance(value, Decimal) and not value.is_finite() and not value.is_snan():
        value = float(value)
    if isinstance(value, numbers.Real) and not isinstance(value, numbers.Rational):
        value = float(value)
        if math.isnan(value):
            raise IntervalError("an end of an interval is not a number (NaN)")
        return value if math.isinf(value) else _simplest(Fraction(value))
    return exact(value, what="an end of an interval")


class Overlap(enum.Enum):
    """How two intervals lie to one another: the 16 states of IEEE 1788-2015, table 10.7.

    >>> Interval(1, 2).overlap(Interval(2, 3))
    <Overlap.MEETS: 'meets'>
    """

    BOTH_EMPTY = "bothEmpty"
    FIRST_EMPTY = "firstEmpty"
    SECOND_EMPTY = "secondEmpty"
    BEFORE = "before"
    MEETS = "meets"
    OVERLAPS = "overlaps"
    STARTS = "starts"
    CONTAINED_BY = "containedBy"
    FINISHES = "finishes"
    EQUALS = "equals"
    FINISHED_BY = "finishedBy"
    CONTAINS = "contains"
    STARTED_BY = "startedBy"
    OVERLAPPED_BY = "overlappedBy"
    MET_BY = "metBy"
    AFTER = "after"


@attrs.frozen(repr=False, order=False)
class Interval:
    """All numbers between two exact ends, each of which belongs to it or not.

    Ends are ints, Fractions, Decimals or floats, all converted exactly. An infinite end is never a member and
    always open. ``Interval(1, 1, lower_open=True)`` is the empty interval, of which there is one.
    Operators take exact numbers as well.

    Raises:
        IntervalError: NaN, a lower end above the upper, or both ends at the same infinity.

    >>> Interval(0, 13_099) - 99
    Interval(-99, 13000)
    >>> Interval(0, 1, upper_open=True) / 3
    Interval(0, Fraction(1, 3), upper_open=True)
    """

    lower: End = attrs.field(converter=_end)
    upper: End = attrs.field(converter=_end)
    lower_open: bool = attrs.field(default=False, kw_only=True, validator=of_type(bool))
    upper_open: bool = attrs.field(default=False, kw_only=True, validator=of_type(bool))

    __array_ufunc__: ClassVar[None] = None  # numpy scalars on the left leave the operation to us

    def __attrs_post_init__(self) -> None:
        lower, upper = self.lower, self.upper
        if lower > upper:
            raise IntervalError(f"the lower end {lower} is above the upper end {upper}", mend="Interval.empty()")
        if lower == upper:
            if isinstance(lower, float):
                raise IntervalError(f"both ends are {lower}: infinity is not a member of any interval")
            if self.lower_open or self.upper_open:
                lower, upper = math.inf, -math.inf
                object.__setattr__(self, "lower", lower)
                object.__setattr__(self, "upper", upper)
        if isinstance(lower, float):
            object.__setattr__(self, "lower_open", True)
        if isinstance(upper, float):
            object.__setattr__(self, "upper_open", True)

    # -- constructors ------------------------------------------------------------------------------

    @classmethod
    def exactly(cls, value: Number) -> Interval:
        """Hold one number only.

        >>> Interval.exactly(5)
        Interval(5, 5)
        """
        return cls(value, value)

    @classmethod
    def at_least(cls, value: Number) -> Interval:
        """Hold a number and all above it.

        >>> Interval.at_least(5)
        Interval(5, inf)
        """
        return cls(value, math.inf)

    @classmethod
    def more_than(cls, value: Number) -> Interval:
        """Hold all above a number.

        >>> Interval.more_than(5)
        Interval(5, inf, lower_open=True)
        """
        return cls(value, math.inf, lower_open=True)

    @classmethod
    def at_most(cls, value: Number) -> Interval:
        """Hold a number and all below it.

        >>> Interval.at_most(5)
        Interval(-inf, 5)
        """
        return cls(-math.inf, value)

    @classmethod
    def less_than(cls, value: Number) -> Interval:
        """Hold all below a number.

        >>> Interval.less_than(5)
        Interval(-inf, 5, upper_open=True)
        """
        return cls(-math.inf, value, upper_open=True)

    @classmethod
    def entire(cls) -> Interval:
        """Hold every number.

        >>> Interval.entire()
        Interval(-inf, inf)
        """
        return cls(-math.inf, math.inf)

    @classmethod
    def empty(cls) -> Interval:
        """Hold nothing. The ends are then ``inf`` and ``-inf``, as in IEEE 1788.

        >>> Interval.empty().lower
        inf
        """
        return cls(0, 0, lower_open=True)

    # -- cuts --------------------------------------------------------------------------------------

    @property
    def _low(self) -> _Bound:
        return self.lower, self.lower_open

    @property
    def _high(self) -> _Bound:
        return self.upper, not self.upper_open

    @property
    def _ends(self) -> tuple[_Bound, _Bound]:
        """Both ends, each with whether it is a member."""
        return (self.lower, not self.lower_open), (self.upper, not self.upper_open)

    @property
    def _finite(self) -> tuple[Exact, ...]:
        return tuple(end for end in (self.lower, self.upper) if not isinstance(end, float))

    @classmethod
    def _between(cls, low: _Bound, high: _Bound) -> Interval:
        if low >= high:
            return cls.empty()
        return cls(low[0], high[0], lower_open=low[1], upper_open=not high[1])

    # -- what it holds -----------------------------------------------------------------------------

    @property
    def is_empty(self) -> bool:
        """Whether it holds nothing.

        >>> Interval(1, 2).intersection(Interval(3, 4)).is_empty
        True
        """
        return self.lower > self.upper

    @property
    def is_entire(self) -> bool:
        """Whether it holds every number.

        >>> Interval(0, math.inf).is_entire
        False
        """
        return self.lower == -math.inf and self.upper == math.inf

    @property
    def is_bounded(self) -> bool:
        """Whether no end is infinite; so is the empty interval.

        >>> Interval.at_least(0).is_bounded
        False
        """
        return self.is_empty or not (isinstance(self.lower, float) or isinstance(self.upper, float))

    @property
    def is_point(self) -> bool:
        """Whether it holds exactly one number.

        >>> Interval.exactly(5).is_point
        True
        """
        return self.lower == self.upper

    def __contains__(self, value: Number) -> bool:
        if isinstance(value, Decimal):
            value = exact(value) if value.is_finite() else math.nan
        elif not isinstance(value, numbers.Real):
            raise WrongType(f"an interval holds numbers, not {shown(value)}", mend="ask for an int or a Fraction")
        # NaN fails both comparisons, and an infinity is never strictly inside nor at a closed end.
        above = value > self.lower or (value == self.lower and not self.lower_open)
        return bool(above and (value < self.upper or (value == self.upper and not self.upper_open)))

    @property
    def width(self) -> End:
        """Distance between the ends, ``inf`` if unbounded.

        >>> Interval(0, 13_099).width
        13099
        """
        self._not_empty("width")
        return _sum(self.upper, -self.lower)

    @property
    def midpoint(self) -> Exact:
        """The number halfway between the ends; 0 for the entire line.

        >>> Interval(0, 13_099).midpoint
        Fraction(13099, 2)
        """
        self._not_empty("midpoint")
        lower, upper = self.lower, self.upper
        if isinstance(lower, float) and isinstance(upper, float):
            return 0
        if isinstance(lower, float) or isinstance(upper, float):
            raise IntervalError(f"{self!r} is unbounded on one side and has no midpoint")
        return _simplest(Fraction(lower + upper) / 2)

    @property
    def magnitude(self) -> End:
        """Least upper bound of the absolute values.

        >>> Interval(-7, 5).magnitude
        7
        """
        self._not_empty("magnitude")
        return abs(self).upper

    @property
    def mignitude(self) -> End:
        """Greatest lower bound of the absolute values.

        >>> Interval(-7, -5).mignitude
        5
        """
        self._not_empty("mignitude")
        return abs(self).lower

    def _not_empty(self, what: str) -> None:
        if self.is_empty:
            raise IntervalError(f"the empty interval has no {what}", mend="ask is_empty first")

    # -- arithmetic --------------------------------------------------------------------------------

    def __neg__(self) -> Interval:
        if self.is_empty:
            return self
        return Interval(-self.upper, -self.lower, lower_open=self.upper_open, upper_open=self.lower_open)

    def __pos__(self) -> Interval:
        return self

    def __abs__(self) -> Interval:
        if self.lower >= 0:  # the empty interval too
            return self
        if self.upper <= 0:
            return -self
        return Interval._between((0, False), max(self._high, (-self)._high))

    def __add__(self, other: Interval | Number) -> Interval:
        term = _operand(other)
        if term is None:
            return NotImplemented
        if self.is_empty or term.is_empty:
            return Interval.empty()
        return Interval(
            _sum(self.lower, term.lower),
            _sum(self.upper, term.upper),
            lower_open=self.lower_open or term.lower_open,
            upper_open=self.upper_open or term.upper_open,
        )

    __radd__ = __add__

    def __sub__(self, other: Interval | Number) -> Interval:
        term = _operand(other)
        return NotImplemented if term is None else self + -term

    def __rsub__(self, other: Number) -> Interval:
        term = _operand(other)
        return NotImplemented if term is None else term - self

    def __mul__(self, other: Interval | Number) -> Interval:
        factor = _operand(other)
        if factor is None:
            return NotImplemented
        if self.is_empty or factor.is_empty:
            return Interval.empty()
        # A product is least and greatest at corners; a value is attained if any corner attains it.
        corners = [_product(a, b) for a in self._ends for b in factor._ends]
        low = min((value, not attained) for value, attained in corners)
        return Interval._between(low, max(corners))

    __rmul__ = __mul__

    def __truediv__(self, other: Interval | Number) -> Interval:
        divisor = _operand(other)
        if divisor is None:
            return NotImplemented
        # Division by 0 has no value, so a divisor is what it holds above 0 and what it holds below.
        above = divisor.intersection(Interval.more_than(0))._inverse(math.inf)
        below = divisor.intersection(Interval.less_than(0))._inverse(-math.inf)
        return (self * above).hull(self * below)

    def __rtruediv__(self, other: Number) -> Interval:
        numerator = _operand(other)
        return NotImplemented if numerator is None else numerator / self

    def _inverse(self, of_zero: float) -> Interval:
        """The reciprocals of an interval on one side of 0, where 1/0 tends to `of_zero`."""
        if self.is_empty:
            return self

        def inverse(end: End) -> End:
            return 0 if isinstance(end, float) else 1 / Fraction(end) if end else of_zero

        return Interval(
            inverse(self.upper), inverse(self.lower), lower_open=self.upper_open, upper_open=self.lower_open
        )

    def __pow__(self, exponent: int) -> Interval:
        if isinstance(exponent, bool) or not isinstance(exponent, numbers.Integral):
            return NotImplemented
        exponent = operator.index(exponent)
        if self.is_empty:
            return self
        size = max((max(e.numerator.bit_length(), e.denominator.bit_length()) for e in self._finite), default=0)
        if size > 1 and abs(exponent) * (size - 1) > _MOST_BITS:
            raise TooLarge(f"the power has more than {MOST_DIGITS:,} digits", mend="take a smaller exponent")
        if exponent < 0:
            return 1 / self**-exponent
        if exponent == 0:
            return Interval(1, 1)
        base = self if exponent % 2 else abs(self)
        return Interval(
            base.lower**exponent,
            base.upper**exponent,
            lower_open=base.lower_open,
            upper_open=base.upper_open,
        )

    def scale(self, factor: Exact | Decimal) -> Interval:
        """Multiply by an exact number.

        >>> Interval(1, 2).scale(Fraction(1, 100))
        Interval(Fraction(1, 100), Fraction(1, 50))
        """
        return self * exact(factor, what="factor")

    # -- sets --------------------------------------------------------------------------------------

    def hull(self, *others: Interval) -> Interval:
        """Give the tightest interval around all of them.

        >>> Interval(0, 1).hull(Interval(5, 6, upper_open=True))
        Interval(0, 6, upper_open=True)
        """
        parts = [part for part in (self, *map(_interval, others)) if not part.is_empty]
        if not parts:
            return self
        return Interval._between(min(part._low for part in parts), max(part._high for part in parts))

    def intersection(self, *others: Interval) -> Interval:
        """Give what they have in common.

        >>> Interval(0, 5).intersection(Interval.more_than(3))
        Interval(3, 5, lower_open=True)
        """
        parts = (self, *map(_interval, others))
        return Interval._between(max(part._low for part in parts), min(part._high for part in parts))

    def union(self, *others: Interval) -> tuple[Interval, ...]:
        """Give what they hold together, as disjoint intervals in ascending order, joined where no gap is.

        >>> Interval(0, 1, upper_open=True).union(Interval(1, 2), Interval(5, 6))
        (Interval(0, 2), Interval(5, 6))
        """
        joined: list[Interval] = []
        for part in sorted((p for p in (self, *map(_interval, others)) if not p.is_empty), key=lambda p: p._low):
            if joined and part._low <= joined[-1]._high:
                joined[-1] = joined[-1].hull(part)
            else:
                joined.append(part)
        return tuple(joined)

    def complement(self) -> tuple[Interval, ...]:
        """Give what it does not hold, as disjoint intervals in ascending order.

        >>> Interval(0, 5, upper_open=True).complement()
        (Interval(-inf, 0, upper_open=True), Interval(5, inf))
        """
        if self.is_empty:
            return (Interval.entire(),)
        below = Interval.at_most if self.lower_open else Interval.less_than
        above = Interval.at_least if self.upper_open else Interval.more_than
        ends = ((below, self.lower), (above, self.upper))
        return tuple(part(end) for part, end in ends if not isinstance(end, float))

    def difference(self, *others: Interval) -> tuple[Interval, ...]:
        """Give what it holds and none of the others does, as disjoint intervals in ascending order.

        >>> Interval(0, 9).difference(Interval(2, 4), Interval(4, 6))
        (Interval(0, 2, upper_open=True), Interval(6, 9, lower_open=True))
        """
        rest = [self]
        for other in others:
            rest = [part.intersection(piece) for part in rest for piece in other.complement()]
        return tuple(part for part in rest if not part.is_empty)

    def whole(self) -> Interval:
        """Give the tightest interval around the whole numbers in it.

        >>> Interval.more_than(13_000).intersection(Interval(0, Fraction(40_000, 3))).whole()
        Interval(13001, 13333)
        """
        lower, upper = self.lower, self.upper
        if not isinstance(lower, float):
            lower = math.floor(lower) + 1 if self.lower_open else math.ceil(lower)
        if not isinstance(upper, float):
            upper = math.ceil(upper) - 1 if self.upper_open else math.floor(upper)
        return Interval.empty() if lower > upper else Interval(lower, upper)

    def outward(self) -> tuple[float, float]:
        """Give the ends as the tightest binary64 floats around it; empty is ``(inf, -inf)``.

        >>> Interval(0, Fraction(1, 3)).outward()
        (0.0, 0.33333333333333337)
        """
        if self.is_empty:
            return math.inf, -math.inf
        return 0.0 - _float_above(-self.lower), _float_above(self.upper)

    # -- relations, by the quantifiers of IEEE 1788-2015, table 10.3 -------------------------------

    def equal(self, other: Interval) -> bool:
        """Tell whether both hold the same numbers; the same as ``==``.

        >>> Interval(1, 1, lower_open=True).equal(Interval.empty())
        True
        """
        return self == other

    def subset(self, other: Interval) -> bool:
        """Tell whether every number of this one is in the other.

        >>> Interval(0, 1).subset(Interval(0, 1, upper_open=True))
        False
        """
        return self.is_empty or (_interval(other)._low <= self._low and self._high <= other._high)

    def interior(self, other: Interval) -> bool:
        """Tell whether every number of this one has both a smaller and a greater one in the other.

        >>> Interval(0, 1).interior(Interval(0, 2)), Interval.entire().interior(Interval.entire())
        (False, True)
        """
        # That is: a subset of the other without its ends.
        return self.is_empty or ((_interval(other).lower, True) <= self._low and self._high <= (other.upper, False))

    def less(self, other: Interval) -> bool:
        """Tell whether each number here has one at or above it there, and each there one at or below it here.

        >>> Interval(1, 3).less(Interval(2, 4))
        True
        """
        if self.is_empty or _interval(other).is_empty:
            return self.is_empty and other.is_empty
        return self._low <= other._low and self._high <= other._high

    def strictly_less(self, other: Interval) -> bool:
        """Tell whether each number here has one above it there, and each there one below it here.

        >>> Interval(1, 3).strictly_less(Interval(1, 4))
        False
        """
        if self.is_empty or _interval(other).is_empty:
            return self.is_empty and other.is_empty
        # An end that is not attained has its neighbours on the near side, whatever the other's flag.
        return (self.lower, False) < other._low and self._high < (other.upper, True)

    def precedes(self, other: Interval) -> bool:
        """Tell whether no number here is above any there.

        >>> Interval(1, 2).precedes(Interval(2, 3))
        True
        """
        return self.is_empty or _interval(other).is_empty or self.upper <= other.lower

    def strictly_precedes(self, other: Interval) -> bool:
        """Tell whether every number here is below every number there.

        >>> Interval(1, 2, upper_open=True).strictly_precedes(Interval(2, 3))
        True
        """
        return self.is_empty or _interval(other).is_empty or self._high <= other._low

    def disjoint(self, other: Interval) -> bool:
        """Tell whether they have no number in common.

        >>> Interval(1, 2).disjoint(Interval(2, 3))
        False
        """
        return self.strictly_precedes(other) or other.strictly_precedes(self)

    def overlap(self, other: Interval) -> Overlap:
        """Name the one of the 16 states of IEEE 1788 that holds.

        >>> Interval(1, 2, upper_open=True).overlap(Interval(2, 3))
        <Overlap.BEFORE: 'before'>
        """
        if self.is_empty or _interval(other).is_empty:
            if self.is_empty and other.is_empty:
                return Overlap.BOTH_EMPTY
            return Overlap.FIRST_EMPTY if self.is_empty else Overlap.SECOND_EMPTY
        state = _OVERLAPS[_compare(self._low, other._low), _compare(self._high, other._high)]
        if state is Overlap.OVERLAPS and self.precedes(other):
            return Overlap.BEFORE if self.strictly_precedes(other) else Overlap.MEETS
        if state is Overlap.OVERLAPPED_BY and other.precedes(self):
            return Overlap.AFTER if other.strictly_precedes(self) else Overlap.MET_BY
        return state

    # -- no accidental truth -----------------------------------------------------------------------

    def _no_order(self, _other: object) -> NoReturn:
        raise NoTruthValue(
            "intervals have no single order",
            mend="precedes, strictly_precedes (certainly below), less, strictly_less, subset or overlap",
        )

    __lt__ = __le__ = __gt__ = __ge__ = _no_order

    def __bool__(self) -> NoReturn:
        raise NoTruthValue("an interval is neither true nor false", mend="is_empty, `x in interval`, precedes, ...")

    def __repr__(self) -> str:
        if self.is_empty:
            return "Interval.empty()"
        flags = ", lower_open=True" if self.lower_open and not isinstance(self.lower, float) else ""
        flags += ", upper_open=True" if self.upper_open and not isinstance(self.upper, float) else ""
        return f"Interval({self.lower!r}, {self.upper!r}{flags})"


_OVERLAPS = {
    (-1, -1): Overlap.OVERLAPS,
    (-1, 0): Overlap.FINISHED_BY,
    (-1, 1): Overlap.CONTAINS,
    (0, -1): Overlap.STARTS,
    (0, 0): Overlap.EQUALS,
    (0, 1): Overlap.STARTED_BY,
    (1, -1): Overlap.CONTAINED_BY,
    (1, 0): Overlap.FINISHES,
    (1, 1): Overlap.OVERLAPPED_BY,
}


def _compare(a: _Bound, b: _Bound) -> int:
    return (a > b) - (a < b)


def _interval(value: Interval) -> Interval:
    return checked(value, Interval, "the other", mend="write Interval.exactly(x) for a number")


def _operand(value: object) -> Interval | None:
    """Give an Interval for an Interval or exact number, and nothing for what is foreign."""
    if isinstance(value, Interval):
        return value
    if isinstance(value, bool) or not isinstance(value, numbers.Real | Decimal):
        return None
    number = exact(value, what="operand")
    return Interval(number, number)


# Python converts to float before it adds or multiplies by infinity, and fails for numbers beyond 1e308.


def _sum(a: End, b: End) -> End:
    if isinstance(a, float):
        return a
    return b if isinstance(b, float) else a + b


def _product(a: _Bound, b: _Bound) -> _Bound:
    """Multiply ends, each with whether it is attained. An attained 0 makes 0 of anything, infinity too."""
    (x, x_in), (y, y_in) = a, b
    if x == 0 or y == 0:
        return 0, (x == 0 and x_in) or (y == 0 and y_in)
    if isinstance(x, float) or isinstance(y, float):
        return math.copysign(math.inf, 1 if (x > 0) == (y > 0) else -1), False
    return x * y, x_in and y_in


def _float_above(x: End) -> float:
    """Give the least float that is not below `x`."""
    try:
        nearest = float(x)
    except OverflowError:
        return math.inf if x > 0 else -math.nextafter(math.inf, 0)
    return nearest if nearest >= x else math.nextafter(nearest, math.inf)
