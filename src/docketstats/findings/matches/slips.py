"""Slips: numbers that are nearly another, by a digit or a rounding, and numbers that a claim says."""

from __future__ import annotations

import math
from fractions import Fraction

from docketstats.findings.arithmetic import RATE, SMALL
from docketstats.model.kinds import unit_shown
from docketstats.model.measure import Measure, Statement
from docketstats.values.formatting import format_number
from docketstats.values.interval import Exact, Interval


def shown(number: Exact, measure: Measure) -> str:
    """A number of a measure in the unit in which the measure is said."""
    unit = unit_shown(measure)
    if unit == "percent":
        return percents(number)
    if unit == "percentage_point":
        return f"{percents(number, '')} percentage points"
    if measure.unit or Fraction(number).denominator == 1:
        return format_number(number)
    return f"{format_number(Fraction(number) * RATE)} per {RATE:,}" if 0 < number < SMALL else format_number(number)


def percents(number: Exact, sign: str = " %") -> str:
    """A pure number in percent, or in the percentage points that another ``sign`` stands for."""
    return f"{format_number(Fraction(number) * 100)}{sign}"


def digits(number: Exact) -> int:
    """The digits of a whole number without the zeros at its end; 0 for any other."""
    return len(str(abs(number)).rstrip("0")) if isinstance(number, int) else 0


def slip(claimed: Exact, value: Exact, fewest: int) -> str:
    """What was done to the digits of a number to make another, if one slip was; empty if not."""
    if not (isinstance(claimed, int) and isinstance(value, int)) or claimed == value:
        return ""
    if min(digits(claimed), digits(value)) < fewest:
        return ""
    if (claimed < 0) != (value < 0):
        return f"{claimed:,} has the other sign" if claimed == -value else ""
    one, two = str(abs(claimed)), str(abs(value))
    if len(one) == len(two):
        places = [place for place, (a, b) in enumerate(zip(one, two, strict=True)) if a != b]
        if len(places) == 1:
            return f"in {claimed:,} one digit is another"
        first, last = places[0], places[-1]
        if len(places) == 2 and last == first + 1 and one[first] + one[last] == two[last] + two[first]:
            return f"in {claimed:,} two digits are swapped"
    if len(one) + 1 == len(two) and _is_without_one(one, two):
        return f"in {claimed:,} a digit is missing"
    if len(one) == len(two) + 1 and _is_without_one(two, one):
        return f"in {claimed:,} there is a digit too many"
    return ""


def _is_without_one(short: str, long: str) -> bool:
    return any(short == long[:place] + long[place + 1 :] for place in range(len(long)))


def _step(number: Exact, measure: Measure) -> Fraction | None:
    """The step that a number looks rounded to, by its last digit that is not 0; None for one that looks exact."""
    if measure.unit:
        whole = isinstance(number, int) and number % 10 == 0
        return Fraction(10 ** (len(str(abs(number))) - digits(number))) if whole else None
    step = Fraction(1, 100)  # pure numbers are said in percent
    while (number / step).denominator > 1 and step.denominator < 10**12:
        step /= 10
    return step


def numbers_of(interval: Interval) -> tuple[Exact, ...]:
    """The numbers that somebody names who says an interval: its ends, or the one number that a rounding is of."""
    rounded = _rounding(interval)
    return (rounded[0],) if rounded else tuple(dict.fromkeys(_ends(interval)))


def _ends(interval: Interval) -> tuple[Exact, ...]:
    return tuple(end for end in (interval.lower, interval.upper) if not isinstance(end, float))


def _rounding(interval: Interval) -> tuple[Exact, Fraction] | None:
    """The number and the step of a rounding, if an interval is what one makes: half a step down, and less than one up.

    Of a range such as "at least 5 and less than 10" the middle is no multiple of its width.
    """
    if not interval.is_bounded or interval.lower_open or not interval.upper_open:
        return None
    number, step = interval.midpoint, Fraction(interval.width)
    return (number, step) if (number / step).denominator == 1 else None


def _rounded(statement: Statement) -> tuple[Exact, Fraction] | None:
    """The number that a claim names and the step that it looks rounded to, if there is one number and it does."""
    ends = set(_ends(statement.interval))
    if len(ends) != 1:
        return _rounding(statement.interval)
    (end,) = ends
    step = _step(end, statement.measure)
    return None if step is None else (end, step)


def wrongly_rounded(statement: Statement, value: Exact) -> tuple[Exact, str] | None:
    """The claimed number, and in words how a value was rounded to it, if that puts the value on the wrong side of it.

    6,199,629 is about 6.2 million, and is not more than 6.2 million. A step of more than a tenth of the number is none.
    """
    measure = statement.measure
    found = _rounded(statement)
    if found is None or value in statement.interval:
        return None
    number, step = found
    if abs(Fraction(value - number)) >= step or 10 * step > abs(Fraction(number)):
        return None
    nearest = step * math.floor(Fraction(value) / step + Fraction(1, 2))
    true = shown(value, measure)
    if statement.interval.is_point and nearest == number:
        return number, f"what the figures give rounds to {shown(number, measure)}, and the claim says exactly that"
    if nearest == number:
        side = "more" if value < number else "less"
        return number, f"{true} rounds to {shown(number, measure)}, and is not {side} than that"
    if shown(nearest, measure) == true:  # it looks rounded as it is, and is near all the same
        return number, f"the figures give {true}, which is near {shown(number, measure)} and is not that"
    return number, f"{true} rounds to {shown(nearest, measure)}, and not to {shown(number, measure)}"


def says(statement: Statement, value: Exact) -> Exact | None:
    """The number claimed, if a claim says a value: within its two ends, or with as many decimals as its one number."""
    said = statement.interval
    if rounded := _rounding(said):
        return rounded[0] if value in said else None
    ends = _ends(said)
    for end in ends:
        step = _step(end, statement.measure) if statement.measure.ratios else None
        near = step and (said.is_point or not said.is_bounded) and abs(Fraction(value - end)) <= step / 2
        if value == end or near:
            return end
    return min(ends, key=lambda end: abs(Fraction(end - value))) if said.is_bounded and value in said else None
