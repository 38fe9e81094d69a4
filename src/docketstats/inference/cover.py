"""The cheapest choice that breaks every one of some chains: a small whole-number program, solved by HiGHS."""

from __future__ import annotations

from collections.abc import Sequence

import attrs


@attrs.frozen
class Cut:
    """That one of some things must be chosen, or one of them if another one is.

    Args:
        among: The things of which one must be chosen.
        if_chosen: The thing whose choice asks for it; None if it is asked for in any case.
    """

    among: frozenset[int]
    if_chosen: int | None = None


def cheapest(costs: Sequence[int], cuts: Sequence[Cut]) -> frozenset[int] | None:
    """A choice of things that satisfies every cut at a low cost; None if there is no such choice.

    It costs the least unless the search came to its limit or HiGHS is not installed; that it satisfies the cuts is
    certain.

    Args:
        costs: What it costs to choose each thing, all above 0.
        cuts: The cuts.

    >>> sorted(cheapest([1, 1, 1], [Cut(frozenset((0, 1))), Cut(frozenset((1, 2)))]))
    [1]
    """
    all_of_them = _most(len(costs), cuts)
    if all_of_them is None or not cuts:
        return None if all_of_them is None else frozenset()
    try:
        from docketstats.inference.highs import least  # it loads numpy and highspy
    except ModuleNotFoundError:  # in a browser
        return all_of_them
    rows = []
    for cut in cuts:
        form = dict.fromkeys(cut.among, 1)
        if cut.if_chosen is not None:
            form[cut.if_chosen] = form.get(cut.if_chosen, 0) - 1
        rows.append((form, 0 if cut.if_chosen is not None else 1))
    values = least(costs, rows)
    chosen = all_of_them if values is None else frozenset(place for place, one in enumerate(values) if one)
    return chosen if _satisfies(chosen, cuts) else all_of_them


def _most(number: int, cuts: Sequence[Cut]) -> frozenset[int] | None:
    """The largest choice: all things, less those whose choice nothing can make good."""
    chosen = set(range(number))
    while wrong := [cut for cut in cuts if not _holds(cut, chosen)]:
        if any(cut.if_chosen is None for cut in wrong):
            return None
        chosen -= {cut.if_chosen for cut in wrong if cut.if_chosen is not None}
    return frozenset(chosen)


def _satisfies(chosen: frozenset[int], cuts: Sequence[Cut]) -> bool:
    return all(_holds(cut, chosen) for cut in cuts)


def _holds(cut: Cut, chosen: set[int] | frozenset[int]) -> bool:
    asked = cut.if_chosen is None or cut.if_chosen in chosen
    return not asked or not cut.among.isdisjoint(chosen)
