"""What is shown of objects: a short repr, and in notebooks a plain table in which every text is escaped."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

import docketstats as ds
from docketstats.inference.conflicts import Conflicts
from docketstats.values import markup

HOSTILE = '<script>alert("x")</script> & \x1b[31m\u202e'
KINDS = ds.Classification("stage", ("open", "closed"))
COURT = ds.Docket("court", unit="case", classifications=(KINDS,))
ASYLUM = COURT.population("asylum")
REPORT = ds.Source(HOSTILE, publisher=HOSTILE)
EVIDENCE = ds.Evidence(
    COURT.snapshot("2024", figures=[ds.reported(COURT.everyone, 70, source=REPORT)]),
    relations=[ASYLUM.within(COURT["open"], because=HOSTILE)],
    assumptions=[ds.Assumption(ds.count(COURT["open"], at="2024") <= 60, because=HOSTILE)],
    remarks=[HOSTILE],
)
FIGURE = EVIDENCE.bound(ASYLUM)
VERDICT = EVIDENCE.check(ds.Claim(ds.count(ASYLUM) >= 30, text=HOSTILE, by=HOSTILE))
AGAINST = ds.Evidence(
    COURT.snapshot("2024", figures=[ds.reported(COURT.everyone, number, source=REPORT) for number in (70, 80)])
)
(CONFLICT,) = AGAINST.conflicts()


def contradiction() -> ds.ContradictoryEvidence:
    with pytest.raises(ds.ContradictoryEvidence) as caught:
        AGAINST.bound(ASYLUM)
    return caught.value


SHOWN = {
    "docket": COURT,
    "snapshot": EVIDENCE.snapshots[0],
    "evidence": EVIDENCE,
    "figure": FIGURE,
    "verdict": VERDICT,
    "conflict": CONFLICT,
    "conflicts": AGAINST.conflicts(),
    "contradiction": contradiction(),
}
each = pytest.mark.parametrize("name", SHOWN)


class Reader(HTMLParser):
    """The texts of the cells, and every tag with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def read(name: str) -> Reader:
    reader = Reader()
    reader.feed(SHOWN[name]._repr_html_())
    reader.close()
    assert not reader.open
    return reader


@each
def test_tables_are_plain_and_texts_are_escaped(name: str) -> None:
    reader = read(name)
    assert {tag for tag, _ in reader.tags} <= {"table", "caption", "thead", "tbody", "tr", "th", "td", "p"}
    assert {key for _, attrs in reader.tags for key, _ in attrs} <= {"scope", "colspan"}
    if name != "docket":
        assert any("<script>alert" in text for text in reader.texts)
    assert not any(sign in text for text in reader.texts for sign in "\x1b\u202e")


def test_hostile_names_are_escaped_wherever_they_are_shown() -> None:
    name = "<script>alert(1)</script> & more"
    kinds = ds.Classification(f"kind {name}", (f"item {name}", "other"))
    docket = ds.Docket(f"docket {name}", classifications=(kinds,))
    group = docket.population(f"group {name}", name)
    figures = [ds.reported(group & docket[f"item {name}"], "70", source=ds.Source("Report"))]
    evidence = ds.Evidence(docket.snapshot("2024", figures=figures))
    against = evidence | ds.Evidence(figures=[ds.reported(ds.count(group, at="2024"), 60, source=ds.Source("Press"))])
    shown = {
        "docket": docket,
        "snapshot": evidence.snapshots[0],
        "evidence": evidence,
        "figure": evidence.bound(group),
        "verdict": evidence.check(ds.count(group) >= 80),
        "conflicts": against.conflicts(),
        "conflict": against.conflicts()[0],
    }
    for what, one in shown.items():
        html = one._repr_html_()
        assert "&lt;script&gt;" in html, what
        assert "<script" not in html, what


@each
def test_a_repr_is_one_short_line(name: str) -> None:
    text = repr(SHOWN[name])
    if name not in ("contradiction", "conflicts"):
        assert re.fullmatch(r"<\w+ .*>|<\w+: .*>", text)
        assert len(text) < 400
    assert "\x1b" not in text


def test_what_a_figure_says_is_told() -> None:
    assert {"answer", "0 to 60 cases", "sharp"} <= set(read("figure").texts)
    assert repr(FIGURE) == '<DerivedFigure count(asylum, at="2024"): 0 to 60 cases, sharp>'


def test_what_a_verdict_says_is_told() -> None:
    texts = read("verdict").texts
    assert texts[0] == "Verdict: undetermined"
    place = texts.index("true if there were")
    assert "30 in asylum and open" in texts[place + 1]


def test_reprs_of_what_is_given() -> None:
    assert repr(COURT) == "<Docket 'court' of cases: stage (2 items)>"
    assert repr(ds.Docket("court")) == "<Docket 'court' of persons: no classifications>"
    assert repr(EVIDENCE.snapshots[0]) == "<Snapshot of 'court' as of 2024: 1 figure>"
    assert repr(EVIDENCE) == "<Evidence: 1 snapshot, 1 figure, 1 relation, 1 assumption, 1 source>"
    assert repr(ds.Evidence()) == "<Evidence: nothing is said>"
    assert repr(ds.count(ASYLUM, at="2024")) == 'count(asylum, at="2024")'


def test_long_things_are_shortened_with_a_count() -> None:
    figures = [ds.reported(COURT.population(f"set {n}"), n, source=ds.Source(f"Report {n}")) for n in range(40)]
    evidence = ds.Evidence(COURT.snapshot("2024", figures=figures))
    assert "and 28 more" in evidence.snapshots[0]._repr_html_()
    assert evidence._repr_html_().count("Report") == markup.MOST_NAMED
    assert "and 34 more" in evidence._repr_html_()
    long = ds.Source("x" * 1_000)
    shown = COURT.snapshot("2024", figures=[ds.reported(ASYLUM, 1, source=long)])._repr_html_()
    assert "x" * markup.LONGEST + " … (800 more letters)" in shown


def test_many_conflicts_are_counted_and_it_is_said_if_there_may_be_more() -> None:
    shown = Conflicts([CONFLICT] * 9, complete=False)._repr_html_()
    assert shown.startswith("<p>9 conflicts, and there may be more</p>")
    assert shown.endswith("<p>and 3 more</p>")
    assert ds.Evidence().conflicts()._repr_html_() == "<p>no conflicts</p>"


def test_an_undefined_answer_is_called_so() -> None:
    nobody = ds.Evidence(COURT.snapshot("2024", figures=[ds.reported(ASYLUM, 0, source=REPORT)]))
    figure = nobody.bound(ds.share(COURT["open"], among=ASYLUM))
    assert "<td>undefined</td>" in figure._repr_html_()
