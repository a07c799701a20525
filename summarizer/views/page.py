"""HTML: one self-contained page, the article beside the brief, that asks no network for anything.

Jinja escapes every string. The page's policy (CSP) allows the two inline blocks by their digests
and nothing else, so that markup which got past the escaping could neither run nor load anything.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from summarizer.views.chart import Chart, chart, track
from summarizer.views.clean import line
from summarizer.views.marks import MarkedSentence, paragraphs
from summarizer.views.outline import Outline

if TYPE_CHECKING:
    from jinja2 import Template

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
    style, script = _part("page.css"), _part("page.js")
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}';"
        " img-src 'none'; base-uri 'none'; form-action 'none'"
    )
    return _template().render(
        briefs=[_on_page(at, shown) for at, shown in enumerate(outlines, start=1)],
        policy=policy,
        style=style,
        script=script,
        track=track,
    )


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


@cache
def _part(name: str) -> str:
    return files("summarizer.views").joinpath("html", name).read_text("utf-8")


def _digest(block: str) -> str:
    """A block as a Content-Security-Policy names it (CSP level 3, section 2.3.1)."""
    return f"sha256-{base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()}"


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("summarizer.views", "html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("page.html.j2")
