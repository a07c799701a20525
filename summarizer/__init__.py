"""News articles about conflicts in, checked situation briefs out.

    from summarizer import Article, brief

    print(brief(Article.of("At least 46 people were killed on Wednesday, officials said.")).tolls)

Everything is loaded when first asked for: importing the package costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.briefing import abrief as abrief
    from summarizer.briefing import brief as brief
    from summarizer.errors import SummarizerError as SummarizerError
    from summarizer.model.article import Article as Article
    from summarizer.model.brief import Brief as Brief

_HOMES = {
    "Article": "summarizer.model.article",
    "Brief": "summarizer.model.brief",
    "SummarizerError": "summarizer.errors",
    "abrief": "summarizer.briefing",
    "brief": "summarizer.briefing",
}
__all__ = ["Article", "Brief", "SummarizerError", "abrief", "brief"]


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'summarizer' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
