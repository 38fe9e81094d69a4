"""How a command is declared: its arguments, and examples in its help that a test runs."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeAlias

import attrs

from docketstats.adapters.documents import Document, load

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Run: TypeAlias = Callable[[argparse.Namespace], int]


def examples(lines: Iterable[str]) -> str:
    """The end of a help text: command lines that can be typed as they stand."""
    return "\n".join(["examples:", *(f"  {line}" for line in lines)])


def command(commands: Commands, name: str, run: Run, text: str, *lines: str, more: str = "") -> argparse.ArgumentParser:
    """Add a command.

    Args:
        commands: Where to add it.
        name: Its name.
        run: What it does; gives the exit status.
        text: What it does, in a sentence.
        lines: Examples. They may use ``court.toml``, as ``docketstats new`` writes it; one that does not end with
            status 0 says so, as in ``# status 1``.
        more: What its help says besides.
    """
    one = commands.add_parser(
        name,
        help=text,
        description=f"{text}\n\n{more}" if more else text,
        epilog=examples(lines),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    one.set_defaults(run=run)
    return one


def takes_document(one: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Let a command take a document."""
    one.add_argument("document", type=Path, help="a document in TOML, or in JSON if its name ends in .json")
    return one


def takes_day(one: argparse.ArgumentParser) -> None:
    """Let a command use what was known on a day."""
    one.add_argument("--known-on", metavar="DATE", help="use only what had certainly been published by that day")


def takes_json(one: argparse._ActionsContainer) -> None:
    """Let a command answer to programs."""
    one.add_argument("--json", action="store_true", help="write JSON, with exact numbers as texts")


def document_of(options: argparse.Namespace) -> Document:
    """The document, as known on the day that was asked for."""
    document = load(options.document)
    if options.known_on is None:
        return document
    return attrs.evolve(document, evidence=document.evidence.as_known_on(options.known_on))
