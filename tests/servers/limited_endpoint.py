"""An endpoint with limits on a real loopback socket; it answers every request with one Draft."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager

Answer = tuple[int, Mapping[str, str], object]
"""Status, headers, and a body that is sent as JSON."""


@asynccontextmanager
async def limited_endpoint(answer: Callable[[], Awaitable[Answer]]) -> AsyncIterator[str]:
    """Serve `answer` to every request, in this event loop; gives the base URL."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                length = next(
                    int(line.partition(b":")[2])
                    for line in head.lower().split(b"\r\n")
                    if line.startswith(b"content-length:")
                )
                await reader.readexactly(length)
                status, headers, body = await answer()
                data = json.dumps(body).encode()
                lines = [f"HTTP/1.1 {status} Said", f"content-length: {len(data)}"]
                lines += [f"{name}: {value}" for name, value in headers.items()]
                writer.write("\r\n".join([*lines, "", ""]).encode() + data)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # the client has hung up
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}/v1"
