"""Zip, member by member by its directory.

The standard library's `zipfile` keeps an object for each member of the whole directory; this reads
the directory as it goes, in constant memory (PKWARE's APPNOTE, 4.3). Members may not together be
larger than the file: that is how a few megabytes of overlapping members pretend to be petabytes.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from summarizer.archive.entries import ProblemKind
from summarizer.archive.inventory.streams import CHUNK, Broken, Meter

_END = struct.Struct("<4s4H2LH")  # end of central directory
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR = struct.Struct("<4sLQL")
_ENTRY = struct.Struct("<4s6H3L5H2L")  # one member in the directory
_LOCAL = struct.Struct("<4s5H3L2H")  # the same before its data
_TAIL = _END.size + (1 << 16)  # the end and the longest comment after it
_BIG = 0xFFFF_FFFF
_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _UTF8 = 1, 1 << 11


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a zip, as the directory describes it.

    Attributes:
        name: Its path, as untrusted as all of it.
        size: Bytes unpacked.
        packed: Bytes as stored.
        method: How it is packed.
        encrypted: Whether it is.
        crc: The checksum of its bytes.
        offset: Where it begins.
    """

    name: str
    size: int
    packed: int
    method: int
    encrypted: bool
    crc: int
    offset: int


def members(file: BinaryIO, meter: Meter) -> Iterator[Member]:
    """The members that are no folders, in the directory's order.

    Raises:
        Broken: MALFORMED, no zip; BOMB, members overlap; TRUNCATED.
    """
    length = file.seek(0, 2)
    at, size, count, shift = _directory(file, length)
    end, total = at + size, 0
    for _ in range(count):
        head = _at(file, at, _ENTRY.size)
        if at + _ENTRY.size > end or head[:4] != b"PK\1\2":
            raise _malformed()
        entry = _ENTRY.unpack(head)
        flags, method, crc, packed, unpacked = entry[3], entry[4], *entry[7:10]
        name_size, extra_size, comment_size = entry[10:13]
        variable = _at(file, at + _ENTRY.size, name_size + extra_size)
        name, extra = variable[:name_size], variable[name_size:]
        unpacked, packed, offset = _wide(extra, [unpacked, packed, entry[16]])
        offset += shift
        at += _ENTRY.size + name_size + extra_size + comment_size
        total += packed
        if total > length:
            raise Broken(ProblemKind.BOMB, "its members overlap, as no archive's do")
        meter.taken += len(head) + len(variable)
        path = name.decode("utf-8" if flags & _UTF8 else "cp437", "replace")
        if not path.endswith("/"):
            yield Member(path, unpacked, packed, method, bool(flags & _ENCRYPTED), crc, offset)


class Unpacked:
    """The bytes of one member, as a source; never more than the directory says."""

    def __init__(self, file: BinaryIO, member: Member, meter: Meter) -> None:
        """Find the member's data.

        Raises:
            Broken: LOCKED, UNSUPPORTED or MALFORMED.
        """
        if member.encrypted:
            raise Broken(ProblemKind.LOCKED, "it is encrypted")
        if member.method not in {_STORED, _DEFLATED}:
            why = f"it is packed by zip's method {member.method}, which is not read"
            raise Broken(ProblemKind.UNSUPPORTED, why)
        local = _LOCAL.unpack(_at(file, member.offset, _LOCAL.size))
        if local[0] != b"PK\3\4":
            raise _malformed()
        self._file = file
        self._at = member.offset + _LOCAL.size + local[9] + local[10]
        self._packed = member.packed
        self._left = member.size
        self._crc = 0
        self._wanted_crc = member.crc
        self._stream = zlib.decompressobj(-zlib.MAX_WBITS) if member.method else None
        self._meter = meter

    def read(self, size: int = CHUNK, /) -> bytes:
        """Up to `size` bytes.

        Raises:
            Broken: UNREADABLE, it is damaged; TRUNCATED.
        """
        data = self._step(min(size if size > 0 else CHUNK, self._left)) if self._left else b""
        self._left -= len(data)
        self._crc = zlib.crc32(data, self._crc)
        if not self._left and self._crc != self._wanted_crc:
            raise _damaged()
        return data

    def _step(self, size: int) -> bytes:
        if self._stream is None:
            return self._taken(size)
        data = b""
        while not data:
            packed = self._stream.unconsumed_tail or self._taken(CHUNK)
            try:
                data = self._stream.decompress(packed, size)
            except zlib.error:
                raise _damaged() from None
            if not data and (self._stream.eof or not packed):
                raise _damaged()
        self._meter.given += len(data)
        return data

    def _taken(self, size: int) -> bytes:
        data = _at(self._file, self._at, min(size, self._packed))
        self._at += len(data)
        self._packed -= len(data)
        self._meter.taken += len(data)
        if not data:
            raise _damaged()
        return data


def _directory(file: BinaryIO, length: int) -> tuple[int, int, int, int]:
    """Where the directory begins, its size, its members, and what was put before the zip."""
    start = max(length - _TAIL, 0)
    tail = _at(file, start, length - start)
    found = tail.rfind(b"PK\5\6")
    if found < 0 or len(tail) - found < _END.size:
        raise Broken(ProblemKind.MALFORMED, "it is no zip, or its end is missing")
    end = _END.unpack_from(tail, found)
    count, size, at, shift = end[4], end[5], end[6], 0
    locator = tail[max(found - _LOCATOR.size, 0) : found]
    if locator.startswith(b"PK\6\7") and len(locator) == _LOCATOR.size:
        wide = _at(file, _LOCATOR.unpack(locator)[2], _END_64.size)
        if wide[:4] != b"PK\6\6":
            raise _malformed()
        count, size, at = _END_64.unpack(wide)[7:10]
    else:
        shift = start + found - size - at
        at += shift
    if at < 0 or at + size > length:
        raise _malformed()
    return at, size, count, shift


def _wide(extra: bytes, values: list[int]) -> list[int]:
    """Sizes and offset of more than 32 bits stand in the extra field 1, those only."""
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<2H", extra)
        if kind == 1:
            numbers = [n[0] for n in struct.iter_unpack("<Q", extra[4 : 4 + size // 8 * 8])]
            return [numbers.pop(0) if v == _BIG and numbers else v for v in values]
        extra = extra[4 + size :]
    return values


def _at(file: BinaryIO, offset: int, size: int) -> bytes:
    """Bytes of the file.

    Raises:
        Broken: TRUNCATED, there are fewer; MALFORMED, there is no such place.
    """
    try:
        file.seek(offset)
    except (OSError, ValueError, OverflowError):  # a negative offset, as each kind of file says it
        raise _malformed() from None
    data = file.read(size)
    if len(data) < size:
        raise Broken(ProblemKind.TRUNCATED, "it ends in the middle")
    return data


def _malformed() -> Broken:
    return Broken(ProblemKind.MALFORMED, "it is damaged or no zip")


def _damaged() -> Broken:
    return Broken(ProblemKind.UNREADABLE, "it is damaged")
