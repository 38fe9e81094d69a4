"""Answers in prose, with the arithmetic line by line, each line with its source."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

import attrs

from docketstats.findings.derived import DerivedFigure, Sharpness
from docketstats.findings.verdict import Judgement, Outcome, Verdict
from docketstats.inference.conflicts import at_level, shared_confidence
from docketstats.inference.history import histories
from docketstats.inference.proof import Bound, Combination, Proof, Side, Split, Tree, Witness
from docketstats.inference.worlds import Tables, World, within
from docketstats.model.facts import Fact, Line, Origin
from docketstats.model.flow import is_of_events
from docketstats.model.kinds import unit_shown
from docketstats.model.measure import Measure
from docketstats.model.term import Term, text
from docketstats.values.formatting import format_end, format_interval, format_level, format_number, printable
from docketstats.values.interval import Interval
from docketstats.values.period import Period

MOST_SHOWN = 25
"""The kinds of unit up to which an example is shown in full."""

_SENTENCE = {
    Outcome.SUPPORTED: "it holds in every population that fits the facts",
    Outcome.REFUTED: "it holds in no population that fits the facts",
    Outcome.UNDETERMINED: "the facts allow populations in which it holds and populations in which it does not",
    Outcome.UNDEFINED: "its denominator must be empty, so it says nothing",
    Outcome.UNRESOLVED: "no proof and no example was found within the work limit; this says nothing about the docket",
}

_BRIEF = {
    Outcome.SUPPORTED: "true in every population that fits",
    Outcome.REFUTED: "true in no population that fits",
    Outcome.UNDETERMINED: "true in some populations that fit and false in others",
    Outcome.UNRESOLVED: "neither shown true nor false within the work limit",
}

_SPLIT = "its readings come out differently, so as worded it is neither supported nor refuted"


def explain_figure(figure: DerivedFigure) -> str:
    """Explain a derived figure: the answer, each end with its proof and an example, and what it rests on."""
    return "\n".join(_Writer.about(figure.measure, figure.facts).figure(figure))


def explain_verdict(verdict: Verdict) -> str:
    """Explain a verdict: the outcome, both readings where they differ, and the proof or the two examples."""
    return "\n".join(_Writer.about(verdict.figure.measure, verdict.facts).verdict(verdict))


def explain_proof(proof: Proof) -> str:
    """The arithmetic of a proof, line by line.

    >>> from docketstats.inference.proof import Combination, Proof
    >>> explain_proof(Proof((), Line((), -math.inf, 0), Combination((), (), 1)))
    '0 <= 0: counts are never negative'
    """
    return "\n".join(_Writer(None).proof(proof))


def explain_fact(fact: Fact) -> str:
    """What a fact says of counts, from its lines alone: its text is what somebody calls it.

    >>> from docketstats.model.term import Leaf
    >>> line = Line(((Leaf("court", name="asylum"), 1),), 5, math.inf)
    >>> explain_fact(Fact("figure 1", "many", origin=Origin.FIGURE, lines=(line,)))
    'count(asylum) >= 5'
    """
    return " and ".join(map(_Writer(None).line, fact.lines))


def brief(verdict: Verdict) -> Iterator[str]:
    """A verdict's reason in a line or two: what the facts allow, and what is claimed."""
    figure, weakest, strongest = verdict.figure, verdict.weakest, verdict.strongest
    if figure.is_undefined:
        yield _SENTENCE[Outcome.UNDEFINED]
        return
    allowed = f"allowed: {_quantity(figure.measure, figure.interval)}{at_level(figure.confidence)}"
    if weakest.outcome is strongest.outcome:
        claimed = strongest if weakest.outcome is Outcome.SUPPORTED else weakest
        yield f"{allowed}; claimed: {_quantity(figure.measure, claimed.interval)}, {_BRIEF[claimed.outcome]}"
        return
    yield allowed
    for word, reading in (("weakest", weakest), ("strongest", strongest)):
        yield f"in its {word} reading, {_quantity(figure.measure, reading.interval)}: {reading.outcome.value}"


def _indented(rows: Iterable[str]) -> Iterator[str]:
    return (f"  {row}" for row in rows)


@attrs.frozen
class _Writer:
    """Writes about facts of one date without repeating it, or about facts of several dates with each."""

    only_date: Period | None

    @classmethod
    def about(cls, measure: Measure, facts: Iterable[Fact]) -> _Writer:
        dates = {leaf.at for fact in facts for leaf in fact.leaves} | set(measure.dates)
        return cls(next(iter(dates)) if len(dates) == 1 else None)

    # -- findings ---------------------------------------------------------------------------------------------------

    def figure(self, figure: DerivedFigure) -> Iterator[str]:
        if figure.undefined:
            yield f"{figure.measure!r} is undefined: the facts force its denominator to be empty."
            yield from _indented(self.proof(figure.undefined))
        else:
            yield f"{figure.measure!r}: {_quantity(figure.measure, figure.interval)}."
            if figure.sharpness is Sharpness.SHARP:
                yield "No tighter interval is right: a population that fits every fact is shown for each end."
            else:
                yield "The truth lies inside if the facts are true; whether a tighter interval is right is not settled."
            if figure.may_be_undefined:
                yield "The denominator may be empty; this holds where it is not."
            yield from self._date_note()
            for end in (figure.lower, figure.upper):
                if end is not None:
                    yield ""
                    yield from self._end(figure.measure, end)
        yield ""
        yield from self._basis(figure.used, figure.facts)
        yield from (f"Note: {note}." for note in figure.notes)

    def verdict(self, verdict: Verdict) -> Iterator[str]:
        claim, figure = verdict.claim, verdict.figure
        if claim.text:
            yield f'Claim: "{printable(claim.text)}"' + (f" ({printable(claim.by)})" if claim.by else "")
        yield f"As a statement: {printable(repr(claim.statement))}."
        split = verdict.weakest.outcome is not verdict.strongest.outcome
        sentence = _SPLIT if split and verdict.outcome is Outcome.UNDETERMINED else _SENTENCE[verdict.outcome]
        yield f"Verdict: {verdict.outcome.value}: {sentence}."
        if verdict.weakest.interval != verdict.strongest.interval:
            for word, judgement in (("weakest", verdict.weakest), ("strongest", verdict.strongest)):
                reading = _quantity(figure.measure, judgement.interval)
                yield f"  In its {word} reading, {reading}: {judgement.outcome.value}."
        if claim.statement.rule:
            yield f"  How the words were read: {printable(claim.statement.rule)}."
        if not figure.is_undefined:
            yield f"What the facts allow for {figure.measure!r}: {_quantity(figure.measure, figure.interval)}."
        yield from self._date_note()
        if verdict.outcome in (Outcome.SUPPORTED, Outcome.REFUTED):
            yield from self._decided(verdict.strongest if verdict.outcome is Outcome.SUPPORTED else verdict.weakest)
        else:
            yield from self._examples(verdict)
        if settling := verdict.would_settle:
            yield "What would help to settle it:"
            yield from (f"  - {one.said(self._say(one.term))}." for one in settling)
        used = tuple(dict.fromkeys(fact for proof in verdict.proofs for fact in proof.facts))
        yield from self._basis(used, verdict.facts)
        yield from (f"Note: {note}." for note in verdict.notes)

    def _decided(self, judgement: Judgement) -> Iterator[str]:
        for proof in judgement.proofs:
            yield f"Suppose that it {'held' if judgement.outcome is Outcome.REFUTED else 'failed'}. Then:"
            yield from _indented(self.proof(proof))

    def _examples(self, verdict: Verdict) -> Iterator[str]:
        weakest, strongest = verdict.weakest, verdict.strongest
        same = weakest.interval == strongest.interval
        for word, judgement in (("weakest", weakest), ("strongest", strongest)):
            reading = "It" if same else f"Its {word} reading"
            for truth, witness in (("true", judgement.true_in), ("false", judgement.false_in)):
                if witness:
                    yield f"{reading} would be {truth} if there were: {self._example(witness)}."
            if same:
                return

    def _date_note(self) -> Iterator[str]:
        if self.only_date:
            yield f"All counts are as of {self.only_date}."

    def _end(self, measure: Measure, end: Bound) -> Iterator[str]:
        upper = end.side is Side.UPPER
        if math.isinf(end.value):
            yield f"No {'greatest' if upper else 'least'} value follows from the facts."
        else:
            value, unit = _shown(measure, Interval.exactly(end.value))
            limit = format_end(value.upper, unit if measure.ratios else "", up=upper)
            words = ("Less than" if upper else "More than") if end.is_open else ("At most" if upper else "At least")
            yield f"{words} {limit}, because:"
        for lemma in end.lemmas:
            yield f"  a denominator is a single number, as {self._at_most(lemma.conclusion)}, where:"
            yield from _indented(_indented(self.proof(lemma)))
        if end.proof:
            yield from _indented(self.proof(end.proof))
        if end.witness:
            yield f"  Example: {self._example(end.witness)}."
        if end.ray:
            first = [leaf for world in end.ray.worlds for leaf in world.members[:1]]
            more = ", ".join(self._say(leaf) for leaf in first if not is_of_events(leaf))
            what = "moves" if any(map(is_of_events, first)) else f"units in {more or 'the docket'}"
            yield f"  With ever more {what}, the example still fits the facts."

    def _basis(self, used: tuple[Fact, ...], facts: tuple[Fact, ...]) -> Iterator[str]:
        stated = [one for one in used if one.origin not in (Origin.RULE, Origin.CLAIM, Origin.QUESTION)]
        if stated:
            yield "What the proofs rest on:"
            for one in stated:
                yield f"  - {printable(one.text)} [{one.source or printable(f'{one.origin.value}: {one.because}')}]"
        elif any(one.origin is Origin.RULE for one in used):
            yield "The proofs rest on no figure: they follow from the rules of dockets alone."
        else:
            yield "The proofs rest on no figure: they follow from counting alone."
        tied = sum(one.origin is not Origin.RULE for one in facts)
        yield f"Facts that bear on the question: {tied}; every example fits all of them."
        uncertain = sum(one.confidence is not None for one in facts)
        if uncertain:
            level = format_level(shared_confidence(facts))
            each = "the one uncertain figure" if uncertain == 1 else f"every one of the {uncertain} uncertain figures"
            yield f"Confidence: at least {level}, counting {each} that bears on it."
            if not any(one.confidence is not None for one in used):
                yield "The proofs use no uncertain figure: what they show holds even if those are false."

    # -- proofs -----------------------------------------------------------------------------------------------------

    def proof(self, proof: Proof) -> Iterator[str]:
        return self._tree(proof, proof.tree, ())

    def _tree(self, proof: Proof, tree: Tree, path: tuple[Line, ...]) -> Iterator[str]:
        if isinstance(tree, Combination):
            yield from self._combination(proof, tree, path)
        else:
            yield from self._split(proof, tree, path)

    def _split(self, proof: Proof, tree: Split, path: tuple[Line, ...]) -> Iterator[str]:
        form = ((tree.term, 1),)
        yield f"either {self._count(tree.term)} <= {tree.at:,}; then"
        yield from _indented(self._tree(proof, tree.low, (*path, Line(form, -math.inf, tree.at))))
        yield f"or {self._count(tree.term)} >= {tree.at + 1:,}; then"
        yield from _indented(self._tree(proof, tree.high, (*path, Line(form, tree.at + 1, math.inf))))

    def _combination(self, proof: Proof, tree: Combination, path: tuple[Line, ...]) -> Iterator[str]:
        total = 0
        for one in tree.multipliers:
            line = path[one.line] if one.fact == -1 else proof.facts[one.fact].lines[one.line]
            end = int(line.upper if one.factor > 0 else line.lower)
            total += one.factor * end
            sign = "=" if line.lower == line.upper else "<=" if one.factor > 0 else ">="
            size = abs(one.factor) // self._unit_of(tree)
            times = "" if size == 1 else f"   ({size:,} times)"
            yield f"{self._form(line)} {sign} {end:,}{times}   {self._cite(proof, one.fact)}"
        for fact, place in dict.fromkeys((*tree.zeros, *(zero for part in tree.parts for zero in part.zeros))):
            for term, _ in proof.facts[fact].lines[place].terms:
                yield f"nobody is in {self._say(term)}   {self._cite(proof, fact)}"
        conclusion = proof.conclusion
        if tree.scale == 0:
            yield f"added up, with counts never negative, these give 0 <= {total:,}: impossible"
        elif not tree.multipliers and not tree.zeros:
            yield f"{self._at_most(conclusion)}: counts are never negative"
        elif total == conclusion.upper * tree.scale:
            yield f"so {self._at_most(conclusion)}"
        else:
            rest = f"counts are whole, and {total:,} / {tree.scale:,} is less than one more"
            yield f"so {self._at_most(conclusion)}: {rest}"

    def _unit_of(self, tree: Combination) -> int:  # noqa: ARG002 - it is overridden
        """What the factors are written as multiples of."""
        return 1

    def _cite(self, proof: Proof, fact: int) -> str:
        if fact == -1:
            return "[in this case]"
        one = proof.facts[fact]
        if one.source:
            return f"[{one.source}]"
        if one.origin in (Origin.CLAIM, Origin.QUESTION):
            return f"[{printable(one.name)}]"
        if one.origin is Origin.RULE:
            return f"[{printable(one.text)}]"
        return f"[{printable(f'{one.origin.value}: {one.because or one.text}')}]"

    # -- forms ------------------------------------------------------------------------------------------------------

    def _at_most(self, line: Line) -> str:
        """A conclusion, turned around where that spares the reader minus signs."""
        if line.terms and all(factor < 0 for _, factor in line.terms):
            turned = attrs.evolve(line, terms=tuple((term, -factor) for term, factor in line.terms))
            return f"{self._form(turned)} >= {-line.upper:,}"
        return f"{self._form(line)} <= {line.upper:,}"

    def line(self, line: Line) -> str:
        form, lower, upper = self._form(line), format_number(line.lower), format_number(line.upper)
        if line.lower == line.upper:
            return f"{form} = {upper}"
        below = f"{lower} <= " if line.lower > -math.inf else ""
        if line.upper == math.inf:
            return f"{form} >= {lower}" if below else f"{form} is any number"
        return f"{below}{form} <= {upper}"

    def _form(self, line: Line) -> str:
        parts: list[str] = []
        for term, factor in line.terms:
            size = "" if abs(factor) == 1 else f"{abs(factor):,} "
            sign = "- " if factor < 0 else "+ " if parts else ""
            parts.append(f"{sign}{size}{self._count(term)}")
        return " ".join(parts) or "0"

    def _count(self, term: Term) -> str:
        return f"count({self._say(term)})"

    def _say(self, term: Term) -> str:
        return text(term, dates=self.only_date is None)

    def _example(self, witness: Witness) -> str:
        worlds, rest = _to_show(witness)
        found = []
        for world in worlds:
            if any(map(is_of_events, world.members)):
                continue
            members = [leaf for leaf in world.members if not leaf.is_everyone]
            if self.only_date is None:  # at some dates all that is known may be that they are on the docket
                told = {leaf.at for leaf in members}
                members += [leaf for leaf in world.members if leaf.is_everyone and leaf.at not in told]
            names = [self._say(leaf) for leaf in members]
            found.append(f"{world.count:,} in {' and '.join(names) or 'none of the sets named'}")
        ways = histories(witness) or ()
        moved = [f"{way}, {way.step.since} to {way.step.until}" for way in ways]
        return "; ".join([*found, *([rest] if rest else []), *moved]) or "nobody at all"


def _to_show(witness: Witness) -> tuple[Iterable[World], str]:
    """The worlds of an example; where they are many, by the sets that are asked about alone, and what is left out."""
    worlds, asked = witness.worlds, witness.measure.leaves()
    if isinstance(worlds, Tables) and len(worlds.tables) > MOST_SHOWN:
        worlds = next((table.worlds for table in worlds.tables if asked.issubset(table.leaves)), worlds.worlds)
    elif len(worlds) <= MOST_SHOWN:
        return worlds, ""
    return within(worlds, asked), "and others, who are in none of these"


def _shown(measure: Measure, interval: Interval) -> tuple[Interval, str]:
    """An interval in the unit in which a measure is shown, and that unit."""
    unit = unit_shown(measure)
    return (interval, unit) if unit == measure.unit else (interval * 100, unit)


def _quantity(measure: Measure, interval: Interval) -> str:
    return format_interval(*_shown(measure, interval))
