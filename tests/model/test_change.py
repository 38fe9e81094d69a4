"""Changes, growth and averages: what they take, what they are called, and how they read in a document."""

from __future__ import annotations

from fractions import Fraction

import pytest

import docketstats as ds
from docketstats.adapters.documents import Namespace, document, dumps, loads, parse_measure, parse_said
from docketstats.notation.printing import print_measure, print_said

SOURCE = ds.Source("Report")
THEN, NOW = "2021-06-05", "2024-07-21"
court = ds.Docket("court", unit="case")
a, b = court.population("a"), court.population("b")
NAMES = Namespace((court,), (("court", "a", ""), ("court", "b", "")))


def known(then: object, now: object) -> ds.Evidence:
    """One hundred units in b then and two hundred now, and the part in a."""
    return ds.Evidence(
        *(
            court.snapshot(day, [ds.reported(b, whole, source=SOURCE), ds.reported(a & b, part, source=SOURCE)])
            for day, whole, part in ((THEN, 100, then), (NOW, 200, now))
        )
    )


def test_the_change_of_a_share_is_in_percentage_points() -> None:
    found = known("30 to 40", 100).bound(ds.change(ds.share(a, among=b), since=THEN, until=NOW))
    assert found.interval == ds.Interval(Fraction(1, 10), Fraction(1, 5))
    assert str(found.quantity) == "10 to 20 percentage points"
    assert "At least 10 percentage points, because:" in found.explain()
    assert found.notes == ()
    assert found.check()


def test_one_percentage_point_is_singular() -> None:
    assert str(known(30, 62).bound(ds.change(ds.share(a, among=b), since=THEN, until=NOW)).quantity) == (
        "1 percentage point"
    )


def test_the_change_of_a_share_needs_wholes_that_are_single_numbers() -> None:
    evidence = ds.Evidence(court.snapshot(THEN, [ds.reported(b, "90 to 100", source=SOURCE)]), known(3, 4).snapshots[1])
    with pytest.raises(ds.NotLinearFractional, match="several denominators"):
        evidence.bound(ds.change(ds.share(a, among=b), since=THEN, until=NOW))


def test_the_change_of_a_count_is_that_of_its_population() -> None:
    assert ds.change(ds.count(a), since=THEN, until=NOW) == ds.change(a, since=THEN, until=NOW)
    assert ds.growth(ds.count(a), since=THEN, until=NOW) == ds.growth(a, since=THEN, until=NOW)


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (lambda: ds.growth(ds.share(a, among=b), since=THEN, until=NOW), ds.ModelError, "ratio of ratios"),
        (lambda: ds.change(ds.count(a) + 1, since=THEN, until=NOW), ds.ModelError, "its count or its share, not"),
        (lambda: ds.change(ds.share(a, among=b, at=THEN), since=THEN, until=NOW), ds.DateError, "has a date already"),
        (lambda: ds.change(ds.share(a, among=b), since=NOW, until=THEN), ds.DateError, "runs backwards"),
        (lambda: ds.change(5, since=THEN, until=NOW), ds.ModelError, "not 5"),
        (lambda: ds.average(ds.count(a), during="2024"), ds.ModelError, "takes a population"),
        (lambda: ds.average(a.at(THEN), during="2024"), ds.DateError, "has a date already"),
        (lambda: ds.average(a, during="undated"), ds.DateError, "no period of days"),
        (lambda: ds.average(a, during=NOW), ds.DateError, "no period of days"),
    ],
)
def test_what_makes_no_sense_is_refused(make: object, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        make()


@pytest.mark.parametrize(
    "measure",
    [
        ds.change(ds.share(a, among=b), since=THEN, until=NOW),
        ds.change(ds.share(a - b, among=a | b), since="FY2015", until="2024-09"),
        ds.change(ds.count(a | b), since=THEN, until=NOW),
        ds.growth(ds.count(a), since=THEN, until=NOW),
        ds.average(a - b, during="FY2024"),
        2 * ds.average(a, during="2024-02") - ds.average(b, during="Q1 2024"),
    ],
    ids=repr,
)
def test_a_document_reads_what_is_shown(measure: ds.Measure) -> None:
    assert parse_measure(repr(measure), NAMES) == measure


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("average(a)", "needs during"),
        ("average(a, since=2021)", "no option 'since'"),
        ("count(share(a, among=b))", "takes a population"),
        ("share(count(a), among=b)", "takes two populations"),
        ("change(ratio(count(a), count(b)), since=2021, until=2022)", "its count or its share"),
    ],
)
def test_a_document_is_told_what_does_not_fit(text: str, message: str) -> None:
    with pytest.raises(ds.ModelError, match=message):
        parse_measure(text, NAMES)


def test_an_average_is_written_by_its_population_and_period_where_names_need_their_docket() -> None:
    jail = ds.Docket("jail")
    both = Namespace((court, jail), (("court", "a", ""), ("court", "b", ""), ("jail", "a", "")))
    for period in ("2024-02", "2024-Q3", "2023", "FY2023"):
        average = ds.average(a - b, during=period)
        text = print_measure(average, both)
        assert text == f'average(("court".a - "court".b), during="{period}")'
        assert parse_measure(text, both) == average
        said = average >= 5
        assert parse_said(print_said(said, both), both) == said


def test_a_document_with_all_that_is_new_is_equal_after_a_round_trip() -> None:
    average = ds.reported(ds.average(a, during="FY2024"), 5, source=SOURCE)
    claim = ds.Claim(ds.change(ds.share(a, among=b), since=THEN, until=NOW) <= ds.percent(5))
    made = document(ds.Evidence(*known(30, 40).snapshots, figures=[average]), claims=[claim])
    assert loads(dumps(made)) == made
