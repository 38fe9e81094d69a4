"""Generated wordings: each is read or refused, never anything else; what is read can be printed and read again."""

from __future__ import annotations

import math
import os
import sys
import time
from collections import Counter
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.lark import from_lark
from lark import Lark

from docketstats.errors import IntervalError, UnitError, WordingError
from docketstats.values.grammar import grammar
from docketstats.values.interval import Interval
from docketstats.values.lexicon import (
    CELLS,
    COUNTED,
    CUTS,
    LEADS,
    MOVES,
    MULTIPLES,
    PARTS,
    PLURALS,
    RANGES,
    SCALES,
    SMALL,
    TENS,
    THIRDS,
    TRAILS,
    WHOLES,
    phrases,
)
from docketstats.values.phrases import LONGEST
from docketstats.values.wording import phrase, read, read_number, read_wording, readings

LONG = os.environ.get("DOCKETSTATS_PROFILE") == "long"

# -- wordings ------------------------------------------------------------------------------------------------


def words(*parts: object) -> st.SearchStrategy[str]:
    """Parts in a row: texts as they stand, strategies as they are drawn."""
    drawn = (st.just(part) if isinstance(part, str) else part for part in parts)
    return st.tuples(*drawn).map(lambda texts: " ".join(text for text in texts if text))


def maybe(one: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(st.just(""), one)


def one_of(*tables: object) -> st.SearchStrategy[str]:
    return st.sampled_from([word for table in tables for word in table])


def leads(table: dict[str, tuple[str, ...]], *kinds: str) -> st.SearchStrategy[str]:
    return one_of(*(table[kind] for kind in kinds or table))


WHOLE = st.integers(0, 10**12).map(lambda n: f"{n:,}") | st.integers(0, 9_999).map(str)
DECIMAL = st.decimals(0, 10**6, places=2).map(str)
HUNDREDS = words(one_of(SMALL), "hundred", maybe(st.just("and")))
SPELLED = words(maybe(HUNDREDS), one_of(SMALL, TENS), maybe(one_of(SCALES)))
SCALED = words(WHOLE | DECIMAL | one_of(SMALL), one_of(SCALES))
PART = words(st.sampled_from(["and a", "and one", "and three"]), one_of(PARTS))
PARTED = words(SPELLED | WHOLE | st.just("a million"), PART, maybe(one_of(SCALES)))
PLAIN_NUMBER = st.one_of(
    *(WHOLE, DECIMAL, SPELLED, SCALED, PARTED),
    st.sampled_from(["a dozen", "half a million", "7½ million", "2-1/2 million"]),
)
PURE_NUMBER = st.one_of(
    words(PLAIN_NUMBER, st.sampled_from(["%", "percent", "percentage points", "‰"])),
    words(PLAIN_NUMBER, st.sampled_from(["in", "per", "out of every"]), PLAIN_NUMBER),
    words(one_of(SMALL), one_of(PARTS)),
    st.tuples(st.integers(0, 99), st.integers(0, 99)).map(lambda pair: f"{pair[0]}/{pair[1]}"),
    one_of(MULTIPLES, CUTS),
    words(PLAIN_NUMBER, "times as many"),
)
NUMBER = words(maybe(st.sampled_from(["-", "minus"])), PLAIN_NUMBER | PURE_NUMBER)
UNIT = words(maybe(st.sampled_from(["of the", "of these"])), one_of(COUNTED).map(lambda unit: unit.replace("?", "")))
ESTIMATE = st.one_of(
    NUMBER,
    words(leads(LEADS), NUMBER),
    words(NUMBER, leads(TRAILS)),
    words(st.sampled_from(["between", ""]), NUMBER, st.sampled_from(["and", "to", "or", "–"]), NUMBER),
    words(leads(LEADS, "MORE", "AT_LEAST"), NUMBER, "and", leads(LEADS, "LESS", "AT_MOST"), NUMBER),
)
PHRASE = st.one_of(
    words(ESTIMATE, maybe(UNIT)),
    words(leads(MOVES), ESTIMATE),
    words(ESTIMATE, leads(MOVES, "RISE", "FALL")),
    words(leads(WHOLES), maybe(UNIT)),
    words(maybe(st.just("in the")), maybe(one_of(THIRDS)), one_of(PLURALS, RANGES)),
    words(NUMBER, st.sampled_from(["±", "plus or minus", "rounded to the nearest"]), NUMBER),
    one_of(CELLS),
)
SPOKEN = words(maybe(st.just("a total of")), PHRASE, maybe(st.sampled_from(["*", "(1)", "[a]", "†", "r", "¹", "(p)"])))
BY_GRAMMAR = from_lark(Lark(grammar(), parser="lalr", start="start"), start="start")


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A wording in which words or letters are lost, doubled, swapped or strange."""
    pieces: list[str] = draw(SPOKEN).split(" ")
    if draw(st.booleans()):
        pieces = list(" ".join(pieces))
    joint = "" if all(len(piece) == 1 for piece in pieces) else " "
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(pieces)))
        match draw(st.sampled_from(["lose", "double", "swap", "strange"])):
            case "lose":
                del pieces[at : at + 1]
            case "double":
                pieces[at:at] = pieces[at : at + 2]
            case "swap":
                pieces[at : at + 2] = reversed(pieces[at : at + 2])
            case _:
                pieces.insert(at, draw(one_of(phrases()) | st.characters() | one_of(CELLS)))
    return joint.join(pieces)


WORDINGS = st.one_of(SPOKEN, SPOKEN, SPOKEN, BY_GRAMMAR, mutated(), mutated(), st.text(max_size=LONGEST + 20))
KINDS = st.sampled_from([*[(None, "")] * 5, (False, "count"), (False, "change"), (True, "share"), (True, "growth")])
STATED = st.sampled_from([*[{}] * 5, {"exact": True}, {"rounded_to": 100}, {"tolerance": "1%"}])

# -- laws ----------------------------------------------------------------------------------------------------


def fate(text: str, measured: tuple[bool | None, str], stated: dict[str, object]) -> str:
    """Whether a wording is read. What is read has its readings in order, and is printed and read again."""
    share, kind = measured
    try:
        if share is None:
            found = [read(text, "press", **stated), read(text, **stated)]
        else:
            found = [one.interval for one in readings(text, share=share, kind=kind, **stated)]
    except (WordingError, UnitError) as refused:
        return "refused" if refused.where and refused.what else "refused without a reason"
    weakest, strongest = found
    assert not strongest.is_empty
    assert strongest.subset(weakest)
    for interval in found:
        assert read(phrase(interval)) == interval
    return "read"


def test_a_generated_wording_is_read_or_refused() -> None:
    """Nothing else is raised: 100,000 times under the profile `long`."""
    fates: Counter[str] = Counter()

    @settings(max_examples=100_000 if LONG else 2_000)
    @given(WORDINGS, KINDS, STATED)
    def law(text: str, measured: tuple[bool | None, str], stated: dict[str, object]) -> None:
        fates[fate(text, measured, stated)] += 1

    law()
    assert min(fates["read"], fates["refused"]) > 0.08 * fates.total()  # neither side is left untried
    assert set(fates) == {"read", "refused"}


MARGIN = words(st.sampled_from(["±", "plus or minus", "rounded to the nearest"]), PLAIN_NUMBER)
MOVED = st.one_of(ESTIMATE, words(NUMBER, MARGIN))


@given(MOVED, st.sampled_from(["rose by", "an increase of"]), st.sampled_from(["literal", "press"]), STATED)
@settings(max_examples=20_000 if LONG else 500)
@example("nearly 10", "rose by", "press", {})
@example("10 ± 20", "rose by", "press", {})
@example("10 or fewer", "an increase of", "literal", {})
@example("5", "rose by", "press", {"rounded_to": 100})
def test_a_rise_is_no_fall_and_a_fall_is_its_mirror(
    estimate: str, up: str, reading: str, stated: dict[str, object]
) -> None:
    down = {"rose by": "fell by", "an increase of": "a decrease of"}[up]
    try:
        rise, fall = (read(f"{move} {estimate}", reading, **stated) for move in (up, down))
    except (UnitError, WordingError):
        return  # refused, such as a level; another law sees that much is read
    assert rise.subset(Interval.at_least(0))
    assert fall.subset(Interval.at_most(0))
    if not stated and "rounded" not in estimate:  # half up is no mirror
        assert fall == -rise


@given(one_of(MULTIPLES, CUTS), leads(LEADS), st.sampled_from(["literal", "press"]))
def test_what_doubled_grew_and_what_halved_fell(multiple: str, lead: str, reading: str) -> None:
    try:
        found = read(f"{lead} {multiple}", reading, tolerance=5)
    except WordingError:
        return
    if multiple.endswith("ed") or multiple in CUTS:
        assert found.subset(Interval.less_than(1) if multiple in CUTS else Interval.more_than(1))


SPELT = {**{n: word for word, n in SMALL.items() if n}, **{n: word for word, n in TENS.items()}}
QUARTERS = {Fraction(1, 4): "a quarter", Fraction(1, 2): "a half", Fraction(3, 4): "three-quarters"}


@given(
    st.sampled_from(sorted(SPELT)),
    st.sampled_from(sorted(QUARTERS)),
    st.sampled_from(["thousand", "million", "billion", "trillion", "dozen"]),
)
def test_a_part_of_a_scale_is_one_number_wherever_the_scale_stands(count: int, part: Fraction, scale: str) -> None:
    word, more = SPELT[count], QUARTERS[part]
    spoken = [f"{number} and {more} {scale}" for number in (word, f"{count}")]
    spoken += [f"{number} {scale} and {more}" for number in (word, f"{count}")]
    spoken += [f"{count} {part} {scale}", f"{count}-{part} {scale}"]
    right = read_number(f"{count} {scale}") + read_number(f"{part} of a {scale}")
    assert {read_number(text) for text in spoken} == {right} == {(count + part) * SCALES[scale]}


@given(one_of(SCALES), one_of(SCALES), st.sampled_from(["a", "two", "2", "2 hundred", "two hundred"]))
def test_a_part_between_two_scales_is_never_guessed(before: str, after: str, count: str) -> None:
    with pytest.raises(WordingError):
        read(f"{count} {before} and a half {after}")


ENDS = st.one_of(
    st.integers(-(10**39), 10**39),
    st.fractions(max_denominator=10**6),
    st.decimals(-(10**6), 10**6, places=4).map(Fraction),
    st.integers(-200, 200).map(lambda n: Fraction(n, 8)),
    st.sampled_from([math.inf, -math.inf]),
)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = sorted((draw(ENDS), draw(ENDS)))
    if low == high:
        return Interval.entire() if isinstance(low, float) else Interval.exactly(low)
    return Interval(low, high, lower_open=draw(st.booleans()), upper_open=draw(st.booleans()))


@given(intervals())
@example(Interval(0, Fraction(1, 3)))
@example(Interval(Fraction(-41, 8), 5, upper_open=True))
@settings(max_examples=20_000 if LONG else 500)
def test_an_interval_is_printed_and_read_again(interval: Interval) -> None:
    assert read(phrase(interval)) == interval
    assert len(phrase(interval)) <= LONGEST


@given(intervals())
def test_press_may_only_widen_what_is_printed(interval: Interval) -> None:
    assert interval.subset(read(phrase(interval), "press"))


@pytest.mark.parametrize(
    ("interval", "text"),
    [
        (Interval.more_than(7_500_000), "more than 7,500,000"),
        (Interval.at_least(5), "at least 5"),
        (Interval.less_than(Fraction(1, 2)), "less than 0.5"),
        (Interval.at_most(-3), "at most -3"),
        (Interval(5, 10, upper_open=True), "at least 5 and less than 10"),
        (Interval(5, 10, lower_open=True), "more than 5 and at most 10"),
        (Interval(20, 30), "20 to 30"),
        (Interval.exactly(Fraction(1, 3)), "exactly 1/3"),
        (Interval.exactly(Fraction(41, 8)), "exactly 5.1250"),
        (Interval.entire(), "unknown"),
    ],
)
def test_how_an_interval_is_printed(interval: Interval, text: str) -> None:
    assert phrase(interval) == text


def test_what_no_wording_says() -> None:
    with pytest.raises(IntervalError, match="no wording"):
        phrase(Interval.empty())
    with pytest.raises(WordingError, match="at most 80 digits"):
        phrase(Interval.exactly(10**90))
    with pytest.raises(WordingError, match="at most 80 digits"):
        read("9" * 90)


# -- cost ----------------------------------------------------------------------------------------------------

PIECES = (
    *("one hundred ", "a", " ", "9", "9,", "9 ", "½", "1/", "1/2 ", "(", "*", "† ", "- ", "±", "e", "-odd", "\xa0"),
    *("between 5 and ", "within 5 of ", "to ", "and ", "or ", "of ", "more than ", "at least 5 and ", "rounded "),
    *("in the ", "twenty", "million ", "five thousand ", "N ", "٣", "%", "per ", "a third "),
)


def work(text: str) -> int:
    """How many calls it takes to read or refuse a text: a measure that no busy machine disturbs."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        read(text)
    except WordingError:
        pass
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("piece", PIECES)
def test_work_grows_no_faster_than_the_text(piece: str) -> None:
    read("5")  # builds the parser
    work("moer than 5")  # builds the lists of phrases
    sizes = [LONGEST // 8, LONGEST // 4, LONGEST // 2, LONGEST]
    costs = [work((piece * LONGEST)[:size]) for size in sizes]
    slack = 12_000  # the nearest phrase is sought among a fixed number of them
    assert all(twice <= 2.5 * once + slack for once, twice in pairwise(costs))


@pytest.mark.parametrize("piece", PIECES)
def test_no_text_is_slow(piece: str) -> None:
    """No regular expression backtracks without end, which counting calls does not show."""
    read("5")
    start = time.process_time()
    for text in ((piece * LONGEST)[:LONGEST], (piece * LONGEST)[: LONGEST - 2] + " $", piece * 1_000_000):
        with pytest.raises(WordingError):
            read(f"qq {text}"[: max(LONGEST, len(text))])
    assert time.process_time() - start < 2


def test_what_is_too_long_is_refused_before_it_is_looked_at() -> None:
    for call in (read, read_number, readings, read_wording, lambda text: read("5", rounded_to=text)):
        with pytest.raises(WordingError, match="at most 200 characters"):
            call("one hundred and " * 100_000)
    assert work("½ " * 1_000) == work("½ " * 500_000)
