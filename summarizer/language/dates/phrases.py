"""The phrases that name a day or a window by themselves: one reader for each way of saying it."""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from datetime import date, timedelta
from typing import NamedTuple

from summarizer.language.dates.calendar import (
    Days,
    days_before,
    following,
    latest_day,
    latest_weekday,
    latest_weekend,
    month_of,
    months_before,
    one_day,
    quarter_of,
    unit_around,
    units_before,
    week_of,
    years_of,
)
from summarizer.language.dates.vocabulary import (
    DAY,
    MONTH,
    MONTH_WORDS,
    NUMBER,
    UNIT,
    UNIT_WORDS,
    WEEKDAY,
    WEEKDAY_WORDS,
    YEAR,
    month_number,
    number,
    weekday_number,
)
from summarizer.language.tables import compiled

_Absolute = Callable[[re.Match[str]], Days | None]
_Relative = Callable[[re.Match[str], date], Days | None]

_WORD = re.compile(r"[a-z]+|\d+")
_SORTS = {
    **dict.fromkeys(MONTH_WORDS, "month"),
    **dict.fromkeys(WEEKDAY_WORDS, "weekday"),
    **dict.fromkeys(UNIT_WORDS, "unit"),
}


class _Shape(NamedTuple):
    """What a phrase looks like: its whole pattern, and the sorts of words that it cannot lack.

    By these most patterns are never tried and so never compiled, which together takes 15 ms.
    """

    needs: frozenset[str]
    pattern: str

    def match(self, phrase: str, sorts: Set[str]) -> re.Match[str] | None:
        return compiled(self.pattern).fullmatch(phrase) if self.needs <= sorts else None


_ABSOLUTE: list[tuple[_Shape, _Absolute]] = []
_RELATIVE: list[tuple[_Shape, _Relative]] = []


def read_point(phrase: str, published: date | None) -> Days | None:
    """Read a folded phrase that is a day or a window and nothing else.

    Args:
        phrase: Lower case, single spaces, no full stops after abbreviations.
        published: The day that relative phrases start from; without it they are not read.

    Raises:
        ValueError, OverflowError: If the phrase names a day that the calendar does not have.
    """
    sorts = _sorts(phrase)
    for shape, absolute in _ABSOLUTE:
        if found := shape.match(phrase, sorts):
            return absolute(found)
    if published is None:
        return None
    for shape, relative in _RELATIVE:
        if found := shape.match(phrase, sorts):
            return relative(found, published)
    return None


def _sorts(phrase: str) -> set[str]:
    """What the words of a phrase are: `month`, `digits`, `digits-4`, …, or just themselves."""
    return {
        _SORTS.get(word, word) if word.isalpha() else "digits-4" if len(word) == 4 else "digits"
        for word in _WORD.findall(phrase)
    }


def _absolute(needs: str, pattern: str) -> Callable[[_Absolute], _Absolute]:
    def register(reader: _Absolute) -> _Absolute:
        _ABSOLUTE.append((_Shape(frozenset(needs.split()), pattern), reader))
        return reader

    return register


def _relative(needs: str, pattern: str) -> Callable[[_Relative], _Relative]:
    def register(reader: _Relative) -> _Relative:
        _RELATIVE.append((_Shape(frozenset(needs.split()), pattern), reader))
        return reader

    return register


def _day_of(found: re.Match[str]) -> int:
    return int(found["d"].rstrip("dhnrst"))


@_absolute(
    "digits-4 digits",
    rf"(?P<y>{YEAR})(?:-(?P<m>\d\d?)-(?P<d>\d\d?)|年(?P<m2>\d\d?)月(?P<d2>\d\d?)日)",
)
def _year_first(found: re.Match[str]) -> Days:
    return one_day(
        date(int(found["y"]), int(found["m"] or found["m2"]), int(found["d"] or found["d2"]))
    )


@_absolute("digits-4 digits", rf"(?P<a>\d\d?)(?P<mark>[/.-])(?P<b>\d\d?)(?P=mark)(?P<y>{YEAR})")
def _numeric(found: re.Match[str]) -> Days | None:
    first, second, year = int(found["a"]), int(found["b"]), int(found["y"])
    if first == second or first > 12:
        return one_day(date(year, second, first))
    return one_day(date(year, first, second)) if second > 12 else None


@_absolute(
    "month digits digits-4",
    rf"(?:{WEEKDAY},? )?(?:the )?(?P<d>{DAY})(?:,? | of |-)(?P<m>{MONTH})(?:,? |-)(?P<y>{YEAR})",
)
@_absolute(
    "month digits digits-4",
    rf"(?:{WEEKDAY},? )?(?P<m>{MONTH}) (?:the )?(?P<d>{DAY})(?:,? | of )(?P<y>{YEAR})",
)
def _full_date(found: re.Match[str]) -> Days:
    return one_day(date(int(found["y"]), month_number(found["m"]), _day_of(found)))


@_absolute("month digits-4", rf"(?P<m>{MONTH})(?:,? | of )(?P<y>{YEAR})")
def _month_and_year(found: re.Match[str]) -> Days:
    return month_of(int(found["y"]), month_number(found["m"]))


@_absolute("digits-4 digits", rf"(?P<y>{YEAR})-(?P<m>0[1-9]|1[0-2])")
def _year_and_month(found: re.Match[str]) -> Days | None:
    year, month = int(found["y"]), int(found["m"])
    may_be_years = month > year % 100  # 2009-12 could be four years
    return None if may_be_years else month_of(year, month)


@_absolute("digits-4", rf"(?:the )?(?:year )?(?P<y>{YEAR})")
def _year(found: re.Match[str]) -> Days:
    return years_of(int(found["y"]))


@_absolute("digits-4 s", r"(?:the )?(?P<y>(?:1[5-9]|20)\d0)'?s")
def _decade(found: re.Match[str]) -> Days:
    return years_of(int(found["y"]), int(found["y"]) + 9)


_QUARTER = r"(?:the )?(?:q(?P<n>[1-4])|(?P<word>first|second|third|fourth) quarter)"
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}


def _quarter_number(found: re.Match[str]) -> int:
    return int(found["n"]) if found["n"] else _ORDINALS[found["word"]]


@_absolute("digits-4", rf"{_QUARTER}(?: | of )(?P<y>{YEAR})")
def _quarter_and_year(found: re.Match[str]) -> Days:
    return quarter_of(int(found["y"]), _quarter_number(found))


@_absolute("half digits-4", rf"(?:the )?(?P<word>first|second) half of (?P<y>{YEAR})")
def _half_year(found: re.Match[str]) -> Days:
    year, first = int(found["y"]), 2 * _ORDINALS[found["word"]] - 1
    return Days(quarter_of(year, first).start, quarter_of(year, first + 1).end)


@_relative("month digits", rf"(?:{WEEKDAY},? )?(?:the )?(?P<d>{DAY})(?: | of )(?P<m>{MONTH})")
@_relative("month digits", rf"(?:{WEEKDAY},? )?(?P<m>{MONTH}) (?:the )?(?P<d>{DAY})")
@_relative("digits", r"(?P<m>\d\d?)月(?P<d>\d\d?)日")
def _day_and_month(found: re.Match[str], published: date) -> Days:
    month = int(found["m"]) if found["m"].isdecimal() else month_number(found["m"])
    return one_day(latest_day(month, _day_of(found), published))


@_relative("month", rf"(?:(?P<which>last|this|this past|past|next) )?(?P<m>{MONTH})")
def _month(found: re.Match[str], published: date) -> Days:
    month, which = month_number(found["m"]), found["which"]
    if which == "this":
        return month_of(published.year, month)
    if which == "next":
        return month_of(published.year + (month <= published.month), month)
    limit = months_before(published, 1) if which else published
    return month_of(limit.year - (month > limit.month), month)


@_relative("", _QUARTER)
def _quarter(found: re.Match[str], published: date) -> Days:
    quarter = _quarter_number(found)
    return quarter_of(published.year - (3 * quarter - 2 > published.month), quarter)


_WHICH = (
    r"(?P<which>last|past|this past|the previous|this|this coming|next|the next|coming|the coming)"
)


@_relative("weekday", rf"(?:{_WHICH} )?(?P<day>{WEEKDAY})")
def _weekday(found: re.Match[str], published: date) -> Days:
    weekday, which = weekday_number(found["day"]), found["which"] or ""
    if which == "this":
        return one_day(latest_weekday(weekday, _sunday(published)))
    if which.endswith(("next", "coming")):
        return one_day(latest_weekday(weekday, published + timedelta(days=7)))
    return one_day(latest_weekday(weekday, days_before(published, 1 if which else 0)))


@_relative("weekday unit", rf"(?P<day>{WEEKDAY})(?: of)? (?P<which>last|this|next) week")
def _weekday_in_week(found: re.Match[str], published: date) -> Days:
    shift = {"last": -7, "this": 0, "next": 7}[found["which"]]
    sunday = _sunday(published) + timedelta(days=shift)
    return one_day(latest_weekday(weekday_number(found["day"]), sunday))


def _sunday(day: date) -> date:
    return days_before(following(week_of(day)), 1)


_NEAR_DAYS = {
    **dict.fromkeys(("today", "tonight", "this morning", "this afternoon", "this evening"), 0),
    "yesterday": 1,
    "last night": 1,
    "last evening": 1,
    "the day before yesterday": 2,
    "tomorrow": -1,
    "the day after tomorrow": -2,
}


@_relative("", "|".join(_NEAR_DAYS))
def _near_day(found: re.Match[str], published: date) -> Days:
    return one_day(days_before(published, _NEAR_DAYS[found[0]]))


@_relative("overnight", "overnight")
def _overnight(_found: re.Match[str], published: date) -> Days:
    return Days(days_before(published, 1), published)


@_relative("", "(?:so far|to date|until now|up to now|as of now|now|currently|at present)")
def _until_now(_found: re.Match[str], published: date) -> Days:
    return Days(None, published)


@_relative(
    "weekend", r"(?:(?P<which>the|last|this|this past|the past|the last|next|the coming) )?weekend"
)
def _weekend(found: re.Match[str], published: date) -> Days:
    which = found["which"] or ""
    if which == "this":
        return latest_weekend(_sunday(published))
    if which.endswith(("next", "coming")):
        return latest_weekend(published + timedelta(days=7))
    return latest_weekend(days_before(published, 1 if which == "last" else 0))


@_relative("unit", r"(?:so far )?(?:this|the current) (?P<unit>week|month|year)(?: so far)?")
def _current_unit(found: re.Match[str], published: date) -> Days:
    return Days(unit_around(published, found["unit"]).start, published)


@_relative("unit", r"(?:(?P<last>last|the previous)|next) (?P<unit>week|month|year)")
def _neighbouring_unit(found: re.Match[str], published: date) -> Days:
    this = unit_around(published, found["unit"])
    if found["last"] and this.start is not None:
        return unit_around(days_before(this.start, 1), found["unit"])
    return unit_around(following(this), found["unit"])


@_relative("unit", rf"(?:the )?(?:past|last)(?: (?P<n>{NUMBER}))?[ -](?P<unit>{UNIT})s?")
def _past_units(found: re.Match[str], published: date) -> Days:
    count = number(found["n"]) if found["n"] else 1
    return Days(units_before(published, count, found["unit"]), published)


@_relative("unit", rf"(?:the )?(?:next|coming) (?P<n>{NUMBER})[ -](?P<unit>{UNIT})s?")
def _coming_units(found: re.Match[str], published: date) -> Days:
    return Days(published, units_before(published, -number(found["n"]), found["unit"]))


@_relative("unit ago", rf"(?P<n>{NUMBER}) (?P<unit>{UNIT})s? ago(?: (?P<day>today))?")
def _ago(found: re.Match[str], published: date) -> Days:
    then = units_before(published, number(found["n"]), found["unit"])
    if found["unit"] == "hour":
        return Days(then, published)
    return one_day(then) if found["day"] else unit_around(then, found["unit"])
