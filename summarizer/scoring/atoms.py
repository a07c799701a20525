"""What a brief says that nothing bears out: figures without evidence, and atoms of its free text.

An atom is a number, a date or a listed actor (a state or an organisation of the program's tables)
in the headline, the bottom line, a demand's text or a term. It must stand in an item of the brief
or in the article; whether it stands there for the right thing is what alignment measures. The check
of grounding is stricter and another one on purpose: a scorer that asked grounding itself would find
nothing where grounding is wrong.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from summarizer.language.dates import Days, find_times, resolve
from summarizer.language.figures import Figure, read, read_words
from summarizer.language.folding import Folded, fold, is_whole
from summarizer.language.gazetteer import Hit, gazetteer
from summarizer.language.reader import Line, Reader
from summarizer.language.sentences import split
from summarizer.model.article import Article
from summarizer.model.brief import Brief
from summarizer.model.vocabulary import Qualifier
from summarizer.scoring.sides import TollItem

_WEEK = 7
_YEAR = 366
"""Days from publication within which a weekday, or a day without its year, is told from others."""


class Atom(NamedTuple):
    """An atom that nothing bears out, and the free text that it is in.

    `part` and `item` are the list and the index in it; `headline` and None for headline and bottom
    line.
    """

    part: str
    field: str
    item: int | None
    words: str


def stands(figure: str, text: str, figures: tuple[Figure, ...]) -> bool:
    """Whether a figure's words stand in a sentence as a figure of its own.

    `20` stands neither in "120" nor in "20,000" nor in "Oct. 20", but `46` does in "at least 46":
    what a lost qualifier costs is its bounds. An enumeration stands where its members do.

    Args:
        figure: The words, as a toll has them.
        text: The sentence.
        figures: The sentence's figures.
    """
    if any(one.words == figure for one in figures):
        return True
    claimed = read_words(figure)
    for start, end in Folded(text).find(figure):
        touched = [one for one in figures if one.start < end and start < one.end]
        if claimed is None and not touched:
            return not any(character.isdigit() for character in figure)
        if touched and all(
            (start <= one.start and one.end <= end) or _same_number(one, claimed) for one in touched
        ):
            return True
    return False


def _same_number(one: Figure, claimed: Figure | None) -> bool:
    if claimed is None:
        return False
    if claimed.value is not None:
        return one.value == claimed.value
    return (one.bounds, one.share) == (claimed.bounds, claimed.share)


def unsupported_figures(tolls: Sequence[TollItem], article: Article) -> list[int]:
    """Indices of the tolls whose figure does not stand in the sentences that they cite."""
    reader = Reader.of(article.text)
    return [
        toll.index
        for toll in tolls
        if not any(
            stands(toll.words, line.text, line.figures)
            for number in sorted(toll.sentences)
            if (line := reader.line(number)) is not None
        )
    ]


def unsupported_atoms(brief: Brief, article: Article) -> list[Atom]:
    """The atoms of the brief's free text that neither an item nor the article has."""
    known = _Known(brief, article)
    return [
        Atom(part, field, item, words)
        for part, field, item, text in _free_texts(brief)
        for sentence in split(text)
        for words in known.faults(sentence.text)
    ]


def _free_texts(brief: Brief) -> Iterator[tuple[str, str, int | None, str]]:
    yield "headline", "headline", None, brief.headline
    yield "headline", "bottom_line", None, brief.bottom_line
    for index, demand in enumerate(brief.demands):
        yield "demands", "text", index, demand.text
    for index, agreement in enumerate(brief.agreements):
        for term in agreement.terms:
            yield "agreements", "terms", index, term


class _Known:
    """The atoms of the items and of the article; the article is read only as far as it must be."""

    def __init__(self, brief: Brief, article: Article) -> None:
        self._brief = brief
        self._article = article
        self._title = article.title or ""

    def faults(self, text: str) -> Iterator[str]:
        """The words of each atom in one sentence that nothing bears out."""
        for figure in read(text):
            if not (figure.article or self._has_number(figure)):
                yield figure.words
        for time in find_times(text):
            if not self._has_date(time.words):
                yield time.words
        for hit in gazetteer().scan(text):
            words = text[hit.start : hit.end]
            if hit.form.entries and not self._has_actor(words, hit):
                yield words

    @cached_property
    def _lines(self) -> list[Line]:
        return [*Reader.of(self._article.text).lines, *map(Line, split(self._title))]

    @cached_property
    def _folded(self) -> str:
        return fold(f"{self._article.text}\n{self._title}")

    def _says(self, words: str) -> bool:
        """Whether the article has the words as they are, whole."""
        wanted = fold(words).strip()
        at = self._folded.find(wanted)
        while at >= 0:
            if is_whole(self._folded, at, at + len(wanted)):
                return True
            at = self._folded.find(wanted, at + 1)
        return False

    # --- numbers --------------------------------------------------------------------------------

    @cached_property
    def _in_items(self) -> set[float]:
        tolls = self._brief.tolls
        found = {n for toll in tolls for n in (toll.value, toll.low, toll.high, toll.share)}
        day = self._article.published
        # A date is written out (codebook section 7), also where the article leaves out its year.
        return {n for n in (*found, day.year if day else None) if n is not None}

    @cached_property
    def _in_article(self) -> set[float]:
        figures = [figure for line in self._lines for figure in line.figures]
        found = {n for one in figures for n in (*one.bounds, one.share)}
        return self._in_items | {n for n in found if n is not None}

    def _has_number(self, figure: Figure) -> bool:
        """Whether items or article have it; "six" of the article's "six weeks" counts too."""
        if _among(figure, self._in_items) or _among(figure, self._in_article):
            return True
        return not any(map(str.isdigit, figure.words)) and self._says(figure.words)

    # --- dates ----------------------------------------------------------------------------------

    @cached_property
    def _windows(self) -> list[Days]:
        """The days that the items have, that of publication included."""
        day = self._article.published
        windows = [toll.when for toll in self._brief.tolls]
        windows += [agreement.when for agreement in self._brief.agreements]
        found = [Days(window.start, window.end) for window in windows if window]
        return [*found, Days(day, day)] if day else found

    @cached_property
    def _told_windows(self) -> list[Days]:
        """The days that the article names."""
        times = [time.words for line in self._lines for time in line.times]
        found = (resolve(words, self._article.published) for words in dict.fromkeys(times))
        return [days for days in found if days is not None]

    def _has_date(self, words: str) -> bool:
        if self._says(words):
            return True
        days = resolve(words, self._article.published)
        if days is None or days == Days(None, None):
            return not any(character.isdigit() for character in words)
        if any(_within(one, days) for one in self._windows):
            return True
        if any(_within(one, days) for one in self._told_windows):
            return True
        return days.start is not None and days.start == days.end and self._tells(days.start)

    def _tells(self, day: dt.date) -> bool:
        """Whether the article means that day by its weekday, or without its year.

        "By June 15" and "on Monday" are read as past days (codebook section 8), deadlines too.
        """
        published, same = self._article.published, (day.month, day.day)
        if published is None or abs((day - published).days) > _YEAR:
            return False
        week = (published + dt.timedelta(days=away) for away in range(-_WEEK, _WEEK + 1))
        told = {(one.month, one.day) for days in self._told_windows for one in days if one}
        return same in told or any(
            (near.month, near.day) == same and self._says(f"{near:%A}") for near in week
        )

    # --- actors ---------------------------------------------------------------------------------

    @cached_property
    def _entries(self) -> set[str]:
        brief = self._brief
        named = [name for one in brief.demands for name in (*one.by, *one.to)]
        named += [name for one in brief.negotiations for name in (*one.parties, *one.mediators)]
        named += [name for one in brief.agreements for name in one.parties]
        text = "\n".join([self._article.text, self._title, *named])
        return {entry.name for hit in gazetteer().scan(text) for entry in hit.form.entries}

    def _has_actor(self, words: str, hit: Hit) -> bool:
        return self._says(words) or any(entry.name in self._entries for entry in hit.form.entries)


def _among(figure: Figure, known: set[float]) -> bool:
    """Whether a figure of free text is one of the known numbers, or lies within them."""
    if figure.value is not None:
        return figure.value in known
    if figure.share is not None:
        return figure.share in known
    if figure.qualifier is Qualifier.VAGUE and figure.low is not None:
        return any(number >= figure.low for number in known)
    return {figure.low, figure.high} - {None} <= known


def _within(known: Days, said: Days) -> bool:
    """Whether a known window is the one that is said, or one of its days."""
    if known.start is None or known.end is None:
        return known == said
    return (said.start is None or said.start <= known.start) and (
        said.end is None or known.end <= said.end
    )
