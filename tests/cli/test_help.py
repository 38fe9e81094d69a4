"""The examples that ``--help`` shows: each is run as it stands, and ends as it says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

import docketstats.cli.watching as watching
from docketstats.adapters.documents.starting import starter
from docketstats.cli import main
from docketstats.cli.completion import _arguments
from docketstats.cli.parser import parser

COMMANDS = list(parser()._subparsers._group_actions[0].choices)  # type: ignore[union-attr,arg-type,call-overload]


def helped(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit) as end:
        main([*arguments, "--help"])
    assert end.value.code == 0
    return capsys.readouterr().out


def run_examples(text: str, capsys: pytest.CaptureFixture[str]) -> int:
    """Run the examples of a help text and give their number."""
    lines = re.findall(r"^  docketstats (.*)$", text, re.MULTILINE)
    for line in lines:
        arguments = shlex.split(line, comments=True)
        expected = re.search(r"# status (\d+)", line)
        status = main(arguments)
        said = capsys.readouterr()
        assert status == int(expected.group(1) if expected else 0), (line, said.err)
        assert said.out or "-o" in arguments
    return len(lines)


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    def interrupted(_seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(watching, "_sleep", interrupted)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_examples_of_a_command_end_as_they_say(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    if command != "new":
        Path("court.toml").write_text(starter(), encoding="utf-8")
    assert run_examples(helped(capsys, command), capsys)


def test_the_first_session_works_from_an_empty_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_examples(helped(capsys), capsys) >= 4


def test_every_argument_is_explained() -> None:
    bare = [one.dest for one in _arguments(parser()) if not one.help and not one.choices]
    assert not bare


def test_help_fits_a_screen(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ([], *([one] for one in COMMANDS)):
        assert max(map(len, helped(capsys, *command).splitlines())) <= 110


def test_the_session_of_the_readme_works_from_an_empty_folder(capsys: pytest.CaptureFixture[str]) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    session = readme.partition("## At the terminal")[2].partition("\n## ")[0]
    lines = [f"  {line}" for line in session.splitlines() if line.startswith("docketstats ")]
    assert run_examples("\n".join(lines), capsys) == 5
