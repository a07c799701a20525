"""Processes of talks by rule: who, between whom, how far, how near (codebook section 2)."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.engines.rules.agreements import agreements
from summarizer.engines.rules.demands import demands
from summarizer.engines.rules.talks import negotiations
from summarizer.language.reader import Reader
from summarizer.model import Article, DraftNegotiation
from summarizer.model.vocabulary import Distance, Format, Momentum, Stage

STRAIT = (
    "Indirect talks between Norway's government and Denmark are gathering pace in the war over the "
    "strait, an envoy said, but the two sides are still far apart. "
    "The talks in Geneva are mediated by Chile and Peru. "
    "Soldiers and civilians have died on both shores. "
)


def processes(text: str) -> list[DraftNegotiation]:
    article = Article.of(text, published=dt.date(2024, 5, 8))
    return negotiations(Reader.of(text), article)


def test_mediated_talks_are_one_process_with_its_parties_mediators_and_venue() -> None:
    (process,) = processes(STRAIT)
    assert process.parties == ["Norway", "Denmark"]
    assert process.mediators == ["Chile", "Peru"]
    assert process.venue == "Geneva"
    assert process.format is Format.INDIRECT
    assert process.stage is Stage.UNDER_WAY


def test_momentum_and_distance_are_read_apart() -> None:  # codebook 9.15
    (process,) = processes(STRAIT)
    assert process.momentum is Momentum.ADVANCING
    assert process.distance is Distance.FAR


@pytest.mark.parametrize(
    ("sentence", "stage"),
    [
        ("Norway suspended peace talks with Denmark on Monday.", Stage.SUSPENDED),
        ("Peace talks between Norway and Denmark collapsed; talks broke down.", Stage.COLLAPSED),
        ("Norway and Denmark agreed to a cease-fire on Monday after talks.", Stage.AGREED),
        ("The cease-fire between Norway and Denmark took effect on Monday.", Stage.IMPLEMENTING),
        ("Norway is holding peace talks with Denmark.", Stage.UNDER_WAY),
    ],
)
def test_the_stage_is_the_latest_one_stated_as_fact(sentence: str, stage: Stage) -> None:
    (process,) = processes(f"{sentence} Soldiers and civilians have died in the war.")
    assert process.stage is stage


def test_a_hoped_for_deal_does_not_count_as_agreed() -> None:
    (process,) = processes(
        "Norway and Denmark held peace talks and hope to reach a cease-fire. "
        "Soldiers died in the war."
    )
    assert process.stage is Stage.UNDER_WAY


def test_a_council_that_negotiates_a_text_is_a_process_of_its_own() -> None:
    found = processes(
        "U.N. Security Council members are negotiating a draft resolution to halt the fighting. "
        "Civilians and soldiers died in the war."
    )
    assert [process.parties for process in found] == [["U.N. Security Council"]]
    assert found[0].format is Format.MULTILATERAL


@pytest.mark.parametrize(
    "text",
    [
        "The two airlines are in talks to merge, Denmark's largest newspaper said on Monday.",
        "Norway and Denmark met in the cup final; the coach demanded more from his strikers.",
        "The author talks with Denmark's critics about her novel, which won a prize in Norway.",
        "",
    ],
)
def test_what_is_no_conflict_gives_nothing_at_all(text: str) -> None:
    article = Article.of(text)
    reader = Reader.of(text)
    assert negotiations(reader, article) == []
    assert demands(reader, article) == []
    assert agreements(reader, article) == []


PIECES = st.sampled_from(
    [
        "Norway",
        "Denmark",
        "talks",
        "between",
        " and ",
        "rejected",
        "cease-fire",
        "“",
        "”",
        ", ",
        ". ",
        "said",
        "will not",
        "until",
        "hostages",
        "war",
        "troops",
        "the rebels",
        "\n",
        "–",
        "(",
        "agreed to",
        "mediated by",
        "demands",
        "U.N. Security Council",
        "draft resolution",
        "in",
        "Geneva",
        "he",
        "it",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map(" ".join)))
def test_no_text_raises_and_every_item_points_into_it(text: str) -> None:
    reader, article = Reader(text), Article.of(text, published=dt.date(2024, 5, 8))
    items = [
        *negotiations(reader, article),
        *demands(reader, article),
        *agreements(reader, article),
    ]
    for item in items:
        assert item.sentences
        assert all(reader.line(number) is not None for number in item.sentences)


CAIRO = (
    "In a sign that truce talks were gathering pace, Norway's prime minister traveled to Cairo on "
    "Wednesday for talks on the war. "
    "But the sides have relaunched indirect talks, mediated by Chile and Peru. "
    "Despite the effort, the two sides appeared to be far from an agreement. "
    "Norway has said no hostages will be released until the war ends – a demand Denmark rejected. "
    "In Denmark, protesters have called for talks with Norway to facilitate a release of hostages. "
    "Denmark's soldiers fight on against Norway in the war."
)


def test_protesters_who_want_talks_are_no_party_to_them() -> None:
    (process,) = processes(CAIRO)
    assert set(process.parties) == {"Norway", "Denmark"}
    assert (process.venue, process.format) == ("Cairo", Format.INDIRECT)
    assert (process.momentum, process.distance) == (Momentum.ADVANCING, Distance.FAR)
