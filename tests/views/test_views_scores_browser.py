"""The pages of a run and a comparison in a real browser: filters, policy, widths, print."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import example
import pytest
import scores_example
from devtools import CHROMIUM, Browser, Page

from summarizer.model import Article
from summarizer.scoring.gold import GoldArticle
from summarizer.scoring.results import Outcome
from summarizer.views.scores import ReportFormat, RunReport, render_comparison, render_report

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no chromium, chromium-browser or google-chrome on this machine"
)

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
PAGES = ["run", "hostile-run", "comparison", "hostile-comparison"]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    assert CHROMIUM is not None
    running = Browser(CHROMIUM, tmp_path_factory.mktemp("profile"))
    yield running
    running.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A run and a comparison, plain and hostile, as files."""
    folder = tmp_path_factory.mktemp("pages")
    html, planted = ReportFormat.HTML, example.HOSTILE
    told = scores_example.comparison
    texts = {
        "run": render_report(scores_example.report(), html),
        "hostile-run": render_report(scores_example.report(text=planted), html),
        "comparison": render_comparison(told(), html, "base", "new"),
        "hostile-comparison": render_comparison(told(text=planted), html, planted, planted),
    }
    for name, text in texts.items():
        (folder / f"{name}.html").write_text(text, "utf-8")
    return {name: folder / f"{name}.html" for name in texts}


def choose(page: Page, selector: str, value: str) -> None:
    page.evaluate(
        f"(() => {{ const e = document.querySelector({selector!r}); e.value = {value!r};"
        " e.dispatchEvent(new Event('change')); })()"
    )


def articles(page: Page) -> list[str]:
    """The ids of the articles that can be seen, top first."""
    found = page.evaluate(
        "[...document.querySelectorAll('details.article:not([hidden]) summary b')]"
        ".map((e) => e.textContent)"
    )
    return list(found)


def test_articles_can_be_filtered_by_kind_and_tag(browser: Browser, pages: dict[str, Path]) -> None:
    page = browser.page(pages["run"])
    status = "document.querySelector('[role=status]').textContent"
    seen = "document.querySelectorAll('.pair:not([hidden])').length"
    assert articles(page) == ["cut", "norland-talks", "quiet"]
    assert page.evaluate(seen) == 4  # cut has one; norland-talks a demand, a toll, a headline
    choose(page, "#by-kind", "wrong_field")
    assert articles(page) == ["norland-talks"]
    assert page.evaluate(seen) == 1
    assert page.evaluate(status) == "1 of 3 articles"
    choose(page, "#by-kind", "missed")
    assert articles(page) == ["cut", "norland-talks"]
    choose(page, "#by-tag", page.evaluate("document.querySelector('#by-tag').options[2].value"))
    assert articles(page) == ["cut"], "the second tag is `war`"
    choose(page, "#by-kind", "")
    assert articles(page) == ["cut", "quiet"]


def test_the_keyboard_opens_an_article_and_all_of_them(
    browser: Browser, pages: dict[str, Path]
) -> None:
    page = browser.page(pages["run"])
    opened = "document.querySelectorAll('details.article[open]').length"
    assert page.evaluate(opened) == 3
    page.evaluate("document.querySelector('#a1 summary').focus()")
    page.press("Enter")
    assert page.evaluate(opened) == 2
    page.click("#fold")
    assert page.evaluate(opened) == 3
    page.click("#fold")
    assert page.evaluate(opened) == 0


def test_without_scripts_all_articles_are_there_and_no_dead_filter(
    browser: Browser, pages: dict[str, Path]
) -> None:
    page = browser.page(pages["run"], script=False)
    assert articles(page) == ["cut", "norland-talks", "quiet"]
    assert page.evaluate("getComputedStyle(document.querySelector('.filter')).display") == "none"
    page.click("#a1 summary")
    assert not page.evaluate("document.querySelector('#a1').open")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_for_nothing_and_breaks_no_rule(
    browser: Browser, pages: dict[str, Path], name: str
) -> None:
    page = browser.page(pages[name])
    asked = [event["request"]["url"] for event in page.events("Network.requestWillBeSent")]
    assert asked == [pages[name].as_uri()]
    complaints = page.events(
        "Log.entryAdded",
        "Runtime.exceptionThrown",
        "Runtime.consoleAPICalled",
        "Page.javascriptDialogOpening",
    )
    assert complaints == []


@pytest.mark.parametrize("name", ["hostile-run", "hostile-comparison"])
def test_planted_markup_neither_runs_nor_stands(
    browser: Browser, pages: dict[str, Path], name: str
) -> None:
    page = browser.page(pages[name])
    assert page.evaluate("typeof window.planted") == "undefined"
    assert page.evaluate("document.scripts.length") == 1
    assert page.evaluate("document.querySelectorAll('img, iframe, object, link').length") == 0
    assert page.evaluate("[...document.links].every((a) => a.hash)")
    assert example.SCRIPT in page.evaluate("document.querySelector('h1').textContent")
    assert "{{ 7 * 7 }}" in page.evaluate("document.querySelector('h1').textContent")


@pytest.mark.parametrize("name", PAGES)
def test_nothing_runs_off_the_side(browser: Browser, pages: dict[str, Path], name: str) -> None:
    page = browser.page(pages[name])
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; }), 0")
    for width in (320, 390, 768, 1280):
        page.resize(width)
        assert page.evaluate(OVERFLOW) == 0, f"at {width} pixels"


@pytest.mark.parametrize("name", ["run", "comparison"])
def test_on_a_phone_all_text_can_be_read(
    browser: Browser, pages: dict[str, Path], name: str
) -> None:
    page = browser.page(pages[name], width=390)
    smallest = page.evaluate(
        "Math.min(...[...document.querySelectorAll('main *')]"
        ".filter((e) => [...e.childNodes].some((n) => n.nodeType == 3 && n.data.trim()))"
        ".map((e) => parseFloat(getComputedStyle(e).fontSize)))"
    )
    assert smallest >= 16


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["run", "comparison"])
def test_text_stands_out_from_the_paper_and_from_every_shade(
    browser: Browser, pages: dict[str, Path], scheme: str, name: str
) -> None:
    page = browser.page(pages[name], prefers_color_scheme=scheme)
    # A canvas tells the colour that is painted, in whatever way the style gives it.
    contrasts = page.evaluate(
        """(() => {
          const pen = document.createElement("canvas").getContext("2d");
          const luminance = (colour) => {
            pen.fillStyle = colour;
            pen.fillRect(0, 0, 1, 1);
            const [r, g, b] = [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3)
              .map((c) => c / 255)
              .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const paper = getComputedStyle(document.body).backgroundColor;
          const inks = ["body", ".small", ".alarm", "nav a", "dt", ".verdict", ".flag.doubt",
                        "thead th", ...[...Array(10).keys()].map((n) => `.h${n}`)];
          return inks.flatMap((ink) => [...document.querySelectorAll(ink)].map((node) => {
            const style = getComputedStyle(node);
            const own = style.backgroundColor;
            const below = luminance(own === "rgba(0, 0, 0, 0)" ? paper : own);
            const above = luminance(style.color);
            const ratio = (Math.max(below, above) + 0.05) / (Math.min(below, above) + 0.05);
            return [ink, ratio];
          }));
        })()"""
    )
    assert len(contrasts) > 20
    assert [found for found in contrasts if found[1] < 4.5] == [], "WCAG 2.2, 1.4.3"


def test_in_print_what_is_folded_is_printed_and_controls_go(
    browser: Browser, pages: dict[str, Path]
) -> None:
    page = browser.page(pages["run"], type="print")
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = false; }), 0")
    height = "document.querySelector('.pair').getBoundingClientRect().height"
    assert page.evaluate(height) > 20
    assert page.evaluate("document.querySelector('.pair').checkVisibility()")
    assert page.evaluate("getComputedStyle(document.querySelector('.filter')).display") == "none"


def many(number: int) -> RunReport:
    """A run of so many articles, each with 40 errors of its own sentence."""
    small = scores_example.report()
    text = " ".join(f"At least {n} people were killed in the town on that day." for n in range(60))
    articles_ = [Article(id=f"article-{n:04}", text=text, title="A title") for n in range(number)]
    wrong = scores_example.errors("the Tarn valley")[1:2]
    wrong = [
        error.model_copy(update={"sentences": [n + 1], "gold": n % 2, "predicted": n})
        for n in range(40)
        for error in wrong
    ]
    scores = [scores_example.score(a.id, [Outcome.OK], wrong, hits=0) for a in articles_]
    return dataclasses.replace(
        small,
        scores=small.scores.model_copy(update={"articles": scores}),
        golds=[GoldArticle(a, scores_example.label(a, "the Tarn valley")) for a in articles_],
        attempts=[
            scores_example.attempt(a.id, Outcome.OK, example.empty_brief(a)) for a in articles_
        ],
    )


def test_a_thousand_articles_make_a_page_of_a_few_megabytes(
    browser: Browser, tmp_path: Path
) -> None:
    shown = render_report(many(1000), ReportFormat.HTML)
    assert len(shown.encode()) < 5_000_000
    file = tmp_path / "large.html"
    file.write_text(shown, "utf-8")
    page = browser.page(file)
    assert len(articles(page)) == 1000, "each is listed"
    cut = page.evaluate(
        "[...document.querySelectorAll('details.article')]"
        ".filter((d) => !d.querySelector('.pair')).length"
    )
    assert 0 < cut < 1000
    assert f"The errors of the last {cut} are not shown here" in shown


def test_a_matrix_tells_pairs_by_figure_shade_and_box(
    browser: Browser, pages: dict[str, Path]
) -> None:
    page = browser.page(pages["run"])
    cells = page.evaluate(
        "[...document.querySelectorAll('.matrix td')].map((e) => [e.textContent, e.className])"
    )
    # Gold's `incident`: 5 of 6 pairs are shade 9 x 5 / 6 = 7.5, rounded up; 1 of 6 is 1.5.
    # Gold's `stock`: 1 of 3 is shade 3, and 2 of 3 is 6.
    assert cells == [
        *(["5", "n h8 right"], ["1", "n h2"], ["", "n h0"]),
        *(["1", "n h3"], ["", "n h0 right"], ["2", "n h6"]),
    ]
