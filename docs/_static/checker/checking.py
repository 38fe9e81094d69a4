"""What the page in the browser asks of docketstats: a document's text in, its verdicts and report out."""

import hashlib
import json

from docketstats import DocketStatsError
from docketstats.adapters import report
from docketstats.adapters.documents import loads
from docketstats.findings.decision import Decision
from docketstats.findings.explanation import brief
from docketstats.inference.conflicts import cited


def checked(written: str) -> str:
    """The verdicts on the claims of a document and its report, or what is wrong with the document, as JSON."""
    try:
        document = loads(written)
        decisions = document.decide()
    except DocketStatsError as error:
        return json.dumps({"problem": str(error)})
    digest = hashlib.sha256(written.encode()).hexdigest()
    page = report.html(
        document.evidence,
        decisions,
        title=document.title,
        document="document.toml",
        digest=digest,
        keys=dict(document.sources),
    )
    return json.dumps({"claims": list(map(_told, decisions)), "report": page})


def _told(one: Decision) -> dict[str, object]:
    expected = one.claim.expected
    conflicts = () if one.contradiction is None else one.contradiction.conflicts[:1]
    return {
        "outcome": one.outcome,
        "claim": one.claim.text or str(one.claim.statement),
        "why": "" if one.verdict is None else "; ".join(brief(one.verdict)),
        "clash": [cited(fact) for conflict in conflicts for fact in conflict.facts],
        "expected": "" if expected is None or expected == one.outcome else expected,
    }
