"""Derived figures: interval, unit, sources, assumptions, and the check of it all."""

from fractions import Fraction

import attrs
import pytest

import docketstats as ds

LETTER, OTHER = ds.Source("Letter"), ds.Source("Other")
DAY = "2024-07-21"
docket = ds.Docket("docket")
a, b, c = (docket.population(name) for name in "abc")


def said(what: ds.Population | ds.Measure, value: object, source: ds.Source = LETTER) -> ds.ReportedFigure:
    return ds.reported(what, value, source=source)


def evidence(*figures: ds.ReportedFigure, **more: object) -> ds.Evidence:
    return ds.Evidence(docket.snapshot(DAY, figures), **more)


told = evidence(said(a, "10 to 20"), said(a & b, "5 to 6", OTHER), said(b, 9))


def test_interval_ends_and_quantity_agree() -> None:
    found = told.bound(ds.count(a - b))
    assert found.interval == ds.Interval(found.lower.value, found.upper.value) == ds.Interval(4, 15)
    assert found.quantity == ds.Quantity(ds.Interval(4, 15), "person")
    assert str(found) == 'count(a - b, at="2024-07-21"): 4 to 15 persons'


@pytest.mark.parametrize(
    ("measure", "unit", "interval"),
    [
        (ds.share(a, among=b), "percent", ds.Interval(Fraction(500, 9), Fraction(600, 9))),
        (ds.ratio(ds.count(a & b), ds.count(b)), "", ds.Interval(Fraction(5, 9), Fraction(6, 9))),
        (ds.count(a & b), "person", ds.Interval(5, 6)),
    ],
    ids=str,
)
def test_shares_come_in_percent_and_ratios_as_pure_numbers(
    measure: ds.Measure, unit: str, interval: ds.Interval
) -> None:
    assert told.bound(measure).quantity == ds.Quantity(interval, unit)


def test_a_small_ratio_is_told_per_100_000() -> None:
    per = ds.ratio(ds.count(a), ds.count(b))

    def told(over: object, under: object) -> str:
        return evidence(said(a, over), said(b, under)).bound(per).shown

    assert told(3, "400 to 500") == "600 to 750 per 100,000"
    assert told(3, "400 to 499") == "601.20 to 750 per 100,000 (rounded outward)"
    assert told(3, "at most 500") == "0.006 to 3"  # both ends in one unit, and 3 is not small
    assert told("at least 3", "500") == "at least 600 per 100,000"
    assert told(50, "400 to 500") == "0.1 to 0.13 (rounded outward)"
    assert told(0, 500) == "0"


def test_sources_are_those_that_the_proofs_use() -> None:
    assert told.bound(ds.count(a & b)).sources == (OTHER,)
    assert set(told.bound(ds.count(a - b)).sources) == {LETTER, OTHER}
    assert told.bound(ds.count(c, at=DAY)).sources == ()


def test_facts_are_those_tied_to_the_question_and_used_those_of_the_proofs() -> None:
    found = told.bound(ds.count(a & b))
    assert len(found.facts) == 3
    assert [fact.source for fact in found.used] == [OTHER]


def test_assumptions_are_those_that_the_proofs_use() -> None:
    assumed = told.assuming(ds.Assumption(b.within(a), because="for argument's sake"))
    with pytest.raises(ds.ContradictoryEvidence):
        assumed.bound(ds.count(b))
    mild = told.assuming(ds.Assumption(ds.count(a, at=DAY) <= 12, because="for argument's sake"))
    found = mild.bound(ds.count(a))
    assert found.interval == ds.Interval(10, 12)
    assert [fact.because for fact in found.assumptions] == ["for argument's sake"]
    assert mild.bound(ds.count(a & b)).assumptions == ()


def test_the_measure_carries_its_date() -> None:
    assert told.bound(ds.count(a)).measure == ds.count(a, at=DAY)


def test_an_undefined_figure_has_no_ends() -> None:
    found = evidence(said(a, 0)).bound(ds.share(b, among=a))
    assert (found.lower, found.upper, found.is_undefined, found.interval.is_empty) == (None, None, True, True)
    assert found.sharpness is ds.Sharpness.SHARP
    assert found.proofs == (found.undefined,)


def test_check_refuses_a_figure_of_which_anything_was_changed() -> None:
    found = told.bound(ds.count(a - b))
    assert found.check()
    for change in (
        {"lower": attrs.evolve(found.lower, value=5)},
        {"upper": attrs.evolve(found.upper, value=14)},
        {"upper": attrs.evolve(found.upper, proof=found.lower.proof)},
        {"upper": attrs.evolve(found.upper, witness=found.lower.witness)},
        {"measure": ds.count(a, at=DAY)},
    ):
        with pytest.raises(ds.ProofRejected):
            attrs.evolve(found, **change).check()


def test_check_refuses_a_figure_that_is_called_undefined_and_is_not() -> None:
    found = told.bound(ds.share(a, among=b))
    with pytest.raises(ds.ProofRejected):
        attrs.evolve(found, lower=None, upper=None, undefined=found.upper.proof).check()


def test_check_refuses_a_proof_that_rests_on_other_facts() -> None:
    stricter = evidence(said(a, "11 to 12"), said(a & b, 5), said(b, 9)).bound(ds.count(a & b))
    found = told.bound(ds.count(a & b))
    forged = attrs.evolve(found, upper=attrs.evolve(stricter.upper, sharp=False))
    with pytest.raises(ds.ProofRejected):
        forged.check()


@pytest.mark.parametrize("forged", [{"unit": "case"}, {"unit": ""}, {"kind": "share"}, {"kind": "average"}], ids=str)
def test_check_refuses_a_measure_that_is_called_what_it_is_not(forged: dict[str, str]) -> None:
    found = told.bound(ds.count(a - b))
    measure = attrs.evolve(found.measure, **forged)
    ends = {side: getattr(found, side) for side in ("lower", "upper")}
    renamed = {
        side: attrs.evolve(end, witness=attrs.evolve(end.witness, measure=measure)) for side, end in ends.items()
    }
    with pytest.raises(ds.ProofRejected, match="what is measured is"):
        attrs.evolve(found, measure=measure, **renamed).check()
