"""The rules of classifications: which terms are empty because items exclude each other, nest, exhaust or are fixed.

Only the rules that the mentioned items need are written out: a rule about an item that nobody mentions says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

import attrs

from docketstats.model.classification import Classification, Item
from docketstats.model.population import Docket
from docketstats.model.term import Leaf, Term, combine
from docketstats.values.period import Period


@attrs.frozen
class Rule:
    """A rule of a classification at a date (or at two): terms that are empty, and the sentence that says why."""

    docket: str
    text: str
    empty: tuple[Term, ...]


def rules(
    dockets: Iterable[Docket], mentioned: Iterable[Leaf], linked: Iterable[frozenset[Period]] = ()
) -> Iterator[Rule]:
    """The rules that bear on the mentioned leaves.

    Args:
        dockets: The dockets of the leaves.
        mentioned: The leaves that facts and question mention.
        linked: Groups of dates that some population spans; fixed items agree only across these.
    """
    mentioned = tuple(mentioned)
    for docket in dockets:
        for one in docket.classifications:
            own = [leaf for leaf in mentioned if leaf.docket == docket.name and leaf.classification == one.name]
            at: dict[Period | None, set[str]] = {}
            for leaf in own:
                at.setdefault(leaf.at, set()).add(leaf.name)
            spans = [frozenset(group & at.keys()) for group in linked] if one.fixed else []
            for group in spans:
                shared = set().union(*(at[date] for date in group)) if group else set()
                at.update({date: at[date] | shared for date in group})
            for date in sorted(at, key=str):
                at[date] = _with_ancestors(one, at[date])
                yield from _at_one_date(docket, one, at[date], date)
            for group in spans:
                yield from _fixed(docket, one, at, group)


def _with_ancestors(one: Classification, codes: set[str]) -> set[str]:
    parents = {item.code: parent for item, parent in one.walk()}
    found: set[str] = set()
    for code in codes:
        found.add(code)
        parent = parents.get(code)
        while parent:
            found.add(parent.code)
            parent = parents[parent.code]
    return found


def _at_one_date(docket: Docket, one: Classification, codes: set[str], date: Period | None) -> Iterator[Rule]:
    def leaf(item: Item | Classification) -> Leaf:
        if isinstance(item, Classification):
            return Leaf(docket.name, at=date)
        return Leaf(docket.name, classification=one.name, name=item.code, at=date)

    when = f", {date}" if date else ""
    levels: list[Item | Classification] = [one, *(item for item, _ in one.walk() if item.code in codes)]
    for level in levels:
        used = [item for item in level.items if item.code in codes]
        names = ", ".join(item.code for item in used)
        if used and isinstance(level, Item):
            inside = tuple(combine("-", (leaf(item), leaf(level))) for item in used)
            yield Rule(docket.name, f"classification {one.name}: {names} within {level.code}{when}", inside)
        if level.exclusive and len(used) > 1:
            pairs = tuple(combine("&", (leaf(a), leaf(b))) for a, b in combinations(used, 2))
            yield Rule(docket.name, f"classification {one.name}: {names} exclude each other{when}", pairs)
        if level.exhaustive and used and len(used) == len(level.items):
            whole = "the docket" if isinstance(level, Classification) else level.code
            rest = combine("-", (leaf(level), combine("|", map(leaf, used))))
            yield Rule(docket.name, f"classification {one.name}: {names} exhaust {whole}{when}", (rest,))


def _fixed(
    docket: Docket, one: Classification, at: dict[Period | None, set[str]], group: Iterable[Period | None]
) -> Iterator[Rule]:
    for first, second in combinations(sorted(group, key=str), 2):
        both = (Leaf(docket.name, at=first), Leaf(docket.name, at=second))
        for code in sorted(at[first] & at[second]):
            pair = [Leaf(docket.name, classification=one.name, name=code, at=date) for date in (first, second)]
            text = f"classification {one.name} is fixed: {code} agrees on {first} and {second}"
            yield Rule(docket.name, text, (combine("&", (*both, combine("^", pair))),))
