"""Calendar arithmetic on whole days; beyond the calendar it raises ValueError or OverflowError."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import NamedTuple

_LONGEST_GAP = 8  # years between two 29 Februaries around 1900


class Days(NamedTuple):
    """Calendar days, both included.

    Attributes:
        start: The first day; None if the window has no said start.
        end: The last day; None if it has no said end.
    """

    start: date | None
    end: date | None


def one_day(day: date) -> Days:
    """That day alone."""
    return Days(day, day)


def days_before(day: date, count: int) -> date:
    """The day so many days before."""
    return day - timedelta(days=count)


def months_before(day: date, count: int) -> date:
    """The same day so many months before, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def week_of(day: date) -> Days:
    """Monday to Sunday around a day."""
    monday = days_before(day, day.weekday())
    return Days(monday, monday + timedelta(days=6))


def month_of(year: int, month: int) -> Days:
    """A calendar month, first to last day."""
    return Days(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def years_of(first: int, last: int | None = None) -> Days:
    """Whole calendar years, both included; one year if `last` is not given."""
    return Days(date(first, 1, 1), date(first if last is None else last, 12, 31))


def quarter_of(year: int, quarter: int) -> Days:
    """A calendar quarter, 1 to 4."""
    return Days(month_of(year, 3 * quarter - 2).start, month_of(year, 3 * quarter).end)


def latest_day(month: int, day: int, limit: date) -> date:
    """The latest such day of the year that is not after `limit`."""
    for year in range(limit.year, limit.year - _LONGEST_GAP - 1, -1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= limit:
            return found
    raise ValueError((month, day))


def latest_weekday(weekday: int, limit: date) -> date:
    """The latest such weekday, from 0 for Monday, that is not after `limit`."""
    return days_before(limit, (limit.weekday() - weekday) % 7)


def latest_weekend(limit: date) -> Days:
    """The latest Saturday and Sunday of which the Sunday is not after `limit`."""
    sunday = latest_weekday(6, limit)
    return Days(days_before(sunday, 1), sunday)


def unit_around(day: date, unit: str) -> Days:
    """The calendar day, week, month, year or decade that a day lies in."""
    if unit == "week":
        return week_of(day)
    if unit == "month":
        return month_of(day.year, day.month)
    if unit == "year":
        return years_of(day.year)
    if unit == "decade":
        return years_of(day.year - day.year % 10, day.year - day.year % 10 + 9)
    return one_day(day)


def units_before(day: date, count: int, unit: str) -> date:
    """The day so many units before (after, if negative); a begun day of hours counts as one."""
    if unit == "hour":
        days = -(-abs(count) // 24)
        return days_before(day, days if count > 0 else -days)
    if unit in ("day", "week"):
        return days_before(day, count * (7 if unit == "week" else 1))
    return months_before(day, count * {"month": 1, "year": 12, "decade": 120}[unit])


def following(window: Days) -> date:
    """The first day after a closed window."""
    if window.end is None:
        raise ValueError(window)
    return window.end + timedelta(days=1)
