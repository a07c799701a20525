"""An entry of the archive on its way into the ledger, and what it repeats of what is there."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from typing import Any

from summarizer.archive.ledger.migrations import now_ms
from summarizer.archive.ledger.records import Incoming
from summarizer.archive.outcome import Outcome

IsNear = Callable[[bytes, bytes], bool]
"""Decides by their signatures whether two articles tell the same."""

Ended = tuple[Outcome | None, str | None]
"""An outcome and its cause; (None, None) is pending."""

_CANDIDATES = 64
"""Earlier articles at most that a new one is held against; those with most bands in common."""

_ADD = """
INSERT OR IGNORE INTO article (position, key, name, digest, published, title, outlet, url,
    language, notes, aside, cause, why, duplicate_of, first_seen)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_LIKE = """
SELECT body.article, signature FROM (
    SELECT article, count(*) AS common FROM band
    WHERE key IN (SELECT value FROM json_each(?))
    GROUP BY article ORDER BY common DESC, article LIMIT ?) AS likely
JOIN body ON body.article = likely.article ORDER BY body.article
"""


def added(database: sqlite3.Connection, entry: Incoming, is_near: IsNear | None) -> Ended | None:
    """Add an entry, within a transaction; a duplicate is linked to the first of its like.

    Returns:
        How it has ended by that, (None, None) if it is to be briefed; None if it was known, by
        position and text, and is passed over.
    """
    first = _first_like(database, entry, is_near) if entry.text is not None and is_near else None
    ended: tuple[Any, ...] = (None, None, None, None)
    if first is not None:
        ended = (Outcome.DUPLICATE, first[1], f"it tells what row {first[0]} tells", first[0])
    elif entry.cause is not None:
        ended = (Outcome.SKIPPED, entry.cause, entry.why, None)
    notes = "\n".join(entry.notes) or None
    row = database.execute(_ADD, (entry.position, entry.key, *entry.known, notes, *ended, now_ms()))
    if not row.rowcount:
        return None
    if entry.text is not None:
        database.execute(
            "INSERT INTO body VALUES (?, ?, ?)", (row.lastrowid, entry.text, entry.signature)
        )
        if first is None:
            database.executemany(
                "INSERT OR IGNORE INTO band VALUES (?, ?)",
                [(band, row.lastrowid) for band in entry.bands],
            )
    return ended[0], ended[1]


def _first_like(
    database: sqlite3.Connection, entry: Incoming, is_near: IsNear
) -> tuple[int, str] | None:
    """The first article that this one repeats, and whether exactly or nearly."""
    (exact,) = database.execute(
        "SELECT min(id) FROM article WHERE key = ? AND aside IS NULL", (entry.key,)
    ).fetchone()
    if exact is not None:
        return exact, "exact"
    if entry.signature is None or not entry.bands:
        return None
    for number, signature in database.execute(_LIKE, (json.dumps(entry.bands), _CANDIDATES)):
        if is_near(signature, entry.signature):
            return number, "near"
    return None
