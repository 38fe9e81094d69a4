"""S12: like for like."""

import pytest

import docketstats as ds

SOURCE = ds.Source("Annual report")
JUNE, JULY = "2021-06-05", "2024-07-21"
docket = ds.Docket("docket", classifications=(ds.CustodyStatus,))
convicted, non_detained = docket.population("convicted"), docket[ds.CustodyStatus.NON_DETAINED]


def said(what: ds.Population | ds.Measure, value: object) -> ds.ReportedFigure:
    return ds.reported(what, value, source=SOURCE)


letter = ds.Evidence(
    docket.snapshot(JULY, [said(convicted, 435_719), said(convicted & non_detained, 425_431)]),
    docket.snapshot(JUNE, [said(convicted & non_detained, 405_786)]),
)


def test_a_claim_that_uses_the_number_of_another_population_is_told_so() -> None:
    verdict = letter.check(ds.count(convicted & non_detained, at=JULY).equals(435_719))
    assert verdict.outcome is ds.Outcome.REFUTED
    (note,) = verdict.notes
    assert note.startswith("435,719 is the figure for convicted")
    assert note in verdict.explain()


def test_a_claim_that_uses_the_number_of_another_date_is_told_so() -> None:
    verdict = letter.check(ds.count(convicted & non_detained, at=JULY).equals(405_786))
    (note,) = verdict.notes
    assert f'.at("{JUNE}")' in note


def test_a_claim_that_uses_its_own_number_is_not() -> None:
    assert letter.check(ds.count(convicted & non_detained, at=JULY).equals(425_431)).notes == ()


def test_change_and_growth_compare_one_population_at_two_dates() -> None:
    nd = convicted & non_detained
    assert letter.bound(ds.change(nd, since=JUNE, until=JULY)).interval == ds.Interval(19_645, 19_645)
    assert letter.bound(ds.growth(nd, since=JUNE, until=JULY)).notes == ()


@pytest.mark.parametrize("word", [ds.change, ds.growth])
def test_the_growth_of_a_population_that_has_its_date_cannot_be_written(word: object) -> None:
    with pytest.raises(ds.DateError, match="takes one population at two dates"):
        word(convicted.at(JUNE), since=JUNE, until=JULY)


@pytest.mark.parametrize("word", [ds.change, ds.growth])
def test_the_growth_of_two_populations_cannot_be_written(word: object) -> None:
    with pytest.raises(TypeError):
        word(convicted, non_detained, since=JUNE, until=JULY)
    with pytest.raises(ds.ModelError, match="takes a population"):
        word(ds.ratio(ds.count(convicted), ds.count(non_detained)), since=JUNE, until=JULY)


def test_a_comparison_of_two_populations_at_two_dates_names_both_dates() -> None:
    then, now = ds.count(convicted & non_detained, at=JUNE), ds.count(convicted, at=JULY)
    for measure in (ds.ratio(now, then), now - then):
        (note,) = letter.bound(measure).notes
        assert JUNE in note
        assert JULY in note
        assert "growth" not in str(letter.bound(measure))


def test_a_set_over_two_dates_carries_the_note_as_well() -> None:
    nd = convicted & non_detained
    (note,) = letter.bound(ds.count(nd.at(JUNE) & nd.at(JULY))).notes
    assert "different dates" in note


def test_many_dates_are_told_by_their_number_and_the_first_and_the_last() -> None:
    stayed = convicted.at("2021-01-31")
    for month in range(2, 6):
        stayed = stayed & convicted.at(f"2021-{month:02}-28")
    note, *_ = letter.bound(ds.count(stayed)).notes
    assert note == "this relates counts at different dates, 5 from 2021-01-31 to 2021-05-28"


# -- two populations beside each other --------------------------------------------------------------------------------

ND = convicted & non_detained
LIKE = "like for like, convicted & non_detained from 2021-06-05 to 2024-07-21: +19,645 persons, +4.84 %"


def test_a_comparison_of_two_populations_names_both_and_refuses_the_word() -> None:
    then, now = ds.count(ND, at=JUNE), ds.count(convicted, at=JULY)
    for measure in (ds.ratio(now, then), now - then, then - now, ds.ratio(now - then, then)):
        (note,) = letter.bound(measure).notes
        assert f"convicted at {JULY} and convicted & non_detained at {JUNE}" in note
        assert "no change or growth of either" in note
        assert note.endswith(LIKE)


def test_two_populations_at_one_date_are_named_and_nothing_else_is_offered() -> None:
    (note,) = letter.bound(ds.count(convicted, at=JULY) - ds.count(ND, at=JULY)).notes
    assert note.startswith("this relates two populations")
    assert "like for like" not in note


@pytest.mark.parametrize(
    "measure",
    [
        ds.count(convicted, at=JULY),
        ds.count(convicted, at=JULY) + ds.count(ND, at=JULY),
        ds.share(ND, among=convicted, at=JULY),
        ds.share(ND, among=convicted, at=JULY) - 1,
        2 * ds.growth(ND, since=JUNE, until=JULY) - ds.growth(ND, since=JUNE, until=JULY),
    ],
    ids=repr,
)
def test_what_relates_no_two_populations_is_not_said_to(measure: ds.Measure) -> None:
    assert not any("two populations" in note for note in letter.bound(measure).notes)


def test_shares_of_two_populations_are_two_populations() -> None:
    (note,) = letter.bound(ds.share(ND, among=convicted, at=JULY) - ds.share(convicted, among=convicted, at=JULY)).notes
    assert note.startswith("this relates two populations")


def claims_of_the_press() -> list[ds.Statement]:
    """405,786 non-detained in June 2021 beside 435,719 detained or not in July 2024."""
    growth, change = (make(ND, since=JUNE, until=JULY) for make in (ds.growth, ds.change))
    return [
        ds.count(ND, at=JULY).equals(435_719),
        (ds.count(convicted, at=JULY) - ds.count(ND, at=JUNE)).equals(29_933),
        growth.equals(ds.percent("7.4")),
        growth.equals(ds.percent("7.38")),
        growth.between(ds.percent(7), ds.percent("7.5")),
        ds.Statement.worded(growth, "7.4%", rounded_to="0.1%"),
        ds.growth(convicted, since=JUNE, until=JULY).equals(ds.percent("7.4")),
        change.equals(29_933),
        change >= 29_933,
    ]


@pytest.mark.parametrize("claim", claims_of_the_press(), ids=repr)
def test_the_case_of_the_press_is_caught_and_the_like_for_like_figure_offered(claim: ds.Statement) -> None:
    verdict = letter.check(claim)
    (note,) = verdict.notes
    assert "two populations" in note or note.startswith("435,719 is the figure for convicted")
    assert "435,719" in note or "convicted at 2024-07-21" in note
    assert note.endswith(LIKE)
    assert note in verdict.explain()


@pytest.mark.parametrize("percent", ["7.3", "7.5", "8"])
def test_growth_that_no_pair_of_figures_gives_has_no_note(percent: str) -> None:
    assert letter.check(ds.growth(ND, since=JUNE, until=JULY).equals(ds.percent(percent))).notes == ()


@pytest.mark.parametrize("percent", ["4.8", "4.84"])
def test_growth_that_was_rounded_is_told_so(percent: str) -> None:
    (note,) = letter.check(ds.growth(ND, since=JUNE, until=JULY).equals(ds.percent(percent))).notes
    assert note.startswith(f"what the figures give rounds to {percent} %, and the claim says exactly that")


def test_growth_by_chance_of_two_sets_that_share_no_label_has_no_note() -> None:
    growth, change = (make(ND, since=JUNE, until=JULY) for make in (ds.growth, ds.change))
    chance = letter | ds.Evidence(docket.snapshot(JULY, [said(docket.population("other"), 500_000)]))
    assert chance.check(growth.equals(ds.percent("23.2"))).notes == ()
    (note,) = chance.check(change.equals(94_214)).notes
    assert "500,000 for other" in note


def test_a_change_that_is_supported_has_no_note() -> None:
    twins = letter | ds.Evidence(docket.snapshot(JULY, [said(docket.population("other"), 425_431)]))
    assert twins.check(ds.change(ND, since=JUNE, until=JULY).equals(19_645)).notes == ()


def test_a_change_from_another_date_is_told_so() -> None:
    evidence = letter | ds.Evidence(docket.snapshot("2015-09-30", [said(ND, 368_574)]))
    (note,) = evidence.check(ds.change(ND, since=JUNE, until=JULY).equals(425_431 - 368_574)).notes
    assert "368,574 for convicted & non_detained at 2015-09-30: other dates" in note
    assert note.endswith(LIKE)


def test_the_like_for_like_figure_follows_from_the_evidence() -> None:
    evidence = ds.Evidence(
        docket.snapshot(JULY, [said(convicted, 435_719), said(ND, ds.Interval(425_000, 426_000))]),
        docket.snapshot(JUNE, [said(ND, 405_000)]),
    )
    (note,) = evidence.bound(ds.count(convicted, at=JULY) - ds.count(ND, at=JUNE)).notes
    assert note.endswith("20,000 to 21,000 persons, 4.93 % to 5.19 % (rounded outward)")
    without = ds.Evidence(evidence.snapshots[1], docket.snapshot(JULY, [said(convicted, 435_719)]))
    (note,) = without.bound(ds.count(convicted, at=JULY) - ds.count(ND, at=JUNE)).notes
    assert "like for like" not in note
