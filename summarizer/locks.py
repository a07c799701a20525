"""One process at a time may add to a run: a lock that the system drops when its holder dies."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import socket
import sys
from pathlib import Path

from summarizer.errors import RunError

NAME = ".lock"
"""The lock's file in a run's folder. It stays there: only the lock on it counts."""

_FAR = 1 << 20  # Windows locks bytes, and a locked byte cannot be read: one that nobody writes
_HELD = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)


class Lock:
    """The lock of one folder, held from the time it is made until `release`.

    Attributes:
        is_sure: False on a file system that has no locks, where nothing keeps a second process out.
    """

    def __init__(self, folder: Path) -> None:
        """Take the lock.

        Raises:
            RunError: Another process has it, or its file cannot be written.
        """
        try:
            self._handle = os.open(folder / NAME, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            raise RunError(
                f"the run {folder} cannot be added to: {error.strerror}",
                "check that the folder is there and may be written to",
            ) from None
        try:
            self.is_sure = _taken(self._handle)
        except BlockingIOError:
            holder = _holder(self._handle)
            os.close(self._handle)
            raise RunError(
                f"the run {folder} is in use by {holder}",
                "wait until it ends, or name another folder",
            ) from None
        os.ftruncate(self._handle, 0)
        os.write(
            self._handle, json.dumps({"pid": os.getpid(), "host": socket.gethostname()}).encode()
        )

    def release(self) -> None:
        """Let others have it."""
        os.close(self._handle)


def is_held(folder: Path) -> bool:
    """Whether a process adds to the run in that folder now; False where nothing can tell."""
    try:
        handle = os.open(folder / NAME, os.O_RDWR)
    except OSError:
        return False
    try:
        _taken(handle)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def _taken(handle: int) -> bool:
    """Whether the lock was taken; False if the file system has none.

    Raises:
        BlockingIOError: Another process has it.
    """
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, _FAR, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            os.lseek(handle, 0, os.SEEK_SET)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _HELD:
            raise BlockingIOError from None
        return False
    return True


def _holder(handle: int) -> str:
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
        os.lseek(handle, 0, os.SEEK_SET)
        told = json.loads(os.read(handle, 1000))
        return f"process {int(told['pid'])} on {told['host']}"
    return "another process"
