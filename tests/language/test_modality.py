"""How a sentence puts an event: fact, denial, negation, demand, supposition, plan."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.language.modality import _CONTESTS, Modality
from summarizer.language.reader import Line, Reader


def line_of(text: str) -> Line:
    [line] = Reader(text).lines
    return line


def put(text: str) -> Modality:
    """How the sentence puts what its first cue says of 20."""
    line = line_of(text)
    [index] = [i for i, figure in enumerate(line.figures) if "20" in figure.words]
    return line.modality(index, line.governors(index)[0])


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The strike killed 20 people.", Modality.FACT),
        ("20 people were killed.", Modality.FACT),
        ("No fewer than 20 people were killed.", Modality.FACT),
        ("Not only were 20 people killed.", Modality.FACT),
        ("The group managed to free 20 hostages.", Modality.FACT),
        ("The group continues to hold 20 hostages.", Modality.FACT),
        ("The strike killed 20 people, but the talks could resume.", Modality.FACT),
        ("They promised calm after the blast killed 20 people.", Modality.FACT),
        ("20 people are believed to be trapped.", Modality.FACT),
        ("The shelling caused 20 people to flee.", Modality.FACT),
        # denied
        ("The army denied that 20 people were killed.", Modality.DENIED),
        ("The army rejected claims that it killed 20 people.", Modality.DENIED),
        ("A report that 20 people were killed is false.", Modality.DENIED),
        ("The figure of 20 killed was exaggerated, the army said.", Modality.DENIED),
        # negated
        ("The army said it had not killed 20 people.", Modality.NEGATED),
        ("The army didn't kill 20 people.", Modality.NEGATED),
        ("The army didn’t kill 20 people.", Modality.NEGATED),
        # demanded
        ("They demanded the release of 20 prisoners.", Modality.DEMANDED),
        ("The Front called for the release of 20 prisoners.", Modality.DEMANDED),
        ("The Front wants the release of 20 prisoners.", Modality.DEMANDED),
        # supposed
        ("A strike could kill 20 people.", Modality.HYPOTHETICAL),
        ("If the dam breaks, 20 people might drown.", Modality.HYPOTHETICAL),
        ("The group threatened to kill 20 hostages.", Modality.HYPOTHETICAL),
        # planned
        ("20 hostages are to be freed.", Modality.PLANNED),
        ("The rebels will release 20 soldiers.", Modality.PLANNED),
        ("They agreed to free 20 prisoners.", Modality.PLANNED),
        ("They promised the release of 20 hostages.", Modality.PLANNED),
        ("A raid to free 20 hostages began.", Modality.PLANNED),
    ],
)
def test_each_way_to_put_an_event(text: str, modality: Modality) -> None:
    assert put(text) is modality


def test_the_gravest_reading_wins() -> None:
    assert put("The army denied that it would kill 20 people.") is Modality.DENIED
    assert put("They demanded that 20 prisoners would be freed.") is Modality.DEMANDED


def test_a_marker_far_before_does_not_reach_the_event() -> None:
    text = "They will meet in the old hall of the port city of Nacra, whose siege killed 20 people."
    assert put(text) is Modality.FACT


def test_what_a_list_hands_on_is_put_like_its_first_member() -> None:
    line = line_of("The rebels will release 12 soldiers, including three officers.")
    [governor] = line.governors(1)
    assert governor.parent == 0
    assert line.modality(1, governor) is Modality.PLANNED


@pytest.mark.parametrize(
    ("text", "denies"),
    [
        ("The army denied the figure.", True),
        ("A spokesman disputed that figure on Monday.", True),
        ("The story was fabricated, he said.", True),
        ("The army denied entry to the camp.", False),
        ("Nobody spoke of it.", False),
        ("The association disputes that number.", True),
        ("The front rejected the ministry's latest count.", True),
        ("The army denied it.", True),
        ("The front asked for a truce; the army rejected that.", False),  # which is no figure
        ("The army dismissed calls for a truce.", False),
    ],
)
def test_a_sentence_may_deny_what_was_said_before_it(text: str, denies: bool) -> None:
    assert line_of(text).modalities.denies_what_was_said() is denies


CONTESTING = (
    *("It", "disputes", "denied", "rejects", "reject", "called", "branded", "the", "that", "it"),
    *("army", "figures", "toll", "claims", "false", "is a lie", "a lie", "they", "of"),
)
CONTEST_LIKE = st.lists(
    st.sampled_from(CONTESTING),
    max_size=7,
).map(" ".join)


@settings(deadline=None)
@given(CONTEST_LIKE)
def test_the_quick_look_passes_over_no_denial(text: str) -> None:
    if _CONTESTS.search(text):
        assert line_of(text).modalities.denies_what_was_said()


def test_a_denial_of_somebody_elses_count_is_none_of_this_one() -> None:
    modalities = line_of("The front disputes the ministry's count.").modalities
    assert modalities.denies_what_was_said("the health ministry")
    assert not modalities.denies_what_was_said("police")


@pytest.mark.parametrize(
    ("text", "plans"),
    [
        ("They will meet on Monday.", True),
        ("The terms of the truce are known.", True),
        ("They demanded a halt.", True),
        ("Shells fell on the town.", False),
    ],
)
def test_a_sentence_may_speak_of_plans(text: str, plans: bool) -> None:
    assert line_of(text).modalities.speaks_of_plans is plans


PIECES = st.sampled_from(
    [
        *("will", "denied", "no", "not", "didn't", "could", "if", "demanded", "is false", "to"),
        *("killed", "46", "people", "were", "release", "of", "hostages", "a", "soldier", "held"),
        *(",", ";", "but", "only", "who", "managed", "plans to", ".", "“", "exaggerated"),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=30).map(" ".join)))
def test_every_governed_figure_is_put_in_some_way(text: str) -> None:
    for line in Reader(text).lines:
        for index in range(len(line.figures)):
            for governor in line.governors(index):
                assert line.modality(index, governor) in Modality
        assert line.modalities.speaks_of_plans in (True, False)
