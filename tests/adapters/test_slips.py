"""Slips in a TOML document: what is told, with the line and how to mend it."""

from pathlib import Path

import pytest

import docketstats as ds
from docketstats.adapters.documents import load, loads
from docketstats.cli import main
from docketstats.values import misdated

COURT = """\
docketstats = 1
title = "A court"

[docket]
name = "court"
unit = "case"
populations = { old = "old cases" }

[sources.report]
title = "Annual report"

[[snapshots]]
as_of = 2024-09-30
figures = [
  { of = "everyone", is = 100, source = "report" },
]

[[claims]]
text = "Few are old."
says = "count(old) <= 20"
at = 2024-09-30
"""


def told(text: str) -> str:
    with pytest.raises(ds.DocumentError) as caught:
        loads(text)
    return str(caught.value).removeprefix("the document: ")


def test_the_court_can_be_read() -> None:
    assert len(loads(COURT).claims) == 1


TWICE = [
    (
        COURT.replace('title = "A court"', 'title = "A court"\ntitle = "Another"'),
        "line 3: the key 'title' stands twice in one table, first in line 2 (keep one)",
    ),
    (
        COURT.replace("is = 100, ", "is = 100, is = 200, "),
        "line 15: the key 'is' stands twice between one pair of braces (keep one)",
    ),
    (
        COURT + 'text = "Few."\n',
        "line 22: the key 'text' stands twice in one table, first in line 19 "
        "(keep one; if it belongs to another one, write [[claims]] above it)",
    ),
    (
        COURT.replace("\n[[claims]]", 'figures = [\n  { of = "old", is = 5, source = "report" },\n]\n[[claims]]'),
        "line 17: the key 'figures' stands twice in one table, first in line 14 "
        "(keep one; if it belongs to another one, write [[snapshots]] above it)",
    ),
    (
        COURT.replace("[[snapshots]]", '[sources.report]\ntitle = "Again"\n\n[[snapshots]]'),
        "line 12: [sources.report] is there already, from line 9 on (keep one header, or change a name)",
    ),
    (
        COURT.replace("[sources.report]", '[docket.populations]\nnew = "new cases"\n\n[sources.report]'),
        "line 9: [docket.populations] is there already, from line 7 on (keep one header, or change a name)",
    ),
    (
        COURT.replace("[[claims]]", "[claims]") + "\n[claims]\nsays = 'count(old) <= 5'\n",
        "line 23: [claims] in single brackets can stand once only, and there is one in line 18 "
        "(write [[claims]], in two brackets, above each)",
    ),
    (
        COURT + "\n[claims]\nsays = 'count(old) <= 5'\n",
        "line 23: [claims] in single brackets can stand once only, and there is one in line 18 "
        "(write [[claims]], in two brackets, above each)",
    ),
]


@pytest.mark.parametrize(("text", "words"), TWICE, ids=[words.partition(":")[2][:40] for _, words in TWICE])
def test_what_stands_twice_is_told_with_both_places(text: str, words: str) -> None:
    assert told(text) == words


@pytest.mark.parametrize("name", ["snapshots", "claims"])
def test_a_list_needs_two_brackets(name: str) -> None:
    line = COURT[: COURT.index(f"[[{name}]]")].count("\n") + 1
    words = told(COURT.replace(f"[[{name}]]", f"[{name}]"))
    wanted = f"it must be a list, not a table (in TOML, write [[{name}]], in two brackets, above each)"
    assert f"{name} (line {line}): {wanted}" in words


@pytest.mark.parametrize(("header", "wrong"), [("[docket]", "[[docket]]"), ("[sources.report]", "[[sources]]")])
def test_a_table_needs_single_brackets(header: str, wrong: str) -> None:
    assert f"write {header}" in told(COURT.replace(header, wrong))


DATES = {
    "2024-9-30": "'2024-9-30' is no date or period (write '2024-09-30' or '30 September 2024')",
    "30/09/2024": "'30/09/2024' is no date or period (write '2024-09-30' or '30 September 2024')",
    "30.9.2024": "'30.9.2024' is no date or period (write '2024-09-30' or '30 September 2024')",
    "07/08/2024": "'07/08/2024' is no date or period (write '2024-08-07' or '2024-07-08', whichever is meant)",
    "09/30/24": "'09/30/24' is no date or period (write the year with four digits and first, as in '2024-07-21')",
    "20240930": "'20240930' is no date or period (write '2024-09-30' or '30 September 2024')",
    "2024-09-31": "'2024-09-31' is no day: day is out of range for month (write a day that there is)",
    "2024-09-30T10:00:00": "it must be a date or a text, without a time of day (write 2024-09-30)",
    "2024-09-30 10:00:00Z": "it must be a date or a text, without a time of day (write 2024-09-30)",
    "10:00:00": "it must be a date or a text, not a time of day (write it as 2024-07-21)",
    "2024-09": '2024-09 stands in quotation marks, as what is no day in digits does (write "2024-09")',
    "FY2024": 'FY2024 stands in quotation marks, as what is no day in digits does (write "FY2024")',
    "30 September 2024": "30 September 2024 stands in quotation marks, as what is no day in digits does",
    '"2024-9-30"': "'2024-9-30' is no date or period (write '2024-09-30' or '30 September 2024')",
    '"30/09/2024"': "'30/09/2024' is no date or period (write '2024-09-30' or '30 September 2024')",
    '"2024-09-30T10:00"': "(write '2024-09-30' or '30 September 2024', without a time of day)",
}


@pytest.mark.parametrize(("key", "line"), [("as_of", 13), ("at", 21)])
@pytest.mark.parametrize("written", DATES)
def test_a_date_in_another_form_is_told_with_its_line_and_the_form_that_is_read(
    key: str, line: int, written: str
) -> None:
    words = told(COURT.replace(f"{key} = 2024-09-30", f"{key} = {written}"))
    assert DATES[written] in words
    assert f"line {line}" in words


@pytest.mark.parametrize(("written", "mend"), [("2024-9-30", "2024-09-30"), ("30/09/2024", "2024-09-30")])
def test_a_date_in_an_expression_is_told_too(written: str, mend: str) -> None:
    words = told(COURT.replace("count(old)", f"count(old, at={written})"))
    assert "claims[0].says (line 20)" in words
    assert f"(write {mend})" in words


@pytest.mark.parametrize("value", ["5/2000", "12-2000", "1/1000"])
def test_only_a_date_is_taken_for_one(value: str) -> None:
    assert "write '" not in told(COURT.replace("is = 100", f"is = {value}"))


@pytest.mark.parametrize("text", ["soon", "2024-07-21..2024-08-01", "13/13/2024", "1/1000", "2024-02-30", "7", ""])
def test_what_is_no_slip_of_a_date_is_left_alone(text: str) -> None:
    assert misdated.mend(text) == ""


@pytest.mark.parametrize("command", ["check", "explain", "sensitivity"])
def test_a_claim_that_cannot_be_dated_is_told_with_its_file_and_line(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "court.toml"
    undated = COURT.replace("at = 2024-09-30\n", "").replace("[[claims]]", "[[snapshots]]\nas_of = 2023\n\n[[claims]]")
    path.write_text(undated, encoding="utf-8")
    assert main([command, str(path)]) == 2
    wanted = f'{path}: claims[0] (line 23): count(old) has no date, and the evidence has 2: "2023", "2024-09-30"'
    assert wanted in capsys.readouterr().err
    assert load(path) == loads(undated)  # where a claim stands is no part of what a document says
