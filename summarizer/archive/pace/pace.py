"""Turns for all of a run's requests: concurrency, rates, the shared gate.

One queue, first come first served, a retry like any other. Whoever is first waits until all of
these let it through: the gate, the limit of requests in flight, requests a minute, tokens a minute,
the budget.

The gate closes for all when an answer says that the limit is used up, or when many of the last
answers were refusals; a lone refusal concerns its own row, which the retry policy delays.

What a try came to is told to its turn, not to the pace: its latency and its tokens are needed
together with its headers.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from summarizer.archive.budget import Budget, Reservation
from summarizer.archive.pace.bucket import Bucket
from summarizer.archive.pace.flight import Flight
from summarizer.archive.pace.latencies import Latencies
from summarizer.archive.pace.refusals import REFUSED, Refusals
from summarizer.engines.llm.failures import asked_wait
from summarizer.engines.llm.turns import LIMITED, Heard, Size
from summarizer.errors import EngineError, ExitCode
from summarizer.telemetry import Event, happened

_OK = 200
_FIRST_AT_ONCE, _FIRST_STEP = 16, 0.002
_REST = 1.0  # seconds that the gate stays closed after many refusals that ask for no wait
_LEARNING = 0.1
_NO_TIME = 1e-6  # seconds, less than which a clock may not move


@dataclass(frozen=True)
class Limits:
    """What the user allows.

    Attributes:
        concurrency: Requests in flight; None lets the pace find out.
        most: Requests in flight at most where it finds out.
        rpm: Requests a minute; None for what the endpoint tells of itself.
        tpm: Tokens a minute, read and written; None likewise.
    """

    concurrency: int | None = None
    most: int = 256
    rpm: float | None = None
    tpm: float | None = None


@dataclass(frozen=True)
class Stats:
    """How things stand, for a display.

    Attributes:
        in_flight: Requests under way.
        limit: As many may be now.
        waiting: Requests that wait for their turn.
        closed_for: Seconds until the gate opens; 0 if it is open.
        rpm: Requests a minute that are kept to; None if no limit is known.
        tpm: Tokens a minute likewise.
    """

    in_flight: int
    limit: int
    waiting: int
    closed_for: float
    rpm: float | None
    tpm: float | None


class Pace:
    """Gives out turns (`engines.llm.turns.Turns`); of one event loop.

    Waiting for a retry holds no turn. Let there be more workers than turns, half as many again,
    or turns stay unused while rows wait to be tried again.
    """

    def __init__(
        self,
        limits: Limits,
        clock: Callable[[], float] = time.monotonic,
        *,
        budget: Budget | None = None,
    ) -> None:
        """Make a pace.

        Args:
            limits: What the user allows.
            budget: What may be spent; None for whatever it takes.
            clock: Gives seconds, ever rising, as the event loop's does.
        """
        self.limits, self.budget = limits, budget
        self._clock = clock
        self._queue = asyncio.Lock()
        self._wake: asyncio.Future[None] | None = None
        self._flight = Flight(limits.concurrency, limits.most)
        self._latencies = Latencies()
        self._refusals = Refusals()
        self._requests: Bucket | None = None
        self._tokens: Bucket | None = None
        self._opens = 0.0
        self._in_flight = self._waiting = 0
        self._full_at = -math.inf
        self._sent, self._heard = 0, False
        self._next_first = -math.inf
        self._real_tokens = 1.0  # what a try takes, in what it was thought to take

    def turn(self, size: Size, patience: float) -> _Turn:
        """A try's turn; see `Turns`.

        Raises:
            EngineError: On entry, if the gate stays closed for longer than the patience.
            BudgetReached: On entry, if the call does not fit into the budget any more.
        """
        return _Turn(self, size, patience)

    @property
    def stats(self) -> Stats:
        """How things stand."""
        return Stats(
            self._in_flight,
            self._flight.limit,
            self._waiting,
            max(0.0, self._opens - self._clock()),
            self._requests.per_minute if self._requests else self.limits.rpm,
            self._tokens.per_minute if self._tokens else self.limits.tpm,
        )

    async def _admit(self, turn: _Turn) -> None:
        self._waiting += 1
        try:
            async with self._queue:
                while (wait := self._wait(turn)) > _NO_TIME:
                    await self._pause(wait)
                self._take(turn)
        finally:
            self._waiting -= 1

    def _wait(self, turn: _Turn) -> float:
        """Seconds until the first of the queue may go; infinite until something else happens."""
        now = self._clock()
        closed = self._opens - now
        if closed > turn.patience:
            raise EngineError(
                "the endpoint's limit is used up: it will answer nobody for "
                f"{closed:.0f} s, longer than the patience",
                "go on later, or with a larger patience",
                code=ExitCode.QUOTA,
            )
        if self._in_flight >= self._flight.limit:
            self._full_at = now
            return math.inf
        wait = max(closed, 0.0)
        if not self._heard and self._sent >= _FIRST_AT_ONCE:
            # If the limit is small, the first refusals come while the rest are still here.
            wait = max(wait, self._next_first - now)
        if self._requests or self.limits.rpm:
            wait = max(wait, self._of_requests(now).wait(1.0, now))
        if self._tokens or self.limits.tpm:
            wait = max(wait, self._of_tokens(now).wait(self._thought(turn), now))
        if wait <= _NO_TIME and self.budget:
            turn.reserved = self.budget.reserve(turn.size.tokens_in, turn.size.tokens_out)
            if turn.reserved is None:
                return math.inf  # until another call is settled
        return wait

    def _thought(self, turn: _Turn) -> float:
        """Tokens that a try will take, by what the others took."""
        return turn.size.tokens_in * self._real_tokens

    def _take(self, turn: _Turn) -> None:
        now = turn.began = self._clock()
        self._in_flight += 1
        self._sent += 1
        self._next_first = now + _FIRST_STEP
        if self._requests:
            self._requests.take(1.0, now)
        if self._tokens:
            turn.taken = self._thought(turn)
            self._tokens.take(turn.taken, now)

    async def _pause(self, seconds: float) -> None:
        """Wait that long, or until something has changed; only the first of the queue does."""
        loop = asyncio.get_running_loop()
        self._wake = wake = loop.create_future()
        timer = loop.call_later(seconds, _done, wake) if seconds < math.inf else None
        try:
            await wake
        finally:
            self._wake = None
            if timer is not None:
                timer.cancel()

    def _changed(self) -> None:
        if self._wake is not None:
            _done(self._wake)

    def _left(self) -> None:
        self._in_flight -= 1
        self._changed()

    def _hear(self, turn: _Turn, heard: Heard) -> None:
        now = self._clock()
        latency = now - turn.began
        if heard.status is not None:
            self._heard = True
        self._learn(heard, now)
        if heard.status == _OK:
            self._latencies.add(latency)
            strain = self._latencies.strain
            self._flight.answered(was_full=self._full_at >= turn.began, strain=strain)
            self._flight.slowed(strain, turn.began, now)
            self._settle(turn, heard.taken.read + heard.taken.written)
        elif turn.taken and self._tokens:
            self._tokens.give_back(turn.taken)
        closed = heard.closed_for
        refused = heard.status in REFUSED
        if closed:
            self._close(closed, now)
            if heard.status == LIMITED and self._requests:
                self._requests.refused(now)
        if self._refusals.are_many(refused and not closed, turn.began, now):
            rest = asked_wait(heard.headers) or _REST
            self._close(rest, now)
            self._flight.strained()
            happened(Event.GATE, wait=round(rest, 3))
        self._changed()

    def _learn(self, heard: Heard, now: float) -> None:
        """Take over limits that the endpoint tells of itself."""
        rates = heard.rates
        rpm, tpm = rates.requests.per_minute, rates.tokens.per_minute
        if rpm:
            self._of_requests(now, rpm).per_minute = min(rpm, self.limits.rpm or rpm)
            if heard.status == _OK:
                self._flight.allowed(rpm, self._latencies.typical or 0.0)
        if tpm:
            self._of_tokens(now, tpm).per_minute = min(tpm, self.limits.tpm or tpm)

    def _of_requests(self, now: float, learnt: float | None = None) -> Bucket:
        if self._requests is None:
            self._requests = Bucket(learnt or self.limits.rpm or 0.0, now, full=learnt is None)
        return self._requests

    def _of_tokens(self, now: float, learnt: float | None = None) -> Bucket:
        if self._tokens is None:
            self._tokens = Bucket(learnt or self.limits.tpm or 0.0, now, full=learnt is None)
        return self._tokens

    def _settle(self, turn: _Turn, tokens: int) -> None:
        """Correct the tokens taken to what they were, and learn how estimates compare."""
        thought = turn.size.tokens_in
        if tokens and thought:
            self._real_tokens += _LEARNING * (tokens / thought - self._real_tokens)
            if turn.taken and self._tokens:
                self._tokens.give_back(turn.taken - tokens)

    def _close(self, seconds: float, now: float) -> None:
        self._opens = max(self._opens, now + seconds)


class _Turn:
    """One try's turn."""

    __slots__ = ("_pace", "began", "patience", "reserved", "size", "taken")

    def __init__(self, pace: Pace, size: Size, patience: float) -> None:
        self._pace, self.size, self.patience = pace, size, patience
        self.began = self.taken = 0.0
        self.reserved: Reservation | None = None

    @property
    def cut_after(self) -> float | None:
        """Seconds after which the try has lasted far longer than others do."""
        return self._pace._latencies.cut_after

    def heard(self, heard: Heard) -> None:
        """Learn from what the try came to."""
        reserved, self.reserved = self.reserved, None
        if reserved is not None:
            if heard.status == _OK:
                reserved.settle(heard.taken)
            elif heard.status is not None:
                reserved.free()
            else:
                reserved.suppose()
        self._pace._hear(self, heard)

    async def __aenter__(self) -> Self:
        await self._pace._admit(self)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
        /,
    ) -> None:
        if self.reserved is not None:  # it was cancelled
            self.reserved.suppose()
        self._pace._left()


def _done(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)
