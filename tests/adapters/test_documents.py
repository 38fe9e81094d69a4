"""Documents: what they mean, that nothing is lost on a round trip, and how their problems are told."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import model_strategies as ms
import pytest
from hypothesis import given

import docketstats as ds
from docketstats.adapters.documents import Document, document, dumps, load, loads, save

HEAD = """
docketstats = 1
title = "A court"
[docket]
name = "court"
unit = "case"
populations = { asylum = "asylum cases", old = "older than a year" }
[sources.report]
title = "Annual report"
published = 2024-10-01
"""
COURT = ds.Docket("court", unit="case")
ASYLUM = COURT.population("asylum", "asylum cases")
OLD = COURT.population("old")
REPORT = ds.Source("Annual report", published="2024-10-01")


def problems(text: str, **options: object) -> str:
    with pytest.raises(ds.DocumentError) as error:
        loads(text, **options)  # type: ignore[arg-type]
    return "\n".join(error.value.problems) or str(error.value)


# -- round trips --------------------------------------------------------------------------------------------------


@given(ms.documents())
def test_a_document_is_equal_after_a_round_trip(one: Document) -> None:
    for format in ("json", "toml"):
        back = loads(dumps(one, format), format)
        assert back.evidence == one.evidence
        assert back.claims == one.claims
        assert back == one


def test_files_are_read_as_they_were_saved(tmp_path: Path) -> None:
    one = loads(HEAD)
    for name in ("court.toml", "court.JSON"):
        save(one, tmp_path / name)
        assert load(tmp_path / name) == one
    assert (tmp_path / "court.JSON").read_text(encoding="utf-8").startswith("{")


def test_what_a_document_does_not_define_cannot_be_written() -> None:
    whole = document(ds.Evidence(COURT.snapshot("2024", [ds.reported(ASYLUM, 5, source=REPORT)])))
    for missing in ("dockets", "populations", "sources"):
        without = Document(whole.evidence, **{"dockets": whole.dockets, missing: ()})
        with pytest.raises(ds.DocumentError):
            dumps(without)


# -- what a document means ----------------------------------------------------------------------------------------


def test_the_document_of_the_contract_is_read() -> None:
    one = loads(
        """
docketstats = 1
title = "What the July 2024 letter says"

[docket]
name = "ICE national docket"
unit = "person"
classifications = ["custody"]            # shipped; or a table of your own
populations = { homicide = "convicted of homicide", convicted = "convicted of a crime" }

[sources.letter]
title = "Letter to Rep. Gonzales"
publisher = "ICE"
published = 2024-09-25

[[snapshots]]
as_of = 2024-07-21
figures = [
  { of = "convicted & non_detained", is = "425,431", source = "letter" },
  { of = "share(homicide, among=convicted)", is = "about 3%", rounded_to = "1%", source = "letter" },
]

[[relations]]
that = "homicide within convicted"
source = "letter"

[[claims]]
text = "They are free to roam in our country."
by = "a candidate, 27 September 2024"
says = "count(homicide & (non_detained - incarcerated)) >= 13_000"
at = 2024-07-21
expected = "undetermined"
"""
    )
    docket = ds.Docket("ICE national docket", classifications=(ds.CustodyStatus,))
    homicide, convicted = docket.population("homicide"), docket.population("convicted")
    letter = ds.Source("Letter to Rep. Gonzales", publisher="ICE", published="2024-09-25")
    snapshot = docket.snapshot(
        "2024-07-21",
        [
            ds.reported(convicted & docket["non_detained"], "425,431", source=letter),
            ds.reported(ds.share(homicide, among=convicted), "about 3%", rounded_to="1%", source=letter),
        ],
    )
    assert one.evidence == ds.Evidence(snapshot, relations=[homicide.within(convicted, source=letter)])
    at_large = homicide & (docket["non_detained"] - docket["incarcerated"])
    assert one.claims[0].statement == (ds.count(at_large, at="2024-07-21") >= 13_000)
    assert one.evidence.check(one.claims[0]).outcome is ds.Outcome.UNDETERMINED


def test_every_option_of_a_figure_is_read() -> None:
    one = loads(
        HEAD
        + """
[[snapshots]]
as_of = "2024-09 #press"
same_instant_as = 2024-09-30
source = "report"
figures = [
  { of = "asylum", is = "1.5 million", confidence = "95%", definition = "open cases", reading = "literal" },
  { of = "share(asylum, among=old)", is = 0.1, rounded_to = 0.01, if_any = true },
  { of = "share(old, among=everyone)", is = { fraction = "1/3" } },
  { of = "old", is = 7, tolerance = 2, revises = { of = "old", is = 6 } },
  { of = "asylum & old", is = { interval = "[5, 9]", unit = "case" } },
]
[[figures]]
of = "change(asylum, since=2023, until=2024)"
is = "up 500"
source = "report"
"""
    )
    figures = one.evidence.snapshots[0].figures
    expected = (
        ds.reported(ASYLUM, "1.5 million", source=REPORT, confidence="95%", definition="open cases", reading="literal"),
        ds.reported(
            ds.share(ASYLUM, among=OLD), Fraction(1, 10), source=REPORT, rounded_to=Fraction(1, 100), if_any=True
        ),
        ds.reported(ds.share(OLD, among=COURT.everyone), Fraction(1, 3), source=REPORT),
        ds.reported(OLD, 7, tolerance=2, source=REPORT, revises=ds.reported(OLD, 6, source=REPORT)),
        ds.reported(ASYLUM & OLD, ds.Quantity(ds.Interval(5, 9), "case"), source=REPORT),
    )
    assert [figure.statement for figure in figures] == [figure.statement for figure in expected]
    assert figures[0] == expected[0]
    assert figures[2:] == expected[2:]
    assert one.evidence.snapshots[0].same_instant_as == ds.Period.read("2024-09-30")
    assert one.evidence.figures[0].interval == ds.Interval.exactly(500)


def test_figures_told_before_their_date_are_reported_each_with_its_path(tmp_path: Path) -> None:
    (tmp_path / "more.csv").write_text("of,is,source\nold,5,report\n", encoding="utf-8")
    text = (
        HEAD
        + """
[[snapshots]]
as_of = 2024-10-02
csv = "more.csv"
figures = [{ of = "old", is = 7, source = "report", revises = { of = "old", is = 6 } }]
[[figures]]
of = "change(asylum, since=2023, until=2025)"
is = "up 500"
source = "report"
"""
    )
    with pytest.raises(ds.DocumentError) as caught:
        loads(text, folder=tmp_path)
    found = [problem.partition(" (line")[0].partition(": ")[0] for problem in caught.value.problems]
    assert found == [
        "snapshots[0].figures[0].revises.source",
        "snapshots[0].figures[0].source",
        "snapshots[0].csv[line 2].source",
        "figures[0].source",
    ]
    assert "its source was published 2024-10-01, before 2024-10-02: Annual report" in caught.value.problems[0]
    same = text.replace("as_of = 2024-10-02", 'as_of = "2024-10"\nsame_instant_as = 2024-10-02').replace("2025", "2024")
    with pytest.raises(ds.DocumentError, match="snapshot 2024-10, figure 1"):
        loads(same, folder=tmp_path)


def test_numbers_in_json_are_exact() -> None:
    text = '{"docketstats": 1, "docket": {"name": "court"}, "sources": {"s": {"title": "S"}}, "snapshots": [{"as_of": "2024", "figures": [{"of": "share(nobody, among=everyone)", "is": 0.1, "exact": true, "source": "s"}]}]}'  # noqa: E501
    (figure,) = loads(text, "json").evidence.snapshots[0].figures
    assert figure.interval == ds.Interval.exactly(Fraction(1, 10))


def test_a_worded_claim_keeps_both_readings() -> None:
    one = loads(HEAD + '[[claims]]\nof = "asylum"\nis = "almost 2 million"\nrounded_to = 100_000\nat = 2024-09-30')
    statement = one.claims[0].statement
    assert statement.interval == ds.Interval.at_most(2_000_000)
    assert statement.strongest == ds.Interval(1_950_000, 2_000_000, upper_open=True)
    assert "almost 2 million" in repr(statement)
    assert loads(dumps(one)) == one


def test_relations_assumptions_and_claims_about_relations() -> None:
    one = loads(
        HEAD
        + """
[[relations]]
that = "asylum disjoint from old"
because = "by definition"
[[assumptions]]
that = "count(old, at=2024) <= 5"
because = "for argument's sake"
[[assumptions]]
that = "covers(asylum, old)"
because = "for argument's sake"
[[claims]]
says = "asylum within old"
at = 2024
"""
    )
    assert one.evidence.relations == (ASYLUM.disjoint_from(OLD, because="by definition"),)
    assert [assumption.that for assumption in one.evidence.assumptions] == [
        ds.count(OLD, at="2024") <= 5,
        COURT.covers(ASYLUM, OLD),
    ]
    assert one.claims[0].statement.measure.dates == {ds.Period.read("2024")}
    assert loads(dumps(one)) == one


def test_classifications_of_its_own() -> None:
    one = loads(
        """
docketstats = 1
[docket]
name = "court"
[[docket.classifications]]
name = "stage"
fixed = true
items = ["filed", { code = "heard", label = "heard at least once", items = ["won", "lost"], exhaustive = false }]
"""
    )
    (stage,) = one.dockets[0].classifications
    heard = ds.Item("heard", "heard at least once", items=("won", "lost"), exhaustive=False)
    assert stage == ds.Classification("stage", ("filed", heard), fixed=True)


def test_several_dockets() -> None:
    one = loads(
        """
docketstats = 1
[[dockets]]
name = "court"
unit = "case"
populations = { asylum = "asylum cases" }
[[dockets]]
name = "parole office"
populations = { asylum = "with an asylum case" }
[sources.s]
title = "S"
[[snapshots]]
docket = "court"
as_of = 2024
figures = [{ of = "asylum", is = 5, source = "s" }]
[[snapshots]]
docket = "parole office"
as_of = 2024
figures = [{ of = "asylum", is = 4, source = "s" }]
[[figures]]
of = 'ratio(count("court".asylum, at=2024), count("parole office".asylum, at=2024))'
is = 2
source = "s"
[[relations]]
docket = "court"
that = "asylum within everyone"
because = "obvious"
"""
    )
    assert [snapshot.docket.name for snapshot in one.evidence.snapshots] == ["court", "parole office"]
    assert one.evidence.figures[0].measure.unit == "case/person"
    assert loads(dumps(one)) == one
    assert loads(dumps(one, "json"), "json") == one


def test_figures_in_a_csv_file(tmp_path: Path) -> None:
    (tmp_path / "court.toml").write_text(
        HEAD + '[[snapshots]]\nas_of = 2024\nsource = "report"\ncsv = "figures.csv"', encoding="utf-8"
    )
    rows = (
        "of,is,rounded_to,exact,source\n"
        'asylum,"1,500",,,\n'
        '"share(asylum, among=old)",3%,1%,,report\n'
        "old,7,,yes,\n"
        ",,,,\n"
    )
    (tmp_path / "figures.csv").write_text("\ufeff" + rows, encoding="utf-8")
    one = load(tmp_path / "court.toml")
    assert one.evidence.snapshots[0].figures == (
        ds.reported(ASYLUM, "1,500", source=REPORT),
        ds.reported(ds.share(ASYLUM, among=OLD), "3%", rounded_to="1%", source=REPORT),
        ds.reported(OLD, "7", exact=True, source=REPORT),
    )
    (tmp_path / "figures.csv").write_text("of,iss\nasylum,5\naslum,6,7\n", encoding="utf-8")
    with pytest.raises(ds.DocumentError) as error:
        load(tmp_path / "court.toml")
    told = "\n".join(error.value.problems)
    assert "snapshots[0].csv[line 2].iss" in told
    assert "more cells" in told


@pytest.mark.parametrize("text", ["", "\n", "of,is\n", "of,is\n,\n"])
def test_a_csv_file_without_figures_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "figures.csv").write_text(text, encoding="utf-8")
    told = problems(HEAD + '[[snapshots]]\nas_of = 2024\ncsv = "figures.csv"', folder=tmp_path)
    assert "snapshots[0].csv (line 13): figures.csv has no figures" in told


@pytest.mark.parametrize("name", ["../figures.csv", "/etc/passwd", "nowhere.csv"])
def test_a_csv_file_stays_beside_its_document(tmp_path: Path, name: str) -> None:
    assert "snapshots[0].csv" in problems(HEAD + f'[[snapshots]]\nas_of = 2024\ncsv = "{name}"', folder=tmp_path)


# -- problems -----------------------------------------------------------------------------------------------------


def test_every_problem_is_told_at_once_with_path_and_line() -> None:
    told = problems(
        """docketstats = 1
titel = "x"
[docket]
name = "court"
populations = { homicide = "h" }
[sources.letter]
title = "L"
[[snapshots]]
as_of = 2024-12-01
figures = [
  { of = "homicide", is = 5, source = "letter" }, # fine
  { of = "homicid", is = 5, source = "leter" },
  { of = "homicide", is = "about 3", source = "letter" },
  { of = "homicide", iss = 3, source = "letter" },
]
[[snapshots]]
as_of = "someday"
[[relations]]
that = "homicide within everyone"
[[claims]]
says = "count(homicide) >"
[[claims]]
says = "count(homicide) > 5"
expected = "maybe"
"""
    )
    for expected in (
        "titel (line 2): there is no such key (did you mean 'title'?)",
        "snapshots[0].figures[1].of (line 12): character 1 of 'homicid': there is no population",
        "snapshots[0].figures[1].source (line 12): there is no source 'leter' (did you mean 'letter'?)",
        "snapshots[0].figures[2].is (line 13): ",
        "snapshots[0].figures[3].is (line 14): it is missing",
        "snapshots[0].figures[3].iss (line 14): there is no such key (did you mean 'is'",
        "snapshots[1].as_of (line 17): 'someday' is no date",
        "relations[0] (line 18): a relation needs a source or because",
        "claims[0].says (line 21): ",
        "claims[1] (line 22): no outcome 'maybe'",
    ):
        assert expected in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "does not say its version"),
        ("docketstats = 2", "this document says docketstats = 2"),
        ("docketstats = true", "says docketstats = True"),
        ("docketstats = 1", "docket: it is missing"),
        ("docketstats = 1\n[docket]", "docket.name (line 2): it is missing"),
        ("docketstats = 1\n[docket]\nname = 'a:b'", "docket (line 2): 'a:b' cannot name a docket"),
        ("docketstats = 1\n[docket]\nname = 'x'\nclassifications = ['custdy']", "no classification 'custdy'"),
        ("docketstats = 1\n[docket]\nname = 'x'\npopulations = {everyone = ''}", "already has a meaning"),
        ("docketstats = 1\n[[dockets]]\nname = 'x'\n[[dockets]]\nname = 'x'", "two dockets"),
        ("docketstats = 1\nsnapshots = 5\n[docket]\nname = 'x'", "snapshots (line 2): it must be a list"),
        (HEAD + "[sources.empty]\ntitle = ''", "a source needs a title"),
        (HEAD + "[[snapshots]]\nas_of = 2024-01-01T10:00:00", "it must be a date or a text"),
        (HEAD + "[[snapshots]]\nas_of = 2024\ndocket = 'curt'", "did you mean 'court'?"),
        (HEAD + "[[figures]]\nof = 'asylum'\nis = 5\nsource = 'report'", "spans dates"),
        (HEAD + "[[figures]]\nof = 'asylum'\nis = true\nsource = 'report'", "it must be a number or a text"),
        (HEAD + "[[figures]]\nof = 'asylum'\nis = {fraction = '1/0'}\nsource = 'report'", "no fraction"),
        (HEAD + "[[figures]]\nof = 'asylum'\nis = inf\nsource = 'report'", "figures[0]"),
        *(
            (
                HEAD + f"[[snapshots]]\nas_of = 2024\nsource = 'report'\nfigures = [{{ of = 'asylum', is = {value} }}]",
                told,
            )
            for value, told in (
                ("-5", "snapshots[0].figures[0].is (line 14): count(asylum), -5: a count is never negative"),
                ("'-5'", "a count is never negative"),
                ("5.5", "count(asylum), 5.5: a count is whole"),
                ("'5.5'", "a count is whole"),
                ("5.000", 'write "5,000" or "5"'),
                ("'5 persons'", '.is (line 14): count(asylum), "5 persons": the words count persons'),
                ("{ interval = '[1, 2]', unit = 'person' }", ".is (line 14): count(asylum): the unit person"),
            )
        ),
        (HEAD + "[[claims]]\nof = 'asylum'\nis = '5 persons'", 'claims[0].is (line 13): "5 persons": the words count'),
        (HEAD + "[[claims]]\nsays = 'count(asylum) >= 13.000'", 'write "13,000" or "13"'),
        (HEAD + "[[claims]]\nsays = 'change(asylum, since=2024, until=2021) > 5'", "runs backwards"),
        (
            "docketstats = 1\n[docket]\nname = 'x'\npopulations = ['a']",
            "docket.populations (line 4): it must be a table",
        ),
        (
            HEAD + "[[claims]]\ntext = 'x'",
            "it needs 'says' with a statement, or 'of' and 'is' with a measure and words: of =",
        ),
        (
            HEAD + "[[claims]]\nof = 'asylum & old'\nis = 'most'",
            '(write of = "share(a, among=asylum & old)": the part a',
        ),
        (
            HEAD + "[[claims]]\nof = 'count(asylum)'\nis = 'most'",
            '(write of = "share(a, among=b)": the part a of all in b',
        ),
        (HEAD + "[[claims]]\nof = 'people waiting long'\nis = '5'", "in quotes; known populations: asylum, "),
        (HEAD + "[[claims]]\nsays = 'count(old) > 1'\nof = 'old'\nis = '5'", "it has 'says' and 'of'"),
        (HEAD + "[[relations]]\nthat = 'count(old) > 1'\nbecause = 'x'", "this is a statement"),
        ("x = ", "line 1: this is no TOML"),
        ('x = "a"\ny = "count(a, at="2024")"', "statement (a text that holds quotation marks stands in others"),
        ('x = {a = "count(a.at("2024"))", b = "1"}', "a text that holds quotation marks stands in others"),
        ("x = 1\ny = 58%", "numbers with commas stand in quotation marks"),
        ('x = [\n  { is = "13,099 },\n]', "line 2: this is no TOML: Illegal character '\\n' (a text ends on its line"),
        ('x = [\n  { is = "1" }\n  { is = "2" },\n]', "line 3: this is no TOML: Unclosed array (a comma between two"),
        ("x = [\n  { is = 435,719 },\n]", 'in quotation marks: is = "435,719"'),
        (
            "x = [\n  { is = \u201c425,431\u201d },\n]",
            "line 2: this is no TOML: Invalid value (use straight quotation marks",
        ),
        ("a note", "(a line of a document is a key"),
        ("x = " + "[" * 2_000, "nested too deeply"),
        ("docketstats = 1\nx" + ".x" * 3_000 + " = 1", "no such key"),
    ],
)
def test_a_problem_is_told_in_words(text: str, told: str) -> None:
    assert told in problems(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[1, 2]", "a document is a table"),
        ('{"docketstats": 1\n "x": 2}', "line 2: this is no JSON"),
        ('{"docketstats": NaN}', "NaN"),
        ("[" * 100_000, "nested too deeply"),
        ('{"x": ' + "1" * 5_000 + "}", "no JSON that can be read"),
    ],
)
def test_a_problem_in_json_is_told_in_words(text: str, told: str) -> None:
    assert told in problems(text, format="json")


def test_a_file_that_cannot_be_read_is_a_document_error(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes(b"title = '\xe9'")
    for path, told in (
        (tmp_path, "directory"),
        (tmp_path / "none.toml", "No such file"),
        (tmp_path / "latin.toml", "not UTF-8"),
        ("nul\0.toml", "cannot be read"),
    ):
        with pytest.raises(ds.DocumentError, match=told):
            load(path)
    with pytest.raises(ds.DocumentError, match="written"):
        save(loads(HEAD), tmp_path)
    with pytest.raises(ds.DocumentError, match="format"):
        loads("", "yaml")  # type: ignore[arg-type]


def test_keys_that_stand_twice_in_json_are_told_with_their_paths() -> None:
    told = problems('{"docket": {"name": "x", "name": "y"}, "claims": [{}, {"by": "x", "by": "x"}]}', format="json")
    assert told.splitlines() == [
        "docket.name: it is there twice; keep one",
        "claims[1].by: it is there twice; keep one",
    ]


def test_a_docket_that_cannot_be_made_is_the_one_problem() -> None:
    figures = "[[snapshots]]\nas_of = 2024\nfigures = [{ of = 'a', iss = 5 }]"
    first, *others = problems(f"docketstats = 1\n[docket]\nname = 'x'\nunit = ''\n{figures}").splitlines()
    assert first.startswith("docket (line 2): a docket does not count ''")
    assert not any("several dockets" in one or "no population" in one for one in others)
    assert any("figures[0].iss" in one for one in others), "what has a wrong shape is told all the same"


def test_a_count_that_is_rounded_or_no_count_at_all_may_be_in_decimals() -> None:
    text = """
[[snapshots]]
as_of = 2024
source = "report"
figures = [
  { of = "asylum", is = 5.5, rounded_to = 1 },
  { of = "asylum", is = "5.5", tolerance = 1 },
  { of = "asylum", is = { fraction = "11/2" } },
  { of = "count(asylum) / 2", is = 5.5 },
]
"""
    assert len(loads(HEAD + text).evidence.snapshots[0].figures) == 4


def test_a_mend_is_one_that_a_document_can_take() -> None:
    text = """
[[snapshots]]
as_of = 2024
source = "report"
figures = [{ of = "share(asylum, among=old)", is = "26%" }]
[[claims]]
of = "share(asylum, among=old)"
is = "two thirds"
at = 2024
"""
    figure, claim = problems(HEAD + text).splitlines()
    assert "rounded_to" in figure
    assert "or exact = true)" in figure
    assert "share(asylum, among=old) = 2/3" in claim
    exact = text.replace('is = "26%"', 'is = "26%", exact = true')
    mended = exact.replace(
        'of = "share(asylum, among=old)"\nis = "two thirds"', 'says = "share(asylum, among=old) = 2/3"'
    )
    assert len(loads(HEAD + mended).claims) == 1


@pytest.mark.parametrize("line", ["is = 58%", "is = more than 5", "is = 1,000"])
def test_words_without_quotation_marks_are_told_what_they_lack(line: str) -> None:
    with pytest.raises(ds.DocumentError, match=r"line 2: .*quotation marks"):
        loads(f"docketstats = 1\n{line}\n")


def test_a_document_of_evidence_with_flows_names_their_docket_and_not_the_register_of_events() -> None:
    court = ds.Docket("court", unit="case", classifications=(ds.Classification("stage", ("open", "closed")),))
    old, source = court.population("old", "filed long ago"), ds.Source("Annual report")
    span = {"since": "2023-12-31", "until": "2024-12-31"}
    flows = [
        ds.reported(ds.entries(court["open"], **span), 5, source=source),
        ds.reported(ds.exits(old, kind="decision", **span), 4, source=source),
        ds.reported(ds.entrants(court.everyone, **span), 3, source=source),
    ]
    for snapshots in ((), (court.snapshot("2024-12-31", [ds.reported(old, 7, source=source)]),)):
        evidence = ds.Evidence(*snapshots, figures=flows)
        one = document(evidence)
        assert [docket.name for docket in one.dockets] == ["court"]
        assert one.populations == (("court", "old", "filed long ago"),)
        assert loads(dumps(one)).evidence == evidence


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("is = 1500", "is = 1e99999"),
        ("is = 1500", "is = 0e999999999"),
        ("count(asylum) >= 5", f"count(asylum) >= {'9' * 5000}"),
        ("count(asylum) >= 5", f"{'9' * 301} * count(asylum) >= 5"),
        ("count(asylum) >= 5", f"share(asylum, among=everyone) >= {'9' * 5000}%"),
    ],
    ids=str,
)
def test_numbers_too_long_to_be_written_are_refused(old: str, new: str) -> None:
    assert loads(_COURT).claims
    with pytest.raises(ds.DocumentError, match="at most 300"):
        loads(_COURT.replace(old, new))


_COURT = """
docketstats = 1
docket = { name = "court", unit = "case", populations = { asylum = "asylum cases" } }
sources = { report = { title = "Annual report" } }
snapshots = [{ as_of = 2024-09-30, figures = [{ of = "asylum", is = 1500, source = "report" }] }]
claims = [{ says = "count(asylum) >= 5" }]
"""
