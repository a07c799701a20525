"""The words that English dates are made of, as tables and as pieces of patterns."""

from __future__ import annotations

_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NUMBERS = {
    **{word: value for value, word in enumerate(_ONES)},
    **{word: 10 * value for value, word in enumerate(_TENS, start=2)},
    "a": 1,
    "an": 1,
    "couple": 2,
    "a couple": 2,
    "couple of": 2,
    "a couple of": 2,
    "a dozen": 12,
}

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)"
YEAR = r"(?:1[5-9]|20)\d\d"
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
NUMBER = (
    rf"(?:\d{{1,7}}|(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_ONES[1:10])}))?"
    rf"|{'|'.join(reversed(_ONES[1:]))}|(?:a )?couple(?: of)?|a dozen|an?)"
)
NUMBER_WORDS = frozenset((*_ONES, *_TENS, "a", "an", "couple"))
"""What `NUMBER` begins with, where it is no digit."""
MONTH_WORDS = frozenset((*_MONTHS, *(name[:3] for name in _MONTHS), "sept"))
WEEKDAY_WORDS = frozenset((*_WEEKDAYS, *(name[:3] for name in _WEEKDAYS), "tues", "thur", "thurs"))
UNIT = r"(?:hour|day|week|month|year|decade)"
UNIT_WORDS = frozenset(UNIT[3:-1].split("|")).union(f"{unit}s" for unit in UNIT[3:-1].split("|"))


def month_number(word: str) -> int:
    """1 to 12, from a month's name or its first letters, in lower case."""
    return next(n for n, name in enumerate(_MONTHS, start=1) if name.startswith(word[:3]))


def weekday_number(word: str) -> int:
    """0 (Monday) to 6 (Sunday), from a weekday's name or its first letters, in lower case."""
    return next(n for n, name in enumerate(_WEEKDAYS) if name.startswith(word[:3]))


def number(words: str) -> int:
    """The value of what `NUMBER` matched, in lower case."""
    if words.isdecimal():
        return int(words)
    if words in _NUMBERS:
        return _NUMBERS[words]
    tens, _, ones = words.partition("-")
    return _NUMBERS[tens] + _NUMBERS[ones]
