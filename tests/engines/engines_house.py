"""What the tests of engines share: an invented article, its Draft, and engines on loopback."""

from __future__ import annotations

import asyncio
import datetime as dt
import sys
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).resolve().parent.parent / "servers"))

from pydantic import SecretStr

from summarizer.engines import prompts
from summarizer.engines.base import Drafted
from summarizer.engines.llm.cache import Completions
from summarizer.engines.llm.endpoint import Endpoint
from summarizer.engines.llm.engine import LlmEngine, Sizes
from summarizer.engines.llm.policy import Policy
from summarizer.model import Article
from summarizer.settings import Settings

KEY = "sk-invented-0123456789abcdef"

ARTICLE = Article(
    id="ashby",
    published=dt.date(2031, 3, 4),
    title="Envoys meet in Port Ashby",
    text=(
        "Envoys of Norland and the Reed Front met in Port Ashby on Monday.\n"
        "Shelling killed at least 14 people in the delta on Sunday, hospital staff said.\n"
        "The Front wants Norland's army to leave the delta."
    ),
)

DRAFT: dict[str, Any] = {
    "headline": "Norland and Reed Front meet in Port Ashby",
    "bottom_line": "They met. Shelling killed at least 14.",
    "tolls": [{"sentences": [2], "metric": "killed", "figure": "at least 14", "basis": "incident"}],
}


def toll(**changes: Any) -> dict[str, Any]:
    """The Draft with its toll changed."""
    return {**DRAFT, "tolls": [{**DRAFT["tolls"][0], **changes}]}


class Clock:
    """A clock that a policy's own waits move on, and that remembers them."""

    def __init__(self) -> None:
        self.now = 100.0
        self.waits: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds


def policy(clock: Clock | None = None, **changes: Any) -> Policy:
    clock = clock or Clock()
    given: dict[str, Any] = {"where": "here", "tries": 5, "patience": 300.0, "timeout": 20.0}
    return Policy(
        **{**given, **changes}, sleep=clock.sleep, jitter=lambda: 0.5, clock=clock, key=KEY
    )


def engine(
    base_url: str,
    *,
    completions: Completions | None = None,
    sizes: Sizes | None = None,
    retries: Policy | None = None,
    **wire: Any,
) -> LlmEngine:
    given = {"where": "here", "model": "m", "base_url": base_url, "key": KEY, **wire}
    return LlmEngine(
        Endpoint(**given),
        prompts.load("brief"),
        retries or policy(),
        sizes or Sizes(context_window=128_000, max_tokens=1000),
        completions=completions,
    )


def drafted(reader: LlmEngine, article: Article = ARTICLE) -> Drafted:
    async def run() -> Drafted:
        async with reader:
            return await reader.draft(article)

    return asyncio.run(run())


def settings(**given: Any) -> Settings:
    if "api_key" in given:
        given["api_key"] = SecretStr(given["api_key"])
    return Settings(**given)
