"""The words that say what happened to people, as `harm.toml` lists them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.language import lexicon
from summarizer.language.cues import Cue, CueKind, find_cues, needs
from summarizer.model.vocabulary import Metric


def cues_of(text: str) -> list[Cue]:
    return find_cues(lexicon.Words(text))


def words_of(text: str) -> list[str]:
    return [cue.words for cue in cues_of(text)]


def test_every_metric_has_cues_of_its_own() -> None:
    listed = lexicon.table("harm")
    assert {name for name in listed if name not in ("other", "idioms")} == set(Metric)


@pytest.mark.parametrize(
    ("text", "kind", "metric"),
    [
        ("killing", CueKind.VERB, Metric.KILLED),
        ("kidnapped", CueKind.VERB, Metric.ABDUCTED),
        ("displaces", CueKind.VERB, Metric.DISPLACED),
        ("freed", CueKind.VERB, Metric.RELEASED),
        ("dead", CueKind.STATE, Metric.KILLED),
        ("unaccounted for", CueKind.STATE, Metric.MISSING),
        ("deaths", CueKind.NOUN, Metric.KILLED),
        ("killings", CueKind.NOUN, Metric.KILLED),
        ("death toll", CueKind.RUNNING, Metric.KILLED),
        ("release", CueKind.ACT, Metric.RELEASED),
        ("hostages", CueKind.WEAK, Metric.HELD),
        ("took", CueKind.SPLIT, Metric.ABDUCTED),
        ("protested", CueKind.STATE, None),
        ("population", CueKind.RUNNING, None),
    ],
)
def test_each_kind_of_cue_is_found(text: str, kind: CueKind, metric: Metric | None) -> None:
    [cue] = cues_of(text)
    assert metric in cue.of(kind)
    assert cue.is_running is (CueKind.RUNNING in cue.metrics)


def test_a_cue_of_two_metrics_states_both() -> None:
    [cue] = cues_of("captured")
    assert cue.of(CueKind.VERB) == {Metric.ABDUCTED, Metric.DETAINED}
    assert cue.of(CueKind.VERB, CueKind.NOUN) == cue.of(CueKind.VERB)
    assert cue.of(CueKind.NOUN) == frozenset()


def test_spans_and_words_are_the_texts() -> None:
    text = "The Death Toll rose; 20 were Shot Dead."
    assert [(cue.words, text[cue.start : cue.end]) for cue in cues_of(text)] == [
        ("death toll", "Death Toll"),
        ("shot dead", "Shot Dead"),
    ]


def test_the_longest_phrase_wins_and_none_overlaps() -> None:
    assert words_of("40 were killed or wounded") == ["killed or wounded"]
    assert words_of("They were forced to flee") == ["forced to flee"]


@pytest.mark.parametrize(
    "text",
    [
        "in the face of it",
        "facing charges",
        "the death penalty",
        "talks took place",
        "it was taken over",
        "the need for aid",
        "an exchange of fire",
        "a rebel-held town",
        "a record-holding team",
    ],
)
def test_idioms_and_compounds_are_no_cues(text: str) -> None:
    assert words_of(text) == []


def test_some_compounds_are_cues() -> None:
    assert words_of("flood-affected families") == ["affected"]


def test_curly_and_straight_apostrophes_are_one() -> None:
    assert words_of("they didn’t die") == words_of("they didn't die") == ["die"]


@pytest.mark.parametrize("text", ["Nothing was said.", "", "12 345", "It is Wednesday."])
def test_a_text_without_any_word_of_a_cue_has_none(text: str) -> None:
    assert not needs().met_by(lexicon.Words(text).bag)
    assert cues_of(text) == []


CUE_WORDS = st.sampled_from(
    ["killed", "dead", "death", "toll", "in", "need", "shot", "the", "of", "taken", "hostage", "x"]
)


@settings(deadline=None)
@given(st.one_of(st.lists(CUE_WORDS, max_size=12).map(" ".join), st.text(max_size=60)))
def test_the_quick_look_never_misses_a_cue(text: str) -> None:
    found = cues_of(text)
    assert not found or needs().met_by(lexicon.Words(text).bag)
    assert all(one.end <= two.start for one, two in pairwise(found))
