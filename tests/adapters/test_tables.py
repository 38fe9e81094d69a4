"""Tables: intervals in words, sources as footnotes, nothing from elsewhere, and no text that is markup."""

from __future__ import annotations

import html
import re
from fractions import Fraction
from pathlib import Path

import pytest

import docketstats as ds
from docketstats.adapters import tables
from docketstats.adapters.documents import load

LETTER = load(Path(__file__).parents[2] / "examples" / "ice_letter_2024.toml")
STAGES = ds.Classification("stage", ("open", "closed <b>"))
COURT = ds.Docket("court", unit="case", classifications=(STAGES,))
REPORT = ds.Source("Annual report", publisher="A court")


def cells(text: str) -> list[list[str]]:
    """The cells of the body, row by row, without marks of footnotes."""
    body = text.partition("<tbody")[2].partition("</tbody>")[0]
    bare = re.sub(r'<span class="gt_footnote_marks".*?</span>', "", body)
    rows = re.findall(r"<tr>(.*?)</tr>", bare, re.DOTALL)
    return [[html.unescape(one).strip() for one in re.findall(r"<td[^>]*>(.*?)</td>", row)] for row in rows]


def footnotes(text: str) -> list[str]:
    found = re.findall(r'<td class="gt_footnote".*?</span>(.*?)</td>', text, re.DOTALL)
    return [html.unescape(one).strip() for one in found]


def evidence(*figures: ds.ReportedFigure) -> ds.Evidence:
    return ds.Evidence(COURT.snapshot("2024-09-30", figures))


def test_answers_may_have_names() -> None:
    known = evidence(ds.reported(COURT.everyone, 70, source=ds.Source("Report")))
    page = tables.answers({"All cases": known.bound(COURT.everyone)}).as_raw_html()
    assert cells(page)[0][0].startswith("All cases")
    assert any("As a measure: count(everyone" in note for note in footnotes(page))


def test_answers_are_in_words_with_their_sources() -> None:
    known = evidence(ds.reported(COURT.everyone, "more than 70", source=REPORT))
    asylum = COURT.population("asylum")
    shown = tables.answers([known.bound(COURT.everyone), known.bound(asylum), known.bound(ds.count(asylum) * 0)])
    text = shown.as_raw_html()
    assert [row[1] for row in cells(text)] == ["at least 70 cases", "0 or more cases, without limit", "0 cases"]
    assert "Source: A court, Annual report" in footnotes(text)
    assert "Confidence" not in text


def test_a_confidence_is_rounded_down() -> None:
    figure = ds.reported(COURT.everyone, "at most 10", source=REPORT, confidence="99.9999%")
    text = tables.answers([evidence(figure).bound(COURT.everyone)]).as_raw_html()
    assert cells(text)[0][-1] == "at least 99.99 %"


def test_an_assumption_is_a_footnote() -> None:
    assumption = ds.Assumption(ds.count(COURT.everyone) <= 10, because="a guess")
    figure = evidence().assuming(assumption).bound(COURT.everyone)
    (note,) = footnotes(tables.answers([figure]).as_raw_html())
    assert note == "Assumed: count(everyone) <= 10, because: a guess"


def test_undefined_is_a_word() -> None:
    figure = LETTER.evidence.bound(LETTER.measure("share(convicted, among=nobody, at=2024-07-21)"))
    assert cells(tables.answers([figure]).as_raw_html())[0][1] == "undefined"


def test_verdicts_show_claim_answer_and_outcome() -> None:
    verdicts = [LETTER.evidence.check(claim) for claim in LETTER.claims]
    text = tables.verdicts(verdicts, title="The letter", subtitle="of September 2024").as_raw_html()
    rows = cells(text)
    assert [row[0] for row in rows] == [claim.text for claim in LETTER.claims]
    assert [row[3] for row in rows] == [one.outcome.value for one in verdicts]
    assert {f"Source: {source}" for one in verdicts for source in one.sources} <= set(footnotes(text))
    assert "of September 2024" in text


def test_one_value_is_shown_as_that_value() -> None:
    share = ds.Interval.exactly(Fraction(3, 7))
    figures = [
        ds.reported(COURT.everyone, ds.Interval(70, 70), source=REPORT),
        ds.reported(COURT["open"], 30, source=REPORT),
    ]
    known = evidence(*figures)
    assert [row[2:] for row in cells(tables.figures(known).as_raw_html())] == [
        ["70 cases", "70 cases"],
        ["30", "30 cases"],
    ]
    half = ds.share(COURT["open"], among=COURT.everyone, at="2024").lies_in(share)
    figure = known.assuming(ds.Assumption(half, because="as it was")).bound(ds.count(COURT.everyone - COURT["open"]))
    text = tables.answers([figure]).as_raw_html()
    assert cells(text)[0][1] == "40 cases"
    assert "Interval(" not in text


def test_figures_show_what_was_printed_and_what_it_says() -> None:
    figures = [
        ds.reported(COURT["open"], "*", source=REPORT, definition="cases not closed"),
        ds.reported(COURT.everyone, "about 70", rounded_to=10, source=REPORT, confidence="95%"),
    ]
    known = evidence(*figures)
    text = tables.figures(known).as_raw_html()
    assert [row[2:] for row in cells(text)] == [
        ["*", "any number of cases", ""],
        ["about 70", "at least 65 and fewer than 75 cases", "at least 95 %"],
    ]
    assert "The source's definition: cases not closed" in footnotes(text)
    for same in (known.snapshots[0], known.snapshots):
        assert cells(tables.figures(same).as_raw_html()) == cells(text)
    with pytest.raises(ds.ModelError, match="no snapshot"):
        tables.figures([5])  # type: ignore[list-item]


def test_figures_that_span_dates_and_revisions_are_shown() -> None:
    first = ds.reported(COURT.everyone, 60, source=REPORT)
    revised = ds.reported(COURT.everyone, 70, source=REPORT, revises=first)
    change = ds.reported(ds.change(COURT.everyone, since="2023-09-30", until="2024-09-30"), 5, source=REPORT)
    known = ds.Evidence(COURT.snapshot("2024-09-30", [revised]), figures=[change])
    text = tables.figures(known).as_raw_html()
    assert [row[0] for row in cells(text)] == ["2024-09-30", "several dates"]
    assert "Replaces 60, of A court, Annual report" in footnotes(text)


def test_transitions_show_each_cell_and_leave_none_blank() -> None:
    said = [
        ds.reported(COURT[item.code], number, source=REPORT)
        for item, number in zip(STAGES.items, (60, 40), strict=True)
    ]
    known = ds.Evidence(COURT.snapshot("2023-09-30", said), COURT.snapshot("2024-09-30", said[:1]))
    table = known.transitions("stage", since="2023-09-30", until="2024-09-30")
    rows = cells(tables.transitions(table).as_raw_html())
    assert [row[0] for row in rows] == list(table.names)
    assert all(one for row in rows for one in row)
    assert rows[-1][-1] == "not counted"
    assert rows[0][1] == "0 to 60 cases"
    assert "without limit" in rows[-1][2]


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "&amp;", "**bold** {{x}}", "\u202ertl", "x" * 10_000])
def test_no_text_is_markup(text: str) -> None:
    figure = ds.reported(COURT.everyone, 70, source=ds.Source(text), definition=text)
    known = evidence(figure)
    verdict = known.check(ds.Claim(ds.count(COURT.everyone) > 5, text=text, by=text))
    shown = [
        tables.verdicts([verdict], title=text, subtitle=text),
        tables.figures(known),
        tables.answers([verdict.figure]),
    ]
    for one in shown:
        page = one.as_raw_html()
        assert "<script" not in page
        assert "\u202e" not in page
        assert "<strong>" not in page
    assert cells(shown[0].as_raw_html())[0][0] == text.replace("\u202e", "\\u202e")


def test_the_page_needs_nothing_from_elsewhere() -> None:
    page = tables.figures(LETTER.evidence).as_raw_html()
    assert not re.search(r"https?://|<script|<link|@import|url\(", page)


def test_the_same_table_is_the_same_text() -> None:
    assert tables.figures(LETTER.evidence).as_raw_html() == tables.figures(LETTER.evidence).as_raw_html()


def test_a_table_of_nothing_is_empty() -> None:
    for page in (tables.answers([]), tables.verdicts([]), tables.figures([])):
        assert cells(page.as_raw_html()) == []
