"""A brief as its reviewer left it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from summarizer.archive.corrections.keys import item_keys
from summarizer.model import Brief
from summarizer.model.vocabulary import Term


class Verdict(Term):
    """What a reviewer said of an item that is still in the brief."""

    ACCEPTED = "accepted", "the reviewer holds it right"
    CORRECTED = "corrected by reviewer", "the reviewer changed a field of it"


@dataclass(frozen=True, slots=True)
class Review:
    """A reviewer's word on one item.

    Attributes:
        verdict: What was said.
        note: In the reviewer's words; may be empty.
    """

    verdict: Verdict
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A brief with its items' keys, and what a reviewer said of them.

    Attributes:
        brief: Corrected items are corrected, rejected ones are findings.
        keys: The key of each item, by list; a corrected item keeps the key that it had.
        reviews: By key; an item that nobody looked at has none.
        rejected: The keys of the items that are no longer in the brief, by their finding's index.
    """

    brief: Brief
    keys: Mapping[str, Sequence[str]]
    reviews: Mapping[str, Review] = field(default_factory=dict)
    rejected: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, brief: Brief) -> Reviewed:
        """A brief that nobody reviewed."""
        return cls(brief, item_keys(brief))
