"""Evidence: everything taken as known. It resolves dates, asks inference and returns findings."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NoReturn

import attrs

from docketstats.errors import (
    ContradictoryEvidence,
    DateError,
    ModelError,
    NotLinearFractional,
    TooLarge,
    WrongType,
)
from docketstats.findings import notes
from docketstats.findings.comparison import Comparison, Counted, compare, counts
from docketstats.findings.decision import Decision
from docketstats.findings.derived import DerivedFigure
from docketstats.findings.exposure import Exposures, Rule, audit, several
from docketstats.findings.history import History
from docketstats.findings.matches import find_matches
from docketstats.findings.reconciliation import Reconciliation
from docketstats.findings.reconciling import By, Costs, Trusted, reconcile
from docketstats.findings.sensitivity import Change, Sensitivity, margins, slack
from docketstats.findings.suppression import By as SuppressBy
from docketstats.findings.suppression import Kept, Suppression, suppress
from docketstats.findings.transitions import Transitions, cells, sets, table
from docketstats.findings.verdict import Outcome, Verdict, judge
from docketstats.inference.apart import ask_apart
from docketstats.inference.bounds import Contradiction, ask, feasible
from docketstats.inference.conflicts import Conflict, Conflicts, minimal_conflicts
from docketstats.inference.proof import Proof
from docketstats.inference.route import Plan, plan
from docketstats.inference.worlds import Worlds
from docketstats.model.classification import Classification
from docketstats.model.collection import Collection, foreign
from docketstats.model.facts import Fact, Origin
from docketstats.model.figure import Assumption, Claim, ReportedFigure, as_measure
from docketstats.model.measure import Measure, Statement, count, share
from docketstats.model.population import Docket, Population, Relation
from docketstats.model.term import Term, text
from docketstats.model.variations import variations
from docketstats.values.given import checked, each, shown
from docketstats.values.interval import Exact, Interval
from docketstats.values.period import Period
from docketstats.values.progress import bar


@attrs.frozen(init=False, repr=False)
class Evidence(Collection):
    """An immutable collection of snapshots, relations and assumptions: everything taken as known.

    Building it never raises for a contradiction: `bound` and `check` do, and `conflicts` lists them.

    Args:
        snapshots: The snapshots.
        figures: Figures that span dates ("tripled", "up nearly 600,000").
        relations: Relations, each with a source or a reason.
        assumptions: What is taken for argument's sake.
        remarks: What every answer is to note, such as what a replay left out; no part of equality.

    Raises:
        ModelError: If objects do not fit together; it lists every problem.
        DateError: If figures are of a date that began after their source was published; it lists every one.

    >>> import docketstats as ds
    >>> docket = ds.Docket("court", unit="case")
    >>> asylum, old = docket.population("asylum"), docket.population("old")
    >>> report = ds.Source("Annual report")
    >>> evidence = ds.Evidence(docket.snapshot("2024-09-30", figures=[
    ...     ds.reported(docket.everyone, 100, source=report),
    ...     ds.reported(asylum, 70, source=report),
    ...     ds.reported(old, "more than 40", source=report)]))
    >>> evidence.bound(ds.count(asylum & old)).interval
    Interval(10, 70)
    """

    def constant_share(
        self,
        population: Population,
        *,
        among: Population,
        since: str | datetime.date | Period,
        until: str | datetime.date | Period,
    ) -> Assumption:
        """The assumption that a share at one date is what this evidence allows it to be at another; see `assuming`.

        >>> import docketstats as ds
        >>> docket = ds.Docket("court", unit="case")
        >>> asylum, report = docket.population("asylum"), ds.Source("Annual report")
        >>> evidence = ds.Evidence(
        ...     docket.snapshot("2023-12-31", figures=[ds.reported(asylum, 70, source=report),
        ...                                            ds.reported(docket.everyone, 100, source=report)]),
        ...     docket.snapshot("2024-12-31", figures=[ds.reported(docket.everyone, 120, source=report)]))
        >>> rule = evidence.constant_share(asylum, among=docket.everyone, since="2023-12-31", until="2024-12-31")
        >>> evidence.assuming(rule).bound(ds.count(asylum, at="2024-12-31")).interval, rule.because
        (Interval(84, 84), 'constant share, 2023-12-31 to 2024-12-31')
        """
        known = self.bound(share(population, among=among, at=since))
        statement = share(population, among=among, at=until).lies_in(known.interval)
        because = f"constant share, {Period.read(since)} to {Period.read(until)}"
        return Assumption(statement, because=because, confidence=known.confidence)

    # -- questions --------------------------------------------------------------------------------------------------

    def bound(self, measure: Measure | Population) -> DerivedFigure:
        """The tightest interval for a measure that this evidence allows.

        Args:
            measure: A measure, or a population for its count; without a date it takes the evidence's only one.

        Raises:
            ContradictoryEvidence: If the facts tied to the question cannot all be true.
            DateError: If a date is missing or ambiguous; the message lists the dates.
            NotLinearFractional: For ratios with different denominators that the facts do not force.
            TooLarge: If the question ties too many populations.
        """
        return self._bound(self._instants.dated(as_measure(measure)))

    def _bound(self, measure: Measure) -> DerivedFigure:
        measure, facts = self._tied(measure)
        try:
            answer = (ask_apart if measure.kind == "average" else ask)(facts, measure)
        except Contradiction:
            self._contradictory(facts, measure)
        if answer.crossed:
            lower, upper = answer.crossed
            self._contradictory(facts, measure, f"in whole units it would be at least {lower} and at most {upper}; ")
        figure = DerivedFigure(
            measure,
            lower=answer.lower,
            upper=answer.upper,
            facts=facts,
            always_defined=answer.always_defined,
            undefined=answer.undefined,
            notes=(
                *notes.of_measure(measure, self._counted),
                *notes.of_average(measure, facts, answer.upper.value if answer.upper else 0),
                *self._unknown_dates_note(measure),
                *self._elsewhere_note(facts),
                *self.remarks,
            ),
        )
        if not self._rounded:
            return figure
        return attrs.evolve(figure, notes=(*figure.notes, *self._precision_note(figure.used)))

    def _precision_note(self, used: Iterable[Fact], told: Sequence[Fact] = ()) -> Iterator[str]:
        """A note on the figures among some facts of which a precision was said, save those that were told already."""
        rounded = (fact for fact in dict.fromkeys(used) if fact.name in self._rounded)
        return notes.of_precision(self._rounded[fact.name] for fact in rounded if fact not in told)

    @cached_property
    def _rounded(self) -> dict[str, ReportedFigure]:
        """The figures of which a precision was said beside their words, each under the name of its fact."""

        def is_rounded(one: ReportedFigure) -> bool:
            return one.rounded_to is not None or one.tolerance is not None

        # Names cost more than a look at all figures, and there are mostly none.
        if not any(map(is_rounded, (*self.figures, *(one for each in self.snapshots for one in each.figures)))):
            return {}
        return {one.name: one.figure for one in self.placed if is_rounded(one.figure)}

    def _contradictory(self, facts: tuple[Fact, ...], measure: Measure, why: str = "") -> NoReturn:
        conflicts = minimal_conflicts(facts)
        told = conflicts.told() or f"{why}no smaller set of them was found to contradict itself"
        raise ContradictoryEvidence(
            f"the facts tied to {measure!r} cannot all be true\n{told}",
            conflicts=conflicts,
            complete=conflicts.complete,
        )

    @cached_property
    def _counts(self) -> dict[Term, tuple[Interval, ...]]:
        return counts(self._facts.stated)

    @property
    def _counted(self) -> Counted:
        return Counted(self._counts, self._facts.dockets, self._bound)

    def _unknown_dates_note(self, measure: Measure) -> Iterator[str]:
        if measure.kind == "average":
            return
        for date in sorted(measure.dates - set(self._facts.dates), key=lambda date: date.sort_key):
            yield f"no figure of this evidence is as of {date}"

    def _elsewhere_note(self, facts: tuple[Fact, ...]) -> Iterator[str]:
        names = {fact.name for fact in facts}
        others = [group for group in self._facts.groups if not any(fact.name in names for fact in group)]
        possible = {self._possible(group) for group in others}
        if False in possible:
            yield "other facts of this evidence contradict each other; they are not tied to this question"
        if None in possible:
            yield "whether other facts of this evidence contradict each other is not settled; they are not tied to this"

    @cached_property
    def _known(self) -> dict[tuple[Fact, ...], tuple[Proof | None, Worlds | None]]:
        return {}

    def _fit(self, group: tuple[Fact, ...]) -> tuple[Proof | None, Worlds | None]:
        """The proof that a group of tied facts cannot hold, or a population that fits; neither if that is open."""
        if group not in self._known:
            try:
                self._known[group] = feasible(group)
            except TooLarge:
                self._known[group] = None, None
        return self._known[group]

    def _possible(self, group: tuple[Fact, ...]) -> bool | None:
        """Whether a group of tied facts can hold; None if the work limit left that open."""
        proof, worlds = self._fit(group)
        return False if proof is not None else True if worlds is not None else None

    def bounds(self, measures: Iterable[Measure | Population]) -> tuple[DerivedFigure, ...]:
        """The answers to many questions on one model, with a progress bar where one is seen; see `bound`."""
        return tuple(self.bound(measure) for measure in bar(each(measures, "measures"), unit=" questions"))

    def transitions(
        self,
        of: Classification | str | Iterable[Population],
        *,
        since: str | datetime.date | Period,
        until: str | datetime.date | Period,
        docket: Docket | None = None,
    ) -> Transitions:
        """How many units went from each set at one date to each at another, in one call.

        Args:
            of: A classification, whose top items are the sets, or some populations without dates.
            since: The date of the rows.
            until: The date of the columns.
            docket: The docket, if the evidence has several.

        Raises:
            ContradictoryEvidence: If the facts tied to the table cannot all be true.

        >>> import docketstats as ds
        >>> docket = ds.Docket("court", unit="case", classifications=(ds.Classification("stage", ("open", "closed")),))
        >>> said = lambda what, number: ds.reported(docket[what], number, source=ds.Source("Annual report"))
        >>> evidence = ds.Evidence(
        ...     docket.snapshot("2023-12-31", figures=[said("open", 60), said("closed", 40)]),
        ...     docket.snapshot("2024-12-31", figures=[said("open", 30), said("closed", 90)]))
        >>> table = evidence.transitions("stage", since="2023-12-31", until="2024-12-31")
        >>> table["open", "closed"]
        Interval(0, 60)
        >>> table["not on the docket", "closed"], table.figure("open", "closed").sharpness
        (Interval(0, 90), <Sharpness.SHARP: 'sharp'>)
        """
        chosen = self.dockets if docket is None else [checked(docket, Docket, "the docket")]
        asked = cells(sets(of, chosen), Period.read(since), Period.read(until))
        measures = {pair: self._instants.dated(measure) for pair, measure in asked.items()}
        facts = self._for(*measures.values()).tied_to(*measures.values())
        try:
            return table(measures, facts, self.bound)
        except Contradiction:
            self._contradictory(facts, next(iter(measures.values())))

    def history(
        self, measure: Measure | Population, dates: Iterable[Period | str | datetime.date] | None = None
    ) -> History:
        """The answers to one question at many dates, with gaps where nothing is said that bears on it.

        Nothing is known between snapshots, so a date without one is a gap unless an assumption says something. What
        holds at all dates, rules and undated relations, fills no gap.

        Args:
            measure: A measure without dates, or a population for its count.
            dates: The dates; those of this evidence that are about the measure's dockets, in order, unless given.

        Raises:
            DateError: If the measure has dates already.
            ContradictoryEvidence: If the facts tied to the question cannot all be true at one of the dates.
        """
        asked = as_measure(measure)
        if asked.dates:
            names = ", ".join(str(date) for date in sorted(asked.dates, key=lambda date: date.sort_key))
            raise DateError(f"{asked!r} has dates already: {names}", mend="a history takes a measure without dates")
        when = self._dates_of(asked) if dates is None else tuple(dict.fromkeys(map(Period.read, each(dates, "dates"))))
        points = [(date, self._point(asked.at(date))) for date in bar(when, unit=" dates")]
        return History(asked, points=points, notes=self.remarks)

    def _dates_of(self, measure: Measure) -> tuple[Period, ...]:
        """The dates in play on the dockets of a measure."""
        pairs = zip(self.snapshots, self._instants.each, strict=True)
        found = {instant for one, instant in pairs if one.docket in measure.dockets}
        names = {docket.name for docket in measure.dockets}
        leaves = (leaf for fact in self._facts.stated for leaf in fact.leaves)
        found.update(date for leaf in leaves if leaf.at and leaf.docket in names for date in leaf.at.instants)
        return tuple(sorted(found, key=lambda date: date.sort_key))

    def _point(self, measure: Measure) -> DerivedFigure | None:
        """The answer at one date, or None where it rests on nothing but rules and relations that hold at all dates."""
        dated = self._instants.dated(measure)
        stated = set(self._facts.stated)

        def says_something(facts: Iterable[Fact]) -> bool:
            return any(fact in stated or fact.origin is Origin.ASSUMPTION for fact in facts)

        if not says_something(self._for(dated).tied_to(dated)):
            return None
        figure = self._bound(dated)
        return figure if says_something(figure.used) and not _is_trivial(figure) else None

    def plan(self, measure: Measure | Population) -> Plan:
        """How a question would be answered: the way it goes, and the size of its linear system.

        >>> import docketstats as ds
        >>> docket = ds.Docket("court", unit="case")
        >>> old, open_ = docket.population("old"), docket.population("open")
        >>> report = ds.Source("Annual report")
        >>> figures = [ds.reported(old, 40, source=report), ds.reported(open_, 70, source=report)]
        >>> plan = ds.Evidence(docket.snapshot("2024-09-30", figures=figures)).plan(ds.count(old & open_))
        >>> print(plan)
        2 facts about 2 sets, all at once, by the exact simplex; bags: 1, treewidth 1, 3 kinds of unit, 2 rows
        """
        dated = self._instants.dated(as_measure(measure))
        dated, facts = self._tied(dated)
        return plan(facts, dated.terms)

    def check(self, claim: Claim | Statement | Relation) -> Verdict:
        """Whether a claim is supported, refuted or undetermined.

        Raises:
            ContradictoryEvidence: If the facts tied to the claim cannot all be true.
            DateError: If a date is missing or ambiguous.
        """
        if not isinstance(claim, Claim):
            claim = Claim(claim)
        figure = self._bound(self._instants.dated(claim.statement.measure))
        text = claim.statement.text.replace(claim.statement.measure.text, figure.measure.text)
        statement = attrs.evolve(claim.statement, measure=figure.measure, text=text)
        weakest = judge(figure, statement.interval)
        same = statement.interval == statement.strongest
        strongest = weakest if same else judge(figure, statement.strongest)
        supported = strongest.outcome is Outcome.SUPPORTED
        matches = () if supported else find_matches(statement, figure, self.placed, self._counted)
        besides = [fact for one in (weakest, strongest) for proof in one.proofs for fact in proof.facts]
        refuted = weakest.outcome is Outcome.REFUTED
        more = () if refuted else notes.of_one_end(statement, figure, supported=supported)
        others = () if supported else notes.of_claim(statement, self._counted, matches)
        return Verdict(
            attrs.evolve(claim, statement=statement),
            figure=figure,
            weakest=weakest,
            strongest=strongest,
            matches=matches,
            notes=(*figure.notes, *self._precision_note(besides, figure.used), *more, *others),
        )

    def decide(self, claim: Claim) -> Decision:
        """The verdict on a claim, or the contradiction that stands in the way of one.

        Raises:
            DateError: If a date is missing or ambiguous.

        >>> import docketstats as ds
        >>> docket = ds.Docket("court", unit="case")
        >>> sources = ds.Source("Annual report"), ds.Source("Press release")
        >>> said = [ds.reported(docket.everyone, number, source=source) for number, source in zip((70, 80), sources)]
        >>> claim = ds.Claim(ds.count(docket.everyone) >= 75, text="At least 75 cases are pending.")
        >>> ds.Evidence(docket.snapshot("2024", figures=said)).decide(claim).outcome
        'contradiction'
        """
        try:
            return Decision(claim, self.check(claim))
        except ContradictoryEvidence as error:
            return Decision(claim, None, contradiction=error)

    def comparable(self, figure: ReportedFigure, other: ReportedFigure) -> Comparison:
        """Whether two figures are like for like: of one population, in one unit, by one definition.

        Where they are not, the answer offers what is: how a population of theirs moved between their dates, if figures
        of this evidence count it at both.

        Args:
            figure: A figure of this evidence, or one whose measure has its dates.
            other: Another.

        Raises:
            DateError: If a figure has no date, since it is in no snapshot of this evidence or in several.

        >>> import docketstats as ds
        >>> docket = ds.Docket("court", unit="case")
        >>> asylum, report = docket.population("asylum"), ds.Source("Annual report")
        >>> some, all_ = (ds.reported(*said, source=report) for said in ((asylum, 80), (docket.everyone, 130)))
        >>> evidence = ds.Evidence(docket.snapshot("2023", figures=[some]), docket.snapshot("2024", figures=[all_]))
        >>> print(evidence.comparable(some, all_).population)
        population: asylum / everyone
        """
        if wrong := list(foreign((figure, other), ReportedFigure, "; make it with ds.reported")):
            raise ModelError("; ".join(wrong))
        return compare(figure, other, (self._dated(figure), self._dated(other)), self._counted)

    def _dated(self, figure: ReportedFigure) -> Measure:
        """What a figure measures, at the instant of the snapshot that it is in."""
        homes = {
            instant: snapshot.as_of
            for snapshot, instant in zip(self.snapshots, self._instants.each, strict=True)
            if figure in snapshot.figures
        }
        if figure.measure.is_dated and not homes:
            return self._instants.dated(figure.measure)
        if len(homes) != 1:
            where = f"several snapshots, {', '.join(map(str, homes))}" if homes else "no snapshot of this evidence"
            raise DateError(f"{figure!r} is in {where}", mend="compare figures whose measures have dates")
        ((instant, as_of),) = homes.items()
        return figure.measure.at(as_of).redated({as_of: instant})

    def conflicts(self) -> Conflicts:
        """All minimal conflicts, up to a limit: a tuple whose ``complete`` says whether there are others."""
        found: list[Conflict] = []
        complete = True
        for group in self._facts.groups:
            possible = self._possible(group)
            if possible is None:
                complete = False
            elif not possible:
                some = minimal_conflicts(group)
                found += some
                complete = complete and some.complete
        return Conflicts(found, complete)

    def reconcile(
        self,
        *,
        by: By = "absolute",
        trust: Mapping[Trusted, Exact] | None = None,
        adjust: Iterable[Trusted] | None = None,
    ) -> Reconciliation:
        """The least total change of figures that lets contradictory facts hold together, as a proposal.

        Nothing is changed: `Reconciliation.apply` makes new evidence with the corrections, marked as assumptions.
        Relations, assumptions and rules stay as they are. Counts are corrected by whole units, and a ratio in its
        numerator. That no smaller total is possible is proved; other corrections may come to the same total.

        Args:
            by: What a correction costs: ``"absolute"``, its units, or ``"relative"``, its units divided by the end of
                the figure that it moves, or by 1 where that is smaller. The numerator of a ratio is taken relative to
                what the ratio makes of the number that a figure gives for its denominator, and to 1 if none does.
            trust: What a correction of a source's figures, or of a figure, costs more than one of others; 1 unless
                given. Confidence levels do not count here.
            adjust: The sources and figures whose figures may be corrected; all unless given.

        Raises:
            ModelError: If a source or figure is not one of this evidence, or a trust is not above 0.
            ContradictoryEvidence: If no correction of these figures lets the facts hold; it names what stands against.
            TooLarge: If no corrections are found within the work limit.

        >>> import docketstats as ds
        >>> docket = ds.Docket("court", unit="case")
        >>> old, report = docket.population("old"), ds.Source("Annual report")
        >>> figures = [ds.reported(old, 74, source=report), ds.reported(docket.everyone, 70, source=report)]
        >>> found = ds.Evidence(docket.snapshot("2024-09-30", figures=figures)).reconcile()
        >>> found.total, [(str(one.measure), one.text) for one in found.corrections], found.check()
        (4, [('count(old, at="2024-09-30")', 'lowered by 4')], True)
        """
        left = [group for group in self._facts.groups if not self._possible(group)]
        proofs = [proof for group in left if (proof := self._fit(group)[0])]
        if trust is not None and not isinstance(trust, Mapping):
            raise WrongType(f"trust is to be a mapping, not {shown(trust)}", mend="write {source: 2}")
        costs = Costs(by, trust or {}, None if adjust is None else each(adjust, "adjust"))
        return reconcile(left, proofs, self.placed, costs)

    def forced_empty(self) -> tuple[DerivedFigure, ...]:
        """The named sets and items that nobody can be in, though no figure or relation says so by itself.

        That is seldom meant: two relations may be stronger than they look, or a name mistaken. Sets that are tied to
        a contradiction are left out.

        >>> import docketstats as ds
        >>> docket = ds.Docket("court", unit="case")
        >>> old, open_ = docket.population("old"), docket.population("open")
        >>> relations = [old.within(open_, because="by law"), old.disjoint_from(open_, because="by practice")]
        >>> figures = [ds.reported(open_, 70, source=ds.Source("Annual report"))]
        >>> evidence = ds.Evidence(docket.snapshot("2024-09-30", figures=figures), relations=relations)
        >>> [(str(figure), [fact.because for fact in figure.used]) for figure in evidence.forced_empty()]
        [('count(old.at("2024-09-30")): 0 cases', ['by law', 'by practice'])]
        """
        facts = self._facts.everything()
        stated = {term for fact in facts for line in fact.lines if line.empties for term, _ in line.terms}
        fits = (self._fit(group)[1] or () for group in self._facts.groups)
        filled = {leaf for worlds in fits for world in worlds for leaf in world.members}
        sets = {leaf for fact in facts for leaf in fact.leaves if not (leaf.is_everyone or leaf.is_of_step)}
        named = {docket.name: docket for docket in self.dockets}
        found = []
        for leaf in sorted(sets - filled - stated, key=lambda leaf: leaf.key):
            try:
                figure = self._bound(count(Population(named[leaf.docket], leaf, text(leaf))))
            except (ContradictoryEvidence, TooLarge):
                continue
            if figure.interval.upper == 0:
                found.append(figure)
        return tuple(found)

    def exposed(
        self, threshold: int = 11, *, width: int | None = None, cells: Population | Iterable[Population] = ()
    ) -> Exposures:
        """The suppressed cells that can be recovered, or narrowed below a threshold, from what is published.

        A suppressed cell is a count whose words give no single number and leave it open that it is below the
        threshold. It is *recovered* if one number is left for it, and *narrowed* if it is known to be below the
        threshold by more than its own words. What a reader may know besides goes in as an assumption.

        Args:
            threshold: The smallest count that may be shown; counts from 1 to one less are to stay unknown.
            width: How far apart the ends of an interval below the threshold must be not to count as narrowed.
            cells: Further populations that are suppressed, by being left out.

        Raises:
            ContradictoryEvidence: If the facts tied to a cell cannot all be true.
            TooLarge: If a cell ties too many populations.

        >>> import docketstats as ds
        >>> docket = ds.Docket("court", unit="case", classifications=(ds.Classification("stage", ("open", "closed")),))
        >>> table = ds.Source("Table 2")
        >>> figures = [ds.reported(what, said, source=table) for what, said in
        ...            ((docket.everyone, 70), (docket["open"], 66), (docket["closed"], "1 to 10"))]
        >>> found = ds.Evidence(docket.snapshot("2024-09-30", figures=figures)).exposed(threshold=11)
        >>> [(str(one), [fact.text for fact in one.given_away_by]) for one in found]  # doctest: +NORMALIZE_WHITESPACE
        [('count(closed, at="2024-09-30"): shown as 1 to 10 cases, recovered: 4 cases',
          ['count(everyone, at="2024-09-30") is 70', 'count(open, at="2024-09-30") is 66'])]
        """
        return audit(self, Rule(threshold, width), several(cells))

    def suppress(
        self,
        threshold: int = 11,
        *,
        width: int | None = None,
        cells: Population | Iterable[Population] = (),
        keep: Kept | Iterable[Kept] = (),
        by: SuppressBy = "cells",
        mark: str = "*",
    ) -> Suppression:
        """A set of figures to hide so that nothing is exposed, as a proposal; see `exposed`.

        Figures that print a count below the threshold are hidden (primary suppression), and others for their sake
        (secondary suppression). The set need not be the smallest; it is checked by the audit itself.

        Args:
            threshold: The smallest count that may be shown.
            width: As in `exposed`.
            cells: As in `exposed`.
            keep: Figures that are to stay: figures, all of a source, or the counts of populations.
            by: What hiding a figure costs: ``"cells"``, 1; ``"counts"``, its number.
            mark: What is printed instead; it must not bound the count.

        Raises:
            ModelError: If nothing that may be hidden protects a cell; it names the cells.
            ContradictoryEvidence: If the facts tied to a cell cannot all be true.

        >>> import docketstats as ds
        >>> docket = ds.Docket("court", unit="case", classifications=(ds.Classification("stage", ("open", "closed")),))
        >>> figures = [ds.reported(what, said, source=ds.Source("Table 2")) for what, said in
        ...            ((docket.everyone, 70), (docket["open"], 66), (docket["closed"], "1 to 10"))]
        >>> evidence = ds.Evidence(docket.snapshot("2024-09-30", figures=figures))
        >>> proposal = evidence.suppress(threshold=11, keep=[docket.everyone])
        >>> [fact.text for fact in proposal.hidden], len(proposal.apply(evidence).exposed(threshold=11))
        (['count(open, at="2024-09-30") is 66'], 0)
        """
        return suppress(self, Rule(threshold, width), several(cells), keep=several(keep), by=by, mark=mark)

    def sensitivity(self, question: Measure | Population | Claim | Statement | Relation) -> Sensitivity:
        """How an answer moves under one change at a time: a source left out, a wording read otherwise, and so on.

        Args:
            question: A measure, or a population for its count; or a claim, for its verdict too and for how much each
                figure may be wrong before that changes.

        Raises:
            ContradictoryEvidence: If the facts tied to the question cannot all be true.
            DateError: If a date is missing or ambiguous.

        >>> import docketstats as ds
        >>> docket = ds.Docket("court", unit="case")
        >>> asylum, old = docket.population("asylum"), docket.population("old")
        >>> report = ds.Source("Annual report")
        >>> figures = [ds.reported(asylum, 70, source=report), ds.reported(docket.everyone, 100, source=report),
        ...            ds.reported(old, "more than 40", source=report)]
        >>> evidence = ds.Evidence(docket.snapshot("2024-09-30", figures=figures))
        >>> [(margin.end, margin.holds) for margin in evidence.sensitivity(ds.count(asylum & old) >= 5).margins]
        [('value', Interval(65, inf)), ('value', Interval(-inf, 105)), ('lower end', Interval(35, inf))]
        """
        claim = None if isinstance(question, (Measure, Population)) else question
        verdict = None if claim is None else self.check(claim)
        figure = verdict.figure if verdict is not None else self.bound(as_measure(question))  # type: ignore[arg-type]
        asked = verdict.claim if verdict is not None else figure.measure
        sources = dict.fromkeys(fact.source for fact in figure.facts if fact.source)
        return Sensitivity(
            figure,
            tuple(one._changed(what, asked) for what, one in bar(variations(self, sources), unit=" changes")),
            verdict=verdict,
            slack=tuple(slack(figure)),
            margins=tuple(margins(verdict, self.placed)) if verdict is not None else (),
        )

    def _changed(self, what: str, question: Measure | Claim) -> Change:
        try:
            if isinstance(question, Measure):
                return Change(what, self._bound(question))
            verdict = self.check(question)
            return Change(what, verdict.figure, outcome=verdict.outcome)
        except ContradictoryEvidence as error:
            return Change(what, contradiction=error)
        except NotLinearFractional as error:
            return Change(what, unanswered=error.what)


def _is_trivial(figure: DerivedFigure) -> bool:
    """Whether counting alone gives the same interval."""
    try:
        return Evidence().bound(figure.measure).interval == figure.interval
    except NotLinearFractional:
        return False
