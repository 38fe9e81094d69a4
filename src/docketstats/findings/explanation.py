"""Answers in prose, with the arithmetic line by line, each line with its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from docketstats.findings.arithmetic import NOT_SETTLED, Words, quantity
from docketstats.findings.derived import DerivedFigure, Sharpness
from docketstats.findings.verdict import Judgement, Outcome, Verdict
from docketstats.inference.conflicts import at_level, shared_confidence
from docketstats.inference.proof import Bound, Proof
from docketstats.model.facts import Fact, Origin
from docketstats.model.flow import is_of_events
from docketstats.model.measure import Measure
from docketstats.values.formatting import format_level, printable
from docketstats.values.interval import Interval

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
    """Explain a derived figure: the answer, each end with its proof and an example, and what it rests on.

    >>> import docketstats as ds
    >>> court, report = ds.Docket("court", unit="case"), ds.Source("Annual report")
    >>> old = court.population("old")
    >>> evidence = ds.Evidence(court.snapshot("2024-09-30", figures=[ds.reported(court.everyone, 100, source=report)]))
    >>> print(explain_figure(evidence.bound(old)))
    count(old, at="2024-09-30"): 0 to 100 cases.
    No tighter interval is right: a population that fits every fact is shown for each end.
    All counts are as of 2024-09-30.
    <BLANKLINE>
    At least 0, because:
      count(old) >= 0: counts are never negative
      Example: 100 in none of the sets named.
    <BLANKLINE>
    At most 100, because:
      count(everyone) = 100   [Annual report]
      so count(old) <= 100
      Example: 100 in old.
    <BLANKLINE>
    What the proofs rest on:
      - count(everyone, at="2024-09-30") is 100 [Annual report]
    Facts that bear on the question: 1; every example fits all of them.
    """
    return "\n".join(_Writer.about(figure.measure, figure.facts).figure(figure))


def explain_verdict(verdict: Verdict) -> str:
    """Explain a verdict: the outcome, both readings where they differ, and the proof or the two examples.

    >>> import docketstats as ds
    >>> court, report = ds.Docket("court", unit="case"), ds.Source("Annual report")
    >>> old = court.population("old")
    >>> evidence = ds.Evidence(court.snapshot("2024-09-30", figures=[ds.reported(court.everyone, 100, source=report)]))
    >>> print(explain_verdict(evidence.check(ds.count(old) <= 100)))
    As a statement: count(old, at="2024-09-30") <= 100.
    Verdict: supported: it holds in every population that fits the facts.
    What the facts allow for count(old, at="2024-09-30"): 0 to 100 cases.
    All counts are as of 2024-09-30.
    Suppose that it failed. Then:
      count(everyone) = 100   [Annual report]
      count(old) >= 101   [the claim is false]
      added up, with counts never negative, these give 0 <= -1: impossible
    What the proofs rest on:
      - count(everyone, at="2024-09-30") is 100 [Annual report]
    Facts that bear on the question: 1; every example fits all of them.
    Note: the claim gives one end only: the facts allow 0 to 100 cases, the other end as well as this one.
    """
    return "\n".join(_Writer.about(verdict.figure.measure, verdict.facts).verdict(verdict))


def explain_proof(proof: Proof) -> str:
    """The arithmetic of a proof, line by line.

    >>> import math
    >>> from docketstats.inference.proof import Combination, Proof
    >>> from docketstats.model.facts import Line
    >>> explain_proof(Proof((), Line((), -math.inf, 0), Combination((), (), 1)))
    '0 <= 0: counts are never negative'
    """
    return "\n".join(map(str, Words(None).steps(proof)))


def explain_fact(fact: Fact) -> str:
    """What a fact says of counts, from its lines alone: its text is what somebody calls it.

    >>> import math
    >>> from docketstats.model.facts import Line
    >>> from docketstats.model.term import Leaf
    >>> line = Line(((Leaf("court", name="asylum"), 1),), 5, math.inf)
    >>> explain_fact(Fact("figure 1", "many", origin=Origin.FIGURE, lines=(line,)))
    'count(asylum) >= 5'
    """
    return " and ".join(map(Words(None).line, fact.lines))


def brief(verdict: Verdict) -> Iterator[str]:
    """A verdict's reason in a line or two: what the facts allow, and what is claimed."""
    figure, weakest, strongest = verdict.figure, verdict.weakest, verdict.strongest
    if figure.is_undefined:
        yield _SENTENCE[Outcome.UNDEFINED]
        return
    allowed = f"allowed: {compared(verdict, figure.interval)}{at_level(figure.confidence)}"
    if weakest.outcome is strongest.outcome:
        claimed = decisive(verdict)
        yield f"{allowed}; claimed: {compared(verdict, claimed.interval)}, {_BRIEF[claimed.outcome]}"
        return
    yield allowed
    for word, reading in (("weakest", weakest), ("strongest", strongest)):
        yield f"in its {word} reading, {compared(verdict, reading.interval)}: {reading.outcome.value}"


def decisive(verdict: Verdict) -> Judgement:
    """The reading that decides a verdict whose readings agree: as worded a claim says what its strongest one does."""
    return verdict.weakest if verdict.weakest.outcome is Outcome.REFUTED else verdict.strongest


def compared(verdict: Verdict, interval: Interval) -> str:
    """An interval in words, beside what the facts allow for a claim and what the claim says."""
    beside = (verdict.figure.interval, verdict.weakest.interval, verdict.strongest.interval)
    return quantity(verdict.figure.measure, interval, beside)


def sentence(verdict: Verdict) -> str:
    """What the outcome of a verdict means, without a full stop."""
    split = verdict.weakest.outcome is not verdict.strongest.outcome
    return _SPLIT if split and verdict.outcome is Outcome.UNDETERMINED else _SENTENCE[verdict.outcome]


def _indented(rows: Iterable[str]) -> Iterator[str]:
    return (f"  {row}" for row in rows)


@attrs.frozen
class _Writer(Words):
    """Writes findings out."""

    def figure(self, figure: DerivedFigure) -> Iterator[str]:
        if figure.undefined:
            yield f"{figure.measure!r} is undefined: the facts force its denominator to be empty."
            yield from _indented(self.proof(figure.undefined))
        else:
            yield f"{figure.measure!r}: {quantity(figure.measure, figure.interval)}."
            if figure.sharpness is Sharpness.SHARP:
                yield "No tighter interval is right: a population that fits every fact is shown for each end."
            else:
                yield NOT_SETTLED
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
        yield f"Verdict: {verdict.outcome.value}: {sentence(verdict)}."
        if verdict.weakest.interval != verdict.strongest.interval:
            for word, judgement in (("weakest", verdict.weakest), ("strongest", verdict.strongest)):
                reading = compared(verdict, judgement.interval)
                yield f"  In its {word} reading, {reading}: {judgement.outcome.value}."
        if claim.statement.rule:
            yield f"  How the words were read: {printable(claim.statement.rule)}."
        if not figure.is_undefined:
            yield f"What the facts allow for {figure.measure!r}: {compared(verdict, figure.interval)}."
        yield from self._date_note()
        if verdict.outcome in (Outcome.SUPPORTED, Outcome.REFUTED):
            yield from self._decided(verdict.strongest if verdict.outcome is Outcome.SUPPORTED else verdict.weakest)
        else:
            yield from self._examples(verdict)
        if settling := (*filter(None, [verdict.own_count]), *verdict.would_settle):
            yield "What would help to settle it:"
            yield from (f"  - {one.said(self.say(one.term))}." for one in settling)
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
                    yield f"{reading} would be {truth} if there were: {self.example(witness)}."
            if same:
                return

    def _date_note(self) -> Iterator[str]:
        if self.only_date:
            yield f"All counts are as of {self.only_date}."

    def _end(self, measure: Measure, end: Bound) -> Iterator[str]:
        yield f"{self.limit(measure, end)}{'.' if isinstance(end.value, float) else ', because:'}"
        for lemma in end.lemmas:
            yield f"  {self.lemma(lemma)}, where:"
            yield from _indented(_indented(self.proof(lemma)))
        if end.proof:
            yield from _indented(self.proof(end.proof))
        if end.witness:
            yield f"  Example: {self.example(end.witness)}."
        if end.ray:
            first = [leaf for world in end.ray.worlds for leaf in world.members[:1]]
            more = ", ".join(self.say(leaf) for leaf in first if not is_of_events(leaf))
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

    def proof(self, proof: Proof) -> Iterator[str]:
        return map(str, self.steps(proof))
