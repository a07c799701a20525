"""A run over an archive as the command line has it: its folder, what is told, how it ends."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.archive.budget import Budget, Spent, price_of
from summarizer.archive.entering import STDIN, Wanted
from summarizer.archive.inventory import entries
from summarizer.archive.ledger import LEDGER, LedgerWriter, Recipe
from summarizer.archive.outcome import NOTHING_TO_BRIEF, Outcome
from summarizer.archive.pace import Limits, Pace
from summarizer.archive.reuse import Reuse
from summarizer.archive.runner import Ending, run_archive
from summarizer.cli import output, say
from summarizer.cli.live import LiveDisplay, cost, told_of
from summarizer.cli.runs import new_folder, run_name
from summarizer.cli.tabular import table
from summarizer.engines.registry import engine_for
from summarizer.errors import ExitCode, SettingError, SummarizerError
from summarizer.telemetry import Event, happened

if TYPE_CHECKING:
    from summarizer.archive.state import State
    from summarizer.engines.base import Engine
    from summarizer.settings import Settings

_FAILURES = (Outcome.REFUSED, Outcome.TRUNCATED, Outcome.INVALID, Outcome.FAILED)


@dataclass(frozen=True)
class Batch:
    """What was asked for.

    Attributes:
        settings: The settings in force.
        wanted: The archive.
        folder: The run's folder; None for a new one.
        reuse: A run whose answers are taken rather than asked for again; None for no such run.
        retry: What is taken up again.
        limits: How fast the endpoint may be asked.
        max_usd: US dollars that the run may cost, its earlier sessions included.
        max_tokens: Tokens that it may take, likewise.
        by_batches: Whether the provider's batch API is asked.
        quiet: Whether notes and progress are left out.
    """

    settings: Settings
    wanted: Wanted
    folder: Path | None
    reuse: Path | None
    retry: tuple[Outcome, ...]
    limits: Limits
    max_usd: float | None
    max_tokens: int | None
    by_batches: bool
    quiet: bool

    def run(self) -> ExitCode:
        """Make the run, or go on with it, and tell how it ended.

        Raises:
            SummarizerError: It could not begin, or was stopped by what keeps it from going on.
        """
        if Outcome.OK in self.retry:
            raise SettingError("--retry cannot take up what is ok", "name another prompt or model")
        if STDIN not in self.wanted.sources:
            entries(self.wanted.sources, self.wanted.options)  # tells what is not there, at once
        pace = Pace(self.limits) if self.settings.uses_model else None
        engine = engine_for(self.settings, turns=pace)
        if self.settings.model is None:
            self._note("no model is set, so the built-in rules engine reads; --model sets one")
        recipe = Recipe.of(engine)
        now = dt.datetime.now(dt.UTC)
        folder = self.folder or new_folder(run_name(now, recipe.model, recipe.prompt))
        is_new = not (folder / LEDGER).is_file()
        with self._reused(recipe) as reuse, LedgerWriter.at(folder) as ledger:
            say.notes(ledger.notes, quiet=self.quiet)
            if pace is not None:
                pace.budget = self._budget(engine, ledger)
            self._tell_run(ledger, recipe, is_new=is_new)
            ledger.begin(recipe, {"sources": self.wanted.sources})
            self._take_up(ledger)
            happened(Event.RUN_BEGAN, run=str(folder), engine=recipe.engine, model=recipe.model)
            try:
                ending = self._made(ledger, engine, pace, reuse)
            except SummarizerError as error:
                ledger.end(_word(error))
                happened(Event.RUN_ENDED, run=str(folder), ending=error.exit_code.name)
                raise
            ledger.end(_word(ending.stopped_by))
            ended = ending.stopped_by.exit_code if ending.stopped_by else ExitCode.OK
            if ended is ExitCode.BUDGET:
                happened(Event.BUDGET, max_usd=self.max_usd, max_tokens=self.max_tokens)
            happened(Event.RUN_ENDED, run=str(folder), ending=ended.name, **told_of(ending.state))
            return self._told(ending, folder)

    def _tell_run(self, ledger: LedgerWriter, recipe: Recipe, *, is_new: bool) -> None:
        if is_new:
            self._note(f"a new run: {ledger.folder}; the same command with --run goes on with it")
            return
        before = ledger.recipe
        if self.wanted.screens:
            self._note("--screen looks at articles as they are taken in, not at those in the run")
        differences = before.differences(recipe) if before else []
        if not differences:
            return
        same = before is not None and before.key == recipe.key
        effect = (
            "what is done stays done"
            if same
            else "articles are briefed anew, and the earlier results stay"
        )
        self._note(f"the run was made with {'; '.join(differences)}: {effect}")

    def _take_up(self, ledger: LedgerWriter) -> None:
        outcomes = set(self.retry)
        if self.wanted.keeps_duplicates:
            outcomes.add(Outcome.DUPLICATE)
        taken = ledger.take_up(outcomes)
        if self.retry or taken:
            self._note(f"{taken} articles are taken up again")

    def rehearse(self) -> ExitCode:
        """Tell what the run would send, and what each of the models named would cost and take.

        Raises:
            SummarizerError: The archive cannot be read, or a model is not known.
        """
        from summarizer.archive.rehearsal import rehearse
        from summarizer.cli.forecast import forecast

        models = (self.settings.model or "").split(",") if self.settings.uses_model else [None]
        chosen = [self.settings.model_copy(update={"model": name}) for name in models]
        folder = self.folder or Path()
        texts = []
        for settings in chosen:
            engine = engine_for(settings)
            with LiveDisplay(quiet=self.quiet) as display:
                found = asyncio.run(rehearse(folder, engine, self.wanted, display.show))
            texts.append(forecast(found, engine, self.limits))
        output.put("\n".join(texts))
        return ExitCode.OK

    def _budget(self, engine: Engine, ledger: LedgerWriter, share: float = 1.0) -> Budget | None:
        price = price_of(engine)
        if price is None or (self.max_usd is None and self.max_tokens is None):
            return None
        used = ledger.spent()
        if used.cost_usd is None and self.max_usd is not None:
            self._note("what earlier sessions cost is not known, and does not count")
        spent = Spent(used.cost_usd or 0.0, used.tokens_in + used.tokens_out)
        return Budget(self.max_usd, self.max_tokens, replace(price, share=share), spent)

    @contextmanager
    def _reused(self, recipe: Recipe) -> Iterator[Reuse | None]:
        if self.reuse is None:
            yield None
            return
        with Reuse(self.reuse, recipe) as reuse:
            self._note(f"{reuse.count} answers of {self.reuse} are taken, not asked for again")
            yield reuse

    def _made(
        self, ledger: LedgerWriter, engine: Engine, pace: Pace | None, reuse: Reuse | None
    ) -> Ending:
        with LiveDisplay(quiet=self.quiet) as display:
            ending = asyncio.run(self._run(ledger, engine, pace, display, reuse))
            display.end(ending.state)
        return ending

    async def _run(
        self,
        ledger: LedgerWriter,
        engine: Engine,
        pace: Pace | None,
        display: LiveDisplay,
        reuse: Reuse | None,
    ) -> Ending:
        show, say = display.show, display.say
        if not self.by_batches:
            return await run_archive(
                ledger, engine, self.wanted, pace=pace, progress=show, say=say, reuse=reuse
            )
        from summarizer.archive.batches import run_by_batches
        from summarizer.archive.batches.wire import HALF

        budget = self._budget(engine, ledger, share=HALF)
        return await run_by_batches(
            ledger, self.settings, self.wanted, progress=show, say=say, budget=budget, reuse=reuse
        )

    def _told(self, ending: Ending, folder: Path) -> ExitCode:
        output.put(summary(ending.state))
        outcomes = ending.state.outcomes
        failed = [outcome for outcome in _FAILURES if outcomes.get(outcome)]
        if ending.stopped_by is not None:
            self._note(f"what is done is kept; the same command with --run {folder} goes on")
            if ending.stopped_by.exit_code != ExitCode.INTERRUPTED:
                raise ending.stopped_by
            return ExitCode.INTERRUPTED
        if failed:
            self._note(
                f"what failed is taken up again with --run {folder} --retry {','.join(failed)}"
            )
        if failed or _unread(ending.state):
            return ExitCode.PARTIAL
        return ExitCode.OK

    def _note(self, text: str) -> None:
        if not self.quiet:
            say.note(text)


def summary(state: State) -> str:
    """What came of a run, by outcome and cause, as a table."""
    order = list(Outcome)
    rows = [
        (str(outcome), "" if cause in (None, outcome) else cause.replace("_", " "), str(number))
        for (outcome, cause), number in sorted(
            state.counts.items(),
            key=lambda item: (order.index(item[0][0]) if item[0][0] else 99, -item[1]),
        )
        if outcome is not None and number
    ]
    if state.pending:
        rows.append(("pending", "", str(state.pending)))
    rows.append(("in all", "", str(state.of)))
    return table(("outcome", "cause", "articles"), rows) + _spent(state)


def _spent(state: State) -> str:
    rate = state.now_done / state.seconds if state.seconds else 0.0
    facts = [f"{state.now_done} articles in {state.seconds:.1f} s, {rate:.1f} a second"]
    if state.usage.calls:
        facts.append(
            f"{state.usage.calls} answers, {state.usage.tokens_in:,} tokens read, "
            f"{state.usage.tokens_out:,} written"
        )
        facts.append(cost(state))
    return "".join(f"{fact}\n" for fact in facts)


def _word(error: SummarizerError | None) -> str:
    """How a session ended, for a list of runs."""
    return "done" if error is None else f"stopped: {error.exit_code.name.lower().replace('_', ' ')}"


def _unread(state: State) -> bool:
    """Whether something in the archive could not be read."""
    told = (NOTHING_TO_BRIEF, "passed_over", "language")
    return any(
        outcome is Outcome.SKIPPED and cause not in told and number
        for (outcome, cause), number in state.counts.items()
    )
