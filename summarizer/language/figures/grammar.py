"""Figures: number atoms with their qualifiers, ranges, bounds and what they count.

Sources of the rules: codebook section 4 (qualifiers, vague words, shares) and section 9.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from summarizer.language.dates import TimePhrase, times_in
from summarizer.language.figures.counted import counted, somebody
from summarizer.language.figures.counts import Counted, Counts
from summarizer.language.figures.marked import is_pronoun
from summarizer.language.figures.numbers import Atom, Kind, atoms
from summarizer.language.figures.qualifiers import after, before, bounds, stronger
from summarizer.language.lexicon import Words
from summarizer.language.patterns import pattern
from summarizer.model.vocabulary import Category, Qualifier, Unit


class Figure(NamedTuple):
    """A number as the text gives it.

    Attributes:
        start: First code point of its words, the qualifier included.
        end: One past the last code point of its words.
        words: The text from start to end.
        qualifier: How its words bound the value.
        value: Best reading in units; None for vague words, ranges and bare shares.
        low: Lower bound in units, if any.
        high: Upper bound in units, if any.
        share: Per cent of the same people, if said.
        counted: What it counts, and where that noun ends.
        article: Whether the number is a bare `a` or `an` before somebody.
    """

    start: int
    end: int
    words: str
    qualifier: Qualifier
    value: int | None
    low: int | None
    high: int | None
    share: float | None
    counted: Counted
    article: bool = False

    @property
    def counts(self) -> Counts:
        """What the number counts."""
        return self.counted.counts

    @property
    def unit(self) -> Unit:
        """Persons or households."""
        return self.counted.unit

    @property
    def category(self) -> Category:
        """Who the people are, as far as the counted noun says."""
        return self.counted.category

    @property
    def bounds(self) -> tuple[int | None, int | None, int | None]:
        """Value, low and high: what makes two figures the same number."""
        return self.value, self.low, self.high

    def at(self, start: int, words: str) -> Figure:
        """The same figure where its words stand in a longer text."""
        return self._replace(start=start, end=start + len(words), words=words)


_SPACE = "[ \\n\u00a0]"
_JOINTS = {
    "and": pattern(
        f"{_SPACE}+and{_SPACE}+(?:(?:about|around|roughly|some|even|perhaps)[ ])?$", re.IGNORECASE
    ),
    "to": pattern(
        f"(?:{_SPACE}+to{_SPACE}+|[ ]?[-‐‑–—][ ]?|-to-)(?:(?:about|around|even|perhaps)[ ])?$",
        re.IGNORECASE,
    ),
    "or": pattern(f"{_SPACE}+or{_SPACE}+(?:(?:even|perhaps|possibly|maybe)[ ])?$", re.IGNORECASE),
}
_BETWEEN = pattern(
    f"\\b(?:between|anywhere from|ranging from|ranges? from|estimates from){_SPACE}+$",
    re.IGNORECASE,
)
_FROM = pattern(f"\\bfrom{_SPACE}+$", re.IGNORECASE)
_JOINT_REACH = 16
_OPENING_REACH = 24
_MOST = pattern(
    r"\b(?:most|much|the bulk|(?:the|a|the vast|a vast) majority) of "
    r"(?:the (?:country|territory|region|strip|city|area|enclave)['’]s "
    r"|[A-Z][\w.]*(?: [A-Z][\w.]*)?['’]s? |the |its |their )(?:\w+ )?$",
    re.IGNORECASE,
)
_MOST_REACH = 60


def read(
    text: str,
    times: Callable[[], Sequence[TimePhrase]] | None = None,
    words: Words | None = None,
) -> tuple[Figure, ...]:
    """Every figure of a sentence, in order, whatever it counts; never raises, linear in its length.

    Numbers inside dates and times are left out; a number that counts something else than people is
    given with what it counts, so that a finding can say why it is no toll.

    Args:
        text: One sentence, or copied words.
        times: Gives the dates and times in it; asked only where a number stands.
        words: The text with its words, if they are known already.
    """
    known = words or Words(text)
    kept = atoms(known)
    if any(atom.kind is not Kind.ARTICLE for atom in kept):
        kept = list(_outside(kept, times() if times else times_in(known)))
    figures: list[Figure] = []
    index = floor = 0
    while index < len(kept):
        first = kept[index]
        second = _joined(text, first, kept[index + 1], floor) if index + 1 < len(kept) else None
        index += 1 if second is None else 2
        ceiling = kept[index].start if index < len(kept) else len(text)
        figure = _figure(text, first, second, (floor, ceiling))
        if figure is None:
            continue
        floor = figure.end
        if figures and (shared := _with_share(text, figures[-1], figure)):
            figures[-1] = shared
        else:
            figures.append(figure)
    return tuple(figures)


def _outside(found: list[Atom], times: Sequence[TimePhrase]) -> Iterator[Atom]:
    """The atoms that are no part of a date or time; both lists are in order."""
    position = 0
    for atom in found:
        while position < len(times) and times[position].end <= atom.start:
            position += 1
        if position == len(times) or times[position].start >= atom.end:
            yield atom


# --- ranges ---------------------------------------------------------------------------------------


def _joined(text: str, first: Atom, second: Atom, floor: int) -> tuple[Atom, Atom] | None:
    """Both ends of a range, a scale word said once spread over both (`1.7 or 1.8 million`)."""
    if first.kind is not Kind.COUNT or second.kind is not Kind.COUNT:
        return None
    if not 0 < second.start - first.end < _JOINT_REACH:
        return None
    between = text[first.end : second.start]
    joint = next((name for name, shape in _JOINTS.items() if shape.fullmatch(between)), None)
    if joint is None:
        return None
    opened = _opening(text, before(text, first.start, floor)[0], floor) > 0
    if joint == "and" and not opened:
        return None
    if joint == "to" and not opened and _FROM.search(text, max(0, first.start - 8), first.start):
        return None  # "from five to six" is a revision, not a range
    if first.scale == 1 < second.scale and first.value < 1000 and first.plain < second.plain:
        first = first._replace(value=first.value * second.scale, scale=second.scale)
    return (first, second) if first.value < second.value else None


def _opening(text: str, start: int, floor: int) -> int:
    """The length of `between` and the like right before `start`; 0 if there is none."""
    opened = _BETWEEN.search(text[max(floor, start - _OPENING_REACH) : start])
    return len(opened[0]) if opened else 0


# --- one figure -----------------------------------------------------------------------------------


def _figure(
    text: str, first: Atom, pair: tuple[Atom, Atom] | None, room: tuple[int, int]
) -> Figure | None:
    """The figure of an atom or of a range, its words kept within `room`, between its neighbours."""
    if first.kind is Kind.ARTICLE:
        return _single(text, first)
    if not _may_count(*(pair or (first,))):
        return None
    floor, ceiling = room
    start, qualifier = before(text, first.start, floor)
    if pair is not None:
        return _range(text, pair, start, floor)
    end, right, with_noun = after(text, first.end, ceiling)
    if right is not None:
        qualifier = stronger(qualifier, right)
    what = counted(text, start, first if right is None or with_noun else first._replace(end=end))
    if is_pronoun(text, first, what):
        return None
    return _bounded(text, first, (start, end), qualifier, what, floor)


def _may_count(*found: Atom) -> bool:
    """Whether people can be counted by the numbers: above nothing, and in whole persons."""
    return all(
        atom.value > 0 and (atom.kind is Kind.SHARE or atom.value.denominator == 1)
        for atom in found
    )


def _single(text: str, atom: Atom) -> Figure | None:
    """`a soldier`: one person, if the noun is somebody in the singular."""
    what = somebody(text, atom)
    if what is None:
        return None
    figure = _made(text, (atom.start, atom.end), Qualifier.EXACT, (1, 1, 1), what)
    return figure._replace(article=True)


def _range(text: str, pair: tuple[Atom, Atom], start: int, floor: int) -> Figure:
    first, second = pair
    start -= _opening(text, start, floor)
    what = counted(text, start, second._replace(start=first.start))
    ends = (None, int(first.value), int(second.value))
    return _made(text, (start, second.end), Qualifier.RANGE, ends, what)


def _bounded(
    text: str,
    atom: Atom,
    span: tuple[int, int],
    qualifier: Qualifier | None,
    what: Counted,
    floor: int,
) -> Figure:
    """Value and bounds by codebook section 4's table."""
    start, end = span
    if atom.kind is Kind.SHARE:
        share = round(float(atom.value), 1)
        return _made(text, span, qualifier or Qualifier.EXACT, (None, None, None), what, share)
    number = int(atom.value)
    if atom.kind is Kind.VAGUE:
        return _made(text, span, Qualifier.VAGUE, (None, number, None), what)
    window = text[max(floor, start - _MOST_REACH) : start]
    if " of " in window and (most := _MOST.search(window)):
        span = start - len(most[0]), end
        return _made(text, span, Qualifier.VAGUE, (None, None, number), what)
    qualifier = qualifier or Qualifier.EXACT
    return _made(text, span, qualifier, bounds(number, qualifier), what)


def _made(
    text: str,
    span: tuple[int, int],
    qualifier: Qualifier,
    ends: tuple[int | None, int | None, int | None],
    what: Counted,
    share: float | None = None,
) -> Figure:
    start, end = span
    return Figure(start, end, text[start:end], qualifier, *ends, share, what)


_BESIDE = pattern(r"[ ]?(?:[–—(,]|--?)[ ]?(?:or[ ]|which[ ]is[ ]|that[ ]is[ ])?$")


def _with_share(text: str, figure: Figure, share: Figure) -> Figure | None:
    """A count with the percentage said right after it (`some 1.9 million – nearly 85% of …`)."""
    if share.share is None or figure.value is None or figure.share is not None:
        return None
    edge = figure.counted.end if figure.counts is Counts.PEOPLE else figure.end
    if not figure.counts.may_be_people or not 0 <= share.start - edge < _JOINT_REACH:
        return None
    if not _BESIDE.fullmatch(text, edge, share.start):
        return None
    return figure._replace(share=share.share)
