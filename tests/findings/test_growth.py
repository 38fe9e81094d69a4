"""Growth from multiples: sources say how many times as many there were, and a claim by how much that is more."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import docketstats as ds

REPORT = ds.Source("Report")
BASE, THEN, NOW = "2015-01-01", "2020-01-01", "2024-01-01"
court = ds.Docket("court", unit="case")
pending, appeals = court.population("pending"), court.population("appeals")
base, then, now = (ds.count(pending, at=day) for day in (BASE, THEN, NOW))
TIMES, GROWTH = ds.ratio(now, then), ds.growth(pending, since=THEN, until=NOW)


def told(*figures: tuple[ds.Measure, object]) -> ds.Evidence:
    said = [ds.reported(measure, value, source=REPORT) for measure, value in figures]
    return ds.Evidence(*(court.snapshot(day) for day in (BASE, THEN, NOW)), figures=said)


FOURFOLD = {
    "directly": told((TIMES, "fourfold")),
    "the other way round": told((ds.ratio(then, now), Fraction(1, 4))),
    "both of one date": told((ds.ratio(now, base), "eightfold"), (ds.ratio(then, base), "doubled")),
    "one after the other": told((ds.ratio(now, base), 12), (ds.ratio(base, then), Fraction(1, 3))),
    "both of another population": told(
        (ds.ratio(now, ds.count(appeals, at=NOW)), 8), (ds.ratio(then, ds.count(appeals, at=NOW)), 2)
    ),
}


@pytest.mark.parametrize("name", FOURFOLD)
@pytest.mark.parametrize(
    ("measure", "words", "outcome"),
    [
        (GROWTH, "up 300 %", "supported"),
        (GROWTH, "rose by 40 %", "refuted"),
        (GROWTH, "rose by at least 250 %", "supported"),
        (GROWTH, "grew fourfold", "supported"),
        (GROWTH, "a fourfold increase", "supported"),
        (GROWTH, "grew more than threefold", "supported"),
        (GROWTH, "grew threefold", "undetermined"),
        (GROWTH, "grew twofold", "refuted"),
        (GROWTH, "grew fivefold", "refuted"),
        (TIMES, "grew fourfold", "supported"),
        (TIMES, "grew threefold", "undetermined"),
        (TIMES, "grew fivefold", "refuted"),
        (TIMES, "quadrupled", "supported"),
    ],
)
def test_growth_is_computed_from_multiples(name: str, measure: ds.Measure, words: str, outcome: str) -> None:
    rounded_to = "1%" if words in ("up 300 %", "rose by 40 %") else None
    verdict = FOURFOLD[name].check(ds.Statement.worded(measure, words, rounded_to=rounded_to))
    assert verdict.outcome.value == outcome
    assert verdict.figure.interval == ds.Interval.exactly(3 if measure == GROWTH else 4)
    assert verdict.check()


RANGES = st.tuples(st.fractions(Fraction(1, 4), 9, max_denominator=4), st.fractions(0, 3, max_denominator=3))


@given(RANGES, RANGES)
def test_growth_from_ranges_of_multiples_is_the_quotient_of_their_ends(
    last: tuple[Fraction, Fraction], first: tuple[Fraction, Fraction]
) -> None:
    (low, width), (lower, wider) = last, first
    evidence = told(
        (ds.ratio(now, base), ds.Interval(low, low + width)),
        (ds.ratio(then, base), ds.Interval(lower, lower + wider)),
    )
    least, most = low / (lower + wider) - 1, (low + width) / lower - 1
    assert evidence.bound(GROWTH).interval == ds.Interval(least, most)


@pytest.mark.parametrize(
    ("words", "mend"),
    [
        ("tripled", '"up 200 %"'),
        ("doubled", '"up 100 %"'),
        ("halved", '"down 50 %"'),
        ("2 to 3 times", '"up 100 % to 200 %"'),
        ("4 times more", '"4 times as many" for a ratio, or "up 400 %" for a growth'),
        ("fell fourfold", '"1/4 as many" for a ratio, or "down 3/4" for a growth'),
    ],
)
def test_a_multiple_that_is_refused_is_mended_by_its_own_number(words: str, mend: str) -> None:
    with pytest.raises(ds.WordingError) as caught:
        ds.Statement.worded(GROWTH, words)
    assert mend in caught.value.mend
