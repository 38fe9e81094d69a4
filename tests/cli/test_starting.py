"""Starter documents, the schema and completions, from the command line."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from terminals import PATH, in_pipe, on_terminal

import docketstats as ds
from docketstats.adapters.documents import load
from docketstats.adapters.documents.schema import schema
from docketstats.adapters.documents.starting import STARTERS, starter
from docketstats.cli import main
from docketstats.cli.completion import SHELLS, script
from docketstats.cli.parser import parser

# -- new ----------------------------------------------------------------------------------------------------------


def test_a_new_document_can_be_checked_at_once(tmp_path: Path) -> None:
    done = in_pipe("new", folder=tmp_path)
    assert done.returncode == 0
    assert "docketstats check court.toml" in done.stdout
    assert sorted(one.name for one in tmp_path.iterdir()) == ["court.toml", "docketstats.schema.json"]
    assert json.loads((tmp_path / "docketstats.schema.json").read_text(encoding="utf-8")) == schema()
    text = (tmp_path / "court.toml").read_text(encoding="utf-8")
    assert text.startswith("#:schema ./docketstats.schema.json\n")
    checked = in_pipe("check", "court.toml", folder=tmp_path)
    assert checked.returncode == 0
    assert checked.stdout.startswith("SAMPLE")
    assert checked.stdout.endswith("3 of 3 claims came out as expected\n")


def test_a_file_is_overwritten_by_force_only(tmp_path: Path) -> None:
    path, beside = tmp_path / "court.toml", tmp_path / "docketstats.schema.json"
    path.write_text("mine", encoding="utf-8")
    beside.write_text("{}", encoding="utf-8")
    done = in_pipe("new", str(path))
    assert done.returncode == 2
    assert "--force" in done.stderr
    assert path.read_text(encoding="utf-8") == "mine"
    assert in_pipe("new", str(path), "--force").returncode == 0
    assert path.read_text(encoding="utf-8") == starter()
    assert beside.read_text(encoding="utf-8") == "{}", "a schema that is there is left alone"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nowhere/court.toml"], "No such file"),
        (["."], "directory"),
        (["court.json"], "name it .toml"),
        (["x.toml", "--unit", "cat"], "does not count 'cat'"),
        (["x.toml", "--docket", "a:b"], "cannot name a docket"),
        (["x.toml", "--docket", ""], "cannot name a docket"),
        (["x.toml", "--template", "zoo"], "invalid choice"),
        (["nul\x00.toml"], "embedded null"),
    ],
)
def test_what_cannot_be_written_is_told(
    tmp_path: Path, arguments: list[str], told: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    try:
        status = main(["new", *arguments])
    except SystemExit as end:  # argparse's own
        status = int(end.code or 0)
    assert status == 2
    assert told in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_new_document_may_go_to_a_pipe(tmp_path: Path) -> None:
    done = in_pipe("new", "-", "--template", "jail", "--docket", "The 漢 jail \\ x", folder=tmp_path)
    assert done.returncode == 0
    assert list(tmp_path.iterdir()) == []
    path = tmp_path / "jail.toml"
    path.write_text(done.stdout, encoding="utf-8")
    assert load(path).dockets[0].name == "The 漢 jail \\ x"


@pytest.mark.parametrize("name", STARTERS)
@pytest.mark.parametrize("unit", ["person", "case", "stay", "charge"])
def test_each_starter_shows_each_outcome_for_each_unit(tmp_path: Path, name: str, unit: str) -> None:
    path = tmp_path / "one.toml"
    path.write_text(starter(name, unit=unit), encoding="utf-8")
    document = load(path)
    assert [one.outcome for one in document.decide()] == ["supported", "refuted", "undetermined"]
    assert all(one.as_expected for one in document.decide())
    assert not document.evidence.conflicts()
    assert document.dockets[0].unit == unit
    # Nobody shall take a sample for a fact.
    assert "SAMPLE" in document.title
    assert all("SAMPLE" in source.title for _, source in document.sources)


SETTLED = {
    "court": [
        "represented & pending: supported if at least 2,301, refuted if at most 2,299, else open",
        "pending - represented: supported if at most 2,299, refuted if at least 2,301, else open",
        "represented: refuted if at most 2,299, else open",
    ],
    "jail": [
        "women & unconvicted: supported if at least 48, refuted if at most 42, else open",
        "women - unconvicted: supported if at most 42, refuted if at least 48, else open",
        "unconvicted - women: supported if at most 517, refuted if at least 530, else open",
    ],
    "custody": [
        "homicide & (non_detained - incarcerated): supported if at least 1,300, refuted if at most 1,299",
        "homicide & incarcerated: refuted if at least 50, else open",
        "homicide & non_detained: refuted if at most 1,299, else open",
        "homicide: refuted if at most 1,299, else open",
        "non_detained - incarcerated: refuted if at most 1,299, else open",
    ],
}


@pytest.mark.parametrize("name", STARTERS)
def test_what_would_settle_the_open_claim_of_a_starter_begins_with_its_own_count(tmp_path: Path, name: str) -> None:
    path = tmp_path / "one.toml"
    path.write_text(starter(name), encoding="utf-8")
    verdict = load(path).decide()[-1].verdict
    assert verdict is not None
    shown = [str(one) for one in (verdict.own_count, *verdict.would_settle) if one]
    told = [re.sub(r'count\(\(?(.*?)\)?\.at\(".*?"\)\)', r"\1", one) for one in shown]
    assert told == SETTLED[name]


@pytest.mark.parametrize(("name", "then"), [("court", "refuted"), ("jail", "supported"), ("custody", "refuted")])
def test_the_assumption_that_a_starter_offers_does_what_it_says(tmp_path: Path, name: str, then: str) -> None:
    text = starter(name)
    assert f"undetermined becomes {then}." in text.replace("\n# ", " ")
    lines = text.splitlines()
    start = lines.index("# [[assumptions]]")
    lines[start : start + 3] = [line.removeprefix("# ") for line in lines[start : start + 3]]
    path = tmp_path / "one.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    document = load(path)
    assert len(document.evidence.assumptions) == 1
    assert [one.outcome for one in document.decide()] == ["supported", "refuted", then]
    done = in_pipe("check", str(path))
    assert "assumed: " in done.stdout, "an answer shows what it rests on"


@pytest.mark.parametrize("name", ["court", "jail", "custody"])
def test_a_starter_says_how_spans_are_written(tmp_path: Path, name: str) -> None:
    path = tmp_path / "new.toml"
    path.write_text(in_pipe("new", "-", "--template", name).stdout, encoding="utf-8")
    assert "all of 2024 is since=2023-12-31, until=2024-12-31." in path.read_text(encoding="utf-8")
    spans = ("since=2023-12-31, until=2024-12-31", "during=2024")
    answers = [in_pipe("bound", str(path), f"entries(everyone, {span})").stdout.splitlines()[1:] for span in spans]
    assert answers[0] == answers[1] != []
    if name == "jail":
        assert in_pipe("bound", str(path), "average(everyone, during=2023)").returncode == 0


def test_a_starter_that_there_is_not() -> None:
    with pytest.raises(ds.DocumentError, match="court, jail, custody"):
        starter("zoo")


# -- schema -------------------------------------------------------------------------------------------------------


def test_the_schema_is_printed_or_written(tmp_path: Path) -> None:
    done = in_pipe("schema")
    assert json.loads(done.stdout) == schema()
    path = tmp_path / "one.json"
    assert in_pipe("schema", "-o", str(path)).returncode == 0
    assert path.read_text(encoding="utf-8") == done.stdout
    assert in_pipe("schema", "-o", str(tmp_path)).returncode == 2


def test_a_document_in_json_may_name_its_schema(tmp_path: Path) -> None:
    path = tmp_path / "court.json"
    path.write_text('{"$schema": "./docketstats.schema.json", "docketstats": 1, "docket": {"name": "court"}}')
    assert load(path).dockets[0].name == "court"


# -- completion ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_accepts_its_script(shell: str, tmp_path: Path) -> None:
    text = script(parser(), shell)
    for word in ("check", "transitions", "--known-on" if shell != "fish" else "known-on", "toml"):
        assert word in text
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not here")
    path = tmp_path / "script"
    path.write_text(text, encoding="utf-8")
    subprocess.run([shell, "-n", str(path)], check=True, capture_output=True)


def completed(folder: Path, *words: str) -> list[str]:
    """What bash offers for the last of these words."""
    if shutil.which("bash") is None:
        pytest.skip("bash is not here")
    typed = " ".join(f"'{word}'" for word in ("docketstats", *words))
    lines = [
        script(parser(), "bash"),
        f"COMP_WORDS=({typed}); COMP_CWORD={len(words)}",
        "$(complete -p docketstats | sed 's/.*-F \\([^ ]*\\).*/\\1/')",
        'printf "%s\\n" "${COMPREPLY[@]}"',
    ]
    done = subprocess.run(["bash", "-c", "\n".join(lines)], cwd=folder, capture_output=True, text=True, check=True)
    return sorted(set(done.stdout.split()))


def test_bash_completes_commands_options_and_documents(tmp_path: Path) -> None:
    for name in ("court.toml", "count.json", "notes.txt"):
        (tmp_path / name).touch()
    (tmp_path / "cases").mkdir()
    assert completed(tmp_path, "c") == ["check", "completion", "conflicts"]
    assert completed(tmp_path, "check", "c") == ["cases", "count.json", "court.toml"]
    assert completed(tmp_path, "check", "n") == []
    assert completed(tmp_path, "check", "--w") == ["--watch", "--without"]
    assert completed(tmp_path, "new", "--template", "") == sorted(STARTERS)
    assert completed(tmp_path, "completion", "") == sorted(SHELLS)
    assert completed(tmp_path, "verify", "n") == ["notes.txt"]


def test_what_completion_needs_is_named_where_it_is_missing() -> None:
    code = "import sys; sys.modules['shtab'] = None; from docketstats.cli import main; sys.exit(main())"
    said = on_terminal("completion", "bash", code=code, status=2)
    assert "docketstats[terminal]" in said
    assert "Traceback" not in said


# -- what cannot be read or written -------------------------------------------------------------------------------


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full")
@pytest.mark.parametrize("arguments", [["new", "-"], ["schema"], ["completion", "bash"]])
def test_a_full_disk_is_told(arguments: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "docketstats", *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": PATH},
            check=False,
        )
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
