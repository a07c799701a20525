"""The elements of one JSON list of any length, in memory that the limit of one article bounds.

Nothing is parsed here: the commas between elements are found by strings and brackets alone, and an
element is parsed only if somebody wants it. Incremental parsers of JSON (ijson) would be another
dependency, and hold a string of any length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.archive.entries import ProblemKind
from summarizer.archive.inventory.streams import CHUNK, Broken, Stream

MARK = b"\xef\xbb\xbf"
UTF16 = (b"\xff\xfe", b"\xfe\xff")

_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?\s*\[|(?:\xff\xfe\s*\0?|\xfe\xff\s*\0?)\[")
_MARKS = re.compile(rb'["\[\]{},]')
_IN_STRING = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)


def is_list(head: bytes) -> bool:
    """Whether a document that begins so is a list, UTF-16 included."""
    return _BEGINS.match(head) is not None


def elements(stream: Stream, head: bytes, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """The elements of a list with their numbers, from 1; an element over the limit is None.

    Args:
        stream: Where the document goes on.
        head: Its beginning, which was read from there: `is_list`.
        limit: Bytes of one element.

    Raises:
        Broken: TRUNCATED, the list has no end; MALFORMED, something comes after it; NOT_TEXT, it is
            UTF-16; or as the stream does.
    """
    if head.startswith(UTF16):
        raise Broken(ProblemKind.NOT_TEXT, "it is UTF-16: save it as UTF-8")
    scan = _Scan(limit)
    data = head[head.index(b"[") + 1 :]
    number = 0
    while data or (data := stream.read(CHUNK)):
        for element in scan.feed(data):
            number += 1
            if element is None or element.strip():
                yield number, element
        if scan.is_over:
            _require_end(stream, scan.rest)
            return
        data = b""
    if scan.held.strip():
        yield number + 1, bytes(scan.held)  # what the cut has left of it
    raise stream.fail(ProblemKind.TRUNCATED, "its list has no end")


def _require_end(stream: Stream, rest: bytes) -> None:
    while not rest.strip():
        rest = stream.read(CHUNK)
        if not rest:
            return
    raise stream.fail(ProblemKind.MALFORMED, "something comes after its list")


class _Scan:
    """Where in the list the bytes so far have led.

    Attributes:
        held: The element under way, up to here; nothing of one that is over the limit.
        is_over: Whether the list has ended.
        rest: What came after its end.
    """

    def __init__(self, limit: int) -> None:
        self.held, self.is_over, self.rest = bytearray(), False, b""
        self._limit, self._size, self._depth = limit, 0, 0
        self._in_string = False
        self._tail = b""  # a backslash whose other half is still to come

    def feed(self, data: bytes) -> Iterator[bytes | None]:
        """The elements that end in these bytes."""
        data, self._tail = self._tail + data, b""
        at = begin = 0
        while at < len(data):
            if self._in_string:
                at = self._string(data, at)
                continue
            found = _MARKS.search(data, at)
            if found is None:
                break
            at, mark = found.end(), found[0]
            if self._depth == 0 and mark in b",]":
                self._hold(data[begin : at - 1])
                begin = at
                yield self._ended()
                if mark == b"]":
                    self.is_over, self.rest = True, data[at:]
                    return
            elif mark == b'"':
                self._in_string = True
            else:
                self._depth = max(0, self._depth + (mark in b"[{") - (mark in b"]}"))
        self._hold(data[begin : len(data) - len(self._tail)])

    def _string(self, data: bytes, at: int) -> int:
        """Past a string's end, or up to the end of what is there."""
        found = _IN_STRING.match(data, at)
        end = found.end() if found else at
        if end == len(data):
            return end
        if data[end] == ord('"'):
            self._in_string = False
            return end + 1
        self._tail = data[end:]
        return len(data)

    def _hold(self, piece: bytes) -> None:
        self._size += len(piece)
        if self._size > self._limit:
            self.held.clear()
        else:
            self.held += piece

    def _ended(self) -> bytes | None:
        element = None if self._size > self._limit else bytes(self.held)
        self.held.clear()
        self._size = 0
        return element
