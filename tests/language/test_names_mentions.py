"""Where a text names actors."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.language.names import Mention, Names


def mentions(text: str) -> list[tuple[str, str, str]]:
    return [(mention.words, mention.name, mention.kind) for mention in Names.of(text).mentions]


def test_each_mention_takes_in_its_title_or_organ() -> None:
    text = (
        "Kenya's senior officials met Zhar Front leader Omer Tal. Tal thanked the US State "
        "Department, UNICEF and the Zhar Front."
    )

    assert mentions(text) == [
        ("Kenya's senior officials", "Kenya", "state"),
        ("Zhar Front leader Omer Tal", "Zhar Front", "person"),
        ("Tal", "Zhar Front", "person"),
        ("US State Department", "US", "state"),
        ("UNICEF", "UNICEF", "organisation"),
        ("Zhar Front", "Zhar Front", "group"),
    ]


def test_peoples_act_by_the_noun_at_the_end_of_their_enumeration() -> None:
    text = "Kenyan, Chilean and US officials met. Kenyan-Chilean talks, Kenyan and Chilean food."

    assert mentions(text) == [
        ("Kenyan", "Kenya", "state"),
        ("Chilean", "Chile", "state"),
        ("US officials", "US", "state"),
        ("Kenyan", "Kenya", "state"),
        ("Chilean", "Chile", "state"),
    ]


def test_spans_are_code_points_of_the_text() -> None:
    text = "“Tchad 🇹🇩”: Chad agreed"

    assert Names.of(text).mentions == (Mention(12, 16, "Chad", "Chad", "state"),)


@pytest.mark.parametrize(
    "text",
    [
        "Kenyan hostages and Swiss banks",
        "a U.S.-led force and Iran-backed men",
        "anti-Israel and pro-Russia crowds",
        "talks in Cairo",
    ],
)
def test_whoever_does_not_act_is_no_mention(text: str) -> None:
    assert mentions(text) == []


def test_compounds_in_which_the_state_acts_are_mentions() -> None:
    text = "the Qatar-brokered deal and the Israel-Egypt border"

    assert [name for _, name, _ in mentions(text)] == ["Qatar", "Israel", "Egypt"]


def test_a_line_break_parts_two_names() -> None:
    text = "Rebels fear the Zhar Front\nTal Front rises in the hills"

    assert [name for _, name, _ in mentions(text)] == ["Zhar Front", "Tal Front"]


def test_an_apposition_is_one_mention() -> None:
    text = "Omer Tal, a senior Zhar Front commander, spoke. Ana Ruiz, of Lima, left."

    assert mentions(text)[0] == (
        "Omer Tal, a senior Zhar Front commander", "Zhar Front", "person",
    )  # fmt: skip


PARTS = st.sampled_from(
    ["Chad", "’s", "President", "Omer Tal", ",", "the", "Zhar Front", "(ZF)", "rebels", "U.S.",
     "-led", "and", "between", "of", "minister", "Kyiv", "in", "said", ".", "former", "X", "envoy"]
)  # fmt: skip


@given(st.lists(PARTS, max_size=18), st.sampled_from(["", " ", "\n"]))
def test_mentions_are_exact_ordered_and_apart(parts: list[str], gap: str) -> None:
    text = gap.join(parts)
    names = Names.of(text)
    last = 0
    for mention in names.mentions:
        assert last <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.words
        assert mention.name
        last = mention.end


@given(st.lists(PARTS, max_size=18))
def test_a_mention_resolves_to_somebody(parts: list[str]) -> None:
    names = Names.of(" ".join(parts))
    for mention in names.mentions:
        assert names.resolve(mention.words) is not None
