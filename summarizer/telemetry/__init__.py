"""What happens, told to whoever listens: by default nobody, and then it costs next to nothing.

Two kinds of things are told: a moment (`happened`) and something that takes time (`doing`), which
is told when it ends. Each has a name of `Event` and a few plain fields. No field ever holds text of
an article, of a prompt or of an answer, nor a key or an address's credentials: counts, names,
codes and times only.

    with listening(JsonLines.to(path)):
        ...
        with doing(Event.REQUEST, endpoint="host:443", model="m") as request:
            request.add(tokens_in=12)
        happened(Event.RETRY, endpoint="host:443", wait=0.5)

Listeners are the process's own: worker processes tell nothing, what they do is told by the process
that hands them their work.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from types import TracebackType
from typing import Protocol, Self

Field = str | int | float | bool | None
"""What a field may be; strings are short and have no control characters."""


class Event(StrEnum):
    """The names of what is told, each with its meaning; the README lists them."""

    meaning: str

    def __new__(cls, name: str, meaning: str) -> Self:
        """Make a member that is the name and carries its meaning."""
        member = str.__new__(cls, name)
        member._value_ = name
        member.meaning = meaning
        return member

    RUN_BEGAN = "run.began", "a run was opened: its folder, engine, model, articles"
    RUN_ENDED = "run.ended", "a run came to its end or was stopped: counts, tokens, cost, exit code"
    PROGRESS = "run.progress", "how far a run is, every few seconds"
    ARTICLE = "article", "an article came to its outcome: row or id, outcome, cause, attempts"
    DRAFT = "draft", "a model read an article of a run: row, calls, tokens, cost, seconds, error"
    REQUEST = "request", "one try of a request to a model: endpoint, model, tokens, seconds, error"
    RETRY = "request.retry", "a request failed and waits to be tried again: cause, try, seconds"
    GATE = "gate.closed", "the endpoint asked for a pause that holds for every request: seconds"
    BUDGET = "budget.reached", "the limit of dollars or tokens was reached"


class Doing:
    """Something under way; `add` says more of it until it ends.

    Attributes:
        event: Its name.
        fields: What is known of it.
        began: When, in nanoseconds since 1970.
        seconds: How long it took, by a clock that never jumps; 0 until it ends.
        error: A short name of the error that it ended with; None if it ended well.
    """

    __slots__ = ("_clock", "_states", "began", "error", "event", "fields", "seconds")

    def __init__(self, event: Event, fields: dict[str, Field]) -> None:
        self.event, self.fields = event, fields
        self.began = time.time_ns()
        self.seconds = 0.0
        self.error: str | None = None
        self._clock = time.perf_counter()
        self._states: list[tuple[Listener, object]] = []

    def add(self, **fields: Field) -> None:
        """Say more of it."""
        self.fields.update(fields)

    def failed(self, error: str) -> None:
        """Name what it failed of: a status such as `429`, or an error's class."""
        self.error = error

    def __enter__(self) -> Self:
        self._states = [(listener, listener.begins(self)) for listener in _listeners]
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.seconds = time.perf_counter() - self._clock
        if kind is not None and self.error is None:
            self.error = kind.__name__
        for listener, state in reversed(self._states):
            listener.ends(self, state)


class _Nothing(Doing):
    """Stands for everything while nobody listens."""

    __slots__ = ()

    def add(self, **fields: Field) -> None:
        pass

    def failed(self, error: str) -> None:
        pass

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass


class Listener(Protocol):
    """Hears what happens; it never raises, for no work may fail for being watched."""

    def begins(self, doing: Doing, /) -> object:
        """Something begins; what is given back is handed to `ends`."""
        ...

    def ends(self, doing: Doing, state: object, /) -> None:
        """It has ended, well or not."""
        ...

    def happened(self, event: Event, fields: dict[str, Field], /) -> None:
        """A moment."""
        ...


_listeners: tuple[Listener, ...] = ()
_nothing = _Nothing(Event.PROGRESS, {})


def is_heard() -> bool:
    """Whether anybody listens: for fields that take work to make."""
    return bool(_listeners)


def happened(event: Event, **fields: Field) -> None:
    """Tell of a moment."""
    for listener in _listeners:
        listener.happened(event, fields)


def doing(event: Event, **fields: Field) -> Doing:
    """Tell of something that takes time, for as long as it is entered."""
    return Doing(event, fields) if _listeners else _nothing


@contextmanager
def listening(*listeners: Listener) -> Iterator[None]:
    """Let these hear everything that happens in this process meanwhile."""
    global _listeners  # noqa: PLW0603 - one process, one set of listeners
    before = _listeners
    _listeners = (*before, *listeners)
    try:
        yield
    finally:
        _listeners = before
