"""Whether two names stand for one actor: what the alias lists of both sides say, and nothing else.

There is no fuzzy credit: Israel and Iran are 60 per cent alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from summarizer.language.folding import bare


class Named(Protocol):
    """An actor of a label or of a brief."""

    @property
    def name(self) -> str:
        """The actor's name."""

    @property
    def aliases(self) -> Sequence[str]:
        """Its other names."""


class Actors:
    """The actors of a gold label and of a brief, brought together by their names.

    Two names are one actor if they are equal once folded, without a leading article, or if the
    lists join them, over several steps too. A brief's list never joins two actors that gold keeps
    apart: an engine that called everybody by one alias would otherwise be right about everybody.
    """

    def __init__(self, gold: Iterable[Named], brief: Iterable[Named] = ()) -> None:
        self._parent: dict[str, str] = {}
        self._apart: set[str] = set()  # the classes that gold knows
        for actor in gold:
            name = bare(actor.name)
            self._root(name)
            for alias in actor.aliases:
                self._join(name, bare(alias))
        self._apart = {self._root(name) for name in self._parent}
        # In order of names, so that the order of the brief's list does not matter.
        for name, alias in sorted(
            (name, bare(alias))
            for actor in brief
            for name in [bare(actor.name)]
            for alias in actor.aliases
        ):
            self._join(name, alias)

    def key(self, name: str) -> str:
        """What is equal for two names of one actor; empty for a name without letters."""
        return self._root(bare(name))

    def keys(self, names: Iterable[str]) -> frozenset[str]:
        """The actors that are named, each once."""
        return frozenset(key for name in names if (key := self.key(name)))

    def _root(self, name: str) -> str:
        path = []
        while (above := self._parent.setdefault(name, name)) != name:
            path.append(name)
            name = above
        for below in path:
            self._parent[below] = name
        return name

    def _join(self, one: str, other: str) -> None:
        if not (one and other):
            return
        kept, joined = self._root(one), self._root(other)
        if kept == joined or {kept, joined} <= self._apart:
            return
        if joined in self._apart:
            kept, joined = joined, kept
        # The root is the name that gold has for the actor, since errors are told by it.
        self._parent[joined] = kept
