"""Web archives: the pages among their records."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, BinaryIO, cast

from summarizer.archive.entries import Entry, ProblemKind
from summarizer.archive.inventory.items import Item, PassedOver, entry_of, tallied
from summarizer.archive.inventory.streams import CHUNK, Broken, Stream, missing, whole
from summarizer.errors import ExitCode, SourceError
from summarizer.reading import Kind, Reading, read_bytes
from summarizer.reading.base import too_large
from summarizer.reading.unpacking import Unpacker

if TYPE_CHECKING:
    from fastwarc.warc import ArchiveIterator, WarcRecord

_PAGES = {"text/html", "application/xhtml+xml"}
_OK = 200
_LONGEST_SIZE_LINE = 1 << 10  # bytes of a chunk's size line, its extensions included


def pages(stream: Stream, position: str, limit: int) -> Iterator[Item]:
    """One item for each HTML response with status 200; the other records are counted.

    A position names the byte at which the record begins once the archive is unpacked: unlike the
    packed one it tells two records of one gzip member apart.

    Raises:
        Broken: UNSUPPORTED, fastwarc is not installed; MALFORMED, no WARC from here on; or as the
            stream does.
    """
    try:
        from fastwarc.warc import ArchiveIterator
    except ImportError:
        raise missing("fastwarc", "WARC") from None
    passed = PassedOver()
    records = ArchiveIterator(cast("BinaryIO", stream), parse_http=True)

    def items() -> Iterator[Item]:
        while record := _next(records, stream):
            if _is_page(record):
                stream.meter.mark()
                where = f"{position}@{record.stream_pos}"
                yield Item(where, partial(_page, record, where, limit))
            else:
                passed.count("records that are no HTML responses")

    yield from tallied(position, items(), passed)


def _next(records: ArchiveIterator, stream: Stream) -> WarcRecord | None:
    try:
        record = next(records, None)
    except OSError:
        record = None
        if not stream.broken:
            raise stream.fail(ProblemKind.MALFORMED, "it is damaged or no WARC") from None
    if record is None:
        stream.read(1)  # the iterator takes some ends in the middle for the end: this raises them
    return record


def _is_page(record: WarcRecord) -> bool:
    headers = record.http_headers
    if "WARC-Type" not in record.headers or headers is None or headers.status_code != _OK:
        return False
    if record.headers["WARC-Type"].strip().lower() != "response":
        return False
    return (record.http_content_type or "").strip().lower() in _PAGES


def _page(record: WarcRecord, where: str, limit: int) -> Entry:
    headers = record.http_headers

    def header(name: str) -> str:
        return (headers.get(name) or "" if headers else "").strip()

    def read() -> Reading:
        # As stored it may be a little longer than the page: chunks carry their sizes.
        size = record.content_length
        data = whole(record.reader, 2 * limit, lambda: too_large(where, "the response", 2 * limit))
        if len(data) < size:
            raise Broken(ProblemKind.TRUNCATED, "the record ends in the middle")
        if header("Transfer-Encoding").lower() == "chunked":
            data = _joined(data, where)
        data = _decoded(data, header("Content-Encoding"), where, limit)
        return read_bytes(
            data,
            name=where,
            kind=Kind.HTML,
            media_type=header("Content-Type"),
            url=record.headers.get("WARC-Target-URI") or None,
            max_bytes=limit,
        )

    return entry_of(where, read)


def _joined(data: bytes, where: str) -> bytes:
    """The chunks of a body as one; many crawlers join them and leave the header as it was."""
    parts: list[bytes] = []
    at = 0
    while True:
        line, end, _ = data[at : at + _LONGEST_SIZE_LINE].partition(b"\r\n")
        try:
            size = int(line.partition(b";")[0], 16)
        except ValueError:
            size = -1
        if not end or size < 0:
            if at == 0:
                return data
            raise SourceError(f"{where}: its chunks are damaged")
        at += len(line) + 2
        if size == 0:
            return b"".join(parts)
        parts.append(data[at : at + size])
        at += size + 2


def _decoded(data: bytes, coding: str, where: str, limit: int) -> bytes:
    """The body without its content coding; many crawlers undo it and leave the header."""
    if coding.lower() in {"gzip", "x-gzip"} and not data.startswith(b"\x1f\x8b"):
        return data
    try:
        unpacker = Unpacker(coding, limit)
    except ValueError:
        raise SourceError(
            f"{where}: the content coding {coding[:20]!r} is not read", code=ExitCode.NOT_TEXT
        ) from None
    starts = range(0, len(data), CHUNK)
    try:
        return b"".join(unpacker.unpack(data[at : at + CHUNK]) for at in starts)
    except ValueError:
        raise SourceError(f"{where}: its compression is damaged") from None
