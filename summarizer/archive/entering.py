"""What the process does that reads an archive: entries in order, made ready for the ledger.

It is beside the run's other processes for as long as there is something to read. So this module
needs no more than that takes; what only some runs need is imported where it is needed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from summarizer.archive.duplicates import bands, signature
from summarizer.archive.entries import Entry
from summarizer.archive.inventory import InventoryOptions, entries
from summarizer.archive.ledger.records import Incoming
from summarizer.archive.ledger.rows import packed
from summarizer.archive.outcome import NOTHING_TO_BRIEF
from summarizer.model import Article

STDIN = "-"
"""The source that is this process's standard input."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be taken in, and how.

    Attributes:
        sources: Paths, or `-`.
        options: What of them.
        keeps_duplicates: Whether an article that repeats another is one of its own.
        screens: Whether articles with nothing to brief are set aside.
    """

    sources: tuple[str, ...]
    options: InventoryOptions
    keeps_duplicates: bool = False
    screens: bool = False

    @property
    def name(self) -> dict[str, object]:
        """What the ledger knows these sources by: the same archive from any working folder."""
        sources = [s if s == STDIN else str(Path(s).absolute()) for s in self.sources]
        return {"sources": sources, **asdict(self.options)}


Step = tuple[list[Incoming], bool]
"""Entries, and whether they are the last."""


def reading(wanted: Wanted, skip: int) -> Callable[[int], Step]:
    """What the reader's process does: gives the next so many entries, ready for the ledger."""
    found = entries(wanted.sources, wanted.options, skip=skip)
    return lambda number: _step(found, number, wanted)


def _step(found: Iterator[Entry], number: int, wanted: Wanted) -> Step:
    batch: list[Incoming] = []
    for entry in found:
        batch.append(incoming(entry, wanted))
        if len(batch) == number:
            return batch, False
    return batch, True


def incoming(entry: Entry, wanted: Wanted) -> Incoming:
    """An entry as the ledger takes it in."""
    article = entry.article
    if article is None:
        assert entry.problem is not None  # noqa: S101  an entry has one of the two
        return Incoming(
            position=entry.position,
            key=b"",
            known=(None,) * 7,
            text=None,
            notes=entry.notes,
            cause=str(entry.problem.kind),
            why=entry.problem.why,
        )
    digest = bytes.fromhex(article.digest)
    signed, keys = (None, ()) if wanted.keeps_duplicates else _signed(article.text)
    reason = None
    if wanted.screens:
        from summarizer.archive.screening import reason_to_set_aside

        reason = reason_to_set_aside(article)
    return Incoming(
        position=entry.position,
        key=key_of(article),
        known=(
            article.id,
            digest,
            article.published.isoformat() if article.published else None,
            *(article.title, article.outlet, article.url, article.language),
        ),
        text=packed(article.text),
        notes=entry.notes,
        signature=signed,
        bands=keys,
        cause=NOTHING_TO_BRIEF if reason else None,
        why=reason,
    )


def key_of(article: Article) -> bytes:
    """Digest of what a brief hangs on: the text, and the day that relative dates start from."""
    day = article.published.isoformat() if article.published else ""
    return hashlib.sha256(bytes.fromhex(article.digest) + day.encode()).digest()


def _signed(text: str) -> tuple[bytes | None, tuple[int, ...]]:
    signed = signature(text)
    return signed, () if signed is None else tuple(bands(signed))
