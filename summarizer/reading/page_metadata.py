"""What an HTML page says of its article in metadata: title, outlet, date, language, address.

The date is taken only from what states the day of publication as such, never from the text, the
address, a date of modification or the clock: a wrong date shifts every date of a brief, a missing
one is asked for. In order, the first that names exactly one day:

1. `datePublished` of an article in JSON-LD (schema.org),
2. a meta element that means publication (`article:published_time`, Dublin Core, ...),
3. a `<time datetime>` marked as the publication's (`pubdate`, `itemprop="datePublished"`),
4. `<time datetime>` in the page's article or main element, if they all name the same day.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from summarizer.reading.base import Known
from summarizer.reading.published import day_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PUBLISHED_META = {
    *("article:published_time", "article:published", "og:article:published_time"),
    *("og:published_time", "datepublished", "publishdate", "publish-date", "publish_date"),
    *("pubdate", "date", "publication_date", "publication-date", "parsely-pub-date"),
    *("sailthru.date", "dc.date", "dc.date.issued", "dcterms.date", "dcterms.issued"),
    "citation_publication_date",
}
_ARTICLE_TYPE = re.compile(r"Article|Posting|Report|NewsStory", re.IGNORECASE)
_UNSET = dt.date(1970, 1, 1)  # what a content system writes that has no date
_EARLIEST = 1900
_DEEPEST = 12  # levels of JSON-LD that are looked through


def known_of(root: HtmlElement) -> Known:
    """What the unpruned tree says; JSON-LD stands in scripts, which pruning removes."""
    from trafilatura.metadata import extract_metadata

    # Its own search for a date guesses; this keeps it short and its answer is not used.
    found = extract_metadata(root, date_config={"extensive_search": False, "original_date": True})
    url = found.url if re.match(r"https?://", found.url or "", re.IGNORECASE) else None
    outlet = _line(found.sitename)
    if outlet and url and outlet.lower().removeprefix("www.") in (urlsplit(url).hostname or ""):
        outlet = None  # trafilatura's stand-in, the domain: nobody gave it as a name
    return Known(
        title=_line(found.title),
        outlet=outlet,
        language=_line(root.get("lang") or root.get("xml:lang")),
        url=url,
        published=published_on(root),
    )


def published_on(root: HtmlElement) -> dt.date | None:
    """The one day that the page states as its publication's, or None."""
    inside = root.xpath("//article//time[@datetime] | //main//time[@datetime]")
    marked = root.xpath("//time[@datetime][@pubdate or @itemprop='datePublished']")
    for words in (
        list(_linked_dates(root)),
        list(_meta_dates(root)),
        [time.get("datetime") for time in marked],
        [time.get("datetime") for time in inside],
    ):
        days = _days(words)
        if len(days) == 1:
            return days.pop()
    return None


def _days(words: Iterable[str]) -> set[dt.date]:
    days = {day for each in words if (day := day_of(each)) is not None}
    return {day for day in days if day != _UNSET and day.year >= _EARLIEST}


def _meta_dates(root: HtmlElement) -> Iterator[str]:
    for meta in root.iter("meta"):
        names = {(meta.get(key) or "").lower() for key in ("property", "name", "itemprop")}
        if names & _PUBLISHED_META and (content := meta.get("content")):
            yield content


def _linked_dates(root: HtmlElement) -> Iterator[str]:
    for script in root.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            value = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):  # broken JSON-LD is common and says nothing
            continue
        for thing in _things(value, _DEEPEST):
            date = thing.get("datePublished")
            if isinstance(date, str) and _ARTICLE_TYPE.search(json.dumps(thing.get("@type"))):
                yield date


def _things(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-LD document that describe this page: top level, lists, graphs."""
    if depth == 0:
        return
    if isinstance(value, list):
        for each in value:
            yield from _things(each, depth - 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _things(value.get(key), depth - 1)


def _line(words: str | None) -> str | None:
    """The words on one line, or None if there are none."""
    return " ".join(words.split()) or None if words else None
