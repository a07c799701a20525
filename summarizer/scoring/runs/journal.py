"""The attempts of a run: one JSON line each, only ever added to.

A line counts once its newline is on disk. What stands after the last newline was cut off, by a
kill or a full disk: it is not read, and gone with the next append. A line that is complete and
yet cannot be read is damage, which nothing here mends.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from summarizer.errors import EvalError, ExitCode, OutputError
from summarizer.scoring.attempt import Attempt

_STEP = 1 << 16  # bytes


class Journal:
    """The file of a run's attempts. Whoever appends holds the run's lock."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._handle: int | None = None
        self._end = 0

    def attempts(self) -> Iterator[Attempt]:
        """Every attempt, the oldest first.

        Raises:
            EvalError: BAD_RUN, a complete line cannot be read.
        """
        try:
            file = self.path.open("rb")
        except FileNotFoundError:
            return
        except OSError as error:
            raise _damaged(f"{self.path} cannot be read: {error.strerror}") from None
        with file:
            for number, line in enumerate(file, 1):
                if line.endswith(b"\n"):
                    yield self._parsed(line, number)

    def is_torn(self) -> bool:
        """Whether the last line was cut off."""
        try:
            with self.path.open("rb") as file:
                size = file.seek(0, os.SEEK_END)
                return _end_of_lines(file.fileno(), size) != size
        except OSError:
            return False  # `attempts` tells what is wrong

    def append(self, attempt: Attempt) -> None:
        """Add an attempt; it is on disk when this returns.

        Raises:
            OutputError: It could not be written; what is there already stays.
        """
        # Not pydantic's own JSON, which a lone surrogate in an article's text would stop.
        line = json.dumps(attempt.model_dump(mode="json"), ensure_ascii=True) + "\n"
        try:
            handle = self._opened()
            _write_at(handle, line.encode("ascii"), self._end)
            os.fsync(handle)
        except OSError as error:
            self._cut()
            raise OutputError(
                f"{self.path} could not be written: {error.strerror}",
                "check the space and the permissions, then go on with the run",
            ) from None
        self._end += len(line)

    def close(self) -> None:
        """Close the file."""
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)

    def _opened(self) -> int:
        if self._handle is None:
            binary = getattr(os, "O_BINARY", 0)  # Windows would write \r\n
            self._handle = os.open(self.path, os.O_RDWR | os.O_CREAT | binary, 0o666)
            size = os.lseek(self._handle, 0, os.SEEK_END)
            self._end = _end_of_lines(self._handle, size)
            os.ftruncate(self._handle, self._end)
        return self._handle

    def _cut(self) -> None:
        """Take back a line that was written in part; `attempts` ignores what cannot be."""
        try:
            if self._handle is not None:
                os.ftruncate(self._handle, self._end)
        except OSError:
            pass

    def _parsed(self, line: bytes, number: int) -> Attempt:
        try:
            return Attempt.model_validate(json.loads(line))
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            place = ".".join(map(str, first["loc"]))
            why = f"{place}: {first['msg']}" if place else first["msg"]
        except ValueError:
            why = "it is no JSON"
        raise _damaged(f"{self.path}, line {number} is damaged: {why}")


def _damaged(what: str) -> EvalError:
    return EvalError(
        what,
        "restore it from a copy, or remove that line to have its article done again",
        code=ExitCode.BAD_RUN,
    )


def _end_of_lines(handle: int, size: int) -> int:
    """The offset after the last newline; 0 without any."""
    end = size
    while end > 0:
        start = max(0, end - _STEP)
        os.lseek(handle, start, os.SEEK_SET)
        place = os.read(handle, end - start).rfind(b"\n")
        if place >= 0:
            return start + place + 1
        end = start
    return 0


def _write_at(handle: int, data: bytes, offset: int) -> None:
    os.lseek(handle, offset, os.SEEK_SET)
    left = memoryview(data)
    while left:
        left = left[os.write(handle, left) :]
