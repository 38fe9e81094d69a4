"""An interval with one value is shown as that value, in what people read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docketstats.cli import main

EXAMPLES = Path(__file__).parents[2] / "examples"
TWICE = re.compile(
    r"\[([-\d,./]+), \1\]"
    r"|Interval\((.+?), \2\)"
    r"|(?<![\d,.-])(\d[\d,.]*)( %)? (?:to|and) \3(?![\d,.]*\d)"
    r"|(?<![\d,.-])(\d[\d,.]*) <= [^<|]{1,60} <= \5(?![\d,.]*\d)"
)
"""One number as both ends."""


def test_what_is_looked_for_is_found() -> None:
    for text in ("exactly [5, 5];", "in Interval(5, 5)", "13,099 to 13,099 persons", "84 <= count(a) <= 84."):
        assert TWICE.search(text)
    for text in ("[5, 55]", "Interval(5, 55)", "1,309 to 13,099", "8 <= count(a) <= 84", "5 to 5.5", "3 and 33"):
        assert not TWICE.search(text)


@pytest.mark.parametrize("document", ["court.toml", "press_figures_2024.toml"])
@pytest.mark.parametrize("command", ["check", "explain", "sensitivity", "conflicts", "reconcile", "report", "export"])
def test_no_number_is_shown_twice(
    command: str, document: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    main(["new"])
    path = document if document == "court.toml" else str(EXAMPLES / document)
    more = {"report": ["-o", "page.md"], "export": ["csv", "-o", "page.csv"]}.get(command, [])
    if command == "sensitivity" and document != "court.toml":
        more = ["convicted", "--without", "agency"]
    main([command, path, *more])
    text = capsys.readouterr().out + "".join(one.read_text("utf-8") for one in tmp_path.glob("page.*"))
    assert [found[0] for found in TWICE.finditer(" ".join(text.split()))] == []


def test_an_answer_with_one_value_is_told_by_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    main(["new"])
    question = ["growth(pending, since=2023-12-31, until=2024-12-31)", "-o", "proof.json"]
    assert main(["bound", "court.toml", *question]) == main(["verify", "proof.json"]) == 0
    out = capsys.readouterr().out
    assert "exactly 3/20; sharp" in out
    assert "is exactly 3/20" in out
