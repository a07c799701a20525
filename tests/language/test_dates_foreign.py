from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from summarizer.language.dates import Days, resolve

# 20 December 2023 is a Wednesday.
WEDNESDAY = date(2023, 12, 20)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("7 octobre", "2023-10-07"),
        ("7. Oktober 2022", "2022-10-07"),
        ("el 7 de octubre", "2023-10-07"),
        ("7 октября", "2023-10-07"),
        ("في 7 أكتوبر", "2023-10-07"),
        ("hier", "2023-12-19"),
        ("昨天", "2023-12-19"),
        ("mardi", "2023-12-19"),
        ("am Mittwoch", "2023-12-20"),  # the publication day's own weekday is that day
        ("vor drei Tagen", "2023-12-17"),
        ("il y a 3 jours", "2023-12-17"),
    ],
)
def test_a_day_in_another_language(phrase: str, expected: str) -> None:
    day = date.fromisoformat(expected)
    assert resolve(phrase, WEDNESDAY) == Days(day, day)


@pytest.mark.parametrize(
    ("phrase", "first", "last"),
    [
        ("octobre 2022", date(2022, 10, 1), date(2022, 10, 31)),
        ("letzte Woche", date(2023, 12, 11), date(2023, 12, 17)),
        ("le mois dernier", date(2023, 11, 1), date(2023, 11, 30)),
    ],
)
def test_a_window_in_another_language(phrase: str, first: date, last: date) -> None:
    assert resolve(phrase, WEDNESDAY) == Days(first, last)


@pytest.mark.parametrize(
    "phrase",
    [
        *("46", "H1", "a 12", "die 3", "12 de", "hoy 46", "le 12", "del 1985", "so", "85 % de la"),
        *("12 morts", "20 jours", "trois", "trois jours", "20 martyrs", "Hamas", "jours", "mille"),
    ],
)
def test_numbers_and_durations_are_no_dates(phrase: str) -> None:
    assert resolve(phrase, WEDNESDAY) is None


@pytest.mark.parametrize("phrase", ["hier", "mardi", "il y a 3 jours", "7 octobre", "昨天"])
def test_a_relative_phrase_needs_the_day_of_publication(phrase: str) -> None:
    assert resolve(phrase, None) is None


def test_a_full_date_needs_no_day_of_publication() -> None:
    assert resolve("7 octobre 2022", None) == Days(date(2022, 10, 7), date(2022, 10, 7))


def test_english_never_loads_dateparser() -> None:
    program = """
import sys
from datetime import date
from summarizer.language.dates import find_times, resolve
text = "On Oct. 7, two days later, in the past 24 hours, since the start of the war, until Friday."
assert len([resolve(time.words, date(2023, 12, 20)) for time in find_times(text)]) == 5
relative = "Today, on Friday, in January and on 8 June, fiscal 2023; FY 2023, at 4 p.m. on Monday."
months = "In March and in August, since May."
phrases = [*find_times(text), *find_times(relative), *find_times(months)]
assert len(phrases) > 10
assert resolve("Friday", None) is None
for time in phrases:
    for published in (date(2023, 12, 20), None):
        resolve(time.words, published)
assert "dateparser" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], check=True)
