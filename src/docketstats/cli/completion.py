"""Scripts by which shells complete the command line. This is the only module that knows shtab."""

from __future__ import annotations

import argparse
from pathlib import Path

from docketstats.errors import MissingExtra

SHELLS = ("bash", "zsh", "fish")

_DOCUMENTS = {
    "bash": "_docketstats_documents",
    "zsh": "_files -g '*.(toml|json)'",
    "fish": "(__fish_complete_suffix .toml .json)",
}
_PREAMBLE = {
    "bash": """\
_docketstats_documents() {
  compgen -f -X '!*.toml' -- "$1"
  compgen -f -X '!*.json' -- "$1"
  compgen -d -- "$1"
}"""
}


def script(parser: argparse.ArgumentParser, shell: str) -> str:
    """The script for a shell.

    Raises:
        MissingExtra: If shtab is not installed.
    """
    try:
        import shtab
    except ImportError:
        raise MissingExtra("completion needs shtab", mend="pip install 'docketstats[terminal]'") from None
    for one in _arguments(parser):
        if one.type is Path:
            is_document = one.dest in ("document", "against")
            one.complete = _DOCUMENTS if is_document else shtab.FILE  # type: ignore[attr-defined]
    return str(shtab.complete(parser, shell, preamble=_PREAMBLE.get(shell, "")))


def _arguments(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """All arguments of a parser and of its commands."""
    found = []
    for one in parser._actions:
        found.append(one)
        if isinstance(one, argparse._SubParsersAction):
            for inner in one.choices.values():
                found += _arguments(inner)
    return found
