"""Pages taken apart for tests: their elements, their texts and their links."""

from __future__ import annotations

import hashlib
from html.parser import HTMLParser
from pathlib import Path

from docketstats.adapters import report
from docketstats.adapters.documents import load

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = ("ice_letter_2024", "non_detained_docket", "press_figures_2024")
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</p></blockquote></main><h1>Other</h1>",
    "<!-- --><style>*{display:none}</style>&lt;b&gt;&#60;",
    "{{ page }}{% raw %}",
    "\u202eright to left\u202c \u200fעברית\u200f \u2066x",
    "العربية والأعداد 13,099",
    "\x00\x07\x1b[31m\ud800\ufffe",
    "[link](javascript:alert(1)) ![x](http://evil.example/a.png) <http://evil.example> http://a.example www.a.example",
    "| a | b |\n| - | - |\n# Heading\n1. one\n- two\n> three\n```\ncode\n```\n---\n===",
    "*a* _b_ ~~c~~ `d` $e$ \\ \\* &amp; a@evil.example",
    "A" * 10_000,
    "word " * 2_000,
    "Z" + "\u0300\u0301\u0302" * 60,
)
VOID = {"meta", "link", "br", "img", "input", "hr"}


class Parsed(HTMLParser):
    """A page: its elements with their attributes, and the text in each."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[tuple[str, ...], str]] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert not self._open, "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {key: value or "" for key, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {key: value or "" for key, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag, "elements are nested"

    def handle_data(self, data: str) -> None:
        self.texts.append((tuple(self._open), data))

    @property
    def structure(self) -> list[tuple[str, tuple[str, ...]]]:
        """The elements in order, each with the names of its attributes."""
        return [(tag, tuple(attributes)) for tag, attributes in self.elements]

    @property
    def text(self) -> str:
        """All text but for the style."""
        return " ".join("".join(data for path, data in self.texts if "style" not in path).split())

    def of(self, *path: str) -> list[str]:
        """The texts in elements that are nested like this."""
        return [data for found, data in self.texts if found[-len(path) :] == path]


def written(name: str, write: object = report.html) -> str:
    """The report on one of the examples."""
    path = EXAMPLES / f"{name}.toml"
    document = load(path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return write(document.evidence, document.decide(), title=document.title, document=path.name, digest=digest)  # type: ignore[operator]
