"""SDMX: what is written loads in sdmx1 and reads back; codes of status tell suppressed, missing and zero apart."""

from __future__ import annotations

import contextlib
import datetime
import re
import tempfile
from fractions import Fraction
from pathlib import Path

import model_strategies as ms
import pytest
import sdmx
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import docketstats as ds
from docketstats.adapters import sdmx as adapter
from docketstats.adapters.documents import Document, load
from docketstats.notation.rows import answer_row

LETTER = load(Path(__file__).parents[2] / "examples" / "ice_letter_2024.toml")
COURT = ds.Docket("court", unit="case")
A = COURT.population("a")
REPORT = ds.Source("Report")


def written(folder: Path, *figures: ds.ReportedFigure, date: str = "2024") -> list[dict[str, str]]:
    """The observations of some figures, as sdmx1 reads them from the files."""
    adapter.save(folder, ds.Evidence(COURT.snapshot(date, figures)))
    return observed(folder, "figures.csv", "DOCKET_FIGURES")


def observed(folder: Path, name: str, flow: str) -> list[dict[str, str]]:
    with (folder / "structure.xml").open("rb") as file:
        structure = sdmx.read_sdmx(file, format="XML")
    with (folder / name).open("rb") as file:
        message = sdmx.read_sdmx(file, format="CSV", structure=structure.dataflow[flow])
    return [
        {
            **{id: str(one.value) for id, one in obs.dimension.values.items()},
            **{id: str(one.value) for id, one in obs.attached_attribute.items()},
            "OBS_VALUE": obs.value,
        }
        for data in message.data
        for obs in data.obs
    ]


@given(ms.documents())
@settings(max_examples=25)
def test_snapshots_and_figures_are_equal_after_a_round_trip(one: Document) -> None:
    assume(all(figure.definition != "" and "\0" not in (figure.definition or "") for figure in one.evidence._vintages))
    kept = (snapshot for snapshot in one.evidence.snapshots if snapshot.figures)
    evidence = ds.Evidence(*kept, figures=one.evidence.figures)
    with tempfile.TemporaryDirectory() as folder:
        adapter.save(folder, evidence, undated="2020")
        assert adapter.load(folder).evidence == evidence


def test_answers_read_back_as_rows(tmp_path: Path) -> None:
    questions = ("share(convicted, among=nobody, at=2024-07-21)", "share(homicide, among=convicted, at=2024-07-21)")
    figures = [LETTER.evidence.check(claim).figure for claim in LETTER.claims[:8]]
    figures += [LETTER.evidence.bound(LETTER.measure(one)) for one in questions]
    adapter.save(tmp_path, LETTER.evidence, answers=figures, undated="2024-09")
    back = adapter.load(tmp_path)
    keys = {source: key for key, source in back.sources}
    assert back.answers == tuple(answer_row(one, keys) for one in figures)
    assert back.evidence == LETTER.evidence
    status = {row["MEASURE"]: row["OBS_STATUS"] for row in observed(tmp_path, "answers.csv", "DOCKET_ANSWERS")}
    assert set(status.values()) == {"E", "M", "O"}
    assert [value for name, value in status.items() if "nobody" in name] == ["M"]


def test_the_structure_names_every_code_that_the_data_use(tmp_path: Path) -> None:
    rows = written(tmp_path, ds.reported(A, "*", source=REPORT), ds.reported(COURT.everyone, 5, source=REPORT))
    with (tmp_path / "structure.xml").open("rb") as file:
        structure = sdmx.read_sdmx(file, format="XML")
    dsd = structure.structure["DOCKET_FIGURES"]
    for component in (*dsd.dimensions.components, *dsd.attributes.components):
        coded = component.local_representation and component.local_representation.enumerated
        if coded is not None:
            assert {row[component.id] for row in rows} <= {code.id for code in structure.codelist[coded.id]}
    status = structure.codelist["CL_OBS_STATUS"]
    assert (status.maintainer.id, status.version) == ("SDMX", "2.2")
    assert b'isFinal="none"' not in (tmp_path / "structure.xml").read_bytes()


def test_suppressed_is_not_missing_and_not_zero(tmp_path: Path) -> None:
    values = (0, 5, "*", "<11", "suppressed", "more than 5")
    names = [COURT.population(f"p{number}") for number in range(len(values))]
    figures = [ds.reported(one, value, source=REPORT) for one, value in zip(names, values, strict=True)]
    rows = written(tmp_path, *figures)
    found = [(row["OBS_VALUE"], row["OBS_STATUS"], row["UPPER"]) for row in rows]
    assert found[:2] == [("0", "A", "0"), ("5", "A", "5")]
    assert [status for _, status, _ in found[2:]] == ["Q", "Q", "Q", "O"]
    assert not any(value for value, _, _ in found[2:])


def test_values_are_decimals_and_ends_are_exact(tmp_path: Path) -> None:
    share = ds.share(A, among=COURT.everyone)
    rows = written(
        tmp_path,
        ds.reported(share, Fraction(1, 3), source=REPORT),
        ds.reported(share, "3.5%", rounded_to="0.1%", source=REPORT),
        ds.reported(COURT.everyone, 10**20, source=REPORT),
        ds.reported(ds.count(A) - 9, -5, source=REPORT),
    )
    assert [row["OBS_VALUE"] for row in rows] == ["0.333333333333333", "", str(10**20), "-5"]
    assert (rows[0]["LOWER"], rows[0]["UPPER"]) == ("1/3", "1/3")
    assert (rows[1]["LOWER"], rows[1]["UPPER"], rows[1]["UPPER_OPEN"]) == ("69/2000", "71/2000", "true")


@pytest.mark.parametrize(
    ("date", "time"),
    [
        ("2024-07-21", "2024-07-21"),
        ("2024-09", "2024-09"),
        ("2024-09 #press", "2024-09"),
        ("Q3 2024", "2024-Q3"),
        ("2024", "2024"),
        ("FY2023", "2022-10-01/P1Y"),
    ],
)
def test_periods_are_times_of_sdmx(date: str, time: str, tmp_path: Path) -> None:
    (row,) = written(tmp_path, ds.reported(A, 5, source=REPORT), date=date)
    assert row["TIME_PERIOD"] == time
    assert row["AS_OF"] == str(ds.Snapshot(COURT, date).as_of)


def test_what_spans_dates_is_a_range(tmp_path: Path) -> None:
    change = ds.reported(ds.change(A, since="2023-12-31", until="2024"), 5, source=REPORT)
    adapter.save(tmp_path, ds.Evidence(figures=[change]))
    (row,) = observed(tmp_path, "figures.csv", "DOCKET_FIGURES")
    assert row["TIME_PERIOD"] == "2023-12-31/P367D"
    assert row["DOCKET"] == "_Z"
    assert adapter.load(tmp_path).evidence.figures == (change,)


def test_what_is_undated_is_refused_or_filed(tmp_path: Path) -> None:
    figures = [ds.reported(one, 5, source=REPORT) for one in (A, COURT.everyone)]
    evidence = ds.Evidence(COURT.snapshot("undated, printed in May", figures))
    with pytest.raises(ds.DocumentError) as error:
        adapter.save(tmp_path, evidence)
    assert len(error.value.problems) == 2
    assert "undated=" in error.value.problems[1]
    with pytest.raises(ds.DocumentError, match="not under another undated one"):
        adapter.save(tmp_path, evidence, undated="undated")
    adapter.save(tmp_path, evidence, undated="2024-05")
    assert observed(tmp_path, "figures.csv", "DOCKET_FIGURES")[0]["TIME_PERIOD"] == "2024-05"
    assert adapter.load(tmp_path).evidence == evidence


@pytest.mark.parametrize("text", ["=1+1", 'a,"b"\n\u2028c', "\u202ertl", "</Name><b>&", "\x01\x1f\ufffe", "x" * 10_000])
def test_hostile_texts_read_back(text: str, tmp_path: Path) -> None:
    source = ds.Source(text, publisher=text, locator=text)
    docket = ds.Docket("court", classifications=(ds.Classification("c", (ds.Item("a", text), "b")),))
    figure = ds.reported(docket["a"], 5, source=source, definition=text)
    evidence = ds.Evidence(docket.snapshot("2024", [figure]))
    adapter.save(tmp_path, evidence)
    assert adapter.load(tmp_path).evidence == evidence
    assert not re.search(r"^[=+@]|,[=+@]", (tmp_path / "figures.csv").read_text("utf-8"))


def test_the_same_is_the_same_bytes(tmp_path: Path) -> None:
    when = datetime.datetime(2025, 1, 31, tzinfo=datetime.UTC)
    for name in ("a", "b"):
        adapter.save(tmp_path / name, LETTER.evidence, undated="2024-09", prepared=when)
    for name in ("structure.xml", "figures.csv", "answers.csv"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_all_problems_of_the_files_are_told_at_once(tmp_path: Path) -> None:
    written(tmp_path, ds.reported(A, 5, source=REPORT), ds.reported(COURT.everyone, "7", source=REPORT))
    file = tmp_path / "figures.csv"
    lines = file.read_text("utf-8").splitlines()
    lines[1] = lines[1].replace(",report,", ",letter,")
    lines[2] = lines[2].replace(",false,", ",maybe,", 1)
    file.write_text("\n".join(lines), "utf-8")
    with pytest.raises(ds.DocumentError) as error:
        adapter.load(tmp_path)
    assert error.value.problems == (
        "figures.csv, row 1: SOURCE: there is no code 'letter'",
        "figures.csv, row 2: 'maybe' is neither true nor false",
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("structure.xml", b"<a/>"),
        ("structure.xml", b"no XML"),
        ("structure.xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>'),
        ("figures.csv", b""),
        ("figures.csv", b"a,b\n1,2\n"),
        ("figures.csv", b"\xff\xfe"),
        ("answers.csv", None),
        ("answers.csv", b"x" * 10_000_001),
    ],
)
def test_what_is_no_publication_is_refused(
    tmp_path: Path, name: str, content: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    written(tmp_path, ds.reported(A, 5, source=REPORT))
    (tmp_path / name).unlink()
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ds.DocumentError, match=name.replace(".", r"\.")):
        adapter.load(tmp_path)
    assert capsys.readouterr().out == ""


@given(data=st.data())
@settings(max_examples=60)
def test_a_changed_file_reads_or_is_refused(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("sdmx")
    evidence = ds.Evidence(
        COURT.snapshot("2024", [ds.reported(COURT.everyone, "about 70", tolerance=5, source=REPORT)])
    )
    adapter.save(folder, evidence, answers=[evidence.bound(A)])
    file = data.draw(st.sampled_from(sorted(folder.iterdir())))
    text = file.read_bytes()
    start = data.draw(st.integers(0, len(text)))
    other = data.draw(
        st.binary(max_size=3) | st.sampled_from([b",", b'"', b"\n", b"inf", b"1/0", b"true", b"-1", b"9" * 30])
    )
    file.write_bytes(text[:start] + other + text[start + data.draw(st.integers(0, 9)) :])
    with contextlib.suppress(ds.DocumentError):
        adapter.load(folder)
