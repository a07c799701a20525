"""One article read once: its sentences, and in each the figures, cues, times and names.

Engine and grounding look at the same text with the same readers; `Reader.of` keeps the last few, so
that the second of them pays nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache

from summarizer.language import lexicon
from summarizer.language.cues import bag_may_hold_cue, find_cues
from summarizer.language.dates import TimePhrase, find_times
from summarizer.language.figures import Figure, read
from summarizer.language.governance import Governor, Strength
from summarizer.language.governance import Sentence as Governed
from summarizer.language.modality import Modalities, Modality
from summarizer.language.names import Names
from summarizer.language.sentences import Sentence, split


class Line:
    """One sentence with what the readers found in it; each reading is made when first asked for."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.number = sentence.number
        self.text = sentence.text

    @cached_property
    def bag(self) -> frozenset[str]:
        """Its words of plain letters, lower case, in no order: what it may hold at all."""
        return lexicon.bag(self.text)

    @cached_property
    def may_hold_cue(self) -> bool:
        """Whether any word of it could belong to a cue of harm."""
        return bag_may_hold_cue(self.bag)

    @cached_property
    def words(self) -> list[lexicon.Token]:
        """The sentence's words."""
        return lexicon.tokens(self.text)

    @cached_property
    def times(self) -> tuple[TimePhrase, ...]:
        """The sentence's dates and times."""
        return find_times(self.text)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The sentence's figures, whatever they count."""
        return read(self.text, times=lambda: self.times, bag=self.bag)

    @cached_property
    def governed(self) -> Governed:
        """Which cue governs which figure."""
        cues = find_cues(self.text, self.words) if self.may_hold_cue else []
        return Governed(self.text, self.figures, cues)

    @cached_property
    def modalities(self) -> Modalities:
        """How the sentence puts what it tells."""
        return Modalities(self.text, self.words)

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
        self.lines = [Line(sentence) for sentence in self.sentences]

    @staticmethod
    @lru_cache(maxsize=4)
    def of(text: str) -> Reader:
        """The reading of a text; the last few texts are kept."""
        return Reader(text)

    @cached_property
    def names(self) -> Names:
        """The actors that the text names."""
        return Names.of(self.text)

    def line(self, number: int) -> Line | None:
        """The sentence of that number, from 1; None if there is none."""
        return self.lines[number - 1] if 1 <= number <= len(self.lines) else None
