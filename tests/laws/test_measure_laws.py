"""Laws of measures and of the answers to them, over small random evidence."""

from __future__ import annotations

import math
from fractions import Fraction

from answers import bound, tight
from hypothesis import given
from hypothesis import strategies as st

import docketstats as ds

SOURCE = ds.Source("Annual report")
DAY = "2024-07-21"
docket = ds.Docket("docket")
a, b, c = (docket.population(name) for name in "abc")
POPULATIONS = [a, b, c, a & b, a | b, a - b, a ^ b, ~a, b & c, a & b & c, docket.everyone]

populations = st.sampled_from(POPULATIONS)
numbers = st.one_of(st.integers(-4, 4), st.builds(Fraction, st.integers(-6, 6), st.integers(1, 3)))
counts = st.builds(ds.count, populations)
linear = st.builds(lambda x, y, m, n, k: m * x + n * y + k, counts, counts, numbers, numbers, numbers)


@st.composite
def ranges(draw: st.DrawFn, most: int = 8) -> ds.Interval:
    lower, upper = sorted((draw(st.integers(0, most)), draw(st.integers(0, most))))
    return ds.Interval(lower, draw(st.sampled_from([upper, math.inf])))


@st.composite
def figures(draw: st.DrawFn) -> ds.ReportedFigure:
    if draw(st.integers(0, 4)) == 0:
        lower, upper = sorted((draw(st.integers(0, 4)), draw(st.integers(1, 4))))
        share = ds.share(draw(populations), among=draw(populations))
        return ds.reported(share, ds.Interval(Fraction(lower, 4), Fraction(max(lower, upper), 4)), source=SOURCE)
    return ds.reported(draw(populations), draw(ranges()), source=SOURCE)


evidences = st.lists(figures(), max_size=4).map(lambda told: ds.Evidence(docket.snapshot(DAY, told)))


# -- structure --------------------------------------------------------------------------------------------------------


@given(linear, linear, linear)
def test_sums_of_linear_measures_are_commutative_and_associative(x: ds.Measure, y: ds.Measure, z: ds.Measure) -> None:
    assert x + y == y + x
    assert (x + y) + z == x + (y + z)
    assert hash(x + y) == hash(y + x)


@given(linear, linear, numbers, numbers)
def test_multiples_distribute(x: ds.Measure, y: ds.Measure, m: Fraction, n: Fraction) -> None:
    assert m * (x + y) == m * x + m * y
    assert (m + n) * x == m * x + n * x
    assert m * (n * x) == (m * n) * x
    assert x * m == m * x


@given(linear, linear)
def test_minus_is_plus_the_negative(x: ds.Measure, y: ds.Measure) -> None:
    assert x - y == x + -y
    negative = -x
    assert -negative == x
    assert x - x == y - y
    assert 1 - x == -(x - 1)


@given(linear, st.integers(1, 5))
def test_division_is_multiplication_by_the_inverse(x: ds.Measure, n: int) -> None:
    assert x / n == Fraction(1, n) * x


@given(linear)
def test_at_moves_each_part(x: ds.Measure) -> None:
    assert x.at(DAY).is_dated
    assert x.at(DAY).at("2020-01-01") == x.at(DAY)
    assert (2 * x).at(DAY) == 2 * x.at(DAY)


@given(
    st.recursive(
        counts,
        lambda part: st.one_of(
            st.builds(lambda x, y: x + y, part, part),
            st.builds(lambda x, y: x - y, part, part),
            st.builds(lambda n, x: n * x, st.integers(-4, 4), part),
            st.builds(lambda n, x: n - x, st.integers(0, 4), part),
            st.builds(lambda x, n: x - n, part, st.integers(-4, 4)),
        ),
        max_leaves=5,
    )
)
def test_repr_reads_back_as_an_equal_measure(measure: ds.Measure) -> None:
    assert eval(repr(measure), {"count": ds.count, "a": a, "b": b, "c": c, "everyone": docket.everyone}) == measure


# -- answers ----------------------------------------------------------------------------------------------------------


@given(evidences, linear, numbers)
def test_a_constant_moves_the_interval(evidence: ds.Evidence, measure: ds.Measure, k: Fraction) -> None:
    assert tight(evidence, measure + k) == tight(evidence, measure) + k


@given(evidences, linear)
def test_the_negative_turns_the_interval_around(evidence: ds.Evidence, measure: ds.Measure) -> None:
    assert tight(evidence, -measure) == -tight(evidence, measure)


@given(evidences, linear, st.integers(1, 5))
def test_a_positive_factor_scales_the_interval(evidence: ds.Evidence, measure: ds.Measure, k: int) -> None:
    assert tight(evidence, k * measure) == tight(evidence, measure) * k


@given(evidences, linear)
def test_a_measure_minus_itself_is_zero(evidence: ds.Evidence, measure: ds.Measure) -> None:
    measure = measure.at(DAY)
    assert bound(evidence, measure - measure).interval == ds.Interval(0, 0)


@given(evidences, linear, linear)
def test_a_sum_is_no_wider_than_the_sum_of_the_intervals(evidence: ds.Evidence, x: ds.Measure, y: ds.Measure) -> None:
    assert tight(evidence, x + y).subset(tight(evidence, x) + tight(evidence, y))


@given(evidences, figures(), linear)
def test_another_fact_never_widens_an_interval(
    evidence: ds.Evidence, figure: ds.ReportedFigure, measure: ds.Measure
) -> None:
    more = evidence | ds.Evidence(docket.snapshot(DAY, [figure]))
    assert tight(more, measure).subset(tight(evidence, measure))


@given(evidences, populations, populations)
def test_a_share_lies_between_0_and_1(evidence: ds.Evidence, part: ds.Population, whole: ds.Population) -> None:
    found = bound(evidence, ds.share(part, among=whole))
    assert found.interval.subset(ds.Interval(0, 1))
    rest = bound(evidence, ds.share(whole - part, among=whole))
    assert rest.is_undefined == found.is_undefined
    if found.sharpness is rest.sharpness is ds.Sharpness.SHARP:
        assert rest.interval == 1 - found.interval


@given(evidences, populations)
def test_a_count_is_never_negative(evidence: ds.Evidence, what: ds.Population) -> None:
    assert bound(evidence, ds.count(what, at=DAY)).interval.subset(ds.Interval.at_least(0))


@given(evidences, populations, populations)
def test_inclusion_and_exclusion(evidence: ds.Evidence, p: ds.Population, q: ds.Population) -> None:
    both = ds.count(p | q, at=DAY) + ds.count(p & q, at=DAY)
    assert bound(evidence, both - ds.count(p, at=DAY) - ds.count(q, at=DAY)).interval == ds.Interval(0, 0)


@given(evidences, counts, st.integers(0, 6))
def test_a_claim_is_supported_if_and_only_if_its_contrary_is_refuted(
    evidence: ds.Evidence, measure: ds.Measure, number: int
) -> None:
    measure = measure.at(DAY)
    bound(evidence, measure)
    verdict, contrary = evidence.check(measure >= number), evidence.check(measure < number)
    assert verdict.check()
    assert contrary.check()
    turned = {
        ds.Outcome.SUPPORTED: ds.Outcome.REFUTED,
        ds.Outcome.REFUTED: ds.Outcome.SUPPORTED,
        ds.Outcome.UNDETERMINED: ds.Outcome.UNDETERMINED,
    }
    assert contrary.outcome is turned[verdict.outcome]


@given(evidences, st.one_of(counts, st.builds(lambda p, q: ds.share(p, among=q), populations, populations)))
def test_a_claim_that_the_interval_lies_in_itself_is_supported(evidence: ds.Evidence, measure: ds.Measure) -> None:
    measure = measure.at(DAY)
    found = bound(evidence, measure)
    said = measure >= 0 if found.is_undefined else measure.lies_in(found.interval)
    assert evidence.check(said).outcome is (ds.Outcome.UNDEFINED if found.is_undefined else ds.Outcome.SUPPORTED)


@given(evidences, counts)
def test_answers_are_the_same_from_run_to_run(evidence: ds.Evidence, measure: ds.Measure) -> None:
    again = ds.Evidence(*evidence.snapshots)
    assert bound(evidence, measure) == bound(again, measure)


@given(evidences)
def test_a_conflict_is_irreducible(evidence: ds.Evidence) -> None:
    figures = evidence.snapshots[0].figures
    for conflict in evidence.conflicts():
        assert conflict.proof.check()
        blamed = [figures[int(fact.name.split()[1]) - 1] for fact in conflict.facts if fact.origin.value == "figure"]
        for one in blamed:
            assert ds.Evidence(docket.snapshot(DAY, [two for two in blamed if two != one])).conflicts() == ()
