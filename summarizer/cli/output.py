"""Where results go: standard output, a file that appears whole or not at all, or a folder."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from summarizer.errors import OutputError
from summarizer.files import unwritable

if TYPE_CHECKING:
    from rich.console import Console

_COLUMNS_OF_FILES = 100


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
        raise _unwritten(error) from None


@contextmanager
def raw() -> Iterator[BinaryIO]:
    """Standard output for bytes, as they are.

    Raises:
        OutputError: It cannot be written.
        HungUp: Whoever read it is gone.
    """
    if sys.stdout is None:
        raise OutputError("there is no standard output", "write to a file with --output")
    try:
        yield sys.stdout.buffer
        sys.stdout.flush()
    except OSError as error:
        _give_up_stdout()
        raise _unwritten(error) from None


def console(*, to_file: bool = False) -> Console:
    """A console as wide and colourful as standard output is; plain text for a file."""
    from rich.console import Console

    plain: dict[str, Any] = {"width": _COLUMNS_OF_FILES, "color_system": None}
    # Rich guesses at a Jupyter notebook and at markup in strings; neither is wanted here.
    return Console(
        file=sys.stdout,
        force_jupyter=False,
        markup=False,
        emoji=False,
        highlight=False,
        **(plain if to_file else {}),
    )


def trimmed(captured: str) -> str:
    """What a console captured, without the blanks that Rich fills table rows with."""
    return "".join(f"{row.rstrip()}\n" for row in captured.split("\n")[:-1])


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


def _unwritten(error: OSError) -> OutputError:
    hung_up = error.errno in (errno.EPIPE, errno.EINVAL)  # EINVAL: a closed pipe on Windows
    return HungUp() if hung_up else unwritable("standard output", error)


def _give_up_stdout() -> None:
    """Let what is still buffered go nowhere: Python would complain of it when it exits."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError):  # standard output is no file, as in a test
        return
