"""Kinds: what a measure is called must be what it is."""

import attrs
import pytest

import docketstats as ds
from docketstats.model.kinds import check_kind, is_share
from docketstats.model.measure import natural_units

people, cases = ds.Docket("jail"), ds.Docket("court", unit="case")
a, b, c = people.population("a"), people.population("b"), cases.population("c")
THEN, NOW = "2021", "2024"
MEASURES = [
    ds.count(a),
    ds.count(people.nobody),
    ds.share(a, among=b),
    ds.share(a & b, among=~b),
    ds.share(a, among=people.everyone, at=NOW),
    ds.change(a - b, since=THEN, until=NOW),
    ds.growth(a | b, since=THEN, until=NOW),
    ds.change(ds.count(a), since=THEN, until=NOW),
    ds.change(ds.share(a, among=b), since=THEN, until=NOW),
    ds.change(ds.share(a, among=a - b), since=NOW, until=NOW),
    ds.change(ds.share(people.nobody, among=b), since=THEN, until=NOW),
    ds.average(a, during="2024-02"),
    ds.average(a | b, during="Q1 2024"),
    ds.average(people.nobody, during="2024"),
    ds.change(a, since=NOW, until=NOW),
    ds.growth(a, since=NOW, until=NOW),
    ds.ratio(ds.count(c), ds.count(a)),
    ds.ratio(ds.count(a) + 1, ds.count(b) + 2),
    ds.count(a) - 2 * ds.count(b) + 5,
    ds.share(a, among=b) - ds.share(b, among=a) + 1,
]


@pytest.mark.parametrize("measure", MEASURES, ids=repr)
def test_what_is_made_is_what_it_is_called(measure: ds.Measure) -> None:
    check_kind(measure)
    check_kind(measure.at(NOW))
    check_kind(2 * measure)


@pytest.mark.parametrize("kind", ["count", "share", "change", "growth", "ratio", "average"])
def test_a_measure_under_the_name_of_another_kind_is_refused(kind: str) -> None:
    for measure in (ds.count(a) - ds.count(b), 2 * ds.share(a, among=b)):
        with pytest.raises(ds.ModelError, match=f"no '{kind}'"):
            check_kind(attrs.evolve(measure, kind=kind))


def test_growth_needs_one_population_and_the_count_that_it_started_from() -> None:
    before, after = ds.count(a, at=THEN), ds.count(a, at=NOW)
    for wrong in (
        ds.ratio(after - before, after),
        ds.ratio(ds.count(b, at=NOW) - before, before),
        ds.ratio(after - 2 * before, before),
        ds.ratio(after - before, before + 1),
    ):
        with pytest.raises(ds.ModelError, match="no 'growth'"):
            check_kind(attrs.evolve(wrong, kind="growth"))
    check_kind(attrs.evolve(ds.ratio(after - before, before), kind="growth"))


def test_a_change_of_shares_needs_one_share() -> None:
    before, after = ds.share(a, among=b, at=THEN), ds.share(a, among=b, at=NOW)
    assert check_kind(attrs.evolve(after - before, kind="change")) is None
    rest, other = ds.share(~a, among=b, at=THEN), ds.ratio(ds.count(a, at=THEN), ds.count(b, at=THEN))
    for wrong in (after - rest, after - other, after + before, 2 * after - before, after - before + 1, after):
        with pytest.raises(ds.ModelError, match="no 'change'"):
            check_kind(attrs.evolve(wrong, kind="change"))


def test_an_average_needs_one_population_on_days_that_follow_each_other() -> None:
    one, two, three = (ds.count(a, at=f"2024-07-0{day}") for day in (1, 2, 3))
    assert check_kind(attrs.evolve((one + two) / 2, kind="average")) is None
    for wrong in (
        (one + three) / 2,
        (one + two) / 3,
        (one + two + 1) / 2,
        (one + ds.count(b, at="2024-07-02")) / 2,
        ds.count(a, at="2024-07"),
        ds.count(a),
        one - one,
    ):
        with pytest.raises(ds.ModelError, match="no 'average'"):
            check_kind(attrs.evolve(wrong, kind="average"))


@pytest.mark.parametrize("measure", [one for one in MEASURES if natural_units(one)], ids=repr)
def test_a_measure_in_another_unit_is_refused(measure: ds.Measure) -> None:
    for unit in {"case", "person", "case/person", ""} - {measure.unit}:
        with pytest.raises(ds.ModelError, match="in the unit"):
            check_kind(attrs.evolve(measure, unit=unit))


def test_a_share_is_part_of_its_whole() -> None:
    assert is_share(ds.ratio(ds.count(a & b), ds.count(b)))
    assert not is_share(ds.ratio(ds.count(a), ds.count(b)))
    assert not is_share(ds.count(a))
