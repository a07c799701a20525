"""The wire to any OpenAI-compatible endpoint."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

from summarizer.engines.llm.answer import modes, patched
from summarizer.engines.llm.failures import Garbled, clean
from summarizer.engines.llm.messages import Message

if TYPE_CHECKING:
    from openai import AsyncOpenAI

OPENAI_HOST = "api.openai.com"


@dataclass(frozen=True)
class Reply:
    """A completion as it came.

    Attributes:
        completion: The SDK's object, which instructor parses.
        raw: Its JSON; empty if it has no such form.
    """

    completion: Any
    raw: dict[str, Any]


class Wire(Protocol):
    """Where requests go, and in what form.

    Attributes:
        where: The endpoint, as the user knows it and as kept completions name it.
        model: The model's name there.
        mode: `tools`, `json_schema` or `json`.
        temperature: None sends none.
        prices: Whose price list holds; None if nobody's.
    """

    @property
    def where(self) -> str:
        """The endpoint."""
        ...

    @property
    def model(self) -> str:
        """The model's name there."""
        ...

    @property
    def mode(self) -> str:
        """How structured output is asked for."""
        ...

    @property
    def temperature(self) -> float | None:
        """The sampling temperature."""
        ...

    @property
    def prices(self) -> str | None:
        """Whose price list holds."""
        ...

    def asking(self, complete: Callable[..., Any]) -> Callable[..., Any]:
        """An async function of `request()`'s keywords that gives an Answer through `complete`."""
        ...

    def request(self, messages: list[Message], max_tokens: int) -> dict[str, Any]:
        """The keywords of one request, before instructor adds the schema."""
        ...

    async def send(self, **request: Any) -> Reply:
        """Make a request once.

        Raises:
            Exception: As the SDK raises it; `failures` reads it.
            Garbled: The answer is no completion.
        """
        ...

    async def aclose(self) -> None:
        """Close connections; the next request opens new ones."""
        ...


@dataclass
class Endpoint:
    """An OpenAI-compatible endpoint. The SDK is imported when the first request is made.

    Attributes:
        where: Its host and port.
        model: The model's name there.
        base_url: Its address.
        mode: How structured output is asked for.
        prices: Whose price list holds; None for an endpoint that is not a provider's own.
        key: The key; without one no `Authorization` header is sent.
        temperature: None sends none.
        timeout: Seconds that a step of a request (connecting, reading) may take.
    """

    where: str
    model: str
    base_url: str
    mode: str = "tools"
    prices: str | None = None
    key: str | None = field(default=None, repr=False)
    temperature: float | None = 0
    timeout: float = 120.0
    _client: AsyncOpenAI | None = field(default=None, init=False, repr=False)
    _loop: asyncio.AbstractEventLoop | None = field(default=None, init=False, repr=False)

    def asking(self, complete: Callable[..., Any]) -> Callable[..., Any]:
        """An async function that gives an Answer through `complete`."""
        from instructor import Provider

        return patched(complete, modes()[self.mode], Provider.OPENAI)

    def request(self, messages: list[Message], max_tokens: int) -> dict[str, Any]:
        """The keywords of one request."""
        return worded(self.model, messages, max_tokens, self.temperature, is_openai=self._is_openai)

    async def send(self, **request: Any) -> Reply:
        """Make a request once."""
        from openai import Omit
        from openai.types.chat import ChatCompletion

        loop = asyncio.get_running_loop()
        if self._client is None or self._loop is not loop:  # connections belong to one event loop
            self._client, self._loop = self._connected(), loop
        headers = {"Authorization": Omit()} if self.key is None else {}
        completions = self._client.chat.completions.with_raw_response
        answer = await completions.create(**request, extra_headers=headers)
        raw = self._checked(answer.content)
        return Reply(ChatCompletion.model_construct(**raw), raw)

    async def aclose(self) -> None:
        """Close connections."""
        client, self._client = self._client, None
        if client is not None:
            await client.close()

    @property
    def _is_openai(self) -> bool:
        return urlsplit(self.base_url).hostname == OPENAI_HOST

    def _connected(self) -> AsyncOpenAI:
        from openai import AsyncOpenAI, DefaultAioHttpClient, Omit

        headers: dict[str, Any] = {}
        if not self._is_openai:
            # What the SDK takes from its own variables is meant for OpenAI alone.
            own = os.environ.get("OPENAI_CUSTOM_HEADERS", "")
            names = [line.partition(":")[0].strip() for line in own.split("\n") if ":" in line]
            headers |= dict.fromkeys(["OpenAI-Organization", "OpenAI-Project", *names], Omit())
        return AsyncOpenAI(
            # Without a value the SDK would take OPENAI_API_KEY, whoever this endpoint belongs to.
            api_key=self.key or "unused",
            base_url=self.base_url,
            default_headers=headers,
            max_retries=0,
            http_client=DefaultAioHttpClient(follow_redirects=False, timeout=self.timeout),
        )

    def _checked(self, content: bytes) -> dict[str, Any]:
        """The JSON of a completion."""
        from pydantic_core import from_json

        try:
            raw = from_json(content)
        except ValueError:
            start = clean(content[:80].decode("utf-8", "replace"), self.key)
            raise Garbled(f"no JSON but {start!r}" if start else "an empty answer") from None
        if not isinstance(raw, dict):
            raise Garbled("JSON, but no object")
        choices = raw.get("choices")
        if not (isinstance(choices, list) and choices and isinstance(choices[0], dict)):
            raise Garbled(f"JSON without choices{_complaint(raw)}")
        if not isinstance(choices[0].get("message"), dict):
            raise Garbled("a choice without a message")
        return raw


def worded(
    model: str,
    messages: list[Message],
    max_tokens: int,
    temperature: float | None,
    *,
    is_openai: bool = False,
) -> dict[str, Any]:
    """The keywords of a request, before instructor adds the schema; digests are made of them.

    Args:
        model: Its name at the endpoint.
        messages: What is said.
        max_tokens: Tokens that the answer may have.
        temperature: None sends none.
        is_openai: Whether the endpoint is OpenAI's own.
    """
    # OpenAI's newer models refuse the old name, most other endpoints know no other.
    limit = "max_completion_tokens" if is_openai else "max_tokens"
    request: dict[str, Any] = {"model": model, "messages": messages, limit: max_tokens}
    if temperature is not None:
        request["temperature"] = temperature
    return request


def _complaint(raw: dict[str, Any]) -> str:
    """What an answer with status 200 says that went wrong, if it does."""
    error = raw.get("error")
    said = error.get("message") if isinstance(error, dict) else error
    return f": {said}" if said else ""
