"""Several sources, one after another, with one engine: each is read, briefed and delivered."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.briefing import abrief
from summarizer.cli import say
from summarizer.cli.delivery import Delivery
from summarizer.engines.base import Engine
from summarizer.errors import ExitCode, OutputError, SourceError, SummarizerError
from summarizer.reading import read
from summarizer.settings import Settings
from summarizer.telemetry import Event, doing


@dataclass(frozen=True)
class Errand:
    """How sources are briefed.

    Attributes:
        engine: Who reads them; kept open from the first to the last.
        settings: Limits of reading.
        delivery: Where the briefs go.
        published: The day of publication of every source; None for what each says itself.
        fetching: Seconds that fetching one URL may take.
        quiet: Whether notes and progress are left out.
        debug: Whether an unforeseen error shows its traceback.
    """

    engine: Engine
    settings: Settings
    delivery: Delivery
    published: dt.date | None
    fetching: float
    quiet: bool
    debug: bool

    def run(self, sources: Sequence[str]) -> ExitCode:
        """Brief the sources; what is ready when Ctrl-C comes is delivered all the same.

        Returns:
            OK; INTERRUPTED; the code that every source failed with; PARTIAL for any other mixture.

        Raises:
            OutputError: The output cannot be written, which ends the errand.
        """
        ends: list[ExitCode] = []
        interrupted = False
        # A Runner rather than one coroutine: inside a loop the first Ctrl-C only cancels the task,
        # and would wait for a blocking read of standard input to end.
        with asyncio.Runner() as runner:
            try:
                for number, source in enumerate(sources, 1):
                    if len(sources) > 1 and not self.quiet:
                        say.progress(number, len(sources), source)
                    ends.append(self._end_of(source, runner, several=len(sources) > 1))
            except KeyboardInterrupt:
                interrupted = True
            finally:
                runner.run(self.engine.aclose())
        self.delivery.finish()
        return ExitCode.INTERRUPTED if interrupted else _common(ends)

    def _end_of(self, source: str, runner: asyncio.Runner, *, several: bool) -> ExitCode:
        """Brief one source, and tell why if it fails."""
        try:
            self._brief(source, runner, several=several)
        except OutputError:
            raise
        except SummarizerError as error:
            # A source's own error names it; that of an engine names the endpoint.
            unnamed = several and not isinstance(error, SourceError)
            say.failure(f"{source}: {error}" if unnamed else str(error))
            return error.exit_code
        except Exception as error:  # noqa: BLE001 - a bug that one article meets costs no other one
            return say.unforeseen(error, about=source, debug=self.debug)
        return ExitCode.OK

    def _brief(self, source: str, runner: asyncio.Runner, *, several: bool) -> None:
        about = source if several else ""
        reading = read(
            source,
            max_bytes=self.settings.max_bytes,
            allow_private=self.settings.allow_private,
            timeout=self.fetching,
            published=self.published,
        )
        say.notes(reading.notes, about=about, quiet=self.quiet)
        with doing(Event.ARTICLE, article=reading.article.id) as told:
            brief = runner.run(abrief(reading.article, self.engine))
            told.add(outcome="ok", **brief.provenance.usage.model_dump(exclude={"seconds"}))
        say.notes(brief.provenance.notes, about=about, quiet=self.quiet)
        self.delivery.add(brief, reading.article)


def _common(ends: Sequence[ExitCode]) -> ExitCode:
    kinds = set(ends)
    return kinds.pop() if len(kinds) == 1 else ExitCode.PARTIAL
