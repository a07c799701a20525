"""`summarizer eval run`: brief gold articles with an engine, keep what comes, and score it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli import say
from summarizer.cli.evals.options import (
    GOLD,
    GateFile,
    Gold,
    gate_of,
    ids_in,
    need_extra,
)
from summarizer.cli.evals.showing import score_and_show
from summarizer.cli.options import (
    BaseUrl,
    MaxTokens,
    Model,
    NewRun,
    NoCache,
    Prompt,
    Quiet,
    Timeout,
    loaded,
)
from summarizer.cli.progress import ProgressLine
from summarizer.cli.runs import new_folder, run_name
from summarizer.errors import EngineError, ExitCode, OutputError, SettingError

if TYPE_CHECKING:
    from summarizer.engines.base import Engine
    from summarizer.engines.llm.replay import Recorder
    from summarizer.scoring.runs import Run, RunManifest
    from summarizer.settings import Settings

EPILOG = """\b
Examples:
  summarizer eval run                                   the built-in rules over evals/gold
  summarizer eval run --model openai/NAME --run runs/new
  summarizer eval run --run runs/new                    goes on where that run stopped
  summarizer eval run --model openai/NAME --record evals/recordings
  summarizer eval run --model openai/NAME --replay evals/recordings --only evals/recorded.txt
  summarizer eval run --model openai/NAME --replay evals/recordings

Every attempt is kept the moment it ends; Ctrl-C loses none. What the endpoint or the program failed
at is no score: it is tried again when the run goes on.

\b
Exit codes: 0 done; 50 --gate is broken; 51 a replay lacks completions; 52 too many infrastructure
failures to judge; 53 gold or gate is wrong; 54 the run's folder is of another run; 20 to 25 the
endpoint stopped the run; 130 Ctrl-C. The whole table: summarizer --help
"""


def command(  # noqa: PLR0913 - typer takes a command's options as the function's parameters
    gold: Gold = GOLD,
    split: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only gold articles of this split.")
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Only the first N articles, by id.")
    ] = None,
    only: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Only the articles whose ids stand there, one a line."),
    ] = None,
    model: Model = None,
    base_url: BaseUrl = None,
    prompt: Prompt = None,
    epochs: Annotated[
        int, typer.Option(min=1, metavar="K", help="Attempts at each article; scores are means.")
    ] = 1,
    run_folder: NewRun = None,
    workers: Annotated[
        int, typer.Option(min=1, max=256, metavar="N", help="Articles at a time.")
    ] = 8,
    record: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Keep each completion there, to replay it later."),
    ] = None,
    replay: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Answer from these recordings; no network is used."),
    ] = None,
    gate: GateFile = None,
    timeout: Timeout = None,
    max_tokens: MaxTokens = None,
    no_cache: NoCache = False,
    quiet: Quiet = False,
) -> int:
    """Brief the gold articles with an engine, and score the briefs.

    The run is a folder that holds the gold files, every attempt and the scores: all that
    `eval score`, `eval compare` and `eval report` need.
    """
    need_extra()
    if record and replay:
        raise SettingError("--record and --replay exclude each other", "name one of them")
    wanted = gate_of(gate)
    found = loaded(
        model=model,
        base_url=base_url,
        prompt=prompt,
        timeout=timeout,
        max_tokens=max_tokens,
        cache=False if no_cache else None,
    )
    say.notes(found.notes, quiet=quiet)
    from summarizer.scoring.gold import load
    from summarizer.scoring.runs import Run, manifest_of

    golds = load(gold, split=split, limit=limit, only=ids_in(only) if only else None)
    engines = Engines(found.settings, record=record, replay=replay)
    manifest = manifest_of(
        golds, engines(1), split=split, limit=limit, epochs=epochs, replayed=replay is not None
    )
    path = run_folder or new_folder(name_of(manifest))
    with Run.at(path, manifest, golds, gold) as run:
        say.notes(run.notes, quiet=quiet)
        try:
            fill(run, engines, workers=workers, quiet=quiet)
        except (KeyboardInterrupt, EngineError) as error:
            say.note(f"what is answered is kept; the same command with --run {path} goes on")
            if isinstance(error, EngineError):
                raise
            return ExitCode.INTERRUPTED
        code = score_and_show(run, wanted, gated=gate is not None)
    engines.require_recorded()
    return code


class Engines:
    """Makes the engine of each epoch, counted from 1."""

    def __init__(self, settings: Settings, *, record: Path | None, replay: Path | None) -> None:
        self._settings, self._record, self._replay = settings, record, replay
        self._recorders: list[Recorder] = []

    def __call__(self, epoch: int) -> Engine:
        """The engine of an epoch; nothing is imported or connected before it is asked."""
        from summarizer.engines.registry import engine_for, replay_engine

        settings = self._settings
        if self._replay is not None:
            return replay_engine(settings, _of_epoch(self._replay, epoch))
        if self._record is not None and settings.uses_model:
            from summarizer.engines.llm.replay import Recorder

            self._recorders.append(Recorder(_of_epoch(self._record, epoch)))
            return engine_for(settings, completions=self._recorders[-1])
        if settings.cache and settings.uses_model:
            from summarizer.engines.llm.cache import Completions

            folder = _of_epoch(settings.completions_dir, epoch)
            return engine_for(settings, completions=Completions(folder))
        return engine_for(settings)

    def require_recorded(self) -> None:
        """Make sure that every completion was recorded that was to be.

        Raises:
            OutputError: One was not; the run itself is complete.
        """
        faults = [fault for recorder in self._recorders for fault in recorder.faults]
        if faults:
            raise OutputError(
                f"{len(faults)} completions were not recorded: {faults[0]}",
                "mend that and record again; the run itself is kept",
            )


def _of_epoch(folder: Path, epoch: int) -> Path:
    """Where the completions of an epoch are kept: a second attempt must not find the first's."""
    return folder if epoch == 1 else folder / f"epoch-{epoch}"


def name_of(manifest: RunManifest) -> str:
    """A folder's name for a new run: when, and what of."""
    return run_name(manifest.created, manifest.model, manifest.prompt)


def fill(run: Run, make: Callable[[int], Engine], *, workers: int, quiet: bool) -> None:
    """Make the attempts that a run lacks, and show how far it is.

    Raises:
        EngineError, EvalError, RunError, OutputError: As `run_eval`.
        KeyboardInterrupt: Ctrl-C; what is finished is kept.
    """
    import asyncio

    from summarizer.scoring.runs import run_eval

    with ProgressLine("attempts", quiet=quiet) as progress:
        asyncio.run(run_eval(run, make, workers=workers, progress=progress.show))
