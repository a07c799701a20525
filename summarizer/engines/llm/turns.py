"""Turns: what a try of a request waits for, and what it tells when it has been made.

`Policy` asks for a turn before every try, so that a retry queues as any other. By default the turn
is a `Gate`'s: nobody waits unless an answer said that the limit is used up, which holds for all. A
429 without that word delays its own request only. A run over many articles brings a pacer of its
own (`summarizer.archive.pace`), which looks after rates and concurrency as well.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from functools import cached_property
from types import TracebackType
from typing import Protocol, Self

from summarizer.engines.llm.failures import asked_wait
from summarizer.engines.llm.rates import Rates, rates_of
from summarizer.engines.llm.replies import Tokens

LIMITED = 429


@dataclass(frozen=True)
class Size:
    """What a request may take.

    Attributes:
        tokens_in: What it is thought to read.
        tokens_out: The longest answer that it allows.
    """

    tokens_in: int = 0
    tokens_out: int = 0


@dataclass(frozen=True)
class Heard:
    """What one try came to.

    Attributes:
        status: The answer's HTTP status; None if there was no answer.
        headers: The answer's.
        taken: What it took.
    """

    status: int | None
    headers: Mapping[str, str] = field(default_factory=dict)
    taken: Tokens = field(default_factory=Tokens)

    @cached_property
    def rates(self) -> Rates:
        """The limits that its headers tell."""
        return rates_of(self.headers)

    @cached_property
    def closed_for(self) -> float:
        """Seconds for which the endpoint will answer nobody; 0 if it does not say so."""
        if self.status is None:
            return 0.0
        used_up = self.rates.used_up
        if used_up and self.status == LIMITED:
            return max(used_up, asked_wait(self.headers) or 0.0)
        return used_up


class Turn(Protocol):
    """One try's turn.

    Attributes:
        cut_after: Seconds after which the try has lasted so much longer than others do that it is
            better made again; None if that cannot be told.
    """

    @property
    def cut_after(self) -> float | None:
        """When to give the try up."""
        ...

    def heard(self, heard: Heard) -> None:
        """Told once, when the try is over; never, if it was cancelled."""
        ...


class Turns(Protocol):
    """Gives out turns."""

    def turn(self, size: Size, patience: float) -> AbstractAsyncContextManager[Turn]:
        """A try's turn: entered when it has come, left when the try is over.

        Args:
            size: What the request may take.
            patience: Seconds for which the request may still be tried; waiting for a turn does
                not count.

        Raises:
            EngineError: On entry, if no turn will come.
        """
        ...


@dataclass
class Gate:
    """Turns without a queue: a gate that closes when an answer says that the limit is used up.

    Attributes:
        sleep: Waits; a test puts its own here.
        jitter: Gives a number from 0 up to 1.
        clock: Gives seconds, ever rising.
        opens: By that clock, when the endpoint may next be asked.
    """

    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    jitter: Callable[[], float] = random.random
    clock: Callable[[], float] = time.monotonic
    opens: float = field(default=0.0, init=False)

    def turn(self, size: Size, patience: float) -> _Passage:  # noqa: ARG002  nothing is counted
        """A turn as soon as the gate is open; at once, if that is later than the patience."""
        return _Passage(self, patience)


@dataclass
class _Passage:
    gate: Gate
    patience: float
    cut_after: None = None

    async def __aenter__(self) -> Self:
        gate = self.gate
        closed = gate.opens - gate.clock()
        if 0 < closed < self.patience:
            # Not all at once when it opens.
            await gate.sleep(min(closed * (1 + 0.1 * gate.jitter()), self.patience))
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
        /,
    ) -> None:
        """Nothing is held."""

    def heard(self, heard: Heard) -> None:
        closed = heard.closed_for
        if closed:
            self.gate.opens = max(self.gate.opens, self.gate.clock() + closed)
