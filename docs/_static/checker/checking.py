"""What the page in the browser asks of docketstats: a document's text in, its verdicts and report out."""

import hashlib
import json

from docketstats import DocketStatsError
from docketstats.adapters import report
from docketstats.adapters.documents import loads
from docketstats.findings.explanation import brief


def checked(written: str) -> str:
    """The verdicts on the claims of a document and its report, or what is wrong with the document, as JSON."""
    try:
        document = loads(written)
        decisions = document.decide()
    except DocketStatsError as error:
        return json.dumps({"problem": str(error)})
    told = []
    for one in decisions:
        expected = one.claim.expected
        wrong = expected is not None and str(expected) != str(one.outcome)
        text = one.claim.text or str(one.claim.statement)
        why = "" if one.verdict is None else "; ".join(brief(one.verdict))
        told.append(
            {"outcome": str(one.outcome), "claim": text, "why": why, "expected": str(expected) if wrong else ""}
        )
    digest = hashlib.sha256(written.encode()).hexdigest()
    page = report.html(document.evidence, decisions, title=document.title, document="document.toml", digest=digest)
    return json.dumps({"claims": told, "report": page})
