"""Markdown: front matter, then the words that a reader of the rendered page would see."""

from __future__ import annotations

from summarizer.reading import headers, visible
from summarizer.reading.base import Found


def extract(text: str, *, name: str) -> Found:
    """Paragraphs, headings and list items as lines; links as their text; HTML pruned as a page's.

    A line break inside a paragraph is a space, as Markdown renders it.
    """
    from markdown_it import MarkdownIt

    found = headers.split_front_matter(text)
    if not found.text:
        return found
    renderer = MarkdownIt("commonmark", {"html": True, "maxNesting": 100})
    html = renderer.enable(["table", "strikethrough"]).render(found.text)
    text, notes = visible.text_of_fragment(html, name=name)
    return Found(text, found.known, (*found.notes, *notes))
