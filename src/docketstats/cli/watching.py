"""Checking again whenever a document is saved.

The file is looked at twice a second. That needs no library, and finds a save whatever the editor does: it may write in
place, or write beside the file and rename, so that the file is missing for a moment.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn, TypeAlias

from docketstats.cli.terminal import is_terminal
from docketstats.values.formatting import printable

_PAUSE = 0.5
_CLEAR = "\x1b[2J\x1b[H"
_Version: TypeAlias = tuple[str, int, int, int]
_sleep = time.sleep
_State: TypeAlias = tuple[_Version, ...] | None


def watch(path: Path, check: Callable[[], int], *, sleep: Callable[[float], object] | None = None) -> NoReturn:
    """Check at once, and again whenever the file or a CSV file beside it changes; Ctrl-C ends it.

    Args:
        path: The file.
        check: Checks it and shows what comes of that, problems included.
        sleep: Waits for some seconds.

    Raises:
        KeyboardInterrupt: At Ctrl-C.
    """
    shown = seen = _state(path)
    _checked(path, check)
    while True:
        (sleep or _sleep)(_PAUSE)
        now = _state(path)
        # A save in several steps is over once two looks give the same.
        if now is not None and now == seen != shown:
            shown = now
            _checked(path, check)
        seen = now


def _state(path: Path) -> _State:
    """What tells one version of the file, and of the CSV files that it may name, from the next; None without a file."""
    found = [_version(one) for one in (path, *sorted(path.parent.glob("*.csv")))]
    return None if found[0] is None else tuple(one for one in found if one)


def _version(path: Path) -> _Version | None:
    try:
        stat = path.stat()
    except (OSError, ValueError):
        return None
    return path.name, stat.st_mtime_ns, stat.st_size, stat.st_ino


def _checked(path: Path, check: Callable[[], int]) -> None:
    if is_terminal():
        print(_CLEAR, end="", flush=True)
    check()
    print(f"-- checked at {time.strftime('%H:%M:%S')}; waiting for {printable(str(path))} to be saved, Ctrl-C ends")
    sys.stdout.flush()
