"""The articles of a run that are still to be briefed, one after another, to all who ask."""

from __future__ import annotations

import asyncio
from collections import deque

from summarizer.archive.books import Books
from summarizer.archive.ledger import Pending
from summarizer.archive.stopping import Stop

_AT_A_TIME = 128  # articles taken from the ledger together; their texts are held in memory


class Feed:
    """Gives out each pending row once, in the order of the archive, while more may be coming in."""

    def __init__(self, books: Books, stop: Stop) -> None:
        self._books, self._stop = books, stop
        self._ready: deque[Pending] = deque()
        self._after = 0
        self._more = asyncio.Condition()
        self._is_complete = False
        self._news = True

    async def came_in(self, *, is_last: bool = False) -> None:
        """Say that rows were added, and whether they are the last."""
        async with self._more:
            self._news = True
            self._is_complete = self._is_complete or is_last
            self._more.notify_all()

    async def wake(self) -> None:
        """Let those who wait look whether the run has been stopped."""
        async with self._more:
            self._more.notify_all()

    async def next(self) -> Pending | None:
        """The next article; None when there is none left, or the run is to stop."""
        async with self._more:
            while not self._stop.is_asked:
                if self._ready:
                    return self._ready.popleft()
                if self._news:
                    await self._fetch()
                elif self._is_complete:
                    return None
                else:
                    await self._more.wait()
        return None

    async def _fetch(self) -> None:
        ledger = self._books.ledger
        found = await self._books.do(ledger.pending, self._after, _AT_A_TIME)
        self._ready.extend(found)
        # A full list may have more behind it; else nothing is left until something comes in.
        self._news = len(found) == _AT_A_TIME
        if found:
            self._after = found[-1].row
