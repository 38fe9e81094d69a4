"""The commands exposed and suppress."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from docketstats.cli import main

TABLE = """
docketstats = 1
[docket]
name = "Sample court"
unit = "case"
classifications = [{ name = "stage", items = ["open", "heard", "closed"] }]
[sources.table]
title = "SAMPLE table"
[[snapshots]]
as_of = 2024-12-31
source = "table"
figures = [
  { of = "everyone", is = 100 },
  { of = "open", is = 60 },
  { of = "heard", is = 33 },
  { of = "closed", is = "<11" },
]
"""


@pytest.fixture
def table(tmp_path: Path) -> str:
    path = tmp_path / "table.toml"
    path.write_text(TABLE, encoding="utf-8")
    return str(path)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(arguments)
    said = capsys.readouterr()
    return status, said.out, said.err


def test_exposed_names_the_cell_and_what_gives_it_away(table: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "exposed", table)
    assert status == 1
    assert "Suppressed cells: 1; exposed: 1." in out
    assert "recovered: 7 cases" in out
    assert 'given away by count(heard, at="2024-12-31") is 33 [SAMPLE table]' in out


def test_exposed_for_programs(table: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "exposed", table, "--json")
    data = json.loads(out)
    assert (status, data["threshold"], data["exposed"]) == (1, 11, 1)
    (cell,) = data["cells"]
    assert (cell["shown"], cell["interval"], cell["recovered"]) == ("[0, 10]", "[7, 7]", True)
    assert len(cell["given_away_by"]) == 3


def test_nothing_is_exposed_of_a_document_without_suppressed_cells(
    table: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, _ = run(capsys, "exposed", table, "--threshold", "200")
    assert "printed, and below 200" in out
    Path(table).write_text(TABLE.replace('"<11"', "7"), encoding="utf-8")
    status, out, _ = run(capsys, "exposed", table, "--threshold", "5")
    assert (status, out) == (0, "No count is suppressed: none is left open that may be below 5.\n")


def test_suppress_proposes_what_to_hide(table: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "suppress", table, "--keep", "everyone", "--keep", "open")
    assert status == 0
    assert 'count(heard, at="2024-12-31") is 33 [SAMPLE table]' in out
    _, out, _ = run(capsys, "suppress", table, "--keep", "everyone", "--by", "counts", "--json")
    data = json.loads(out)
    assert (data["total"], data["by"], data["after"]["exposed"]) == (33, "counts", 0)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--keep", "nothing"), "nothing"),
        (("--threshold", "1"), "at least 2"),
        (("--keep", "everyone", "--keep", "open", "--keep", "heard"), "nothing that may be hidden protects"),
    ],
)
def test_what_is_wrong_is_told(
    table: str, arguments: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _, err = run(capsys, "suppress", table, *arguments)
    assert status == 2
    assert says in err
