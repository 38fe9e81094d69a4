"""Sensitivity: how an answer moves when one thing changes, and by how much one figure may be wrong."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import islice

import attrs

from docketstats.errors import ContradictoryEvidence, NotLinearFractional
from docketstats.findings.arithmetic import quantity
from docketstats.findings.derived import DerivedFigure
from docketstats.findings.verdict import Outcome, Verdict
from docketstats.inference.apart import ask_apart
from docketstats.inference.bounds import Contradiction, ask, feasible
from docketstats.inference.conflicts import Conflict, cited
from docketstats.model.facts import Fact, Line, Origin, lines
from docketstats.model.lowering import Placed
from docketstats.model.measure import Measure, over_one
from docketstats.values.interval import Interval
from docketstats.values.progress import bar

MOST_FIGURES = 50
"""The figures of which it is asked by how much they may be wrong."""


@attrs.frozen
class Change:
    """One change and the answer after it.

    Attributes:
        what: The change, in words.
        figure: The answer after it; None if there is none.
        outcome: What the facts then say of the claim, if the question is one.
        contradiction: The contradiction, if the facts then contradict each other.
        unanswered: Why else there is no answer, such as a denominator that is then left open; empty if there is one.

    >>> import docketstats as ds
    >>> court, report = ds.Docket("court", unit="case"), ds.Source("Annual report")
    >>> asylum, old = court.population("asylum"), court.population("old")
    >>> said = ((court.everyone, 100), (asylum, 70), (old, 40))
    >>> figures = [ds.reported(what, number, source=report) for what, number in said]
    >>> evidence = ds.Evidence(court.snapshot("2024-09-30", figures=figures))
    >>> change = evidence.sensitivity(asylum & old).changes[0]
    >>> change.what, change.figure.interval
    ('without Annual report', Interval(0, inf))
    """

    what: str
    figure: DerivedFigure | None = None
    outcome: Outcome | None = attrs.field(default=None, kw_only=True)
    contradiction: ContradictoryEvidence | None = attrs.field(default=None, kw_only=True, eq=False)
    unanswered: str = attrs.field(default="", kw_only=True)

    def __str__(self) -> str:
        if self.figure is None:
            return f"{self.what}: {f'no answer: {self.unanswered}' if self.unanswered else 'contradictory evidence'}"
        outcome = f", {self.outcome.value}" if self.outcome is not None else ""
        return f"{self.what}: {self.figure.shown}{outcome}"


@attrs.frozen
class Margin:
    """By how much one figure may be wrong, if everything else is right, before the verdict changes.

    Attributes:
        fact: The figure, as a fact.
        measure: What it measures.
        said: Where the figure puts it.
        end: "value" for a figure of one value; "lower end" or "upper end" for that end of another, the other end kept.
        holds: Where that value or end may be instead with the same outcome; an end that is said is in or out as it is
            in ``said``. An infinite end means that nothing on that side changes it. Inside, whole units may make single
            values an exception.

    >>> import docketstats as ds
    >>> court, report = ds.Docket("court", unit="case"), ds.Source("Annual report")
    >>> asylum, old = court.population("asylum"), court.population("old")
    >>> said = ((court.everyone, 100), (asylum, 70), (old, 40))
    >>> figures = [ds.reported(what, number, source=report) for what, number in said]
    >>> evidence = ds.Evidence(court.snapshot("2024-09-30", figures=figures))
    >>> margin = evidence.sensitivity(ds.count(asylum & old) >= 5).margins[0]
    >>> margin.fact.text, margin.end, margin.holds
    ('count(everyone, at="2024-09-30") is 100', 'value', Interval(-inf, 105))
    """

    fact: Fact
    measure: Measure = attrs.field(kw_only=True)
    said: Interval = attrs.field(kw_only=True)
    end: str = attrs.field(kw_only=True)
    holds: Interval = attrs.field(kw_only=True)

    def __str__(self) -> str:
        where = "whatever it is" if self.holds == Interval.entire() else f"is {quantity(self.measure, self.holds)}"
        return f"{cited(self.fact)}: the verdict stays while its {self.end} {where}"


@attrs.frozen
class Sensitivity:
    """An answer, and what becomes of it under one change at a time.

    Attributes:
        figure: The answer as it stands.
        verdict: The verdict as it stands, if the question is a claim.
        changes: The answers after each change: a source left out, a wording read otherwise, an assumption dropped.
        slack: The figures, relations and assumptions tied to the question that make no difference: without any one of
            them the interval is the same.
        margins: By how much each figure may be wrong before the verdict changes, if the question is a claim.

    >>> import docketstats as ds
    >>> court, report = ds.Docket("court", unit="case"), ds.Source("Annual report")
    >>> asylum, old = court.population("asylum"), court.population("old")
    >>> said = ((court.everyone, 100), (asylum, 70), (old, 40))
    >>> figures = [ds.reported(what, number, source=report) for what, number in said]
    >>> evidence = ds.Evidence(court.snapshot("2024-09-30", figures=figures))
    >>> found = evidence.sensitivity(asylum & old)
    >>> for change in found.changes:
    ...     print(change)
    without Annual report: 0 or more cases, without limit
    """

    figure: DerivedFigure
    changes: tuple[Change, ...]
    verdict: Verdict | None = attrs.field(default=None, kw_only=True)
    slack: tuple[Fact, ...] = attrs.field(default=(), kw_only=True)
    margins: tuple[Margin, ...] = attrs.field(default=(), kw_only=True)

    @property
    def matter(self) -> tuple[Change, ...]:
        """The changes that move the interval, or the verdict."""
        outcome = None if self.verdict is None else self.verdict.outcome
        return tuple(
            one
            for one in self.changes
            if one.figure is None or one.figure.interval != self.figure.interval or one.outcome is not outcome
        )

    @property
    def answers(self) -> tuple[DerivedFigure | Verdict | Conflict, ...]:
        """The answer as it stands and those after each change, or the conflicts that stand in their way."""
        changed = [one.figure for one in self.changes if one.figure is not None]
        against = [one for change in self.changes if change.contradiction for one in change.contradiction.conflicts]
        return (self.figure if self.verdict is None else self.verdict, *changed, *against)

    def check(self) -> bool:
        """Re-check the proofs and witnesses of all answers, without a solver. Margins and slack have no proofs.

        Raises:
            ProofRejected: If anything does not hold.
        """
        for one in self.answers:
            (one.proof if isinstance(one, Conflict) else one).check()
        return True

    def __str__(self) -> str:
        outcome = f", {self.verdict.outcome.value}" if self.verdict is not None else ""
        telling = [str(one) for one in self.margins if one.holds != Interval.entire()]
        lines = [f"as it stands: {self.figure.shown}{outcome}", *map(str, self.changes), *telling]
        if self.slack:
            lines += ["leaving out any one of these makes no difference:", *(f"- {cited(fact)}" for fact in self.slack)]
        return "\n".join(lines)


def slack(figure: DerivedFigure) -> Iterator[Fact]:
    """The stated facts tied to a question without any one of which its interval is the same.

    What no proof uses is slack as it stands; the rest is left out in turn.
    """
    used = set(figure.used)
    answer = ask_apart if figure.measure.kind == "average" else ask
    for fact in bar(figure.facts, unit=" facts"):
        if fact.origin is Origin.RULE:
            continue
        if fact not in used:
            yield fact
            continue
        try:
            rest = answer(tuple(one for one in figure.facts if one != fact), figure.measure)
        except NotLinearFractional:
            continue  # it is what pins a denominator
        changed = attrs.evolve(figure, lower=rest.lower, upper=rest.upper, undefined=rest.undefined)
        if changed.interval == figure.interval:
            yield fact


def margins(verdict: Verdict, figures: Iterable[Placed]) -> Iterator[Margin]:
    """By how much each figure may be wrong before a verdict changes.

    A supported or refuted claim rests on the figures of its proofs alone; an undetermined one on all.

    Args:
        verdict: The verdict.
        figures: The figures in force.
    """
    if verdict.outcome in (Outcome.UNDEFINED, Outcome.UNRESOLVED) or verdict.figure.measure.kind == "average":
        return
    decided = verdict.outcome is not Outcome.UNDETERMINED
    relevant = [fact for proof in verdict.proofs for fact in proof.facts] if decided else verdict.facts
    facts = {fact.name: fact for fact in relevant}
    some = list(islice((one for one in figures if one.name in facts), MOST_FIGURES))
    for one in bar(some, unit=" figures"):
        fact, measure, said = facts[one.name], one.measure, one.figure.interval
        whole = not measure.ratios and all(factor.denominator == 1 for _, factor in measure.linear.terms)
        rest = tuple(each for each in verdict.facts if each != fact)
        others = _Others(rest, verdict, measure, if_any=one.figure.if_any, whole=whole)
        try:
            found = list(others.margins(said))
        except NotLinearFractional:
            continue  # wherever else it was, a denominator would be left open
        for end, holds in found:
            yield Margin(fact, measure=measure, said=said, end=end, holds=holds.whole() if whole else holds)


@attrs.frozen
class _Others:
    """The other facts than a figure, the verdict, and what the figure measures.

    Args:
        facts: The other facts.
        verdict: The verdict.
        measure: What the figure measures.
        if_any: Whether that may have no value.
        whole: Whether it is a whole number.
    """

    facts: tuple[Fact, ...]
    verdict: Verdict
    measure: Measure
    if_any: bool = attrs.field(kw_only=True)
    whole: bool = attrs.field(kw_only=True)

    def margins(self, said: Interval) -> Iterator[tuple[str, Interval]]:
        """The value or the ends of what is said, and where they may be."""
        claim = self.verdict.claim.statement
        true, false = (claim.interval,), claim.strongest.complement()
        undetermined = self.verdict.outcome is Outcome.UNDETERMINED
        if undetermined and said.is_point:
            yield "value", self._open_around(said, true, false)
            return
        if undetermined:
            # It stays open while the figure leaves room for both: its upper end must not fall, nor its lower end rise.
            upper, lower = self._common_ends(said, true, false)
        else:
            # It stays decided while the figure leaves no room for what is excluded: the ends must not move apart.
            excluded = false if self.verdict.outcome is Outcome.SUPPORTED else true
            lower, upper = (self._short_of(side, said, excluded) for side in _sides(said))
        if said.is_point:
            yield "value", lower.intersection(upper)
        else:
            if said.lower > -math.inf:
                # Of "more than N" the end is out: not the last value that must fit, but the first that must not.
                yield "lower end", Interval(lower.lower, lower.upper, upper_open=True) if said.lower_open else lower
            if said.upper < math.inf:
                yield "upper end", Interval(upper.lower, upper.upper, lower_open=True) if said.upper_open else upper

    def _open_around(self, said: Interval, true: tuple[Interval, ...], false: tuple[Interval, ...]) -> Interval:
        """All numbers around the one that is said, up to the nearest on each side that turn an open verdict."""
        holds, fails = ([self._room((part,)) for part in parts] for parts in (true, false))
        some = Interval.empty().union(*holds, *fails)
        turning = [piece for part in some for each in (holds, fails) for piece in part.difference(*each)]
        if self.whole:
            turning = [piece.whole() for piece in turning]
        around = [piece for one in turning for piece in one.complement() if said.subset(piece)]
        return Interval.entire().intersection(*around)

    def _common_ends(self, said: Interval, *both: tuple[Interval, ...]) -> tuple[Interval, Interval]:
        """Where the upper end of what is said may be, and its lower one, each with the other end kept."""
        if not said.is_bounded:
            return _common(*(self._room(parts) for parts in both))
        above = Interval(said.lower, math.inf, lower_open=said.lower_open)
        below = Interval(-math.inf, said.upper, upper_open=said.upper_open)
        uppers, lowers = (_common(*(self._room(parts, side) for parts in both)) for side in (above, below))
        return uppers[0], lowers[1]

    def _room(self, parts: tuple[Interval, ...], within: Interval | None = None) -> Interval:
        """The values that the figure may give where the claim's measure is in some part: any, if it may have none."""
        if self.if_any:
            below = over_one(self.measure).denominator
            nobody = Fact("nobody", "no value", origin=Origin.QUESTION, lines=(Line.of(below, Interval(0, 0)),))
            if any(feasible((*self.facts, self._claim(part), nobody))[1] is not None for part in parts):
                return Interval.entire()
        return self._possible(parts, within)

    def _claim(self, part: Interval) -> Fact:
        return Fact("claim", "the claim", origin=Origin.CLAIM, lines=lines(self.verdict.figure.measure, part))

    def _short_of(self, side: Interval, said: Interval, parts: tuple[Interval, ...]) -> Interval:
        """All numbers, on a side of what is said up to the nearest where the claim's measure may be in some part."""
        turning = Interval.empty() if side.is_empty else self._possible(parts, side)
        if turning.is_empty:
            return Interval.entire()
        return turning.complement()[-1 if side.upper <= said.lower else 0]

    def _possible(self, parts: tuple[Interval, ...], within: Interval | None = None) -> Interval:
        """The values of the figure's measure that are possible where the claim's is in one of some parts."""
        found = Interval.empty()
        for part in parts:
            said = [self._claim(part)]
            if within is not None:
                said.append(Fact("side", "this side", origin=Origin.QUESTION, lines=lines(self.measure, within)))
            try:
                answer = ask((*self.facts, *said), self.measure)
            except Contradiction:
                continue
            if answer.lower is not None and answer.upper is not None:
                low, high = answer.lower, answer.upper
                if low.value > high.value:  # each end is right, and no number of whole units lies between them
                    continue
                found = found.hull(Interval(low.value, high.value, lower_open=low.is_open, upper_open=high.is_open))
        return found


def _sides(said: Interval) -> tuple[Interval, Interval]:
    """What is below an interval, and what is above it."""
    parts, none = said.complement(), Interval.empty()
    return (parts[0] if said.lower > -math.inf else none), (parts[-1] if said.upper < math.inf else none)


def _common(one: Interval, other: Interval) -> tuple[Interval, Interval]:
    """All from the greater of two lower ends on, and all up to the lesser of two upper ends; all where they agree."""
    starts = [Interval(each.lower, math.inf, lower_open=each.lower_open) for each in (one, other)]
    stops = [Interval(-math.inf, each.upper, upper_open=each.upper_open) for each in (one, other)]
    from_, to = (Interval.entire() if pair[0] == pair[1] else pair[0].intersection(pair[1]) for pair in (starts, stops))
    return from_, to
