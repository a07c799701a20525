"""Free text: a number, date or actor that nothing supports costs the sentence its place."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from planted import checked, negotiation, only, toll

from summarizer.grounding import Grounded, ground
from summarizer.grounding.numbers import Numbers, equal
from summarizer.language.reader import Line, Reader
from summarizer.language.sentences import split
from summarizer.model import Article, Draft
from summarizer.model.brief import Outcome

FAITHFUL = "Norland and the Reed Front hold indirect talks in Port Ashby"


def briefed(headline: str = FAITHFUL, bottom_line: str = FAITHFUL + ".") -> Grounded:
    """A brief with one process, the killed of Karsk and a planned release, and this free text."""
    return checked(
        headline=headline,
        bottom_line=bottom_line,
        negotiations=[negotiation()],
        tolls=[
            toll("killed", "At least 46", "At least 46"),
            toll("released", "50", "50 hostages", basis="planned"),
            toll("killed", "12", "denied", assertion="disputed"),
        ],
    )


@pytest.mark.parametrize(
    "text",
    [
        FAITHFUL,
        "At least 46 killed in Karsk",
        "46 killed in Karsk on March 5, 2031",
        "46 killed in Karsk on Wednesday",
        "50 hostages to be freed under a draft",
        "Norland denies that 12 died in Lomme",
        "Some 1.9 million displaced",
        "1,900,000 displaced",
    ],
)
def test_what_the_article_bears_out_stands(text: str) -> None:
    made = briefed(headline=text)
    assert made.headline == text
    assert made.findings == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("64 killed in Karsk", id="digits swapped"),
        pytest.param("At least 460 killed in Karsk", id="ten times too large"),
        pytest.param("More than 120 killed in Karsk", id="the other metric's figure"),
        pytest.param("Nearly 46 killed in Karsk", id="the opposite bound"),
        pytest.param("50 hostages freed", id="a planned release as done"),
        pytest.param("12 villagers killed in Lomme", id="a denied toll as fact"),
        pytest.param("300 hostages killed", id="a quantity demanded as a toll"),
        pytest.param("46 killed in Karsk on March 9, 2031", id="a wrong date"),
        pytest.param("46 killed in Karsk on 6 March 2031", id="a wrong date, day first"),
        pytest.param("Ostmark and the Reed Front hold talks", id="an actor of elsewhere"),
        pytest.param("Talks in Port Ashby led by France", id="a state of elsewhere"),
    ],
)
@pytest.mark.parametrize("place", ["headline", "bottom_line"])
def test_what_nothing_supports_loses_its_place(place: str, text: str) -> None:
    made = briefed(headline=text) if place == "headline" else briefed(bottom_line=text + ".")
    written = made.headline if place == "headline" else made.bottom_line
    assert text not in written
    assert "Norland" in written  # the code's own sentence, from the accepted items
    finding = only(made, "free-text-unsupported")
    assert (finding.part, finding.outcome) == (place, Outcome.REFUSED)
    assert text.split(maxsplit=1)[0] in finding.what


def test_a_good_sentence_stays_where_a_bad_one_goes() -> None:
    made = briefed(bottom_line=f"{FAITHFUL}. At least 460 people were killed.")
    assert made.bottom_line == f"{FAITHFUL}."
    assert only(made, "free-text-unsupported").what == "At least 460 people were killed."


def test_without_free_text_the_code_writes_it_from_the_items() -> None:
    made = briefed(headline="", bottom_line="")
    assert made.findings == []
    assert made.headline == "Norland and Reed Front: talks are under way"
    assert made.bottom_line == (
        "As of March 5, 2031, talks are under way between Norland and Reed Front (indirect), "
        "mediated by Velia. The article counts: At least 46 killed."
    )


def test_an_article_with_nothing_says_so() -> None:
    made = checked()
    assert made.headline == "No talks, demands or tolls found"
    assert made.bottom_line == (
        "As of March 5, 2031, no talks, demands or tolls found in this article."
    )


DATED = (
    "The truce takes effect on April 1 and runs until Jan. 9. Its envoys land on Saturday. He has "
    "been in hospital since August 15. A blast on 7 February 2031 killed at least 46."
)


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("The truce takes effect on 1 April 2031", True),  # after publication, and nearer
        ("The truce takes effect on April 1", True),
        ("The truce takes effect on 1 April 2030", True),  # an event without a year lies before
        ("The truce takes effect on 2 April 2031", False),
        ("It runs until 9 January 2031", True),
        ("It runs until 9 January 2032", False),  # ten months on: nobody would leave out the year
        ("Envoys land on 8 March 2031", True),  # the Saturday after
        ("Envoys land on 9 March 2031", False),
        ("In hospital since 15 August 2030", True),
        ("In hospital since 16 August 2030", False),
        ("A blast on 7 February 2031 killed at least 46", True),
        ("A blast on 7 February 2032 killed at least 46", False),
    ],
)
def test_a_date_may_be_written_out(text: str, stands: bool) -> None:
    article = Article.of(DATED, published=dt.date(2031, 3, 5))
    made = ground(Draft(headline=text, bottom_line=text), article)
    assert (made.headline == text) is stands
    assert ([finding.what for finding in made.findings] == []) is stands


def test_a_date_without_any_year_may_turn_round() -> None:
    article = Article.of("MUMBAI, April 17 -- The call came on Friday.")
    assert ground(Draft(headline="The call of 17 April", bottom_line=""), article).findings == []
    [finding] = ground(Draft(headline="The call of 18 April", bottom_line=""), article).findings
    assert finding.code == "free-text-unsupported"


NUMBERS = (
    *("46", "51 million", "51,000,000", "1.5m", "1,234", "1 234", "two dozen", "half a million"),
    *("three and a half million", "12 to 190", "0.5 million", "a", "100", "twenty-five", "25"),
    *("20", "2", "200", "2.0 million", "two million", "a hundred and five", "105", "five dozen"),
    *("60", "two lakh", "007", "7", "12 per cent", "12", "one in four", "25 per cent", "half"),
    *("several hundred", "at least 46", "1.7 or 1.8 million", "between five and six dozen"),
    *("two hundred thousand", "200,000", "200k", "hundreds", "fifteen hundred", "1,500", "1500"),
)


@given(st.lists(st.sampled_from(NUMBERS), min_size=1, max_size=4), st.sampled_from(NUMBERS))
def test_a_number_is_looked_for_in_every_line_that_may_have_it(told: list[str], asked: str) -> None:
    """Lines are chosen by their digits before they are read: none that has the number is missed."""
    article = " ".join(f"Shelling killed {number} people near Ashby on Sunday." for number in told)
    lines = Reader(article).lines
    line = Line(split(f"It killed {asked} people.")[0])
    for index, figure in enumerate(line.figures):
        found = [
            (one, place)
            for one in lines
            for place, known in enumerate(one.figures)
            if equal(known, figure)
        ]
        assert [*Numbers(lines).alike(line, index)] == found
    for index in range(len(lines[-1].figures)):  # a quotation
        assert next(Numbers(lines).alike(lines[-1], index))[0] is lines[-1]


def test_digits_without_end_are_no_number() -> None:
    """Python itself refuses to make a number of more than 4,300 digits."""
    told = f"Shelling killed 46 people. Account {'9' * 6000} has 12,{'8' * 5000}."
    made = ground(Draft(headline="Shelling killed 46", bottom_line=""), Article.of(told))
    assert made.headline == "Shelling killed 46"
