"""Laws of change, growth and averages over small random evidence at three dates."""

from __future__ import annotations

import random
from fractions import Fraction

from answers import bound, tight
from hypothesis import assume, given
from hypothesis import strategies as st

import docketstats as ds
from docketstats.inference.apart import ask_apart

SOURCE = ds.Source("Annual report")
DATES = FIRST, SECOND, THIRD = ("2024-02-27", "2024-02-28", "2024-02-29")
docket = ds.Docket("docket")
a, b = docket.population("a"), docket.population("b")
populations = st.sampled_from([a, b, a & b, a | b, a - b, docket.everyone])


@st.composite
def ranges(draw: st.DrawFn, least: int = 0) -> ds.Interval:
    return ds.Interval(*sorted((draw(st.integers(least, 8)), draw(st.integers(least, 8)))))


@st.composite
def figures(draw: st.DrawFn) -> ds.ReportedFigure:
    return ds.reported(draw(populations), draw(ranges()), source=SOURCE)


@st.composite
def spanning(draw: st.DrawFn) -> ds.ReportedFigure:
    since, until = sorted(draw(st.lists(st.sampled_from(DATES), min_size=2, max_size=2, unique=True)))
    one = draw(populations)
    what = draw(
        st.sampled_from(
            [ds.change(one, since=since, until=until), ds.count(one.at(since) - one.at(until)), ds.count(one.at(until))]
        )
    )
    lower = draw(st.integers(-4, 4))
    return ds.reported(what, ds.Interval(lower, lower + draw(st.integers(0, 6))), source=SOURCE)


evidences = st.builds(
    lambda told, across: ds.Evidence(*map(docket.snapshot, DATES, told), figures=across),
    st.lists(st.lists(figures(), max_size=2), min_size=3, max_size=3),
    st.lists(spanning(), max_size=1),
)


def moved(one: ds.Population, since: str, until: str) -> ds.Measure:
    return ds.change(one, since=since, until=until)


# -- change -----------------------------------------------------------------------------------------------------------


@given(populations)
def test_change_is_antisymmetric_as_a_measure(one: ds.Population) -> None:
    """change() refuses to run backwards, so the law is one of the counts that it subtracts."""
    back = ds.count(one, at=FIRST) - ds.count(one, at=SECOND)
    assert -moved(one, FIRST, SECOND) == back
    assert moved(one, FIRST, FIRST) == back - back


@given(evidences, populations)
def test_the_change_back_is_the_negative(evidence: ds.Evidence, one: ds.Population) -> None:
    back = ds.count(one, at=FIRST) - ds.count(one, at=SECOND)
    assert tight(evidence, back) == -tight(evidence, moved(one, FIRST, SECOND))


@given(evidences, populations)
def test_change_is_additive_over_dates(evidence: ds.Evidence, one: ds.Population) -> None:
    whole, first, second = moved(one, FIRST, THIRD), moved(one, FIRST, SECOND), moved(one, SECOND, THIRD)
    assert first + second == whole
    assert tight(evidence, first + second) == tight(evidence, whole)
    assert tight(evidence, whole).subset(tight(evidence, first) + tight(evidence, second))


@given(evidences, populations, populations)
def test_the_change_of_a_part_and_of_the_rest_add_up(
    evidence: ds.Evidence, one: ds.Population, two: ds.Population
) -> None:
    parts = moved(one & two, FIRST, SECOND) + moved(one - two, FIRST, SECOND)
    assert bound(evidence, parts - moved(one, FIRST, SECOND)).interval == ds.Interval(0, 0)


@given(st.integers(1, 9), st.integers(1, 9), ranges(), ranges())
def test_the_change_of_a_share_is_that_of_the_part_where_the_whole_stays(
    before: int, after: int, one: ds.Interval, two: ds.Interval
) -> None:
    told = [
        docket.snapshot(day, [ds.reported(a, n, source=SOURCE), ds.reported(a & b, part, source=SOURCE)])
        for day, n, part in ((FIRST, before, one), (SECOND, after, two))
    ]
    evidence = ds.Evidence(*told)
    share = bound(evidence, ds.change(ds.share(b, among=a), since=FIRST, until=SECOND))
    assert share.quantity.unit == "percentage_point"
    shares = [bound(evidence, ds.share(b, among=a, at=day)).interval for day in (FIRST, SECOND)]
    assert share.interval == shares[1] - shares[0]
    if before == after:
        assert share.interval * before == bound(evidence, moved(a & b, FIRST, SECOND)).interval


# -- growth -----------------------------------------------------------------------------------------------------------


@given(st.lists(st.integers(1, 10**6), min_size=3, max_size=3))
def test_growth_composes(counts: list[int]) -> None:
    told = [docket.snapshot(day, [ds.reported(a, n, source=SOURCE)]) for day, n in zip(DATES, counts, strict=True)]
    evidence = ds.Evidence(*told)
    first, second, whole = (
        bound(evidence, ds.growth(a, since=since, until=until)).interval
        for since, until in ((FIRST, SECOND), (SECOND, THIRD), (FIRST, THIRD))
    )
    assert (1 + first) * (1 + second) - 1 == whole


@given(evidences, populations, st.integers(1, 6))
def test_growth_is_the_change_over_the_count_where_that_is_known(
    evidence: ds.Evidence, one: ds.Population, before: int
) -> None:
    known = evidence | ds.Evidence(docket.snapshot(FIRST, [ds.reported(one, before, source=SOURCE)]))
    change, growth = moved(one, FIRST, SECOND), ds.growth(one, since=FIRST, until=SECOND)
    assert tight(known, growth) == tight(known, change) / before


# -- averages ---------------------------------------------------------------------------------------------------------


@given(evidences, populations)
def test_an_average_is_a_mean_of_counts(evidence: ds.Evidence, one: ds.Population) -> None:
    """An average over three days is answered day by day where no fact spans days, and is what asking at once gives."""
    total = ds.count(one, at=FIRST) + ds.count(one, at=SECOND) + ds.count(one, at=THIRD)
    month = ds.average(one, during="2024-02")
    by_parts = bound(evidence, month)
    # Nothing is known of the other days of the month but that counts are not negative.
    least = tight(evidence, total).lower
    assume(by_parts.sharpness is ds.Sharpness.SHARP)
    assert by_parts.interval == ds.Interval.at_least(Fraction(least) / 29)


@given(evidences, populations, st.tuples(*(st.integers(-3, 3) for _ in DATES)))
def test_asking_apart_gives_what_asking_together_does(
    evidence: ds.Evidence, one: ds.Population, factors: tuple[int, ...]
) -> None:
    measure = sum(
        (factor * ds.count(one, at=date) for factor, date in zip(factors, DATES, strict=True)),
        0 * ds.count(one, at=FIRST),
    )
    together = bound(evidence, measure)
    apart = ask_apart(together.facts, measure)
    found = ds.DerivedFigure(measure, lower=apart.lower, upper=apart.upper, facts=together.facts)
    assert found.check()
    assume(found.sharpness is together.sharpness is ds.Sharpness.SHARP)
    assert found.interval == together.interval


# -- order ------------------------------------------------------------------------------------------------------------


@given(evidences, populations, st.randoms(use_true_random=False))
def test_answers_do_not_depend_on_the_order_of_snapshots(
    evidence: ds.Evidence, one: ds.Population, shuffle: random.Random
) -> None:
    snapshots = list(evidence.snapshots)
    shuffle.shuffle(snapshots)
    other = ds.Evidence(*snapshots, figures=evidence.figures)
    for measure in (moved(one, FIRST, THIRD), ds.growth(one, since=FIRST, until=SECOND)):
        first, second = bound(evidence, measure), bound(other, measure)
        assert first.notes == second.notes
        if first.sharpness is second.sharpness is ds.Sharpness.SHARP:
            assert first.interval == second.interval
    verdict, again = (known.check(moved(one, FIRST, THIRD) >= 1) for known in (evidence, other))
    assert verdict.outcome is again.outcome
