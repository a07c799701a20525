"""The reading half of a ledger: rows, briefs, articles, counts. It takes no lock."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

from summarizer.archive.ledger.incoming import Ended
from summarizer.archive.ledger.migrations import require_known
from summarizer.archive.ledger.recipe import Recipe
from summarizer.archive.ledger.rows import SELECT_ROWS, Row, brief_of, row_of, time_of, unpacked
from summarizer.archive.ledger.trouble import told
from summarizer.archive.outcome import Outcome
from summarizer.errors import RunError
from summarizer.locks import is_held
from summarizer.model import Article, Brief, Usage

LEDGER = "ledger.sqlite"
"""The ledger's file in a run's folder."""

_PATIENCE = 30.0  # seconds to wait for a lock that another connection holds for a moment

_BRIEF_OF = """
SELECT json FROM brief JOIN article ON article.id = ?
WHERE recipe = ? AND brief.article = coalesce(article.duplicate_of, article.id)
"""
_SPENT = """
SELECT coalesce(sum(calls), 0), coalesce(sum(cached), 0), coalesce(sum(tokens_in), 0),
       coalesce(sum(tokens_out), 0), coalesce(sum(cost_usd), 0), count(*) - count(cost_usd),
       coalesce(sum(seconds), 0)
FROM result
"""


class Ledger:
    """A run's ledger, for reading. Made by `open`; leaving its `with` block closes it.

    Every method may raise `RunError` if the ledger turns out to be damaged.

    Attributes:
        folder: The run's folder.
        path: The ledger's file.
    """

    _keeps_copy = False
    """Whether a damaged ledger is copied: only for who may change it."""

    def __init__(self, folder: Path, database: sqlite3.Connection) -> None:
        """Bind an open database; use `open`."""
        self.folder, self.path = folder, folder / LEDGER
        self._database = database
        self._recipe: int | None = None
        self._find_recipe()

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the ledger of the run in that folder, to read it, also while the run goes on.

        Raises:
            RunError: There is no run, or its ledger is damaged or of a newer summarizer.
            OutputError: It could not be opened.
        """
        path = folder / LEDGER
        if not path.is_file():
            what = "has no ledger" if folder.is_dir() else "is not there"
            raise RunError(
                f"the run {folder} {what}", "name a run's folder; `summarizer runs` lists them"
            )
        with told(path, keep_copy=False):
            database = connected(path, "ro")
            try:
                require_known(database, path)
                return cls(folder, database)
            except BaseException:
                database.close()
                raise

    @property
    def recipe(self) -> Recipe | None:
        """How the run's articles are briefed now; None before its first session."""
        found = self._one("SELECT told FROM recipe WHERE id = ?", self._recipe)
        return Recipe.from_json(found[0]) if found else None

    def rows(self, *, outcomes: Collection[Outcome] | None = None) -> Iterator[Row]:
        """The rows in the order of the archive, as they are now; a stream, whatever their number.

        Args:
            outcomes: Only rows that ended so; None for all, those that are pending too.
        """
        wanted = None if outcomes is None else set(outcomes)
        with self._told():
            cursor = self._database.execute(f"{SELECT_ROWS} ORDER BY article.id", (self._recipe,))
            for cells in cursor:
                row = row_of(cells)
                if wanted is None or row.outcome in wanted:
                    yield row

    def row(self, id: int) -> Row | None:  # noqa: A002  the column's own name
        """The row of that number; None if there is none."""
        cells = self._one(f"{SELECT_ROWS} WHERE article.id = ?", self._recipe, id)
        return row_of(cells) if cells else None

    def rows_named(self, name: str) -> list[Row]:
        """The rows that a user may mean by a word: an article's id or its place in the archive."""
        with self._told():
            found = self._database.execute(
                f"{SELECT_ROWS} WHERE article.name = ? OR article.position = ? ORDER BY article.id",
                (self._recipe, name, name),
            )
            return [row_of(cells) for cells in found]

    def brief_json_of(self, row: Row) -> str | None:
        """The JSON of a row's brief; a duplicate's is the first's. None if there is none."""
        cells = self._one(_BRIEF_OF, row.id, self._recipe)
        with self._told():
            return unpacked(cells[0]) if cells else None

    def brief_of(self, row: Row) -> Brief | None:
        """A row's brief; a duplicate's is the first's. None if there is none."""
        text = self.brief_json_of(row)
        return None if text is None else brief_of(text)

    def article_of(self, row: Row) -> Article:
        """The article of a row, as it was taken in.

        Raises:
            ValueError: There is no article in that row (`row.digest` is None).
        """
        cells = self._one("SELECT text FROM body WHERE article = ?", row.id)
        if cells is None or row.article_id is None:
            raise ValueError(f"row {row.id} has no article")
        with self._told():
            text = unpacked(cells[0])
        return Article.model_construct(
            id=row.article_id,
            text=text,
            published=row.published,
            title=row.title,
            outlet=row.outlet,
            language=row.language,
            url=row.url,
        )

    def counts(self) -> Counter[Ended]:
        """How many rows ended how, by outcome and cause; pending rows are (None, None)."""
        with self._told():
            found = self._database.execute(
                "SELECT coalesce(article.aside, result.outcome), "
                "coalesce(article.cause, result.cause), count(*) FROM article "
                "LEFT JOIN result ON result.recipe = ? AND result.article = article.id "
                "GROUP BY 1, 2",
                (self._recipe,),
            ).fetchall()
        return Counter(
            {(None if o is None else Outcome(o), cause): number for o, cause, number in found}
        )

    def spent(self) -> Usage:
        """What everything in the run took, under every recipe; its cost is null if one is."""
        cells = self._one(_SPENT)
        assert cells is not None  # noqa: S101  sums without a group are always one row
        calls, cached, tokens_in, tokens_out, cost, unpriced, seconds = cells
        return Usage(
            calls=calls,
            cached=cached,
            tokens_in=tokens_in,
            tokens_out=tokens_out,
            cost_usd=None if unpriced else cost,
            seconds=seconds,
        )

    @property
    def created(self) -> dt.datetime | None:
        """When the first session began, UTC; None before it."""
        found = self._one("SELECT min(began) FROM session")
        return None if found is None or found[0] is None else time_of(found[0])

    def last_session(self) -> str:
        """How the last session ended, in a word or two; `running` or `killed` if it has not."""
        found = self._one("SELECT ended, ending FROM session ORDER BY id DESC LIMIT 1")
        if found is None:
            return "not begun"
        if found[0] is None:
            return "running" if is_held(self.folder) else "killed"
        return str(found[1])

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Within it everything is read as it is now, whatever a run that goes on adds."""
        with self._told():
            self._database.execute("BEGIN")
        try:
            yield
        finally:
            with self._told():
                self._database.execute("ROLLBACK")

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        with told(self.path, keep_copy=self._keeps_copy):
            yield

    def _one(self, statement: str, *values: object) -> tuple[Any, ...] | None:
        with self._told():
            found: tuple[Any, ...] | None = self._database.execute(statement, values).fetchone()
        return found

    def _find_recipe(self) -> None:
        found = self._one("SELECT id FROM recipe WHERE is_current")
        self._recipe = found[0] if found else None


def connected(path: Path, mode: str) -> sqlite3.Connection:
    """A connection in autocommit, whose transactions are begun by hand.

    Args:
        path: The ledger's file.
        mode: SQLite's own word: `ro`, `rw` or `rwc`.
    """
    return sqlite3.connect(
        f"file:{quote(str(path.absolute()))}?mode={mode}",
        uri=True,
        timeout=_PATIENCE,
        isolation_level=None,
        check_same_thread=False,
    )
