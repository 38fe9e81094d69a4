"""The commands that let an editor and a shell help with typing: schema and completion."""

from __future__ import annotations

import argparse
from pathlib import Path

from docketstats.adapters.documents.files import write_text
from docketstats.adapters.documents.plaintext import write_json
from docketstats.adapters.documents.schema import schema
from docketstats.cli.completion import SHELLS, script
from docketstats.cli.options import Commands, command
from docketstats.cli.starting import SCHEMA_FILE
from docketstats.cli.status import OK


def add(commands: Commands) -> None:
    """Add the commands."""
    one = command(
        commands,
        "schema",
        _schema,
        "Write the JSON Schema of documents, by which editors complete and check them.",
        "docketstats schema",
        f"docketstats schema -o {SCHEMA_FILE}",
        more="A TOML document names it in its first line, '#:schema ./docketstats.schema.json', a JSON document under\n"
        'the key "$schema". Nothing is fetched from the network.',
    )
    one.add_argument("-o", "--output", type=Path, metavar="FILE", help="the file; standard output unless given")
    completion = command(
        commands,
        "completion",
        _completion,
        "Write a script by which a shell completes commands, options and documents.",
        "docketstats completion bash",
        more="bash: docketstats completion bash > ~/.local/share/bash-completion/completions/docketstats\n"
        "zsh:  docketstats completion zsh > ~/.zfunc/_docketstats, where ~/.zfunc is in fpath\n"
        "fish: docketstats completion fish > ~/.config/fish/completions/docketstats.fish",
    )
    completion.add_argument("shell", choices=SHELLS)


def _schema(options: argparse.Namespace) -> int:
    text = write_json(schema())
    if options.output is None:
        print(text, end="")
    else:
        write_text(options.output, text)
    return OK


def _completion(options: argparse.Namespace) -> int:
    from docketstats.cli.parser import parser  # it has this command too

    print(script(parser(), options.shell))
    return OK
