"""A run: takes an archive in, has each article briefed once, and keeps what comes of it.

    archive -> intake -> ledger -> feed -> workers -> drafts, kept -> pool -> briefs, kept

With a model a worker waits for the endpoint and holds its place until the draft is on the disk; the
check of the draft follows in the pool, and is made good by the next session if this one is killed.
With the built-in rules the whole brief is made in the pool, on every core.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import partial

from summarizer.archive.books import Books
from summarizer.archive.entering import Wanted
from summarizer.archive.feed import Feed
from summarizer.archive.intake import take_in
from summarizer.archive.ledger import LedgerWriter, Pending, Settled
from summarizer.archive.outcome import Outcome
from summarizer.archive.pace import Limits, Pace
from summarizer.archive.pool import Pool
from summarizer.archive.processes import HelperLost
from summarizer.archive.reuse import Reuse
from summarizer.archive.state import NOTHING, State, Tally
from summarizer.archive.stopping import Stop
from summarizer.archive.work import Made, Work, making, packed_draft, told
from summarizer.engines.base import Deferred, Engine
from summarizer.engines.failing import Failing, Stopper
from summarizer.errors import EngineError, ExitCode, OutputError, SummarizerError
from summarizer.model import Usage
from summarizer.telemetry import Event, doing, happened

_log = logging.getLogger("summarizer.archive")

_UNCHECKED = 4
"""Drafts that may wait for their check, for each worker, before no more are asked for."""

_OUTCOMES = {
    ExitCode.BAD_ANSWER: Outcome.INVALID,
    ExitCode.REFUSED: Outcome.REFUSED,
    ExitCode.TRUNCATED: Outcome.TRUNCATED,
    ExitCode.LANGUAGE: Outcome.SKIPPED,
}
_FOR_A_CORE = 32  # articles that are with the pool at once when it reads them by the rules
_EVERY = 0.5  # seconds between two looks at how far the run is


@dataclass(frozen=True)
class Ending:
    """How a session ended.

    Attributes:
        state: How far the run is.
        stopped_by: Why it stopped before the archive's end; None if it did not.
    """

    state: State
    stopped_by: SummarizerError | None


async def run_archive(
    ledger: LedgerWriter,
    engine: Engine,
    wanted: Wanted,
    *,
    pace: Pace | None,
    progress: Callable[[State], None],
    say: Callable[[str], None],
    reuse: Reuse | None = None,
) -> Ending:
    """Brief every article of an archive that has no outcome yet under the ledger's recipe.

    Args:
        ledger: Open for writing, its session begun.
        engine: Who reads. It is closed at the end.
        wanted: The archive.
        pace: What gives the engine's requests their turns; None for one article at a time, which
            is enough for an engine that sends nothing. The built-in rules know their own number.
        progress: Told how far the run is, twice a second, and at the end.
        say: Told what the user should know, one line each.
        reuse: Another run, whose answers are taken rather than asked for again.

    Raises:
        SourceError, SettingError: The archive cannot be read as asked.
        OutputError, RunError: The ledger cannot be written; what it has is kept.
    """
    stop = Stop()
    least, workers = 1, _workers(pace.limits) if pace else 1
    if engine.name == "rules":
        least = os.cpu_count() or 1
        workers = _FOR_A_CORE * least
    tally = Tally(ledger.counts(), ledger.spent(), workers, pace)
    # With a model one core is the event loop's, and helpers beyond the first come when needed.
    most = max(least, (os.cpu_count() or 1) - 1)
    pool: Pool[Work, Made] = Pool(
        partial(making, engine.name, engine.model), least=least, most=most
    )
    async with Books(ledger) as books, pool, engine:
        feed = Feed(books, stop)
        session = _Session(books, engine, pool, feed, tally, stop, workers, reuse)
        with stop.on_signals(say):
            async with _told(tally, progress):
                await session.run(wanted)
    tally.counts = ledger.counts()  # what was kept when the run was stopped at once, too
    progress(tally.state())
    return Ending(tally.state(), stop.reason)


def _workers(limits: Limits) -> int:
    """How many articles are under way at once.

    Where the user says how many, it is these: a kill costs no more calls than that. Where the pace
    finds out, there are more, since those that wait to be tried again hold no turn.
    """
    return limits.concurrency or limits.most + limits.most // 2


@asynccontextmanager
async def _told(tally: Tally, progress: Callable[[State], None]) -> AsyncIterator[None]:
    async def tell() -> None:
        while True:
            progress(tally.state())
            await asyncio.sleep(_EVERY)

    telling = asyncio.create_task(tell())
    try:
        yield
    finally:
        telling.cancel()
        with suppress(asyncio.CancelledError):
            await telling


@dataclass
class _Session:
    books: Books
    engine: Engine
    pool: Pool[Work, Made]
    feed: Feed
    tally: Tally
    stop: Stop
    workers: int
    reuse: Reuse | None
    _checks: set[asyncio.Task[None]] = field(default_factory=set)
    _suspects: list[Settled] = field(default_factory=list)
    _stopper: Stopper = field(init=False)
    _unchecked: asyncio.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        self._stopper = Stopper(proven=(Outcome.OK, None) in self.tally.counts)
        self._unchecked = asyncio.Semaphore(_UNCHECKED * self.workers)

    async def run(self, wanted: Wanted) -> None:
        """Take in, brief, and end: at the archive's end, when asked to, or at once."""
        work = asyncio.create_task(self._all(wanted))
        at_once = asyncio.create_task(self.stop.at_once())
        asked = asyncio.create_task(self._wake_when_asked())
        try:
            await asyncio.wait({work, at_once}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (work, at_once, asked):
                task.cancel()
        try:
            await work
        except asyncio.CancelledError:
            if not self.stop.is_at_once:
                raise
        except BaseExceptionGroup as several:
            raise _first(several) from None
        finally:
            await self._end_suspicion()

    async def _all(self, wanted: Wanted) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(take_in(self.books, wanted, self.feed, self.tally, self.stop))
            for _ in range(self.workers):
                group.create_task(self._work(group))

    async def _wake_when_asked(self) -> None:
        await self.stop.asked()
        await self.feed.wake()

    async def _work(self, group: asyncio.TaskGroup) -> None:
        while (pending := await self.feed.next()) is not None:
            self.tally.in_flight += 1
            try:
                if pending.draft is not None or self.engine.name == "rules":
                    await self._make(pending, pending.draft)
                    continue
                draft = await self._drafted(pending)
            finally:
                self.tally.in_flight -= 1
            if draft is not None:
                await self._unchecked.acquire()
                group.create_task(self._check(pending, draft))

    async def _drafted(self, pending: Pending) -> bytes | None:
        """A model's draft, packed, on the disk when this returns; None if there is none."""
        draft = self.reuse.draft_of(pending.article) if self.reuse else None
        if draft is not None:
            await self._settle(Settled(pending.row, None, Usage(cached=1), draft=draft))
            return draft
        try:
            with doing(Event.DRAFT, row=pending.row) as telling:
                drafted = await self.engine.draft(pending.article)
                telling.add(**drafted.usage.model_dump(exclude={"seconds"}))
        except Deferred:
            return None  # the row stays pending
        except Exception as error:  # noqa: BLE001  told in the article's row, it costs no other
            _log.debug("row %s", pending.row, exc_info=error)
            await self._failed(pending.row, Failing.of(error))
            return None
        draft = packed_draft(drafted)
        await self._settle(Settled(pending.row, None, drafted.usage, draft=draft))
        await self._answered()
        return draft

    async def _check(self, pending: Pending, draft: bytes) -> None:
        try:
            await self._make(pending, draft)
        finally:
            self._unchecked.release()

    async def _make(self, pending: Pending, draft: bytes | None) -> None:
        """Have a brief made in the pool, and keep it."""
        attempts = 0 if draft is not None else 1
        try:
            made = await self.pool.do(Work(told(pending.article), draft))
        except HelperLost as lost:
            made = Made(None, Usage(), Failing.of(lost))
        if made.failing is not None:
            await self._failed(pending.row, made.failing, attempts)
            return
        usage = made.usage if attempts else NOTHING
        await self._settle(Settled(pending.row, Outcome.OK, usage, attempts, brief=made.brief))

    async def _failed(self, row: int, failing: Failing, attempts: int = 1) -> None:
        cause = failing.code.name.lower()
        outcome = _OUTCOMES.get(failing.code, Outcome.FAILED)
        if failing.is_infrastructure:
            outcome = Outcome.FAILED
        ended = Settled(row, outcome, failing.usage, attempts, cause=cause, why=failing.why)
        if failing.is_infrastructure and self._stopper.suspects(failing.code):
            self._suspects.append(ended)  # it may be the first of many that stop the run
        else:
            await self._settle(ended)
        if not failing.is_infrastructure:
            await self._answered()
        elif self._stopper.stops(failing.code):
            self.stop.ask(EngineError(f"the run was stopped: {failing.why}", code=failing.code))

    async def _answered(self) -> None:
        """The infrastructure holds: what failed before failed for reasons of its own."""
        self._stopper.answered()
        if not self.stop.is_asked:  # what stopped the run is put back, whatever else was under way
            await self._keep_suspects()

    async def _end_suspicion(self) -> None:
        """Put back what failed when the run was stopped: another session takes it up."""
        if self.stop.is_asked:
            self._suspects = [
                Settled(one.row, None, one.usage, one.attempts) for one in self._suspects
            ]
        await self._keep_suspects()

    async def _keep_suspects(self) -> None:
        suspects, self._suspects = self._suspects, []
        for one in suspects:
            await self._settle(one)

    async def _settle(self, one: Settled) -> None:
        await self.books.settle(one)
        self.tally.settled(one)
        if one.outcome is not None:
            ended = {"outcome": one.outcome.value, "cause": one.cause, "attempts": one.attempts}
            happened(Event.ARTICLE, row=one.row, **ended)
        if self.books.ledger.is_full:
            self.stop.ask(
                OutputError(
                    f"there is no space left for {self.books.ledger.path}",
                    "make space, then go on with the run; nothing was lost",
                )
            )


def _first(several: BaseExceptionGroup[BaseException]) -> BaseException:
    """One of several errors: the first that is meant for a user, if any is."""
    flat: list[BaseException] = []
    rest: list[BaseException] = [several]
    while rest:
        one = rest.pop(0)
        if isinstance(one, BaseExceptionGroup):
            rest[:0] = one.exceptions
        else:
            flat.append(one)
    return next((one for one in flat if isinstance(one, SummarizerError)), flat[0])
