"""Bytes out of an archive: unpacked while they are read, bounded, and honest about their end."""

from __future__ import annotations

import bz2
import gzip
import lzma
import zlib
from collections.abc import Callable
from typing import BinaryIO, Protocol, cast

from summarizer.archive.entries import ProblemKind
from summarizer.errors import SummarizerError

CHUNK = 1 << 16
FREE = 256 << 20
"""Bytes that an archive may unpack to without giving anything, whatever they were packed in."""
RATIO = 100
"""Past FREE, unpacked bytes for each packed one that make it a bomb. Packed news is at 3 to 20;
what gzip makes of zeros is at 1,000."""
_ZSTD_STEP = 1 << 10  # packed bytes; a zstd block of 4 bytes may unpack to 128 KiB
_ZSTD_WINDOW = 1 << 27  # bytes of memory that a zstd frame may ask for, zstd's own default limit


class Broken(Exception):  # noqa: N818 - it is what the archive is, not what went wrong here
    """An archive, or an archive inside one, cannot be read any further; no bug, a Problem.

    Attributes:
        kind: What is the matter with it.
        why: One line for the user.
        told: Whether an entry has told of it; several layers may meet the same end.
    """

    def __init__(self, kind: ProblemKind, why: str) -> None:
        super().__init__(why)
        self.kind = kind
        self.why = why
        self.told = False


class Source(Protocol):
    """What bytes are read from; may give fewer than asked for, and nothing only at its end."""

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes."""
        ...


class _Unpacking(Protocol):
    def read1(self, size: int = ..., /) -> bytes: ...


class Meter:
    """What one archive took from the disk and unpacked to since it last gave something to read."""

    def __init__(self) -> None:
        self.taken = 0
        self.given = 0

    def mark(self) -> None:
        """Something of an article's size was found: count anew."""
        self.taken = self.given = 0

    @property
    def bomb(self) -> bool:
        """Whether this is no archive of news."""
        return self.given > FREE and self.given > RATIO * self.taken


class Taken:
    """A file on disk, as a source whose bytes the meter counts."""

    def __init__(self, source: Source, meter: Meter) -> None:
        self._source = source
        self._meter = meter

    def read(self, size: int = CHUNK, /) -> bytes:
        """Up to `size` bytes."""
        data = self._source.read(size)
        self._meter.taken += len(data)
        return data


class Stream:
    """The unpacked bytes of a source, in order, once.

    Whatever ends it early is raised as one `Broken`, the same again on every further read: all
    layers above meet it, one of them tells it.
    """

    def __init__(self, source: Source, meter: Meter, *, packing: str | None = None) -> None:
        """Prepare.

        Args:
            source: The bytes as stored.
            meter: Counts what is unpacked.
            packing: `gz`, `zst`, `bz2`, `xz`, or None for bytes that are not packed.

        Raises:
            Broken: UNSUPPORTED, the packing's library is not installed.
        """
        self.meter = meter
        self.broken: Broken | None = None
        self._at = 0
        self._packed = packing is not None
        self._read = source.read if packing is None else _UNPACKERS[packing](source).read1

    def tell(self) -> int:
        """How many bytes were read."""
        return self._at

    def read(self, size: int = CHUNK, /) -> bytes:
        """Up to `size` bytes (all sizes below 1 stand for a chunk); nothing only at the end.

        Raises:
            Broken: TRUNCATED, BOMB or UNREADABLE.
        """
        if self.broken:
            raise self.broken
        try:
            data = self._read(size if size > 0 else CHUNK)
        except Broken as broken:  # the source is itself a stream
            self.broken = broken
            raise
        except EOFError:
            raise self.fail(ProblemKind.TRUNCATED, "its compression ends in the middle") from None
        except (zlib.error, lzma.LZMAError, ValueError):
            raise self.fail(ProblemKind.UNREADABLE, "its compression is damaged") from None
        except OSError as error:  # gzip and bz2 raise it, without a number, for damage
            why = f"it could not be read: {error.strerror}"
            why = why if error.errno else "its compression is damaged"
            raise self.fail(ProblemKind.UNREADABLE, why) from None
        self._at += len(data)
        self.meter.given += len(data) if self._packed else 0
        if self.meter.bomb:
            raise self.fail(ProblemKind.BOMB, "it unpacks to far more than news does")
        return data

    def fail(self, kind: ProblemKind, why: str) -> Broken:
        """The end of this stream, to be raised now and by every further read."""
        before = "; what came before is kept" if self._at else ""
        self.broken = Broken(kind, f"{why}{before}")
        return self.broken

    def exactly(self, size: int) -> bytes:
        """That many bytes.

        Raises:
            Broken: TRUNCATED, there are fewer; or as `read` does.
        """
        parts = []
        while size:
            data = self.read(size)
            if not data:
                raise self.fail(ProblemKind.TRUNCATED, "it ends in the middle")
            parts.append(data)
            size -= len(data)
        return b"".join(parts)

    def skip(self, size: int) -> None:
        """Pass over that many bytes.

        Raises:
            Broken: TRUNCATED, there are fewer; or as `read` does.
        """
        while size:
            size -= len(self.exactly(min(size, CHUNK)))


class Ahead:
    """A source whose first bytes were read already, from its beginning again."""

    def __init__(self, head: bytes, source: Source) -> None:
        self._head, self._source = head, source

    def read(self, size: int = CHUNK, /) -> bytes:
        """Up to `size` bytes."""
        if not self._head:
            return self._source.read(size)
        size = size if size > 0 else CHUNK
        data, self._head = self._head[:size], self._head[size:]
        return data


class Section:
    """The next `size` bytes of a stream, as a source of its own."""

    def __init__(self, stream: Stream, size: int) -> None:
        self._stream = stream
        self.left = size

    def read(self, size: int = CHUNK, /) -> bytes:
        """Up to `size` bytes; nothing at the section's end."""
        if not self.left:
            return b""
        data = self._stream.read(min(size if size > 0 else CHUNK, self.left))
        if not data:
            raise self._stream.fail(ProblemKind.TRUNCATED, "it ends in the middle")
        self.left -= len(data)
        return data

    def drain(self) -> None:
        """Pass over what was not read."""
        while self.read(CHUNK):
            pass


class _Zstd:
    """Zstandard frames, one after another, unpacked in small steps."""

    def __init__(self, source: Source) -> None:
        try:
            import zstandard
        except ImportError:
            raise missing("zstandard", "Zstandard (.zst)") from None
        self._source = source
        self._errors = zstandard.ZstdError
        self._new = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).decompressobj
        self._frame = self._new()
        self._begun = False
        self._packed = b""
        self._out = memoryview(b"")

    def read1(self, size: int = CHUNK, /) -> bytes:
        while not self._out:
            self._packed = self._packed or self._source.read(_ZSTD_STEP)
            if not self._packed:
                if self._begun:
                    raise EOFError
                return b""
            self._begun = True
            try:
                self._out = memoryview(self._frame.decompress(self._packed))
            except self._errors as error:
                raise ValueError from error
            self._packed = b""
            if self._frame.eof:
                self._packed, self._begun = self._frame.unused_data, False
                self._frame = self._new()
        out, self._out = bytes(self._out[:size]), self._out[size:]
        return out


def missing(library: str, what: str) -> Broken:
    """What is told where an optional library would be needed."""
    return Broken(
        ProblemKind.UNSUPPORTED,
        f'{what} needs {library}, which is not installed: pip install "summarizer[archive]"',
    )


def whole(source: Source, limit: int, error: Callable[[], SummarizerError]) -> bytes:
    """All bytes of a source that hold one article; `error` is raised past the limit."""
    data = bytearray()
    while chunk := source.read(min(CHUNK, limit + 1 - len(data))):
        data += chunk
        if len(data) > limit:
            raise error()
    return bytes(data)


_UNPACKERS: dict[str, Callable[[Source], _Unpacking]] = {
    "gz": lambda source: gzip.GzipFile(fileobj=cast("BinaryIO", source)),
    "bz2": lambda source: bz2.BZ2File(cast("BinaryIO", source)),
    "xz": lambda source: lzma.LZMAFile(cast("BinaryIO", source)),  # noqa: SIM115 - owns nothing
    "zst": _Zstd,
}
