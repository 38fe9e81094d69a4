"""Data Packages: frictionless finds them valid, they read back, and hostile texts and files do no harm."""

from __future__ import annotations

import contextlib
import csv
import json
import tempfile
import zipfile
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import frictionless
import model_strategies as ms
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import docketstats as ds
from docketstats.adapters import datapackage
from docketstats.adapters.documents import Document, load
from docketstats.notation.rows import answer_row, verdict_row

LETTER = load(Path(__file__).parents[2] / "examples" / "ice_letter_2024.toml")
HOSTILE = ('=HYPERLINK("http://x")', "@SUM(1)", "-1+1", "a,b;c", 'say "so"', "two\r\nlines", "\u202ertl\u2066", "<b>&")
COURT = ds.Docket("court", unit="case")


def evidence_of(text: str) -> ds.Evidence:
    source = ds.Source(text, publisher=text, locator=text, url=text)
    figure = ds.reported(COURT.everyone, -5 if not text else 70, source=source, definition=text)
    return ds.Evidence(COURT.snapshot("2024", [figure]))


def without_empty_definitions(evidence: ds.Evidence) -> bool:
    return all(one.definition != "" for one in evidence._vintages)


def texts_of(evidence: ds.Evidence) -> Iterator[str]:
    yield from (one.definition or "" for one in evidence._vintages)
    yield from (one.because for one in (*evidence.relations, *evidence.assumptions))
    yield from (one.that.because for one in evidence.assumptions if isinstance(one.that, ds.Relation))


@given(ms.documents())
@settings(max_examples=40)
def test_evidence_is_equal_after_a_round_trip(one: Document) -> None:
    assume(without_empty_definitions(one.evidence))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "package.zip"
        if any("\0" in text for text in texts_of(one.evidence)):
            with pytest.raises(ds.DocumentError, match="no Data Package") as error:
                datapackage.save(path, one.evidence, title=one.title)
            assert "NUL" in str(error.value)
            return
        datapackage.save(path, one.evidence, title=one.title)
        back = datapackage.load(path)
    assert back.evidence == one.evidence
    assert back.title == one.title


@given(ms.documents())
@settings(max_examples=10)
def test_frictionless_finds_random_evidence_valid(one: Document) -> None:
    assume(not any("\0" in text for text in texts_of(one.evidence)))
    with tempfile.TemporaryDirectory() as folder:
        datapackage.save(folder, one.evidence, title=one.title)
        assert problems_of(Path(folder) / "datapackage.json") == []


def problems_of(path: Path) -> list[Any]:
    return frictionless.validate(str(path)).flatten(["type", "note"])


@pytest.fixture(scope="module")
def verdicts() -> list[ds.Verdict]:
    return [LETTER.evidence.check(claim) for claim in LETTER.claims]


@pytest.fixture(params=["package", "package.zip"])
def path(request: pytest.FixtureRequest, tmp_path: Path, verdicts: list[ds.Verdict]) -> Path:
    found: Path = tmp_path / request.param
    answers = [
        verdicts[0].figure,
        LETTER.evidence.bound(LETTER.measure("share(convicted, among=nobody, at=2024-07-21)")),
    ]
    given_ = {"title": "The letter", "answers": answers, "verdicts": verdicts, "licence": "CC-BY-4.0"}
    datapackage.save(found, LETTER.evidence, **given_)  # type: ignore[arg-type]
    return found


def test_frictionless_finds_the_letter_valid(path: Path) -> None:
    assert problems_of(path / "datapackage.json" if path.is_dir() else path) == []


def test_answers_and_verdicts_read_back_as_rows(path: Path, verdicts: list[ds.Verdict]) -> None:
    back = datapackage.load(path)
    keys = {source: key for key, source in back.sources}
    assert back.evidence == LETTER.evidence
    assert back.verdicts == tuple(verdict_row(one, keys) for one in verdicts)
    assert set(back.answers) >= {answer_row(one.figure, keys) for one in verdicts}
    undefined = [one for one in back.answers if one.is_undefined]
    assert [one.measure for one in undefined] == ['share(convicted, among=nobody, at="2024-07-21")']


def test_the_same_package_is_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        datapackage.save(tmp_path / name, LETTER.evidence, title="The letter")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_the_descriptor_says_what_each_column_holds(path: Path) -> None:
    if path.is_dir():
        data = json.loads((path / "datapackage.json").read_text("utf-8"))
    else:
        data = json.loads(zipfile.ZipFile(path).read("datapackage.json"))
    assert data["licenses"] == [{"name": "CC-BY-4.0"}]
    for resource in data["resources"]:
        for field in resource["schema"]["fields"]:
            assert field["type"]
            assert field["description"]


@pytest.mark.parametrize("text", [*HOSTILE, "x" * 10_000])
def test_hostile_texts_are_harmless_and_read_back(text: str, tmp_path: Path) -> None:
    evidence = evidence_of(text)
    datapackage.save(tmp_path, evidence, title=text)
    assert problems_of(tmp_path / "datapackage.json") == []
    back = datapackage.load(tmp_path)
    assert back.evidence == evidence
    assert back.title == text
    with (tmp_path / "sources.csv").open(newline="", encoding="utf-8") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


def test_numbers_stay_numbers_and_are_rounded_outward(tmp_path: Path) -> None:
    measure = ds.count(COURT.everyone) - 100
    figures = [
        ds.reported(measure, -5, source=ds.Source("Report")),
        ds.reported(ds.share(COURT.population("a"), among=COURT.everyone), Fraction(1, 3), source=ds.Source("Report")),
        ds.reported(COURT.population("a"), "more than 5", source=ds.Source("Report")),
    ]
    evidence = ds.Evidence(COURT.snapshot("2024", figures))
    datapackage.save(tmp_path, evidence, title="Numbers")
    rows = frictionless.Package(str(tmp_path / "datapackage.json")).get_resource("figures").read_rows()
    assert [row["value"] for row in rows] == ["-5", "1/3", "more than 5"]
    assert [(str(row["lower"]), str(row["upper"])) for row in rows] == [
        ("-5", "-5"),
        ("0.333333", "0.333334"),
        ("5", "Infinity"),
    ]
    assert datapackage.load(tmp_path).evidence == evidence


def test_suppressed_is_not_missing_and_not_zero(tmp_path: Path) -> None:
    figures = [
        ds.reported(COURT.population(name), value, source=ds.Source("Report"))
        for name, value in (("none", 0), ("withheld", "*"), ("few", "<11"))
    ]
    datapackage.save(tmp_path, ds.Evidence(COURT.snapshot("2024", figures)), title="Cells")
    rows = frictionless.Package(str(tmp_path / "datapackage.json")).get_resource("figures").read_rows()
    found = {row["measure"]: (row["value"], row["lower_exact"], row["upper_exact"]) for row in rows}
    assert found["count(none)"] == ("0", "0", "0")
    assert found["count(withheld)"][0] == "*"
    assert found["count(withheld)"][2] == "inf"
    assert found["count(few)"][2] != "inf"
    assert "count(unsaid)" not in found


# -- what is refused --------------------------------------------------------------------------------------------------


def test_all_problems_of_a_package_are_told_at_once(tmp_path: Path) -> None:
    datapackage.save(tmp_path, LETTER.evidence, title="The letter")
    file = tmp_path / "figures.csv"
    lines = file.read_text("utf-8").splitlines()
    lines[1] = lines[1].replace("count(convicted)", "count(convict)")
    lines[2] = lines[2].replace("false", "maybe", 1)
    lines[3] = lines[3].replace("662566", "7")
    lines[4] += ",more"
    file.write_text("\n".join(lines), "utf-8")
    with pytest.raises(ds.DocumentError) as error:
        datapackage.load(tmp_path)
    text = "\n".join(error.value.problems)
    assert "row 4: it has 27 cells" in text
    lines[4] = lines[4].removesuffix(",more")
    file.write_text("\n".join(lines), "utf-8")
    with pytest.raises(ds.DocumentError) as error:
        datapackage.load(tmp_path)
    text = "\n".join(error.value.problems)
    assert "there is no population 'convict'" in text
    assert "figure 2: 'maybe' is neither true nor false" in text
    assert "figure 3: '662,566' says [662566, 662566], and its ends say [7, 7]" in text


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("datapackage.json", "{}"),
        ("datapackage.json", "[" * 100_000),
        ("datapackage.json", '{"docketstats": {"schema": 2, "dockets": []}, "title": ""}'),
        ("datapackage.json", '{"docketstats": {"schema": 1, "dockets": [{"name": 5}]}, "title": ""}'),
        ("figures.csv", "a,b\n"),
        ("figures.csv", ""),
        ("sources.csv", '"'),
        ("sources.csv", b"\xff"),
        ("sources.csv", None),
        ("sources.csv", "x" * 10_000_001),
    ],
)
def test_what_is_no_package_is_refused(tmp_path: Path, name: str, content: str | bytes | None) -> None:
    datapackage.save(tmp_path, evidence_of("Report"), title="Package")
    (tmp_path / name).unlink()
    if content is not None:
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ds.DocumentError, match=r"."):
        datapackage.load(tmp_path)


@given(data=st.data())
@settings(max_examples=60)
def test_a_changed_file_reads_or_is_refused(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("package")
    evidence = evidence_of("Report")
    datapackage.save(folder, evidence, title="Package", verdicts=[evidence.check(ds.count(COURT.everyone) > 5)])
    file = data.draw(st.sampled_from(sorted(folder.iterdir())))
    text = file.read_bytes()
    start = data.draw(st.integers(0, len(text)))
    other = data.draw(
        st.binary(max_size=3) | st.sampled_from([b",", b'"', b"\n", b"inf", b"1/0", b"true", b"-1", b"9" * 30])
    )
    file.write_bytes(text[:start] + other + text[start + data.draw(st.integers(0, 9)) :])
    with contextlib.suppress(ds.DocumentError):
        datapackage.load(folder)


def test_what_is_no_zip_and_what_is_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_text("no zip")
    for name in ("a.zip", "nothing", "nothing.zip"):
        with pytest.raises(ds.DocumentError, match="cannot be read"):
            datapackage.load(tmp_path / name)
    with pytest.raises(ds.DocumentError, match="cannot be written"):
        datapackage.save(tmp_path / "a.zip" / "b", evidence_of("Report"), title="Package")


def test_an_answer_on_other_evidence_is_refused(tmp_path: Path) -> None:
    other = evidence_of("Another report").bound(ds.count(COURT.everyone))
    with pytest.raises(ds.DocumentError, match="Another report is not among the sources"):
        datapackage.save(tmp_path, LETTER.evidence, title="P", answers=[other])


def test_answers_may_have_names_and_a_package_without_names_is_read(tmp_path: Path) -> None:
    court = ds.Docket("court", unit="case")
    figures = [ds.reported(court.everyone, 70, source=ds.Source("Report"))]
    evidence = ds.Evidence(court.snapshot("2024", figures=figures))
    all_, old = (evidence.bound(one) for one in (court.everyone, court.population("old")))
    datapackage.save(tmp_path, evidence, title="A court", answers={"All": all_, "Old": old, "Every case": all_})
    path = tmp_path / "answers.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["name"], row["measure"]) for row in rows] == [
        ("All; Every case", 'count(everyone, at="2024")'),
        ("Old", 'count(old, at="2024")'),
    ]
    answers = datapackage.load(tmp_path).answers
    assert [one.interval for one in answers] == [ds.Interval(70, 70), ds.Interval(0, 70)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [name for name in rows[0] if name != "name"], extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    assert datapackage.load(tmp_path).answers == answers


def test_a_verdict_has_what_the_facts_allow_exactly_and_in_decimals(tmp_path: Path) -> None:
    court = ds.Docket("court", unit="case")
    old, young = court.population("old"), court.population("young")
    report = ds.Source("Report")
    figures = [ds.reported(*said, source=report) for said in ((court.everyone, 5), (old, 3), (young, 1))]
    evidence = ds.Evidence(court.snapshot("2024", figures=figures))
    claims = [ds.share(old, among=court.everyone) > ds.percent(50), ds.ratio(ds.count(young), ds.count(old)) > 1]
    datapackage.save(tmp_path, evidence, title="A court", verdicts=map(evidence.check, claims))
    path = tmp_path / "verdicts.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    ends = [[row[f"allowed_{name}"] for name in ("lower_exact", "upper_exact", "lower", "upper")] for row in rows]
    assert ends == [["3/5", "3/5", "0.6", "0.6"], ["1/3", "1/3", "0.333333", "0.333334"]]
    back = datapackage.load(tmp_path).verdicts

    def write(rows: list[dict[str, str]], names: list[str]) -> None:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, names, extrasaction="ignore")
            writer.writeheader()
            writer.writerows(rows)

    write(rows, [name for name in rows[0] if not name.startswith("allowed_")])
    assert datapackage.load(tmp_path).verdicts == back, "as an earlier release wrote it"
    write(rows, [name for name in rows[0] if name != "allowed_upper"])
    assert datapackage.load(tmp_path).verdicts == back
    write([{**rows[0], "allowed_lower": "0.5", "allowed_lower_exact": "1/2"}, rows[1]], list(rows[0]))
    with pytest.raises(ds.DocumentError, match="verdict 1: what the facts allow is not what answer 1 says"):
        datapackage.load(tmp_path)
