"""S8: valid always, sharp when proved."""

import math
from fractions import Fraction

import attrs
import pytest

import docketstats as ds

SOURCE = ds.Source("Annual report")
DAY = "2024-07-21"
docket = ds.Docket("docket")
a, b = docket.population("a"), docket.population("b")


def bound(measure: ds.Measure, *figures: tuple[ds.Population | ds.Measure, object]) -> ds.DerivedFigure:
    told = [ds.reported(what, value, source=SOURCE) for what, value in figures]
    found = ds.Evidence(docket.snapshot(DAY, told)).bound(measure.at(DAY))
    assert found.check()
    return found


def test_both_ends_of_a_sharp_interval_are_attained_by_whole_unit_witnesses() -> None:
    found = bound(ds.count(a & b), (a, 10), (b, 7), (docket.everyone, 12))
    assert found.interval == ds.Interval(5, 7)
    assert found.sharpness is ds.Sharpness.SHARP
    assert [end.witness.value for end in (found.lower, found.upper)] == [5, 7]
    assert all(isinstance(world.count, int) for end in (found.lower, found.upper) for world in end.witness.worlds)


def test_sharp_does_not_say_that_every_value_between_is_attained() -> None:
    found = bound(ds.count(a) + ds.count(a & b), (a & b, "0 to 1"), (a ^ b, 0))
    assert found.interval == ds.Interval(0, 2)
    assert found.sharpness is ds.Sharpness.SHARP


def test_an_infinite_end_is_shown_by_a_witness_and_a_ray_and_needs_no_proof() -> None:
    end = bound(ds.count(a), (b, 3)).upper
    assert (end.value, end.is_open, end.proof, end.sharp) == (math.inf, True, None, True)
    assert end.witness.check()
    assert any(leaf.name == "a" for world in end.ray.worlds for leaf in world.members)


def test_an_infinite_lower_end_has_a_ray_too() -> None:
    end = bound(ds.count(a) - ds.count(b), (a, 3)).lower
    assert (end.value, end.sharp) == (-math.inf, True)


def test_an_open_end_is_approached_without_limit_as_witness_and_ray_show() -> None:
    found = bound(ds.share(a, among=docket.everyone), (docket.everyone - a, "1 or more"))
    assert found.interval == ds.Interval(0, 1, upper_open=True)
    assert found.sharpness is ds.Sharpness.SHARP
    assert found.upper.ray is not None
    assert found.upper.witness.value < 1


def test_an_end_that_whole_units_do_not_attain_is_moved_to_one_that_they_do() -> None:
    found = bound(ds.share(a, among=b), (b, 7), (ds.share(a, among=b), ds.Interval(Fraction(1, 3), Fraction(2, 3))))
    assert found.interval == ds.Interval(Fraction(3, 7), Fraction(4, 7))
    assert found.sharpness is ds.Sharpness.SHARP


def test_the_kernel_refuses_an_end_that_is_called_sharp_and_not_shown_to_be() -> None:
    found = bound(ds.count(a & b), (a, 10))
    for change in ({"witness": None}, {"witness": found.lower.witness}):
        with pytest.raises(ds.ProofRejected):
            attrs.evolve(found, upper=attrs.evolve(found.upper, **change)).check()


def test_the_kernel_checks_rays_and_strictness() -> None:
    found = bound(ds.share(a, among=docket.everyone), (docket.everyone - a, "1 to 5"))
    closed = attrs.evolve(found, upper=attrs.evolve(found.upper, is_open=False))
    with pytest.raises(ds.ProofRejected):
        closed.check()
    still = bound(ds.count(a), (a, "3 or more"), (b, 2))
    stuck = attrs.evolve(still.upper, ray=attrs.evolve(still.upper.ray, worlds=()))
    with pytest.raises(ds.ProofRejected):
        attrs.evolve(still, upper=stuck).check()


def test_what_is_not_shown_to_be_sharp_is_valid() -> None:
    found = bound(ds.count(a & b), (a, 10))
    unsure = attrs.evolve(found, upper=attrs.evolve(found.upper, sharp=False))
    assert unsure.sharpness is ds.Sharpness.VALID
    assert unsure.check()


def test_a_claimed_bound_beyond_the_proved_one_is_refused() -> None:
    found = bound(ds.count(a & b), (a, 10))
    with pytest.raises(ds.ProofRejected):
        attrs.evolve(found, upper=attrs.evolve(found.upper, value=9, sharp=False)).check()
