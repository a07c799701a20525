"""The provider's files and batches, in OpenAI's form, through its SDK and the one retry policy."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

from summarizer.archive.batches.wire import OK
from summarizer.engines.llm.endpoint import Endpoint
from summarizer.engines.llm.policy import Policy
from summarizer.engines.llm.turns import Heard
from summarizer.errors import EngineError, ExitCode

if TYPE_CHECKING:
    from openai.types import Batch as SdkBatch

T = TypeVar("T")

_MARK = "summarizer_file"
_OVER = frozenset({"completed", "failed", "expired", "cancelled"})
_WINDOW: Literal["24h"] = "24h"
_LOOKED_AT = 500
"""Batches of the provider's list among which one's own is looked for; the newest come first."""


@dataclass(frozen=True)
class Remote:
    """A batch, as the provider tells it.

    Attributes:
        id: Its id there.
        status: The provider's own word.
        files: Ids of the files with answers and with errors, as far as there are any.
        done: Requests that have an answer or an error.
        of: Requests in it.
        complaints: Why it failed, as code and message.
    """

    id: str
    status: str
    files: tuple[str, ...]
    done: int
    of: int
    complaints: tuple[tuple[str, str], ...]

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.status in _OVER


@dataclass(frozen=True)
class Line:
    """One line of a file of answers.

    Attributes:
        custom_id: As it was sent.
        status: HTTP status of the answer; None if the request was never made.
        body: The answer's JSON.
    """

    custom_id: str
    status: int | None
    body: str


@dataclass(frozen=True)
class _Got(Generic[T]):
    value: T
    heard: Heard = field(default_factory=lambda: Heard(OK))


class Provider:
    """An endpoint's files and batches."""

    def __init__(self, endpoint: Endpoint, policy: Policy, note: Callable[[str], None]) -> None:
        """Bind to an endpoint.

        Args:
            endpoint: Whose client is used.
            policy: How often requests are tried; its timeout has to do for a file's upload.
            note: Told what the user should know.
        """
        self.endpoint, self._policy, self._note = endpoint, policy, note

    async def upload(self, path: Path) -> str:
        """Upload a file of requests; its id there.

        Raises:
            EngineError: The provider did not take it.
        """

        async def once() -> str:
            with path.open("rb") as file:
                sent = await self.endpoint.client().files.create(
                    file=(path.name, file), purpose="batch", extra_headers=self._headers
                )
            return sent.id

        return await self._tried(once)

    async def make(self, file_id: str, name: str) -> Remote:
        """Make a batch of an uploaded file, once: after a try of unknown end it is looked for.

        Raises:
            EngineError: The provider made none.
        """
        tries = 0

        async def once() -> Remote:
            nonlocal tries
            tries += 1
            found = await self._found(name) if tries > 1 else None
            if found is not None:
                return found
            made = await self.endpoint.client().batches.create(
                input_file_id=file_id,
                endpoint="/v1/chat/completions",
                completion_window=_WINDOW,
                metadata={_MARK: name},
                extra_headers=self._headers,
            )
            return _remote(made)

        return await self._tried(once)

    async def find(self, name: str) -> Remote | None:
        """The batch of the file of that name; None if there is none.

        Raises:
            EngineError: The provider does not tell.
        """
        return await self._tried(lambda: self._found(name))

    async def get(self, remote: str) -> Remote:
        """How a batch is.

        Raises:
            EngineError: The provider does not tell.
        """

        async def once() -> Remote:
            batches = self.endpoint.client().batches
            return _remote(await batches.retrieve(remote, extra_headers=self._headers))

        return await self._tried(once)

    async def download(self, file_id: str, path: Path) -> None:
        """Write a file of answers to `path`.

        Raises:
            EngineError: The provider does not give it.
        """

        async def once() -> None:
            files = self.endpoint.client().files.with_streaming_response
            async with files.content(file_id, extra_headers=self._headers) as answer:
                await answer.stream_to_file(path)

        await self._tried(once)

    @property
    def _headers(self) -> dict[str, Any]:
        from openai import Omit

        return {"Authorization": Omit()} if self.endpoint.key is None else {}

    async def _found(self, name: str) -> Remote | None:
        seen = 0
        listed = self.endpoint.client().batches.list(limit=100, extra_headers=self._headers)
        async for batch in listed:
            if (batch.metadata or {}).get(_MARK) == name:
                return _remote(batch)
            seen += 1
            if seen >= _LOOKED_AT:
                break
        return None

    async def _tried(self, call: Callable[[], Awaitable[T]]) -> T:
        async def once() -> _Got[T]:
            return _Got(await call())

        return (await self._policy.run(once, self._note)).value


def lines_of(path: Path) -> Iterator[Line]:
    """The lines of a file of answers or errors; what is no such line is passed over."""
    with path.open("rb") as file:
        for raw in file:
            try:
                line = json.loads(raw)
                response, error = line.get("response") or {}, line.get("error") or {}
                status = response.get("status_code")
                body = response.get("body") if response else {"error": error}
                yield Line(
                    str(line["custom_id"]),
                    status if isinstance(status, int) else None,
                    body if isinstance(body, str) else json.dumps(body, ensure_ascii=False),
                )
            except (ValueError, KeyError, AttributeError):
                continue


def refused(where: str, remote: Remote) -> EngineError:
    """What a batch that the provider would not run is told as."""
    said = "; ".join(f"{code}: {message}" for code, message in remote.complaints[:2])
    why = " ".join((said or "no reason is given").split())
    return EngineError(
        f"{where}: the batch {remote.id} failed: {why}",
        "what was answered is kept, and the run can go on",
        code=ExitCode.BAD_REQUEST,
    )


def _remote(batch: SdkBatch) -> Remote:
    counts = batch.request_counts
    files = (batch.output_file_id, batch.error_file_id)
    complaints = (batch.errors.data or []) if batch.errors else []
    return Remote(
        id=batch.id,
        status=str(batch.status),
        files=tuple(file for file in files if file),
        done=(counts.completed or 0) + (counts.failed or 0) if counts else 0,
        of=(counts.total or 0) if counts else 0,
        complaints=tuple((one.code or "", one.message or "") for one in complaints),
    )
