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
