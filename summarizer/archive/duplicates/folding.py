"""A text as runs of words, folded so that outlets' typography makes no difference.

Runs end where a sentence or a line may end. The same sentence gives the same runs wherever it
stands, which is all that is asked of them: no care is taken for abbreviations.
"""

from __future__ import annotations

import re

Words = list[bytes]

_SHORTEST = 4  # words; what is shorter is a menu, a byline or the rest of an abbreviation
_DELETED = b"'\"`,"  # a comma may stand inside a number
_TABLE = bytes(
    ord("\n") if chr(code).encode() in {b".", b"!", b"?", b"\n"}
    else code + 32 if ord("A") <= code <= ord("Z")
    else code if chr(code).isalnum()
    else ord(" ")
    for code in range(128)
) + bytes(range(128, 256))  # fmt: skip
_MOSTLY = 0.8  # of a text's characters; below it, it is not written in Latin letters
_WORD_OR_END = re.compile(r"[^\W_]+|[.!?\n。！？۔।]")

# What outlets and distributors put under every story. One of these in a run leaves the run out.
# Few, since each is looked for in every text: the shares that are asked for do the rest.
_CHROME = (
    *(b"newsletter", b"sign up", b"subscri", b"click here", b"read more", b"copyright"),
    *(b"rights reserved", b"reserve the right", b"privacy policy", b"terms of", b"cookies"),
    *(
        b"general information only",
        b"warranties",
        b"re distribut",
        b"redistribut",
        b"newstex",
        b"author based",
    ),
)


def runs(text: str) -> list[Words]:
    """The runs of words, without chrome and without those too short to say anything."""
    plain = text.encode("ascii", "ignore")
    if len(plain) < _MOSTLY * len(text):
        folded = " ".join(_WORD_OR_END.findall(text.lower())).encode("utf-8", "replace")
        for end in "。！？۔।.!?":
            folded = folded.replace(end.encode(), b"\n")
        return _split(folded)
    return _split(plain.translate(_TABLE, _DELETED))


def _split(folded: bytes) -> list[Words]:
    lines = folded.split(b"\n")
    for chrome in _CHROME:
        if chrome in folded:
            lines = [line for line in lines if chrome not in line]
    return [words for line in lines if len(words := line.split()) >= _SHORTEST]
