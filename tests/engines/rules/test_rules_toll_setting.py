"""Tolls by clause: where they happened, since when they run, and what only is recalled."""

from __future__ import annotations

import datetime as dt

import pytest

from summarizer.engines.rules.tolls import tolls
from summarizer.language.dates import Days, resolve
from summarizer.language.reader import Reader
from summarizer.model import Article, DraftToll
from summarizer.model.vocabulary import Basis, Metric, Scope

PUBLISHED = dt.date(2031, 3, 5)  # a Wednesday
WAR = " The war between Norland and the rebel group Zhar goes on. Zhar fired rockets."


def read_tolls(text: str) -> list[DraftToll]:
    """The tolls of a text published on that Wednesday, told in an article on a war."""
    return tolls(Reader.of(text + WAR), Article.of(text + WAR, published=PUBLISHED))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("At least 40 people were killed in Russian strikes.", None),
        ("At least 40 people were killed in Russian strikes on Aral City.", "Aral City"),
        ("At least 40 people were killed in Zhar attacks.", None),
        ("At least 40 people were killed in Peru's bombardment.", None),
        ("At least 40 people were killed in Peru's bombardment of Aral.", "Aral"),
        ("Peru's bombardment of the Aral Strip has killed at least 40 people.", "Aral Strip"),
        ("In February, 40 people were killed.", None),
        ("The raid killed 40 people in January, police said.", None),
        ("At least 40 people died in the Peru-Chile war.", None),
        ("At least 40 people died near the Peru-Chile border.", "Peru-Chile border"),
        ("Bombs killed 40 people in the southern town of Bria.", "Bria"),
        ("Bombs killed 40 people in the Egyptian city of Bria.", "Bria"),
        ("Bombs killed 40 people in the occupied West Tula.", "West Tula"),
        ("Zhar gunmen rampaged through Bria and killed 40 people in Syrian towns.", "Syrian towns"),
        ("At least 40 people were treated at Bria's main hospital.", "Bria's main hospital"),
        ("The report, in Arabic, spoke of 40 people killed.", None),
        ("Some 40 people were killed by Zhar, a tally from the United Nations said.", None),
        ("Two workers from Peru were killed.", None),
        ("Some 40 people were killed when a boat sank in the Aral Strait.", "Aral Strait"),
        ("Shells hit Bria, where 40 people were killed.", None),
        ("Shells fell near Bria, where 40 people were killed.", "Bria"),
    ],
)
def test_a_place_is_a_place_and_told_in_the_same_clause(text: str, place: str | None) -> None:
    assert read_tolls(text)[0].place == place


@pytest.mark.parametrize(
    ("text", "places"),
    [
        # each figure has its own place, a part's is not that of the whole
        ("Raids killed 40 people in Bria and 60 in Aral.", ["Bria", "Aral"]),
        ("Raids killed 900 people – including 400 in Bria – and hurt 80.", [None, "Bria", None]),
        ("Zhar killed 40 people and Peru has killed 900 in Bria.", [None, "Bria"]),
        # the narrower of two stands first
        ("In Bria in southern Peru, 40 people were killed.", ["Bria"]),
    ],
)
def test_a_place_belongs_to_its_own_figure(text: str, places: list[str | None]) -> None:
    assert [toll.place for toll in read_tolls(text)] == places


SINCE = "since the raid on 7 January"


@pytest.mark.parametrize(
    ("text", "basis", "when"),
    [
        (f"Troops have killed 870 people {SINCE}.", Basis.CUMULATIVE, SINCE),
        (f"Troops arrested 1,740 people in overnight raids {SINCE}.", Basis.CUMULATIVE, SINCE),
        ("Troops have so far killed 870 people.", Basis.CUMULATIVE, None),
        ("In eight weeks of war 870 people were killed.", Basis.CUMULATIVE, None),
        ("On Monday Peru abstained on peace in Bria, where 8,700 people have been killed.",
          Basis.CUMULATIVE, None),
        ("The man, who founded a firm in 2009, spoke of a raid that has so far killed 870 people.",
          Basis.CUMULATIVE, None),
        ("Two soldiers have been killed, the army said on Monday.", Basis.INCIDENT, None),
        ("The tremor was the worst since 1990 and killed 30 people.", Basis.INCIDENT, "since 1990"),
        ("As of Monday, the virus had killed 870 people.", Basis.CUMULATIVE, "As of Monday"),
    ],
)  # fmt: skip
def test_what_runs_since_something_is_no_single_event(
    text: str, basis: Basis, when: str | None
) -> None:
    toll = read_tolls(text)[0]
    assert (toll.basis, toll.when) == (basis, when)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Since Zhar's raid on 7 January that left 140 dead, Peru has killed 870 people.",
            [(Basis.INCIDENT, Scope.BACKGROUND), (Basis.CUMULATIVE, Scope.FOCAL)],
        ),
        (
            "Some 870 have been killed since 7 January, when Zhar came, killing 140 people.",
            [
                (Basis.CUMULATIVE, Scope.FOCAL),
                (Basis.INCIDENT, Scope.BACKGROUND),
            ],
        ),
        # the day is the one since which the article counts elsewhere
        (
            "A raid on 7 January killed 140 people. Some 870 have been killed since 7 January.",
            [(Basis.INCIDENT, Scope.BACKGROUND), (Basis.CUMULATIVE, Scope.FOCAL)],
        ),
        ("A raid on Monday killed 140 people.", [(Basis.INCIDENT, Scope.FOCAL)]),
        (
            "Peru launched its offensive after a raid that killed 140 people.",
            [(Basis.INCIDENT, Scope.BACKGROUND)],
        ),
        (
            "Peru declared war in retaliation for a raid in which Zhar killed 140 people.",
            [(Basis.INCIDENT, Scope.BACKGROUND)],
        ),
    ],
)
def test_the_attack_that_began_a_war_is_background(
    text: str, expected: list[tuple[Basis, Scope]]
) -> None:
    assert [(toll.basis, toll.scope) for toll in read_tolls(text)] == expected


def test_a_plan_has_no_day_that_is_over() -> None:
    [toll] = read_tolls("Zhar is to free 50 hostages on Friday.")
    assert (toll.basis, toll.when) == (Basis.PLANNED, None)


@pytest.mark.parametrize(
    "words",
    ["since the raid on 7 January", "since the 7 January", "since fighting broke out on 7 January"],
)
def test_a_beginning_may_be_named_by_what_began(words: str) -> None:
    assert resolve(words, PUBLISHED) == Days(dt.date(2031, 1, 7), PUBLISHED)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # people sent by their own state, helpers and onlookers come to no harm
        ("Peru is sending about 200 troops to Chile.", []),
        ("Police said hundreds were killed and rescue workers dug on.", [("killed", "hundreds")]),
        ("It left four dead, dozens hurt and millions of people around the world asking why.",
         [("killed", "four"), ("injured", "dozens")]),
        ("The task force (Falcon 88) also seized firearms.", []),
        ("About 200 patients had been evacuated and taken by bus to Bria.",
         [("affected", "About 200")]),
        # each verb has its own figure
        ("Battles killed more than 1,000 people and wounded thousands.",
         [("killed", "more than 1,000"), ("injured", "thousands")]),
        ("Fighting led thousands of locals to flee.", [("displaced", "thousands")]),
        # who was brought back, and whence
        ("Peru returned thousands of workers to Bria.", [("returned", "thousands")]),
        ("Crowds greeted the return of 1,700 people detained in the war.", [("released", "1,700")]),
        ("A crowd welcomed the arrival of 88 detainees.", [("released", "88")]),
        ("A crowd welcomed the arrival of 88 buses.", []),
        ("Some 187,000 of Peru's 2.3 million people have left their homes.",
         [("displaced", "Some 187,000")]),
        ("Zhar freed 50 of the 240 hostages taken in May.", [("released", "50")]),
        # a part, after others of whom no number is told
        ("The raid killed nine people, including gunmen and at least two civilians.",
         [("killed", "nine"), ("killed", "at least two")]),
        ("One of its men, Omar Tal, was killed.", [("killed", "One")]),
        # asked for, not done
        ("Orr urged the states, the largest among them, to free 800 prisoners.", []),
        ("An assault would lead to the displacement of 800,000 people.", []),
    ],
)  # fmt: skip
def test_what_happened_to_whom(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(toll.metric.value, toll.figure) for toll in read_tolls(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Some 50 people are earmarked for release.",
        "Peru named 50 people whom it weighs for release.",
    ],
)
def test_who_is_named_for_release_is_not_yet_free(text: str) -> None:
    [toll] = read_tolls(text)
    assert (toll.metric, toll.basis) == (Metric.RELEASED, Basis.PLANNED)


@pytest.mark.parametrize(
    ("text", "population"),
    [
        ("Attacks claimed more than 400 lives.", None),
        ("The hospital recorded 65 new deaths.", None),
        ("There were 65 Norlandish fatalities.", "Norlandish fatalities"),
        ("Monitors counted 25 killings of journalists.", "journalists"),
        ("Zhar took at least 200 captive.", None),
    ],
)
def test_whom_a_figure_counts_is_never_what_was_done(text: str, population: str | None) -> None:
    assert read_tolls(text)[0].population == population


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("A United Nations team that visited the clinic said that 20 people died.",
         "A United Nations team"),
        ("The Orr Foundation, a body that tracks the cost of the war to civilians, said 20 died.",
         "The Orr Foundation"),
        ("“Some 20 people died,” said ministry spokesman Omar Tal.",
         "ministry spokesman Omar Tal"),
        # nobody calls officials or a ministry "he"
        ("Officials met residents. “Some 20 people died,” he said.", None),
        # the next paragraph is of another speaker
        ("Police chief Omar Tal came.\n\n“Some 20 people died.”\n\nAFP journalists said it rained.",
         None),
    ],
)  # fmt: skip
def test_whose_words_a_figure_stands_in(text: str, source: str | None) -> None:
    assert read_tolls(text)[0].source == source
