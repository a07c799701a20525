"""The ledger as an event loop uses it: in one thread of its own, additions gathered.

Results that arrive while an earlier step is on its way to the disk go into the next one together,
so that a slow disk costs time once for all of them. `settle` returns when a result is on the disk.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import ParamSpec, Self, TypeVar

from summarizer.archive.ledger import LedgerWriter, Settled

P = ParamSpec("P")
T = TypeVar("T")


class Books:
    """A ledger, open for writing, in one event loop. Used as an async context manager.

    Attributes:
        ledger: The ledger. Nothing but `do` touches it from the loop.
    """

    def __init__(self, ledger: LedgerWriter) -> None:
        self.ledger = ledger
        self._thread = ThreadPoolExecutor(1, "summarizer-ledger")
        self._waiting: list[tuple[Settled, asyncio.Future[None]]] = []
        self._writer: asyncio.Task[None] | None = None

    async def do(self, what: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
        """Call a method of the ledger, after whatever was asked for before."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, lambda: what(*arguments, **named))

    async def settle(self, one: Settled) -> None:
        """Keep what came of an article; it is on the disk when this returns.

        A caller who is cancelled no longer waits, but what it brought is kept all the same.

        Raises:
            OutputError, RunError: As `LedgerWriter.settle`.
        """
        kept: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((one, kept))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write())
        await kept

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Wait until all that was brought is kept."""
        if self._writer is not None:
            await asyncio.shield(self._writer)
        self._thread.shutdown(wait=True)

    async def _write(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                await self.do(self.ledger.settle, [one for one, _ in batch])
            except Exception as error:  # noqa: BLE001  handed to those who wait
                for _, kept in batch:
                    if not kept.done():
                        kept.set_exception(error)
            else:
                for _, kept in batch:
                    if not kept.done():
                        kept.set_result(None)
