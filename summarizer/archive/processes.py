"""Helper processes: a function in another process that answers one message after another.

Processor work goes there, so that the event loop has none and all cores are used. A helper ends
when its parent does, however that ends, since it reads the end of its standard input; and one that
hangs or crashes costs its own message only, since the parent ends it and begins another.

Not `multiprocessing`, whose children run the parent's main module again and bring a process of
their own to track what they share: 12 MB, and a trap for scripts without a guard.
"""

from __future__ import annotations

import gc
import json
import os
import pickle
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Any

Serve = Callable[[Any], Any]
"""What a helper does with a message."""

_PROGRAM = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from summarizer.archive.processes import serve; serve()"
)
_LENGTH = struct.Struct("<Q")
_TO_END = 5.0  # seconds until a killed process has gone


class HelperLost(Exception):  # noqa: N818  it is what became of the helper
    """A helper crashed, or took longer than it may; the message says which."""


class Helper:
    """One helper process, begun when it is made."""

    def __init__(self, make: Callable[..., Serve], *arguments: Any) -> None:
        """Begin it.

        Args:
            make: Called once in the new process, with the arguments; gives what serves messages.
                A module's own function, or a partial of one.
            arguments: They go through a pipe, as every message and answer does.
        """
        # Ctrl-C goes to all of a terminal's group; what to do about it is the parent's matter.
        own: dict[str, Any]
        if sys.platform == "win32":
            own = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
        else:
            own = {"process_group": 0}
        self._process = subprocess.Popen(  # noqa: S603  this very Python, and no shell
            [sys.executable, "-c", _PROGRAM, json.dumps(sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            **own,
        )
        self._first: bytes | None = pickle.dumps((make, arguments))

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    def ask(self, message: Any, seconds: float) -> Any:
        """Send a message and wait for the answer; blocks, so call it in a thread.

        Raises:
            HelperLost: It crashed, or gave no answer in that time; `end` it.
            Exception: Whatever serving the message raised.
        """
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None  # noqa: S101  both are pipes
        assert stdout is not None  # noqa: S101
        late = threading.Event()
        timer = threading.Timer(seconds, self._too_late, (late,))
        timer.daemon = True
        timer.start()
        try:
            first, self._first = self._first, None
            for part in filter(None, (first, pickle.dumps(message))):
                _write(stdin, part)
            raised, answer = _read(stdout)
        except (EOFError, OSError, ValueError):  # ValueError: `end` has closed the pipe
            if late.is_set():
                raise HelperLost(f"it took more than {seconds:.0f} s") from None
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_TO_END)
            raise HelperLost(f"its process ended with code {self._process.returncode}") from None
        finally:
            timer.cancel()
        if raised:
            raise answer
        return answer

    def end(self) -> None:
        """End the process at once, whatever it does."""
        self._process.kill()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_TO_END)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()

    def _too_late(self, late: threading.Event) -> None:
        late.set()
        self._process.kill()


def serve() -> None:
    """What a helper's process runs, from its first message to the end of its standard input."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # sent to all processes of a service
    gc.set_threshold(50_000, 20, 20)  # as the program's own process does
    questions, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what prints goes to standard error: answers have the pipe for themselves
    work: Serve | None = None
    with suppress(EOFError, OSError):  # the parent is gone
        make, arguments = _read(questions)
        while True:
            message = _read(questions)
            try:
                work = work or make(*arguments)
                answer = (False, work(message))
            except Exception as error:  # noqa: BLE001  whatever it is, the parent is to hear of it
                answer = (True, error)
            _write(answers, pickle.dumps(answer))


def _write(pipe: IO[bytes], data: bytes) -> None:
    pipe.write(_LENGTH.pack(len(data)) + data)
    pipe.flush()


def _read(pipe: IO[bytes]) -> Any:
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return pickle.loads(data)  # noqa: S301  from a process of our own, through a pipe
