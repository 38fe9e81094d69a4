"""Cells of tables: they read back, and no spreadsheet takes a text for a formula."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import docketstats as ds
from docketstats.values.cells import identifier, read_cell, read_list, write_cell, write_ends, write_list

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
starts = st.sampled_from(["", "=", "+", "-", "@", "'", "''=", "\t=", "\r\n", "\\", "-5", "+1,000", "\u202e"])


@given(starts, texts)
def test_a_text_reads_back_and_is_on_one_line(start: str, rest: str) -> None:
    cell = write_cell(start + rest)
    assert read_cell(cell) == start + rest
    assert len(cell.splitlines()) <= 1
    assert not any(one < " " for one in cell)


@given(st.sampled_from("=+-@"), st.text("ABC1()!|"))
def test_no_text_is_a_formula(sign: str, rest: str) -> None:
    cell = write_cell(sign + rest)
    assert cell.startswith("'") or not rest.strip("1,.%")


@pytest.mark.parametrize("number", ["-5", "+5", "-1,000.5", "-3%", "- 5", "-"])
def test_a_number_stays_a_number(number: str) -> None:
    assert write_cell(number).startswith("'") is (number in ("- 5", "-"))


@pytest.mark.parametrize(("text", "what"), [("a\0b", "a NUL"), ("a\ud800b", "half a character")])
def test_what_is_no_text_is_refused(text: str, what: str) -> None:
    for write in (write_cell, lambda text: write_list([text])):
        with pytest.raises(ds.DocumentError, match=what):
            write(text)


@given(st.lists(texts))
def test_a_list_reads_back_and_is_on_one_line(given_: list[str]) -> None:
    cell = write_list(given_)
    assert read_list(cell) == tuple(given_)
    assert len(cell.splitlines()) == 1


@pytest.mark.parametrize("text", ["", "a", "[1]", '"a"', "[" * 100_000])
def test_what_is_no_list_is_refused(text: str) -> None:
    with pytest.raises(ds.DocumentError, match="no list of texts"):
        read_list(text)


@given(st.fractions(), st.fractions())
def test_decimal_ends_hold_the_exact_ends(one: Fraction, other: Fraction) -> None:
    interval = ds.Interval(min(one, other), max(one, other))
    lower, upper = map(Fraction, write_ends(interval))
    assert lower <= interval.lower
    assert interval.upper <= upper
    assert upper - lower <= interval.upper - interval.lower + Fraction(2, 10**6)


def test_infinite_ends_are_words_of_xml() -> None:
    assert write_ends(ds.Interval.entire()) == ("-INF", "INF")
    assert write_ends(ds.Interval(-5, math.inf)) == ("-5", "INF")


@given(st.text(), st.text())
def test_identifiers_are_identifiers_and_tell_texts_apart(one: str, other: str) -> None:
    assert identifier(one).isidentifier()
    assert identifier(one).isascii()
    assert (identifier(one) == identifier(other)) is (one == other)
