"""The articles of a run that are still to be briefed, one after another, to all who ask."""

from __future__ import annotations

import asyncio
from collections import deque

from summarizer.archive.books import Books
from summarizer.archive.ledger import Pending
from summarizer.archive.stopping import Stop

_AT_A_TIME = 128  # articles taken from the ledger together; their texts are held in memory
_FEW = 32  # left at hand when more are fetched


class Feed:
    """Gives out each pending row once, in the order of the archive, while more may be coming in.

    Whoever asks takes what is at hand without waiting for anybody: a lock, handed on once in every
    round of the event loop, would let one worker a round through.
    """

    def __init__(self, books: Books, stop: Stop) -> None:
        self._books, self._stop = books, stop
        self._ready: deque[Pending] = deque()
        self._after = 0
        self._changed = asyncio.Event()
        self._is_complete = False
        self._news = True
        self._fetching: asyncio.Task[None] | None = None
        self._failure: Exception | None = None

    async def came_in(self, *, is_last: bool = False) -> None:
        """Say that rows were added, and whether they are the last."""
        self._news = True
        self._is_complete = self._is_complete or is_last
        self._changed.set()

    async def wake(self) -> None:
        """Let those who wait look whether the run has been stopped."""
        self._changed.set()

    async def next(self) -> Pending | None:
        """The next article; None when there is none left, or the run is to stop.

        Raises:
            RunError: The ledger is damaged.
        """
        while not self._stop.is_asked:
            if self._failure is not None:
                raise self._failure
            if self._news and self._fetching is None and len(self._ready) < _FEW:
                self._news = False
                self._fetching = asyncio.create_task(self._fetch())
            if self._ready:
                return self._ready.popleft()
            if self._fetching is not None:
                await asyncio.shield(self._fetching)
            elif not self._news:
                if self._is_complete:
                    return None
                self._changed.clear()
                await self._changed.wait()
        return None

    async def _fetch(self) -> None:
        try:
            ledger = self._books.ledger
            found = await self._books.do(ledger.pending, self._after, _AT_A_TIME)
            self._ready.extend(found)
            if found:
                self._after = found[-1].row
            if len(found) == _AT_A_TIME:
                self._news = True  # there may be more behind it
        except Exception as error:  # noqa: BLE001  for whoever asks next: it is nobody's own task
            self._failure = error
        finally:
            self._fetching = None
