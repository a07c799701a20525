"""Where a label's quotes stand in its article, and how near the others come."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from summarizer.language.folding import Folded
from summarizer.language.reader import Reader
from summarizer.reading.base import shown
from summarizer.scoring.gold.label import Label

EVIDENCED = ("negotiations", "demands", "tolls", "agreements")
"""The lists of a label whose items have quotes."""
_LEAST_SHARED = 12  # characters; a shorter beginning in common says nothing


def quotes_of(label: Label) -> Iterator[tuple[str, str]]:
    """Every quote of a label after its place: `tolls[0].evidence[1]`."""
    for part in EVIDENCED:
        for index, item in enumerate(getattr(label, part)):
            for number, quote in enumerate(item.evidence):
                yield f"{part}[{index}].evidence[{number}]", quote


def foreign(text: str, label: Label) -> Iterator[tuple[str, str]]:
    """The quotes that do not stand in the text: place, and what is wrong, in words."""
    for where, quote in quotes_of(label):
        if quote not in text:
            yield where, f"not verbatim: “{shown(quote)}” {_likeness(text, quote)}"


def _likeness(text: str, quote: str) -> str:
    for start, end in Folded(text).find(quote):
        there = shown(text[start:end])
        what = "differs in case, quotes, dashes or white space only"
        return f"{what}; sentence {_sentence(text, start)} has “{there}”: copy that"
    shared = _shared(text, quote)
    if len(shared) < _LEAST_SHARED:
        return "does not stand in the article: copy the words that do"
    start = text.index(shared)
    onward = shown(text[start + len(shared) :][:40])
    return (
        f"stands in the article as far as “{shown(shared)}” only; "
        f"sentence {_sentence(text, start)} goes on “{onward}”"
    )


def _shared(text: str, quote: str) -> str:
    """The longest beginning of the quote that the text has; by halves, since it only shrinks."""
    low, high = 0, len(quote)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if quote[:middle] in text else (low, middle - 1)
    return quote[:low]


def _sentence(text: str, at: int) -> int:
    """The number, from 1, of the sentence that a place in the text is in, or right before."""
    starts = [sentence.start for sentence in Reader.of(text).sentences]
    return max(1, bisect_right(starts, at))
