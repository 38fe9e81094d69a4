"""Junction trees: what makes them one, whatever the groups."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

import docketstats as ds
from docketstats.inference.tree import Bag, junction_tree
from docketstats.model.term import Leaf

DATES = [ds.Period.read(f"2024-01-0{day}") for day in (1, 2, 3)]


@st.composite
def groups(draw: st.DrawFn) -> list[frozenset[Leaf]]:
    """Sets in play together, some of them everyone at a date."""
    leaves = st.builds(Leaf, st.just("d"), name=st.sampled_from(["", "", *"abcdefgh"]), at=st.sampled_from(DATES))
    return draw(st.lists(st.frozensets(leaves, min_size=1, max_size=4), max_size=14))


def bags_with(bags: tuple[Bag, ...], leaf: Leaf) -> list[Bag]:
    return [bag for bag in bags if leaf in bag.leaves]


@given(groups())
def test_each_group_lies_in_a_bag(found: list[frozenset[Leaf]]) -> None:
    bags = junction_tree(found)
    assert all(any(group.issubset(bag.leaves) for bag in bags) for group in found)


@given(groups())
def test_the_bags_with_a_leaf_hang_together(found: list[frozenset[Leaf]]) -> None:
    bags = junction_tree(found)
    for leaf in frozenset().union(*found):
        tops = [one for one in bags_with(bags, leaf) if one.parent is None or leaf not in bags[one.parent].leaves]
        assert len(tops) == 1


@given(groups())
def test_parents_come_later_and_share_what_is_said(found: list[frozenset[Leaf]]) -> None:
    bags = junction_tree(found)
    for place, bag in enumerate(bags):
        if bag.parent is not None:
            assert bag.parent > place
            assert set(bag.shared) == set(bag.leaves) & set(bags[bag.parent].leaves)


@given(groups())
def test_where_everyone_is_counted_each_set_of_that_date_is_beside_everyone(found: list[frozenset[Leaf]]) -> None:
    bags = junction_tree(found)
    counted = {leaf for group in found for leaf in group if leaf.is_everyone}
    for bag in bags:
        assert {leaf.everyone for leaf in bag.leaves} & counted <= set(bag.leaves)


@given(groups(), st.randoms())
def test_the_order_of_the_groups_does_not_matter(found: list[frozenset[Leaf]], random: object) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert junction_tree(found) == junction_tree(shuffled)


def test_a_chain_is_a_chain_of_pairs() -> None:
    chain = [Leaf("d", name=f"s{number:02}") for number in range(50)]
    bags = junction_tree([chain[number : number + 2] for number in range(49)])
    assert len(bags) == 49
    assert max(len(bag.leaves) for bag in bags) == 2
    assert max(len(bag.shared) for bag in bags) == 1


def test_sets_that_share_nothing_are_trees_of_their_own() -> None:
    a, b = Leaf("d", name="a"), Leaf("d", name="b")
    assert [bag.parent for bag in junction_tree([[a], [b]])] == [None, None]
    assert junction_tree([]) == ()


def test_everyone_at_a_date_is_in_bags_of_that_date_and_its_neighbours() -> None:
    days = [f"2024-01-{day:02}" for day in range(1, 20)]
    docket = ds.Docket("d", classifications=(ds.Classification("kind", ("x", "y", "z")),))
    x, y = docket["x"], docket["y"]
    source = ds.Source("s")
    shots = [
        docket.snapshot(day, [ds.reported(docket.everyone, 9, source=source), ds.reported(x | y, 5, source=source)])
        for day in days
    ]
    moves = [ds.reported(x.at(day) & y.at(after), 1, source=source) for day, after in pairwise(days)]
    facts = ds.Evidence(*shots, figures=moves).facts()
    bags = junction_tree([term.leaves for fact in facts for line in fact.lines for term, _ in line.terms])
    assert max(sum(leaf.is_everyone for leaf in bag.leaves) for bag in bags) == 2
