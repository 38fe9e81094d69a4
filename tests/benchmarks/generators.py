"""Seeded dockets for the benchmarks: what is counted is read off a population that is drawn first, so it is consistent.

`structured` draws a partial k-tree (Arnborg & Proskurowski 1989): each new set is tied to k of those before it that are
tied to each other already, so the treewidth is k. The figures are the counts of some sets, of pairs that are tied and
of unions of three, some of them exact and some as ranges. `sentences` ties sets together at random, so that there are
no small bags, and `margins` ties every set to every other.
"""

from __future__ import annotations

import datetime
import operator
import random
from collections.abc import Sequence
from functools import reduce
from itertools import combinations, pairwise

import docketstats as ds

SOURCE = ds.Source("generator")
DAY = "2024-01-01"
UNITS = 20_000
"""The units of the population that figures are read off."""


def structured(sets: int, *, treewidth: int = 4, seed: int = 0) -> ds.Evidence:
    """Evidence on a docket with so many sets; each is in a third of its neighbours' units, about."""
    draw = random.Random(f"structured {sets} {treewidth} {seed}")
    docket = ds.Docket("docket")
    names = [docket.population(f"s{number:05}") for number in range(sets)]
    cliques = [list(range(treewidth + 1))]
    # The members of each set, as bits over the units.
    members = [_some(draw, 0.3) for _ in range(min(sets, treewidth + 1))]
    for number in range(treewidth + 1, sets):
        clique = list(draw.choice(cliques[-30:]))
        clique.remove(draw.choice(clique))
        near = members[draw.choice(clique)]
        members.append((near & _some(draw, 0.5)) | (~near & _some(draw, 0.1)) & _everyone())
        cliques.append([*clique, number])
    figures = []
    for number, clique in enumerate(cliques):
        new = clique[-1]
        if draw.random() < 0.6:
            figures.append(_reported(draw, names[new], members[new]))
        for other in draw.sample(clique[:-1], min(len(clique) - 1, 2)):
            figures.append(_reported(draw, names[new] & names[other], members[new] & members[other]))
        if number % 3 == 0 and len(clique) > 2:
            a, b = draw.sample(clique[:-1], 2)
            union = members[new] | members[a] | members[b]
            figures.append(_reported(draw, names[new] | names[a] | names[b], union))
    return ds.Evidence(docket.snapshot(DAY, figures))


def names(evidence: ds.Evidence) -> list[ds.Population]:
    """The sets of the docket."""
    (docket,) = evidence.dockets
    found = {leaf.name for fact in evidence.facts() for leaf in fact.leaves}
    return [docket.population(name) for name in sorted(found) if name]


def _everyone() -> int:
    return (1 << UNITS) - 1


def _some(draw: random.Random, share: float) -> int:
    """Each unit with about this chance, to within 1/16."""
    result = 0
    for bit in range(4):
        part = draw.getrandbits(UNITS)
        result = result | part if round(share * 16) >> bit & 1 else result & part
    return result


def _reported(draw: random.Random, population: ds.Population, members: int) -> ds.ReportedFigure:
    count = members.bit_count()
    if draw.random() < 0.7:
        return ds.reported(population, count, source=SOURCE)
    spread = draw.randrange(1, 50)
    return ds.reported(population, ds.Interval(max(0, count - spread), count + spread), source=SOURCE)


def sentences(
    sets: int, figures: int, *, worlds: int | None = None, singles: bool = False, seed: int = 0
) -> ds.Evidence:
    """Evidence on a docket of 20,000 with so many exact figures on sets that are tied together at random.

    Each figure counts a conjunction or a disjunction of two or three sets or complements, as in the probabilistic
    satisfiability problem (Georgakopoulos, Kavvadias & Papadimitriou 1988): no bag of few sets holds many of them.

    Args:
        sets: The sets.
        figures: The figures, besides the one on everyone.
        worlds: How many kinds of unit there are; as many as there may be if left out.
        singles: Whether the figures are every set's count, and counts of two sets together.
        seed: The seed.
    """
    draw = random.Random(f"sentences {sets} {figures} {worlds} {seed}")
    docket = ds.Docket("docket")
    names = [docket.population(f"s{number:05}") for number in range(sets)]
    members = _of_few_kinds(draw, sets, worlds) if worlds else [_some(draw, draw.uniform(0.2, 0.7)) for _ in names]
    told = [ds.reported(docket.everyone, UNITS, source=SOURCE)]
    if singles:
        told += [_exactly(name, own) for name, own in zip(names, members, strict=True)]
    seen = set()
    while len(told) <= figures:
        chosen = tuple(sorted(draw.sample(range(sets), 2 if singles or draw.random() < 0.6 else 3)))
        signs = [singles or draw.random() < 0.5 for _ in chosen]
        both = singles or draw.random() < 0.5
        if chosen in seen:
            continue
        seen.add(chosen)
        parts = [
            (names[one], members[one]) if sign else (~names[one], _everyone() & ~members[one])
            for one, sign in zip(chosen, signs, strict=True)
        ]
        population, own = parts[0]
        for other, there in parts[1:]:
            population, own = (population & other, own & there) if both else (population | other, own | there)
        told.append(_exactly(population, own))
    return ds.Evidence(docket.snapshot(DAY, told))


def chain(snapshots: int, *, categories: int = 12, seed: int = 0) -> ds.Evidence:
    """Evidence of many snapshots of one classification: counts of categories, and of who stayed in one or moved.

    Each unit stays in its category from one snapshot to the next, or moves to the next category now and then. There are
    as many kinds of unit between neighbours as there are pairs of categories; few of them are told apart.
    """
    draw = random.Random(f"chain {snapshots} {categories} {seed}")
    codes = tuple(f"c{number:02}" for number in range(categories))
    docket = ds.Docket("docket", classifications=(ds.Classification("kind", codes),))
    first = datetime.date(1990, 1, 1)
    days = [first + datetime.timedelta(days=31 * number) for number in range(snapshots)]
    counts = [UNITS // categories] * categories
    shots, moves = [], []
    for number, day in enumerate(days):
        told = [ds.reported(docket.everyone, sum(counts), source=SOURCE)]
        told += [
            ds.reported(docket[codes[place]], counts[place], source=SOURCE)
            for place in sorted(draw.sample(range(categories), categories // 2))
        ]
        shots.append(docket.snapshot(day, told))
        if number + 1 < snapshots:
            leaving = [draw.randrange(0, count // 10 + 1) for count in counts]
            for place in sorted(draw.sample(range(categories), 2)):
                stayed = docket[codes[place]].at(day) & docket[codes[place]].at(days[number + 1])
                moves.append(ds.reported(stayed, counts[place] - leaving[place], source=SOURCE))
            counts = [
                count - out + into
                for count, out, into in zip(counts, leaving, leaving[-1:] + leaving[:-1], strict=True)
            ]
    return ds.Evidence(*shots, figures=moves)


def margins(sets: int, *, seed: int = 0) -> ds.Evidence:
    """Evidence with the counts of all sets, and of all pairs of sets, that are tied to each other more or less."""
    draw = random.Random(f"margins {sets} {seed}")
    docket = ds.Docket("docket")
    names = [docket.population(f"s{number:05}") for number in range(sets)]
    members: list[int] = []
    for _ in names:
        fresh = _some(draw, draw.uniform(0.2, 0.7))
        if members:
            like, mixed = draw.choice(members), _some(draw, 0.5)
            fresh = (like & mixed) | (fresh & ~mixed)
        members.append(fresh)
    told = [ds.reported(docket.everyone, UNITS, source=SOURCE)]
    told += [_exactly(name, own) for name, own in zip(names, members, strict=True)]
    told += [
        _exactly(names[one] & names[two], members[one] & members[two]) for one, two in combinations(range(sets), 2)
    ]
    return ds.Evidence(docket.snapshot(DAY, told))


def cell(names: Sequence[ds.Population], inside: int) -> ds.Population:
    """Who is in the sets whose bits are set, and in no other."""
    literals = [name if inside >> place & 1 else ~name for place, name in enumerate(names)]
    return reduce(operator.and_, literals)


def _of_few_kinds(draw: random.Random, sets: int, kinds: int) -> list[int]:
    members = [0] * sets
    cuts = [0, *sorted(draw.sample(range(1, UNITS), kinds - 1)), UNITS]
    for low, high in pairwise(cuts):
        block = ((1 << high - low) - 1) << low
        kind = draw.getrandbits(sets)
        members = [own | block if kind >> number & 1 else own for number, own in enumerate(members)]
    return members


def _exactly(population: ds.Population, members: int) -> ds.ReportedFigure:
    return ds.reported(population, members.bit_count(), source=SOURCE)
