"""The built-in engine: rules only, offline, free, the same answer every time."""

from __future__ import annotations

import re
import time
from types import TracebackType
from typing import Self

from summarizer.engines.base import Drafted, Foreseen, Setup
from summarizer.engines.rules.agreements import agreements
from summarizer.engines.rules.demands import demands
from summarizer.engines.rules.talks import negotiations
from summarizer.engines.rules.tolls import tolls
from summarizer.errors import EngineError, ExitCode
from summarizer.language.english import is_english
from summarizer.language.reader import Reader
from summarizer.model import Article, Draft, Usage

_ENOUGH = 20
"""Fewer words than this tell no language."""


class RulesEngine:
    """Reads English news by rules; leaves free text to grounding to write from the items."""

    name = "rules"
    model = "rules"
    setup = Setup()

    async def draft(self, article: Article) -> Drafted:
        """Read one article.

        Raises:
            EngineError: The text is not English (`ExitCode.LANGUAGE`).
        """
        began = time.perf_counter()
        _require_english(article)
        reader = Reader.of(article.text)
        draft = Draft(
            headline="",
            bottom_line="",
            negotiations=negotiations(reader, article),
            demands=demands(reader, article),
            tolls=tolls(reader, article),
            agreements=agreements(reader, article),
        )
        return Drafted(draft=draft, usage=Usage(seconds=time.perf_counter() - began))

    def foresee(self, article: Article) -> Foreseen:  # noqa: ARG002  it is the same for all
        """Nothing: no model is asked."""
        return Foreseen()

    async def aclose(self) -> None:
        """Nothing is held open."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
        /,
    ) -> None:
        await self.aclose()


def _require_english(article: Article) -> None:
    short = len(article.text.split(maxsplit=_ENOUGH)) < _ENOUGH
    if short and re.search(r"[A-Za-z]{2}", article.text):
        return  # too few words to tell one language of that script from another
    if not is_english(article.text):
        raise EngineError(
            f"{article.id}: the text is not English, and the built-in engine reads English only",
            "name a model with --model for other languages",
            code=ExitCode.LANGUAGE,
        )
