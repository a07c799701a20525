"""Which calendar days a copied time phrase means, seen from the day of publication."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from summarizer.language.dates import foreign
from summarizer.language.dates.calendar import Days, days_before
from summarizer.language.dates.find import find_times
from summarizer.language.dates.phrases import read_point
from summarizer.language.dates.vocabulary import DAY, MONTH, WEEKDAY, YEAR
from summarizer.language.folding import fold
from summarizer.language.patterns import pattern

_LONGEST = 80  # characters; a longer phrase is a sentence, not a time
_LONGEST_COPIED = 400  # the same before white space is folded
_CLOCK = (
    r"\d{1,2}(?:[:.]\d\d)? ?(?:am|pm)\b|\d{1,2}:\d\d(?::\d\d)?|\d{3,4} ?(?:hours|hrs|(?=gmt|utc))"
)
_ZONE = r"(?: ?\(?(?:gmt|utc|bst|cet|est|edt|et|local time|[a-z]+ time)\b\)?)?"
_CLOCK_PHRASE = pattern(rf"(?:\b(?:at|around|about|by|from|,) ?)?(?:{_CLOCK}){_ZONE},?")
_HALF_DAY = pattern(r"\b([ap])\.? ?m\b\.?")
_SHORTENED = pattern(rf"\b({MONTH}|{WEEKDAY})\.")
_TIME_MARK = pattern(r"(?<=\d)t(?=\d\d:)")
_BRACKETS = pattern(r"[()\[\]\"]")
_SPACES = pattern(r"\s+")

# What refines a day or a window without moving it; stripped one by one from either end.
_BEFORE = pattern(
    r"(?:(?:on|in|at|over|during|within|of|for|around|about|nearly|almost|roughly|approximately"
    r"|some|just|exactly|back|early|earlier|late|later|mid|dawn|overnight|sometime)\b"
    r"|(?:the )?(?:start|beginning|middle|end|turn|eve|first days"
    r"|(?:early |late )?(?:night|morning|afternoon|evening|hours)) (?:of|on)\b)[ ,-]*"
)
_AFTER = pattern(
    r"[ ,]+(?:early|late|overnight|(?:early |late |mid-?)?(?:morning|afternoon|evening|night"
    r"|midday|noon|midnight|dawn|dusk)|(?:at|before|after|around|by) (?:midday|noon|midnight|dawn"
    r"|dusk|night)|local time|alone)$"
)

_SINCE = pattern(r"(?:ever )?(?:since|starting|beginning)(?: (?:on|in|from))? (?P<rest>.+)")
_EVENT_ON = pattern(r"(?:[^\d]{1,70}\b(?:on|in|of)|the|its|[\w’'-]+['’]s?) (?P<rest>.+)")
"""After `since`: the event that a day is of, `the raid on 7 May`, `the 7 May raid`."""
_ONWARDS = pattern(r"from (?P<rest>.+?) (?:on|onwards?)")
_FIRST_OF = pattern(r"(?:the )?(?:start|beginning|turn) of (?:the |this )?(?P<rest>.+)")
_END_OF = pattern(r"(?:the )?end of (?P<rest>.+)")
_UNTIL = pattern(r"(?:up )?(?:until|till|through|by|to) (?P<rest>.+)")
_AS_OF = pattern(r"as (?:of|at) (?P<rest>.+)")
_SPAN = pattern(
    r"(?:(?:on |during )?the night of |from |between )?(?P<first>.+?)"
    r"(?: ?- ?| to | and | until | till | through )(?P<last>.+)"
)
_NAMED_DAY = pattern(rf"\b(?:{WEEKDAY}|{MONTH})\b")
_YEAR = pattern(rf"\b{YEAR}\b")
_DAY_ALONE = pattern(rf"{DAY}(?:,? {YEAR})?")
_MONTH_BEFORE = pattern(rf"(?P<month>{MONTH}) {DAY}")
_MONTH_AFTER = pattern(rf"{DAY}(?P<rest> (?:of )?{MONTH}\b.*)")
_SHORT_YEARS = pattern(r"(?P<century>\d\d)\d\d ?- ?(?P<last>\d\d)")
_MONTHS = 12
_ANY_DAY = date(2000, 1, 1)


def resolve(words: str, published: date | None) -> Days | None:
    """Read a copied time phrase by codebook sections 4 and 8.

    What the rules decide where the phrase alone leaves it open:

    - A weekday, a day or a month without a year is the latest one not after `published`; after
      `since` it is the latest one before it. `last` never means the publication day's own, `next`
      and `coming` mean the first one after it, `this Friday` the one in its Monday-to-Sunday week.
    - A month or a year is its first to its last day, the current one too; `early`, `mid-` and
      `late` do not narrow it. `This week` and `so far this year` end at `published`.
    - `Ago` is as coarse as its unit: `two weeks ago` is a calendar week, `two years ago` a year.
      `The past three weeks` end at `published` and reach back as many units.
    - `Overnight` is the day before publication and the day itself; `last night` is the day before.
    - A numeric date whose day and month can be exchanged is not read (`07/10/2023`); nor are hedges
      that leave the day open (`more than a year ago`), or `until` and `by` with a relative day.

    Args:
        words: The phrase, such as `early Wednesday` or `since Oct. 7`.
        published: The article's day of publication; without it only absolute dates are read.

    Returns:
        The days, both included, or None if the phrase cannot be read. Never raises.
    """
    return _resolved(words, published) if len(words) <= _LONGEST_COPIED else None


@lru_cache(maxsize=4096)
def _resolved(words: str, published: date | None) -> Days | None:
    phrase = _normalised(words)
    if not phrase or len(phrase) > _LONGEST:
        return None
    try:
        own = _window(phrase, published)
        if own or _is_english(words, phrase, published):
            return own
        return foreign.read(phrase, published)
    except (ValueError, OverflowError):  # no such day (31 April), or none in the calendar
        return None


def _is_english(words: str, phrase: str, published: date | None) -> bool:
    """Whether our own rules find the phrase in English: where they cannot read it, nobody can.

    So no time that an English article tells ever loads dateparser, which takes 0.3 s. `March` is
    no time by itself, but our own rules would read it if the day of publication were known.
    """
    found = find_times(words)
    if len(found) == 1 and found[0].words == words:
        return True
    return published is None and _window(phrase, _ANY_DAY) is not None


def _normalised(words: str) -> str:
    phrase = fold(words)
    phrase = _SHORTENED.sub(r"\1", _HALF_DAY.sub(r"\1m", phrase))
    phrase = _CLOCK_PHRASE.sub(" ", _TIME_MARK.sub(" ", phrase))
    phrase = _BRACKETS.sub(" ", phrase)
    return _SPACES.sub(" ", phrase).strip(" .,;:")


def _window(phrase: str, published: date | None) -> Days | None:
    if since := _SINCE.fullmatch(phrase) or _ONWARDS.fullmatch(phrase):
        return _since(since["rest"], published)
    if point := _point(phrase, published):
        return point
    if span := _SPAN.fullmatch(phrase):
        return _span(span["first"], span["last"], published)
    if until := _UNTIL.fullmatch(phrase):
        days = _point(until["rest"], None)
        return days and Days(None, days.end)
    if as_of := _AS_OF.fullmatch(phrase):
        days = _point(as_of["rest"], published)
        return days and Days(None, days.end)
    return None


def _point(phrase: str, published: date | None) -> Days | None:
    """A day or window named by itself, whatever refines it at either end stripped."""
    while phrase:
        if days := read_point(phrase, published):
            return days
        shorter = _BEFORE.sub("", phrase, count=1) if _BEFORE.match(phrase) else phrase
        if shorter == phrase:
            shorter = _AFTER.sub("", phrase)
        if shorter == phrase:
            return None
        phrase = shorter
    return None


def _since(rest: str, published: date | None) -> Days | None:
    """From a day on: the window ends at publication, and begins before it."""
    if ends := _END_OF.fullmatch(rest):
        days = _point(ends["rest"], published)
        return days and _open_window(days.end, published)
    if first := _FIRST_OF.fullmatch(rest):
        rest = {unit: f"this {unit}" for unit in ("week", "month", "year")}.get(
            first["rest"], first["rest"]
        )
    days = _point(rest, published)
    if days is None and (event := _EVENT_ON.fullmatch(rest)):
        rest = event["rest"]
        days = _point(rest, published)
    named = _NAMED_DAY.search(rest) and not _YEAR.search(rest)
    if days and published and named and days.start and days.start >= published:
        days = _point(rest, days_before(published, 1))
    return days and _open_window(days.start, published)


def _open_window(start: date | None, published: date | None) -> Days | None:
    if start is None or (published is not None and start > published):
        return None
    return Days(start, published)


def _span(first: str, last: str, published: date | None) -> Days | None:
    """From one day to another; what one side leaves out (month, year) is the other side's."""
    first = first.rstrip(",")
    short = _SHORT_YEARS.fullmatch(f"{first}-{last}")
    if short and int(short["last"]) > _MONTHS:  # 2009-12 could be a month
        last = short["century"] + last
    if _DAY_ALONE.fullmatch(last) and (month := _MONTH_BEFORE.match(first)):
        last = f"{month['month']} {last}"
    elif _DAY_ALONE.fullmatch(first) and (month := _MONTH_AFTER.fullmatch(last)):
        first += month["rest"]
    year = None if _YEAR.search(last) else _YEAR.search(first)
    if year is None:
        end = _point(last, published)
        return _closed_window(end and _point(first, end.end), end)
    start = _point(first, published)
    years = (int(year[0]), int(year[0]) + 1)  # 20 December 2022 to 5 January
    windows = (_closed_window(start, _point(f"{last} {ends}", published)) for ends in years)
    return next(filter(None, windows), None)


def _closed_window(first: Days | None, last: Days | None) -> Days | None:
    if not (first and last and first.start and last.end) or first.start > last.end:
        return None
    return Days(first.start, last.end)
