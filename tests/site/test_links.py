"""Every link of the built site that stays on it leads somewhere, and no page needs another host to be shown."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

LOADED = {"img", "script", "link", "source", "iframe", "video", "audio", "embed"}
"""Tags of what a browser fetches by itself; `a` is followed by readers only."""
NOT_FETCHED = {"canonical", "search", "index", "next", "prev", "author", "copyright"}
"""Relations of a `link` that is no more than a hint."""


class Page(HTMLParser):
    """The anchors of a page, and what it links to: pairs of a tag and an address."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.links: list[tuple[str, str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {key: value or "" for key, value in attrs}
        self.anchors.update(said[key] for key in ("id", "name") if key in said)
        shown_only = tag == "link" and not NOT_FETCHED.isdisjoint(said.get("rel", "").split())
        self.links += [("a" if shown_only else tag, said[key]) for key in ("href", "src", "data") if said.get(key)]
        for one in said.get("srcset", "").split(","):
            if one.strip():
                self.links.append((tag, one.split()[0]))

    handle_startendtag = handle_starttag


def pages(site: Path) -> dict[Path, Page]:
    return {path: Page(path.read_text(encoding="utf-8")) for path in sorted(site.rglob("*.html"))}


def faults(site: Path) -> list[str]:
    """What is wrong with the links of a site, a line each."""
    read = pages(site)
    found = []
    for path, page in read.items():
        for tag, address in dict.fromkeys(page.links):
            where = f"{path.relative_to(site)}: <{tag}> {address}"
            parts = urlsplit(address)
            if parts.scheme in ("data", "mailto"):
                continue
            if parts.scheme or parts.netloc:
                if tag in LOADED:
                    found.append(f"{where}: loaded from another host")
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            target = target / "index.html" if target.is_dir() else target
            if not target.is_file() or not target.is_relative_to(site):
                found.append(f"{where}: no such file on the site")
            elif parts.fragment and target in read and unquote(parts.fragment) not in read[target].anchors:
                found.append(f"{where}: no such anchor")
    return found


def test_the_links_of_the_site_lead_somewhere(site: Path) -> None:
    assert len(pages(site)) > 40
    assert not (found := faults(site)), "\n".join(found)


@pytest.mark.parametrize(
    ("link", "fault"),
    [
        ('<a href="b.html#here">', None),
        ('<a href="b.html">', None),
        ('<a href="#top">', None),
        ('<a href="https://example.org/">', None),
        ('<img src="data:image/png;base64,AAAA">', None),
        ('<a href="c.html">', "no such file"),
        ('<a href="../outside.html">', "no such file"),
        ('<a href="b.html#there">', "no such anchor"),
        ('<a href="#bottom">', "no such anchor"),
        ('<img src="picture.png"/>', "no such file"),
        ('<img srcset="b.html 1x, picture.png 2x">', "no such file"),
        ('<script src="https://example.org/a.js"></script>', "another host"),
    ],
)
def test_a_fault_is_found(link: str, fault: str | None, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (tmp_path / "outside.html").touch()
    (site / "a.html").write_text(f'<p id="top">{link}</p>', encoding="utf-8")
    (site / "b.html").write_text('<p id="here"></p>', encoding="utf-8")
    found = faults(site)
    assert [fault in one for one in found] == [True] if fault else not found
