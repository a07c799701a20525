"""Fills a run: briefs every gold article that has no scored attempt yet, and keeps what comes."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from summarizer.briefing import abrief
from summarizer.engines.base import Engine
from summarizer.engines.failing import Stopper
from summarizer.errors import EngineError, ExitCode
from summarizer.model import Usage
from summarizer.scoring.article_score import newest
from summarizer.scoring.attempt import Attempt
from summarizer.scoring.gold import GoldArticle
from summarizer.scoring.runs.folder import Run
from summarizer.scoring.runs.outcomes import answered, failed, stops
from summarizer.scoring.runs.progress import Progress, Tally

_log = logging.getLogger("summarizer.scoring")


async def run_eval(
    run: Run,
    engines: Callable[[int], Engine],
    *,
    workers: int,
    progress: Callable[[Progress], None],
) -> None:
    """Attempt every article, in every epoch, that has no scored attempt in the run.

    What failed or was not recorded is tried again. An attempt is on disk before the next begins;
    cancelling (Ctrl-C) loses those under way and no other, and the run can go on later. Articles
    are read at the same time by one engine an epoch, one epoch after the other.

    Args:
        run: The run. It is claimed for this process.
        engines: Makes the engine of an epoch, counted from 1.
        workers: Articles at a time.
        progress: Told how far the run is, at the start and after every attempt.

    Raises:
        EngineError: The run was stopped, since nothing answers or nothing will: the key, the
            quota, a setting, the endpoint. What was not attempted stays undone.
        EvalError: BAD_RUN, the run is damaged.
        RunError: Another process adds to it.
        OutputError: An attempt could not be kept.
    """
    run.claim()
    kept = _kept(run)
    done = {pair for pair, attempt in kept.items() if attempt.outcome.is_scored}
    tally = Tally(
        of=run.manifest.attempts,
        kept=len(done),
        usage=Usage.total(attempt.usage for attempt in run.attempts()),
        outcomes=Counter(kept[pair].outcome for pair in done),
    )
    progress(tally.progress())
    session = _Session(run, tally, Stopper(proven=bool(done)), progress)
    for epoch in range(1, run.manifest.epochs + 1):
        due = [gold for gold in run.golds() if (gold.id, epoch) not in done]
        if due:
            async with engines(epoch) as engine:
                await session.fill(engine, epoch, due, workers)


@dataclass
class _Session:
    """What all epochs of one `run_eval` share."""

    run: Run
    tally: Tally
    stopper: Stopper
    progress: Callable[[Progress], None]
    stopped_by: Attempt | None = None

    async def fill(
        self, engine: Engine, epoch: int, golds: list[GoldArticle], workers: int
    ) -> None:
        """Attempt these articles.

        Raises:
            EngineError: The run was stopped.
        """
        due = iter(golds)
        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(min(workers, len(golds))):
                    group.create_task(self._work(engine, epoch, due))
        except BaseExceptionGroup as several:
            raise several.exceptions[0] from None
        if self.stopped_by is not None:
            raise _stop(self.stopped_by, self.tally.progress())

    async def _work(self, engine: Engine, epoch: int, due: Iterator[GoldArticle]) -> None:
        """Take articles until there are none; those under way when the run stops are finished."""
        for gold in due:
            attempt = await _attempt(engine, epoch, gold)
            self.run.append(attempt)
            self.tally.add(attempt)
            self.progress(self.tally.progress())
            if stops(self.stopper, attempt) and self.stopped_by is None:
                self.stopped_by = attempt
            if self.stopped_by is not None:
                return
            await asyncio.sleep(0)  # an engine that never waits would let nobody else, nor Ctrl-C


async def _attempt(engine: Engine, epoch: int, gold: GoldArticle) -> Attempt:
    try:
        return answered(gold.id, epoch, await abrief(gold.article, engine))
    except Exception as error:  # noqa: BLE001  one article's failure, told in its attempt, costs no other
        _log.debug("%s, epoch %s", gold.id, epoch, exc_info=error)
        return failed(gold.id, epoch, error)


def _kept(run: Run) -> dict[tuple[str, int], Attempt]:
    """The attempts that count, as the scores count them, by article and epoch."""
    by_article: dict[str, list[Attempt]] = {}
    for attempt in run.attempts():
        by_article.setdefault(attempt.article, []).append(attempt)
    return {
        (article, attempt.epoch): attempt
        for article, several in by_article.items()
        for attempt in newest(several)
    }


def _stop(attempt: Attempt, at: Progress) -> EngineError:
    return EngineError(
        f"the run was stopped at {at.done} of {at.of} attempts: {attempt.article}: {attempt.why}",
        "what was answered is kept, and the run can go on",
        code=next(code for code in ExitCode if code == attempt.exit_code),
        usage=at.usage,
    )
