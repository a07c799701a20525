"""Codebook section 4's table of qualifiers, row by row, and what a number counts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.language.figures import Counts, Figure, read, read_words
from summarizer.model.vocabulary import Category, Qualifier, Unit

Bounds = tuple[int | None, int | None, int | None]


def one(text: str) -> Figure:
    """The only figure of a text."""
    [figure] = read(text)
    return figure


@pytest.mark.parametrize(
    ("qualifier", "words", "bounds"),
    [
        (Qualifier.EXACT, "134", (134, 134, 134)),
        (Qualifier.EXACT, "five", (5, 5, 5)),
        (Qualifier.EXACT, "a dozen", (12, 12, 12)),
        (Qualifier.EXACT, "two dozen", (24, 24, 24)),
        (Qualifier.EXACT, "half a dozen", (6, 6, 6)),
        (Qualifier.EXACT, "a couple", (2, 2, 2)),
        (Qualifier.EXACT, "half a million", (500_000, 500_000, 500_000)),
        (Qualifier.EXACT, "two and a half million", (2_500_000, 2_500_000, 2_500_000)),
        (Qualifier.EXACT, "1.9 million", (1_900_000, 1_900_000, 1_900_000)),
        (Qualifier.EXACT, "forty-six", (46, 46, 46)),
        (Qualifier.EXACT, "a hundred and five", (105, 105, 105)),
        (Qualifier.EXACT, "three hundred thousand", (300_000, 300_000, 300_000)),
        (Qualifier.EXACT, "20,000", (20_000, 20_000, 20_000)),
        (Qualifier.EXACT, "34 568", (34_568, 34_568, 34_568)),
        (Qualifier.EXACT, "34\u202f568", (34_568, 34_568, 34_568)),
        (Qualifier.EXACT, "34.568", (34_568, 34_568, 34_568)),
        (Qualifier.EXACT, "34’568", (34_568, 34_568, 34_568)),
        (Qualifier.EXACT, "1,23,456", (123_456, 123_456, 123_456)),
        (Qualifier.EXACT, "١٢٣", (123, 123, 123)),
        (Qualifier.EXACT, "३४५", (345, 345, 345)),
        (Qualifier.AT_LEAST, "at least 46", (46, 46, None)),
        (Qualifier.AT_LEAST, "no fewer than 46", (46, 46, None)),
        (Qualifier.AT_LEAST, "a minimum of 46", (46, 46, None)),
        (Qualifier.AT_LEAST, "46 or more", (46, 46, None)),
        (Qualifier.AT_LEAST, "at least an estimated 100", (100, 100, None)),
        (Qualifier.MORE_THAN, "more than 19,600", (19_600, 19_600, None)),
        (Qualifier.MORE_THAN, "over 100", (100, 100, None)),
        (Qualifier.MORE_THAN, "exceeding 100", (100, 100, None)),
        (Qualifier.MORE_THAN, "50-plus", (50, 50, None)),
        (Qualifier.MORE_THAN, "50+", (50, 50, None)),
        (Qualifier.MORE_THAN, "more than a dozen", (12, 12, None)),
        (Qualifier.NEARLY, "nearly 20,000", (20_000, None, 20_000)),
        (Qualifier.NEARLY, "almost 300", (300, None, 300)),
        (Qualifier.NEARLY, "close to 34 568", (34_568, None, 34_568)),
        (Qualifier.NEARLY, "just under 40", (40, None, 40)),
        (Qualifier.UP_TO, "up to 800,000", (800_000, None, 800_000)),
        (Qualifier.UP_TO, "as many as 60", (60, None, 60)),
        (Qualifier.UP_TO, "no more than 9", (9, None, 9)),
        (Qualifier.UP_TO, "fewer than 50", (50, None, 50)),
        (Qualifier.ABOUT, "about 60", (60, None, None)),
        (Qualifier.ABOUT, "some 1.9 million", (1_900_000, None, None)),
        (Qualifier.ABOUT, "an estimated 129", (129, None, None)),
        (Qualifier.ABOUT, "roughly 40", (40, None, None)),
        (Qualifier.ABOUT, "100 or so", (100, None, None)),
        (Qualifier.RANGE, "between 100 and 300", (None, 100, 300)),
        (Qualifier.RANGE, "10 to 15", (None, 10, 15)),
        (Qualifier.RANGE, "10-15", (None, 10, 15)),
        (Qualifier.RANGE, "11 or 12", (None, 11, 12)),
        (Qualifier.RANGE, "1.7 or 1.8 million", (None, 1_700_000, 1_800_000)),
        (Qualifier.VAGUE, "tens", (None, 10, None)),
        (Qualifier.VAGUE, "dozens", (None, 12, None)),
        (Qualifier.VAGUE, "scores", (None, 20, None)),
        (Qualifier.VAGUE, "hundreds", (None, 100, None)),
        (Qualifier.VAGUE, "several hundred", (None, 100, None)),
        (Qualifier.VAGUE, "thousands", (None, 1_000, None)),
        (Qualifier.VAGUE, "tens of thousands", (None, 10_000, None)),
        (Qualifier.VAGUE, "hundreds of thousands", (None, 100_000, None)),
        (Qualifier.VAGUE, "millions", (None, 1_000_000, None)),
        (Qualifier.VAGUE, "more than dozens", (None, 12, None)),
    ],
)
def test_the_table_of_qualifiers(qualifier: Qualifier, words: str, bounds: Bounds) -> None:
    people = (
        "of people" if qualifier is Qualifier.VAGUE and words != "several hundred" else "people"
    )
    figure = one(f"They said {words} {people} died.")
    assert figure.words == words
    assert (figure.qualifier, figure.bounds) == (qualifier, bounds)
    assert figure.counts is Counts.PEOPLE
    alone = read_words(words)
    assert alone is not None
    assert (alone.qualifier, alone.bounds) == (qualifier, bounds)


def test_a_cue_after_the_number_counts_too() -> None:
    figure = one("60 are believed dead.")
    assert (figure.qualifier, figure.bounds) == (Qualifier.ABOUT, (60, None, None))


@pytest.mark.parametrize("words", ["many", "several", "some", "a number of", "a few", "no"])
def test_words_that_are_no_figures(words: str) -> None:
    assert read(f"There were {words} people there.") == ()
    assert read_words(words) is None


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("46 people died", Counts.PEOPLE),
        ("134 of its soldiers", Counts.PEOPLE),
        ("12 Palestinians", Counts.PEOPLE),
        ("56 deaths", Counts.PEOPLE),
        ("100 wounded", Counts.BARE),
        ("Smith, 46, said so", Counts.AGE),
        ("a 46-year-old man", Counts.AGE),
        ("children under the age of five", Counts.AGE),
        ("a 10-week war", Counts.DURATION),
        ("three days of talks", Counts.DURATION),
        ("15 months", Counts.DURATION),
        ("2 million euros", Counts.MONEY),
        ("85% of the budget", Counts.PERCENTAGE),
        ("Resolution 2712", Counts.RESOLUTION),
        ("Flight 370", Counts.MODEL),
        ("won by 14 votes", Counts.SCORE),
        ("300 homes", Counts.THING),
        ("20 rockets", Counts.THING),
        ("20 kilometres", Counts.MEASURE),
        ("20 people a day", Counts.RATE),
        ("magnitude 6 quake", Counts.MEASURE),
    ],
)
def test_what_a_number_counts(text: str, counts: Counts) -> None:
    [figure] = [figure for figure in read(text) if not figure.article]
    assert figure.counts is counts


@pytest.mark.parametrize(
    "text",
    ["an F-16", "the 67th day", "$5 million", "Oct. 7", "2023-12-20", "at 17:00 GMT", "COVID-19"],
)
def test_numbers_that_are_never_figures(text: str) -> None:
    assert [figure for figure in read(text) if not figure.article] == []


def test_households_are_counted_by_the_family() -> None:
    assert one("Dozens of families fled.").unit is Unit.HOUSEHOLD
    assert one("Dozens of villagers fled.").unit is Unit.PERSON


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("12 civilians", Category.CIVILIAN),
        ("40 women and children", Category.CIVILIAN),
        ("three police officers", Category.MILITARY),
        ("12 children", Category.CHILDREN),
        ("five aid workers", Category.AID_OR_HEALTH_WORKER),
        ("two journalists", Category.JOURNALIST),
        ("12 villagers", Category.UNSPECIFIED),
    ],
)
def test_who_the_people_are(text: str, category: Category) -> None:
    assert one(text).category is category


def test_a_single_victim_counts_with_an_article() -> None:
    figure = one("A soldier was killed.")
    assert (figure.words, figure.bounds, figure.article) == ("A", (1, 1, 1), True)
    assert read("A bridge was destroyed.") == ()


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("two women and a child", 3),
        ("a couple and their 9-month-old baby", 3),
        ("five soldiers, two policemen and a civilian", 8),
    ],
)
def test_an_explicit_enumeration_is_one_figure(words: str, value: int) -> None:
    figure = read_words(words)
    assert figure is not None
    assert figure.bounds == (value, value, value)


def test_two_figures_beside_each_other_are_no_enumeration() -> None:
    assert read_words("20 people and 30 others") is None


PIECES = st.sampled_from(
    [
        *("at least", "nearly", "46", "1,2", "1.9", "million", "half a", "dozen", "dozens", "of"),
        *(
            "between",
            "and",
            "to",
            "or",
            "a",
            "an",
            "one",
            "in",
            "three",
            "%",
            "-plus",
            "+",
            "or so",
        ),
        *(
            "people",
            "soldier",
            "killed",
            "Oct.",
            "7",
            "2023",
            "-",
            "–",
            ",",
            ".",
            "$",
            "Resolution",
        ),
        *("most of", "Gaza's", "٣", "٬", "１２", "²", "Ⅷ", "\n", "\u00a0", "twenty", "hundred"),
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=25).map(" ".join),
                 st.lists(PIECES, max_size=25).map("".join)))  # fmt: skip
def test_spans_are_exact_and_in_order_and_nothing_raises(text: str) -> None:
    end = 0
    for figure in read(text):
        assert text[figure.start : figure.end] == figure.words
        assert end <= figure.start < figure.end <= len(text)
        end = figure.end
    read_words(text)
