"""Averages over a period of daily figures, and sums over facts that fall apart."""

from __future__ import annotations

import datetime
import math
from fractions import Fraction

import attrs
import pytest

import docketstats as ds
from docketstats.inference.apart import ask_apart
from docketstats.inference.bounds import ask

SOURCE = ds.Source("Daily report")
jail = ds.Docket("jail", classifications=(ds.CustodyStatus,))
a, b, held = jail.population("a"), jail.population("b"), jail[ds.CustodyStatus.DETAINED]


def days(period: str) -> list[datetime.date]:
    found = ds.Period.read(period)
    return [found.start + datetime.timedelta(days=n) for n in range((found.end - found.start).days)]


def said(what: ds.Population | ds.Measure, value: object) -> ds.ReportedFigure:
    return ds.reported(what, value, source=SOURCE)


def series(period: str, *, skip: int = 0, **more: object) -> ds.Evidence:
    """The first figures of each day but the first few: 1,000 in a on the first day, one more on each day after."""
    told = [jail.snapshot(day, [said(a, 1_000 + n)]) for n, day in enumerate(days(period))]
    return ds.Evidence(*told[skip:], **more)


def test_the_average_is_the_mean_of_the_days() -> None:
    found = series("2024-02").bound(ds.average(a, during="2024-02"))
    assert found.interval == ds.Interval(1_014, 1_014)
    assert found.quantity.unit == "person"
    assert (found.sharpness, found.notes) == (ds.Sharpness.SHARP, ())
    assert found.check()


def test_an_average_need_not_be_whole() -> None:
    assert series("2023-11").bound(ds.average(a, during="2023-11")).interval.lower == Fraction(2_029, 2)


def test_days_without_figures_are_not_zero() -> None:
    found = series("2024-02", skip=2).bound(ds.average(a, during="2024-02"))
    assert found.interval == ds.Interval(Fraction(27 * 1_015, 29), math.inf)
    assert found.sharpness is ds.Sharpness.SHARP
    (note,) = found.notes
    assert note.startswith("no figure is as of 2 of the 29 days, 2024-02-01 the first of them")
    assert "no greatest value" in note
    assert note in found.explain()


def test_an_assumption_may_bound_the_days_without_figures() -> None:
    missing = [ds.Assumption(ds.count(a, at=day) <= 1_100, because="capacity") for day in days("2024-02")[:2]]
    found = series("2024-02", skip=2, assumptions=missing).bound(ds.average(a, during="2024-02"))
    assert found.interval == ds.Interval(Fraction(27 * 1_015, 29), Fraction(27 * 1_015 + 2_200, 29))
    assert found.notes == ("no figure is as of 2 of the 29 days, 2024-02-01 the first of them",)
    assert len(found.assumptions) == 2


def test_the_average_is_bounded_jointly() -> None:
    """What is known across days is used: nobody left between the first and the second day."""
    first, second = days("2024-02")[:2]
    stayed = said(ds.count(a.at(first) - a.at(second)), 0)
    evidence = ds.Evidence(*series("2024-02").snapshots[:1], *series("2024-02").snapshots[2:], figures=[stayed])
    found = evidence.bound(ds.average(a, during="2024-02"))
    assert found.interval.lower == Fraction(29 * 1_014 - 1, 29)
    assert found.check()


def test_a_reported_average_is_a_figure_across_dates() -> None:
    average = said(ds.average(a, during="2024-02"), 1_000)
    evidence = ds.Evidence(*series("2024-02", skip=1).snapshots, figures=[average])
    first = days("2024-02")[0]
    assert evidence.bound(ds.count(a, at=first)).interval == ds.Interval(
        29_000 - 28 * 1_014 - 14, 29_000 - 28 * 1_014 - 14
    )


def test_a_contradiction_on_one_day_is_told() -> None:
    evidence = series("2024-02") | ds.Evidence(jail.snapshot("2024-02-05", [said(a & held, 2_000)]))
    with pytest.raises(ds.ContradictoryEvidence):
        evidence.bound(ds.average(a, during="2024-02"))


def test_verdicts_on_averages() -> None:
    evidence = series("2024-02", skip=2)
    average = ds.average(a, during="2024-02")
    for claim, outcome in (
        (average >= 900, "supported"),
        (average < 900, "refuted"),
        (average >= 1_000, "undetermined"),
        (average.between(1_000, 1_001), "undetermined"),
        (series("2024-02").bound(average).interval, "supported"),
    ):
        known = series("2024-02") if isinstance(claim, ds.Interval) else evidence
        verdict = known.check(average.lies_in(claim) if isinstance(claim, ds.Interval) else claim)
        assert verdict.outcome.value == outcome
        assert verdict.check()
        assert verdict.would_settle == ()
        assert verdict.explain()


def rich(period: str) -> ds.Evidence:
    """Four figures on each day, which tie the sets of the day and no two days."""
    return ds.Evidence(
        *(
            jail.snapshot(
                day,
                [
                    said(a, ds.Interval(1_000 + n % 7, 1_100)),
                    said(jail.everyone, 2_000 + n),
                    said(a & b, 100 + n),
                    said(held, 1_500),
                ],
            )
            for n, day in enumerate(days(period))
        )
    )


def test_a_year_of_daily_figures_is_answered_day_by_day() -> None:
    evidence = rich("FY2024")
    found = evidence.bound(ds.average(a & held, during="FY2024"))
    least = Fraction(sum(1_000 + n % 7 + 1_500 - 2_000 - n for n in range(366) if 1_500 + n % 7 - 1_000 - n > 0), 366)
    assert found.interval.lower == max(least, 0)
    assert found.interval.upper == 1_100
    assert found.sharpness is ds.Sharpness.SHARP
    assert found.check()
    assert evidence.check(ds.average(a & held, during="FY2024") <= 1_200).outcome is ds.Outcome.SUPPORTED


def test_asking_apart_gives_what_asking_together_does() -> None:
    evidence = rich("2024-02")
    few = days("2024-02")[:3]
    for measure in (
        sum((n + 1) * ds.count(a & held, at=day) for n, day in enumerate(few)),
        ds.count(a - b, at=few[0]) - 2 * ds.count(held - a, at=few[1]) + 5,
        2 * ds.count(a, at=few[0]) + 2 * ds.count(b, at=few[0]) + 3 * ds.count(b, at=few[2]),
        ds.count(a, at=few[0]) - ds.count(a, at="2020"),
        ds.count(jail.nobody) + ds.count(a, at=few[0]),
        ds.share(a, among=held, at=few[0]),
    ):
        facts = evidence.bound(measure.at(few[0])).facts
        apart, together = ask_apart(facts, measure), ask(facts, measure)
        for one, two in ((apart.lower, together.lower), (apart.upper, together.upper)):
            assert (one.value, one.is_open, one.sharp) == (two.value, two.is_open, two.sharp)
        assert ds.DerivedFigure(measure, lower=apart.lower, upper=apart.upper, facts=facts).check()


def test_groups_that_need_cases_are_asked_together() -> None:
    """Where a proof splits into cases on a whole number, proofs do not simply add up."""
    c = jail.population("c")
    odd = [said(a ^ b, "1 to 2"), said(b ^ c, "1 to 2"), said(a ^ c, "1 to 2")]
    evidence = ds.Evidence(*(jail.snapshot(day, odd) for day in ("2024-02-01", "2024-02-02")))
    total = ds.count(a ^ b) + ds.count(b ^ c) + ds.count(a ^ c)
    measure = total.at("2024-02-01") + total.at("2024-02-02")
    facts = evidence.bound(measure).facts
    found = ask_apart(facts, measure)
    assert (found.lower.value, found.upper.value) == (8, 12)
    assert ds.DerivedFigure(measure, lower=found.lower, upper=found.upper, facts=facts).check()


def test_an_average_by_another_name_is_refused() -> None:
    found = series("2024-02").bound(ds.average(a, during="2024-02"))
    with pytest.raises(ds.ProofRejected, match="what is measured is"):
        attrs.evolve(found, measure=attrs.evolve(found.measure, kind="change")).check()


def test_a_sum_that_is_pinned_between_two_whole_numbers_is_a_contradiction() -> None:
    docket = ds.Docket("jail", unit="person")
    came, came_old = (
        ds.entries(what, since="2023-01-31", until="2023-02-28") for what in (docket.everyone, docket.population("old"))
    )
    said = ((came, 14_105), (ds.ratio(came, came_old), 2), (ds.average(docket.everyone, during="2023-02"), 1_251))
    evidence = ds.Evidence(figures=[ds.reported(what, number, source=ds.Source("Report")) for what, number in said])
    with pytest.raises(ds.ContradictoryEvidence, match="at least 7053 and at most 7052; no smaller set") as caught:
        evidence.bound(came_old)
    assert (caught.value.conflicts, caught.value.complete) == ((), False)
    assert evidence.decide(ds.Claim(came_old >= 7_000)).outcome == "contradiction"
