"""Hypothesis strategies for model objects, from dockets to whole documents."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

import docketstats as ds
from docketstats.adapters.documents import Document, document

NAMES = ("a", "b", "within", "count", "2024", "older than a year", "at", "naïve x", "a (b) & c")
DATES = ("2024-07-21", "2021-06-05", "FY2015", "2024-09 #press", "undated, printed September 2024")

CRIMINALITY = ds.Classification(
    "criminality",
    (
        ds.Item("convicted", "convicted of a crime", items=("felony", "other crime"), exclusive=False),
        "pending",
        "neither",
    ),
)
ORIGIN = ds.Classification("place of origin", ("north", "neither"), exhaustive=False, fixed=True)
COURT = ds.Docket("court", unit="case", classifications=(CRIMINALITY, ORIGIN))
PAROLE = ds.Docket("parole office", classifications=(ds.CustodyStatus,))
SOURCES = (
    ds.Source("Report"),
    ds.Source("Report", publisher="An agency", published="2024-09-25", locator="p. 2", url="https://example.org/é"),
    ds.Source('A "quoted" title\\ with\nlines', published="undated"),
)

fractions = st.builds(Fraction, st.integers(-20, 20), st.integers(1, 7))
numbers = st.one_of(st.integers(-50, 50), fractions)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


def sets(docket: ds.Docket = COURT) -> st.SearchStrategy[ds.Population]:
    """Populations that are a name."""
    named = st.sampled_from(NAMES).map(docket.population)
    codes = [f"{one.name}:{item.code}" for one in docket.classifications for item, _ in one.walk()]
    items = st.sampled_from(codes).map(docket.__getitem__)
    return st.one_of(named, items, st.sampled_from([docket.everyone, docket.nobody]))


def populations(docket: ds.Docket = COURT, *, dates: bool = True) -> st.SearchStrategy[ds.Population]:
    """Populations as they are typed, with dates inside or without."""

    def grown(inner: st.SearchStrategy[ds.Population]) -> st.SearchStrategy[ds.Population]:
        pairs = st.tuples(inner, inner)
        made = [
            pairs.map(lambda two: two[0] & two[1]),
            pairs.map(lambda two: two[0] | two[1]),
            pairs.map(lambda two: two[0] ^ two[1]),
            pairs.map(lambda two: two[0] - two[1]),
            inner.filter(lambda one: len(one.dates) < 2 and (one.is_dated or not one.dates)).map(lambda one: ~one),
        ]
        if dates:
            undated = inner.filter(lambda one: not one.is_dated)
            made.append(st.builds(ds.Population.at, undated, st.sampled_from(DATES)))
        return st.one_of(made)

    return st.recursive(sets(docket), grown, max_leaves=6)


@st.composite
def simple_measures(draw: st.DrawFn, docket: ds.Docket = COURT, at: str | None = None) -> ds.Measure:
    """Counts, shares, changes, growths and ratios; undated inside unless ``at`` is given."""
    inside = populations(docket, dates=False)
    kind = draw(st.sampled_from(["count", "share", "ratio"] + ["change", "growth"] * (at is not None)))
    if kind == "count":
        return ds.count(draw(inside), at=at)
    if kind == "share":
        return ds.share(draw(inside), among=draw(inside), at=at)
    if kind == "ratio":
        return ds.ratio(ds.count(draw(inside), at=at), ds.count(draw(inside), at=at))
    make = ds.change if kind == "change" else ds.growth
    dates = (ds.Period.read(draw(st.sampled_from(DATES))) for _ in range(2))
    since, until = sorted(dates, key=lambda date: date.sort_key)
    return make(draw(inside), since=since, until=until)


@st.composite
def measures(draw: st.DrawFn, docket: ds.Docket = COURT, at: str | None = None) -> ds.Measure:
    """Any measures: sums and multiples of simple ones too."""
    measure = draw(simple_measures(docket, at))
    for _ in range(draw(st.integers(0, 3))):
        step = draw(st.integers(0, 3))
        if step == 0:
            measure = draw(numbers) * measure
        elif step == 1:
            measure = measure + draw(numbers)
        else:
            other = draw(simple_measures(docket, at))
            if other.unit == measure.unit:
                measure = measure - other if step == 2 else other + measure
    return measure


@st.composite
def intervals(draw: st.DrawFn) -> ds.Interval:
    """Intervals of every kind."""
    low, high = sorted([draw(numbers), draw(numbers)])
    kind = draw(st.integers(0, 3))
    if kind == 0:
        return ds.Interval.more_than(low)
    if kind == 1:
        return ds.Interval.at_most(high)
    wide = low < high
    return ds.Interval(low, high, lower_open=wide and draw(st.booleans()), upper_open=wide and draw(st.booleans()))


@st.composite
def statements(draw: st.DrawFn, docket: ds.Docket = COURT, at: str | None = None) -> ds.Statement:
    """Statements as comparisons build them."""
    measure = draw(measures(docket, at))
    other: Any = draw(numbers)
    match draw(st.integers(0, 6)):
        case 0:
            return measure <= other
        case 1:
            return measure < other
        case 2:
            return measure >= other
        case 3:
            return measure.equals(other)
        case 4:
            return measure.between(*sorted([other, draw(numbers)]))
        case 5:
            second = draw(simple_measures(docket, at))
            return measure > second if second.unit == measure.unit else measure > other
    return measure.lies_in(draw(intervals()))


def worded(docket: ds.Docket = COURT, at: str | None = None) -> st.SearchStrategy[ds.Statement]:
    """Statements in words, with two readings."""
    counts = populations(docket, dates=False).map(lambda one: ds.count(one, at=at))
    words = st.sampled_from(["more than 5", "almost 2 million", "5 to 9", "at least 7"])
    return st.builds(ds.Statement.worded, counts, words, rounded_to=st.sampled_from([None, 100_000]))


@st.composite
def relations(draw: st.DrawFn, docket: ds.Docket = COURT, *, bare: bool = True) -> ds.Relation:
    """Relations of every kind, without source and reason if bare."""
    a, b = draw(populations(docket, dates=False)), draw(populations(docket, dates=False))
    given: dict[str, Any] = {}
    if not bare:
        given["source"] = draw(st.sampled_from([None, *SOURCES]))
        given["because"] = draw(texts) if given["source"] else "a reason"
    kinds = [a.within, a.disjoint_from, a.same_as]
    match draw(st.integers(0, 4)):
        case 3:
            return a.empty(**given)
        case 4:
            return docket.covers(a, b, **given)
        case number:
            return kinds[number](b, **given)


@st.composite
def figures(draw: st.DrawFn, docket: ds.Docket = COURT, at: str | None = None, deep: bool = True) -> ds.ReportedFigure:
    """Reported figures with every option."""
    measure = draw(simple_measures(docket, at))
    measure = draw(st.sampled_from([measure, measure, measure * 2 + 5]))
    given: dict[str, Any] = {}
    value: Any = draw(
        st.one_of(
            st.integers(0, 10**20),
            fractions,
            intervals(),
            # A document takes no number for a count that a count cannot be.
            st.decimals("-100", "100", places=3) if measure.kind != "count" else st.just(Decimal("7.0")),
            st.sampled_from(["more than 5", "about 3", "1.5 million", "*", "at most 9"]),
        )
    )
    if isinstance(value, Decimal):
        given = draw(st.sampled_from([{"rounded_to": Decimal("0.01")}, {"tolerance": Fraction(1, 3)}, {"exact": True}]))
    elif value == "about 3":
        given = draw(st.sampled_from([{"rounded_to": "1%"}, {"tolerance": 2}]))
    elif isinstance(value, ds.Interval) and measure.unit in ("person", "case"):
        value = draw(st.sampled_from([value, ds.Quantity(value, measure.unit)]))
    return ds.reported(
        measure,
        value,
        source=draw(st.sampled_from(SOURCES)),
        reading=draw(st.sampled_from([None, "literal", "press"])),
        if_any=draw(st.booleans()) if measure.kind == "share" else False,
        confidence=draw(st.sampled_from([None, "95%", Fraction(1, 3)])),
        definition=draw(st.one_of(st.none(), texts)),
        revises=draw(figures(docket, at, deep=False)) if deep and draw(st.integers(0, 5)) == 0 else None,
        **given,
    )


def snapshots_of(docket: ds.Docket, date: str) -> st.SearchStrategy[ds.Snapshot]:
    """Snapshots of a docket on a date."""
    instants = st.sampled_from([None] if ds.Period.read(date).is_day else [None, None, None, "2020-01-01"])
    return st.builds(docket.snapshot, st.just(date), st.lists(figures(docket), max_size=3), same_instant_as=instants)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Documents with everything that a document can hold."""
    dockets = draw(st.sampled_from([(COURT,), (PAROLE,), (COURT, PAROLE)]))
    docket = st.sampled_from(dockets)
    # Two snapshots of one vague date would make undated questions ambiguous.
    dates = draw(st.lists(st.sampled_from(DATES), unique=True, min_size=1, max_size=3))
    snapshots = [
        draw(docket.flatmap(lambda one, date=date: snapshots_of(one, date)))  # type: ignore[misc]
        for date in dates
    ]
    # Facts must be linear, so that sums of ratios with different denominators are for claims only.
    linear = docket.flatmap(lambda one: simple_measures(one, "2024-07-21"))
    assumed = st.builds(ds.Measure.lies_in, linear, intervals().filter(lambda one: not one.is_empty))
    that = st.one_of(docket.flatmap(lambda one: relations(one, bare=False)), assumed)
    said = docket.flatmap(lambda one: st.one_of(statements(one, "2024-07-21"), worded(one, "FY2015"), relations(one)))
    evidence = ds.Evidence(
        *snapshots,
        figures=draw(st.lists(docket.flatmap(lambda one: figures(one, "2021-06-05")), max_size=2)),
        relations=draw(st.lists(docket.flatmap(lambda one: relations(one, bare=False)), max_size=2)),
        assumptions=draw(st.lists(st.builds(ds.Assumption, that, because=texts.filter(str.strip)), max_size=2)),
    )
    expected = st.sampled_from([None, "supported", "contradiction"])
    claims = st.builds(ds.Claim, said, text=st.none() | texts, by=st.none() | texts, expected=expected)
    return document(evidence, draw(st.lists(claims, max_size=3)), title=draw(texts))
