"""Answers in prose, with the arithmetic line by line, each line with its source."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from docketstats.findings.derived import DerivedFigure, Sharpness
from docketstats.findings.verdict import Judgement, Outcome, Verdict
from docketstats.inference.proof import Bound, Combination, Proof, Side, Split, Tree, Witness
from docketstats.model.facts import Fact, Line, Origin
from docketstats.model.measure import Measure
from docketstats.model.term import Term
from docketstats.values.formatting import format_interval, format_number
from docketstats.values.interval import Interval
from docketstats.values.quantity import Quantity

_CHOSEN = "these facts"


def explain_figure(figure: DerivedFigure) -> str:
    """Explain a derived figure: the answer, each end with its proof and an example, and what it rests on."""
    return "\n".join(_figure(figure))


def explain_verdict(verdict: Verdict) -> str:
    """Explain a verdict: the outcome, both readings where they differ, and the proof or the two examples."""
    return "\n".join(_verdict(verdict))


def _figure(figure: DerivedFigure) -> Iterator[str]:
    name = repr(figure.measure)
    if figure.undefined:
        yield f"{name} is undefined: the facts force its denominator to be empty."
        yield from _indented(proof_lines(figure.undefined))
    else:
        yield f"{name}: {_quantity(figure.measure, figure.interval)}."
        yield _sharpness(figure)
        if figure.may_be_undefined:
            yield "The denominator may be empty; this holds where it is not."
        for end in (figure.lower, figure.upper):
            if end is not None:
                yield ""
                yield from _end(figure.measure, end)
    yield ""
    yield from _basis(figure.used, figure.facts, figure.confidence)
    yield from _notes(figure.notes)


def _sharpness(figure: DerivedFigure) -> str:
    if figure.sharpness is Sharpness.SHARP:
        return "No tighter interval is right: a population that fits every fact is shown for each end."
    return "The truth lies inside if the facts are true; whether a tighter interval is right was not settled."


def _quantity(measure: Measure, interval: Interval) -> str:
    if measure.kind in ("share", "growth"):
        return str(Quantity(interval * 100, "percent"))
    return format_interval(interval, measure.unit)


def _end(measure: Measure, end: Bound) -> Iterator[str]:
    upper = end.side is Side.UPPER
    value = format_number(end.value)
    if math.isinf(end.value):
        yield f"No {'greatest' if upper else 'least'} value follows from the facts."
    else:
        words = {
            (True, False): "At most",
            (True, True): "Less than",
            (False, False): "At least",
            (False, True): "More than",
        }
        limit = Interval(end.value, end.value)
        yield f"{words[upper, end.is_open]} {_quantity(measure, limit) if measure.ratios else value}, because:"
    for lemma in end.lemmas:
        yield f"  (a denominator is a single number: {_form(lemma.conclusion)} <= {lemma.conclusion.upper})"
    if end.proof:
        yield from _indented(proof_lines(end.proof))
    if end.witness:
        yield f"  Example: {_example(end.witness)}."
    if end.ray:
        more = ", ".join(str(leaf) for world in end.ray.worlds for leaf in world.members if not leaf.is_everyone)
        yield f"  Adding ever more units in {more or 'the docket'} to the example fits the facts just as well."


def proof_lines(proof: Proof) -> list[str]:
    """The arithmetic of a proof, line by line.

    >>> from docketstats.inference.proof import Combination, Proof
    >>> proof_lines(Proof((), Line((), -math.inf, 0), Combination((), (), 1)))
    ['0 <= 0: counts are never negative']
    """
    return list(_tree(proof, proof.tree, ()))


def _tree(proof: Proof, tree: Tree, path: tuple[Line, ...]) -> Iterator[str]:
    if isinstance(tree, Split):
        form = ((tree.term, 1),)
        yield f"either count({tree.term}) <= {tree.at:,}; then"
        yield from _indented(_tree(proof, tree.low, (*path, Line(form, -math.inf, tree.at))))
        yield f"or count({tree.term}) >= {tree.at + 1:,}; then"
        yield from _indented(_tree(proof, tree.high, (*path, Line(form, tree.at + 1, math.inf))))
    else:
        yield from _combination(proof, tree, path)


def _combination(proof: Proof, tree: Combination, path: tuple[Line, ...]) -> Iterator[str]:
    total = 0
    for one in tree.multipliers:
        line = path[one.line] if one.fact == -1 else proof.facts[one.fact].lines[one.line]
        end = line.upper if one.factor > 0 else line.lower
        total += int(one.factor * end)
        times = "" if abs(one.factor) == 1 else f"{abs(one.factor):,} times: "
        sign = "<=" if one.factor > 0 else ">="
        sign = "=" if line.lower == line.upper else sign
        yield f"{times}{_form(line)} {sign} {end:,}   {_cite(proof, one.fact)}"
    for fact, place in tree.zeros:
        for term, _ in proof.facts[fact].lines[place].terms:
            yield f"nobody is in {term}   {_cite(proof, fact)}"
    conclusion = proof.conclusion
    if tree.scale == 0:
        yield f"added up, with counts never negative: 0 <= {total:,}, which is impossible"
    elif not tree.multipliers and not tree.zeros:
        yield f"{_form(conclusion)} <= {conclusion.upper:,}: counts are never negative"
    else:
        scale = "" if tree.scale == 1 else f"{tree.scale:,} times "
        rounding = (
            ""
            if total == conclusion.upper * tree.scale
            else f", and so at most {conclusion.upper:,}, as counts are whole"
        )
        yield f"so {scale}({_form(conclusion)}) <= {total:,}{rounding}"


def _cite(proof: Proof, fact: int) -> str:
    if fact == -1:
        return "[this case]"
    one = proof.facts[fact]
    if one.source:
        return f"[{one.source}]"
    if one.origin is Origin.RULE:
        return f"[{one.text}]"
    if one.origin in (Origin.CLAIM, Origin.QUESTION):
        return f"[{one.name}]"
    return f"[{one.origin.value}: {one.because or one.text}]"


def _form(line: Line) -> str:
    parts = []
    for term, factor in line.terms:
        size = "" if abs(factor) == 1 else f"{abs(factor):,} "
        sign = "- " if factor < 0 else "+ " if parts else ""
        parts.append(f"{sign}{size}{_count(term)}")
    return " ".join(parts) or "0"


def _count(term: Term) -> str:
    return f"count({term})"


def _example(witness: Witness) -> str:
    return str(witness)


def _indented(rows: Iterable[str]) -> Iterator[str]:
    return (f"  {row}" for row in rows)


def _basis(used: tuple[Fact, ...], facts: tuple[Fact, ...], confidence: object) -> Iterator[str]:
    stated = [fact for fact in used if fact.origin not in (Origin.RULE, Origin.CLAIM, Origin.QUESTION)]
    if stated:
        yield "What the proofs rest on:"
        for fact in stated:
            yield f"  - {fact.text} [{fact.source or fact.because or fact.origin.value}]"
    else:
        yield "The proofs rest on no figure: they follow from counting alone."
    tied = sum(fact.origin is not Origin.RULE for fact in facts)
    yield f"{tied} stated fact{'' if tied == 1 else 's'} bear on the question; examples fit all of them."
    if confidence != 1:
        yield f"Confidence: at least {float(confidence):.4g}, counting every uncertain figure tied to it."  # type: ignore[arg-type]


def _notes(notes: tuple[str, ...]) -> Iterator[str]:
    for note in notes:
        yield f"Note: {note}."


_SENTENCE = {
    Outcome.SUPPORTED: "it holds in every population that fits the facts",
    Outcome.REFUTED: "it holds in no population that fits the facts",
    Outcome.UNDETERMINED: "the facts allow populations in which it holds and populations in which it does not",
    Outcome.UNDEFINED: "its denominator must be empty, so it says nothing",
    Outcome.UNRESOLVED: "the work limit was reached; this says nothing about the docket",
}


def _verdict(verdict: Verdict) -> Iterator[str]:
    claim = verdict.claim
    if claim.text:
        yield f'Claim: "{claim.text}"' + (f" ({claim.by})" if claim.by else "")
    yield f"As a statement: {claim.statement!r}"
    yield f"Verdict: {verdict.outcome.value}: {_SENTENCE[verdict.outcome]}."
    if verdict.weakest.interval != verdict.strongest.interval:
        for word, judgement in (("weakest", verdict.weakest), ("strongest", verdict.strongest)):
            reading = _quantity(claim.statement.measure, judgement.interval)
            yield f"  In its {word} reading ({reading}): {judgement.outcome.value}."
        if claim.statement.rule:
            yield f"  Read by: {claim.statement.rule}."
    if not verdict.figure.is_undefined:
        yield f"What the facts say: {verdict.figure.measure!r} is {_quantity(verdict.figure.measure, verdict.figure.interval)}."
    if verdict.outcome in (Outcome.SUPPORTED, Outcome.REFUTED):
        decided = verdict.strongest if verdict.outcome is Outcome.SUPPORTED else verdict.weakest
        yield from _decided(decided)
    else:
        for word, witness in (("true", verdict.true_in), ("false", verdict.false_in)):
            if witness:
                yield f"It would be {word} if there were: {_example(witness)}."
    settling = verdict.would_settle
    if settling:
        yield "What would help to settle it:"
        yield from (f"  - {one}." for one in settling)
    used = tuple(dict.fromkeys(fact for proof in verdict.proofs for fact in proof.facts))
    yield from _basis(used, verdict.facts, verdict.confidence)
    yield from _notes(verdict.notes)


def _decided(judgement: Judgement) -> Iterator[str]:
    if judgement.outcome is Outcome.REFUTED:
        yield "Suppose that it held. Then:"
    for proof in judgement.proofs:
        if judgement.outcome is Outcome.SUPPORTED:
            yield "Suppose that it failed. Then:"
        yield from _indented(proof_lines(proof))
