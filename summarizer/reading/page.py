"""HTML: the article of a page, by trafilatura, from what people see of it."""

from __future__ import annotations

import logging
import re

from summarizer.errors import ExitCode, SourceError
from summarizer.reading import page_metadata, visible
from summarizer.reading.base import Found, shown

_SENTENCE_END = re.compile(r"[.!?…。؟।][\"'”’»)\]]*(?=\s|$)")
_SHORTEST_SENTENCE = 4  # words


def extract(text: str, *, name: str) -> Found:
    """The article's paragraphs, a blank line between them, and the page's metadata.

    Reader comments, navigation and everything hidden stay out. Nothing that the page links to is
    fetched.

    Raises:
        SourceError: NO_ARTICLE, the page has no running text; TOO_LARGE, nested too deep.
    """
    import trafilatura

    for library in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(library).setLevel(logging.CRITICAL)  # what matters is raised here
    root = visible.parse(text, name=name)
    known = page_metadata.known_of(root)
    notes = visible.prune(root)
    try:
        found = trafilatura.extract(root, include_comments=False) or ""
    except RecursionError:
        raise visible.nested_too_deep(name) from None
    if not any(_has_sentence(line) for line in found.split("\n")):
        raise SourceError(
            f"{shown(name)}: no article found on the page",
            "save the article's text in a file and name that",
            code=ExitCode.NO_ARTICLE,
        )
    return Found(re.sub(r"\n+", "\n\n", found), known, notes)


def _has_sentence(line: str) -> bool:
    """Whether the line closes a sentence after some words, which menus and notices do not."""
    ends = [match.end() for match in _SENTENCE_END.finditer(line)]
    return bool(ends) and len(line[: ends[-1]].split()) >= _SHORTEST_SENTENCE
