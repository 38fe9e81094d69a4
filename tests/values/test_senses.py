"""Suggestions keep the sense: no negation and no direction is turned round, whatever the letters are like."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docketstats.errors import WordingError
from docketstats.notation.names import suggest
from docketstats.values.lexicon import LEADS, TRAILS
from docketstats.values.wording import read

TURNED = [
    ("not_convicted", "convicted"),
    ("nto_convicted", "convicted"),
    ("notconvicted", "convicted"),
    ("unconvicted", "convicted"),
    ("non_detained", "detained"),
    ("nondetained", "detained"),
    ("nondetaind", "detained"),
    ("undocumented", "documented"),
    ("irregular", "regular"),
    ("undecided", "decided"),
    ("with_lawyer", "without_lawyer"),
    ("no_lawyer", "lawyer"),
    ("over_50", "under_50"),
    ("undr_50", "over_50"),
    ("before_2021", "after_2021"),
    ("entered_before", "entered_after"),
    ("at_least_two", "at_most_two"),
    ("min_age", "max_age"),
    ("male", "female"),
    ("older_cases", "younger_cases"),
    ("inclusive", "exclusive"),
    ("immigrants", "emigrants"),
]


@pytest.mark.parametrize(("one", "other"), TURNED)
def test_the_opposite_is_never_suggested(one: str, other: str) -> None:
    assert suggest(one, [other]) == f"known names: {other}"
    assert suggest(other, [one]) == f"known names: {one}"


@pytest.mark.parametrize(
    ("written", "meant", "known"),
    [
        ("conviktd", "convicted", ["not_convicted", "convicted"]),
        ("not_convictd", "not_convicted", ["convicted", "not_convicted"]),
        ("nondetaned", "non_detained", ["detained", "non_detained"]),
        ("not_detained", "non_detained", ["detained", "non_detained"]),
        ("undocumentd", "undocumented", ["documented", "undocumented"]),
        ("undr_50", "under_50", ["over_50", "under_50"]),
        ("as_off", "as_of", ["as_of", "at"]),
        ("titel", "title", ["title"]),
    ],
)
def test_a_slip_finds_what_is_meant(written: str, meant: str, known: list[str]) -> None:
    assert suggest(written, known) == f"did you mean '{meant}'?"


@given(st.sampled_from(["convicted", "detained", "decided", "represented"]), st.data())
def test_one_slip_in_a_negated_name_does_not_lose_the_negation(name: str, data: st.DataObject) -> None:
    prefix = data.draw(st.sampled_from(["not_", "non_", "un", "non"]))
    place = data.draw(st.integers(0, len(name) - 1))
    slipped = data.draw(st.sampled_from([name[:place] + name[place + 1 :], name[:place] + "x" + name[place:]]))
    assert "did you mean" not in suggest(prefix + slipped, [name])


# -- wordings ---------------------------------------------------------------------------------------------------------


def suggested(words: str) -> str:
    with pytest.raises(WordingError) as caught:
        read(words)
    found = re.fullmatch('did you mean "(.*)"[?]', caught.value.mend or "")
    return found[1] if found else ""


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("atmost 5", "at most N"),
        ("atleast 5", "at least N"),
        ("upto 5", "up to N"),
        ("at moost 5", "at most N"),
        ("at lest 5", "at least N"),
        ("not mor than 5", "not more than N"),
        ("nt more than 5", "not more than N"),
        ("increse of 5", "an increase of N"),
        ("decreese of 5", "a decrease of N"),
        ("roze to 5", "rose to N"),
        ("not at least 5", ""),
        ("not at most 5", ""),
        ("not up to 5", ""),
        ("not exactly 5", ""),
        ("not nearly 5", ""),
        ("not about 5", ""),
        ("never more than 5", ""),
    ],
)
def test_a_wording_is_mended_in_its_own_sense(words: str, meant: str) -> None:
    assert suggested(words) == meant


UP = {*LEADS["MORE"], *LEADS["AT_LEAST"], *LEADS["JUST_OVER"]}
DOWN = {*LEADS["LESS"], *LEADS["AT_MOST"], *LEADS["NEARLY"]}


@given(st.sampled_from(sorted(one for one in UP | DOWN if one[0].isalpha())), st.data())
def test_a_slip_of_a_letter_never_turns_a_bound_round(phrase: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(phrase) - 1))
    head, tail = phrase[:place], phrase[place:]
    slipped = data.draw(st.sampled_from([head + tail[1:], f"{head}e{tail}", head + tail[1:2] + tail[0] + tail[2:]]))
    try:
        read(f"{slipped} 5")
    except WordingError as error:
        found = re.fullmatch('did you mean "(.*) N"[?]', error.mend or "")
        if found and found[1] in UP | DOWN:
            assert (found[1] in UP) == (phrase in UP)


def test_trailing_words_are_mended_too() -> None:
    assert suggested("5 or mor") == "N or more"
    assert suggested("5 or fewwer") == "N or fewer"
    assert "or more" in TRAILS["OR_MORE"]
