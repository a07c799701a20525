"""Where an article has a number: told by digits and number words before its sentences are read.

To read a sentence's figures takes twenty times as long as to see that a number cannot be among
them, and free text names two or three numbers of an article's dozens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from summarizer.language.figures import Figure
from summarizer.language.figures.shapes import NUMBER_WORDS, SHARES, shapes_in
from summarizer.language.figures.spelling import TENS, UNITS
from summarizer.language.patterns import pattern
from summarizer.language.properties import cached_property
from summarizer.language.reader import Line
from summarizer.model.vocabulary import Qualifier

_CHAIN = pattern(r"\d+(?:[^\w]\d+)*")
_MOST_LINKS = 8
_LONGEST = 40  # digits; more are no number (and Python turns no thousands of them into one)
_JOINED = "+"
_SPELLED = {
    **{word: frozenset(str(worth)) - {"0"} for word, worth in (UNITS | TENS).items()},
    **dict.fromkeys(("hundred", "thousand", "million", "billion"), frozenset[str]()),
}
"""The digits that a number word brings into a number, 0 aside. Of words that are not listed
(`dozen`, `half`) that cannot be told."""
_ONE = frozenset("1")


class Numbers:
    """The numbers of some lines."""

    def __init__(self, told: Sequence[Line]) -> None:
        """Bind to lines; they are read when it is asked for, as few as possible."""
        self._told = told

    @cached_property
    def _lines(self) -> list[Line]:
        return [line for line in self._told if line.figures]

    @cached_property
    def _numbers(self) -> list[tuple[Line, Set[str], Set[str] | None]]:
        """Each line with what its numbers are told by, as `_groups` and `_digits` give it."""
        return [(line, _groups(line.text), _digits(line)) for line in self._told]

    def alike(self, line: Line, index: int) -> Iterator[tuple[Line, int]]:
        """Where figures stand that are equal to one of a text.

        Few are wanted, so no more lines are read than are asked for, and one that the text quotes
        is the first.

        Args:
            line: A sentence of the text; one of the lines themselves if it is a quotation.
            index: Which of its figures.

        Returns:
            Lines, and which of their figures.
        """
        figure = line.figures[index]
        likely = self.lines_like(figure)
        if line in likely:
            likely = [line, *(other for other in likely if other is not line)]
        for told in likely:
            for place, known in enumerate(told.figures):
                if equal(known, figure):
                    yield told, place

    def lines_like(self, figure: Figure) -> list[Line]:
        """The lines that may have a figure equal to this one, told before any line is read."""
        if figure.value is not None:
            return self.lines_with(figure.value)
        if figure.share is not None:
            return [line for line in self._told if not SHARES.isdisjoint(shapes_in(line))]
        if figure.qualifier is Qualifier.RANGE and figure.low is not None:
            return self.lines_with(figure.low)
        return self._lines

    def lines_with(self, number: int) -> list[Line]:
        """The lines that may have that number.

        However it is written in digits, those from the first to the last that is not 0 are the
        same (`51 million`, `51,000,000`), and those that follow are zeros; written in words, each
        of its digits is a word's (`fifty-one million`) but for the 1 of `a hundred`. 1 itself may
        be a mere `a`.
        """
        if number == 1:
            return self._lines
        written = str(number)
        core = written.strip("0")
        wanted = {written[:end] for end in range(len(core), len(written) + 1)} | {core + _JOINED}
        digits = {*core} - {"0"}
        return [
            line
            for line, found, spelled in self._numbers
            if not wanted.isdisjoint(found) or spelled is None or digits <= spelled
        ]


def _groups(text: str) -> Set[str]:
    """The digits of each number that the text may have in digits, as far as they can be told.

    Of one that stands by itself all but leading zeros: no scale word makes 2 of `20`. Where single
    marks or blanks stand between groups of digits, any groups in a row may be one number (`1,234`,
    but also `46, 51`); of those, from the first to the last that is not 0, and `_JOINED`.
    """
    found: set[str] = set()
    for chain in _CHAIN.findall(text):
        if chain.isdecimal() and len(chain) <= _LONGEST:
            found.add(str(int(chain)))
            continue
        groups = [
            str(int(group)).zfill(len(group))
            for group in re.findall(r"\d+", chain)
            if len(group) <= _LONGEST
        ]
        for start in range(len(groups)):
            number = ""
            for group in groups[start : start + _MOST_LINKS]:
                number += group
                found.add(number.strip("0") + _JOINED)
    return found


def _digits(line: Line) -> Set[str] | None:
    """The digits, 0 aside, that numbers in words may have in a line; None if any."""
    words = line.bag & NUMBER_WORDS
    if not words:
        return words
    if not words <= _SPELLED.keys():
        return None
    return _ONE.union(*(_SPELLED[word] for word in words))


def equal(known: Figure, figure: Figure) -> bool:
    """Whether two figures are the same number, whatever the bounds that their words give."""
    if figure.value is not None:
        return figure.value in (known.value, known.low, known.high)
    if figure.share is not None:
        return known.share == figure.share
    if figure.qualifier is Qualifier.VAGUE:
        return figure.low in (known.low, known.value) or (
            known.value is not None and figure.low is not None and known.value >= figure.low
        )
    return known.low == figure.low and known.high == figure.high
