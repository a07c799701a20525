"""The wire to a provider with an SDK of its own, through `instructor.from_provider`.

The same policy, re-asks, counting and store hold here as on the wire of `endpoint`: instructor's
client is taken apart and only its bare request is used. The SDK's own retries and redirects are
switched off where it has the switches that Anthropic's and OpenAI's have; Google's and Cohere's
have none, and there a try may hold retries of the SDK's own.
"""

from __future__ import annotations

import importlib.util
import inspect
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from summarizer.engines.llm.answer import Instructor, modes
from summarizer.engines.llm.endpoint import Reply, worded
from summarizer.engines.llm.failures import Garbled, clean
from summarizer.engines.llm.messages import Message
from summarizer.errors import SettingError
from summarizer.model import Draft

if TYPE_CHECKING:
    from instructor import AsyncInstructor

SDKS = {
    "anthropic": ("anthropic", "summarizer[anthropic]"),
    "cohere": ("cohere", "cohere"),
    "google": ("google.genai", "summarizer[google]"),
    "mistral": ("mistralai", "summarizer[mistral]"),
}
"""By provider: the module that its SDK is, and what to install for it."""


@dataclass
class Provided:
    """A provider's own API.

    Attributes:
        provider: Its name, as instructor knows it.
        model: The model's name there.
        mode: How structured output is asked for.
        key: The key; None leaves it to the SDK to find one.
        temperature: None sends none.
        timeout: Seconds that a step of a request may take.
    """

    provider: str
    model: str
    mode: str = "tools"
    key: str | None = field(default=None, repr=False)
    temperature: float | None = 0
    timeout: float = 120.0
    share: float = field(default=1.0, init=False)
    _client: AsyncInstructor | None = field(default=None, init=False, repr=False)

    @property
    def where(self) -> str:
        """The provider's name: its address is the SDK's affair."""
        return self.provider

    @property
    def prices(self) -> str | None:
        """Whose price list holds."""
        return self.provider

    def request(self, messages: list[Message], max_tokens: int) -> dict[str, Any]:
        """The keywords of one request."""
        return worded(self.model, messages, max_tokens, self.temperature)

    async def send(self, request: dict[str, Any]) -> Reply:
        """Make a request once.

        Raises:
            SettingError: The provider is not asked in that mode.
        """
        # functools.wraps leaves the SDK's own function under the one that instructor made of it.
        bare = vars(self._connected().create_fn)["__wrapped__"]
        try:
            completion = await bare(**self._instructor.worded(request))
        except ValueError as error:  # the SDK could not read the answer
            raise Garbled(f"{type(error).__name__}: {error}") from error
        if not isinstance(completion, BaseModel):
            raise Garbled(f"no completion but {str(completion)[:80]!r}")
        return Reply(completion, completion.model_dump(mode="json"))

    def parsed(self, completion: Any) -> Draft:
        """The Draft in a completion."""
        return self._instructor.parsed(completion)

    async def aclose(self) -> None:
        """Close connections."""
        client, self._client = self._client, None
        close = getattr(client.client, "close", None) if client is not None else None
        if close is not None:
            closing = close()
            if inspect.isawaitable(closing):
                await closing

    @cached_property
    def _instructor(self) -> Instructor:
        from instructor.v2.core.registry import mode_registry

        provider, known = self._connected().provider, modes()
        fit = [name for name, mode in known.items() if mode_registry.is_registered(provider, mode)]
        if self.mode not in fit:
            raise SettingError(
                f"{self.provider} is not asked in the mode {self.mode}",
                f"set mode to {' or '.join(fit)}",
            )
        return Instructor(provider, known[self.mode])

    def _connected(self) -> AsyncInstructor:
        if self._client is None:
            self._client = self._made()
        return self._client

    def _made(self) -> AsyncInstructor:
        from instructor import from_provider
        from instructor.core import ConfigurationError

        name = f"{self.provider}/{self.model}"
        given: dict[str, Any] = {"api_key": self.key} if self.key else {}
        try:
            client = from_provider(name, async_client=True, **given)
        except (ConfigurationError, ImportError, ValueError) as error:
            raise SettingError(
                f"the model {name} cannot be asked: {clean(str(error), self.key)}"
            ) from error
        self._tame(client.client)
        return client

    def _tame(self, sdk: Any) -> None:
        """Leave retries and time-outs to the policy, and follow no redirect with a key."""
        for name, value in (("max_retries", 0), ("timeout", self.timeout)):
            if hasattr(sdk, name):
                setattr(sdk, name, value)
        http: Any = getattr(sdk, "_client", None)
        if hasattr(http, "follow_redirects"):
            http.follow_redirects = False


def is_installed(provider: str) -> bool:
    """Whether the provider's SDK can be imported; nothing is imported but its parent packages."""
    try:
        return importlib.util.find_spec(SDKS[provider][0]) is not None
    except ModuleNotFoundError:
        return False
