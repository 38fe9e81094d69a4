"""Facts gathered, and which of them bear on a question: those that shared sets tie to it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache

import attrs

from docketstats.model.balance import balance, seen_relation, steps
from docketstats.model.facts import Fact, Line, Origin
from docketstats.model.flow import Place, by_docket
from docketstats.model.measure import Measure
from docketstats.model.population import Docket, Relation
from docketstats.model.rules import rules
from docketstats.model.term import Leaf, Term, dated
from docketstats.values.period import Period


@attrs.frozen
class Undated:
    """A relation that holds at all dates, to be written out at those that a question needs.

    >>> import docketstats as ds
    >>> court = ds.Docket("court", unit="case")
    >>> relation = court.population("old").within(court.population("open"), because="defined so")
    >>> Undated(relation, "old are open", Origin.RELATION).at(ds.Period.read("2024-09-30")).text
    'old within open, 2024-09-30'
    """

    relation: Relation
    name: str
    origin: Origin
    because: str = ""

    def at(self, date: Period) -> Fact:
        """The fact that the relation holds at ``date``."""
        term = dated(self.relation.empty_term, date)
        return relation_fact(self.relation, term, f"{self.name}, {date}", self.origin, because=self.because)


def relation_fact(relation: Relation, term: Term, name: str, origin: Origin, *, because: str = "") -> Fact:
    """The fact that a relation's term, which has been dated, is empty."""
    dates = {leaf.at for leaf in term.leaves}
    when = f", {next(iter(dates))}" if len(dates) == 1 and not any(part.dates for part in relation.parts) else ""
    return Fact(
        name,
        f"{relation!r}{when}",
        origin=origin,
        lines=(Line.empty(term),),
        source=relation.source,
        because=because or relation.because,
    )


@attrs.frozen
class Facts:
    """Everything taken as known, lowered: what `Evidence` hands to inference.

    Args:
        dockets: The dockets.
        stated: The facts of figures, assumptions and dated relations.
        undated: The relations that hold at all dates.
        dates: The dates in play.
        places: The same with the docket that each is a date of.

    >>> import docketstats as ds
    >>> from docketstats.model.facts import lines
    >>> court = ds.Docket("court", unit="case")
    >>> one, other = (ds.count(court.population(name), at="2024") for name in ("old", "asylum"))
    >>> five = ds.Interval.exactly(5)
    >>> stated = [Fact(repr(what), "is 5", origin=Origin.FIGURE, lines=lines(what, five)) for what in (one, other)]
    >>> [fact.name for fact in Facts((court,), stated=tuple(stated)).tied_to(one)]
    ['count(old, at="2024")']
    """

    dockets: tuple[Docket, ...] = ()
    stated: tuple[Fact, ...] = attrs.field(default=(), kw_only=True)
    undated: tuple[Undated, ...] = attrs.field(default=(), kw_only=True)
    dates: tuple[Period, ...] = attrs.field(default=(), kw_only=True)
    places: frozenset[Place] = attrs.field(default=frozenset(), kw_only=True)

    @cached_property
    def order(self) -> dict[str, tuple[Period, ...]]:
        """For each docket, the dates between which its flows are taken step by step."""
        return by_docket(self.places)

    @cached_property
    def _general(self) -> tuple[Fact, ...]:
        """The facts but for the rules of classifications, at the dates in play."""
        return (*self.stated, *(one.at(date) for one in self.undated for date in self.dates))

    @cached_property
    def _items(self) -> dict[tuple[Docket, int, Period | None], frozenset[Leaf]]:
        return self._grouped(leaf for fact in self._general for leaf in fact.leaves)

    @cached_property
    def _linked(self) -> tuple[frozenset[Period], ...]:
        return _joined(term for fact in self._general for line in fact.lines for term, _ in line.terms)

    @cached_property
    def _stepping(self) -> frozenset[Leaf]:
        """The leaves that are about steps."""
        return frozenset(leaf for fact in self._general for leaf in fact.leaves if leaf.is_of_step)

    @property
    def has_flows(self) -> bool:
        """Whether anything is said about flows."""
        return bool(self._stepping)

    @cached_property
    def _by_leaf(self) -> dict[Leaf, tuple[int, ...]]:
        return _index(self._general)

    def _grouped(self, mentioned: Iterable[Leaf]) -> dict[tuple[Docket, int, Period | None], frozenset[Leaf]]:
        """The items mentioned, by docket, classification and date; all dates together where items are fixed."""
        homes = {(docket.name, one.name): (docket, place, one.fixed)
                 for docket in self.dockets for place, one in enumerate(docket.classifications)}  # fmt: skip
        groups: defaultdict[tuple[Docket, int, Period | None], set[Leaf]] = defaultdict(set)
        for leaf in mentioned:
            if leaf.at and leaf.is_of_step and leaf.at.parts[0] in ("entered", "left"):
                continue  # in the course of time a unit comes into several items that exclude each other
            if home := homes.get((leaf.docket, leaf.classification)):
                docket, place, fixed = home
                groups[docket, place, None if fixed else leaf.at].add(leaf)
        return {key: frozenset(group) for key, group in groups.items()}

    def _beyond(self, question: Collection[Measure]) -> list[Fact]:
        """What facts and question need besides the general facts: relations at new dates, and rules."""
        asked = frozenset().union(*(measure.leaves() for measure in question))
        dates = {date for leaf in asked if leaf.at for date in leaf.at.instants}.difference(self.dates)
        found = [one.at(date) for one in self.undated for date in sorted(dates, key=lambda date: date.sort_key)]
        terms = [term for measure in question for term in measure.terms]
        spanning = [term for term in terms if len({leaf.at for leaf in term.leaves}) > 1]
        linked = _joined(spanning, self._linked) if spanning else self._linked
        if stepping := self._stepping.union(leaf for leaf in asked if leaf.is_of_step):
            flows = list(self._flow_facts(stepping, terms))
            linked = _joined((term for fact in flows for line in fact.lines for term, _ in line.terms), linked)
            found += flows
        groups = self._items
        if new := self._grouped(asked.union(*(fact.leaves for fact in found))):
            groups = {**groups, **{key: groups.get(key, frozenset()) | group for key, group in new.items()}}
        for key in sorted(groups, key=_group_order):
            docket, place, _ = key
            fixed = docket.classifications[place].fixed
            found += _rule_facts(docket, groups[key], linked if fixed else ())
        return found

    def _flow_facts(self, stepping: Iterable[Leaf], asked: Sequence[Term]) -> Iterator[Fact]:
        """What ties flows to stocks, and the undated relations as they are around the events of each step."""
        named = {docket.name: docket for docket in self.dockets}
        crossing: defaultdict[tuple[Period, ...], list[Term]] = defaultdict(list)
        for term in (*asked, *(term for fact in self.stated for line in fact.lines for term, _ in line.terms)):
            for instants in {leaf.at.instants for leaf in term.leaves if leaf.at and leaf.is_of_step}:
                crossing[instants].append(term)
        for step in steps(stepping):
            for one in self.undated:
                for term in seen_relation(one.relation.empty_term, step):
                    at = next(iter(term.leaves)).at
                    yield relation_fact(one.relation, term, f"{one.name}, {at}", one.origin, because=one.because)
            if step.docket in named:
                yield from balance(step, named[step.docket], crossing[step.since, step.until])

    def everything(self, question: Collection[Measure] = ()) -> tuple[Fact, ...]:
        """All facts, with the undated relations and the rules that facts and question need."""
        return (*self._general, *self._beyond(question))

    def tied_to(self, *question: Measure) -> tuple[Fact, ...]:
        """The facts that bear on the question: those connected to it by shared leaves.

        A relation or rule is left out when one of its sets occurs nowhere else and may be empty: it then says
        nothing about the others.
        """
        asked = frozenset().union(*(measure.leaves() for measure in question))
        beyond = self._beyond(question)
        if beyond == self._rules:
            # What holds without the question holds for each one about sets that are in play already.
            groups = {self._group_of.get(leaf, -1) for leaf in asked}
            if len(groups) == 1 and (group := groups.pop()) >= 0:
                return self.groups[group]
        found = _component((self._general, self._by_leaf), beyond, asked)
        kept = pruned(found, asked)
        return tuple(kept if len(kept) == len(found) else component(kept, asked))

    @cached_property
    def _rules(self) -> list[Fact]:
        return self._beyond(())

    @cached_property
    def groups(self) -> tuple[tuple[Fact, ...], ...]:
        """The groups of facts that share no leaf with each other; a fact without leaves is in each."""
        left = pruned([*self._general, *self._rules], frozenset())
        index = _index(left)
        found: set[Fact] = set()
        groups: list[tuple[Fact, ...]] = []
        for fact in left:
            if fact not in found and fact.leaves:
                group = tuple(_component((left, index), (), fact.leaves))
                found.update(group)
                groups.append(group)
        return tuple(groups) or ((tuple(left),) if left else ())

    @cached_property
    def _group_of(self) -> dict[Leaf, int]:
        return {leaf: place for place, group in enumerate(self.groups) for fact in group for leaf in fact.leaves}


def _group_order(key: tuple[Docket, int, Period | None]) -> tuple[object, ...]:
    docket, place, date = key
    return docket.name, place, (date.sort_key if date else ())


@lru_cache(maxsize=4096)
def _rule_facts(docket: Docket, items: frozenset[Leaf], linked: tuple[frozenset[Period], ...]) -> tuple[Fact, ...]:
    return tuple(
        Fact(
            f"rule of {rule.docket}: {rule.text}",
            rule.text,
            origin=Origin.RULE,
            lines=tuple(map(Line.empty, rule.empty)),
        )
        for rule in rules((docket,), sorted(items, key=lambda leaf: leaf.key), linked)
    )


def _joined(terms: Iterable[Term], groups: Iterable[frozenset[Period]] = ()) -> tuple[frozenset[Period], ...]:
    """Groups of dates that some term spans, joined where they overlap."""
    home: dict[Period, frozenset[Period]] = {}
    for span in (*groups, *(frozenset(leaf.at for leaf in term.leaves if leaf.at) for term in terms)):
        if len(span) > 1 and not span <= home.get(next(iter(span)), frozenset()):
            joined = span.union(*(home[date] for date in span if date in home))
            home.update(dict.fromkeys(joined, joined))
    return tuple(sorted(set(home.values()), key=lambda group: sorted(map(str, group))))


def _index(facts: Sequence[Fact]) -> dict[Leaf, tuple[int, ...]]:
    """Where each leaf, or everyone on its docket at its date, is in the facts."""
    found: defaultdict[Leaf, list[int]] = defaultdict(list)
    for index, fact in enumerate(facts):
        for leaf in fact.reach:
            found[leaf].append(index)
    return {leaf: tuple(places) for leaf, places in found.items()}


def component(facts: Sequence[Fact], start: Iterable[Leaf]) -> list[Fact]:
    """The facts connected to ``start`` by shared leaves, in their order; a fact without leaves is tied to all.

    Where somebody counts everyone on the docket, every set at that date is tied to it: it can hold no more units.
    """
    return _component((facts, _index(facts)), (), start)


def _component(
    general: tuple[Sequence[Fact], dict[Leaf, tuple[int, ...]]], beyond: Sequence[Fact], start: Iterable[Leaf]
) -> list[Fact]:
    """The component among facts with an index and some facts besides."""
    facts, by_leaf = general
    besides = _index(beyond)
    size = len(facts)
    asked = set(start)
    reached = asked | {leaf.everyone for leaf in asked}
    frontier = list(reached)
    found = {index for index, fact in enumerate(facts) if not fact.leaves}

    def fact(index: int) -> Fact:
        return facts[index] if index < size else beyond[index - size]

    while frontier:
        leaf = frontier.pop()
        places = (*by_leaf.get(leaf, ()), *(size + index for index in besides.get(leaf, ())))
        # Everyone at a date ties the sets at that date to each other only if somebody counts everyone.
        if leaf.is_everyone and leaf not in asked and not any(leaf in fact(index).leaves for index in places):
            continue
        for index in places:
            if index not in found:
                found.add(index)
                new = fact(index).reach - reached
                reached |= new
                frontier.extend(new)
    return [fact(index) for index in sorted(found)]


def pruned(facts: list[Fact], asked: Collection[Leaf]) -> list[Fact]:
    """The facts without relations and rules about a set that occurs nowhere else and may be empty."""
    kept = list(facts)
    while True:
        uses = Counter(leaf for fact in kept for leaf in fact.leaves)
        idle = {
            fact.name
            for fact in kept
            if fact.origin in (Origin.RELATION, Origin.RULE, Origin.ASSUMPTION)
            and any(
                uses[leaf] == 1 and leaf not in asked and all(_vanishes_if_empty(line, leaf) for line in fact.lines)
                for leaf in fact.leaves
                if not leaf.is_everyone
            )
        }
        if not idle:
            return kept
        kept = [fact for fact in kept if fact.name not in idle]


def _vanishes_if_empty(line: Line, leaf: Leaf) -> bool:
    return line.empties and line.lower <= 0 and all(_vanishes(term, leaf) for term, _ in line.terms)


def _vanishes(term: Term, leaf: Leaf) -> bool:
    """Whether a term is empty when ``leaf`` is; sufficient, not necessary."""
    if isinstance(term, Leaf):
        return term == leaf
    if term.op == "&":
        return any(_vanishes(part, leaf) for part in term.parts)
    if term.op == "-":
        return _vanishes(term.parts[0], leaf)
    return all(_vanishes(part, leaf) for part in term.parts)
