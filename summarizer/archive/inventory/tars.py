"""Tar, member by member as it streams by.

The standard library's `tarfile` keeps every member it has seen and reads a header of any declared
size into memory. Here its parser of one header block is used and nothing else of it: a member is
told by one block, names that do not fit into it stand in a member before.
"""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from dataclasses import dataclass

from summarizer.archive.entries import ProblemKind
from summarizer.archive.inventory.streams import Broken, Section, Stream

_BLOCK = tarfile.BLOCKSIZE
_LONGEST_HEADER = 1 << 20  # bytes of a member that only describes the next one
_PAX = (tarfile.XHDTYPE, tarfile.SOLARIS_XHDTYPE)
_DESCRIBING = (*(*_PAX, tarfile.XGLTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK),)


@dataclass(frozen=True, slots=True)
class Member:
    """A regular file in a tar.

    Attributes:
        name: Its path, as untrusted as all of it.
        size: Bytes.
        section: Those bytes, to be read before the next member is asked for.
    """

    name: str
    size: int
    section: Section


def members(stream: Stream) -> Iterator[Member | None]:
    """The regular files; None for each link, device or sparse file, which are not read.

    Raises:
        Broken: MALFORMED, no tar from here on; TOO_LARGE, a header is; or as the stream does.
    """
    described: dict[str, str] = {}
    while (block := _block(stream)) is not None:
        if not block.strip(b"\0"):
            return
        try:
            info = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
        except (tarfile.HeaderError, ValueError):
            raise stream.fail(ProblemKind.MALFORMED, "it is damaged or no tar") from None
        if info.type in _DESCRIBING:
            described |= _described(stream, info)
            continue
        size = int(described["size"]) if described.get("size", "").isdecimal() else info.size
        if size < 0:
            raise stream.fail(ProblemKind.MALFORMED, "it is damaged or no tar")
        has_data = info.type not in _WITHOUT_DATA
        section = Section(stream, size if has_data else 0)
        sparse = info.type == tarfile.GNUTYPE_SPARSE or "sparse" in described
        if info.isreg() and not sparse:
            yield Member(described.get("path", info.name), size, section)
        elif not info.isdir():
            yield None
        if info.type == tarfile.GNUTYPE_SPARSE:
            raise stream.fail(ProblemKind.MALFORMED, "it holds sparse files, which are not read")
        section.drain()
        if has_data:
            stream.skip(-size % _BLOCK)
        described = {}


def _block(stream: Stream) -> bytes | None:
    """The next block; None at the end, even where the two blocks that mark it are left out."""
    block = stream.read(_BLOCK)
    if block and len(block) < _BLOCK:
        block += stream.exactly(_BLOCK - len(block))
    return block or None


def _described(stream: Stream, info: tarfile.TarInfo) -> dict[str, str]:
    """What a describing member says of the next one: `path`, `size`, `sparse`."""
    if not 0 <= info.size <= _LONGEST_HEADER:
        raise stream.fail(ProblemKind.TOO_LARGE, "a header in it is larger than any name")
    data = stream.exactly(info.size)
    stream.skip(-info.size % _BLOCK)
    if info.type == tarfile.GNUTYPE_LONGNAME:
        return {"path": data.rstrip(b"\0").decode("utf-8", "surrogateescape")}
    return _pax(data) if info.type in _PAX else {}


def _pax(data: bytes) -> dict[str, str]:
    """The records of a pax header that matter here; each is `length key=value` and a newline."""
    found: dict[str, str] = {}
    while data:
        length, space, _ = data.partition(b" ")
        if not space or not length.isdigit() or not len(length) < int(length) <= len(data):
            raise Broken(ProblemKind.MALFORMED, "it is damaged or no tar")
        key, _, value = data[len(length) + 1 : int(length)].rstrip(b"\n").partition(b"=")
        if key in {b"path", b"size"}:
            found[key.decode()] = value.decode("utf-8", "surrogateescape")
        elif key.startswith(b"GNU.sparse."):
            found["sparse"] = ""
        data = data[int(length) :]
    return found


_WITHOUT_DATA = (
    *(tarfile.LNKTYPE, tarfile.SYMTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.DIRTYPE),
    tarfile.FIFOTYPE,
)
