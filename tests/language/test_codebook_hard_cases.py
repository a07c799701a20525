"""Codebook section 9: the right answers to hard cases, as far as figures, cues and dates give them.

Cases 15 to 17, 19, 21 and 22 are about talks and demands alone: those rooms test them. Basis,
scope and source of the others are read from what stands here, by the engines and by grounding.
"""

from __future__ import annotations

from datetime import date

import pytest

from summarizer.language.dates import resolve
from summarizer.language.figures import Counts, Figure, read, read_words
from summarizer.language.governance import Strength
from summarizer.language.modality import Modality
from summarizer.language.reader import Line, Reader
from summarizer.model.vocabulary import Category, Metric, Qualifier

Told = tuple[str, Metric, Modality]


def line_of(text: str) -> Line:
    [line] = Reader(text).lines
    return line


def told(text: str) -> list[Told]:
    """What a text surely tells: each figure with its metrics and how the sentence puts them."""
    return [
        (figure.words, governor.metric, line.modality(index, governor))
        for line in Reader(text).lines
        for index, figure in enumerate(line.figures)
        for governor in line.governors(index)
        if governor.metric is not None and governor.strength > Strength.WEAK
    ]


def only(text: str) -> Figure:
    [figure] = read(text)
    return figure


def test_01_two_counts_of_one_fact_are_two_figures_with_their_own_bounds() -> None:
    first = "The war has killed nearly 20,000 people."
    second = "More than 19,600 were killed, the ministry said."
    assert only(first).bounds == (20_000, None, 20_000)
    assert only(second).bounds == (19_600, 19_600, None)
    assert told(f"{first} {second}") == [
        ("nearly 20,000", Metric.KILLED, Modality.FACT),
        ("More than 19,600", Metric.KILLED, Modality.FACT),
    ]


def test_02_a_militarys_count_of_its_own_dead() -> None:
    text = "The country's military says 134 of its soldiers have been killed."
    figure = only(text)
    assert (figure.qualifier, figure.bounds) == (Qualifier.EXACT, (134, 134, 134))
    assert figure.category is Category.MILITARY
    assert told(text) == [("134", Metric.KILLED, Modality.FACT)]


def test_03_both_sides_of_a_past_swap_are_released() -> None:
    text = (
        "The Front freed over 100 hostages in exchange for the army's release of "
        "240 rebel prisoners."
    )
    assert told(text) == [
        ("over 100", Metric.RELEASED, Modality.FACT),
        ("240", Metric.RELEASED, Modality.FACT),
    ]


def test_04_a_share_said_beside_a_count_belongs_to_it() -> None:
    text = "It has driven some 1.9 million – nearly 85% of the population – from their homes."
    figure = only(text)
    assert (figure.qualifier, figure.bounds) == (Qualifier.ABOUT, (1_900_000, None, None))
    assert figure.share == 85.0
    assert {metric for _, metric, _ in told(text)} == {Metric.DISPLACED}


def test_05_captives_still_held_are_a_stock_and_scores_a_second_figure() -> None:
    text = "The group is still holding an estimated 129 captives."
    assert only(text).bounds == (129, None, None)
    assert told(text) == [("an estimated 129", Metric.HELD, Modality.FACT)]
    later = "There are scores of hostages still held in the hills."
    assert only(later).bounds == (None, 20, None)
    assert told(later) == [("scores", Metric.HELD, Modality.FACT)]


def test_06_killed_and_wounded_of_one_attack_and_its_day() -> None:
    text = "At least 46 killed and more than 100 wounded early Wednesday, an official said."
    assert told(text) == [
        ("At least 46", Metric.KILLED, Modality.FACT),
        ("more than 100", Metric.INJURED, Modality.FACT),
    ]
    [time] = line_of(text).times
    days = resolve(time.words, date(2023, 12, 20))
    assert days is not None
    assert (days.start, days.end) == (date(2023, 12, 20), date(2023, 12, 20))


def test_07_a_release_to_come_is_planned() -> None:
    text = "50 hostages are to be freed over four days."
    assert told(text) == [("50", Metric.RELEASED, Modality.PLANNED)]
    assert [figure.counts for figure in read(text)] == [Counts.PEOPLE, Counts.DURATION]


def test_08_three_figures_one_inside_the_other() -> None:
    text = "1,935 killed, including at least 1,408 civilians, of whom 452 are children."
    assert told(text) == [
        ("1,935", Metric.KILLED, Modality.FACT),
        ("at least 1,408", Metric.KILLED, Modality.FACT),
        ("452", Metric.KILLED, Modality.FACT),
    ]
    assert [figure.category for figure in read(text)][1] is Category.CIVILIAN


def test_09_a_denied_count_is_disputed_and_no_casualties_are_none() -> None:
    assert told("The army denied that 12 died.") == [("12", Metric.KILLED, Modality.DENIED)]
    assert read("No casualties were reported.") == ()


def test_10_half_a_million_as_an_aside() -> None:
    text = "A neighbouring war has killed half a million."
    assert only(text).bounds == (500_000, 500_000, 500_000)
    assert told(text) == [("half a million", Metric.KILLED, Modality.FACT)]


@pytest.mark.parametrize(
    ("text", "words", "share"),
    [
        ("One in three children is malnourished.", "One in three", 33.3),
        ("2 in 3 of the dead were women.", "2 in 3", 66.7),
    ],
)
def test_11_one_in_three_is_a_share_without_a_value(text: str, words: str, share: float) -> None:
    figure = only(text)
    assert (figure.words, figure.share, figure.bounds) == (words, share, (None, None, None))


@pytest.mark.parametrize(
    "text", ["Smith, 46, spoke.", "Smith, 46", "Oct. 7", "Resolution 2712", "F-16", "a 10-week war"]
)
def test_12_ages_dates_resolutions_models_and_durations_are_nothing(text: str) -> None:
    assert [figure for figure in read(text) if figure.counts.may_be_people] == []
    assert read("the 67th day") == ()


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [("1.7 or 1.8 million", 1_700_000, 1_800_000), ("11 or 12", 11, 12)],
)
def test_13_either_of_two_is_a_range(words: str, low: int, high: int) -> None:
    figure = read_words(words)
    assert figure is not None
    assert (figure.qualifier, figure.bounds) == (Qualifier.RANGE, (None, low, high))


def test_14_a_population_is_no_toll_but_most_of_it_may_be() -> None:
    assert told("The 2.3 million people of the strip") == []
    text = "Most of the strip's 2.3 million people are displaced."
    figure = only(text)
    assert figure.words == "Most of the strip's 2.3 million"
    assert (figure.qualifier, figure.bounds) == (Qualifier.VAGUE, (None, None, 2_300_000))
    assert told(text) == [(figure.words, Metric.DISPLACED, Modality.FACT)]


def test_18_concern_about_an_influx_has_no_figure() -> None:
    assert read("The kingdom is deeply concerned about an influx of refugees.") == ()


def test_20_casualties_without_a_split_are_casualties() -> None:
    for text in ("There were 40 casualties.", "The blast left 40 victims."):
        assert told(text) == [("40", Metric.CASUALTIES, Modality.FACT)]


def test_23_a_cue_governs_its_own_number() -> None:
    first, second = read("It affects about 50,000 children and 200,000 adults.")
    assert first.bounds == (50_000, None, None)
    assert second.bounds == (200_000, 200_000, 200_000)


@pytest.mark.parametrize(
    "text",
    [
        "40 people are trapped.",
        "40 people are sheltering in the church.",
        "40 people are besieged there.",
        "40 people were rescued.",
    ],
)
def test_24_people_trapped_sheltering_besieged_or_rescued_are_affected(text: str) -> None:
    assert ("40", Metric.AFFECTED, Modality.FACT) in told(text)


def test_24_only_four_is_the_figure_four() -> None:
    assert [figure.words for figure in read("Only four survived.")] == ["four"]


@pytest.mark.parametrize(
    "text", ["The war displaced 6 million.", "6 million are homeless.", "6 million are uprooted."]
)
def test_25_driven_from_home_or_homeless_is_displaced(text: str) -> None:
    assert told(text) == [("6 million", Metric.DISPLACED, Modality.FACT)]


def test_26_a_revised_count_and_the_new_one_are_two_figures() -> None:
    text = "The death toll rose from five people to six."
    assert told(text) == [
        ("five", Metric.KILLED, Modality.FACT),
        ("six", Metric.KILLED, Modality.FACT),
    ]


def test_27_a_caption_in_other_words_is_a_mention_of_its_own() -> None:
    text = "Twelve killed in bridge blast\nA blast at a bridge left 12 dead."
    assert told(text) == [
        ("Twelve", Metric.KILLED, Modality.FACT),
        ("12", Metric.KILLED, Modality.FACT),
    ]
