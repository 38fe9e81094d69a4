"""Wordings: the forms that the grammar reads, those it refuses with a hint, and the laws of readings."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from docketstats.errors import InexactNumber, UnitError, WordingError
from docketstats.values import wording
from docketstats.values.interval import Interval
from docketstats.values.phrases import LONGEST
from docketstats.values.wording import (
    Wording,
    percent,
    read,
    read_number,
    read_wording,
    readings,
    rounded,
)

exactly, at_least, more_than = Interval.exactly, Interval.at_least, Interval.more_than
at_most, less_than = Interval.at_most, Interval.less_than

NUMBERS = {
    "0": 0,
    "7": 7,
    "007": 7,
    "435719": 435_719,
    "435,719": 435_719,
    "1,000,000.5": Fraction(2_000_001, 2),
    "435\u202f719": 435_719,
    "435\u2009719": 435_719,
    "1\xa0234\xa0567": 1_234_567,
    "7.5": Fraction(15, 2),
    ".5": Fraction(1, 2),
    "0.02": Fraction(1, 50),
    "-5": -5,
    "\u22125": -5,
    "minus 5": -5,
    "+5": 5,
    "plus 5": 5,
    "2 million": 2_000_000,
    "2\xa0million": 2_000_000,
    "2.5 million": 2_500_000,
    "7.5m": 7_500_000,
    "7.5k": 7_500,
    "200k": 200_000,
    "3bn": 3_000_000_000,
    "3b": 3_000_000_000,
    "100 thousand": 100_000,
    "2 hundred thousand": 200_000,
    "two hundred": 200,
    "one trillion": 10**12,
    "two dozen": 24,
    "A Hundred": 100,
    "a thousand": 1_000,
    "a million": 1_000_000,
    "half a million": 500_000,
    "a quarter of a million": 250_000,
    "two and a half million": 2_500_000,
    "two and a half": Fraction(5, 2),
    "½ million": 500_000,
    "one": 1,
    "nineteen": 19,
    "twenty": 20,
    "twenty-five": 25,
    "twenty five": 25,
    "ninety-nine": 99,
    "zero": 0,
    "15%": Fraction(3, 20),
    "1 %": Fraction(1, 100),
    "15 percent": Fraction(3, 20),
    "15 per cent": Fraction(3, 20),
    "fifteen percent": Fraction(3, 20),
    "15 pct.": Fraction(3, 20),
    "-15%": Fraction(-3, 20),
    "185 per 100,000": Fraction(185, 100_000),
    "184.5 per 100,000": Fraction(1845, 1_000_000),
    "3 per 1,000": Fraction(3, 1_000),
    "one in five": Fraction(1, 5),
    "1 in every 5": Fraction(1, 5),
    "3 out of 4": Fraction(3, 4),
    "3 out of 4 persons": Fraction(3, 4),
    "1/3": Fraction(1, 3),
    "1⁄3": Fraction(1, 3),
    "a third": Fraction(1, 3),
    "one-third": Fraction(1, 3),
    "two thirds": Fraction(2, 3),
    "two-thirds": Fraction(2, 3),
    "a quarter": Fraction(1, 4),
    "three quarters": Fraction(3, 4),
    "half": Fraction(1, 2),
    "a half": Fraction(1, 2),
    "a fifth": Fraction(1, 5),
    "nine tenths": Fraction(9, 10),
    "13,099 persons": 13_099,
    "13,099 people": 13_099,
}


@pytest.mark.parametrize("text", NUMBERS)
def test_bare_numbers(text):
    assert read_number(text) == NUMBERS[text]
    assert type(read_number(text)) is type(NUMBERS[text])


# (text, literal, press): for counts, with nothing stated about rounding
COUNTS = [
    *((text, exactly(n), exactly(n)) for text, n in NUMBERS.items() if Fraction(n).denominator == 1),
    ("7.5", exactly(Fraction(15, 2)), exactly(Fraction(15, 2))),
    ("exactly 5", exactly(5), exactly(5)),
    ("precisely 5", exactly(5), exactly(5)),
    ("a total of 435,719 charges.", exactly(435_719), exactly(435_719)),
    ("“435,719”", exactly(435_719), exactly(435_719)),
    ("> 7.5 million", more_than(7_500_000), more_than(7_500_000)),
    ("< 11", less_than(11), less_than(11)),
    ("none", exactly(0), exactly(0)),
    ("none of them", exactly(0), exactly(0)),
    ("no one", exactly(0), exactly(0)),
    ("nobody", exactly(0), exactly(0)),
    *(
        (f"{words} 7.5 million", more_than(7_500_000), at_least(7_500_000))
        for words in (
            *("more than", "over", "above", "upwards of", "greater than", "exceeding", "in excess of"),
            *("well over", "just over", "just above", "slightly more than", "  MORE   than "),
        )
    ),
    *(
        (f"{words} 11", less_than(11), at_most(11))
        for words in (
            *("fewer than", "under", "less than", "below", "nearly", "almost", "close to", "just under"),
            *("just below", "well under", "just short of", "slightly less than"),
        )
    ),
    *(
        (text, at_least(5), at_least(5))
        for text in (
            *("at least 5", "no fewer than 5", "no less than 5", "not less than 5", "a minimum of 5", ">=5"),
            *(
                "≥5",
                "≥ five",
                "5+",
                "5 or more",
                "5 persons or more",
                "5 or more persons",
                "5 plus",
                "five and up",
            ),
        )
    ),
    *(
        (text, at_most(10), at_most(10))
        for text in (
            *("up to 10", "at most 10", "no more than 10", "not more than 10", "a maximum of 10", "<=10"),
            *(
                "≤10",
                "10 or fewer",
                "10 or less",
                "10 people or fewer",
                "ten or under",
                "less than or equal to 10",
            ),
        )
    ),
    ("<11", less_than(11), less_than(11)),
    (">5", more_than(5), more_than(5)),
    *(
        (text, Interval(5, 10), Interval(5, 10))
        for text in (
            *("between 5 and 10", "from 5 to 10", "5 to 10", "5-10", "5–10", "5 — 10", "five to ten"),
            *("between five and ten cases", "5 - 10 days"),
        )
    ),
    ("-5 to 5", Interval(-5, 5), Interval(-5, 5)),
    ("-10--5", Interval(-10, -5), Interval(-10, -5)),
    ("between 5 and 10 million", Interval(5_000_000, 10_000_000), Interval(5_000_000, 10_000_000)),
    ("1.5-2m", Interval(1_500_000, 2_000_000), Interval(1_500_000, 2_000_000)),
    ("500 to 1 million", Interval(500, 1_000_000), Interval(500, 1_000_000)),
    ("500 thousand to 1 million", Interval(500_000, 1_000_000), Interval(500_000, 1_000_000)),
    *(
        (f"{words} 5,000", exactly(5_000), exactly(5_000))
        for words in (
            "up",
            "up by",
            "rose by",
            "rose",
            "increased by",
            "grew by",
            "a rise of",
            "an increase of",
            "plus",
        )
    ),
    *(
        (f"{words} 5,000", exactly(-5_000), exactly(-5_000))
        for words in ("down", "down by", "fell by", "fell", "decreased by", "a drop of", "a fall of", "minus")
    ),
    (
        "up nearly 600,000",
        Interval(0, 600_000, lower_open=True, upper_open=True),
        Interval(0, 600_000, lower_open=True),
    ),
    ("up more than 5,000", more_than(5_000), at_least(5_000)),
    ("down more than 5,000", less_than(-5_000), at_most(-5_000)),
    ("down nearly 5,000", Interval(-5_000, 0, lower_open=True, upper_open=True), Interval(-5_000, 0, upper_open=True)),
    ("fell by at least 5,000", at_most(-5_000), at_most(-5_000)),
    ("down 5,000 or less", Interval(-5_000, 0, upper_open=True), Interval(-5_000, 0, upper_open=True)),
    ("down between 5 and 10", Interval(-10, -5), Interval(-10, -5)),
    *((text, Interval.entire(), Interval.entire()) for text in ("*", "**", "suppressed", "n/a", "N/A", "unknown")),
]


@pytest.mark.parametrize(("text", "literal", "press"), COUNTS)
def test_counts(text, literal, press):
    assert read_wording(text).interval == literal
    assert read(text) == literal
    assert read_wording(text, reading="press").interval == press
    assert read(text, "press") == press


SHARES = [
    ("at least 3%", at_least(Fraction(3, 100)), at_least(Fraction(3, 100))),
    ("more than 3 %", more_than(Fraction(3, 100)), at_least(Fraction(3, 100))),
    ("more than half", more_than(Fraction(1, 2)), at_least(Fraction(1, 2))),
    ("less than a third", less_than(Fraction(1, 3)), at_most(Fraction(1, 3))),
    ("fewer than one in five", less_than(Fraction(1, 5)), at_most(Fraction(1, 5))),
    ("at least 0.03", at_least(Fraction(3, 100)), at_least(Fraction(3, 100))),
    ("10-15%", Interval(Fraction(1, 10), Fraction(3, 20)), Interval(Fraction(1, 10), Fraction(3, 20))),
    (
        "between 10% and 15%",
        Interval(Fraction(1, 10), Fraction(3, 20)),
        Interval(Fraction(1, 10), Fraction(3, 20)),
    ),
    (
        "10 to 15 per 100,000",
        Interval(Fraction(10, 100_000), Fraction(15, 100_000)),
        Interval(Fraction(1, 10_000), Fraction(3, 20_000)),
    ),
    (
        "a quarter to a half",
        Interval(Fraction(1, 4), Fraction(1, 2)),
        Interval(Fraction(1, 4), Fraction(1, 2)),
    ),
    (
        "between a quarter and a half",
        Interval(Fraction(1, 4), Fraction(1, 2)),
        Interval(Fraction(1, 4), Fraction(1, 2)),
    ),
    (
        "up 10 to 15 percent",
        Interval(Fraction(1, 10), Fraction(3, 20)),
        Interval(Fraction(1, 10), Fraction(3, 20)),
    ),
    ("down more than 10%", less_than(Fraction(-1, 10)), at_most(Fraction(-1, 10))),
    ("exactly 3%", exactly(Fraction(3, 100)), exactly(Fraction(3, 100))),
    *(
        (text, more_than(Fraction(1, 2)), more_than(Fraction(1, 2)))
        for text in ("most", "a majority", "The majority", "most of them")
    ),
    *((text, exactly(1), exactly(1)) for text in ("all", "every", "everyone", "all persons")),
    *((text, exactly(0), exactly(0)) for text in ("none", "zero", "no one", "nobody", "0")),
    *((text, exactly(2), exactly(2)) for text in ("doubled", "twice", "twofold", "2-fold", "2 times", "twice as many")),
    *((text, exactly(3), exactly(3)) for text in ("tripled", "three times", "threefold", "three-fold", "3 fold", "3")),
    ("quadrupled", exactly(4), exactly(4)),
    ("more than doubled", more_than(2), at_least(2)),
    ("nearly tripled", Interval(1, 3, lower_open=True, upper_open=True), Interval(1, 3, lower_open=True)),
    ("2 to 3 times", Interval(2, 3), Interval(2, 3)),
    ("suppressed", Interval.entire(), Interval.entire()),
]


@pytest.mark.parametrize(("text", "literal", "press"), SHARES)
def test_shares(text, literal, press):
    assert read_wording(text, share=True).interval == literal
    assert read(text) == literal
    assert read_wording(text, share=True, reading="press").interval == press
    assert read(text, "press") == press


HALF_OPEN = {"upper_open": True}
STATED = [
    ("435,719", {"rounded_to": 1_000}, Interval(435_219, 436_219, **HALF_OPEN)),
    ("435,719", {"tolerance": 10}, Interval(435_709, 435_729)),
    ("435,719", {"exact": True}, exactly(435_719)),
    ("-5", {"rounded_to": 1}, Interval(Fraction(-11, 2), Fraction(-9, 2), **HALF_OPEN)),
    ("down 5", {"rounded_to": 1}, Interval(Fraction(-11, 2), Fraction(-9, 2), **HALF_OPEN)),
    *(
        (f"{words} 2 million", {"rounded_to": "100,000"}, Interval(1_950_000, 2_050_000, **HALF_OPEN))
        for words in (
            *(
                "about",
                "around",
                "roughly",
                "some",
                "approximately",
                "approx.",
                "approx",
                "circa",
                "c.",
                "ca.",
            ),
            *("an estimated", "~", "≈", ""),
        )
    ),
    ("2 million or so", {"rounded_to": 100_000}, Interval(1_950_000, 2_050_000, **HALF_OPEN)),
    ("~5", {"tolerance": Decimal("0.5")}, Interval(Fraction(9, 2), Fraction(11, 2))),
    ("down about 5,000", {"tolerance": 100}, Interval(-5_100, -4_900)),
    ("3%", {"rounded_to": "1%"}, Interval(Fraction(5, 200), Fraction(7, 200), **HALF_OPEN)),
    ("3%", {"rounded_to": Fraction(1, 100)}, Interval(Fraction(5, 200), Fraction(7, 200), **HALF_OPEN)),
    ("3%", {"exact": True}, exactly(Fraction(3, 100))),
    ("0.03", {"rounded_to": Decimal("0.01")}, Interval(Fraction(5, 200), Fraction(7, 200), **HALF_OPEN)),
    ("a third", {"exact": True}, exactly(Fraction(1, 3))),
    ("about half", {"tolerance": "5%"}, Interval(Fraction(9, 20), Fraction(11, 20))),
    (
        "185 per 100,000",
        {"rounded_to": "1 per 100,000"},
        Interval(Fraction(369, 200_000), Fraction(371, 200_000), **HALF_OPEN),
    ),
    ("up about 15%", {"rounded_to": "1%"}, Interval(Fraction(29, 200), Fraction(31, 200), **HALF_OPEN)),
    ("2.5 times", {"rounded_to": "0.5"}, Interval(Fraction(9, 4), Fraction(11, 4), **HALF_OPEN)),
    ("almost 2 million", {"rounded_to": 100_000}, Interval(1_950_000, 2_000_000, **HALF_OPEN)),
    ("nearly 2 million", {"tolerance": "100 thousand"}, Interval(1_900_000, 2_000_000, **HALF_OPEN)),
    ("just over 5", {"rounded_to": 1}, Interval(5, Fraction(11, 2), lower_open=True, upper_open=True)),
    (
        "down nearly 600,000",
        {"rounded_to": 100_000},
        Interval(-600_000, -550_000, lower_open=True, upper_open=True),
    ),
]


@pytest.mark.parametrize(("text", "stated", "interval"), STATED)
def test_stated_precision(text, stated, interval):
    assert read(text, **stated) == interval
    share = any(sign in text for sign in ("%", "third", "half", "per", "0.0", "times"))
    assert read_wording(text, share=share, **stated).interval == interval


def test_precision_has_no_effect_on_a_bound_and_the_note_says_so():
    for text in ("more than 5", "at most 5", "5 or more", "suppressed", "5 to 10"):
        for stated in ({"rounded_to": 1}, {"tolerance": 1}, {"exact": True}):
            found = read_wording(text, **stated)
            assert found.interval == read(text)
            assert f"{next(iter(stated))} has no effect" in found.note
    assert read_wording("almost 5", rounded_to=1).note == ""
    assert "no effect" in read_wording("almost 5", rounded_to=1, reading="press").note


REFUSED = [
    ("", {}, "empty"),
    (" \t\n", {}, "empty"),
    ("43,5719", {}, "grouped in threes"),
    ("4357,19", {}, "grouped in threes"),
    ("7,5 million", {}, "decimals with a point"),
    ("0,123", {}, "grouped in threes"),
    ("1_000", {}, "grouped in threes"),
    ("1.234.567", {}, "'1.234.567' is not grouped in threes"),
    ("5,00", {}, "\"5,00\": '5,00' is not grouped in threes"),
    ("5.000", {}, 'write "5,000" or "5"'),
    ("up 435.719", {}, 'write "435,719" or "435.7190" for decimals'),
    ("211 in 100.000", {"share": True}, 'write "100,000" or "100"'),
    ("435'719", {}, "grouped in threes"),
    ("435 719", {}, "no-break spaces"),
    ("1/0", {}, "fraction over 0"),
    ("1 in 0", {}, "rate per 0"),
    *(
        (text, {}, "too vague")
        for text in (
            *(
                "a few",
                "a few hundred",
                "many",
                "several",
                "several thousand",
                "scores",
                "several thousands",
                "many thousands",
            ),
            *("a couple of hundred", "some", "the vast majority", "nearly all", "almost none", "not all"),
        )
    ),
    *((text, {}, "which side of N") for text in ("nearly zero", "close to 0", "almost -5", "just under 0")),
    ("more than none", {}, "no rule reads"),
    *(("rose to 5", {"kind": kind}, "a level and not a change") for kind in ("change", "growth")),
    ("rose from 5 to 10", {}, "a level and not a change"),
    ("a handful", {}, "Assumption"),
    ("1e5", {}, "no rule reads"),
    ("$5", {}, "no rule reads"),
    ("five bananas", {}, "no rule reads"),
    ("7th", {}, "no rule reads"),
    ("nan", {}, "no rule reads"),
    ("inf", {}, "no rule reads"),
    ("٣", {}, "no rule reads"),
    ("one two", {}, "no rule reads"),
    ("5²", {}, "no rule reads"),
    ("between 5", {}, "no rule reads"),
    ("10 to 5", {}, "smaller number first"),
    ("between 10 and 5 million million", {}, "no rule reads"),
    ("5% to 10", {}, "only one end"),
    ("5 million to 10%", {}, "only one end"),
    ("down -5", {}, "negative number"),
    ("about 5", {}, "rounded_to"),
    ("5 or so", {}, "tolerance"),
    ("about 5", {"exact": True}, "not exact"),
    ("exactly 5", {"rounded_to": 1}, "not rounded"),
    ("5", {"rounded_to": 1, "tolerance": 1}, "exclude each other"),
    ("5", {"rounded_to": 1, "exact": True}, "exclude each other"),
    ("5", {"tolerance": 1, "exact": True}, "exclude each other"),
    ("5", {"rounded_to": 0}, "above 0"),
    ("5", {"tolerance": "-1%"}, "above 0"),
    ("5", {"rounded_to": "some"}, "no rule reads|vague"),
    ("5", {"reading": "lax"}, "no reading 'lax'"),
    ("3%", {}, "what.*share"),
    ("more than half", {}, "what.*share"),
    ("one in five", {}, "what.*share"),
    ("a third", {"exact": True}, "what.*share"),
    ("most", {}, "of what.*among"),
    ("all", {}, "of what.*among"),
    ("doubled", {}, "ratio"),
    ("3%", {"share": True}, "exact=True"),
    ("4.84 %", {"share": True}, "rounded_to"),
    ("0%", {"share": True}, "exact=True"),
    ("100%", {"share": True}, "exact=True"),
    ("0.03", {"share": True}, "exact=True"),
    ("7.0", {"share": True}, "exact=True"),
    ("a third", {"share": True}, "exact=True"),
    ("half", {"share": True}, "exact=True"),
    ("one in five", {"share": True}, "exact=True"),
    ("up 15%", {"share": True}, "exact=True"),
    ("2.5 times", {"share": True}, "exact=True"),
    ("about 3%", {"share": True}, "does not say how near"),
    ("fell by a fifth", {"kind": "change"}, "is its growth .report growth"),
    ("312 per 100,000", {"share": True}, 'a rate may be rounded, .*such as "1 per 100,000"'),
    ("about 3 per 1,000", {"share": True}, 'such as "1 per 1,000"\\) or tolerance'),
    ("312 per 100,000", {"share": True, "rounded_to": "1%"}, 'printed as 0 .*, such as "1 per 100,000"'),
    ("0.4 %", {"share": True, "rounded_to": "1%"}, "printed as 0 .give rounded_to a smaller step.$"),
    ("up threefold", {"share": True}, "ratio or a growth"),
    ("9" * (LONGEST + 1), {}, "at most 200 characters"),
    (5, {}, "text, not int"),
    (["5"] * 99, {}, "text, not list"),
]


def test_half_a_step_and_nothing_at_all_may_be_rounded_to_it():
    assert 0 in read_wording("0 %", rounded_to="1%", share=True).interval
    assert read_wording("0.5 %", rounded_to="1%", share=True).interval == Interval(0, Fraction(1, 100), upper_open=True)


@pytest.mark.parametrize(("text", "options", "message"), REFUSED)
def test_refused_with_a_hint(text, options, message):
    with pytest.raises(WordingError, match=message) as caught:
        read_wording(text, **options)
    about = "some" if options.get("rounded_to") == "some" else str(text)
    assert caught.value.where.startswith(f'"{about[:77]}')


def test_read_needs_no_share_but_does_not_guess_a_rounding():
    assert read("0.03") == exactly(Fraction(3, 100))
    with pytest.raises(WordingError, match="exact=True"):
        read("3%")


@pytest.mark.parametrize("text", ["none", "doubled", "more than 5", "5 to 10", "most", "*", "5+", "", "5,00"])
def test_what_is_no_bare_number(text):
    with pytest.raises(WordingError):
        read_number(text)


def test_floats_are_inexact():
    for call in (
        lambda: read("5", rounded_to=0.1),
        lambda: read("5", tolerance=0.1),
        lambda: rounded(1, 0.1),
        lambda: rounded(0.1, 1),
        lambda: percent(4.84),
    ):
        with pytest.raises(InexactNumber):
            call()


def test_percent():
    assert percent(15) == percent("15") == percent("15%") == percent("15 per cent") == Fraction(3, 20)
    assert percent(Decimal("4.84")) == percent("4.84") == Fraction(121, 2500)
    assert percent(Fraction(1, 3)) == Fraction(1, 300)
    assert type(percent(100)) is Fraction


def test_rules_are_named_for_readers():
    assert read_wording("more than 5", reading="press").rule == 'press: "more than N" may be N itself'
    assert read_wording("≥5").rule == '"≥ N" includes N'
    assert read_wording("down over 5").rule == 'literal: "over N" excludes N; a fall is negative'
    assert read_wording("3%", rounded_to="1%", share=True).rule == "rounded to 1 %: [N - 1/2 %, N + 1/2 %)"
    assert read_wording("5", rounded_to=1_000).rule == "rounded to 1,000: [N - 500, N + 500)"
    assert read_wording("5", tolerance=2).rule == "within 2: [N - 2, N + 2]"
    assert "read as 5 million to 10 million" in read_wording("between 5 and 10 million").rule
    assert "read as 10 % to 15 %" in read_wording("10-15%", share=True).rule
    assert "neither zero nor all" in read_wording("*").rule
    assert "the growth is one less" in read_wording("tripled", share=True).note
    assert read_wording(" Over 5").text == " Over 5"


def test_the_rule_of_each_half_is_named():
    assert (
        read_wording("at least 5 and less than 10").rule == 'literal: "at least N" includes N, "less than N" excludes N'
    )
    assert "may be N" in read_wording("at least 5 and less than 10", reading="press").rule
    assert read_wording("low thousands").rule == 'literal: "low thousands" are the first third of the range'
    assert read_wording("thousands", reading="press").rule.startswith('press: "thousands" may be one and more')
    assert "more than halved is less than half" in read_wording("more than halved", share=True).rule
    assert "state it" in read_wording("500 ± 20").note
    assert read_wording("–").note == '"-" is zero in some tables, unknown in others'


def test_words_and_figure_must_agree_on_the_precision():
    words = "5,000 (rounded to the nearest 100)"
    assert read(words, rounded_to=100) == read(words) == rounded(5_000, 100)
    for other in ({"rounded_to": 50}, {"tolerance": 100}, {"exact": True}):
        with pytest.raises(WordingError, match="the words state their precision"):
            read(words, **other)


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("mroe than 5", '"more than N"'),
        ("atleast five hundred", '"at least N"'),
        ("nearlly 5,000", '"nearly N"'),
        ("aproximately 3 %", '"approximately N"'),
        ("no fewr than 12 persons", '"no fewer than N"'),
        ("supressed", '"suppressed"'),
        ("five thousend", '"thousand'),
        ("betwen 5 and 10", '"between N and N"'),
    ],
)
def test_an_unknown_word_is_refused_with_the_nearest_phrase(text, nearest):
    with pytest.raises(WordingError, match="no rule reads the word") as caught:
        read(text)
    assert f"did you mean {nearest}" in caught.value.mend


def test_up_to_is_no_level():
    with pytest.raises(WordingError, match="no rule reads this wording") as caught:
        read("up to 5-6")
    assert caught.value.mend == 'did you mean "up to N"?'
    with pytest.raises(WordingError, match="this is a level and not a change"):
        read("up from 400 to 500")


@pytest.mark.parametrize("text", ["five bananas", "xylophone", "qqq 5 zzz"])
def test_a_word_like_no_other_gets_no_guess(text):
    with pytest.raises(WordingError) as caught:
        read(text)
    assert "did you mean" not in caught.value.mend


def test_s4_almost_two_million():
    weakest, strongest = readings("almost 2 million", rounded_to=100_000)
    assert (weakest.reading, strongest.reading) == ("press", "literal")
    assert weakest.interval == at_most(2_000_000)
    assert strongest.interval == Interval(1_950_000, 2_000_000, upper_open=True)


def test_wording_is_a_value():
    assert read_wording("5") == read_wording("5")
    assert len({read_wording("5"), read_wording("5"), read_wording("6")}) == 2
    with pytest.raises(AttributeError):
        read_wording("5").text = "6"
    assert isinstance(read_wording("5"), Wording)


def test_importing_loads_no_parser():
    code = f"import sys, {wording.__name__}; assert 'lark' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# -- laws ----------------------------------------------------------------------------------------------------

KNOWN = st.sampled_from([*(text for text, *_ in COUNTS + SHARES + STATED), "about 5", "about 15%"])
PRECISIONS = st.sampled_from(
    [
        {},
        {"exact": True},
        {"rounded_to": 1},
        {"rounded_to": "1%"},
        {"tolerance": 5},
        {"tolerance": Fraction(1, 3)},
    ]
)


@given(KNOWN, PRECISIONS, st.booleans())
def test_strongest_is_a_subset_of_weakest(text, stated, share):
    try:
        weakest, strongest = readings(text, share=share, **stated)
    except WordingError:
        assume(False)
    assert strongest.interval.subset(weakest.interval)
    assert not strongest.interval.is_empty


@given(st.integers(-(10**40), 10**40))
def test_grouped_integers_read_back(number):
    for text in (str(number), f"{number:,}", f"{number:,}".replace(",", "\u202f"), f"{number:,} persons"):
        assert read_number(text) == number
        assert read(text) == exactly(number)


@given(st.decimals(-(10**9), 10**9, places=4))
def test_decimals_read_back_exactly(number):
    assert read_number(f"{number:,f}") == Fraction(number)


@given(st.fractions(), st.fractions(min_value=Fraction(1, 10**6)))
def test_rounded_is_half_open_and_as_wide_as_its_step(value, step):
    found = rounded(value, step)
    assert value in found
    assert found.width == step
    assert value - step / 2 in found
    assert value + step / 2 not in found


PIECES = (
    *(
        "more than",
        "over",
        "at least",
        "up",
        "to",
        "down",
        "about",
        "between",
        "and",
        "a",
        "an",
        "half",
        "third",
    ),
    *("million", "hundred", "k", "%", "per", "in", "of", "5", "1,000", "7.5", "-", "–", "+", "<=", ">", "*"),
    *(
        "twenty",
        "one",
        "five",
        "fold",
        "times",
        "or",
        "fewer",
        "most",
        "none",
        "n/a",
        "from",
        ".",
        "1/2",
        "\xa0",
    ),
    *(
        "0",
        "1/0",
        "zero",
        "nearly",
        "just over",
        "doubled",
        "persons",
        "ten",
        "two-thirds",
        "and a half",
        "or so",
    ),
)
WORDS = st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join)


@given(st.one_of(st.text(max_size=250), WORDS, KNOWN), PRECISIONS, st.sampled_from(["literal", "press"]))
def test_no_text_raises_anything_but_wording_error(text, stated, reading):
    for call in (
        lambda: read(text, reading, **stated),
        lambda: read_wording(text, reading=reading, share=True, **stated),
        lambda: readings(text, **stated),
        lambda: read_number(text),
        lambda: percent(text),
        lambda: read("5", rounded_to=text),
    ):
        with contextlib.suppress(WordingError):
            call()


@pytest.mark.parametrize("piece", ["9", "9,", "- ", "(", "a ", "one ", "million ", "\xa0", "9\xa0", "between 5 and "])
def test_parse_time_is_bounded(piece):
    text = (piece * LONGEST)[:LONGEST]
    read("5")  # builds the parser
    start = time.perf_counter()
    for candidate in (text, text + " million", piece * 1_000_000):
        with contextlib.suppress(WordingError):
            read(candidate)
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize("text", ["5.5", "0.500", "5.0000", "1.234 million", "1000.125"])
def test_a_point_that_cannot_group_thousands_begins_decimals(text):
    assert read(text).is_point


def test_decimals_of_a_share_are_no_thousands():
    assert read("3.125 %", exact=True) == exactly(Fraction(1, 32))
    assert read_wording("1.125", share=True, exact=True).interval == exactly(Fraction(9, 8))
    assert percent("3.125") == Fraction(1, 32)


def test_a_step_that_may_be_thousands_is_refused():
    with pytest.raises(WordingError, match="group thousands"):
        read_number("1.000")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("5 persons", "persons"),
        ("more than 5 people", "persons"),
        ("5 or more individuals", "persons"),
        ("none of the charges", "charges"),
        ("between 5 and 6 stays", "stays"),
        ("-5 days", "days"),
        ("up 5 of those persons", "persons"),
    ],
)
def test_words_for_another_unit_are_refused(text, named):
    with pytest.raises(UnitError, match=f"the words count {named}, and the docket counts cases"):
        read_wording(text, units=["case"])
    assert read_wording(text).interval == read_wording(text, units=["person", "charge", "stay", "day"]).interval


@pytest.mark.parametrize("text", ["1 case", "5 cases", "5 of them", "5", "most of the cases"])
def test_words_for_the_own_unit_are_read(text):
    share = text.startswith("most")
    assert read_wording(text, share=share, units=["case"]).interval == read_wording(text, share=share).interval
