"""S10: a contradiction is not an interval."""

import pytest

import docketstats as ds

SOURCE, OTHER = ds.Source("Annual report"), ds.Source("Press release")
DAY = "2024-07-21"
status = ds.Classification("status", ("convicted", "pending"), exhaustive=False)
docket = ds.Docket("docket", classifications=(status,))
a, b, c = (docket.population(name) for name in "abc")
convicted, pending = docket["convicted"], docket["pending"]


def said(what: ds.Population | ds.Measure, value: object, source: ds.Source = SOURCE) -> ds.ReportedFigure:
    return ds.reported(what, value, source=source)


def evidence(*figures: ds.ReportedFigure, **more: object) -> ds.Evidence:
    return ds.Evidence(docket.snapshot(DAY, figures), **more)


def names(conflict: ds.Conflict) -> set[str]:
    return {fact.name for fact in conflict.facts}


two_counts = evidence(said(a, 5), said(a, 6, OTHER), said(b, 9))


def test_building_evidence_never_raises_for_a_contradiction() -> None:
    assert two_counts.snapshots


@pytest.mark.parametrize("measure", [ds.count(a), ds.count(a & b), ds.share(a, among=c), ds.count(a) - ds.count(c)])
def test_bound_raises_with_minimal_conflicts_if_facts_tied_to_the_question_contradict(measure: ds.Measure) -> None:
    with pytest.raises(ds.ContradictoryEvidence, match="cannot all be true") as caught:
        two_counts.bound(measure)
    (conflict,) = caught.value.conflicts
    assert names(conflict) == {f"figure 1 of {DAY}", f"figure 2 of {DAY}"}
    assert caught.value.complete
    assert conflict.proof.check()


def test_check_raises_too() -> None:
    with pytest.raises(ds.ContradictoryEvidence):
        two_counts.check(ds.count(a) >= 1)
    with pytest.raises(ds.ContradictoryEvidence):
        two_counts.check(a.within(c))


def test_a_contradiction_elsewhere_does_not_raise_and_is_noted_in_the_answer() -> None:
    found = two_counts.bound(ds.count(b))
    assert found.interval == ds.Interval(9, 9)
    (note,) = found.notes
    assert "contradict each other" in note
    assert note in found.explain()
    assert note in two_counts.check(ds.count(b) >= 9).notes


def test_without_a_contradiction_there_is_no_note() -> None:
    assert evidence(said(b, 9)).bound(ds.count(b)).notes == ()


def test_conflicts_covers_everything() -> None:
    told = evidence(said(a, 5), said(a, 6), said(b, 7), said(b, 8))
    found = told.conflicts()
    assert [len(conflict.facts) for conflict in found] == [2, 2]
    assert found.complete


def test_conflicts_are_minimal() -> None:
    told = evidence(said(a, 5), said(b, 7), said(a | b, 20), said(c, 1), said(a & c, 1))
    (conflict,) = told.conflicts()
    assert names(conflict) == {f"figure {number} of {DAY}" for number in (1, 2, 3)}
    for figure in told.snapshots[0].figures[:3]:
        assert told.without(figure).conflicts() == ()


def test_all_minimal_conflicts_are_found() -> None:
    told = evidence(said(a, 5), said(a, 6), said(a, 7))
    assert sorted(len(conflict.facts) for conflict in told.conflicts()) == [2, 2, 2]


def test_rules_of_classifications_are_named_facts_and_appear_in_conflicts() -> None:
    (conflict,) = evidence(said(convicted & pending, 3)).conflicts()
    (rule,) = (fact for fact in conflict.facts if fact.origin.value == "rule")
    assert "exclude each other" in rule.name
    assert len(conflict.facts) == 2
    assert conflict.sources == (SOURCE,)


def test_rules_are_blamed_last() -> None:
    # Without the rule the three figures still contradict, so the rule is not part of what is blamed.
    told = evidence(said(convicted, 5), said(pending, 7), said(convicted | pending, 13))
    (conflict,) = told.conflicts()
    assert not any(fact.origin.value == "rule" for fact in conflict.facts)
    needed = evidence(said(convicted, 5), said(pending, 7), said(convicted | pending, 11))
    (conflict,) = needed.conflicts()
    assert len([fact for fact in conflict.facts if fact.origin.value == "figure"]) == 3
    assert len([fact for fact in conflict.facts if fact.origin.value == "rule"]) == 1


def test_relations_and_assumptions_are_facts_that_may_be_blamed() -> None:
    relation = b.within(a, source=OTHER)
    assumed = ds.Assumption(ds.count(b, at=DAY) >= 6, because="for argument's sake")
    (conflict,) = evidence(said(a, 5), relations=[relation], assumptions=[assumed]).conflicts()
    assert {fact.origin.value for fact in conflict.facts} == {"figure", "relation", "assumption"}


def test_rules_of_two_dockets_are_told_apart() -> None:
    kinds = ds.Classification("kinds", (ds.Item("x", items=("y", "z")), "w"))
    one, two = (ds.Docket(name, classifications=(kinds,)) for name in ("one", "two"))
    told = ds.Evidence(
        one.snapshot(DAY, [said(one["x"], 10)]),
        two.snapshot(DAY, [said(two["x"], 3)]),
        figures=[said(ds.count(one["y"], at=DAY) - ds.count(two["y"], at=DAY), 0)],
    )
    assert told.bound(ds.count(one["y"], at=DAY)).interval == ds.Interval(0, 3)
