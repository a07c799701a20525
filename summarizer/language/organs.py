"""Parts of a body that act as the body: "Israel's military", "Ethiopian officials", "M23 rebels".

Which words these are stands in `data/roles.toml`. Health ministries, police and civil defence are
none of them: they are sources of their own (codebook section 6).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from summarizer.language.patterns import pattern
from summarizer.language.runs import GAP
from summarizer.language.tables import compiled, roles

_OWNED = pattern(r"\S.*?['’]s?\s+(\S.*)", re.DOTALL)
_POSSESSIVE = pattern(r"['’]s?$")
_POSSESSIVE_NEXT = pattern(r"['’]s?")
_NEXT_WORD = pattern(rf"{GAP}([\w-]+)")
_LETTERS = 3
"""A look at so many letters of the next word mostly ends a search."""
_ARTICLES = frozenset(("the", "a", "an"))
_BEFORE = frozenset(("senior", "top", "acting"))
_LINKS = frozenset(("of", "in", "from"))


def body_in(words: str, *, members: bool = False) -> str | None:
    """The body whose organ the words name ("senior X officials", "officials of X"), in its words.

    Args:
        words: A phrase, white space single.
        members: Whether the fighters and members of a group count too.
    """
    given = words.split(" ")
    folded = words.lower().split(" ")
    lists = ("organs", "members") if members else ("organs",)
    for first in range(_leading(folded), -1, -1):
        for place in range(first + 1, len(folded)):
            if _is_organ(folded[place:], lists):
                return _POSSESSIVE.sub("", " ".join(given[first:place]))
        for place in range(len(folded) - 2, first, -1):
            if folded[place] in _LINKS and _is_organ(folded[first:place], lists):
                return " ".join(given[place + 1 :])
    return None


def owned_in(words: str) -> str | None:
    """What follows the possessive: "Security Council" in "the UN's Security Council"."""
    found = _OWNED.fullmatch(words)
    return found.group(1) if found else None


def organ_end(text: str, at: int) -> int | None:
    """Where an organ that follows a body's name ends: after "'s senior officials"; or None."""
    return _end_after(text, at, ("organs",))


def member_end(text: str, at: int) -> int | None:
    """The same for fighters and members, and for words such as "armed group"."""
    return _end_after(text, at, ("members", "group_words"))


def _leading(folded: Sequence[str]) -> int:
    """How many words at the front of a phrase only introduce it: "the senior"."""
    count = int(folded[0] in _ARTICLES)
    while count < len(folded) and folded[count] in _BEFORE:
        count += 1
    return count


def _is_organ(folded: Sequence[str], lists: tuple[str, ...]) -> bool:
    """Whether words are a phrase of these lists, with any modifiers before it."""
    for place in range(len(folded)):
        if " ".join(folded[place:]) in roles(*lists):
            return True
        if folded[place] not in roles("modifiers"):
            return False
    return False


def _end_after(text: str, at: int, lists: tuple[str, ...]) -> int | None:
    """Where a phrase of these lists that follows a name ends.

    Word by word, since after most names comes no word of any such phrase.
    """
    opening = text[at + 1 : at + 1 + _LETTERS]
    possessive = _POSSESSIVE_NEXT.match(text, at) if text[at : at + 1] in "'’" else None
    if opening.lower() not in _openings(*lists) and not (possessive or opening[:1].isspace()):
        return None
    place = possessive.end() if possessive else at
    modifiers, begun = roles("modifiers"), _by_first(*lists)
    words: list[re.Match[str]] = []
    while word := _NEXT_WORD.match(text, place):
        words.append(word)
        place = word.end()
        if word.group(1).lower() not in modifiers:
            break
    for word in reversed(words):  # "military" alone is an organ, and so is "military government"
        for phrase in begun.get(word.group(1).lower(), ()):
            if found := compiled(phrase).match(text, word.start(1)):
                return found.end()
    return None


@cache
def _openings(*lists: str) -> frozenset[str]:
    """The first letters of what a phrase of these lists may begin with, modifiers included."""
    return frozenset(word[:_LETTERS] for word in roles("modifiers").union(_by_first(*lists)))


@cache
def _by_first(*lists: str) -> dict[str, list[str]]:
    """For each word that begins phrases of these lists their patterns, the longest first."""
    found: dict[str, list[str]] = {}
    for phrase in sorted(roles(*lists), key=len, reverse=True):
        pattern = re.escape(phrase).replace(r"\ ", r"\s+")
        found.setdefault(phrase.split()[0], []).append(rf"(?i:{pattern})(?![\w-])")
    return found
