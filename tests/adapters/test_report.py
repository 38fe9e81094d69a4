"""Reports: everything is on the page, nothing that was put in can change it, and it asks for nothing."""

from __future__ import annotations

import base64
import hashlib
import re
import shlex
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from reports import EXAMPLES, HOSTILE, NAMES, Parsed, written

import docketstats as ds
from docketstats.adapters import report
from docketstats.adapters.documents import Document, load
from docketstats.adapters.report import rendering
from docketstats.adapters.report.building import About, page
from docketstats.adapters.report.drawing import WIDTH, draw
from docketstats.adapters.report.facts import followed
from docketstats.cli import main
from docketstats.errors import MissingExtra
from docketstats.findings.decision import Decision
from docketstats.values.formatting import format_interval

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@cache
def known(name: str) -> tuple[Document, tuple[Decision, ...]]:
    document = load(EXAMPLES / f"{name}.toml")
    return document, document.decide()


@cache
def parsed(name: str) -> Parsed:
    return Parsed(written(name))


@cache
def plain(name: str) -> str:
    return written(name, report.markdown)


def small(text: str = "Most are old.", **more: str) -> tuple[ds.Evidence, list[Decision]]:
    """A docket with every kind of text that somebody may write, each of them ``text`` unless given."""
    given = {"by": text, "title": text, "publisher": text, "locator": text, "url": text, "because": text, **more}
    source = ds.Source(
        given["title"] if given["title"].strip() else "-",
        publisher=given["publisher"],
        locator=given["locator"],
        url=given["url"],
    )
    docket = ds.Docket("court", unit="case")
    old, open_ = docket.population("old", given.get("described", text)), docket.population("open")
    reason = given["because"] if given["because"].strip() else "-"
    evidence = ds.Evidence(
        docket.snapshot("2024", figures=[ds.reported(open_, "over 100", source=source, definition=text or None)]),
        relations=[old.within(open_, because=reason)],
        assumptions=[ds.Assumption(ds.count(old, at="2024") <= 90, because=reason)],
    )
    claim = ds.Claim(ds.share(old, among=open_, at="2024") > ds.percent(50), text=text, by=given["by"])
    return evidence, [evidence.decide(claim)]


# -- content --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_every_claim_outcome_figure_source_and_value_is_on_the_page(name: str) -> None:
    document, decisions = known(name)
    for text in (parsed(name).text, MARKDOWN_TEXT(plain(name))):
        for decision in decisions:
            assert decision.claim.text in text
            assert decision.outcome in text.lower()
            verdict = decision.verdict
            if verdict is None:
                assert decision.contradiction
                facts = decision.contradiction.conflicts[0].facts
            else:
                facts = verdict.facts
                assert repr(verdict.claim.statement) in text
                assert verdict.figure.shown in text
            for fact in facts:
                if (figure := document.evidence.figure_of(fact)) is not None:
                    assert str(figure.value) in text or format_interval(figure.interval, "person") in text
        for source in document.evidence.sources:
            assert str(source) in text


def MARKDOWN_TEXT(text: str) -> str:  # noqa: N802 - stands beside the constant that it uses
    """What a reader of Markdown sees."""
    return Parsed(f"<div>{MARKDOWN.render(text)}</div>").text


def test_the_summary_tells_who_said_it_and_what_the_sources_allow() -> None:
    for text in (parsed("ice_letter_2024").text, MARKDOWN_TEXT(plain("ice_letter_2024"))):
        summary = text.partition("Words used here")[0]
        assert "(a news agency)" in summary or "by a news agency" in summary
        assert "425,431 persons" in summary


def test_a_register_of_events_is_no_docket_for_readers() -> None:
    court = ds.Docket("court", unit="case")
    filed = ds.entries(court.everyone, during="2024")
    flows = ds.Evidence(figures=[ds.reported(filed, 5, source=ds.Source("Report"))])
    stock = ds.Evidence(court.snapshot("2024", [ds.reported(court.everyone, 5, source=ds.Source("Report"))]))
    for evidence, told in ((flows, {"Counts of events: court"}), (flows | stock, {"Counts of cases: court"})):
        decisions = [evidence.decide(ds.Claim(filed >= 5, text="At least 5."))]
        page_text = Parsed(report.html(evidence, decisions)).text
        for text in (page_text, MARKDOWN_TEXT(report.markdown(evidence, decisions))):
            assert "moves of court" not in text
            assert set(re.findall(r"Counts of \w+: court", text)) == told


@pytest.mark.parametrize("name", NAMES)
def test_examples_are_shown_in_full(name: str) -> None:
    text, markdown = parsed(name).text, MARKDOWN_TEXT(plain(name))
    for decision in known(name)[1]:
        verdict = decision.verdict
        if verdict is not None and verdict.outcome is ds.Outcome.UNDETERMINED:
            for witness in (verdict.true_in, verdict.false_in):
                assert witness
                for world in witness.worlds:
                    assert f"{world.count:,}" in text
                    assert f"{world.count:,}" in markdown


def test_the_arithmetic_of_a_decided_claim_is_shown_with_its_sources() -> None:
    cells = parsed("ice_letter_2024").of("td", "bdi")
    assert "count(convicted & non_detained) = 425,431" in cells
    assert "added up, with counts never negative, these give 0 <= -10,288: impossible" in cells
    assert "the claim" in cells


def test_a_contradiction_is_named_with_its_facts_and_linked_from_the_claim() -> None:
    found = parsed("press_figures_2024")
    assert "≠ contradiction among the sources" in found.text
    assert "classification criminality: convicted, pending exclude each other, 2024-07-21" in found.text
    assert ("a", {"href": "#contradiction-1"}) in found.elements


def test_assumptions_reasons_definitions_and_confidence_are_told() -> None:
    evidence, _ = small("Text.", because="by law", described="older than a year")
    old, open_ = (ds.Docket("court", unit="case").population(*one) for one in (("old", "older than a year"), ("open",)))
    claim = ds.Claim(ds.count(old, at="2024") >= 5)
    survey = ds.reported(old, "at most 80", source=ds.Source("Survey"), confidence="95%")
    more = evidence | ds.Evidence(open_.docket.snapshot("2024", figures=[survey], same_instant_as="2024"))
    text = Parsed(report.html(more, [more.decide(claim)])).text
    assert "assumed: count(old" in text
    assert "because: by law" in text
    assert "older than a year" in text
    assert "defined by the source as: Text." in text
    assert "holds at a confidence of 95 %" in text
    assert "At least 95 %, counting every uncertain figure" in text


def test_both_readings_are_shown_where_they_differ() -> None:
    text = parsed("ice_letter_2024").text
    assert "In its weakest reading, at most 2,000,000 persons" in text
    assert "The claim, in its strongest reading: at least 1,950,000 and fewer than 2,000,000 persons" in text


def test_what_is_too_much_is_counted_and_not_dropped_silently() -> None:
    docket = ds.Docket("court")
    whole = docket.population("whole")
    parts = [docket.population(f"part {number}") & whole for number in range(60)]
    figures = [ds.reported(part, number, source=ds.Source("Report")) for number, part in enumerate(parts, 7000)]
    evidence = ds.Evidence(docket.snapshot("2024", figures=[*figures, ds.reported(whole, 9000, source=ds.Source("B"))]))
    decision = evidence.decide(ds.Claim(ds.count(whole) >= 8000))
    assert "(20 more are not shown)" in Parsed(report.html(evidence, [decision])).text
    assert "(20 more are not shown)" in report.markdown(evidence, [decision])


def test_a_long_proof_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("docketstats.adapters.report.facts.MOST_STEPS", 3)
    document, decisions = known("ice_letter_2024")
    (one,) = page(document.evidence, [decisions[5]], About()).claims
    (proof,) = one.arguments
    assert (len(proof.steps), proof.more) == (3, 2)
    told = "2 more lines are not shown; the commands below print them all."
    assert told in Parsed(report.html(document.evidence, [decisions[5]])).text
    assert told in report.markdown(document.evidence, [decisions[5]])


def test_the_source_of_an_assumed_relation_is_listed() -> None:
    docket = ds.Docket("court", unit="case")
    old, open_ = docket.population("old"), docket.population("open")
    rules = ds.Source("Rules of procedure")
    assumed = ds.Assumption(old.within(open_, source=rules), because="the rules were kept")
    evidence = ds.Evidence(
        docket.snapshot("2024", [ds.reported(open_, 5, source=ds.Source("A"))]), assumptions=[assumed]
    )
    found = Parsed(report.html(evidence, [evidence.decide(ds.Claim(ds.count(old, at="2024") <= 5))]))
    assert [text for text in found.of("li", "bdi") if "Rules" in text] == ["Rules of procedure"]
    assert "old within open" in found.text
    assert "because: the rules were kept" in found.text


def test_an_empty_report_is_a_page_too() -> None:
    found = Parsed(report.html(ds.Evidence(), []))
    assert "There are no claims." in found.text
    assert "There are no sources." in found.text
    assert report.markdown(ds.Evidence(), []).startswith("# Claims and what the sources say\n")


# -- the page -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_links_inside_the_page_lead_somewhere_and_names_are_unique(name: str) -> None:
    elements = parsed(name).elements
    ids = [attributes["id"] for _, attributes in elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    inside = {attributes["href"][1:] for tag, attributes in elements if tag == "a" and attributes["href"][0] == "#"}
    assert inside <= set(ids)
    named = {name for _, attributes in elements for name in attributes.get("aria-labelledby", "").split()}
    assert named <= set(ids)


@pytest.mark.parametrize("name", NAMES)
def test_the_page_asks_for_nothing_and_runs_nothing(name: str) -> None:
    found = parsed(name)
    tags = {tag for tag, _ in found.elements}
    assert not tags & {"script", "img", "iframe", "object", "embed", "form", "base", "audio", "video", "details"}
    for tag, attributes in found.elements:
        assert not any(key.startswith("on") or key in ("src", "style", "srcset") for key in attributes)
        assert tag != "link" or attributes == {"rel": "icon", "href": "data:,"}
    (style,) = found.of("style")
    assert "url(" not in style
    assert "@import" not in style
    policy = next(attributes["content"] for _, attributes in found.elements if "http-equiv" in attributes)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")


def test_the_head_names_the_page() -> None:
    elements = parsed("ice_letter_2024").elements
    assert ("html", {"lang": "en"}) in elements
    names = {
        attributes["name"]: attributes["content"]
        for _, attributes in elements
        if "content" in attributes and "name" in attributes
    }
    assert names["viewport"] == "width=device-width, initial-scale=1"
    assert names["generator"] == f"docketstats {ds.__version__}"
    wanted = "What the ICE letter of 25 September 2024 says; 14 claims: 2 supported, 7 refuted, 5 undetermined."
    assert names["description"] == wanted


def test_the_same_document_gives_the_same_report() -> None:
    code = f"""
import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})
from reports import written
from docketstats.adapters import report
print(hash("a") % 7, file=sys.stderr)
sys.stdout.buffer.write((written("press_figures_2024") + written("non_detained_docket", report.markdown)).encode())
"""
    run = [
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            env={**_environment(), "PYTHONHASHSEED": seed},
        )
        for seed in ("1", "2")
    ]
    assert run[0].stdout == run[1].stdout
    assert b"Three press figures" in run[0].stdout


def _environment() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONIOENCODING": "utf-8"}


def test_a_date_is_on_the_page_only_if_given() -> None:
    evidence, decisions = small()
    assert "Dated" not in report.html(evidence, decisions)
    assert "Dated <bdi>3 May 2025</bdi>" in report.html(evidence, decisions, dated="3 May 2025")
    assert "Dated 3 May 2025." in report.markdown(evidence, decisions, dated="3 May 2025")


def test_who_made_it_and_with_what_is_on_the_page() -> None:
    evidence, decisions = small()
    for text in (
        Parsed(report.html(evidence, decisions, by="The <desk>")).text,
        MARKDOWN_TEXT(report.markdown(evidence, decisions, by="The <desk>")),
    ):
        assert f"Made by The <desk>. Computed by docketstats {ds.__version__}." in text
    assert "Made by" not in Parsed(report.html(evidence, decisions)).text.partition("Summary")[0]


WORDS = {
    "undefined": "divides by",
    "unresolved": "work limit",
    "fact": "fact",
    "population that fits": "population",
    "what the sources allow": "The sources allow",
    "weakest and strongest reading": "strongest reading",
    "assumption": "Assumptions",
    "confidence": "Confidence",
    "docket": "docket",
}
"""Words that are defined, and what stands on a page that uses one."""


@pytest.mark.parametrize("name", NAMES)
def test_words_are_defined_if_and_only_if_the_page_uses_them(name: str) -> None:
    parsed_page = parsed(name)
    before, _, rest = parsed_page.text.partition("Words used here")
    defined = {text.strip() for text in parsed_page.of("dl", "dt") if text.strip()}
    glossary = rest.partition("Claim 1 ")[0]
    used = before + rest.removeprefix(glossary)
    assert {"supported", "refuted", "undetermined", "contradiction"} <= defined
    for word, shown in WORDS.items():
        assert (word in defined) == (shown in used), word
    for text in (glossary, plain(name).partition("## Words used here")[2].partition("## Claim 1")[0]):
        assert all(word in text for word in WORDS if word in defined)


@pytest.mark.parametrize("name", NAMES)
def test_the_page_says_what_is_left_of_a_verdict_without_a_source(name: str) -> None:
    document, decisions = known(name)
    views = page(document.evidence, decisions, About()).claims
    sources = list(document.evidence.sources)
    text, markdown = parsed(name).text, MARKDOWN_TEXT(plain(name))
    for view, decision in zip(views, decisions, strict=True):
        used = decision.verdict.sources if decision.verdict is not None else ()
        assert [number for number, _ in view.rests] == [sources.index(source) + 1 for source in used]
        for (number, said), source in zip(view.rests, used, strict=True):
            left = document.evidence.without(source).check(decision.claim)
            assert said.partition(";")[0] == left.outcome.value
            assert left.figure.is_undefined or left.figure.interval.is_empty or "the others allow" in said
            short = source.publisher or source.title
            for shown in (text, markdown):
                assert re.search(rf"Without \[{number}\] {re.escape(short)}[^:]*: {re.escape(said)}\.", shown)


def test_what_cannot_be_checked_without_a_source_is_told() -> None:
    """Without the source of its denominator a sum of shares is no linear question any more."""
    court = ds.Docket("court", unit="case")
    old, young = court.population("old"), court.population("young")
    said = ((old, 5, "A"), (young, 7, "B"))
    evidence = ds.Evidence(court.snapshot("2024", [ds.reported(what, n, source=ds.Source(by)) for what, n, by in said]))
    claim = ds.Claim(ds.share(old & young, among=old) + ds.share(old & young, among=young) <= 2, text="Some.")
    (view,) = page(evidence, [evidence.decide(claim)], About()).claims
    ((_, said),) = view.rests
    assert said.startswith("it cannot be checked (")
    assert "several denominators" in said


def test_a_contradiction_on_the_page_says_what_to_type_next() -> None:
    document, decisions = known("press_figures_2024")
    about = {"document": "press figures.toml", "keys": dict(document.sources), "part": ["--known-on", "2025-01-01"]}
    for text in (
        Parsed(report.html(document.evidence, decisions, **about)).text,
        MARKDOWN_TEXT(report.markdown(document.evidence, decisions, **about)),
    ):
        assert "docketstats reconcile 'press figures.toml' --known-on 2025-01-01 proposes the least change" in text
        assert "docketstats check 'press figures.toml' --known-on 2025-01-01 --without letter checks as if" in text
        assert "docketstats check 'press figures.toml' --known-on 2025-01-01 --explain" in text
    assert "What to do next" not in parsed("ice_letter_2024").text


def test_the_commands_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "ice letter; 2024.toml"
    shutil.copy(EXAMPLES / "ice_letter_2024.toml", tmp_path / name)
    monkeypatch.chdir(tmp_path)
    document, decisions = known("ice_letter_2024")
    found = page(document.evidence, decisions, About(document=name, digest="0" * 64)).commands
    shown = [command for command, _ in found]
    assert [shlex.split(one)[0] for one in shown] == ["sha256sum", "docketstats", "docketstats", "docketstats"]
    assert [main(shlex.split(one)[1:]) for one in shown[1:]] == [0, 0, 0]


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    rendering._environment.cache_clear()
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(MissingExtra, match=r"pip install 'docketstats\[report\]'"):
        report.html(*small())
    with pytest.raises(ImportError, match="jinja2"):
        report.markdown(*small())


# -- texts that mean harm -------------------------------------------------------------------------------------------

TEXTS = st.one_of(
    st.text(min_size=1, max_size=60),
    st.sampled_from(HOSTILE),
    st.lists(st.sampled_from([*HOSTILE[:11], "<", "&", '"', "'", ">", "`", "|", "\n", "]", "(", " "]), min_size=1).map(
        "".join
    ),
)


def cut(page: Parsed) -> list[tuple[str, tuple[str, ...]]]:
    """The structure without what depends on whether a text is long, or an address that may be followed."""
    return [(tag, tuple(one for one in names if one != "class")) for tag, names in page.structure]


@cache
def harmless() -> list[tuple[str, tuple[str, ...]]]:
    evidence, decisions = small(url="here")
    about = {"title": "Title", "document": "d.toml", "dated": "today", "by": "A desk"}
    return cut(Parsed(report.html(evidence | ds.Evidence(remarks=["noted"]), decisions, **about)))


@given(TEXTS)
@example(HOSTILE[0])
def test_no_text_adds_an_element_or_attribute(text: str) -> None:
    evidence, decisions = small(text, url="here", publisher=f"-{text}", locator=f"-{text}")
    about = dict.fromkeys(("document", "dated", "by"), f"-{text}")
    made = report.html(evidence | ds.Evidence(remarks=[f"-{text}"]), decisions, title=text, **about)
    made.encode()  # no half of a letter is left
    assert cut(Parsed(made)) == harmless()


@pytest.mark.parametrize("text", HOSTILE)
def test_the_words_of_a_claim_stand_on_the_page_in_full(text: str) -> None:
    evidence, decisions = small(text)
    assert rendering.readable(text) in Parsed(report.html(evidence, decisions)).of("blockquote", "p")


def test_marks_that_override_direction_are_shown_and_not_obeyed() -> None:
    made = report.html(*small(HOSTILE[5]))
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") & set(made)
    assert "\\u202eright to left" in made
    assert '<p class="said" dir="auto">' in made


@cache
def harmless_markdown() -> list[tuple[str, str]]:
    evidence, decisions = small("Most", url="here")
    about = {"title": "Title", "document": "d.toml", "dated": "today", "by": "A desk"}
    return tokens(report.markdown(evidence | ds.Evidence(remarks=["noted"]), decisions, **about))


def tokens(text: str) -> list[tuple[str, str]]:
    """The tokens of a Markdown text, block by block, without its plain text."""
    found = []
    for block in MARKDOWN.parse(text):
        found.append((block.type, block.tag))
        for one in block.children or ():
            if one.type not in ("text", "softbreak"):
                found.append((one.type, one.tag))
    return found


@given(TEXTS.filter(str.strip))
@example(HOSTILE[8])
@example("1) one")
@example("- two")
@example("===")
def test_no_text_adds_anything_to_markdown(text: str) -> None:
    evidence, decisions = small(text, url="here", publisher=f"-{text}", locator=f"-{text}")
    about = dict.fromkeys(("document", "dated", "by"), f"-{text}")
    made = report.markdown(evidence | ds.Evidence(remarks=[f"-{text}"]), decisions, title=text, **about)
    assert tokens(made) == harmless_markdown()


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_shows_the_words_of_a_claim(text: str) -> None:
    shown = Parsed(f"<div>{MARKDOWN.render(report.markdown(*small(text)))}</div>")
    (quoted,) = (one for one in shown.of("blockquote", "p") if one.strip())
    assert " ".join(quoted.split()) == " ".join(rendering.readable(text).split())


@given(st.text("`| \\ab", max_size=12))
def test_code_in_markdown_shows_what_it_is_given(text: str) -> None:
    (inline,) = MARKDOWN.parse(f"x {rendering.code(text)} y")[1:2]
    (span,) = (one for one in inline.children or () if one.type == "code_inline")
    assert span.content.strip() == (" ".join(text.split("\n"))).strip()


@pytest.mark.parametrize(
    ("url", "is_link"),
    [
        ("https://example.org/a?b=c&d=e#f", True),
        ("http://example.org", True),
        ("HTTPS://example.org/x", True),
        ("javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("javascript://example.org/%0aalert(1)", False),
        ("ftp://example.org/a", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("//example.org", False),
        ("https:example.org", False),
        ("https://[", False),
        ("https://example.org/a b", False),
        ("file:///etc/passwd", False),
        ("p. 4 of the archive", False),
    ],
)
def test_only_addresses_of_the_web_are_links(url: str, is_link: bool) -> None:
    assert bool(followed(url)) is is_link
    evidence, decisions = small(url=url)
    found = Parsed(report.html(evidence, decisions))
    outside = [attributes for tag, attributes in found.elements if tag == "a" and attributes["href"][0] != "#"]
    assert [one["href"] for one in outside] == ([url] if is_link else [])
    assert all(one["rel"] == "external noopener noreferrer" for one in outside)
    shown = MARKDOWN.parse(report.markdown(evidence, decisions))
    links = [one for block in shown for one in block.children or () if one.type == "link_open"]
    assert len(links) == is_link


def test_addresses_with_brackets_stay_whole_in_markdown() -> None:
    made = report.markdown(*small(url="https://example.org/<a>(b)[c]|d"))
    (link,) = (one for block in MARKDOWN.parse(made) for one in block.children or () if one.type == "link_open")
    assert link.attrGet("href") == "https://example.org/%3Ca%3E(b)%5Bc%5D%7Cd"


# -- drawings -------------------------------------------------------------------------------------------------------

ENDS = st.one_of(st.integers(-(10**20), 10**20), st.fractions(-5, 5, max_denominator=900))


@st.composite
def intervals(draw_: st.DrawFn) -> ds.Interval:
    lower, upper = sorted((draw_(ENDS), draw_(ENDS)))
    if lower == upper:
        return ds.Interval.exactly(lower)
    made = ds.Interval(lower, upper, lower_open=draw_(st.booleans()), upper_open=draw_(st.booleans()))
    beyond = {
        "above": ds.Interval(made.lower, ds.Interval.entire().upper, lower_open=made.lower_open),
        "below": ds.Interval(ds.Interval.entire().lower, made.upper, upper_open=made.upper_open),
        "both": ds.Interval.entire(),
        "none": made,
    }
    return beyond[draw_(st.sampled_from(sorted(beyond)))]


@given(st.lists(intervals(), min_size=1, max_size=3))
def test_marks_are_inside_the_picture_in_order_and_say_which_ends_there_are(found: list[ds.Interval]) -> None:
    drawing = draw("m", [(f"row {n}", "claimed", one) for n, one in enumerate(found)], "person")
    assert drawing
    for row, interval in zip(drawing.rows, found, strict=True):
        assert row.words == format_interval(interval, "person")
        marks = [row.lower, *([row.upper] if row.upper else [])]
        assert all(0 <= mark.x <= WIDTH for mark in marks)
        assert len(marks) == 1 + (not interval.is_point)
        assert [mark.x for mark in marks] == sorted({mark.x for mark in marks})
        if row.upper:
            for mark, end, is_open in (
                (row.lower, interval.lower, interval.lower_open),
                (row.upper, interval.upper, interval.upper_open),
            ):
                assert mark.kind == ("arrow" if isinstance(end, float) else "open" if is_open else "closed")
        assert all(0 <= label.x <= WIDTH for label in row.labels)
        signs = {"closed": "●", "open": "○", "arrow": "◀▶"}
        assert all(set(signs[mark.kind]) & set(row.text) for mark in marks)


@given(st.lists(intervals(), min_size=2, max_size=2))
def test_one_scale_serves_all_rows(found: list[ds.Interval]) -> None:
    drawing = draw("m", [("a", "allowed", found[0]), ("b", "claimed", found[1])], "")
    assert drawing
    ends = [
        (end, mark.x)
        for row, interval in zip(drawing.rows, found, strict=True)
        for end, mark in ((interval.lower, row.lower), (interval.upper, row.upper or row.lower))
        if not isinstance(end, float)
    ]
    for one, x in ends:
        for two, y in ends:
            if one < two:
                assert x <= y + 13  # ends that are near each other are drawn apart


def test_nothing_is_drawn_of_nothing() -> None:
    assert draw("m", [("a", "allowed", ds.Interval.empty())], "") is None
    assert draw("m", [], "") is None


def test_the_drawing_says_its_ends_in_words() -> None:
    drawing = draw(
        "m",
        [("allowed", "allowed", ds.Interval(0, 5, upper_open=True)), ("claimed", "claimed", ds.Interval.at_least(3))],
        "person",
    )
    assert drawing
    assert drawing.description == (
        "allowed: at least 0 and fewer than 5 persons; lower end included, upper end not included."
        " claimed: at least 3 persons; lower end included, no upper end."
    )


def test_view_data_holds_no_markup() -> None:
    evidence, decisions = small(HOSTILE[0])
    found = page(evidence, decisions, About(HOSTILE[0], by=HOSTILE[0]))
    assert found.claims[0].text == HOSTILE[0]
    assert attrs.evolve(found, title="x").title == "x"
    assert not re.search(r"<(?!script|/script)\w", repr(found))
