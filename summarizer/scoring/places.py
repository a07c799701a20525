"""Which sentences evidence touches: gold cites quotes, a brief cites spans.

Both become sentence numbers under the splitter that is scored with, so that a kept run whose
sentences were numbered otherwise is still held to the same text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

from summarizer.errors import EvalError, ExitCode
from summarizer.language.folding import is_whole
from summarizer.language.reader import Reader
from summarizer.model.brief import Evidence
from summarizer.scoring.gold import GoldArticle


class Places:
    """Where evidence stands in a gold article, in sentence numbers from 1."""

    def __init__(self, gold: GoldArticle) -> None:
        self._id = gold.id
        self._text = gold.article.text
        sentences = Reader.of(self._text).sentences
        self._starts = [sentence.start for sentence in sentences]
        self._ends = [sentence.end for sentence in sentences]

    def cited(self, quotes: Sequence[str]) -> frozenset[int]:
        """The sentences that an item's quotes touch.

        A quote that occurs more than once stands where it touches a sentence of the item's other
        quotes, else where it occurs first; one that is listed k times (a caption, codebook section
        4) stands at its first k occurrences.

        Raises:
            EvalError: A quote does not stand in the article (BAD_GOLD).
        """
        listed = Counter(quotes)
        places = {quote: self._occurrences(quote) for quote in listed}
        found: set[int] = set()
        for quote, times in listed.items():
            if times >= len(places[quote]) or times > 1:
                found.update(*places[quote][:times])
        for quote, times in listed.items():
            if times == 1 < len(places[quote]):
                beside = (place for place in places[quote] if not found.isdisjoint(place))
                found |= next(beside, places[quote][0])
        return frozenset(found)

    def touched(self, evidence: Sequence[Evidence]) -> frozenset[int]:
        """The sentences that a brief's evidence touches.

        Its offsets say which; where its quote does not stand there, its sentence number does.
        """
        found: set[int] = set()
        for one in evidence:
            found |= self._touching(one.start, one.end) if self.is_verbatim(one) else {one.sentence}
        return frozenset(found)

    def is_verbatim(self, evidence: Evidence) -> bool:
        """Whether the quote stands in the article at its offsets."""
        return bool(evidence.quote) and (
            self._text[evidence.start : evidence.end] == evidence.quote
        )

    def _occurrences(self, quote: str) -> list[frozenset[int]]:
        """The sentences of each occurrence; those inside longer words only if there is no other."""
        spans = []
        at = self._text.find(quote) if quote else -1
        while at >= 0:
            spans.append((at, at + len(quote)))
            at = self._text.find(quote, at + 1)
        if not spans:
            raise EvalError(
                f"the quote “{quote}” does not stand in article {self._id}",
                "run `summarizer eval check` on the gold folder",
                code=ExitCode.BAD_GOLD,
            )
        whole = [span for span in spans if is_whole(self._text, *span)]
        return [self._touching(*span) for span in whole or spans]

    def _touching(self, start: int, end: int) -> frozenset[int]:
        first = bisect_right(self._ends, start)
        return frozenset(range(first + 1, bisect_left(self._starts, end) + 1))
