"""Plain text: an optional header, then the body as it is."""

from __future__ import annotations

from summarizer.reading import headers, page
from summarizer.reading.base import Found
from summarizer.reading.sniffing import is_page


def extract(text: str, *, name: str) -> Found:
    """The body below the header.

    A body that is a whole HTML page (a page saved as .txt) is read as one: style sheets and
    scripts are not what the article says. The header's keys win over the page's metadata.

    Raises:
        SourceError: NO_ARTICLE, the body is a page without an article.
    """
    found = headers.split(text)
    if not is_page(found.text):
        return found
    inside = page.extract(found.text, name=name)
    notes = (*found.notes, "the text is an HTML page: read as one", *inside.notes)
    return Found(inside.text, found.known.over(inside.known), notes)
