"""Flows: how often units come into a population or leave it between two dates, and how many units do.

What moves is counted on a register of its own, whose units are events. Each event is seen right before it and right
after, as a docket is at two dates: an entry is in the population after it and not before. Distinct units are sets of
the docket itself.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

import attrs

from docketstats.errors import DateError, ModelError
from docketstats.model.classification import check_name
from docketstats.model.linear import LinearForm, Ratio
from docketstats.model.measure import Measure
from docketstats.model.population import Docket, Population
from docketstats.model.term import Leaf, Term, combine, mapped
from docketstats.values.given import shown
from docketstats.values.period import Period

When: TypeAlias = str | datetime.date | Period | None
Place: TypeAlias = tuple[str, Period]
"""A date on a docket, by its name."""

PREFIX = "moves of "
"""What the name of a register of events begins with."""


def is_of_events(leaf: Leaf) -> bool:
    """Whether a leaf is a set of events."""
    return leaf.docket.startswith(PREFIX)


def is_kind(leaf: Leaf) -> bool:
    """Whether a leaf is a kind of events, and no set of units."""
    return leaf.at is not None and leaf.at.is_step and leaf.at.parts[0] == "during"


def register(docket: Docket) -> Docket:
    """The register of what moves on a docket: its units are events."""
    return Docket(PREFIX + docket.name, unit="event", classifications=docket.classifications)


def seen(term: Term, side: str, since: Period, until: Period) -> Term:
    """A population as it is right before, or right after, each event of a step."""
    at = Period.step(side, since, until)
    return mapped(
        term,
        lambda leaf: Leaf(PREFIX + leaf.docket, classification=leaf.classification, name=leaf.name, at=at),
    )


def came(term: Term, since: Period, until: Period) -> Term:
    """The events by which units come into a population."""
    return combine("-", (seen(term, "after", since, until), seen(term, "before", since, until)))


def went(term: Term, since: Period, until: Period) -> Term:
    """The events by which units leave a population."""
    return combine("-", (seen(term, "before", since, until), seen(term, "after", since, until)))


def once(leaf: Leaf, side: str, since: Period, until: Period) -> Leaf:
    """The units that came into a population, or left it, at least once."""
    name = leaf.name or "everyone"  # who came into the docket is a set, and not everyone at a date
    at = Period.step(side, since, until)
    return Leaf(leaf.docket, classification=leaf.classification, name=name, at=at)


def entries(
    population: Population, *, since: When = None, until: When = None, during: When = None, kind: str = ""
) -> Measure:
    """How often units come into a population after one date and up to another: events, not distinct units.

    The dates are ends of days: a flow during a fiscal year goes from the last day before it to its last day. Between
    two stocks, closing = opening + entries - exits.

    Args:
        population: The population whose border is crossed; a change of status crosses it too.
        since: The date of the opening stock.
        until: The date of the closing stock.
        during: The period, instead of both.
        kind: A name for some of the entries, if not all are meant: "book-in".

    >>> court = Docket("court", unit="case")
    >>> entries(court.everyone, during="FY2024", kind="filing")
    entries(everyone, during="FY2024", kind="filing")
    """
    return _events("entries", (population,), since, until, during, kind)


def exits(
    population: Population, *, since: When = None, until: When = None, during: When = None, kind: str = ""
) -> Measure:
    """How often units leave a population after one date and up to another; see `entries`.

    >>> exits(Docket("court", unit="case").everyone, since="2023-09-30", until="2024-09-30").unit
    'event'
    """
    return _events("exits", (population,), since, until, during, kind)


def moves(
    before: Population,
    after: Population,
    *,
    since: When = None,
    until: When = None,
    during: When = None,
    kind: str = "",
) -> Measure:
    """How often units go from one population straight into another after one date and up to another; see `entries`.

    >>> docket = Docket("jail")
    >>> moves(docket.population("held"), docket.population("released"), during="2024")
    moves(held, released, during="2024")
    """
    return _events("moves", (before, after), since, until, during, kind)


def entrants(population: Population, *, since: When = None, until: When = None, during: When = None) -> Measure:
    """How many distinct units come into a population at least once after one date and up to another.

    Between two stocks, closing <= opening + entrants. The population is an item, a named set or everyone.

    >>> entrants(Docket("jail").everyone, during="2024").unit
    'person'
    """
    return _units("entrants", "entered", population, since, until, during)


def leavers(population: Population, *, since: When = None, until: When = None, during: When = None) -> Measure:
    """How many distinct units leave a population at least once; see `entrants`. closing >= opening - leavers.

    >>> leavers(Docket("jail").everyone, since="2023-12-31", until="2024-12-31")
    leavers(everyone, since="2023-12-31", until="2024-12-31")
    """
    return _units("leavers", "left", population, since, until, during)


def _events(
    word: str, populations: tuple[Population, ...], since: When, until: When, during: When, kind: str
) -> Measure:
    first, last, when = _step(word, populations, since, until, during)
    terms = [one.term for one in populations]
    if word == "moves":
        term = combine("&", (seen(terms[0], "before", first, last), seen(terms[1], "after", first, last)))
    else:
        term = (came if word == "entries" else went)(terms[0], first, last)
    docket = register(populations[0].docket)
    if kind:
        named = Leaf(docket.name, name=check_name("kind", kind), at=Period.step("during", first, last))
        term, when = combine("&", (term, named)), f'{when}, kind="{kind}"'
    return _measure(word, populations, docket, term, when)


def _units(word: str, side: str, population: Population, since: When, until: When, during: When) -> Measure:
    first, last, when = _step(word, (population,), since, until, during)
    if not isinstance(population.term, Leaf):
        raise ModelError(
            f"{word} counts units of an item, a named set or everyone, not of {population}",
            mend="give it a name: docket.population(...).same_as(...)",
        )
    term = once(population.term, side, first, last)
    return _measure(word, (population,), population.docket, term, when)


def _measure(word: str, populations: tuple[Population, ...], docket: Docket, term: Term, when: str) -> Measure:
    described = dict.fromkeys((one.docket.name, *pair) for one in populations for pair in one.descriptions)
    return Measure(
        LinearForm.of([(term, 1)]),
        unit=docket.unit,
        dockets=(docket,),
        text=f"{word}({', '.join(map(repr, populations))}, {when})",
        kind="flow",
        descriptions=tuple(described),
    )


def _step(
    word: str, populations: tuple[Population, ...], since: When, until: When, during: When
) -> tuple[Period, Period, str]:
    for one in populations:
        if not isinstance(one, Population):
            raise ModelError(f"{word} takes populations, not {shown(one)}")
        if one.dates:
            raise DateError(f"{one} has a date already", mend=f"{word} takes a population, and since and until")
        if one.docket != populations[0].docket:
            raise ModelError(f"{populations[0]} and {one} are of two dockets", mend="units move on one docket")
        if not one.term.leaves:
            raise ModelError(f"nobody can move into or out of {one}")
    if (during is None) == (since is None) or (since is None) != (until is None):
        raise DateError(f"{word} needs since and until, or during", where=repr(populations[0]))
    if during is not None:
        period = Period.read(during)
        if period.start is None or period.end is None:
            raise DateError(f"{word} during {period}: it is not known when that is", mend="say since and until")
        if period.start == datetime.date.min:
            raise DateError(f"{word} during {period}: there is no day before it", mend="take a later period")
        day = datetime.timedelta(days=1)
        return Period.read(period.start - day), Period.read(period.end - day), f'during="{period}"'
    assert since is not None
    assert until is not None
    first, last = Period.read(since), Period.read(until)
    if first == last or last.precedes(first):
        raise DateError(f"{word} from {first} to {last}: nothing lies between", mend="swap since and until")
    return first, last, f'since="{first}", until="{last}"'


# -- the steps that a flow goes over ----------------------------------------------------------------------------------


def in_order(dates: Sequence[Period]) -> tuple[Period, ...]:
    """Those of some dates that are certainly one before another, days first."""
    found: list[Period] = []
    for date in sorted(dates, key=lambda date: (not date.is_day, date.sort_key)):
        place = sum(one.precedes(date) for one in found)
        if all(date.precedes(one) for one in found[place:]):
            found.insert(place, date)
    return tuple(found)


def places(measure: Measure) -> Iterator[Place]:
    """The dates of a measure, each with the docket that it is a date of; those of events are their docket's."""
    for leaf in measure.leaves():
        for date in leaf.at.instants if leaf.at else ():
            yield leaf.docket.removeprefix(PREFIX), date


def by_docket(some: Iterable[Place]) -> dict[str, tuple[Period, ...]]:
    """For each docket, its dates that are certainly one before another (see `in_order`)."""
    found: defaultdict[str, set[Period]] = defaultdict(set)
    for docket, date in some:
        found[docket].add(date)
    return {docket: in_order((*dates,)) for docket, dates in found.items()}


def in_steps(measure: Measure, dates: Mapping[str, Sequence[Period]]) -> Measure:
    """The measure with its flows added up over the steps between the dates of their docket (see `by_docket`)."""
    if not measure.is_of_steps:
        return measure

    def form(one: LinearForm) -> LinearForm:
        pairs = ((part, factor) for term, factor in one.terms for part in _parts(term, dates))
        return LinearForm.of(pairs, one.constant)

    ratios = [(Ratio(form(one.numerator), form(one.denominator)), factor) for one, factor in measure.ratios]
    return attrs.evolve(measure, linear=form(measure.linear), ratios=tuple(ratios))


def _parts(term: Term, dates: Mapping[str, Sequence[Period]]) -> Iterator[Term]:
    """A term of events step by step; units that came at least once did so in one step or another."""
    steps = {leaf.at.instants for leaf in term.leaves if leaf.at and leaf.is_of_step}
    if not steps:
        yield term
    elif all(map(is_of_events, term.leaves)):
        ((since, until),) = steps
        (docket,) = {leaf.docket.removeprefix(PREFIX) for leaf in term.leaves}
        for step in _between(since, until, dates.get(docket, ())):
            yield mapped(term, lambda leaf, step=step: _at_step(leaf, step))  # type: ignore[misc]
    else:
        yield mapped(term, lambda leaf: _in_any(leaf, dates))


def _in_any(leaf: Leaf, dates: Mapping[str, Sequence[Period]]) -> Term:
    if not leaf.at or not leaf.at.is_step:
        return leaf
    _, since, until = leaf.at.parts
    return combine("|", (_at_step(leaf, step) for step in _between(since, until, dates.get(leaf.docket, ()))))


def _at_step(leaf: Leaf, step: tuple[Period, Period]) -> Leaf:
    assert leaf.at is not None
    return attrs.evolve(leaf, at=Period.step(leaf.at.parts[0], *step))


def _between(since: Period, until: Period, dates: Sequence[Period]) -> Iterator[tuple[Period, Period]]:
    within = [date for date in dates if since.precedes(date) and date.precedes(until)]
    return zip((since, *within), (*within, until), strict=True)
