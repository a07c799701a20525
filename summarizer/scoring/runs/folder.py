"""A run: a folder with all that scoring it again, comparing it and going on with it need.

    run.json        the manifest: what was run, on which gold
    gold/           copies of the gold files in use, byte for byte; agreement.yaml if gold has it
    attempts.jsonl  what came of each article, one line an attempt, only ever added to
    scores.json     the scores of these attempts; gone as soon as another attempt is added
    .lock           locked by the process that adds to the run

Reading takes no lock, so that a run can be reported on, or compared with itself, while it grows.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from summarizer.errors import EvalError, ExitCode
from summarizer.files import is_unfinished, unwritable, write_whole
from summarizer.locks import NAME, Lock
from summarizer.scoring.attempt import Attempt
from summarizer.scoring.results import Scores
from summarizer.scoring.runs import copies
from summarizer.scoring.runs.journal import Journal
from summarizer.scoring.runs.manifest import RunManifest, differences
from summarizer.scoring.runs.reading import MANIFEST, read_manifest, read_scores

if TYPE_CHECKING:
    from summarizer.scoring.gold import Agreement, GoldArticle

ATTEMPTS, SCORES, GOLD = "attempts.jsonl", "scores.json", "gold"


class Run:
    """An open run. Made by `at`, `create` or `open`; leaving its `with` block closes it.

    Attributes:
        path: Its folder.
        manifest: What was run.
        notes: What the user should know of its state, one line each.
    """

    def __init__(
        self,
        path: Path,
        manifest: RunManifest,
        golds: Sequence[GoldArticle],
        held: Lock | None = None,
    ) -> None:
        """Bind a folder that is known to be a run; use `at`, `create` or `open`."""
        self.path, self.manifest, self.notes = path, manifest, list[str]()
        self._golds, self._lock = list(golds), held
        self._journal = Journal(path / ATTEMPTS)
        if self._journal.is_torn():
            self.notes.append(
                f"the last line of {path / ATTEMPTS} was cut off and does not count; "
                "its article is done again when the run goes on"
            )
        self._tell_unsure()

    @classmethod
    def at(
        cls, path: Path, manifest: RunManifest, golds: Sequence[GoldArticle], source: Path
    ) -> Self:
        """Begin a run, or go on with the one that is there.

        Args:
            path: Its folder.
            manifest: What is to be run. Of a run that goes on, the larger number of epochs counts.
            golds: The gold articles.
            source: The folder that they were loaded from.

        Raises:
            EvalError: BAD_RUN, the run there is of something else, or the folder is no run, not
                empty or damaged.
            RunError: The folder is in use.
            OutputError: The folder cannot be written.
        """
        if not (path / MANIFEST).is_file():
            return cls.create(path, manifest, golds, source)
        run = cls.open(path)
        run.claim()
        try:
            run._go_on(manifest)
        except BaseException:
            run.close()
            raise
        return run

    @classmethod
    def create(
        cls, path: Path, manifest: RunManifest, golds: Sequence[GoldArticle], source: Path
    ) -> Self:
        """Begin a run in a folder that is empty or not there.

        Raises:
            EvalError: BAD_RUN, the folder is a run already, or is not empty.
            RunError: It is in use.
            OutputError: It cannot be written.
        """
        _require_free(path)
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise unwritable(str(path), error) from None
        held = Lock(path)
        try:
            _require_free(path)  # another process may have been quicker
            try:
                shutil.rmtree(path / GOLD, ignore_errors=True)
                copies.copy(golds, source, path / GOLD)
            except OSError as error:
                raise unwritable(str(path / GOLD), error) from None
            # Last, for it makes the folder a run.
            write_whole(path / MANIFEST, f"{manifest.model_dump_json(indent=2)}\n")
            return cls(path, manifest, golds, held)
        except BaseException:
            held.release()
            raise

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a run, to read it or to add to it.

        Raises:
            EvalError: BAD_RUN, there is no run, or it is damaged, of another format or of gold
                files that are not the manifest's.
        """
        manifest = read_manifest(path)
        return cls(path, manifest, copies.loaded(path / GOLD, manifest))

    def golds(self) -> list[GoldArticle]:
        """The gold articles of the run, by id."""
        return list(self._golds)

    def agreement(self) -> Agreement | None:
        """How far annotators agree on this gold, if its folder said so.

        Raises:
            EvalError: BAD_GOLD, it is said in a form that cannot be read.
        """
        from summarizer.scoring.gold import agreement

        return agreement(self.path / GOLD)

    def attempts(self) -> Iterator[Attempt]:
        """Every attempt, the oldest first; of several at one article and epoch the newest counts.

        Raises:
            EvalError: BAD_RUN, a line cannot be read; the message names it.
        """
        return self._journal.attempts()

    def claim(self) -> None:
        """Keep other processes from adding to the run, until it is closed.

        Raises:
            RunError: Another process has it; the message says which.
        """
        if self._lock is None:
            self._lock = Lock(self.path)
            self._tell_unsure()

    def append(self, attempt: Attempt) -> None:
        """Add an attempt; it is on disk when this returns. Scores of fewer attempts are removed.

        Raises:
            RunError: Another process adds to the run.
            OutputError: It could not be written; what was there stays.
        """
        self.claim()
        try:
            (self.path / SCORES).unlink(missing_ok=True)
        except OSError as error:
            raise unwritable(str(self.path / SCORES), error) from None
        self._journal.append(attempt)

    def write_scores(self, scores: Scores) -> None:
        """Keep the scores of the attempts that are there.

        Raises:
            RunError: Another process adds to the run.
            OutputError: They cannot be written.
        """
        self.claim()
        write_whole(self.path / SCORES, f"{scores.model_dump_json(indent=1)}\n")

    def scores(self) -> Scores:
        """The scores that were kept last.

        Raises:
            EvalError: BAD_RUN, there are none, or they are damaged, or of another scorer or other
                gold.
        """
        again = f"score it: summarizer eval score {self.path}"
        scores = read_scores(self.path / SCORES, again=again)
        if scores.gold == self.manifest.gold:
            return scores
        raise EvalError(
            f"{self.path / SCORES} is of other gold than the run", again, code=ExitCode.BAD_RUN
        )

    def close(self) -> None:
        """Close files, and let other processes add to the run."""
        self._journal.close()
        held, self._lock = self._lock, None
        if held is not None:
            held.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _go_on(self, wanted: RunManifest) -> None:
        other = differences(self.manifest, wanted)
        if other:
            raise EvalError(
                f"the run {self.path} is of something else: {'; '.join(other)}",
                "name another folder, or ask for what it was begun with",
                code=ExitCode.BAD_RUN,
            )
        kept = self.manifest.epochs
        if wanted.epochs > kept:
            self.manifest = self.manifest.model_copy(update={"epochs": wanted.epochs})
            write_whole(self.path / MANIFEST, f"{self.manifest.model_dump_json(indent=2)}\n")
            self.notes.append(f"the run grows from {kept} to {wanted.epochs} epochs")
        elif wanted.epochs < kept:
            self.notes.append(f"the run was begun with {kept} epochs, and keeps them")

    def _tell_unsure(self) -> None:
        if self._lock is not None and not self._lock.is_sure:
            self.notes.append(
                f"the file system of {self.path} has no locks: let no second process add to the run"
            )


def _require_free(path: Path) -> None:
    """Refuse a folder that holds anything but the leavings of a run that never began."""
    try:
        names = {entry.name for entry in path.iterdir()}
    except FileNotFoundError:
        return
    except OSError as error:
        raise EvalError(
            f"{path} cannot be the folder of a run: {error.strerror}",
            "name another",
            code=ExitCode.BAD_RUN,
        ) from None
    if MANIFEST in names:
        raise EvalError(
            f"{path} is a run already", "go on with it, or name another", code=ExitCode.BAD_RUN
        )
    began = NAME in names and all(name in (NAME, GOLD) or is_unfinished(name) for name in names)
    if names and not began:
        raise EvalError(
            f"{path} is not empty and no run", "name another folder", code=ExitCode.BAD_RUN
        )
