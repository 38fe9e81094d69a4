from __future__ import annotations

import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from docketstats.errors import InexactNumber, NoTruthValue, UnitError
from docketstats.values.interval import Interval
from docketstats.values.quantity import Quantity, same_dimension


def test_the_plain_units_do_not_load_pint() -> None:
    code = (
        "import sys; from docketstats.values.quantity import Quantity, Interval; "
        "print(Quantity(Interval(0, 5), 'person')); print(Quantity(5, 'person') + Quantity(6, 'person')); "
        "print('pint' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["0 to 5 persons", "11 persons", "False"]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("persons", "person"),
        ("dimensionless", ""),
        ("person·day", "person*day"),
        ("day * person", "person*day"),
        ("USD / day", "USD/day"),
        ("1/day", "1/day"),
        ("person**2", "person**2"),
        ("%", "percent"),
    ],
)
def test_unit_texts_are_normalised(text: str, unit: str) -> None:
    assert Quantity(1, text).unit == unit
    assert Quantity(1, unit).unit == unit


@pytest.mark.parametrize("text", ["kiloperson", "thousand", "million", "degC", "meter", "3", "(", "person**0.5"])
def test_other_units_do_not_exist(text: str) -> None:
    with pytest.raises(UnitError):
        Quantity(1, text)


def test_a_number_is_a_point() -> None:
    assert Quantity(Decimal("0.5")) == Quantity(Interval.exactly(Fraction(1, 2)), "")
    with pytest.raises(InexactNumber):
        Quantity(0.5)  # type: ignore[arg-type]
    with pytest.raises(UnitError):
        Quantity(5, 5)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("quantity", "text"),
    [
        (Quantity(Interval(0, 13_099), "person"), "0 to 13,099 persons"),
        (Quantity(Fraction(77, 25), "percent"), "3.08 %"),
        (Quantity(3), "3"),
        (Quantity(Interval(2, 3), "USD/day"), "2 to 3 USD/day"),
    ],
)
def test_str(quantity: Quantity, text: str) -> None:
    assert str(quantity) == text


def test_conversion_is_exact() -> None:
    assert Quantity(3, "percent").to("") == Quantity(Fraction(3, 100))
    assert Quantity(Fraction(1, 3)).to("percent") == Quantity(Fraction(100, 3), "percent")
    assert Quantity(400, "year").to("day") == Quantity(146_097, "day")
    assert Quantity(146_097, "day").to("year") == Quantity(400, "year")
    assert Quantity(Interval(0, 1, upper_open=True)).to("percent").interval == Interval(0, 100, upper_open=True)


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (Quantity(2, "person") + Quantity(Interval(0, 3), "person"), Quantity(Interval(2, 5), "person")),
        (Quantity(400, "year") + Quantity(146_097, "day"), Quantity(800, "year")),
        (Quantity(2, "person") - Quantity(5, "person"), Quantity(-3, "person")),
        (1 - Quantity(3, "percent"), Quantity(97, "percent")),
        (Quantity(3, "percent") * Quantity(200, "person"), Quantity(6, "person")),
        (Quantity(3, "percent") * 2, Quantity(6, "percent")),
        (Quantity(50, "percent") * Quantity(50, "percent"), Quantity(Fraction(1, 4))),
        (Quantity(6, "person") / Quantity(200, "person"), Quantity(Fraction(3, 100))),
        (Quantity(6, "person*day") / Quantity(2, "day"), Quantity(3, "person")),
        (Quantity(400, "person*year") / Quantity(1, "day"), Quantity(146_097, "person")),
        (Quantity(6, "USD") / Quantity(2, "day"), Quantity(3, "USD/day")),
        (Quantity(3, "USD/day") * Quantity(2, "day"), Quantity(6, "USD")),
        (Interval(1, 2) * Quantity(3, "person"), Quantity(Interval(3, 6), "person")),
        (np.int64(2) * Quantity(3, "person"), Quantity(6, "person")),
        (Decimal("0.5") * Quantity(3, "person"), Quantity(Fraction(3, 2), "person")),
        (6 / Quantity(3, "day"), Quantity(2, "1/day")),
        (-Quantity(3, "day"), Quantity(-3, "day")),
        (abs(Quantity(Interval(-3, 2), "day")), Quantity(Interval(0, 3), "day")),
    ],
)
def test_arithmetic(result: Quantity, expected: Quantity) -> None:
    assert result == expected


def test_s6_units_do_not_mix() -> None:
    persons, cases = Quantity(5, "person"), Quantity(5, "case")
    for operation in (
        lambda: persons + cases,
        lambda: persons - cases,
        lambda: persons + 1,
        lambda: 1 + persons,
        lambda: persons.to("charge"),
        lambda: persons.certainly_less(cases),
        lambda: persons.possibly_equal(5),
    ):
        with pytest.raises(UnitError, match="state a link"):
            operation()
    assert persons * Quantity(2, "charge/person") == Quantity(10, "charge")


def test_same_dimension() -> None:
    assert same_dimension("day", "year")
    assert same_dimension("percent", "")
    assert same_dimension("persons", "person")
    assert not same_dimension("person", "case")
    assert not same_dimension("USD/day", "USD")
    with pytest.raises(UnitError):
        same_dimension("furlong", "furlong")


def test_s14_comparisons_say_certainly_or_possibly() -> None:
    few, many = Quantity(Interval(0, 5), "person"), Quantity(Interval(5, 9), "person")
    assert few.possibly_less(many)
    assert not few.certainly_less(many)
    assert few.certainly_less(Quantity(6, "person"))
    assert not many.possibly_less(few)
    assert few.possibly_equal(many)
    assert not few.certainly_equal(few)
    assert Quantity(100, "percent").certainly_equal(1)
    assert Quantity(1, "day").certainly_less(Quantity(1, "year"))
    assert Quantity(Interval(0, 5, upper_open=True)).certainly_less(5)


def test_s14_no_accidental_truth() -> None:
    quantity = Quantity(5, "person")
    for operation in (lambda: quantity < 6, lambda: quantity >= 6, lambda: np.int64(6) > quantity):
        with pytest.raises(NoTruthValue, match="certainly_less"):
            operation()
    with pytest.raises(NoTruthValue):
        bool(quantity)
    assert Quantity(1) != Quantity(100, "percent")


@pytest.mark.parametrize("foreign", ["1", None, True, object()])
def test_operators_leave_foreign_types_to_others(foreign: Any) -> None:
    quantity = Quantity(1, "person")
    for name in ("add", "radd", "sub", "rsub", "mul", "rmul", "truediv", "rtruediv"):
        assert getattr(quantity, f"__{name}__")(foreign) is NotImplemented
    with pytest.raises(TypeError, match="cannot compare"):
        quantity.certainly_less(foreign)


def test_s2_floats_are_refused() -> None:
    with pytest.raises(InexactNumber):
        Quantity(1, "person") * 0.5


def test_s15_hashable_and_picklable() -> None:
    quantity = Quantity(Interval(0, 5), "person*day")
    twin = pickle.loads(pickle.dumps(quantity))
    assert twin == quantity
    assert hash(twin) == hash(quantity)
    assert repr(quantity) == "Quantity(Interval(0, 5), 'person*day')"


def test_s15_threads_share_the_registry() -> None:
    with ThreadPoolExecutor(8) as pool:
        results = set(pool.map(lambda n: Quantity(n, "person * day") / Quantity(n, "day"), range(1, 65)))
    assert results == {Quantity(1, "person")}
