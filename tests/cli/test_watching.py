"""Checking again at each save: whatever way an editor saves, and through whatever is wrong on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from terminals import environment

from docketstats.cli.watching import watch

Step = Callable[[Path], object]


def replaced(text: str) -> Step:
    """A save beside the file and a rename over it."""

    def step(path: Path) -> None:
        other = path.with_name("saving~")
        other.write_text(text, encoding="utf-8")
        os.replace(other, path)

    return step


def written(text: str) -> Step:
    return lambda path: path.write_text(text, encoding="utf-8")


def nothing(_path: Path) -> None:
    pass


def checks(path: Path, *steps: Step) -> list[str]:
    """What is found in the file at each check, when between looks these steps are taken and then Ctrl-C is pressed."""
    pending = list(steps)
    found: list[str] = []

    def sleep(_seconds: float) -> None:
        if not pending:
            raise KeyboardInterrupt
        pending.pop(0)(path)

    def check() -> int:
        found.append(path.read_text(encoding="utf-8") if path.exists() else "missing")
        return 2

    with pytest.raises(KeyboardInterrupt):
        watch(path, check, sleep=sleep)
    return found


@pytest.fixture
def path(tmp_path: Path) -> Path:
    one = tmp_path / "court.toml"
    one.write_text("first", encoding="utf-8")
    return one


def test_it_checks_once_while_nothing_is_saved(path: Path) -> None:
    assert checks(path, nothing, nothing, nothing) == ["first"]


@pytest.mark.parametrize("save", [written, replaced])
def test_it_checks_again_after_each_save(path: Path, save: Callable[[str], Step]) -> None:
    steps = (save("second one"), nothing, nothing, save("third"), nothing, nothing)
    assert checks(path, *steps) == ["first", "second one", "third"]


def test_a_save_in_several_steps_is_checked_when_it_is_over(path: Path) -> None:
    assert checks(path, written(""), written("half"), written("the whole"), nothing) == ["first", "the whole"]


def test_a_file_that_is_missing_for_a_moment_ends_nothing(path: Path) -> None:
    steps = (Path.unlink, nothing, nothing, written("back again"), nothing)
    assert checks(path, *steps) == ["first", "back again"]


def test_a_file_may_come_later(tmp_path: Path) -> None:
    assert checks(tmp_path / "later.toml", nothing, written("here"), nothing) == ["missing", "here"]


def test_a_csv_file_beside_it_counts(path: Path) -> None:
    def step(one: Path) -> None:
        one.with_name("figures.csv").write_text("of,is\n", encoding="utf-8")

    assert checks(path, step, nothing, nothing) == ["first", "first"]


COURT = 'docketstats = 1\n[docket]\nname = "court"\n'


@pytest.mark.skipif(os.name != "posix", reason="signals differ elsewhere")
def test_a_process_goes_on_after_problems_and_ends_with_130(tmp_path: Path) -> None:
    path = tmp_path / "court.toml"
    path.write_text(COURT + "surprise = 1\n", encoding="utf-8")
    command = [sys.executable, "-m", "docketstats", "check", str(path), "--watch"]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env=environment(100, PYTHONUNBUFFERED="1"),
    )
    assert process.stdout is not None
    told = []
    for saved in (COURT, None):
        for line in process.stdout:
            told.append(line)
            if line.startswith("-- checked at "):
                break
        if saved is not None:
            time.sleep(0.01)
            path.write_text(saved, encoding="utf-8")
    process.send_signal(signal.SIGINT)
    rest = process.communicate(timeout=60)[0]
    assert process.returncode == 130
    said = "".join(told) + rest
    assert "there is no such key" in said
    assert "the document has no claims to check" in said
    assert said.count("-- checked at ") == 2
    assert "Traceback" not in said
    assert "\x1b" not in said, "only a terminal is cleared"
