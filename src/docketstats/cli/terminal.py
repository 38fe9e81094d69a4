"""What the commands write: wrapped text, JSON and errors, in which nothing that a terminal would obey is left."""

from __future__ import annotations

import json
import os
import shutil
import sys
import textwrap
from typing import Any

from docketstats.adapters.documents.plaintext import write_json
from docketstats.values.formatting import printable

_WIDEST = 100


def prepare() -> None:
    """Let a terminal that lacks a letter show its code instead of ending the answer."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def is_terminal() -> bool:
    """Whether answers go to a terminal that can be drawn on; a pipe, a file or ``TERM=dumb`` gets plain text."""
    return sys.stdout is not None and sys.stdout.isatty() and os.environ.get("TERM") not in ("dumb", "unknown")


def failed(error: object, status: int) -> int:
    """Tell an error on standard error, and give the status back."""
    print("\n".join(map(printable, f"docketstats: error: {error}".split("\n"))), file=sys.stderr)
    return status


def show(text: str, indent: str = "", hang: int = 4) -> None:
    """Print a text with its long lines wrapped under their own indentation and ``hang`` more blanks."""
    width = max(40, min(_WIDEST, shutil.get_terminal_size((_WIDEST, 24)).columns))
    for line in map(printable, text.split("\n")):
        own = indent + line[: len(line) - len(line.lstrip())]
        print(
            textwrap.fill(
                line.strip(),
                width,
                initial_indent=own,
                subsequent_indent=own + " " * hang,
                break_long_words=False,
                break_on_hyphens=False,
            )
        )


def show_json(data: dict[str, Any]) -> None:
    """Print JSON, with what a terminal would obey or hide escaped as JSON does it."""
    letters = (one if one == "\n" or printable(one) == one else json.dumps(one)[1:-1] for one in write_json(data))
    print("".join(letters), end="")
