"""What a sentence says of talks: by a phrase, or by a verb before or after a noun for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from summarizer.engines.rules.wordlists import Lazy, Wording, piece, stems, table
from summarizer.language.patterns import pattern

_UNSURE = pattern(
    r"\b(?:not|never|no|could|may|might|if|would|unless|should|hopes?|until|because|after|when|while"
    r"|although|though|but|since|as|which|who)\b|n['’]t\b",
    re.IGNORECASE,
)
_HOPE = Lazy(lambda: rf"\b{piece('talks', 'hope')}\s+$")
_ENDS = ("collapsed", "suspended")  # stages whose verbs need no nearness: little else is said so
_GAP = r"(?:\s+[\w.'’“”\"-]+)"


def telling(wording: Wording, section: str, key: str) -> Iterator[str]:
    """The words of a sentence that state what a list of `talks.toml` stands for.

    Besides the list's own phrases: its verbs of the section `SECTION_before` with a noun at most
    four words later, and those of `SECTION_after` with one some words before (`talks between X and
    Y collapsed`). What is hoped for, feared or denied is left out.
    """
    for found in wording.find_all("talks", section, key):
        if key == "none" or not _HOPE.search(
            wording.text[max(0, found.start() - 24) : found.start()]
        ):
            yield found[0].lower()
    for side in ("before", "after"):
        lists = table("talks").get(f"{section}_{side}", {})
        if key in lists and wording.may_have(stems("talks", f"{section}_{side}", key)):
            for found in _frame(section, side, key).finditer(wording.text):
                earlier = wording.text[max(0, found.start() - 24) : found.start()]
                if not (_UNSURE.search(found[0]) or _HOPE.search(earlier)):
                    yield found[0].lower()


@cache
def _frame(section: str, side: str, key: str) -> Lazy:
    def make() -> str:
        nouns = piece("talks", "nouns", "text" if key == "proposal" else "talks")
        verbs = piece("talks", f"{section}_{side}", key)
        if side == "before":
            return rf"\b{verbs}{_GAP}{{0,4}}?\s+[\"“]?{nouns}\b"
        reach = 8 if key in _ENDS else 5
        return rf"\b{nouns}{_GAP}{{0,{reach}}}?\s+{verbs}\b"

    return Lazy(make)
