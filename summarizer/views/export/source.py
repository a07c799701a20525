"""A run's articles as they are exported: rows of its ledger, with briefs as reviewed."""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.archive.corrections import Corrections, Reviewed
from summarizer.archive.ledger import Ledger, Row
from summarizer.model import Article
from summarizer.views.export.rows import Exported


def exported(
    ledger: Ledger, corrections: Corrections, *, repeat_duplicates: bool = False
) -> Iterator[Exported]:
    """The articles of a run, in the order of the archive; one is in memory at a time.

    Args:
        ledger: The run, within a `snapshot` if it may be going on.
        corrections: Applied to each brief.
        repeat_duplicates: Whether duplicates come with their original's brief, or with none.
    """
    for row in ledger.rows():
        wanted = row.duplicate_of is None or repeat_duplicates
        yield Exported(row, _reviewed(ledger, row, corrections) if wanted else None)


def _reviewed(ledger: Ledger, row: Row, corrections: Corrections) -> Reviewed | None:
    brief = ledger.brief_of(row)
    if brief is None:
        return None

    def article() -> Article:
        # A brief is held against the article that it was made from.
        first = row if row.duplicate_of is None else ledger.row(row.duplicate_of)
        assert first is not None  # noqa: S101 - the ledger's own reference
        return ledger.article_of(first)

    return corrections.apply(brief, article)
