"""What a model answered in another run, for a run that would ask the same again.

For a run whose ledger is damaged: a new one goes on from whatever can still be read of it. Nothing
else is taken over. The archive is read again, and each answer is checked anew against its article;
so an answer is used only where article and recipe are the same, and damage can cost answers and
never change one (the ledger keeps them compressed, with a checksum).
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from summarizer.archive.entering import key_of
from summarizer.archive.ledger import LEDGER, Recipe
from summarizer.archive.ledger.reading import connected
from summarizer.archive.ledger.rows import unpacked
from summarizer.errors import RunError
from summarizer.model import Article

_ROWS_OF_A_PAGE = 64
"""More than a page of 4 kB has of articles or of drafts, which take 100 bytes at the least."""


class Reuse:
    """The drafts of a run that a recipe asks for; a context manager, which closes its ledger.

    Attributes:
        folder: The run's folder.
        count: Drafts that are there for the recipe.
    """

    def __init__(self, folder: Path, recipe: Recipe) -> None:
        """Find out what can be read.

        Args:
            folder: The run's folder.
            recipe: Who would be asked.

        Raises:
            RunError: There is no such run, or nothing of it can be read.
        """
        self.folder = folder
        path = folder / LEDGER
        if not path.is_file():
            raise RunError(f"the run {folder} has no ledger", "name a run's folder after --reuse")
        try:
            self._database = connected(path, "ro")
            self._most = self._most_rows()
            found = [number for number, key in self._rows("recipe", "id, key") if key == recipe.key]
            articles = dict(self._rows("article", "id, key"))
            self._drafts = {
                articles[article]: number
                for number, article, by in self._rows("draft", "rowid, article, recipe")
                if by in found and article in articles
            }
        except sqlite3.Error as error:
            raise RunError(
                f"nothing can be read of the ledger {path}: {error}",
                "leave out --reuse: completions that were kept are found without it",
            ) from None
        self.count = len(self._drafts)

    def draft_of(self, article: Article) -> bytes | None:
        """The draft of an article, packed; None if there is none, or it is damaged."""
        number = self._drafts.get(key_of(article))
        if number is None:
            return None
        with suppress(sqlite3.Error, zlib.error, UnicodeDecodeError):
            (draft,) = self._one("SELECT json FROM draft WHERE rowid = ?", number)
            unpacked(draft)  # its checksum
            return bytes(draft)
        return None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._database.close()

    def _one(self, statement: str, *values: object) -> tuple[Any, ...]:
        row: tuple[Any, ...] = self._database.execute(statement, values).fetchone()
        return row

    def _rows(self, table: str, columns: str) -> Iterator[tuple[Any, ...]]:
        """What can be read of a table, by row; ranges that cannot are halved until they can."""
        query = f"SELECT {columns} FROM {table} WHERE rowid BETWEEN ? AND ?"  # noqa: S608  our own
        self._database.execute(f"EXPLAIN {query}", (0, 0))  # raises if there is no such table
        ranges = [(1, self._most)]
        while ranges:
            first, last = ranges.pop()
            try:
                rows = self._database.execute(query, (first, last)).fetchall()
            except sqlite3.Error:
                middle = (first + last) // 2
                ranges += [(first, middle), (middle + 1, last)] if first < last else []
            else:
                yield from rows

    def _most_rows(self) -> int:
        """How many rows a table may have: as many as the longest of those that tell."""
        most = _ROWS_OF_A_PAGE * int(self._one("PRAGMA page_count")[0])
        told = []
        for table in ("article", "body", "draft"):
            with suppress(sqlite3.Error):
                told.append(self._one(f"SELECT max(rowid) FROM {table}")[0] or 1)  # noqa: S608
        return min(most, max(told, default=most))
