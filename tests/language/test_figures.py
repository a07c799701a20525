"""The number grammar: codebook section 4's table, number words, notations, vague words, ranges."""

from __future__ import annotations

import pytest

from summarizer.language.figures import Counts, Figure, read, read_words
from summarizer.language.figures.qualifiers import cues
from summarizer.model.vocabulary import Qualifier

Bounds = tuple[int | None, int | None, int | None]


def counts_of(text: str) -> list[tuple[str, Bounds]]:
    """The figures of a text that may count people: their words and bounds."""
    return [(f.words, f.bounds) for f in read(text) if f.counts.may_be_people]


def only(text: str) -> Figure:
    [figure] = [figure for figure in read(text) if not figure.article]
    return figure


# Every cue that codebook section 4 names, a row each.
TABLE = [
    (Qualifier.EXACT, "46", (46, 46, 46)),
    (Qualifier.AT_LEAST, "at least 46", (46, 46, None)),
    (Qualifier.AT_LEAST, "no fewer than 46", (46, 46, None)),
    (Qualifier.AT_LEAST, "a minimum of 46", (46, 46, None)),
    (Qualifier.AT_LEAST, "46 or more", (46, 46, None)),
    (Qualifier.MORE_THAN, "more than 46", (46, 46, None)),
    (Qualifier.MORE_THAN, "over 46", (46, 46, None)),
    (Qualifier.MORE_THAN, "exceeding 46", (46, 46, None)),
    (Qualifier.MORE_THAN, "above 46", (46, 46, None)),
    (Qualifier.MORE_THAN, "topped 46", (46, 46, None)),
    (Qualifier.MORE_THAN, "46-plus", (46, 46, None)),
    (Qualifier.MORE_THAN, "46+", (46, 46, None)),
    (Qualifier.NEARLY, "nearly 46", (46, None, 46)),
    (Qualifier.NEARLY, "almost 46", (46, None, 46)),
    (Qualifier.NEARLY, "close to 46", (46, None, 46)),
    (Qualifier.NEARLY, "approaching 46", (46, None, 46)),
    (Qualifier.NEARLY, "just under 46", (46, None, 46)),
    (Qualifier.UP_TO, "up to 46", (46, None, 46)),
    (Qualifier.UP_TO, "as many as 46", (46, None, 46)),
    (Qualifier.UP_TO, "no more than 46", (46, None, 46)),
    (Qualifier.UP_TO, "fewer than 46", (46, None, 46)),
    (Qualifier.UP_TO, "under 46", (46, None, 46)),
    (Qualifier.ABOUT, "about 46", (46, None, None)),
    (Qualifier.ABOUT, "some 46", (46, None, None)),
    (Qualifier.ABOUT, "around 46", (46, None, None)),
    (Qualifier.ABOUT, "roughly 46", (46, None, None)),
    (Qualifier.ABOUT, "approximately 46", (46, None, None)),
    (Qualifier.ABOUT, "an estimated 46", (46, None, None)),
    (Qualifier.ABOUT, "believed to be 46", (46, None, None)),
    (Qualifier.ABOUT, "46 or so", (46, None, None)),
    (Qualifier.RANGE, "between 46 and 60", (None, 46, 60)),
    (Qualifier.RANGE, "46 to 60", (None, 46, 60)),
    (Qualifier.RANGE, "46 or 60", (None, 46, 60)),
    (Qualifier.VAGUE, "tens", (None, 10, None)),
    (Qualifier.VAGUE, "dozens", (None, 12, None)),
    (Qualifier.VAGUE, "scores", (None, 20, None)),
    (Qualifier.VAGUE, "hundreds", (None, 100, None)),
    (Qualifier.VAGUE, "thousands", (None, 1_000, None)),
    (Qualifier.VAGUE, "tens of thousands", (None, 10_000, None)),
    (Qualifier.VAGUE, "hundreds of thousands", (None, 100_000, None)),
    (Qualifier.VAGUE, "millions", (None, 1_000_000, None)),
]


@pytest.mark.parametrize(("qualifier", "words", "bounds"), TABLE)
def test_each_cue_of_the_table_bounds_its_number(
    qualifier: Qualifier, words: str, bounds: Bounds
) -> None:
    link = "of people" if qualifier is Qualifier.VAGUE else "people"
    figure = only(f"Officials said {words} {link} died.")
    assert (figure.words, figure.qualifier, figure.bounds) == (words, qualifier, bounds)
    alone = read_words(words)
    assert alone is not None
    assert (alone.words, alone.qualifier, alone.bounds) == (words, qualifier, bounds)


@pytest.mark.parametrize(("cue", "qualifier"), sorted(cues().items()))
def test_every_listed_cue_is_read_before_a_number(cue: str, qualifier: Qualifier) -> None:
    figure = only(f"The toll was {cue} 46 people")
    assert (figure.words, figure.qualifier, figure.value) == (f"{cue} 46", qualifier, 46)


@pytest.mark.parametrize(
    ("words", "qualifier", "bounds"),
    [
        ("at least an estimated 100", Qualifier.AT_LEAST, (100, 100, None)),
        ("an estimated 100 or more", Qualifier.AT_LEAST, (100, 100, None)),
        ("at least another 20", Qualifier.AT_LEAST, (20, 20, None)),
        ("more than a dozen", Qualifier.MORE_THAN, (12, 12, None)),
        ("nearly half a million", Qualifier.NEARLY, (500_000, None, 500_000)),
        ("more than dozens", Qualifier.VAGUE, (None, 12, None)),
        ("almost two dozen", Qualifier.NEARLY, (24, None, 24)),
        ("some 40-odd", Qualifier.ABOUT, (40, None, None)),
        ("9 or fewer", Qualifier.UP_TO, (9, None, 9)),
    ],
)
def test_two_cues_combine_to_the_stronger_bound(
    words: str, qualifier: Qualifier, bounds: Bounds
) -> None:
    figure = read_words(words)
    assert figure is not None
    assert (figure.words, figure.qualifier, figure.bounds) == (words, qualifier, bounds)


def test_a_cue_after_the_number_and_its_noun_counts_too() -> None:
    assert counts_of("60 are believed dead.") == [("60 are believed", (60, None, None))]
    figure = only("1,000 people are believed to be missing.")
    assert (figure.value, figure.low, figure.counted.noun) == (1000, None, "people")


def test_a_cue_governs_its_own_number() -> None:
    assert counts_of("about 50,000 children and 200,000 adults") == [
        ("about 50,000", (50_000, None, None)),
        ("200,000", (200_000, 200_000, 200_000)),
    ]


def test_a_preposition_before_the_is_no_qualifier() -> None:
    assert counts_of("They spoke about the 240 hostages.") == [("240", (240, 240, 240))]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("five", 5),
        ("forty-six", 46),
        ("a dozen", 12),
        ("two dozen", 24),
        ("half a dozen", 6),
        ("a score", 20),
        ("a couple", 2),
        ("a hundred", 100),
        ("a hundred and five", 105),
        ("twelve hundred", 1_200),
        ("three hundred thousand", 300_000),
        ("two thousand four hundred and one", 2_401),
        ("half a million", 500_000),
        ("a quarter of a million", 250_000),
        ("three quarters of a million", 750_000),
        ("two and a half million", 2_500_000),
        ("a million and a half", 1_500_000),
        ("1.9 million", 1_900_000),
        ("2.5m", 2_500_000),
        ("7 lakh", 700_000),
        ("1.2 crore", 12_000_000),
        ("one billion", 1_000_000_000),
    ],
)
def test_number_words_have_their_worth(words: str, value: int) -> None:
    figure = only(f"It hit {words} people.")
    assert (figure.words, figure.value) == (words, value)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("34568", 34_568),
        ("34,568", 34_568),
        ("34.568", 34_568),
        ("34 568", 34_568),
        ("34\u00a0568", 34_568),
        ("34\u202f568", 34_568),
        ("34'568", 34_568),
        ("34’568", 34_568),
        ("1,23,456", 123_456),
        ("1.234.567", 1_234_567),
        ("١٢٣", 123),
        ("٣٤٬٥٦٨", 34_568),
        ("३४५", 345),
        ("１２", 12),
    ],
)
def test_digits_of_any_script_and_separator(words: str, value: int) -> None:
    figure = only(f"It killed {words} people.")
    assert (figure.words, figure.value) == (words, value)


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("between 100 and 300", 100, 300),
        ("between about 100 and 300", 100, 300),
        ("anywhere from 100 to 300", 100, 300),
        ("100 to 300", 100, 300),
        ("100-300", 100, 300),
        ("100–300", 100, 300),
        ("11 or 12", 11, 12),
        ("between one thousand and two thousand", 1_000, 2_000),
        ("between one hundred and two hundred", 100, 200),
        ("11 or possibly 12", 11, 12),
        ("1.7 or 1.8 million", 1_700_000, 1_800_000),
        ("two to three dozen", 24, 36),
        ("five or six thousand", 5_000, 6_000),
    ],
)
def test_ranges_spread_their_scale_over_both_ends(words: str, low: int, high: int) -> None:
    figure = only(f"It killed {words} people.")
    assert (figure.words, figure.qualifier) == (words, Qualifier.RANGE)
    assert figure.bounds == (None, low, high)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("40 and 60 people", [("40", (40, 40, 40)), ("60", (60, 60, 60))]),
        ("from five people to six", [("five", (5, 5, 5)), ("six", (6, 6, 6))]),
        ("from 300 to 200 dead", [("300", (300, 300, 300)), ("200", (200, 200, 200))]),
    ],
)
def test_two_numbers_that_are_no_range(text: str, expected: list[tuple[str, Bounds]]) -> None:
    assert counts_of(text) == expected


@pytest.mark.parametrize(
    ("words", "low"),
    [
        ("several hundred", 100),
        ("a few dozen", 12),
        ("many thousands", 1_000),
        ("scores", 20),
        ("hundreds and hundreds", 100),
        ("tens of millions", 10_000_000),
        ("hundreds of millions", 100_000_000),
    ],
)
def test_vague_words_have_a_low_bound_only(words: str, low: int) -> None:
    figure = read_words(words)
    assert figure is not None
    assert (figure.qualifier, figure.bounds) == (Qualifier.VAGUE, (None, low, None))


@pytest.mark.parametrize("words", ["many", "several", "some", "a number of", "a few", "no", "most"])
def test_words_that_are_no_figure(words: str) -> None:
    assert read(f"There were {words} people there.") == ()
    assert read_words(words) is None


def test_most_of_a_population_bounds_it_from_above() -> None:
    figure = only("Most of Gaza's 2.3 million people are displaced.")
    assert figure.words == "Most of Gaza's 2.3 million"
    assert (figure.qualifier, figure.bounds) == (Qualifier.VAGUE, (None, None, 2_300_000))


@pytest.mark.parametrize(
    ("words", "share"),
    [
        ("85%", 85.0),
        ("85 percent", 85.0),
        ("85 per cent", 85.0),
        ("12.5%", 12.5),
        ("forty percent", 40.0),
        ("one in three", 33.3),
        ("2 in 3", 66.7),
        ("two out of every five", 40.0),
        ("a quarter", 25.0),
        ("two-thirds", 66.7),
        ("half", 50.0),
    ],
)
def test_shares_are_per_cent_and_have_no_value(words: str, share: float) -> None:
    figure = only(f"They said {words} of the dead were women.")
    assert (figure.words, figure.share, figure.bounds) == (words, share, (None, None, None))


def test_a_share_beside_a_count_is_the_counts_own() -> None:
    figure = only("It drove some 1.9 million – nearly 85% of the population – from their homes.")
    assert (figure.words, figure.value, figure.share) == ("some 1.9 million", 1_900_000, 85.0)


def test_what_is_no_whole_number_of_people_is_left_out() -> None:
    assert read("1.5 people, 0 people, 0.3 people") == ()


def test_a_number_too_large_to_count_people_is_left_out() -> None:
    assert read("99,000,000,000 people") == ()
    assert read(f"account {'9' * 60}") == ()


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("two women and a child", 3),
        ("a couple and their 9-month-old baby", 3),
        ("five soldiers, two policemen and a civilian", 8),
        ("a mother, her daughter and two neighbours", 4),
    ],
)
def test_an_explicit_enumeration_is_one_figure(words: str, value: int) -> None:
    figure = read_words(words)
    assert figure is not None
    assert (figure.words, figure.bounds) == (words, (value, value, value))


@pytest.mark.parametrize(
    "words", ["20 people and 30 others", "about five men and two women", "a man hit two boys"]
)
def test_figures_that_do_not_join_are_no_enumeration(words: str) -> None:
    assert read_words(words) is None


def test_a_figure_can_be_placed_in_a_longer_text() -> None:
    figure = read_words("two women and a child")
    assert figure is not None
    placed = figure.at(40, figure.words)
    assert (placed.start, placed.end, placed.value) == (40, 61, 3)


def test_times_are_asked_for_only_where_a_number_stands() -> None:
    def never() -> tuple[()]:
        raise AssertionError

    assert read("A soldier was killed.", times=never)[0].counts is Counts.PEOPLE
