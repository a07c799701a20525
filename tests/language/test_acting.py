"""Names that act as groups do, in invented sentences."""

from __future__ import annotations

import pytest

from summarizer.language.names import Names


def groups(text: str) -> set[str]:
    return {one.name for one in Names.of(text).mentions if one.kind == "group"}


@pytest.mark.parametrize(
    "text",
    [
        "The Zhar-run ministry counted the dead.",  # once is enough where only a group stands
        "Two captives held by Zhar came home.",
        "Zhar freed two captives. Norland agreed to a truce with Zhar.",
        "Norland urged Zhar to disarm. Zhar rejected the call.",
        "Norland vowed to destroy Zhar. Zhar's fighters hid.",
    ],
)
def test_a_name_that_acts_as_a_group_is_one(text: str) -> None:
    assert groups(text) == {"Zhar"}


@pytest.mark.parametrize(
    "text",
    [
        "Zhar is a town. Zhar lies in the hills.",
        "Omer Zhar rejected it. Zhar refused again.",  # a surname
        "Norland and Zhar agreed.",  # on what is not said
        "Zhar agreed.",  # once, where anybody may stand
    ],
)
def test_a_name_that_only_may_be_somebody_is_no_group(text: str) -> None:
    assert groups(text) == set()


def test_a_firm_in_a_dispute_with_a_union_acts() -> None:
    text = "Zharwerk workers walked out. The union rejected what Zharwerk offered."
    assert "Zharwerk" in groups(text)
    assert "Zharwerk" not in groups("Zharwerk workers walked out. Zharwerk offered nothing.")


@pytest.mark.parametrize(
    "text",
    [
        "Norland and Zhar have agreed to a three-day truce.",
        "The Norlanders and Zhar were close to a deal.",
        "Zhar and Norland signed off on the first phase of a peace plan.",
        "The talks between the Norlanders and Zhar went on.",
    ],
)
def test_who_shares_talks_or_a_deal_with_another_is_a_group(text: str) -> None:
    assert "Zhar" in groups(text)


def test_a_person_who_shares_a_deal_is_none() -> None:
    text = "Omer Zhar was born in May. Norland and Zhar reached a truce."
    assert "Zhar" not in groups(text)
