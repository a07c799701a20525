"""The day of publication, from the ways in which metadata write a date."""

from __future__ import annotations

import datetime as dt
import re

_MONTHS = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_ORDER = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_TIME = rf"(?:[,\s]+{_WEEKDAY})?(?:(?:[,\s]+(?:at\s+)?|T)\d{{1,2}}[:.h]?\d{{2}}(?!\d).*)?"
_FORMS = tuple(
    re.compile(form + _TIME, re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})([-/.])(?P<number>\d{1,2})\2(?P<day>\d{1,2})",
        rf"(?:{_WEEKDAY},?\s+)?{_DAY}\s+(?:of\s+)?(?P<month>{_MONTHS})\.?,?\s+(?P<year>\d{{4}})",
        rf"(?:{_WEEKDAY},?\s+)?(?P<month>{_MONTHS})\.?\s+{_DAY},?\s+(?P<year>\d{{4}})",
    )
)
_LONGEST = 100  # characters; whatever is longer is not a date


def day_of(words: str) -> dt.date | None:
    """The day that the words name, as written (no time zone is applied), or None.

    Read are ISO days and date-times, RFC 2822 dates, `20 December 2023` and `December 20, 2023`.
    `20/12/2023` is not: nobody can tell which of two numbers below 13 is the month.
    """
    words = words.strip()
    if len(words) > _LONGEST:
        return None
    for form in _FORMS:
        if match := form.fullmatch(words):
            parts = match.groupdict()
            month = parts.get("number") or _ORDER.index(parts["month"][:3].lower()) + 1
            try:
                return dt.date(int(parts["year"]), int(month), int(parts["day"]))
            except ValueError:
                return None
    return None
