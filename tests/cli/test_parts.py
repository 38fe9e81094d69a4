"""Answers on a part of a document: without some sources, and what leads out of a contradiction."""

from __future__ import annotations

import json
import shlex
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from docketstats.adapters.documents import load
from docketstats.cli import main
from docketstats.findings.decision import Decision

EXAMPLES = Path(__file__).parents[2] / "examples"
LETTER, PRESS = EXAMPLES / "ice_letter_2024.toml", EXAMPLES / "press_figures_2024.toml"


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    status = main(list(map(str, arguments)))
    said = capsys.readouterr()
    return status, " ".join(said.out.split()), " ".join(said.err.split())


def struck_out(document: Path, key: str, folder: Path) -> Path:
    """The document with each line of a source struck out of its text, by hand as it were."""
    data: dict[str, Any] = tomllib.loads(document.read_text(encoding="utf-8"))
    for home in (data, *data["snapshots"]):
        for name in {"figures", "relations"} & home.keys():
            home[name] = [one for one in home[name] if one.get("source", home.get("source")) != key]
    path = folder / "struck.json"
    path.write_text(json.dumps(data, default=str), encoding="utf-8")
    return path


@pytest.mark.parametrize("document", [LETTER, PRESS], ids=["letter", "press"])
def test_without_a_source_is_a_document_without_its_lines(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def answers(decisions: Iterable[Decision]) -> list[tuple[str, object]]:
        return [(one.outcome, None if one.verdict is None else one.verdict.figure.interval) for one in decisions]

    known = load(document)
    for key, source in known.sources:
        expected = answers(load(struck_out(document, key, tmp_path)).decide())
        assert answers(map(known.evidence.without(source).decide, known.claims)) == expected
        _, out, _ = run(capsys, "check", document, "--without", key, "--json")
        data = json.loads(out)
        assert [claim["outcome"] for claim in data["claims"]] == [outcome for outcome, _ in expected]
        assert data["without"] == [key]


COMMANDS = (
    ("check",),
    ("explain",),
    ("explain", "convicted"),
    ("bound", "convicted"),
    ("history", "convicted"),
    ("transitions", "criminality", "--since", "2024-07-21", "--until", "2024-07-22"),
    ("conflicts",),
    ("sensitivity", "convicted"),
    ("reconcile",),
    ("exposed",),
    ("suppress",),
    ("report", "-o", "page.html"),
    ("export", "datapackage", "-o", "data"),
)


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda one: " ".join(one[:2]))
def test_every_command_takes_it_and_says_what_is_left_out(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    command, *rest = arguments
    status, out, err = run(capsys, command, PRESS, *rest, "--without", "agency")
    assert out.startswith("left out: agency (a news agency, Report on the letter, 2024-09)"), (out, err)
    assert "contradict" not in err
    assert status == (1 if command in ("check", "explain") and len(arguments) == 1 else 0)
    both = run(capsys, command, PRESS, *rest, "--without", "agency", "--without", "letter")[1]
    assert "agency (a news agency, Report on the letter, 2024-09); letter (ICE, Letter to" in both
    if command == "report":
        page = Path("page.html").read_text(encoding="utf-8")
        assert "left out, as asked: a news agency, Report on the letter, 2024-09; ICE, Letter to Rep. Gonzales" in page
        assert "--without agency --without letter --explain" in page


def test_a_saved_answer_says_what_was_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "bound", PRESS, "convicted", "--without", "agency", "-o", tmp_path / "answer.json")
    assert "left out, as asked: a news agency" in (tmp_path / "answer.json").read_text(encoding="utf-8")


def test_all_unknown_sources_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "check", PRESS, "--without", "leter", "--without", "nobody")
    assert (status, out) == (2, "")
    assert "--without: the document has no source 'leter' (did you mean 'letter'?), no source 'nobody'" in err


# -- contradictions ---------------------------------------------------------------------------------------------------


@pytest.fixture
def contradictory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A document that contradicts itself, and expects no such thing."""
    monkeypatch.chdir(tmp_path)
    text = PRESS.read_text(encoding="utf-8").replace('expected = "contradiction"', "")
    Path("press figures.toml").write_text(text, encoding="utf-8")
    return "press figures.toml"


WAYS = (
    ("check",),
    ("explain",),
    ("explain", "pending"),
    ("bound", "pending"),
    ("conflicts",),
    ("report",),
    ("report", "-o", "page.md"),
    ("export", "datapackage", "-o", "data"),
)


@pytest.mark.parametrize("arguments", WAYS, ids=" ".join)
def test_a_contradiction_names_commands_that_work(
    arguments: tuple[str, ...], contradictory: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command, *rest = arguments
    status, out, err = run(capsys, command, contradictory, *rest)
    assert status == 1
    said = out + err
    assert "'docketstats reconcile 'press figures.toml'' proposes the least change" in said
    without = "docketstats check 'press figures.toml' --without letter"
    assert f"'{without}' checks as if that source had said nothing; without agency is another way" in said
    for one in ("docketstats reconcile 'press figures.toml'", without):
        assert run(capsys, *shlex.split(one)[1:])[0] == 0


def test_a_suggestion_keeps_what_is_left_out_already(contradictory: str, capsys: pytest.CaptureFixture[str]) -> None:
    more = (
        Path(contradictory).read_text(encoding="utf-8")
        + """
[sources.other]
title = "Other"
published = 2024-10-01
[[relations]]
that = "pending within convicted"
source = "other"
"""
    )
    Path(contradictory).write_text(more, encoding="utf-8")
    _, out, _ = run(capsys, "check", contradictory, "--without", "agency", "--known-on", "2025-01-01")
    assert "check 'press figures.toml' --known-on 2025-01-01 --without agency --without letter'" in out


@pytest.mark.parametrize("command", ["report", "export"])
def test_a_file_is_written_though_figures_contradict_each_other(
    command: str, contradictory: str, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = {"report": ("-o", "page.html"), "export": ("datapackage", "-o", "page.zip")}[command]
    status, out, err = run(capsys, command, contradictory, *arguments)
    assert status == run(capsys, "check", contradictory)[0] == run(capsys, "explain", contradictory)[0] == 1
    assert "wrote page." in out
    assert err.startswith("docketstats: facts of press figures.toml contradict each other")
    assert Path(arguments[-1]).stat().st_size > 1000
    # Where the contradiction is what the document expects, all is as expected, and still it is told.
    status, out, err = run(capsys, command, PRESS, *arguments)
    assert status == run(capsys, "check", PRESS)[0] == run(capsys, "explain", PRESS)[0] == 0
    assert "contradict each other" in err


def test_explain_ends_as_check_does(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "letter.toml"
    path.write_text(LETTER.read_text(encoding="utf-8").replace('"supported"', '"refuted"'), encoding="utf-8")
    for more in ((), ("--json",)):
        assert run(capsys, "explain", path, *more)[0] == run(capsys, "check", path, *more)[0] == 1
        assert run(capsys, "explain", LETTER, *more)[0] == run(capsys, "check", LETTER, *more)[0] == 0
