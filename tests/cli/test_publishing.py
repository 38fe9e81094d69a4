"""The commands report and export."""

from __future__ import annotations

import datetime
import hashlib
import json
import shutil
from pathlib import Path

import pytest

import docketstats as ds
from docketstats.adapters import claimreview, datapackage, prov, sdmx
from docketstats.adapters.documents import load
from docketstats.cli import main

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def court(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    assert main(["new"]) == 0
    return tmp_path / "court.toml"


def told(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    capsys.readouterr()
    status = main(list(map(str, arguments)))
    said = capsys.readouterr()
    return status, said.out, " ".join(said.err.split())


def test_a_report_is_named_after_its_document(court: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = told(capsys, "report", court.name)
    page = court.with_suffix(".html").read_text(encoding="utf-8")
    assert (status, out) == (0, "wrote court.html: 3 claims, and what stands behind each\n")
    assert "SAMPLE: a court&#39;s backlog" in page
    assert hashlib.sha256(court.read_bytes()).hexdigest() in page
    assert "docketstats check court.toml" in page


def test_a_report_in_markdown_bears_a_date_if_one_is_given(court: Path) -> None:
    assert main(["report", court.name, "-o", "page.md", "--dated", "2025-04-01"]) == 0
    text = (court.parent / "page.md").read_text(encoding="utf-8")
    assert text.startswith("# SAMPLE: a court's backlog")
    assert "2025-04-01" in text


def test_a_report_says_who_made_it_and_when(court: Path) -> None:
    def made(*more: str) -> str:
        assert main(["report", court.name, "-o", "page.md", *more]) == 0
        return (court.parent / "page.md").read_text(encoding="utf-8").partition("## Summary")[0]

    first = datetime.date.today()
    text = made("--by", "Desk *1*")
    days = {first, datetime.date.today()}
    assert any(f"Made by Desk \\*1\\*. Dated {day}. Computed by docketstats {ds.__version__}." in text for day in days)
    assert "Dated" not in made("--dated", "")


def test_a_report_of_a_contradiction_names_it(tmp_path: Path) -> None:
    page = tmp_path / "press.html"
    assert main(["report", str(EXAMPLES / "press_figures_2024.toml"), "-o", str(page)]) == 0
    assert "662,556" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("output", "says"), [("page.txt", "ends in .html or .md"), ("no/such/folder.html", "cannot be written")]
)
def test_a_page_that_cannot_be_written_is_told(
    court: Path, output: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _, err = told(capsys, "report", court.name, "-o", output)
    assert status == 2
    assert says in err


def test_a_report_never_overwrites_its_document(court: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = shutil.copy(court, court.with_suffix(".md"))
    status, _, err = told(capsys, "report", "court.md", "-o", "./court.md")
    assert status == 2
    assert "the document itself" in err
    assert Path(before).read_bytes() == court.read_bytes()


def test_exports_read_back(court: Path) -> None:
    known = load(court).evidence
    assert main(["export", court.name, "datapackage", "-o", "data.zip"]) == 0
    package = datapackage.load("data.zip")
    assert package.evidence.snapshots == known.snapshots
    assert package.evidence.figures == known.figures
    assert main(["export", court.name, "sdmx", "-o", "data"]) == 0
    assert sdmx.load("data").evidence.snapshots == known.snapshots
    for name in ("p.json", "p.provn", "p.xml"):
        assert main(["export", court.name, "prov", "-o", name]) == 0
        kind = Path(name).suffix[1:]
        assert len(list(prov.loads(Path(name).read_text(encoding="utf-8"), kind).get_records())) > 10


def test_claim_reviews_have_a_rating_where_the_sources_decide(court: Path) -> None:
    arguments = ["-o", "r.json", "--url", "https://example.org/a", "--author", "Desk", "--published", "2025-04-01"]
    assert main(["export", court.name, "claimreview", *arguments]) == 0
    reviews = claimreview.loads(Path("r.json").read_text(encoding="utf-8"))
    assert ["ratingValue" in one["reviewRating"] for one in reviews] == [True, True, False]
    assert {one["datePublished"] for one in reviews} == {"2025-04-01"}


def test_contradicted_claims_are_told_to_be_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    press = EXAMPLES / "press_figures_2024.toml"
    status, out, _ = told(capsys, "export", press, "datapackage", "-o", tmp_path / "data")
    assert status == 0
    assert "left out: 1 claim tied to facts that contradict each other" in out
    assert json.loads((tmp_path / "data" / "datapackage.json").read_text(encoding="utf-8"))["resources"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("claimreview", "-o", "r.json"), "needs --url and --author"),
        (("prov", "-o", "p.txt"), "ends in .json, .provn or .xml"),
        (("prov", "-o", "p.json", "--author", "Desk"), "--author: for claimreview only"),
        (("prov", "-o", "p.json", "--undated", "2024"), "--undated: for sdmx only"),
    ],
)
def test_wrong_options_of_an_export_are_told(
    court: Path, arguments: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _, err = told(capsys, "export", court.name, *arguments)
    assert status == 2
    assert says in err


def test_undated_figures_are_filed_where_the_option_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    letter = EXAMPLES / "ice_letter_2024.toml"
    status, _, err = told(capsys, "export", letter, "sdmx", "-o", tmp_path / "data")
    assert status == 2
    assert "say with --undated under which period to file it" in err
    assert main(["export", str(letter), "sdmx", "-o", str(tmp_path / "data"), "--undated", "2024"]) == 0
