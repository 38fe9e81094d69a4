"""A document: evidence with its title, the names that expressions may use, and the claims to be checked."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import attrs

from docketstats.errors import DocketStatsError
from docketstats.evidence import Evidence
from docketstats.findings.decision import Decision
from docketstats.model.figure import Claim, ReportedFigure, as_measure, as_statement
from docketstats.model.flow import PREFIX, is_kind
from docketstats.model.measure import Measure
from docketstats.model.population import Docket, Relation
from docketstats.model.source import Source
from docketstats.notation.expressions import parse_what
from docketstats.notation.names import Namespace
from docketstats.values.period import Period


@attrs.frozen
class Document:
    """What a document says. `document` makes one from evidence and claims, `load` and `loads` read one.

    Attributes:
        evidence: Everything taken as known.
        claims: The claims to be checked.
        title: Its title.
        dockets: Its dockets.
        populations: Its named sets: docket, name and description.
        sources: Its sources, each with the key that figures name it by.
        places: Where each claim stands, for errors: the file and the line.

    >>> import docketstats as ds
    >>> from docketstats.adapters.documents import document
    >>> court = ds.Docket("court", unit="case")
    >>> snapshot = court.snapshot("2024", figures=[ds.reported(court.everyone, 100, source=ds.Source("Annual report"))])
    >>> claim = ds.Claim(ds.count(court.everyone) > 100, text="Over 100 cases")
    >>> found = document(ds.Evidence(snapshot), claims=[claim], title="A court")
    >>> found.title, [decision.outcome for decision in found.decide()], [key for key, _ in found.sources]
    ('A court', ['refuted'], ['annual_report'])
    """

    evidence: Evidence
    claims: tuple[Claim, ...] = ()
    title: str = attrs.field(default="", kw_only=True)
    dockets: tuple[Docket, ...] = attrs.field(default=(), kw_only=True)
    populations: tuple[tuple[str, str, str], ...] = attrs.field(default=(), kw_only=True)
    sources: tuple[tuple[str, Source], ...] = attrs.field(default=(), kw_only=True)
    places: tuple[tuple[Claim, str], ...] = attrs.field(default=(), kw_only=True, eq=False, repr=False)

    @property
    def names(self) -> Namespace:
        """The names that expressions on this document may use."""
        return Namespace(self.dockets, self.populations)

    def decide(self) -> tuple[Decision, ...]:
        """What came of checking each claim, in order.

        Raises:
            DocketStatsError: If a claim cannot be checked; the error says which.
        """
        found = []
        for claim in self.claims:
            with self.telling(claim):
                found.append(self.evidence.decide(claim))
        return tuple(found)

    @contextmanager
    def telling(self, claim: Claim) -> Iterator[None]:
        """Let an error that is raised within say where a claim of this document stands."""
        try:
            yield
        except DocketStatsError as error:
            place = dict(self.places).get(claim) or f"claims[{self.claims.index(claim)}]"
            error.where = f"{place}, {error.where}" if error.where else place
            raise

    def measure(self, text: str, *, at: str | datetime.date | Period | None = None) -> Measure:
        """The measure of an expression; a population stands for its count.

        Raises:
            ModelError: If the text is neither a population nor a measure.
            UnknownName: For a name that the document does not define.
        """
        measure = as_measure(parse_what(text, self.names))
        return measure if at is None else measure.at(at)


def document(evidence: Evidence, claims: Iterable[Claim] = (), *, title: str = "") -> Document:
    """A document of evidence and claims, with all the names and sources that they use.

    >>> from docketstats import Docket, Source, reported
    >>> court = Docket("court", unit="case")
    >>> asylum = court.population("asylum", "asylum cases")
    >>> one = document(Evidence(court.snapshot("2024", figures=[reported(asylum, 5, source=Source("Report"))])))
    >>> one.populations, one.sources[0][0]
    ((('court', 'asylum', 'asylum cases'),), 'report')
    """
    claims = tuple(claims)
    figures: list[ReportedFigure] = []
    pending = [*evidence.figures, *(figure for snapshot in evidence.snapshots for figure in snapshot.figures)]
    while pending:
        figure = pending.pop()
        figures.append(figure)
        if figure.revises is not None:
            pending.append(figure.revises)
    said = [*evidence.relations, *(one.that for one in evidence.assumptions), *(one.statement for one in claims)]
    measures = [figure.measure for figure in figures] + [as_statement(one).measure for one in said]
    mentioned = dict.fromkeys((*evidence.dockets, *(docket for measure in measures for docket in measure.dockets)))
    dockets = _without_events(mentioned)
    described = {(docket, name): text for measure in measures for docket, name, text in measure.descriptions}
    leaves = sorted({leaf for measure in measures for leaf in measure.leaves()}, key=lambda leaf: leaf.key)
    named = dict.fromkeys(
        (leaf.docket.removeprefix(PREFIX), leaf.name)
        for leaf in leaves
        if leaf.name not in ("", "everyone") and not leaf.classification and not is_kind(leaf)
    )
    cited = [*evidence.sources, *(figure.source for figure in figures)]
    cited += [one.that.source for one in evidence.assumptions if isinstance(one.that, Relation) and one.that.source]
    return Document(
        evidence,
        claims,
        title=title,
        dockets=tuple(dockets),
        populations=tuple(
            (docket.name, name, described.get((docket.name, name), ""))
            for docket in dockets
            for owner, name in named
            if owner == docket.name
        ),
        sources=_keyed(dict.fromkeys(cited)),
    )


def _without_events(dockets: Iterable[Docket]) -> tuple[Docket, ...]:
    """Some dockets, each register of the events of a docket replaced by that docket."""
    found = {one.name: one for one in dockets if not one.name.startswith(PREFIX)}
    for one in dockets:
        name = one.name.removeprefix(PREFIX)
        # Of a docket of which only events are known it does not matter what it counts.
        found.setdefault(name, Docket(name, classifications=one.classifications))
    return tuple(found.values())


def _keyed(sources: Iterable[Source]) -> tuple[tuple[str, Source], ...]:
    """Each source with a short key: the first words of its publisher or title."""
    keyed: dict[str, Source] = {}
    for source in sources:
        words = re.findall("[a-z0-9]+", (source.publisher or source.title).lower())
        stem = "_".join(words[:3]) or "source"
        key, number = stem, 1
        while key in keyed:
            number += 1
            key = f"{stem}_{number}"
        keyed[key] = source
    return tuple(keyed.items())
