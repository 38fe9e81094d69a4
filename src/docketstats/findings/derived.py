"""Derived figures: the answer to "how many", with what defends it."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, NoReturn

import attrs

from docketstats.errors import ModelError, NoTruthValue, ProofRejected
from docketstats.findings.arithmetic import assumed, quantity
from docketstats.inference import ends
from docketstats.inference.conflicts import at_level, shared_confidence
from docketstats.inference.proof import Bound, Proof, Side
from docketstats.model.facts import Fact, Origin
from docketstats.model.kinds import check_kind, unit_shown
from docketstats.model.measure import Measure
from docketstats.model.source import Source
from docketstats.values import markup
from docketstats.values.interval import Exact, Interval
from docketstats.values.quantity import Quantity

if TYPE_CHECKING:
    from docketstats.findings.annual import AnnualGrowth


class Sharpness(enum.Enum):
    """Whether an interval is the tightest there is, or is only known to hold the truth.

    >>> import docketstats as ds
    >>> court, report = ds.Docket("court", unit="case"), ds.Source("Annual report")
    >>> old = court.population("old")
    >>> evidence = ds.Evidence(court.snapshot("2024-09-30", figures=[ds.reported(court.everyone, 100, source=report)]))
    >>> evidence.bound(old).sharpness
    <Sharpness.SHARP: 'sharp'>
    """

    SHARP = "sharp"
    VALID = "valid"

    def __bool__(self) -> NoReturn:
        raise NoTruthValue(
            f"the sharpness {self.value} has no truth value", mend="write figure.sharpness is ds.Sharpness.SHARP"
        )


@attrs.frozen(repr=False)
class DerivedFigure:
    """The tightest interval for a measure that the facts allow, with a proof and a witness for each end.

    Attributes:
        measure: What was asked, with its dates.
        lower: The lower end; None where the measure is undefined.
        upper: The upper end; None where the measure is undefined.
        facts: The facts tied to the question.
        always_defined: The proof that the denominator of a ratio is never empty, if it is so.
        undefined: The proof that the denominator must be empty; None otherwise.
        notes: What a reader should know besides.

    >>> import docketstats as ds
    >>> court, report = ds.Docket("court", unit="case"), ds.Source("Annual report")
    >>> asylum, old = court.population("asylum"), court.population("old")
    >>> said = ((court.everyone, 100), (asylum, 70), (old, 40))
    >>> figures = [ds.reported(what, number, source=report) for what, number in said]
    >>> evidence = ds.Evidence(court.snapshot("2024-09-30", figures=figures))
    >>> figure = evidence.bound(asylum & old)
    >>> figure.interval, str(figure.quantity), figure.sharpness
    (Interval(10, 40), '10 to 40 cases', <Sharpness.SHARP: 'sharp'>)
    >>> print(figure)
    count(asylum & old, at="2024-09-30"): 10 to 40 cases
    >>> figure.lower.value, len(figure.lower.proof.facts), figure.check()
    (10, 3, True)
    """

    measure: Measure
    lower: Bound | None = attrs.field(kw_only=True)
    upper: Bound | None = attrs.field(kw_only=True)
    facts: tuple[Fact, ...] = attrs.field(kw_only=True)
    always_defined: Proof | None = attrs.field(kw_only=True, default=None)
    undefined: Proof | None = attrs.field(kw_only=True, default=None)
    notes: tuple[str, ...] = attrs.field(kw_only=True, default=())

    @property
    def interval(self) -> Interval:
        """The interval; empty where the measure is undefined."""
        if self.lower is None or self.upper is None:
            return Interval.empty()
        return Interval(
            self.lower.value,
            self.upper.value,
            lower_open=self.lower.is_open,
            upper_open=self.upper.is_open,
        )

    def __bool__(self) -> NoReturn:
        mend = "write figure.interval == ..., figure.sharpness is ds.Sharpness.SHARP or ask Evidence.check"
        raise NoTruthValue(f"a figure has no truth value; this one is {self}", mend=mend)

    @property
    def is_undefined(self) -> bool:
        """Whether the facts force a denominator to be empty."""
        return self.undefined is not None

    @property
    def may_be_undefined(self) -> bool:
        """Whether a denominator may be empty; the interval then holds where it is not."""
        lemmas = self.lower is not None and bool(self.lower.lemmas)
        return bool(self.measure.ratios) and self.always_defined is None and not lemmas

    @property
    def sharpness(self) -> Sharpness:
        """SHARP if witnesses, or witnesses and rays, show that neither end can be tighter; else VALID.

        That a measure is undefined cannot be told more tightly, so it is SHARP then.
        """
        ends = (self.lower, self.upper)
        sharp = self.is_undefined or all(end is not None and end.sharp for end in ends)
        return Sharpness.SHARP if sharp else Sharpness.VALID

    @property
    def quantity(self) -> Quantity:
        """The interval with its unit; shares and growth in percent, changes of shares in percentage points."""
        unit = unit_shown(self.measure)
        return (
            Quantity(self.interval, self.measure.unit)
            if unit == self.measure.unit
            else Quantity(self.interval).to(unit)
        )

    @property
    def shown(self) -> str:
        """The interval in words, in the unit in which readers are told it; "undefined" where the measure is."""
        return "undefined" if self.is_undefined else quantity(self.measure, self.interval)

    @property
    def annualised(self) -> AnnualGrowth:
        """The steady growth a year that gives this growth; see `AnnualGrowth`.

        Years are whole from a day to the same day of a later year (the anniversary of 29 February is 28 February where
        there is none), else days at 365.2425 a year. Where a date is no day, the rate covers all days that it may be.

        Raises:
            ModelError: If this figure is no growth, or undefined.
            DateError: If a date is undated, or the second may be the first or before it.
        """
        from docketstats.findings.annual import annualise  # it is made from this class

        return annualise(self)

    @property
    def proofs(self) -> tuple[Proof, ...]:
        """The proofs of its ends, lemmas first."""
        found = [self.undefined] if self.undefined else []
        for end in (self.lower, self.upper):
            if end is not None:
                found += [*end.lemmas, *([end.proof] if end.proof else [])]
        return tuple(dict.fromkeys(found))

    @property
    def used(self) -> tuple[Fact, ...]:
        """The facts that its proofs use."""
        return tuple(dict.fromkeys(fact for proof in self.proofs for fact in proof.facts))

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources that its proofs use."""
        return tuple(dict.fromkeys(fact.source for fact in self.used if fact.source))

    @property
    def assumptions(self) -> tuple[Fact, ...]:
        """The assumptions that its proofs use."""
        return tuple(fact for fact in self.used if fact.origin is Origin.ASSUMPTION)

    @property
    def confidence(self) -> Exact:
        """1 minus the shortfalls of all uncertain figures tied to the question; 1 if all are certain."""
        return shared_confidence(self.facts)

    def check(self) -> bool:
        """Re-check proofs, witnesses and sharpness, without a solver.

        Raises:
            ProofRejected: If anything does not hold.
        """
        try:
            check_kind(self.measure)
        except ModelError as error:
            raise ProofRejected(str(error)) from None
        if self.undefined is not None:
            if self.lower is not None or self.upper is not None:
                raise ProofRejected("the figure is called undefined, and has ends")
            granted = [(one,) for one in ends.premises(self.measure)]
            ends.check_contradiction(self.undefined, self.facts, granted)
        else:
            for end, side in ((self.lower, Side.LOWER), (self.upper, Side.UPPER)):
                if end is None or end.side is not side:
                    raise ProofRejected(f"the {side.value} end is missing")
                ends.check_bound(end, self.measure, self.facts)
        if self.always_defined is not None:
            if len({one.denominator for one, _ in self.measure.ratios}) != 1:
                raise ProofRejected("a proof about the one denominator of a measure that has not just one")
            ends.check_contradiction(self.always_defined, self.facts, [ends.never(self.measure)])
        return True

    def explain(self) -> str:
        """The answer in prose, and the arithmetic line by line, each with its source."""
        from docketstats.findings.explanation import explain_figure  # it renders this class

        return explain_figure(self)

    def __repr__(self) -> str:
        asked = markup.shortened(repr(self.measure))
        return f"<DerivedFigure {asked}: {self.shown}{at_level(self.confidence)}, {self.sharpness.value}>"

    def _repr_html_(self) -> str:
        where = " (where the denominator is not empty)" if self.may_be_undefined and not self.is_undefined else ""
        rows = [
            ("answer", f"{self.shown}{where}{at_level(self.confidence)}"),
            ("sharpness", self.sharpness.value),
            ("rests on", markup.listed(self.sources)),
            ("assumes", markup.listed(map(assumed, self.assumptions))),
            ("notes", markup.listed(self.notes)),
        ]
        return markup.table(repr(self.measure), rows)

    def __str__(self) -> str:
        return f"{self.measure!r}: {self.shown}{at_level(self.confidence)}"
