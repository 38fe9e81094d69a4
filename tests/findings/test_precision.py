"""Who says how precise a figure is: where it is the writer, and not the source's words, the answer says so."""

import pytest

import docketstats as ds
from docketstats.findings.notes import MOST_SHOWN

REPORT = ds.Source("Report")
court = ds.Docket("court", unit="case")
old = court.population("old")
DAY = "2024-09-30"
NOTE = "the precision was set by the document's writer, not by the source's words: "


def told(value: object, of: ds.Measure | ds.Population = old, **how: object) -> ds.Evidence:
    return ds.Evidence(court.snapshot(DAY, figures=[ds.reported(of, value, source=REPORT, **how)]))


SHARE = ds.share(old, among=court.everyone)


@pytest.mark.parametrize(
    ("value", "how", "said"),
    [
        ("about 1,200", {"rounded_to": 100}, '"about 1,200", rounded to 100 [Report]'),
        ("1,200", {"rounded_to": 100}, '"1,200", rounded to 100 [Report]'),
        (1_200, {"rounded_to": 100}, '"1200", rounded to 100 [Report]'),
        ("about 1,200", {"tolerance": 50}, '"about 1,200", give or take 50 [Report]'),
        ("nearly 1,200", {"rounded_to": 100, "reading": "literal"}, '"nearly 1,200", rounded to 100 [Report]'),
    ],
)
def test_a_precision_beside_the_words_is_the_writers(value: object, how: dict[str, object], said: str) -> None:
    evidence = told(value, **how)
    assert evidence.bound(old).notes == (NOTE + said,)
    assert NOTE + said in evidence.check(ds.count(old) <= 1_300).notes
    assert f"Note: {NOTE}{said}." in evidence.bound(old).explain()


@pytest.mark.parametrize(
    ("value", "how"),
    [
        ("1,200", {}),
        ("more than 1,200", {}),
        ("about 1,200 (rounded to the nearest 100)", {}),
        ("about 1,200 (rounded to the nearest 100)", {"rounded_to": 100}),
        ("more than 1,200", {"rounded_to": 100}),
    ],
)
def test_what_the_words_say_and_what_has_no_effect_is_not_noted(value: object, how: dict[str, object]) -> None:
    assert told(value, **how).bound(old).notes == ()


def test_a_share_says_its_step_in_percent() -> None:
    evidence = told("26%", SHARE, rounded_to="1%")
    assert evidence.bound(SHARE).notes == (NOTE + '"26%", rounded to 1 % [Report]',)


def test_only_figures_that_the_answer_rests_on_are_named() -> None:
    new = court.population("new")
    figures = [ds.reported(old, 1_200, source=REPORT, rounded_to=100), ds.reported(new, 500, source=REPORT)]
    evidence = ds.Evidence(court.snapshot(DAY, figures=figures))
    assert evidence.bound(new).notes == ()
    assert len(evidence.bound(ds.count(old) + ds.count(new)).notes) == 1


def test_many_are_counted() -> None:
    sets = [court.population(f"s{n}") for n in range(MOST_SHOWN + 2)]
    figures = [ds.reported(one, 100 + n, source=REPORT, rounded_to=2) for n, one in enumerate(sets)]
    total = ds.count(sets[0])
    for one in sets[1:]:
        total = total + ds.count(one)
    (note,) = ds.Evidence(court.snapshot(DAY, figures=figures)).bound(total).notes
    assert note.count("rounded to 2") == MOST_SHOWN
    assert note.endswith("; and 2 more")
