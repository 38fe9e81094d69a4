"""The command line, as a process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import combinations, pairwise
from pathlib import Path

import pytest

import docketstats
from docketstats.cli import main

EXAMPLES = Path(__file__).parents[1] / "examples"
LETTER = str(EXAMPLES / "ice_letter_2024.toml")
PRESS = str(EXAMPLES / "press_figures_2024.toml")
HOMICIDE = "homicide & convicted & incarcerated"
T = "2024-07-21"


def run(*arguments: str, columns: int = 100) -> subprocess.CompletedProcess[str]:
    # The package under test is the one that this process imports, installed or not.
    path = os.pathsep.join([str(Path(docketstats.__file__).parents[1]), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, "-m", "docketstats", *arguments],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": path, "COLUMNS": str(columns), "PYTHONIOENCODING": "utf-8"},
        check=False,
        timeout=120,
    )
    assert "Traceback" not in done.stderr
    return done


def changed(tmp_path: Path, old: str, new: str, document: str = LETTER) -> str:
    text = Path(document).read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "changed.toml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return str(path)


# -- check ------------------------------------------------------------------------------------------------------------


def test_check_gives_the_verdicts() -> None:
    done = run("check", LETTER)
    assert done.returncode == 0
    assert done.stderr == ""
    assert "undetermined  13,099 persons convicted of homicide are at large." in done.stdout
    assert done.stdout.endswith("14 of 14 claims came out as expected\n")


def test_check_shows_a_contradiction() -> None:
    done = run("check", PRESS)
    assert done.returncode == 0
    assert "contradiction" in done.stdout
    assert "exclude each other" in done.stdout


def test_check_tells_an_unexpected_outcome(tmp_path: Path) -> None:
    done = run("check", changed(tmp_path, 'expected = "supported"', 'expected = "refuted"'))
    assert done.returncode == 1
    assert "NOT AS EXPECTED: refuted was expected" in " ".join(done.stdout.split())
    assert "12 of 14 claims" in done.stdout


def test_a_contradiction_without_expectation_is_not_as_expected(tmp_path: Path) -> None:
    done = run("check", changed(tmp_path, 'expected = "contradiction"\n', "", PRESS))
    assert done.returncode == 1
    assert "[NO VERDICT: figures that bear on it contradict each other]" in " ".join(done.stdout.split())


def test_where_no_claim_says_what_is_expected_the_outcomes_are_counted(tmp_path: Path) -> None:
    lines = Path(LETTER).read_text(encoding="utf-8").splitlines(keepends=True)
    text = "".join(line for line in lines if not line.startswith("expected"))
    path = tmp_path / "letter.toml"
    path.write_text(text, encoding="utf-8")
    done = run("check", str(path))
    assert done.returncode == 0
    assert done.stdout.endswith("14 claims: refuted 7, undetermined 5, supported 2\n")


def test_a_claim_without_expectation_counts_as_decided(tmp_path: Path) -> None:
    done = run("check", changed(tmp_path, 'expected = "supported"\n', ""))
    assert done.returncode == 0
    assert "14 of 14" in done.stdout


def test_check_in_json() -> None:
    done = run("check", LETTER, "--json")
    data = json.loads(done.stdout)
    assert len(data["claims"]) == 14
    assert {claim["outcome"] for claim in data["claims"]} == {"undetermined", "refuted", "supported"}
    assert data["claims"][0]["figure"]["interval"] == "[0, 13099]"
    press = json.loads(run("check", PRESS, "--json").stdout)
    assert press["claims"][0]["outcome"] == "contradiction"
    assert len(press["claims"][0]["conflicts"][0]["facts"]) == 4


def test_check_explains_and_wraps() -> None:
    done = run("check", LETTER, "--explain", columns=80)
    assert done.returncode == 0
    assert done.stdout.count("Verdict: ") == 14
    assert max(map(len, done.stdout.splitlines())) <= 80


# -- bound, explain, conflicts ----------------------------------------------------------------------------------------


def test_bound_gives_interval_and_sources() -> None:
    done = run("bound", LETTER, HOMICIDE, "--at", T)
    assert done.returncode == 0
    assert "0 to 13,099 persons" in done.stdout
    assert "exactly [0, 13099]; sharp" in done.stdout
    assert "source: ICE, Letter to Rep. Gonzales" in done.stdout


def test_bound_in_json_is_exact() -> None:
    question = "share(homicide & non_detained & convicted, among=convicted & non_detained)"
    data = json.loads(run("bound", LETTER, question, "--at", T, "--json").stdout)
    assert data["interval"] == "[13099/425431, 13099/425431]"
    assert data["sharpness"] == "sharp"


def test_bound_without_a_date_lists_the_dates() -> None:
    done = run("bound", LETTER, HOMICIDE)
    assert done.returncode == 2
    assert "2024-07-21" in done.stderr


def test_bound_on_a_contradiction() -> None:
    done = run("bound", PRESS, "convicted")
    assert done.returncode == 1
    assert done.stderr.startswith("docketstats: error: ")
    assert "cannot all be true" in done.stderr


def test_explain_a_question_or_every_claim() -> None:
    one = run("explain", LETTER, HOMICIDE, "--at", T)
    assert one.returncode == 0
    assert "13,099" in one.stdout
    every = run("explain", LETTER)
    assert every.returncode == 0
    assert every.stdout.count("Verdict: ") == 14
    assert run("explain", PRESS).returncode == 0
    assert run("explain", LETTER, "--at", T).returncode == 2


STRICT = """
docketstats = 1

[docket]
name = "court"
populations = { old = "from before 2020", open = "not decided" }

[sources.report]
title = "Report"

[[snapshots]]
as_of = 2024-07-21
source = "report"
figures = [{ of = "open", is = 70 }]

[[relations]]
that = "old within open"
because = "by law"

[[relations]]
that = "old disjoint from open"
because = "by practice"
"""


def test_sets_that_nobody_can_be_in_are_shown(tmp_path: Path) -> None:
    document = tmp_path / "strict.toml"
    document.write_text(STRICT, encoding="utf-8")
    shown = run("conflicts", str(document))
    assert shown.returncode == 0
    assert 'count(old.at("2024-07-21")): 0 persons' in shown.stdout
    assert "[by law]" in shown.stdout
    assert "[by practice]" in shown.stdout
    assert "no conflicts" in shown.stdout
    (nobody,) = json.loads(run("conflicts", str(document), "--json").stdout)["forced_empty"]
    assert nobody["interval"] == "[0, 0]"


def test_conflicts() -> None:
    none, one = run("conflicts", LETTER), run("conflicts", PRESS)
    assert (none.returncode, one.returncode) == (0, 1)
    assert "no conflicts" in none.stdout
    assert "1 minimal conflict\n" in one.stdout
    said = " ".join(one.stdout.split())
    assert "'docketstats reconcile " in said
    assert "press_figures_2024.toml' proposes the least change of figures that lets them hold together" in said
    assert said.endswith("--without letter' checks as if that source had said nothing; without agency is another way")
    data = json.loads(run("conflicts", PRESS, "--json").stdout)
    assert data["complete"] is True
    assert [fact["origin"] for fact in data["conflicts"][0]["facts"]] == ["figure", "figure", "figure", "rule"]


# -- history, and what was known on a day -----------------------------------------------------------------------------

SERIES = """
docketstats = 1
[docket]
name = "court"
unit = "case"
populations = { asylum = "asylum cases", old = "from before 2020" }
[sources.first]
title = "Annual report"
published = 2024-02-01
[sources.second]
title = "Annual report, corrected"
published = 2024-08-01
[sources.paper]
title = "Paper"
[[snapshots]]
as_of = 2023-09-30
figures = [{ of = "asylum", is = 810, source = "second", revises = { of = "asylum", is = 800, source = "first" } }]
[[snapshots]]
as_of = 2024-01-31
source = "paper"
figures = [{ of = "old", is = 5 }]
[[snapshots]]
as_of = 2024-06-30
source = "second"
figures = [{ of = "asylum", is = "at least 900" }]
[[claims]]
says = "count(asylum) = 810"
at = 2023-09-30
expected = "supported"
"""
NOTE = "note: as known on 2024-03-01, without what may not have been published by then: Paper"


@pytest.fixture
def series(tmp_path: Path) -> str:
    path = tmp_path / "series.toml"
    path.write_text(SERIES, encoding="utf-8")
    return str(path)


def test_history_is_a_table_with_gaps(series: str) -> None:
    done = run("history", series, "asylum")
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "count(asylum)",
        "2023-09-30  810 cases           sharp",
        "2024-01-31  gap",
        "2024-06-30  at least 900 cases  sharp",
    ]
    some = run("history", series, "asylum", "--at", "2024-06-30", "--at", "2024-05-31").stdout.splitlines()
    assert some[1:] == ["2024-06-30  at least 900 cases  sharp", "2024-05-31  gap"]


def test_history_in_json(series: str) -> None:
    data = json.loads(run("history", series, "asylum", "--json").stdout)
    assert [point["figure"] and point["figure"]["interval"] for point in data["points"]] == [
        "[810, 810]",
        None,
        "[900, inf)",
    ]
    assert data["points"][1]["date"] == "2024-01-31"
    assert data["notes"] == []


def test_transitions_are_a_table(tmp_path: Path) -> None:
    document = tmp_path / "court.toml"
    document.write_text(TRANSITIONS, encoding="utf-8")
    dates = ("--since", "2023-12-31", "--until", "2024-12-31")
    done = run("transitions", str(document), "stage", *dates)
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "from \\ to          open     closed                    not on the docket",
        "open               0 to 30  0 to 60                   0 to 60",
        "closed             0 to 30  0 to 40                   0 to 40",
        "not on the docket  0 to 30  0 or more, without limit",
    ]
    data = json.loads(run("transitions", str(document), "stage", *dates, "--json").stdout)
    assert data["cells"][1] == {"from": "open", "to": "closed", "interval": "[0, 60]", "sharpness": "sharp"}
    wrong = run("transitions", str(document), "stages", *dates)
    assert wrong.returncode == 2
    assert "its classifications are: stage" in wrong.stderr


TRANSITIONS = """
docketstats = 1
[docket]
name = "court"
unit = "case"
classifications = [{ name = "stage", items = ["open", "closed"] }]
[sources.r]
title = "Register"
[[snapshots]]
as_of = 2023-12-31
figures = [ { of = "open", is = 60, source = "r" }, { of = "closed", is = 40, source = "r" } ]
[[snapshots]]
as_of = 2024-12-31
figures = [ { of = "open", is = 30, source = "r" } ]
"""


def test_history_of_a_dated_measure_is_refused(series: str) -> None:
    done = run("history", series, 'count(asylum, at="2024-06-30")')
    assert done.returncode == 2
    assert "has dates already" in done.stderr


def test_known_on_a_day(series: str) -> None:
    past = ("--known-on", "2024-03-01")
    assert run("history", series, "asylum", *past).stdout.splitlines() == [
        "count(asylum)",
        "2023-09-30  800 cases  sharp",
        f"  {NOTE}",
    ]
    bound = run("bound", series, "asylum", *past).stdout
    assert "800 cases" in bound
    assert NOTE in " ".join(bound.split())
    assert "At most 800, because" in run("explain", series, "asylum", *past).stdout
    assert run("check", series).returncode == 0
    check = run("check", series, *past)
    assert check.returncode == 1
    assert check.stdout.startswith("refuted")
    assert run("check", series, "--known-on", "undated").returncode == 2


# -- verify -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def proof(tmp_path: Path) -> Path:
    path = tmp_path / "proof.json"
    assert run("bound", LETTER, HOMICIDE, "--at", T, "-o", str(path)).returncode == 0
    return path


def test_verify_a_saved_answer(proof: Path) -> None:
    done = run("verify", str(proof))
    assert done.returncode == 0
    assert "holds for the facts printed here" in done.stdout
    said = " ".join(done.stdout.split())
    assert '- count((homicide & convicted & non_detained).at("2024-07-21")) = 13,099' in said
    assert 'the file calls it: count(homicide & convicted & non_detained, at="2024-07-21") is 13,099 [ICE,' in said


def test_verify_against_documents(proof: Path, tmp_path: Path) -> None:
    assert run("verify", str(proof), "--against", LETTER).returncode == 0
    other = changed(tmp_path, 'non_detained", is = "13,099"', 'non_detained", is = "13,100"')
    done = run("verify", str(proof), "--against", other)
    assert done.returncode == 1
    assert "does not hold" in done.stdout
    assert run("verify", str(proof), "--against", PRESS).returncode == 2


def test_verify_against_a_document_that_knows_more(proof: Path, tmp_path: Path) -> None:
    first = '  { of = "convicted", is = "435,719", source = "letter" },\n'
    more = '  { of = "homicide & incarcerated", is = "at least 5", source = "letter" },\n'
    done = run("verify", str(proof), "--against", changed(tmp_path, first, more + first))
    assert done.returncode == 0, "figures are numbered anew, and are the same figures"
    assert "might narrow the answer" in done.stdout


def test_verify_refuses_a_changed_proof(proof: Path, tmp_path: Path) -> None:
    text = proof.read_text(encoding="utf-8")
    assert '"value": 13099' in text
    forged = tmp_path / "forged.json"
    forged.write_text(text.replace('"value": 13099', '"value": 13098'), encoding="utf-8")
    done = run("verify", str(forged))
    assert done.returncode == 1
    assert "does not hold" in done.stderr


# -- what cannot be used ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "nowhere.toml"],
        ["check", "."],
        ["bound", LETTER, "homicid", "--at", T],
        ["bound", LETTER, "count(", "--at", T],
        ["bound", LETTER, "(" * 900, "--at", T],
        ["bound", LETTER, "homicide", "--at", "someday"],
        ["bound", LETTER, "homicide", "--at", T, "-o", "nowhere/at/all.json"],
        ["verify", LETTER],
        ["verify", "nowhere.json"],
        ["conflicts", sys.executable],
        ["unknown"],
        [],
    ],
)
def test_bad_input_ends_with_2_and_a_message(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert "docketstats: error: " in done.stderr
    assert done.stdout == ""


def test_all_problems_of_a_document_are_told(tmp_path: Path) -> None:
    done = run("check", changed(tmp_path, "homicide & convicted", "homicid & convictd"))
    assert done.returncode == 2
    assert "did you mean 'homicide'?" in done.stderr
    assert len(done.stderr.splitlines()) > 3


def test_a_saved_source_has_nothing_to_verify(tmp_path: Path) -> None:
    path = tmp_path / "source.json"
    path.write_text('{"docketstats": 1, "type": "Source", "value": {"title": "x"}}', encoding="utf-8")
    assert run("verify", str(path)).returncode == 2


def test_version_and_help() -> None:
    assert run("--version").stdout == f"docketstats {docketstats.__version__}\n"
    assert "conflicts" in run("--help").stdout


@pytest.mark.skipif(os.name != "posix", reason="pipes differ elsewhere")
def test_a_reader_that_stops_early_is_no_error() -> None:
    path = str(Path(docketstats.__file__).parents[1])
    command = f'"{sys.executable}" -m docketstats explain "{LETTER}" | head -c 10'
    done = subprocess.run(
        command, shell=True, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": path}, check=False
    )
    assert done.stderr == ""


def test_main_can_be_called(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["conflicts", PRESS]) == 1
    assert "minimal conflict" in capsys.readouterr().out


# -- found by a stranger ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", ["sources = 3", "sources = [1]"])
def test_a_value_where_a_table_should_be_is_told(tmp_path: Path, line: str) -> None:
    document = tmp_path / "wrong.toml"
    document.write_text(f'docketstats = 1\n{line}\n[docket]\nname = "court"\n')
    done = run("check", str(document))
    assert (done.returncode, done.stdout) == (2, "")
    assert "must be a table" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_conflict_is_found_beside_a_figure_about_many_sets(tmp_path: Path) -> None:
    names = [f"p{number}" for number in range(25)]
    figures = [f'{{ of = "{" | ".join(names)}", is = 100 }}', '{ of = "p0 | p1", is = "at most 5" }']
    lines = ["docketstats = 1", "[docket]", 'name = "court"', "[docket.populations]"]
    lines += [f'{name} = ""' for name in names]
    lines += ["[sources.report]", 'title = "Report"', "[[snapshots]]", "as_of = 2024-01-01", 'source = "report"']
    lines.append("figures = [" + ", ".join([*figures, '{ of = "p0", is = "at least 5000" }']) + "]")
    document = tmp_path / "large.toml"
    document.write_text("\n".join(lines))
    done = run("conflicts", str(document))
    assert done.returncode == 1
    assert "p0 | p1" in done.stdout
    assert "2 minimal conflicts\n" in done.stdout


def test_verify_says_what_was_proved_and_not_what_it_is_called(tmp_path: Path) -> None:
    proof = tmp_path / "proof.json"
    assert run("bound", LETTER, "count(convicted & detained)", "--at", "2024-07-21", "-o", str(proof)).returncode == 0
    text = proof.read_text()
    forged = text.replace('"count(convicted & detained, at=', '"count(convicted & pending, at=')
    forged = forged.replace('count(convicted & detained, at=\\"', 'count(convicted & pending, at=\\"')
    assert forged != text
    proof.write_text(forged)
    proved, found, _ = run("verify", str(proof)).stdout.partition(" is exactly 10288\n")
    assert found
    assert "pending" not in proved


def written(tmp_path: Path, figures: str, rest: str = "") -> str:
    path = tmp_path / "court.toml"
    path.write_text(
        'docketstats = 1\n[docket]\nname = "court"\nunit = "case"\npopulations = { a = "", b = "" }\n'
        f'[sources.s]\ntitle = "S\\u001b[2J"\n[[snapshots]]\nas_of = 2024\nsource = "s"\nfigures = [{figures}]\n{rest}',
        encoding="utf-8",
    )
    return str(path)


TWO = '{ of = "a", is = 5 }, { of = "a", is = 6 }, { of = "b", is = 7 }'
ABOUT_B = '[[claims]]\nsays = "count(b) > 5"\n[[claims]]\nsays = "count(b) > 9"\nexpected = "refuted"\n'


def test_check_tells_a_contradiction_that_no_claim_is_about(tmp_path: Path) -> None:
    none = run("check", written(tmp_path, TWO))
    assert none.returncode == 1
    assert "These cannot all be true" in none.stdout
    data = json.loads(run("check", written(tmp_path, TWO), "--json").stdout)
    assert (len(data["conflicts"]), data["complete"]) == (1, True)
    other = run("check", written(tmp_path, TWO, ABOUT_B))
    assert other.returncode == 0, "claims that come out as expected decide"
    assert other.stdout.count("These cannot all be true") == 1
    assert other.stdout.count("note: other facts of this evidence contradict each other") == 1
    tied = run("check", written(tmp_path, TWO, '[[claims]]\nsays = "count(a) > 5"\nexpected = "contradiction"\n'))
    assert tied.stdout.count("These cannot all be true") == 1
    assert run("check", written(tmp_path, '{ of = "a", is = 5 }')).returncode == 0


def test_check_tells_what_is_allowed_and_why() -> None:
    done = run("check", LETTER)
    assert "allowed: 425,431 persons; claimed: 435,719 persons, true in no population that fits" in done.stdout
    assert "note: 435,719 is the figure for convicted" in done.stdout


def test_explain_in_json() -> None:
    bound, explained = (
        json.loads(run(one, LETTER, HOMICIDE, "--at", T, "--json").stdout) for one in ("bound", "explain")
    )
    assert explained.pop("explanation").startswith("count(homicide & convicted & incarcerated")
    assert explained == bound
    claims = json.loads(run("explain", LETTER, "--json").stdout)["claims"]
    assert all("Verdict: " in claim.pop("explanation") for claim in claims)
    assert claims == json.loads(run("check", LETTER, "--json").stdout)["claims"]


def test_verify_tells_facts_by_their_numbers_and_not_by_their_texts(proof: Path) -> None:
    text = proof.read_text(encoding="utf-8")
    forged = text.replace('non_detained, at=\\"2024-07-21\\") is 13,099', "nothing is certain")
    assert forged != text
    proof.write_text(forged, encoding="utf-8")
    said = " ".join(run("verify", str(proof)).stdout.split())
    assert 'non_detained).at("2024-07-21")) = 13,099 the file calls it: count(homicide & convicted & nothing is' in said


@pytest.mark.parametrize(
    ("old", "new"), [('"unit": "person",', '"unit": "case",'), ('"kind": "count"', '"kind": "share"')]
)
def test_verify_refuses_another_unit_or_kind(proof: Path, old: str, new: str) -> None:
    text = proof.read_text(encoding="utf-8")
    assert old in text
    proof.write_text(text.replace(old, new), encoding="utf-8")
    done = run("verify", str(proof))
    assert done.returncode == 1
    assert "what is measured is" in done.stderr


def test_controls_in_a_document_reach_no_terminal(tmp_path: Path) -> None:
    rest = '[[claims]]\nsays = "count(b) > 5"\ntext = "é\\n漢字 \\u202e\\u200b"\nby = "\\u009bx"\n'
    path = written(tmp_path, '{ of = "b", is = 7 }', rest)
    for arguments in (["check", path], ["check", path, "--json"], ["explain", path], ["bound", path, "b"]):
        done = run(*arguments)
        assert done.returncode == 0
        assert all(one.isprintable() or one == "\n" for one in done.stdout)
    assert r"supported     é\n漢字 \u202e\u200b (\x9bx)" in run("check", path).stdout
    assert json.loads(run("check", path, "--json").stdout)["claims"][0]["text"] == "é\n漢字 \u202e\u200b"


def test_what_is_too_large_is_mended_in_the_document(tmp_path: Path) -> None:
    names = [f"p{number}" for number in range(25)]
    pairs = [f'{{ of = "{a} | {b}", is = 100 }}' for a, b in pairwise(names)]
    text = Path(written(tmp_path, ", ".join(pairs))).read_text(encoding="utf-8")
    path = tmp_path / "large.toml"
    sets = ", ".join(f'{name} = ""' for name in names)
    path.write_text(text.replace('a = "", b = ""', sets), encoding="utf-8")
    in_two = " | ".join(f"({one} & {other})" for one, other in combinations(names, 2))
    done = run("bound", str(path), in_two)
    assert done.returncode == 2
    assert "leave figures out of the document" in done.stderr
    assert ".only(" not in done.stderr
