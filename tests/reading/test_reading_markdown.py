"""Markdown to the words that its reader sees."""

from __future__ import annotations

import datetime as dt

import pytest

from summarizer.errors import ExitCode, SourceError
from summarizer.reading import read_bytes


def text_of(markdown: str) -> str:
    return read_bytes(markdown.encode(), name="talks.md").article.text


def test_syntax_goes_and_words_stay() -> None:
    markdown = (
        "# Talks in *Port Avel*\n\n"
        "At least **31** people were\nkilled, [the hospital](https://h.example/x) said.\n\n"
        "- first `term`\n- second term\n\n> quoted words\n\n1. one\n2. two\n\n"
        "![a ship](ship.png)\n\n| side | dead |\n|---|---|\n| north | 12 |\n"
    )
    assert text_of(markdown) == (
        "Talks in Port Avel\n\nAt least 31 people were killed, the hospital said.\n\n"
        "first term\nsecond term\n\nquoted words\n\none\ntwo\n\nside dead\nnorth 12"
    )


def test_html_in_it_is_pruned_like_a_pages() -> None:
    markdown = (
        "Seen <span style='display:none'>hidden one</span> words.\n\n"
        "<div hidden>hidden two</div>\n\n<!-- hidden three -->\n\n<p>A <b>bold</b> end.</p>\n"
    )
    reading = read_bytes(markdown.encode(), name="talks.md")
    assert reading.article.text == "Seen words.\n\nA bold end."
    assert "4 words hidden on the page were left out" in reading.notes


def test_front_matter_and_header_line() -> None:
    reading = read_bytes(b"---\ntitle: Talks\ndate: 2024-03-05\n---\n*Envoys* met.", name="a.md")
    assert reading.article.text == "Envoys met."
    assert reading.article.title == "Talks"
    assert reading.article.published == dt.date(2024, 3, 5)
    line = read_bytes(b"date 2024-03-05 Envoys _met_.", name="a.md").article
    assert (line.text, line.published) == ("Envoys met.", dt.date(2024, 3, 5))


def test_code_points_are_kept() -> None:
    assert text_of("Cafe\u0301 \u2013 12\u00a0000 \u201cdead\u201d") == (
        "Cafe\u0301 \u2013 12\u00a0000 \u201cdead\u201d"
    )


@pytest.mark.parametrize("markdown", ["---\ntitle: x\n---\n", "<!-- only this -->", "***"])
def test_nothing_to_see_is_empty(markdown: str) -> None:
    with pytest.raises(SourceError) as caught:
        text_of(markdown)
    assert caught.value.exit_code is ExitCode.EMPTY
