"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import shutil
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from summarizer.errors import OutputError

_BEFORE, _AFTER = ".summarizer-", ".tmp"


class WholeFiles:
    """Files that are written at leisure and appear together, once every one is complete.

    Each is a temporary file beside its place; leaving the context renames them over their places,
    and an error on the way leaves what was there before. What is no regular file (a device, a
    named pipe) is written to as it is.
    """

    def __init__(self) -> None:
        self._open = ExitStack()
        self._beside: list[tuple[Path, Path]] = []
        self._at: Path | None = None

    def __enter__(self) -> Self:
        return self

    def open(self, path: Path) -> BinaryIO:
        """A file to write to; it is closed on leaving the context.

        Raises:
            OutputError: It cannot be written.
        """
        self._at = path
        try:
            if path.exists() and not path.is_file():
                return self._open.enter_context(path.open("wb"))
            real = path.resolve()  # a link stays, and what it leads to is replaced
            # Not mkstemp, whose files nobody else may read: these get the rights of any file.
            beside = real.with_name(f"{_BEFORE}{os.urandom(6).hex()}{_AFTER}")
            file = self._open.enter_context(beside.open("xb"))
        except (OSError, RuntimeError) as error:
            raise unwritable(str(path), error) from None
        self._beside.append((beside, real))
        return file

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let the files appear, or remove them after an error.

        Raises:
            OutputError: Writing failed, here or in the context.
        """
        try:
            try:
                self._open.close()  # what is still buffered is written here
                if error is None:
                    self._appear()
            finally:
                for beside, _ in self._beside:
                    beside.unlink(missing_ok=True)
        except (OSError, RuntimeError) as failure:
            if error is None or isinstance(error, OSError):
                raise unwritable(str(self._at), failure) from None
        if isinstance(error, OSError):
            raise unwritable(str(self._at), error) from None

    def _appear(self) -> None:
        for beside, real in self._beside:
            self._at = real
            if real.exists():
                shutil.copymode(real, beside)
            beside.replace(real)


def write_whole(path: Path, text: str) -> None:
    """Write a file as UTF-8, as `WholeFiles` does.

    Raises:
        OutputError: It cannot be written; a file that was there before is untouched.
    """
    with WholeFiles() as files:
        files.open(path).write(text.encode("utf-8"))


def is_unfinished(name: str) -> bool:
    """Whether a file of that name was left by a `WholeFiles` that was killed."""
    return name.startswith(_BEFORE) and name.endswith(_AFTER)


def unwritable(name: str, error: Exception) -> OutputError:
    """The error for a file, folder or stream that refused to be written."""
    why = getattr(error, "strerror", None) or type(error).__name__
    return OutputError(f"{name} could not be written: {why}", "check the space and the permissions")
