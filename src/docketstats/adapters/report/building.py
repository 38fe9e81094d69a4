"""From decisions to a report: the claims, and what is about all of them."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

import docketstats
from docketstats.adapters.report import words
from docketstats.adapters.report.claims import OUTCOMES, claim_view, shortened
from docketstats.adapters.report.facts import FactWriter, source_view
from docketstats.adapters.report.view import ClaimView, ConflictView, Page
from docketstats.errors import DocketStatsError
from docketstats.evidence import Evidence
from docketstats.findings.arithmetic import Words
from docketstats.findings.decision import Decision
from docketstats.findings.explanation import compared
from docketstats.inference.conflicts import Conflict
from docketstats.model.facts import Fact
from docketstats.model.flow import PREFIX, is_of_events
from docketstats.model.source import Source
from docketstats.model.term import Leaf
from docketstats.notation.commands import ways_out
from docketstats.values.formatting import format_end, plural

MOST_SOURCES = 8
"""The sources that are left out, one at a time, to see what a verdict rests on."""


@attrs.frozen
class About:
    """What a report says of itself; see `docketstats.adapters.report.html`."""

    title: str = ""
    document: str = ""
    digest: str = attrs.field(default="", kw_only=True)
    dated: str = attrs.field(default="", kw_only=True)
    by: str = attrs.field(default="", kw_only=True)
    keys: Mapping[str, Source] = attrs.field(factory=dict, kw_only=True)
    part: tuple[str, ...] = attrs.field(default=(), kw_only=True)


def page(evidence: Evidence, decisions: Iterable[Decision], about: About) -> Page:
    """Everything that a report shows; see `docketstats.adapters.report.html`."""
    decisions = tuple(decisions)
    every = evidence.conflicts()
    blocked = [decision.contradiction.conflicts if decision.contradiction else () for decision in decisions]
    # By their facts in any order: what stands in the way of a claim is found again among all contradictions.
    known: dict[frozenset[Fact], Conflict] = {}
    for conflict in (*every, *(one for some in blocked for one in some)):
        known.setdefault(frozenset(conflict.facts), conflict)
    places = {key: number for number, key in enumerate(known, 1)}
    bears = [_bearing(decision) for decision in decisions]
    cited = (*bears, *(conflict.facts for conflict in known.values()))
    sources = dict.fromkeys(evidence.sources)
    sources.update((fact.source, None) for some in cited for fact in some if fact.source)
    numbers = {source: number for number, source in enumerate(sources, 1)}
    facts = FactWriter(evidence.figure_of, numbers)
    claims = tuple(
        claim_view(number, decision, facts, tuple(places[frozenset(one.facts)] for one in some))
        for number, (decision, some) in enumerate(zip(decisions, blocked, strict=True), 1)
    )
    remarks = tuple(f"{one}." for one in evidence.remarks)
    # What is noted of every answer is told once, at the top.
    claims = tuple(
        attrs.evolve(
            one,
            notes=tuple(note for note in one.notes if note not in remarks),
            rests=tuple((numbers[source], said) for source, said in _rests(evidence, decision)),
        )
        for one, decision in zip(claims, decisions, strict=True)
    )
    names = tuple(_names(evidence, decisions, bears))
    title = about.title or "Claims and what the sources say"
    document = about.document or "DOCUMENT.toml"
    return Page(
        title=title,
        description=f"{shortened(title)}; {_tally(claims)}.",
        dockets=tuple(_dockets(evidence)),
        claims=claims,
        outcomes=tuple(words.outcomes(claims)),
        words=tuple(words.others(claims, contradictory=bool(known), named=bool(names))),
        conflicts=tuple(_conflict(places[key], one, facts, claims) for key, one in known.items()),
        complete=every.complete and all(one.contradiction is None or one.contradiction.complete for one in decisions),
        ways_out=tuple(ways_out(document, about.keys.items(), known.values(), about.part)) if known else (),
        names=names,
        sources=tuple(
            source_view(source, number, _bearing_on(source, bears)) for number, source in enumerate(sources, 1)
        ),
        version=docketstats.__version__,
        document=about.document,
        digest=about.digest,
        dated=about.dated,
        by=about.by,
        remarks=remarks,
        commands=tuple(_commands(document, about, decisions)),
    )


def _dockets(evidence: Evidence) -> Iterator[tuple[str, str]]:
    """The dockets and what they count; the events on a docket are told only where nothing else on it is."""
    own = {docket.name: docket for docket in evidence.dockets if not docket.name.startswith(PREFIX)}
    for docket in evidence.dockets:
        name = docket.name.removeprefix(PREFIX)
        if own.get(name, docket) == docket:
            yield name, plural(docket.unit)


def _tally(claims: Sequence[ClaimView]) -> str:
    """How many claims came out how."""
    counts = Counter(claim.outcome for claim in claims)
    told = ", ".join(f"{counts[word]} {word}" for word in OUTCOMES if counts[word])
    return f"{len(claims)} claim{'' if len(claims) == 1 else 's'}: {told or 'nothing to tell'}"


def _rests(evidence: Evidence, decision: Decision) -> Iterator[tuple[Source, str]]:
    """The sources that the proofs of a verdict use, each with what is left of the verdict without it."""
    for source in decision.verdict.sources[:MOST_SOURCES] if decision.verdict is not None else ():
        try:
            found = evidence.without(source).decide(decision.claim)
        except DocketStatsError as error:
            yield source, f"it cannot be checked ({error})"
            continue
        left = found.verdict
        allowed = "" if left is None or left.figure.is_undefined else compared(left, left.figure.interval)
        yield source, f"{found.outcome}{f'; the others allow {allowed}' if allowed else ''}"


def _bearing(decision: Decision) -> tuple[Fact, ...]:
    """The facts that bear on a claim, or that contradict each other in its way."""
    if decision.verdict is not None:
        return decision.verdict.facts
    return tuple(
        fact for one in (decision.contradiction.conflicts if decision.contradiction else ()) for fact in one.facts
    )


def _bearing_on(source: Source, bears: Sequence[tuple[Fact, ...]]) -> Iterator[int]:
    return (number for number, facts in enumerate(bears, 1) if any(fact.source == source for fact in facts))


def _conflict(number: int, conflict: Conflict, facts: FactWriter, claims: Iterable[ClaimView]) -> ConflictView:
    level = conflict.confidence
    percent = format_end(level * 100, "percent", up=False)
    sure = "" if level == 1 else f" At least one of them is false, at a confidence of at least {percent}."
    needed = "" if conflict.irreducible else " Whether each of them is needed for that is not settled."
    dates = {leaf.at for fact in conflict.facts for leaf in fact.leaves}
    shown = Words(dates.pop() if len(dates) == 1 else None)
    return ConflictView(
        number,
        intro=f"These cannot all be true.{sure}{needed}",
        facts=tuple(map(facts.row, conflict.facts)),
        proof=facts.argument("Taken together:", shown, conflict.proof),
        claims=tuple(one.number for one in claims if number in one.conflicts),
    )


def _names(
    evidence: Evidence, decisions: Sequence[Decision], bears: Iterable[tuple[Fact, ...]]
) -> Iterator[tuple[str, str]]:
    """The sets that facts and claims name, with what they are."""
    measures = [decision.claim.statement.measure for decision in decisions]
    meanings: dict[tuple[str, str, str], str] = {}
    for docket, name, text in (*evidence.descriptions, *(one for measure in measures for one in measure.descriptions)):
        meanings[docket, "", name] = text
    for one in evidence.dockets:
        for classification in one.classifications:
            for item, _ in classification.walk():
                meanings[one.name, classification.name, item.code] = item.label
    leaves = {leaf for facts in bears for fact in facts for leaf in fact.leaves}
    leaves = leaves.union(*(measure.leaves() for measure in measures))
    named = {_key(leaf) for leaf in leaves if not (leaf.is_everyone or is_of_events(leaf))}
    for key in sorted(named):
        yield key[2], _meaning(key, meanings)


def _key(leaf: Leaf) -> tuple[str, str, str]:
    return leaf.docket, leaf.classification, leaf.name


def _meaning(key: tuple[str, str, str], meanings: Mapping[tuple[str, str, str], str]) -> str:
    text = meanings.get(key, "")
    item = f"an item of the classification {key[1]}" if key[1] else ""
    return "; ".join(filter(None, (text, item))) or "not described further"


def _commands(document: str, about: About, decisions: Sequence[Decision]) -> Iterator[tuple[str, str]]:
    """What to type to check a report again, and what it does."""
    name = shlex.quote(document)
    narrowed = shlex.join([document, *about.part])
    if about.digest:
        yield f"sha256sum {name}", "tells whether the document is the same"
    yield f"docketstats check {narrowed} --explain", "gives each verdict with its reasons"
    asked = next((one.verdict.claim.statement.measure for one in decisions if one.verdict is not None), None)
    if asked is not None:
        saved = f"docketstats bound {narrowed} {shlex.quote(repr(asked))} -o answer.json"
        yield (
            saved,
            "saves what the sources allow, here for the first claim with a verdict, with its proofs and examples",
        )
        yield f"docketstats verify answer.json --against {narrowed}", "checks these without the program that found them"
