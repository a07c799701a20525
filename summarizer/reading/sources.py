"""The bytes of a file or of standard input, never more than the limit."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

from summarizer.errors import ExitCode, SourceError
from summarizer.reading.base import shown, too_large

STANDARD_INPUT = "standard input"
_CHUNK = 1 << 20


def from_file(path: str, limit: int) -> bytes:
    """The bytes of a file, pipe or device.

    Raises:
        SourceError: NOT_FOUND, IS_FOLDER, UNREADABLE or TOO_LARGE.
    """
    try:
        if Path(path).is_dir():
            raise SourceError(
                f"{shown(path)} is a folder",
                "name its files, as many as you like",
                code=ExitCode.IS_FOLDER,
            )
        with Path(path).open("rb") as stream:
            return from_stream(stream, name=path, limit=limit)
    except (FileNotFoundError, NotADirectoryError, ValueError):  # a NUL in a path is a ValueError
        raise SourceError(
            f"there is no file {shown(path)}",
            "check the path; a URL begins with http:// or https://",
            code=ExitCode.NOT_FOUND,
        ) from None
    except OSError as error:
        raise _unreadable(path, error) from None


def from_stdin(stream: BinaryIO | None, limit: int) -> bytes:
    """The bytes of the stream, of this process's standard input if none is given.

    Raises:
        SourceError: UNREADABLE or TOO_LARGE.
    """
    stream = stream or getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise SourceError("there is no standard input", "name a file instead of -")
    try:
        return from_stream(stream, name=STANDARD_INPUT, limit=limit)
    except OSError as error:
        raise _unreadable(STANDARD_INPUT, error) from None


def from_stream(stream: BinaryIO, *, name: str, limit: int) -> bytes:
    """The bytes of a stream up to its end.

    Raises:
        SourceError: TOO_LARGE, as soon as it is.
        OSError: As the stream raises it.
    """
    data = bytearray()
    while chunk := stream.read(min(_CHUNK, limit + 1 - len(data))):
        data += chunk
        if len(data) > limit:
            raise too_large(name, "its size in bytes", limit)
    return bytes(data)


def _unreadable(name: str, error: OSError) -> SourceError:
    why = error.strerror or type(error).__name__
    return SourceError(
        f"{shown(name)} could not be read: {why}", "check the permissions and the disk"
    )
