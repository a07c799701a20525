"""Properties of the number grammar: what it writes it reads, spans are exact, nothing raises."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from summarizer.language.figures import Figure, read, read_words
from summarizer.language.figures.numbers import LARGEST
from summarizer.language.figures.qualifiers import bounds, cues
from summarizer.language.figures.render import Notation, render
from summarizer.language.figures.shapes import (
    FROM_DIGITS,
    FROM_WORDS,
    NUMBER_WORDS,
    first_places,
    shape,
    shapes_in,
)
from summarizer.language.figures.spelling import VAGUE
from summarizer.language.lexicon import Words
from summarizer.model.vocabulary import Qualifier

# By magnitude, so that small numbers and every notation's groups are met equally often.
VALUES = st.integers(0, 10).flatmap(lambda size: st.integers(1, min(10 ** (size + 1), LARGEST)))
NOTATIONS = st.sampled_from(Notation)


def only(text: str) -> Figure:
    [figure] = [figure for figure in read(text) if not figure.article]
    return figure


@settings(deadline=None)
@given(VALUES, NOTATIONS)
def test_what_the_grammar_writes_it_reads_back(value: int, notation: Notation) -> None:
    words = render(value, notation)
    figure = only(f"The floods displaced {words} people there.")
    assert (figure.words, figure.qualifier) == (words, Qualifier.EXACT)
    assert figure.bounds == (value, value, value)


@settings(deadline=None)
@given(VALUES, NOTATIONS, st.sampled_from(sorted(cues())))
def test_every_cue_goes_with_every_notation(value: int, notation: Notation, cue: str) -> None:
    words = f"{cue} {render(value, notation)}"
    figure = only(f"The floods displaced {words} people there.")
    assert figure.words == words
    assert figure.qualifier is cues()[cue]
    assert figure.bounds == bounds(value, cues()[cue])


@settings(deadline=None)
@given(st.sets(VALUES, min_size=2, max_size=2), NOTATIONS)
def test_ranges_are_read_back(ends: set[int], notation: Notation) -> None:
    low, high = sorted(ends)
    # "between one and two thousand" spreads its scale over both ends
    assume(notation not in (Notation.SCALED, Notation.WORDS) or low >= 1000 or high < 1000)
    # and "five hundred and two thousand" is one number
    assume(notation is not Notation.WORDS or low % 100 or not low % 1000)
    words = f"between {render(low, notation)} and {render(high, notation)}"
    figure = only(f"The floods displaced {words} people there.")
    assert (figure.words, figure.qualifier) == (words, Qualifier.RANGE)
    assert figure.bounds == (None, low, high)


@settings(deadline=None)
@given(st.sampled_from(sorted(VAGUE)))
def test_vague_words_are_read_back(word: str) -> None:
    figure = only(f"The floods displaced {word} of people there.")
    assert (figure.words, figure.bounds) == (word, (None, VAGUE[word], None))


AROUND_NUMBERS = ("a", "an", "in", "out", "of", "every", "per", "cent", "and", "3", "5%", "1,200")
NUMBER_LIKE = st.lists(st.sampled_from([*sorted(NUMBER_WORDS), *AROUND_NUMBERS]), max_size=8).map(
    " ".join
)


@settings(deadline=None)
@given(NUMBER_LIKE)
def test_no_place_is_passed_over_where_a_number_stands(text: str) -> None:
    words = Words(text)
    starts = {start for start, _, _ in first_places(words, articles=False)}
    for name in {*FROM_DIGITS, *FROM_WORDS}:
        for match in shape(name).finditer(text):
            assert match.start() in starts
            assert name in shapes_in(words)


@pytest.mark.parametrize("notation", Notation)
def test_a_notation_shows_itself(notation: Notation) -> None:
    assert render(1_234_567, notation).replace("\u00a0", " ") == notation.value


@pytest.mark.parametrize("value", [0, -1, LARGEST + 1])
def test_only_counts_of_people_are_written(value: int) -> None:
    with pytest.raises(ValueError, match=f"{value} is no count of people"):
        render(value, Notation.PLAIN)


# The grammar's own words and what it trips over: digits of other scripts that are no decimals
# (² and Ⅷ), a letter whose lower case is longer, separators, dates, money.
PIECES = st.sampled_from(
    [
        *("at least", "nearly", "about", "some", "between", "and", "to", "or", "or more", "from"),
        *(
            "46",
            "1,2",
            "1.9",
            "7",
            "2023",
            "34 568",
            "twenty",
            "hundred",
            "million",
            "one",
            "three",
        ),
        *(
            "half a",
            "dozen",
            "dozens",
            "of",
            "a",
            "an",
            "a couple",
            "in",
            "%",
            "-plus",
            "+",
            "or so",
        ),
        *(
            "people",
            "soldier",
            "killed",
            "are believed",
            "-year-old",
            "Oct.",
            "-",
            "–",
            ",",
            ".",
            "$",
        ),
        *("Resolution", "most of", "Gaza's", "Smith,", "them", "the", "ten a day", "6-2"),
        *("٣", "٬", "１２", "²", "Ⅷ", "İ", "\n", "\u00a0", "(", ")"),
    ]
)
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(PIECES, max_size=25).map(" ".join),
    st.lists(PIECES, max_size=25).map("".join),
)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_spans_are_exact_and_in_order(text: str) -> None:
    end = 0
    for figure in read(text):
        assert text[figure.start : figure.end] == figure.words
        assert end <= figure.start < figure.end <= len(text)
        assert figure.end <= max(figure.counted.end, figure.end) <= len(text)
        end = figure.end


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_bounds_agree_with_their_qualifier(text: str) -> None:
    for figure in read(text):
        value, low, high = figure.bounds
        if figure.share is not None and value is None:
            assert (low, high) == (None, None)
        elif figure.qualifier is Qualifier.RANGE:
            assert value is None
            assert low is not None
            assert high is not None
            assert low < high
        elif figure.qualifier is Qualifier.VAGUE:
            assert value is None
            assert (low is None) is not (high is None)
        else:
            assert value is not None
            assert figure.bounds == bounds(value, figure.qualifier)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_copied_words_never_raise_and_stand_in_the_words(words: str) -> None:
    figure = read_words(words)
    assert figure is None or figure.words in words


@settings(deadline=None)
@given(TEXTS, st.text(alphabet=" \n", max_size=3))
def test_white_space_around_a_text_changes_no_number(text: str, space: str) -> None:
    plain = [figure.bounds for figure in read(text)]
    assert [figure.bounds for figure in read(f"{text}{space}")] == plain
