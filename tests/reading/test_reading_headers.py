"""Headers of plain text and Markdown: what counts as one, what it says, what is left untouched."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.reading import headers
from summarizer.reading.base import Known

DAY = dt.date(2023, 12, 20)


def test_date_and_body_on_one_line() -> None:
    found = headers.split(" date 2023-12-20 In a sign  of haste,\u00a0envoys met.\n\nThey left.")
    assert found.known == Known(published=DAY)
    assert found.text == "In a sign  of haste,\u00a0envoys met.\n\nThey left."


def test_a_month_alone_gives_no_day() -> None:
    found = headers.split("date 2025-03 Body starts here.")
    assert found.known == Known(date_words="2025-03")
    assert found.text == "Body starts here."


@pytest.mark.parametrize("line", ["date 2023-12-201 x", "dates 2023-12-20 x", "date2023-12-20 x"])
def test_what_only_resembles_a_date_line_is_text(line: str) -> None:
    assert headers.split(line).text == line


def test_block() -> None:
    found = headers.split(
        "DATE: 20 December 2023\nTitle: Talks: a new round\nPublisher: The Outlet\n"
        "Link: https://news.example/a\nLang: en\nid: talks-1\nAuthor: A. Writer\n\nBody: here."
    )
    assert found.known == Known(
        id="talks-1",
        title="Talks: a new round",
        outlet="The Outlet",
        language="en",
        url="https://news.example/a",
        published=DAY,
    )
    assert found.text == "Body: here."
    assert found.notes == ()


def test_block_over_line() -> None:
    both = headers.split("date: 2023-12-20\n\n date 2023-12-24 Envoys met.")
    assert (both.known.published, both.text) == (DAY, "Envoys met.")
    gap = headers.split("title: Talks\ndate: December 2023\n\ndate 2023-12-20 Envoys met.")
    assert gap.known == Known(title="Talks", published=DAY, date_words="December 2023")


@pytest.mark.parametrize(
    "text",
    [
        "Ukraine: twelve villages shelled\n\nThe shelling began at dawn.",
        "Title: one thing\nand then prose\n\nMore.",
        "Source: " + "the minister said so, " * 30 + "\n\nMore.",
        "date: 2023-12-20 In a sign of haste, the envoys of both sides met in the port\n\nMore.",
        "12: a number is no key\ntitle: x\n\nMore.",
        "https://news.example/a\n\nMore.",
    ],
)
def test_prose_with_a_colon_is_not_eaten(text: str) -> None:
    found = headers.split(text)
    assert found.text == text
    assert found.known == Known()


def test_unused_keys_and_unsafe_links_are_noted() -> None:
    found = headers.split("title: x\nmood: grim\nurl: javascript:alert(1)\n\nBody.")
    assert found.known == Known(title="x")
    assert found.notes == (
        "header keys not used: mood",
        "not an http(s) address, left out: javascript:alert(1)",
    )


def test_header_without_body_leaves_nothing() -> None:
    assert headers.split("date: 2023-12-20\ntitle: x\n").text == ""


def test_front_matter() -> None:
    found = headers.split_front_matter(
        "---\ntitle: 'It ended'\ndate: \"2023-12-20\"\ntags:\n  - talks\n# note\n---\n\n# Heading\n"
    )
    assert found.known == Known(title="It ended", published=DAY)
    assert found.text == "# Heading"
    assert found.notes == ("header keys not used: tags",)


def test_a_ruler_is_not_front_matter() -> None:
    text = "---\nEnvoys met in the port.\n---\nThey left."
    assert headers.split_front_matter(text).text == text


def test_quotes_in_a_plain_header_are_the_titles_own() -> None:
    assert headers.split("title: 'No deal'\n\nBody.").known.title == "'No deal'"


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters=":\r")))
def test_text_without_a_header_keeps_every_code_point(body: str) -> None:
    text = "Envoys met." + body + "End."
    found = headers.split(text)
    assert found.text == text
    assert found.known == Known()


@given(st.text(alphabet="date: \n-titleX2023\ufeff\r", max_size=60))
def test_no_text_raises_and_the_rest_is_a_tail(text: str) -> None:
    for split in (headers.split, headers.split_front_matter):
        rest = split(text).text
        assert rest in text.replace("\r\n", "\n").replace("\r", "\n")
