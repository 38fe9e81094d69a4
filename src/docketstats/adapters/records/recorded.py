"""From groups to figures: which populations the cells of a table are, and what is known of those.

A column is *complete* if every code in it names one population and no unit can be in two of these: the codes then are
these populations. In any other column each code is a named set of its own, "status recorded as N" or "status not
recorded": every unit is in exactly one of them, and none of them holds a unit that is outside what its code means. Both
are figures that are zero, which is what a relation is, so that a snapshot holds all that the table says. The counts of
the cells are exact; what is unknown stays unknown jointly, cell by cell, and takes a set a code and no more.
"""

from __future__ import annotations

import functools
import operator
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Literal, TypeAlias

import attrs

from docketstats.adapters.records.counting import Cell
from docketstats.adapters.records.mapping import Code, Column
from docketstats.errors import DocumentError, TooLarge
from docketstats.model.measure import Measure, count
from docketstats.model.population import Docket, Population
from docketstats.model.term import Leaf

Rule: TypeAlias = Literal["refuse", "any", "latest", "unknown"]
RULES = ("refuse", "any", "latest", "unknown")


@attrs.frozen
class Settled:
    """The cells of one date, with one code in each column for each unit, or by the rule "any" with all of its codes.

    Attributes:
        cells: How many units are in each cell.
        differing: By the rule "latest", the units whose rows contradict each other, by the column.
    """

    cells: Mapping[Cell, int] = attrs.field(factory=dict)
    differing: Mapping[str, int] = attrs.field(factory=dict)


def settled(found: Mapping[Cell, int], columns: Sequence[Column], rule: Rule) -> Settled:
    """The cells of one date with the conflicts between the rows of a unit settled."""
    cells: Counter[Cell] = Counter()
    differing: Counter[str] = Counter({one.name: 0 for one in columns} if rule == "latest" else {})
    for cell, number in found.items():
        cells[tuple(_settle(one, codes, rule) for one, codes in zip(columns, cell, strict=False))] += number
        for one, codes in zip(columns, cell[len(columns) :], strict=False):
            differing[one.name] += number if _settle(one, codes, rule) == {one.conflict} else 0
    return Settled(cells, differing)


def check_conflicts(found: Iterable[Mapping[Cell, int]], columns: Sequence[Column], where: str) -> None:
    """Check that the rows of no unit contradict each other.

    Raises:
        DocumentError: If some do; they are listed by what they say.
    """
    refused: Counter[str] = Counter()
    for cells in found:
        for cell, number in cells.items():
            for one, codes in zip(columns, cell, strict=True):
                if _settle(one, codes, "refuse") == {one.conflict}:
                    names = " and ".join(sorted(code.name for code in codes - {one.null}))
                    refused[f"column {one.name!r}: {names}"] += number
    if refused:
        raise DocumentError(
            "the rows of some units contradict each other, and no rule says what counts: give conflicts='any', "
            "'latest' or 'unknown'",
            where=where,
            problems=[f"{what} (units: {number:,})" for what, number in refused.most_common(20)],
        )


def _settle(column: Column, codes: frozenset[Code], rule: Rule) -> frozenset[Code]:
    if len(codes) == 1:
        return codes
    if column.is_boolean and rule == "any":  # one row that says so is enough
        true = {column.codes["true"]} & codes
        return frozenset(true) or codes & {column.null} or codes & {column.other}
    if rule == "any":
        return codes
    told = codes - {column.null}
    if len(told) == 1 or (len({code.means for code in told}) == 1 and all(code.means for code in told)):
        return frozenset({min(told, key=lambda code: code.name)})
    return frozenset({column.conflict})


def united(populations: Iterable[Population]) -> Population:
    """The units in any of some populations."""
    several = list(populations)
    while len(several) > 1:  # by halves: each step writes out all that it unites
        several = [functools.reduce(operator.or_, several[place : place + 2]) for place in range(0, len(several), 2)]
    return several[0]


@attrs.frozen
class Exclusion:
    """Which meanings exclude each other, by the classifications of a docket."""

    docket: Docket
    _known: dict[tuple[Population, Population], bool] = attrs.field(factory=dict, eq=False, repr=False)

    def of(self, one: Code, other: Code) -> bool:
        """Whether no unit can be in what two codes mean."""
        return bool(one.means and other.means) and all(self._apart(a, b) for a in one.means for b in other.means)

    def _apart(self, one: Population, other: Population) -> bool:
        if (one, other) not in self._known:
            try:
                apart = (one & other).equivalent_to(self.docket.nobody)
            except TooLarge:
                apart = False
            self._known[one, other] = self._known[other, one] = apart
        return self._known[one, other]


@attrs.frozen
class Recorded:
    """The populations that the codes of one column are.

    Attributes:
        codes: The codes that occur, in order of their names.
        sets: The population of each.
        zeros: What is empty: units outside what their code says, and the like.
        overlap: Whether a unit may have several codes.
        told: The codes that name one population and exclude all others that do.
    """

    codes: tuple[Code, ...]
    sets: Mapping[Code, Population]
    zeros: tuple[Measure, ...]
    overlap: bool
    told: frozenset[Code] = frozenset()

    def tells_apart(self, codes: frozenset[Code]) -> bool:
        """Whether units with these codes are others than those with any other codes that leave no gap."""
        return codes <= self.told

    def population(self, codes: frozenset[Code]) -> Population:
        """The units that have exactly these codes."""
        inside = dict.fromkeys(self.sets[code] for code in self.codes if code in codes)  # two spellings are one set
        others = [one for one in dict.fromkeys(self.sets.values()) if one not in inside] if self.overlap else []
        whole = functools.reduce(operator.and_, inside)
        return whole - united(others) if others else whole


def recorded(docket: Docket, seen: Collection[frozenset[Code]], exclusion: Exclusion, rule: Rule) -> Recorded:
    """What the codes of a column are, from all combinations of codes that units have in it."""
    codes = tuple(sorted(set[Code]().union(*seen), key=lambda code: code.name))
    if all(len(one) == 1 for one in seen) and _are_items_apart(docket, codes):  # so that many items cost no pairs
        return _complete(docket, codes)
    pairs = [(a, b) for a, b in combinations(codes, 2) if a.means != b.means]
    apart = [exclusion.of(a, b) for a, b in pairs]
    single = all(code.is_single for code in codes)
    if rule == "any" and (any(len(one) > 1 for one in seen) or not any(apart)):
        return _overlapping(docket, codes, seen, exclusion, single and not any(apart), closed=not any(apart))
    if single and all(apart):
        return _complete(docket, codes)
    sets = {code: docket.population(code.name) for code in codes}
    zeros = [count(sets[a] & sets[b]) for a, b in combinations(codes, 2)]
    zeros = [functools.reduce(operator.add, zeros)] if zeros else []
    zeros.append(count(docket.everyone - united(sets.values())))
    zeros += [count(sets[code] - united(code.means)) for code in codes if code.means]
    named = [code for code in codes if code.is_single]
    told = frozenset(
        code
        for code in named
        if all(one.means != code.means and exclusion.of(code, one) for one in named if one != code)
    )
    return Recorded(codes, sets, tuple(zeros), False, told)


def _are_items_apart(docket: Docket, codes: Sequence[Code]) -> bool:
    """Whether the codes are items at the top of one classification, which exclude each other."""
    leaves = {leaf for code in codes for one in code.means for leaf in one.term.leaves}
    if not all(code.is_single and isinstance(code.means[0].term, Leaf) for code in codes):
        return False
    named = [one for one in docket.classifications if {leaf.classification for leaf in leaves} == {one.name}]
    return bool(named and named[0].exclusive and {leaf.name for leaf in leaves} <= {one.code for one in named[0].items})


def _complete(docket: Docket, codes: tuple[Code, ...]) -> Recorded:
    """Codes that are the populations that they name."""
    sets = {code: code.means[0] for code in codes}
    rest = count(docket.everyone - united(dict.fromkeys(sets.values())))
    return Recorded(codes, sets, (rest,), False, frozenset(codes))


def _overlapping(
    docket: Docket,
    codes: Sequence[Code],
    seen: Collection[frozenset[Code]],
    exclusion: Exclusion,
    plain: bool,
    *,
    closed: bool,
) -> Recorded:
    """Sets that overlap: each holds the units of which some row has its code.

    If no meanings exclude each other, the rows say who is in each population and who is not. If they do, a unit with
    several codes is in one of these. A code that says nothing takes nothing from what the others say.
    """
    if plain:
        sets = {code: code.means[0] for code in codes}
        return Recorded(tuple(codes), sets, (count(docket.everyone - united(sets.values())),), True)
    made = Recorded(tuple(codes), {code: docket.population(code.name) for code in codes}, (), True)
    return attrs.evolve(made, zeros=tuple(_limits(docket, made, seen, exclusion, closed)))


def _limits(
    docket: Docket, made: Recorded, seen: Collection[frozenset[Code]], exclusion: Exclusion, closed: bool
) -> Iterator[Measure]:
    yield count(docket.everyone - united(made.sets.values()))
    if closed:
        vague = [made.sets[code] for code in made.codes if not code.is_single]
        for code in made.codes:
            if code.means:
                yield count(made.sets[code] - united(code.means))
            if code.is_single:
                same = [made.sets[one] for one in made.codes if one.means == code.means]
                yield count(code.means[0] - united([*same, *vague]))
        return
    for one in sorted(seen, key=lambda one: sorted(code.name for code in one)):
        told = [code for code in made.codes if code in one and code.means]
        if any(exclusion.of(a, b) for a, b in combinations(told, 2)):
            yield count(made.population(one) - united(mean for code in told for mean in code.means))
        else:  # none of them, if no code says anything
            for code in told:
                yield count(made.population(one) - united(code.means))
