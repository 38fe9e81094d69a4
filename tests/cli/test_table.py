"""The table of decisions on a terminal, and the plain text everywhere else."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from terminals import ESCAPES, in_pipe, on_terminal, shown

from docketstats.adapters.documents.starting import starter

DOCUMENT = r"""
docketstats = 1
title = "A court [bold]and[/bold] 漢字"
[docket]
name = "court"
unit = "case"
populations = { a = "", b = "" }
[sources.s]
title = "Report"
[[snapshots]]
as_of = 2024-06-30
source = "s"
figures = [{ of = "a", is = 5 }, { of = "a | b", is = 9 }]
[[assumptions]]
that = "count(b, at=2024-06-30) <= 8"
because = "said [red]so[/red]"
[[claims]]
text = "[red]Five[/red] \u001b[31m :smile: 漢字漢字漢字漢字漢字漢字 \u202e"
by = "[link=https://example.org]somebody[/link]"
says = "count(a) = 5"
[[claims]]
text = "Seven in a."
says = "count(a) = 7"
expected = "supported"
[[claims]]
text = "At most eight in b."
says = "count(b) <= 8"
[[claims]]
says = "count(a & b) >= 1"
[[claims]]
text = "Almost four."
of = "b"
is = "almost 4"
rounded_to = 1
[[claims]]
text = "A share of nobody."
says = "share(a, among=nobody) > 50%"
"""


@pytest.fixture
def document(tmp_path: Path) -> str:
    path = tmp_path / "court.toml"
    path.write_text(DOCUMENT, encoding="utf-8")
    return str(path)


def cells(line: str) -> int:
    """The columns of a terminal that a line takes."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in line)


@pytest.mark.parametrize("columns", [20, 40, 60, 80, 100, 110, 120, 200])
def test_a_table_fits_the_terminal(document: str, columns: int) -> None:
    text = on_terminal("check", document, columns=columns, status=1)
    assert "\x1b[" in text
    lines = shown(text).splitlines()
    assert max(map(cells, lines)) <= max(40, columns)
    said = " ".join(shown(text).split())
    for part in ("✓ supported", "✗ refuted", "? undetermined", "∅ undefined", "NOT AS EXPECTED"):
        assert part in said
    assert said.endswith("5 of 6 claims came out as expected")
    assert ("The sources allow" in said) == (columns >= 100)
    assert ("allowed: 5 cases" in said) == (columns < 100)


def test_no_text_of_a_document_is_markup(document: str) -> None:
    said = shown(on_terminal("check", document, columns=130, status=1))
    for part in ("A court [bold]and[/bold] 漢字", "[red]Five[/red]", r"\x1b[31m", ":smile:", r"\u202e", "[link="):
        assert part in said
    assert "assumed: count" in said
    assert "said [red]so[/red]" in said


def test_no_color_keeps_the_layout(document: str) -> None:
    plain = on_terminal("check", document, status=1, NO_COLOR="1")
    coloured = on_terminal("check", document, status=1)
    assert "───" in plain
    assert shown(plain) == shown(coloured)
    # Bold and dim are no colours; 30 to 37, 38, 40 to 48 and 90 to 107 are.
    codes = {code for found in ESCAPES.findall(plain) for code in found[2:-1].split(";")}
    assert not any(code.isdigit() and 30 <= int(code) <= 107 for code in codes)


def test_both_readings_are_shown_where_they_differ(document: str) -> None:
    said = " ".join(shown(on_terminal("check", document, columns=90, status=1)).split())
    assert "claimed: at its weakest, " in said
    assert "at its strongest, " in said


def test_a_dumb_terminal_and_a_pipe_get_plain_text(document: str) -> None:
    dumb = on_terminal("check", document, status=1, TERM="dumb")
    assert dumb == in_pipe("check", document).stdout
    assert "\x1b" not in dumb
    assert "refuted       Seven in a." in dumb
    assert "assumed: count(b" in dumb


def test_without_rich_a_terminal_gets_plain_text(document: str) -> None:
    code = "import sys; sys.modules['rich'] = None; from docketstats.cli import main; sys.exit(main())"
    text = on_terminal("check", document, code=code, status=1)
    assert "\x1b" not in text
    assert "refuted       Seven in a." in text


def test_a_terminal_of_ascii_gets_ascii_signs(document: str) -> None:
    text = on_terminal("check", document, status=1, PYTHONIOENCODING="ascii")
    assert "+ supported" in text
    assert "x refuted" in text
    assert text.isascii()
    assert r"\u6f22" in text


def test_a_contradiction_is_told_under_its_number() -> None:
    press = Path(__file__).parents[2] / "examples" / "press_figures_2024.toml"
    said = shown(on_terminal("check", str(press), columns=80))
    assert "! contradiction" in said
    assert "1  These cannot all be true:" in said


def test_a_document_without_claims_has_no_table(tmp_path: Path) -> None:
    path = tmp_path / "none.toml"
    path.write_text(DOCUMENT.partition("[[claims]]")[0], encoding="utf-8")
    assert on_terminal("check", str(path)) == "A court [bold]and[/bold] 漢字\n\nthe document has no claims to check\n"


def test_an_explanation_is_plain_text(document: str) -> None:
    text = on_terminal("check", document, "--explain", status=1)
    assert "Verdict: " in text
    assert "───" not in text


def test_the_table_in_the_documentation_is_what_is_shown(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "command-line.md").read_text(encoding="utf-8")
    table = page.partition("```text\n")[2].partition("\n```")[0]
    assert table.count("✓") == 1
    (tmp_path / "court.toml").write_text(starter(), encoding="utf-8")
    text = on_terminal("check", str(tmp_path / "court.toml"), columns=87)
    assert table in "\n".join(line.rstrip() for line in shown(text).splitlines())


def test_a_contradiction_of_several_claims_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "court.toml"
    figures = 'figures = [{ of = "a", is = 5 }, { of = "a", is = 6 }]'
    claims = '[[claims]]\nsays = "count(a) = 5"\n[[claims]]\nsays = "count(a) = 6"\n'
    head = DOCUMENT.partition("figures = ")[0]
    path.write_text(f"{head}{figures}\n{claims}", encoding="utf-8")
    for text in (in_pipe("check", str(path)).stdout, shown(on_terminal("check", str(path), status=1))):
        assert text.count("These cannot all be true") == 1
        assert text.count("the same contradiction as in claim 1") == 1
