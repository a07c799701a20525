"""Cues that bound a number, before and after it, and the bounds they make (codebook section 4).

Two cues combine to the stronger bound ("at least an estimated 100" is `at_least`); of two bounds
the one nearer to the number holds.
"""

from __future__ import annotations

import re
from functools import cache

from summarizer.language import lexicon
from summarizer.language.patterns import pattern
from summarizer.model.vocabulary import Qualifier

_SPACE = "[ \\n\u00a0]"
_SIGNS = "~<>≥≤≈±"
_REACH = 48
_LONGEST_WORD = 20
_LAST = pattern(f"([\\w.]+|[{_SIGNS}]){_SPACE}*$")
_RIGHT = pattern(
    r"(?:(?P<plus>\+|[-‐‑ ]plus\b)"
    r"|(?P<more>[ ](?:\w+[ ]){0,2}or[ ](?:more|above|over)\b(?![ ]than)"
    r"|[ ](?:\w+[ ]){0,1}at[ ]least\b(?![ ](?:an?|one|\d)))"
    r"|(?P<about>[ ]or[ ](?:so|thereabouts)\b|[-‐‑]odd\b)"
    r"|(?P<less>[ ](?:\w+[ ]){0,1}or[ ](?:fewer|less)\b(?![ ]than)|[ ]at[ ]most\b)"
    r"|(?P<believed>(?:[ ](?!and\b|or\b|but\b|who\b|that\b)[\w’'-]+){0,3}?"
    r"[ ](?:(?:is|are|was|were|have[ ]been)[ ](?:now[ ])?(?:believed|thought|estimated|presumed"
    r"|reckoned)|(?:believed|thought|presumed)(?=[ ](?:to[ ]|dead\b|killed\b|drowned\b)))\b))",
    re.IGNORECASE,
)
_RIGHT_WORDS = (
    *("+", "plus", "or", "odd", "at least", "at most"),
    *("believed", "thought", "estimated", "presumed", "reckoned"),
)
"""Letters of which a text has some where `_RIGHT` matches."""
_AFTER = {
    "plus": Qualifier.MORE_THAN,
    "more": Qualifier.AT_LEAST,
    "about": Qualifier.ABOUT,
    "less": Qualifier.UP_TO,
    "believed": Qualifier.ABOUT,
}
_BOUNDING = (Qualifier.AT_LEAST, Qualifier.MORE_THAN, Qualifier.NEARLY, Qualifier.UP_TO)
_LOW = (Qualifier.EXACT, Qualifier.AT_LEAST, Qualifier.MORE_THAN)
_HIGH = (Qualifier.EXACT, Qualifier.NEARLY, Qualifier.UP_TO)


@cache
def cues() -> dict[str, Qualifier]:
    """The cues that stand before a number, lower case, with what they make of it."""
    listed = lexicon.table("qualifiers")["before"]
    return {cue: Qualifier(name) for name, words in listed.items() for cue in words}


@cache
def _left() -> re.Pattern[str]:
    between = lexicon.table("qualifiers")["between"]["words"]
    listed, fillers = (
        "|".join(
            re.escape(words).replace("\\ ", f"{_SPACE}+")
            for words in sorted(phrases, key=len, reverse=True)
        )
        for phrases in (cues(), between)
    )
    return re.compile(
        f"(?<![\\w-])(?P<cue>{listed})(?:{_SPACE}+(?:{fillers}))?(?:{_SPACE}+|(?<=[{_SIGNS}]))$",
        re.IGNORECASE,
    )


@cache
def _last_words() -> frozenset[str]:
    """The last word of whatever a qualifier may be: without one, no need to look closer."""
    between = lexicon.table("qualifiers")["between"]["words"]
    return frozenset(phrase.rsplit(" ", 1)[-1] for phrase in (*cues(), *between))


@cache
def _taken() -> dict[str, frozenset[str]]:
    """By cue, the words that take it to themselves (`hand over 17`)."""
    listed = lexicon.table("qualifiers")["taken"]
    return {cue: frozenset(words) for cue, words in listed.items()}


def _last_word(window: str) -> str:
    """The last word or sign of a text, of 20 characters at most, in lower case."""
    tail = window[-_LONGEST_WORD:]
    word = tail.rstrip(" \n\u00a0").rpartition(" ")[2]
    if not word.isalpha():  # as nearly all are; the pattern takes ten times as long
        last = _LAST.search(tail)
        word = last[1] if last else ""
    return word.lower()


def before(text: str, start: int, floor: int) -> tuple[int, Qualifier | None]:
    """Where the qualifiers before a number begin, and what they make together.

    Args:
        text: The sentence.
        start: Where the number begins.
        floor: Where the last figure ends; qualifiers before that are its own.
    """
    qualifier: Qualifier | None = None
    while True:
        edge = max(floor, start - _REACH)
        window = text[edge:start]
        if _last_word(window) not in _last_words():
            return start, qualifier
        match = _left().search(window)
        if match is None:
            return start, qualifier
        cue = " ".join(match["cue"].lower().split())
        if _last_word(window[: match.start()]) in _taken().get(cue, ()):
            return start, qualifier
        qualifier = stronger(qualifier, cues()[cue])
        start = edge + match.start()


def after(text: str, end: int, ceiling: int) -> tuple[int, Qualifier | None, bool]:
    """Where the qualifiers after a number end, what they make of it, and if they go with the noun.

    The noun of `60 are believed dead` stands before or after them; that of `30 or more` after them.

    Args:
        text: The sentence.
        end: Where the number ends.
        ceiling: Where the next number begins.
    """
    near = text[end:ceiling].lower()
    if not any(word in near for word in _RIGHT_WORDS):
        return end, None, False
    match = _RIGHT.match(text, end)
    if match is None or match.end() > ceiling:
        return end, None, False
    name = str(match.lastgroup)
    return match.end(), _AFTER[name], name == "believed"


def stronger(one: Qualifier | None, other: Qualifier) -> Qualifier:
    """The bound that two cues make together; `one` is the nearer to the number."""
    return one if one is not None and one in _BOUNDING else other


def bounds(number: int, qualifier: Qualifier) -> tuple[int, int | None, int | None]:
    """Value, low and high of a count, by codebook section 4's table."""
    return (
        number,
        number if qualifier in _LOW else None,
        number if qualifier in _HIGH else None,
    )
