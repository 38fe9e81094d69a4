"""The words that wordings are made of: numbers, the phrases around them, cells without a number, footnote marks.

Only words stand here, each in one place. `docketstats.values.grammar` says how they go together, and
`docketstats.values.readings` what they mean.
"""

from __future__ import annotations

from fractions import Fraction

# -- numbers -------------------------------------------------------------------------------------------------

SMALL = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
SCALES = {
    "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12, "dozen": 12,
}  # fmt: skip
PARTS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip
MULTIPLES = {
    "doubled": 2, "double": 2, "twice": 2, "tripled": 3, "triple": 3, "trebled": 3, "thrice": 3,
    "quadrupled": 4, "quadruple": 4, "quintupled": 5,
}  # fmt: skip
CUTS = {"halved": Fraction(1, 2), "cut in half": Fraction(1, 2), "cut by half": Fraction(1, 2)}
"""Multiples that are falls: "more than halved" is less than half."""

COUNTED = ("persons?", "people", "individuals?", "cases?", "charges?", "stays?", "events?", "days?")
"""What may be counted. Words for anything else are unknown: they may narrow the number down."""

# -- phrases -------------------------------------------------------------------------------------------------


def _each(first: str, second: str) -> tuple[str, ...]:
    """Every phrase of one of the first words and one of the second; words are parted by bars."""
    return tuple(f"{one} {other}".strip() for one in first.split("|") for other in second.split("|"))


LEADS = {
    "MORE": (
        *_each("|well|far|much", "more than|over|above|north of|in excess of|beyond"),
        *("upwards of", "upward of", "greater than", "higher than", "exceeding", ">"),
    ),
    "LESS": (
        *_each("|well|far|much", "fewer than|less than|under|below|south of|short of"),
        *("lower than", "smaller than", "<"),
    ),
    "AT_LEAST": (
        *_each("no|not", "fewer than|less than|lower than|under|below"),
        *("at least", "at the least", "a minimum of", "minimum of", "as few as", "as little as", "as low as"),
        *("greater than or equal to", ">=", "≥"),
    ),
    "AT_MOST": (
        *_each("no|not", "more than|greater than|higher than|over|above"),
        *("at most", "at the most", "up to", "as many as", "as much as", "as high as", "not exceeding"),
        *("a maximum of", "maximum of", "less than or equal to", "<=", "≤"),
    ),
    "NEARLY": (
        *_each("just|slightly|a little|a bit|a shade", "under|below|less than|fewer than|short of|shy of"),
        *("nearly", "almost", "close to", "approaching", "nearing", "not quite"),
    ),
    "JUST_OVER": (
        *_each("just|slightly|a little|a bit|a shade|barely", "over|above|more than|north of"),
    ),
    "ABOUT": (
        *("about", "around", "roughly", "some", "approximately", "approx", "approx.", "circa", "ca", "ca."),
        *("c", "c.", "an estimated", "estimated", "est.", "in the region of", "in the neighborhood of"),
        *("in the neighbourhood of", "in the vicinity of", "on the order of", "in the order of"),
        *("something like", "more or less", "just about", "~", "≈"),
    ),
    "EXACTLY": ("exactly", "precisely"),
    "ONLY": (
        *("only", "just", "merely", "a mere", "fully", "a full", "a record"),
        *_each("a record|an all-time", "high of|low of"),
    ),
}  # fmt: skip
NEARBY = frozenset(
    {*LEADS["NEARLY"], *LEADS["JUST_OVER"], "up to"}
    | {words for kind in ("AT_LEAST", "AT_MOST") for words in LEADS[kind] if words.startswith("as ")}
)
"""Words that bound one end only, and that readers take for a number near N."""
TRAILS = {
    "OR_MORE": (
        *_each("or", "more|over|above|greater|higher"),
        *("and over", "and above", "and up", "plus", "-plus", "+", "at least", "at the least", "at a minimum"),
        "minimum",
    ),
    "OR_LESS": (
        *_each("or", "fewer|less|under|below|lower"),
        *("at most", "at the most", "at a maximum", "maximum", "max", "max."),
    ),
    "OR_SO": (
        *("or so", "-odd", "odd", "or thereabouts", "more or less", "approximately", "approx", "(approx)", "(approx.)"),
        *("(estimate)", "(estimated)", "(est)", "(est.)", "est"),
    ),
}  # fmt: skip
_ROSE = "up|rose|rising|increased|grew|climbed|jumped|surged"
_FELL = "down|fell|dropped|decreased|declined|shrank|slid"
MOVES = {
    "UP": (
        *_each(_ROSE, "|by"),
        *_each("a|an|a net", "rise of|increase of|gain of|jump of"),
        *("growth of", "higher by"),
    ),
    "DOWN": (
        *_each(_FELL, "|by"),
        *_each("a|a net", "fall of|drop of|decrease of|decline of|reduction of"),
        *("cut by", "reduced by", "lower by"),
    ),
    "RISE": ("more", "higher", "increase", "rise", "jump", "growth", "gain"),
    "FALL": ("fewer", "less", "lower", "decrease", "fall", "drop", "decline", "reduction"),
    "LEVEL": (
        *_each(f"{_ROSE}|{_FELL}".removeprefix("up|").replace("down|", ""), "to"),
        *("down to", "stood at", "stands at", "reached", "hit", "totaled", "totalled", "numbered"),
    ),
}  # fmt: skip
LEVELS = ("above", "below", "beyond", "as low as", "as high as", "lower than", "higher than")
"""What makes a level of a move: "fell below N" says where it is now, and "fell by below N" how far it went."""
UNCLEAR = {
    "UP": ("over", "north of", "exceeding", "up to", "short of", "shy of", "close to", "approaching", "nearing"),
    "DOWN": ("under", "south of", "short of", "shy of", "close to", "approaching", "nearing"),
}
"""What may make a level of a move or not: "fell under N" and "rose over N"."""
WHOLES = {
    "MOST": ("most", "a majority", "the majority", "majority"),
    "MINORITY": ("a minority", "the minority", "minority"),
    "ALL": ("all", "every", "every one", "everyone", "everybody", "every single"),
    "NONE": ("none", "no one", "nobody", "nil", "not one", "not a single one", "not any"),
}

PLURALS = {
    "dozens": 12, "hundreds": 10**2, "thousands": 10**3, "tens of thousands": 10**4,
    "hundreds of thousands": 10**5, "millions": 10**6, "tens of millions": 10**7,
    "hundreds of millions": 10**8, "billions": 10**9,
}  # fmt: skip
"""Plurals of a number: thousands are two thousand at least, and the press may mean one and more."""
RANGES = {
    **dict.fromkeys(_each("single", "digits|digit|figures|figure"), (0, 10)),
    **dict.fromkeys(_each("double", "digits|digit|figures|figure"), (10, 100)),
    **dict.fromkeys(_each("triple", "digits|digit"), (100, 1000)),
    **{f"{list(SMALL)[n]} {word}": (10 ** (n - 1), 10**n) for n in range(3, 10) for word in ("figures", "figure")},
    "teens": (13, 20),
    **{f"{word[:-1]}ies": (n, n + 10) for word, n in TENS.items()},
    **{word: (n, 10 * n) for word, n in PLURALS.items() if word != "dozens"},
}  # fmt: skip
"""Where words name a range: its first number, and the first number beyond it."""
THIRDS = {"low": 0, "lower": 0, "mid": 1, "middle": 1, "high": 2, "higher": 2, "upper": 2}

# -- cells and marks -----------------------------------------------------------------------------------------

CELLS = {
    "*": "", "**": "", "***": "", "#": "", "†": "", "‡": "",
    "(x)": "not applicable", "(d)": "withheld", "(s)": "suppressed", "(na)": "not available", "(c)": "confidential",
    "(z)": "less than half of the unit shown, in some tables", "(n)": "not available", "(b)": "base too small",
    "x": "", "d": "", "s": "", "z": "", "na": "", "n/a": "", "n.a": "", "n/d": "", "nd": "", "nr": "", "n.r": "",
    "-": "zero in some tables, unknown in others", "--": "zero in some tables, unknown in others",
    "---": "zero in some tables, unknown in others", "a dash": "zero in some tables, unknown in others",
    ".": "", "..": "", "...": "", ":": "", "?": "",
    "suppressed": "", "withheld": "", "redacted": "", "unknown": "", "confidential": "", "missing": "",
    "undisclosed": "", "unavailable": "", "unreported": "", "not available": "", "not known": "",
    "not reported": "", "not disclosed": "", "not published": "", "not stated": "", "not applicable": "",
    "not counted": "", "no data": "", "no data available": "", "data not available": "",
}  # fmt: skip
"""Cells that hold no number, with what some tables mean by them. None of them is zero."""
STATUSES = {
    "r": "revised", "revised": "revised", "p": "provisional", "preliminary": "provisional",
    "provisional": "provisional", "e": "estimated",
}  # fmt: skip
"""Marks of an observation's status, as SDMX has them."""


def phrases() -> tuple[str, ...]:
    """Every kind of phrase, with N for a number: what an unknown one is compared with."""
    after = (*MOVES["RISE"], *MOVES["FALL"])
    before = [*LEADS.values(), *(words for kind, words in MOVES.items() if kind not in ("RISE", "FALL"))]
    return (
        *(f"{phrase} N" for table in before for phrase in table),
        *(f"N {phrase}" for table in (*TRAILS.values(), after) for phrase in table),
        *(word for words in WHOLES.values() for word in words),
        *(word for word in CELLS if word[0].isalpha()),
        *(f"in the {word}" for word in RANGES),
        *PLURALS,
        *MULTIPLES,
        *CUTS,
        *("N", "N %", "N percent", "N percentage points", "half", "a third", "N times as many"),
        *("between N and N", "from N to N", "N to N", "N or N", "at least N and less than N"),
        *("N per N", "N in N", "N out of N", "N plus or minus N", "N give or take N", "within N of N"),
        *("N (rounded to the nearest N)", "a total of N", "N in total", "N persons"),
    )
