"""Figures that carry a claimed number, or nearly, and are about something else."""

from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import docketstats as ds
from docketstats.adapters.documents import from_json, to_json
from docketstats.findings.matches import Likeness, Match
from docketstats.findings.matches.slips import slip

LETTER, OLD = ds.Source("Letter"), ds.Source("Older report", published="2021-07-01")
DAY, BEFORE = "2024-07-21", "2021-06-05"
docket = ds.Docket("docket", classifications=(ds.CustodyStatus,))
a, b = docket.population("a"), docket.population("b")
free = docket["non_detained"]
everyone = docket.everyone


def said(
    what: ds.Population | ds.Measure, value: object, source: ds.Source = LETTER, **how: object
) -> ds.ReportedFigure:
    return ds.reported(what, value, source=source, **how)


def evidence(*figures: ds.ReportedFigure, before: tuple[ds.ReportedFigure, ...] = ()) -> ds.Evidence:
    snapshots = [docket.snapshot(DAY, figures)]
    return ds.Evidence(*snapshots, *([docket.snapshot(BEFORE, before)] if before else []))


def matches(known: ds.Evidence, claim: ds.Statement) -> tuple[Match, ...]:
    verdict = known.check(claim)
    assert verdict.outcome is not ds.Outcome.SUPPORTED
    assert set(map(str, verdict.matches)) <= {note.split("; like for like")[0] for note in verdict.notes}
    return verdict.matches


def only(known: ds.Evidence, claim: ds.Statement) -> Match:
    (match,) = matches(known, claim)
    return match


# -- the number of something else -------------------------------------------------------------------------------------


def test_the_number_of_another_population() -> None:
    match = only(evidence(said(a, 435_719), said(a & free, 425_431)), ds.count(a & free, at=DAY).equals(435_719))
    assert (match.likeness, match.claimed, match.differs) == (Likeness.NUMBER, 435_719, ("population",))
    assert match.measure == ds.count(a, at=DAY)
    assert match.sources == (LETTER,)
    whose = f'a.at("{DAY}") (whether non_detained or not)'
    assert str(match) == f"435,719 is the figure for {whose}, not for what the claim is about [Letter]"


def test_the_number_of_another_date() -> None:
    known = evidence(said(a, 120_500), before=(said(a, 110_300, OLD),))
    match = only(known, ds.count(a, at=DAY).equals(110_300))
    assert (match.likeness, match.differs, match.sources) == (Likeness.NUMBER, ("date",), (OLD,))


def test_the_number_of_another_unit() -> None:
    stays = ds.Docket("stays", unit="stay")
    figures = [ds.reported(stays.everyone, 5_432, source=LETTER)]
    known = evidence(said(a, 1_000)) | ds.Evidence(stays.snapshot(DAY, figures))
    match = only(known, ds.count(a, at=DAY).equals(5_432))
    assert match.likeness is Likeness.NUMBER
    assert set(match.differs) == {"population", "unit"}
    assert "of stays" in str(match)


def test_a_rounded_number_of_another_docket_and_date_is_left_out() -> None:
    other = ds.Docket("other")
    known = evidence(said(a, 1_000)) | ds.Evidence(other.snapshot(BEFORE, [said(other.everyone, "7.6 million", OLD)]))
    assert matches(known, ds.count(a, at=DAY).equals(7_600_000)) == ()
    exact = evidence(said(a, 1_000)) | ds.Evidence(other.snapshot(BEFORE, [said(other.everyone, 7_612_345, OLD)]))
    assert only(exact, ds.count(a, at=DAY).equals(7_612_345)).measure == ds.count(other.everyone, at=BEFORE)


def test_words_that_carry_the_number_are_quoted() -> None:
    match = only(evidence(said(free, "more than 7.5 million"), said(a, 10)), ds.count(a) >= 7_500_000)
    assert str(match).startswith('"more than 7.5 million" is the figure for non_detained')


@pytest.mark.parametrize(
    ("value", "how", "number", "words"),
    [
        (ds.Interval(1_234, 5_678), {}, 5_678, "1,234 to 5,678 persons is the figure for b"),
        (ds.Interval.more_than(5_678), {}, 5_678, "more than 5,678 persons is the figure for b"),
        (6_200_000, {"rounded_to": 100_000}, 6_200_000, "6,200,000 is the figure for b"),
        ("about 6.2 million", {"rounded_to": 100_000}, 6_200_000, '"about 6.2 million" is the figure for b'),
        ("1,200 (rounded to the nearest 100)", {}, 1_200, '"1,200 (rounded to the nearest 100)" is the figure for b'),
        (5_432, {"tolerance": 321}, 5_432, "5,432 is the figure for b"),
    ],
)
def test_a_figure_that_is_no_single_number_is_quoted_as_it_is(
    value: object, how: dict[str, object], number: int, words: str
) -> None:
    match = only(evidence(said(b, value, **how), said(a, 10)), ds.count(a).equals(number))
    assert match.text.startswith(f'{words}.at("{DAY}"), not for')


@pytest.mark.parametrize(
    ("how", "end"), [({"rounded_to": 100_000}, 6_250_000), ({"tolerance": 12_345}, 6_212_345)], ids=str
)
def test_the_end_of_a_rounding_is_the_number_of_nothing(how: dict[str, object], end: int) -> None:
    assert matches(evidence(said(b, 6_200_000, **how), said(a, 10)), ds.count(a).equals(end)) == ()


def test_the_number_of_a_rounded_claim() -> None:
    rounded = ds.count(a, at=DAY).lies_in(ds.read("6.2 million", rounded_to=100_000))
    match = only(evidence(said(a, 10), said(b, 6_200_000)), rounded)
    assert (match.likeness, match.claimed) == (Likeness.NUMBER, 6_200_000)


def test_the_number_that_the_facts_give_for_the_claim_is_of_nothing_else() -> None:
    known = evidence(said(a, 5_678), said(everyone, 7_891))
    within = ds.Evidence(*known.snapshots, relations=[a.within(b, source=LETTER)])
    assert matches(known, ds.count(a & everyone) > 5_678) == ()
    assert matches(within, ds.count(a & b) > 5_678) == ()


def test_the_other_direction_of_a_flow_differs() -> None:
    moved = [said(ds.entries(a, since=BEFORE, until=DAY), 5_123), said(ds.exits(a, since=BEFORE, until=DAY), 3_478)]
    match = only(ds.Evidence(figures=moved), ds.exits(a, since=BEFORE, until=DAY).equals(5_123))
    assert (match.likeness, match.differs) == (Likeness.NUMBER, ("measure",))


def test_a_number_that_was_revised_since() -> None:
    first = said(a, 500_100, OLD)
    known = ds.Evidence(docket.snapshot(DAY, [said(a, 520_300, revises=attrs.evolve(first, source=LETTER))]))
    match = only(known, ds.count(a).equals(500_100))
    assert (match.likeness, match.differs) == (Likeness.REVISED, ("number",))


def test_a_share_is_matched_with_shares_alone() -> None:
    share = ds.share(a, among=everyone)
    known = evidence(said(a, 300), said(everyone, 1_000), said(ds.share(b, among=everyone), "25%", exact=True))
    match = only(known, share.at(DAY).equals(ds.percent(25)))
    assert match.measure == ds.share(b, among=everyone, at=DAY)
    assert "25 % is the figure for share(b" in str(match)


@pytest.mark.parametrize("number", [0, 1])
def test_a_supported_claim_has_no_matches_and_nothing_is_no_number(number: int) -> None:
    known = evidence(said(a, 0), said(b, number))
    assert known.check(ds.count(b).equals(number)).matches == ()
    assert known.check(ds.count(b) > number + 5).matches == ()
    assert known.check(ds.count(b) < 0).matches == ()


# -- what follows for something else ----------------------------------------------------------------------------------


def test_the_difference_of_two_figures() -> None:
    known = evidence(said(a, 435_719), said(a & free, 425_431))
    match = only(known, ds.count(a & docket["incarcerated"], at=DAY).equals(10_288))
    assert match.likeness is Likeness.DERIVED
    assert match.measure == ds.count(a - free, at=DAY)
    assert "10,288 is the difference of 435,719 and 425,431" in str(match)


def test_the_sum_of_two_figures_only_where_they_do_not_overlap() -> None:
    figures = [said(a, 1_500), said(b, 2_250), said(free, 3_000)]
    claim = ds.count(free, at=DAY).equals(3_750)
    assert matches(evidence(*figures), claim) == ()
    apart = ds.Evidence(docket.snapshot(DAY, figures), relations=[a.disjoint_from(b, source=LETTER)])
    match = only(apart, claim)
    assert (match.likeness, match.measure) == (Likeness.DERIVED, ds.count(a | b, at=DAY))


def test_a_net_change_taken_for_a_flow() -> None:
    known = evidence(said(a, 425_431), before=(said(a, 405_786, OLD),))
    match = only(known, ds.entries(a, since=BEFORE, until=DAY).equals(19_645))
    assert match.likeness is Likeness.DERIVED
    assert match.measure == ds.change(a, since=BEFORE, until=DAY)
    assert "measure" in match.differs


# -- slips ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claimed", "value", "words"),
    [
        (662_556, 662_566, "one digit is another"),
        (435_791, 435_719, "two digits are swapped"),
        (43_571, 435_719, "a digit is missing"),
        (43_719, 435_719, "a digit is missing"),
        (4_357_119, 435_719, "a digit too many"),
        (425_431, 435_719, ""),
        (435_719, 435_719, ""),
        (435_917, 435_719, ""),  # swapped, but not side by side
        (300, 200, ""),
        (12_345, -12_345, "has the other sign"),
        (1_234, -1_235, ""),
        (6_200_000, 6_300_000, ""),  # rounded numbers are near each other by chance
    ],
)
def test_slips_of_digits(claimed: int, value: int, words: str) -> None:
    found = slip(claimed, value, 4)
    assert found.endswith(words) if words else found == ""


@given(st.integers(10_000, 10**9), st.data())
def test_a_slip_is_seen_from_both_sides(value: int, data: st.DataObject) -> None:
    digits = str(value)
    place = data.draw(st.integers(0, len(digits) - 2))
    swapped = int(digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :])
    shorter = int(digits[:place] + digits[place + 1 :])
    for other in (swapped, shorter):
        if len(str(other)) >= len(digits) - 1 and min(len(str(n).rstrip("0")) for n in (other, value)) >= 4:
            assert bool(slip(other, value, 4)) == bool(slip(value, other, 4)) == (other != value)


def test_a_slip_in_the_digits_of_the_own_figure() -> None:
    match = only(evidence(said(a, 662_566)), ds.count(a).equals(662_556))
    assert (match.likeness, match.differs) == (Likeness.DIGITS, ("number",))
    assert str(match) == "662,566 is the figure for what the claim is about: in 662,556 one digit is another [Letter]"


def test_a_slip_in_the_digits_of_another_figure() -> None:
    match = only(evidence(said(a, 662_566), said(b, 10)), ds.count(b).equals(662_656))
    assert (match.likeness, match.differs) == (Likeness.DIGITS, ("population", "number"))


@pytest.mark.parametrize(
    ("value", "statement", "words"),
    [
        (6_199_629, ds.count(a) > 6_200_000, "6,199,629 rounds to 6,200,000, and is not more than that"),
        (6_204_629, ds.count(a) < 6_200_000, "6,204,629 rounds to 6,200,000, and is not less than that"),
        (6_212_345, ds.count(a) >= 6_300_000, "6,212,345 rounds to 6,200,000, and not to 6,300,000"),
        (6_178_901, ds.count(a) <= 6_100_000, "6,178,901 rounds to 6,200,000, and not to 6,100,000"),
    ],
    ids=str,
)
def test_a_figure_rounded_the_wrong_way(value: int, statement: ds.Statement, words: str) -> None:
    match = only(evidence(said(a, value)), statement)
    assert match.likeness is Likeness.ROUNDING
    assert match.text == words


def test_a_share_rounded_the_wrong_way() -> None:
    known = evidence(said(a, 1_543), said(everyone, 10_000))
    match = only(known, ds.share(a, among=everyone).lies_in(ds.read("16 %", rounded_to="1%")).at(DAY))
    assert (match.likeness, match.text) == (Likeness.ROUNDING, "15.43 % rounds to 15 %, and not to 16 %")


def test_a_number_that_is_near_and_not_claimed_as_rounded() -> None:
    known = evidence(said(a, 14_105), said(b, 7_020))
    match = only(known, ds.ratio(ds.count(a), ds.count(b)).equals(2).at(DAY))
    assert match.likeness is Likeness.ROUNDING
    assert match.text == "the figures give 2.01, which is near 2 and is not that"


@pytest.mark.parametrize("number", [6_400_000, 6_198_629 + 3_000, 10_000_000])
def test_a_number_that_is_off_is_not_rounded(number: int) -> None:
    assert matches(evidence(said(a, 6_199_629)), ds.count(a) >= number) == ()


def test_an_end_of_a_range_is_not_rounded() -> None:
    assert matches(evidence(said(a, 100_000)), ds.count(a).between(99_000, 99_999)) == ()


# -- ratios -----------------------------------------------------------------------------------------------------------


def test_a_share_of_another_denominator() -> None:
    known = evidence(said(a & b, 131), said(a, 4_357), said(everyone, 10_000))
    match = only(known, ds.share(a & b, among=everyone).lies_in(ds.read("3 %", rounded_to="1%")).at(DAY))
    assert match.likeness is Likeness.DENOMINATOR
    assert match.measure == ds.count(a, at=DAY)
    assert "3.01 % is 131 over 4,357, the figure for a.at" in match.text


def test_a_growth_over_the_later_count() -> None:
    known = evidence(said(a, 1_500), before=(said(a, 1_000, OLD),))
    match = only(known, ds.growth(a, since=BEFORE, until=DAY).lies_in(ds.read("33 %", rounded_to="1%")))
    assert match.likeness is Likeness.DENOMINATOR
    assert match.differs == ("measure",) or "date" in match.differs


def test_a_denominator_that_has_nothing_to_do_with_the_claim_is_left_out() -> None:
    c = docket.population("c")
    known = evidence(said(a & b, 131), said(c, 4_357), said(a, 10_000))
    assert matches(known, ds.share(a & b, among=a).lies_in(ds.read("3 %", rounded_to="1%")).at(DAY)) == ()


def test_percent_taken_for_points() -> None:
    known = evidence(said(a, 330), said(everyone, 1_000), before=(said(a, 300, OLD), said(everyone, 1_000, OLD)))
    change = ds.change(ds.share(a, among=everyone), since=BEFORE, until=DAY)
    match = only(known, change.equals(Fraction(1, 10)))
    assert match.likeness is Likeness.POINTS
    assert match.text == ("10 % is the growth of the share itself, from 30 % to 33 %; in percentage points that is 3")


def test_points_taken_for_percent() -> None:
    known = evidence(said(a, 400), said(everyone, 1_000), before=(said(a, 300, OLD), said(everyone, 1_000, OLD)))
    match, *_ = matches(known, ds.growth(a, since=BEFORE, until=DAY).equals(Fraction(1, 10)))
    assert match.likeness is Likeness.POINTS
    assert match.text == "10 percentage points is the change of its share of everyone, from 30 % to 40 %"


def test_a_growth_of_two_populations() -> None:
    known = evidence(said(a, 435_719), said(a & free, 425_431), before=(said(a & free, 405_786, OLD),))
    match = only(known, ds.growth(a & free, since=BEFORE, until=DAY).lies_in(ds.read("7.4 %", rounded_to="0.1%")))
    assert match.likeness is Likeness.MIXTURE
    assert {"measure", "population"} <= set(match.differs)
    assert "+7.38 % comes of 435,719 for a at" in match.text


def test_a_figure_of_two_dates_is_no_end_of_a_growth() -> None:
    known = evidence(said(a, 900), before=(said(a, 300, OLD),))
    both = said(ds.count(a.at(BEFORE) & a.at(DAY)), 150)
    growth = ds.growth(a, since=BEFORE, until=DAY)
    assert matches(known | ds.Evidence(figures=[both]), growth.equals(Fraction(-1, 2))) == ()


def test_a_range_names_its_ends_and_not_its_middle() -> None:
    known = evidence(said(a, 900), before=(said(a, 300, OLD),))
    match = only(known, ds.growth(a, since=BEFORE, until=DAY).between(Fraction(14, 5), Fraction(7, 2)))
    assert (match.likeness, match.claimed) == (Likeness.MULTIPLE, Fraction(14, 5))


def test_a_multiple_taken_for_a_growth() -> None:
    known = evidence(said(a, 900), before=(said(a, 300, OLD),))
    match = only(known, ds.growth(a, since=BEFORE, until=DAY).equals(3))
    assert match.likeness is Likeness.MULTIPLE
    assert match.text == "300 % is what it is of what it was; the growth is 200 %"


# -- as objects -------------------------------------------------------------------------------------------------------


def test_a_verdict_keeps_its_matches_when_it_is_saved() -> None:
    verdict = evidence(said(a, 435_719), said(a & free, 425_431)).check(ds.count(a & free, at=DAY).equals(435_719))
    assert from_json(to_json(verdict)) == verdict
    assert from_json(to_json(verdict)).matches == verdict.matches != ()
