"""Reports: claims, verdicts and all that stands behind them, on one page that needs nothing else.

`html` writes a page without scripts that asks for nothing on the network; `markdown` writes the same as text. Both
take decisions, as `Evidence.decide` and the documents give them. They need the extra ``report``.
"""

from __future__ import annotations

from collections.abc import Iterable

from docketstats.adapters.report import rendering
from docketstats.adapters.report.building import page
from docketstats.evidence import Evidence
from docketstats.findings.decision import Decision

__all__ = ["html", "markdown"]


def html(
    evidence: Evidence,
    decisions: Iterable[Decision],
    *,
    title: str = "",
    document: str = "",
    digest: str = "",
    dated: str = "",
) -> str:
    """A report as one HTML page, with its style inside it.

    The same arguments give the same page: it bears no date unless one is given.

    Args:
        evidence: What was taken as known.
        decisions: What came of each claim.
        title: The title of the page.
        document: The name of the file that evidence and claims were read from; the commands to check the page use it.
        digest: The SHA-256 of that file, in hexadecimal digits.
        dated: The date that the page bears.

    Raises:
        MissingExtra: If jinja2 is not installed.

    >>> import docketstats as ds
    >>> docket = ds.Docket("court", unit="case")
    >>> figure = ds.reported(docket.everyone, "over 100", source=ds.Source("Annual report"))
    >>> evidence = ds.Evidence(docket.snapshot("2024-09-30", figures=[figure]))
    >>> claim = ds.Claim(ds.count(docket.everyone) >= 90, text="Some <b>90</b> cases were pending.")
    >>> report = html(evidence, [evidence.decide(claim)], title="Pending cases")
    >>> "<title>Pending cases</title>" in report, "Some &lt;b&gt;90&lt;/b&gt; cases" in report
    (True, True)
    """
    return rendering.html(page(evidence, decisions, title=title, document=document, digest=digest, dated=dated))


def markdown(
    evidence: Evidence,
    decisions: Iterable[Decision],
    *,
    title: str = "",
    document: str = "",
    digest: str = "",
    dated: str = "",
) -> str:
    r"""A report as Markdown, in the flavour of GitHub: CommonMark with tables. It says what `html` says.

    Args:
        evidence: What was taken as known.
        decisions: What came of each claim.
        title: The title.
        document: The name of the file that evidence and claims were read from.
        digest: The SHA-256 of that file, in hexadecimal digits.
        dated: The date that the report bears.

    Raises:
        MissingExtra: If jinja2 is not installed.

    >>> import docketstats as ds
    >>> docket = ds.Docket("court", unit="case")
    >>> figure = ds.reported(docket.everyone, "over 100", source=ds.Source("Annual report"))
    >>> evidence = ds.Evidence(docket.snapshot("2024-09-30", figures=[figure]))
    >>> decision = evidence.decide(ds.Claim(ds.count(docket.everyone) >= 90))
    >>> print(markdown(evidence, [decision], title="Pending cases").partition("\n")[0])
    # Pending cases
    """
    return rendering.markdown(page(evidence, decisions, title=title, document=document, digest=digest, dated=dated))
