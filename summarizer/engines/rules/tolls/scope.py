"""Which situation a count belongs to (codebook section 4, `scope`).

This one, an earlier episode of it, or another conflict or event.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from itertools import takewhile
from operator import attrgetter

from summarizer.engines.rules.tolls.basis import PAST_SPAN
from summarizer.engines.rules.tolls.moment import clause, is_beginning
from summarizer.engines.rules.tolls.since import begins_with_since, is_earlier, with_since
from summarizer.engines.rules.wordlists import said
from summarizer.language.dates import Days, resolve
from summarizer.language.figures import Figure
from summarizer.language.names import Mention
from summarizer.language.patterns import pattern
from summarizer.language.properties import cached_property
from summarizer.language.reader import Line, Reader
from summarizer.model import Article
from summarizer.model.vocabulary import Basis, Metric, Qualifier, Scope

_RECENT = 28
"""What ended longer before publication, in days, is an earlier episode."""
_FIRST_WEEK = 7
"""So long, in days, the attack that began a war is itself what is told."""
_MANY = 100
"""So many dead or taken are recalled as what began a war, not told as a day's news."""
_RECENT_CAPTIVITY = 14
"""Captures and releases are recalled sooner: they are told of again while others go on."""
_CAPTIVITY = frozenset((Metric.ABDUCTED, Metric.RELEASED, Metric.DETAINED))
_RECENT_PERIOD = 100
"""A count of the last year or quarter is the latest that there is."""
_LONG_AGO = 300
"""A disaster or crime so much earlier, in days, is another event."""
_start = attrgetter("start")
_OFTEN = 3
"""A state named so often is one that the article is about."""
_OPENING = 4
"""So is one that its first sentences name."""
_HERE = pattern(r"\b(?:in|across|throughout|inside|within|over|from|around)\s+(?:[\w-]+\s+){0,2}$")
_ITS_WAR = pattern(r"(?:['’]s?)?\s+(?:civil\s+|\d+-year\s+)?(?:war|conflict|earthquake|genocide)\b")
_OLDER_COUNT = pattern(
    r"\bprevious(?:ly)?\s+(?:\w+\s+)?(?:death\s+)?(?:toll|count|figure|estimate|number|tally|record|reported|\d)"
)
_TO = pattern(r"[^,.;]{0,24}?\bto (?:at least |about |more than )?[\w,]+")
_FROM = pattern(r"\bfrom (?:a |the )?(?:previous |earlier )?$")
_TO_FROM = pattern(r"\bto [\w,]+(?: \w+)? from (?:a |the )?(?:previous |earlier |initial )?$")


_BEFORE_THAT = pattern(
    r"(?:\s\w+)?\s(?:(?:an?|one|the)\s)?(?:day|week|month|night|year|hours?|days?|weeks?)"
    r"\s(?:earlier|before|ago)\b"
)
_FIRST_TOLD = pattern(
    r"\b(?:first|initially|originally|at first|earlier|previously)\s(?:had\s)?"
    r"(?:reported|said|put|gave|given|spoken|spoke|counted|announced|listed|confirmed|estimated"
    r"|told)\b(?![^.;]*\b(?:but|later|now|then)\b)[^.;]{0,60}$"
    r"|\b(?:first|initial|earlier|early|previous) "
    r"(?:reports?|counts?|tall(?:y|ies)|estimates?|figures?)\b[^.;]{0,70}$",
    re.IGNORECASE,
)
"""Before a figure: it is the first one told, and another holds now."""
_TELLING_EARLIER = frozenset(
    ("first", "initially", "originally", "earlier", "previously", "initial", "early", "previous")
)
"""Words of which a sentence has one where `_FIRST_TOLD` matches."""
_NOW = pattern(
    r"\b(?:now|today|so far|latest|current(?:ly)?|still|since then|has|have|said|says"
    r"|according to)\b",
    re.IGNORECASE,
)
"""Words of a sentence that tells of the present, or whose speaker does."""
_WAR = pattern(r"\b(?:war|conflict|invasion|offensive|hostilities)\b", re.IGNORECASE)
_WAGED = pattern(
    r"\b(?:war|offensive|campaign|operation|bombardment|bombing|invasion|assault|siege)\b"
)
_FOR = pattern(
    r"\b(?:after|following|in (?:reaction|reply|the wake)|triggered by|sparked by|over)\b"
)
_ATTACK = pattern(r"\b(?:attack|assault|raid|massacre|incursion|onslaught|rampage)s?\b")
_IN_RETURN = pattern(r"\b(?:in (?:response|retaliation) (?:to|for)|retaliat\w+ (?:for|to|after))\b")
_IN_WHICH = pattern(r"\b(?:that|which|who|when|killing|taking)\b")
"""What stands one after the other before the dead of an attack for which a war is waged."""
_RECALLED = 200
"""Characters before a figure in which that is told."""
_OF_THEM = pattern(r"\b(?:of (?:them|those)|of the (?:captives|hostages|girls|boys))\b")


class Scopes:
    """The situations of one article's tolls, asked in the order of the text."""

    def __init__(self, reader: Reader, article: Article, *, is_war: bool) -> None:
        self._reader, self._article, self._is_war = reader, article, is_war
        self._elsewhere = 0  # the last sentence that told of another country
        self._last: tuple[int, Scope] = (0, Scope.FOCAL)

    def of(
        self, line: Line, figure: Figure, metric: Metric, basis: Basis, days: Days | None
    ) -> Scope:
        """The situation of a figure; asked in the order of the text."""
        scope = self._of(line, figure, metric, basis, days)
        number, before = self._last
        near = scope is Scope.FOCAL and 0 <= line.number - number <= 1
        if near and basis is not Basis.PLANNED and _goes_on(line, basis):
            scope = before
        if not _revised(line, figure):  # an earlier count of this event opens no other
            self._last = line.number, scope
        return scope

    def _of(
        self, line: Line, figure: Figure, metric: Metric, basis: Basis, days: Days | None
    ) -> Scope:
        if basis is Basis.PLANNED:
            return Scope.FOCAL
        if self._is_elsewhere(line, figure, basis):
            self._elsewhere = line.number
            return Scope.OTHER
        if _revised(line, figure) or self._is_over(line, figure, basis, days):
            return Scope.BACKGROUND
        if basis in (Basis.STOCK, Basis.CUMULATIVE):
            return Scope.FOCAL
        age = self._age(days)
        if age is not None:
            return self._of_age(age, line, metric, basis)
        return Scope.BACKGROUND if _recalls(line, figure) else Scope.FOCAL

    def _of_age(self, age: int, line: Line, metric: Metric, basis: Basis) -> Scope:
        if basis is Basis.PERIOD:
            recent = 0 if metric is Metric.RELEASED else _RECENT_PERIOD
        else:
            recent = _RECENT_CAPTIVITY if metric in _CAPTIVITY else _RECENT
        if age <= recent:
            return Scope.FOCAL
        episode = self._is_war and not (age > _LONG_AGO and said(line, "tolls", "disaster"))
        return Scope.BACKGROUND if episode or age <= _LONG_AGO else Scope.OTHER

    def _is_over(self, line: Line, figure: Figure, basis: Basis, days: Days | None) -> bool:
        """Whether a count is of years that are over, or of what began the war."""
        if basis is Basis.PERIOD and _is_past(line, figure):
            return True
        single = basis in (Basis.INCIDENT, Basis.PERIOD)
        return single and self._began_it(line, figure, days)

    def _began_it(self, line: Line, figure: Figure, days: Days | None) -> bool:
        """Whether an attack is the one since which the article's war goes on."""
        age = self._age(days)
        if age is not None and age < _FIRST_WEEK:
            return False
        if age is not None and days is not None and self._is_war and days.start in self._starts:
            return True
        size = figure.value or figure.low or figure.high or 0
        if size < _MANY:
            return False
        return is_earlier(line, figure.start) or (self._is_war and _is_cause(line, figure))

    @cached_property
    def _starts(self) -> frozenset[dt.date]:
        """The days since which the article counts, or on which it says that the war began."""
        found = set()
        for line in self._reader.lines_with_counts:
            for time in line.times:
                since = with_since(line, time)
                began = is_beginning(line, time) and _WAR.search(line.text, 0, time.start)
                if began or begins_with_since(since):
                    days = resolve(since.words, self._article.published)
                    if days and days.start:
                        found.add(days.start)
        return frozenset(found)

    def _age(self, days: Days | None) -> int | None:
        """Days from the end of a window to publication."""
        if days is None or days.end is None or self._article.published is None:
            return None
        return (self._article.published - days.end).days

    # --- another country ----------------------------------------------------------------------

    def _is_elsewhere(self, line: Line, figure: Figure, basis: Basis) -> bool:
        states = self._states_in(line)
        if not states:
            follows = self._elsewhere > 0 and line.number - self._elsewhere == 1
            return follows and bool(said(line, "tolls", "elsewhere"))
        if any(self._counts[mention.name] >= _OFTEN for mention in states):
            return False
        return any(self._governs(line, figure, mention, basis) for mention in states)

    def _governs(self, line: Line, figure: Figure, mention: Mention, basis: Basis) -> bool:
        """Whether the sentence tells of a country as its place or by its war or its people."""
        start, end = mention.start - line.sentence.start, mention.end - line.sentence.start
        if _HERE.search(line.text, max(0, start - 40), start) or _ITS_WAR.match(line.text, end):
            return True
        counted = figure.end <= start < figure.counted.end
        return counted and basis in (Basis.STOCK, Basis.CUMULATIVE)

    def _states_in(self, line: Line) -> list[Mention]:
        first, last = line.sentence.start, line.sentence.end
        begin = bisect_left(self._states, first, key=_start)
        return list(takewhile(lambda state: state.start < last, self._states[begin:]))

    @cached_property
    def _states(self) -> list[Mention]:
        """The states named in the article, in order."""
        return [mention for mention in self._reader.names.mentions if mention.kind == "state"]

    @cached_property
    def _counts(self) -> dict[str, int]:
        """How often each actor is named; one of the opening counts as named often."""
        counts: dict[str, int] = {}
        lines = self._reader.lines
        opening = lines[min(_OPENING, len(lines)) - 1].sentence.end
        for mention in self._reader.names.mentions:
            more = _OFTEN if mention.start < opening else 1
            counts[mention.name] = counts.get(mention.name, 0) + more
        return counts


def _is_cause(line: Line, figure: Figure) -> bool:
    """`launched its offensive after an attack that killed 140`: for what a war is waged."""
    before = line.text[max(0, figure.start - _RECALLED) : figure.start].rpartition(";")[2]
    if _IN_RETURN.search(before):
        return True
    link = _FOR.search(before)
    if link is None or not _WAGED.search(before, 0, link.start()):
        return False
    attack = _ATTACK.search(before, link.end())
    return attack is not None and _IN_WHICH.search(before, attack.end()) is not None


def _goes_on(line: Line, basis: Basis) -> bool:
    """Whether a sentence goes on about the episode of the one before: no time of its own."""
    if line.times:
        return False
    if basis in (Basis.INCIDENT, Basis.PERIOD):
        return _NOW.search(line.text) is None
    of_them = _OF_THEM.search(line.text)  # "20 of them are still held", not "20, half of them hurt"
    return of_them is not None and of_them.start() <= line.figures[0].end + 1


def _is_past(line: Line, figure: Figure) -> bool:
    return PAST_SPAN.search(clause(line, figure.start, figure.counted.end)) is not None


def _recalls(line: Line, figure: Figure) -> bool:
    """Whether the sentence tells of an earlier event, and not only of an earlier count of it."""
    if not said(line, "tolls", "background"):
        return False
    return not _OLDER_COUNT.search(clause(line, figure.start, figure.counted.end))


def _revised(line: Line, figure: Figure) -> bool:
    """`from five people to six`: the first is the earlier count (codebook section 9.26)."""
    if figure.qualifier is Qualifier.RANGE:
        return False
    text, before = line.text, line.text[: figure.start]
    if not _TELLING_EARLIER.isdisjoint(line.bag) and _FIRST_TOLD.search(before):
        return True
    if "from" not in line.bag:
        return False
    if _TO_FROM.search(before):
        return True
    after = _FROM.search(before) and (
        _BEFORE_THAT.match(text, figure.end) or _TO.match(text, figure.end)
    )
    return bool(after)
