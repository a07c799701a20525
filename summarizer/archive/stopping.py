"""How a run is stopped before its end: for which reason, and how hard."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from summarizer.errors import ExitCode, SummarizerError


class Stop:
    """Asked by all workers before they begin another article.

    The first request lets what is under way end (drains); a second signal ends that too.

    Attributes:
        reason: Why no other article is begun; None while the run goes on.
    """

    def __init__(self) -> None:
        self.reason: SummarizerError | None = None
        self._asked = asyncio.Event()
        self._at_once = asyncio.Event()

    @property
    def is_asked(self) -> bool:
        """Whether no other article is to be begun."""
        return self._asked.is_set()

    @property
    def is_at_once(self) -> bool:
        """Whether what is under way is to be given up too."""
        return self._at_once.is_set()

    def ask(self, reason: SummarizerError) -> None:
        """Begin no other article; the first reason counts."""
        if self.reason is None:
            self.reason = reason
        self._asked.set()

    async def asked(self) -> None:
        """Wait until a stop is asked for."""
        await self._asked.wait()

    async def at_once(self) -> None:
        """Wait until the run is to end at once."""
        await self._at_once.wait()

    @contextmanager
    def on_signals(self, say: Callable[[str], None]) -> Iterator[None]:
        """Within it Ctrl-C and SIGTERM stop the run, in place of what they did before.

        Args:
            say: Told what a signal does, in a line for the user.
        """
        loop = asyncio.get_running_loop()

        def heard() -> None:
            if self.is_asked:
                self._at_once.set()
                return
            say("what is under way is finished; Ctrl-C again stops at once, and loses nothing")
            self.ask(SummarizerError("stopped by Ctrl-C or SIGTERM", code=ExitCode.INTERRUPTED))

        def handler(_number: int, _frame: FrameType | None) -> None:
            loop.call_soon_threadsafe(heard)

        signals = [signal.SIGINT] if sys.platform == "win32" else [signal.SIGINT, signal.SIGTERM]
        before = {one: signal.signal(one, handler) for one in signals}
        try:
            yield
        finally:
            for one, was in before.items():
                signal.signal(one, was)
