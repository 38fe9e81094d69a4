"""Verdicts: the answer to "is it so", and which figure would settle what is left open."""

from __future__ import annotations

import enum
import math
from collections.abc import Iterator
from fractions import Fraction

import attrs

from docketstats.errors import ProofRejected
from docketstats.findings.derived import DerivedFigure
from docketstats.inference import ends
from docketstats.inference.apart import excluded
from docketstats.inference.bounds import fits, nearby
from docketstats.inference.conflicts import shared_confidence
from docketstats.inference.history import is_history
from docketstats.inference.proof import Proof, Witness
from docketstats.inference.recount import value_in
from docketstats.inference.route import system_for
from docketstats.inference.search import Solver, shrunk
from docketstats.inference.worlds import Worlds
from docketstats.model.facts import Fact, Origin, lattice, lines
from docketstats.model.figure import Claim
from docketstats.model.measure import Measure
from docketstats.model.source import Source
from docketstats.model.term import Compound, Leaf, Term, combine, text_of_flow
from docketstats.values.formatting import format_interval
from docketstats.values.interval import Exact, Interval, exact
from docketstats.values.period import Period


class Outcome(enum.Enum):
    """What the facts say about a claim."""

    SUPPORTED = "supported"
    REFUTED = "refuted"
    UNDETERMINED = "undetermined"
    UNDEFINED = "undefined"
    UNRESOLVED = "unresolved"


@attrs.frozen
class Judgement:
    """What the facts say about one reading of a claim.

    Attributes:
        interval: The reading.
        outcome: What the facts say.
        true_in: A population that fits the facts and the reading, if there is one.
        false_in: A population that fits the facts and not the reading, if there is one.
        proofs: That there is none: one proof for a refuted reading, one for each way to fail of a supported one.
    """

    interval: Interval
    outcome: Outcome
    true_in: Witness | None = attrs.field(kw_only=True, default=None)
    false_in: Witness | None = attrs.field(kw_only=True, default=None)
    proofs: tuple[Proof, ...] = attrs.field(kw_only=True, default=())

    def check(self, figure: DerivedFigure) -> None:
        """Re-check the outcome: the proofs that there is no population of a kind, and the examples of each kind.

        Raises:
            ProofRejected: If anything does not hold.
        """
        for witness, holds in ((self.true_in, True), (self.false_in, False)):
            if witness is not None:
                ends.check_witness_of(witness, figure.measure, figure.facts)
                if not is_history(witness):
                    raise ProofRejected("nothing shows that an example is a history")
                if witness.value is None or (witness.value in self.interval) is not holds:
                    raise ProofRejected(f"an example does not make the claim {str(holds).lower()}")
        if figure.undefined is not None and self.outcome is not Outcome.UNDEFINED:
            raise ProofRejected("the figure is undefined, and the claim is not called so")
        match self.outcome:
            case Outcome.UNDETERMINED:
                if self.true_in is None or self.false_in is None:
                    raise ProofRejected("an undetermined claim needs an example of each kind")
            case Outcome.UNDEFINED:
                if figure.undefined is None or self.proofs != (figure.undefined,):
                    raise ProofRejected("nothing shows that the claim is undefined")
            case Outcome.SUPPORTED:
                self._check_proofs(figure, complement(self.interval))
            case Outcome.REFUTED:
                self._check_proofs(figure, (self.interval,))

    def _check_proofs(self, figure: DerivedFigure, parts: tuple[Interval, ...]) -> None:
        """Check that there is a proof for each part that the measure is not in it."""
        if len(self.proofs) != len(parts):
            raise ProofRejected(f"{len(parts)} proofs are needed for {self.outcome.value}, not {len(self.proofs)}")
        for proof, part in zip(self.proofs, parts, strict=True):
            ends.check_contradiction(proof, figure.facts, [lines(_plain(figure), part)])


@attrs.frozen
class Verdict:
    """Whether a claim is supported, refuted or undetermined by the facts.

    Supported: the claim's strongest reading holds in every population that fits. Refuted: its weakest reading holds in
    none. Undetermined: neither, with a fitting population of each kind.

    Attributes:
        claim: The claim, with its dates.
        figure: The tightest interval for what it is about.
        weakest: What the facts say of its weakest reading.
        strongest: What they say of its strongest reading.
        notes: What a reader should know besides, such as figures that look alike.
    """

    claim: Claim
    figure: DerivedFigure = attrs.field(kw_only=True)
    weakest: Judgement = attrs.field(kw_only=True)
    strongest: Judgement = attrs.field(kw_only=True)
    notes: tuple[str, ...] = attrs.field(kw_only=True, default=())

    @property
    def outcome(self) -> Outcome:
        """The outcome for the claim as worded."""
        if self.strongest.outcome is Outcome.SUPPORTED or self.weakest.outcome is Outcome.REFUTED:
            decided = self.strongest if self.strongest.outcome is Outcome.SUPPORTED else self.weakest
            return decided.outcome
        outcomes = {self.weakest.outcome, self.strongest.outcome}
        for special in (Outcome.UNDEFINED, Outcome.UNRESOLVED):
            if special in outcomes:
                return special
        return Outcome.UNDETERMINED

    @property
    def true_in(self) -> Witness | None:
        """A fitting population in which the claim holds, in its strongest reading if that is possible."""
        return self.strongest.true_in or self.weakest.true_in

    @property
    def false_in(self) -> Witness | None:
        """A fitting population in which it does not, in its weakest reading if that is possible."""
        return self.weakest.false_in or self.strongest.false_in

    @property
    def proofs(self) -> tuple[Proof, ...]:
        """The proofs of a supported or refuted claim."""
        if self.outcome is Outcome.SUPPORTED:
            return self.strongest.proofs
        return self.weakest.proofs if self.outcome is Outcome.REFUTED else self.figure.proofs

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts tied to the claim."""
        return self.figure.facts

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources that the proofs use."""
        found = (fact.source for proof in self.proofs for fact in proof.facts)
        return tuple(dict.fromkeys(source for source in found if source))

    @property
    def assumptions(self) -> tuple[Fact, ...]:
        """The assumptions that the proofs use."""
        found = (fact for proof in self.proofs for fact in proof.facts)
        return tuple(dict.fromkeys(fact for fact in found if fact.origin is Origin.ASSUMPTION))

    @property
    def confidence(self) -> Exact:
        """1 minus the shortfalls of all uncertain figures tied to the claim."""
        return shared_confidence(self.facts)

    @property
    def would_settle(self) -> tuple[Settling, ...]:
        """The counts that, if published, would decide an undetermined claim; the most useful first.

        On a large docket only the facts nearest to the claim's sets are looked at, so some counts may be missed. For a
        claim about the average of a period there are none: no count of one day decides it.
        """
        if self.outcome is not Outcome.UNDETERMINED or self.figure.measure.kind == "average":
            return ()
        said = self.claim.statement
        return tuple(settling(nearby(self.facts, said.measure), said.measure, said.interval, said.strongest))

    def check(self) -> bool:
        """Re-check all proofs and witnesses, without a solver.

        Raises:
            ProofRejected: If anything does not hold.
        """
        self.figure.check()
        said = self.claim.statement
        if (self.weakest.interval, self.strongest.interval) != (said.interval, said.strongest):
            raise ProofRejected("the verdict is about other readings than the claim's")
        if self.figure.measure != said.measure:
            raise ProofRejected("the verdict is about another measure than the claim's")
        for judgement in (self.weakest, self.strongest):
            judgement.check(self.figure)
        return True

    def explain(self) -> str:
        """The verdict in prose, with the proof or the two example populations."""
        from docketstats.findings.explanation import explain_verdict  # it renders this class

        return explain_verdict(self)

    def __str__(self) -> str:
        return f"{self.outcome.value}: {self.claim.text or repr(self.claim.statement)}"


def complement(interval: Interval) -> tuple[Interval, ...]:
    """What is not in an interval, as intervals."""
    if interval.is_empty:
        return (Interval.entire(),)
    below = Interval.at_most if interval.lower_open else Interval.less_than
    above = Interval.at_least if interval.upper_open else Interval.more_than
    found = []
    if not math.isinf(interval.lower):
        found.append(below(interval.lower))
    if not math.isinf(interval.upper):
        found.append(above(interval.upper))
    return tuple(found)


def judge(figure: DerivedFigure, interval: Interval) -> Judgement:
    """What the facts of a figure say about the statement that its measure lies in ``interval``.

    The evidence and the statement are tested together for feasibility, and so are the evidence and each way in which
    the statement may fail; intervals are not compared.
    """
    if figure.undefined:
        return Judgement(interval, Outcome.UNDEFINED, proofs=(figure.undefined,))
    resolved = True

    def tried_with(part: Interval, text: str) -> tuple[Witness | None, Proof | None]:
        nonlocal resolved
        measure = _plain(figure)
        said = Fact(text, text, origin=Origin.CLAIM, lines=lines(measure, part))
        settled = _by_the_ends(figure, part, said)
        proof, worlds = settled or fits(figure.facts, said)
        if worlds is not None:
            found = Witness((*figure.facts, said), worlds, figure.measure, value_in(worlds, figure.measure))
            if is_history(found):
                return found, None
            # Events without a unit that could have made them are nobody's history; with a unit they may be one.
            some = part.intersection(Interval.at_least(1))
            if measure.kind == "flow" and not some.is_empty and some != part:
                worlds = fits(figure.facts, attrs.evolve(said, lines=lines(measure, some)))[1]
                if worlds is not None:
                    found = attrs.evolve(found, worlds=worlds, value=value_in(worlds, figure.measure))
                    if is_history(found):
                        return found, None
        resolved = resolved and proof is not None
        return None, proof if settled else proof and shrunk(proof)

    true_in, refutation = tried_with(interval, "the claim")
    tried = [tried_with(part, "the claim is false") for part in complement(interval)]
    false_in = next((witness for witness, _ in tried if witness), None)
    if true_in and false_in:
        outcome = Outcome.UNDETERMINED
    elif true_in and all(proof for _, proof in tried):
        outcome = Outcome.SUPPORTED
    elif refutation:
        outcome = Outcome.REFUTED
    elif all(proof for _, proof in tried) and not refutation:
        outcome = Outcome.SUPPORTED
    else:
        outcome = Outcome.UNRESOLVED
    proofs = tuple(proof for _, proof in tried if proof) if outcome is Outcome.SUPPORTED else ()
    if outcome is Outcome.REFUTED and refutation:
        proofs = (refutation,)
    return Judgement(interval, outcome, true_in=true_in, false_in=false_in, proofs=proofs)


def _by_the_ends(figure: DerivedFigure, part: Interval, said: Fact) -> tuple[Proof | None, Worlds | None] | None:
    """What the ends of an average settle: a statement about it ties days together that else can be seen one by one."""
    if figure.measure.kind != "average":
        return None
    for end in (figure.lower, figure.upper):
        assert end is not None
        if end.witness and end.witness.value is not None and end.witness.value in part:
            return None, end.witness.worlds
        if proof := excluded(end, said):
            return proof, None
    return None


def _plain(figure: DerivedFigure) -> Measure:
    """The figure's measure, linear where lemmas prove that its denominators are single numbers."""
    assert figure.upper is not None
    return ends.reduced(figure.upper, figure.measure, figure.facts)


# -- what would settle it -------------------------------------------------------------------------------------------

MOST_SETTLING = 5
"""The candidates that are shown."""


@attrs.frozen
class Settling:
    """A count that nobody published and that could decide a claim.

    Attributes:
        term: The population to count.
        supports: The values that would support the claim.
        refutes: The values that would refute it.
        leaves_open: The values that would leave it open.
        remaining: The greatest width that the claim's measure, or the numerator of its ratio, could still have.
    """

    term: Term
    supports: tuple[Interval, ...]
    refutes: tuple[Interval, ...]
    leaves_open: Interval
    remaining: Exact | float

    def __str__(self) -> str:
        return self.said(str(self.term))

    def said(self, population: str) -> str:
        """The same in words, with the population called by the name given."""

        def shown(parts: tuple[Interval, ...]) -> str:
            return " or ".join(format_interval(part) for part in parts) or "no value"

        still = "none" if self.leaves_open.is_empty else format_interval(self.leaves_open)
        return (
            f"count({population}): {shown(self.supports)} would support it, {shown(self.refutes)} would refute it, "
            f"{still} would leave it open"
        )


def settling(facts: tuple[Fact, ...], measure: Measure, weakest: Interval, strongest: Interval) -> Iterator[Settling]:
    """The counts that would decide a claim, by the width that they leave in the worst case."""
    found = [one for term in _candidates(facts, measure) if (one := _settles(facts, measure, weakest, strongest, term))]
    yield from sorted(found, key=lambda one: (one.remaining, len(one.term.key), one.term.key))[:MOST_SETTLING]


def _candidates(facts: tuple[Fact, ...], measure: Measure) -> Iterator[Term]:
    """Items and named sets, and their intersections with the claim's populations; never the claim's own measure.

    Of a population such as ``a & b & (c - d)`` the plain part, ``a & b``, is intersected too: it makes ``a & b & d``.
    Where units stay in a set from one date to another, those that left it are a candidate, and of a share those that
    stayed: such counts are published, and a share of them seldom is.
    """
    own = list(dict.fromkeys(measure.terms))
    stocks = [term for term in own if not any(leaf.is_of_step for leaf in term.leaves)]
    spanning = [term for term in stocks if len({leaf.at for leaf in term.leaves}) == 2]
    plain = [
        combine("&", [part for part in term.parts if isinstance(part, Leaf)])
        for term in stocks
        if isinstance(term, Compound) and term.op == "&" and any(isinstance(part, Leaf) for part in term.parts)
    ]
    dates = {leaf.at for leaf in measure.leaves()}
    known = {leaf for fact in facts for leaf in fact.leaves} | measure.leaves()
    known = {leaf for leaf in known if leaf.at in dates and not (leaf.is_everyone or leaf.is_of_step)}
    sets = sorted(known, key=lambda leaf: leaf.key)
    said = {term for fact in facts for line in fact.lines for term, _ in line.terms}
    flows = sorted(filter(text_of_flow, said), key=lambda term: term.key)
    published = {line.terms for fact in facts for line in fact.lines if line.lower == line.upper}
    seen = set(own).difference(spanning if measure.ratios else ())
    left = [one for term in spanning for one in _left(term)]
    for term in (
        *(spanning if measure.ratios else ()),
        *left,
        *flows,
        *sets,
        *(combine("&", (leaf, term)) for term in (*plain, *stocks) for leaf in sets),
    ):
        if term not in seen and ((term, 1),) not in published:
            seen.add(term)
            yield term


def _left(term: Term) -> Iterator[Term]:
    """If a term is who is in sets at one date and in sets at another: who is in the former only."""
    if isinstance(term, Compound) and term.op == "&":
        parts: dict[frozenset[Period | None], list[Term]] = {}
        for part in term.parts:
            parts.setdefault(frozenset(leaf.at for leaf in part.leaves), []).append(part)
        if len(parts) == 2 and all(len(dates) == 1 for dates in parts):
            first, last = sorted(parts, key=lambda dates: [date.sort_key for date in dates if date])
            yield combine("-", (combine("&", parts[first]), combine("&", parts[last])))


def _settles(
    facts: tuple[Fact, ...], measure: Measure, weakest: Interval, strongest: Interval, term: Term
) -> Settling | None:
    form = ((term, 1),)
    asked = [term, *measure.terms]

    if len({one.denominator for one, _ in measure.ratios}) > 1:
        return None
    plain = system_for(facts, asked)
    if not measure.ratios and plain.columns(form) == plain.columns(lattice(measure.linear)[0]):
        return None  # the claim's own measure in other words

    def span(part: Interval | None) -> Interval:
        said = () if part is None else (Fact("said", "said", origin=Origin.CLAIM, lines=lines(measure, part)),)
        solver = Solver((*facts, *said), asked)
        if solver.infeasible:
            return Interval.empty()
        ends = [solver.relaxed(tuple((one, sign * factor) for one, factor in form)).value for sign in (-1, 1)]
        lower = 0 if math.isinf(ends[0]) else max(0, math.ceil(-ends[0]))
        upper = math.inf if math.isinf(ends[1]) else math.floor(ends[1])
        return Interval(lower, upper) if lower <= upper else Interval.empty()

    # As worded, a claim is true where its strongest reading is, and false where its weakest is.
    possible, true = span(None), span(weakest)
    false = Interval.empty()
    for part in complement(strongest):
        false = false.hull(span(part))
    if true.is_empty or false.is_empty or (possible.subset(true) and possible.subset(false)):
        return None
    return Settling(
        term,
        supports=_minus(possible, false),
        refutes=_minus(possible, true),
        leaves_open=true.intersection(false),
        remaining=_remaining(facts, measure, term),
    )


def _minus(whole: Interval, part: Interval) -> tuple[Interval, ...]:
    """The whole numbers of one interval that are not in another."""
    pieces = (whole.intersection(piece).whole() for piece in complement(part))
    return tuple(piece for piece in pieces if not piece.is_empty)


def _remaining(facts: tuple[Fact, ...], measure: Measure, term: Term) -> Exact | float:
    """The greatest difference of the measure between two fitting populations with the same count of ``term``.

    Both populations go into one system: its rows twice, side by side, and a row that ties the two counts.
    """
    from docketstats.inference.simplex import Row, Tableau

    whole, scale, _ = lattice(measure.ratios[0][0].numerator if measure.ratios else measure.linear)
    solver = Solver(facts, [term, *(one for one, _ in whole)])
    system, none = solver.system, (0,) * solver.system.size
    tie = tuple(system.coefficients([(term, 1)]))
    rows = [Row(row.coefficients + none, row.lower, row.upper) for row in system.rows()]
    rows += [Row(none + row.coefficients, row.lower, row.upper) for row in system.rows()]
    rows.append(Row(tie + tuple(-one for one in tie), 0, 0))
    costs = system.columns(whole)
    both = {**costs, **{system.size + column: -one for column, one in costs.items()}}
    best = Tableau(rows, 2 * system.size).maximise(both).value
    return best if math.isinf(best) else exact(Fraction(best) * scale)
