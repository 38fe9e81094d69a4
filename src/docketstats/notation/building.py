"""From the parts of an expression to model objects: the parser's rules call the methods that have their names."""

# ruff: noqa: D102 - each method makes what the rule of its name in the grammar describes

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import TypeAlias

import attrs

from docketstats.errors import ModelError, UnknownName, WordingError
from docketstats.model.change import average, change, growth
from docketstats.model.flow import entrants, entries, exits, leavers, moves
from docketstats.model.measure import Measure, Statement, count, ratio, share
from docketstats.model.population import Population, Relation
from docketstats.notation.names import Namespace
from docketstats.values.interval import Exact, Interval, exact
from docketstats.values.numerals import check_point
from docketstats.values.period import Period

Operand: TypeAlias = Measure | Exact
Option: TypeAlias = Population | Period | str

_SIGNS: dict[str, tuple[Callable[[Measure, Operand], Statement], str]] = {
    "<=": (operator.le, ">="),
    "<": (operator.lt, ">"),
    ">=": (operator.ge, "<="),
    ">": (operator.gt, "<"),
    "=": (Measure.equals, "="),
}
_FLOW = {"since", "until", "during"}
# What makes a measure of a population, the options that it takes, and those that it needs.
_CALLS: dict[str, tuple[Callable[..., Measure], set[str], set[str]]] = {
    "count": (count, {"at"}, set()),
    "share": (share, {"among", "at"}, {"among"}),
    "change": (change, {"since", "until"}, {"since", "until"}),
    "growth": (growth, {"since", "until"}, {"since", "until"}),
    "entries": (entries, {*_FLOW, "kind"}, set()),
    "exits": (exits, {*_FLOW, "kind"}, set()),
    "moves": (moves, {*_FLOW, "kind"}, set()),
    "entrants": (entrants, _FLOW, set()),
    "leavers": (leavers, _FLOW, set()),
    "average": (average, {"during"}, {"during"}),
}
MOST_DIGITS = 300
"""Digits that a number in an expression may have."""
_OPTIONS = {
    "among": "among=everyone for the whole docket, or among another set",
    "during": "during=2024, or 2024-Q3, 2024-06 or FY2024, from October 2023 to September 2024",
    "since": "since=2023-12-31",
    "until": "until=2024-12-31",
}
"""How the options are written; dates are ends of days."""
_PLAIN_SIGNS = {"==": "=", "≤": "<=", "≥": ">="}


@attrs.frozen
class Builder:
    """Makes model objects for the rules of the expression grammar.

    Args:
        names: What names stand for.
        text: The whole expression.
    """

    names: Namespace
    text: str

    # -- populations ------------------------------------------------------------------------------------------------

    def name(self, *words: str) -> Population:
        *docket, name = (_unquoted(word) for word in words)
        try:
            return self.names.resolve(name, docket[0] if docket else None)
        except UnknownName as error:
            raise self._hyphened(words[-1], error) from None

    def _hyphened(self, word: str, error: UnknownName) -> UnknownName:
        """The error, with a hint if the name seems to be part of one with hyphens, as in ``non-detained``."""
        place = getattr(word, "start_pos", None)
        for found in re.finditer(r"\w+(?:-\w+)+", self.text):
            if place is not None and found.start() <= place < found.end():
                whole = found.group()
                for known in (whole, whole.replace("-", "_")):
                    try:
                        self.names.resolve(known)
                    except UnknownName:
                        continue
                    shown = known if known.replace("_", "a").isalnum() else f'"{known}"'
                    return UnknownName(error.what, mend=f"'-' is the difference of two sets; write {shown}")
        return error

    def date(self, text: str) -> Period:
        return Period.read(_unquoted(text))

    def at(self, population: Population, date: Period) -> Population:
        return population.at(date)

    def union(self, a: Population, b: Population) -> Population:
        return a | b

    def either(self, a: Population, b: Population) -> Population:
        return a ^ b

    def both(self, a: Population, b: Population) -> Population:
        return a & b

    def minus(self, a: Population, b: Population) -> Population:
        return a - b

    def rest(self, a: Population) -> Population:
        return ~a

    # -- relations --------------------------------------------------------------------------------------------------

    def relation(self, first: Population, words: str, *second: Population) -> Relation:
        kind = " ".join(words.removeprefix("is ").split())
        return Relation(kind, (first, *second))

    def covers(self, _word: str, *parts: Population) -> Relation:
        return parts[0].docket.covers(*parts)

    # -- measures ---------------------------------------------------------------------------------------------------

    def number(self, text: str, per: str | None = None) -> Exact:
        number = _number(text)
        return number if per is None else _over(number, _number(per))

    def option(self, key: str, value: Population | Period) -> tuple[str, Option]:
        return str(key), value

    def named(self, key: str, value: str) -> tuple[str, Option]:
        return str(key), _unquoted(value)

    def call(self, word: str, what: Population | Measure, *options: tuple[str, Option]) -> Measure:
        return self._called(word, (what,), options)

    def moves(self, word: str, before: Population, after: Population, *options: tuple[str, Option]) -> Measure:
        return self._called(word, (before, after), options)

    def _called(
        self, word: str, what: Iterable[Population | Measure], options: Sequence[tuple[str, Option]]
    ) -> Measure:
        given = dict(options)
        if len(given) < len(options):
            raise ModelError(f"an option of {word} is given twice")
        make, allowed, needed = _CALLS[word]
        if wrong := sorted(given.keys() - allowed):
            forms = ", ".join(_OPTIONS.get(one, one) for one in sorted(allowed))
            raise ModelError(f"{word} has no option {wrong[0]!r}", mend=f"it has {forms}")
        if missing := sorted(needed - given.keys()):
            mend = f"write {', '.join(_OPTIONS.get(one, one) for one in missing)}"
            raise ModelError(f"{word} needs {' and '.join(f'{one}=...' for one in missing)}", mend=mend)
        return make(*what, **given)

    def ratio(self, _word: str, a: Operand, b: Operand) -> Measure:
        if not (isinstance(a, Measure) and isinstance(b, Measure)):
            raise ModelError("ratio takes two measures", mend="divide by a number with /")
        return ratio(a, b)

    def measure_at(self, measure: Operand, date: Period) -> Measure:
        if not isinstance(measure, Measure):
            raise ModelError("a number has no date")
        return measure.at(date)

    def add(self, a: Operand, b: Operand) -> Operand:
        return _simple(a + b)

    def subtract(self, a: Operand, b: Operand) -> Operand:
        return _simple(a - b)

    def times(self, a: Operand, b: Operand) -> Operand:
        return _simple(a * b)

    def over(self, a: Operand, b: Operand) -> Operand:
        if isinstance(b, Measure):
            if not isinstance(a, Measure):
                raise ModelError("a number divided by a measure is no measure", mend="divide two measures")
            return a / b
        return a / b if isinstance(a, Measure) else _over(a, b)

    def negative(self, a: Operand) -> Operand:
        return -a

    # -- statements -------------------------------------------------------------------------------------------------

    def compared(self, a: Operand, sign: str, b: Operand) -> Statement:
        compare, mirrored = _SIGNS[_PLAIN_SIGNS.get(sign, str(sign))]
        if isinstance(a, Measure):
            return self._typed(compare(a, b))
        if isinstance(b, Measure):
            return self._typed(_SIGNS[mirrored][0](b, a))
        raise ModelError("two numbers are compared", mend="compare a measure with a number or a measure")

    def chained(self, a: Operand, first: str, middle: Operand, second: str, b: Operand) -> Statement:
        signs = [_PLAIN_SIGNS.get(sign, str(sign)) for sign in (first, second)]
        if isinstance(a, Measure) or isinstance(b, Measure) or not isinstance(middle, Measure):
            raise ModelError("a chain needs numbers at its ends and a measure between them", mend="split it in two")
        if {sign[0] for sign in signs} == {">"}:
            a, b, signs = b, a, signs[::-1]
        elif {sign[0] for sign in signs} != {"<"}:
            raise ModelError("a chain needs both signs to point the same way", mend="write lo <= m <= hi")
        opens = ["=" not in sign for sign in signs]
        return self._typed(Statement(middle, Interval(a, b, lower_open=opens[0], upper_open=opens[1]), text=self.text))

    def between(self, measure: Operand, a: Operand, b: Operand) -> Statement:
        if not isinstance(measure, Measure):
            raise ModelError("a number lies between two others", mend="write 'm between a and b'")
        return self._typed(measure.between(a, b))

    def lies_in(self, measure: Operand, interval: Interval) -> Statement:
        if not isinstance(measure, Measure):
            raise ModelError("a number lies in an interval", mend="write 'm in [a, b]'")
        return self._typed(measure.lies_in(interval))

    def interval(self, opening: str, lower: str, upper: str, closing: str) -> Interval:
        return Interval(_end(lower), _end(upper), lower_open=opening == "(", upper_open=closing == ")")

    def spelled(self, lower: str | Fraction, upper: str | Fraction, *flags: str) -> Interval:
        opens = {flag.partition("_")[0] for flag in flags}
        return Interval(_end(lower), _end(upper), lower_open="lower" in opens, upper_open="upper" in opens)

    def empty_interval(self) -> Interval:
        return Interval.empty()

    def fraction(self, over: str, under: str) -> Fraction:
        return Fraction(_over(_number(over), _number(under)))

    def _typed(self, statement: Statement) -> Statement:
        """The statement in the words in which it was typed, if these show the measure as it is."""
        typed = " ".join(self.text.split())
        return attrs.evolve(statement, text=typed) if statement.measure.text in typed else statement


def _unquoted(word: str) -> str:
    return str(word[1:-1] if word[0] in "\"'" else word)


def _number(text: str) -> Exact:
    check_point(text)
    digits = text.rstrip(" %\t\n").replace(",", "").replace("_", "")
    if len(digits) > MOST_DIGITS:
        raise WordingError(f"a number has at most {MOST_DIGITS} digits", where=f"{digits[:20]}...")
    return exact(Fraction(digits) / 100) if text.endswith("%") else exact(Fraction(digits))


def _end(text: str | Fraction) -> Exact | float:
    if isinstance(text, Fraction):
        return exact(text)
    return float(text) if text.lstrip("-") == "inf" else _number(text)


def _over(a: Exact, b: Exact) -> Exact:
    if not b:
        raise ModelError("a number is divided by zero")
    return exact(Fraction(a) / b)


def _simple(value: object) -> Operand:
    if isinstance(value, Measure):
        return value
    return exact(value)
