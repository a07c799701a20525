"""Text made comparable: one form for all the ways of writing the same words.

`fold` is the folding of the scoring rules: NFKC, case, curly quotes, dashes, white space. `Folded`
is a whole text in that form which can say where in the original the words that it finds stand.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from string import ascii_lowercase

from summarizer.language.patterns import pattern

# Soft hyphen, zero-width space and joiners, direction marks, word joiner, byte order mark.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_ALIKE: dict[int, str | None] = {
    **dict.fromkeys(map(ord, "‘’‚‛′`´ʼ＇"), "'"),
    **dict.fromkeys(map(ord, "“”„‟″«»＂"), '"'),
    **dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－"), "-"),
    **dict.fromkeys(map(ord, _INVISIBLE)),
}
_SPACE = pattern(r"\s+")
_ARTICLE = pattern(r"^(?:the|an?)\s+(?=\S)")
_POSSESSIVE = pattern(r"(?:'s|(?<=s)')$")
# What may change its length in folding: not single spaces, nor quotes and dashes. Each begins with
# one of a set, which makes the search fast.
_EVEN = "".join(chr(code) for code, alike in _ALIKE.items() if alike and code > 127)
_ODD = rf"[^\x00-\x7f\s{re.escape(_EVEN)}]"
_UNEVEN = pattern(
    rf"[^\x00-\x08\x0e-\x1b!-\x7f{re.escape(_EVEN)}]"
    rf"(?:(?<={_ODD}){_ODD}*|(?:(?<=[^\S ])|(?=[\s{_INVISIBLE}]))[\s{_INVISIBLE}]*)"
)


def fold(text: str) -> str:
    """The text in NFKC, casefolded, quotes and dashes straight, each white space one space.

    Leading and trailing white space is kept, as one space; invisible characters go.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_ALIKE)).translate(_ALIKE)
        return _SPACE.sub(" ", unicodedata.normalize("NFKC", text.casefold()))
    plain = text.replace("`", "'").lower()
    return plain if plain.isprintable() and "  " not in plain else _SPACE.sub(" ", plain)


@lru_cache(maxsize=1024)
def bare(name: str) -> str:
    """A name folded, without a leading article, a possessive ending or edge punctuation.

    Two names of actors are written alike if their bare forms are equal (scoring rules, "Actors").
    """
    folded = fold(name).strip(" \"',;:()[]")
    if folded[:1] in "at":
        folded = _ARTICLE.sub("", folded, count=1)
    return _POSSESSIVE.sub("", folded) if folded[-2:-1] == "'" or folded[-1:] == "'" else folded


def lowered(text: str) -> str:
    """The text in lower case, every character at its place."""
    return text.replace("İ", "I").lower()  # no other letter becomes two


def occurrences(text: str, words: str) -> Iterator[int]:
    """Where the words stand in a text, be it inside others; none overlap."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + len(words))


_LETTERS = bytes(code if chr(code) in ascii_lowercase else 32 for code in range(256))


def plain_words(text: str) -> list[str]:
    """The words of a text in lower case, each run of the letters a to z, for cheap look-ups."""
    return letters(text.lower()).split()


def letters(lower: str) -> str:
    """A text in lower case of which only the letters a to z are left, a space for all others."""
    # By bytes: a pattern takes four times as long, and every article comes by here.
    return lower.encode("ascii", "replace").translate(_LETTERS).decode("ascii")


def stands_as_written(text: str, words: str) -> bool:
    """Whether the words stand in a text whole and just so; then `Folded(text)` holds them too.

    False tells nothing, nor is it asked of words or places whose neighbours fold together.
    """
    if not (words[:1].isalnum() and words[-1:].isalnum()):
        return False
    start = text.find(words)
    while start >= 0:
        end = start + len(words)
        before, after = text[start - 1 : start], text[end : end + 1]
        if before.isascii() and after.isascii() and is_whole(text, start, end):
            return True
        start = text.find(words, end)
    return False


class Folded:
    """A text in folded form that maps what it finds back to the original.

    Attributes:
        text: The folded text.
    """

    __slots__ = ("_here", "_there", "text")

    def __init__(self, original: str) -> None:
        parts: list[str] = []
        here, there = [0], [0]  # where a piece starts, folded and original
        length = done = 0
        last = ""
        for start, end, folded in _pieces(original):
            plain = original[done:start].translate(_ALIKE).casefold()
            length += len(plain)
            doubled = folded.startswith(" ") and (plain or last).endswith(" ")
            piece = folded[1:] if doubled else folded
            last = piece or plain or last
            parts += (plain, piece)
            here += (length, length + len(piece))
            there += (start, end)
            length += len(piece)
            done = end
        parts.append(original[done:].translate(_ALIKE).casefold())
        self.text = "".join(parts)
        self._here, self._there = here, there

    def find(self, words: str) -> Iterator[tuple[int, int]]:
        """Spans `(start, end)` in the original where the words stand, in order.

        The words are folded and stripped; they are found whole only ("Mali" not in "Somalia"). A
        place inside characters that fold as one is widened to all of them. No words, no spans.
        """
        wanted = fold(words).strip()
        at = self.text.find(wanted) if wanted else -1
        while at >= 0:
            end = at + len(wanted)
            if is_whole(self.text, at, end):
                yield self._origin(at), self._origin(end, closing=True)
            at = self.text.find(wanted, at + 1)

    def holds(self, words: str) -> bool:
        """Whether the words stand in the text, contiguous and whole."""
        return next(self.find(words), None) is not None

    def _origin(self, at: int, *, closing: bool = False) -> int:
        index = bisect_right(self._here, at - 1 if closing else at) - 1
        start, step = self._there[index], at - self._here[index]
        last = index + 1 == len(self._here)
        if last or self._there[index + 1] - start == self._here[index + 1] - self._here[index]:
            return start + step
        return self._there[index + 1] if closing else start


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether no word runs over either edge of the span."""
    return not (
        (start > 0 and _joined(text[start - 1], text[start]))
        or (end < len(text) and _joined(text[end - 1], text[end]))
    )


def _joined(left: str, right: str) -> bool:
    return (left.isalnum() or left == "_") and (right.isalnum() or right == "_")


def _pieces(original: str) -> Iterator[tuple[int, int, str]]:
    """The pieces that may change length: `(start, end, folded)`, as small as can be told."""
    for match in _UNEVEN.finditer(original):
        start, end = match.span()
        run = match.group()
        if run.isspace():
            yield start, end, " "
            continue
        if not run[0].isspace() and "!" <= original[start - 1 : start] <= "~":
            # It takes the ASCII character before it along: a combining mark merges with its base.
            start -= 1
            run = original[start:end]
        whole = fold(run)
        if len(run) == 1:
            yield start, end, whole
            continue
        singly = [fold(character) for character in run]
        if "".join(singly) != whole:
            yield start, end, whole
            continue
        for offset, folded in enumerate(singly):
            yield start + offset, start + offset + 1, folded
