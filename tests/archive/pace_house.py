"""Time that costs nothing, and an endpoint with limits that lives in it."""

from __future__ import annotations

import asyncio
import random
import selectors
from collections import Counter
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar

from summarizer.archive.pace import Pace
from summarizer.engines.llm.policy import Policy
from summarizer.engines.llm.replies import Tokens
from summarizer.engines.llm.turns import Heard, Size
from summarizer.errors import EngineError

T = TypeVar("T")

SIZE = Size(10, 10)
"""A request of which nothing matters."""


class _Selector(selectors.SelectSelector):
    """Waits for nothing: the time is moved on instead."""

    now = 0.0

    def select(self, timeout: float | None = None) -> Any:
        if timeout is None:
            raise AssertionError("everybody waits, and nothing is to come")
        _Selector.now += max(0.0, timeout)
        return super().select(0)


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop whose clock jumps to whatever comes next."""

    def __init__(self) -> None:
        super().__init__(_Selector())

    def time(self) -> float:
        return clock()


def clock() -> float:
    """The virtual time, for a Pace."""
    return _Selector.now


def run(main: Coroutine[Any, Any, T]) -> T:
    """Run in virtual time."""
    _Selector.now = 0.0
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(main)


class StatusError(Exception):
    """An error as an SDK raises it."""

    def __init__(self, status: int, headers: dict[str, str]) -> None:
        super().__init__(f"status {status}")
        self.status_code = status
        self.response = self
        self.headers = headers


@dataclass(frozen=True)
class Answer:
    heard: Heard


@dataclass
class Endpoint:
    """An endpoint with limits; every number that it counts is by virtual time.

    Attributes:
        latency: Seconds of an answer; refusals take 0.02.
        rpm: Requests a minute, by a bucket that holds one second of them; 0 for no limit.
        tpm: Tokens a minute likewise.
        most: Requests in flight, beyond which it refuses; 0 for no limit.
        slow_from: Requests in flight from which answers take longer in proportion; 0 for none.
        tells: Whether headers tell of the limits.
        tokens: What an answer takes.
        random_429: The share of requests that get a 429 for no reason.
        hangs: The share of requests that are never answered.
    """

    latency: float = 0.5
    rpm: float = 0.0
    tpm: float = 0.0
    most: int = 0
    slow_from: int = 0
    tells: bool = True
    tokens: int = 1000
    random_429: float = 0.0
    hangs: float = 0.0
    seen: Counter[str] = field(default_factory=Counter)
    flying: int = 0
    peak: int = 0
    at: list[float] = field(default_factory=list)
    _levels: dict[str, tuple[float, float]] = field(default_factory=dict)
    _random: random.Random = field(default_factory=lambda: random.Random(7))  # noqa: S311

    async def ask(self) -> Answer:
        loop = asyncio.get_running_loop()
        self.at.append(loop.time())
        self.flying += 1
        self.peak = max(self.peak, self.flying)
        try:
            return await self._answered(loop.time())
        finally:
            self.flying -= 1

    async def _answered(self, now: float) -> Answer:
        lacking = max(
            self._lacking("requests", self.rpm, 1.0, now),
            self._lacking("tokens", self.tpm, self.tokens, now),
        )
        if self.most and self.flying > self.most:
            await self._refuse("crowded", {"retry-after": "1"})
        if lacking:
            await self._refuse("limited", {"retry-after": "1", **self._told(1.0)})
        if self._random.random() < self.random_429:
            await self._refuse("random", {"retry-after": "1"})
        if self._random.random() < self.hangs:
            self.seen["hung"] += 1
            await asyncio.sleep(3600)
        crowd = max(1.0, self.flying / self.slow_from) if self.slow_from else 1.0
        told = self._told(0.0)
        await asyncio.sleep(self.latency * crowd)
        self.seen["ok"] += 1
        return Answer(Heard(200, told, Tokens(self.tokens - 100, 100, known=True)))

    async def _refuse(self, why: str, headers: dict[str, str]) -> None:
        self.seen[why] += 1
        await asyncio.sleep(0.02)
        raise StatusError(429, headers)

    def _lacking(self, what: str, per_minute: float, amount: float, now: float) -> bool:
        if not per_minute:
            return False
        most = per_minute / 60
        level, at = self._levels.get(what, (most, now))
        level = min(most, level + (now - at) * most)
        enough = level >= min(amount, most)
        self._levels[what] = (level - amount if enough else level, now)
        return not enough

    def _told(self, reset: float) -> dict[str, str]:
        told: dict[str, str] = {}
        for what, limit in (("requests", self.rpm), ("tokens", self.tpm)):
            if limit and self.tells:
                told[f"x-ratelimit-limit-{what}"] = str(int(limit))
                told[f"x-ratelimit-remaining-{what}"] = str(max(0, int(self._levels[what][0])))
                told[f"x-ratelimit-reset-{what}"] = f"{reset:.3f}s"
        return told


@dataclass
class Ran:
    """What a run of many rows came to."""

    seconds: float
    done: int
    failed: int
    limits: list[int]


async def rows(
    endpoint: Endpoint, pace: Pace, count: int, *, workers: int = 200, tries: int = 5
) -> Ran:
    """Ask for that many rows, as a run's workers do."""
    loop = asyncio.get_running_loop()
    policy = Policy("there", tries, 300.0, 120.0, jitter=lambda: 0.5, clock=loop.time, turns=pace)
    ran = Ran(0.0, 0, 0, [])
    left = iter(range(count))

    async def work() -> None:
        for _ in left:
            try:
                await policy.run(endpoint.ask, lambda _: None, Size(800, 500))
                ran.done += 1
            except EngineError:
                ran.failed += 1
            ran.limits.append(pace.stats.limit)

    began = loop.time()
    await asyncio.gather(*(work() for _ in range(workers)))
    ran.seconds = loop.time() - began
    return ran
