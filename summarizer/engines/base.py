"""What every engine delivers, and how it is called."""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from summarizer.model import Article, Draft, Usage


@dataclass(frozen=True)
class Drafted:
    """An engine's reading of one article, and what the reading took.

    Attributes:
        draft: What the engine read; not yet checked against the article.
        usage: Calls, tokens, dollars and seconds, every attempt counted.
        answered_by: The model that the endpoint says answered; None without a model.
        prompt: Name of the prompt; None without a model.
        prompt_hash: SHA-256 of the prompt's file, in hex; None without a model.
        notes: What the user should know, one plain line each: retries, re-asks, windows.
    """

    draft: Draft
    usage: Usage
    answered_by: str | None = None
    prompt: str | None = None
    prompt_hash: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Setup:
    """What an engine's answers hang on beside the article and the model; None without a model.

    Attributes:
        endpoint: Host and port that are asked, or the provider's name; nothing secret.
        prompt: Name of the prompt.
        prompt_hash: SHA-256 of the prompt's file, in hex.
        mode: How structured output is asked for.
        temperature: None if none is sent.
        max_tokens: Tokens that an answer may have.
        context_window: Tokens that question and answer may have together.
    """

    endpoint: str | None = None
    prompt: str | None = None
    prompt_hash: str | None = None
    mode: str | None = None
    temperature: float | None = None
    max_tokens: int | None = None
    context_window: int | None = None


@dataclass(frozen=True)
class Foreseen:
    """What an article may take of a model; zeros without one.

    Attributes:
        requests: Requests, if none is asked again.
        tokens_in: Tokens that they are thought to read together, on the safe side.
        tokens_out_most: Tokens of the longest answer to each.
    """

    requests: int = 0
    tokens_in: int = 0
    tokens_out_most: int = 0

    def __add__(self, other: Foreseen) -> Foreseen:
        """What both take together."""
        return Foreseen(
            self.requests + other.requests,
            self.tokens_in + other.tokens_in,
            max(self.tokens_out_most, other.tokens_out_most),
        )


class Deferred(Exception):  # noqa: N818  nothing went wrong
    """The answer comes later, and nothing was spent: ask for the same article again then."""


class Engine(Protocol):
    """Reads articles. One engine may read many at a time, all in one event loop.

    Attributes:
        name: `rules` or `llm`.
        model: The model asked for, as the user named it; `rules` for the built-in engine.
        setup: What else its answers hang on.
    """

    @property
    def name(self) -> str:
        """The engine's kind."""
        ...

    @property
    def model(self) -> str:
        """The model asked for."""
        ...

    @property
    def setup(self) -> Setup:
        """What else its answers hang on."""
        ...

    async def draft(self, article: Article) -> Drafted:
        """Read one article.

        Raises:
            EngineError: There is no Draft; its `exit_code` says why and its `usage` what was spent.
            Deferred: Its answers come later; only from an engine that was made so.
        """
        ...

    def foresee(self, article: Article) -> Foreseen:
        """What reading that article may take."""
        ...

    async def aclose(self) -> None:
        """Close connections. The engine may be used again, in another event loop too."""
        ...

    async def __aenter__(self) -> Self: ...

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
        /,
    ) -> None:
        """Close connections, as `aclose`."""
        ...
