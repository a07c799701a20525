"""An OpenAI-compatible endpoint on a real loopback socket that reads any article, with set faults.

Which request suffers which fault hangs on a seed, the article and how often it was asked about,
never on the order or the time in which requests come.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
import socket
import struct
import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from scripted_endpoint import completion

_COUNT = re.compile(r"\[(\d+)\][^\[]*?\b(at least \d+) people")


@dataclass
class Seen:
    """What the endpoint has seen.

    Attributes:
        requests: Requests by article.
        answers: Whole answers that were sent, by article.
        faults: Faults by name.
        in_flight: Requests being answered now.
        peak: The most that were at once.
    """

    requests: Counter[str] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    in_flight: int = 0
    peak: int = 0


class NewsEndpoint:
    """Answers each request with a draft of its article, after a while, or with a fault.

    An article is known by the first word of its text that looks like `story-17`.

    Attributes:
        seen: What came in.
        delay: Seconds before an answer.
    """

    def __init__(
        self, *, delay: float = 0.0, faults: Mapping[str, float] | None = None, seed: int = 1
    ) -> None:
        """Prepare it.

        Args:
            delay: Seconds before an answer.
            faults: Share of the requests by fault: a status such as `500` or `429`, `reset`,
                `hang`, `invalid`, `truncated`, `refused`.
            seed: Which requests suffer them.
        """
        self.seen = Seen()
        self.delay, self._faults, self._seed = delay, dict(faults or {}), seed
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._server: asyncio.Server | None = None
        self._address: tuple[str, int] = ("", 0)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._address[1]}/v1"

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._begin(), self._loop).result(10)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _begin(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self._address = self._server.sockets[0].getsockname()[:2]

    async def _end(self) -> None:
        assert self._server is not None
        self._server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
                body = await reader.readexactly(int(length[1]) if length else 0)
                await self._answer(body, writer)
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass  # the client hung up, as one that is killed does
        finally:
            writer.close()

    async def _answer(self, body: bytes, writer: asyncio.StreamWriter) -> None:
        said = str(json.loads(body)["messages"][1]["content"])
        named = re.search(r"story-\d+", said)
        name = named[0] if named else hashlib.sha256(said.encode()).hexdigest()[:12]
        self.seen.requests[name] += 1
        self.seen.in_flight += 1
        self.seen.peak = max(self.seen.peak, self.seen.in_flight)
        try:
            fault = self._fault(name)
            if fault:
                self.seen.faults[fault] += 1
            if fault == "hang":
                await asyncio.sleep(3600)
            await asyncio.sleep(self.delay)
            if fault == "reset":
                linger = struct.pack("ii", 1, 0)
                writer.get_extra_info("socket").setsockopt(
                    socket.SOL_SOCKET, socket.SO_LINGER, linger
                )
                writer.transport.abort()
                raise ConnectionResetError
            status, answer = _worded(fault, said)
            data = json.dumps(answer).encode()
            retry = "retry-after: 0.1\r\n" if fault == "429" else ""
            head = (
                f"HTTP/1.1 {status} X\r\ncontent-type: application/json\r\n{retry}"
                f"content-length: {len(data)}\r\n\r\n"
            )
            writer.write(head.encode() + data)
            await writer.drain()
            if fault is None:
                self.seen.answers[name] += 1
        finally:
            self.seen.in_flight -= 1

    def _fault(self, name: str) -> str | None:
        key = f"{self._seed}:{name}:{self.seen.requests[name]}"
        share = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8]) / 2**64
        for fault, part in self._faults.items():
            if share < part:
                return fault
            share -= part
        return None


def _worded(fault: str | None, said: str) -> tuple[int, dict[str, Any]]:
    if fault is not None and fault.isdigit():
        return int(fault), {"error": {"message": f"fault {fault}"}}
    if fault == "refused":
        return 200, completion(refusal="I would rather not.")
    draft = json.dumps(draft_of(said))
    if fault == "invalid":
        return 200, completion(draft[: len(draft) // 2] + ",,}")
    if fault == "truncated":
        return 200, completion(draft[: len(draft) // 2], finish="length")
    return 200, completion(draft)


def draft_of(said: str) -> dict[str, Any]:
    """A draft with one toll for each `at least N people` of the numbered sentences."""
    tolls = [
        {"sentences": [int(number)], "metric": "killed", "figure": figure, "basis": "incident"}
        for number, figure in _COUNT.findall(said)
    ]
    return {"headline": "Shelling kills people", "bottom_line": "People died.", "tolls": tolls}
