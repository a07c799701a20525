"""`Since` in a sentence: what it makes run, and the event from which it does.

In "since the raid on 7 May that left 14 dead, the army has killed 870" the 870 run since that day,
and the 14 are the earlier event's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.language.dates import TimePhrase
from summarizer.language.patterns import pattern
from summarizer.language.reader import Line

_SINCE = pattern(r"\bsince\b", re.IGNORECASE)
_MOST_SINCE = pattern(
    r"\b(?:worst|most|first|not|never|rare|(?:deadli|high|large|bigg|low|few|bloodi|heavi|fierc|long|strong"
    r"|great|lat|earli|new|broad|wid|sever|tough)est)\b[^,;]{0,60}$",
    re.IGNORECASE,
)
"""`the deadliest since` compares events and begins no count."""
_BREAK = pattern(r";|,?\s(?:but|while|whereas|although|though)\s")
_PRESENT = pattern(r"\b(?:has|have|['’]ve)\b")
_THAT = r"that(?!\s(?:day|time|night|week|weekend|month|year|point|date|moment|attack|raid|war)\b)"
_RELATIVE = pattern(rf"\b(?:{_THAT}|which|who|whose|where|when|after)\b")
_MAIN = pattern(
    r",\s(?:(?:the|its|an?)\s)?(?:[A-Z][\w’'-]*\s){1,3}(?:[a-z]+ed|will|is|are|was|were|began|sent|led)\s"
)
"""The main clause begins: `since the raid, Norland launched`."""
_VERB = pattern(
    r"\b(?!(?:armed|besieged|occupied|blockaded|united|need|indeed|red|unprecedented)\b)[a-z]+ed\b"
    rf"|\b(?:{_THAT}|which|who|began|broke|left|took|led|swept|shot|went|struck|burst|fell|rose|hit)\b"
)
_JOINED_VERB = pattern(r"\b(?:and|but)\s[a-z]+\s$")
"""`the deadliest since 1990 and killed`: the verb goes on before it."""
_ADVERB = pattern(r"\b(?:has|have|had|['’]ve)\s$")
"""`has since killed`: it opens no clause."""
_PARTICIPLE = pattern(r"\s?(?:and\s)?[a-z]+ing\b")
_COMMA = pattern(r",(?!\d)")
_EVENT = pattern(
    r"\b[Ss]ince\s(?:(?:[^,;:.!?\d]{1,55}?\s)?(?:on|in|of)|the|its|[A-Z][\w’'-]+['’]s?)\s$"
)
_REACH = 70
"""Characters in which `since` stands before the date of what began then."""


def runs_since(line: Line, start: int, end: int) -> bool:
    """Whether what the words from `start` to `end` tell is counted since something."""
    return any(
        not _holds(line.text, since, start) and not _MOST_SINCE.search(line.text, 0, since.start())
        for since in _near(line, start, end)
    )


def is_earlier(line: Line, start: int, cue: int | None = None) -> bool:
    """Whether a figure is of the very event since which something else runs.

    Args:
        line: The sentence.
        start: Where the figure begins.
        cue: Where the cue that governs it begins: one before `since` tells of no such event.
    """
    if "since" not in line.bag:
        return False
    first = start if cue is None else min(start, cue)
    return any(
        since.end() <= first and _holds(line.text, since, start)
        for since in _near(line, start, start)
    )


def begins_with_since(time: TimePhrase) -> bool:
    """Whether a time tells from when on: `since last Friday`."""
    return time.words[:5].lower() == "since"


def without_since(time: TimePhrase) -> TimePhrase:
    """The day of the event itself, of a time that tells from when on."""
    if not begins_with_since(time):
        return time
    start = len("since ")
    return TimePhrase(time.start + start, time.end, time.words[start:])


def with_since(line: Line, time: TimePhrase) -> TimePhrase:
    """A date with the `since` that stands before it: `since the attack on 7 May`."""
    if "since" not in line.bag or begins_with_since(time):
        return time
    begun = _EVENT.search(line.text, max(0, time.start - _REACH), time.start)
    if begun is None or _MOST_SINCE.search(line.text, 0, begun.start()):
        return time
    return TimePhrase(begun.start(), time.end, line.text[begun.start() : time.end])


def _near(line: Line, start: int, end: int) -> Iterator[re.Match[str]]:
    """Each `since` of the sentence that no other clause parts from the words."""
    if "since" not in line.bag:
        return
    for since in _SINCE.finditer(line.text):
        first, last = sorted((since.start(), end if since.start() > start else start))
        if not _BREAK.search(line.text, first, last):
            yield since


def _holds(text: str, since: re.Match[str], start: int) -> bool:
    """Whether the clause that `since` opens goes on to `start`."""
    if since.end() > start or _ADVERB.search(text, 0, since.start()):
        return False
    between = text[since.end() : start]
    if _PRESENT.search(between):
        return False
    commas = list(_COMMA.finditer(between))
    if not commas:
        return _VERB.search(_JOINED_VERB.sub("", between)) is not None
    head, tail = between[: commas[-1].start()], between[commas[-1].end() :]
    if not tail.strip() or _MAIN.search(between):
        return False
    if _RELATIVE.search(between):
        return True
    participle = _PARTICIPLE.match(tail) and _VERB.search(head)
    return bool(participle) and not _PRESENT.search(text, 0, since.start())
