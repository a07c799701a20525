"""Who says what in a sentence: each attribution, and the part of the sentence that it covers.

"The army said 20 died" covers what follows up to a new clause ("but residents said ..."); ", the
army said," covers the whole sentence as far as nobody else speaks there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from summarizer.engines.rules.wordlists import telling
from summarizer.language.patterns import pattern
from summarizer.language.reader import Line

_STOPS = r",;:–—()\"“”"
_REACH = 110
"""Characters in which the subject of a verb stands."""
_LONGEST = 12
"""A source of more words than this is a clause, not a name."""
_HELPERS = pattern(
    r"(?:\s+(?:has|have|had|also|later|earlier|then|since|separately|initially|previously|now"
    r"|(?:on\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day))+$"
)
_TO_SUBJECT = pattern(rf"(?:.*(?:[{_STOPS}]|['’]-(?=[A-Z])))?", re.DOTALL)
_APPOSED = pattern(rf"([^{_STOPS}]+),\s+([^{_STOPS}]{{3,90}}),\s*$")
_WHO_DOES = pattern(
    r"^((?:(?!\b(?:has|have|had|is|are|was|were)\b).)*\b[\w’'-]+)\s(?:that|which|who)\s(?:[a-z]+ed|is"
    r"|was|were|tracks|monitors|runs|helps|represents|works|operates|oversees|provides)\s[^,]*$",
    re.DOTALL,
)
"""A subject with a clause on itself: `a team that visited the hospital`."""
_JOINT = pattern(
    r"^.*\b(?:that|while|but|though|although|after|when|because|which|where|whereas|with|citing)\s+"
    r"|^.*[.?!]\s+(?=[A-Z])",
    re.DOTALL,
)
_LEADING = pattern(
    r"^(?:according to|but|and|while|meanwhile|earlier|later|also|however|on \w+day|in a statement"
    r"|as|when|after"
    r"|although|though|if|so|then|because|still|separately|yesterday|today)\b[ ,]*",
    re.IGNORECASE,
)
_TRAILING = pattern(
    r"\s+(?:of (?=\d|between|about|at least|nearly|some)|on|released|published|issued|late|early"
    r"|in an?|at an?|who|which|that|speaking|told|earlier|this|has|have|had|was"
    r"|were|is|are|to (?:journalists|reporters|the media)|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)"
    r"day)\b.*$",
    re.DOTALL,
)
_AFTERWARDS = pattern(
    rf"\s*((?:[^{_STOPS}.]|\.(?=\w|[ ][a-z])){{2,90}})"
    rf"(?:,\s+(?:\d+,\s+)?(?:of\s+|an?\s+|the\s+)?([^{_STOPS}.]{{3,60}}))?"
)
_AUTHOR = pattern(
    r"\b(?:report|statement|tally|count|survey|data|figures)\s+(?:that|which|by|from)\s+(.+)"
)
"""Whose the account is: `a report that a government agency released`."""
_ACRONYM = pattern(r"\s*\([^()]{1,20}\)")
_ASIDE = pattern(
    r"(?:\s+(?:on\s+)?(?:late\s+|early\s+)?(?:\w+day|today|yesterday|earlier|later|late|early)\b"
    r"|\s+(?:in|at|via|on)\s+(?:an?|its|his|her|the|social|state)\b[^,.;\d]{0,50}"
    rf"|\s+(?:reporters|journalists))*\s*(?:\([^)]*\)\s*)?(?:[.;{_STOPS}]|$|\s+as\s)"
)
_BREAK = pattern(
    r"[,;]\s+(?:but|while|though|although|whereas|as)\b|\s(?:while|though|although|whereas)\s"
)

_INVERTED = frozenset(("said", "says", "added", "adds"))
_TELLING = frozenset(("told", "tells", "informed"))
_INVERSION = pattern(
    r"(?:[”\"’]\s|,\s(?=\w+\s[A-Z]))\s*\w+\s(?!\w+day\b)(?:[A-Z]|an?\s|the\s|(?:[a-z]+\s){1,4}[A-Z][a-z])"
)
"""`“...” said a teacher`, `..., said Tal`: the verb stands before its subject."""
_HEARERS = pattern(rf"\s+(?!that\b)[^{_STOPS}.]{{2,40}}(?=[,.;”\"])")
_NO_VERB = pattern(
    r"(?:^|\s)(?:is|are|was|were|be|been|being|an?|the|this|some|many|most|no|of|to|other|official"
    r"|initial|early|its|their|his|her|in|by|latest|new|death)$"
    r"|\d\S*$",
    re.IGNORECASE,
)
"""Before what looks like a verb of saying and is a participle or a noun: `by some estimates`."""

_AND = pattern(r"(?:^|\s)(?:and|but)$")
_ASIDE_BREAK = pattern(rf"{_BREAK.pattern}|\bwhose?\b|[.;]\s")


class Claim(NamedTuple):
    """An attribution in a sentence.

    Attributes:
        words: Who says it, as the sentence names them; may be a pronoun.
        more: What an apposition says of them.
        start: Where the attribution begins, its verb or pointer for one that stands before.
        end: Where it ends.
        whole: Whether it covers the whole sentence, not only what follows.
    """

    words: str
    more: str
    start: int
    end: int
    whole: bool


def claims(line: Line) -> list[Claim]:
    """The attributions of a sentence, in order."""
    found = [*_by_pointer(line), *_by_verb(line)]
    return sorted((claim for claim in found if claim.words), key=lambda claim: claim.start)


def covering(line: Line, found: list[Claim], start: int, end: int) -> Claim | None:
    """The claim that gives the figure from `start` to `end`; None if the sentence itself does."""
    before = [one for one in found if one.end <= start and not one.whole]
    if before and not _BREAK.search(line.text, before[-1].end, start):
        return before[-1]
    after = [one for one in found if one.start >= end and one.whole]
    if after:
        return after[0]
    aside = [one for one in found if one.whole and one.end <= start]
    if aside and not _ASIDE_BREAK.search(line.text, aside[-1].end, start):
        return aside[-1]
    return None


def _by_pointer(line: Line) -> Iterator[Claim]:
    """`according to X`, `figures from X`."""
    text = line.text
    for found in telling("tolls", "pointers").find(line):
        if named := _AFTERWARDS.match(text, found.end):
            first = not text[: found.start].strip(" “\"'")
            author = _AUTHOR.search(named[1])
            words = _trimmed(author[1] if author else named[1])
            yield Claim(words, named[2] or "", found.start, named.end(1), whole=not first)


def _by_verb(line: Line) -> Iterator[Claim]:
    text, last, before = line.text, 0, ""
    for found in telling("tolls", "verbs").find(line):
        verb = text[found.start : found.end].lower()
        window = text[max(last, found.start - _REACH) : found.start].rstrip()
        if verb in _INVERTED and _INVERSION.match(text, max(0, found.start - 2)):
            named = _AFTERWARDS.match(text, found.end)  # `“...,” said X, a teacher`
            if named:
                words = _trimmed(named[1])
                yield Claim(words, named[2] or "", found.start, named.end(1), whole=True)
            continue
        if _NO_VERB.search(window):
            continue
        words, more = _subject(_HELPERS.sub("", window))
        if before and _AND.search(window):
            words, more = before, ""  # "the rebels put their dead at six and said that four …"
        before = words
        if words:
            begun = max(last, text.rfind(words, last, found.start))
            hearers = _HEARERS.match(text, found.end) if verb in _TELLING else None
            aside = _ASIDE.match(text, hearers.end() if hearers else found.end) is not None
            yield Claim(words, more, begun, found.end, whole=aside and begun > 0)
        last = found.end


def _subject(window: str) -> tuple[str, str]:
    """The subject at the end of a text, and what an apposition says of it."""
    if apposed := _APPOSED.search(window):
        return _trimmed(_JOINT.sub("", apposed[1])), apposed[2]
    subject = _TO_SUBJECT.sub("", _ACRONYM.sub("", window), count=1)
    if does := _WHO_DOES.match(subject):
        subject = does[1]
    return _trimmed(_JOINT.sub("", subject)), ""


def _trimmed(words: str) -> str:
    words = _LEADING.sub("", words.strip(" ’'"))
    words = _TRAILING.sub("", words).strip(" ,’'\n")
    return words if 0 < len(words.split()) <= _LONGEST else ""
