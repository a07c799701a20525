"""What a toll's own sentence leaves open, so that it is set against no other."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from example import toll

from summarizer.model import Article, Toll, Window
from summarizer.model.vocabulary import Basis, Metric, Qualifier
from summarizer.views.export.doubts import Doubt, doubt_of
from summarizer.views.export.events import event_of

DAY = dt.date(2031, 3, 2)
PUBLISHED = DAY + dt.timedelta(days=20)
RUN = Window(start=DAY, end=PUBLISHED)


def said(sentence: str, figure: str, place: str, **known: Any) -> Toll:
    article = Article.of(f"{sentence} More is to come.", published=PUBLISHED)
    given = {"figure": figure, "place": place, "low": 46, "when": RUN, "basis": Basis.CUMULATIVE}
    return toll(article, sentence=1, **{**given, **known})


@pytest.mark.parametrize(
    ("sentence", "figure", "place"),
    [
        ("At least 460 people have been killed in Tarn since 2 March, medics said.", "460", "Tarn"),
        ("The war killed 140 people in Orland and more than 570 in Tarn.", "570", "Tarn"),
        ("The war killed 140 people in Orland and more than 570 in Tarn.", "140", "Orland"),
        ("The death toll in southern Tarn has risen to 460.", "460", "southern Tarn"),
        ("Shelling of the besieged city killed 460 people.", "460", "Tarn"),  # told elsewhere
    ],
)
def test_a_clear_sentence_leaves_no_doubt(sentence: str, figure: str, place: str) -> None:
    one = said(sentence, figure, place)
    assert doubt_of(one, [one], PUBLISHED) is None


INCIDENT = {"basis": Basis.INCIDENT, "when": Window(start=DAY, end=DAY)}


@pytest.mark.parametrize(
    ("doubt", "sentence", "figure", "place", "known"),
    [
        (Doubt.VAGUE, "Dozens died in Tarn.", "Dozens", "Tarn", {"qualifier": Qualifier.VAGUE}),
        (Doubt.TORN, "At least   in Tarn, while 81 died.", "81", "Tarn", {}),
        (Doubt.PART, "The fire killed 46 of the victims in Tarn.", "46", "Tarn", {}),
        (Doubt.PART, "It killed 700 in Tarn, among them 46.", "46", "Tarn", {}),
        (Doubt.PART, "Some 46 died in 137 attacks on clinics in Tarn.", "46", "Tarn", {}),
        (Doubt.PART, "Troops killed 46 in Tarn, taking the total to 700.", "46", "Tarn", {}),
        (Doubt.PART, "Troops killed 46 in another raid on Tarn.", "46", "Tarn", {}),
        (Doubt.UNLIKE, "Some 46 in Tarn need food.", "46", "Tarn", {"metric": Metric.AFFECTED}),
        (
            Doubt.UNLIKE,
            "Some 46 held in Tarn have been released.",
            "46",
            "Tarn",
            {"metric": Metric.HELD, "basis": Basis.STOCK},
        ),
        (Doubt.RUNNING, "Since the raid 46 died in Tarn.", "46", "Tarn", INCIDENT),
        (Doubt.RUNNING, "Strikes after the raid have killed 46 in Tarn.", "46", "Tarn", INCIDENT),
        (Doubt.RUNNING, "It killed 46 in Tarn.", "46", "Tarn", {"when": INCIDENT["when"]}),
        (Doubt.PLACE, "War came to Tarn after gunmen killed 46 in Orland.", "46", "Tarn", {}),
        (Doubt.PLACE, "Men from Tarn stormed a fence and killed 46.", "46", "Tarn", {}),
        (Doubt.PLACE, "They stormed across the Tarn border, killing 46.", "46", "Tarn", {}),
        (Doubt.PLACE, "The Tarn raid killed 46.", "46", "Tarn", {}),
        (Doubt.PLACE, "They killed 46 in Tarn and besieged Orland.", "46", "Tarn", {}),
        (Doubt.PLACE, "Some 46 have died there in the Tarn war.", "46", "Tarn", {}),
        (Doubt.PLACE, "The toll reached 46 since the raid on Tarn.", "46", "Tarn", {}),
        (Doubt.PLACE, "A raid on Orland killed 46.", "46", "Tarn", {}),
        (Doubt.PLACE, f"In Tarn{', who met twice' * 7}, he told of 46 dead.", "46", "Tarn", {}),
    ],
)
def test_a_doubt_is_told(
    doubt: Doubt, sentence: str, figure: str, place: str, known: dict[str, Any]
) -> None:
    one = said(sentence, figure, place, **known)
    assert doubt_of(one, [one], PUBLISHED) is doubt


def test_the_same_words_under_two_metrics_are_compared_under_neither() -> None:
    sentence = "The raid killed more than 460 people in Tarn and wounded many."
    killed = said(sentence, "460", "Tarn")
    hurt = said(sentence, "460", "Tarn", metric=Metric.INJURED)
    assert doubt_of(killed, [killed], PUBLISHED) is None
    assert doubt_of(killed, [killed, hurt], PUBLISHED) is Doubt.SHARED
    assert doubt_of(hurt, [killed, hurt], PUBLISHED) is Doubt.SHARED


def test_an_incident_of_these_days_may_be_told_in_the_perfect() -> None:
    one = said("A raid has killed 46 in Tarn.", "46", "Tarn", **INCIDENT)
    assert doubt_of(one, [one], DAY + dt.timedelta(days=1)) is None


def test_the_dead_of_a_school_are_another_event_than_a_town_s() -> None:
    town = said("A raid killed 46 in Tarn.", "46", "Tarn", **INCIDENT)
    school = said("A raid on a school killed 46 in Tarn.", "46", "Tarn", **INCIDENT)
    assert None not in (event_of(town), event_of(school))
    assert event_of(town) != event_of(school)
