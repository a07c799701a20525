"""Where date and time expressions stand in a text, so that their numbers are never read as counts.

Conservative by design: a year is easily mistaken for a count and a lost count is a lost toll. So a
bare year or an ambiguous month name (`May`, `March`) needs words around it that only a date has,
and a number that stands before a noun for people is never part of a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from summarizer.language.dates.vocabulary import (
    DAY,
    MONTH_WORDS,
    NUMBER,
    NUMBER_WORDS,
    UNIT,
    WEEKDAY_WORDS,
    YEAR,
)
from summarizer.language.folding import occurrences
from summarizer.language.lexicon import Words
from summarizer.language.patterns import DIGITS, pattern
from summarizer.language.properties import cached_property


class TimePhrase(NamedTuple):
    """A span of a text that is a date or time expression.

    Attributes:
        start: First code point.
        end: One past the last one.
        words: The text from start to end, for `resolve`; not all of them can be resolved.
    """

    start: int
    end: int
    words: str


_COUNTED = (
    r"(?:people|persons?|civilians|soldiers|troops|fighters|militants|terrorists|rebels|gunmen"
    r"|officers|police|children|women|men|girls|boys|babies|students|workers|journalists|doctors"
    r"|medics|patients|hostages|captives|prisoners|detainees|refugees|residents|villagers"
    r"|protesters|worshippers|migrants|families|households|victims|casualties|deaths|dead|killed"
    r"|wounded|injured|others|more|members|passengers|sailors|crew|miners|survivors|bodies"
    r"|palestinians|israelis|ukrainians|russians|syrians|lebanese|sudanese|nationals|foreigners"
    r"|thousand|million|billion|hundred|percent|per\scent)\b"
)
_EVENTS = (
    r"(?:war|conflict|crisis|elections?|coup|invasion|attacks?|offensive|uprising|revolution"
    r"|massacre|genocide|earthquake|quake|deal|accords?|agreement|treaty|ceasefire|cease-fire|truce"
    r"|report|census|budget|season|summit|law|resolution|campaign|protests?|Games|Olympics)\b"
)
# "7 January 2020 killed at least 56": what is killed comes after, and 2020 is a year.
_OBJECT = (
    r"(?:\d|an?\b|one\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b|ten\b|at\sleast"
    r"|more\sthan|over|nearly|almost|about|around|some|up\sto|as\smany|dozens|scores|hundreds|thousands)"
)
_NOT_COUNTED = rf"(?![.,]?\d)(?!\s+(?i:{_COUNTED})(?!\s+(?i:{_OBJECT})))"
_NOT_COUNTED_SOON = rf"(?![.,]?\d)(?!(?:\s+[^\W\d_][\w’'-]*){{0,2}}\s+(?i:{_COUNTED}))"

# With their capitals; in lower case only those names that mean nothing else.
_CLEAR_MONTH = r"(?:January|February|July|September|October|November|December)"
_ANY_MONTH = rf"(?:{_CLEAR_MONTH}|March|April|May|June|August)"
_SHORT_MONTH = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
_LOWER_MONTH = rf"(?:{_CLEAR_MONTH[3:-1].lower()}|april|june|august)"
_DATED_MONTH = rf"(?:{_ANY_MONTH}|{_ANY_MONTH.upper()}|{_LOWER_MONTH}|{_SHORT_MONTH})"

_DATED_YEAR = rf"{YEAR}\b"
_DATED_DAY = rf"(?:the\s)?{DAY}\b"
_DAY_JOINT = r"(?:\s?[-–—]\s?|\s(?:to|and|or|until|through)\s)"
_WEEKDAY = r"(?i:(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
_WEEKDAY_FIRST = rf"(?:(?:{_WEEKDAY}|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?),?\s)?"
_MONTH_FIRST = (
    rf"{_DATED_MONTH}(?:\s+{_DATED_DAY}(?:{_DAY_JOINT}{_DATED_DAY})?(?:,?\s+{_DATED_YEAR})?"
    rf"|(?:,?\s+|\sof\s){_DATED_YEAR}){_NOT_COUNTED}"
)
_DAY_FIRST = (
    rf"(?:{DAY}{_DAY_JOINT})?{DAY}(?:\sof\s|\s|-){_DATED_MONTH}(?!\w)"
    rf"(?:(?:,?\s+|-){_DATED_YEAR}{_NOT_COUNTED})?"
)
_NUMERIC = (
    rf"(?:{YEAR}-\d\d?-\d\d?(?:[T\s]\d\d:\d\d(?::\d\d)?)?"
    rf"|\d\d?(?P<mark>[/.-])\d\d?(?P=mark)(?:{YEAR}|\d\d))(?![\d/-]|\.\d)"
    r"|(?:9/11|24/7)\b"
)

_ZONE = r"(?:\s?(?:GMT|UTC|BST|CET|CEST|EET|EEST|EST|EDT|ET|local\stime)\b)"
_CLOCK = (
    rf"(?:[01]?\d|2[0-4])(?:[:.][0-5]\d)?\s?[ap](?:\.\s?m\b\.?|m\b){_ZONE}?"
    rf"|(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?\b(?!\.?\d){_ZONE}?(?:\s(?:hours|hrs)\b)?"
    r"|(?:[01]\d|2[0-4])[0-5]\d(?:\s?(?:hrs|GMT|UTC)\b|\shours\b(?!\s(?:of|in|at)\b))"
    r"|\d\d?\so['’]clock\b"
)

# What stands right before a year; the pattern comes after the year, so that few places are tried.
_YEAR_OF_EVENT = (
    rf"{YEAR}\b(?:(?<=\bof\s\d{{4}})|(?<=\b[Bb]y\s\d{{4}})|(?<=\b[Aa]fter\s\d{{4}})"
    r"|(?<=\b[Bb]efore\s\d{4})"
    rf"|(?:(?<=\b[Tt]he\s\d{{4}})|(?<=['’]s\s\d{{4}}))(?=\s(?:[\w-]+\s){{0,2}}{_EVENTS})"
    rf"|(?=\s{_EVENTS}))"
)
_YEAR_ALONE = (
    rf"{YEAR}\b"
    r"(?:(?<=\b[Ii]n\s\d{4})|(?<=\b[Ss]ince\s\d{4})|(?<=\b[Uu]ntil\s\d{4})|(?<=\b[Dd]uring\s\d{4})"
    r"|(?<=\b[Ee]arly\s\d{4})|(?<=\b[Ll]ate\s\d{4})|(?<=\b[Mm]id-\d{4})|(?<=\byear\s\d{4})"
    rf"|(?<=\b(?:spring|summer|autumn|winter)\s\d{{4}})|(?<=\((?:19|20)\d\d)(?=\))){_NOT_COUNTED}"
)
_YEARS = (
    rf"{YEAR[:-2]}0['’]?s\b"
    r"|(?:(?:19|20)\d\d\s?[-–—]\s?(?:(?:19|20)\d\d|\d\d)\b"
    rf"|(?:(?<=\b[Ff]rom\s)|(?<=\b[Bb]etween\s)){YEAR}\s(?:to|and|until|through)\s{YEAR}\b"
    rf"|{_YEAR_OF_EVENT}){_NOT_COUNTED_SOON}|{_YEAR_ALONE}"
)

_PART = r"(?:early|earlier|late|later|mid)"
_OTHER = r"(?:last|past|this|next|coming|previous)"
_WEEKDAYS = (
    rf"(?i:(?:{_PART}\s(?:on\s)?)?(?:{_OTHER}\s)?)\b{_WEEKDAY}\b"
    rf"(?i:\s(?:{_PART}\s)?(?:morning|afternoon|evening|night|overnight)\b"
    r"|\s(?:of\s)?(?:last|this|next)\sweek\b)?"
)
_BARE_MONTH = (
    rf"{_CLEAR_MONTH}\b|(?i:(?:{_PART}|last|this|next)[\s-]){_ANY_MONTH}\b"
    r"|(?=[AJM])(?:(?<=\b[Ii]n\s)|(?<=\b[Ss]ince\s)|(?<=\b[Uu]ntil\s)|(?<=\b[Bb]y\s)|(?<=\bof\s))"
    rf"{_ANY_MONTH}\b"
)
_HEDGE = r"(?:(?:(?:more|less)\sthan|nearly|almost|about|around|some|over|just\sover|at\sleast)\s)"
_AGO = rf"\s(?:{UNIT}|weekend|night)s?\s(?:ago(?:\stoday)?|earlier|later|before|after)\b"
_MANY = r"(?:\d{1,7}|\d{1,3}(?:,\d{3})+)"
# "It will last six weeks" tells how long, not when.
_NO_VERB = "".join(
    rf"(?<!\b{word}\s)"
    for word in ("will", "would", "could", "may", "might", "can", "must", "should", "to", "not")
)
_RELATIVE = (
    rf"(?i:{_HEDGE}?(?:{NUMBER}|several|many|(?:a\s)?few|{_MANY}){_AGO}"
    rf"|(?:(?:in|over|during|within)\s)?the\s(?:past|last|previous|next|coming)\s"
    rf"(?:(?:{NUMBER}|several|few|many)[\s-])?(?:{UNIT}|weekend|night)s?\b"
    rf"|(?:{_PART}\s)?{_OTHER}\s(?:(?:{UNIT}|weekend)s?|night|morning|evening)\b"
    rf"|{_NO_VERB}(?:{_PART}\s)?{_OTHER}\s{NUMBER}\s(?:(?:{UNIT}|weekend)s?|nights?)\b"
    r"|(?:over|at|during)\sthe\sweekend\b|so\sfar\sthis\s(?:week|month|year)\b"
    r"|since\sthe\s(?:start|beginning|outbreak|end)\sof\s(?:the\s)?\w+"
    r"|the\sday\s(?:before\syesterday|after\stomorrow)\b"
    r"|(?:today|tonight|yesterday|tomorrow|overnight)\b)"
)


class Kind(Enum):
    """The ways in which an expression can begin; each pattern is compiled when first needed."""

    NUMBER = (
        rf"(?<![\w$€£])(?<!\d[.,:/-])"
        rf"(?:{_NUMERIC}|(?P<clock>{_CLOCK})|{_DAY_FIRST}|{_YEARS}|(?i:{_MANY}{_AGO}))"
    )
    EASTERN = r"(?<!\d)(?:\d{4}年)?\d\d?月\d\d?日"
    DAY = rf"(?<!\w)(?:{_WEEKDAY_FIRST}(?:{_MONTH_FIRST}|{_DAY_FIRST})|{_WEEKDAYS}|{_BARE_MONTH})"
    RELATIVE = rf"(?<!\w){_RELATIVE}"
    FISCAL = rf"(?<!\w)(?:FY|Q[1-4]\s?(?:FY)?|(?i:fiscal)\s)\s?{YEAR}\b"

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What the expression looks like from its first character on."""
        return re.compile(self.value)


# A place is tried only if its word can begin an expression, and only in a text that has a word that
# such an expression cannot do without: most have none, and this costs a twentieth of a search.


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_OTHERS = _words("last past this next coming previous")
_PARTS = _words("early earlier late later mid")
_FISCAL = _words("fy q fiscal")
_OF_ITSELF = _words("today tonight yesterday tomorrow overnight")
_OPENINGS = (
    (MONTH_WORDS | WEEKDAY_WORDS, MONTH_WORDS | WEEKDAY_WORDS | _PARTS | _OTHERS),
    (_OTHERS, _PARTS | _OTHERS | _words("the in over during within so")),
    (
        _words("ago earlier later before after"),
        NUMBER_WORDS
        | _words("several many few more less nearly almost about around some over just at"),
    ),
    (_words("weekend"), _words("over at during")),
    (_words("yesterday tomorrow"), _words("the")),
    (_words("start beginning outbreak end"), _words("since")),
    (_OF_ITSELF, _OF_ITSELF),
    (_FISCAL, _FISCAL),
)
"""Words of which a text has one if it has an expression of some sort, and what those begin with."""
_OF_NUMBERS = {False: (Kind.NUMBER,), True: (Kind.NUMBER, Kind.EASTERN)}
_OF_WORDS = {
    **{word: (Kind.RELATIVE,) for _, opening in _OPENINGS for word in opening},
    **dict.fromkeys(_FISCAL, (Kind.FISCAL,)),
    **dict.fromkeys(MONTH_WORDS | WEEKDAY_WORDS, (Kind.DAY,)),
    **dict.fromkeys(_PARTS | _OTHERS, (Kind.DAY, Kind.RELATIVE)),
}
"""By the word that an expression begins with, the ways that are tried."""

_BESIDE_CLOCK = pattern(r",?\s(?:on\s|at\s)?")
_JOINT = pattern(r"\s?[-–—]\s?|\s(?:to|until|till|through)\s")
_AND = pattern(r"\s(?:and|to)\s")
_FROM = pattern(r"\b(?:from|night of)\s\Z", re.IGNORECASE)
_BETWEEN = pattern(r"\bbetween\s\Z", re.IGNORECASE)
_OPENING = pattern(
    r"\b(?:since|until|till|as of)(?:\s(?:on\s)?|\sthe\s(?:start|beginning|end)\sof\s)\Z",
    re.IGNORECASE,
)
_LONGEST_OPENING = 32


@lru_cache(maxsize=128)  # of a few words, which are asked for again and again
def find_times(text: str) -> tuple[TimePhrase, ...]:
    """Find the date and time expressions of a text; see `times_in`."""
    return times_in(Words(text))


def times_in(words: Words) -> tuple[TimePhrase, ...]:
    """Find the date and time expressions of a text.

    Found are dates, years and decades in a context that makes them dates, clock times, weekdays,
    and relative phrases (`three days ago`, `the past 24 hours`, `over the weekend`); a range or a
    beginning (`from March 6 to 9`, `since Oct. 7`) is one phrase. Durations (`for 60 days`,
    `10-week war`) and feasts are not found. Never raises.

    Returns:
        The phrases in order; they do not overlap.
    """
    places = _places(words)
    if not places:
        return ()
    text = words.text
    return tuple(
        TimePhrase(start, end, text[start:end])
        for start, end in _with_openings(text, _joined(text, _expressions(text, places)))
    )


def _places(words: Words) -> list[tuple[int, tuple[Kind, ...]]]:
    """Where an expression may begin, in order, and the ways to try there.

    A place may lie inside a longer word, where none of the patterns holds.
    """
    bag, first = words.bag, set[str]()
    for needed, opening in _OPENINGS:
        if not needed.isdisjoint(bag):
            first |= opening & bag
    of_numbers = _OF_NUMBERS["月" in words.text]
    found = [(match.start(), of_numbers) for match in DIGITS.finditer(words.text)]
    for word in first:
        kinds = _OF_WORDS[word]
        found += [(place, kinds) for place in occurrences(words.lower, word)]
    found.sort(key=itemgetter(0))
    return found


def _expressions(
    text: str, places: Sequence[tuple[int, tuple[Kind, ...]]]
) -> Iterator[tuple[int, int, bool]]:
    """Span of each expression, and whether it is a clock time.

    Args:
        text: Any text.
        places: Where one may begin, in order, and the ways to try there.
    """
    done = 0
    for start, kinds in places:
        if start < done:
            continue
        for kind in kinds:
            if found := kind.pattern.match(text, start):
                done = found.end()
                yield start, done, kind is Kind.NUMBER and found["clock"] is not None
                break


def _joined(text: str, expressions: Iterator[tuple[int, int, bool]]) -> Iterator[tuple[int, int]]:
    """Spans of expressions; a clock time goes with its day, a range's two ends together."""
    begun: tuple[int, int] | None = None
    clock: bool | None = None  # None once joined: a clock time goes with one day only
    for start, end, is_clock in expressions:
        if begun and _belong_together(text, begun, start, one_is_clock=clock is (not is_clock)):
            begun = begun[0], end
            clock = None
            continue
        if begun:
            yield begun
        begun, clock = (start, end), is_clock
    if begun:
        yield begun


def _belong_together(text: str, begun: tuple[int, int], start: int, *, one_is_clock: bool) -> bool:
    between = text[begun[1] : start]
    if len(between) > _LONGEST_OPENING:
        return False
    if one_is_clock and _BESIDE_CLOCK.fullmatch(between):
        return True
    before = text[max(0, begun[0] - _LONGEST_OPENING) : begun[0]]
    if _AND.fullmatch(between) and _BETWEEN.search(before):
        return True
    return _JOINT.fullmatch(between) is not None and (
        not between.isspace() and (_FROM.search(before) is not None or "to" not in between)
    )


def _with_openings(text: str, spans: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The spans with the `since`, `from` or `between` that belongs to them."""
    for start, end in spans:
        window = max(0, start - _LONGEST_OPENING)
        opening = _OPENING.search(text[window:start])
        yield (window + opening.start() if opening else start), end
