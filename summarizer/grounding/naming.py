"""Names in free text: every capitalised word in it must be one that the article has."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from functools import cache

from summarizer.grounding.citing import Source
from summarizer.language.dates import find_times
from summarizer.language.folding import fold
from summarizer.language.gazetteer import gazetteer
from summarizer.language.lexicon import people, table, things
from summarizer.language.patterns import pattern
from summarizer.language.properties import cached_property

_NAME = pattern(r"(?<![\w’'])[A-Z](?:[\w’'.]*\w)?")
_RUN = pattern(r"[A-Z][\w’']+(?:[ ][A-Z][\w’']+)+")
_POSSESSIVE = pattern(r"['’]s?$")
_COMMON = pattern(
    r"(?:ing|ed|ly|ions?|ments?|ers?|ors?|ists?|ies|ness|ity|al|ic|ous|ive|ful|less|able)$"
)
_WORDS = """
    a about after agreement all almost amid an and army as at before both but by cease-fire
    ceasefire dead deal each fighting for from government he her here his how i if in into it
    its killed many mediators more most nearly neither no nobody not now of officials on or
    over parties people police rebels several she sides since some still talks that the their
    then there these they this those to toll truce under up war we what when where while who
    with wounded you
"""
_ORDINARY = frozenset(
    (
        *_WORDS.split(),
        *(name.lower() for name in (*calendar.month_name, *calendar.day_name) if name),
    )
)
"""Words that name nobody, though a headline may write them with a capital."""


class Naming:
    """The names that the article has, for checking those of free text against."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def faults(self, text: str) -> list[str]:
        """The names in the text that the article does not have, in words."""
        faults = []
        covered: list[tuple[int, int]] = []
        for hit in gazetteer().scan(text):
            covered.append((hit.start, hit.end))
            words = text[hit.start : hit.end]
            if self._source.reader.names.resolve(words) is None:
                faults.append(f"the article does not name “{words}”")
        for match in _NAME.finditer(text):
            if any(a <= match.start() < b for a, b in covered):
                continue
            if not self._word_stands(match[0], first=match.start() == 0):
                faults.append(f"the article does not name “{match[0]}”")
        return faults

    def _word_stands(self, word: str, *, first: bool) -> bool:
        plain = _POSSESSIVE.sub("", fold(word))
        if plain in _ORDINARY or self._source.has(plain, word) or plain in self._initials:
            return True
        if first and word[1:].islower() and (_COMMON.search(plain) or plain in _opening_words()):
            return True  # a capital that only the sentence's beginning gives it
        return bool(find_times(word))

    @cached_property
    def _initials(self) -> frozenset[str]:
        """Initials by which the article's own names may be called (United Auto Workers: UAW)."""
        runs = _RUN.findall(f"{self._source.title}\n{self._source.reader.text}")
        return frozenset(made for run in runs for made in _initials_of(run.split()))


@cache
def _opening_words() -> frozenset[str]:
    """Nouns, cues and verbs of the word lists: a sentence may well begin with one."""
    known = {*people(), *things()}
    for name in ("harm", "positions"):
        for entry in table(name).values():
            known |= {word for words in entry.values() for word in " ".join(words).split()}
    return frozenset(known)


def _initials_of(words: list[str]) -> Iterator[str]:
    """The initials of a run of capitalised words, and of each shorter run in it."""
    for start in range(len(words)):
        for end in range(start + 2, min(len(words), start + 7) + 1):
            yield "".join(word[0] for word in words[start:end]).lower()
