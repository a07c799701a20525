"""Folding: one form for all ways of writing the same words, and the way back to the original."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.language import folding
from summarizer.language.folding import Folded, bare, fold, stands_as_written

# Letters, marks, ligatures, every quote and dash, white space and invisible characters.
AWKWARD = st.text(
    st.one_of(
        st.sampled_from("aAbsS.,'\" -‘’“”´`–—−\n\t\u00a0\u200b\u00ad\u0301ﬁßİıéÉ¨Ⅻ½한글中Ω\u0345"),
        st.characters(codec="utf-8"),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Israel’s", "israel's"),
        ("“No” — he said", '"no" - he said'),
        ("U.N.  Security\nCouncil", "u.n. security council"),
        ("Straße", "strasse"),
        ("Co\u00adte d\u02bcIvoire", "cote d'ivoire"),
        ("Türkiye", "türkiye"),
        ("Tu\u0308rkiye", "türkiye"),
        ("1½", "11⁄2"),
        (" x ", " x "),
        ("", ""),
    ],
)
def test_fold(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(AWKWARD)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("The United Kingdom", "united kingdom"),
        ("a Zhar official", "zhar official"),
        ("Israel’s", "israel"),
        ("Hamas’", "hamas"),
        ("“Egypt”,", "egypt"),
        ("African Union", "african union"),
        ("Thessaly", "thessaly"),
        ("the", "the"),
    ],
)
def test_bare(name: str, expected: str) -> None:
    assert bare(name) == expected


def test_finds_words_whatever_their_quotes_and_spaces() -> None:
    text = "He said the  army’s\nchief – Omer “the Fox” Tal – had left."
    folded = Folded(text)

    [(start, end)] = folded.find("The army's chief - Omer")

    assert text[start:end] == "the  army’s\nchief – Omer"
    assert folded.holds('"the fox" tal')


def test_finds_whole_words_only() -> None:
    folded = Folded("Somalia and Mali; Malian troops")

    assert [start for start, _ in folded.find("Mali")] == [12]
    assert not folded.holds("somal")


def test_characters_that_change_their_length_keep_the_offsets() -> None:
    text = "ﬁve Straßen in Tu\u0308rkiye, five in Niğde"
    folded = Folded(text)

    assert [text[a:b] for a, b in folded.find("five")] == ["ﬁve", "five"]
    assert [text[a:b] for a, b in folded.find("türkiye")] == ["Tu\u0308rkiye"]
    assert [text[a:b] for a, b in folded.find("strassen in")] == ["Straßen in"]


@pytest.mark.parametrize("words", ["", " ", "\u200b"])
def test_no_words_are_nowhere(words: str) -> None:
    assert not Folded("some text").holds(words)


@given(AWKWARD)
def test_the_folded_text_is_the_fold_of_the_text(text: str) -> None:
    assert Folded(text).text == fold(text)


@given(AWKWARD, st.data())
def test_every_span_covers_what_was_looked_for(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    words = text[start : data.draw(st.integers(start, len(text)))]

    for begin, end in Folded(text).find(words):
        assert 0 <= begin < end <= len(text)
        assert fold(words).strip() in fold(text[begin:end])


@given(st.lists(st.from_regex(r"[A-Za-zé’]{1,8}", fullmatch=True), min_size=1, max_size=8))
def test_planted_words_are_found_at_their_place(words: list[str]) -> None:
    text = "(" + " ".join(words) + ") end"

    assert (1, len(text) - 5) in list(Folded(text).find(" ".join(words).upper()))


@pytest.mark.parametrize(
    ("text", "words", "stands"),
    [
        ("in Nacra on Monday", "Nacra", True),
        ("in Nacra", "nacra", False),  # folded it stands there, but not so written
        ("in Nacrania, in Nacra", "Nacra", True),
        ("in Nacrania", "Nacra", False),
        ("e\u0301 Nacra\u0301", "Nacra", False),  # the accent belongs to the name
        ("in (Nacra)", "(Nacra)", False),
        ("in Nacra", "", False),
    ],
)
def test_words_as_written_are_words_that_stand(text: str, words: str, stands: bool) -> None:
    assert stands_as_written(text, words) is stands
    assert Folded(text).holds(words) or not stands


@given(st.text(alphabet="aZ ~!\t\n\x1c\x85\xa0\u200b\u00ad’“–é\u0301ﬁ½İ한\u1100", max_size=40))
def test_uneven_pieces_are_found_as_by_the_plain_pattern(text: str) -> None:
    odd = rf"[^\x00-\x7f\s{re.escape(folding._EVEN)}]"
    plain = re.compile(
        rf"(?:[^\S ]| (?=[\s{folding._INVISIBLE}]))[\s{folding._INVISIBLE}]*|[!-~]?{odd}+"
    )
    spans = [found.span() for found in plain.finditer(text)]
    pieces = [(start, end) for start, end, _ in folding._pieces(text)]
    assert {start for start, _ in spans} <= {start for start, _ in pieces}
    assert sum(end - start for start, end in spans) == sum(end - start for start, end in pieces)
