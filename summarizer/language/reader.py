"""One article read once: its sentences, and in each the figures, cues, times and names.

Engine and grounding look at the same text with the same readers; `Reader.of` keeps the last few, so
that the second of them pays nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from functools import lru_cache

from summarizer.language import cues, lexicon
from summarizer.language.cues import Cue, find_cues
from summarizer.language.dates import TimePhrase, times_in
from summarizer.language.figures import Figure, may_have_figures, read
from summarizer.language.folding import letters, lowered
from summarizer.language.governance import Governor, Strength
from summarizer.language.governance import Sentence as Governed
from summarizer.language.modality import Modalities, Modality
from summarizer.language.names import Names
from summarizer.language.properties import cached_property
from summarizer.language.sentences import Sentence, split


class Line(lexicon.Words):
    """One sentence with what the readers found in it; each reading is made when first asked for."""

    def __init__(
        self, sentence: Sentence, lower: str | None = None, plain: Sequence[str] | None = None
    ) -> None:
        super().__init__(sentence.text, lower, plain)
        self.sentence = sentence
        self.number = sentence.number

    @cached_property
    def cues(self) -> list[Cue]:
        """The sentence's cues of harm."""
        return find_cues(self)

    @cached_property
    def words(self) -> list[lexicon.Token]:
        """The sentence's words."""
        return lexicon.tokens(self.text)

    @cached_property
    def times(self) -> tuple[TimePhrase, ...]:
        """The sentence's dates and times."""
        return times_in(self)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The sentence's figures, whatever they count."""
        return read(self.text, times=lambda: self.times, words=self)

    @cached_property
    def governed(self) -> Governed:
        """Which cue governs which figure."""
        return Governed(self.text, self.figures, self.cues)

    @cached_property
    def modalities(self) -> Modalities:
        """How the sentence puts what it tells."""
        return Modalities(self)

    def governors(self, index: int) -> tuple[Governor, ...]:
        """The cues that govern a figure; one that says no harm only if nothing else does."""
        found = self.governed.governors(index)
        harms = tuple(governor for governor in found if governor.metric is not None)
        if len(harms) == len(found):
            return found
        return harms if any(g.strength > Strength.WEAK for g in harms) else found

    def modality(self, index: int, governor: Governor) -> Modality:
        """How the sentence puts what the cue says of the figure."""
        own = self.modalities.of(self.figures[index], governor.cue)
        if own is Modality.FACT and governor.parent is not None:
            return self.modalities.of(self.figures[governor.parent], governor.cue)
        return own


class Reader:
    """An article's text, split and read; made by `Reader.of`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.sentences: Sequence[Sentence] = split(text)
        # Lower case and words are made of the whole text, which takes a third of the time.
        self._lower = lower = lowered(text)
        plain = letters(lower)
        self.lines = [
            Line(one, lower[one.start : one.end], plain[one.start : one.end].split())
            for one in self.sentences
        ]

    @staticmethod
    @lru_cache(maxsize=4)
    def of(text: str) -> Reader:
        """The reading of a text; the last few texts are kept."""
        return Reader(text)

    @cached_property
    def names(self) -> Names:
        """The actors that the text names."""
        return Names.of(self.text, self._lower, self.places.keys())

    @cached_property
    def places(self) -> dict[str, int]:
        """Each plain word of the text, with the sentences that have it: bit 0 is sentence 1.

        One look at it tells for a whole article what a look at every sentence would; bits, since
        hundreds of small lists an article keep the garbage collector busy.
        """
        places: dict[str, int] = {}
        bit = 1
        for line in self.lines:
            for word in line.plain:
                places[word] = places.get(word, 0) | bit
            bit <<= 1
        return places

    @cached_property
    def lines_with_counts(self) -> list[Line]:
        """The sentences with a cue of harm and a figure, in order.

        Of those with the words of a cue many have no number, and that is told sooner.
        """
        near = self.lines_at(cues.needs().sentences(self.places))
        return [line for line in near if may_have_figures(line) and line.cues and line.figures]

    def lines_of(self, places: Mapping[str, int], *wanted: Set[str]) -> list[Line]:
        """The sentences in which one of the words wanted stands, in order.

        Args:
            places: Words with the sentences that have them, as in `places`.
            wanted: Words, or whatever `places` goes by.
        """
        here = 0
        for words in wanted:
            for word in words & places.keys():
                here |= places[word]
        return self.lines_at(here)

    def lines_at(self, here: int) -> list[Line]:
        """The sentences of those bits, in order, as in `places`."""
        found = []
        while here:
            least = here & -here
            found.append(self.lines[least.bit_length() - 1])
            here ^= least
        return found

    def line(self, number: int) -> Line | None:
        """The sentence of that number, from 1; None if there is none."""
        return self.lines[number - 1] if 1 <= number <= len(self.lines) else None
