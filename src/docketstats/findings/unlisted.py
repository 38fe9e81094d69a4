"""Populations that no figure counts, and that a reader may come to count: what is left of others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from docketstats.model.facts import Fact
from docketstats.model.lowering import Placed
from docketstats.model.population import Docket, Population
from docketstats.model.term import Compound, Leaf, Term, combine, text

MOST_ITEMS = 2_000
"""The items and intersections of items that are looked at."""


def untold_items(counts: Sequence[Placed], dockets: Mapping[str, Docket]) -> Iterator[Population]:
    """The cells of the tables that figures are of which no figure counts.

    Of a figure of an item, or of an intersection of items, these are the intersections of the items beside them.
    """
    told = {_term(one) for one in counts}
    seen = set(told)
    for term in told:
        parts = _parts(term)
        if not all(part.classification for part in parts if isinstance(part, Leaf)) or not _are_leaves(parts):
            continue
        choices = [_beside(part, dockets[part.docket]) for part in parts if isinstance(part, Leaf)]
        for chosen in product(*choices):
            cell = combine("&", chosen)
            if cell not in seen and len(seen) < len(told) + MOST_ITEMS:
                seen.add(cell)
                yield _population(cell, dockets)


def differences(
    counts: Sequence[Placed], dockets: Mapping[str, Docket], facts: Iterable[Fact], threshold: int
) -> Iterator[Population]:
    """What is left of one population without another within it, where their numbers differ by less than a threshold."""
    exact = [(int(one.figure.interval.lower), _term(one)) for one in counts if one.figure.interval.is_point]
    exact.sort(key=lambda pair: (pair[0], pair[1].key))
    around = _Around(facts)
    for place, (most, whole) in enumerate(exact):
        for least, part in reversed(exact[:place]):
            if most - least >= threshold:
                break
            if most > least and around.holds(whole, part):
                yield _population(combine("-", (whole, part)), dockets)


class _Around:
    """What lies around a term by the way it is written, and by what facts say of sets that lie within others."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._wider: dict[Term, set[Term]] = {}
        for fact in facts:
            for line in fact.lines:
                for term, _ in line.terms if line.empties else ():
                    if isinstance(term, Compound) and term.op == "-":
                        self._wider.setdefault(term.parts[0], set()).add(term.parts[1])

    def holds(self, whole: Term, part: Term) -> bool:
        """Whether all of a part is in a whole, as far as that can be seen."""
        found = set(_parts(part))
        left = list(found)
        while left:
            for wider in self._wider.get(left.pop(), ()):
                if wider not in found:
                    found.add(wider)
                    left.append(wider)
        found.update(leaf.everyone for leaf in part.leaves)
        return found >= set(_parts(whole))


def _term(one: Placed) -> Term:
    return one.measure.linear.terms[0][0]


def _parts(term: Term) -> tuple[Term, ...]:
    return term.parts if isinstance(term, Compound) and term.op == "&" else (term,)


def _are_leaves(parts: Iterable[Term]) -> bool:
    return all(isinstance(part, Leaf) for part in parts)


def _beside(leaf: Leaf, docket: Docket) -> list[Leaf]:
    """An item and those beside it."""
    (classification,) = (one for one in docket.classifications if one.name == leaf.classification)
    (parent,) = (parent for item, parent in classification.walk() if item.code == leaf.name)
    items = (parent or classification).items
    return [Leaf(docket.name, classification=classification.name, name=item.code, at=leaf.at) for item in items]


def _population(term: Term, dockets: Mapping[str, Docket]) -> Population:
    return Population(dockets[next(iter(term.leaves)).docket], term, text(term))
