from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.language.dates import find_times
from summarizer.language.dates.find import Kind

# In each text the expressions to find stand in ‹ ›.
FOUND = [
    "Israel's ground war follows the ‹Oct. 7› attack of ‹7 October 2023›.",
    "On ‹2023-12-20›, ‹20/12/2023› or ‹07/10/2023› some 50 died.",
    "It begins at ‹6:00 p.m.› (‹17:00 GMT›) or ‹0300 hours›, not ‹5.30pm› or ‹11 o'clock›.",
    "The ‹1990s›, ‹FY2024› and ‹Q2FY2024›.",
    "‹March 6›, ‹6 March›, the ‹6th of March› and ‹November 23rd, 2023›.",
    "In mid-‹2021› and early ‹2024›, in ‹2023›, since the ‹2014› war, by ‹2030›.",
    "It fell ‹since 2014› and over ‹2019–2021›, between ‹2014 and 2018›.",
    "At least 46 were killed ‹early Wednesday›, 3 ‹late on Tuesday› and 9 ‹Friday night›.",
    "‹last month›, ‹Last week›, ‹earlier this year›, ‹next Monday›, ‹this weekend›",
    "Calls grew ‹over the weekend›; ‹three days ago› 12 died, ‹two years ago› 30.",
    "‹In the past 24 hours› 200 died, and 4,000 ‹in the last three weeks›.",
    "‹since Oct. 7›, ‹as of Sunday›, ‹until Nov. 30, 2024›, ‹since the start of the war›",
    "from ‹March 6 to 9›, ‹3-5 May›, between ‹3 and 5 May›, from ‹Monday to Wednesday›",
    "‹Wednesday, Oct. 18, 2023 at 5.30pm›, ‹10:00 a.m. local time on Wednesday›",
    "‹1 January 2020 through 5 March 2021›, ‹Nov. 24-Dec. 1›, ‹July-September›",
    "In ‹May› he said Theresa May resigned in ‹March›; ‹late May› it was, of ‹June 2016›.",
    "the ‹9/11› attacks, ‹more than a year ago›, ‹10 days after›",
    "in lower case: ‹november 5›, ‹11 january 2015›, on ‹friday›",
    "他说‹2023年10月7日›",
    "‹today›, ‹yesterday›, ‹overnight›",
    "‹This morning› shells fell, and the ‹next evening›.",
    "A blast on ‹7 January 2020› killed 5, that of ‹January 9, 2020› killed at least 56.",
    "The truce will last six weeks; ‹the last six weeks› cost 40 lives, ‹last week› 12.",
]
# Nothing here is a date, or only what is marked.
NOT_FOUND = [
    "2023 people were killed",
    "It killed 1935 and wounded 2014",
    "1,935 of 2000 dead, of 2000 Palestinian prisoners",
    "between 100 and 2000 people, between 1500 and 2000 soldiers",
    "in 2000 people and by 1950 young fighters",
    "They may march 6 miles in the sun and sat down.",
    "May 6 people die? In ‹May› 200 people died. On March 20 people died.",
    "June 20,000 people; Oct. 7 soldiers; in ‹December› 2,000 died; ‹March 6› to 9 people",
    "Smith, 46, of Resolution 2712, an F-16, the 67th day, a 10-week war, for 60 days",
    "It won 3-2, cost $2023 and 1.9 million; 7.10 is a price, 12:3 a verse.",
    "Ramadan and Christmas",
    "2,019 and 20.235 and 12023",
]


@pytest.mark.parametrize("marked", [*FOUND, *NOT_FOUND])
def test_expressions_are_found_and_nothing_else(marked: str) -> None:
    expected = [part.split("›")[0] for part in marked.split("‹")[1:]]
    assert [time.words for time in find_times(marked.replace("‹", "").replace("›", ""))] == expected


WORDS = (
    "Oct. May march 6 2023 7 20 , - – to and from between since the last past week days ago a"
    " (2019) Monday 6:00 p.m. GMT 2023-12-20 07/10/2023 people in of 1990s early 日 月 5 at on"
)
DATE_LIKE = st.lists(st.sampled_from([*WORDS.split(), "\n"]), max_size=12).map(" ".join)


@settings(deadline=None)
@given(st.one_of(DATE_LIKE, st.text(max_size=40)))
def test_spans_are_exact_and_in_order(text: str) -> None:
    end = 0
    for time in find_times(text):
        assert end <= time.start < time.end
        assert time.words == text[time.start : time.end]
        end = time.end


RELATIVE = (
    "more than almost a couple two years year ago earlier after in during the last past next this"
    " week weekend night at over so far since start of day before yesterday tomorrow tonight late"
    " mid Friday fri October in by fiscal FY Q2 2024 early on"
)
RELATIVE_LIKE = st.lists(st.sampled_from([*RELATIVE.split(), "20 people"]), max_size=9).map(
    " ".join
)


@settings(deadline=None)
@given(st.one_of(DATE_LIKE, RELATIVE_LIKE))
def test_no_place_is_passed_over_where_a_pattern_holds(text: str) -> None:
    found = find_times(text)
    for kind in Kind:
        for match in kind.pattern.finditer(text):
            # a date that begins with digits is one by the kinds for numbers only
            if kind in (Kind.NUMBER, Kind.EASTERN) or match[0][0].isalpha():
                assert any(time.start <= match.start() < time.end for time in found), match


FORMS = ["%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%b. %d, %Y", "%A, %d %B %Y"]


@settings(deadline=None)
@given(st.dates(date(1500, 1, 1), date(2099, 12, 31)), st.sampled_from(FORMS))
def test_a_full_date_is_one_phrase_wherever_it_stands(day: date, form: str) -> None:
    written = day.strftime(form).replace("May.", "May")  # a full stop there ends a sentence
    (found,) = find_times(f"At least 46 died on {written} in Gaza.")
    assert found.words == written
