"""Needs: what they refuse holds no phrase, for one text and for all sentences of an article."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from summarizer.language.needs import Needs

WORDS = st.sampled_from(["deal", "hostage", "talks", "peace", "no", "will", "swap"])
PHRASES = st.lists(st.lists(WORDS, min_size=1, max_size=3), max_size=6)
SENTENCES = st.lists(st.frozensets(WORDS), max_size=6)


@given(PHRASES, SENTENCES)
def test_they_are_met_just_where_a_phrase_has_all_its_words(
    phrases: list[list[str]], sentences: list[frozenset[str]]
) -> None:
    needs = Needs(phrases)
    wanted = [any(set(words) <= sentence for words in phrases) for sentence in sentences]
    assert [needs.met_by(sentence) for sentence in sentences] == wanted
    places: dict[str, int] = {}
    for number, sentence in enumerate(sentences):
        for word in sentence:
            places[word] = places.get(word, 0) | 1 << number
    here = needs.sentences(places)
    assert [bool(here >> number & 1) for number in range(len(sentences))] == wanted
    assert here >> len(sentences) == 0


@given(PHRASES, PHRASES, st.frozensets(WORDS))
def test_any_of_several_is_met_where_one_of_them_is(
    one: list[list[str]], other: list[list[str]], words: frozenset[str]
) -> None:
    either = Needs.any_of((Needs(one), Needs(other)))
    assert either.met_by(words) == (Needs(one).met_by(words) or Needs(other).met_by(words))


def test_a_longer_phrase_adds_nothing_to_one_of_its_words() -> None:
    needs = Needs([["hostage", "deal"], ["deal"], ["peace", "talks"]])
    assert needs.phrases == {frozenset({"deal"}), frozenset({"peace", "talks"})}
    assert Needs([]).met_by({"deal"}) is False
