"""What kind of source words name (codebook section 4, `source_kind`).

The head of a phrase decides where it can ("a doctor at the army hospital" is a witness); a head
that every body has ("a spokesman for the rebels") leaves it to the body.
"""

from __future__ import annotations

import re

from summarizer.engines.rules.wordlists import said, table
from summarizer.language.lexicon import Words
from summarizer.language.names import Mention
from summarizer.language.patterns import pattern
from summarizer.language.properties import cached_property
from summarizer.language.reader import Reader
from summarizer.model.vocabulary import SourceKind

_BODY = pattern(r"\s(?:of|at|in|from|for|with|on)\s|[,;]\s")
"""Between the head of a source and the body or place that it belongs to."""
_OFFICIALS_IN = pattern(
    r"(?:\w+\s){0,2}(?:officials?|authorities)\s+(?:in|at|there)\b", re.IGNORECASE
)
"""Whoever they are officials of: `officials in Norland` are civil ones."""
_ACCOUNT = pattern(r"(?:['’]s?)?\s+(?:data|figures|reports?|estimates?|statistics|records)$")
_GOVERNMENT = pattern(r"(?:the\s)?(?:government|junta|military government|regime)", re.IGNORECASE)
_PRESS_OFFICE = pattern(r"\b(?:media|press)\s(?:office|cent(?:er|re)|service|wing|department)\b")
_PRECEDENCE = (
    SourceKind.ANONYMOUS,
    SourceKind.UN_OR_NGO,
    SourceKind.WITNESS,
    SourceKind.MEDIA,
    SourceKind.AUTHORITY,
    SourceKind.PARTY,
)


class Sources:
    """The sources of one article, by the words that name them."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._kinds: dict[tuple[str, str], SourceKind | None] = {}

    def kind(self, words: str, more: str = "") -> SourceKind | None:
        """The kind of source that words name; None if nothing in them tells a source.

        Args:
            words: Who speaks.
            more: What the sentence adds of them in an apposition.
        """
        if (words, more) not in self._kinds:
            self._kinds[words, more] = self._kind(words, more)
        return self._kinds[words, more]

    def _kind(self, words: str, more: str) -> SourceKind | None:
        words = _ACCOUNT.sub("", words)
        for part in (words, more):
            if part and (kind := self._of_phrase(part)):
                return kind
        return self._of_name(words)

    def _of_phrase(self, words: str) -> SourceKind | None:
        if _OFFICIALS_IN.match(words):
            return SourceKind.AUTHORITY
        head = head_of(words)
        kind = self._of_nouns(head)
        if kind is None and head != words:
            kind = self._of_nouns(words)
        if kind is None and _GOVERNMENT.fullmatch(words):
            return SourceKind.PARTY if self.is_war else SourceKind.AUTHORITY
        if kind is None and said(Words(words), "tolls", "organ"):
            return SourceKind.PARTY if self._is_of_party(words) else SourceKind.AUTHORITY
        return kind

    def _of_nouns(self, words: str) -> SourceKind | None:
        if self._reader.names.is_un_or_ngo(words):
            return SourceKind.UN_OR_NGO
        kinds = {SourceKind(kind) for kind in said(Words(words), "tolls", "source")}
        if SourceKind.MEDIA in kinds and _PRESS_OFFICE.search(words):
            kinds.remove(SourceKind.MEDIA)  # it speaks for its body
        return next((kind for kind in _PRECEDENCE if kind in kinds), None)

    def _is_of_party(self, words: str) -> bool:
        """Whether an organ is that of a group, or of a state that is at war here."""
        return any(
            mention.kind == "group" or (self.is_war and mention.name in self._main)
            for mention in self._mentions
            if mention.kind in ("group", "state") and _holds(words, mention)
        )

    def _of_name(self, words: str) -> SourceKind | None:
        """A state or group by its name; a person by what the article says of them."""
        if not (words[:1].isupper() or words.startswith("the ")):
            return None
        names = self._reader.names
        resolved = names.resolve(words) if names.actor(words) else None
        if resolved is None:
            return None
        kinds = {mention.kind for mention in self._mentions if mention.name == resolved.name}
        described = "; ".join((resolved.name, *resolved.aliases))
        if kinds & {"person", "group"} and (kind := self._of_nouns(described)):
            return kind
        if "group" in kinds:
            return SourceKind.PARTY
        if "state" in kinds:
            at_war = self.is_war and resolved.name in self._main
            return SourceKind.PARTY if at_war else SourceKind.AUTHORITY
        return self._of_phrase(described) if described != words else None

    @cached_property
    def is_war(self) -> bool:
        """Whether the article tells of fighting, so that a state in it may be a party."""
        lists = table("tolls")["war"]
        found = {word for word in lists["words"] if word in self._reader.places}
        return len(found) > 1 and not found <= set(lists["also_in_peace"])

    @cached_property
    def _mentions(self) -> tuple[Mention, ...]:
        return self._reader.names.mentions

    @cached_property
    def _counts(self) -> dict[str, int]:
        counts: dict[str, int] = {}
        for mention in self._mentions:
            if mention.kind in ("state", "group"):
                counts[mention.name] = counts.get(mention.name, 0) + 1
        return counts

    @cached_property
    def _main(self) -> frozenset[str]:
        """The states and groups that the article names most: those whose conflict it tells of."""
        most = max(self._counts.values(), default=0)
        return frozenset(name for name, count in self._counts.items() if 3 * count >= most)


def head_of(words: str) -> str:
    """The words of a source before the body or place that it belongs to."""
    return _BODY.split(words, maxsplit=1)[0] or words


def _holds(words: str, mention: Mention) -> bool:
    return mention.words in words or mention.name in words
