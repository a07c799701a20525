"""The wire to any OpenAI-compatible endpoint."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

from summarizer.engines.llm.answer import Instructor, modes
from summarizer.engines.llm.encoding import Encoder
from summarizer.engines.llm.failures import Garbled, clean
from summarizer.engines.llm.messages import Message
from summarizer.engines.llm.posting import Post
from summarizer.engines.llm.replies import Tokens, tokens
from summarizer.engines.llm.turns import Heard
from summarizer.model import Draft

if TYPE_CHECKING:
    from openai import AsyncOpenAI

OPENAI_HOST = "api.openai.com"

_OK = 200
_KEPT_ALIVE = 30.0  # seconds that an unused connection stays open
_ENCODER = Encoder(canonical=False)


@dataclass(frozen=True)
class Reply:
    """A completion as it came.

    Attributes:
        completion: What instructor parses: the SDK's object, or one like it.
        raw: Its JSON; empty if it has no such form.
        headers: The answer's; empty if they are not known.
    """

    completion: Any
    raw: dict[str, Any]
    headers: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def taken(self) -> Tokens:
        """What it took."""
        return tokens(self.raw)

    @property
    def heard(self) -> Heard:
        """What it says of the endpoint."""
        return Heard(_OK, self.headers, self.taken)


class Shown:
    """JSON's object by attributes, as the SDK's own objects have them; what it lacks is None.

    The SDK would build its types for every part of a completion, of which instructor looks at three
    or four.
    """

    __slots__ = ("_raw",)

    def __init__(self, raw: dict[str, Any]) -> None:
        self._raw = raw

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _shown(self._raw.get(name))


class Wire(Protocol):
    """Where requests go, and in what form.

    Attributes:
        where: The endpoint, as the user knows it and as kept completions name it.
        model: The model's name there.
        mode: `tools`, `json_schema` or `json`.
        temperature: None sends none.
        prices: Whose price list holds; None if nobody's.
        share: What part of the list's price is paid.
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

    @property
    def share(self) -> float:
        """What part of the list's price is paid."""
        ...

    def request(self, messages: list[Message], max_tokens: int) -> dict[str, Any]:
        """The keywords of one request, before instructor adds the schema."""
        ...

    async def send(self, request: dict[str, Any]) -> Reply:
        """Make a request once, worded by instructor.

        Args:
            request: As `request` gives it.

        Raises:
            Exception: As the SDK raises it; `failures` reads it.
            Garbled: The answer is no completion.
        """
        ...

    def parsed(self, completion: Any) -> Draft:
        """The Draft in a Reply's completion, as instructor reads it.

        Raises:
            ValueError: It holds none.
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
    share: float = field(default=1.0, init=False)
    _client: AsyncOpenAI | None = field(default=None, init=False, repr=False)
    _post: Post | None = field(default=None, init=False, repr=False)
    _loop: asyncio.AbstractEventLoop | None = field(default=None, init=False, repr=False)

    def request(self, messages: list[Message], max_tokens: int) -> dict[str, Any]:
        """The keywords of one request."""
        return worded(self.model, messages, max_tokens, self.temperature, is_openai=self._is_openai)

    async def send(self, request: dict[str, Any]) -> Reply:
        """Make a request once."""
        self.client()
        assert self._post is not None  # noqa: S101  made with the client
        return self.reply(*await self._post(self.body(request).encode()))

    def body(self, request: dict[str, Any]) -> str:
        """The JSON that is sent for a request."""
        return _ENCODER.encode(self._instructor.worded(request))

    def client(self) -> AsyncOpenAI:
        """The SDK's client, of the running event loop."""
        loop = asyncio.get_running_loop()
        if self._client is None or self._loop is not loop:  # connections belong to one event loop
            self._client, self._loop = self._connected(), loop
        return self._client

    def reply(self, content: bytes, headers: Mapping[str, str]) -> Reply:
        """A completion from its JSON.

        Raises:
            Garbled: It is none.
        """
        raw = self._checked(content)
        return Reply(Shown(raw), raw, headers)

    def parsed(self, completion: Any) -> Draft:
        """The Draft in a completion."""
        return self._instructor.parsed(completion)

    async def aclose(self) -> None:
        """Close connections."""
        client, self._client = self._client, None
        if client is not None:
            await client.close()

    @cached_property
    def _instructor(self) -> Instructor:
        from instructor import Provider

        return Instructor(Provider.OPENAI, modes()[self.mode])

    @property
    def _is_openai(self) -> bool:
        return urlsplit(self.base_url).hostname == OPENAI_HOST

    def _connected(self) -> AsyncOpenAI:
        from httpx2 import Limits
        from openai import AsyncOpenAI, DefaultAioHttpClient, Omit

        headers: dict[str, Any] = {}
        if not self._is_openai:
            # What the SDK takes from its own variables is meant for OpenAI alone.
            own = os.environ.get("OPENAI_CUSTOM_HEADERS", "")
            names = [line.partition(":")[0].strip() for line in own.split("\n") if ":" in line]
            headers |= dict.fromkeys(["OpenAI-Organization", "OpenAI-Project", *names], Omit())
        http = DefaultAioHttpClient(
            follow_redirects=False,
            timeout=self.timeout,
            # As many connections as there are requests: how many that are, others decide.
            limits=Limits(max_connections=0, keepalive_expiry=_KEPT_ALIVE),
        )
        sdk = AsyncOpenAI(
            # Without a value the SDK would take OPENAI_API_KEY, whoever this endpoint belongs to.
            api_key=self.key or "unused",
            base_url=self.base_url,
            default_headers=headers,
            max_retries=0,
            http_client=http,
        )
        self._post = Post(sdk, http, "/chat/completions", self.key)
        return sdk

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


def _shown(value: Any) -> Any:
    if isinstance(value, dict):
        return Shown(value)
    return [_shown(part) for part in value] if isinstance(value, list) else value


def _complaint(raw: dict[str, Any]) -> str:
    """What an answer with status 200 says that went wrong, if it does."""
    error = raw.get("error")
    said = error.get("message") if isinstance(error, dict) else error
    return f": {said}" if said else ""
