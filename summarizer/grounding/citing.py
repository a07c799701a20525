"""What every item needs: its cited sentences, and copied words checked against the article."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from summarizer.grounding.findings import Remarks, Rule
from summarizer.language.dates import resolve
from summarizer.language.folding import fold, plain_words, stands_as_written
from summarizer.language.lexicon import people
from summarizer.language.properties import cached_property
from summarizer.language.reader import Line, Reader
from summarizer.model.brief import Window
from summarizer.model.vocabulary import Category

_SCHOOL = frozenset(("student", "students", "pupil", "pupils", "school", "schools"))
"""Words by which a reader may know that the people are children."""


@cache
def _words_of(category: Category) -> frozenset[str]:
    """Words of plain letters of which a sentence has one if it may say the category."""
    listed = {words for words, known in people().items() if known.category is category}
    if category is Category.CHILDREN:
        listed |= _SCHOOL
    if category is Category.CIVILIAN:
        listed.add("women and children")
    return frozenset(plain_words(words)[-1] for words in listed)


def _says(line: Line, category: Category) -> bool:
    known, words = people(), [token.word for token in line.words]
    pairs = (f"{one} {two}" for one, two in pairwise(words))
    if any(word in known and known[word].category is category for word in (*words, *pairs)):
        return True
    if category is Category.CHILDREN:
        return not _SCHOOL.isdisjoint(words)
    return category is Category.CIVILIAN and "women and children" in line.lower


class Source:
    """The article that a Draft is checked against: its reader, publication date and title."""

    def __init__(self, reader: Reader, published: dt.date | None, title: str | None = None) -> None:
        self.reader = reader
        self.published = published
        self.title = title or ""

    def cited(self, numbers: Sequence[int], remarks: Remarks) -> list[Line]:
        """The cited sentences that exist, each once; an empty list refuses the item."""
        lines: list[Line] = []
        for number in dict.fromkeys(numbers):
            line = self.reader.line(number)
            if line is None:
                last = len(self.reader.lines)
                remarks.correct(
                    Rule.SENTENCE_OUT_OF_RANGE,
                    f"there is no sentence {number}; the article has {last}",
                )
            else:
                lines.append(line)
        if not lines:
            remarks.refuse(Rule.NO_EVIDENCE)
        return lines

    def beside(self, lines: Sequence[Line]) -> list[Line]:
        """The sentences directly before and after the cited ones."""
        known = {line.number for line in lines}
        found = []
        for number in sorted({n + step for n in known for step in (-1, 1)} - known):
            line = self.reader.line(number)
            if line is not None:
                found.append(line)
        return found

    def has(self, folded: str, words: str) -> bool:
        """Whether the article or its title has the folded words, be it inside a longer word.

        Args:
            folded: The words, folded; the possessive ending may have gone.
            words: The same as they were given.
        """
        # Most stand there as given, and then the article need not be folded, which takes 0.4 ms.
        as_given = stands_as_written(self.reader.text, words)
        return as_given or stands_as_written(self.title, words) or folded in self._folded

    @cached_property
    def _folded(self) -> str:
        return fold(f"{self.title}\n{self.reader.text}")

    def says_category(self, category: Category) -> bool:
        """Whether the article has any word for people of that category."""
        near = self.reader.lines_of(self.reader.places, _words_of(category))
        return any(_says(line, category) for line in near)

    def copied(self, words: str | None, field: str, remarks: Remarks) -> str | None:
        """Words that the article must hold; None, with a finding, if it does not."""
        if words is None or not words.strip():
            return None
        if self.reader.names.named(words):
            return words.strip()
        remarks.correct(Rule.NOT_NAMED, f"the article has no {field} “{words.strip()}”: left out")
        return None

    def window(self, words: str | None, remarks: Remarks) -> Window | None:
        """The days that copied words of a date stand for; None, with a finding, if unreadable."""
        if words is None or not words.strip():
            return None
        if not self.reader.names.named(words):
            remarks.correct(Rule.NOT_NAMED, f"the article has no date “{words.strip()}”: left out")
            return None
        days = resolve(words, self.published)
        if days is None:
            why = f"“{words.strip()}” could not be resolved"
            if self.published is None:
                why += ": the article has no publication date"
            remarks.note(Rule.DATE_NOT_READ, why)
            return None
        return Window(start=days.start, end=days.end)
