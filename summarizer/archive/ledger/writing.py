"""The writing half of a ledger: what a run adds, each addition whole and on disk or not at all."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from summarizer.archive.ledger.incoming import Ended, IsNear, added
from summarizer.archive.ledger.migrations import migrate, now_ms
from summarizer.archive.ledger.reading import LEDGER, Ledger, connected
from summarizer.archive.ledger.recipe import Recipe
from summarizer.archive.ledger.records import Incoming, Intake, Pending, Settled
from summarizer.archive.ledger.rows import unpacked
from summarizer.archive.ledger.trouble import drop_ballast, is_full, take_ballast, told
from summarizer.archive.outcome import Outcome
from summarizer.errors import RunError
from summarizer.files import unwritable
from summarizer.locks import Lock
from summarizer.model import Article
from summarizer.version import VERSION

_PENDING = """
FROM article
LEFT JOIN result ON result.recipe = ? AND result.article = article.id
JOIN body ON body.article = article.id
LEFT JOIN draft ON draft.recipe = result.recipe AND draft.article = article.id
WHERE article.aside IS NULL AND result.outcome IS NULL
"""
_NEXT = f"""
SELECT article.id, draft.json, name, body.text, published, title, outlet, language, url
{_PENDING} AND article.id > ? ORDER BY article.id LIMIT ?
"""
_SETTLE = """
INSERT INTO result VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (recipe, article) DO UPDATE SET
    outcome = excluded.outcome, why = excluded.why, cause = excluded.cause,
    attempts = attempts + excluded.attempts, calls = calls + excluded.calls,
    cached = cached + excluded.cached, tokens_in = tokens_in + excluded.tokens_in,
    tokens_out = tokens_out + excluded.tokens_out, cost_usd = cost_usd + excluded.cost_usd,
    seconds = seconds + excluded.seconds, settled = excluded.settled
"""


class LedgerWriter(Ledger):
    """A run's ledger, held by this process alone. Made by `at`.

    Attributes:
        notes: What the user should know of its state, one line each.
        is_full: Whether the disk is full: what was in flight has been kept, no more should begin.
    """

    _keeps_copy = True

    def __init__(self, folder: Path, database: sqlite3.Connection, held: Lock) -> None:
        """Bind an open database and the lock on it; use `at`."""
        super().__init__(folder, database)
        self._lock = held
        self._session: int | None = None
        self.is_full = False
        self.notes: list[str] = []
        if not held.is_sure:
            self.notes.append(
                f"the file system of {folder} has no locks: let no second process add to the run"
            )

    @classmethod
    def at(cls, folder: Path) -> Self:
        """Begin a run in that folder, or go on with the one that is there.

        Raises:
            RunError: Another process has it; it is damaged or of a newer summarizer; or the
                folder holds other things than a run.
            OutputError: It cannot be written.
        """
        path = folder / LEDGER
        _require_free(folder)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise unwritable(str(folder), error) from None
        held = Lock(folder)
        try:
            take_ballast(folder)
            with told(path, keep_copy=True):
                database = connected(path, "rwc")
                try:
                    _prepare(database)
                    migrate(database, path)
                    return cls(folder, database, held)
                except BaseException:
                    database.close()
                    raise
        except BaseException:
            held.release()
            raise

    @classmethod
    def copy(cls, folder: Path, target: Path) -> None:
        """Copy the ledger of a run, which may go on meanwhile, into another folder.

        Raises:
            RunError, OutputError: It cannot be read, or the copy not written.
        """
        path = folder / LEDGER
        with told(path, keep_copy=False):
            source, copy = connected(path, "ro"), connected(target / LEDGER, "rwc")
            try:
                source.backup(copy)
            finally:
                source.close()
                copy.close()

    def begin(self, recipe: Recipe, arguments: object) -> None:
        """Begin a session with that recipe, which is in force from now on.

        Args:
            recipe: How articles are briefed.
            arguments: What the user asked for, as JSON has it; for the record.
        """
        with self._transaction():
            self._run("UPDATE recipe SET is_current = 0")
            self._run(
                "INSERT INTO recipe (key, told, is_current, created) VALUES (?, ?, 1, ?) "
                "ON CONFLICT (key) DO UPDATE SET told = excluded.told, is_current = 1",
                *(recipe.key, recipe.as_json(), now_ms()),
            )
            self._find_recipe()
            self._session = self._run(
                "INSERT INTO session (recipe, package, arguments, began) VALUES (?, ?, ?, ?)",
                *(self._recipe, VERSION, json.dumps(arguments), now_ms()),
            ).lastrowid

    def end(self, ending: str) -> None:
        """End the session, and say how."""
        with self._transaction():
            self._run(
                "UPDATE session SET ended = ?, ending = ? WHERE id = ?",
                *(now_ms(), ending, self._session),
            )

    def intake(self, sources: object, fingerprint: str | None) -> Intake:
        """How far these sources have been taken in.

        Where their fingerprint is another than before, they are read again from the beginning;
        entries that are known by position and text are passed over then.

        Args:
            sources: What is taken in and with which options, as JSON has it.
            fingerprint: None where nothing tells whether they have changed.
        """
        name = json.dumps(sources, sort_keys=True)
        with self._transaction():
            self._run("INSERT OR IGNORE INTO intake (sources) VALUES (?)", name)
            self._run(
                "UPDATE intake SET taken = 0, is_complete = 0, fingerprint = ? "
                "WHERE sources = ? AND (fingerprint IS NULL OR fingerprint IS NOT ?)",
                *(fingerprint, name, fingerprint),
            )
            number, taken, is_complete = self._run(
                "SELECT id, taken, is_complete FROM intake WHERE sources = ?", name
            ).fetchone()
        return Intake(number, taken, bool(is_complete), fingerprint)

    def take_in(
        self,
        batch: Sequence[Incoming],
        intake: Intake,
        *,
        is_last: bool,
        is_near: IsNear | None,
    ) -> Counter[Ended]:
        """Add entries of the archive, and how far that brings the intake, in one step.

        Args:
            batch: The entries, in order.
            intake: What they are of.
            is_last: Whether the sources end with them.
            is_near: Decides on two signatures; None keeps duplicates as articles of their own.

        Returns:
            How many rows are new, by what is decided of them already.
        """
        # Not waited for on the disk: what a power cut takes of it, and with it of `taken`, is read
        # again from the archive.
        with self._transaction(is_waited_for=False):
            ends = [added(self._database, entry, is_near) for entry in batch]
            self._run(
                "UPDATE intake SET taken = taken + ?, is_complete = ? WHERE id = ?",
                *(len(batch), is_last, intake.id),
            )
        return Counter(end for end in ends if end is not None)

    def pending(self, after: int, most: int) -> list[Pending]:
        """The next articles that are to be briefed, in the order of the archive.

        Args:
            after: The row after which they stand; 0 for the first.
            most: How many at most.
        """
        with self._told():
            found = self._database.execute(_NEXT, (self._recipe, after, most))
            return [Pending(row, _article(*cells), draft) for row, draft, *cells in found]

    def pending_count(self) -> int:
        """How many articles are to be briefed."""
        found = self._one(f"SELECT count(*) {_PENDING}", self._recipe)
        return int(found[0]) if found else 0

    def settle(self, several: Sequence[Settled]) -> None:
        """Keep how articles ended; all of it is on disk when this returns.

        When the disk is full the ballast makes room, and `is_full` is set.

        Raises:
            OutputError: It could not be written, and nothing of it was.
        """
        try:
            self._settle(several)
        except sqlite3.Error as error:
            if self.is_full or not is_full(error):
                with self._told():
                    raise
            self.is_full = True
            drop_ballast(self.folder)
            with self._told():
                self._settle(several)

    def take_up(self, outcomes: Collection[Outcome]) -> int:
        """Make rows pending again that ended so; what they took stays counted.

        Duplicates and what was skipped by the screen become articles of their own; what has no
        article in it stays skipped.

        Returns:
            How many.
        """
        taken = 0
        with self._transaction():
            for outcome in outcomes:
                taken += self._run(
                    "UPDATE article SET aside = NULL, cause = NULL, why = NULL, "
                    "duplicate_of = NULL WHERE aside = ? AND digest NOT NULL",
                    outcome,
                ).rowcount
                taken += self._run(
                    "UPDATE result SET outcome = NULL, cause = NULL, why = NULL "
                    "WHERE recipe = ? AND outcome = ?",
                    *(self._recipe, outcome),
                ).rowcount
        return taken

    def close(self) -> None:
        """Close the file, and let other processes have the run."""
        super().close()
        self._lock.release()

    def _settle(self, several: Sequence[Settled]) -> None:
        self._database.execute("PRAGMA synchronous = FULL")
        self._database.execute("BEGIN IMMEDIATE")
        try:
            for one in several:
                self._database.execute(_SETTLE, self._cells_of(one))
                if one.draft is not None:
                    self._database.execute(
                        "INSERT OR REPLACE INTO draft VALUES (?, ?, ?)",
                        (one.row, self._recipe, one.draft),
                    )
                if one.brief is not None:
                    self._database.execute(
                        "INSERT OR REPLACE INTO brief VALUES (?, ?, ?)",
                        (one.row, self._recipe, one.brief),
                    )
            self._database.execute("COMMIT")
        except BaseException:
            self._roll_back()
            raise

    def _cells_of(self, one: Settled) -> tuple[object, ...]:
        usage = one.usage
        took = (usage.calls, usage.cached, usage.tokens_in, usage.tokens_out, usage.cost_usd)
        ended = (one.outcome, one.why, one.cause)
        return (one.row, self._recipe, *ended, one.attempts, *took, usage.seconds, now_ms())

    @contextmanager
    def _transaction(self, *, is_waited_for: bool = True) -> Iterator[None]:
        with self._told():
            self._run(f"PRAGMA synchronous = {'FULL' if is_waited_for else 'NORMAL'}")
            self._run("BEGIN IMMEDIATE")
            try:
                yield
                self._database.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise

    def _roll_back(self) -> None:
        if self._database.in_transaction:  # a full disk has rolled it back already
            self._database.execute("ROLLBACK")

    def _run(self, statement: str, *values: object) -> sqlite3.Cursor:
        return self._database.execute(statement, values)


def _prepare(database: sqlite3.Connection) -> None:
    """What lets others read meanwhile, and keeps memory flat."""
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA cache_size = -8192")  # kB, however large the ledger grows


def _require_free(folder: Path) -> None:
    """Refuse a folder that holds other things than a run."""
    try:
        names = {entry.name for entry in folder.iterdir()}
    except FileNotFoundError:
        return
    except OSError as error:
        raise RunError(
            f"{folder} cannot be the folder of a run: {error.strerror}", "name another"
        ) from None
    if names - {".lock", "ballast"} and LEDGER not in names:
        raise RunError(f"{folder} is not empty and no run", "name another folder")


def _article(name: str, text: bytes, *known: Any) -> Article:
    published, title, outlet, language, url = known
    return Article.model_construct(
        id=name,
        text=unpacked(text),
        published=None if published is None else dt.date.fromisoformat(published),
        title=title,
        outlet=outlet,
        language=language,
        url=url,
    )
