"""Matches of a claimed number with the counts of other populations, and with its own but for a slip."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from docketstats.findings.arithmetic import quantity
from docketstats.findings.comparison import only_date
from docketstats.findings.matches.claimed import Claimed, Count, Likeness, Match, number_of
from docketstats.findings.matches.slips import digits, numbers_of, shown, slip, wrongly_rounded
from docketstats.model.change import change
from docketstats.model.figure import ReportedFigure
from docketstats.model.measure import Measure, count
from docketstats.model.population import Population
from docketstats.model.term import combine, conjuncts, text, undated
from docketstats.values.interval import Exact

MOST_TRIED = 8
"""The sums and differences of figures that are tried of a claim: each takes a question."""
FEWEST_DIGITS = 4
"""The digits, without the zeros at the end, from which a number is unlikely to be near another by chance."""


def same_numbers(claimed: Claimed) -> Iterator[Match]:
    """Figures that give the number itself for something else, or gave it until they were revised."""
    for number in claimed.numbers:
        for one in claimed.reported:
            if bool(one.measure.unit) != bool(claimed.measure.unit) or _is_chance(number, one.measure, claimed.measure):
                continue
            if one.measure != claimed.measure and _gives(one.figure, number):
                said = _said(one.figure, number, one.measure)
                text = f"{said} is the figure for {claimed.named(one.measure)}, not for what the claim is about"
                yield claimed.match(Likeness.NUMBER, number, text, one.measure, [one.figure.source])
            for earlier in one.figure.earlier if one.measure == claimed.measure else ():
                if _gives(earlier, number):
                    said = _said(earlier, number, one.measure)
                    text = f"{said} was the figure for what the claim is about, and was revised since"
                    yield claimed.match(Likeness.REVISED, number, text, one.measure, [earlier.source])


def _is_chance(number: Exact, one: Measure, own: Measure) -> bool:
    """Whether the number of another docket is like a claim's by chance: a rounded one, of another date."""
    return one.dockets != own.dockets and one.dates != own.dates and digits(number) < FEWEST_DIGITS


def _gives(figure: ReportedFigure, number: Exact) -> bool:
    """Whether a figure names a number."""
    return number == figure.interval.midpoint if _is_precise(figure) else number in numbers_of(figure.interval)


def _is_precise(figure: ReportedFigure) -> bool:
    """Whether a figure gives one number, with how far it may be off: no end of its interval is that number."""
    said, margin = figure.interval, figure.tolerance
    return said.is_bounded and said.width in (0, figure.rounded_to, None if margin is None else 2 * margin)


def _said(figure: ReportedFigure, number: Exact, measure: Measure) -> str:
    """What a figure says: its words where it is no single number, or that number, or the interval that it gives."""
    if isinstance(figure.value, str) and not figure.interval.is_point:
        return f'"{figure.value}"'
    return shown(number, measure) if _is_precise(figure) else quantity(measure, figure.interval)


def derived(claimed: Claimed) -> Iterator[Match]:
    """Sums and differences of two figures, where they are the count of a population or its change."""
    tried = 0
    for number, one, sign, other in _pairs(claimed):
        measure = _made_of(one, sign, other)
        if measure is None or measure == claimed.measure:
            continue
        if claimed.value(measure) == number:
            how, both = "sum" if sign == 1 else "difference", f"{shown(one.number, one.measure)} and "
            words = (
                f"{shown(number, measure)} is the {how} of {both}{shown(other.number, other.measure)}, the figure for "
                f"{claimed.named(measure)}, not for what the claim is about"
            )
            yield claimed.match(Likeness.DERIVED, number, words, measure, [one.source, other.source])
        tried += 1
        if tried == MOST_TRIED:
            return


def _pairs(claimed: Claimed) -> Iterator[tuple[Exact, Count, int, Count]]:
    """The pairs of figures whose difference or sum is a claimed number."""
    if not claimed.measure.unit:
        return
    giving: defaultdict[Exact, list[Count]] = defaultdict(list)
    for one in claimed.counts:
        giving[one.number].append(one)
    for number in (one for one in claimed.numbers if digits(one) >= FEWEST_DIGITS - 1):
        for one in claimed.counts:
            yield from ((number, one, -1, other) for other in giving.get(one.number - number, ()))
        for one in claimed.counts:
            if 2 * one.number >= number:
                yield from ((number, one, 1, other) for other in giving.get(number - one.number, ()))


def _made_of(one: Count, sign: int, other: Count) -> Measure | None:
    """What the sum or difference of two counts measures, if it is the count of a population or its change."""
    if one.measure.dockets != other.measure.dockets:
        return None
    (docket,) = one.measure.dockets
    until, since = only_date(one.term), only_date(other.term)
    if until is None or since is None:
        return None
    if until == since:
        term = combine("|" if sign == 1 else "-", (one.term, other.term))
        if sign == -1 and set(conjuncts(one.term)) < set(conjuncts(other.term)):
            # Of a, less a & b, a - b is left, as a reader would say.
            rest = [part for part in conjuncts(other.term) if part not in conjuncts(one.term)]
            term = combine("-", (one.term, combine("&", rest)))
        return count(Population(docket, term, text(term)))
    same = undated(one.term) == undated(other.term)
    if sign == 1 or not same or not since.precedes(until):
        return None
    term = undated(one.term)
    return change(Population(docket, term, text(term)), since=since, until=until)


def slips(claimed: Claimed) -> Iterator[Match]:
    """The number that the facts give for what the claim is about, but for a digit or a rounding."""
    value = number_of(claimed.own.interval)
    if value is None:
        return
    measure, sources = claimed.measure, claimed.own.sources
    for number in claimed.numbers:
        if wrong := slip(number, value, FEWEST_DIGITS):
            words = f"{shown(value, measure)} is the figure for what the claim is about: {wrong}"
            yield claimed.match(Likeness.DIGITS, number, words, measure, sources)
    if found := wrongly_rounded(claimed.statement, value):
        yield claimed.match(Likeness.ROUNDING, *found, measure, sources)


def slips_of_others(claimed: Claimed) -> Iterator[Match]:
    """Figures that give the number for something else, but for a digit."""
    if claimed.measure.unit:
        for number in claimed.numbers:
            for one in claimed.counts:
                wrong = slip(number, one.number, FEWEST_DIGITS + 1)
                if wrong and one.measure != claimed.measure:
                    named = claimed.named(one.measure)
                    words = f"{shown(one.number, one.measure)} is the figure for {named}: {wrong}"
                    yield claimed.match(Likeness.DIGITS, number, words, one.measure, [one.source])
