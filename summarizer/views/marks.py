"""The article as the page shows it: paragraphs of sentences, with the words of figures marked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from summarizer.views.clean import line
from summarizer.views.outline import Outline, TollEntry


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of a sentence's text; `keys` are the tolls whose figure it is part of."""

    text: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MarkedSentence:
    """A sentence: its segments make up its clean text; `keys` are the entries that cite it."""

    number: int
    segments: tuple[Segment, ...]
    keys: tuple[str, ...]


def paragraphs(shown: Outline) -> list[list[MarkedSentence]]:
    """The article's sentences by paragraph.

    Blank lines part paragraphs; in a text without any, every line end does.
    """
    text, sentences = shown.text, shown.sentences
    citing: dict[int, list[str]] = defaultdict(list)
    for entry in shown.entries():
        for number in entry.sentences:
            citing[number].append(entry.key)
    tolls: dict[int, list[TollEntry]] = defaultdict(list)
    for toll in shown.tolls:
        for number in toll.sentences:
            tolls[number].append(toll)

    gaps = [text[before.end : after.start].count("\n") for before, after in pairwise(sentences)]
    enough = 2 if any(newlines > 1 for newlines in gaps) else 1
    found: list[list[MarkedSentence]] = []
    for sentence, newlines in zip(sentences, [enough, *gaps], strict=False):
        if newlines >= enough:
            found.append([])
        number = sentence.number
        segments = marked(line(sentence.text), tolls[number])
        found[-1].append(MarkedSentence(number, segments, tuple(citing[number])))
    return found


def marked(text: str, tolls: Sequence[TollEntry]) -> tuple[Segment, ...]:
    """The text cut where the words of a toll's figure begin and end; figures may overlap."""
    spans = [(*span, toll.key) for toll in tolls for span in _only_place(toll.figure, text)]
    cuts = sorted({0, len(text), *(at for start, end, _ in spans for at in (start, end))})
    return tuple(
        Segment(
            text[start:end],
            tuple(key for first, last, key in spans if first <= start and end <= last),
        )
        for start, end in pairwise(cuts)
    )


def _only_place(figure: str, text: str) -> Iterator[tuple[int, int]]:
    # Words that stand in the sentence twice are not marked: a wrong mark is worse than none.
    # "46" is not looked for inside "1,046", "46.5" or "46th".
    pattern = rf"(?<!\w)(?<!\d[.,]){re.escape(figure)}(?!\w|[.,]\d)"
    found = [match.span() for match in re.finditer(pattern, text)] if figure else []
    if len(found) == 1:
        yield found[0]
