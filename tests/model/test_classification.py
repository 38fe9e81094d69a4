"""Classifications: their shape, their errors, and the rules that follow from them."""

import pytest

import docketstats as ds

DAY = "2024-07-21"
SOURCE = ds.Source("Annual report")
prison = ds.Item("prison", items=("federal", ds.Item("state", "state prison")), exclusive=True, exhaustive=False)
place = ds.Classification("place", (prison, "home"), exhaustive=False)


def test_items_are_codes_items_or_mappings_at_any_depth() -> None:
    one = ds.Classification("one", ({"code": "x", "items": ("y", {"code": "z", "items": ("w",)})},))
    assert [item.code for item, _ in one.walk()] == ["x", "y", "z", "w"]
    assert one["w"] == ds.Item("w")


def test_walk_gives_each_item_with_the_one_it_is_under_parents_first() -> None:
    found = [(item.code, parent and parent.code) for item, parent in place.walk()]
    assert found == [("prison", None), ("federal", "prison"), ("state", "prison"), ("home", None)]


def test_in_takes_items_and_codes() -> None:
    assert "state" in place
    assert prison in place
    assert "moon" not in place


def test_an_item_without_a_label_is_called_by_its_code() -> None:
    assert str(place["federal"]) == "federal"
    assert str(place["state"]) == "state prison"


def test_an_unknown_item_is_an_error_that_lists_the_items() -> None:
    with pytest.raises(ds.UnknownName, match=r"no item 'moon'.*prison, federal, state, home"):
        place["moon"]


def test_a_code_that_occurs_twice_is_refused_at_any_depth() -> None:
    with pytest.raises(ds.ModelError, match="these codes occur twice: federal"):
        ds.Classification("place", (prison, "federal"))


def test_items_are_a_sequence_not_a_text() -> None:
    with pytest.raises(ds.ModelError, match="not the text 'ab'"):
        ds.Classification("place", "ab")
    with pytest.raises(ds.ModelError, match="at least one item"):
        ds.Classification("place", ())
    with pytest.raises(ds.ModelError, match="5 is no item"):
        ds.Classification("place", (5,))


@pytest.mark.parametrize("code", ["", "a:b", ' "'])
def test_a_code_that_cannot_be_written_is_refused(code: str) -> None:
    with pytest.raises(ds.ModelError, match=r"cannot name an? item"):
        ds.Item(code)


# -- rules ------------------------------------------------------------------------------------------------------------


def emptied(classification: ds.Classification, *codes: str) -> set[int]:
    """Which combinations of some items, as bits, the classification rules out (bit order is that of the codes)."""
    docket = ds.Docket("docket", classifications=(classification,))
    items = [docket[code] for code in codes]
    out = set()
    for combination in range(1 << len(items)):
        world = docket.everyone
        for place, item in enumerate(items):
            world = world & item if combination >> place & 1 else world - item
        if world.equivalent_to(docket.nobody):
            out.add(combination)
    return out


@pytest.mark.parametrize(
    ("exclusive", "exhaustive", "out"),
    [(True, True, {0b00, 0b11}), (True, False, {0b11}), (False, True, {0b00}), (False, False, set())],
)
def test_top_items_exclude_each_other_and_exhaust_the_docket_as_told(
    exclusive: bool, exhaustive: bool, out: set[int]
) -> None:
    one = ds.Classification("one", ("x", "y"), exclusive=exclusive, exhaustive=exhaustive)
    assert emptied(one, "x", "y") == out


@pytest.mark.parametrize("exclusive", [True, False])
@pytest.mark.parametrize("exhaustive", [True, False])
def test_items_under_an_item_are_within_it_and_relate_as_told(exclusive: bool, exhaustive: bool) -> None:
    top = ds.Item("top", items=("x", "y"), exclusive=exclusive, exhaustive=exhaustive)
    out = {0b010, 0b100, 0b110}
    out |= {0b111} if exclusive else set()
    out |= {0b001} if exhaustive else set()
    assert emptied(ds.Classification("one", (top, "rest")), "top", "x", "y") == out


def test_exclusive_parents_keep_their_items_apart() -> None:
    assert emptied(place, "state", "home") == {0b11}


def test_exhaustion_needs_all_items() -> None:
    assert emptied(ds.Classification("one", ("x", "y", "z")), "x", "y") == {0b11}


# -- custody ----------------------------------------------------------------------------------------------------------


def test_detained_and_non_detained_partition_a_docket() -> None:
    assert emptied(ds.CustodyStatus, "detained", "non_detained") == {0b00, 0b11}


def test_reasons_under_non_detained_neither_exclude_nor_exhaust() -> None:
    assert emptied(ds.CustodyStatus, "incarcerated", "supervised") == set()
    assert emptied(ds.CustodyStatus, "bond", "parole", "incarcerated_local") == set()
    reasons = [item.code for item in ds.CustodyStatus.NON_DETAINED.items]
    assert 1 not in emptied(ds.CustodyStatus, "non_detained", *reasons)


def test_each_reason_is_within_non_detained() -> None:
    for code in ("incarcerated_state", "alternatives_to_detention", "not_located", "not_prioritised"):
        assert emptied(ds.CustodyStatus, code, "detained") == {0b11}


def test_items_are_addressable_at_every_level() -> None:
    status = ds.CustodyStatus
    assert {item.code for item, _ in status.walk()} == {
        getattr(status, name).code for name in dir(type(status)) if name.isupper()
    }
    assert "INCARCERATED_FEDERAL" in dir(status)


def test_items_that_nobody_mentions_are_not_in_play() -> None:
    docket = ds.Docket("docket", classifications=(ds.CustodyStatus,))
    told = ds.Evidence(docket.snapshot(DAY, [ds.reported(docket["bond"], 5, source=SOURCE)]))
    facts = told.bound(ds.count(docket["bond"])).facts
    assert {leaf.name for fact in facts for leaf in fact.leaves} <= {"bond", "supervised", "non_detained"}
