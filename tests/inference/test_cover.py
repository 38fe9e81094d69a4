"""The cheapest choice that satisfies cuts, against all choices."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from docketstats.inference.cover import Cut, cheapest

PLACES = st.integers(0, 5)
CUTS = st.lists(st.builds(Cut, st.frozensets(PLACES, max_size=4), st.none() | PLACES), max_size=8)


def holds(choice: tuple[bool, ...], cut: Cut) -> bool:
    asked = cut.if_chosen is None or choice[cut.if_chosen]
    return not asked or any(choice[place] for place in cut.among)


@given(st.lists(st.integers(1, 9), min_size=6, max_size=6), CUTS)
@settings(max_examples=200, deadline=None)
def test_it_is_the_cheapest_of_all_choices(costs: list[int], cuts: list[Cut]) -> None:
    found = cheapest(costs, cuts)
    fits = [choice for choice in product((False, True), repeat=6) if all(holds(choice, cut) for cut in cuts)]
    if not fits:
        assert found is None
        return
    assert found is not None
    chosen = tuple(place in found for place in range(6))
    assert all(holds(chosen, cut) for cut in cuts)
    least = min(sum(cost for cost, one in zip(costs, choice, strict=True) if one) for choice in fits)
    assert sum(costs[place] for place in found) == least
