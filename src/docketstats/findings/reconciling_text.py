"""Reconciliations in prose, with the arithmetic of their proof."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

import attrs

from docketstats.findings.arithmetic import Words, quantity
from docketstats.findings.reconciliation import Alone, Correction, Reconciliation
from docketstats.inference.proof import Combination
from docketstats.model.adjustable import Adjustable, total_change
from docketstats.model.facts import Fact, Line, lattice
from docketstats.model.term import Leaf, Term
from docketstats.values.formatting import format_number, plural, printable
from docketstats.values.interval import Exact


def explain_reconciliation(found: Reconciliation) -> str:
    """Explain a reconciliation: what contradicts, the corrections, and why no smaller total is enough."""
    return "\n".join(_explained(found))


def _explained(found: Reconciliation) -> Iterator[str]:
    if found.least is None:
        yield "The facts can all be true: no correction is needed."
        return
    if found.is_consistent:
        yield "A population fits all the facts: no correction is needed."
        return
    writer = _Corrections.of(found)
    least = "The least total change of figures that lets them" if found.is_least else "A total change that lets them"
    yield f"The facts cannot all be true. {least} is {writer.amount(found.total)}{_measured(found)}."
    yield "This is a proposal. It does not say which figure is wrong, and other corrections may come to the same total."
    yield ""
    yield "Proposed:"
    yield from (f"  - {_correction(one)}" for one in found.corrections)
    yield ""
    if found.is_least:
        yield "No smaller total is enough, because:"
    else:
        yield f"Whether a total between {writer.amount(found.at_least)} and this is enough is not settled. By proof:"
    if found.least.proof:
        yield from (f"  {row}" for row in writer.steps(found.least.proof))
    yield "What the proof rests on:"
    yield from (f"  - {_cited(fact)}" for fact in found.used)
    if found.alone:
        yield ""
        several = len(found.alone) > 1
        yield f"{'Each of these figures' if several else 'One figure'} by itself, if wrong, explains the contradiction:"
        yield from (f"  - {_alone(one, writer)}" for one in found.alone)
    else:
        yield "No single figure explains the contradiction by itself."


def _measured(found: Reconciliation) -> str:
    """How the total is measured, if that is not plain."""
    trusted = any(one.trust != 1 for one in found.adjustable)
    if found.by == "relative":
        times = ", times the trust in its figure" if trusted else ""
        return f", each correction as a part of the number that it corrects{times}"
    return ", each correction times the trust in its figure" if trusted else ""


def _correction(one: Correction) -> str:
    said, would_be = quantity(one.measure, one.stated), quantity(one.measure, one.corrected)
    return f"{one.measure!r}: {said} {one.text}, to {would_be} [{_source(one.fact)}]"


def _alone(one: Alone, writer: _Corrections) -> str:
    text = f"{one.stated.measure!r}: {quantity(one.stated.measure, one.stated.interval)} [{_source(one.fact)}]; "
    text += f"by the other facts it is {quantity(one.stated.measure, one.interval)}"
    if correction := one.correction:
        text += f", so it would be {correction.text}"
        if correction.cost != abs(correction.change):
            text += f", which comes to {writer.amount(correction.cost)}"
    return text


def _cited(fact: Fact) -> str:
    return f"{printable(fact.text)} [{_source(fact)}]"


def _source(fact: Fact) -> str:
    return printable(str(fact.source or fact.because or fact.origin.value))


@attrs.frozen
class _Corrections(Words):
    """Writes proofs about corrected figures: what each is corrected by, and the total, by name."""

    adjustable: tuple[Adjustable, ...] = ()
    relative: bool = False

    @classmethod
    def of(cls, found: Reconciliation) -> _Corrections:
        plain = Words.about(total_change(()), found.facts)
        return cls(plain.only_date, found.adjustable, found.by == "relative")

    def amount(self, total: Exact) -> str:
        """A total change in words: so many persons, or so much of the figures."""
        if self.relative:
            return f"{format_number(total * 100)} %"
        units = {"" if one.measure.ratios else one.measure.unit for one in self.adjustable}
        plain = len(units) == 1 and all(one.trust == 1 for one in self.adjustable)
        unit = units.pop() if plain else ""
        return f"{format_number(total)} {unit if total == 1 else plural(unit)}".rstrip()

    def _unit_of(self, tree: Combination) -> int:
        # Costs as fractions make large factors, and the total is written in its own unit anyway.
        return math.gcd(*(one.factor for one in tree.multipliers))

    def _registers(self) -> dict[Term, tuple[str, Adjustable]]:
        each = ((leaf, word, one) for one in self.adjustable for leaf, word in _leaves(one))
        return {leaf: (word, one) for leaf, word, one in each}

    def _form(self, line: Line) -> str:
        registers = self._registers()
        own = tuple((term, factor) for term, factor in line.terms if term not in registers)
        if len(own) in (0, len(line.terms)):
            return super()._form(line)
        # It is lowered by one register and raised by the other, and the line is told by either.
        term, factor = next(pair for pair in line.terms if pair[0] in registers)
        added = (factor > 0) == (registers[term][0] == "raised")
        size = abs(factor)
        times = "" if size == 1 else f"{size:,} "
        return f"{super()._form(attrs.evolve(line, terms=own))} {'+' if added else '-'} {times}its correction"

    def _count(self, term: Term) -> str:
        if found := self._registers().get(term):
            word, one = found
            return f"(how far {quantity(one.measure, one.interval)} is {word})"
        return super()._count(term)

    def _at_most(self, line: Line) -> str:
        form, scale, _ = lattice(total_change(self.adjustable).linear)
        if line.terms == tuple((term, -factor) for term, factor in form):
            return f"the total change is at least {self.amount(Fraction(-int(line.upper)) * scale)}"
        return super()._at_most(line)


def _leaves(one: Adjustable) -> tuple[tuple[Leaf, str], ...]:
    return (one.lowered, "lowered"), (one.raised, "raised")
