"""Helper processes: a function in another process that answers one message after another.

Processor work goes there, so that the event loop has none and all cores are used. A helper dies
with its parent, since it reads the end of the pipe; and one that hangs or crashes costs its own
message only, since the parent ends it and begins another.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

Serve = Callable[[Any], Any]
"""What a helper does with a message."""

_TO_END = 5.0  # seconds for a helper to end by itself


class HelperLost(Exception):  # noqa: N818  it is what became of the helper
    """A helper crashed, or took longer than it may; the message says which."""


class Helper:
    """One helper process, begun when it is made."""

    def __init__(self, make: Callable[..., Serve], *arguments: Any) -> None:
        """Begin it.

        Args:
            make: Called once in the new process, with the arguments; gives what serves messages.
            arguments: They go through a pipe, as every message and answer does.
        """
        # Not fork, which would copy this process's threads, locks and connections half alive.
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        self._pipe: Connection[Any, Any] = ours
        self._process = context.Process(
            target=_serve, args=(theirs, make, arguments), daemon=True, name="summarizer-helper"
        )
        self._process.start()
        theirs.close()

    @property
    def pid(self) -> int | None:
        """The process's number."""
        return self._process.pid

    def ask(self, message: Any, seconds: float) -> Any:
        """Send a message and wait for the answer; blocks, so call it in a thread.

        Raises:
            HelperLost: It crashed, or gave no answer in that time; `end` it.
            Exception: Whatever serving the message raised.
        """
        try:
            self._pipe.send(message)
            if not self._pipe.poll(seconds):
                raise HelperLost(f"it took more than {seconds:.0f} s")
            raised, answer = self._pipe.recv()
        except (EOFError, OSError):
            self._process.join(_TO_END)
            raise HelperLost(f"its process ended with code {self._process.exitcode}") from None
        if raised:
            raise answer
        return answer

    def end(self) -> None:
        """End the process: at once, whatever it does."""
        self._process.kill()
        self._process.join(_TO_END)
        with suppress(OSError):
            self._pipe.close()


def _serve(
    pipe: Connection[Any, Any], make: Callable[..., Serve], arguments: tuple[Any, ...]
) -> None:
    """What the helper's process runs."""
    # Ctrl-C goes to all processes of a terminal; what to do about it is the parent's to decide.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # as when a service is stopped
    gc.set_threshold(50_000, 20, 20)  # as the program's own process does
    serve: Serve | None = None
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):  # the parent is gone
        while True:
            message = pipe.recv()
            try:
                serve = serve or make(*arguments)
                answer = (False, serve(message))
            except Exception as error:  # noqa: BLE001  whatever it is, the parent is to hear of it
                answer = (True, error)
            pipe.send(answer)
