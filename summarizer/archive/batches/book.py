"""The batches of a run, in its ledger: which requests they hold, and the answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from summarizer.archive.ledger.migrations import now_ms
from summarizer.archive.ledger.reading import connected
from summarizer.archive.ledger.rows import packed, unpacked
from summarizer.archive.ledger.trouble import told

MOST_SENT = 3
"""Batches into which one request goes at most."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that is to go into a batch.

    Attributes:
        digest: Of its meaning, in hex; what the provider is told as its `custom_id`.
        tokens_in: What it is thought to read.
        tokens_out: The longest answer that it allows.
    """

    digest: str
    tokens_in: int
    tokens_out: int


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a request.

    Attributes:
        is_under_way: Whether it is in a batch that is not over.
        sent: Into how many batches it went.
        status: HTTP status of its answer; None while there is none.
        answer: The answer's body.
    """

    is_under_way: bool
    sent: int
    status: int | None
    answer: str | None


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch that is not over.

    Attributes:
        id: Its number in the ledger.
        file: Name of its file of requests, in the run's folder and at the provider.
        remote: The provider's id; None until it is known.
    """

    id: int
    file: str
    remote: str | None


class Book:
    """The tables of batches; a connection of its own, for the process that holds the run's lock."""

    def __init__(self, path: Path) -> None:
        """Open.

        Args:
            path: The ledger's file.

        Raises:
            RunError, OutputError: It could not be opened.
        """
        self.path = path
        with told(path, keep_copy=False):
            self._database = connected(path, "rw")

    def known(self, digest: str) -> Known | None:
        """What is known of that request; None if it went into no batch yet."""
        with told(self.path, keep_copy=False):
            found = self._database.execute(
                "SELECT batch IS NOT NULL, sent, status, answer FROM request WHERE digest = ?",
                (bytes.fromhex(digest),),
            ).fetchone()
        if found is None:
            return None
        under_way, sent, status, answer = found
        body = None if answer is None else unpacked(answer)
        return Known(bool(under_way), sent, status, body)

    def open(self) -> list[Batch]:
        """The batches that are not over, the oldest first."""
        with told(self.path, keep_copy=False):
            found = self._database.execute(
                "SELECT id, file, remote FROM batch WHERE NOT is_over ORDER BY id"
            )
            return [Batch(*cells) for cells in found]

    def next_number(self) -> int:
        """The number of the next batch."""
        with told(self.path, keep_copy=False):
            found = self._database.execute("SELECT coalesce(max(id), 0) + 1 FROM batch").fetchone()
        return int(found[0])

    def add(self, number: int, file: str, requests: Sequence[Asked]) -> None:
        """Keep that a file is whole, and what is in it."""
        with self._step():
            self._database.execute(
                "INSERT INTO batch (id, file, made) VALUES (?, ?, ?)", (number, file, now_ms())
            )
            self._database.executemany(
                "INSERT INTO request (digest, batch, tokens_in, tokens_out) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (digest) DO UPDATE SET batch = excluded.batch",
                [
                    (bytes.fromhex(one.digest), number, one.tokens_in, one.tokens_out)
                    for one in requests
                ],
            )

    def made(self, batch: Batch, remote: str) -> None:
        """Keep the provider's id of a batch."""
        with self._step():
            self._database.execute("UPDATE batch SET remote = ? WHERE id = ?", (remote, batch.id))
            self._database.execute(
                "UPDATE request SET sent = sent + 1 WHERE batch = ?", (batch.id,)
            )

    def answer(self, batch: Batch, several: Sequence[tuple[str, int, str]]) -> None:
        """Keep answers: digests, statuses, bodies; those to nothing that was asked are left out."""
        with self._step():
            self._database.executemany(
                "UPDATE request SET status = ?, answer = ? WHERE digest = ? AND batch = ?",
                [
                    (status, packed(body), _digest(digest), batch.id)
                    for digest, status, body in several
                ],
            )

    def over(self, batch: Batch, how: str) -> int:
        """Keep that a batch is over, in whatever way.

        Returns:
            How many of its requests have no answer; they may go into another.
        """
        with self._step():
            lacking = self._database.execute(
                "SELECT count(*) FROM request WHERE batch = ? AND status IS NULL", (batch.id,)
            ).fetchone()
            self._database.execute("UPDATE request SET batch = NULL WHERE batch = ?", (batch.id,))
            self._database.execute(
                "UPDATE batch SET is_over = 1, how = ? WHERE id = ?", (how, batch.id)
            )
        return int(lacking[0])

    def forget(self, digests: Sequence[str]) -> None:
        """Drop requests with their answers, so that they are asked anew if they are asked again."""
        with self._step():
            self._database.executemany(
                "DELETE FROM request WHERE digest = ? AND batch IS NULL",
                [(bytes.fromhex(digest),) for digest in digests],
            )

    def clear(self) -> None:
        """Drop all requests of batches that are over, once no article needs their answers."""
        with self._step():
            self._database.execute("DELETE FROM request WHERE batch IS NULL")

    def requests_of(self, batch: Batch) -> list[Asked]:
        """The requests of a batch that is not over."""
        with told(self.path, keep_copy=False):
            found = self._database.execute(
                "SELECT digest, tokens_in, tokens_out FROM request WHERE batch = ?", (batch.id,)
            )
            return [Asked(digest.hex(), read, written) for digest, read, written in found]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._database.close()

    @contextmanager
    def _step(self) -> Iterator[None]:
        """A change that is on the disk, whole, when it ends."""
        with told(self.path, keep_copy=True):
            self._database.execute("PRAGMA synchronous = FULL")
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._database.execute("COMMIT")
            except BaseException:
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")
                raise


def _digest(custom_id: str) -> bytes:
    """A digest of what a provider gives back as `custom_id`; empty for what is none."""
    try:
        return bytes.fromhex(custom_id)
    except ValueError:
        return b""
