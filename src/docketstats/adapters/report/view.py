"""What a report shows, as plain texts and numbers: no markup, so that every page says the same."""

from __future__ import annotations

import attrs

from docketstats.adapters.report.drawing import Drawing


@attrs.frozen
class SourceView:
    """A source.

    Attributes:
        number: Its number in the report.
        text: Who published it, its title, when, and where in it.
        short: Its publisher, or the beginning of its title.
        url: Its address as given.
        link: The address, if it is one that a reader may follow; else empty.
        claims: The numbers of the claims that it bears on.
    """

    number: int
    text: str
    short: str = attrs.field(kw_only=True)
    url: str = attrs.field(kw_only=True)
    link: str = attrs.field(kw_only=True)
    claims: tuple[int, ...] = attrs.field(kw_only=True)


@attrs.frozen
class FactRow:
    """A fact: what was counted, as of when, what was said of it, and how that was read.

    Attributes:
        what: The population or measure, or the relation.
        date: The dates that it is about.
        said: The figure as worded; empty for a relation.
        read: The values that it is taken to say.
        rule: How it was read, with its definition, confidence and what it replaces, if it has any.
        source: The number of its source; 0 for none.
        cite: What it comes from, if it has no source.
        because: Its reason, if it rests on one.
    """

    what: str
    date: str = attrs.field(kw_only=True)
    said: str = attrs.field(kw_only=True)
    read: str = attrs.field(kw_only=True)
    rule: tuple[str, ...] = attrs.field(kw_only=True)
    source: int = attrs.field(kw_only=True)
    cite: str = attrs.field(kw_only=True)
    because: str = attrs.field(kw_only=True)


@attrs.frozen
class FactGroup:
    """Facts under a heading, and how many more there are than are shown."""

    heading: str
    rows: tuple[FactRow, ...]
    more: int = 0


@attrs.frozen
class StepView:
    """A line of arithmetic: the text, how often it counts, and where it is taken from."""

    text: str
    times: str = attrs.field(kw_only=True)
    cite: str = attrs.field(kw_only=True)
    source: int = attrs.field(kw_only=True)
    depth: int = attrs.field(kw_only=True)


@attrs.frozen
class Argument:
    """A proof: what it begins with, its lines, and how many more there are than are shown."""

    intro: str
    steps: tuple[StepView, ...] = ()
    more: int = 0


@attrs.frozen
class ExampleRow:
    """Units in the same sets, and how many of them each example has."""

    sets: str
    counts: tuple[str, ...]


@attrs.frozen
class Examples:
    """Example populations side by side.

    Attributes:
        columns: What each example is of.
        measure: The measure that is claimed.
        values: Its value in each.
        differ: The rows in which the examples differ.
        same: The rows in which they do not.
        notes: What is left out, and what happens between dates.
    """

    columns: tuple[str, ...]
    measure: str = attrs.field(kw_only=True)
    values: tuple[str, ...] = attrs.field(kw_only=True)
    differ: tuple[ExampleRow, ...] = attrs.field(kw_only=True)
    same: tuple[ExampleRow, ...] = attrs.field(kw_only=True)
    notes: tuple[str, ...] = attrs.field(kw_only=True)


@attrs.frozen
class Assumed:
    """An assumption and its reason."""

    text: str
    because: str


@attrs.frozen
class ConflictView:
    """Facts that cannot all be true, with the proof."""

    number: int
    intro: str = attrs.field(kw_only=True)
    facts: tuple[FactRow, ...] = attrs.field(kw_only=True)
    proof: Argument = attrs.field(kw_only=True)
    claims: tuple[int, ...] = attrs.field(kw_only=True)


@attrs.frozen(kw_only=True)
class ClaimView:
    """A claim and what came of it.

    Attributes:
        number: Its number in the report.
        text: The words; empty if there are none.
        short: The words or the statement, shortened.
        by: Who said it.
        statement: It as a statement.
        rule: How its words were read.
        outcome: The outcome in a word.
        phrase: What stands behind that word.
        sentence: What that means.
        readings: Its readings where they differ: which, the values, and the outcome.
        measure: What it is about.
        allowed: The values that the facts allow; empty where there is no such interval.
        sharpness: Whether a tighter interval is right.
        drawing: The interval drawn.
        facts: The facts tied to it.
        arguments: The arithmetic.
        examples: The example populations.
        settling: What would settle it.
        assumptions: The assumptions tied to it.
        confidence: The confidence of the answer; empty if it is 1.
        alike: Figures that look like the claimed one and are about something else.
        notes: What a reader should know besides.
        rests: What is left of the verdict without each source that its proofs use: the number of the source, and that.
        conflicts: The numbers of the contradictions that stand in the way of a verdict.
    """

    number: int
    text: str
    short: str
    by: str
    statement: str
    rule: str
    outcome: str
    phrase: str
    sentence: str
    readings: tuple[tuple[str, str, str], ...] = ()
    measure: str = ""
    allowed: str = ""
    sharpness: str = ""
    drawing: Drawing | None = None
    facts: tuple[FactGroup, ...] = ()
    arguments: tuple[Argument, ...] = ()
    examples: Examples | None = None
    settling: tuple[str, ...] = ()
    assumptions: tuple[Assumed, ...] = ()
    confidence: str = ""
    alike: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    rests: tuple[tuple[int, str], ...] = ()
    conflicts: tuple[int, ...] = ()


@attrs.frozen(kw_only=True)
class Page:
    """A whole report.

    Attributes:
        title: Its title.
        description: What it is, in a sentence.
        dockets: The dockets: name and unit.
        claims: The claims.
        outcomes: The outcomes that are told of: word and meaning.
        words: Other words that it uses, with what they mean.
        conflicts: All contradictions among the facts.
        complete: Whether there are no others.
        ways_out: What to type next where facts contradict each other, and what each of that does.
        names: The sets that are named: name and meaning.
        sources: The sources.
        version: The version of the library.
        document: The name of the document; empty if it is not known.
        digest: The SHA-256 of the document; empty if it is not known.
        dated: The date that the report bears; empty for none.
        by: Who made it; empty if that is not said.
        remarks: What is noted of every answer, such as what was left out.
        commands: What to type to check it again, and what each of that does.
    """

    title: str
    description: str
    dockets: tuple[tuple[str, str], ...]
    claims: tuple[ClaimView, ...]
    outcomes: tuple[tuple[str, str], ...]
    words: tuple[tuple[str, str], ...]
    conflicts: tuple[ConflictView, ...]
    complete: bool
    ways_out: tuple[tuple[str, str], ...]
    names: tuple[tuple[str, str], ...]
    sources: tuple[SourceView, ...]
    version: str
    document: str
    digest: str
    dated: str
    by: str
    remarks: tuple[str, ...]
    commands: tuple[tuple[str, str], ...]
