"""The one retry policy; before every try it asks for a turn (`turns`).

Transient failures (429, 408, 409, 5xx but for 501 and 505, time-outs, broken connections) are
tried again after a wait that doubles, with jitter, or after the wait that the endpoint asks for.
Such a wait is the request's own; what holds for every request is the turns' affair. A try that
lasts far longer than others do is cut off and made again, but for the last one. Tries are bounded
in number, and none is begun, nor a wait that would lead to one, once a request's patience is used
up; waiting for a turn takes none of it.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from summarizer.engines.llm.failures import CutOff, Failure, Sort, failure_of, headers_of, status_of
from summarizer.engines.llm.turns import Gate, Heard, Size, Turn, Turns
from summarizer.errors import EngineError
from summarizer.telemetry import Event, happened

if TYPE_CHECKING:
    from tenacity import RetryCallState

_log = logging.getLogger("summarizer.engines")

_FIRST_WAIT, _LONGEST_WAIT = 0.5, 60.0  # seconds
_QUICK_WAIT = 0.2
_LOOK_AGAIN = 5.0
_MOST_TRIES = {Sort.UNREACHABLE: 3, Sort.GARBLED: 2, Sort.FATAL: 1}


class Answered(Protocol):
    """An answer, as far as the policy looks at it."""

    @property
    def heard(self) -> Heard:
        """What it says of the endpoint."""
        ...


T = TypeVar("T", bound=Answered)


@dataclass
class Policy:
    """How often and how long a request is tried.

    Attributes:
        where: The endpoint, as the user knows it.
        tries: Tries of one request at most.
        patience: Seconds from the first try after which no other is begun; 0 for one try. A try
            under way keeps its own time, `timeout`, however long that is.
        timeout: Seconds that one try may take.
        key: The key that is sent, to be kept out of every text.
        sleep: Waits; a test puts its own here.
        jitter: Gives a number from 0 up to 1.
        clock: Gives seconds, ever rising.
        turns: Asked for a turn before every try; a gate of the policy's own if not given.
    """

    where: str
    tries: int
    patience: float
    timeout: float
    key: str | None = field(default=None, repr=False)
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    jitter: Callable[[], float] = random.random
    clock: Callable[[], float] = time.monotonic
    turns: Turns | None = None

    def turn(self, size: Size, patience: float) -> AbstractAsyncContextManager[Turn]:
        """A try's turn, as `Turns` gives it."""
        if self.turns is None:
            self.turns = Gate(self.sleep, self.jitter, self.clock)
        return self.turns.turn(size, patience)

    async def run(
        self,
        call: Callable[[], Awaitable[T]],
        note: Callable[[str], None],
        size: Size = Size(),  # noqa: B008  it is frozen
    ) -> T:
        """Call until there is an answer.

        Args:
            call: Makes the request once; it is cancelled when a try's time is over.
            note: Told of every wait, in a line for the user.
            size: What the request may take.

        Raises:
            EngineError: Every try failed, or one in a way that no try can mend.
        """
        request = _Request(self, call, note, size, self.clock())
        try:
            return await request.once()
        except Exception as error:
            if failure_of(error, self.key) is None:
                raise
            request.failed = error  # of which tenacity hears first of all
        return await self._again(request)

    async def _again(self, request: _Request[T]) -> T:
        """Go on behind a first try that failed; most requests need none of this."""
        from tenacity import AsyncRetrying, retry_if_exception

        retrying = AsyncRetrying(
            sleep=self.sleep,
            stop=request.stops,
            wait=request.wait,
            retry=retry_if_exception(lambda error: failure_of(error, self.key) is not None),
            before_sleep=request.before_sleep,
            retry_error_callback=request.give_up,
        )
        answer: T = await retrying(request.next)
        return answer


@dataclass
class _Request(Generic[T]):
    """One request on its way through the policy."""

    policy: Policy
    call: Callable[[], Awaitable[T]]
    note: Callable[[str], None]
    size: Size
    began: float
    tries: int = 0
    failed: Exception | None = None

    @property
    def left(self) -> float:
        return self.policy.patience - (self.policy.clock() - self.began)

    async def next(self) -> T:
        """The first try's failure, then further tries."""
        failed, self.failed = self.failed, None
        if failed is not None:
            raise failed
        return await self.once()

    async def once(self) -> T:
        policy = self.policy
        self.tries += 1
        asked = policy.clock()
        async with policy.turn(self.size, self.left) as turn:
            self.began += policy.clock() - asked
            try:
                answer = await self._tried(turn)
            except Exception as error:
                self._tell(turn, Heard(status_of(error), headers_of(error)))
                raise
            self._tell(turn, answer.heard)
            return answer

    def _tell(self, turn: Turn, heard: Heard) -> None:
        turn.heard(heard)
        if heard.closed_for:
            happened(Event.GATE, endpoint=self.policy.where, wait=round(heard.closed_for, 3))

    async def _tried(self, turn: Turn) -> T:
        """One try, in its own time or up to where it is cut off."""
        watch = _Watch(turn, self.policy.timeout)
        try:
            async with asyncio.timeout(self.policy.timeout) as limit:
                if self.tries < self.policy.tries:
                    watch.look(limit)
                return await self.call()
        except TimeoutError:
            if watch.cut is not None and limit.expired():
                raise CutOff(
                    f"no answer in {watch.cut:.0f} s, where others take a tenth of it"
                ) from None
            raise
        finally:
            watch.end()

    def wait(self, state: RetryCallState) -> float:
        failure, doubled = self._failure(state), 2.0 ** (state.attempt_number - 1)
        if failure.sort is Sort.UNREACHABLE:
            return _QUICK_WAIT * doubled
        if failure.wait is not None:
            return failure.wait + 0.1 * self.policy.jitter()
        return min(_LONGEST_WAIT, _FIRST_WAIT * doubled) * (0.5 + self.policy.jitter())

    def stops(self, state: RetryCallState) -> bool:
        most = _MOST_TRIES.get(self._failure(state).sort, self.policy.tries)
        spent = state.attempt_number >= min(most, self.policy.tries)
        return spent or state.upcoming_sleep >= self.left

    def before_sleep(self, state: RetryCallState) -> None:
        failure, policy = self._failure(state), self.policy
        happened(
            Event.RETRY,
            endpoint=policy.where,
            code=failure.code.name,
            tries=state.attempt_number,
            wait=round(state.upcoming_sleep, 3),
        )
        line = (
            f"{policy.where}: {failure.what}; waited {state.upcoming_sleep:.1f} s and tried again"
        )
        _log.info("%s", line)
        self.note(line)

    def give_up(self, state: RetryCallState) -> T:
        failure, tries = self._failure(state), state.attempt_number
        what = f"{self.policy.where}: {failure.what}"
        if failure.sort is Sort.TRANSIENT and failure.wait and failure.wait >= self.left:
            what += f"; it asks to wait {failure.wait:.0f} s, longer than the patience left"
        if tries > 1:
            what += f"; gave up after {tries} tries"
        raise EngineError(what, failure.hint, code=failure.code) from self._error(state)

    def _error(self, state: RetryCallState) -> BaseException:
        error = state.outcome.exception() if state.outcome else None
        assert error is not None  # noqa: S101  tenacity asks only after a failure
        return error

    def _failure(self, state: RetryCallState) -> Failure:
        failure = failure_of(self._error(state), self.policy.key)
        assert failure is not None  # noqa: S101  `retry` has let no other error through
        return failure


class _Watch:
    """Cuts a try off when its turn says so, which it may first know when others have answered."""

    def __init__(self, turn: Turn, timeout: float) -> None:
        self.cut: float | None = None
        self._turn, self._timeout = turn, timeout
        self._loop = asyncio.get_running_loop()
        self._began = self._loop.time()
        self._timer: asyncio.TimerHandle | None = None

    def look(self, limit: asyncio.Timeout) -> None:
        """Set the try's limit by what is known now, or look again later."""
        cut = self._turn.cut_after
        if cut is None:
            self._timer = self._loop.call_later(_LOOK_AGAIN, self.look, limit)
        elif cut < self._timeout:
            self.cut = cut
            limit.reschedule(max(self._loop.time(), self._began + cut))

    def end(self) -> None:
        """The try is over."""
        if self._timer is not None:
            self._timer.cancel()
