"""Verdicts: the answer to "is it so", with the proof or an example of each kind."""

from __future__ import annotations

import enum
from functools import cached_property
from typing import NoReturn

import attrs

from docketstats.errors import NoTruthValue, ProofRejected
from docketstats.findings.arithmetic import Words, assumed
from docketstats.findings.candidates import own_counts
from docketstats.findings.derived import DerivedFigure
from docketstats.findings.matches import Match
from docketstats.findings.settling import MOST_SETTLING, Settling, settling
from docketstats.inference import ends
from docketstats.inference.apart import excluded
from docketstats.inference.bounds import fits, nearby
from docketstats.inference.conflicts import at_level, shared_confidence
from docketstats.inference.history import is_history
from docketstats.inference.proof import Proof, Witness
from docketstats.inference.recount import value_in
from docketstats.inference.search import shrunk
from docketstats.inference.worlds import Worlds
from docketstats.model.facts import Fact, Origin, lines
from docketstats.model.figure import Claim
from docketstats.model.measure import Measure
from docketstats.model.source import Source
from docketstats.values import markup
from docketstats.values.interval import Exact, Interval


class Outcome(enum.Enum):
    """What the facts say about a claim.

    >>> import docketstats as ds
    >>> court, report = ds.Docket("court", unit="case"), ds.Source("Annual report")
    >>> old = court.population("old")
    >>> evidence = ds.Evidence(court.snapshot("2024-09-30", figures=[ds.reported(court.everyone, 100, source=report)]))
    >>> claims = (ds.count(old) <= 100, ds.count(old) > 100, ds.count(old) > 50)
    >>> [evidence.check(claim).outcome.value for claim in claims]
    ['supported', 'refuted', 'undetermined']
    """

    SUPPORTED = "supported"
    REFUTED = "refuted"
    UNDETERMINED = "undetermined"
    UNDEFINED = "undefined"
    UNRESOLVED = "unresolved"

    def __bool__(self) -> NoReturn:
        raise NoTruthValue(f"the outcome {self.value} has no truth value", mend="write outcome is ds.Outcome.SUPPORTED")


@attrs.frozen
class Judgement:
    """What the facts say about one reading of a claim.

    Attributes:
        interval: The reading.
        outcome: What the facts say.
        true_in: A population that fits the facts and the reading, if there is one.
        false_in: A population that fits the facts and not the reading, if there is one.
        proofs: That there is none: one proof for a refuted reading, one for each way to fail of a supported one.

    >>> import docketstats as ds
    >>> court, report = ds.Docket("court", unit="case"), ds.Source("Annual report")
    >>> old = court.population("old")
    >>> evidence = ds.Evidence(court.snapshot("2024-09-30", figures=[ds.reported(court.everyone, 100, source=report)]))
    >>> verdict = evidence.check(ds.count(old) > 50)
    >>> verdict.weakest.interval, verdict.weakest.outcome, verdict.weakest.true_in.value
    (Interval(50, inf, lower_open=True), <Outcome.UNDETERMINED: 'undetermined'>, 51)
    """

    interval: Interval
    outcome: Outcome
    true_in: Witness | None = attrs.field(kw_only=True, default=None)
    false_in: Witness | None = attrs.field(kw_only=True, default=None)
    proofs: tuple[Proof, ...] = attrs.field(kw_only=True, default=())

    def __bool__(self) -> NoReturn:
        raise NoTruthValue(
            f"a judgement has no truth value; its outcome is {self.outcome.value}",
            mend="write judgement.outcome is ds.Outcome.SUPPORTED",
        )

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
                self._check_proofs(figure, self.interval.complement())
            case Outcome.REFUTED:
                self._check_proofs(figure, (self.interval,))

    def _check_proofs(self, figure: DerivedFigure, parts: tuple[Interval, ...]) -> None:
        """Check that there is a proof for each part that the measure is not in it."""
        if len(self.proofs) != len(parts):
            raise ProofRejected(f"{len(parts)} proofs are needed for {self.outcome.value}, not {len(self.proofs)}")
        for proof, part in zip(self.proofs, parts, strict=True):
            ends.check_contradiction(proof, figure.facts, [lines(_plain(figure), part)])


@attrs.frozen(repr=False)
class Verdict:
    """Whether a claim is supported, refuted or undetermined by the facts.

    Supported: the claim's strongest reading holds in every population that fits. Refuted: its weakest reading holds in
    none. Undetermined: neither, with a fitting population of each kind.

    Attributes:
        claim: The claim, with its dates.
        figure: The tightest interval for what it is about.
        weakest: What the facts say of its weakest reading.
        strongest: What they say of its strongest reading.
        matches: Figures that carry its number, or nearly, and are about something else, if it is not supported.
        notes: What a reader should know besides, these figures among it.

    >>> import docketstats as ds
    >>> court, report = ds.Docket("court", unit="case"), ds.Source("Annual report")
    >>> old = court.population("old")
    >>> evidence = ds.Evidence(court.snapshot("2024-09-30", figures=[ds.reported(court.everyone, 100, source=report)]))
    >>> verdict = evidence.check(ds.count(old) >= 60)
    >>> verdict.outcome, verdict.true_in.value, verdict.false_in.value, verdict.check()
    (<Outcome.UNDETERMINED: 'undetermined'>, 60, 0, True)
    """

    claim: Claim
    figure: DerivedFigure = attrs.field(kw_only=True)
    weakest: Judgement = attrs.field(kw_only=True)
    strongest: Judgement = attrs.field(kw_only=True)
    matches: tuple[Match, ...] = attrs.field(kw_only=True, default=())
    notes: tuple[str, ...] = attrs.field(kw_only=True, default=())

    def __bool__(self) -> NoReturn:
        raise NoTruthValue(
            f"a verdict has no truth value; this one is {self.outcome.value}",
            mend="write verdict.outcome is ds.Outcome.SUPPORTED",
        )

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

        A count that the claim itself is about is `own_count`. On a large docket only the facts nearest to the claim's
        sets are looked at, so some counts may be missed. For a claim about the average of a period there are none: no
        count of one day decides it.
        """
        return tuple(one for one in self._settling if not self._is_own(one))[:MOST_SETTLING]

    @property
    def own_count(self) -> Settling | None:
        """Where an undetermined claim turns by the count that it is about; None if it is about no single count."""
        return next(filter(self._is_own, self._settling), None)

    @cached_property
    def _settling(self) -> tuple[Settling, ...]:
        said = self.claim.statement
        if self.outcome is not Outcome.UNDETERMINED or said.measure.kind == "average":
            return ()
        return tuple(settling(nearby(self.facts, said.measure), said.measure, said.interval, said.strongest))

    def _is_own(self, one: Settling) -> bool:
        measure = self.claim.statement.measure
        return not measure.ratios and own_counts(measure) == (one.term,)

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

    def __repr__(self) -> str:
        return f"<Verdict {markup.shortened(str(self))}>"

    def _repr_html_(self) -> str:
        claim = self.claim
        words = Words.about(self.figure.measure, self.facts)
        rows = [
            ("claim", claim.text or ""),
            ("by", claim.by or ""),
            ("as a statement", repr(claim.statement)),
            ("the facts allow", f"{self.figure.shown}{at_level(self.confidence)}"),
            ("true if there were", str(words.example(self.true_in)) if self.true_in else ""),
            ("false if there were", str(words.example(self.false_in)) if self.false_in else ""),
            ("rests on", markup.listed(self.sources)),
            ("assumes", markup.listed(map(assumed, self.assumptions))),
            ("notes", markup.listed(self.notes)),
        ]
        return markup.table(f"Verdict: {self.outcome.value}", rows)

    def __str__(self) -> str:
        return f"{self.outcome.value}: {self.claim.text or repr(self.claim.statement)}"


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
    tried = [tried_with(part, "the claim is false") for part in interval.complement()]
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
