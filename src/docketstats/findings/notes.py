"""Notes: what a reader should know about a measure or a claim besides its answer."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from fractions import Fraction

from docketstats.findings.comparison import Counted, Movement, only_date, signed
from docketstats.model.facts import Fact, Origin
from docketstats.model.kinds import is_share, unit_shown
from docketstats.model.linear import LinearForm
from docketstats.model.measure import Measure, Statement
from docketstats.model.term import Term, dated, text, undated
from docketstats.values.formatting import format_number
from docketstats.values.interval import Exact, Interval
from docketstats.values.period import Period

MOST_SHOWN = 3
"""The explanations of a claimed change or growth that are shown."""


MOST_DATES = 4
"""The dates that are named one by one."""


# -- measures -------------------------------------------------------------------------------------------------------


def of_measure(measure: Measure, counted: Counted) -> Iterator[str]:
    """Notes on a measure that relates several dates, or the counts of two populations."""
    if measure.kind == "flow" or (
        measure.kind in ("count", "change", "growth", "average") and not any(map(_spans, measure.terms))
    ):
        return
    sides = _sides(measure)
    beside = sorted(sides[0] | sides[1], key=lambda term: (text(undated(term)), str(only_date(term))))
    populations = list(dict.fromkeys(map(undated, beside)))
    if all(sides) and len(populations) == 2 and not any(map(_spans, measure.terms)):
        said = [f"{text(one)} at {_dates(term for term in beside if undated(term) == one)}" for one in populations]
        instead = _like(counted.movements(populations, measure.dates))
        yield f"this relates two populations, {' and '.join(said)}: it is no change or growth of either{instead}"
    elif len(measure.dates) > 1:
        yield f"this relates counts at different dates, {_names(measure.dates)}"


def of_average(measure: Measure, facts: Iterable[Fact], upper: Exact | float) -> Iterator[str]:
    """A note on the days of an average on which no figure counts anything that bears on it."""
    if measure.kind != "average":
        return
    counted = {leaf.at for fact in facts if fact.origin is Origin.FIGURE for leaf in fact.leaves}
    days = sorted(measure.dates - counted, key=lambda date: date.sort_key)
    if days:
        first = days[0] if len(days) == 1 else f"{days[0]} the first of them"
        endless = "; what is not known is not zero, so the average has no greatest value" if math.isinf(upper) else ""
        yield f"no figure is as of {len(days)} of the {len(measure.dates)} days, {first}{endless}"


def _sides(measure: Measure) -> tuple[set[Term], set[Term]]:
    """The terms that are added or divided, and those that are subtracted or divided by.

    The whole of a share is left out: a part and its whole are what a share relates.
    """
    over: set[Term] = set()
    under: set[Term] = set()

    def add(form: LinearForm, sign: Exact) -> None:
        for term, factor in form.terms:
            (over if factor * sign > 0 else under).add(term)

    add(measure.linear, 1)
    for ratio, factor in measure.ratios:
        add(ratio.numerator, factor)
        if not is_share(Measure(LinearForm(), ((ratio, 1),), text="")):
            add(ratio.denominator, -1)
    return over, under


def _spans(term: Term) -> bool:
    return len({leaf.at for leaf in term.leaves}) > 1


def _names(dates: Iterable[Period | None]) -> str:
    found = sorted(filter(None, dates), key=lambda date: date.sort_key)
    if len(found) > MOST_DATES:
        return f"{found[0]}, {found[-1]} and {len(found) - 2} between"
    return " and ".join(map(str, found))


def _dates(terms: Iterable[Term]) -> str:
    return _names({only_date(term) for term in terms})


def _like(movements: Iterable[Movement]) -> str:
    return "".join(f"; like for like, {one}" for one in movements)


# -- claims ---------------------------------------------------------------------------------------------------------


def of_claim(statement: Statement, counted: Counted, *, supported: bool) -> Iterator[str]:
    """Notes on a claim that takes the figure of another population or date for its own."""
    notes = list(_look_alikes(statement, counted))
    instead = _own_movements(statement.measure, counted) if notes else ()
    if not notes and not supported and statement.measure.kind in ("change", "growth"):
        mixed = list(_mixtures(statement, counted))[:MOST_SHOWN]
        notes = [note for note, _ in mixed]
        instead = counted.movements((term for _, terms in mixed for term in terms), statement.measure.dates)
    if notes:
        notes[-1] += _like(instead)
    yield from notes


def _look_alikes(statement: Statement, counted: Counted) -> Iterator[str]:
    """Figures that share a printed number with a claim and are about something else."""
    printed = {statement.interval.lower, statement.interval.upper}
    own = statement.measure.terms
    for term in counted.counts:
        number = counted.number(term)
        if number and number in printed and term not in own:
            yield f"{format_number(number)} is the figure for {term}, not for what the claim is about"


def _mixtures(statement: Statement, counted: Counted) -> Iterator[tuple[str, tuple[Term, Term]]]:
    """Pairs of figures that give the change or growth claimed and are not of one population at its two dates.

    Each is a note and the two populations. As growth is rounded, many pairs would give it by chance, so the two must
    share a label.
    """
    measure = statement.measure
    form = measure.ratios[0][0].numerator if measure.kind == "growth" else measure.linear
    ends = [term for term, _ in sorted(form.terms, key=lambda pair: pair[1])]
    if len(ends) != 2:
        return  # of one date to itself, or of a share
    own = undated(ends[0])
    numbers = {term: number for term in counted.counts if (number := counted.number(term)) is not None}
    for other in numbers:
        if other in ends or not (undated(other) == own or only_date(other) in measure.dates):
            continue
        if measure.kind == "growth" and not _share_a_label(undated(other), own):
            continue
        for before, after in ((ends[0], other), (other, ends[1])):
            if not numbers.keys() >= {before, after}:
                continue
            step = numbers[after] - numbers[before]
            if measure.kind == "growth" and not numbers[before]:
                continue
            value = step if measure.kind == "change" else Fraction(step) / numbers[before]
            if _says(statement, value):
                shown = signed(Interval.exactly(value) * (100 if measure.ratios else 1), unit_shown(measure))
                what = "two populations" if undated(before) != undated(after) else "other dates"
                note = (
                    f"{shown} comes of {format_number(numbers[after])} for {text(undated(after))} at "
                    f"{only_date(after)} beside {format_number(numbers[before])} for {text(undated(before))} at "
                    f"{only_date(before)}: {what}, so it is not the {measure.kind} that is claimed"
                )
                yield note, (undated(before), undated(after))


def _share_a_label(one: Term, two: Term) -> bool:
    everyone = any(leaf.is_everyone for leaf in one.leaves | two.leaves)
    return everyone or not one.leaves.isdisjoint(two.leaves)


def _says(statement: Statement, value: Exact) -> bool:
    """Whether a claim says a value: within its two ends, or as its one number with as many decimals as that has."""
    said = statement.interval
    if said.is_point and statement.measure.ratios:
        number, unit = Fraction(said.lower), Fraction(1, 100)  # the claim is read in percent
        while (number / unit).denominator > 1 and unit.denominator < 10**12:
            unit /= 10
        return abs(value - number) <= unit / 2
    return (said.is_bounded and value in said) or value in (said.lower, said.upper)


def _own_movements(measure: Measure, counted: Counted) -> tuple[Movement, ...]:
    """What the population of a claim did: between the claim's dates, or up to its one date from the figure before."""
    terms = dict.fromkeys(map(undated, measure.terms))
    if len(terms) != 1 or any(map(_spans, measure.terms)):
        return ()
    (population,) = terms
    dates = measure.dates
    if len(dates) == 1:
        (date,) = dates
        known = {
            when for one in counted.counts if (when := only_date(one)) and dated(population, when) in counted.counts
        }
        earlier = sorted((one for one in known if one.precedes(date)), key=lambda one: one.sort_key)
        dates = frozenset({date, *earlier[-1:]})
    return counted.movements(terms, dates)
