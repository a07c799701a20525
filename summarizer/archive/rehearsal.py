"""A dry run: what a run would send, found out without sending anything or touching its folder."""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer.archive.books import Books
from summarizer.archive.entering import Wanted
from summarizer.archive.feed import Feed
from summarizer.archive.intake import take_in
from summarizer.archive.ledger import LEDGER, LedgerWriter, Recipe
from summarizer.archive.ledger.incoming import Ended
from summarizer.archive.outcome import NOTHING_TO_BRIEF, Outcome
from summarizer.archive.state import State, Tally
from summarizer.archive.stopping import Stop
from summarizer.engines.base import Engine, Foreseen
from summarizer.model import Usage


@dataclass(frozen=True)
class Rehearsal:
    """What a run would do.

    Attributes:
        counts: Rows by outcome and cause, as they would stand before anything is sent.
        to_send: What the pending articles would take.
        duplicates: What the duplicates would take if they were sent.
        screened: What the articles that the screen set aside would take.
        asked: What was foreseen of the articles that are briefed already, and what they took;
            None if there are none.
    """

    counts: Counter[Ended]
    to_send: Foreseen
    duplicates: Foreseen
    screened: Foreseen
    asked: tuple[Foreseen, Usage] | None


async def rehearse(
    folder: Path, engine: Engine, wanted: Wanted, progress: Callable[[State], None]
) -> Rehearsal:
    """Take an archive in as a run would, into a ledger that is thrown away.

    Args:
        folder: The run's folder, if there is one: what is done there need not be sent.
        engine: Who would read.
        wanted: The archive.
        progress: Told how far it is.

    Raises:
        SourceError, SettingError: The archive cannot be read as asked.
        OutputError, RunError: There is no room for the copy, or the run is damaged.
    """
    with tempfile.TemporaryDirectory(prefix="summarizer-") as scratch:
        if (folder / LEDGER).is_file():
            LedgerWriter.copy(folder, Path(scratch))
        with LedgerWriter.at(Path(scratch)) as ledger:
            ledger.begin(Recipe.of(engine), {"dry_run": True})
            tally = Tally(ledger.counts(), Usage(), 0)
            async with Books(ledger) as books:
                stop = Stop()
                with stop.on_signals(lambda _: None):
                    taking = take_in(books, wanted, Feed(books, stop), tally, stop)
                    await _watched(taking, tally, progress)
                if stop.reason is not None:
                    raise stop.reason
            return _counted(ledger, engine)


async def _watched(
    taking: Coroutine[Any, Any, None], tally: Tally, progress: Callable[[State], None]
) -> None:
    task = asyncio.create_task(taking)
    while not (await asyncio.wait({task}, timeout=0.5))[0]:
        progress(tally.state())
    await task


def _counted(ledger: LedgerWriter, engine: Engine) -> Rehearsal:
    to_send = duplicates = screened = done = Foreseen()
    taken: list[Usage] = []
    for row in ledger.rows():
        if row.digest is None:
            continue
        foreseen = engine.foresee(ledger.article_of(row))
        if row.outcome is None:
            to_send += foreseen
        elif row.outcome is Outcome.DUPLICATE:
            duplicates += foreseen
        elif row.cause == NOTHING_TO_BRIEF:
            screened += foreseen
        elif row.outcome is Outcome.OK and row.usage.calls:
            done += foreseen
            taken.append(row.usage)
    asked = (done, Usage.total(taken)) if taken else None
    return Rehearsal(ledger.counts(), to_send, duplicates, screened, asked)
