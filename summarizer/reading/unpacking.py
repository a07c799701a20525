"""HTTP content codings, undone while the bytes come."""

from __future__ import annotations

import zlib

_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32
_CODINGS = frozenset(("gzip", "x-gzip", "deflate"))


class Unpacker:
    """Undoes gzip and deflate, never giving out more than a little over the limit."""

    def __init__(self, coding: str, limit: int) -> None:
        """Prepare for one body.

        Args:
            coding: The Content-Encoding.
            limit: Bytes; past it at most one more is unpacked, which tells the caller.

        Raises:
            ValueError: The coding was not asked for.
        """
        coding = coding.strip().lower()
        if coding not in _CODINGS | {"", "identity"}:
            raise ValueError(f"content coding {coding}, which was not asked for")
        self._packed = coding in _CODINGS
        self._stream = zlib.decompressobj(_GZIP_OR_ZLIB)
        self._left = limit + 1
        self._started = False

    @property
    def complete(self) -> bool:
        """Whether the packed stream has come to its end."""
        return not self._packed or not self._started or self._stream.eof

    def unpack(self, chunk: bytes) -> bytes:
        """What the chunk unpacks to.

        Raises:
            ValueError: The stream is damaged.
        """
        if not self._packed:
            return chunk
        out = b""
        while chunk and self._left > len(out):
            out += self._step(chunk, self._left - len(out))
            if not self._stream.eof:
                break
            chunk = self._stream.unused_data  # a gzip file may be several, one after another
            if not chunk.startswith(b"\x1f\x8b"):
                break
            self._stream = zlib.decompressobj(_GZIP_OR_ZLIB)
        self._left -= len(out)
        return out

    def _step(self, chunk: bytes, most: int) -> bytes:
        first, self._started = not self._started, True
        try:
            return self._stream.decompress(chunk, most)
        except zlib.error:
            if not first:
                raise ValueError("damaged compression") from None
        # Many servers send "deflate" without zlib's header, against RFC 9110.
        self._stream = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            return self._stream.decompress(chunk, most)
        except zlib.error:
            raise ValueError("damaged compression") from None
