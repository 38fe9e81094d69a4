"""The Python snippet of the contract, typed in as its users will type it, with each documented result."""

from fractions import Fraction

import docketstats as ds
from docketstats import CustodyStatus, Interval, Outcome, Sharpness


def test_the_snippet_runs_as_written() -> None:
    letter = ds.Source("Letter to Rep. Gonzales", publisher="ICE", published="2024-09-25", locator="p. 2, table")
    budget = ds.Source("FY2023 budget justification", publisher="ICE")
    news = ds.Source("Report on the letter", publisher="NBC News", published="2024-09")

    docket = ds.Docket(
        "ICE national docket",
        unit="person",
        classifications=(ds.CustodyStatus, ds.Classification("criminality", ("convicted", "pending", "neither"))),
    )
    non_detained = docket[CustodyStatus.NON_DETAINED]  # an item is a Population
    convicted = docket["convicted"]
    homicide = docket.population("homicide", "convicted of homicide")  # a named set, not tied to a classification
    incarcerated = docket[CustodyStatus.INCARCERATED]
    assert isinstance(non_detained, ds.Population)

    july = docket.snapshot(
        "2024-07-21",
        figures=[
            ds.reported(convicted, 435_719, source=letter),  # a bare number is exact
            ds.reported(convicted & non_detained, "425,431", source=letter),  # a wording is read
            ds.reported(homicide & non_detained, 13_099, source=letter),
        ],
    )
    autumn = docket.snapshot(
        "2024-09", figures=[ds.reported(non_detained, "more than 7.5 million", source=news, reading="press")]
    )
    june21 = docket.snapshot("2021-06-05", figures=[ds.reported(convicted & non_detained, 405_786, source=budget)])
    assert [figure.interval for figure in july.figures] == [
        Interval.exactly(number) for number in (435_719, 425_431, 13_099)
    ]
    assert autumn.figures[0].interval == Interval.at_least(7_500_000)

    evidence = ds.Evidence(july, june21, autumn, relations=[homicide.within(convicted, source=letter)])

    d = evidence.bound(ds.count(homicide & incarcerated, at="2024-07-21"))
    assert d.interval == Interval(0, 13_099)
    assert repr(d.interval) == "Interval(0, 13099)"
    assert d.sharpness is Sharpness.SHARP
    assert str(d.quantity) in ("0 to 13,099 person", "0 to 13,099 persons")
    assert d.upper.proof.check()
    assert d.upper.witness.check()
    assert d.sources == (letter,)
    assert "13,099" in d.explain()
    assert str(letter) in d.explain()

    share = evidence.bound(ds.share(homicide & non_detained, among=convicted & non_detained, at="2024-07-21"))
    assert share.interval == Interval.exactly(Fraction(13_099, 425_431))
    growth = evidence.bound(ds.growth(convicted & non_detained, since="2021-06-05", until="2024-07-21"))
    assert growth.interval == Interval.exactly(Fraction(19_645, 405_786))
    change = evidence.bound(ds.change(convicted & non_detained, since="2021-06-05", until="2024-07-21"))
    assert change.interval == Interval.exactly(19_645)
    stayed = evidence.bound(
        ds.count((convicted & non_detained).at("2021-06-05") & (convicted & non_detained).at("2024-07-21"))
    )
    assert stayed.interval == Interval(0, 405_786)
    combined = evidence.bound(ds.count(convicted, at="2024-07-21") - 2 * ds.count(homicide, at="2024-07-21"))
    assert combined.interval == Interval(435_719 - 2 * (13_099 + 10_288), 435_719 - 2 * 13_099)
    for found in (share, growth, change, stayed, combined):
        assert found.check()
        assert found.sharpness is Sharpness.SHARP

    v = evidence.check(ds.count(homicide & incarcerated, at="2024-07-21") >= 6_550)
    assert v.outcome is Outcome.UNDETERMINED
    assert v.true_in.value >= 6_550 > v.false_in.value
    assert v.would_settle
    assert v.check()

    assert evidence.conflicts() == ()
    assert isinstance(evidence.conflicts(), tuple)
    assert letter not in evidence.without(letter).sources
    assert evidence.only(letter).sources == (letter,)
    assert evidence | evidence == evidence
    assumption = ds.Assumption(ds.count(homicide & incarcerated, at="2024-07-21") >= 6_550, because="the claim")
    assert evidence.assuming(assumption).check(v.claim).outcome is Outcome.SUPPORTED
    sensitivity = evidence.sensitivity(ds.count(homicide & incarcerated, at="2024-07-21"))
    assert sensitivity.figure == d
    assert any(str(letter) in change.what for change in sensitivity.matter)


def test_intervals_are_made_and_compared_as_listed() -> None:
    assert Interval.exactly(5) == Interval(5, 5)
    assert Interval.more_than(5) == Interval(5, float("inf"), lower_open=True)
    assert Interval.less_than(5) == Interval(-float("inf"), 5, upper_open=True)
    assert Interval.empty().is_empty
    assert Interval.entire() == Interval(-float("inf"), float("inf"))
    assert ds.read("over 5", reading="literal") == Interval.more_than(5)
    x, y = Interval(1, 2, upper_open=True), Interval(2, 3, upper_open=True)
    assert x.precedes(y)
    assert not x.intersection(y).is_bounded or x.intersection(y).is_empty
    assert (x + y, x - y, x * 2, x**2, abs(-x)) == (
        Interval(3, 5, upper_open=True),
        Interval(-2, 0, lower_open=True, upper_open=True),
        Interval(2, 4, upper_open=True),
        Interval(1, 4, upper_open=True),
        x,
    )
    assert x.union(Interval(5, 6)) == (x, Interval(5, 6))
    assert Interval(1, 2).overlap(Interval(3, 4)) is ds.Overlap.BEFORE
    assert 1 in x
    assert 2 not in x


def test_numbers_in_statements_are_pure() -> None:
    docket = ds.Docket("docket")
    share = ds.share(docket.population("a"), among=docket.everyone)
    assert (share >= ds.percent(15)) == (share >= Fraction(15, 100))


def test_every_public_name_is_there() -> None:
    assert all(hasattr(ds, name) for name in ds.__all__)
    assert sorted(ds.__all__) == sorted(set(ds.__all__))
