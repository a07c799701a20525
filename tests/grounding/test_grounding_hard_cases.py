"""Codebook section 9, as far as it is about figures: what a faithful claim becomes in a brief.

The readers by themselves are tested on the same cases in `tests/language`.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from summarizer.grounding import Grounded, ground
from summarizer.model import Article, Draft
from summarizer.model.brief import Toll
from summarizer.model.vocabulary import Basis, Qualifier, TollAssertion

PUBLISHED = dt.date(2023, 12, 20)
Bounds = tuple[int | None, int | None, int | None]


def briefed(text: str, *claims: tuple[str, str], **more: Any) -> Grounded:
    """The brief of a one-sentence article for claims of (metric, figure)."""
    tolls = [
        {"metric": metric, "figure": figure, "basis": "cumulative", "sentences": [1]} | more
        for metric, figure in claims
    ]
    draft = Draft.model_validate({"headline": "", "bottom_line": "", "tolls": tolls})
    return ground(draft, Article.of(text, published=PUBLISHED))


def bounds(toll: Toll) -> Bounds:
    """Value, low and high."""
    return toll.value, toll.low, toll.high


@pytest.mark.parametrize(
    ("text", "claims", "expected"),
    [
        pytest.param(
            "The war has killed nearly 20,000 people, or more than 19,600 by the ministry's count.",
            [("killed", "nearly 20,000"), ("killed", "more than 19,600")],
            [(20_000, None, 20_000), (19_600, 19_600, None)],
            id="9.1",
        ),
        pytest.param(
            "Israel's military says 134 of its soldiers have been killed.",
            [("killed", "134")],
            [(134, 134, 134)],
            id="9.2",
        ),
        pytest.param(
            "Hamas freed over 100 hostages in exchange for Israel's release of 240 Palestinian "
            "prisoners.",
            [("released", "over 100"), ("released", "240")],
            [(100, 100, None), (240, 240, 240)],
            id="9.3",
        ),
        pytest.param(
            "They are still holding an estimated 129 captives.",
            [("held", "an estimated 129")],
            [(129, None, None)],
            id="9.5",
        ),
        pytest.param(
            "Families marched for the scores of hostages still held by the group.",
            [("held", "scores")],
            [(None, 20, None)],
            id="9.5, vague",
        ),
        pytest.param(
            "At least 46 killed and more than 100 wounded early Wednesday, an official said.",
            [("killed", "At least 46"), ("injured", "more than 100")],
            [(46, 46, None), (100, 100, None)],
            id="9.6",
        ),
        pytest.param(
            "The attack left 1,935 killed, including at least 1,408 civilians, of whom 452 are "
            "children.",
            [("killed", "1,935"), ("killed", "at least 1,408"), ("killed", "452")],
            [(1935, 1935, 1935), (1408, 1408, None), (452, 452, 452)],
            id="9.8",
        ),
        pytest.param(
            "Syria's war has killed half a million.",
            [("killed", "half a million")],
            [(500_000, 500_000, 500_000)],
            id="9.10",
        ),
        pytest.param(
            "The fighting has displaced 1.7 or 1.8 million people.",
            [("displaced", "1.7 or 1.8 million")],
            [(None, 1_700_000, 1_800_000)],
            id="9.13",
        ),
        pytest.param(
            "The blast killed 11 or 12 people.",
            [("killed", "11 or 12")],
            [(None, 11, 12)],
            id="9.13, small",
        ),
        pytest.param(
            "Most of Gaza's 2.3 million people are displaced.",
            [("displaced", "Most of Gaza's 2.3 million")],
            [(None, None, 2_300_000)],
            id="9.14",
        ),
        pytest.param(
            "The bombing caused 30 casualties.",
            [("casualties", "30")],
            [(30, 30, 30)],
            id="9.20",
        ),
        pytest.param(
            "The flood displaced about 50,000 children and 200,000 adults.",
            [("displaced", "about 50,000"), ("displaced", "200,000")],
            [(50_000, None, None), (200_000, 200_000, 200_000)],
            id="9.23",
        ),
        pytest.param(
            "Only four people were rescued.",
            [("affected", "four")],
            [(4, 4, 4)],
            id="9.24",
        ),
        pytest.param(
            "The quake raised the death toll from five people to six.",
            [("killed", "five"), ("killed", "six")],
            [(5, 5, 5), (6, 6, 6)],
            id="9.26",
        ),
    ],
)
def test_the_right_answer(text: str, claims: list[tuple[str, str]], expected: list[Bounds]) -> None:
    made = briefed(text, *claims)
    assert [bounds(toll) for toll in made.tolls] == expected
    assert made.findings == []


def test_4_a_share_goes_with_its_figure() -> None:
    text = "The war has driven some 1.9 million – nearly 85% of the population – from their homes."
    [toll] = briefed(text, ("displaced", "some 1.9 million")).tolls
    assert (toll.qualifier, toll.value, toll.share) == (Qualifier.ABOUT, 1_900_000, 85.0)


def test_7_what_is_to_happen_is_planned() -> None:
    [toll] = briefed("50 hostages are to be freed over four days.", ("released", "50")).tolls
    assert toll.basis is Basis.PLANNED


def test_9_what_is_denied_is_disputed() -> None:
    [toll] = briefed("The army denied that 12 died.", ("killed", "12")).tolls
    assert toll.assertion is TollAssertion.DISPUTED


def test_9_no_casualties_is_no_toll() -> None:
    made = briefed("No casualties were reported.", ("casualties", "No"))
    assert made.tolls == []
    assert [finding.code for finding in made.findings] == ["no-figure"]


@pytest.mark.parametrize(
    ("text", "metric", "figure", "share"),
    [
        ("One in three children is malnourished.", "affected", "One in three", 33.3),
        ("Women and children make up 2 in 3 of the dead.", "killed", "2 in 3", 66.7),
    ],
)
def test_11_a_share_has_no_value(text: str, metric: str, figure: str, share: float) -> None:
    [toll] = briefed(text, (metric, figure)).tolls
    assert (toll.figure, toll.share, bounds(toll)) == (figure, share, (None, None, None))


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Smith, 46, was killed.", "46"),
        ("Fighting has killed people since Oct. 7.", "7"),
        ("Resolution 2712 speaks of the people killed.", "2712"),
        ("An F-16 killed people in the north.", "16"),
        ("On the war's 67th day people were killed.", "67"),
        ("The 10-week war has killed people.", "10"),
    ],
)
def test_12_ages_dates_models_ordinals_and_durations_are_nothing(text: str, figure: str) -> None:
    made = briefed(text, ("killed", figure))
    assert made.tolls == []
    assert [finding.outcome.value for finding in made.findings] == ["refused"]


def test_14_a_population_is_no_toll() -> None:
    made = briefed("Gaza is home to 2.3 million Palestinians.", ("displaced", "2.3 million"))
    assert all(toll.grounding.value == "unverified" for toll in made.tolls)


def test_27_a_mention_in_other_words_is_a_toll_of_its_own() -> None:
    text = "Quake kills nine in the hills.\n\nNine people died in the quake, officials said."
    claims = [
        {"metric": "killed", "figure": "nine", "basis": "incident", "sentences": [1]},
        {"metric": "killed", "figure": "Nine", "basis": "incident", "sentences": [2]},
    ]
    made = ground(
        Draft.model_validate({"headline": "", "bottom_line": "", "tolls": claims}),
        Article.of(text, published=PUBLISHED),
    )
    assert [[e.sentence for e in toll.evidence] for toll in made.tolls] == [[1], [2]]
