"""The terminal, Markdown and JSON."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys

import example
import pytest
from markdown_it import MarkdownIt
from rich.cells import cell_len
from rich.console import Console

from summarizer.model import Article, Brief
from summarizer.views import ViewFormat, print_brief, render, render_many


def printed(brief: Brief, article: Article, *, width: int = 80, colour: bool = False) -> str:
    out = io.StringIO()
    print_brief(brief, article, Console(file=out, width=width, force_terminal=colour))
    return out.getvalue()


def unwrapped(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("width", [200, 80, 72, 71, 40, 20])
def test_the_terminal_says_everything_at_any_width(width: int) -> None:
    shown = printed(*example.pair(), width=width)
    assert max(cell_len(row) for row in shown.splitlines()) <= width
    assert "\x1b" not in shown
    letters = re.sub(r"[\s─]", "", shown)
    for said in ("≥46", "≤20,000", "≈1,900,000", "≥12(vague)", "UNVERIFIED", "DISPUTED"):
        assert said in letters
    for word in ("refused", "corrected", "unverified", "noted", "[40]", "unpriced"):
        assert word in letters


def test_the_terminal_begins_with_the_bottom_line_and_ends_with_provenance() -> None:
    brief, article = example.pair()
    shown = unwrapped(printed(brief, article))
    order = [brief.headline, brief.bottom_line, "Talks ─", "Demands ─", "Tolls ─", "Agreements ─"]
    order += ["Findings of the check ─", "Sources ─", "[9] The two sides meet", "engine llm"]
    places = [shown.find(said) for said in order]
    assert -1 not in places
    assert places == sorted(places)


def test_the_terminal_is_not_driven_by_what_it_shows() -> None:
    shown = printed(*example.hostile_pair(), width=300, colour=True)
    assert "\x1b]8" not in shown
    assert "\x1b[31m" not in shown
    assert "\u202e" not in shown
    assert "[red]not markup[/red] [/] :warning:" in shown


def test_an_empty_brief_says_that_it_is_empty() -> None:
    article = Article.of("Nothing happened.")
    pair = (example.empty_brief(article), article)
    for shown in (printed(*pair), render(*pair, ViewFormat.MARKDOWN)):
        for said in ("no talks", "no demands", "no tolls", "no agreements", "found nothing"):
            assert said in shown
    assert "no publication date" in printed(*pair)


@pytest.mark.parametrize("pair", [example.pair(), example.hostile_pair()])
def test_no_text_makes_a_column_of_its_own_in_markdown(pair: tuple[Brief, Article]) -> None:
    brief, article = pair
    tokens = (
        MarkdownIt("commonmark").enable("table").parse(render(brief, article, ViewFormat.MARKDOWN))
    )
    rows: list[list[str]] = []
    for at, token in enumerate(tokens):
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "td_open":
            rows[-1].append(tokens[at + 1].content)
    # Readers drop the cells that are too many, so it is the last one that tells.
    keys = [row[-1].partition(";")[0] for row in rows if row]
    assert keys == [*("D3", "D1", "D2"), *(f"T{n}" for n in range(1, 8)), "F1", "F2", "F3", "F4"]


def test_markdown_takes_no_markup_from_data() -> None:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = parser.parse(render(*example.hostile_pair(), ViewFormat.MARKDOWN))
    inline = [child for token in tokens for child in token.children or []]
    assert {token.type for token in inline} <= {"text", "softbreak", "strong_open", "strong_close"}
    bold = [inline[at + 1].content for at, t in enumerate(inline) if t.type == "strong_open"]
    assert set(bold) == {"UNVERIFIED"} or bold == []
    assert not {token.type for token in tokens} & {"html_block", "fence", "code_block", "hr"}
    headings = [token.tag for token in tokens if token.type == "heading_open"]
    assert headings == ["h1", "h2", "h3", "h2", "h2", "h2", "h3", "h2", "h2"]
    assert any(example.RICH in token.content for token in inline), "the words themselves stay"


@pytest.mark.parametrize(
    "start", ["# a", "- a", "+ a", "* a", "1. a", "2) a", "> a", "~~~", "```", "===", "---", "<a>"]
)
def test_no_line_of_data_opens_a_block_in_markdown(start: str) -> None:
    article = Article.of(start)
    brief = example.empty_brief(article)
    brief.bottom_line = start
    tokens = MarkdownIt("commonmark").parse(render(brief, article, ViewFormat.MARKDOWN))
    texts = [token.content for token in tokens if token.type == "inline"]
    at = texts.index(next(text for text in texts if text.replace("\\", "") == start))
    assert at == 2, "the bottom line is a paragraph of its own, third on the page"


def test_addresses_in_markdown_do_not_become_links_of_themselves() -> None:
    article = Article.of("See https://planted.example and www.planted.example now.")
    brief = example.empty_brief(article)
    brief.bottom_line = article.text
    shown = render(brief, article, ViewFormat.MARKDOWN)
    assert shown.count(r"https\://planted") == shown.count("planted.example") / 2 == 1
    assert shown.count(r"www\.planted") == 1


def test_several_briefs_in_markdown_are_parted_by_rules() -> None:
    shown = render_many([example.pair(), example.pair()], ViewFormat.MARKDOWN)
    tokens = MarkdownIt("commonmark").parse(shown)
    assert [token.type for token in tokens].count("hr") == 1
    assert [token.tag for token in tokens if token.type == "heading_open"].count("h1") == 2


@pytest.mark.parametrize("pair", [example.pair(), example.hostile_pair()])
def test_json_is_the_brief_exactly(pair: tuple[Brief, Article]) -> None:
    shown = render(*pair, ViewFormat.JSON)
    assert shown.endswith("}\n")
    assert Brief.model_validate_json(shown) == pair[0]
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", shown)


def test_json_keeps_letters_and_survives_lone_surrogates() -> None:
    brief, article = example.pair()
    brief.headline = "Çağlayan \ud83d \u202e“46”"
    shown = render(brief, article, ViewFormat.JSON)
    shown.encode("utf-8")
    assert "Çağlayan" in shown
    assert json.loads(shown)["headline"] == brief.headline


def test_json_of_one_brief_is_an_object_and_of_others_a_list() -> None:
    assert isinstance(json.loads(render_many([example.pair()], ViewFormat.JSON)), dict)
    assert len(json.loads(render_many([example.pair()] * 2, ViewFormat.JSON))) == 2
    assert json.loads(render_many([], ViewFormat.JSON)) == []


def test_the_terminal_is_not_a_string() -> None:
    with pytest.raises(ValueError, match="print_brief"):
        render(*example.pair(), ViewFormat.TERMINAL)


def test_importing_the_room_loads_none_of_its_libraries() -> None:
    heavy = "{'jinja2', 'rich', 'pydantic'} & set(__import__('sys').modules)"
    told = subprocess.run(
        [sys.executable, "-c", f"import summarizer.views; print({heavy} or 'none')"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "none"
