"""Histories: whether the events of a population with flows can be what its units did, one after another.

A population of units and events that fits all facts may still be nobody's history: two entries and no unit that could
have made them. Here each unit is given events that lead from the sets it is in at the start of a step to those at its
end; events that are left over must form circles through a place where some unit was. Where this finds no history there
may be one nevertheless, as it tries one way only: then nothing is claimed. It trusts no solver.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

import attrs

from docketstats.inference.proof import Ray, Witness
from docketstats.inference.scopes import Scopes
from docketstats.inference.universe import Universe
from docketstats.inference.worlds import Tables, World
from docketstats.model.balance import Step, steps
from docketstats.model.facts import Fact, about_steps
from docketstats.model.flow import PREFIX
from docketstats.model.measure import Measure
from docketstats.model.term import Leaf
from docketstats.values.period import Period

Set: TypeAlias = tuple[str, str]
"""A set by classification and name."""
State: TypeAlias = frozenset[Set]
"""The sets that a unit is in."""
Event: TypeAlias = tuple[State, State]
"""The sets that a unit is in right before an event, and right after it."""

NOWHERE: State = frozenset()
ON_DOCKET: Set = ("", "")
MOST_SETS = 8
"""The sets of which all combinations are tried as what a unit may be in for a while."""


@attrs.frozen
class Kind:
    """Units that are in the same sets at both ends of a step, and came into and left the same sets at least once."""

    first: State
    last: State
    came: State = NOWHERE
    went: State = NOWHERE


@attrs.frozen
class Way:
    """What some units do in a step: the sets that they are in, one after another, and how many units do so."""

    step: Step
    states: tuple[State, ...]
    count: int

    def __str__(self) -> str:
        return f"{self.count:,} " + ", then ".join(map(_named, self.states))


@attrs.frozen
class Part:
    """The history of one step.

    Attributes:
        ways: What units do, without the circles that lead them back to where they were.
        reached: Where units were at one time or another, by the sets that they may have come into and left.
    """

    ways: tuple[Way, ...]
    reached: Mapping[tuple[State, State], frozenset[State]]


def histories(witness: Witness) -> tuple[Way, ...] | None:
    """What the units of a witness do in each step in which something moves; None if no history is found."""
    if not about_steps(witness.facts, witness.measure):
        return ()
    found = _Histories(witness.facts, witness.measure).of(witness.worlds)
    return None if found is None else tuple(way for part in found.values() for way in part.ways)


def is_history(witness: Witness, ray: Ray | None = None) -> bool:
    """Whether a witness is shown to be a history, and to remain one however often a ray is added."""
    if not about_steps(witness.facts, witness.measure):
        return True
    lookup = _Histories(witness.facts, witness.measure)
    found = lookup.of(witness.worlds)
    return found is not None and (ray is None or lookup.of(ray.worlds, found) is not None)


class _Histories:
    """What facts and a measure say of steps."""

    def __init__(self, facts: Sequence[Fact], measure: Measure) -> None:
        self._facts = facts
        leaves = measure.leaves().union(*(fact.leaves for fact in facts))
        self._by_moment: dict[tuple[str, Period | None], list[Leaf]] = {}
        for leaf in leaves:
            self._by_moment.setdefault((leaf.docket, leaf.at), []).append(leaf)
        self.steps = steps(leaves)
        self._dockets = {docket.name.removeprefix(PREFIX): docket for docket in measure.dockets}

    def of(self, worlds: Sequence[World], above: Mapping[Step, Part] | None = None) -> dict[Step, Part] | None:
        """The history of each step; of a ray, if those of the witness that it is added to are given."""
        found: dict[Step, Part] = {}
        members = _Members(worlds)
        for step in self.steps:
            part = self._part(step, members, above[step].reached if above else {})
            if part is None:
                return None
            found[step] = part
        return found

    def _part(
        self, step: Step, members: _Members, reached: Mapping[tuple[State, State], frozenset[State]]
    ) -> Part | None:
        ends = (step.since, step.until)
        events: Counter[Event] = Counter()
        around = [self._on(PREFIX + step.docket, Period.step(side, *ends)) for side in ("before", "after")]
        for (before, after), count in members.at(*around):
            if before != after:
                events[before, after] += count
        stocked = [set(map(_bare, self._on(step.docket, at))) for at in ends]
        if not any(stocked) and not (step.entered or step.left):
            # Nothing is said of stocks: each event may be another unit's.
            return Part(tuple(Way(step, pair, count) for pair, count in events.items()), {})
        once = [self._on(step.docket, Period.step(side, *ends)) for side in ("entered", "left")]
        through = {*step.entered, *step.left}
        if not any(stocked) and not step.moving and len(through) == 1:
            # Nor of events: who came into the one set was elsewhere before, and may have left it again.
            path = (NOWHERE, frozenset(map(_bare, through)), NOWHERE)
            return Part(tuple(Way(step, path, count) for _, count in members.at(*once)), {})
        looked_at = frozenset(map(_bare, step.moving or (*step.entered, *step.left)))
        if not all(looked_at <= one for one in stocked):
            return None
        states, kept = self._states(step) if not step.moving else ((), frozenset())
        units: Counter[Kind] = Counter()
        moments = [[leaf for leaf in self._on(step.docket, at) if _bare(leaf) in looked_at | kept] for at in ends]
        for (first, last, came, went), count in members.at(*moments, *once):
            units[Kind(first, last, _once(came), _once(went))] += count
        entered, left = (frozenset(map(_bare, sets)) for sets in (step.entered, step.left))
        matching = _Matching(step, entered, left, events, reached)
        if step.moving:
            return matching.with_events(units)
        if step.docket not in self._dockets:
            return None  # which of its items are fixed is not known here
        fixed = {one.name for one in self._dockets[step.docket].classifications if one.fixed}
        return matching.freely(units, states, {one for one in kept if one[0] in fixed})

    def _on(self, docket: str, at: Period) -> list[Leaf]:
        """The sets in play of a docket at a moment."""
        return self._by_moment.get((docket, at), [])

    def _states(self, step: Step) -> tuple[tuple[State, ...], State]:
        """The combinations of sets that a unit may be in for a while, and the sets that were looked at."""
        leaves = self._on(step.docket, step.until)
        if len(leaves) > MOST_SETS:
            return (NOWHERE,), frozenset()
        here = frozenset(leaves)
        empty = [term for fact in self._facts for line in fact.lines if line.empties
                 for term, _ in line.terms if term.leaves <= here]  # fmt: skip
        universe = Universe(leaves, empty)
        alive = universe.alive
        for term in empty:
            alive &= ~universe.mask(term)
        members = [universe.members(place) for place in range(alive.bit_length()) if alive >> place & 1]
        return tuple(frozenset(map(_bare, one)) for one in members), frozenset(map(_bare, leaves))


class _Members:
    """The units of a population by what they are in at each date, and around and in the course of each step."""

    def __init__(self, worlds: Sequence[World]) -> None:
        self._worlds = worlds
        self._tables = worlds.tables if isinstance(worlds, Tables) else ()
        self._scopes = Scopes(table.leaves for table in self._tables)
        self._indices: dict[int | None, _Index] = {}

    def at(self, *moments: Collection[Leaf]) -> Iterator[tuple[list[State], int]]:
        """What units are in of some sets at some moments, and how many; not those that are in nothing at any."""
        homes = self._scopes.around(frozenset().union(*moments)) if self._tables and any(moments) else ()
        home = min(homes, default=None)
        if home not in self._indices:
            self._indices[home] = _Index(self._worlds if home is None else self._tables[home].worlds)
        return self._indices[home].at(*moments)


class _Index:
    def __init__(self, worlds: Sequence[World]) -> None:
        self._counts = [world.count for world in worlds]
        self._places: dict[Leaf, set[int]] = {}
        self._on_docket: dict[Leaf, set[int]] = {}
        for place, world in enumerate(worlds):
            for leaf in world.members:
                self._places.setdefault(leaf, set()).add(place)
                self._on_docket.setdefault(leaf.everyone, set()).add(place)

    def at(self, *moments: Collection[Leaf]) -> Iterator[tuple[list[State], int]]:
        """As `_Members.at`, for the units of one list."""
        found: dict[int, list[set[Set]]] = {}
        for number, leaves in enumerate(moments):
            for leaf in leaves:
                # Who is in a set is on the docket.
                for place in (self._on_docket if leaf.is_everyone else self._places).get(leaf, ()):
                    found.setdefault(place, [set() for _ in moments])[number].add(_bare(leaf))
        for place in sorted(found):
            yield list(map(frozenset, found[place])), self._counts[place]


class _Matching:
    """The search for the ways of the units of one step, and for what makes the events that are left over."""

    def __init__(
        self,
        step: Step,
        entered: State,
        left: State,
        events: Mapping[Event, int],
        reached: Mapping[tuple[State, State], frozenset[State]],
    ) -> None:
        self._step, self._entered, self._left = step, entered, left
        self._events = Counter(events)
        self._ways: list[Way] = []
        # Units that are in nothing at either end are there as often as one likes.
        self._reached = {(NOWHERE, NOWHERE): {NOWHERE}}
        for flags, states in reached.items():
            self._reached.setdefault(flags, set()).update(states)

    def with_events(self, units: Mapping[Kind, int]) -> Part | None:
        """The history in which each change of sets is one of the events."""
        simple = sorted(units, key=lambda kind: (self._events[kind.first, kind.last] == 0, _order(kind)))
        for kind in simple:
            left = units[kind]
            while left:
                path = self._path(kind, self._next_by_event)
                if path is None:
                    return None
                used = Counter(pairwise(path))
                some = min([left, *(self._events[event] // times for event, times in used.items())])
                if not some:
                    return None
                for event, times in used.items():
                    self._events[event] -= some * times
                left -= some
                self._keep(kind, path, some)
        self._walk_circles()
        return None if any(self._events.values()) else self._part()

    def freely(self, units: Mapping[Kind, int], states: Sequence[State], fixed: Iterable[Set]) -> Part | None:
        """The history in which units change sets as they like, but for those that are fixed."""
        kept = frozenset(fixed)
        known = sorted({*states, NOWHERE, *(one for kind in units for one in (kind.first, kind.last))}, key=sorted)
        for kind, count in units.items():
            own = {one & kept for one in (kind.first, kind.last) if one}
            allowed = [one for one in known if not one or not own or {one & kept} == own]
            if len(own) > 1 or (path := self._path(kind, lambda _, allowed=allowed: allowed)) is None:  # type: ignore[misc]
                return None
            if not own and len({one & kept for one in path if one}) > 1:
                return None
            self._keep(kind, path, count)
        return self._part()

    def _part(self) -> Part:
        return Part(tuple(self._ways), {flags: frozenset(states) for flags, states in self._reached.items()})

    def _keep(self, kind: Kind, path: Sequence[State], count: int) -> None:
        self._reached.setdefault((kind.came, kind.went), set()).update(path)
        if len(path) > 1:
            self._ways.append(Way(self._step, tuple(path), count))

    def _next_by_event(self, here: State) -> Iterable[State]:
        found = [after for (before, after), count in self._events.items() if count and before == here]
        return sorted(found, key=sorted)

    def _path(self, kind: Kind, onwards: Callable[[State], Iterable[State]]) -> tuple[State, ...] | None:
        """States from a kind's first to its last in which a unit comes into, and leaves, just the sets that it did."""
        start = (kind.first, NOWHERE, NOWHERE)
        known = {start}
        queue: deque[tuple[tuple[State, State, State], tuple[State, ...]]] = deque([(start, (kind.first,))])
        while queue:
            (here, came, went), path = queue.popleft()
            if (here, came, went) == (kind.last, kind.came, kind.went):
                return path
            for there in onwards(here):
                key = (there, came | (there - here) & self._entered, went | (here - there) & self._left)
                if key not in known and key[1] <= kind.came and key[2] <= kind.went:
                    known.add(key)
                    queue.append((key, (*path, there)))
        return None

    # -- circles ----------------------------------------------------------------------------------------------------

    def _walk_circles(self) -> None:
        """Take away the events that units which were there may have made, walking in circles."""
        for flags in sorted(self._reached, key=lambda flags: [sorted(one) for one in flags]):
            states = self._reached[flags]
            again = True
            while again:
                again = False
                for here in sorted(states, key=sorted):
                    while circle := self._circle(here, *flags):
                        used = list(zip(circle, (*circle[1:], here), strict=True))
                        some = min(self._events[event] for event in used)
                        for event in used:
                            self._events[event] -= some
                        again = again or not states.issuperset(circle)
                        states.update(circle)

    def _circle(self, here: State, came: State, went: State) -> tuple[State, ...]:
        """The shortest circle of events from a state back to it, for units that came into and left some sets only."""
        known = {here}
        queue: deque[tuple[State, ...]] = deque([(here,)])
        while queue:
            path = queue.popleft()
            last = path[-1]
            for there in self._next_by_event(last):
                if (there - last) & self._entered <= came and (last - there) & self._left <= went:
                    if there == here:
                        return path
                    if there not in known:
                        known.add(there)
                        queue.append((*path, there))
        return ()


def _order(kind: Kind) -> list[list[Set]]:
    return [sorted(one) for one in (kind.first, kind.last, kind.came, kind.went)]


def _bare(leaf: Leaf) -> Set:
    return leaf.classification, leaf.name


def _once(state: State) -> State:
    """The sets that units came into, or left, at least once: the docket itself is one of them by its name."""
    return frozenset((kind, "" if name == "everyone" else name) for kind, name in state)


def _named(state: State) -> str:
    return " and ".join(sorted(name for _, name in state if name)) or ("on the docket" if state else "outside")
