"""The counts that are looked at to settle a claim: what they may be, and what they may not."""

import math

import pytest

import docketstats as ds
from docketstats.findings.candidates import candidates, same_set
from docketstats.model.term import Compound, Term

REPORT = ds.Source("Annual report")
THEN, NOW = "2023-09-30", "2024-09-30"
court = ds.Docket("court", unit="case", classifications=(ds.Classification("stage", items=("pending", "on_hold")),))
pending, on_hold = court["pending"], court["on_hold"]
old, asylum = court.population("old"), court.population("asylum")


def said(what: ds.Population | ds.Measure, value: object, **how: object) -> ds.ReportedFigure:
    return ds.reported(what, value, source=REPORT, **how)


def evidence(*figures: ds.ReportedFigure, **more: object) -> ds.Evidence:
    return ds.Evidence(court.snapshot(NOW, figures), **more)


def tried(known: ds.Evidence, measure: ds.Measure) -> list[str]:
    figure = known.bound(measure)
    return [str(one).replace(f'.at("{NOW}")', "") for one in candidates(figure.facts, figure.measure)]


def told(known: ds.Evidence, claim: ds.Statement) -> list[str]:
    verdict = known.check(claim)
    return [str(one.term).replace(f'.at("{NOW}")', "") for one in (verdict.own_count, *verdict.would_settle) if one]


def is_all_but(term: Term) -> bool:
    """Whether a term is everyone but those in a set, or has such a part."""
    if not isinstance(term, Compound):
        return False
    first = term.parts[0] if term.parts else None
    return (term.op == "-" and getattr(first, "is_everyone", False)) or any(map(is_all_but, term.parts))


def test_the_claims_own_count_is_the_first_and_then_its_parts() -> None:
    assert tried(evidence(said(old, 40)), ds.count(old & asylum)) == [
        "(asylum & old)",
        "asylum",
        "old",
        "(old - asylum)",
    ]


def test_a_rest_is_taken_of_a_counted_population_alone() -> None:
    measure = ds.count(old & asylum)
    assert "(old - asylum)" not in tried(evidence(said(asylum, "at most 5")), measure)
    assert "(old - asylum)" in tried(evidence(said(court.everyone, 100)), measure)
    assert "(old - asylum)" not in tried(evidence(said(court.everyone, "at least 100")), measure)
    within = evidence(said(pending, 100), relations=[old.within(pending, because="only these have an age")])
    assert "(old - asylum)" in tried(within, measure)


@pytest.mark.parametrize("measure", [ds.count(old & asylum), ds.count(old), ds.share(old, among=pending)], ids=str)
def test_nobody_counts_all_that_are_not_in_a_set(measure: ds.Measure) -> None:
    figure = evidence(said(court.everyone, 100), said(pending, 60)).bound(measure)
    assert not [str(one) for one in candidates(figure.facts, figure.measure) if is_all_but(one)]


def test_a_claim_about_the_rest_of_the_docket_may_be_settled_by_it() -> None:
    assert told(evidence(said(court.everyone, 100)), ds.count(~old) >= 30) == ["(~old)", "old"]


def test_dates_are_mixed_only_as_the_claim_mixes_them() -> None:
    figures = [court.snapshot(day, [said(pending, 90), said(old, "10 to 50"), said(asylum, 40)]) for day in (THEN, NOW)]
    figure = ds.Evidence(*figures).bound(ds.count(old.at(THEN) & asylum.at(THEN) & old.at(NOW)))
    first, *others = candidates(figure.facts, figure.measure)
    assert len({leaf.at for leaf in first.leaves}) == 2
    mixed = [one for one in others if len({leaf.at for leaf in one.leaves}) > 1]
    assert {str(one) for one in mixed} == {
        f'(asylum.at("{THEN}") & old.at("{THEN}")) - old.at("{NOW}")',
        f'old.at("{NOW}") - (asylum.at("{THEN}") & old.at("{THEN}"))',
    }


def test_what_is_pinned_or_empty_is_not_told() -> None:
    known = evidence(said(old, 40), said(asylum, "10 to 30"), said(pending & old, 0))
    assert "old" not in told(known, ds.count(old & asylum) >= 20)
    assert told(known, ds.count(old & asylum & pending) >= 0) == []
    assert all("pending" not in one for one in told(known, ds.count(old & asylum) >= 20))


def test_one_set_under_two_names_is_told_once() -> None:
    both = old & asylum
    known = evidence(said(old, 40), relations=[asylum.within(pending, because="so the report says")])
    assert told(known, ds.count(both & pending) >= 20).count("(asylum & old)") == 0
    facts = known.bound(both).facts
    assert same_set(facts, both.at(NOW).term, (both & pending).at(NOW).term)
    assert not same_set(facts, both.at(NOW).term, (old & pending).at(NOW).term)


def test_counts_beside_the_claims_own_are_tried() -> None:
    # By a balance a closing count settles how many left, and by a ratio the count of one date that of another.
    came, went = (one(pending, since=THEN, until=NOW) for one in (ds.entries, ds.exits))
    known = ds.Evidence(
        court.snapshot(THEN, [said(pending, 90)]),
        court.snapshot(NOW, [said(pending, "50 to 70")]),
        figures=[said(came, 5)],
    )
    verdict = known.check(went > 35)
    exits, (closing,) = verdict.own_count, verdict.would_settle
    assert exits is not None
    assert str(exits.term) == f"exits from pending, {THEN} to {NOW}"
    assert (str(closing.term), closing.supports) == (f'pending.at("{NOW}")', (ds.Interval(50, 59),))
    tripled = said(ds.ratio(ds.count(pending, at=NOW), ds.count(pending, at=THEN)), 3)
    (before,) = ds.Evidence(court.snapshot(NOW), figures=[tripled]).check(ds.count(pending, at=NOW) > 29).would_settle
    assert (str(before.term), before.supports) == (f'pending.at("{THEN}")', (ds.Interval(10, math.inf),))


def test_of_a_union_the_parts_are_tried_and_what_each_adds() -> None:
    known = evidence(said(court.everyone, 100), said(old, 40))
    assert told(known, ds.count(old | asylum) >= 60) == ["(asylum | old)", "(asylum - old)", "asylum"]


def test_what_one_of_three_sets_adds_is_in_neither_of_the_others() -> None:
    """Of 100 in any of three, as many as one adds are not in the other two."""
    late = court.population("late")
    known = evidence(said(court.everyone, 200), said(old, 40), said(asylum, 50), said(late, 60), said(old | asylum, 70))
    verdict = known.check(ds.count(old | asylum | late) >= 100)
    adds = (late - (old | asylum)).at(NOW).term
    one = next(one for one in verdict.would_settle if one.term == adds)
    assert (one.supports, one.refutes) == ((ds.Interval(30, 60),), (ds.Interval(0, 29),))


def test_a_population_of_many_sets_is_taken_apart_into_single_ones() -> None:
    many = [court.population(f"s{n}") for n in range(8)]
    whole = many[0]
    for one in many[1:]:
        whole &= one
    assert tried(evidence(), ds.count(whole))[1:] == [f"s{n}" for n in range(8)]
