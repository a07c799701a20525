"""What goes into the ledger and what a run takes from it."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.archive.outcome import Outcome
from summarizer.model import Article, Usage


@dataclass(frozen=True, slots=True)
class Incoming:
    """An entry of the archive on its way into the ledger.

    Attributes:
        position: Where in the archive it stands.
        key: Digest of the article's text and day of publication; empty without an article.
        known: name, digest, published, title, outlet, url, language: as `article` has them.
        text: The text, packed; None without an article.
        notes: What the user should know of how it was read.
        signature: What near-duplicates are told by; None for a text too short for that.
        bands: Keys under which articles with a like signature are found.
        cause: Why it is skipped, as a stable word; None if it is not.
        why: The same in one line.
    """

    position: str
    key: bytes
    known: tuple[str | bytes | None, ...]
    text: bytes | None
    notes: tuple[str, ...] = ()
    signature: bytes | None = None
    bands: tuple[int, ...] = ()
    cause: str | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """How one article ended.

    Attributes:
        row: The row's id.
        outcome: How; None leaves it pending, with what it took.
        usage: What it took since it was last settled.
        attempts: How often it was taken up since then.
        draft: What a model read, packed; kept until and after it is checked.
        brief: The brief's JSON, packed; None if there is none.
        cause: A stable word for the kind of failure.
        why: The failure in one line.
    """

    row: int
    outcome: Outcome | None
    usage: Usage
    attempts: int = 1
    draft: bytes | None = None
    brief: bytes | None = None
    cause: str | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Pending:
    """An article that is to be briefed.

    Attributes:
        row: The row's id.
        article: The article.
        draft: What a model has read already, packed: it only has to be checked; None if nothing.
    """

    row: int
    article: Article
    draft: bytes | None


@dataclass(frozen=True, slots=True)
class Intake:
    """How far the sources of a run have been taken in.

    Attributes:
        id: Its row.
        taken: Entries taken in.
        is_complete: Whether that is all of them.
        fingerprint: What tells whether the sources have changed since; None if nothing does.
    """

    id: int
    taken: int
    is_complete: bool
    fingerprint: str | None
