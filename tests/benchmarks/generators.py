"""Seeded dockets for the benchmarks: what is counted is read off a population that is drawn first, so it is consistent.

`structured` draws a partial k-tree (Arnborg & Proskurowski 1989): each new set is tied to k of those before it that are
tied to each other already, so the treewidth is k. The figures are the counts of some sets, of pairs that are tied and
of unions of three, some of them exact and some as ranges.
"""

from __future__ import annotations

import random

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
    return [docket.population(name) for name in sorted(found)]


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
