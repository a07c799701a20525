"""What helper processes do with articles: ground a model's drafts, or brief by the rules."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from summarizer.archive.ledger.rows import packed, packed_brief, unpacked
from summarizer.briefing import abrief, check
from summarizer.engines.failing import Failing
from summarizer.model import Article, Usage

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from summarizer.engines.base import Drafted

Told = tuple[str, str, dt.date | None, str | None, str | None, str | None, str | None]
"""An article on its way to another process: a plain tuple takes a tenth of the time."""


@dataclass(frozen=True, slots=True)
class Work:
    """One article for a helper.

    Attributes:
        article: The article, by `told`.
        draft: What a model read, by `packed_draft`; None for the rules to read it.
    """

    article: Told
    draft: bytes | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """What became of it.

    Attributes:
        brief: The brief's JSON, packed; None if there is none.
        usage: What it took.
        failing: Why there is none.
    """

    brief: bytes | None
    usage: Usage
    failing: Failing | None = None


def told(article: Article) -> Told:
    """An article as `Work` takes it."""
    return (
        *(article.id, article.text, article.published, article.title),
        *(article.outlet, article.language, article.url),
    )


def packed_draft(drafted: Drafted) -> bytes:
    """A model's reading as the ledger keeps it."""
    return packed(_adapter().dump_json(drafted).decode())


def making(engine: str, model: str) -> Callable[[Sequence[Work]], list[Made]]:
    """What a helper does.

    Args:
        engine: The engine's `name`.
        model: Its `model`.
    """
    runner = asyncio.Runner()  # one event loop for all: making one takes as long as a short article
    return lambda several: [_made(work, engine, model, runner) for work in several]


def _made(work: Work, engine: str, model: str, runner: asyncio.Runner) -> Made:
    article = _article(work.article)
    try:
        if work.draft is None:
            from summarizer.engines.rules.engine import RulesEngine

            brief = runner.run(abrief(article, RulesEngine()))
        else:
            drafted: Drafted = _adapter().validate_json(unpacked(work.draft))
            brief = check(article, drafted, engine=engine, model=model)
    except Exception as error:  # noqa: BLE001  one article's failure costs no other
        failing = Failing.of(error)
        return Made(None, failing.usage, failing)
    return Made(packed_brief(brief), brief.provenance.usage)


def _article(told: Told) -> Article:
    identifier, text, published, title, outlet, language, url = told
    return Article.model_construct(
        id=identifier,
        text=text,
        published=published,
        title=title,
        outlet=outlet,
        language=language,
        url=url,
    )


_ADAPTER: list[TypeAdapter[Any]] = []


def _adapter() -> TypeAdapter[Any]:
    """Turns a `Drafted` into JSON and back; made when first needed, which takes a while."""
    if not _ADAPTER:
        from pydantic import TypeAdapter

        from summarizer.engines.base import Drafted

        _ADAPTER.append(TypeAdapter(Drafted))
    return _ADAPTER[0]
