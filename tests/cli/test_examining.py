"""The commands sensitivity and reconcile."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import docketstats as ds
from docketstats.cli import main
from docketstats.inference.conflicts import Conflicts

EXAMPLES = Path(__file__).parents[2] / "examples"
LETTER, PRESS = str(EXAMPLES / "ice_letter_2024.toml"), str(EXAMPLES / "press_figures_2024.toml")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(arguments)
    said = capsys.readouterr()
    return status, said.out, said.err


def test_sensitivity_of_an_expression(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "sensitivity", LETTER, "convicted & detained", "--at", "2024-07-21")
    assert status == 0
    assert out.startswith("count(convicted & detained")
    assert "as it stands: 10,288 persons" in out


def test_sensitivity_of_each_claim_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "sensitivity", LETTER, "--json")
    answers = json.loads(out)["answers"]
    assert (status, len(answers)) == (0, 14)
    last = answers[-1]
    assert (last["question"], last["outcome"]) == ("10,288 of the convicted were in ICE detention.", "supported")
    assert {"what", "interval", "outcome", "contradiction", "unanswered"} == last["changes"][0].keys()
    assert any(change["outcome"] == "undetermined" for change in last["changes"])
    (margin,) = (one for one in answers[10]["margins"] if "undated" in one["fact"])
    assert (margin["end"], margin["holds"]) == ("lower end", "[7099729, inf)")


def test_a_date_without_an_expression_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, "sensitivity", LETTER, "--at", "2024-07-21")
    assert status == 2
    assert "claims have their own dates" in err


def test_reconcile_proposes_the_least_change(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "reconcile", PRESS, "--trust", "letter=2")
    assert status == 0
    assert "662,556 persons raised by 10, to 662,566 persons" in " ".join(out.split())


def test_reconcile_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "reconcile", PRESS, "--adjust", "letter", "--json")
    data = json.loads(out)
    assert (data["total"], data["is_least"], data["by"]) == ("10", True, "absolute")
    assert [one["change"] for one in data["corrections"]] == ["-10"]
    assert [one["allowed"] for one in data["alone"]] == ["[435709, 435709]", "[226837, 226837]"]


@pytest.mark.parametrize(
    ("option", "value", "says"),
    [
        ("--trust", "letter", "such as report=10"),
        ("--trust", "letter=0", "such as report=10"),
        ("--trust", "letter=inf", "such as report=10"),
        ("--trust", "nobody=2", "no source 'nobody' (known sources: letter, agency)"),
        ("--adjust", "leter", "no source 'leter' (did you mean 'letter'?)"),
        ("--without", "leter", "no source 'leter' (did you mean 'letter'?)"),
        ("--adjust", "nobody", "no source 'nobody' (known sources: letter, agency)"),
    ],
)
def test_a_wrong_source_or_number_is_told(
    option: str, value: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _, err = run(capsys, "reconcile", PRESS, option, value)
    assert status == 2
    assert says in err
    assert "Traceback" not in err


def test_what_check_writes_for_programs_names_matches_and_what_would_settle(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "check", LETTER, "--json")
    claims = json.loads(out)["claims"]
    assert claims[2]["matches"][0]["claimed"] == "435719"
    assert claims[2]["matches"][0]["differs"] == ["population"]
    own, rest = claims[0]["own_count"], claims[0]["would_settle"][0]
    assert (own["supports"], own["refutes"], own["remaining"]) == (["[13099, 13099]"], ["[0, 13098]"], "0")
    assert (rest["supports"], rest["refutes"], rest["remaining"]) == (["[0, 0]"], ["[1, 13099]"], "0")


@pytest.mark.parametrize("command", ["conflicts", "check"])
def test_what_is_too_large_is_not_passed_over(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr(ds.Evidence, "conflicts", lambda _: Conflicts((), complete=False))
    status, out, _ = run(capsys, command, LETTER)
    assert status == (1 if command == "conflicts" else 0)
    assert "too many to be checked together" in " ".join(out.split())
