"""The schema, as the ordered steps that lead to it; a step that has landed is never changed.

| table | one row for | |
|---|---|---|
| `migration` | each step that this ledger has taken | |
| `recipe` | each way to brief that was in force: prompt, model ... | `key` tells them apart |
| `session` | each time that a process worked on the run | `ended` is null while it does |
| `intake` | each list of sources, with how many of its entries have been taken in | |
| `article` | each entry of the archive, in the order taken in | the texts are in `body` |
| `body` | each article's text, compressed, and its signature | apart, so that lists stay quick |
| `band` | each band of each signature that later articles are held against | |
| `result` | each article and recipe: how it ended and what that took | |
| `draft` | each answer of a model that gave a draft, compressed | kept before it is checked |
| `brief` | each result that is a brief: its JSON, compressed | |
| `batch` | each batch that a provider was given, or is to be | `remote` is the provider's id |
| `request` | each request of a batch, by its digest; its answer, compressed | |

`article.aside` is the outcome of what is decided before anything is sent (duplicate, skipped); all
others are results of a recipe, so that another prompt leaves the results of the first where they
are. `cause` is a stable word for the kind of reason, `why` the reason in one line.
Times are milliseconds since 1970, UTC. Compressed is zlib.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from summarizer.errors import RunError


@dataclass(frozen=True)
class Migration:
    """One step of the schema.

    Attributes:
        name: What it brings, in a few words.
        statements: SQL, run in one transaction with the note that the step was taken.
    """

    name: str
    statements: tuple[str, ...]


MIGRATIONS: tuple[Migration, ...] = (
    Migration(
        "articles, recipes, results",
        (
            """CREATE TABLE recipe (
                id INTEGER PRIMARY KEY,
                key TEXT NOT NULL UNIQUE,
                told TEXT NOT NULL,
                is_current INTEGER NOT NULL DEFAULT 0,
                created INTEGER NOT NULL)""",
            """CREATE TABLE session (
                id INTEGER PRIMARY KEY,
                recipe INTEGER REFERENCES recipe(id),
                package TEXT NOT NULL,
                arguments TEXT NOT NULL,
                began INTEGER NOT NULL,
                ended INTEGER,
                ending TEXT)""",
            """CREATE TABLE intake (
                id INTEGER PRIMARY KEY,
                sources TEXT NOT NULL UNIQUE,
                fingerprint TEXT,
                taken INTEGER NOT NULL DEFAULT 0,
                is_complete INTEGER NOT NULL DEFAULT 0)""",
            """CREATE TABLE article (
                id INTEGER PRIMARY KEY,
                position TEXT NOT NULL,
                key BLOB NOT NULL,
                name TEXT,
                digest BLOB,
                published TEXT,
                title TEXT,
                outlet TEXT,
                url TEXT,
                language TEXT,
                notes TEXT,
                aside TEXT,
                cause TEXT,
                why TEXT,
                duplicate_of INTEGER REFERENCES article(id),
                first_seen INTEGER NOT NULL,
                UNIQUE (position, key))""",
            "CREATE INDEX article_by_key ON article (key) WHERE aside IS NULL",
            "CREATE INDEX article_by_first ON article (duplicate_of) WHERE duplicate_of NOT NULL",
            """CREATE TABLE body (
                article INTEGER PRIMARY KEY REFERENCES article(id),
                text BLOB NOT NULL,
                signature BLOB)""",
            """CREATE TABLE band (
                key INTEGER NOT NULL,
                article INTEGER NOT NULL REFERENCES article(id),
                PRIMARY KEY (key, article)) WITHOUT ROWID""",
            """CREATE TABLE result (
                article INTEGER NOT NULL REFERENCES article(id),
                recipe INTEGER NOT NULL REFERENCES recipe(id),
                outcome TEXT,
                why TEXT,
                cause TEXT,
                attempts INTEGER NOT NULL,
                calls INTEGER NOT NULL,
                cached INTEGER NOT NULL,
                tokens_in INTEGER NOT NULL,
                tokens_out INTEGER NOT NULL,
                cost_usd REAL,
                seconds REAL NOT NULL,
                settled INTEGER NOT NULL,
                PRIMARY KEY (recipe, article)) WITHOUT ROWID""",
            """CREATE TABLE brief (
                article INTEGER NOT NULL REFERENCES article(id),
                recipe INTEGER NOT NULL REFERENCES recipe(id),
                json BLOB NOT NULL,
                PRIMARY KEY (recipe, article))""",
        ),
    ),
    Migration(
        "drafts, kept as they arrive",
        (
            """CREATE TABLE draft (
                article INTEGER NOT NULL REFERENCES article(id),
                recipe INTEGER NOT NULL REFERENCES recipe(id),
                json BLOB NOT NULL,
                PRIMARY KEY (recipe, article))""",
        ),
    ),
    Migration(
        "batches of a provider",
        (
            """CREATE TABLE batch (
                id INTEGER PRIMARY KEY,
                file TEXT,
                remote TEXT,
                is_over INTEGER NOT NULL DEFAULT 0,
                how TEXT,
                made INTEGER NOT NULL)""",
            """CREATE TABLE request (
                digest BLOB PRIMARY KEY,
                batch INTEGER REFERENCES batch(id),
                tokens_in INTEGER NOT NULL,
                tokens_out INTEGER NOT NULL,
                sent INTEGER NOT NULL DEFAULT 0,
                status INTEGER,
                answer BLOB) WITHOUT ROWID""",
            "CREATE INDEX request_by_batch ON request (batch)",
        ),
    ),
)
"""Every step there is; a new one goes to the end."""


def migrate(database: sqlite3.Connection, path: Path) -> None:
    """Take the steps that a ledger has not taken, each whole or not at all.

    Args:
        database: Open for writing, by the process that holds the run's lock; in autocommit.
        path: Its file, for what the user is told.

    Raises:
        RunError: The ledger has taken steps that this version of the program does not know.
    """
    database.execute(
        "CREATE TABLE IF NOT EXISTS migration "
        "(number INTEGER PRIMARY KEY, name TEXT NOT NULL, taken INTEGER NOT NULL)"
    )
    done = require_known(database, path)
    for number, step in enumerate(MIGRATIONS[done:], done + 1):
        database.execute("BEGIN IMMEDIATE")
        try:
            for statement in step.statements:
                database.execute(statement)
            database.execute(
                "INSERT INTO migration VALUES (?, ?, ?)", (number, step.name, now_ms())
            )
        except BaseException:
            database.execute("ROLLBACK")
            raise
        database.execute("COMMIT")


def require_known(database: sqlite3.Connection, path: Path) -> int:
    """How many steps a ledger has taken.

    Raises:
        RunError: More, or others, than this version of the program knows.
    """
    taken: Sequence[tuple[int, str]] = database.execute(
        "SELECT number, name FROM migration ORDER BY number"
    ).fetchall()
    known = [(number, step.name) for number, step in enumerate(MIGRATIONS, 1)]
    if list(taken) != known[: len(taken)]:
        raise RunError(
            f"the ledger {path} was made by a newer summarizer: it is at step {taken[-1][0]} of "
            f"its schema, and this one knows {len(known)}",
            "use the summarizer that made it",
        )
    return len(taken)


def now_ms() -> int:
    """The time, in milliseconds since 1970, UTC: for the record only, never for a wait."""
    return time.time_ns() // 1_000_000
