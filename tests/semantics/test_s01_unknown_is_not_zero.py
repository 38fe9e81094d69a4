"""S1: unknown is not zero."""

import math

import docketstats as ds

SOURCE = ds.Source("Annual report")
DAY = "2024-07-21"
docket = ds.Docket("docket")
a, b = docket.population("a"), docket.population("b")


def bound(what: ds.Population, *figures: ds.ReportedFigure) -> ds.DerivedFigure:
    found = ds.Evidence(docket.snapshot(DAY, figures)).bound(ds.count(what, at=DAY))
    assert found.check()
    return found


def said(what: ds.Population, value: object, **how: object) -> ds.ReportedFigure:
    return ds.reported(what, value, source=SOURCE, **how)


def test_a_population_that_no_source_counts_lies_in_zero_to_infinity() -> None:
    found = bound(b, said(a, 7))
    assert found.interval == ds.Interval(0, math.inf)
    assert found.sharpness is ds.Sharpness.SHARP


def test_absent_zero_and_suppressed_are_three_things() -> None:
    absent, zero, suppressed = bound(a), bound(a, said(a, 0)), bound(a, said(a, "suppressed"))
    assert zero.interval == ds.Interval(0, 0)
    assert absent.interval == suppressed.interval == ds.Interval(0, math.inf)
    assert [len(found.facts) for found in (absent, zero, suppressed)] == [0, 1, 1]


def test_an_unknown_part_is_neither_none_nor_all_of_the_whole() -> None:
    assert bound(a & b, said(a, 13_099)).interval == ds.Interval(0, 13_099)


def test_less_than_11_in_words_is_0_to_10() -> None:
    assert bound(a, said(a, "<11", reading="literal")).interval == ds.Interval(0, 10)


def test_a_suppressed_cell_has_a_declared_rule() -> None:
    assert bound(a, said(a, "1 to 10")).interval == ds.Interval(1, 10)


def test_a_star_without_a_rule_is_zero_to_infinity() -> None:
    assert bound(a, said(a, "*")).interval == ds.Interval(0, math.inf)


def test_a_suppressed_cell_is_bounded_by_its_totals() -> None:
    assert bound(a & b, said(a, 9), said(a - b, 4), said(a & b, "*")).interval == ds.Interval(5, 5)
