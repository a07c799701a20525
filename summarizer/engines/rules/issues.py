"""What a proposition is about, and how many propositions its words hold (codebook section 3).

The phrase that stands first decides: what is wanted comes before what it is wanted for ("hand over
their weapons before talks begin").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from summarizer.engines.rules.wordlists import Lazy, Wording, listed, piece, stems, table
from summarizer.language.needs import Needs
from summarizer.language.patterns import pattern
from summarizer.model.vocabulary import Issue


def _stop_of(issue: str) -> Lazy:
    """A pattern for a verb of ending with what is to end: `halt all further sales`."""
    return Lazy(
        lambda: (
            rf"\b{piece('demands', 'stopping')}\s+(?:[\w’'-]+\s+){{0,5}}?"
            rf"{piece('demands', 'stopped', issue)}\b"
        )
    )


_STOPPED = {
    issue: _stop_of(issue) for issue in ("end_of_war", "ceasefire", "troop_withdrawal", "sanctions")
}
_JOINT = pattern(r",?\s+and\s+(?:also\s+)?(?:(?:to|that|for)\s+)?|,\s+(?:(?:to|for|that)\s+)?")
_DETERMINED = pattern(r"(?:the|an?|all|its|their|his|her|no|any|more|better|full|free)\s")
_APPOSED = pattern(r"(?:the|an?)\s(?:\w+\s){1,3}(?:that|which|who|whose)\s")
_ADJUNCT = pattern(r"\w+(?:ing|ed)\b|\w+(?:\s\w+)?$")
_ONLY = pattern(r"\bonly\b", re.IGNORECASE)
_LEAST_WORDS = 3
"""Fewer words are no proposition of their own, unless they begin as a noun phrase does."""


def issue_of(words: str) -> Issue:
    """What a proposition is about; `other` if none of the lists has a word of it."""
    wording = Wording(words)
    found = list(_phrases(wording)) or list(_hints(wording))
    return min(found)[2] if found else Issue.OTHER


def _phrases(wording: Wording) -> Iterator[tuple[int, int, Issue]]:
    """Where each issue's first phrase stands, a longer one at the same place before a shorter."""
    for issue in wording.lists("demands", "issue", Issue):
        if match := wording.find("demands", "issue", issue):
            yield match.start(), -match.end(), issue
    if wording.may_have(stems("demands", "stopping")):
        for name, pattern in _STOPPED.items():
            gated = wording.may_have(stems("demands", "stopped", name))
            if gated and (stop := pattern.search(wording.text)):
                yield stop.start(), -stop.end(), Issue(name)


def _hints(wording: Wording) -> Iterator[tuple[int, int, Issue]]:
    for issue in wording.lists("demands", "issue_hint", Issue):
        if match := wording.find("demands", "issue_hint", issue):
            yield match.start(), -match.end(), issue


def propositions(words: str) -> list[tuple[str, Issue]]:
    """The propositions of a complement, each with its issue.

    A list is divided where the next part could stand alone and is about something else; what has
    no issue of its own goes with the part before it.
    """
    found: list[tuple[str, Issue]] = []
    begin = 0
    for joint in (*_JOINT.finditer(words), None):
        part = words[begin : joint.start() if joint else len(words)]
        issue = issue_of(part)
        alone = _stands_alone(part, after=found[0][0] if found else "")
        if found and (not alone or issue in (Issue.OTHER, *(one for _, one in found))):
            before, known = found.pop()
            start = words.rindex(before, 0, begin)
            joined = words[start : begin + len(part)]
            found.append((joined, issue if known is Issue.OTHER else known))
        elif found and found[-1][1] is Issue.OTHER:
            before, _ = found.pop()
            found.append((words[words.rindex(before, 0, begin) : begin + len(part)], issue))
        else:
            found.append((part, issue))
        begin = joint.end() if joint else begin
    return found


def _stands_alone(part: str, after: str) -> bool:
    """Whether a part of a list may be a proposition of its own, beside one that came before."""
    if _DETERMINED.match(part):
        return _APPOSED.match(part) is None
    listed_things = after and _DETERMINED.match(after) is not None
    enough = len(part.split()) >= _LEAST_WORDS and not _ADJUNCT.match(part)
    return enough and (not listed_things or "for " in part or "of " in part)


@cache
def issue_stems() -> Needs:
    """Without these stems a text is about none of the issues."""
    lists = ("issue", "issue_hint", "stopped", "main")
    return Needs.any_of(stems("demands", one) for one in lists)


def is_plain(words: str) -> bool:
    """Whether a phrase, and no hint alone, tells the issue."""
    return next(_phrases(Wording(words)), None) is not None


def is_no_position(words: str) -> bool:
    """Whether the proposition is safety advice or none at all (codebook section 3)."""
    return len(words) < 4 or Wording(words).find("demands", "no_position") is not None


def depends(words: str, *, threat: bool = False) -> re.Match[str] | None:
    """Where a proposition says what it depends on: `until`, `only if`, `in exchange for`.

    A mere `if` or `once` counts in a threat, or where `only` stands before it.
    """
    if not Wording(words).may_have(stems("demands", "condition")):
        return None
    for joint in listed("demands", "condition").finditer(words):
        mere = joint[0] in ("if", "once")
        if threat or not mere or _ONLY.search(words, 0, joint.start()):
            return joint
    return None


@cache
def plain_stems() -> Needs:
    """The same without the lists of hints."""
    return Needs.any_of((stems("demands", "issue"), stems("demands", "stopped")))


@cache
def bases(section: str) -> frozenset[str]:
    """The words of a list of single words or bases."""
    return frozenset(table("demands")[section]["words"])
