"""Text of an article or a model, made fit for people's eyes.

An article is untrusted. Escape sequences would drive the reader's terminal; bidirectional controls
make a line read other than it is stored (the "Trojan Source" attack); invisible characters hide
words from the eye, or split those that a search is after. No view but JSON shows any of them.
"""

from __future__ import annotations

import re

# ECMA-48 (5th edition, 5.3 to 5.6): control sequences, control strings up to their terminator,
# other escapes. A control string without an end loses only its introducer, and so does every
# sequence that a C1 character opens: in wrongly decoded text those stand where letters stood.
_ESCAPE_SEQUENCE = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"
    r"|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)"
    r"|\x1b[ -/]*[0-~]"
)
_LINE_BREAK = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")

UNSEEN = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 (tab and newline apart), DEL, C1
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional controls
    r"\u00ad\u034f\u180e\u200b\u2028\u2029\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb"
    r"\u115f\u1160\u3164\uffa0"  # Hangul fillers: letters without a shape
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"  # shorthand, music, tags
    r"\ud800-\udfff"  # lone surrogates: no output encoding can write them
)
"""The inside of a character class: what no reader can see. ZWJ and ZWNJ are not in it; Persian,
Hindi and emoji are misspelt without them. Nor are U+FE00-U+FE0F, which choose a visible glyph."""

_UNSEEN = re.compile(f"[{UNSEEN}]")


def clean(text: str) -> str:
    """The text without what cannot be seen; every line break becomes a newline, tabs stay."""
    return _UNSEEN.sub("", _LINE_BREAK.sub("\n", _ESCAPE_SEQUENCE.sub("", text)))


def line(text: str) -> str:
    """The text cleaned, on one line, runs of white space as one space."""
    return " ".join(clean(text).split())
