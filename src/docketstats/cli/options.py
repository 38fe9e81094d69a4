"""How a command is declared: its arguments, and examples in its help that a test runs."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import attrs

from docketstats.adapters.documents import Document, load
from docketstats.cli.terminal import show, show_json
from docketstats.errors import DocumentError
from docketstats.evidence import Evidence
from docketstats.inference.conflicts import Conflict
from docketstats.model.source import Source
from docketstats.notation.commands import ways_out
from docketstats.notation.names import suggest
from docketstats.values.formatting import printable

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
    one.set_defaults(run=run, command=name)
    return one


def takes_document(one: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Let a command take a document."""
    one.add_argument("document", type=Path, help="a document in TOML, or in JSON if its name ends in .json")
    return one


def takes_part(one: argparse.ArgumentParser) -> None:
    """Let a command use a part of a document: what was known on a day, or all but what some sources say."""
    one.add_argument("--known-on", metavar="DATE", help="use only what had certainly been published by that day")
    text = "answer as if this source had said nothing, by its key in the document; for one, or several"
    one.add_argument("--without", metavar="SOURCE", action="append", default=[], help=text)


def takes_json(one: argparse._ActionsContainer) -> None:
    """Let a command answer to programs."""
    one.add_argument("--json", action="store_true", help="write JSON, with exact numbers as texts")


def document_of(options: argparse.Namespace, path: Path | None = None) -> Document:
    """The document, as known on the day and without the sources that were asked for; it tells what is left out.

    Raises:
        DocumentError: If the document has no source of such a key.
    """
    document = load(path or options.document)
    evidence = document.evidence
    if options.known_on is not None:
        evidence = evidence.as_known_on(options.known_on)
    if options.without:
        left = dict(zip(options.without, sources_of(document, options.without, "--without"), strict=True))
        told = "; ".join(map(str, left.values()))
        evidence = evidence.without(*left.values()) | Evidence(remarks=[f"left out, as asked: {told}"])
        if not getattr(options, "json", False):
            show("left out: " + "; ".join(f"{printable(key)} ({one})" for key, one in left.items()))
    return attrs.evolve(document, evidence=evidence)


def sources_of(document: Document, keys: Iterable[str], option: str) -> list[Source]:
    """The sources of a document by their keys.

    Raises:
        DocumentError: If there is no source of a key; it names all such keys, each with what may be meant.
    """
    keys, known = list(keys), dict(document.sources)
    unknown = [f"no source {key!r} ({suggest(key, known, 'sources')})" for key in keys if key not in known]
    if unknown:
        raise DocumentError(f"{option}: the document has {', '.join(unknown)}")
    return [known[key] for key in keys]


def answer(options: argparse.Namespace, data: dict[str, Any]) -> None:
    """Answer a program, which is told what was left out."""
    show_json({**data, **({"without": options.without} if options.without else {})})


def part(options: argparse.Namespace) -> list[str]:
    """The arguments that choose a part of a document, as they were given."""
    known_on = [] if options.known_on is None else ["--known-on", options.known_on]
    return known_on + [one for key in options.without for one in ("--without", key)]


def next_steps(
    options: argparse.Namespace, document: Document, conflicts: Sequence[Conflict], path: Path | None = None
) -> Iterator[str]:
    """What to ask next of a document whose facts contradict each other."""
    if conflicts:
        for asked, purpose in ways_out(str(path or options.document), document.sources, conflicts, part(options)):
            if asked.split()[1] != "reconcile" or options.command != "reconcile":
                yield printable(f"'{asked}' {purpose}")
