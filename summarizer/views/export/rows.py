"""The rows of every table, from one article of a run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from summarizer.archive.corrections.keys import LISTS, Item, items_of, key_evidence
from summarizer.archive.corrections.reviews import Reviewed
from summarizer.archive.ledger import Row
from summarizer.model import Agreement, Brief, Toll

Value = str | int | float | bool | dt.date | list[str] | None
Record = dict[str, Value]
"""A row by the names of its columns; a column that is left out is empty."""


@dataclass(frozen=True, slots=True)
class Exported:
    """One article of a run.

    Attributes:
        row: Its row in the ledger.
        reviewed: Its brief; of a duplicate that of the article which it is a copy of.
    """

    row: Row
    reviewed: Reviewed | None

    @property
    def is_duplicate(self) -> bool:
        """Whether its items are another article's."""
        return self.row.duplicate_of is not None


def article_rows(one: Exported) -> Iterator[Record]:
    """The article's own row. A duplicate's brief is its original's, and told there alone."""
    row, used = one.row, one.row.usage
    record: Record = {
        **_source(one),
        "title": row.title,
        "language": row.language,
        "url": row.url,
        "digest": row.digest,
        "outcome": None if row.outcome is None else row.outcome.value,
        "cause": row.cause,
        "why": row.why,
        "attempts": row.attempts,
    }
    if row.attempts:
        record |= {
            "calls": used.calls,
            "tokens_in": used.tokens_in,
            "tokens_out": used.tokens_out,
            "cost_usd": used.cost_usd,
            "seconds": round(used.seconds, 3),
        }
    if one.reviewed is not None and not one.is_duplicate:
        record |= _of_brief(one.reviewed.brief)
    yield record


def item_rows(part: str) -> Callable[[Exported], Iterator[Record]]:
    """What gives the rows of one of `LISTS`: one for each item."""

    def rows(one: Exported) -> Iterator[Record]:
        if one.reviewed is None:
            return
        for item, key in _keyed(one.reviewed, part):
            yield {**_source(one), "item": key, **_fields(item), **_said(item, key, one.reviewed)}

    return rows


def evidence_rows(one: Exported) -> Iterator[Record]:
    """One row for each sentence of each item."""
    if one.reviewed is None:
        return
    for part in LISTS:
        for item, key in _keyed(one.reviewed, part):
            for evidence in item.evidence:
                yield {
                    **_source(one),
                    "part": part,
                    "item": key,
                    "sentence": evidence.sentence,
                    "quote_start": evidence.start,
                    "quote_end": evidence.end,
                    "quote": evidence.quote,
                }


def finding_rows(one: Exported) -> Iterator[Record]:
    """One row for each finding."""
    if one.reviewed is None:
        return
    for index, finding in enumerate(one.reviewed.brief.findings):
        keys = one.reviewed.keys.get(finding.part, ())
        in_brief = None if finding.item is None else keys[finding.item]
        yield {
            **_source(one),
            "code": finding.code,
            "outcome": finding.outcome.value,
            "part": finding.part,
            "item": in_brief or one.reviewed.rejected.get(index),
            "what": finding.what,
            "why": finding.why,
            "sentences": [str(number) for number in finding.sentences],
        }


ROWS: dict[str, Callable[[Exported], Iterator[Record]]] = {
    "articles": article_rows,
    **{part: item_rows(part) for part in LISTS},
    "evidence": evidence_rows,
    "findings": finding_rows,
}
"""What gives the rows of the tables that are made article by article."""


def _source(one: Exported) -> Record:
    row = one.row
    return {
        "row": row.id,
        "article_id": row.article_id,
        "position": row.position,
        "outlet": row.outlet,
        "published": row.published,
        "duplicate_of": row.duplicate_of,
    }


def _keyed(reviewed: Reviewed, part: str) -> Iterator[tuple[Item, str]]:
    return zip(items_of(reviewed.brief, part), reviewed.keys[part], strict=True)


def _of_brief(brief: Brief) -> Record:
    made = brief.provenance
    return {
        "headline": brief.headline,
        "bottom_line": brief.bottom_line,
        **{part: len(items_of(brief, part)) for part in LISTS},
        "findings": len(brief.findings),
        "engine": made.engine,
        "model": made.model,
        "answered_by": made.answered_by,
        "prompt": made.prompt,
        "prompt_hash": made.prompt_hash,
        "codebook": made.codebook,
        "package": made.package,
    }


def _fields(item: Item) -> Record:
    """An item's own fields, by the names of the codebook but for a window's two days."""
    fields: Record = item.model_dump(mode="json", exclude={"evidence", "grounding", "when"})
    if isinstance(item, Toll | Agreement):
        start, end = (item.when.start, item.when.end) if item.when else (None, None)
        fields |= {"reference_period_start": start, "reference_period_end": end}
    return fields


def _said(item: Item, key: str, reviewed: Reviewed) -> Record:
    shown = key_evidence(item)
    review = reviewed.reviews.get(key)
    return {
        "grounding": item.grounding.value,
        "review": review.verdict.value if review else None,
        "review_note": (review.note or None) if review else None,
        "sentences": [str(evidence.sentence) for evidence in item.evidence],
        "sentence": shown.sentence,
        "quote_start": shown.start,
        "quote_end": shown.end,
        "quote": shown.quote,
    }
