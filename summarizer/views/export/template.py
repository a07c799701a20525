"""A review sheet to fill: one line an item, what it says and its sentence beside empty cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from summarizer.archive.corrections import Corrections
from summarizer.archive.corrections.keys import LISTS, Item, items_of, key_evidence, said
from summarizer.archive.ledger import Row
from summarizer.cells import defused
from summarizer.model import Toll
from summarizer.views.clean import line
from summarizer.views.export.rows import Exported
from summarizer.views.wording import bounds

COLUMNS = (
    *("list", "says", "reads_as", "grounding", "quote"),  # to read
    *("action", "field", "value", "note"),  # to fill
    *("outlet", "published", "title", "row", "position"),
    *("article", "item"),  # to leave as they are: the keys
)


def write_template(articles: Iterable[Exported], out: BinaryIO, earlier: Corrections) -> int:
    """Write a line for each item of a run; duplicates have none, their original has.

    Args:
        articles: The run's, with briefs as they are before any correction.
        out: An open file.
        earlier: What was reviewed before: it is filled in where the item is still there.

    Returns:
        How many items there are.
    """
    text = io.TextIOWrapper(out, "utf-8-sig", newline="", write_through=True)
    sheet = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    sheet.writeheader()
    count = 0
    for one in articles:
        if one.reviewed is None or one.is_duplicate:
            continue
        brief = one.reviewed.brief
        for part in LISTS:
            pairs = zip(items_of(brief, part), one.reviewed.keys[part], strict=True)
            for item, key in pairs:
                shown = {**_shown(part, item), **_origin(one.row)}
                shown |= {"article": brief.article.digest, "item": key}
                for filled in _filled(earlier, brief.article.digest, key):
                    cells = (shown | filled).items()
                    sheet.writerow({name: defused(line(cell)) for name, cell in cells})
                count += 1
    text.detach()
    return count


def _filled(earlier: Corrections, article: str, key: str) -> Iterator[dict[str, str]]:
    lines = earlier.of(article, key)
    for one in lines:
        yield {"action": one.action, "field": one.field, "value": one.value, "note": one.note}
    if not lines:
        yield {}


def _shown(part: str, item: Item) -> dict[str, str]:
    return {
        "list": part,
        "says": said(item),
        "reads_as": bounds(item) if isinstance(item, Toll) else "",
        "grounding": item.grounding.value,
        "quote": key_evidence(item).quote,
    }


def _origin(row: Row) -> dict[str, str]:
    return {
        "outlet": row.outlet or "",
        "published": str(row.published or ""),
        "title": row.title or "",
        "row": str(row.id),
        "position": row.position,
    }
