"""JSON objects, and the errors that say what was looked for."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from reading_samples import STORY, article_page

from summarizer.errors import ExitCode, SourceError
from summarizer.reading import Kind, read_bytes, read_record

BODY = "\n".join(STORY)


@pytest.mark.parametrize("key", ["text", "body", "content", "article", "Text"])
def test_an_object(key: str) -> None:
    record = {
        "id": 17,
        key: BODY,
        "publishedAt": "2024-03-05T10:00:00Z",
        "title": "Talks",
        "source": {"id": None, "name": "The Daily Lantern"},
        "url": "https://lantern.example/a",
        "topics": ["war"],
    }
    article = read_bytes(json.dumps(record).encode(), name="a.json").article
    assert article.text == BODY
    assert article.id == "17"
    assert article.published == dt.date(2024, 3, 5)
    assert (article.title, article.outlet) == ("Talks", "The Daily Lantern")
    assert article.url == "https://lantern.example/a"
    assert read_record(record, name="line 1").article == article


def test_its_own_date_wins_over_the_texts_line() -> None:
    record = {"text": f"date 2024-03-01 {BODY}", "date": "2024-03-05"}
    article = read_record(record, name="x").article
    assert (article.text, article.published) == (BODY, dt.date(2024, 3, 5))


def test_a_block_in_the_text_is_text() -> None:
    text = "Source: Lantern\n\nEnvoys met."
    assert read_record({"text": text}, name="x").article.text == text


def test_a_page_as_text_is_read_as_a_page() -> None:
    article = read_record({"content": article_page(), "title": "Mine"}, name="x").article
    assert article.title == "Mine"
    assert "<p>" not in article.text
    assert STORY[2] in article.text


@pytest.mark.parametrize(
    ("document", "code", "words"),
    [
        ("[]", ExitCode.NO_ARTICLE, "a list"),
        ('[{"text": "x"}]', ExitCode.NO_ARTICLE, "text, body, content or article"),
        ('"words"', ExitCode.NO_ARTICLE, "a single value"),
        ('{"txt": "x"}', ExitCode.NO_ARTICLE, "text, body, content or article"),
        ('{"text": null}', ExitCode.NO_ARTICLE, "has no text"),
        ('{"text": ["x"]}', ExitCode.NO_ARTICLE, "has no text"),
        ('{"text": " \\n "}', ExitCode.EMPTY, "holds no text"),
        ('{"text": ', ExitCode.UNREADABLE, "line 1, column 10"),
        ('{"text": "a"}\n{"text": "b"}', ExitCode.UNREADABLE, "more than one"),
        ('{"text":' + "[" * 100_000, ExitCode.UNREADABLE, "cannot be read"),
        ('{"text": "a", "n": ' + "9" * 9999 + "}", ExitCode.UNREADABLE, "cannot be read"),
    ],
)
def test_what_is_no_article(document: str, code: ExitCode, words: str) -> None:
    with pytest.raises(SourceError, match=words) as caught:
        read_bytes(document.encode(), name="a.json", kind=Kind.JSON)
    assert caught.value.exit_code is code
    assert "a.json" in caught.value.message
