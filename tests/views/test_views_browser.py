"""The page in a real browser: its highlights, its keyboard, its policy, its look."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import example
import pytest
from devtools import CHROMIUM, Browser, Event, Page

from summarizer.views import ViewFormat, render, render_many

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no chromium, chromium-browser or google-chrome on this machine"
)

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    assert CHROMIUM is not None
    running = Browser(CHROMIUM, tmp_path_factory.mktemp("profile"))
    yield running
    running.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The plain brief, the hostile one, and several on one page, as files."""
    folder = tmp_path_factory.mktemp("pages")
    empty = (example.empty_brief(example.ARTICLE), example.ARTICLE)
    texts = {
        "plain": render(*example.pair(), ViewFormat.HTML),
        "hostile": render(*example.hostile_pair(), ViewFormat.HTML),
        "several": render_many([example.pair(), empty, example.pair()], ViewFormat.HTML),
    }
    for name, text in texts.items():
        (folder / f"{name}.html").write_text(text, "utf-8")
    return {name: folder / f"{name}.html" for name in texts}


@pytest.fixture
def page(browser: Browser, pages: dict[str, Path]) -> Page:
    return browser.page(pages["plain"])


def complaints(page: Page) -> list[Event]:
    """Whatever the browser said against the page: errors, violations of the policy, dialogues."""
    return page.events(
        "Log.entryAdded",
        "Runtime.exceptionThrown",
        "Runtime.consoleAPICalled",
        "Page.javascriptDialogOpening",
    )


def requested(page: Page) -> list[str]:
    return [event["request"]["url"] for event in page.events("Network.requestWillBeSent")]


def test_hovering_a_claim_lights_it_and_its_sentences(page: Page) -> None:
    page.hover("#b1-N1 dl")
    assert page.ids(".lit") == {"b1-N1", "b1-s1", "b1-s9"}
    page.leave()
    assert page.ids(".lit") == set()


def test_hovering_a_sentence_lights_everything_that_cites_it(page: Page) -> None:
    page.hover("#b1-s7")
    assert page.ids(".lit:not(mark)") == {"b1-s7", "b1-T5", "b1-T6", "b1-F3"}


def test_the_words_of_the_claims_own_figure_are_marked(page: Page) -> None:
    page.hover("#b1-T2 td")
    assert page.ids(".lit:not(mark)") == {"b1-T2", "b1-s4"}
    assert page.evaluate("document.querySelector('mark.lit').textContent") == "more than 100"
    assert page.evaluate("document.querySelectorAll('mark.lit').length") == 1


def test_a_click_pins_and_brings_the_other_into_view_until_escape(
    browser: Browser, pages: dict[str, Path]
) -> None:
    page = browser.page(pages["plain"], width=390)  # here the article is far below the brief
    assert not page.in_view("#b1-s1")
    page.click("#b1-N1 dl")
    assert page.ids(".pinned") == {"b1-N1", "b1-s1", "b1-s9"}
    assert page.in_view("#b1-s1")
    page.leave()
    assert page.ids(".pinned") == {"b1-N1", "b1-s1", "b1-s9"}
    page.press("Escape")
    assert page.ids(".pinned, .lit") == set()


def test_a_click_on_a_sentence_brings_its_claim_into_view(
    browser: Browser, pages: dict[str, Path]
) -> None:
    page = browser.page(pages["plain"], width=390)
    page.click("#b1-s3")
    assert page.ids(".pinned") == {"b1-s3", "b1-D3"}
    assert page.in_view("#b1-D3 th")
    page.click("#b1-s3")
    assert page.ids(".pinned") == set(), "a second click lets go"


def test_the_pin_can_be_cleared_by_touch(page: Page) -> None:
    page.click("#b1-T1 td")
    assert "T1 with sentence 4" in page.evaluate(
        "document.querySelector('[role=status]').innerText"
    )
    page.click(".pinbar button")
    assert page.ids(".pinned") == set()


@pytest.mark.parametrize("key", ["Enter", " "])
def test_the_keyboard_alone_lights_and_pins(page: Page, key: str) -> None:
    page.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.press("Tab")
    page.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#b1-s1"
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(outline) == "solid", "focus can be seen"
    assert page.ids(".lit") == {"b1-N1", "b1-s1", "b1-s9"}
    page.press(key)
    assert page.ids(".pinned") == {"b1-N1", "b1-s1", "b1-s9"}
    assert page.evaluate("scrollY") < 50, "the space bar pins; it does not scroll the page away"
    page.press("Escape")
    assert page.ids(".pinned, .lit") == set()


def test_without_scripts_references_are_anchors(browser: Browser, pages: dict[str, Path]) -> None:
    page = browser.page(pages["plain"], width=390, script=False)
    assert not page.in_view("#b1-s4")
    page.click("#b1-T1 .ref")
    assert page.evaluate("location.hash") == "#b1-s4"
    assert page.in_view("#b1-s4")
    page.click("#b1-s4 .back a")
    assert page.evaluate("location.hash") == "#b1-T1"


@pytest.mark.parametrize("name", ["plain", "hostile", "several"])
def test_the_page_asks_for_nothing_and_breaks_no_rule(
    browser: Browser, pages: dict[str, Path], name: str
) -> None:
    page = browser.page(pages[name])
    page.click("#b1-T1 td")
    page.hover("#b1-s4")
    assert requested(page) == [pages[name].as_uri()]
    assert complaints(page) == []


def test_planted_markup_neither_runs_nor_stands(browser: Browser, pages: dict[str, Path]) -> None:
    page = browser.page(pages["hostile"])
    assert page.evaluate("typeof window.planted") == "undefined"
    assert page.evaluate("document.scripts.length") == 1
    assert page.evaluate("document.querySelectorAll('img, iframe, object, link').length") == 0
    assert page.evaluate(
        "[...document.links].every((a) => a.hash && a.pathname == location.pathname)"
    )
    assert example.SCRIPT in page.evaluate("document.querySelector('h1').textContent")
    assert "{{ 7 * 7 }}" in page.evaluate("document.querySelector('h1').textContent")


def test_the_policy_stops_markup_that_got_in_all_the_same(page: Page) -> None:
    page.evaluate(f"document.body.insertAdjacentHTML('beforeend', {example.IMAGE!r}), 0")
    page.evaluate("document.body.append(Object.assign(document.createElement('script'),"
                  " {textContent: 'window.planted = 1'})), 0")  # fmt: skip
    assert page.evaluate("typeof window.planted") == "undefined"
    assert len(complaints(page)) >= 2
    blocked = [event.get("blockedReason") for event in page.events("Network.loadingFailed")]
    assert blocked == ["csp"]


@pytest.mark.parametrize("name", ["plain", "hostile", "several"])
def test_nothing_runs_off_the_side(browser: Browser, pages: dict[str, Path], name: str) -> None:
    page = browser.page(pages[name])
    for width in (320, 390, 768, 1280):
        page.resize(width)
        assert page.evaluate("innerWidth") == width
        assert page.evaluate(OVERFLOW) == 0, f"at {width} pixels"


def test_on_a_phone_the_article_is_below_and_all_text_can_be_read(
    browser: Browser, pages: dict[str, Path]
) -> None:
    page = browser.page(pages["plain"], width=390)
    assert page.evaluate(
        "document.querySelector('.said').getBoundingClientRect().bottom"
        " <= document.querySelector('.article').getBoundingClientRect().top"
    )
    smallest = page.evaluate(
        "Math.min(...[...document.querySelectorAll('main *')]"
        ".filter((e) => [...e.childNodes].some((n) => n.nodeType == 3 && n.data.trim()))"
        ".map((e) => parseFloat(getComputedStyle(e).fontSize)))"
    )
    assert smallest >= 16


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_the_paper(
    browser: Browser, pages: dict[str, Path], scheme: str
) -> None:
    page = browser.page(pages["plain"], prefers_color_scheme=scheme)
    page.click("#b1-T6 td")
    for paper, inks in {
        "body": ["body", ".small", ".doubt", ".kicker", "main a"],
        ".pinned": ["#b1-T6", "#b1-T6 .doubt", "#b1-T6 .small", ".sentence.pinned .number"],
        "mark.pinned": ["mark.pinned"],
        ".pinbar": [".pinbar", ".pinbar button"],
    }.items():
        below = _luminance(_colour(page, paper, "backgroundColor"))
        for ink in inks:
            above = _luminance(_colour(page, ink, "color"))
            contrast = (max(below, above) + 0.05) / (min(below, above) + 0.05)
            assert contrast >= 4.5, f"{ink} on {paper} (WCAG 2.2, 1.4.3)"
    assert (_luminance(_colour(page, "body", "backgroundColor")) > 0.5) == (scheme == "light")


def _colour(page: Page, selector: str, what: str) -> str:
    return str(page.evaluate(f"getComputedStyle(document.querySelector({selector!r})).{what}"))


def _luminance(colour: str) -> float:
    """Relative luminance of `rgb(r, g, b)` (WCAG 2.2)."""
    channels = [int(part) / 255 for part in colour.removeprefix("rgb(").rstrip(")").split(",")]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_in_print_references_and_findings_stay_and_controls_go(
    browser: Browser, pages: dict[str, Path]
) -> None:
    page = browser.page(pages["plain"], type="print")
    shown = page.evaluate("document.body.innerText")
    assert "sentence 40 does not exist" in shown
    assert page.evaluate("document.querySelector('#b1-T1 .ref').innerText") == "4"
    assert page.evaluate("document.querySelector('#b1-s4 .number').innerText") == "4"
    assert page.evaluate("getComputedStyle(document.querySelector('.pinbar')).display") == "none"


def test_one_can_move_between_briefs(browser: Browser, pages: dict[str, Path]) -> None:
    page = browser.page(pages["several"])
    assert not page.in_view("#b3-headline")
    page.click("nav li:nth-child(3) a")
    assert page.in_view("#b3-headline")
    page.hover("#b3-N1 dl")
    assert page.ids(".lit") == {"b3-N1", "b3-s1", "b3-s9"}
