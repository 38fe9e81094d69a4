"""A claim and what came of it, as a report shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import attrs

from docketstats.adapters.report.drawing import Drawing, draw
from docketstats.adapters.report.facts import FactWriter
from docketstats.adapters.report.view import Argument, Assumed, ClaimView, ExampleRow, Examples
from docketstats.findings.arithmetic import NO_SET, NOT_SETTLED, Example, Words, quantity, shown
from docketstats.findings.decision import CONTRADICTION, Decision
from docketstats.findings.derived import Sharpness
from docketstats.findings.explanation import compared, sentence
from docketstats.findings.verdict import Outcome, Verdict
from docketstats.inference.proof import Witness
from docketstats.model.facts import Origin
from docketstats.model.figure import Claim
from docketstats.values.formatting import format_confidence
from docketstats.values.interval import Interval

OUTCOMES = {
    Outcome.SUPPORTED.value: ("by the sources", "The claim holds in every population that fits the facts."),
    Outcome.REFUTED.value: ("by the sources", "The claim holds in no population that fits the facts."),
    Outcome.UNDETERMINED.value: (
        "by the sources",
        "The facts fit populations in which the claim holds, and others in which it does not. What no source counts is"
        " taken to be neither none nor all.",
    ),
    Outcome.UNDEFINED.value: ("by the sources", "The claim divides by a number that the facts force to be zero."),
    Outcome.UNRESOLVED.value: (
        "within the work limit",
        "Neither a proof nor an example was found within the work limit. This says nothing about the docket.",
    ),
    CONTRADICTION: (
        "among the sources",
        "The facts that the claim is tied to cannot all be true, so nothing follows from them.",
    ),
}
"""What stands behind each outcome's word, and what the outcome means."""

LONGEST = 160
"""The letters up to which a claim is shown in a list of claims."""


def shortened(text: str, longest: int = LONGEST) -> str:
    """A text on one line, without what goes beyond a length."""
    text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def claim_view(number: int, decision: Decision, facts: FactWriter, conflicts: tuple[int, ...] = ()) -> ClaimView:
    """A decision as a report shows it.

    Args:
        number: The number of the claim.
        decision: What came of it.
        facts: What writes its facts down.
        conflicts: The numbers of the contradictions that stand in the way of a verdict.
    """
    verdict = decision.verdict
    claim: Claim = verdict.claim if verdict is not None else decision.claim
    phrase, meaning = OUTCOMES[decision.outcome]
    view = ClaimView(
        number=number,
        text=claim.text or "",
        short=shortened(claim.text or repr(claim.statement)),
        by=claim.by or "",
        statement=repr(claim.statement),
        rule=claim.statement.rule,
        outcome=decision.outcome,
        phrase=phrase,
        sentence=meaning,
        conflicts=conflicts,
    )
    return view if verdict is None else _with_verdict(view, verdict, facts)


def _with_verdict(view: ClaimView, verdict: Verdict, facts: FactWriter) -> ClaimView:
    said, figure = sentence(verdict), verdict.figure
    words = Words.about(figure.measure, verdict.facts)
    used = {fact for proof in verdict.proofs for fact in proof.facts}
    assumed = [fact for fact in verdict.facts if fact.origin is Origin.ASSUMPTION]
    return attrs.evolve(
        view,
        sentence=f"{said[0].upper()}{said[1:]}.",
        readings=tuple(_readings(verdict)),
        measure=repr(figure.measure),
        allowed="" if figure.is_undefined else compared(verdict, figure.interval),
        sharpness="" if figure.is_undefined else " ".join(_sharpness(verdict)),
        drawing=_drawing(verdict),
        facts=tuple(facts.groups(verdict.facts, used)),
        arguments=tuple(_arguments(verdict, words, facts)),
        examples=_examples(verdict, words),
        settling=tuple(
            f"{one.said(words.say(one.term))}." for one in (verdict.own_count, *verdict.would_settle) if one
        ),
        assumptions=tuple(Assumed(fact.text, fact.because) for fact in assumed),
        confidence="" if verdict.confidence == 1 else format_confidence(verdict.confidence),
        alike=tuple(f"{one}." for one in verdict.matches),
        notes=tuple(f"{note}." for note in verdict.notes),
    )


def _readings(verdict: Verdict) -> Iterator[tuple[str, str, str]]:
    if verdict.weakest.interval != verdict.strongest.interval:
        for word, judgement in (("weakest", verdict.weakest), ("strongest", verdict.strongest)):
            yield word, compared(verdict, judgement.interval), judgement.outcome.value


def _sharpness(verdict: Verdict) -> Iterator[str]:
    if verdict.figure.sharpness is Sharpness.SHARP:
        yield "No tighter interval is right: populations that fit the facts reach its ends or come as near as you like."
    else:
        yield NOT_SETTLED
    if verdict.figure.may_be_undefined:
        yield "The denominator may be empty; this holds where it is not."


def _drawing(verdict: Verdict) -> Drawing | None:
    figure, weakest, strongest = verdict.figure, verdict.weakest.interval, verdict.strongest.interval
    if figure.is_undefined:
        return None
    drawn = [("What the sources allow", "allowed", figure.interval)]
    if weakest == strongest:
        drawn.append(("What the claim says", "claimed", weakest))
    else:
        drawn.append(("The claim, in its weakest reading", "claimed", weakest))
        drawn.append(("The claim, in its strongest reading", "claimed", strongest))
    every = [interval for _, _, interval in drawn]
    in_unit = [(name, role, *shown(figure.measure, interval, *every)) for name, role, interval in drawn]
    rows = [(name, role, interval) for name, role, interval, _ in in_unit]
    return draw(f"Values of {figure.measure!r}", rows, in_unit[0][3])


# -- reasons --------------------------------------------------------------------------------------------------------


def _arguments(verdict: Verdict, words: Words, facts: FactWriter) -> Iterator[Argument]:
    """The proof of a decided claim, or why its measure has the ends it has."""
    figure = verdict.figure
    if figure.undefined:
        yield facts.argument("The facts force the denominator to be empty:", words, figure.undefined)
    elif verdict.outcome in (Outcome.SUPPORTED, Outcome.REFUTED):
        supposed = "failed" if verdict.outcome is Outcome.SUPPORTED else "held"
        for proof in verdict.proofs:
            yield facts.argument(f"Suppose that the claim {supposed}. Then:", words, proof)
    else:
        for end in (figure.lower, figure.upper):
            if end is None:
                continue
            for lemma in end.lemmas:
                said = words.lemma(lemma)
                yield facts.argument(f"{said[0].upper()}{said[1:]}:", words, lemma)
            limit = words.limit(figure.measure, end)
            if end.proof and not isinstance(end.value, float):
                yield facts.argument(f"{limit}, because:", words, end.proof)
            else:
                yield Argument(f"{limit}.")


# -- examples -------------------------------------------------------------------------------------------------------


def _examples(verdict: Verdict, words: Words) -> Examples | None:
    """The two example populations of a claim that is not decided, side by side."""
    if verdict.outcome in (Outcome.SUPPORTED, Outcome.REFUTED, Outcome.UNDEFINED):
        return None
    found = dict(_columns(verdict))
    if not found:
        return None
    populations = {column: words.example(witness) for column, witness in found.items()}
    rows = [_row(sets, populations.values()) for sets in _all_sets(populations.values())]
    return Examples(
        tuple(found),
        measure=repr(verdict.figure.measure),
        values=tuple(_value(witness) for witness in found.values()),
        differ=tuple(row for row in rows if len(set(row.counts)) > 1),
        same=tuple(row for row in rows if len(set(row.counts)) == 1),
        notes=tuple(_example_notes(populations)),
    )


def _columns(verdict: Verdict) -> Iterator[tuple[str, Witness]]:
    """The examples by the headings of their columns; a reading is named where the claim has two."""
    one = verdict.weakest.interval == verdict.strongest.interval
    for word, truth, judgements in (
        ("holds", "true_in", (("strongest", verdict.strongest), ("weakest", verdict.weakest))),
        ("does not hold", "false_in", (("weakest", verdict.weakest), ("strongest", verdict.strongest))),
    ):
        for reading, judgement in judgements:
            if witness := getattr(judgement, truth):
                yield f"The claim {word}" + ("" if one else f" in its {reading} reading"), witness
                break


def _all_sets(examples: Iterable[Example]) -> dict[tuple[str, ...], None]:
    return dict.fromkeys(sets for example in examples for sets, _ in example.groups)


def _row(sets: tuple[str, ...], examples: Iterable[Example]) -> ExampleRow:
    counts = (sum(number for names, number in example.groups if names == sets) for example in examples)
    return ExampleRow(" and ".join(sets) or NO_SET, tuple(f"{number:,}" for number in counts))


def _value(witness: Witness) -> str:
    if witness.value is None:
        return "undefined"
    return quantity(witness.measure, Interval.exactly(witness.value))


def _example_notes(populations: Mapping[str, Example]) -> Iterator[str]:
    for column, example in populations.items():
        if example.rest:
            yield f"{column}: {example.rest}."
        for move in example.moves:
            yield f"{column}: {move}."
