from __future__ import annotations

import copy
import math
import numbers
import pickle
import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import numpy as np
import pytest

from docketstats.errors import InexactNumber, IntervalError, NoTruthValue, TooLarge
from docketstats.values.interval import MOST_DIGITS, Interval, Overlap, exact

INF = math.inf


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (5, 5),
        (Fraction(6, 2), 3),
        (Decimal("0.10"), Fraction(1, 10)),
        (Decimal("-0"), 0),
        (np.int64(7), 7),
        (np.uint8(7), 7),
    ],
)
def test_exact_passes_exact_numbers(given: Any, expected: Any) -> None:
    value = exact(given)
    assert value == expected
    assert type(value) is type(expected)


@numbers.Rational.register
class ForeignRational:
    """A rational of another library, whose parts are whole numbers of that library."""

    def __init__(self, numerator: int, denominator: int) -> None:
        self.numerator, self.denominator = np.int64(numerator), np.int64(denominator)


@pytest.mark.parametrize(("parts", "expected"), [((6, 4), Fraction(3, 2)), ((6, 2), 3), ((-1, 3), Fraction(-1, 3))])
def test_exact_takes_rationals_of_other_libraries(parts: tuple[int, int], expected: Any) -> None:
    value = exact(ForeignRational(*parts))
    assert value == expected
    assert type(value) is type(expected)
    assert type(value.numerator) is int


@pytest.mark.parametrize("given", [0.5, np.float64(0.5), np.float32(0.5), INF, math.nan])
def test_exact_refuses_floats_of_every_width(given: Any) -> None:
    with pytest.raises(InexactNumber, match="share is the float"):
        exact(given, what="share")


def test_the_hint_of_exact_says_what_to_write() -> None:
    with pytest.raises(InexactNumber) as caught:
        exact(0.1)
    assert caught.value.mend == "write Fraction('0.1'), Decimal('0.1') or a string"
    with pytest.raises(InexactNumber, match="an Interval may") as caught:
        exact(INF)
    assert "Fraction" not in str(caught.value)  # Fraction('inf') is none


@pytest.mark.parametrize(
    ("refused", "named"),
    [
        (lambda: exact(0.1), ["value", "0.1"]),
        (lambda: exact(True, what="share"), ["share", "True"]),
        (lambda: exact("5", what="share"), ["share", "str"]),
        (lambda: exact(Decimal("NaN"), what="share"), ["share", "NaN"]),
        (lambda: Interval("0", 1), ["an end of an interval", "str"]),
        (lambda: Interval(math.nan, 1), ["an end of an interval", "NaN"]),
        (lambda: Interval(7, 3), ["lower end 7", "upper end 3"]),
        (lambda: Interval(INF, INF), ["inf"]),
        (lambda: Interval(0, 1) + 0.5, ["operand", "0.5"]),
        (lambda: Interval(0, 1).scale(0.5), ["factor", "0.5"]),
        (lambda: Interval(0, 1) < 3, ["intervals"]),
        (lambda: bool(Interval(0, 1)), ["interval"]),
    ],
)
def test_what_is_refused_is_named(refused: Callable[[], object], named: list[str]) -> None:
    with pytest.raises((TypeError, ValueError)) as caught:
        refused()
    what = getattr(caught.value, "what", str(caught.value))
    for name in named:
        assert re.search(rf"\b{re.escape(name)}\b", what), what


@pytest.mark.parametrize(
    ("refused", "names"),
    [
        (lambda: Interval(0, 1) < 3, ["precedes", "strictly_precedes", "less", "strictly_less", "subset", "overlap"]),
        (lambda: bool(Interval(0, 1)), ["is_empty", "precedes"]),
        (lambda: Interval.empty().width, ["is_empty"]),
    ],
)
def test_hints_name_what_an_interval_has(refused: Callable[[], object], names: list[str]) -> None:
    with pytest.raises((IntervalError, NoTruthValue)) as caught:
        refused()
    hinted = re.findall(r"\w+", caught.value.mend or "")
    for name in names:
        assert name in hinted
        assert hasattr(Interval, name)


def test_the_hint_for_ends_in_the_wrong_order_is_the_empty_interval() -> None:
    with pytest.raises(IntervalError) as caught:
        Interval(1, 0)
    assert caught.value.mend
    assert eval(caught.value.mend, {"Interval": Interval}) == Interval.empty()


@pytest.mark.parametrize("given", [True, np.True_, "5", None, 1j, [1]])
def test_exact_refuses_what_is_no_number(given: Any) -> None:
    with pytest.raises(TypeError) as caught:
        exact(given)
    assert not isinstance(caught.value, InexactNumber)


@pytest.mark.parametrize("given", ["NaN", "sNaN", "Infinity"])
def test_exact_refuses_decimals_that_are_not_finite(given: str) -> None:
    with pytest.raises(IntervalError, match="not a finite number"):
        exact(Decimal(given))


def test_ends_are_normalised() -> None:
    assert repr(Interval(-0.0, Fraction(4, 2))) == "Interval(0, 2)"
    assert Interval(0.1, 1).lower == Fraction(0.1)
    assert Interval(Decimal("0.1"), 1).lower == Fraction(1, 10)
    assert Interval(np.float32(0.5), np.int16(1)) == Interval(Fraction(1, 2), 1)
    assert Interval(Decimal("-Infinity"), Decimal("1.5")) == Interval.at_most(Fraction(3, 2))
    unbounded = Interval(-INF, INF, lower_open=False, upper_open=True)
    assert unbounded == Interval.entire()
    assert unbounded.lower_open
    assert unbounded.upper_open


@pytest.mark.parametrize(
    ("lower", "upper"),
    [(1, 0), (INF, -INF), (INF, INF), (-INF, -INF), (math.nan, 1), (0, math.nan), (0, Decimal("sNaN"))],
)
def test_ends_that_bound_nothing_are_refused(lower: Any, upper: Any) -> None:
    with pytest.raises(IntervalError):
        Interval(lower, upper)


@pytest.mark.parametrize("lower", [True, "0", None, 1j])
def test_ends_that_are_no_numbers_are_refused(lower: Any) -> None:
    with pytest.raises(TypeError):
        Interval(lower, 1)


def test_flags_are_truth_values_and_keywords() -> None:
    with pytest.raises(TypeError):
        Interval(0, 1, lower_open=1)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Interval(0, 1, True)  # type: ignore[misc]


@pytest.mark.parametrize("flags", [{"lower_open": True}, {"upper_open": True}])
def test_a_point_without_its_point_is_the_canonical_empty(flags: dict[str, bool]) -> None:
    empty = Interval(1, 1, **flags)
    assert empty == Interval.empty()
    assert hash(empty) == hash(Interval.empty())
    assert (empty.lower, empty.upper, empty.lower_open, empty.upper_open) == (INF, -INF, True, True)


@pytest.mark.parametrize(
    ("interval", "text"),
    [
        (Interval(0, 13_099), "Interval(0, 13099)"),
        (Interval(0, 1, upper_open=True), "Interval(0, 1, upper_open=True)"),
        (Interval(0, 1, lower_open=True), "Interval(0, 1, lower_open=True)"),
        (Interval.at_least(0), "Interval(0, inf)"),
        (Interval.less_than(0), "Interval(-inf, 0, upper_open=True)"),
        (Interval.exactly(Fraction(1, 3)), "Interval(Fraction(1, 3), Fraction(1, 3))"),
        (Interval.empty(), "Interval.empty()"),
    ],
)
def test_repr(interval: Interval, text: str) -> None:
    assert repr(interval) == text
    assert eval(text, {"Interval": Interval, "Fraction": Fraction, "inf": INF}) == interval


@pytest.mark.parametrize("interval", [Interval(0, 1, upper_open=True), Interval.empty(), Interval.entire()])
def test_s15_frozen_hashable_picklable(interval: Interval) -> None:
    for twin in (pickle.loads(pickle.dumps(interval)), copy.deepcopy(interval)):
        assert twin == interval
        assert hash(twin) == hash(interval)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        interval.lower = 5  # type: ignore[misc]


def test_s2_operators_refuse_floats() -> None:
    interval = Interval(0, 1)
    for operation in (
        lambda: interval + 0.5,
        lambda: 0.5 - interval,
        lambda: interval * np.float64(2),
        lambda: np.float32(2) / interval,
        lambda: interval.scale(0.5),
    ):
        with pytest.raises(InexactNumber):
            operation()


def test_operators_take_exact_scalars_on_both_sides() -> None:
    interval = Interval(1, 2)
    assert 1 + interval == interval + Decimal(1) == np.int64(1) + interval == Interval(2, 3)
    assert Fraction(1, 2) - interval == Interval(Fraction(-3, 2), Fraction(-1, 2))
    assert Decimal("0.5") * interval == interval / 2 == Interval(Fraction(1, 2), 1)
    assert 2 / interval == Interval(1, 2)
    assert interval.scale(-2) == Interval(-4, -2)


@pytest.mark.parametrize("foreign", ["1", None, [1], True, object(), 1j])
def test_operators_leave_foreign_types_to_others(foreign: Any) -> None:
    interval = Interval(1, 2)
    for name in ("add", "radd", "sub", "rsub", "mul", "rmul", "truediv", "rtruediv", "pow"):
        assert getattr(interval, f"__{name}__")(foreign) is NotImplemented


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (Interval(0, 1, upper_open=True) * 2, Interval(0, 2, upper_open=True)),
        # 0 is a member of the first factor, so it is one of the product.
        (Interval(0, 1) * Interval(2, 3, lower_open=True, upper_open=True), Interval(0, 3, upper_open=True)),
        (Interval(0, 1, lower_open=True) * Interval(2, 3), Interval(0, 3, lower_open=True)),
        (Interval(0, 0) * Interval.entire(), Interval(0, 0)),
        (Interval(0, 1) * Interval.more_than(0), Interval.at_least(0)),
        (Interval.more_than(0) * Interval.more_than(0), Interval.more_than(0)),
        (Interval(1, 2) / Interval(0, 4), Interval.at_least(Fraction(1, 4))),
        (Interval(1, 2) / Interval(-4, 0), Interval.at_most(Fraction(-1, 4))),
        (Interval(1, 2) / Interval(-1, 1), Interval.entire()),
        (Interval(0, 0) / Interval(-1, 1), Interval(0, 0)),
        (Interval(0, 1) / Interval(0, 1), Interval.at_least(0)),
        (1 / Interval.at_least(4), Interval(0, Fraction(1, 4), lower_open=True)),
        (Interval.entire() / 0, Interval.empty()),
        (Interval(-2, 1, lower_open=True) ** 2, Interval(0, 4, upper_open=True)),
        (Interval(-2, 1, lower_open=True) ** 3, Interval(-8, 1, lower_open=True)),
        (Interval(-2, 1) ** 0, Interval(1, 1)),
        (Interval(-2, 1) ** -1, Interval.entire()),
        (Interval(-2, 1) ** -2, Interval.at_least(Fraction(1, 4))),
        (Interval(0, 0) ** -1, Interval.empty()),
        (Interval.empty() ** 0, Interval.empty()),
        (abs(Interval(-2, 1, lower_open=True)), Interval(0, 2, upper_open=True)),
        (abs(Interval.empty()), Interval.empty()),
        (-Interval(0, 1, lower_open=True), Interval(-1, 0, upper_open=True)),
    ],
)
def test_results_are_exact_images_with_their_flags(result: Interval, expected: Interval) -> None:
    assert result == expected


def test_numbers_beyond_the_floats_meet_infinity() -> None:
    huge = Interval(Fraction(10**400, 3), INF)
    assert huge + 10**400 == 10**400 + huge == Interval(Fraction(4 * 10**400, 3), INF)
    assert Interval(0, 10**400) + huge == huge
    assert huge * 10**400 == Interval.exactly(10**400) * huge == Interval(Fraction(10**800, 3), INF)
    assert (huge * Fraction(1, 10**800)).upper == INF
    assert huge.width == INF
    assert huge.outward() == (math.nextafter(INF, 0), INF)
    assert (-huge).outward() == (-INF, -math.nextafter(INF, 0))
    assert Interval(0, Fraction(1, 10**400)).outward() == (0.0, math.nextafter(0, 1))


def test_integers_stay_integers() -> None:
    result = (Interval(1, 5) + Interval(2, 3)) * Interval(-2, 7) - 4
    assert type(result.lower) is int
    assert type(result.upper) is int
    assert type((Interval(2, 4) / 2).lower) is int


def test_membership() -> None:
    half_open = Interval(0, 1, upper_open=True)
    assert 0 in half_open
    assert 1 not in half_open
    assert 0.1 in half_open
    assert Decimal("0.1") in half_open
    assert np.float32(0.5) in half_open
    entire = Interval.entire()
    for outsider in (INF, -INF, math.nan, Decimal("NaN"), Decimal("Infinity")):
        assert outsider not in entire
    assert INF not in Interval.empty()


def test_kinds() -> None:
    assert Interval.empty().is_empty
    assert Interval.empty().is_bounded
    assert not Interval.empty().is_point
    assert Interval(0, 1, lower_open=True, upper_open=True).is_bounded
    assert not Interval.at_most(0).is_bounded
    assert Interval.exactly(3).is_point
    assert not Interval(3, 4).is_point
    assert Interval.entire().is_entire
    for part in (Interval.at_least(0), Interval.at_most(0), Interval(0, 1), Interval.empty()):
        assert not part.is_entire


def test_measures() -> None:
    assert Interval(-3, 5).width == 8
    assert Interval(-3, 4).midpoint == Fraction(1, 2)
    assert Interval.entire().midpoint == 0
    assert Interval.at_least(-5).magnitude == INF
    assert Interval(-5, 3).magnitude == 5
    assert Interval(-5, 3).mignitude == 0
    assert Interval(2, 3, lower_open=True).mignitude == 2
    assert Interval.at_most(-2).mignitude == 2
    for half in (Interval.at_least(0), Interval.at_most(0)):
        with pytest.raises(IntervalError, match="unbounded on one side"):
            half.midpoint
    for name in ("width", "midpoint", "magnitude", "mignitude"):
        with pytest.raises(IntervalError, match=f"the empty interval has no {name}"):
            getattr(Interval.empty(), name)


def test_union_joins_what_has_no_gap() -> None:
    left, right = Interval(0, 1, upper_open=True), Interval(1, 2)
    assert right.union(left) == (Interval(0, 2),)
    open_left, open_right = Interval(0, 1, upper_open=True), Interval(1, 2, lower_open=True)
    assert open_right.union(open_left) == (open_left, open_right)
    assert open_right.union(open_left, Interval.exactly(1)) == (Interval(0, 2),)
    assert Interval.empty().union(Interval.empty()) == ()


def test_whole_tightens_open_ends() -> None:
    assert Interval.more_than(13_000).whole() == Interval.at_least(13_001)
    assert Interval(0, 1, lower_open=True, upper_open=True).whole().is_empty
    assert Interval(Fraction(1, 2), Fraction(7, 2)).whole() == Interval(1, 3)
    assert Interval(-1, 3, lower_open=True, upper_open=True).whole() == Interval(0, 2)
    assert Interval.empty().whole().is_empty
    assert Interval.entire().whole().is_entire


@pytest.mark.parametrize("symbol", ["<", "<=", ">", ">="])
@pytest.mark.parametrize("other", ["3", "Interval(0, 1)", "np.int64(3)", "Fraction(1, 2)"])
def test_s14_order_has_no_truth_value(symbol: str, other: str) -> None:
    names = {"Interval": Interval, "np": np, "Fraction": Fraction}
    for text in (f"Interval(0, 1) {symbol} {other}", f"{other} {symbol} Interval(0, 1)"):
        with pytest.raises(NoTruthValue, match="precedes"):
            eval(text, names)


def test_s14_bool_raises_and_equality_is_structural() -> None:
    with pytest.raises(NoTruthValue, match="is_empty"):
        bool(Interval(0, 1))
    assert Interval(0, 1) == Interval(0, Fraction(2, 2))
    assert Interval(0, 1) != Interval(0, 1, upper_open=True)
    assert Interval(5, 5) != 5


def test_overlap_names_are_those_of_ieee_1788() -> None:
    assert " ".join(state.value for state in Overlap) == (
        "bothEmpty firstEmpty secondEmpty before meets overlaps starts containedBy finishes equals "
        "finishedBy contains startedBy overlappedBy metBy after"
    )


@pytest.mark.parametrize(
    ("interval", "rest"),
    [
        (Interval(1, 2), (Interval.less_than(1), Interval.more_than(2))),
        (Interval.more_than(3), (Interval.at_most(3),)),
        (Interval.less_than(3), (Interval.at_least(3),)),
        (Interval.entire(), ()),
        (Interval.empty(), (Interval.entire(),)),
    ],
    ids=str,
)
def test_the_complement_of_an_interval(interval: Interval, rest: tuple[Interval, ...]) -> None:
    assert interval.complement() == rest


def test_the_complement_of_an_interval_of_numbers_beyond_all_floats() -> None:
    many = 10**400
    assert Interval(1, many).complement() == (Interval.less_than(1), Interval.more_than(many))


LONG = "1" * (MOST_DIGITS + 1)


@pytest.mark.parametrize(
    "value",
    [
        int(LONG[:-1]) * 100,
        Fraction(1, int(LONG[:-1]) * 100 + 1),
        Fraction(int(LONG[:-1]) * 100, 7),
        Decimal(f"0.{LONG}"),
        Decimal(f"{LONG[:3_000]}e3000"),
        Decimal(f"1e{MOST_DIGITS + 1}"),
        Decimal("1e-99999999"),
        Decimal("0e99999999"),
    ],
    ids=["whole", "denominator", "numerator", "places", "digits and zeros", "zeros", "small", "zero"],
)
def test_a_number_too_long_to_be_printed_is_refused(value: int | Fraction | Decimal) -> None:
    for read in (exact, Interval.exactly, lambda one: Interval(one, one)):
        with pytest.raises(TooLarge, match="4,000 digits"):
            read(value)
    assert exact(Decimal(f"1e{MOST_DIGITS - 1}")) == 10 ** (MOST_DIGITS - 1)


def test_a_power_too_long_to_be_printed_is_refused() -> None:
    for base, exponent in ((Interval(2, 3), 10**9), (Interval(Fraction(1, 3), 1), 10**9), (Interval(2, 3), -(10**9))):
        with pytest.raises(TooLarge, match="4,000 digits"):
            base**exponent
    assert Interval(1, 1) ** (10**9) == Interval(1, 1)
