"""What sources said, as rows of a table, and the arithmetic on it, with the numbers of the sources."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import islice
from urllib.parse import urlsplit

import attrs

from docketstats.adapters.report.view import Argument, FactGroup, FactRow, SourceView, StepView
from docketstats.findings.arithmetic import Step, Words, quantity
from docketstats.inference.proof import Proof
from docketstats.model.facts import Fact, Origin
from docketstats.model.figure import ReportedFigure
from docketstats.model.source import Source
from docketstats.values.formatting import format_confidence

MOST_FACTS = 40
"""The facts that a table shows besides those that a proof uses."""
MOST_STEPS = 120
"""The lines of a proof that are shown."""

_CITES = {Origin.RULE: "a rule", Origin.RELATION: "a reason", Origin.ASSUMPTION: "an assumption"}


def followed(url: str) -> str:
    """An address that a reader may follow from a page: of the web, and nothing that a browser would run.

    >>> followed("https://example.org/letter.pdf"), followed("javascript:alert(1)")
    ('https://example.org/letter.pdf', '')
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    plain = url.isprintable() and " " not in url
    return url if plain and parts.scheme in ("http", "https") and parts.netloc else ""


def source_view(source: Source, number: int, claims: Iterable[int]) -> SourceView:
    """A source with its number and the claims that it bears on."""
    name = source.publisher or source.title
    return SourceView(
        number,
        _plain(source),
        short=name if len(name) <= 40 else f"{name[:39]}…",
        url=source.url,
        link=followed(source.url),
        claims=tuple(claims),
    )


def _plain(source: Source) -> str:
    """A source in words, as it was given: a page makes it harmless in its own way."""
    return ", ".join(filter(None, (source.publisher, source.title, str(source.published or ""), source.locator)))


@attrs.frozen
class FactWriter:
    """Writes facts down.

    Args:
        figure_of: The reported figure that a fact states.
        numbers: The numbers of the sources.
    """

    figure_of: Callable[[Fact], ReportedFigure | None]
    numbers: Mapping[Source, int]

    def row(self, fact: Fact) -> FactRow:
        """A fact as a row."""
        figure = self.figure_of(fact)
        dates = {date for leaf in fact.leaves if leaf.at for date in leaf.at.instants}
        return FactRow(
            repr(figure.measure) if figure is not None else fact.text,
            date=", ".join(map(str, sorted(dates, key=lambda date: date.sort_key))),
            said=_said(figure) if figure is not None else "",
            read=quantity(figure.measure, figure.interval) if figure is not None else "",
            rule=tuple(self._rules(figure)) if figure is not None else (),
            source=self._number(fact.source),
            cite=_CITES.get(fact.origin, ""),
            because=fact.because,
        )

    def _number(self, source: Source | None) -> int:
        return self.numbers[source] if source else 0

    def _rules(self, figure: ReportedFigure) -> Iterator[str]:
        yield "taken as exact" if figure.interval.is_point else figure.rule
        if figure.note:
            yield figure.note
        if figure.definition:
            yield f"defined by the source as: {figure.definition}"
        if figure.confidence is not None:
            yield f"holds at a confidence of {format_confidence(figure.confidence)}"
        for old in figure.earlier:
            yield f"replaces {_said(old)} ({_plain(old.source)})"

    def groups(self, facts: Collection[Fact], used: Collection[Fact]) -> Iterator[FactGroup]:
        """The facts tied to a claim, first those that its proofs use."""
        shown = [fact for fact in facts if fact.origin in (Origin.FIGURE, Origin.RELATION)]
        first = [fact for fact in shown if fact in used]
        rest = [fact for fact in shown if fact not in used]
        if first:
            yield FactGroup("What the answer rests on", tuple(map(self.row, first)))
        if rest:
            heading = "What else is tied to the claim" if first else "Tied to the claim"
            yield FactGroup(heading, tuple(map(self.row, rest[:MOST_FACTS])), max(0, len(rest) - MOST_FACTS))

    def argument(self, intro: str, words: Words, *proofs: Proof) -> Argument:
        """Proofs as lines."""
        steps = [self._step(step) for proof in proofs for step in islice(words.steps(proof), MOST_STEPS)]
        total = sum(1 for proof in proofs for _ in words.steps(proof))
        return Argument(intro, tuple(steps[:MOST_STEPS]), max(0, total - MOST_STEPS))

    def _step(self, step: Step) -> StepView:
        source = step.fact.source if step.fact else None
        return StepView(
            step.text,
            times="" if step.times == 1 else f"{step.times:,}",
            cite="" if source else step.cite,
            source=self._number(source),
            depth=min(step.depth, 8),
        )


def _said(figure: ReportedFigure) -> str:
    return figure.value if isinstance(figure.value, str) else quantity(figure.measure, figure.interval)
