"""Reported figures, assumptions and claims: what is taken, and what is refused."""

from decimal import Decimal
from fractions import Fraction

import pytest

import docketstats as ds

SOURCE = ds.Source("Annual report")
DAY = "2024-07-21"
docket = ds.Docket("docket")
a, b = docket.population("a"), docket.population("b")
share = ds.share(a, among=b)


def said(value: object, what: ds.Population | ds.Measure = a, **how: object) -> ds.ReportedFigure:
    return ds.reported(what, value, source=SOURCE, **how)


@pytest.mark.parametrize(
    ("value", "interval"),
    [
        (5, ds.Interval(5, 5)),
        (Fraction(10, 2), ds.Interval(5, 5)),
        (Decimal(5), ds.Interval(5, 5)),
        (ds.Interval.at_least(5), ds.Interval.at_least(5)),
        (ds.Quantity(ds.Interval(5, 6), "person"), ds.Interval(5, 6)),
        ("between 5 and 6", ds.Interval(5, 6)),
        ("1.5 million", ds.Interval(1_500_000, 1_500_000)),
    ],
    ids=str,
)
def test_a_value_is_a_number_an_interval_a_quantity_or_words(value: object, interval: ds.Interval) -> None:
    assert said(value).interval == interval


@pytest.mark.parametrize(
    ("what", "value", "interval"),
    [
        (ds.change(a, since="2021", until="2024"), "up nearly 600,000", ds.Interval(0, 600_000, lower_open=True)),
        (ds.change(a, since="2021", until="2024"), "down 5", ds.Interval(-5, -5)),
        (ds.ratio(ds.count(a, at="2024"), ds.count(a, at="2021")), "tripled", ds.Interval(3, 3)),
        (share, "most", ds.Interval.more_than(Fraction(1, 2))),
        (share, "none", ds.Interval(0, 0)),
        (share, "all", ds.Interval(1, 1)),
    ],
    ids=str,
)
def test_figures_about_any_measure_are_read(what: ds.Measure, value: str, interval: ds.Interval) -> None:
    assert said(value, what).interval == interval


@pytest.mark.parametrize("words", ["most", "3%", "a third", "tripled"])
def test_a_pure_number_is_no_count(words: str) -> None:
    with pytest.raises(ds.WordingError, match="of what"):
        said(words)


def test_an_error_of_words_names_the_measure() -> None:
    with pytest.raises(ds.WordingError, match=r"^count\(a & b\), .*many"):
        said("very many", a & b)


@pytest.mark.parametrize("value", [True, None, [5], object()])
def test_what_is_no_value_is_refused(value: object) -> None:
    with pytest.raises(ds.ModelError, match=r"^count\(a\): .* is no value: .* leave out what nobody published\)$"):
        said(value)


@pytest.mark.parametrize(
    ("value", "how", "message"),
    [
        (5, {"rounded_to": 10, "tolerance": 1}, "exclude each other"),
        (5, {"rounded_to": 10, "exact": True}, "excludes? "),
        (ds.Interval(1, 2), {"rounded_to": 1}, "not rounded"),
        ("about 5", {}, "does not say how near"),
        (5, {"rounded_to": 0}, "above 0"),
    ],
)
def test_precisions_that_do_not_go_together_are_refused(value: object, how: dict[str, object], message: str) -> None:
    with pytest.raises(ds.WordingError, match=message):
        said(value, **how)


def test_an_unknown_reading_is_refused() -> None:
    with pytest.raises(ds.ModelError, match="no reading 'loose'"):
        said("over 5", reading="loose")


def test_a_source_is_needed() -> None:
    with pytest.raises(TypeError):
        ds.reported(a, 5)
    with pytest.raises(TypeError):
        ds.reported(a, 5, source="Annual report")
    with pytest.raises(ValueError, match="title"):
        ds.Source("")


def test_what_is_no_population_or_measure_is_refused() -> None:
    with pytest.raises(ds.ModelError, match="neither a population nor a measure"):
        said(5, "a")


def test_the_statement_of_a_figure() -> None:
    assert said(5).statement == ds.Statement(ds.count(a), ds.Interval(5, 5), rule="exact")


def test_an_assumption_needs_a_reason_and_a_statement_or_relation() -> None:
    with pytest.raises(ValueError, match="because"):
        ds.Assumption(a.within(b), because="")
    with pytest.raises(ds.ModelError, match="neither a statement nor a relation"):
        ds.Assumption(a, because="argument")


def test_a_claim_may_be_a_relation() -> None:
    claim = ds.Claim(a.within(b), text="all a are b")
    assert claim.statement.interval == ds.Interval(0, 0)
    assert repr(claim.statement) == "a within b"


def test_a_claim_expects_a_known_outcome() -> None:
    assert ds.Claim(ds.count(a) > 5, expected="refuted").expected == "refuted"
    with pytest.raises(ds.ModelError, match=r"no outcome 'false'.*supported"):
        ds.Claim(ds.count(a) > 5, expected="false")
    with pytest.raises(ds.ModelError, match="neither a statement nor a relation"):
        ds.Claim(ds.count(a))


# -- revisions --------------------------------------------------------------------------------------------------------


def test_a_figure_that_another_revises_is_set_aside() -> None:
    old = said(100)
    told = ds.Evidence(docket.snapshot(DAY, [old, said(101, revises=old)]))
    assert told.conflicts() == ()
    assert told.bound(ds.count(a)).interval == ds.Interval(101, 101)


def test_without_the_revision_the_old_figure_holds() -> None:
    old = said(100)
    new = said(101, revises=old)
    told = ds.Evidence(docket.snapshot(DAY, [old, new])).without(new)
    assert told.bound(ds.count(a)).interval == ds.Interval(100, 100)


def test_a_revision_sets_aside_one_date_only() -> None:
    old = said(100)
    told = ds.Evidence(
        docket.snapshot("2024-06-01", [old, said(101, revises=old)]), docket.snapshot("2024-07-01", [said(100)])
    )
    assert told.bound(ds.count(a, at="2024-07-01")).interval == ds.Interval(100, 100)


def test_a_decimal_count_that_may_be_thousands_is_refused() -> None:
    with pytest.raises(ds.WordingError, match='write "5,000" or "5"'):
        said(Decimal("5.000"))
    assert said(Decimal("5.000"), exact=True).interval == ds.Interval(5, 5)
    assert said(Decimal("1.125"), what=ds.ratio(ds.count(a), ds.count(b)), exact=True).interval.is_point
