"""Minimal conflicts: irreducible, all of them, in a listing that says whether it is complete."""

import pickle
from fractions import Fraction
from itertools import combinations

import pytest

import docketstats as ds
from docketstats.inference import conflicts
from docketstats.inference.conflicts import Conflicts, minimal_conflicts, shared_confidence

DAY = "2024-07-21"
docket = ds.Docket("docket")
a, b, c = (docket.population(name) for name in "abc")


def said(what: ds.Population, value: object, name: str = "Report", **how: object) -> ds.ReportedFigure:
    return ds.reported(what, value, source=ds.Source(name), **how)


def evidence(*figures: ds.ReportedFigure) -> ds.Evidence:
    return ds.Evidence(docket.snapshot(DAY, figures))


def blamed(found: Conflicts) -> set[frozenset[int]]:
    return {frozenset(int(fact.name.split()[1]) for fact in conflict.facts) for conflict in found}


def test_consistent_evidence_has_none_and_the_empty_listing_is_complete() -> None:
    found = evidence(said(a, 5)).conflicts()
    assert found == ()
    assert found.complete


def test_overlapping_conflicts_are_all_found() -> None:
    told = evidence(said(a, 5), said(b, 7), said(a | b, 20), said(a & b, 6), said(a, 9))
    expected = {frozenset(one) for one in ({1, 5}, {1, 4}, {1, 2, 3}, {2, 3, 5})}
    assert blamed(told.conflicts()) == expected


def test_each_conflict_is_irreducible_and_proved() -> None:
    told = evidence(said(a, 5), said(b, 7), said(a | b, 20), said(a & b, 6), said(a, 9))
    figures = told.snapshots[0].figures
    for conflict in told.conflicts():
        assert conflict.proof.check()
        assert set(conflict.proof.facts) <= set(conflict.facts)
        (numbers,) = blamed(Conflicts([conflict]))
        for left in combinations(sorted(numbers), len(numbers) - 1):
            assert evidence(*(figures[number - 1] for number in left)).conflicts() == ()


def test_the_smallest_come_first() -> None:
    told = evidence(said(a, 5), said(b, 7), said(a | b, 20), said(a & b, 6), said(a, 9))
    assert [len(one.facts) for one in told.conflicts()] == [2, 2, 3, 3]


def test_an_error_tells_the_smallest_and_what_all_use() -> None:
    parts = [docket.population(f"part {number}") for number in range(5)]
    told = evidence(said(docket.everyone, 10, "One"), *(said(part, 20, "Two") for part in parts))
    with pytest.raises(ds.ContradictoryEvidence) as error:
        told.bound(docket.everyone)
    assert len(error.value.conflicts) == 5
    lines = str(error.value).splitlines()
    assert len(lines) == 1 + 3 * 3 + 3
    assert lines[-3:] == [
        "and 2 more such sets, in .conflicts",
        "All that were found use:",
        f'- count(everyone, at="{DAY}") is 10 [One]',
    ]


def test_an_error_about_a_listing_that_is_cut_short_says_so() -> None:
    told = evidence(*(said(a, number) for number in range(8)))
    with pytest.raises(ds.ContradictoryEvidence) as error:
        told.bound(a)
    assert str(error.value).endswith("and at least 17 more such sets, in .conflicts")
    assert told.conflicts().shared == Conflicts().shared == ()


def test_a_listing_that_is_cut_short_says_so() -> None:
    told = evidence(*(said(a, number) for number in range(8)))
    (group,) = (told.conflicts()[0].facts,)
    assert minimal_conflicts(group).complete
    every = evidence(*(said(a, number) for number in range(8))).conflicts()
    assert len(every) == conflicts.MOST_CONFLICTS
    assert not every.complete


def test_a_limit_on_checks_cuts_a_listing_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conflicts, "MOST_CHECKS", 3)
    assert not evidence(*(said(a, number) for number in range(4))).conflicts().complete


def test_a_conflict_names_its_sources_once_each() -> None:
    told = evidence(said(a, 5, "One"), said(b, 7, "One"), said(a | b, 20, "Two"))
    (conflict,) = told.conflicts()
    assert [source.title for source in conflict.sources] == ["One", "Two"]


def test_a_conflict_reads_as_a_list() -> None:
    (conflict,) = evidence(said(a, 5, "One"), said(a, 6, "Two")).conflicts()
    assert str(conflict) == (
        'These cannot all be true:\n- count(a, at="2024-07-21") is 5 [One]\n- count(a, at="2024-07-21") is 6 [Two]'
    )


def test_leaving_a_source_out_resolves_its_conflicts() -> None:
    told = evidence(said(a, 5, "One"), said(a, 6, "Two"))
    assert told.without(ds.Source("Two")).conflicts() == ()


def test_confidence_of_uncertain_facts_is_shared_once_each() -> None:
    (conflict,) = evidence(said(a, 5, confidence="95%"), said(a, 6, "Other")).conflicts()
    assert conflict.confidence == Fraction(19, 20)
    assert shared_confidence(conflict.facts * 2) == Fraction(19, 20)


def test_conflicts_are_a_tuple_and_survive_pickling() -> None:
    found = Conflicts(evidence(said(a, 5), said(a, 6)).conflicts(), complete=False)
    copy = pickle.loads(pickle.dumps(found))
    assert copy == found
    assert copy.complete is False
