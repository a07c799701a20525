"""A provider's files and batches in OpenAI's form, on a real loopback socket, with faults."""

from __future__ import annotations

import json
import re
import threading
from collections import Counter
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

Answer = Callable[[dict[str, Any], int], "tuple[int, Any] | None"]
"""What a request's body and how often it came before are answered with: status and body.

None leaves it without an answer, as a batch does that expires.
"""


class BatchProvider:
    """Answers a batch's requests when it is asked how the batch is.

    Attributes:
        answered: By custom id, how often a request was answered with status 200, and so paid.
        batches: What was made, in order, as the provider tells it.
        lines: The requests of each batch.
        seen: Method and path of every request, ids left out.
        looks: How often a batch is asked for before it is over.
        ends: By number of the batch, how it ends if not as `completed`.
        complaints: By number of the batch, why it failed.
        on_request: Called with the number of each request, before it is answered and after.
        statuses: By number of the request, a status that it gets in place of its answer; what it
            asks for is done all the same.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.answered: Counter[str] = Counter()
        self.came: Counter[str] = Counter()
        self.batches: list[dict[str, Any]] = []
        self.lines: list[list[dict[str, Any]]] = []
        self.seen: list[str] = []
        self.looks = 1
        self.ends: dict[int, str] = {}
        self.complaints: dict[int, dict[str, str]] = {}
        self.on_request: Callable[[int, str], None] = lambda _number, _when: None
        self.statuses: dict[int, int] = {}
        self.files: dict[str, bytes] = {}
        self._looked: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

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

    def handle(self, method: str, target: str, content_type: str, body: bytes) -> tuple[int, bytes]:
        with self._lock:
            number = len(self.seen)
            address = urlsplit(target)
            path = address.path.removeprefix("/v1")
            named = re.sub(r"(?<=/)(file|batch)_\d+", "ID", path)
            self.seen.append(f"{method} {named}")
        self.on_request(number, "before")
        with self._lock:
            status, answer = self._done(method, path, parse_qs(address.query), content_type, body)
        if number in self.statuses:
            status, answer = self.statuses[number], b'{"error": {"message": "stumbled"}}'
        self.on_request(number, "after")
        return status, answer

    def _done(
        self, method: str, path: str, query: dict[str, list[str]], content_type: str, body: bytes
    ) -> tuple[int, bytes]:
        if (method, path) == ("POST", "/files"):
            return 200, json.dumps(self._kept(_uploaded(content_type, body))).encode()
        if (method, path) == ("POST", "/batches"):
            return 200, json.dumps(self._made(json.loads(body))).encode()
        if (method, path) == ("GET", "/batches"):
            after = query.get("after", [None])[0]
            newest = self.batches[::-1]
            ids = [batch["id"] for batch in newest]
            begin = ids.index(after) + 1 if after in ids else 0
            page = newest[begin : begin + 2]
            more = begin + 2 < len(newest)
            return 200, json.dumps({"object": "list", "data": page, "has_more": more}).encode()
        if found := re.fullmatch(r"/files/(\w+)/content", path):
            return 200, self.files[found[1]]
        if found := re.fullmatch(r"/batches/(\w+)", path):
            return 200, json.dumps(self._looked_at(found[1])).encode()
        return 404, b'{"error": {"message": "no such thing"}}'

    def _kept(self, data: bytes) -> dict[str, Any]:
        name = f"file_{len(self.files)}"
        self.files[name] = data
        return {
            "id": name,
            "object": "file",
            "bytes": len(data),
            "created_at": 1,
            "filename": "x",
            "purpose": "batch",
            "status": "processed",
        }

    def _made(self, asked: dict[str, Any]) -> dict[str, Any]:
        lines = [json.loads(line) for line in self.files[asked["input_file_id"]].splitlines()]
        batch = {
            **asked,
            "id": f"batch_{len(self.batches)}",
            "object": "batch",
            "created_at": 1,
            "status": "validating",
            "request_counts": _counts(len(lines), 0, 0),
        }
        self.batches.append(batch)
        self.lines.append(lines)
        return batch

    def _looked_at(self, name: str) -> dict[str, Any]:
        number = int(name.removeprefix("batch_"))
        batch = self.batches[number]
        self._looked[name] += 1
        if batch["status"] in ("validating", "in_progress"):
            if self._looked[name] <= self.looks:
                batch["status"] = "in_progress"
            else:
                self._end(number, batch)
        return batch

    def _end(self, number: int, batch: dict[str, Any]) -> None:
        batch["status"] = self.ends.get(number, "completed")
        if batch["status"] == "failed":
            batch["errors"] = {"object": "list", "data": [self.complaints[number]]}
            return
        good, bad = list[str](), list[str]()
        for line in self.lines[number]:
            name = line["custom_id"]
            answer = self.answer(line["body"], self.came[name])
            self.came[name] += 1
            if answer is None:
                if batch["status"] == "expired":
                    error = {"code": "batch_expired", "message": "it took too long"}
                    bad.append(json.dumps({"custom_id": name, "response": None, "error": error}))
                continue
            status, body = answer
            response = {"status_code": status, "request_id": "r", "body": body}
            told = json.dumps({"id": "x", "custom_id": name, "response": response, "error": None})
            (good if status == 200 else bad).append(told)
            self.answered[name] += status == 200
        for key, told_lines in (("output_file_id", good), ("error_file_id", bad)):
            if told_lines:
                batch[key] = self._kept("\n".join(told_lines).encode())["id"]
        batch["request_counts"] = _counts(len(self.lines[number]), len(good), len(bad))


def _counts(total: int, completed: int, failed: int) -> dict[str, int]:
    return {"total": total, "completed": completed, "failed": failed}


def _uploaded(content_type: str, body: bytes) -> bytes:
    """The file in a multipart form."""
    boundary = b"--" + content_type.partition("boundary=")[2].encode()
    for part in body.split(boundary):
        head, _, data = part.partition(b"\r\n\r\n")
        if b'name="file"' in head:
            return data.removesuffix(b"\r\n")
    raise AssertionError("no file was uploaded")


def _handler(provider: BatchProvider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self._serve("POST", self._body())

        def do_GET(self) -> None:
            self._serve("GET", b"")

        def _serve(self, method: str, body: bytes) -> None:
            kind = self.headers.get("content-type", "")
            status, data = provider.handle(method, self.path, kind, body)
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def _body(self) -> bytes:
            if "chunked" not in self.headers.get("transfer-encoding", ""):
                return self.rfile.read(int(self.headers.get("content-length", 0)))
            parts: list[bytes] = []
            while size := int(self.rfile.readline(), 16):
                parts.append(self.rfile.read(size))
                self.rfile.readline()
            self.rfile.readline()
            return b"".join(parts)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing on the terminal."""

    return Handler
