"""Whether a text reads as English, by its commonest words."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from math import ceil

from summarizer.language.patterns import pattern

_COMMON = frozenset(
    [
        *(
            "the",
            "of",
            "and",
            "to",
            "in",
            "a",
            "an",
            "is",
            "was",
            "were",
            "are",
            "that",
            "for",
            "on",
        ),
        *("with", "by", "at", "from", "has", "have", "had", "said", "it", "as", "be", "not", "who"),
    ]
)
_SHARE = 0.08
"""English prose has about every third word in the list above; other languages next to none."""
_OPENING = 4_000
"""Characters that are looked at."""
_LATIN = pattern(r"[a-z]{2,}")


@lru_cache(maxsize=4)
def is_english(text: str) -> bool:
    """Whether the text's opening reads as English; true of a text without words."""
    opening = text[:_OPENING].lower()
    words = opening.split()
    if not words:
        return True
    if not _LATIN.search(opening):
        return not any(character.isalpha() for character in opening)
    # Counted only up to enough of them, which in English is within the first quarter.
    enough = ceil(_SHARE * len(words))
    return next(islice(filter(_COMMON.__contains__, words), enough - 1, None), None) is not None
