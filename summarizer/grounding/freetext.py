"""Free text: every number, date and name in it must stand in an accepted item or in the article.

A sentence with an atom that nothing supports loses its place; `plain.py` writes one from the
accepted items instead (design, "The idea").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.grounding.citing import Source
from summarizer.grounding.naming import Naming
from summarizer.grounding.numbers import Numbers
from summarizer.language.dates import Days, resolve
from summarizer.language.figures import Counts, Figure
from summarizer.language.folding import fold
from summarizer.language.governance import Strength
from summarizer.language.modality import Modality
from summarizer.language.patterns import pattern
from summarizer.language.properties import cached_property
from summarizer.language.reader import Line
from summarizer.language.sentences import Sentence, split
from summarizer.model.brief import Toll
from summarizer.model.vocabulary import Basis, Metric, Qualifier, TollAssertion

_LOWER_BOUNDS = (Qualifier.AT_LEAST, Qualifier.MORE_THAN)
_UPPER_BOUNDS = (Qualifier.NEARLY, Qualifier.UP_TO)
_WEEK, _HALF_A_YEAR = 7, 183  # days
_YEAR = pattern(r"\d{4}")
_BOUNDING = pattern(r"^(?:since|from|until|till|by)\s+", re.IGNORECASE)
_DAY_FIRST = pattern(r"(\d{1,2}) ([A-Z][a-z]+)")


class Support:
    """What the article and the accepted tolls bear out, for checking any free text against.

    Args:
        source: The article.
        tolls: The tolls accepted so far.
    """

    def __init__(self, source: Source, tolls: Sequence[Toll]) -> None:
        self._source = source
        self._tolls = tolls
        self._naming = Naming(source)

    def faults(self, text: str, *, of_a_plan: bool = False) -> list[str]:
        """What in the text nothing supports, in words; empty if all of it is supported.

        Args:
            text: The free text.
            of_a_plan: It says what somebody wants or has agreed (a demand, a term), so what it
                counts need not have happened.
        """
        return [
            fault
            for sentence in split(text)
            for fault in self._faults(sentence, of_a_plan=of_a_plan)
        ]

    def supported_sentences(self, text: str) -> tuple[list[str], list[tuple[str, list[str]]]]:
        """The sentences that stand, and those that fall with their faults."""
        kept: list[str] = []
        lost: list[tuple[str, list[str]]] = []
        for sentence in split(text):
            faults = self._faults(sentence, of_a_plan=False)
            if faults:
                lost.append((sentence.text, faults))
            else:
                kept.append(sentence.text)
        return kept, lost

    def _faults(self, sentence: Sentence, *, of_a_plan: bool) -> list[str]:
        # One that quotes the article has been read, or would be read once more to compare it.
        line = self._quoted.get(sentence.text) or Line(sentence)
        numbers = (self._number(line, index, of_a_plan) for index in range(len(line.figures)))
        return [
            *(fault for fault in numbers if fault),
            *self._dates(line),
            *self._naming.faults(line.text),
        ]

    @cached_property
    def _quoted(self) -> dict[str, Line]:
        return {line.text: line for line in self._source.reader.lines}

    @cached_property
    def _told(self) -> list[Line]:
        """The article's sentences and its title's: free text may lean on both."""
        return [*self._source.reader.lines, *map(Line, split(self._source.title))]

    @cached_property
    def _numbers(self) -> Numbers:
        return Numbers(self._told)

    # --- numbers --------------------------------------------------------------------------------

    def _number(self, line: Line, index: int, of_a_plan: bool) -> str:
        figure = line.figures[index]
        if figure.article:
            return ""
        opposed: Figure | None = None
        for told, place in self._numbers.alike(line, index):
            known = told.figures[place]
            if not _opposed(known, figure):
                break
            opposed = opposed or known
        else:
            if opposed is not None:
                return f"the article has “{opposed.words}”, not “{figure.words}”"
            if figure.qualifier is Qualifier.RANGE and self._spans(figure):
                return ""
            return f"the article has no number “{figure.words}”"
        if figure.counts in (Counts.PEOPLE, Counts.BARE) and not of_a_plan:
            return self._event(line, index)
        return ""

    def _spans(self, figure: Figure) -> bool:
        """Whether both ends of a range are numbers that the article has (`from 12 to 190`)."""
        return all(
            end is not None
            and any(
                known.value == end
                for line in self._numbers.lines_with(end)
                for known in line.figures
            )
            for end in (figure.low, figure.high)
        )

    def _event(self, line: Line, index: int) -> str:
        """What the text says happened to these people must be said of the same number."""
        figure = line.figures[index]
        governors = [
            governor
            for governor in line.governors(index)
            if governor.metric is not None and governor.strength is Strength.DIRECT
        ]
        if not governors:
            return ""
        metrics = {governor.metric for governor in governors}
        modalities = {line.modality(index, governor) for governor in governors}
        same = [
            toll for toll in self._tolls if _toll_equals(toll, figure) and toll.metric in metrics
        ]
        if modalities == {Modality.FACT} and same:
            if all(toll.basis is Basis.PLANNED for toll in same):
                told = line.modalities.speaks_of_plans
                return "" if told else f"“{figure.words}” is only planned"
            if all(toll.assertion is not TollAssertion.ASSERTED for toll in same):
                return f"“{figure.words}” is {same[0].assertion.value} in the article"
        if same or self._article_says(line, index, metrics):
            return ""
        said = " or ".join(sorted(metric.value for metric in metrics if metric is not None))
        return f"the article does not say {said} of “{figure.words}”"

    def _article_says(self, line: Line, index: int, metrics: set[Metric | None]) -> bool:
        for told, place in self._numbers.alike(line, index):
            said = told.governors(place)
            if not said or any(governor.metric in metrics for governor in said):
                return True
        return False

    # --- dates ----------------------------------------------------------------------------------

    @cached_property
    def _days(self) -> list[Days]:
        """Every day and window that the article names, its publication included.

        A day without a year may be the one before publication (an event) or, where that one is
        nearer, the one after it (a deadline). "Since" and "until" a day name that day too.
        """
        known = []
        if self._source.published is not None:
            known.append(Days(self._source.published, self._source.published))
        for words in (time.words for line in self._told for time in line.times):
            for named in {words, _BOUNDING.sub("", words)}:
                days = resolve(named, self._source.published)
                if days is not None:
                    known += [days, *self._next(named, days)]
        return known

    def _dates(self, line: Line) -> list[str]:
        return [
            f"the article has no date “{time.words}”"
            for time in line.times
            if not self._date_stands(time.words)
        ]

    def _date_stands(self, words: str) -> bool:
        if self._source.has(fold(words).strip(), words):
            return True
        day = _DAY_FIRST.fullmatch(words)
        if day and self._source.has(fold(f"{day[2]} {day[1]}"), f"{day[2]} {day[1]}"):
            return True  # "17 April" of an article that says "April 17" and has no year
        words = _BOUNDING.sub("", words)  # of "since 16 August" the day is what must be known
        days = resolve(words, self._source.published)
        if days is None or (days.start is None and days.end is None):
            return not any(character.isdigit() for character in words)
        return any(
            self._by_weekday(said) or any(_within(known, said) for known in self._days)
            for said in (days, *self._next(words, days))
        )

    def _by_weekday(self, days: Days) -> bool:
        """A day of the week after publication that the article calls by its weekday."""
        day, published = days.start, self._source.published
        if day is None or day != days.end or published is None:
            return False
        near = abs((day - published).days) <= _WEEK
        return near and self._source.has(f"{day:%A}".lower(), f"{day:%A}")

    def _next(self, words: str, days: Days) -> list[Days]:
        """The day of that name after publication, if the words hold no year and it is near."""
        day, published = days.start, self._source.published
        if day is None or published is None or day != days.end:
            return []
        if _YEAR.search(words) or not any(map(str.isdigit, words)):
            return []
        try:
            later = day.replace(year=day.year + 1)
        except ValueError:  # 29 February
            return []
        return [Days(later, later)] if 0 < (later - published).days <= _HALF_A_YEAR else []


def _opposed(known: Figure, figure: Figure) -> bool:
    """Whether one is a lower bound and the other an upper bound of the same number."""
    return (known.qualifier in _LOWER_BOUNDS and figure.qualifier in _UPPER_BOUNDS) or (
        known.qualifier in _UPPER_BOUNDS and figure.qualifier in _LOWER_BOUNDS
    )


def _toll_equals(toll: Toll, figure: Figure) -> bool:
    if figure.value is not None:
        return figure.value in (toll.value, toll.low, toll.high)
    return figure.low == toll.low and figure.high == toll.high


def _within(known: Days, days: Days) -> bool:
    """Whether a known date lies in the window said, or is the same window."""
    if known.start is None or known.end is None:
        return known == days
    after = days.start is None or known.start >= days.start
    return after and (days.end is None or known.end <= days.end)
