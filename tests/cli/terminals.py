"""Running the command line as a process: in a pipe, and on a terminal."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import docketstats

# The package under test is the one that this process imports, installed or not.
PATH = os.pathsep.join([str(Path(docketstats.__file__).parents[1]), os.environ.get("PYTHONPATH", "")])
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\]8;[^\x1b\x07]*(?:\x1b\\|\x07)")


def environment(columns: int, **others: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "COLORTERM")}
    own = {"PYTHONPATH": PATH, "COLUMNS": str(columns), "PYTHONIOENCODING": "utf-8", "TERM": "xterm-256color"}
    return kept | own | others


def in_pipe(*arguments: str, columns: int = 100, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command whose output is read by a program."""
    done = subprocess.run(
        [sys.executable, "-m", "docketstats", *arguments],
        capture_output=True,
        encoding="utf-8",
        env=environment(columns),
        cwd=folder,
        check=False,
        timeout=120,
    )
    assert "Traceback" not in done.stderr
    return done


def on_terminal(*arguments: str, columns: int = 100, status: int = 0, code: str = "", **others: str) -> str:
    """What a command shows on a terminal of so many columns, escapes included."""
    pty = pytest.importorskip("pty", reason="terminals differ elsewhere")
    ours, theirs = pty.openpty()
    command = [sys.executable, *(["-c", code] if code else ["-m", "docketstats"]), *arguments]
    done = subprocess.Popen(command, stdout=theirs, stderr=theirs, stdin=theirs, env=environment(columns, **others))
    os.close(theirs)
    found = b""
    while True:
        try:
            part = os.read(ours, 65_536)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        found += part
    os.close(ours)
    assert done.wait(timeout=120) == status
    return found.decode("utf-8").replace("\r\n", "\n")


def shown(text: str) -> str:
    """What remains of an output without the escapes that colour it."""
    return ESCAPES.sub("", text)
