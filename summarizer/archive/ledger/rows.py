"""A row of the ledger: one entry of the archive and what came of it."""

from __future__ import annotations

import datetime as dt
import json
import zlib
from dataclasses import dataclass
from typing import Any

from pydantic_core import PydanticSerializationError

from summarizer.archive.outcome import Outcome
from summarizer.model import Brief, Usage


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of the archive.

    Attributes:
        id: Its number in the run, from 1, in the order of the archive.
        position: Where in the archive it stands.
        article_id: The article's id; None if there is no article in it.
        digest: SHA-256 of the article's text, in hex; None if there is none.
        published: Day of publication.
        title: The article's title.
        outlet: Who published it.
        url: Where.
        language: As given, never guessed.
        notes: What the user should know of how it was read.
        outcome: How it ended under the recipe in force; None while it is pending.
        why: Why there is no brief, one line; None if there is one or it is pending.
        cause: A stable word for the kind of reason, such as `no_article` or `endpoint_busy`.
        duplicate_of: Id of the row whose brief it shares; None if it is no duplicate.
        attempts: How often it was taken up under this recipe; 0 if never.
        usage: What all these attempts took, added.
        first_seen: When it was taken in, UTC.
        settled: When its outcome was kept, UTC; None while there is none of this recipe.
    """

    id: int
    position: str
    article_id: str | None
    digest: str | None
    published: dt.date | None
    title: str | None
    outlet: str | None
    url: str | None
    language: str | None
    notes: tuple[str, ...]
    outcome: Outcome | None
    why: str | None
    cause: str | None
    duplicate_of: int | None
    attempts: int
    usage: Usage
    first_seen: dt.datetime
    settled: dt.datetime | None


SELECT_ROWS = """
SELECT article.id, position, name, digest, published, title, outlet, url, language, notes,
       coalesce(article.aside, result.outcome), coalesce(article.why, result.why),
       coalesce(article.cause, result.cause),
       duplicate_of, attempts, calls, cached, tokens_in, tokens_out, cost_usd, seconds,
       first_seen, settled
FROM article
LEFT JOIN result ON result.recipe = ? AND result.article = article.id
"""
"""What `row_of` takes; its one parameter is the recipe."""


def row_of(cells: tuple[Any, ...]) -> Row:
    """A row as `SELECT_ROWS` gives it."""
    (number, position, name, digest, published, title, outlet, url, language, notes) = cells[:10]
    (outcome, why, cause, duplicate_of, attempts, calls, cached) = cells[10:17]
    (tokens_in, tokens_out, cost_usd, seconds, first_seen, settled) = cells[17:]
    if attempts is None:
        usage = Usage()
    else:
        usage = Usage.model_construct(
            calls=calls,
            cached=cached,
            tokens_in=tokens_in,
            tokens_out=tokens_out,
            cost_usd=cost_usd,
            seconds=seconds,
        )
    return Row(
        id=number,
        position=position,
        article_id=name,
        digest=None if digest is None else digest.hex(),
        published=None if published is None else dt.date.fromisoformat(published),
        title=title,
        outlet=outlet,
        url=url,
        language=language,
        notes=tuple(notes.split("\n")) if notes else (),
        outcome=None if outcome is None else Outcome(outcome),
        why=why,
        cause=cause,
        duplicate_of=duplicate_of,
        attempts=attempts or 0,
        usage=usage,
        first_seen=time_of(first_seen),
        settled=None if settled is None or outcome is None else time_of(settled),
    )


_LEVEL, _WINDOW_BITS, _MEMORY_LEVEL = 3, 13, 6
"""zlib's own window and tables take longer to set up than most rows take to pack: these take half
the time, for rows of the same size."""


def packed(text: str) -> bytes:
    """Text as the ledger keeps it; lone surrogates, which broken input brings, survive."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _WINDOW_BITS, _MEMORY_LEVEL)
    return packer.compress(text.encode("utf-8", "surrogatepass")) + packer.flush()


def packed_brief(brief: Brief) -> bytes:
    """A brief's JSON as the ledger keeps it."""
    try:
        return packed(brief.model_dump_json())
    except PydanticSerializationError:  # it quotes a lone surrogate, which only escapes can hold
        return packed(json.dumps(brief.model_dump(mode="json"), ensure_ascii=True))


def brief_of(text: str) -> Brief:
    """The brief of the JSON that `packed_brief` packed."""
    return Brief.model_validate(json.loads(text))


def unpacked(data: bytes) -> str:
    """What `packed` packed.

    Raises:
        zlib.error, UnicodeDecodeError: The bytes are damaged.
    """
    return zlib.decompress(data).decode("utf-8", "surrogatepass")


def time_of(ms: int) -> dt.datetime:
    """A time as the ledger keeps it."""
    return dt.datetime.fromtimestamp(ms / 1000, dt.UTC)
