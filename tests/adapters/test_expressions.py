"""Expressions: what is typed, what `repr` shows, and what is refused."""

from __future__ import annotations

import contextlib
from fractions import Fraction

import model_strategies as ms
import pytest
from hypothesis import given
from hypothesis import strategies as st

import docketstats as ds
from docketstats.adapters.documents import (
    Namespace,
    parse_measure,
    parse_population,
    parse_relation,
    parse_said,
    parse_statement,
    parse_what,
)
from docketstats.notation.printing import print_measure, print_said

NAMES = Namespace((ms.COURT,), tuple(("court", name, f"described: {name}") for name in ms.NAMES))
BOTH = Namespace(
    (ms.COURT, ms.PAROLE),
    tuple((docket, name, "") for docket in ("court", "parole office") for name in ms.NAMES),
)
A, B = ms.COURT.population("a"), ms.COURT.population("b")


# -- repr reads back ----------------------------------------------------------------------------------------------


@given(ms.populations())
def test_a_population_reads_back(population: ds.Population) -> None:
    assert parse_population(repr(population), NAMES) == population


@given(st.one_of(ms.simple_measures(), ms.simple_measures(at="FY2015")))
def test_a_measure_reads_back(measure: ds.Measure) -> None:
    back = parse_measure(repr(measure), NAMES)
    assert (back, back.kind, back.text) == (measure, measure.kind, measure.text)


@given(ms.simple_measures(at="2024-07-21"), ms.numbers, ms.numbers)
def test_a_statement_reads_back(measure: ds.Measure, first: Fraction, second: Fraction) -> None:
    for statement in (
        measure <= first,
        measure > first,
        measure.equals(first),
        measure.between(*sorted([first, second])),
        measure.lies_in(ds.Interval(*sorted([first, second]), upper_open=first != second)),
        measure.lies_in(ds.Interval.more_than(first)),
        measure * first >= second,
        measure + first < measure,
    ):
        assert parse_statement(repr(statement), NAMES) == statement


@given(ms.relations())
def test_a_relation_reads_back(relation: ds.Relation) -> None:
    assert parse_relation(repr(relation), NAMES) == relation


@given(st.one_of(ms.measures(), ms.measures(at="2024-07-21")), st.sampled_from(ms.DATES))
def test_any_measure_is_printed_so_that_it_reads_back(measure: ds.Measure, date: str) -> None:
    for one in (measure, measure.at(date)):
        for names in (NAMES, BOTH):
            assert parse_measure(print_measure(one, names), names) == one


@given(st.one_of(ms.statements(), ms.statements(at="2024-07-21"), ms.relations()))
def test_anything_said_is_printed_so_that_it_reads_back(said: ds.Statement | ds.Relation) -> None:
    assert parse_said(print_said(said, NAMES), NAMES) == said
    assert parse_said(print_said(said, BOTH), BOTH) == said


# -- what may be typed --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("a & b | ~a - b", (A & B) | (~A - B)),
        ("a - b & a", (A - B) & A),
        ("a | b ^ a & b", A | (B ^ (A & B))),
        ("~(a | b)", ~(A | B)),
        ('a.at("2024-07-21")', A.at("2024-07-21")),
        ("a.at(2024-07-21) - b @ FY2015", A.at("2024-07-21") - B.at("FY2015")),
        ("(a | b) @ 2024", (A | B).at("2024")),
        ("(a|b) @ 'undated, printed September 2024'", (A | B).at("undated, printed September 2024")),
        ('"court"."a" & court.b', A & B),
        ('"older than a year"', ms.COURT.population("older than a year")),
        ("criminality:neither", ms.COURT["criminality:neither"]),
        ('"place of origin:neither"', ms.COURT["place of origin:neither"]),
        ("within & at", ms.COURT.population("within") & ms.COURT.population("at")),
        ("everyone - nobody", ms.COURT.everyone - ms.COURT.nobody),
    ],
)
def test_populations(text: str, same: ds.Population) -> None:
    assert parse_population(text, NAMES) == same


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("count(a)", ds.count(A)),
        ("count(a, at=2024-07-21)", ds.count(A, at="2024-07-21")),
        ("share(a, at='FY2015', among=b)", ds.share(A, among=B, at="FY2015")),
        ("growth(a, since=2021, until=2024)", ds.growth(A, since="2021", until="2024")),
        ("2 * (count(a) - count(b)) + 13_000", 2 * (ds.count(A) - ds.count(B)) + 13_000),
        ("count(a) * 15% - 1/3", ds.count(A) * Fraction(15, 100) - Fraction(1, 3)),
        ("count(a) + 1.5 + 1,000", ds.count(A) + Fraction(3, 2) + 1_000),
        ("-count(a) / 4", -ds.count(A) / 4),
        ("count(a) / count(b)", ds.ratio(ds.count(A), ds.count(B))),
        ("ratio(count(a) + 1, count(b))", ds.ratio(ds.count(A) + 1, ds.count(B))),
        ("(count(a) - count(b)).at(2024)", (ds.count(A) - ds.count(B)).at("2024")),
    ],
)
def test_measures(text: str, same: ds.Measure) -> None:
    assert parse_measure(text, NAMES) == same


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("count(a) >= 13_000", ds.Interval.at_least(13_000)),
        ("13,000 < count(a)", ds.Interval.more_than(13_000)),
        ("count(a) == 5", ds.Interval.exactly(5)),
        ("5 = count(a)", ds.Interval.exactly(5)),
        ("1 <= count(a) < 5", ds.Interval(1, 5, upper_open=True)),
        ("5 >= count(a) > 1", ds.Interval(1, 5, lower_open=True)),
        ("count(a) between 1 and 5", ds.Interval(1, 5)),
        ("count(a) in [1, 5)", ds.Interval(1, 5, upper_open=True)),
        ("count(a) in (-inf, 5]", ds.Interval.at_most(5)),
        ("share(a, among=b) in [14.5%, 31/200)", ds.Interval(Fraction(29, 200), Fraction(31, 200), upper_open=True)),
        ("share(a, among=b) ≥ 184.5 per 100,000", ds.Interval.at_least(Fraction(369, 200_000))),
    ],
)
def test_statements(text: str, interval: ds.Interval) -> None:
    assert parse_statement(text, NAMES).interval == interval


def test_a_statement_keeps_the_words_in_which_it_was_typed() -> None:
    assert repr(parse_statement("1 <= count(a)  < 13_000", NAMES)) == "1 <= count(a) < 13_000"


def test_descriptions_come_with_names() -> None:
    assert parse_population("a", NAMES).descriptions == (("a", "described: a"),)


def test_a_population_and_a_measure_are_told_apart() -> None:
    assert parse_what("a & count", NAMES) == A & ms.COURT.population("count")
    assert parse_what('"a (b) & c"', NAMES) == ms.COURT.population("a (b) & c")
    assert parse_what("count(a)", NAMES) == ds.count(A)


# -- what is refused ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("aa & b", "did you mean 'a'"),
        ("felny", "did you mean 'felony'"),
        ("naïve-x", "no population"),
        ("neither", "criminality:neither"),
        ("a and b", "use & for and"),
        ("a >= 5", "write count"),
        ("a &", "ends too early"),
        ("a b", "character 3 of 'a b'"),
        ("", "empty"),
        ("a.at(2024-13-01)", "2024-13-01"),
        ('"nowhere".a', "no docket"),
        ("a.at(2024).at(2025)", "date already"),
        ("a at 2024", "write a.at(2024-06-30) or a @ 2024-06-30"),
        ("__import__('os')", "there is no measure '__import__'"),
    ],
)
def test_a_wrong_population_is_explained(text: str, said: str) -> None:
    with pytest.raises(ds.DocketStatsError) as error:
        parse_population(text, NAMES)
    assert said in str(error.value)


@pytest.mark.parametrize(
    "text",
    [
        "count(a) * count(b)",
        "count(a) / 0",
        "1/0 + count(a)",
        "5 / count(a)",
        "count(a, among=b)",
        "count(a, at=2024, at=2025)",
        "share(a)",
        "change(a, since=2024)",
        "5",
        "count(a",
        "count(a) + share(a, among=b)",
        "count(a) ** 2",
        "growth(a.at(2024), since=2024, until=2025)",
    ],
)
def test_a_wrong_measure_is_refused(text: str) -> None:
    with pytest.raises(ds.DocketStatsError):
        parse_measure(text, NAMES)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("share(a)", "share needs among=... (write among=everyone for the whole docket"),
        ("average(a, since=2023, until=2024)", "no option 'since' (it has during=2024, or 2024-Q3, 2024-06 or FY2024"),
        ("growth(a, during=2024)", "no option 'during' (it has since=2023-12-31, until=2024-12-31)"),
        ("entries(a, during=2023-07-01/2024-06-30)", "'/' does not fit here in a measure (write a day, 2024-06-30, or"),
        ("count(a, at=2023) + bookings(a)", "no measure 'bookings' (write entries(a, during=2024) for what comes"),
        ("Releases (a)", "no measure 'Releases' (write exits(a, during=2024)"),
        ("maximum(a)", "no measure 'maximum' (write count(a), share"),
        ("a & count(b)", "does not fit here"),
        ("count(a, at=2023-07-01 to 2024-06-30)", "'to' does not fit here in a measure (write a day, 2024-06-30, or"),
        ("ratio(a, b)", "'a' does not fit here in a measure (write ratio(count(a), count(b))"),
        ("ratio(count(a), b)", "'b' does not fit here in a measure (write ratio(count(a), count(b))"),
    ],
)
def test_a_wrong_measure_is_explained(text: str, said: str) -> None:
    with pytest.raises(ds.DocketStatsError) as error:
        parse_measure(text, NAMES)
    assert said in str(error.value)


@pytest.mark.parametrize("rest", [">= 5", "between 1 and 5", "in [1, 5]"])
def test_a_statement_where_a_measure_is_asked_for_is_explained(rest: str) -> None:
    with pytest.raises(ds.ModelError, match=r"this is a statement and no measure \(ask for count\(a\); .*claim"):
        parse_measure(f"count(a) {rest}", NAMES)


@pytest.mark.parametrize(
    "text",
    ["1 < 2", "count(a)", "1 <= count(a) >= 2", "count(a) < count(b) < 5", "5 <= count(a) <= 1", "count(a) in [5, 1]"],
)
def test_a_wrong_statement_is_refused(text: str) -> None:
    with pytest.raises(ds.DocketStatsError):
        parse_statement(text, NAMES)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 3_000 + "a" + ")" * 3_000,
        "(" * 900 + "a" + ")" * 900,
        "~" * 1_900 + "a",
        " - ".join("a" * 500),
        "a" * 10_001,
    ],
)
def test_long_and_deep_texts_are_refused_before_they_are_parsed(text: str) -> None:
    with pytest.raises(ds.ModelError):
        parse_population(text, NAMES)


def test_the_deepest_text_that_is_read_can_be_used() -> None:
    text = "(" * 30 + "a" + " - b)" * 30 + " - b" * 29
    population = parse_population(text, NAMES)
    assert parse_population(repr(population), NAMES) == population
    assert ds.count(population, at="2024").at("2024").leaves()


def test_a_name_on_several_dockets_must_be_qualified() -> None:
    with pytest.raises(ds.UnknownName, match=r'"parole office"\."a"'):
        parse_population("a", BOTH)
    assert parse_population("felony", BOTH) == ms.COURT["felony"]
    assert parse_population("a", BOTH.on("parole office")) == ms.PAROLE.population("a")


@given(st.text(alphabet="ab&|-^~().,\"' @=<>0123456789counthare%[]", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    for parse in (parse_population, parse_measure, parse_relation, parse_statement):
        with contextlib.suppress(ds.DocketStatsError):
            parse(text, NAMES)
