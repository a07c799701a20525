"""The one retry policy, and the one gate that all of an engine's requests pass.

Transient failures (429, 408, 409, 5xx but for 501 and 505, time-outs, broken connections) are
tried again after a wait that doubles, with jitter, or after the wait that the endpoint asks for.
The gate is shared: a wait asked for by one answer holds back every request of the engine. Tries
are bounded in number, and none is begun, nor a wait that would lead to one, once a request's
patience is used up.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from summarizer.engines.llm.failures import Failure, Sort, failure_of
from summarizer.errors import EngineError
from summarizer.telemetry import Event, happened

if TYPE_CHECKING:
    from tenacity import RetryCallState

_log = logging.getLogger("summarizer.engines")

_FIRST_WAIT, _LONGEST_WAIT = 0.5, 60.0  # seconds
_QUICK_WAIT = 0.2
_MOST_TRIES = {Sort.UNREACHABLE: 3, Sort.GARBLED: 2, Sort.FATAL: 1}

T = TypeVar("T")


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
        gate_opens: By that clock, when the endpoint may next be asked.
    """

    where: str
    tries: int
    patience: float
    timeout: float
    key: str | None = field(default=None, repr=False)
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    jitter: Callable[[], float] = random.random
    clock: Callable[[], float] = time.monotonic
    gate_opens: float = field(default=0.0, init=False)

    async def run(self, call: Callable[[], Awaitable[T]], note: Callable[[str], None]) -> T:
        """Call until there is an answer.

        Args:
            call: Makes the request once; it is cancelled when a try's time is over.
            note: Told of every wait, in a line for the user.

        Raises:
            EngineError: Every try failed, or one in a way that no try can mend.
        """
        from tenacity import AsyncRetrying, retry_if_exception

        request = _Request(self, call, note, self.clock())
        retrying = AsyncRetrying(
            sleep=self.sleep,
            stop=request.stops,
            wait=request.wait,
            retry=retry_if_exception(lambda error: failure_of(error, self.key) is not None),
            before_sleep=request.before_sleep,
            retry_error_callback=request.give_up,
        )
        answer: T = await retrying(request.once)
        return answer


@dataclass
class _Request(Generic[T]):
    """One request on its way through the policy."""

    policy: Policy
    call: Callable[[], Awaitable[T]]
    note: Callable[[str], None]
    began: float

    @property
    def left(self) -> float:
        return self.policy.patience - (self.policy.clock() - self.began)

    async def once(self) -> T:
        policy = self.policy
        closed = policy.gate_opens - policy.clock()
        if 0 < closed < self.left:
            # Not all at once when it opens.
            await policy.sleep(min(closed * (1 + 0.1 * policy.jitter()), self.left))
        async with asyncio.timeout(policy.timeout):
            return await self.call()

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
        if failure.wait:
            policy.gate_opens = max(policy.gate_opens, policy.clock() + failure.wait)
            happened(Event.GATE, endpoint=policy.where, wait=round(failure.wait, 3))
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
