"""Time phrases of other languages, read by dateparser.

dateparser reads anything as a date that it can (`85% of the` as 1985, `H1` as a day), so a phrase
comes here only if it is short, holds no English word, and has a word long enough to be a month, a
weekday or a unit; dateparser itself wants to know every word of it. Loading costs about 0.3 s.
"""

from __future__ import annotations

from datetime import date, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING

from summarizer.language.dates.calendar import Days, days_before, following, one_day, unit_around
from summarizer.language.patterns import pattern

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

# English is left out: where our own rules read nothing, nothing is to be read.
_LANGUAGES = (
    *("ar", "de", "es", "fa", "fr", "he", "hi", "id", "it", "ja", "ko", "nl", "pl", "pt", "ru"),
    *("sw", "tr", "uk", "ur", "vi", "zh"),
)
_LONGEST = 40  # characters
_NOW = time(
    23, 59
)  # dateparser gives midnight for named days, the base's own time for relative ones
_ENGLISH = pattern(
    r"\b(?:the|of|ago|later|earlier|after|before|since|last|past|next|this|these|those|and|from|to"
    r"|hours?|days?|weeks?|months?|years?|decades?|war|than|more|less|nearly|almost|about|some|at"
    r"|least|people|were|was|his|her|their|its|on|by|until|till|for|during|when|while|summer|winter"
    r"|autumn|spring|fall|time|morning|afternoon|evening|night|early|late|recent(?:ly)?|soon)\b"
)
_TELLING_WORD = pattern(r"[^\W\d_a-z]|[a-zß-ÿ]{4}|[a-z]*[ß-ÿ][a-z]*")
_NUMBER = pattern(r"\d+")
_LEADING_WORD = pattern(r"(?:el|la|le|les|am|im|den|der|dem|en|em|au|il|lo|o|a|op|w|v)\s+")


def read(phrase: str, published: date | None) -> Days | None:
    """Read a folded phrase that is not English; the result is as coarse as its unit.

    Raises:
        ValueError, OverflowError: If the phrase names a day that the calendar does not have.
    """
    if not _likely(phrase):
        return None
    for words in (phrase, _LEADING_WORD.sub("", phrase, count=1)):
        if found := _parsed(words, published):
            return found
    return None


def _likely(phrase: str) -> bool:
    numbers = [int(digits) for digits in _NUMBER.findall(phrase)]
    return (
        len(phrase) <= _LONGEST
        and "%" not in phrase
        and _TELLING_WORD.search(phrase) is not None
        and _ENGLISH.search(phrase) is None
        and all(n <= 31 or 1500 <= n < 2100 for n in numbers)
    )


def _parsed(words: str, published: date | None) -> Days | None:
    found = _reader(published).get_date_data(words)
    if found.date_obj is None:
        return None
    day = found.date_obj.date()
    if published is None:
        return one_day(day)
    period = found.period or "day"
    if found.date_obj.time() == _NOW:
        return (
            None if _may_be_a_duration(words, day, period, published) else unit_around(day, period)
        )
    if period == "day" and not _NUMBER.search(words):
        return _weekday(day, published)
    return unit_around(day, period)


def _may_be_a_duration(words: str, day: date, period: str, published: date) -> bool:
    """`20 jours` is read as 20 days ago; two words are a time only next to the present one."""
    now = unit_around(published, period)
    near = {now, unit_around(following(now), period)}
    near |= {unit_around(days_before(now.start, 1), period)} if now.start else set()
    return len(words.split()) == 2 and unit_around(day, period) not in near


def _weekday(day: date, published: date) -> Days | None:
    """For dateparser the base's own weekday is a week ago, for the codebook it is that day."""
    if day == days_before(published, 7):
        return one_day(published)
    # Further back, a number word was taken for a day of the month.
    return one_day(day) if days_before(published, 7) < day <= published else None


@lru_cache(maxsize=64)
def _reader(base: date | None) -> DateDataParser:
    from dateparser.date import DateDataParser

    settings: dict[str, object] = {"PARSERS": ["absolute-time"], "STRICT_PARSING": True}
    if base is not None:
        settings = {
            "PARSERS": ["relative-time", "absolute-time"],
            "PREFER_DATES_FROM": "past",
            "RELATIVE_BASE": datetime.combine(base, _NOW),
        }
    return DateDataParser(languages=list(_LANGUAGES), settings=settings)
