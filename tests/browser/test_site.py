"""The built site as a reader opens it: in Chromium, on a wide and a narrow screen, light and dark, from a server.

`DOCKETSTATS_SITE` names the folder of the built pages, with the checker in them; the tests skip without it.
"""

from __future__ import annotations

import functools
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

PAGES = (
    "index.html",
    "check-in-the-browser.html",
    "tutorial/letter.html",
    "gallery/index.html",
    "gallery/plot_01_letter.html",
    "gallery/plot_05_contradiction.html",
    "how-to/command-line.html",
    "how-to/plots.html",
    "how-to/transition-table.html",
    "explanation/semantics.html",
    "explanation/what-an-answer-means.html",
    "explanation/cost.html",
    "reference/index.html",
    "reference/evidence.html",
    "glossary.html",
    "changelog.html",
    "search.html?q=sharp",
)
SCREENS = [(width, scheme) for width in (1280, 360) for scheme in ("light", "dark")]
CHECKER = "check-in-the-browser.html"
FOUND = ".checker-found li"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *_: Any) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The address of the site on this machine."""
    folder = os.environ.get("DOCKETSTATS_SITE")
    if not folder:
        pytest.skip("DOCKETSTATS_SITE names no built site")
    assert Path(folder, "index.html").is_file()
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@contextmanager
def opened(browser: Any, site: str, page: str, width: int = 1280, scheme: str = "light") -> Iterator[Any]:
    """A page of the site; at the end nothing was said on the console, and nothing asked of any other place."""
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
    made = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    made.on("console", lambda message: said.append(message.text))
    made.on("pageerror", lambda error: said.append(str(error)))
    context.on("request", lambda request: asked.append(request.url))
    made.goto(site + page)
    try:
        yield made
    finally:
        context.close()
    assert said == []
    assert [url for url in asked if not url.startswith((site, "data:", "blob:", "about:"))] == []


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
@pytest.mark.parametrize("name", PAGES)
def test_no_error_no_outside_request_no_barrier_and_no_sideways_scrolling(
    browser: Any, axe: str, site: str, name: str, width: int, scheme: str
) -> None:
    with opened(browser, site, name, width, scheme) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate(axe)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        assert len(found["passes"]) > 20
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]] == []


@pytest.mark.parametrize(
    ("words", "page"), [("sharp", "explanation/what-an-answer-means"), ("custody", "reference/model")]
)
def test_search_finds(browser: Any, site: str, words: str, page: str) -> None:
    with opened(browser, site, "index.html") as start:
        start.fill("form[role=search] input", words)
        start.press("form[role=search] input", "Enter")
        start.wait_for_selector("#search-results li a")
        start.wait_for_function(
            "document.querySelector('#search-results p, .search-summary')?.textContent.match(/[0-9]/)"
        )
        links = start.eval_on_selector_all("#search-results li a", "all => all.map(one => one.href)")
        assert any(page in link for link in links), links


def test_copy_button_copies_what_is_typed_without_prompts(browser: Any, site: str) -> None:
    with opened(browser, site, "index.html") as page:
        block = page.locator(".highlight", has_text="import docketstats as ds").first
        block.hover()
        block.locator("button.copybtn").click()
        page.wait_for_function("navigator.clipboard.readText().then(text => text.length > 0)")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith("import docketstats as ds\n")
        assert ">>>" not in copied


@pytest.mark.parametrize("name", ["index.html", CHECKER, "glossary.html"])
def test_the_keyboard_reaches_everything(browser: Any, site: str, name: str) -> None:
    with opened(browser, site, name) as page:
        page.evaluate(
            """() => [...document.querySelectorAll('a[href], button, input, textarea, summary, [tabindex="0"]')]
                .filter(one => one.checkVisibility({visibilityProperty: true}) && one.type !== 'hidden')
                .forEach((one, number) => one.dataset.number = number)"""
        )
        wanted = set(page.eval_on_selector_all("[data-number]", "all => all.map(one => one.dataset.number)"))
        assert len(wanted) > 30
        reached, hidden = set(), set()
        for _ in range(2 * len(wanted)):
            page.keyboard.press("Tab")
            number, outline = page.evaluate(
                """() => { const one = document.activeElement, style = getComputedStyle(one);
                    return [one.dataset.number, style.outlineStyle !== 'none' || style.boxShadow !== 'none'] }"""
            )
            if number in reached:
                break
            if number is not None:
                reached.add(number)
                hidden |= set() if outline else {number}
        missed = [page.locator(f"[data-number='{one}']").first.evaluate("e => e.outerHTML") for one in wanted - reached]
        assert missed == []
        unseen = [page.locator(f"[data-number='{one}']").first.evaluate("e => e.outerHTML") for one in hidden]
        assert unseen == []


@pytest.fixture
def checker(browser: Any, site: str) -> Iterator[Any]:
    """The page of the checker, after it was loaded and has checked the document as it stands."""
    with opened(browser, site, CHECKER) as page:
        page.click("text=Load the checker and check")
        page.wait_for_selector(FOUND, timeout=120_000)
        yield page


def outcomes(page: Any) -> list[str]:
    return [one.inner_text() for one in page.locator(f"{FOUND} strong").all()]


def check(page: Any, text: str) -> None:
    page.fill("#checker-text", text)
    page.press("#checker-text", "Control+Enter")
    page.wait_for_selector(".checker button:disabled", state="detached", timeout=60_000)


def block(page: Any, words: str) -> str:
    """A block of the page that a reader is told to paste."""
    return "\n" + page.locator(".highlight pre", has_text=words).first.text_content()


def test_an_error_leads_to_its_line(checker: Any) -> None:
    text = checker.input_value("#checker-text")
    assert checker.locator(".checker-lines").text_content().split() == [
        str(one + 1) for one in range(text.count("\n") + 1)
    ]
    check(checker, text.replace('"13,099" }', '"13,099 }'))
    assert "one seems to be missing" in checker.inner_text(".checker-problem")
    checker.click("text=Go to line 21")
    chosen = checker.evaluate(
        "(({value, selectionStart, selectionEnd}) => value.slice(selectionStart, selectionEnd))(document.activeElement)"
    )
    assert chosen == '  { of = "homicide & non_detained", is = "13,099 },'


def test_the_text_of_the_checker_outlives_a_reload_and_can_be_saved_and_put_back(browser: Any, site: str) -> None:
    with opened(browser, site, CHECKER) as page:
        original = page.input_value("#checker-text")
        page.fill("#checker-text", "# mine\n" + original)
        page.reload()
        assert page.input_value("#checker-text") == "# mine\n" + original
        with page.expect_download() as saved:
            page.click("text=Save as a file")
        assert saved.value.suggested_filename == "document.toml"
        assert Path(saved.value.path()).read_text(encoding="utf-8") == "# mine\n" + original
        page.click("text=Start anew")
        assert page.input_value("#checker-text") == original
        page.reload()
        assert page.input_value("#checker-text") == original


def test_the_checker_checks_the_letter_and_an_edit_turns_a_verdict(checker: Any) -> None:
    assert outcomes(checker) == ["undetermined", "supported"]
    text = checker.input_value("#checker-text")
    last = '{ of = "homicide & non_detained", is = "13,099" },\n'
    assert last in text
    check(checker, text.replace(last, last + '  { of = "homicide & incarcerated", is = "at least 6,550" },\n'))
    assert outcomes(checker) == ["refuted", "supported"]
    assert "the document expects: undetermined" in checker.inner_text(FOUND)
    check(checker, text.replace("435_719", "425_000"))
    assert outcomes(checker) == ["contradiction", "contradiction"]
    clash = checker.locator(f"{FOUND} li").all_inner_texts()
    assert any("425,431 [ICE, Letter to Rep. Gonzales" in one for one in clash), clash
    check(checker, text + block(checker, "Most of the 13,099 are free."))
    assert outcomes(checker) == ["undetermined", "supported", "undetermined"]


def test_the_checker_shows_the_report_and_what_is_wrong(checker: Any, axe: str) -> None:
    checker.click("text=Why: the whole report")
    frame = checker.frame_locator(".checker iframe")
    assert frame.locator("h1").inner_text() == "What the July 2024 letter says"
    checker.wait_for_function("document.querySelector('.checker iframe').clientHeight > 2000")
    tall = "document.querySelector('.checker iframe').clientHeight"
    wide = checker.evaluate(tall)
    checker.set_viewport_size({"width": 390, "height": 800})
    checker.wait_for_function(f"{tall} > {wide}")
    checker.set_viewport_size({"width": 1280, "height": 800})
    checker.wait_for_function(f"{tall} == {wide}")
    text = checker.input_value("#checker-text")
    check(checker, text.replace("homicide &", "<img src=x onerror=alert(1)> homicid &"))
    assert "(line 21)" in checker.inner_text(".checker-problem")
    check(checker, text.replace("The 13,099 are", "<img src=x onerror=alert(1)>"))
    assert "<img src=x" in checker.inner_text(FOUND)
    checker.evaluate(axe)
    found = checker.evaluate("axe.run(document)")["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []


def test_without_its_files_the_checker_says_so(browser: Any, site: str) -> None:
    context = browser.new_context()
    context.route("**/pyodide.js", lambda route: route.fulfill(status=404))
    page = context.new_page()
    page.goto(site + CHECKER)
    page.click("text=Load the checker and check")
    page.wait_for_selector("text=The checker could not be loaded")
    context.close()


def test_the_checker_reads_without_scripts(browser: Any, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + CHECKER)
    assert "[[claims]]" in page.inner_text("main, [role=main]")
    assert page.locator("textarea").count() == 0
    context.close()
