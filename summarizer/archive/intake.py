"""From an archive's entries to the ledger's rows: read in a process of its own, in order.

The reader may be far ahead of the workers, whose rows wait in the ledger, not in memory; it rests
half of the time then, to leave them the processor. Standard input belongs to this process, so that
it alone is read here, in a thread. An entry that crashes the reader is skipped, and costs no other.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, ParamSpec, Protocol, TypeVar

from summarizer.archive.books import Books
from summarizer.archive.duplicates import is_near
from summarizer.archive.entering import STDIN, Step, Wanted, incoming, reading
from summarizer.archive.entries import Entry, ProblemKind
from summarizer.archive.feed import Feed
from summarizer.archive.processes import Helper, HelperLost
from summarizer.archive.state import Tally
from summarizer.archive.stopping import Stop
from summarizer.errors import SourceError

P = ParamSpec("P")
T = TypeVar("T")

_FIRST, _TOGETHER = 16, 128  # entries of the first step, and of a later one
_FAR_AHEAD = 1000  # articles that wait to be briefed
_LOSSES = 10  # in a row, beyond which it is no entry that the process dies of
_SECONDS = 600.0  # for one step; a step may have to pass over a long archive first


class _Asked(Protocol):
    def ask(self, message: int, seconds: float) -> Step: ...

    def end(self) -> None: ...


class _Here:
    """Reads in this process what no other can: its standard input, in a thread."""

    def __init__(self, make: Callable[..., Callable[[int], Step]], *arguments: object) -> None:
        self._make, self._arguments = make, arguments
        self._serve: Callable[[int], Step] | None = None

    def ask(self, message: int, seconds: float) -> Step:  # noqa: ARG002  it comes as it comes
        self._serve = self._serve or self._make(*self._arguments)
        return self._serve(message)

    def end(self) -> None:
        """Nothing is held open."""


async def take_in(books: Books, wanted: Wanted, feed: Feed, tally: Tally, stop: Stop) -> None:
    """Take the archive in, from where an earlier session was, until its end or the run's.

    Raises:
        SourceError, SettingError: A source is not there, or cannot be read with these options; or
            reading it crashed or hung at whatever entry.
        OutputError, RunError: The ledger cannot be written.
    """
    ledger, loop = books.ledger, asyncio.get_running_loop()
    fingerprint = await _in_thread(fingerprint_of, wanted.sources)
    intake = await books.do(ledger.intake, wanted.name, fingerprint)
    near = None if wanted.keeps_duplicates else is_near
    reader = _Reader(wanted, intake.taken)
    is_last = intake.is_complete
    try:
        upcoming = None if is_last else asyncio.create_task(reader.step(stop))
        while upcoming is not None and (step := await upcoming) is not None:
            began = loop.time()
            batch, is_last = step
            # The next step is read while this one is kept.
            upcoming = None if is_last else asyncio.create_task(reader.step(stop))
            new = await books.do(ledger.take_in, batch, intake, is_last=is_last, is_near=near)
            tally.came_in(new)
            await feed.came_in()
            if tally.counts[(None, None)] > _FAR_AHEAD:
                await asyncio.sleep(loop.time() - began)
    finally:
        reader.end()
    tally.is_taken_in = is_last
    await feed.came_in(is_last=True)


class _Reader:
    """Gives the entries step by step, and goes on behind an entry that its process dies of."""

    def __init__(self, wanted: Wanted, taken: int) -> None:
        self._wanted, self._taken = wanted, taken
        self._process: _Asked | None = None
        self._number = _FIRST  # the first few are wanted soon, many at a time take less
        self._careful = 0  # entries that are asked for one by one, to find the one that kills
        self._losses = 0  # how often in a row the process died

    async def step(self, stop: Stop) -> Step | None:
        """The next entries; None when the run is to stop."""
        number = 1 if self._careful else self._number
        self._number = min(2 * self._number, _TOGETHER)
        if self._process is None:
            make = _Here if STDIN in self._wanted.sources else Helper
            self._process = make(reading, self._wanted, self._taken)
        asked = _in_thread(self._process.ask, number, _SECONDS)
        stopped = asyncio.create_task(stop.asked())
        await asyncio.wait({asked, stopped}, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        if not asked.done():
            asked.add_done_callback(_heard)
            return None
        try:
            step: Step = asked.result()
        except HelperLost as lost:
            self.end()
            self._losses += 1
            if self._losses > _LOSSES:  # not one entry that it dies of: whatever it reads
                raise SourceError(
                    f"the archive cannot be read: the process that reads it died {self._losses} "
                    f"times in a row behind entry {self._taken}: {lost}",
                    "what was taken in is kept; the same command goes on behind it",
                ) from None
            if not self._careful:
                self._careful = _TOGETHER
                return [], False
            why = f"reading it failed: {lost}"
            step = ([incoming(self._lost_entry(why), self._wanted)], False)
        else:
            self._losses = 0
        self._taken += len(step[0])
        self._careful = max(0, self._careful - len(step[0]))
        return step

    def end(self) -> None:
        """End the process that reads."""
        process, self._process = self._process, None
        if process is not None:
            process.end()

    def _lost_entry(self, why: str) -> Entry:
        position = f"{', '.join(self._wanted.sources)}: entry {self._taken + 1}"
        return Entry.without(position, ProblemKind.UNREADABLE, why)


def _in_thread(call: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> asyncio.Future[T]:
    """Call in a thread that nobody waits for when the program ends: it may hang on a pipe."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[T] = loop.create_future()

    def give(set_: Callable[[Any], None], value: object) -> None:
        if not answer.done():
            set_(value)

    def run() -> None:
        try:
            found = call(*arguments, **named)
        except BaseException as error:  # noqa: BLE001  handed to who waits
            told: tuple[Any, ...] = (answer.set_exception, error)
        else:
            told = (answer.set_result, found)
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(give, *told)

    threading.Thread(target=run, daemon=True, name="summarizer-intake").start()
    return answer


def _heard(asked: asyncio.Future[Any]) -> None:
    """Take notice of how a step ended that nobody waits for, so that asyncio does not complain."""
    if not asked.cancelled():
        asked.exception()


def fingerprint_of(sources: Sequence[str]) -> str | None:
    """What tells whether sources have changed: the name, size and time of every file.

    Returns:
        None for standard input, of which nothing tells.
    """
    if STDIN in sources:
        return None
    seen = hashlib.sha256()
    for source in sources:
        for path in _files(Path(source)):
            with contextlib.suppress(OSError):
                stat = path.stat()
                seen.update(
                    f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\0".encode(errors="replace")
                )
    return seen.hexdigest()


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders.sort()
        yield from (Path(folder) / name for name in sorted(names))
