"""The command verify: what it says of what it checked, and of a document that contradicts itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from docketstats.adapters.documents import load, to_json
from docketstats.cli import main

PRESS = Path(__file__).parents[2] / "examples" / "press_figures_2024.toml"
MORE = """
[[snapshots]]
as_of = 2023-07-21
source = "letter"
figures = [{ of = "pending", is = 5 }, { of = "neither", is = 3 }]
"""


@pytest.fixture
def press(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A document that contradicts itself at one date, and not at another."""
    monkeypatch.chdir(tmp_path)
    Path("press.toml").write_text(PRESS.read_text(encoding="utf-8") + MORE, encoding="utf-8")
    assert main(["bound", "press.toml", "pending", "--at", "2024-07-21", "--without", "agency", "-o", "now.json"]) == 0
    assert main(["bound", "press.toml", "pending", "--at", "2023-07-21", "-o", "then.json"]) == 0
    return "press.toml"


def verify(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    capsys.readouterr()
    status = main(["verify", *arguments])
    said = capsys.readouterr()
    return status, " ".join((said.out + said.err).split())


def test_it_says_what_was_verified_and_what_was_not(press: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, said = verify(capsys, "now.json")
    assert status == 0
    assert "is exactly 226847 DerivedFigure" in said
    assert "verified, without a solver: 2 proofs and 2 examples, given these facts not verified: whether the" in said
    assert "not verified" not in verify(capsys, "now.json", "--against", press)[1]


def test_a_document_that_contradicts_itself_confirms_nothing(press: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, said = verify(capsys, "now.json", "--against", press)
    assert status == 1
    assert "press.toml contradicts itself in what bears on this, so it neither confirms nor refutes it: These" in said
    assert "662,556 [a news agency" in said
    assert "'docketstats check press.toml --without letter'" in said
    status, said = verify(capsys, "now.json", "--against", press, "--without", "agency")
    assert (status, said.endswith("press.toml holds all of these facts")) == (0, True)


def test_facts_that_are_missing_are_told_too(press: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = Path(press).read_text(encoding="utf-8")
    Path("other.toml").write_text(text.replace("226,847", "226,848"), encoding="utf-8")
    status, said = verify(capsys, "now.json", "--against", "other.toml")
    assert status == 1
    assert "other.toml does not hold: - count(pending" in said
    assert "other.toml contradicts itself in what bears on this" in said


def test_a_contradiction_elsewhere_does_not_matter(press: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, said = verify(capsys, "then.json", "--against", press)
    assert status == 0
    assert said.endswith("holds all of these facts press.toml contradicts itself elsewhere; that does not bear on this")


def test_a_saved_contradiction_is_confirmed_by_one(press: str, capsys: pytest.CaptureFixture[str]) -> None:
    evidence = load(press).evidence
    for one in (evidence.conflicts()[0], evidence.reconcile()):
        Path("saved.json").write_text(to_json(one), encoding="utf-8")
        status, said = verify(capsys, "saved.json", "--against", press)
        assert status == 0
        assert "holds all of these facts press.toml contradicts itself, which is what this is about" in said


def test_a_bare_proof_is_judged_by_its_facts(press: str, capsys: pytest.CaptureFixture[str]) -> None:
    for at, status in (("2024-07-21", 1), ("2023-07-21", 0)):
        known = load(press)
        (agency,) = (source for key, source in known.sources if key == "agency")
        end = known.evidence.without(agency).bound(known.measure("pending", at=at)).upper
        assert end
        assert end.proof
        Path("proof.json").write_text(to_json(end.proof), encoding="utf-8")
        assert verify(capsys, "proof.json", "--against", press)[0] == status


@pytest.mark.usefixtures("press")
def test_a_part_of_no_document_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    status, said = verify(capsys, "now.json", "--without", "agency", "--known-on", "2025-01-01")
    assert status == 2
    assert "--known-on and --without: for the document that is given by --against" in said
