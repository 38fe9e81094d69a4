"""Reports: claims, verdicts and all that stands behind them, on one page that needs nothing else.

`html` writes a page without scripts that asks for nothing on the network; `markdown` writes the same as text. Both
take decisions, as `Evidence.decide` and the documents give them. They need the extra ``report``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from docketstats.adapters.report import rendering
from docketstats.adapters.report.building import About, page
from docketstats.evidence import Evidence
from docketstats.findings.decision import Decision
from docketstats.model.source import Source

__all__ = ["html", "markdown"]


def html(
    evidence: Evidence,
    decisions: Iterable[Decision],
    *,
    title: str = "",
    document: str = "",
    digest: str = "",
    dated: str = "",
    by: str = "",
    keys: Mapping[str, Source] | None = None,
    part: Sequence[str] = (),
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
        by: Who made it.
        keys: The sources by the keys that the document gives them; the commands that lead out of a contradiction use
            them.
        part: The arguments that choose a part of the document, such as ``("--without", "report")``, for the commands.

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
    about = About(title, document, digest=digest, dated=dated, by=by, keys=keys or {}, part=tuple(part))
    return rendering.html(page(evidence, decisions, about))


def markdown(
    evidence: Evidence,
    decisions: Iterable[Decision],
    *,
    title: str = "",
    document: str = "",
    digest: str = "",
    dated: str = "",
    by: str = "",
    keys: Mapping[str, Source] | None = None,
    part: Sequence[str] = (),
) -> str:
    r"""A report as Markdown, in the flavour of GitHub: CommonMark with tables. It says what `html` says.

    Args:
        evidence: What was taken as known.
        decisions: What came of each claim.
        title: The title.
        document: The name of the file that evidence and claims were read from.
        digest: The SHA-256 of that file, in hexadecimal digits.
        dated: The date that the report bears.
        by: Who made it.
        keys: The sources by the keys that the document gives them.
        part: The arguments that choose a part of the document.

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
    about = About(title, document, digest=digest, dated=dated, by=by, keys=keys or {}, part=tuple(part))
    return rendering.markdown(page(evidence, decisions, about))
