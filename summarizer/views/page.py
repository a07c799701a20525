"""HTML: one self-contained page, the article beside the brief."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from summarizer.views.chart import Chart, chart, track
from summarizer.views.clean import line
from summarizer.views.marks import MarkedSentence, paragraphs
from summarizer.views.outline import Outline
from summarizer.views.selfcontained import Page

_PAGE = Page("summarizer.views", "page.css", "page.js")

# RFC 5646 section 2.1, as far as news articles need it: language, script, region, variants.
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}")


@dataclass(frozen=True, slots=True)
class BriefOnPage:
    """One brief as the template takes it.

    Attributes:
        id: Prefix of all its element ids: `b1`.
        known: Numbers of the sentences that the article has.
        url: The article's address, if it is one that may be a link.
        language: The article's language, if it is a valid tag.
    """

    id: str
    shown: Outline
    paragraphs: list[list[MarkedSentence]]
    known: frozenset[int]
    chart: Chart | None
    url: str | None
    language: str | None


def outlines_as_page(outlines: Sequence[Outline]) -> str:
    """The page of one or several briefs."""
    shown = [_on_page(at, outline) for at, outline in enumerate(outlines, start=1)]
    return _PAGE.render("page.html.j2", briefs=shown, track=track)


def _on_page(at: int, shown: Outline) -> BriefOnPage:
    article = shown.brief.article
    return BriefOnPage(
        id=f"b{at}",
        shown=shown,
        paragraphs=paragraphs(shown),
        known=frozenset(sentence.number for sentence in shown.sentences),
        chart=chart(shown.tolls),
        url=_web_address(article.url),
        language=_language(article.language),
    )


def _web_address(url: str | None) -> str | None:
    # `javascript:` and `data:` addresses would act in the page's name when followed.
    address = line(url or "")
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.netloc else None


def _language(tag: str | None) -> str | None:
    return tag if tag and _LANGUAGE_TAG.fullmatch(tag) else None
