"""What a number counts, and who the people are (codebook sections 4, 8 and 9.12)."""

from __future__ import annotations

import pytest

from summarizer.language.figures import Counts, Figure, read
from summarizer.model.vocabulary import Category, Unit


def only(text: str) -> Figure:
    [figure] = [figure for figure in read(text) if not figure.article]
    return figure


@pytest.mark.parametrize(
    ("text", "words", "counts"),
    [
        ("46 people died", "46", Counts.PEOPLE),
        ("134 of its soldiers", "134", Counts.PEOPLE),
        ("two more of its fighters", "two", Counts.PEOPLE),
        ("two of the eight drivers", "two", Counts.PEOPLE),
        ("5,000 of them", "5,000", Counts.PEOPLE),
        ("12 Palestinians", "12", Counts.PEOPLE),
        ("7 Japanese", "7", Counts.PEOPLE),
        ("500 Kurds", "500", Counts.PEOPLE),
        ("56 deaths", "56", Counts.PEOPLE),
        ("221 cases of rape", "221", Counts.PEOPLE),
        ("30 injured soldiers", "30", Counts.PEOPLE),
        ("20 others", "20", Counts.PEOPLE),
        ("10 other villagers", "10", Counts.PEOPLE),
        ("a 300-strong crowd", "300", Counts.PEOPLE),
        ("100 wounded", "100", Counts.BARE),
        ("200 more wounded", "200", Counts.BARE),
        ("At least 60 were freed", "At least 60", Counts.BARE),
        ("40 rafters", "40", Counts.UNKNOWN),
        ("20 student loans", "20", Counts.UNKNOWN),
        ("Smith, 46, said so", "46", Counts.AGE),
        ("al-Smith (46) said so", "46", Counts.AGE),
        ("her brother, 17, ran", "17", Counts.AGE),
        ("She was 18 when it began", "18", Counts.AGE),
        ("a 46-year-old man", "46", Counts.AGE),
        ("children under the age of five", "five", Counts.AGE),
        ("aged 46", "46", Counts.AGE),
        ("the 2021 speech", "2021", Counts.DATE),
        ("if 2018 was a bad year", "2018", Counts.DATE),
        ("the 1967 Six Day War", "1967", Counts.DATE),
        ("a 10-week war", "10", Counts.DURATION),
        ("15 months", "15", Counts.DURATION),
        ("over the two years", "two", Counts.DURATION),
        ("2 million euros", "2 million", Counts.MONEY),
        ("1.1 million Nepalese rupees", "1.1 million", Counts.MONEY),
        ("USD 500", "500", Counts.MONEY),
        ("85% support", "85%", Counts.PERCENTAGE),
        ("4% Asian", "4%", Counts.PERCENTAGE),
        ("Resolution 2712", "2712", Counts.RESOLUTION),
        ("Article 51", "51", Counts.RESOLUTION),
        ("Flight 370", "370", Counts.MODEL),
        ("the Group of 20", "20", Counts.MODEL),
        ("won by 14 votes", "14", Counts.SCORE),
        ("The motion passed 13-0", "13", Counts.SCORE),
        ("20 people a day", "20", Counts.RATE),
        ("ten a day", "ten", Counts.RATE),
        ("an average of 20 deaths", "20", Counts.RATE),
        ("magnitude 6 quake", "6", Counts.MEASURE),
        ("20 kilometres", "20", Counts.MEASURE),
        ("a buffer of 20-25km", "20", Counts.MEASURE),
        ("300 homes", "300", Counts.THING),
        ("20 rockets", "20", Counts.THING),
        ("five famine hotspots", "five", Counts.THING),
        ("20 Fenchurch Street", "20", Counts.THING),
        ("two vans carrying workers", "two", Counts.THING),
        ("a father of four", "four", Counts.THING),
        ("a two-state solution", "two", Counts.THING),
    ],
)
def test_what_a_number_counts(text: str, words: str, counts: Counts) -> None:
    figure = next(figure for figure in read(text) if figure.words == words)
    assert figure.counts is counts


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("85% of the population", Counts.PEOPLE),
        ("one in three children", Counts.PEOPLE),
        ("half of them", Counts.PEOPLE),
        ("60 percent of the land", Counts.PERCENTAGE),
        ("half of the seats", Counts.SCORE),
    ],
)
def test_what_a_share_is_of(text: str, counts: Counts) -> None:
    assert only(text).counts is counts


@pytest.mark.parametrize(
    "text",
    [
        "an F-16",
        "the 67th day",
        "$5 million",
        "Oct. 7",
        "2023-12-20",
        "at 17:00 GMT",
        "COVID-19",
        "No one came",
        "They hit one another",
        "the one who did it",
        "one of the most senior",
        "How could one know",
    ],
)
def test_what_is_no_figure_at_all(text: str) -> None:
    assert [figure for figure in read(text) if not figure.article] == []


@pytest.mark.parametrize(
    "text", ["2019 deaths", "2000 rebels", "2014 were wounded", "1,950 young fighters"]
)
def test_a_number_like_a_year_still_counts_people(text: str) -> None:
    assert only(text).counts.may_be_people


def test_only_what_may_be_people_says_so() -> None:
    assert {counts for counts in Counts if counts.may_be_people} == {
        Counts.PEOPLE,
        Counts.BARE,
        Counts.UNKNOWN,
    }


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Dozens of families fled.", Unit.HOUSEHOLD),
        ("300 households", Unit.HOUSEHOLD),
        ("Dozens of villagers fled.", Unit.PERSON),
        ("Five members of the same family were killed.", Unit.PERSON),
    ],
)
def test_families_are_households(text: str, unit: Unit) -> None:
    assert only(text).unit is unit


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("12 civilians", Category.CIVILIAN),
        ("12 civilian workers", Category.CIVILIAN),
        ("40 women and children", Category.CIVILIAN),
        ("40 women or children", Category.CIVILIAN),
        ("40 women", Category.UNSPECIFIED),
        ("three police officers", Category.MILITARY),
        ("three policemen", Category.MILITARY),
        ("12 boys", Category.CHILDREN),
        ("five aid workers", Category.AID_OR_HEALTH_WORKER),
        ("two nurses", Category.AID_OR_HEALTH_WORKER),
        ("two journalists", Category.JOURNALIST),
        ("12 villagers", Category.UNSPECIFIED),
    ],
)
def test_the_category_is_what_the_noun_says(text: str, category: Category) -> None:
    assert only(text).category is category


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("dozens of people strolling the streets", "people"),
        ("thousands of fans wave the flag", "fans"),
        ("5,000 Israelis, most of them women", "Israelis"),
        ("six unarmed men", "men"),
        ("two security sources", "sources"),
    ],
)
def test_the_counted_noun_ends_its_phrase(text: str, noun: str) -> None:
    figure = only(text)
    assert figure.counted.noun == noun
    assert text[: figure.counted.end].endswith(noun)


@pytest.mark.parametrize(
    ("text", "article"),
    [
        ("A soldier was killed.", "A"),
        ("It killed an elderly man.", "an"),
        ("They freed a British aid worker.", "a"),
    ],
)
def test_an_article_counts_one_person(text: str, article: str) -> None:
    [figure] = read(text)
    assert (figure.words, figure.bounds, figure.article) == (article, (1, 1, 1), True)


@pytest.mark.parametrize(
    "text",
    [
        "A bridge was destroyed.",
        "A humanitarian pause began.",
        "An attack on soldiers failed.",
        "A video of the hostage was shown.",
    ],
)
def test_an_article_before_anything_else_counts_nobody(text: str) -> None:
    assert read(text) == ()
