"""The words of the glossary: each with its standard, and linked from where a reader first meets it.

Pages are read in the order of the site's menu, without the landing page. Of a page the running text counts: no
headings, code, tables or other links. Every term is linked from some page, and the first page that links it does so
where its text first uses the term. A page before that one may use the term only in its everyday sense, and only if it
has one: see `EVERYDAY`.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"
NO_PROSE = ("index", "glossary", "contributing", "architecture", "policy", "changelog", "reference/")
"""Pages that are looked up rather than read."""

EVERYDAY = {
    "average", "cell", "change", "claim", "confidence", "correction", "document", "event", "evidence", "fact", "flow",
    "growth", "history", "interval", "measure", "movement", "period", "proof", "quantity", "ratio", "reading",
    "relation", "share", "sharp", "source", "statement", "stock", "transition", "valid", "verdict", "world",
}  # fmt: skip
"""Terms that are also everyday words."""

WORDS = {
    "interval", "quantity", "source", "classification", "custody status", "docket", "population", "relation", "measure",
    "statement", "reported figure", "snapshot", "assumption", "evidence", "derived figure", "fact", "claim", "verdict",
    "conflict", "unit type", "period", "observation status",
}  # fmt: skip
"""The words of the design, and those that it takes from standards."""

LINK = re.compile(r"\{term\}`(?:[^`<]*<)?([^`<>]+)>?`")


def entries() -> dict[str, str]:
    """The terms of the glossary, with what is said of them."""
    text = (DOCS / "glossary.md").read_text(encoding="utf-8")
    inside = text[text.index(":::{glossary}\n") + len(":::{glossary}\n") : text.rindex("\n:::")]
    found = (one.split("\n", 1) for one in inside.split("\n\n"))
    return {term: " ".join(said.split()) for term, said in found}


def menu(page: str = "index") -> Iterator[str]:
    """The pages below a page, in the order of the menu."""
    text = (DOCS / f"{page}.md").read_text(encoding="utf-8")
    for tree in re.findall(r"```\{toctree\}\n(.*?)```", text, re.DOTALL):
        for line in map(str.strip, tree.splitlines()):
            if line and not line.startswith(":") and (DOCS / f"{line}.md").exists():
                yield line
                yield from menu(line)


def running_text(page: str) -> str:
    """The running text of a page, with its links to the glossary as they are written."""
    text = (DOCS / f"{page}.md").read_text(encoding="utf-8")
    text = re.sub(r"^(`{3,}|:{3,}).*?^\1\s*$", "", text, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"^(#|\||\([\w-]+\)=|<!--).*$", "", text, flags=re.MULTILINE)
    # Sequences of backticks are taken from the left, lest the end of one and the start of the next be taken for one.
    text = re.sub(r"(\{[\w:]+\})?`[^`]*`", lambda found: found[0] if found[1] == "{term}" else " ", text)
    text = re.sub(r"\]\([^)]*\)", "]", text)
    return " ".join(text.split())


def used(term: str) -> re.Pattern[str]:
    """The term as a word or words, singular or plural."""
    plural = f"{term[:-1]}ies" if term.endswith("y") else f"{term}(?:e?s)?"
    return re.compile(rf"(?<![\w-])(?:{term}|{plural})(?![\w-])", re.IGNORECASE)


PAGES = [page for page in dict.fromkeys(menu()) if not page.startswith(NO_PROSE)]
TEXTS = {page: running_text(page) for page in PAGES}


def test_the_pages_are_read() -> None:
    assert "tutorial/letter" in PAGES
    assert len(PAGES) > 25
    assert all(len(text) > 200 for text in TEXTS.values())


@pytest.mark.parametrize("term", entries())
def test_a_term_is_linked_where_it_is_first_used(term: str) -> None:
    for page, text in TEXTS.items():
        links = [link for link in LINK.finditer(text) if link[1] == term]
        first = used(term).search(text)
        if links:
            assert first is not None
            before = text[max(0, first.start() - 40) : first.end() + 20]
            assert links[0].start() <= first.start() < links[0].end(), f"{page} uses it before it is linked: {before}"
            return
        if first and term not in EVERYDAY:
            before = text[max(0, first.start() - 40) : first.end() + 20]
            pytest.fail(f"the first page that uses it, {page}, has no link: {before}")
    pytest.fail("no page links it")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_links_a_term_once(page: str) -> None:
    links = [link[1] for link in LINK.finditer(TEXTS[page])]
    assert not {term for term in links if links.count(term) > 1}


@pytest.mark.parametrize("term", sorted(WORDS))
def test_a_word_of_the_design_has_its_standard(term: str) -> None:
    standards = "GSIM|SDMX|GUM|VIM|IEEE 1788|PROV|schema.org|Statistics|Econometrics|Set theory|Logic|No standard"
    standards += "|Linear programming|Operations research"
    assert re.search(standards, entries()[term]), entries()[term]
