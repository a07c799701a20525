"""What the database's errors mean to a user: damage, a full disk, a folder that is not writable."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from summarizer.errors import OutputError, RunError, SummarizerError

BALLAST = "ballast"
"""The file in a run's folder that gives up its space when the disk is full."""

_BALLAST_BYTES = 4 << 20
"""Room for what is in flight: some hundred briefs of 10 kB, twice over."""

_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_OUT_OF_SPACE = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR})


def is_full(error: sqlite3.Error) -> bool:
    """Whether an error means that there is no space left to write to."""
    return _primary(error) in _OUT_OF_SPACE


@contextmanager
def told(path: Path, *, keep_copy: bool) -> Iterator[None]:
    """Turn what the database raises into what a user is told.

    Args:
        path: The ledger's file.
        keep_copy: Keep a copy of a damaged ledger beside it, before anything else touches it.

    Raises:
        RunError: The ledger is damaged, or in use by another program.
        OutputError: It could not be written.
    """
    try:
        yield
    except (zlib.error, UnicodeDecodeError) as error:
        raise _damaged(path, str(error), keep_copy=keep_copy) from None
    except sqlite3.Error as error:
        raise _meaning(path, error, keep_copy=keep_copy) from error


def take_ballast(folder: Path) -> None:
    """Take up the space that is given back when the disk is full.

    Raises:
        OutputError: There is no such space now.
    """
    path = folder / BALLAST
    try:
        if path.is_file() and path.stat().st_size == _BALLAST_BYTES:
            return
        with path.open("wb") as file:
            for _ in range(_BALLAST_BYTES >> 16):
                file.write(bytes(1 << 16))  # written out: a file with a hole in it takes no space
    except OSError as error:
        drop_ballast(folder)
        raise OutputError(
            f"the run {folder} could not be written: {error.strerror}",
            "check the space and the permissions",
        ) from None


def drop_ballast(folder: Path) -> None:
    """Give its space back."""
    with suppress(OSError):
        (folder / BALLAST).unlink()


def _primary(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _meaning(path: Path, error: sqlite3.Error, *, keep_copy: bool) -> SummarizerError:
    code = _primary(error)
    if code in _DAMAGED:
        return _damaged(path, str(error), keep_copy=keep_copy)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return RunError(f"the ledger {path} is in use by another program", "close it and try again")
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return OutputError(
            f"the ledger {path} could not be opened: {error}",
            "check that its folder may be written to",
        )
    if is_full(error):
        return OutputError(
            f"the ledger {path} could not be written: {error}",
            "make space, then go on with the run; what was kept is there",
        )
    return RunError(f"the ledger {path} could not be used: {error}", "")


def _damaged(path: Path, what: str, *, keep_copy: bool) -> RunError:
    hint = (
        f"batch the archive again with --run NEW --reuse {path.parent}: what was answered and can "
        "still be read is not paid for again"
    )
    if not keep_copy:
        return RunError(f"the ledger {path} is damaged: {what}", hint)
    copy = path.with_name(f"{path.stem}-damaged-{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%SZ}.sqlite")
    try:
        for ending in ("", "-wal"):
            part = path.with_name(path.name + ending)
            if part.is_file():
                shutil.copyfile(part, copy.with_name(copy.name + ending))
    except OSError as error:
        return RunError(
            f"the ledger {path} is damaged: {what}; no copy could be made: {error.strerror}", hint
        )
    return RunError(f"the ledger {path} is damaged: {what}; a copy is kept as {copy}", hint)
