"""A Brief, and the Article that it was made from, for people: terminal, Markdown, HTML; and JSON.

Cheap to import: each format's libraries are loaded when that format is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from summarizer.model import Article, Brief

__all__ = ["ViewFormat", "print_brief", "render", "render_many"]


class ViewFormat(StrEnum):
    """What a brief can be turned into."""

    TERMINAL = "terminal"
    MARKDOWN = "markdown"
    JSON = "json"
    HTML = "html"


def render(brief: Brief, article: Article, fmt: ViewFormat) -> str:
    """One brief as text in `fmt`; see `render_many`."""
    return render_many([(brief, article)], fmt)


def render_many(pairs: Sequence[tuple[Brief, Article]], fmt: ViewFormat) -> str:
    """Briefs as one text that ends in a newline.

    Args:
        pairs: Each brief with the article that it was made from.
        fmt: JSON gives an object for one brief and a list for any other number; Markdown puts
            rules between the briefs; HTML is one self-contained page that lists them.

    Raises:
        SourceError: An article is not the one that its brief was made from (JSON, which shows
            nothing of the article, does not look).
        ValueError: `fmt` is TERMINAL, which needs a console: call `print_brief`.
    """
    if fmt is ViewFormat.JSON:
        from summarizer.views.data import briefs_as_json

        return briefs_as_json([brief for brief, _ in pairs])

    from summarizer.views.outline import outline

    outlines = [outline(brief, article) for brief, article in pairs]
    if fmt is ViewFormat.MARKDOWN:
        from summarizer.views.markdown import outlines_as_markdown

        return outlines_as_markdown(outlines)
    if fmt is ViewFormat.HTML:
        from summarizer.views.page import outlines_as_page

        return outlines_as_page(outlines)
    raise ValueError("the terminal view needs a console: call print_brief")


def print_brief(brief: Brief, article: Article, console: Console) -> None:
    """Print one brief to a terminal, at the console's own width and colours.

    Raises:
        SourceError: The article is not the one that the brief was made from.
    """
    from summarizer.views.outline import outline
    from summarizer.views.terminal import print_outline

    print_outline(outline(brief, article), console)
