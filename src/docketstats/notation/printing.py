"""Model objects as expressions that read back as equal objects.

What a user typed is kept where it still says what the object is; otherwise the normal form is written out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

import attrs

from docketstats.errors import DocketStatsError, DocumentError
from docketstats.model.figure import as_statement
from docketstats.model.linear import LinearForm
from docketstats.model.measure import Measure, Statement
from docketstats.model.population import Population, Relation
from docketstats.model.term import Leaf, Term, undated
from docketstats.notation.expressions import parse_measure, parse_population, parse_relation, parse_said
from docketstats.notation.intervals import write_interval
from docketstats.notation.names import Namespace
from docketstats.values.interval import Exact

_T = TypeVar("_T")


def _first(same: _T, read: Callable[[str], object], texts: Iterator[str]) -> str:
    """The first text that reads as an object equal to ``same``."""
    for text in texts:
        try:
            if read(text) == same:
                return text
        except DocketStatsError:
            continue
    raise DocumentError(f"{same!r} cannot be written as an expression of a document")


def print_measure(measure: Measure, names: Namespace) -> str:
    """The expression of a measure.

    Raises:
        DocumentError: If no expression reads back as this measure.

    >>> from docketstats import Docket, count
    >>> court = Docket("court")
    >>> print_measure((count(court.everyone) * 2 - 5).at("2024"), Namespace((court,)))
    '(2 * count(everyone) - 5).at("2024")'
    """

    def texts() -> Iterator[str]:
        yield measure.text
        yield from _average(measure, names)
        yield _measure(measure, names)

    return _first(measure, lambda text: parse_measure(text, names), texts())


def print_said(said: Statement | Relation, names: Namespace) -> str:
    """The expression of a statement (at its weakest reading) or of a relation (without its source and reason).

    Raises:
        DocumentError: If no expression reads back as this.
    """
    if isinstance(said, Relation):
        bare = attrs.evolve(said, source=None, because="")
        return _first(bare, lambda text: parse_relation(text, names), _relation(bare, names))
    plain = Statement(said.measure, said.interval)

    def texts() -> Iterator[str]:
        yield said.text
        for text in (said.measure.text, *_average(said.measure, names), _measure(said.measure, names)):
            yield f"{text} in {write_interval(said.interval)}"

    return _first(plain, lambda text: as_statement(parse_said(text, names)), texts())


def _relation(relation: Relation, names: Namespace) -> Iterator[str]:
    yield repr(relation)
    parts = [_population(part, names) for part in relation.parts]
    if relation.kind == "covers":
        yield f"covers({', '.join(parts[1:])})"
    elif relation.kind == "empty":
        yield f"{parts[0]} empty"
    else:
        yield f" {relation.kind} ".join(parts)


def _population(population: Population, names: Namespace) -> str:
    def texts() -> Iterator[str]:
        yield repr(population)
        yield _term(population.term, population.docket.name, names)

    return _first(population, lambda text: parse_population(text, names), texts())


def _quoted(text: str) -> str:
    if '"' not in text:
        return f'"{text}"'
    if "'" in text:
        raise DocumentError(f"{text!r} has quotation marks of both kinds, which no expression can hold")
    return f"'{text}'"


def _term(term: Term, docket: str, names: Namespace) -> str:
    """A term, with its names qualified so that they are unambiguous."""
    if not isinstance(term, Leaf):
        if not term.parts:
            return f'"{docket}".nobody' if names.default != docket else "nobody"
        return "(" + f" {term.op} ".join(_term(part, docket, names) for part in term.parts) + ")"
    name = f"{term.classification}:{term.name}" if term.classification else term.name
    written = "everyone" if term.is_everyone else name if name.replace("_", "a").isalnum() else f'"{name}"'
    qualified = written if names.default == term.docket else f'"{term.docket}".{written}'
    return f"{qualified}.at({_quoted(str(term.at))})" if term.at else qualified


def _average(measure: Measure, names: Namespace) -> Iterator[str]:
    """An average by its population and period: its normal form, a sum over days, is longer than a text may be."""
    starts = sorted(date.start for date in measure.dates if date.start)
    if measure.kind == "average" and starts:
        first, term = starts[0], undated(measure.terms[0])
        for period in (f"{first:%Y-%m}", f"{first:%Y}-Q{(first.month + 2) // 3}", f"{first:%Y}", f"FY{first.year + 1}"):
            yield f'average({_term(term, measure.dockets[0].name, names)}, during="{period}")'


def _measure(measure: Measure, names: Namespace) -> str:
    fallback = measure.dockets[0].name if measure.dockets else ""
    parts = _counts(measure.linear, fallback, names)
    for one, factor in measure.ratios:
        ends = (_linear(form, fallback, names) for form in (one.numerator, one.denominator))
        parts.append(f"{_factor(factor)}ratio({', '.join(ends)})")
    # A docket whose counts cancelled out is still one that the measure is about.
    seen = {leaf.docket for leaf in measure.leaves()}
    parts += [_nothing(one.name, measure.unit) for one in measure.dockets if one.name not in seen]
    return " + ".join(parts) + _constant(measure.linear)


def _nothing(docket: str, unit: str) -> str:
    """A measure of a docket that is zero, in a unit or as a pure number."""
    nobody = f'"{docket}".nobody'
    return f"0 * count({nobody})" if unit else f'0 * share({nobody}, among="{docket}".everyone)'


def _linear(form: LinearForm, docket: str, names: Namespace) -> str:
    return " + ".join(_counts(form, docket, names) or [_nothing(docket, "any")]) + _constant(form)


def _counts(form: LinearForm, docket: str, names: Namespace) -> list[str]:
    parts = []
    for term, factor in form.terms:
        owner = next((leaf.docket for leaf in term.leaves), docket)
        parts.append(f"{_factor(factor)}count({_term(term, owner, names)})")
    return parts


def _constant(form: LinearForm) -> str:
    if not form.constant:
        return ""
    return f" - {-form.constant}" if form.constant < 0 else f" + {form.constant}"


def _factor(factor: Exact) -> str:
    return "" if factor == 1 else f"{factor} * " if isinstance(factor, int) else f"({factor}) * "
