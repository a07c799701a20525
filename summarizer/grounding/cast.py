"""The actors of a brief: every name in it is one that the article gives (codebook section 6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from summarizer.grounding.findings import Remarks, Rule
from summarizer.language.folding import Folded
from summarizer.language.reader import Reader
from summarizer.model.brief import Actor


class Cast:
    """Resolves actors to the names under which the article has them, and remembers who appears."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._aliases: dict[str, tuple[str, ...]] = {}

    def resolve(self, given: Sequence[str], field: str, remarks: Remarks) -> list[str]:
        """The actors as the article names them, each once; whoever it does not name is left out."""
        found: list[str] = []
        for words in given:
            resolved = self._reader.names.resolve(words) if words.strip() else None
            if resolved is None:
                remarks.correct(
                    Rule.ACTOR_NOT_NAMED,
                    f"the article names no “{words.strip()}” ({field}): left out",
                )
                continue
            self._aliases[resolved.name] = resolved.aliases
            if resolved.name not in found:
                found.append(resolved.name)
        return found

    def places(self, names: Iterable[str], text: str) -> list[tuple[int, int]]:
        """Where in a sentence the actors stand, under any name that the article has for them."""
        folded = Folded(text)
        return [
            place
            for name in names
            for words in (name, *self._aliases.get(name, ()))
            for place in folded.find(words)
        ]

    def actors(self, used: Iterable[str]) -> list[Actor]:
        """The actors used in the brief, in order of use, with their other names."""
        return [
            Actor(name=name, aliases=list(self._aliases.get(name, ())))
            for name in dict.fromkeys(used)
        ]
