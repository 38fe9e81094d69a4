"""The table of phrases in the documentation: each row is read in both readings, or refused with its reason."""

from __future__ import annotations

import math
import re
from fractions import Fraction
from pathlib import Path

import pytest

from docketstats.errors import WordingError
from docketstats.values.interval import Interval
from docketstats.values.wording import phrase, read, read_wording

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "wording.md"
if not PAGE.is_file():
    pytest.skip("the documentation is not beside the tests", allow_module_level=True)

OF = {
    "count": {"share": False, "kind": "count"},
    "share": {"share": True, "kind": "share"},
    "ratio": {"share": True, "kind": "ratio"},
    "ratio at one date": {"share": True, "kind": "ratio at one date"},
    "growth": {"share": True, "kind": "growth"},
    "change": {"share": False, "kind": "change"},
    "flow": {"share": False, "kind": "flow"},
    "points": {"share": True, "kind": "change"},
}


def rows(width: int) -> list[tuple[str, ...]]:
    lines = (re.split(r" *\| *", line.strip())[1:-1] for line in PAGE.read_text(encoding="utf-8").splitlines())
    return [tuple(cells) for cells in lines if len(cells) == width and cells[0].startswith("`")]


READ, REFUSED = rows(6), rows(4)


def options(of: str, stated: str) -> dict[str, object]:
    name, _, size = stated.partition("=")
    return OF[of] | ({"exact": True} if name == "exact" else {name: size} if name else {})


def end(text: str) -> Fraction | float:
    """An end as the table writes it: this is no reader of wordings."""
    if "∞" in text:
        return -math.inf if text.startswith("-") else math.inf
    number = Fraction(text.removesuffix("%").strip().replace(",", ""))
    return number / 100 if text.endswith("%") else number


def numbers(text: str) -> Interval:
    if text[0] not in "([":
        return Interval.exactly(end(text))
    low, high = text[1:-1].split(", ")
    return Interval(end(low), end(high), lower_open=text[0] == "(", upper_open=text[-1] == ")")


def test_the_table_is_as_long_as_promised() -> None:
    assert len({row[0] for row in READ}) >= 160
    assert len(REFUSED) >= 50


@pytest.mark.parametrize("row", READ, ids=lambda row: f"{row[0]} {row[1]} {row[2]}")
def test_a_phrase_has_both_of_its_readings(row: tuple[str, ...]) -> None:
    words, of, stated, literal, press, why = row
    how = options(of, stated)
    found = [read_wording(words.strip("`"), reading=reading, **how) for reading in ("literal", "press")]
    assert found[0].interval == numbers(literal)
    assert found[1].interval == numbers(literal if press == "same" else press)
    assert (press == "same") == (found[0].interval == found[1].interval)
    assert found[0].rule
    assert found[1].rule
    assert why


@pytest.mark.parametrize("row", READ, ids=lambda row: f"{row[0]} {row[1]} {row[2]}")
def test_what_is_read_is_printed_and_read_again(row: tuple[str, ...]) -> None:
    words, of, stated, *_ = row
    for reading in ("literal", "press"):
        interval = read_wording(words.strip("`"), reading=reading, **options(of, stated)).interval
        assert read(phrase(interval)) == interval


@pytest.mark.parametrize("row", REFUSED, ids=lambda row: f"{row[0]} {row[1]} {row[2]}")
def test_a_phrase_is_refused_with_its_reason(row: tuple[str, ...]) -> None:
    words, of, stated, reason = row
    for reading in ("literal", "press"):
        with pytest.raises(WordingError) as caught:
            read_wording(words.strip("`"), reading=reading, **options(of, stated))
        assert reason in str(caught.value)
        assert caught.value.mend
