from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.language.dates import Days, resolve

# 20 December 2023 is a Wednesday; its week runs from Monday the 18th to Sunday the 24th.
WEDNESDAY = date(2023, 12, 20)


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def days(start: str | None, end: str | None = "") -> Days:
    return Days(day(start), day(start if end == "" else end))


# What a phrase means in an article of 20 December 2023; one day, or the first and the last.
RELATIVE = {
    # Codebook section 8: the day's own weekday is that day, others the latest before it.
    "Wednesday": ("2023-12-20",),
    "early Wednesday": ("2023-12-20",),
    "Wednesday night": ("2023-12-20",),
    "late on Tuesday": ("2023-12-19",),
    "earlier Tuesday": ("2023-12-19",),
    "on Thursday": ("2023-12-14",),  # 20 - 6
    "last Wednesday": ("2023-12-13",),  # 20 - 7
    "this Friday": ("2023-12-22",),
    "next Wednesday": ("2023-12-27",),
    "the coming Monday": ("2023-12-25",),
    "Monday last week": ("2023-12-11",),
    "the night of Tuesday": ("2023-12-19",),
    "6 p.m. Wednesday": ("2023-12-20",),
    "Wednesday at 10:00 a.m. local time": ("2023-12-20",),
    "Monday (Nov. 27)": ("2023-11-27",),
    # Section 8: "over the weekend" is the Saturday and Sunday before.
    "over the weekend": ("2023-12-16", "2023-12-17"),
    "at the weekend": ("2023-12-16", "2023-12-17"),
    "last weekend": ("2023-12-16", "2023-12-17"),
    "this weekend": ("2023-12-23", "2023-12-24"),
    # Section 8: "last month" is a month, first to last day.
    "last month": ("2023-11-01", "2023-11-30"),
    "in November": ("2023-11-01", "2023-11-30"),
    "in December": ("2023-12-01", "2023-12-31"),
    "last December": ("2022-12-01", "2022-12-31"),
    "mid-January": ("2023-01-01", "2023-01-31"),
    "next March": ("2024-03-01", "2024-03-31"),
    "last week": ("2023-12-11", "2023-12-17"),
    "next month": ("2024-01-01", "2024-01-31"),
    "last year": ("2022-01-01", "2022-12-31"),
    "this week": ("2023-12-18", "2023-12-20"),
    "earlier this month": ("2023-12-01", "2023-12-20"),
    "so far this year": ("2023-01-01", "2023-12-20"),
    "the third quarter": ("2023-07-01", "2023-09-30"),
    # Section 8: "since Oct. 7" takes the latest such day before `published`.
    "since Oct. 7": ("2023-10-07", "2023-12-20"),
    "since Dec. 20": ("2022-12-20", "2023-12-20"),
    "since Wednesday": ("2023-12-13", "2023-12-20"),
    "since December": ("2023-12-01", "2023-12-20"),
    "since the start of the year": ("2023-01-01", "2023-12-20"),
    "since the end of 2019": ("2019-12-31", "2023-12-20"),
    "from Nov. 24 on": ("2023-11-24", "2023-12-20"),
    "since last week": ("2023-12-11", "2023-12-20"),
    "Oct. 7": ("2023-10-07",),
    "the 7th of October": ("2023-10-07",),
    "Dec. 20": ("2023-12-20",),
    "Dec. 21": ("2022-12-21",),
    "Feb. 29": ("2020-02-29",),
    "today": ("2023-12-20",),
    "this morning": ("2023-12-20",),
    "yesterday evening": ("2023-12-19",),
    "last night": ("2023-12-19",),
    "overnight": ("2023-12-19", "2023-12-20"),
    "tomorrow": ("2023-12-21",),
    "three days ago": ("2023-12-17",),
    "twenty-one days ago": ("2023-11-29",),  # 20 - 21 = -1, and November has 30 days
    "36 hours ago": ("2023-12-18", "2023-12-20"),  # 36 hours reach into a second day
    "two weeks ago": ("2023-12-04", "2023-12-10"),
    "a month ago": ("2023-11-01", "2023-11-30"),
    "nearly two years ago": ("2021-01-01", "2021-12-31"),
    "a year ago today": ("2022-12-20",),
    "the past 24 hours": ("2023-12-19", "2023-12-20"),
    "in the past three weeks": ("2023-11-29", "2023-12-20"),  # 21 days, as above
    "over the last two months": ("2023-10-20", "2023-12-20"),
    "in the past year": ("2022-12-20", "2023-12-20"),
    "the next 48 hours": ("2023-12-20", "2023-12-22"),
    "to date": (None, "2023-12-20"),
    "as of Tuesday": (None, "2023-12-19"),
    "between 3 and 5 May": ("2023-05-03", "2023-05-05"),
    "from March 6 to 9": ("2023-03-06", "2023-03-09"),
    "March 6–9": ("2023-03-06", "2023-03-09"),
    "from Monday to Wednesday": ("2023-12-18", "2023-12-20"),
    "the night of Monday to Tuesday": ("2023-12-18", "2023-12-19"),
    "Dec. 18 to Jan. 5": ("2022-12-18", "2023-01-05"),
    "12月5日": ("2023-12-05",),
}

# What a phrase means whatever the day of publication.
ABSOLUTE = {
    "7 October 2023": ("2023-10-07",),
    "Saturday, Oct. 7, 2023": ("2023-10-07",),
    "the 7th of October 2023": ("2023-10-07",),
    "2023-10-07": ("2023-10-07",),
    "2023-10-07T06:30": ("2023-10-07",),
    "20/12/2023": ("2023-12-20",),
    "12/20/2023": ("2023-12-20",),
    "20.12.2023": ("2023-12-20",),
    "10/10/2023": ("2023-10-10",),
    "2023年10月7日": ("2023-10-07",),
    "October 2023": ("2023-10-01", "2023-10-31"),
    "late February 2024": ("2024-02-01", "2024-02-29"),
    "2023-10": ("2023-10-01", "2023-10-31"),
    "2023-24": ("2023-01-01", "2024-12-31"),
    "in 2019": ("2019-01-01", "2019-12-31"),
    "early 2019": ("2019-01-01", "2019-12-31"),
    "in the 1990s": ("1990-01-01", "1999-12-31"),
    "2019–2021": ("2019-01-01", "2021-12-31"),
    "between 2014 and 2018": ("2014-01-01", "2018-12-31"),
    "Q3 2022": ("2022-07-01", "2022-09-30"),
    "the first quarter of 2024": ("2024-01-01", "2024-03-31"),
    "the second half of 2022": ("2022-07-01", "2022-12-31"),
    "March 6-9, 2022": ("2022-03-06", "2022-03-09"),
    "from Oct. 7, 2022, to Nov. 24": ("2022-10-07", "2022-11-24"),
    "from 20 December 2022 to 5 January": ("2022-12-20", "2023-01-05"),
    "December 2021 to July 2022": ("2021-12-01", "2022-07-31"),
    "until Nov. 30, 2022": (None, "2022-11-30"),
    "by 2022": (None, "2022-12-31"),
}

UNREADABLE = [
    *("", " ", "...", "6:00 p.m.", "0300 hours", "46", "the war", "in Gaza", "85% of the"),
    *("07/10/2023", "10/11", "2009-12", "99 February 2023", "31 April", "29 February 2023"),
    *("more than a year ago", "several days ago", "in recent days", "decades ago"),
    *("until Friday", "by Sunday", "since 2030", "since the start of the war", "two days later"),
    *(
        "9999999 years ago",
        "99999999999999 days ago",
        "9999999 weeks ago",
        "since 9999999 days ago",
    ),
    *(
        "from Oct. 9, 2023, to Oct. 7, 2023",
        "2021-2019",
        "1" * 5000,
        "x" * 5000,
        "H1",
        "no",
        "may be",
    ),
]


@pytest.mark.parametrize("phrase", RELATIVE)
def test_relative_phrases(phrase: str) -> None:
    assert resolve(phrase, WEDNESDAY) == days(*RELATIVE[phrase])


@pytest.mark.parametrize("phrase", [*RELATIVE, *UNREADABLE])
def test_without_a_publication_day_nothing_is_guessed(phrase: str) -> None:
    without = {
        "since the end of 2019": days("2019-12-31", None),
        "since 2030": days("2030-01-01", None),
    }
    assert resolve(phrase, None) == without.get(phrase)


@pytest.mark.parametrize("phrase", ABSOLUTE)
@pytest.mark.parametrize("published", [None, WEDNESDAY, date(2031, 1, 1)])
def test_absolute_phrases(phrase: str, published: date | None) -> None:
    assert resolve(phrase, published) == days(*ABSOLUTE[phrase])


@pytest.mark.parametrize("phrase", UNREADABLE)
def test_what_cannot_be_read_gives_nothing(phrase: str) -> None:
    assert resolve(phrase, WEDNESDAY) is None


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2023-12-18", ("2023-12-16", "2023-12-17")),  # a Monday: the two days before
        ("2023-12-17", ("2023-12-16", "2023-12-17")),  # a Sunday counts as its own
        ("2023-12-16", ("2023-12-09", "2023-12-10")),  # a Saturday: this one is not over
    ],
)
def test_the_weekend_seen_from_its_own_days(published: str, expected: tuple[str, str]) -> None:
    assert resolve("over the weekend", date.fromisoformat(published)) == days(*expected)


def test_a_month_of_the_same_year_needs_to_have_begun() -> None:
    assert resolve("in May", date(2024, 4, 30)) == days("2023-05-01", "2023-05-31")
    assert resolve("in May", date(2024, 5, 1)) == days("2024-05-01", "2024-05-31")


def test_a_month_before_the_31st_is_cut_to_the_shorter_month() -> None:
    assert resolve("the past month", date(2024, 3, 31)) == days("2024-02-29", "2024-03-31")


DATES = st.dates(date(1500, 1, 1), date(2099, 12, 31))
FORMATS = [
    *("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%b %d, %Y", "%b. %d %Y", "%A, %d %B %Y"),
    *("%a %d %b %Y", "on %A, %B %d, %Y", "%dth of %B %Y", "%d-%b-%Y", "early on %d %b. %Y"),
]


@settings(deadline=None)
@given(DATES, st.sampled_from(FORMATS), st.one_of(st.none(), DATES))
def test_a_full_date_in_any_form_reads_back(
    written: date, form: str, published: date | None
) -> None:
    # strftime pads years below 1000 by platform; the years here all have four digits.
    assert resolve(written.strftime(form), published) == Days(written, written)


@settings(deadline=None)
@given(DATES, st.integers(0, 364))
def test_a_date_without_its_year_is_the_latest_one(published: date, before: int) -> None:
    written = published - timedelta(days=before)
    if (written.month, written.day) != (2, 29):
        assert resolve(written.strftime("%b. %d"), published) == Days(written, written)


@settings(deadline=None)
@given(DATES, st.integers(0, 6))
def test_a_weekday_is_one_of_the_last_seven_days(published: date, before: int) -> None:
    written = published - timedelta(days=before)
    assert resolve(written.strftime("%A"), published) == Days(written, written)


WORDS = (
    "since until from to between and the last next past this ago early late of - , 7 31 2023 99 a"
    " 999999999 Oct. May Monday week years days weekend today quarter 1990s q3 a.m. / : ("
)
PIECES = st.lists(st.sampled_from(WORDS.split()), max_size=7).map(" ".join)


@settings(deadline=None)
@given(st.one_of(PIECES, st.text(max_size=20)), st.one_of(st.none(), st.dates()))
def test_nothing_raises_and_windows_are_in_order(words: str, published: date | None) -> None:
    found = resolve(words, published)
    if found is not None and found.start and found.end:
        assert found.start <= found.end
