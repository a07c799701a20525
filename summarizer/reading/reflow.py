"""Hard-wrapped lines, as a PDF gives them, back to paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import quantiles

_CLOSED = re.compile(r"[.!?:…]['\"”’»)\]]*$")
# A line this short, as a share of the column's width, was ended and not wrapped.
_SHORT = 0.75
_HYPHENS = "-\u2010"
_SOFT_HYPHEN = "\u00ad"
_HYPHENED = re.compile(r"\b\w+-\w+")
_LAST_WORD = re.compile(r"\b\w+$")
_FIRST_WORD = re.compile(r"\w+")


def paragraphs(lines: Sequence[str]) -> str:
    """The text of the lines, one paragraph a line, a blank line between two.

    A paragraph ends at a blank line, and at a line well short of the column's width that closes a
    sentence or stands before a line that begins one (a heading). A word divided at a line's end is
    joined, its hyphen kept where the same text writes the word with one inside a line.
    """
    width = _width([len(line.rstrip()) for line in lines if line.strip()])
    hyphened = {word.lower() for line in lines for word in _HYPHENED.findall(line)}
    done: list[str] = []
    current: list[str] = []  # joined once at its end: a long paragraph must not cost its square
    for line in (line.strip() for line in (*lines, "")):
        if current and (not line or _ended(current[-1], line, width)):
            done.append("".join(current))
            current = []
        if current:
            current[-1] = _before(current[-1], line, hyphened)
        if line:
            current.append(line)
    return "\n\n".join(done)


def _width(lengths: list[int]) -> float:
    """The column's width in characters: nine lines in ten are no longer than it."""
    return quantiles(lengths, n=10, method="inclusive")[-1] if len(lengths) > 1 else sum(lengths)


def _ended(line: str, following: str, width: float) -> bool:
    if len(line) >= _SHORT * width:
        return False
    return bool(_CLOSED.search(line)) or not (following[0].islower() or line[-1] in ",;-–—")


def _before(line: str, following: str, hyphened: set[str]) -> str:
    """The line as it stands before the one that continues it: with a space, or as half a word."""
    if line.endswith(_SOFT_HYPHEN):
        return line[:-1]
    if line[-1] not in _HYPHENS or not line[-2:-1].isalnum():
        return f"{line} "
    left, right = _LAST_WORD.search(line[:-1]), _FIRST_WORD.match(following)
    if not (left and right and left[0][-1].isalpha() and following[0].islower()):
        return line
    return line if f"{left[0]}-{right[0]}".lower() in hyphened else line[:-1]
