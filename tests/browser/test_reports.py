"""Reports as a reader opens them: in Chromium, on a wide and a narrow screen, light and dark, and on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from reports import HOSTILE, NAMES, written

import docketstats as ds
from docketstats.adapters import report

pytestmark = pytest.mark.browser

WIDTHS = (1280, 360)
SCHEMES = ("light", "dark")


def hostile() -> str:
    """A report whose every text means harm."""
    docket = ds.Docket("court", unit="case")
    old = docket.population("old", HOSTILE[0])
    sources = [ds.Source(text, publisher=text, locator=text, url=text) for text in HOSTILE]
    everyone = [ds.reported(docket.everyone, 100, source=one, definition=one.title) for one in sources]
    snapshots = [docket.snapshot(f"20{number:02}", figures=[one]) for number, one in enumerate(everyone, 10)]
    evidence = ds.Evidence(*snapshots)
    claims = [
        ds.Claim(ds.count(old, at=f"20{number:02}") >= 50, text=text, by=text)
        for number, text in enumerate(HOSTILE, 10)
    ]
    return report.html(evidence, map(evidence.decide, claims), title=HOSTILE[1] + HOSTILE[5], document=HOSTILE[4])


@pytest.fixture(scope="module", params=[*NAMES, "hostile"])
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("report") / f"{request.param}.html"
    path.write_text(hostile() if request.param == "hostile" else written(request.param), encoding="utf-8")
    return path.as_uri()


class Opened:
    """A page with all that it said and asked for while it was opened."""

    def __init__(self, browser: Any, address: str, width: int, scheme: str) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
        self.page = self.context.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", lambda dialog: self.said.append(dialog.message))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(address)

    def __enter__(self) -> Opened:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_no_error_no_request_no_barrier_and_no_sideways_scrolling(
    browser: Any, axe: str, address: str, width: int, scheme: str
) -> None:
    with Opened(browser, address, width, scheme) as opened:
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
        outside = "[...document.querySelectorAll('main *')].filter(e => !e.closest('.scroll, svg, .said')"
        outside += f" && e.getBoundingClientRect().right > {width} + 0.5).map(e => e.outerHTML.slice(0, 200))"
        assert opened.page.evaluate(outside) == []
        opened.page.evaluate(axe)
        found = opened.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        assert len(found["passes"]) > 20
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]] == []
        assert opened.said == []
        assert opened.asked == [address]


def test_axe_finds_what_is_wrong(browser: Any, axe: str, tmp_path: Path) -> None:
    path = tmp_path / "wrong.html"
    broken = written(NAMES[2]).replace('lang="en"', "").replace('scope="col"', 'scope="colour"', 1)
    path.write_text(broken.replace("<h1", '<img src="data:,"><h1'), encoding="utf-8")
    with Opened(browser, path.as_uri(), 800, "light") as opened:
        opened.page.evaluate(axe)
        found = opened.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        assert {one["id"] for one in found["violations"]} >= {"html-has-lang", "image-alt", "scope-attr-valid"}


def test_the_policy_of_the_page_lets_nothing_run_or_load(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "policy.html"
    added = (
        "<script>document.title = 'ran'</script><img src='http://127.0.0.1:9/x.png' alt='x'><p style='color:red'>x</p>"
    )
    path.write_text(written(NAMES[2]).replace("</main>", f"{added}</main>"), encoding="utf-8")
    page = browser.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(path.as_uri())
    assert page.title() == "Three press figures of September 2024"
    assert page.evaluate("getComputedStyle(document.querySelector('main p[style]')).color") != "rgb(255, 0, 0)"
    assert page.evaluate("getComputedStyle(document.querySelector('table')).borderCollapse") == "collapse"
    assert sum("Content Security Policy" in one for one in refused) >= 3
    page.close()


def test_tables_can_be_scrolled_with_the_keyboard_on_a_narrow_screen(browser: Any, address: str) -> None:
    with Opened(browser, address, 360, "light") as opened:
        wide = "[...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth)"
        assert opened.page.evaluate(f"{wide}.length") > 0
        assert opened.page.evaluate(f"{wide}.every(e => e.tabIndex === 0 && e.getAttribute('aria-label'))")


def test_a_table_that_is_wider_than_the_screen_says_so_and_no_other_does(browser: Any, address: str) -> None:
    for width in WIDTHS:
        with Opened(browser, address, width, "light") as opened:
            told = "getComputedStyle(e, '::before').content.includes('Scroll') !== (e.scrollWidth > e.clientWidth)"
            wrong = f"[...document.querySelectorAll('.scroll')].filter(e => {told}).map(e => e.ariaLabel)"
            assert opened.page.evaluate(wrong) == []


def test_everything_is_printed(browser: Any, address: str) -> None:
    """On paper nothing is hidden, cut off or dark."""
    with Opened(browser, address, 700, "dark") as opened:
        opened.page.emulate_media(media="print")
        hidden = "[...document.querySelectorAll('main *')].filter(e => !e.closest('svg') && e.offsetHeight === 0"
        hidden += " && e.textContent.trim() && getComputedStyle(e).display !== 'contents').length"
        assert opened.page.evaluate(hidden) == 0
        cut = (
            "[...document.querySelectorAll('.scroll')].filter(e => getComputedStyle(e).overflowX !== 'visible').length"
        )
        assert opened.page.evaluate(cut) == 0
        assert opened.page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
        assert opened.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= 700
        assert opened.page.pdf(format="A4").startswith(b"%PDF")


def test_hostile_words_are_legible(browser: Any, tmp_path: Path) -> None:
    """Each claim is whole, inside its box, and changes the direction of nothing else."""
    path = tmp_path / "hostile.html"
    path.write_text(hostile(), encoding="utf-8")
    with Opened(browser, path.as_uri(), 360, "light") as opened:
        boxes = opened.page.evaluate(
            "[...document.querySelectorAll('.said')]"
            ".map(e => [e.textContent.length, e.scrollWidth <= e.clientWidth + 1])"
        )
        assert len(boxes) == len(HOSTILE)
        assert max(length for length, _ in boxes) >= 10_000
        assert all(fits for _, fits in boxes)
        assert opened.page.evaluate("getComputedStyle(document.body).direction") == "ltr"
        shown = "[...document.querySelectorAll('h2')].every(e => getComputedStyle(e).display !== 'none')"
        assert opened.page.evaluate(shown)


BROKEN = """
[...document.querySelectorAll('h1, h2, h3, h4, thead th, th[scope=rowgroup], dt, .outcome, caption')].flatMap(e => {
  const found = [], walk = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode;
    for (const word of node.textContent.matchAll(/[\\p{L}\\p{N}'’,.]+/gu)) {
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map(one => Math.round(one.top))).size > 1) found.push(word[0]);
    }
  }
  return found;
})
"""
"""The words of headings, of heads of tables and of outcomes that go on in another line."""


@pytest.mark.parametrize("width", [*WIDTHS, 320])
@pytest.mark.parametrize("name", [*NAMES, "claims_2024"])
def test_no_word_of_a_heading_is_broken(browser: Any, tmp_path: Path, name: str, width: int) -> None:
    path = tmp_path / "page.html"
    path.write_text(written(name), encoding="utf-8")
    with Opened(browser, path.as_uri(), width, "light") as opened:
        assert opened.page.evaluate(BROKEN) == []
        opened.page.evaluate("document.querySelector('h2').textContent = 'W'.repeat(200)")
        assert opened.page.evaluate(BROKEN) == (["W" * 200])
