"""No view shows what no reader can see."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.views.clean import clean, line

# Text as hostile as it comes: any code point, surrogates too, with the interesting ones often.
HOSTILE_TEXT = st.text(
    st.characters() | st.sampled_from("\x1b\x9b\x07[];m\\\r\n\t\u202e\u2066\u200b\ud800\u2028")
)


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("\x1b[1;31mred\x1b[0m", "red"),
        ("\x1b]8;;https://planted.example\x07link\x1b]8;;\x1b\\", "link"),
        ("\x1b]0;a title without an end", "0;a title without an end"),
        ("\x9b31mtext", "31mtext"),
        ("a\x00b\x7fc\x85d", "abc\nd"),
        ("46\u202e, 64\u202c \u2067x\u2069", "46, 64 x"),
        ("ce\u00adase\u200b-fi\ufeffre\u2060", "cease-fire"),
        ("\U000e0041tag\ud800", "tag"),
        ("one\r\ntwo\rthree\u2028four\tfive", "one\ntwo\nthree\nfour\tfive"),
        ("می\u200cخواهد \U0001f468\u200d\U0001f469", "می\u200cخواهد \U0001f468\u200d\U0001f469"),
        ("Çağlayan’s “1.9 million”", "Çağlayan’s “1.9 million”"),
    ],
)
def test_what_is_seen_stays_and_what_is_not_goes(stored: str, shown: str) -> None:
    assert clean(stored) == shown


@given(HOSTILE_TEXT)
def test_clean_text_holds_no_control_and_can_be_encoded(text: str) -> None:
    shown = clean(text)
    shown.encode("utf-8")
    controls = {letter for letter in shown if unicodedata.category(letter) in ("Cc", "Cs")}
    assert controls <= {"\n", "\t"}
    bidi = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    assert not bidi & {unicodedata.bidirectional(letter) for letter in shown}
    assert clean(shown) == shown


@given(HOSTILE_TEXT)
def test_a_line_is_one_line(text: str) -> None:
    shown = line(text)
    assert "\n" not in shown
    assert shown == shown.strip()
    assert line(shown) == shown


@given(st.text(st.characters(categories=("L", "N", "P", "Sm", "Sc")), max_size=50))
def test_letters_numbers_and_signs_are_untouched(text: str) -> None:
    seen = "".join(letter for letter in text if letter not in "\u115f\u1160\u3164\uffa0")
    assert clean(text) == seen
