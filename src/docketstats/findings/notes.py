"""Notes: what a reader should know about a measure or a claim besides its answer."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from docketstats.findings.arithmetic import quantity
from docketstats.findings.comparison import Counted, Movement, only_date
from docketstats.findings.derived import DerivedFigure
from docketstats.findings.matches import Likeness, Match
from docketstats.model.facts import Fact, Origin
from docketstats.model.figure import ReportedFigure
from docketstats.model.kinds import is_share
from docketstats.model.linear import LinearForm
from docketstats.model.measure import Measure, Statement
from docketstats.model.term import Term, dated, text, undated
from docketstats.values.interval import Exact
from docketstats.values.lexicon import NEARBY
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


def of_precision(figures: Iterable[ReportedFigure]) -> Iterator[str]:
    """A note on the figures of which not the source says how precise they are, but who wrote them down."""
    found = dict.fromkeys(f'"{one.value}", {one.precision} [{one.source}]' for one in figures if one.precision)
    if found:
        more = f"; and {len(found) - MOST_SHOWN} more" if len(found) > MOST_SHOWN else ""
        listed = "; ".join(list(found)[:MOST_SHOWN])
        yield f"the precision was set by the document's writer, not by the source's words: {listed}{more}"


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
        return f"{len(found)} from {found[0]} to {found[-1]}"
    return " and ".join(map(str, found))


def _dates(terms: Iterable[Term]) -> str:
    return _names({only_date(term) for term in terms})


def _like(movements: Iterable[Movement]) -> str:
    return "".join(f"; like for like, {one}" for one in movements)


# -- claims ---------------------------------------------------------------------------------------------------------


def of_one_end(statement: Statement, figure: DerivedFigure, *, supported: bool) -> Iterator[str]:
    """A note on a claim that gives one end only, and so says little.

    Of a supported claim that is so if the end is one of what the facts allow. Words that readers take for a number near
    N, such as "nearly N", are noted at any end.
    """
    allowed, claimed = figure.interval, statement.strongest
    said = next((words for words in NEARBY if f'"{words} N"' in statement.rule), None)
    # "Rose by nearly N" says no more of its other end than that it rose.
    still = 1 if statement.measure.kind == "ratio" else 0
    ends = ((claimed.lower, claimed.lower_open), (claimed.upper, claimed.upper_open))
    below, above = (math.isinf(end) or bool(said and is_open and end == still) for end, is_open in ends)
    if below == above or allowed.is_empty:
        return
    end, reached = (claimed.upper, allowed.upper) if below else (claimed.lower, allowed.lower)
    if supported and end == reached and not allowed.is_point and not math.isinf(allowed.upper):
        shown = quantity(figure.measure, allowed)
        yield f"the claim gives one end only: the facts allow {shown}, the other end as well as this one"
    elif said and not (allowed.is_point and end == reached):
        read, shown = (quantity(figure.measure, one, (claimed, allowed)) for one in (claimed, allowed))
        directed = f" but {still}" if claimed.is_bounded else ""
        open_end = f"with no {'lower' if below else 'upper'} end{directed}"
        yield f'the claim gives one end only: "{said} N" is read as {read}, {open_end}, and the facts allow {shown}'


def of_claim(statement: Statement, counted: Counted, matches: Iterable[Match]) -> Iterator[str]:
    """Notes on a claim that is not supported: the figures that carry its number, and what is like for like."""
    found = list(matches)
    notes = list(map(str, found))
    mixed = [term for one in found if one.likeness is Likeness.MIXTURE for term in one.measure.terms]
    if mixed:
        notes[-1] += _like(counted.movements(map(undated, mixed), statement.measure.dates))
    elif any({"population", "date"}.intersection(one.differs) for one in found):
        notes[-1] += _like(_own_movements(statement.measure, counted))
    yield from notes


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
