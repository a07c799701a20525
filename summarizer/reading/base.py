"""What every reader of this room shares: kinds, limits, what was found, how it is named."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from summarizer.errors import ExitCode, SourceError
from summarizer.model import Article

MAX_BYTES = 10_000_000
"""The one limit of a source: bytes as stored or sent, bytes unpacked, and characters of text."""

_SHOWN = 200  # characters of untrusted words that a message or a note repeats


class Kind(StrEnum):
    """What the bytes of a source are."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Reading:
    """One article, read.

    Attributes:
        article: The article.
        notes: What the user should know of how it was read, one line each.
    """

    article: Article
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What a source says of its article besides the text; None where it says nothing.

    Attributes:
        date_words: The words of a date that names no day (`2025-03`) or cannot be read.
    """

    id: str | None = None
    title: str | None = None
    outlet: str | None = None
    language: str | None = None
    url: str | None = None
    published: dt.date | None = None
    date_words: str | None = None

    def over(self, other: Known) -> Known:
        """This, with the gaps filled from `other`."""
        filled = {
            field.name: getattr(other, field.name)
            for field in dataclasses.fields(self)
            if getattr(self, field.name) is None
        }
        return dataclasses.replace(self, **filled)


@dataclass(frozen=True, slots=True)
class Found:
    """What the reader of one kind found: the text, what is known of it, notes."""

    text: str
    known: Known = Known()
    notes: tuple[str, ...] = ()


def tidy(text: str) -> str:
    r"""The text as it is stored: newlines are `\n`, no leading BOM, no blank lines around it.

    Every other code point stays what it is (no Unicode normalisation): evidence offsets count them.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    start = text.rfind("\n", 0, len(text) - len(text.lstrip())) + 1
    end = text.find("\n", len(text.rstrip()))
    return text[start:] if end < 0 else text[start:end]


def shown(words: str) -> str:
    """Words of a source, safe and short enough for a message: one line, no control characters."""
    line = " ".join("".join(c if c.isprintable() else " " for c in words[: 2 * _SHOWN]).split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"


def too_large(name: str, what: str, limit: int) -> SourceError:
    """The error for a source over the limit; `what` says what of it is."""
    return SourceError(
        f"{shown(name)}: {what} is over the limit of {limit:,}",
        "name a single article, or its text alone",
        code=ExitCode.TOO_LARGE,
    )
