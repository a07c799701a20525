"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from summarizer.errors import OutputError

_BEFORE, _AFTER = ".summarizer-", ".tmp"


def write_whole(path: Path, text: str) -> None:
    """Write a file as UTF-8: a temporary file beside it, renamed over it when it is complete.

    What is no regular file (a device, a named pipe) is written to as it is.

    Raises:
        OutputError: It cannot be written; a file that was there before is untouched.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_text(text, encoding="utf-8")
            return
        real = path.resolve()  # a link stays, and what it leads to is replaced
        # Not mkstemp, whose files nobody else may read: a brief gets the rights that any file gets.
        beside = real.with_name(f"{_BEFORE}{os.urandom(6).hex()}{_AFTER}")
        try:
            with beside.open("x", encoding="utf-8", newline="") as file:
                file.write(text)
            if real.exists():
                shutil.copymode(real, beside)
            beside.replace(real)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    except (OSError, RuntimeError) as error:
        raise unwritable(str(path), error) from None


def is_unfinished(name: str) -> bool:
    """Whether a file of that name was left by a `write_whole` that was killed."""
    return name.startswith(_BEFORE) and name.endswith(_AFTER)


def unwritable(name: str, error: Exception) -> OutputError:
    """The error for a file, folder or stream that refused to be written."""
    why = getattr(error, "strerror", None) or type(error).__name__
    return OutputError(f"{name} could not be written: {why}", "check the space and the permissions")
