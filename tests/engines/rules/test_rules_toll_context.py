"""Tolls by discourse: bare counts after a toll, and basis, scope, people and source by context."""

from __future__ import annotations

import datetime as dt

import pytest

from summarizer.engines.rules.tolls import tolls
from summarizer.language.reader import Reader
from summarizer.model import Article, DraftToll
from summarizer.model.vocabulary import (
    Basis,
    Category,
    Metric,
    Scope,
    SourceKind,
    TollAssertion,
)

PUBLISHED = dt.date(2031, 3, 5)  # a Wednesday


def read_tolls(text: str) -> list[DraftToll]:
    """The tolls of a text published on that Wednesday."""
    return tolls(Reader.of(text), Article.of(text, published=PUBLISHED))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The raid killed 53 people. Police put the number at about 60.", ["53", "about 60"]),
        ("The raid killed 53 people. The army spoke of 64.", ["53", "64"]),
        ("The raid killed 53 people. It revised that to 51.", ["53", "51"]),
        ("The raid killed 53 people. An earlier count stood at 32.", ["53", "32"]),
        ("The raid killed 53 people. A local monitor documented 57.", ["53", "57"]),
        ("The raid killed 53 people. Four of them were children.", ["53", "Four"]),
        ("The raid killed 53 people. Four were babies.", ["53", "Four"]),
        ("The raid killed 53 people. Among them were 12 women.", ["53", "12"]),
        ("The raid's toll rose to 53: 49 officers and four civilians.", ["53", "49", "four"]),
    ],
)
def test_a_bare_count_goes_on_about_the_toll_before(text: str, expected: list[str]) -> None:
    found = read_tolls(text)
    assert [(toll.metric, toll.figure) for toll in found] == [
        (Metric.KILLED, figure) for figure in expected
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The raid killed 53 people and wounded 90. Police put the number at about 60.",  # of which?
        "The raid killed 53 people. The bridge is 60 years old. It was 12 degrees.",
        "The raid killed 53 people. It is almost 1 , 100 metres above the sea.",
        "The raid killed 53 people. The festival counted 90,000.",  # too far apart to be one thing
        "The raid killed 53 people. Ten of the town's 40 buses were new.",
    ],
)
def test_a_number_that_may_be_of_something_else_is_no_echo(text: str) -> None:
    assert {toll.figure for toll in read_tolls(text)} <= {"53", "90"}


def test_an_earlier_count_of_the_same_is_background() -> None:  # codebook 9.26
    first, second = read_tolls("The raid killed 53 people. Police had put the number at 60.")
    assert (first.scope, second.scope) == (Scope.FOCAL, Scope.BACKGROUND)


@pytest.mark.parametrize(
    "text",
    [
        "About 2,000 relatives of kidnapped people marched.",
        "Norland's party lost 20 seats.",
        "The figure for the dead is low for a place where seven homes in ten are gone.",
    ],
)
def test_a_count_of_others_is_no_toll(text: str) -> None:
    assert read_tolls(text) == []


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("Some 450 jailed rebels are to be tried.", Basis.STOCK),
        ("Police hold 40 in cells; 450 rebels are behind bars.", Basis.STOCK),
        ("Rebels fought soldiers in a war from 1991 to 1994 that killed 300 people.", Basis.PERIOD),
        ("In 2014 rebels seized 276 girls from a school.", Basis.INCIDENT),
        ("Dozens of families fled the shore on Monday.", Basis.INCIDENT),
        ("At least 46 men have turned up alive.", Basis.INCIDENT),
    ],
)
def test_over_what_such_a_count_runs(text: str, basis: Basis) -> None:
    assert read_tolls(text)[-1].basis is basis


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        ("Police first reported 27 dead.", [Scope.BACKGROUND]),
        ("The ministry raised its count of the dead from 150 a day earlier.", [Scope.BACKGROUND]),
        # a sentence without a time goes on about the episode of the one before
        ("In March 2030 a raid killed nine soldiers. About 600 villagers fled.",
         [Scope.BACKGROUND, Scope.BACKGROUND]),
        ("In March 2030 a raid killed nine soldiers. A raid on Monday killed two.",
         [Scope.BACKGROUND, Scope.FOCAL]),
    ],
)  # fmt: skip
def test_which_situation_a_count_belongs_to(text: str, scopes: list[Scope]) -> None:
    war = " The war between Norland and the rebels goes on."
    assert [toll.scope for toll in read_tolls(text + war)] == scopes


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Forty members of the police Strike Force were killed.", Category.MILITARY),
        ("The rebels said 18 of its men were dead.", Category.MILITARY),
        ("Twelve soldiers were in hospital, two of them in serious condition.", Category.MILITARY),
        ("A raid killed six people, three of them traffic policemen.", Category.MILITARY),
        ("Seven soldiers were killed. Four others were wounded.", Category.MILITARY),
        ("Seven people were killed. Four others were wounded.", Category.UNSPECIFIED),
    ],
)
def test_who_they_are_by_the_words_around_a_count(text: str, category: Category) -> None:
    assert read_tolls(text)[-1].category is category


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Fighting rages. The army raided the town; it reported 20 dead.", SourceKind.PARTY),
        ("The rebels fight soldiers. The government said 20 died.", SourceKind.PARTY),
        ("The storm ebbs. The government said 20 died.", SourceKind.AUTHORITY),
        ("A ministry counts. Troops spoke too. The ministry said 20 died.", SourceKind.AUTHORITY),
        ("The rebels' media office said 20 died.", SourceKind.PARTY),
        ("The rebels put their dead at six and said that 20 soldiers died.", SourceKind.PARTY),
        ("The raid's deaths have increased past 20.", SourceKind.UNATTRIBUTED),
    ],
)  # fmt: skip
def test_who_gives_a_count(text: str, kind: SourceKind) -> None:
    assert read_tolls(text)[-1].source_kind is kind


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("An unverified message said 53 people were killed.", "An unverified message"),
        ("Unconfirmed reports said 53 people were killed in the raid.", "Unconfirmed reports"),
        ("There were unconfirmed reports of 53 people killed.", "unconfirmed reports"),
        ("Rumours that 53 villagers had been killed spread through the town.", "Rumours"),
        ("“53 people were killed,” said a leaflet, a claim that was not confirmed.", "a leaflet"),
    ],
)
def test_a_figure_that_nobody_stands_behind_is_hearsay(text: str, source: str) -> None:
    (toll,) = read_tolls(text)
    assert (toll.source, toll.source_kind) == (source, SourceKind.ANONYMOUS)
    assert toll.assertion is TollAssertion.HYPOTHETICAL


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A post by the army said 53 people were killed.", SourceKind.PARTY),
        ("A post on the ministry's page said 53 people were killed.", SourceKind.AUTHORITY),
        ("A post on social media said 53 people were killed.", SourceKind.ANONYMOUS),
        ("Police said 53 people were killed. It could not be verified.", SourceKind.AUTHORITY),
    ],
)
def test_a_message_has_the_voice_of_its_author(text: str, kind: SourceKind) -> None:
    (toll,) = read_tolls(text)
    assert (toll.source_kind, toll.assertion) == (kind, TollAssertion.ASSERTED)


def test_a_correction_stands_beside_the_figure_that_it_is_to_replace() -> None:
    told, corrected = read_tolls(
        "Police said 12 people were killed.\n\n"
        "Correction: The story had a mistake. 64 people were killed, not 12."
    )
    assert (told.figure, told.assertion) == ("12", TollAssertion.ASSERTED)
    assert (corrected.source, corrected.source_kind) == ("Correction", SourceKind.MEDIA)
    assert corrected.assertion is TollAssertion.DISPUTED


@pytest.mark.parametrize(
    ("text", "assertion"),
    [
        (
            "The raid killed 64 people, not 12. An earlier report said 12 people died.",
            TollAssertion.DISPUTED,
        ),
        ("Not 12 but 64 people were killed. Police said 12 people died.", TollAssertion.DISPUTED),
        ("The raid killed 64 people, not 12. It rained.", TollAssertion.ASSERTED),
    ],
)
def test_a_figure_set_against_one_of_the_article_is_contested(
    text: str, assertion: TollAssertion
) -> None:
    assert [one.assertion for one in read_tolls(text) if one.figure == "64"] == [assertion]
