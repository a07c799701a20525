"""Keys by which a reviewer's line finds its item again, in a later run too.

A key is made of what an item says, not of its place in the list: the list's name, the sentence that
says it (for a toll the one with its figure) and its folded words. A run that is made anew, by
another model too, gives an item that says the same the same key; where the words differ the
correction finds nothing, and says so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from summarizer.language.folding import fold
from summarizer.model import Agreement, Brief, Demand, Evidence, Negotiation, Toll

Item = Negotiation | Demand | Toll | Agreement

LISTS = ("negotiations", "demands", "tolls", "agreements")
"""The lists of a brief whose items can be reviewed, in a brief's order."""

_DIGITS = 10  # hex digits; keys have to differ within one article only


def items_of(brief: Brief, part: str) -> Sequence[Item]:
    """The items of one of `LISTS`."""
    items: Sequence[Item] = getattr(brief, part)
    return items


def item_keys(brief: Brief) -> dict[str, list[str]]:
    """The key of each item, by list, in the list's order: `toll-3fa9c2b81d`.

    Items of one list that say the same in one sentence are counted: the second is `…-2`.
    """
    return {part: _keys(part, items_of(brief, part)) for part in LISTS}


def key_evidence(item: Item) -> Evidence:
    """The sentence that an item is quoted by: for a toll the first that has its figure."""
    if isinstance(item, Toll):
        for evidence in item.evidence:
            if item.figure in evidence.quote:
                return evidence
    return item.evidence[0]


def said(item: Item) -> str:
    """What an item says, in one line; what its key is made of."""
    if isinstance(item, Toll):
        return f"{item.metric.value}: {item.figure}"
    if isinstance(item, Demand):
        return f"{', '.join(item.by)}: {item.text}"
    return item.name


def _keys(part: str, items: Sequence[Item]) -> list[str]:
    counts: dict[str, int] = {}
    keys = []
    for item in items:
        words = " ".join(fold(said(item)).split())
        meaning = f"{part}\n{key_evidence(item).sentence}\n{words}"
        digest = hashlib.sha256(meaning.encode("utf-8", "surrogatepass")).hexdigest()
        key = f"{part.removesuffix('s')}-{digest[:_DIGITS]}"
        counts[key] = counts.get(key, 0) + 1
        keys.append(key if counts[key] == 1 else f"{key}-{counts[key]}")
    return keys
