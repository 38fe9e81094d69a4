"""Expressions: the text of populations, measures, relations and statements, read by one grammar.

Operators and their precedence are Python's; what `repr` shows of a model object reads back as an equal object. Nothing
is evaluated as code. Length and nesting are limited before parsing, so that no text takes long or exhausts the stack.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from docketstats.errors import DocketStatsError, ModelError
from docketstats.model.measure import Measure, Statement
from docketstats.model.population import Population, Relation
from docketstats.notation.building import Builder
from docketstats.notation.names import Namespace
from docketstats.values import misdated

if TYPE_CHECKING:
    from lark import Lark, Tree

LONGEST = 10_000
"""Characters that an expression may have."""
DEEPEST = 30
"""Brackets that may be open at one place."""
MOST_SIGNS = 60
"""Signs ``-`` and ``~`` that an expression may have: each may nest what precedes or follows it."""

# A terminal marked ".2" goes first where a bare word would match as well.
_GRAMMAR = r"""
?population: symmetric | population "|" symmetric -> union
?symmetric: common | symmetric "^" common -> either
?common: difference | common "&" difference -> both
?difference: opposite | difference "-" opposite -> minus
?opposite: placed | "~" opposite -> rest
?placed: atom | placed _AT_CALL date ")" -> at | placed "@" date -> at
?atom: name | "(" population ")"
name: (WORD | QUOTED) ("." (WORD | QUOTED))?
date: QUOTED | DATE

?measure: product | measure "+" product -> add | measure "-" product -> subtract
?product: signed | product "*" signed -> times | product "/" signed -> over
?signed: factor | "-" signed -> negative
?factor: number | call | "(" measure ")" | factor _AT_CALL date ")" -> measure_at
number: NUMBER (_PER NUMBER)?
call: CALL "(" (population | call) ("," option)* ")"
    | MOVES "(" population "," population ("," option)* ")" -> moves
    | RATIO "(" measure "," measure ")" -> ratio
option: AMONG "=" population | DATED "=" date | KIND "=" QUOTED -> named

statement: measure SIGN measure -> compared
    | measure SIGN measure SIGN measure -> chained
    | measure _BETWEEN measure _AND measure -> between
    | measure _IN interval -> lies_in
interval: (SQUARE | ROUND) END "," END (SQUARE_END | ROUND_END)
    | _INTERVAL "(" end "," end ("," FLAG)* ")" -> spelled
    | _INTERVAL ".empty()" -> empty_interval
?end: END | _FRACTION "(" END "," END ")" -> fraction

relation: population (WITHIN | DISJOINT | SAME) population
    | population EMPTY
    | COVERS "(" population ("," population)* ")" -> covers

WORD: /\w+(?::\w+)*/
QUOTED: /"[^"]*"|'[^']*'/
DATE: /\d{4}-?Q[1-4]\b|\d{4}(?:-\d\d){0,2}\b|FY ?\d{4}\b/
NUMBER: /(?:[1-9]\d{0,2}(?:,\d{3})+(?!\d)|\d+(?:_\d+)*)(?:\.\d+)?(?:\s*%)?|\.\d+(?:\s*%)?/
END: /-?(?:inf\b|\d+(?:_\d+)*(?:\.\d+)?(?:\/\d+)?(?:\s*%)?)/
_AT_CALL.2: /\.\s*at\s*\(/
CALL.2: /(?:count|share|change|growth|average|entries|exits|entrants|leavers)(?=\s*\()/
MOVES.2: /moves(?=\s*\()/
RATIO.2: /ratio(?=\s*\()/
COVERS.2: /covers(?=\s*\()/
AMONG: /among(?=\s*=)/
DATED: /(?:at|since|until|during)(?=\s*=)/
KIND: /kind(?=\s*=)/
WITHIN: /within\b/
DISJOINT: /disjoint\s+from\b/
SAME: /same\s+as\b/
EMPTY: /(?:is\s+)?empty\b/
SIGN: /<=|>=|==|=|<|>|≤|≥/
FLAG: /(?:lower|upper)_open\s*=\s*True\b/
SQUARE: "["
ROUND: "("
SQUARE_END: "]"
ROUND_END: ")"
_PER: /per\b/
_BETWEEN: /between\b/
_AND: /and\b/
_IN: /in\b/
_INTERVAL: /Interval\b/
_FRACTION: /Fraction\b/
%ignore /\s+/
"""

_FORMS = {
    "population": "combine names with & | - ^ ~ and brackets; put names with blanks or hyphens in quotes",
    "measure": "write count(a), share(a, among=b), change(a, since=..., until=...), growth(...), "
    "average(a, during=...), entries(a, during=...), exits(...), ratio(m, m)",
    "relation": "write 'a within b', 'a disjoint from b', 'a same as b', 'a empty' or covers(a, b)",
    "statement": "compare a measure with a number or a measure, as in count(a) >= 5 or 1 <= count(a) <= 5",
}
_EVENTS = (
    (re.compile(r"(?i)(?:book|admi|fil|arriv|intake|referr)"), "write entries(a, during=2024) for what comes into a"),
    (re.compile(r"(?i)(?:releas|discharg|depart|dispos|clos)"), "write exits(a, during=2024) for what goes out of a"),
)
"""What is a flow, by the beginning of what others call it."""
_BEHIND = (
    (
        re.compile(r"\b(?:at|since|until|during)\s*=\s*[\w-]*\s*$"),
        "write a day, 2024-06-30, or a month, quarter, year or FY2024; since=... and until=... give other spans, where "
        "a measure has them",
    ),
    (re.compile(r"\bratio\s*\((?:[^()]|\([^()]*\))*$"), "write ratio(count(a), count(b)) for sets a and b"),
)
"""What to write by what stands before a sign that does not fit."""
_DATE = re.compile(r"(?:\b(?:at|since|until|during)\s*=|@|\bat\()\s*(\d[\w./:-]*)")
"""A date in digits."""
_HINTS = (
    (re.compile(r"at\s+[\d'\"]"), "write a.at(2024-06-30) or a @ 2024-06-30 for a set at a date"),
    (re.compile(r"(?:and|or|not)\b"), "use & for and, | for or, ~ for not"),
    (re.compile(r"[<>=≤≥]"), "write count(...) for the number of units in a population"),
)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_CALLS = re.compile(r"\b(?:count|share|change|growth|average|ratio|entries|exits|moves|entrants|leavers)\s*\(")


def parse_population(text: str, names: Namespace) -> Population:
    """Read a population.

    Raises:
        ModelError: If the text is no population; it says where.
        UnknownName: For a name that nothing defines; it lists close matches.

    >>> from docketstats import Docket
    >>> names = Namespace((Docket("court"),), (("court", "asylum", ""), ("court", "older than a year", "")))
    >>> parse_population('asylum - "older than a year" @ 2024-09-30', names)
    asylum - "older than a year".at("2024-09-30")
    """
    result = _parse(text, "population", names)
    assert isinstance(result, Population)
    return result


def parse_measure(text: str, names: Namespace) -> Measure:
    """Read a measure.

    Raises:
        ModelError: If the text is no measure; it says where.

    >>> from docketstats import Docket
    >>> parse_measure("count(everyone, at=2024-09-30) / 2", Namespace((Docket("court"),)))
    (1/2) * count(everyone, at="2024-09-30")
    """
    result = _parse(text, "measure", names)
    if not isinstance(result, Measure):
        raise ModelError("this is a number and no measure", where=_shown(text, 0), mend=_FORMS["measure"])
    return result


def parse_relation(text: str, names: Namespace) -> Relation:
    """Read a relation.

    Raises:
        ModelError: If the text is no relation; it says where.

    >>> from docketstats import Docket
    >>> parse_relation("appeal within decided", Namespace((Docket("c"),), (("c", "appeal", ""), ("c", "decided", ""))))
    appeal within decided
    """
    result = _parse(text, "relation", names)
    assert isinstance(result, Relation)
    return result


def parse_statement(text: str, names: Namespace) -> Statement:
    """Read a statement. It keeps the words in which it was typed.

    Raises:
        ModelError: If the text is no statement; it says where.

    >>> from docketstats import Docket
    >>> s = parse_statement("13_000 <= count(everyone, at=2024) < 14_000", Namespace((Docket("court"),)))
    >>> s.interval
    Interval(13000, 14000, upper_open=True)
    """
    result = _parse(text, "statement", names)
    assert isinstance(result, Statement)
    return result


def parse_what(text: str, names: Namespace) -> Population | Measure:
    """Read a population or a measure: text with a call such as ``count(...)`` is a measure.

    >>> import docketstats as ds
    >>> court = ds.Docket("court", unit="case")
    >>> names = Namespace((court,), (("court", "old", "over a year old"),))
    >>> parse_what("~old", names), parse_what("count(old)", names)
    (~old, count(old))
    """
    return parse_measure(text, names) if _has_call(text) else parse_population(text, names)


def parse_said(text: str, names: Namespace) -> Statement | Relation:
    """Read a statement or a relation: text with a call such as ``count(...)`` is a statement.

    >>> import docketstats as ds
    >>> court = ds.Docket("court", unit="case")
    >>> names = Namespace((court,), (("court", "old", "over a year old"), ("court", "open", "not closed")))
    >>> parse_said("old within open", names), parse_said("count(old) <= 100", names)
    (old within open, count(old) <= 100)
    """
    return parse_statement(text, names) if _has_call(text) else parse_relation(text, names)


def _has_call(text: str) -> bool:
    return bool(_CALLS.search(_QUOTED.sub("''", text)))


@cache
def _lark() -> Lark:
    from lark import Lark  # here, because importing it takes as long as reading a small document

    return Lark(_GRAMMAR, parser="lalr", lexer="contextual", start=list(_FORMS), propagate_positions=True)


def _parse(text: str, start: str, names: Namespace) -> object:
    from lark import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

    _check_size(text)
    try:
        tree = _lark().parse(text, start=start)
    except UnexpectedInput as error:
        place = len(text)
        if isinstance(error, UnexpectedCharacters) or (
            isinstance(error, UnexpectedToken) and error.token.type != "$END"
        ):
            place = error.pos_in_stream or 0
        raise _unexpected(text, place, start, names) from None
    return _evaluate(tree, Builder(names, text), text)


def _evaluate(tree: Tree[Any], builder: Builder, text: str) -> object:
    """The value of a parse tree. Bottom up and without recursion: long sums make deep trees."""
    values: dict[int, object] = {}
    for node in tree.iter_subtrees():
        parts = [values[id(child)] if hasattr(child, "data") else child for child in node.children]
        make: Callable[..., object] = getattr(builder, node.data)
        try:
            values[id(node)] = make(*parts)
        except DocketStatsError as error:
            # The place helps to find a wrong name; an error that says more already keeps what it says.
            where = _shown(text, getattr(node.meta, "start_pos", 0))
            error.where = f"{where}, {error.where}" if error.where else where
            raise
        except (TypeError, ZeroDivisionError) as error:
            raise ModelError(str(error), where=_shown(text, getattr(node.meta, "start_pos", 0))) from None
    return values[id(tree)]


def _check_size(text: str) -> None:
    if not isinstance(text, str):
        raise ModelError(f"an expression is text, not {type(text).__name__}", mend="write it in quotes")
    if not text.strip():
        raise ModelError("the expression is empty", mend=_FORMS["population"])
    if len(text) > LONGEST:
        raise ModelError(f"an expression has at most {LONGEST:,} characters, this one {len(text):,}")
    bare = re.sub(r"\d-\d", "0", _QUOTED.sub("", text))
    depth = deepest = 0
    for sign in bare:
        depth += (sign == "(") - (sign == ")")
        deepest = max(deepest, depth)
    if deepest > DEEPEST:
        raise ModelError(f"at most {DEEPEST} brackets may be open at once, here {deepest}", where=_shown(text, 0))
    if (signs := bare.count("-") + bare.count("~")) > MOST_SIGNS:
        raise ModelError(f"an expression has at most {MOST_SIGNS} signs - and ~, this one {signs}")


def _unexpected(text: str, place: int, start: str, names: Namespace) -> ModelError:
    rest = text[place:]
    mend = next((hint for pattern, hint in _HINTS if pattern.match(rest) and start != "statement"), _FORMS[start])
    if not rest.strip():
        return ModelError(f"the {start} ends too early", where=_shown(text, place), mend=mend)
    if start == "measure" and re.match(r"[<>=≤≥]|(?:between|in)\b", rest):
        asked = text[:place].strip()
        mend = f"ask for {asked}; a statement is for a claim, as its 'says', or for an assumption"
        return ModelError("this is a statement and no measure", where=_shown(text, place), mend=mend)
    word = re.match(r"\"[^\"]*\"|\w+|\s*\S", rest)
    found = word.group().strip() if word else rest[0]
    before = text[:place]
    called = re.search(r"\w+\s*$", before) if found == "(" else re.match(r"\w+(?=\s*\()", rest)
    if called and not _CALLS.match(f"{called.group()}("):
        mend = next((hint for pattern, hint in _EVENTS if pattern.match(called.group())), _FORMS["measure"])
        begin = called.start() if found == "(" else place
        return ModelError(f"there is no measure {called.group().strip()!r}", where=_shown(text, begin), mend=mend)
    mend = next((hint for pattern, hint in _BEHIND if pattern.search(before)), mend)
    if (dated := _DATE.search(text)) and dated.start() <= place < dated.end():
        days = misdated.meant(dated[1])
        mend = f"write {' or '.join(days)}{', whichever is meant' if days[1:] else ''}" if days else mend
    if mend == _FORMS["population"] and word and re.match(r"\w", found):
        # Words for a set, as in "people roaming free": what may stand here is a name that is known.
        mend += f"; {names.listed()}"
    return ModelError(f"{found!r} does not fit here in a {start}", where=_shown(text, place), mend=mend)


def _shown(text: str, place: int) -> str:
    """The place in the text, with what stands around it when the text is long."""
    first, last = max(0, place - 40), place + 40
    part = ("..." if first else "") + text[first:last] + ("..." if last < len(text) else "")
    return f"character {place + 1} of '{part}'"
