"""Word lists: the forms that code makes of them, and looking for many phrases at once."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.language import lexicon
from summarizer.language.folding import lowered
from summarizer.language.lexicon import Phrases, Token
from summarizer.model.vocabulary import Category


@pytest.mark.parametrize(
    ("noun", "plural"),
    [
        ("soldier", "soldiers"),
        ("body", "bodies"),
        ("boy", "boys"),
        ("witness", "witnesses"),
        ("crash", "crashes"),
        ("gunman", "gunmen"),
        ("police officer", "police officers"),
    ],
)
def test_regular_plurals(noun: str, plural: str) -> None:
    assert lexicon.plural(noun) == plural


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("kill", ("kill", "kills", "killed", "killing")),
        ("free", ("free", "frees", "freed", "freeing")),
        ("release", ("release", "releases", "released", "releasing")),
        ("kidnap", ("kidnap", "kidnaps", "kidnapped", "kidnapping")),
        ("deny", ("deny", "denies", "denied", "denying")),
        ("crush to death", ("crush to death", "crushes to death", "crushed to death",
                            "crushing to death")),
    ],
)  # fmt: skip
def test_a_verb_has_four_forms_and_a_phrase_inflects_its_first_word(
    base: str, forms: tuple[str, ...]
) -> None:
    assert lexicon.verb_forms(base) == forms


def test_nouns_for_people_say_category_unit_and_number() -> None:
    people = lexicon.people()
    assert (people["soldiers"].category, people["soldiers"].singular) == (Category.MILITARY, False)
    assert (people["child"].category, people["child"].singular) == (Category.CHILDREN, True)
    assert people["children"].category is Category.CHILDREN
    assert people["families"].household
    assert not people["police"].singular
    assert {"soldier", "officer"} <= lexicon.singular_people()


def test_nouns_for_things_say_their_class() -> None:
    things = lexicon.things()
    assert (things["weeks"], things["euros"], things["goals"]) == ("duration", "money", "score")
    assert things["homes"] == "thing"


def test_tokens_are_words_in_lower_case_with_straight_apostrophes() -> None:
    assert lexicon.tokens("The U.N.’s 1,5 didn’t_go") == [
        Token(0, 3, "the"),
        Token(4, 5, "u"),
        Token(6, 7, "n"),
        Token(9, 10, "s"),
        Token(11, 12, "1"),
        Token(13, 14, "5"),
        Token(15, 21, "didn't"),
        Token(22, 24, "go"),
    ]


@settings(deadline=None)
@given(st.text(max_size=60))
def test_lower_case_keeps_every_character_at_its_place(text: str) -> None:
    lower = lowered(text)
    assert len(lower) == len(text)
    plain = text.replace("İ", "I")
    assert all(a in (b, b.lower()) for a, b in zip(lower, plain, strict=True))


@settings(deadline=None)
@given(st.text(max_size=60))
def test_tokens_stand_where_they_say(text: str) -> None:
    for start, end, word in lexicon.tokens(text):
        assert lowered(text)[start:end].replace("’", "'") == word


def test_the_longest_phrase_wins_and_punctuation_parts_words() -> None:
    phrases = Phrases({"in need": 1, "in need of aid": 2, "aid": 3})

    def found(text: str) -> list[tuple[str, int]]:
        hits = phrases.find(lexicon.Words(text))
        return [(text[hit.start : hit.end], hit.entry) for hit in hits]

    assert found("People in need of aid, in need") == [("in need of aid", 2), ("in need", 1)]
    assert found("IN  NEED") == [("IN  NEED", 1)]
    assert found("in, need") == []
    assert found("in need of; aid") == [("in need", 1), ("aid", 3)]


@given(st.text(alphabet="ab1 -’'_é\n", max_size=80), st.integers(min_value=0, max_value=90))
def test_the_words_before_a_place_are_those_that_begin_there(text: str, place: int) -> None:
    begun = [token for token in lexicon.tokens(text) if token.start < place]
    assert [*lexicon.tokens_before(lexicon.Words(text), place)] == begun[::-1]
