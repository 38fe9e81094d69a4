"""The checker of proofs, witnesses and rays. It is exact, imports no solver and evaluates populations itself.

Worlds are the combinations of memberships in the leaves that a proof names. A leaf of a proof holds if, in every world
that its zero-facts leave, the lines' coefficients add up to at least the conclusion's: counts are never negative, so
the sum over all units then bounds the conclusion.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from docketstats.errors import ProofRejected
from docketstats.inference.definitions import Definitions
from docketstats.inference.proof import Combination, Part, Proof, Ray, Split, Tree, Witness
from docketstats.inference.recount import counter, value_in
from docketstats.inference.universe import Universe
from docketstats.model.facts import Fact, Line
from docketstats.model.term import Term


def add_up(lines: Iterable[tuple[Line, int]], conclusion: Line, scale: int) -> tuple[dict[Term, int], int]:
    """The coefficients of lines times factors minus ``scale`` times the conclusion, and the sum of the lines' ends.

    Raises:
        ProofRejected: If a line is used for an end that it does not have.
    """
    coefficients: dict[Term, int] = {}
    total = 0
    for line, factor in lines:
        end = line.upper if factor > 0 else line.lower
        if isinstance(end, float):
            raise ProofRejected("a line is used for an end that it does not have", where=_shown(line))
        total += factor * end
        for term, one in line.terms:
            coefficients[term] = coefficients.get(term, 0) + factor * one
    for term, one in conclusion.terms:
        coefficients[term] = coefficients.get(term, 0) - scale * one
    return {term: factor for term, factor in coefficients.items() if factor}, total


def check_proof(proof: Proof) -> None:
    """Check that the conclusion of a proof follows from its facts.

    Raises:
        ProofRejected: If it does not; the message says at which step.

    >>> import docketstats as ds
    >>> court, report = ds.Docket("court", unit="case"), ds.Source("Annual report")
    >>> old = court.population("old")
    >>> evidence = ds.Evidence(court.snapshot("2024-09-30", figures=[ds.reported(court.everyone, 100, source=report)]))
    >>> check_proof(evidence.bound(old).upper.proof)  # raises nothing: it holds
    """
    if not isinstance(proof.conclusion.upper, int):
        raise ProofRejected("the conclusion has no upper end")
    lines = (proof.conclusion, *(line for fact in proof.facts for line in fact.lines))
    ends = (end for line in lines for end in (line.lower, line.upper))
    _whole(*(end for end in ends if end not in (math.inf, -math.inf)))
    _whole(*(factor for line in lines for _, factor in line.terms))
    defined = Definitions(proof.definitions)
    if any(leaf in defined for line in lines for leaf in line.leaves):
        raise ProofRejected("a definition is about a set that the facts are about")
    _check_tree(proof, proof.tree, (), defined)


def _check_tree(proof: Proof, tree: Tree, path: tuple[Line, ...], defined: Definitions) -> None:
    if isinstance(tree, Split):
        _whole(tree.at)
        form = ((tree.term, 1),)
        _check_tree(proof, tree.low, (*path, Line(form, -math.inf, tree.at)), defined)
        _check_tree(proof, tree.high, (*path, Line(form, tree.at + 1, math.inf)), defined)
        return
    where = f"leaf below {len(path)} splits"
    _whole(tree.scale, *(number for one in tree.multipliers for number in (one.fact, one.line, one.factor)))
    used = [(_line(proof, path, one.fact, one.line), one.factor) for one in tree.multipliers]
    summed, total = add_up(used, proof.conclusion, tree.scale)
    rest: dict[Term, int] = {}
    for term, factor in summed.items():
        name = defined.short(term)
        rest[name] = rest.get(name, 0) + factor
    for part in tree.parts:
        for term, factor in part.terms:
            _whole(factor)
            rest[term] = rest.get(term, 0) - factor
    left = Part(tuple((term, factor) for term, factor in rest.items() if factor), tree.zeros)
    for part in (*tree.parts, left):
        zeros = [_line(proof, path, fact, line, defined.lines) for fact, line in part.zeros]
        for line in zeros:
            if not line.empties:
                raise ProofRejected(f"{_shown(line)} empties nothing", where=where)
        empty = [defined.short(term) for line in zeros for term, _ in line.terms]
        universe = Universe([term for term, _ in part.terms], empty)
        if universe.below_zero(part.terms, universe.alive):
            raise ProofRejected("the lines do not dominate the conclusion in every world", where=where)
    _check_total(proof, tree, total, where)


def _whole(*numbers: object) -> None:
    # A fraction would split whole counts nowhere, and a float would round.
    for number in numbers:
        if type(number) is not int:
            raise ProofRejected(f"{number!r} is no whole number")


def _check_total(proof: Proof, tree: Combination, total: int, where: str) -> None:
    if tree.scale < 0:
        raise ProofRejected("a negative scale", where=where)
    if tree.scale == 0 and total >= 0:
        raise ProofRejected(f"the lines add up to 0 <= {total}, which is no contradiction", where=where)
    # The conclusion's form is a whole number, so what is above a whole bound by a fraction is not above it.
    if tree.scale and total // tree.scale > proof.conclusion.upper:
        raise ProofRejected(f"the lines give {total}/{tree.scale}, not {proof.conclusion.upper}", where=where)


def _line(proof: Proof, path: Sequence[Line], fact: int, line: int, defined: Sequence[Line] = ()) -> Line:
    lines = {-1: path, -2: defined}.get(fact, proof.facts[fact].lines if 0 <= fact < len(proof.facts) else ())
    if not 0 <= line < len(lines):
        raise ProofRejected(f"there is no line {line} of fact {fact}")
    return lines[line]


def _shown(line: Line) -> str:
    form = " + ".join(f"{factor} count({term})" for term, factor in line.terms) or "0"
    return f"{line.lower} <= {form} <= {line.upper}"


# -- witnesses and rays ---------------------------------------------------------------------------------------------


def check_witness(witness: Witness) -> None:
    """Recount every fact of a witness, and its measure.

    Raises:
        ProofRejected: If a fact does not hold, a count is not a positive whole number, or the value is another.

    >>> import docketstats as ds
    >>> court, report = ds.Docket("court", unit="case"), ds.Source("Annual report")
    >>> old = court.population("old")
    >>> evidence = ds.Evidence(court.snapshot("2024-09-30", figures=[ds.reported(court.everyone, 100, source=report)]))
    >>> check_witness(evidence.bound(old).upper.witness)  # raises nothing: it fits
    """
    lines = [(fact, line) for fact in witness.facts for line in fact.lines if not line.is_vacuous]
    count = counter(witness.worlds, (*witness.measure.terms, *(term for _, line in lines for term, _ in line.terms)))
    for fact, line in lines:
        value = sum(factor * count(term) for term, factor in line.terms)
        if not line.lower <= value <= line.upper:
            raise ProofRejected(f"the witness has {value} where {_shown(line)}", where=fact.name)
    found = value_in(witness.worlds, witness.measure, count)
    if found != witness.value:
        raise ProofRejected(f"{witness.measure!r} is {found} in the witness, not {witness.value}")


def check_ray(ray: Ray, facts: Iterable[Fact]) -> None:
    """Check that a ray may be added any number of times without breaking a fact.

    Raises:
        ProofRejected: If it may not.

    >>> import docketstats as ds
    >>> figure = ds.Evidence().bound(ds.count(ds.Docket("court").everyone, at="2024"))
    >>> check_ray(figure.upper.ray, figure.facts)  # raises nothing: no fact stands against it
    """
    lines = [(fact, line) for fact in facts for line in fact.lines if not line.is_vacuous]
    count = counter(ray.worlds, (term for _, line in lines for term, _ in line.terms))
    for fact, line in lines:
        step = sum(factor * count(term) for term, factor in line.terms)
        if (step > 0 and line.upper < math.inf) or (step < 0 and line.lower > -math.inf):
            raise ProofRejected("the ray leaves what the fact allows", where=fact.name)
