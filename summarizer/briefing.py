"""The one path from an article to a brief: engine, grounding, provenance.

Everything that makes a brief (command line, archive, evals, library) goes through `abrief`, or
through its two halves where they run in different processes: an engine's `draft`, which waits for
an endpoint, and `check`, which computes.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from summarizer.grounding import ground
from summarizer.language.reader import Reader
from summarizer.model.article import Article
from summarizer.model.brief import ArticleReference, Brief, Provenance
from summarizer.model.vocabulary import CODEBOOK
from summarizer.version import VERSION

if TYPE_CHECKING:
    from summarizer.engines.base import Drafted, Engine


async def abrief(article: Article, engine: Engine | None = None) -> Brief:
    """A checked situation brief of one article.

    Args:
        article: What to brief.
        engine: Who reads it; the built-in rules engine if None.

    Raises:
        EngineError: The engine gave no Draft; its `exit_code` says why, its `usage` what was spent.
    """
    if engine is None:
        from summarizer.engines.rules.engine import RulesEngine

        engine = RulesEngine()
    drafted = await engine.draft(article)
    return check(article, drafted, engine=engine.name, model=engine.model)


def brief(article: Article, engine: Engine | None = None) -> Brief:
    """`abrief` for code that has no event loop.

    Raises:
        EngineError: As `abrief`.
        RuntimeError: Called inside a running event loop; await `abrief` there.
    """
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        pass
    else:
        raise RuntimeError("brief() was called inside an event loop: await abrief() there instead")

    async def once() -> Brief:
        try:
            return await abrief(article, engine)
        finally:
            if engine is not None:
                await engine.aclose()

    return asyncio.run(once())


def check(article: Article, drafted: Drafted, *, engine: str, model: str) -> Brief:
    """Ground an engine's Draft and put the header on it.

    Args:
        article: What was read.
        drafted: The engine's reading.
        engine: The engine's `name`.
        model: Its `model`.
    """
    grounded = ground(drafted.draft, article)
    return Brief(
        article=ArticleReference(
            id=article.id,
            published=article.published,
            title=article.title,
            outlet=article.outlet,
            language=article.language,
            url=article.url,
            digest=article.digest,
            sentences=len(Reader.of(article.text).sentences),
        ),
        provenance=Provenance(
            package=VERSION,
            codebook=CODEBOOK,
            engine=engine,
            model=model,
            answered_by=drafted.answered_by,
            prompt=drafted.prompt,
            prompt_hash=drafted.prompt_hash,
            usage=drafted.usage,
            notes=list(drafted.notes),
        ),
        headline=grounded.headline,
        bottom_line=grounded.bottom_line,
        actors=grounded.actors,
        negotiations=grounded.negotiations,
        demands=grounded.demands,
        tolls=grounded.tolls,
        agreements=grounded.agreements,
        findings=grounded.findings,
    )
