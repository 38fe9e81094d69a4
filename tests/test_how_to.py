"""The how-to pages: who writes documents, and does not program, can begin at the top of each that a document can do."""

import re
from pathlib import Path

import pytest

HOW_TO = Path(__file__).parents[1] / "docs" / "how-to"
PROGRAMS = {"panels", "plots", "records-to-snapshot", "use-in-a-program", "use-spark"}
"""Pages on what takes a program: records, tables with a row for each group, pictures, Spark."""

PAGES = sorted(one.stem for one in HOW_TO.glob("*.md"))
FENCE = re.compile(r"^```\{?([\w-]+)\}?", re.MULTILINE)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_begins_with_a_document_if_one_can_do_it(page: str) -> None:
    text = (HOW_TO / f"{page}.md").read_text(encoding="utf-8")
    console, python = text.find("\n```console\n$ docketstats "), text.find("\n```{doctest}\n>>> ")
    if page in PROGRAMS:
        assert console == -1 or python < console
    else:
        assert console != -1
        assert python == -1 or console < python


@pytest.mark.parametrize("page", PAGES)
def test_what_a_document_prints_is_shown_and_tested(page: str) -> None:
    part = (
        (HOW_TO / f"{page}.md").read_text(encoding="utf-8").partition("\n## In a document\n")[2].partition("\n## ")[0]
    )
    fences = FENCE.findall(part)
    if part:
        assert {"console", "testcode", "testoutput"} <= set(fences)
        assert "toml" in part
    if "typed(" in part:
        assert f'typed("how-to/{page}")' in part
