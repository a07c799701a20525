"""Copied words as one figure, an explicit enumeration included (`two women and a child` is 3)."""

from __future__ import annotations

import re

from summarizer.language.figures.counts import Counted, Counts
from summarizer.language.figures.grammar import Figure, read
from summarizer.language.lexicon import people
from summarizer.language.patterns import pattern
from summarizer.model.vocabulary import Qualifier

_LARGEST_MEMBER = 20
"""Beyond it, two figures beside each other are two figures, not an enumeration."""
_MEMBER = pattern(
    r"(?:,|\band|\bplus)[ ](?:their|his|her|the)[ ]([\w’'-]+(?:[ ][\w’'-]+){0,4})", re.IGNORECASE
)
_ARTICLES = frozenset(("a", "an"))
_SOMEBODY = Counted(Counts.BARE, 0, singular=True)
"""What a bare article counts: the words copied do not say, but it is one."""
_WORD = pattern(r"[\w’'-]+")
_JOINT = pattern(r"(?:,|\band|\bplus)[ ]*$", re.IGNORECASE)


def read_words(words: str) -> Figure | None:
    """The one figure that copied words hold; None if they hold none, or several that do not join.

    An explicit enumeration is one figure (codebook section 4).
    """
    if words.strip().lower() in _ARTICLES:
        return Figure(0, len(words), words, Qualifier.EXACT, 1, 1, 1, None, _SOMEBODY, article=True)
    figures = [figure for figure in read(words) if figure.counts.may_be_people or figure.share]
    if not figures:
        return None
    if len(figures) == 1 and not _MEMBER.search(words, figures[0].end):
        return figures[0]
    return _enumeration(words, figures)


def _enumeration(words: str, figures: list[Figure]) -> Figure | None:
    total = position = 0
    for figure in figures:
        if figure.qualifier is not Qualifier.EXACT or not figure.value:
            return None
        if figure.value > _LARGEST_MEMBER:
            return None
        if total and not _JOINT.search(words, position, figure.start):
            return None
        total += figure.value
        position = figure.end
    ends = [end for member in _MEMBER.finditer(words) if (end := _uncounted(member)) is not None]
    total += len(ends)
    start, end = figures[0].start, max([*ends, figures[-1].counted.end, figures[-1].end])
    return figures[0]._replace(
        end=end,
        words=words[start:end],
        value=total,
        low=total,
        high=total,
        article=False,
    )


def _uncounted(member: re.Match[str]) -> int | None:
    """Where somebody in the singular with no number of its own ends: `and their baby`."""
    for word in _WORD.finditer(member.string, *member.span(1)):
        person = people().get(word[0].lower())
        if person is not None:
            before = read(member.string[member.start() : word.end()])
            counted = any(figure.counts.may_be_people for figure in before)
            return word.end() if person.singular and not counted else None
    return None
