"""A run by batches: collect, submit, wait, fetch, and again until nothing lacks an answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pydantic_core import from_json

from summarizer.archive.batches.book import Batch, Book
from summarizer.archive.batches.provider import Provider, Remote, lines_of, refused
from summarizer.archive.batches.wire import OK, AnewAfterFailure, Batched, Kept, Sheet
from summarizer.archive.budget import Budget
from summarizer.archive.entering import Wanted
from summarizer.archive.ledger import LedgerWriter
from summarizer.archive.reuse import Reuse
from summarizer.archive.runner import Ending, run_archive
from summarizer.archive.state import State
from summarizer.archive.stopping import Stop
from summarizer.engines.llm.endpoint import Endpoint, Wire
from summarizer.engines.llm.failures import BUSY_STATUSES
from summarizer.engines.llm.policy import Policy
from summarizer.engines.llm.replies import Tokens, tokens
from summarizer.engines.registry import engine_for
from summarizer.errors import SettingError
from summarizer.settings import Settings

MOST_ROWS = 50_000
MOST_BYTES = 200_000_000
"""What OpenAI takes in one batch."""

_TOO_MUCH = "token_limit_exceeded"
"""With this a provider refuses a batch that is too large beside those that are under way."""

_TRANSFER = 3600.0  # seconds that a try of an upload or a download may take
_SOONER = 15.0
_ANSWERS = 500  # kept in one step


@dataclass(frozen=True)
class Ways:
    """How batches are made.

    Attributes:
        most_rows: Requests of one batch.
        most_bytes: Bytes of one batch's file.
        poll: Seconds between two looks at batches that are under way, at most: the first come
            sooner, for a small batch may be over within seconds.
    """

    most_rows: int = MOST_ROWS
    most_bytes: int = MOST_BYTES
    poll: float = 30.0


def batch_engine(settings: Settings, book: Book, sheet: Sheet) -> tuple[AnewAfterFailure, Endpoint]:
    """The engine that the settings ask for, answered by batches.

    Raises:
        SettingError: Its endpoint has no batch API of OpenAI's form.
    """
    wires: list[Batched] = []

    def through(wire: Wire) -> Wire:
        if not isinstance(wire, Endpoint):
            raise SettingError(
                f"{settings.model} has no batch API that is known here",
                "leave out --via batch, or name a model of an OpenAI-compatible endpoint",
            )
        wires.append(Batched(wire, book, sheet))
        return wires[0]

    if not settings.uses_model:
        raise SettingError("the built-in engine needs no batches", "leave out --via batch")
    kept = Kept(settings.completions_dir) if settings.cache else None
    engine = engine_for(
        settings.model_copy(update={"cache": False}), completions=kept, through=through
    )
    return AnewAfterFailure(engine, wires[0]), wires[0].endpoint


async def run_by_batches(
    ledger: LedgerWriter,
    settings: Settings,
    wanted: Wanted,
    *,
    progress: Callable[[State], None],
    say: Callable[[str], None],
    ways: Ways | None = None,
    budget: Budget | None = None,
    reuse: Reuse | None = None,
) -> Ending:
    """Brief every article of an archive that has no outcome yet, by the provider's batch API.

    It returns when nothing is pending or something keeps it from going on. After Ctrl-C the
    batches that were made go on at the provider; the next session fetches their answers.

    Args:
        ledger: Open for writing, its session begun.
        settings: The settings in force.
        wanted: The archive.
        progress: Told how far the run is.
        say: Told what the user should know, one line each.
        ways: How batches are made.
        budget: What may be spent, at half the price (`wire.HALF`); None for whatever it takes.
        reuse: Another run, whose answers are taken rather than asked for again.

    Raises:
        SettingError: The endpoint has no batch API.
        EngineError: The provider refuses; what was answered is kept.
        SourceError, OutputError, RunError: As `run_archive`.
    """
    ways = ways or Ways()
    with Book(ledger.path) as book:
        sheet = Sheet(ledger.folder, book, ways.most_rows, ways.most_bytes, budget)
        engine, endpoint = batch_engine(settings, book, sheet)
        policy = Policy(
            where=endpoint.where,
            tries=settings.tries,
            patience=settings.patience,
            timeout=_TRANSFER,
            key=endpoint.key,
        )
        run = _Run(book, sheet, Provider(endpoint, policy, say), ledger.folder, ways, say)
        for batch in book.open():
            sheet.hold(book.requests_of(batch))
        while True:
            ending = await run_archive(
                ledger, engine, wanted, pace=None, progress=progress, say=say, reuse=reuse
            )
            sheet.close()
            if ending.stopped_by is not None:
                return ending
            if not book.open():
                if not ending.state.pending:
                    book.clear()
                return Ending(ending.state, sheet.reached)
            stop = Stop()
            with stop.on_signals(say):
                try:
                    await run.through(stop)
                finally:
                    await engine.aclose()
            if stop.is_asked:
                return Ending(ending.state, stop.reason)


@dataclass
class _Run:
    book: Book
    sheet: Sheet
    provider: Provider
    folder: Path
    ways: Ways
    say: Callable[[str], None]

    async def through(self, stop: Stop) -> None:
        """Submit what was collected, and see every batch to its end, unless the run is to stop."""
        waiting = await self._submitted(stop)
        told: dict[int, tuple[str, int]] = {}
        rest = self.ways.poll / _SOONER
        while waiting and not stop.is_asked:
            for batch in list(waiting):
                remote = await self.provider.get(batch.remote or "")
                self._tell(batch, remote, told)
                if remote.is_over:
                    waiting.remove(batch)
                    await self._fetch(batch, remote)
            if waiting:
                await _slept(rest, stop)
                rest = min(self.ways.poll, 1.5 * rest)

    async def _submitted(self, stop: Stop) -> list[Batch]:
        """The batches that are under way, each with its id kept."""
        waiting: list[Batch] = []
        for batch in self.book.open():
            if batch.remote is not None:
                waiting.append(batch)
                continue
            if stop.is_asked:
                break
            remote = await self._made(batch)
            if remote is None:
                self.book.over(batch, "its file was lost before it was sent")
                continue
            self.book.made(batch, remote.id)
            self.say(f"the batch {remote.id} was made")
            waiting.append(Batch(batch.id, batch.file, remote.id))
            (self.folder / batch.file).unlink(missing_ok=True)
        return waiting

    async def _made(self, batch: Batch) -> Remote | None:
        found = await self.provider.find(batch.file)  # of a session that was killed meanwhile
        if found is not None:
            return found
        path = self.folder / batch.file
        if not path.is_file():
            return None
        return await self.provider.make(await self.provider.upload(path), batch.file)

    async def _fetch(self, batch: Batch, remote: Remote) -> None:
        """Keep the answers of a batch that is over; the rest may go into another."""
        for number, file_id in enumerate(remote.files):
            path = self.folder / f"{batch.file}.{number}"
            try:
                await self.provider.download(file_id, path)
                self._keep(batch, path)
            finally:
                path.unlink(missing_ok=True)
        for one in self.book.requests_of(batch):
            self.sheet.took(one.digest, None)  # of those that have no answer
        lacking = self.book.over(batch, remote.status)
        if remote.status == "failed":
            if not any(code == _TOO_MUCH for code, _ in remote.complaints):
                raise refused(self.provider.endpoint.where, remote)
            self.sheet.most_rows = max(1, min(self.sheet.most_rows, lacking) // 2)
        if remote.status == "cancelled" and lacking:
            self.say(f"the batch {remote.id} was cancelled at the provider")
        if lacking:
            self.say(f"{lacking} requests of the batch {remote.id} got no answer: they go anew")

    def _keep(self, batch: Batch, path: Path) -> None:
        several: list[tuple[str, int, str]] = []
        for line in lines_of(path):
            status = line.status
            if status is None or status in BUSY_STATUSES or status >= 500:
                continue  # worth another batch
            several.append((line.custom_id, status, line.body))
            self.sheet.took(line.custom_id, _taken(line.body) if status == OK else None)
            if len(several) == _ANSWERS:
                self.book.answer(batch, several)
                several = []
        self.book.answer(batch, several)

    def _tell(self, batch: Batch, remote: Remote, told: dict[int, tuple[str, int]]) -> None:
        now = (remote.status, remote.done)
        if told.get(batch.id) != now:
            told[batch.id] = now
            self.say(f"the batch {remote.id} is {remote.status}: {remote.done} of {remote.of}")


def _taken(body: str) -> Tokens:
    return tokens(from_json(body))


async def _slept(seconds: float, stop: Stop) -> None:
    """Wait that long, or until the run is to stop."""
    asked = asyncio.create_task(stop.asked())
    try:
        await asyncio.wait({asked}, timeout=seconds)
    finally:
        asked.cancel()
