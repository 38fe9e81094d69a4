"""The whole command line: which commands there are, and what ``--help`` teaches."""

from __future__ import annotations

import argparse

import docketstats
from docketstats.cli import claims, disclosing, examining, proofs, publishing, questions, setting_up, starting

_EPILOG = """\
from an empty folder:
  docketstats new court.toml
  docketstats check court.toml
  docketstats explain court.toml
  docketstats bound court.toml "share(represented, among=old)" --at 2024-12-31
  docketstats report court.toml

'docketstats COMMAND --help' shows examples of a command.
Exit status: 0 as expected, 1 not as expected or contradictory, 2 bad input, 130 stopped by Ctrl-C.
"""


def parser() -> argparse.ArgumentParser:
    """The parser of the command line. Each command's ``run`` gives the exit status."""
    whole = argparse.ArgumentParser(
        prog="docketstats",
        description="Defensible figures from the few counts that agencies publish about a docket.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    whole.add_argument("--version", action="version", version=f"docketstats {docketstats.__version__}")
    commands = whole.add_subparsers(required=True, metavar="COMMAND", title="commands")
    for group in (starting, claims, questions, examining, disclosing, publishing, proofs, setting_up):
        group.add(commands)
    return whole
