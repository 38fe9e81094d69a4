"""The parts "In a document" of the pages: their documents and commands are typed as a reader would type them."""

import os
import re
import shlex
import sys
import tempfile
from pathlib import Path

DOCS = Path(__file__).resolve().parents[1]
FILE = re.compile(r"^```\{code-block\} \w+\n:caption: ([\w.]+)\n\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ docketstats (.*)$", re.MULTILINE)


def typed(page: str) -> None:
    """Type the commands of a page's part, in a folder that holds its files, and print what they print."""
    from docketstats.cli import main

    text = (DOCS / f"{page}.md").read_text(encoding="utf-8")
    part = re.split(r"^## ", text.partition("\n## In a document\n")[2], maxsplit=1, flags=re.MULTILINE)[0]
    folder, columns = os.getcwd(), os.environ.get("COLUMNS")
    with tempfile.TemporaryDirectory() as desk:
        for name, written in FILE.findall(part):
            Path(desk, name).write_text(written, encoding="utf-8")
        try:
            os.chdir(desk)
            os.environ["COLUMNS"] = "88"
            for number, command in enumerate(COMMAND.findall(part)):
                sys.stdout.write("\n" if number else "")
                main(shlex.split(command))
        finally:
            os.chdir(folder)
            if columns is None:
                del os.environ["COLUMNS"]
            else:
                os.environ["COLUMNS"] = columns
