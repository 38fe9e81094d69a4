"""S7: bounds are joint, and never arithmetic on two intervals."""

from fractions import Fraction

import docketstats as ds

SOURCE = ds.Source("Annual report")
JUNE, JULY = "2024-06-21", "2024-07-21"
docket = ds.Docket("docket")
a, b = docket.population("a"), docket.population("b")


def said(what: ds.Population | ds.Measure, value: object) -> ds.ReportedFigure:
    return ds.reported(what, value, source=SOURCE)


ranges = ds.Evidence(docket.snapshot(JULY, [said(a, "40 to 60"), said(b, "10 to 20")]))


def ask(measure: ds.Measure, evidence: ds.Evidence = ranges) -> ds.Interval:
    found = evidence.bound(measure)
    assert found.check()
    assert found.sharpness is ds.Sharpness.SHARP
    return found.interval


def test_a_minus_a_is_zero() -> None:
    assert ask(ds.count(a, at=JULY) - ds.count(a, at=JULY)) == ds.Interval(0, 0)
    share = ds.share(a, among=b, at=JULY)
    assert ask(share - share) == ds.Interval(0, 0)


def test_differences_are_optimised_over_the_populations_that_fit_all_facts() -> None:
    # The intervals alone would give -20 to 60.
    assert ask(ds.count(a | b) - ds.count(a & b)) == ds.Interval(20, 80)
    assert ask(ds.count(a) - ds.count(a - b)) == ds.Interval(0, 20)


def test_a_share_of_a_part_never_exceeds_100_percent() -> None:
    assert ask(ds.share(a & b, among=b)) == ds.Interval(0, 1)
    assert ask(ds.share(a, among=a)) == ds.Interval(1, 1)


def test_numerator_and_denominator_are_taken_from_one_population() -> None:
    # The intervals of |a| and |a | b| alone would give 40/80 to 60/40.
    assert ask(ds.share(a, among=a | b)) == ds.Interval(Fraction(2, 3), 1)


def test_growth_is_joint() -> None:
    evidence = ds.Evidence(
        docket.snapshot(JUNE, [said(a, "100 to 200")]),
        figures=[said(ds.change(a, since=JUNE, until=JULY), 50)],
    )
    assert ask(ds.growth(a, since=JUNE, until=JULY), evidence) == ds.Interval(Fraction(1, 4), Fraction(1, 2))


def test_a_difference_of_shares_of_one_whole_is_joint() -> None:
    fixed = ds.Evidence(docket.snapshot(JULY, [said(docket.everyone, 100), said(a, "40 to 60")]))
    apart = ds.share(a, among=docket.everyone) - ds.share(~a, among=docket.everyone)
    assert ask(apart, fixed) == ds.Interval(Fraction(-1, 5), Fraction(1, 5))
