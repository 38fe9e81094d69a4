"""Public claims of 2024: each comes out as the example document says, from sources that a reader can find."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

import docketstats as ds
from docketstats.adapters.documents import dumps, load, loads

EXAMPLES = Path(__file__).parents[2] / "examples"
PUBLIC = load(EXAMPLES / "claims_2024.toml")
LETTER = load(EXAMPLES / "ice_letter_2024.toml")
CLAIMS = {claim.text or "": claim for claim in PUBLIC.claims}


@pytest.mark.parametrize("text", CLAIMS, ids=lambda text: text[:40])
def test_a_claim_comes_out_as_expected(text: str) -> None:
    verdict = PUBLIC.evidence.check(CLAIMS[text])
    assert verdict.outcome.value == CLAIMS[text].expected
    assert verdict.check()
    if verdict.outcome is ds.Outcome.UNDETERMINED:
        readings = (verdict.weakest, verdict.strongest)
        assert any(one.true_in for one in readings)
        assert any(one.false_in for one in readings)


def test_the_sources_do_not_contradict_each_other() -> None:
    conflicts = PUBLIC.evidence.conflicts()
    assert conflicts.complete
    assert not conflicts


def test_there_are_many_claims_of_each_outcome_and_none_twice() -> None:
    assert len(PUBLIC.claims) == len(CLAIMS) >= 50
    outcomes = [claim.expected for claim in PUBLIC.claims]
    assert all(outcomes.count(one) >= 15 for one in ("supported", "refuted", "undetermined"))


def test_claims_come_from_all_sides_and_none_is_always_right_or_wrong() -> None:
    kinds = (
        "a candidate",
        "a member of Congress",
        "a committee chair",
        "the president",
        "the prime minister",
        "the health secretary",
        "several members of parliament of the opposition",
        "the department",
        "the Home Office",
        "an agency",
        "a statistical agency",
        "a news",
        "a fact-checking desk",
        "a research",
        "an advocacy group",
    )
    outcomes = {kind: {one.expected for one in PUBLIC.claims if (one.by or "").startswith(kind)} for kind in kinds}
    assert all(outcomes.values())
    for kind in ("a candidate", "a news", "a research", "a statistical agency"):
        assert len(outcomes[kind]) > 1


def test_every_figure_has_a_publisher_and_a_date() -> None:
    assert all(source.publisher and source.published for source in PUBLIC.evidence.sources)
    assert {source for _, source in PUBLIC.sources} == set(PUBLIC.evidence.sources), "a source that no figure names"


def test_every_claim_of_the_letter_is_among_them() -> None:
    public = {(claim.statement, claim.expected) for claim in PUBLIC.claims}
    assert all((claim.statement, claim.expected) in public for claim in LETTER.claims)


def test_nothing_is_lost_when_the_document_is_written() -> None:
    assert loads(dumps(PUBLIC)) == PUBLIC
    assert loads(dumps(PUBLIC, "json"), "json") == PUBLIC


# -- the acceptance list, from its formal statements ------------------------------------------------------------------

ICE = next(docket for docket in PUBLIC.dockets if docket.name == "ICE national docket")
CUSTODY = ds.CustodyStatus
DETAINED, OUT, IN_PRISON = ICE[CUSTODY.DETAINED], ICE[CUSTODY.NON_DETAINED], ICE[CUSTODY.INCARCERATED]
CONVICTED, PENDING = ICE["convicted"], ICE["pending"]
T, JUNE, FY2015, PRINTED = "2024-07-21", "2021-06-05", "FY2015", "undated, printed September 2024"


def named(name: str) -> ds.Population:
    descriptions = {one: text for docket, one, text in PUBLIC.populations if docket == ICE.name}
    return ICE.population(name, descriptions[name])


HOMICIDE = named("homicide") & CONVICTED & OUT
RATE = Fraction(1845, 10) / 100_000
EITHER = named("removal_order") | named("criminal_record")

LISTED: dict[str, tuple[Callable[[], ds.Statement], str]] = {
    "at large": (lambda: ds.count(named("homicide") & CONVICTED & (OUT - IN_PRISON), at=T) >= 13_099, "undetermined"),
    "entered": (lambda: ds.share(named("entered since 2021-01-20"), among=HOMICIDE, at=T).equals(1), "undetermined"),
    "435,719 non-detained": (lambda: ds.count(CONVICTED & OUT, at=T).equals(435_719), "refuted"),
    "662,566 not detained": (lambda: ds.count((CONVICTED | PENDING) & OUT, at=T).equals(662_566), "refuted"),
    "662,556": (lambda: ds.count(CONVICTED | PENDING, at=T).equals(662_556), "refuted"),
    "convicted and pending": (lambda: ds.count(CONVICTED & PENDING & OUT, at=T).equals(222_141), "refuted"),
    "6.2 million": (lambda: ds.Statement.worded(ds.count(OUT, at="2023-09-30"), "more than 6.2 million"), "refuted"),
    "rose 15 %": (
        lambda: ds.growth(CONVICTED & OUT, since=FY2015, until=T).lies_in(
            ds.Interval(Fraction(145, 1000), Fraction(155, 1000), upper_open=True)
        ),
        "supported",
    ),
    "most since June 2021": (
        lambda: ds.share((CONVICTED & OUT).at(JUNE), among=(CONVICTED & OUT).at(T)) > Fraction(1, 2),
        "undetermined",
    ),
    "rate of the docket as printed": (
        lambda: ds.ratio(ds.count(HOMICIDE, at=T), ds.count(OUT, at=PRINTED)) >= RATE,
        "refuted",
    ),
    "rate of the docket": (lambda: ds.ratio(ds.count(HOMICIDE, at=T), ds.count(OUT, at=T)) >= RATE, "undetermined"),
    "almost 2 million": (
        lambda: ds.Statement.worded(ds.count(EITHER, at="2025-07"), "almost 2 million", rounded_to=100_000),
        "undetermined",
    ),
    "10,288": (lambda: ds.count(CONVICTED & DETAINED, at=T).equals(10_288), "supported"),
}


@pytest.mark.parametrize("name", LISTED)
def test_a_statement_of_the_list_comes_out_as_listed(name: str) -> None:
    make, outcome = LISTED[name]
    for evidence in (PUBLIC.evidence, LETTER.evidence):
        verdict = evidence.check(make())
        assert verdict.outcome.value == outcome
        assert verdict.check()


@pytest.mark.parametrize(
    ("question", "interval"),
    [
        # Each worked out by hand from the printed figures.
        ("pending_trac: 2022 to 2024", ds.Interval(Fraction(3_716_106, 1_949_999), Fraction(3_716_106, 1_850_000))),
        ("newer applications", ds.Interval.exactly(94_062)),
        ("encounters", ds.Interval.exactly(10_680_891)),
        ("removals", ds.Interval.exactly(Fraction(271_484, 142_580))),
        ("like for like", ds.Interval.exactly(Fraction(3_201_144, 526_901))),
    ],
)
def test_the_reasons_that_the_comments_give(question: str, interval: ds.Interval) -> None:
    asked = {
        "pending_trac: 2022 to 2024": 'ratio(count(pending_trac, at="2024-09-30"),'
        ' count(pending_trac, at="2022-09-30"))',
        "newer applications": 'count(awaiting & flow, at="2023-12-28")',
        "encounters": 'entries(nationwide, since="2020-09-30", until="2023-09-30")'
        ' + entries(nationwide, since="2023-09-30", until="undated, printed September 2024")',
        "removals": 'ratio(exits(removable, during="FY2024", kind="removal"),'
        ' exits(removable, during="FY2023", kind="removal"))',
        "like for like": 'ratio(entries(nationwide, during="FY2023"), entries(nationwide, during="FY2017"))',
    }
    assert PUBLIC.evidence.bound(PUBLIC.measure(asked[question])).interval == interval


# -- where a wrong number belongs -------------------------------------------------------------------------------------

BELONGS = {
    "435,719 convicted persons are on the non-detained docket.": ("NUMBER", "435,719 is the figure for convicted.at"),
    "662,566 persons convicted or with charges pending are not detained.": (
        "NUMBER",
        "662,566 is the figure for (convicted | pending).at",
    ),
    "There are 662,556 with criminal histories.": ("DIGITS", "in 662,556 one digit is another"),
    "Of the 425,431 convicted, 222,141 have pending charges.": (
        "NUMBER",
        "222,141 is the figure for (pending & non_detained).at",
    ),
    "More than 6.2 million were on the non-detained docket at the end of FY2023.": (
        "ROUNDING",
        "6,199,629 rounds to 6,200,000, and is not more than that",
    ),
    "The convicted on the non-detained docket grew from 405,786 to 435,719.": (
        "NUMBER",
        "435,719 is the figure for convicted.at",
    ),
    "13,099 persons convicted of homicide are at large.": (
        "NUMBER",
        "13,099 is the figure for (homicide & convicted & non_detained).at",
    ),
    "There were 10,680,981 nationwide encounters from FY2021 to FY2024 to date.": (
        "DIGITS",
        "in 10,680,981 two digits are swapped",
    ),
    "Encounters nationwide numbered 310,531 in FY2017.": (
        "NUMBER",
        "310,531 is the figure for entries into border_patrol, ",
    ),
    "3,201,144 people were encountered in FY2023.": (
        "NUMBER",
        "3,201,144 is the figure for entries into nationwide, ",
    ),
    "There were 82,536 apprehensions between ports of entry in June 2024.": ("DIGITS", "one digit is another"),
    "7.8 million people were on the waiting list.": ("NUMBER", '"7.8 million" is the figure for waits.at'),
}


@pytest.mark.parametrize("text", BELONGS, ids=lambda text: text[:40])
def test_a_wrong_number_is_found_where_it_belongs(text: str) -> None:
    likeness, words = BELONGS[text]
    verdict = PUBLIC.evidence.check(CLAIMS[text])
    assert [one for one in verdict.matches if one.likeness.name == likeness and words in str(one)]
    assert all(one.sources for one in verdict.matches)
