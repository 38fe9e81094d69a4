r"""Verdicts as ClaimReview, the JSON-LD with which a page tells search engines that it checks a claim.

The vocabulary is that of https://schema.org/ClaimReview. The fields follow Google's guide "Fact check (ClaimReview)
structured data", which requires ``claimReviewed``, ``reviewRating`` with its ``alternateName``, and ``url``.

Only a decided claim has a number. The scale has the ends that schema.org assumes, 1 and 5, and nothing between:

======= ========================
Number  In words
======= ========================
5       Supported by the sources
1       Refuted by the sources
======= ========================

An undetermined, undefined or unresolved claim has words only: a number in the middle would say "half true", which is
not what the sources say.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal
from urllib.parse import urlsplit

from docketstats.errors import DocumentError, PeriodError
from docketstats.findings.arithmetic import assumed
from docketstats.findings.explanation import brief
from docketstats.findings.verdict import Outcome, Verdict
from docketstats.model.source import Source
from docketstats.values.formatting import format_confidence
from docketstats.values.period import Period, PeriodKind

__all__ = ["BEST", "WORDS", "WORST", "claim_review", "dumps", "loads", "outcome", "script"]

WORST, BEST = 1, 5
"""The numbers of a refuted and of a supported claim."""

WORDS = {
    Outcome.SUPPORTED: "Supported by the sources",
    Outcome.REFUTED: "Refuted by the sources",
    Outcome.UNDETERMINED: "Undetermined: the sources allow both",
    Outcome.UNDEFINED: "Undefined: its denominator is empty",
    Outcome.UNRESOLVED: "Unresolved: neither shown nor excluded",
}
"""The rating of each outcome in words."""

_ASSUMING = ", given stated assumptions"
_NUMBERS = {Outcome.SUPPORTED: BEST, Outcome.REFUTED: WORST}
_ISO = (PeriodKind.DAY, PeriodKind.MONTH, PeriodKind.YEAR)


def claim_review(
    verdict: Verdict,
    *,
    url: str,
    author: str,
    date_published: str | datetime.date,
    author_url: str | None = None,
    claim_date: str | datetime.date | None = None,
    claimant_kind: Literal["Organization", "Person"] = "Organization",
    claimant_url: str | None = None,
    appearances: Iterable[str] = (),
    language: str | None = None,
) -> dict[str, Any]:
    """A verdict as a ClaimReview, as plain data for JSON.

    Args:
        verdict: The verdict. The claim's words are its ``text``, or the statement if it has none; who made it is its
            ``by``.
        url: The page that holds the review; it must be on the same domain.
        author: The organisation that publishes the review.
        date_published: The day on which the review was published.
        author_url: The address of that organisation.
        claim_date: The day on which the claim was made.
        claimant_kind: Whether who made the claim is an organisation or a person.
        claimant_url: An address that identifies who made the claim.
        appearances: Addresses of pages in which the claim appears.
        language: The language of the review, as a tag such as ``"en"``.

    Raises:
        DocumentError: If something needed is missing or wrong; ``problems`` lists everything.

    >>> import docketstats as ds
    >>> court = ds.Docket("court", unit="case")
    >>> evidence = ds.Evidence(court.snapshot("2024", figures=[
    ...     ds.reported(court.everyone, 70, source=ds.Source("Annual report"))]))
    >>> verdict = evidence.check(ds.Claim(ds.count(court.everyone) > 100, text="Over 100 cases", by="A newspaper"))
    >>> review = claim_review(verdict, url="https://example.org/check", author="Desk", date_published="2025-01-31")
    >>> review["claimReviewed"], review["reviewRating"]["alternateName"], review["reviewRating"]["ratingValue"]
    ('Over 100 cases', 'Refuted by the sources', 1)
    """
    appearances = [appearances] if isinstance(appearances, str) else list(appearances)
    claimed, by = verdict.claim.text or repr(verdict.claim.statement), verdict.claim.by
    problems = [
        *_not_addresses(("url", url), ("author_url", author_url), ("claimant_url", claimant_url)),
        *_not_addresses(*((f"appearances[{number}]", one) for number, one in enumerate(appearances))),
        *_not_texts(("author", author), ("the claim's text", claimed), ("the claim's by", by), ("language", language)),
    ]
    if url is None:
        problems.append("url: give the address of the page that holds the review")
    if author is None:
        problems.append("author: name the organisation that publishes the review")
    if claimant_kind not in ("Organization", "Person"):
        problems.append(f"claimant_kind: {claimant_kind!r} is neither 'Organization' nor 'Person'")
    published = _day("date_published", date_published, problems)
    said = None if claim_date is None else _day("claim_date", claim_date, problems)
    if said and published and said > published:
        problems.append(f"claim_date: the claim is of {said}, after its review of {published}")
    if problems:
        raise DocumentError("no ClaimReview can be made", problems=problems)
    claimant = {"@type": claimant_kind, "name": by, "sameAs": claimant_url} if by else None
    item = {"@type": "Claim", "text": claimed, "author": claimant, "datePublished": said, "appearance": appearances}
    review: dict[str, Any] = _without_nothing(
        {
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "url": url,
            "claimReviewed": claimed,
            "inLanguage": language,
            "datePublished": published,
            "author": {"@type": "Organization", "name": author, "url": author_url},
            "itemReviewed": item,
            "reviewRating": _rating(verdict),
            "citation": [_citation(source) for source in verdict.sources],
        }
    )
    return review


def dumps(reviews: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> str:
    r"""One or several reviews as JSON that is harmless inside HTML: it holds no ``<``, ``>`` or ``&``.

    >>> dumps({"claimReviewed": "</script>"})
    '{"claimReviewed": "\\u003c/script\\u003e"}'
    """
    text = json.dumps(reviews, ensure_ascii=False, allow_nan=False)
    return re.sub("[<>&\u2028\u2029\ud800-\udfff]", lambda found: f"\\u{ord(found.group()):04x}", text)


def script(reviews: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> str:
    """One or several reviews as the element that goes into the head of the page.

    >>> script({"@type": "ClaimReview"})
    '<script type="application/ld+json">{"@type": "ClaimReview"}</script>'
    """
    return f'<script type="application/ld+json">{dumps(reviews)}</script>'


def loads(text: str) -> tuple[dict[str, Any], ...]:
    """The reviews that `dumps` or `script` wrote.

    Raises:
        DocumentError: If there are none.

    >>> loads(script([{"@type": "ClaimReview"}]))
    ({'@type': 'ClaimReview'},)
    """
    bare = re.sub(r"\A\s*<script[^>]*>|</script>\s*\Z", "", text)
    try:
        found = json.loads(bare)
    except (ValueError, RecursionError) as error:
        raise DocumentError(f"this is no JSON: {error}") from None
    reviews = found if isinstance(found, list) else [found]
    if not all(isinstance(one, dict) and one.get("@type") == "ClaimReview" for one in reviews):
        raise DocumentError("this is something else than a ClaimReview")
    return tuple(reviews)


def outcome(review: Mapping[str, Any]) -> Outcome:
    """The outcome that a review of this library states.

    Raises:
        DocumentError: If its rating is not one of this library's.

    >>> outcome({"reviewRating": {"alternateName": "Undetermined: the sources allow both"}})
    <Outcome.UNDETERMINED: 'undetermined'>
    """
    rating = review.get("reviewRating")
    words = rating.get("alternateName") if isinstance(rating, Mapping) else None
    for one, known in WORDS.items():
        if words in (known, known + _ASSUMING):
            return one
    raise DocumentError(f"{words!r} is no rating of this library")


def _rating(verdict: Verdict) -> dict[str, Any]:
    decided = _NUMBERS.get(verdict.outcome)
    words = WORDS[verdict.outcome] + (_ASSUMING if verdict.assumptions else "")
    scale = {} if decided is None else {"ratingValue": decided, "bestRating": BEST, "worstRating": WORST}
    return {"@type": "Rating", "alternateName": words, **scale, "ratingExplanation": ". ".join(_reasons(verdict)) + "."}


def _reasons(verdict: Verdict) -> Iterator[str]:
    yield from (said[:1].upper() + said[1:] for said in (*brief(verdict), *map(assumed, verdict.assumptions)))
    if verdict.confidence != 1:
        yield f"Confidence: at least {format_confidence(verdict.confidence)}"


def _citation(source: Source) -> dict[str, Any]:
    publisher = {"@type": "Organization", "name": source.publisher} if source.publisher else None
    published = str(source.published) if source.published and source.published.kind in _ISO else None
    return {
        "@type": "CreativeWork",
        "name": source.title,
        "publisher": publisher,
        "datePublished": published and published.split(" #")[0],
        "pagination": source.locator,
        "url": None if any(_not_addresses(("url", source.url or None))) else source.url,
    }


def _without_nothing(value: Any) -> Any:
    """Plain data without what is not known."""
    if isinstance(value, list):
        return [_without_nothing(one) for one in value]
    if isinstance(value, dict):
        return {key: _without_nothing(one) for key, one in value.items() if one not in (None, "", [])}
    return value


def _not_addresses(*given: tuple[str, object]) -> Iterator[str]:
    for name, one in given:
        if one is None:
            continue
        try:
            parts = urlsplit(one) if isinstance(one, str) and not re.search(r"[\s\x00-\x1f]", one) else None
            fine = parts is not None and parts.scheme in ("http", "https") and bool(parts.hostname)
        except ValueError:
            fine = False
        if not fine:
            yield f"{name}: {one!r} is no address; write one such as 'https://example.org/page'"


def _not_texts(*given: tuple[str, object]) -> Iterator[str]:
    for name, one in given:
        if one is not None and (not isinstance(one, str) or not one.strip() or "\0" in one):
            yield f"{name}: {str(one)[:40]!r} is no text that can be shown"


def _day(name: str, given: object, problems: list[str]) -> str | None:
    try:
        period = Period.read(given)  # type: ignore[arg-type]  # anything else is refused there
    except PeriodError as error:
        problems.append(f"{name}: {error.what}")
        return None
    if not period.is_day or period.tag:
        problems.append(f"{name}: {str(period)!r} is no day; write one such as '2025-01-31'")
        return None
    return str(period)
