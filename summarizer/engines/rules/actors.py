"""An actor at a place of a sentence, and what its name tells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from summarizer.engines.rules.wordlists import listed
from summarizer.language.tables import roles


class Actor(NamedTuple):
    """An actor at a place of a sentence: code points from its start, `end` exclusive.

    `kind` is that of the mention; `state side`, `group side` and `petitioner` are nouns for those
    who have no name there ("the government", "the rebels", "protesters"), `bearer` a name of which
    the article tells nothing else.
    """

    start: int
    end: int
    name: str
    kind: str

    @property
    def is_person(self) -> bool:
        """Whether the words name a person."""
        return self.kind in ("person", "bearer")

    @property
    def is_listed(self) -> bool:
        """Whether the article's names give it: else it is known by its own words only."""
        return self.kind not in ("bearer", "petitioner")


def names_it(actor: Actor, stop: int) -> bool:
    """Whether a group's name follows right after a noun for it."""
    return actor.start == stop + 1 and actor.kind == "group"


def is_union(name: str) -> bool:
    """Whether a name is that of a union of workers."""
    return listed("setting", "union_heads").search(name) is not None


def names_of(actors: Sequence[Actor]) -> list[str]:
    """The actors' names, each once, in order."""
    return list(dict.fromkeys(actor.name for actor in actors))


_DEALS = frozenset(
    (
        *("accord", "accords", "agreement", "agreements", "treaty", "pact", "deal", "protocol"),
        *("convention", "declaration", "process", "conference", "talks", "summit"),
    )
)


def is_deal(name: str) -> bool:
    """Whether a name is that of an agreement or of talks, and so nobody's."""
    return name.rpartition(" ")[2].lower() in _DEALS


def is_bare(name: str) -> bool:
    """Whether a name only says what kind of body it is: `Congress`, `the Union`."""
    return name.casefold() in roles("group_heads", "generic")
