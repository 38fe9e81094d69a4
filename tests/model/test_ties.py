"""Which facts are tied to a question."""

import pytest

import docketstats as ds
from docketstats.model.ties import Facts, component

SOURCE = ds.Source("Annual report")
DAY = "2024-07-21"
docket = ds.Docket("docket")
a, b, c, d = (docket.population(name) for name in "abcd")


def said(what: ds.Population | ds.Measure, value: object) -> ds.ReportedFigure:
    return ds.reported(what, value, source=SOURCE)


def tied(evidence: ds.Evidence, what: ds.Population) -> list[str]:
    return [fact.name for fact in evidence.bound(ds.count(what, at=DAY)).facts]


def test_facts_are_tied_by_the_sets_that_they_share() -> None:
    told = ds.Evidence(docket.snapshot(DAY, [said(a & b, 1), said(b & c, 2), said(d, 3)]))
    assert tied(told, a) == [f"figure 1 of {DAY}", f"figure 2 of {DAY}"]
    assert tied(told, d) == [f"figure 3 of {DAY}"]


def test_facts_are_tied_by_everyone_only_where_somebody_counts_everyone() -> None:
    apart = [said(a, 1), said(d, 3)]
    assert len(tied(ds.Evidence(docket.snapshot(DAY, apart)), a)) == 1
    assert len(tied(ds.Evidence(docket.snapshot(DAY, [*apart, said(docket.everyone, 3)])), a)) == 3


def test_a_relation_to_a_set_that_occurs_nowhere_else_says_nothing() -> None:
    told = ds.Evidence(docket.snapshot(DAY, [said(a, 1)]), relations=[b.within(a, because="definition")])
    assert tied(told, a) == [f"figure 1 of {DAY}"]
    assert len(tied(told, b)) == 2
    assert len(tied(told, a | c)) == 1


def test_a_relation_to_a_set_that_must_not_be_empty_is_kept() -> None:
    told = ds.Evidence(docket.snapshot(DAY, [said(a, "0 to 9")]), relations=[a.within(b, because="definition")])
    assert told.bound(ds.count(a | b, at=DAY)).facts[1:]


def test_components_share_no_set() -> None:
    told = ds.Evidence(docket.snapshot(DAY, [said(a & b, 1), said(c, 2), said(b, 2), said(docket.nobody, 0)]))
    facts = Facts(told.dockets, stated=told.bound(ds.count(a | c)).facts)
    groups = [{leaf.name for fact in group for leaf in fact.leaves} for group in facts.groups]
    assert {"a", "b"} in groups
    assert {"c"} in groups


def test_a_fact_without_sets_is_tied_to_everything() -> None:
    told = ds.Evidence(docket.snapshot(DAY, [said(docket.nobody, 1), said(a, 5)]))
    with pytest.raises(ds.ContradictoryEvidence):
        told.bound(ds.count(a))
    facts = told.conflicts()[0].facts
    assert component(list(facts), []) == list(facts)


def test_every_fact_has_a_name_of_its_own() -> None:
    again = docket.snapshot(DAY, [said(c, 1)])
    told = ds.Evidence(docket.snapshot(DAY, [said(a, 1), said(b, 1)]), again, relations=[a.within(b, source=SOURCE)])
    names = [fact.name for fact in told.bound(ds.count(a | b | c)).facts]
    assert len(set(names)) == len(names) == 4
