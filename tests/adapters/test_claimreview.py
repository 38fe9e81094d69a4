"""ClaimReview: all required fields, no number for what is not decided, and nothing that breaks out of a page."""

from __future__ import annotations

import datetime
import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import docketstats as ds
from docketstats.adapters import claimreview
from docketstats.adapters.claimreview import claim_review, dumps, loads, outcome, script
from docketstats.adapters.documents import load

LETTER = load(Path(__file__).parents[2] / "examples" / "ice_letter_2024.toml")
SCHEMA = json.loads((Path(__file__).parent / "claimreview.schema.json").read_text("utf-8"))
PAGE: dict[str, Any] = {"url": "https://example.org/check", "author": "Desk", "date_published": "2025-01-31"}

COURT = ds.Docket("court", unit="case")
ASYLUM, OLD = COURT.population("asylum"), COURT.population("old")
REPORT = ds.Source("Report", publisher="A court", published="2024-10-01", locator="p. 2", url="https://example.org/r")
EVIDENCE = ds.Evidence(
    COURT.snapshot("2024-09-30", [ds.reported(COURT.everyone, 100, source=REPORT), ds.reported(OLD, 0, source=REPORT)])
)
STATEMENTS = {
    ds.Outcome.SUPPORTED: ds.count(ASYLUM) <= 100,
    ds.Outcome.REFUTED: ds.count(ASYLUM) > 100,
    ds.Outcome.UNDETERMINED: ds.count(ASYLUM) > 50,
    ds.Outcome.UNDEFINED: ds.share(ASYLUM, among=OLD) > ds.percent(5),
}


def verdict(
    expected: ds.Outcome = ds.Outcome.REFUTED, text: str | None = "A claim", by: str | None = None
) -> ds.Verdict:
    return EVIDENCE.check(ds.Claim(STATEMENTS[expected], text=text, by=by))


def check(review: dict[str, Any]) -> None:
    jsonschema.validate(review, SCHEMA, cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize("claim", LETTER.claims, ids=lambda claim: claim.text)
def test_each_claim_about_the_letter_has_all_required_fields(claim: ds.Claim) -> None:
    found = LETTER.evidence.check(claim)
    review = claim_review(found, **PAGE, claim_date="2024-09-27", appearances=["https://example.org/news"])
    check(review)
    assert review["claimReviewed"] == claim.text
    assert outcome(review) is found.outcome
    assert loads(script(review)) == (review,)


@pytest.mark.parametrize("missing", ["url", "claimReviewed", "reviewRating", "author", "datePublished", "itemReviewed"])
def test_the_schema_notices_what_is_missing(missing: str) -> None:
    review = claim_review(verdict(), **PAGE)
    check(review)
    del review[missing]
    with pytest.raises(jsonschema.ValidationError):
        check(review)


@pytest.mark.parametrize("expected", STATEMENTS)
def test_only_what_is_decided_has_a_number(expected: ds.Outcome) -> None:
    found = verdict(expected)
    assert found.outcome is expected
    rating = claim_review(found, **PAGE)["reviewRating"]
    numbers = {key: rating[key] for key in ("ratingValue", "bestRating", "worstRating") if key in rating}
    decided = {ds.Outcome.SUPPORTED: 5, ds.Outcome.REFUTED: 1}
    scale = {"ratingValue": decided.get(expected), "bestRating": 5, "worstRating": 1}
    assert numbers == (scale if expected in decided else {})
    assert rating["alternateName"].lower().startswith(expected.value)


def test_every_outcome_has_words() -> None:
    assert set(claimreview.WORDS) == set(ds.Outcome)


def test_a_confidence_is_rounded_down() -> None:
    figure = ds.reported(ASYLUM, "at most 10", source=REPORT, confidence="99.9999%")
    known = ds.Evidence(COURT.snapshot("2024-09-30", [figure]))
    review = claim_review(known.check(ds.Claim(ds.count(ASYLUM) > 20, text="Many")), **PAGE)
    assert "Confidence: at least 99.99 %." in review["reviewRating"]["ratingExplanation"]


def test_assumptions_and_confidence_are_told() -> None:
    assumption = ds.Assumption(ds.count(ASYLUM) <= 10, because="a guess")
    assumed = EVIDENCE.assuming(assumption).check(ds.count(ASYLUM) <= 20)
    rating = claim_review(assumed, **PAGE)["reviewRating"]
    assert rating["alternateName"] == "Supported by the sources, given stated assumptions"
    assert "because: a guess" in rating["ratingExplanation"]
    assert outcome({"reviewRating": rating}) is ds.Outcome.SUPPORTED
    figure = ds.reported(ASYLUM, "at most 10", source=REPORT, confidence="95%")
    unsure = ds.Evidence(COURT.snapshot("2024-09-30", [figure])).check(ds.count(ASYLUM) <= 20)
    assert "at least 95 %" in claim_review(unsure, **PAGE)["reviewRating"]["ratingExplanation"]


def test_what_is_known_is_there_and_what_is_not_is_left_out() -> None:
    full = claim_review(
        verdict(by="A candidate"),
        **PAGE | {"date_published": datetime.date(2025, 1, 31)},
        author_url="https://example.org",
        claim_date="2024-10-02",
        claimant_kind="Person",
        claimant_url="https://example.org/candidate",
        appearances="https://example.org/speech",
        language="en",
    )
    check(full)
    assert full["itemReviewed"] == {
        "@type": "Claim",
        "text": "A claim",
        "author": {"@type": "Person", "name": "A candidate", "sameAs": "https://example.org/candidate"},
        "datePublished": "2024-10-02",
        "appearance": ["https://example.org/speech"],
    }
    assert full["citation"] == [
        {
            "@type": "CreativeWork",
            "name": "Report",
            "publisher": {"@type": "Organization", "name": "A court"},
            "datePublished": "2024-10-01",
            "pagination": "p. 2",
            "url": "https://example.org/r",
        }
    ]
    bare = claim_review(verdict(text=None), **PAGE)
    check(bare)
    assert bare["itemReviewed"].keys() == {"@type", "text"}
    assert bare["claimReviewed"] == 'count(asylum, at="2024-09-30") > 100'


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(ds.DocumentError) as error:
        claim_review(
            verdict(by="\0"),
            url="example.org",
            author=" ",
            date_published="January",
            author_url="javascript:alert(1)",
            claim_date="2024-02",
            claimant_kind="Robot",  # type: ignore[arg-type]
            appearances=["https://example.org/a b", "https://"],
        )
    told = [one.partition(":")[0] for one in error.value.problems]
    assert told == [
        "url",
        "author_url",
        "appearances[0]",
        "appearances[1]",
        "author",
        "the claim's by",
        "claimant_kind",
        "date_published",
        "claim_date",
    ]
    with pytest.raises(ds.DocumentError, match="after its review"):
        claim_review(verdict(), **PAGE, claim_date="2025-02-01")


class _Page(HTMLParser):
    """What a browser sees of a page: its tags, and the data inside."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.inside: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.inside.append(data)


hostile = st.sampled_from(
    ["</script><script>alert(1)</script>", "<!--", "]]>", "&lt;", "\u2028", "\u202e", "x" * 10_000]
)


@given(hostile, st.text(max_size=20))
def test_no_text_breaks_out_of_the_page(start: str, rest: str) -> None:
    text = "a" + start + rest.replace("\0", "")
    reviews = [claim_review(verdict(text=text, by=text), **PAGE)]
    page = _Page(f"<html><head>{script(reviews)}</head></html>")
    assert page.tags == ["html", "head", "script"]
    assert not set("<>&\u2028\u2029") & set(dumps(reviews))
    assert json.loads("".join(page.inside)) == reviews
    assert loads(script(reviews))[0]["claimReviewed"] == text


@pytest.mark.parametrize("text", ["", "no JSON", '{"@type": "Review"}', "[1]", "[" * 100_000])
def test_what_is_no_review_is_refused(text: str) -> None:
    with pytest.raises(ds.DocumentError):
        loads(text)


def test_a_rating_of_somebody_else_is_refused() -> None:
    for rating in ({"alternateName": "Half true"}, None, {}):
        with pytest.raises(ds.DocumentError, match="no rating of this library"):
            outcome({"reviewRating": rating})
