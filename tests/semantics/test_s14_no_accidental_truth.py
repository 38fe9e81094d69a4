"""S14: no accidental truth."""

import operator

import pytest

import docketstats as ds

docket = ds.Docket("docket")
a, b = docket.population("a"), docket.population("b")
DAY = "2024-07-21"
SOURCE = ds.Source("Annual report")
FIGURE = ds.reported(docket.everyone, 100, source=SOURCE)
EVIDENCE = ds.Evidence(docket.snapshot(DAY, figures=[FIGURE]))
CLAIM = ds.Claim(ds.count(a, at=DAY) >= 5)
COMPARISONS = [operator.lt, operator.le, operator.gt, operator.ge]


@pytest.mark.parametrize(
    "thing",
    [
        ds.Interval(0, 5),
        ds.Interval.empty(),
        ds.Quantity(5, "person"),
        ds.count(a),
        ds.count(a) >= 5,
        a,
        a.within(b),
        ds.reported(a, 5, source=SOURCE),
        ds.Assumption(a.within(b), because="by law"),
        CLAIM,
        EVIDENCE.check(CLAIM),
        EVIDENCE.check(CLAIM).weakest,
        EVIDENCE.decide(CLAIM),
        EVIDENCE.bound(a),
        EVIDENCE.comparable(FIGURE, FIGURE),
        *ds.Outcome,
        *ds.Sharpness,
    ],
    ids=lambda thing: type(thing).__name__,
)
def test_bool_raises(thing: object) -> None:
    with pytest.raises(ds.NoTruthValue, match=r"truth value|true nor false") as caught:
        bool(thing)
    assert isinstance(caught.value, TypeError)
    assert caught.value.mend


def test_a_verdict_says_what_to_write_instead() -> None:
    verdict = EVIDENCE.check(CLAIM)
    with pytest.raises(ds.NoTruthValue, match=r"this one is undetermined \(write verdict.outcome is ds.Outcome."):
        assert "true" if verdict else "false"
    with pytest.raises(ds.NoTruthValue, match=r"figure.sharpness is ds.Sharpness.SHARP"):
        assert EVIDENCE.bound(a)
    with pytest.raises(ds.NoTruthValue):
        any(EVIDENCE.check(claim) for claim in (CLAIM, CLAIM))
    with pytest.raises(ds.NoTruthValue):
        list(filter(None, [EVIDENCE.decide(CLAIM)]))


@pytest.mark.parametrize("compare", COMPARISONS)
@pytest.mark.parametrize("thing", [ds.Interval(0, 5), ds.Quantity(5, "person"), ds.count(a) >= 5], ids=repr)
def test_order_raises_on_intervals_quantities_and_statements(compare: object, thing: object) -> None:
    with pytest.raises(TypeError):
        compare(thing, thing)


def test_a_chained_comparison_cannot_go_wrong_silently() -> None:
    with pytest.raises(ds.NoTruthValue, match="between"):
        0 <= ds.count(a) <= 5  # noqa: B015


def test_statements_cannot_be_joined_with_and() -> None:
    with pytest.raises(ds.NoTruthValue):
        (ds.count(a) >= 0) and (ds.count(a) <= 5)


def test_named_methods_answer_certainly_and_possibly() -> None:
    small, large = ds.Quantity(ds.Interval(0, 5), "person"), ds.Quantity(ds.Interval(5, 9), "person")
    assert not small.certainly_less(large)
    assert small.possibly_less(large)
    assert small.possibly_equal(large)
    assert ds.Interval(0, 5).precedes(ds.Interval(5, 9))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (ds.Interval(0, 5), ds.Interval(0, 6)),
        (ds.Quantity(5, "person"), ds.Quantity(5, "case")),
        (a & b, a | b),
        (ds.count(a), ds.count(b)),
        (ds.count(a) >= 5, ds.count(a) > 5),
        (a.within(b), b.within(a)),
    ],
    ids=repr,
)
def test_equality_is_structural_everywhere(one: object, two: object) -> None:
    assert (one == two) is False
    assert (one != two) is True
    assert (one == one) is True
    assert len({one, two}) == 2


def test_a_measure_that_is_always_equal_to_another_is_not_the_same_object_in_structure() -> None:
    assert ds.count(~(a | b)) != ds.count(~a & ~b)
    assert ds.count(a & b) == ds.count(b & a)
