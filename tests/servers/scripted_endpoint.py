"""An OpenAI-compatible endpoint on a real loopback socket that answers from a script."""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self


@dataclass(frozen=True)
class Step:
    """One answer of the endpoint.

    Attributes:
        body: Sent as it is, or as JSON if it is not bytes.
        status: The HTTP status.
        headers: Beside the usual ones.
        delay: Seconds before anything is sent.
        reset_after: Bytes of the body after which the connection is reset; None sends it whole.
    """

    body: object = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    reset_after: int | None = None


@dataclass(frozen=True)
class Request:
    """A request as it came in; header names in lower case."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def messages(self) -> list[dict[str, Any]]:
        messages: list[dict[str, Any]] = self.body["messages"]
        return messages


def completion(
    answer: object = None,
    *,
    tool: bool = True,
    finish: str | None = None,
    refusal: str | None = None,
    usage: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """A chat completion.

    Args:
        answer: JSON-able, or the text itself; None for no content at all.
        tool: As a tool's arguments; else as the message's content.
        finish: The `finish_reason`.
        refusal: The message's refusal.
        usage: As given; 1000 tokens read and 100 written if None; left out if empty.
    """
    text = answer if isinstance(answer, str) or answer is None else json.dumps(answer)
    message: dict[str, Any] = {"role": "assistant", "content": None, "refusal": refusal}
    if tool and text is not None:
        called = {"name": "Draft", "arguments": text}
        message["tool_calls"] = [{"id": "call_1", "type": "function", "function": called}]
    else:
        message["content"] = text
    whole: dict[str, Any] = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_700_000_000,
        "model": "scripted-2031",
        "choices": [{"index": 0, "message": message, "finish_reason": finish or "stop"}],
    }
    taken = {"prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100}
    if usage is None or usage:
        whole["usage"] = usage or taken
    return whole


def failure(status: int, message: str, **error: Any) -> Step:
    """An error as OpenAI words it; `headers` among the keywords are the answer's headers."""
    headers = error.pop("headers", {})
    return Step({"error": {"message": message, **error}}, status=status, headers=headers)


class ScriptedEndpoint:
    """Answers each request with the next step; after the last one, with status 500.

    Attributes:
        requests: What came in, in order.
        base_url: What a client is given.
    """

    def __init__(self, *steps: Step | dict[str, Any]) -> None:
        self.requests: list[Request] = []
        self._steps: list[Step] = [step if isinstance(step, Step) else Step(step) for step in steps]
        self._lock = threading.Lock()
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    @property
    def left(self) -> int:
        """Steps that nobody has asked for."""
        return max(0, len(self._steps) - len(self.requests))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def next_step(self, request: Request) -> Step:
        with self._lock:
            self.requests.append(request)
            place = len(self.requests) - 1
        over = failure(500, "the script is over")
        return self._steps[place] if place < len(self._steps) else over


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, endpoint: ScriptedEndpoint) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.endpoint = endpoint

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is part of many a test."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_POST(self) -> None:
        length = int(self.headers.get("content-length", 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = json.loads(self.rfile.read(length) or b"{}")
        step = self.server.endpoint.next_step(Request(self.path, headers, body))
        time.sleep(step.delay)
        data = step.body if isinstance(step.body, bytes) else json.dumps(step.body).encode()
        self.send_response(step.status)
        for name, value in {"content-type": "application/json", **step.headers}.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        if step.reset_after is None:
            self.wfile.write(data)
            return
        self.wfile.write(data[: step.reset_after])
        self.wfile.flush()
        # Closing with this option sends RST instead of FIN.
        linger = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.close_connection = True
        self.connection.close()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing on the terminal."""


def texts(messages: Sequence[Mapping[str, Any]]) -> str:
    """All that the messages of a request say, in one string."""
    return "\n".join(str(message.get("content")) for message in messages)
