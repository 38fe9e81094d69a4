"""Evidence: everything taken as known. It resolves dates, asks inference and returns findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NoReturn, TypeAlias

import attrs

from docketstats.errors import ContradictoryEvidence, DateError, DocketStatsError, ModelError, TooLarge
from docketstats.findings import notes
from docketstats.findings.comparison import Comparison, Counted, compare, counts
from docketstats.findings.derived import DerivedFigure
from docketstats.findings.sensitivity import Change, Sensitivity
from docketstats.findings.verdict import Outcome, Verdict, judge
from docketstats.inference.apart import ask_apart
from docketstats.inference.bounds import Contradiction, ask, feasible
from docketstats.inference.conflicts import Conflict, Conflicts, minimal_conflicts
from docketstats.inference.proof import Proof
from docketstats.inference.route import Plan, plan
from docketstats.inference.worlds import Worlds
from docketstats.model.facts import Fact
from docketstats.model.figure import Assumption, Claim, ReportedFigure, as_measure, as_statement
from docketstats.model.lowering import Instants, lower
from docketstats.model.measure import Measure, Statement, count
from docketstats.model.population import Docket, Population, Relation
from docketstats.model.snapshot import Snapshot
from docketstats.model.source import Source
from docketstats.model.term import Term, text
from docketstats.model.ties import Facts
from docketstats.values.interval import Interval
from docketstats.values.period import Period
from docketstats.values.wording import Reading

Part: TypeAlias = Source | ReportedFigure | Relation | Assumption | Snapshot


@attrs.frozen(init=False)
class Evidence:
    """An immutable collection of snapshots, relations and assumptions: everything taken as known.

    Building it never raises for a contradiction: `bound` and `check` do, and `conflicts` lists them.

    Args:
        snapshots: The snapshots.
        figures: Figures that span dates ("tripled", "up nearly 600,000").
        relations: Relations, each with a source or a reason.
        assumptions: What is taken for argument's sake.

    Raises:
        ModelError: If objects do not fit together; it lists every problem.

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

    snapshots: tuple[Snapshot, ...]
    figures: tuple[ReportedFigure, ...]
    relations: tuple[Relation, ...]
    assumptions: tuple[Assumption, ...]

    def __init__(
        self,
        *snapshots: Snapshot,
        figures: Iterable[ReportedFigure] = (),
        relations: Iterable[Relation] = (),
        assumptions: Iterable[Assumption] = (),
    ) -> None:
        figures, relations, assumptions = tuple(figures), tuple(relations), tuple(assumptions)
        wrong = [
            *_foreign(snapshots, Snapshot, "; pass snapshots one by one, and the rest by keyword"),
            *_foreign(figures, ReportedFigure, "; make it with ds.reported"),
            *_foreign(relations, Relation),
            *_foreign(assumptions, Assumption),
        ]
        if wrong:
            raise ModelError("; ".join(wrong))
        self.__attrs_init__(
            tuple(dict.fromkeys(snapshots)),
            tuple(dict.fromkeys(figures)),
            tuple(dict.fromkeys(relations)),
            tuple(dict.fromkeys(assumptions)),
        )
        if problems := list(self._problems()):
            raise ModelError("; ".join(problems))
        self._facts  # noqa: B018 - what cannot be dated or lowered is told at once

    def _problems(self) -> Iterator[str]:
        definitions: dict[str, Docket] = {}
        for docket in self.dockets:
            if definitions.setdefault(docket.name, docket) != docket:
                yield f"docket {docket.name!r} has two definitions"
        descriptions: dict[tuple[str, str], str] = {}
        for docket_name, name, description in self._descriptions():
            if descriptions.setdefault((docket_name, name), description) != description:
                yield f"{name!r} is described as {descriptions[docket_name, name]!r} and as {description!r}"
        for number, figure in enumerate(self.figures, 1):
            if not figure.measure.is_dated:
                yield f"figure {number} ({figure.measure!r}) spans dates, so every population in it needs .at(date)"
        for relation in self.relations:
            if relation.source is None and not relation.because:
                yield f"relation {relation!r} has neither a source nor a reason: give one, or make it an Assumption"

    def _descriptions(self) -> Iterator[tuple[str, str, str]]:
        for figure in (*self.figures, *(one for snapshot in self.snapshots for one in snapshot.figures)):
            yield from figure.measure.descriptions
        for said in (*self.relations, *(one.that for one in self.assumptions)):
            yield from as_statement(said).measure.descriptions

    # -- what it holds ----------------------------------------------------------------------------------------------

    @property
    def dockets(self) -> tuple[Docket, ...]:
        """The dockets that it is about."""
        found = [snapshot.docket for snapshot in self.snapshots]
        found += [docket for figure in self.figures for docket in figure.measure.dockets]
        found += [part.docket for relation in self.relations for part in relation.parts]
        found += [docket for one in self.assumptions for docket in as_statement(one.that).measure.dockets]
        return tuple(dict.fromkeys(found))

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of its figures and relations."""
        found = [figure.source for figure in self._all_figures]
        found += [relation.source for relation in self.relations if relation.source]
        return tuple(dict.fromkeys(found))

    @property
    def dates(self) -> tuple[Period, ...]:
        """The dates in play, each a day or one unknown instant of a period."""
        return self._facts.dates

    @property
    def _all_figures(self) -> tuple[ReportedFigure, ...]:
        return (*(figure for snapshot in self.snapshots for figure in snapshot.figures), *self.figures)

    def without(self, *parts: Part) -> Evidence:
        """This evidence without some sources (and all they said), figures, relations, assumptions or snapshots."""
        return self._kept(lambda one: one not in parts and getattr(one, "source", None) not in (parts or (object(),)))

    def only(self, *parts: Part) -> Evidence:
        """This evidence with only some sources and figures.

        Relations that rest on a reason, and assumptions, are kept: they were chosen on their own merits.
        """

        def keep(one: object) -> bool:
            if isinstance(one, Snapshot):
                return True
            chosen = one in parts or getattr(one, "source", None) in parts
            return chosen or isinstance(one, Assumption) or (isinstance(one, Relation) and one.source is None)

        whole = [part for part in parts if isinstance(part, Snapshot)]
        kept = self._kept(keep)
        snapshots = [one for one in self.snapshots if one in whole] + [one for one in kept.snapshots if one.figures]
        return Evidence(*snapshots, figures=kept.figures, relations=kept.relations, assumptions=kept.assumptions)

    def _kept(self, keep: object) -> Evidence:
        assert callable(keep)
        return Evidence(
            *(attrs.evolve(one, figures=tuple(filter(keep, one.figures))) for one in self.snapshots if keep(one)),
            figures=filter(keep, self.figures),
            relations=filter(keep, self.relations),
            assumptions=filter(keep, self.assumptions),
        )

    def assuming(self, *assumptions: Assumption) -> Evidence:
        """This evidence with more assumptions."""
        return Evidence(
            *self.snapshots,
            figures=self.figures,
            relations=self.relations,
            assumptions=(*self.assumptions, *assumptions),
        )

    def __or__(self, other: Evidence) -> Evidence:
        if not isinstance(other, Evidence):
            return NotImplemented
        return Evidence(
            *self.snapshots,
            *other.snapshots,
            figures=self.figures + other.figures,
            relations=self.relations + other.relations,
            assumptions=self.assumptions + other.assumptions,
        )

    # -- facts ------------------------------------------------------------------------------------------------------

    @cached_property
    def _instants(self) -> Instants:
        return Instants(self.snapshots, frozenset().union(*(figure.measure.dates for figure in self.figures)))

    @cached_property
    def _facts(self) -> Facts:
        return lower(
            self.dockets,
            self._instants,
            figures=self.figures,
            relations=self.relations,
            assumptions=self.assumptions,
        )

    def facts(self, *measures: Measure) -> tuple[Fact, ...]:
        """Everything it holds as facts, with the rules and undated relations that some questions need."""
        dated = [self._instants.dated(measure) for measure in measures]
        return self._for(*dated).everything(dated)

    def _for(self, *measures: Measure) -> Facts:
        """The facts, with the dockets that a question brings along."""
        dockets = tuple(dict.fromkeys((*self.dockets, *(one for measure in measures for one in measure.dockets))))
        if len({docket.name for docket in dockets}) < len(dockets):
            names = sorted(name for name, uses in Counter(one.name for one in dockets).items() if uses > 1)
            raise ModelError(f"the question has another definition of docket {', '.join(map(repr, names))}")
        return self._facts if dockets == self._facts.dockets else attrs.evolve(self._facts, dockets=dockets)

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
        facts = self._for(measure).tied_to(measure)
        try:
            answer = (ask_apart if measure.kind == "average" else ask)(facts, measure)
        except Contradiction:
            self._contradictory(facts, measure)
        return DerivedFigure(
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
            ),
        )

    def _contradictory(self, facts: tuple[Fact, ...], measure: Measure) -> NoReturn:
        conflicts = minimal_conflicts(facts)
        shown = "\n".join(map(str, conflicts))
        raise ContradictoryEvidence(
            f"the facts tied to {measure!r} cannot all be true\n{shown}",
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
        """The answers to many questions on one model, with a progress bar on a terminal; see `bound`."""
        from tqdm import tqdm  # it is loaded where a bar may be shown

        asked = list(measures)
        return tuple(self.bound(measure) for measure in tqdm(asked, unit=" questions", disable=None, leave=False))

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
        return plan(self._for(dated).tied_to(dated), dated.terms)

    def check(self, claim: Claim | Statement | Relation) -> Verdict:
        """Whether a claim is supported, refuted or undetermined.

        Raises:
            ContradictoryEvidence: If the facts tied to the claim cannot all be true.
            DateError: If a date is missing or ambiguous.
        """
        if not isinstance(claim, Claim):
            claim = Claim(claim)
        dated = self._instants.dated(claim.statement.measure)
        text = claim.statement.text.replace(claim.statement.measure.text, dated.text)
        statement = attrs.evolve(claim.statement, measure=dated, text=text)
        figure = self._bound(dated)
        weakest = judge(figure, statement.interval)
        same = statement.interval == statement.strongest
        strongest = weakest if same else judge(figure, statement.strongest)
        return Verdict(
            attrs.evolve(claim, statement=statement),
            figure=figure,
            weakest=weakest,
            strongest=strongest,
            notes=(
                *figure.notes,
                *notes.of_claim(statement, self._counted, supported=strongest.outcome is Outcome.SUPPORTED),
            ),
        )

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
        if wrong := list(_foreign((figure, other), ReportedFigure, "; make it with ds.reported")):
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
        sets = {leaf for fact in facts for leaf in fact.leaves if not leaf.is_everyone}
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

    def sensitivity(self, measure: Measure) -> Sensitivity:
        """How the answer moves under one change at a time: a source left out, a wording read otherwise."""
        figure = self.bound(measure)
        changes = []
        for source in dict.fromkeys(fact.source for fact in figure.facts if fact.source):
            changes.append(self.without(source)._changed(f"without {source}", figure.measure))
        for one in self._all_figures:
            other: Reading = "literal" if one.reading != "literal" else "press"
            if not isinstance(one.value, str):
                continue
            try:
                reread = attrs.evolve(one, reading=other)
            except DocketStatsError:
                continue
            if reread.interval != one.interval:
                what = f'"{one.value}" read as {other}'
                changes.append(self._replaced(one, reread)._changed(what, figure.measure))
        return Sensitivity(figure, tuple(changes))

    def _changed(self, what: str, measure: Measure) -> Change:
        try:
            return Change(what, self._bound(measure))
        except ContradictoryEvidence as error:
            return Change(what, None, error)

    def _replaced(self, old: ReportedFigure, new: ReportedFigure) -> Evidence:
        def swap(figures: tuple[ReportedFigure, ...]) -> tuple[ReportedFigure, ...]:
            return tuple(new if figure == old else figure for figure in figures)

        return Evidence(
            *(attrs.evolve(one, figures=swap(one.figures)) for one in self.snapshots),
            figures=swap(self.figures),
            relations=self.relations,
            assumptions=self.assumptions,
        )


def _foreign(found: Iterable[object], kind: type, hint: str = "") -> Iterator[str]:
    return (f"{one!r} is no {kind.__name__}{hint}" for one in found if not isinstance(one, kind))
