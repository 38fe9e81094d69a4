"""S6: units do not mix."""

from fractions import Fraction

import pytest

import docketstats as ds

SOURCE = ds.Source("Annual report")
DAY = "2024-07-21"
people = ds.Docket("jail", unit="person")
charges = ds.Docket("charge sheet", unit="charge")
held, counts = people.population("held"), charges.population("open")
per_person = ds.ratio(ds.count(counts, at=DAY), ds.count(held, at=DAY))


def test_persons_and_charges_are_never_added() -> None:
    for combine in (
        lambda: ds.count(held) + ds.count(counts),
        lambda: ds.count(held) - ds.count(counts),
        lambda: ds.share(held, among=people.everyone) + ds.count(held),
    ):
        with pytest.raises(ds.UnitError, match="never added or compared"):
            combine()


def test_persons_and_charges_are_never_compared() -> None:
    with pytest.raises(ds.UnitError, match="never added or compared"):
        ds.count(held) <= ds.count(counts)  # noqa: B015
    with pytest.raises(ds.UnitError):
        ds.count(held).equals(ds.count(counts))


def test_a_figure_in_another_unit_is_refused() -> None:
    with pytest.raises(ds.UnitError):
        ds.reported(held, ds.Quantity(5, "charge"), source=SOURCE)
    with pytest.raises(ds.UnitError):
        ds.count(held) >= ds.Quantity(5, "case")  # noqa: B015


def test_a_figure_in_its_own_unit_is_taken() -> None:
    assert ds.reported(held, ds.Quantity(5, "person"), source=SOURCE).interval == ds.Interval(5, 5)
    assert (ds.count(held) >= ds.Quantity(5, "person")) == (ds.count(held) >= 5)


def test_a_ratio_of_units_has_the_quotient_for_its_unit() -> None:
    assert per_person.unit == "charge/person"
    assert ds.ratio(ds.count(held), ds.count(people.everyone)).unit == ""


def test_a_stated_link_relates_two_units() -> None:
    snapshot = people.snapshot(DAY, [ds.reported(held, 40, source=SOURCE)])
    link = ds.reported(per_person, ds.Interval(2, 3), source=SOURCE)
    found = ds.Evidence(snapshot, figures=[link]).bound(ds.count(counts, at=DAY))
    assert found.interval == ds.Interval(80, 120)
    assert found.quantity == ds.Quantity(ds.Interval(80, 120), "charge")
    assert found.check()


def test_without_a_link_nothing_follows() -> None:
    snapshot = people.snapshot(DAY, [ds.reported(held, 40, source=SOURCE)])
    assert not ds.Evidence(snapshot).bound(ds.count(counts, at=DAY)).interval.is_bounded


def test_the_answer_to_a_ratio_carries_its_unit() -> None:
    snapshots = [
        people.snapshot(DAY, [ds.reported(held, 40, source=SOURCE)]),
        charges.snapshot(DAY, [ds.reported(counts, 100, source=SOURCE)]),
    ]
    found = ds.Evidence(*snapshots).bound(per_person)
    assert found.quantity == ds.Quantity(Fraction(5, 2), "charge/person")


def test_persons_times_persons_are_no_persons() -> None:
    with pytest.raises(ds.DocketStatsError):
        ds.count(held) * ds.Quantity(2, "person")


def test_words_for_another_unit_are_refused_and_both_are_named() -> None:
    with pytest.raises(ds.UnitError, match=r'count\(open\), "5 persons": the words count persons.* counts charges'):
        ds.reported(counts, "5 persons", source=SOURCE)
    with pytest.raises(ds.UnitError, match=r"persons.* charges"):
        ds.Statement.worded(ds.count(counts), "more than 5 people")
    with pytest.raises(ds.UnitError, match=r"persons.* charges"):
        ds.reported(ds.share(counts, among=charges.everyone), "3 % of the people", source=SOURCE, exact=True)
    assert ds.reported(counts, "5 charges", source=SOURCE).interval == ds.Interval(5, 5)
    assert ds.reported(counts, "1 charge", source=SOURCE).interval == ds.Interval(1, 1)
