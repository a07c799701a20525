"""Sources that the tests of this room make for themselves: PDFs, pages, servers on loopback."""

from __future__ import annotations

import threading
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

STORY = (
    "Mediators from Norland met envoys of both sides in Port Avel on Tuesday.",
    "At least 31 people were killed in the shelling of Mirova, the regional hospital said.",
    "The talks are to resume next week, a spokeswoman for the mediators told reporters.",
)


def page(body: str, head: str = "<title>Talks in Port Avel</title>", lang: str = "en") -> str:
    return f'<!DOCTYPE html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>'


def article_page(extra: str = "", head: str = "<title>Talks in Port Avel</title>") -> str:
    paragraphs = "".join(f"<p>{sentence}</p>" for sentence in STORY)
    return page(f"<article><h1>Talks in Port Avel</h1>{paragraphs}{extra}</article>", head)


def pdf(pages: Sequence[Sequence[str]], title: str = "") -> bytes:
    """A PDF with the pages' lines as text, one under the other."""
    streams = [
        b"BT /F1 12 Tf 14 TL 72 720 Td "
        + b" ".join(b"(" + escaped(line) + b") Tj T*" for line in lines)
        + b" ET"
        for lines in pages
    ]
    return pdf_of_streams(streams, title=title)


def escaped(line: str) -> bytes:
    return line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def pdf_of_streams(
    streams: Sequence[bytes], *, title: str = "", contents: str = "", extra: Sequence[bytes] = ()
) -> bytes:
    """A PDF whose pages draw these streams, deflated.

    Object 4 is the first stream, 5 the next ...; `extra` objects follow them. `contents` replaces
    each page's own reference to its stream.
    """
    first_page = 4 + len(streams) + len(extra)
    kids = " ".join(f"{first_page + n} 0 R" for n in range(len(streams)))
    named = " ".join(f"/X{n} {4 + n} 0 R" for n in range(len(streams) + len(extra)))
    resources = f"<< /Font << /F1 3 0 R >> /XObject << {named} >> >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        *(stream_object(stream) for stream in streams),
        *extra,
        *(
            (
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources {resources} "
                f"/Contents {contents or f'{4 + n} 0 R'} >>"
            ).encode()
            for n in range(len(streams))
        ),
    ]
    info = f"<< /Title ({title}) >>".encode()
    return assembled([*objects, info])


def stream_object(data: bytes, entries: str = "") -> bytes:
    packed = zlib.compress(data, 9)
    head = f"<< /Length {len(packed)} /Filter /FlateDecode {entries} >>\nstream\n"
    return head.encode() + packed + b"\nendstream"


def assembled(objects: Sequence[bytes]) -> bytes:
    """The file: header, objects numbered from 1 (the last is the Info), table, trailer."""
    out = bytearray(b"%PDF-1.7\n")
    starts = []
    for number, body in enumerate(objects, 1):
        starts.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{start:010} 00000 n \n".encode() for start in starts)
    size = len(objects)
    out += f"trailer << /Size {size + 1} /Root 1 0 R /Info {size} 0 R >>\n".encode()
    return bytes(out + f"startxref\n{table}\n%%EOF\n".encode())


class Site(ThreadingHTTPServer):
    """A web server whose paths answer as a test scripts them."""

    daemon_threads = True

    def __init__(self, answers: dict[str, Answer]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers = answers
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.stopping = threading.Event()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"


class Answer:
    """What a path answers: a status, headers, and a body sent as it is.

    Args:
        length: The Content-Length to state; the body's own unless told, none if negative.
        drip: Seconds between two bytes of the body.
    """

    def __init__(
        self,
        body: bytes = b"",
        *,
        status: int = 200,
        media_type: str | None = "text/html; charset=utf-8",
        headers: dict[str, str] | None = None,
        length: int | None = None,
        drip: float = 0,
    ) -> None:
        self.body = body
        self.status = status
        self.headers = dict(headers or {})
        if media_type is not None:
            self.headers.setdefault("Content-Type", media_type)
        stated = len(body) if length is None else length
        if stated >= 0:
            self.headers.setdefault("Content-Length", str(stated))
        self.drip = drip


class _Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        answer = self.server.answers.get(self.path.partition("?")[0], Answer(status=404))
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            if not answer.drip:
                self.wfile.write(answer.body)
            for byte in answer.body if answer.drip else b"":
                self.wfile.write(bytes([byte]))
                if self.server.stopping.wait(answer.drip):
                    return
        except OSError:
            pass  # the reader hung up, which is what some tests are about

    def log_request(self, code: object = "-", size: object = "-") -> None:
        pass  # a test's output is its own


@contextmanager
def serving(answers: dict[str, Answer]) -> Iterator[Site]:
    site = Site(answers)
    thread = threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        site.stopping.set()
        site.shutdown()
        thread.join()
        site.server_close()
