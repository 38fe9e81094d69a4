"""How flows and stocks go together: rules that follow from what units and events are, as facts.

For each step between two dates: the balance, closing = opening + entries - exits, for every population whose border
flows are said to cross; and who is in a population at one end of a step only came or went at least once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

import attrs

from docketstats.model.classification import Classification, Item
from docketstats.model.facts import Fact, Line, Origin
from docketstats.model.flow import PREFIX, came, once, seen, went
from docketstats.model.linear import LinearForm
from docketstats.model.population import Docket
from docketstats.model.term import Compound, Leaf, Term, combine, dated, mapped, text
from docketstats.values.interval import Interval
from docketstats.values.period import Period

MOST = 16
"""The populations of one step for which the balance is written out; for more than these it may be incomplete."""


@attrs.frozen
class Step:
    """What is said to move on one docket between two dates.

    Attributes:
        docket: The name of the docket.
        since: The date that it goes from.
        until: The date that it goes to.
        moving: The sets, undated, whose borders events are said to cross.
        entered: The sets that distinct units are said to enter.
        left: The sets that distinct units are said to leave.

    >>> import docketstats as ds
    >>> court = ds.Docket("court", unit="case")
    >>> came = ds.entries(court.everyone, since="2023-12-31", until="2024-12-31")
    >>> step, = steps(came.leaves())
    >>> step.docket, str(step.since), str(step.until), len(step.moving)
    ('court', '2023-12-31', '2024-12-31', 1)
    """

    docket: str
    since: Period
    until: Period
    moving: tuple[Leaf, ...] = attrs.field(kw_only=True)
    entered: tuple[Leaf, ...] = attrs.field(kw_only=True)
    left: tuple[Leaf, ...] = attrs.field(kw_only=True)


def steps(leaves: Iterable[Leaf]) -> tuple[Step, ...]:
    """The steps that some leaves are about."""
    found: dict[tuple[str, Period, Period], dict[str, set[Leaf]]] = {}
    for leaf in leaves:
        if leaf.at and leaf.is_of_step:
            side, since, until = leaf.at.parts
            docket = leaf.docket.removeprefix(PREFIX)
            name = "" if side in ("entered", "left") and leaf.name == "everyone" else leaf.name
            bare = Leaf(docket, classification=leaf.classification, name=name)
            kind = {"before": "moving", "after": "moving"}.get(side, side)
            found.setdefault((docket, since, until), {}).setdefault(kind, set()).add(bare)
    for sets in found.values():
        if "moving" in sets:  # what distinct units cross, their events cross too
            sets["moving"].update(sets.get("entered", ()), sets.get("left", ()))
    return tuple(
        Step(
            *key,
            moving=_sorted(sets.get("moving", ())),
            entered=_sorted(sets.get("entered", ())),
            left=_sorted(sets.get("left", ())),
        )
        for key, sets in sorted(found.items(), key=lambda one: (one[0][0], *(date.sort_key for date in one[0][1:])))
    )


def _sorted(leaves: Iterable[Leaf]) -> tuple[Leaf, ...]:
    return tuple(sorted(leaves, key=lambda leaf: leaf.key))


def balance(step: Step, docket: Docket, terms: Iterable[Term]) -> Iterator[Fact]:
    """The facts about a step, given the terms that facts and question mention.

    >>> import docketstats as ds
    >>> court = ds.Docket("court", unit="case")
    >>> came = ds.entries(court.everyone, since="2023-12-31", until="2024-12-31")
    >>> step, = steps(came.leaves())
    >>> [fact.name for fact in balance(step, court, came.terms)]  # doctest: +NORMALIZE_WHITESPACE
    ['rule of court: balance of everyone, 2023-12-31 to 2024-12-31', 'rule of court: border of everyone,
        2023-12-31 to 2024-12-31']
    """
    since, until = step.since, step.until
    when = f", {since} to {until}"

    def fact(name: str, said: str, *lines: Line) -> Fact:
        return Fact(f"rule of {docket.name}: {name}{when}", f"{said}{when}", origin=Origin.RULE, lines=lines)

    populations = list(_basis(step.moving, docket))
    for one in populations:
        stocks = [(dated(one, until), 1), (dated(one, since), -1)]
        flows = [(came(one, since, until), -1), (went(one, since, until), 1)]
        line = Line.of(LinearForm.of([*stocks, *flows]), Interval(0, 0))
        yield fact(
            f"balance of {text(one)}", f"what is in {text(one)} changes by what comes in less what goes out", line
        )
    crossed = {found for term in terms if (found := _crossed(term, step)) is not None}
    for one in dict.fromkeys((*populations, *sorted(crossed, key=lambda term: term.key))):
        pair = [
            _at_most(_only(one, until, since), came(one, since, until)),
            _at_most(_only(one, since, until), went(one, since, until)),
        ]
        yield fact(f"border of {text(one)}", f"who is in {text(one)} at one end only came or went at least once", *pair)
    for one in dict.fromkeys((*step.entered, *step.left)):
        lines = list(_distinct(one, step))
        yield fact(f"units through {text(one)}", f"who is in {text(one)} at one end only came or went", *lines)


def _distinct(one: Leaf, step: Step) -> Iterator[Line]:
    since, until = step.since, step.until
    new, gone = _only(one, until, since), _only(one, since, until)
    entered, left = once(one, "entered", since, until), once(one, "left", since, until)
    everyone = one.everyone
    # Leaving is entering with time turned round.
    for side, sets, crossing, inside, outside in (
        ("entered", step.entered, came, until, since),
        ("left", step.left, went, since, until),
    ):
        if one not in sets:
            continue
        through = once(one, side, since, until)
        yield Line.empty(combine("-", (_only(one, inside, outside), through)))
        if step.moving:
            yield _at_most(through, crossing(one, since, until))
        if everyone in sets and everyone is not one:
            onto = once(everyone, side, since, until)
            # Who came into a set was on the docket already or came onto it; who came onto it and is in the set at the
            # end came into the set.
            yield Line.empty(combine("-", (through, combine("|", (dated(everyone, outside), onto)))))
            yield Line.empty(combine("-", (combine("&", (onto, dated(one, inside))), through)))
    if one in step.entered and one in step.left:
        # Whoever is inside at both ends, or at neither, came as often as they went.
        yield Line.empty(combine("-", (entered, combine("|", (left, new)))))
        yield Line.empty(combine("-", (left, combine("|", (entered, gone)))))


def _only(one: Term, at: Period, other: Period) -> Term:
    return combine("-", (dated(one, at), dated(one, other)))


def _at_most(one: Term, other: Term) -> Line:
    return Line.of(LinearForm.of([(one, 1), (other, -1)]), Interval.at_most(0))


def _crossed(term: Term, step: Step) -> Term | None:
    """The undated population whose entries or exits in a step a term is; None if it is anything else."""
    if not isinstance(term, Compound) or term.op != "-" or not term.leaves:
        return None
    if not all(leaf.docket == PREFIX + step.docket for leaf in term.leaves):
        return None

    def bare(leaf: Leaf) -> Leaf:
        return Leaf(step.docket, classification=leaf.classification, name=leaf.name)

    one = mapped(term.parts[0], bare)
    return one if term in (came(one, step.since, step.until), went(one, step.since, step.until)) else None


def _basis(sets: tuple[Leaf, ...], docket: Docket) -> Iterator[Term]:
    """The sets and their intersections, without those that are empty or another one by the rules."""
    yield from sets
    number = len(sets)
    inner = [leaf for leaf in sets if not leaf.is_everyone]
    for size in range(2, len(inner) + 1):
        for some in combinations(inner, size):
            if all(_overlap(a, b, docket) for a, b in combinations(some, 2)):
                number += 1
                if number > MOST:
                    return
                yield combine("&", some)


def _overlap(a: Leaf, b: Leaf, docket: Docket) -> bool:
    """Whether two sets may overlap without one being within the other, as far as classifications tell."""
    if not a.classification or a.classification != b.classification:
        return True
    one = next(one for one in docket.classifications if one.name == a.classification)
    parents = {item.code: parent for item, parent in one.walk()}

    def path(code: str) -> list[Item | Classification]:
        found = [one[code]]
        while above := parents[found[-1].code]:
            found.append(above)
        return [one, *reversed(found)]

    first, second = path(a.name), path(b.name)
    common = [x for x, y in zip(first, second, strict=False) if x == y]
    return len(common) < min(len(first), len(second)) and not common[-1].exclusive


def seen_relation(term: Term, step: Step) -> Iterator[Term]:
    """A term that is empty at all dates, as it is right before and right after the events of a step."""
    if all(leaf in step.moving for leaf in term.leaves):
        for side in ("before", "after"):
            yield seen(term, side, step.since, step.until)
