"""Secondary suppression: which further figures to hide so that no suppressed cell is exposed, as a proposal.

The audit proposes and disposes. Each exposed cell has a proof, and as long as all the figures that the proof uses stay
as they are, it stays exposed: so one of them must be hidden (a *cut*). The cheapest choice that satisfies all cuts so
far is made, and audited; what is then exposed adds further cuts, until nothing is. (Cell suppression by cuts: Fischetti
and Salazar, Management Science 47, 2001.)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs

from docketstats.errors import ModelError, ProofRejected, TooLarge
from docketstats.findings.exposure import Exposure, Exposures, Rule, audit, counted, is_count, is_small
from docketstats.inference.conflicts import cited
from docketstats.inference.cover import Cut, cheapest
from docketstats.model.facts import Fact
from docketstats.model.figure import ReportedFigure
from docketstats.model.lowering import Placed
from docketstats.model.measure import count
from docketstats.model.population import Population
from docketstats.model.source import Source
from docketstats.values.formatting import format_interval, printable
from docketstats.values.given import shown
from docketstats.values.interval import Interval
from docketstats.values.progress import bar

if TYPE_CHECKING:
    from docketstats.evidence import Evidence

By: TypeAlias = Literal["cells", "counts"]
"""What hiding a figure costs: 1, or its number."""

Kept: TypeAlias = Source | ReportedFigure | Population
"""What is not to be hidden."""

PATIENCE = 25
"""The audits after which what was hidden last stays hidden where it can, for the search to come to an end soon."""
MOST_ROUNDS = 500
"""The audits after which the search is given up."""


@attrs.frozen
class Suppression:
    """A set of figures to hide so that no suppressed cell is exposed: a proposal.

    Attributes:
        hidden: The figures to hide, as facts. One that has a range already is to lose it, as the range gives others
            away.
        mark: What is to be printed instead.
        rule: What counts as exposed.
        cells: Further populations that are suppressed, by being left out.
        by: What hiding a figure costs.
        total: What it costs together.
        audit: The audit of what is then published, in which nothing is exposed.

    >>> import docketstats as ds
    >>> court = ds.Docket("court", unit="case", classifications=(ds.Classification("stage", ("open", "closed")),))
    >>> said = ((court.everyone, 70), (court["open"], 66), (court["closed"], 4))
    >>> figures = [ds.reported(what, number, source=ds.Source("Table 2")) for what, number in said]
    >>> proposal = ds.Evidence(court.snapshot("2024-09-30", figures=figures)).suppress(threshold=11)
    >>> [fact.text for fact in proposal.hidden], proposal.total, len(proposal.audit)
    (['count(everyone, at="2024-09-30") is 70', 'count(closed, at="2024-09-30") is 4'], 2, 0)
    """

    hidden: tuple[Fact, ...]
    mark: str = attrs.field(kw_only=True)
    rule: Rule = attrs.field(kw_only=True)
    cells: tuple[Population, ...] = attrs.field(kw_only=True)
    by: By = attrs.field(kw_only=True)
    total: int = attrs.field(kw_only=True)
    audit: Exposures = attrs.field(kw_only=True, eq=False)

    def apply(self, evidence: Evidence) -> Evidence:
        """New evidence with the mark in the place of the figures; the given one stays as it is.

        Args:
            evidence: The evidence that this was made from, or other evidence with the same figures.

        Raises:
            ModelError: If the evidence has not these figures.
        """
        known = {fact.name: fact for fact in evidence.facts()}
        if wrong := [fact.name for fact in self.hidden if known.get(fact.name) != fact]:
            raise ModelError(f"the evidence has not the figures that are to be hidden: {', '.join(wrong)}")
        figures = {one.name: one.figure for one in evidence.placed}
        return _hiding(evidence, {fact.name: figures[fact.name] for fact in self.hidden}, self.mark)

    def check(self, evidence: Evidence) -> bool:
        """Audit again what is published after it.

        Raises:
            ProofRejected: If something is then exposed, or not settled; it says what.
        """
        found = audit(self.apply(evidence), self.rule, self.cells)
        if left := [*found, *found.derived]:
            raise ProofRejected(f"exposed still: {'; '.join(map(str, left))}")
        if left := [one.measure for one in found.unsettled]:
            raise ProofRejected(f"whether it is exposed is not settled: {', '.join(map(repr, left))}")
        return True

    def explain(self) -> str:
        """The proposal in prose."""
        if not self.hidden:
            return f"Nothing has to be hidden: no suppressed cell is exposed, and none printed is small.{self._kept()}"
        lines = [
            f"To hide, so that nothing below {self.rule.threshold} is exposed (a proposal; others may do as well):"
        ]
        lines += [f"  {cited(fact)}" for fact in self.hidden]
        lines.append(f"Each is to be printed as {printable(self.mark)}, without a rule. What is then known:")
        lines += [f"  {one.measure!r}: {format_interval(one.interval, one.measure.unit)}" for one in self.audit.cells]
        lines.append(
            f"A cell that may be {self.rule.threshold} counts as not exposed: see whether each range is wide enough."
        )
        return "\n".join(lines) + self._kept()

    def _kept(self) -> str:
        kept = "".join(f"\n  {cited(fact)}" for fact in self.audit.printed)
        open_ = "".join(f"\n  {one.measure!r}" for one in self.audit.unsettled)
        text = f"\nPrinted still, as it is to be kept:{kept}" if kept else ""
        return f"{text}\nWhether it is exposed is not settled:{open_}" if open_ else text

    def __str__(self) -> str:
        return self.explain()


def suppress(
    evidence: Evidence, rule: Rule, cells: tuple[Population, ...], *, keep: tuple[Kept, ...], by: By, mark: str
) -> Suppression:
    """A proposal of what to hide; see `docketstats.Evidence.suppress`."""
    if by not in ("cells", "counts"):
        raise ModelError(f"no cost {shown(by)}", mend="use 'cells' or 'counts'")
    search = _Search(evidence, rule, _Kept(keep), by, mark)
    audit(evidence, rule, cells, brief=False)  # a contradiction is told, and not hidden
    chosen: list[Placed] = []
    for number in bar(iter(range(MOST_ROUNDS)), unit=" audits"):
        chosen = search.chosen(chosen if number > PATIENCE else [])
        found = audit(_hiding(evidence, {one.name: one.figure for one in chosen}, mark), rule, cells, brief=False)
        if not (found or found.derived):
            facts = {fact.name: fact for fact in evidence.facts()}
            hidden = tuple(facts[one.name] for one in chosen)
            total = sum(map(search.cost, chosen))
            return Suppression(hidden, mark=mark, rule=rule, cells=cells, by=by, total=total, audit=found)
        search.learn((*found, *found.derived))
    raise TooLarge(f"no proposal within {MOST_ROUNDS} audits", mend="keep fewer figures, or split the table")


class _Kept:
    """What is not to be hidden."""

    def __init__(self, parts: Iterable[Kept]) -> None:
        parts = tuple(parts)
        for one in parts:
            if not isinstance(one, Kept):
                raise ModelError(
                    f"{shown(one)} is no source, figure or population", mend="keep figures of the evidence"
                )
        self._counts = {count(one).linear: one for one in parts if isinstance(one, Population)}
        self._others = [one for one in parts if not isinstance(one, Population)]
        self._left = list(parts)

    def holds(self, one: Placed) -> bool:
        """Whether a figure is to stay."""
        named = [self._counts.get(form) for form in (one.figure.measure.linear, one.measure.linear)]
        found: list[Kept] = [part for part in named if part is not None]
        found += [part for part in self._others if part in (one.figure, one.figure.source)]
        self._left = [part for part in self._left if part not in found]
        return bool(found)

    def check(self) -> None:
        """Refuse what no figure was found to be.

        Raises:
            ModelError: It names them.
        """
        if self._left:
            raise ModelError(f"no figure is of {', '.join(map(repr, self._left))}", mend="keep what is published")


class _Search:
    """The cuts learnt so far, and the choice that satisfies them."""

    def __init__(self, evidence: Evidence, rule: Rule, kept: _Kept, by: By, mark: str) -> None:
        free = [one for one in evidence.placed if not kept.holds(one)]
        kept.check()
        self._may = [one for one in free if one.figure.interval != _marked(one.figure, mark).interval]
        self._place = {one.name: place for place, one in enumerate(self._may)}
        self._by = by
        # A cell whose words give a range is suppressed from the start; the others only if they are hidden.
        self._from_start = {one.name for one in self._may if is_count(one.measure) and rule.suppresses(counted(one))}
        small = [place for place, one in enumerate(self._may) if is_small(one, rule)]
        self._cuts = [Cut(frozenset((place,))) for place in small]
        self._last: tuple[Exposure, ...] = ()
        self._chosen: frozenset[int] | None = None

    def cost(self, one: Placed) -> int:
        """What it costs to hide a figure."""
        counts = self._by == "counts" and is_count(one.measure) and counted(one).is_point
        return max(1, int(counted(one).lower)) if counts else 1

    def chosen(self, before: Sequence[Placed]) -> list[Placed]:
        """The figures to hide, as far as is known; those hidden before stay so where they can."""
        stay = {one.name for one in before}
        costs = [self.cost(one) for one in self._may]
        if stay:
            costs = [1 if one.name in stay else len(costs) * cost for one, cost in zip(self._may, costs, strict=True)]
        found = self._chosen = cheapest(costs, self._cuts)
        if found is None:
            shown = "; ".join(f"{one} [{', '.join(map(cited, one.given_away_by))}]" for one in self._last)
            raise ModelError(f"nothing that may be hidden protects what is exposed: {shown}", mend="keep fewer figures")
        return [one for place, one in enumerate(self._may) if place in found]

    def learn(self, found: Iterable[Exposure]) -> None:
        """Add what must be chosen for some cells not to be exposed as they are."""
        self._last = tuple(found)
        for one in self._last:
            used = frozenset(self._place[fact.name] for fact in one.rests_on if fact.name in self._place)
            # What is hidden may say something still: a share does, that its whole is not empty.
            among = used - (self._chosen or frozenset())
            own = one.fact.name if one.fact else ""
            conditional = own in self._place and own not in self._from_start
            self._cuts.append(Cut(among, self._place[own] if conditional else None))


def _marked(figure: ReportedFigure, mark: str) -> ReportedFigure:
    """A figure with a mark in the place of its number."""
    new = attrs.evolve(figure, value=mark, reading=None, rounded_to=None, tolerance=None, exact=False, confidence=None)
    if new.interval != Interval.entire():
        raise ModelError(f"the mark {mark!r} is read as {new.rule}", mend="use one that says nothing, such as *")
    return new


def _hiding(evidence: Evidence, figures: Mapping[str, ReportedFigure], mark: str) -> Evidence:
    return evidence.restating({name: _marked(figure, mark) for name, figure in figures.items()})
