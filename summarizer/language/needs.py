"""Which words a text must have before any of many phrases is looked for in it.

A phrase stands only where all its words do. Of a hundred phrases a sentence rarely has the words of
one, and that is told by a few look-ups: of a sentence by its words, of all sentences of an article
at once by the sentences that have each word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Set

_LONG = 5
"""Letters of a word that few sentences have; of shorter ones, the longest is the rarest."""


def rarest(words: Collection[str], shared: Mapping[str, int]) -> str:
    """The word of a phrase by which to look it up: a long one that few other phrases share.

    Args:
        words: The phrase's words.
        shared: How many phrases have each word.
    """
    return min(words, key=lambda word: (-min(len(word), _LONG), shared[word], word))


class Needs:
    """What a text needs: all the words of one of many phrases.

    Args:
        phrases: The words of each phrase, whatever counts as a word to those who ask: whole ones,
            or their first letters. Of two of which one needs all that the other does, the shorter
            is enough: with `deal` among the phrases, `hostage deal` adds nothing.

    Attributes:
        phrases: The least that is needed: the words of each phrase that adds something.
        first: The rarest word of each: without any of them a text has no phrase.
    """

    def __init__(self, phrases: Iterable[Collection[str]]) -> None:
        wanted = {frozenset(words) for words in phrases}
        alone = {word for words in wanted if len(words) == 1 for word in words}
        joint = [words for words in wanted if len(words) > 1 and alone.isdisjoint(words)]
        shared = Counter(word for words in joint for word in words)
        found: dict[str, list[frozenset[str]]] = {}
        for words in joint:
            first = rarest(words, shared)
            found.setdefault(first, []).append(words - {first})
        self.phrases = frozenset((*map(frozenset, zip(alone, strict=True)), *joint))
        self.first = frozenset((*alone, *found))
        # Not frozen, for then `&` with the words of an article goes through the fewer of the two.
        self._alone = alone
        self._joint = found

    @classmethod
    def any_of(cls, several: Iterable[Needs]) -> Needs:
        """What a text needs for a phrase of one of several."""
        return cls(words for one in several for words in one.phrases)

    def met_by(self, words: Set[str]) -> bool:
        """Whether a text of these words has all those of a phrase."""
        if self.first.isdisjoint(words):
            return False
        if not self._alone.isdisjoint(words):
            return True
        return any(
            more <= words for first in self._joint.keys() & words for more in self._joint[first]
        )

    def sentences(self, places: Mapping[str, int]) -> int:
        """The sentences that have all the words of a phrase, as bits.

        Args:
            places: Each word of an article with the sentences that have it: bit 0 is sentence 1.
        """
        here = 0
        for word in self._alone & places.keys():
            here |= places[word]
        for first in self._joint.keys() & places.keys():
            for more in self._joint[first]:
                told = places[first]
                for word in more:
                    told &= places.get(word, 0)
                here |= told
        return here
