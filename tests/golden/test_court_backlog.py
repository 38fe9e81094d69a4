"""A court's backlog: what would settle what is said of it. EVERY FIGURE, SOURCE AND CLAIM HERE IS MADE UP."""

from itertools import takewhile

import pytest

import docketstats as ds
from docketstats.adapters import documents

BACKLOG = documents.loads("""
docketstats = 1
title = "MADE UP: a court's backlog"

[docket]
name = "court"
unit = "case"
populations = { pending = "not yet decided", represented = "with a lawyer", asylum = "asylum was asked for" }

[sources.report]
title = "MADE UP annual report"

[[snapshots]]
as_of = 2023-09-30
source = "report"
figures = [
  { of = "pending", is = 2_800 },
]

[[snapshots]]
as_of = 2024-09-30
source = "report"
figures = [
  { of = "everyone", is = 5_000 },
  { of = "pending", is = 3_700 },
  { of = "pending & asylum", is = 1_500 },
  { of = "represented", is = "about 2,000", rounded_to = 100 },
]

[[claims]]
text = "Of the pending cases at least 1,800 have a lawyer."
says = "count(pending & represented, at=2024-09-30) >= 1_800"

[[claims]]
text = "Most pending cases are without a lawyer."
says = "share(pending - represented, among=pending, at=2024-09-30) > 50%"

[[claims]]
text = "Most pending asylum cases have a lawyer."
says = "share(represented, among=pending & asylum, at=2024-09-30) > 50%"

[[claims]]
text = "At least 3,000 cases are about asylum or have a lawyer."
says = "count(asylum | represented, at=2024-09-30) >= 3_000"

[[claims]]
text = "More than 2,000 have a lawyer."
says = "count(represented, at=2024-09-30) > 2_000"

[[claims]]
text = "The court closed more than 1,000 cases in the year."
says = "exits(pending, since=2023-09-30, until=2024-09-30) > 1_000"

[[claims]]
text = "At least 1,000 of the cases of 2023 are pending still."
says = "count(pending.at(2023-09-30) & pending.at(2024-09-30)) >= 1_000"
""")

THEN, NOW = 'pending.at("2023-09-30")', 'pending.at("2024-09-30")'
SETTLING: dict[str, list[str]] = {
    "Of the pending cases at least 1,800 have a lawyer.": [
        "count(pending & represented): supported if at least 1,800, refuted if at most 1,799.",
        "count(pending - represented): supported if at most 1,900, refuted if at least 1,901.",
        "count(represented - pending): supported if at most 150, refuted if at least 250, else open.",
    ],
    "Most pending cases are without a lawyer.": [
        "count(pending - represented): supported if at least 1,851, refuted if at most 1,850.",
        "count(pending & represented): supported if at most 1,849, refuted if at least 1,850.",
    ],
    "Most pending asylum cases have a lawyer.": [
        "count(asylum & pending & represented): supported if at least 751, refuted if at most 750.",
        "count((asylum & pending) - represented): supported if at most 749, refuted if at least 750.",
        "count(asylum & represented): refuted if at most 750, else open.",
        "count((pending & represented) - asylum): refuted if at least 1,299, else open.",
        "count(pending & represented): refuted if at most 750, else open.",
    ],
    "At least 3,000 cases are about asylum or have a lawyer.": [
        "count(asylum | represented): supported if at least 3,000, refuted if at most 2,999.",
        "count(asylum - represented): supported if at least 1,050, refuted if at most 950, else open.",
        "count(represented - asylum): supported if at least 1,500, refuted if at most 199, else open.",
        "count(asylum & represented): supported if at most 450, refuted if at least 1,850, else open.",
    ],
    "More than 2,000 have a lawyer.": [
        "count(represented): supported if at least 2,001, refuted if at most 2,000.",
    ],
    "The court closed more than 1,000 cases in the year.": [
        "count(exits from pending, 2023-09-30 to 2024-09-30): supported if at least 1,001, refuted if at most 1,000.",
        "count(entries into pending, 2023-09-30 to 2024-09-30): supported if at least 1,901, refuted if at most 1,900.",
    ],
    "At least 1,000 of the cases of 2023 are pending still.": [
        f"count({THEN} & {NOW}): supported if at least 1,000, refuted if at most 999.",
        f"count({NOW} - {THEN}): supported if at most 2,700, refuted if at least 2,701.",
        f"count({THEN} - {NOW}): supported if at most 1,800, refuted if at least 1,801.",
    ],
}


@pytest.mark.parametrize("claim", BACKLOG.claims, ids=lambda claim: claim.text)
def test_what_would_settle_a_claim_about_a_backlog(claim: ds.Claim) -> None:
    verdict = BACKLOG.evidence.check(claim)
    assert verdict.outcome is ds.Outcome.UNDETERMINED
    _, told = verdict.explain().split("What would help to settle it:\n")
    items = takewhile(lambda line: line.startswith("  - "), told.splitlines())
    assert [line.removeprefix("  - ") for line in items] == SETTLING[claim.text]
    assert verdict.check()


def test_each_claim_is_pinned() -> None:
    assert [claim.text for claim in BACKLOG.claims] == list(SETTLING)
