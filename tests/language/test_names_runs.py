"""Capitalised words: runs and occurrences by look-up are those that a plain search finds."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.language.folding import lowered, plain_words
from summarizer.language.names import Names
from summarizer.language.organs import body_in, member_end, organ_end
from summarizer.language.runs import GAP, RUN, Capitals, word_before

PARTS = ["Norse", "Front", "of", "the", "al-Amal", "al", "-", "-Norse", "People's", "U.N.", "12"]
PARTS += [
    "and",
    "for",
    "ash-Norse",
    "said",
    "Élan",
    "élan",
    ".",
    ",",
    "\n",
    "x",
    "NorseFront",
    "İzmir",
    "A",
    "'s",
    "’",
]
TEXTS = st.lists(st.tuples(st.sampled_from(PARTS), st.sampled_from([" ", " ", "", "\u00a0"])))


@given(TEXTS)
def test_runs_are_those_that_a_search_finds(parts: list[tuple[str, str]]) -> None:
    text = "".join(part + gap for part, gap in parts)
    searched = [found.span() for found in re.finditer(rf"(?<![\w-]){RUN}", text)]
    assert list(Capitals(text).runs()) == searched


@given(TEXTS)
def test_the_word_before_is_the_one_that_a_search_finds(parts: list[tuple[str, str]]) -> None:
    text = "".join(part + gap for part, gap in parts)
    for place in range(len(text) + 1):
        found = re.compile(rf"([\w-]+){GAP}$").search(text, max(0, place - 24), place)
        assert word_before(text, place) == (found.group(1) if found else "")


@given(TEXTS)
def test_occurrences_are_those_that_a_search_finds(parts: list[tuple[str, str]]) -> None:
    text = "".join(part + gap for part, gap in parts)
    forms = {"Norse": "n", "Norse Front": "f", "al-Amal": "a", "Élan": "e", "People's Front": "p"}
    searched = {
        (*found.span(), name)
        for form, name in forms.items()
        for found in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text)
    }
    assert set(Capitals(text).occurrences(forms)) == searched


@given(st.text())
def test_words_are_runs_of_letters_and_keep_their_places(text: str) -> None:
    low = lowered(text)
    assert len(low) == len(text)
    assert plain_words(text) == re.findall("[a-z]+", text.lower())


@pytest.mark.parametrize(
    ("phrase", "body"),
    [
        ("senior Norse officials", "Norse"),
        ("the Norse deputy foreign minister", "Norse"),
        ("Norse's military", "Norse"),
        ("the king’s envoys", "king"),
        ("officials of the Norse Front", "the Norse Front"),
        ("military government in Norway", "Norway"),
        ("officials", None),
        ("Norse health ministry", None),
        ("Norse officials said", None),
    ],
)
def test_the_body_whose_organ_a_phrase_names(phrase: str, body: str | None) -> None:
    assert body_in(phrase) == body


def test_members_make_a_body_only_where_they_are_asked_for() -> None:
    assert body_in("Zhar Front fighters") is None
    assert body_in("Zhar Front fighters", members=True) == "Zhar Front"


@pytest.mark.parametrize(
    ("after", "organ"),
    [
        ("'s senior military officials said", "'s senior military officials"),
        (" military said", " military"),
        (" Prime Minister X", " Prime Minister"),
        ("\nministry of foreign\naffairs", "\nministry of foreign\naffairs"),
        ("\nMilitary Base", None),
        (" military-run radio", None),
        (" citizens", None),
        ("", None),
    ],
)
def test_where_an_organ_ends_that_follows_a_name(after: str, organ: str | None) -> None:
    end = organ_end(f"Norway{after}", len("Norway"))
    assert end == (None if organ is None else len("Norway") + len(organ))


def test_members_and_group_words_follow_a_groups_name() -> None:
    assert member_end("Zhar rebel movement grew", 4) == len("Zhar rebel movement")
    assert member_end("Zhar said", 4) is None


@pytest.mark.parametrize(
    "chain",
    ["Norway-", "Norway and the Zhar Front ", "President Omer Tal ", "A. ", "U.N."],
)
def test_a_long_chain_of_names_is_read_to_its_end(chain: str) -> None:
    text = chain * (60_000 // len(chain))  # with time that grew by the square: minutes
    mentions = Names(text).mentions
    assert all(one.end <= other.start for one, other in pairwise(mentions))


def test_a_chain_of_hyphens_names_no_party() -> None:
    text = "Norway-" + "Alpha-" * 100 + "Omega talks began."
    assert [mention.name for mention in Names(text).mentions] == ["Norway"]
    assert "Zhar" in {mention.name for mention in Names("Norway-Zhar talks began.").mentions}
