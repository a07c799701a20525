"""The runs of a folder, for a list of them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer.errors import EvalError, ExitCode
from summarizer.scoring.results import Count, Measure
from summarizer.scoring.runs.folder import ATTEMPTS, SCORES
from summarizer.scoring.runs.journal import Journal
from summarizer.scoring.runs.manifest import RunManifest
from summarizer.scoring.runs.reading import MANIFEST, read_manifest


@dataclass(frozen=True)
class RunRow:
    """One line of a list of runs.

    Attributes:
        path: The run's folder.
        manifest: What was run.
        done: Pairs of article and epoch that have a scored attempt.
        tolls_exact: Micro F1 of exact tolls, by the scores kept; None without any.
    """

    path: Path
    manifest: RunManifest
    done: int
    tolls_exact: float | None

    def as_json(self) -> dict[str, Any]:
        """The row for a program."""
        return {
            "run": str(self.path),
            "manifest": self.manifest.model_dump(mode="json"),
            "done": self.done,
            "of": self.manifest.attempts,
            "tolls_exact": self.tolls_exact,
        }

    def cells(self) -> tuple[str, ...]:
        """The row for people: run, created in UTC, model, prompt, gold, done, tolls exact."""
        head = self.manifest
        return (
            self.path.name,
            f"{head.created.astimezone(dt.UTC):%Y-%m-%d %H:%M}",
            head.model,
            head.prompt or "-",
            head.gold[:8],
            f"{self.done}/{head.attempts}",
            "-" if self.tolls_exact is None else f"{self.tolls_exact:.3f}",
        )


def list_runs(folder: Path, note: Callable[[str], None]) -> list[RunRow]:
    """The runs in a folder, the newest first; the folder itself, if it is one.

    Args:
        folder: Its folders are looked at; those without a run.json are no runs.
        note: Told of every run that cannot be read.

    Raises:
        EvalError: BAD_RUN, there is no such folder.
    """
    try:
        paths = [folder] if (folder / MANIFEST).is_file() else sorted(folder.iterdir())
    except OSError as error:
        raise EvalError(
            f"the folder {folder} cannot be listed: {error.strerror}",
            "name the folder that runs are kept in",
            code=ExitCode.BAD_RUN,
        ) from None
    rows = list(_rows([path for path in paths if (path / MANIFEST).is_file()], note))
    return sorted(rows, key=lambda row: row.manifest.created, reverse=True)


def _rows(paths: list[Path], note: Callable[[str], None]) -> Iterator[RunRow]:
    for path in paths:
        try:
            yield RunRow(path, read_manifest(path), _done(path), _tolls_exact(path))
        except EvalError as error:
            note(str(error))


def _done(path: Path) -> int:
    attempts = Journal(path / ATTEMPTS).attempts()
    last = {(attempt.article, attempt.epoch): attempt.outcome for attempt in attempts}
    return sum(outcome.is_scored for outcome in last.values())


def _tolls_exact(path: Path) -> float | None:
    """From the file alone: a list needs no check of all that the scores hold."""
    try:
        scores = json.loads((path / SCORES).read_bytes())
        return Count(**scores["whole"]["measures"][Measure.TOLL_EXACT]["count"]).f1
    except (OSError, ValueError, KeyError, TypeError):
        return None
