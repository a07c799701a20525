"""Where results go: standard output, a file that appears whole or not at all, or a folder."""

from __future__ import annotations

import errno
import io
import os
import shutil
import sys
from pathlib import Path

from summarizer.errors import OutputError


class HungUp(OutputError):  # noqa: N818  it is the reader's right, and told to nobody
    """Whoever read standard output went away, as `| head` does."""

    def __init__(self) -> None:
        super().__init__("the reader of standard output hung up")


def put(text: str, *, utf8: bool = False) -> None:
    """Write to standard output, at once.

    Args:
        text: What to write. A letter that the terminal's encoding lacks becomes a question mark.
        utf8: Write UTF-8 whatever the terminal's encoding is: for JSON and HTML, which are
            defined so and which a question mark would falsify.

    Raises:
        OutputError: It cannot be written.
        HungUp: Whoever read it is gone.
    """
    if sys.stdout is None:
        raise OutputError("there is no standard output", "write to a file with --output")
    if isinstance(sys.stdout, io.TextIOWrapper):
        if utf8:
            sys.stdout.reconfigure(encoding="utf-8")
        else:
            sys.stdout.reconfigure(errors="replace")
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        _give_up_stdout()
        if error.errno in (errno.EPIPE, errno.EINVAL):  # EINVAL: a closed pipe on Windows
            raise HungUp from None
        raise _unwritable("standard output", error) from None


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
        beside = real.with_name(f".summarizer-{os.urandom(6).hex()}.tmp")
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
        raise _unwritable(str(path), error) from None


def check_writable(path: Path) -> None:
    """Look ahead, before anything is paid for, whether `path` can be written.

    Raises:
        OutputError: There is no such folder, or it may not be written to.
    """
    folder = path if path.is_dir() else path.parent
    if not folder.is_dir():
        raise OutputError(f"there is no folder {folder} to write to", "make it first")
    if not os.access(folder, os.W_OK) and not (path.exists() and not path.is_file()):
        raise OutputError(f"the folder {folder} may not be written to", "name another")


def _unwritable(name: str, error: Exception) -> OutputError:
    why = getattr(error, "strerror", None) or type(error).__name__
    return OutputError(f"{name} could not be written: {why}", "check the space and the permissions")


def _give_up_stdout() -> None:
    """Let what is still buffered go nowhere: Python would complain of it when it exits."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError):  # standard output is no file, as in a test
        return
