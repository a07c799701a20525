"""Which sentences of an article have what a phrase needs, told for all of them at once."""

from __future__ import annotations

from summarizer.engines.rules.wordlists import STEM, Wording
from summarizer.language.needs import Needs
from summarizer.language.properties import cached_property
from summarizer.language.reader import Line, Reader


class Presence:
    """The sentences of one article that have the words of a phrase, as bits: bit 0 is sentence 1.

    Each answer is kept. It knows nothing of who asks: objects that point to each other stay until
    the garbage collector comes, and a process then holds dozens of read articles (90 MB, not 57).
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._told: dict[Needs, int] = {}

    @cached_property
    def _places(self) -> dict[str, int]:
        """Each stem of the text, with the sentences that have it, as in `Reader.places`."""
        places: dict[str, int] = {}
        for word, here in self._reader.places.items():
            stem = word[:STEM]
            places[stem] = places.get(stem, 0) | here
        return places

    def of_stems(self, wanted: Needs) -> int:
        """The sentences that have the stems of a phrase (`stems`)."""
        here = self._told.get(wanted)
        if here is None:
            here = self._told[wanted] = wanted.sentences(self._places)
        return here

    def of_words(self, wanted: Needs) -> int:
        """The sentences that have the words of a phrase (`Phrases.needs`)."""
        here = self._told.get(wanted)
        if here is None:
            here = self._told[wanted] = wanted.sentences(self._reader.places)
        return here


class SentenceWording(Wording):
    """A sentence's wording, for which its article was looked through as a whole."""

    def __init__(self, presence: Presence, line: Line) -> None:
        super().__init__(line.text, line.lower, line.bag)
        self._presence = presence
        self._place = line.number - 1

    def may_have(self, wanted: Needs) -> bool:
        """Whether the sentence has the stems of a phrase."""
        return bool(self._presence.of_stems(wanted) >> self._place & 1)
