"""The first looks at what stands around a name refuse nothing that the careful reading finds."""

from __future__ import annotations

from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from summarizer.language import acting, groups, organs
from summarizer.language.names import Names

WORDS = (
    *("Zhar", "Omer Tal", "Norse Front", "Norland", "The", "Both of the Zhar", "With Zhar"),
    *("with", "by", "and", "the", "between", "on", "against", "as", "also", "has", "had"),
    *("held", "freed", "agreed to a truce", "signed a deal", "talks", "truce", "war", "fought"),
    *("destroy", "crush", "“crush", "urged", "called", "to leave", "rejected", "Zhar's fighters"),
    *("Zhar-run", "Zhar–held", "militant group", "the gang", "known", "high-level", "armed"),
    *("rebels", "Fighters", "officials", "wing", "(", ")", ".", ",", "’s", "'"),
)
GAPS = (" ", " ", " ", " ", "\n", "  ", "\u00a0", "")
TEXTS = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS)), max_size=14).map(
    lambda parts: "".join(word + gap for word, gap in parts)
)


class Everything(frozenset[str]):
    """A set that holds whatever one asks for."""

    def __contains__(self, _: object) -> bool:
        return True


@given(TEXTS)
def test_groups_are_those_that_are_found_without_a_first_look(text: str) -> None:
    mentions = Names(text).mentions
    with (
        patch.object(acting, "_ENDINGS", Everything()),
        patch.object(acting, "_FOLLOWING", Everything()),
        patch.object(groups, "_endings", Everything),
        patch.object(organs, "_openings", lambda *_: Everything()),
    ):
        assert Names(text).mentions == mentions


@given(TEXTS, st.integers(0, 80))
def test_organs_are_those_that_are_found_without_a_first_look(text: str, at: int) -> None:
    found = organs.organ_end(text, at), organs.member_end(text, at)
    with patch.object(organs, "_openings", lambda *_: Everything()):
        assert (organs.organ_end(text, at), organs.member_end(text, at)) == found
