"""Verdicts for a spreadsheet: numbers are numbers, texts are no formulas, and no more is said than the verdicts say."""

from __future__ import annotations

import csv
import io
import math
import re
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from reports import HOSTILE

import docketstats as ds
from docketstats.adapters import spreadsheet
from docketstats.adapters.documents import load
from docketstats.cli import main
from docketstats.findings.decision import Decision

EXAMPLES = Path(__file__).parents[2] / "examples"
NUMBERS = [f"{what}_{end}" for what in ("claimed", "allowed") for end in ("lower", "upper")]
COURT = ds.Docket("court", unit="case")


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), strict=True))


def interval(row: dict[str, str], what: str) -> ds.Interval:
    """The interval of a row, as somebody with a spreadsheet reads it."""
    lower, upper = (row[f"{what}_{end}"] for end in ("lower", "upper"))
    return ds.Interval(
        Fraction(lower) if lower else -math.inf,
        Fraction(upper) if upper else math.inf,
        lower_open=row[f"{what}_lower_end"] != "closed",
        upper_open=row[f"{what}_upper_end"] != "closed",
    )


def factor(unit: str) -> int:
    return 100 if unit == "%" else 100_000 if unit == "per 100,000" else 1


@pytest.mark.parametrize("name", ["ice_letter_2024", "claims_2024", "non_detained_docket"])
def test_the_numbers_of_a_row_are_those_of_the_verdict(name: str) -> None:
    decisions = load(EXAMPLES / f"{name}.toml").decide()
    found = rows(spreadsheet.dumps(decisions))
    assert [row["outcome"] for row in found] == [one.outcome for one in decisions]
    for row, decision in zip(found, decisions, strict=True):
        verdict = decision.verdict
        if verdict is None or verdict.figure.is_undefined:
            continue
        times = factor(row["unit"])
        known, said = verdict.figure.interval * times, interval(row, "allowed")
        assert known.subset(said)
        for end, read in ((known.lower, said.lower), (known.upper, said.upper)):
            assert end == read or abs(end - read) < Fraction(1, 10**6)
        assert (said.lower_open, said.upper_open) == (known.lower_open, known.upper_open)
        readings = (verdict.weakest.interval, verdict.strongest.interval)
        assert any((one * times).subset(interval(row, "claimed")) for one in readings)
        assert row["sources"] == "; ".join(map(str, verdict.sources)) or row["sources"].startswith("'")
        assert all(" ".join(note.split()) in row["note"] for note in verdict.notes)


def test_one_value_is_one_number_and_no_end_is_no_number() -> None:
    evidence = ds.Evidence(COURT.snapshot("2024", figures=[ds.reported(COURT.everyone, 100, source=ds.Source("R"))]))
    claims = [
        ds.count(COURT.everyone) > 90,
        ds.count(COURT.population("old")) <= 90,
        ds.count(COURT.everyone, at="2023") > 5,
    ]
    found = rows(spreadsheet.dumps(evidence.decide(ds.Claim(one)) for one in claims))
    assert [row["allowed"] for row in found] == ["100 cases", "0 to 100 cases", "0 or more cases, without limit"]
    assert [found[0][name] for name in NUMBERS] == ["90", "", "100", "100"]
    assert (found[0]["claimed_lower_end"], found[0]["claimed_upper_end"]) == ("open", "none")
    assert [found[1][name] for name in NUMBERS] == ["", "90", "0", "100"]
    assert [found[2][name] for name in NUMBERS] == ["5", "", "0", ""]
    assert [row["date"] for row in found] == ["2024", "2024", "2023"]


def test_a_contradiction_says_so_and_has_no_numbers(tmp_path: Path) -> None:
    assert main(["export", str(EXAMPLES / "press_figures_2024.toml"), "csv", "-o", str(tmp_path / "v.csv")]) == 0
    text = (tmp_path / "v.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbfnumber,")
    (row,) = rows(text.decode("utf-8-sig"))
    assert row["outcome"] == "contradiction"
    assert row["allowed"] == "nothing can be said: facts contradict each other"
    assert {row[name] for name in NUMBERS if name.startswith("allowed")} == {""}
    assert "a news agency, Report on the letter" in row["sources"]
    assert "These cannot all be true: - count(convicted" in row["note"]


def decided(text: str) -> list[Decision]:
    source = ds.Source(text if text.strip() else "-", publisher=text, locator=text)
    evidence = ds.Evidence(
        COURT.snapshot("2024", figures=[ds.reported(COURT.everyone, 100, source=source)]),
        assumptions=[ds.Assumption(ds.count(COURT.population("old"), at="2024") <= 90, because=text.strip() or "-")],
        remarks=[text] if text else [],
    )
    return [evidence.decide(ds.Claim(ds.count(COURT.population("old")) <= 95, text=text or None, by=text or None))]


@given(st.text(max_size=20) | st.sampled_from("=+-@\t\r\n'\uff1d\uff0b").flatmap(lambda one: st.just(f"{one}1+1")))
@example("=cmd|'/c calc'!A1")
@example("-2+3+cmd|'/c calc'!A1")
@example("\t=1+1")
@example("@SUM(A1)")
def test_no_cell_is_a_formula(text: str) -> None:
    (row,) = rows(spreadsheet.dumps(decided(text)))
    assert len(spreadsheet.dumps(decided(text)).splitlines()) == 2, "a row is a line"
    for name, cell in row.items():
        if not re.fullmatch(r"[+-][\d.,]+ ?%?", cell):
            assert not re.match("[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]", cell), (name, cell)
    for name in (*NUMBERS, "number"):
        assert re.fullmatch(r"(-?[\d.]+)?", row[name])


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stand_in_one_cell(text: str) -> None:
    (row,) = rows(spreadsheet.dumps(decided(text)))
    assert row["claim"] == row["by"]
    assert set(row) == set(spreadsheet.COLUMNS)


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(ds.DocumentError, match="cannot be written"):
        spreadsheet.save(tmp_path, [])


@pytest.mark.parametrize("format", ["csv", "datapackage", "prov"])
def test_an_export_never_overwrites_its_document(
    format: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", str(tmp_path / "court.toml")]) == 0
    path = tmp_path / "court.toml"
    before = path.read_bytes()
    assert main(["export", str(path), format, "-o", str(path)]) == 2
    assert "the document itself" in capsys.readouterr().err
    assert path.read_bytes() == before
