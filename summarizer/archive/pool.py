"""Processor work on many articles, spread over helper processes, awaited one by one.

What is asked for while all helpers are busy is sent on together, since a message costs about as
much for one article as for ten. A helper that crashes or hangs over several articles is replaced,
and they are done again one by one, so that only the one that did it fails.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from summarizer.archive.processes import Helper, HelperLost

In = TypeVar("In")
Out = TypeVar("Out")

_TOGETHER = 16  # articles of one message at most
_LINGER = 0.004  # seconds that a helper with nothing to do waits for company to come
_SECONDS = 60.0  # for a message of several articles
_SECONDS_ALONE = 300.0  # for one article; ten million characters take about ten seconds
_BUSY = 4 * _TOGETHER  # articles that wait before another helper is begun


class Pool(Generic[In, Out]):
    """Helpers that all do the same. Used as an async context manager, in one event loop."""

    def __init__(
        self,
        make: Callable[[], Callable[[Sequence[In]], Sequence[Out]]],
        *,
        least: int = 1,
        most: int | None = None,
    ) -> None:
        """Prepare the pool.

        Args:
            make: Gives, in each helper, what turns several articles' work into as many answers.
            least: Helpers to begin with.
            most: Helpers at most; begun when work piles up. By default one a core.
        """
        self._make = make
        self._least = least
        self._most = max(least, most or os.cpu_count() or 1)
        self._waiting: asyncio.Queue[tuple[In, asyncio.Future[Out]]] = asyncio.Queue()
        self._threads = ThreadPoolExecutor(self._most, "summarizer-pool")
        self._drivers: list[asyncio.Task[None]] = []
        self._helpers: set[Helper] = set()

    @property
    def waiting(self) -> int:
        """How many are waiting for a helper."""
        return self._waiting.qsize()

    async def do(self, work: In) -> Out:
        """Have one article's work done.

        Raises:
            HelperLost: It crashed the process, or took far too long.
            Exception: Whatever the helper raised over the message.
        """
        answer: asyncio.Future[Out] = asyncio.get_running_loop().create_future()
        self._waiting.put_nowait((work, answer))
        if self.waiting > _BUSY * len(self._drivers) and len(self._drivers) < self._most:
            self._begin()
        return await answer

    async def __aenter__(self) -> Self:
        for _ in range(self._least):
            self._begin()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for driver in self._drivers:
            driver.cancel()
        for helper in list(self._helpers):
            helper.end()
        await asyncio.gather(*self._drivers, return_exceptions=True)
        self._threads.shutdown(wait=True)

    def _begin(self) -> None:
        self._drivers.append(asyncio.get_running_loop().create_task(self._drive()))

    async def _drive(self) -> None:
        """Keep one helper busy, and replace it when it is lost."""
        helper = self._helper()
        while True:
            batch = await self._batch()
            works = [work for work, _ in batch]
            try:
                answers: Sequence[Out] = await self._asked(helper, works)
            except HelperLost as lost:
                helper = self._replaced(helper)
                if len(batch) == 1:
                    _fail(batch[0][1], lost)
                else:
                    helper = await self._one_by_one(helper, batch)
            except Exception as error:  # noqa: BLE001  handed to those who wait for the answers
                for _, answer in batch:
                    _fail(answer, error)
            else:
                for (_, answer), said in zip(batch, answers, strict=True):
                    if not answer.done():
                        answer.set_result(said)

    async def _one_by_one(
        self, helper: Helper, batch: list[tuple[In, asyncio.Future[Out]]]
    ) -> Helper:
        for work, answer in batch:
            try:
                (said,) = await self._asked(helper, [work])
            except HelperLost as lost:
                helper = self._replaced(helper)
                _fail(answer, lost)
            except Exception as error:  # noqa: BLE001  handed to who waits for the answer
                _fail(answer, error)
            else:
                if not answer.done():
                    answer.set_result(said)
        return helper

    async def _batch(self) -> list[tuple[In, asyncio.Future[Out]]]:
        batch = [await self._waiting.get()]
        if self._waiting.empty():
            await asyncio.sleep(_LINGER)
        while len(batch) < _TOGETHER and not self._waiting.empty():
            batch.append(self._waiting.get_nowait())
        return batch

    async def _asked(self, helper: Helper, works: list[In]) -> Sequence[Out]:
        seconds = _SECONDS if len(works) > 1 else _SECONDS_ALONE
        loop = asyncio.get_running_loop()
        answers: Sequence[Out] = await loop.run_in_executor(
            self._threads, helper.ask, works, seconds
        )
        return answers

    def _helper(self) -> Helper:
        helper = Helper(self._make)
        self._helpers.add(helper)
        return helper

    def _replaced(self, helper: Helper) -> Helper:
        self._helpers.discard(helper)
        helper.end()
        return self._helper()


def _fail(answer: asyncio.Future[Any], error: Exception) -> None:
    if not answer.done():
        answer.set_exception(error)
