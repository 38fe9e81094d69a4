"""From plain view data to a page: the only module that knows jinja2."""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import quote

from docketstats.errors import MissingExtra

if TYPE_CHECKING:
    from jinja2 import Environment

    from docketstats.adapters.report.view import Page

_KEPT = "\n\u200c\u200d\u200e\u200f\u061c"
"""What joins or parts letters, and marks of direction of no reach: harmless, and some scripts need them."""

_MARKS = r"[\\`*\[\]#|~$@]|(?<!\w)_|_(?!\w)|<(?=[A-Za-z/!?])|&(?=#?\w)|:(?=//)|(?i:(?<=\bwww)\.)"
"""What Markdown would take for more than a letter, wherever it stands."""

_IN_ADDRESSES = ":/?#@!$&'()*+,;=%~"
"""What an address may hold besides letters and digits, without brackets, which Markdown reads its own way."""


def html(page: Page) -> str:
    """A page as HTML."""
    css = _template("report.css")
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return _environment(False).get_template("report.html.jinja").render(page=page, css=css, style_digest=digest)


def markdown(page: Page) -> str:
    """A page as Markdown."""
    text = _environment(True).get_template("report.md.jinja").render(page=page)
    return re.sub(r"\n{3,}", "\n\n", text)


def readable(text: str) -> str:
    r"""A text in which what a browser would obey or hide is an escape: controls, and what overrides direction.

    >>> readable("na\u0131ve \u202e\x07"), readable("a\u200db")
    ('naıve \\u202e\\x07', 'a\u200db')
    """
    return "".join(one if _is_readable(one) else one.encode("unicode_escape").decode() for one in text)


def _is_readable(letter: str) -> bool:
    return letter.isprintable() or letter in _KEPT or unicodedata.category(letter) == "Zs"


def escaped(text: str) -> str:
    r"""A text that Markdown, with the tables and links of GitHub, shows as it stands, on one line.

    >>> escaped("1. *a* | <b> [c](d) `e` &amp; f_g 5 < 6")
    '1\\. \\*a\\* \\| \\<b> \\[c\\](d) \\`e\\` \\&amp; f_g 5 < 6'
    """
    text = " ".join(readable(text).split("\n")).strip()
    text = re.sub(_MARKS, r"\\\g<0>", text)
    return re.sub(
        r"^(?=[-+=:>])|^\d+(?=[.)](?:\s|$))", r"\g<0>\\", text
    )  # so a list, a heading or a quotation may begin


def code(text: str, *, cell: bool = False) -> str:
    r"""A text as a code span of Markdown, in a cell of a table or not.

    >>> code("a | `b`", cell=True)
    '`` a \\| `b` ``'
    """
    text = " ".join(readable(text).split("\n")) or " "
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    padded = f" {text} " if longest or text[0] == text[-1] == " " else text
    return f"{fence}{padded.replace('|', chr(92) + '|') if cell else padded}{fence}"


@cache
def _environment(plain: bool) -> Environment:
    """The templates' environment; every text that comes out of a template is made harmless on its way."""
    try:
        from jinja2 import Environment, FunctionLoader, StrictUndefined
        from markupsafe import Markup
    except ImportError:
        raise MissingExtra(
            "a report needs jinja2, which is not installed", mend="pip install 'docketstats[report]'"
        ) from None

    def finalize(value: object) -> object:
        if not isinstance(value, str) or isinstance(value, Markup):
            return value
        return Markup(escaped(value)) if plain else readable(value)

    environment = Environment(
        loader=FunctionLoader(_template),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=finalize,
    )
    environment.filters["code"] = lambda text: Markup(code(text))
    environment.filters["address"] = lambda url: Markup(quote(url, safe=_IN_ADDRESSES))
    environment.filters["cell"] = lambda text: Markup(code(text, cell=True))
    return environment


def _template(name: str) -> str:
    return files(__package__).joinpath("templates", name).read_text(encoding="utf-8")
