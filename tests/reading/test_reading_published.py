"""Dates of publication: what is read, and what is rather left open than guessed."""

from __future__ import annotations

import datetime as dt
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.reading.published import day_of


@pytest.mark.parametrize(
    "words",
    [
        "2023-12-20",
        "2023/12/20",
        "2023-12-20T23:59:59-11:00",
        "2023-12-20 10:40",
        "20 December 2023",
        "20th of December 2023",
        "20 Dec. 2023, 10:40 GMT",
        "December 20, 2023",
        "Dec 20th 2023",
        "Wednesday, December 20, 2023",
        "December 20, 2023 Wednesday",
        "Wed, 20 Dec 2023 22:30:00 +0000",
        "  december 20, 2023 at 9:05 a.m. ",
    ],
)
def test_one_day_in_many_ways(words: str) -> None:
    assert day_of(words) == dt.date(2023, 12, 20)


@pytest.mark.parametrize(
    "words",
    [
        "2023-12",
        "2023",
        "December 2023",
        "20/12/2023",
        "2023-13-01",
        "2023-02-30",
        "31 June 2023",
        "yesterday",
        "2023-12-20 to 2023-12-24",
        "20 December 2023 or so",
        "",
        "1" * 5000,
    ],
)
def test_what_names_no_one_day_is_left_open(words: str) -> None:
    assert day_of(words) is None


@given(st.datetimes(min_value=dt.datetime(1900, 1, 1)))  # noqa: DTZ001 - days as written
def test_machines_dates_keep_their_day(moment: dt.datetime) -> None:
    assert day_of(moment.isoformat()) == moment.date()
    assert day_of(format_datetime(moment)) == moment.date()


@given(st.text())
def test_no_words_raise(words: str) -> None:
    assert isinstance(day_of(words), dt.date | None)
