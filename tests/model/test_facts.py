"""Facts: lines, their tightening, and which of them are tied to a question."""

import math
from fractions import Fraction

import pytest

import docketstats as ds
from docketstats.model.facts import Facts, Line, component, lattice, lines
from docketstats.model.linear import LinearForm
from docketstats.model.term import Leaf

SOURCE = ds.Source("Annual report")
DAY = "2024-07-21"
x, y = Leaf("d", name="x"), Leaf("d", name="y")
docket = ds.Docket("docket")
a, b, c, d = (docket.population(name) for name in "abcd")


def form(*factors: int | Fraction, constant: int | Fraction = 0) -> LinearForm:
    return LinearForm.of(zip((x, y), factors, strict=False), constant)


@pytest.mark.parametrize(
    ("linear", "interval", "lower", "upper"),
    [
        (form(2, 4), ds.Interval.less_than(7), -math.inf, 3),
        (form(2, 4), ds.Interval(1, 8), 1, 4),
        (form(1), ds.Interval.more_than(13_000), 13_001, math.inf),
        (form(1), ds.Interval(Fraction(1, 2), Fraction(5, 2)), 1, 2),
        (form(Fraction(1, 2)), ds.Interval(1, 2), 2, 4),
        (form(1, constant=10), ds.Interval(12, 20), 2, 10),
        (form(-3), ds.Interval(-7, 0), -2, 0),
        (form(1), ds.Interval.empty(), 1, 0),
        (form(1), ds.Interval.entire(), -math.inf, math.inf),
    ],
)
def test_a_line_is_scaled_and_tightened(linear: LinearForm, interval: ds.Interval, lower: float, upper: float) -> None:
    line = Line.of(linear, interval)
    assert math.gcd(*(factor for _, factor in line.terms)) == 1
    assert (line.lower, line.upper) == (lower, upper)


def test_a_lattice_gives_scale_and_offset() -> None:
    terms, scale, offset = lattice(form(Fraction(2, 3), 4, constant=Fraction(1, 2)))
    assert (terms, scale, offset) == (((x, 1), (y, 6)), Fraction(2, 3), Fraction(1, 2))


def test_equal_terms_are_added_up_and_zeros_dropped() -> None:
    assert LinearForm.of([(x, 1), (y, 2), (x, -1)]).terms == ((y, 2),)


def test_a_line_that_empties_its_terms_says_so() -> None:
    assert Line(((x, 1),), -math.inf, 0).empties
    assert not Line(((x, 1), (y, -1)), -math.inf, 0).empties
    assert not Line(((x, 1),), -math.inf, 1).empties


def test_a_share_is_two_lines_and_its_denominator_a_third() -> None:
    share = ds.share(a, among=b, at=DAY)
    assert len(lines(share, ds.Interval(Fraction(1, 3), Fraction(1, 2)))) == 3
    assert len(lines(share, ds.Interval(Fraction(1, 3), Fraction(1, 2)), if_any=True)) == 2
    assert len(lines(share, ds.Interval.exactly(Fraction(1, 2)))) == 2


# -- ties -------------------------------------------------------------------------------------------------------------


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
