"""The page as text: its policy, its references, its escaping; and what it draws."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from html.parser import HTMLParser

import example
import pytest

from summarizer.model import Article, Brief
from summarizer.model.vocabulary import Stage, Unit
from summarizer.views import ViewFormat, render, render_many
from summarizer.views.chart import Shape, chart, track
from summarizer.views.outline import TollEntry, outline


class Parsed(HTMLParser):
    """The elements of a page with their attributes, and the text of style and script."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.blocks: dict[str, str] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem:
            self.blocks[self.cdata_elem] = self.blocks.get(self.cdata_elem, "") + data

    def values(self, attribute: str) -> list[str]:
        return [held[attribute] or "" for _, held in self.elements if attribute in held]


PLAIN = example.pair()
HOSTILE = example.hostile_pair()
SEVERAL = [example.pair(), example.hostile_pair()]


def page(*pairs: tuple[Brief, Article]) -> Parsed:
    return Parsed(render_many(pairs, ViewFormat.HTML))


@pytest.mark.parametrize("pairs", [[PLAIN], [HOSTILE], SEVERAL])
def test_the_policy_names_the_very_blocks_of_the_page(pairs: list[tuple[Brief, Article]]) -> None:
    parsed = page(*pairs)
    policy = next(
        held["content"] or ""
        for _, held in parsed.elements
        if held.get("http-equiv") == "Content-Security-Policy"
    )
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    for name in ("style", "script"):
        digest = hashlib.sha256(parsed.blocks[name].encode()).digest()
        assert rules.pop(f"{name}-src") == f"'sha256-{base64.b64encode(digest).decode()}'"
    for directive in ("default-src", "img-src", "base-uri", "form-action"):
        assert rules.pop(directive) == "'none'"
    assert rules == {}


@pytest.mark.parametrize("pairs", [[PLAIN], [HOSTILE], SEVERAL])
def test_every_reference_leads_somewhere(pairs: list[tuple[Brief, Article]]) -> None:
    parsed = page(*pairs)
    ids = parsed.values("id")
    assert len(set(ids)) == len(ids)
    targets = {part for value in parsed.values("aria-labelledby") for part in value.split()}
    targets |= {part for name in ("data-links", "data-for") for value in parsed.values(name)
                for part in value.split()}  # fmt: skip
    targets |= {href[1:] for href in parsed.values("href") if href.startswith("#")}
    assert targets <= set(ids)
    assert len(targets) > 20


def test_claims_and_sentences_name_each_other() -> None:
    links = {
        str(held["id"]): set((held["data-links"] or "").split())
        for _, held in page(PLAIN).elements
        if "data-links" in held and "-c-" not in str(held["id"])
    }
    for one, others in links.items():
        assert all(one in links[other] for other in others)


def test_nothing_from_data_becomes_an_element_or_a_handler() -> None:
    plain, hostile = page(PLAIN), page(HOSTILE)
    assert {tag for tag, _ in hostile.elements} <= {tag for tag, _ in plain.elements}
    names = {name for _, held in hostile.elements for name in held}
    assert not {name for name in names if name.startswith("on") or name == "style"}
    assert [tag for tag, _ in hostile.elements].count("script") == 1
    assert not any(href.startswith("javascript") for href in hostile.values("href"))


def test_each_finding_is_on_the_page_with_its_reason() -> None:
    brief, article = PLAIN
    text = re.sub(r"<[^>]+>", "", render(brief, article, ViewFormat.HTML))
    for finding in brief.findings:
        assert finding.what in text
        assert finding.why in text
    assert "40 (no such sentence)" in text


@pytest.mark.parametrize(
    ("tag", "valid"),
    [("ar", True), ("pt-BR", True), ('en" x="', False), ("", False), (None, False)],
)
def test_the_language_is_said_only_where_it_is_one(tag: str | None, valid: bool) -> None:
    article = example.ARTICLE.model_copy(update={"language": tag})
    langs = page((example.full_brief(article), article)).values("lang")
    assert (tag in langs) is valid
    assert set(langs) <= {"en", tag}


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://courier.example/a?b=1&c=2", True),
        ("javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,x", False),
        ("https://[broken", False),
        ("//courier.example", False),
        (None, False),
    ],
)
def test_only_a_web_address_becomes_a_link(url: str | None, linked: bool) -> None:
    article = example.ARTICLE.model_copy(update={"url": url})
    hrefs = page((example.full_brief(article), article)).values("href")
    outward = [href for href in hrefs if not href.startswith("#")]
    assert outward == ([url] if linked else [])


def entries(*tolls: Mapping[str, object]) -> tuple[TollEntry, ...]:
    article = example.ARTICLE
    brief = example.empty_brief(article)
    brief.tolls = [example.toll(article, "x", 4, **known) for known in tolls]
    return outline(brief, article).tolls


def test_tolls_are_drawn_on_one_logarithmic_scale() -> None:
    drawn = chart(
        entries(
            {"value": 10, "low": 10, "high": 10},
            {"low": 100, "high": 1000},
            {"value": 1000, "low": 1000},
            {"value": 1000, "high": 1000},
            {"value": 100},
            {"value": 50, "unit": Unit.HOUSEHOLD},
            {"share": 85},
        )
    )
    assert drawn is not None
    shapes = [bar.shape for bar in drawn.bars]
    assert shapes == [Shape.POINT, Shape.RANGE, Shape.FROM, Shape.TO, Shape.ABOUT]
    ten, hundred, thousand = (tick.at for tick in drawn.ticks)
    assert [tick.label for tick in drawn.ticks] == ["10", "100", "1k"]
    assert hundred - ten == pytest.approx(thousand - hundred)
    assert [(bar.start, bar.end) for bar in drawn.bars] == [
        (ten, ten),
        (hundred, thousand),
        (thousand, thousand),
        (thousand, thousand),
        (hundred, hundred),
    ]
    assert drawn.left_out == ("T6", "T7")


def test_odd_numbers_can_be_drawn_too() -> None:
    nought = {"value": 0, "low": 0, "high": 0}
    drawn = chart(entries(nought, nought))
    assert drawn is not None
    assert [tick.label for tick in drawn.ticks] == ["1", "10"]
    vast = chart(entries(nought, {"value": 10**13}))
    assert vast is not None
    assert all(0 <= bar.start <= bar.end <= 100 for bar in vast.bars)
    assert vast.ticks[-1].label == "10000bn"


def test_a_single_toll_is_not_worth_a_chart() -> None:
    assert chart(entries({"value": 46}, {"share": 85})) is None
    assert chart(()) is None


def test_the_track_shows_where_talks_are_and_nothing_where_they_left_it() -> None:
    assert [step.state for step in track(Stage.PROPOSAL)] == [
        *("passed", "passed", "now", "ahead", "ahead")
    ]
    assert track(Stage.COLLAPSED) == ()
    assert track(None) == ()


def test_the_article_reads_on_the_page_as_it_was_written() -> None:
    text = render(*PLAIN, ViewFormat.HTML)
    aside = re.sub(r'<span class="(number|back)".*?</span>', "", text[text.index("<aside") :])
    words = " ".join(re.sub(r"<[^>]+>", "", aside).split())
    assert " ".join(example.TEXT.split()) in words
