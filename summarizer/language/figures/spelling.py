"""What number words and digits are worth: one table for the grammar that reads and that writes."""

from __future__ import annotations

from fractions import Fraction

from summarizer.language.patterns import pattern

UNITS = {
    word: value
    for value, word in enumerate(
        (
            *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
            *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
            *("eighteen", "nineteen"),
        ),
        start=1,
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), start=2
    )
}
SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "lakh": 100_000,
    "million": 1_000_000,
    "crore": 10_000_000,
    "billion": 1_000_000_000,
}
GLUED = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "mln": 1_000_000, "bn": 1_000_000_000}
"""Scales written right after the digits: `1.9m`."""
GROUPS = {"dozen": 12, "score": 20}
VAGUE = {
    "tens": 10,
    "dozens": 12,
    "scores": 20,
    "hundreds": 100,
    "thousands": 1_000,
    "lakhs": 100_000,
    "millions": 1_000_000,
    "billions": 1_000_000_000,
}
"""The low bound of each vague word (codebook section 4)."""
PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}

SEPARATORS = ",.\u066c'\u2019 \u00a0\u202f\u2009"
"""Marks between groups of digits: comma, point, Arabic comma, apostrophes and narrow spaces."""
ARABIC_POINT = "\u066b"

_GROUP = pattern(f"[{SEPARATORS}{ARABIC_POINT}]")
_WORD = pattern(r"[a-z]+")


def numeral(words: str, *, scaled: bool) -> Fraction | int:
    """The worth of digits with separators, whatever their script.

    A single mark before three digits groups thousands (`34.568` people), unless a scale word
    follows (`1.234 million`) or the number opens with a zero.

    Args:
        words: What the grammar matched as a numeral.
        scaled: Whether a scale word or a per cent sign follows.
    """
    if words.isdecimal():
        return int(words)
    groups = _GROUP.split(words)
    marks = [mark for mark in words if not mark.isdecimal()]
    whole = len(marks) > 1 or (len(groups[-1]) == 3 and not scaled and int(groups[0]) != 0)
    if marks[-1] == ARABIC_POINT or (marks[-1] == "." and len(set(marks)) > 1):
        whole = False
    digits = int("".join(groups))
    return digits if whole else Fraction(digits, 10 ** len(groups[-1]))


def spelled(words: str) -> int:
    """The worth of lower-case number words (`one hundred and twenty-three thousand`) or digits."""
    if words.isdecimal():
        return int(words)
    total = current = 0
    for word in _WORD.findall(words):
        if word in UNITS or word in TENS:
            current += UNITS.get(word) or TENS[word]
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word in SCALES:
            total += max(current, 1) * SCALES[word]
            current = 0
        elif word in ("a", "an"):
            current += 1
    return total + current


def bunch(words: str) -> int:
    """The worth of scale and group words one after another (`dozen`, `hundred million`)."""
    worth = 1
    for word in _WORD.findall(words):
        worth *= SCALES.get(word) or GROUPS[word]
    return worth
