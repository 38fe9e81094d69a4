"""The command with which work begins: new."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path

from docketstats.adapters.documents.files import write_text
from docketstats.adapters.documents.plaintext import write_json
from docketstats.adapters.documents.schema import schema
from docketstats.adapters.documents.starting import STARTERS, starter
from docketstats.cli.options import Commands, command
from docketstats.cli.status import OK
from docketstats.cli.terminal import show
from docketstats.errors import DocumentError

SCHEMA_FILE = "docketstats.schema.json"
"""The name that the first line of a starter gives its schema."""


def add(commands: Commands) -> None:
    """Add the command."""
    new = command(
        commands,
        "new",
        _new,
        "Write a commented starter document, to be changed into your own.",
        "docketstats new",
        'docketstats new county.toml --template jail --docket "County jail"',
        "docketstats new - --template custody",
        more="Its figures are made up. Beside it goes docketstats.schema.json, by which editors complete and check it.",
    )
    new.add_argument("path", nargs="?", metavar="PATH", help="the file, or - for standard output (court.toml, ...)")
    about = "; ".join(f"{name}: {text}" for name, (_, _, text) in STARTERS.items())
    new.add_argument("--template", choices=list(STARTERS), default="court", help=f"{about} (default: court)")
    new.add_argument("--docket", metavar="NAME", help="the name of the docket")
    new.add_argument("--unit", metavar="UNIT", help="what it counts: person, case, stay, charge or event")
    new.add_argument("--force", action="store_true", help="overwrite the file if it is there")


def _new(options: argparse.Namespace) -> int:
    text = starter(options.template, docket=options.docket, unit=options.unit)
    if options.path == "-":
        print(text, end="")
        return OK
    path = Path(options.path or f"{options.template}.toml")
    if path.suffix.lower() == ".json":
        raise DocumentError("a starter is in TOML, which takes comments (name it .toml)", where=str(path))
    _write(path, text, force=options.force)
    show(f"wrote {path}: {STARTERS[options.template][2]}, with figures that are made up")
    beside = path.with_name(SCHEMA_FILE)
    if not beside.exists():
        write_text(beside, write_json(schema()))
        show(f"wrote {beside}: by it an editor completes and checks the document")
    name = shlex.quote(str(path))
    print("\nNext, put your own figures in it, and:")
    print(f"  docketstats check {name}            the verdict on each claim")
    print(f"  docketstats check {name} --watch    again whenever you save it")
    print(f"  docketstats explain {name}          why")
    print(f"  docketstats report {name}           a page for readers, {path.with_suffix('.html').name}")
    return OK


def _write(path: Path, text: str, *, force: bool) -> None:
    """Write a new file; one that is there is overwritten only by force."""
    if not force and path.is_file():
        raise DocumentError("it is there already (give another name, or --force to overwrite it)", where=str(path))
    write_text(path, text)
