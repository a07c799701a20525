"""Archives that the tests of this room make for themselves, honest ones and others."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import zstandard

from summarizer.archive.entries import Entry, ProblemKind
from summarizer.archive.inventory import InventoryOptions, entries

PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": zstandard.compress,
}


def text(number: int) -> str:
    return f"Envoys met in Port Avel for talks number {number}. They are to resume on Friday."


def row(number: int, **more: object) -> dict[str, object]:
    return {"id": f"a{number}", "text": text(number), "date": "2024-03-05", **more}


def jsonl(rows: Iterable[Mapping[str, object]]) -> bytes:
    return b"".join(json.dumps(each).encode() + b"\n" for each in rows)


def page(number: int) -> bytes:
    head = f"<title>Talks {number}</title>"
    body = f"<article><h1>Talks {number}</h1><p>{text(number)}</p></article>"
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def zipped(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as box:
        for name, data in members.items():
            box.writestr(name, data)
    return held.getvalue()


def tarred(members: Mapping[str, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w", format=form) as box:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            box.addfile(info, io.BytesIO(data))
    return held.getvalue()


def response(
    url: str, body: bytes, *, kind: str = "text/html", status: str = "200 OK", headers: str = ""
) -> bytes:
    """A WARC record of an HTTP response."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{headers}\r\n".encode() + body
    return record("response", url, http, "application/http; msgtype=response")


def record(kind: str, url: str, block: bytes, media_type: str) -> bytes:
    lines = (
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {url}",
        "WARC-Date: 2024-03-05T00:00:00Z",
        f"WARC-Record-ID: <urn:uuid:{len(url)}>",
        f"Content-Type: {media_type}",
        f"Content-Length: {len(block)}",
    )
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def saved(folder: Path, name: str, data: bytes) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return str(path)


def taken(*sources: str, skip: int = 0, **options: object) -> list[Entry]:
    return list(entries(sources, InventoryOptions(**options), skip=skip))  # type: ignore[arg-type]


def ids(found: Sequence[Entry]) -> list[str]:
    return [entry.article.id for entry in found if entry.article]


def texts(found: Sequence[Entry]) -> list[str]:
    return [entry.article.text for entry in found if entry.article]


def problems(found: Sequence[Entry]) -> list[ProblemKind]:
    return [entry.problem.kind for entry in found if entry.problem]


def why(found: Sequence[Entry]) -> str:
    """What the one problem says."""
    (said,) = [entry.problem.why for entry in found if entry.problem]
    assert "\n" not in said
    return said
