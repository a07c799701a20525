"""What an inventory yields: one entry for each article of an archive, and for each that is none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from summarizer.errors import ExitCode, SummarizerError
from summarizer.model import Article


class ProblemKind(StrEnum):
    """Why something in an archive gave no article."""

    UNREADABLE = "unreadable"
    """It could not be opened, or is damaged."""
    EMPTY = "empty"
    """It holds no text."""
    NOT_TEXT = "not_text"
    """It is binary, or of a kind that nothing here reads."""
    NO_ARTICLE = "no_article"
    """A page or row with no article in it; a PDF of images only."""
    LOCKED = "locked"
    """It is encrypted."""
    TOO_LARGE = "too_large"
    """It is over the size limit of one article."""
    BOMB = "bomb"
    """It unpacks to far more than any archive of news does."""
    TRUNCATED = "truncated"
    """It ends in the middle; what came before is kept."""
    MALFORMED = "malformed"
    """A row, record or feed that is not of the form which its kind has."""
    NESTED = "nested"
    """An archive in an archive in an archive."""
    UNSUPPORTED = "unsupported"
    """Of a kind that an optional library reads, which is not installed."""
    PASSED_OVER = "passed_over"
    """Left out on purpose (hidden files, records that are no pages); one entry tells how many."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why there is no article, and what the user is told.

    Attributes:
        kind: The reason as programs tell it apart.
        why: One line, with no control characters, for the user.
    """

    kind: ProblemKind
    why: str

    @classmethod
    def of(cls, error: SummarizerError) -> Problem:
        """The problem that an error of reading one article is, in an archive of many."""
        return cls(_KINDS.get(error.exit_code, ProblemKind.UNREADABLE), error.message)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in an archive: an article, or the problem that it has instead.

    Attributes:
        position: Where in the archive, the same each time it is read: `news.jsonl.gz:17`,
            `pages.zip!a/b.html`, `crawl.warc.gz@20331`.
        article: The article; exactly one of this and `problem` is there.
        problem: Why there is none.
        notes: What the user should know of how the article was read, one line each.
    """

    position: str
    article: Article | None
    problem: Problem | None = None
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if (self.article is None) == (self.problem is None):
            raise ValueError("an entry has an article or a problem, never both or neither")

    @classmethod
    def without(cls, position: str, kind: ProblemKind, why: str) -> Entry:
        """An entry with no article."""
        return cls(position, None, Problem(kind, why))


_KINDS = {
    ExitCode.EMPTY: ProblemKind.EMPTY,
    ExitCode.NOT_TEXT: ProblemKind.NOT_TEXT,
    ExitCode.NO_ARTICLE: ProblemKind.NO_ARTICLE,
    ExitCode.PDF_LOCKED: ProblemKind.LOCKED,
    ExitCode.PDF_NO_TEXT: ProblemKind.NO_ARTICLE,
    ExitCode.TOO_LARGE: ProblemKind.TOO_LARGE,
}
"""What is not listed could not be opened or is damaged."""
